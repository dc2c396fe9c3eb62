"""Where a session stands: frozen parts that `apply` replaces one at a time."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache

from exercise.engine.events import MoveRuled
from exercise.engine.game import CardFace, Game, Level
from exercise.engine.parts import Banked, ClaimArgument, Fact, Finding, Letter, LinkArgument, Node, Phase, Secret
from exercise.frozen import frozen, maker
from exercise.moves import Reason
from exercise.rules.influence import level

Estimates = tuple[tuple[int, tuple[tuple[str, int], ...]], ...]
"""By move, each team's percent."""


@lru_cache(maxsize=64)
def _levels(z: tuple[float, ...]) -> tuple[float, ...]:
    # Every view asks for them, and they change twice a round.
    return tuple([level(one) for one in z])


@frozen
class Setup:
    """What was settled when the session opened."""

    level: Level
    adjudication: str
    rounds: int
    seed: int
    """What chance hangs on; no view holds it."""
    stream: int
    seats: tuple[tuple[str, str], ...]
    start_z: tuple[float, ...]
    """Each indicator's level at the start, on the z scale."""
    start_claims: tuple[float, ...]
    start_thesis: float
    start_links: tuple[float, ...]

    @property
    def start_levels(self) -> tuple[float, ...]:
        """Each indicator's level at the start, 0 to 100, in the deck's order."""
        return _levels(self.start_z)


@frozen
class Clock:
    """Whose turn it is."""

    phase: Phase
    round: int
    order: tuple[str, ...]
    turn: str
    """The team that may file or answer now; empty where none may."""


@frozen
class TeamState:
    """What one team has, hidden from the others unless it says otherwise."""

    hand: tuple[str, ...] = ()
    spent: tuple[str, ...] = ()
    """Cards that wait to come back when the pile is empty."""
    draws: int = 0
    swapped: bool = False
    sealed: str = ""
    """The card sealed this round."""
    reasons: tuple[Reason, ...] = ()
    text: str = ""
    held: bool = False
    passed: bool = False
    """Open to all: whether it has passed in this phase."""
    commitments: tuple[tuple[str, int], ...] = ()
    """Open to all: card, and the round in which it was put in place."""
    ballots: tuple[tuple[int, int], ...] = ()
    """Estimates sealed this round: move and percent."""
    shocks: tuple[str, ...] = ()
    """What the action of its own pushes that it sealed this round."""
    secret: Secret | None = None
    """The move that waits for its trigger."""
    letters: int = 0
    """How many it has written this round."""


@frozen
class Flat:
    """The floor's nodes as the kernels read them; a node's number is its place."""

    kinds: tuple[int, ...] = ()
    moves: tuple[int, ...] = ()
    """The move that each belongs to."""
    targets: tuple[int, ...] = ()
    bases: tuple[float, ...] = ()
    movers: tuple[int, ...] = ()
    """The place of the team of each move, in the order of the moves."""
    challenged: tuple[bool, ...] = ()
    """Of each move, in the same order, whether something filed on it makes it rolled."""


@frozen
class Floor:
    """The arguments of this round; all of it is open once the moves are revealed."""

    nodes: tuple[Node, ...] = ()
    strengths: tuple[float, ...] = ()
    moves: tuple[int, ...] = ()
    """The numbers of the nodes that are moves."""
    filed: tuple[int, ...] = ()
    """Filings by move and team, `filed[place in moves * teams + filer]`; a last row counts direct attacks on claims."""
    answered: tuple[int, ...] = ()
    """Answers by move, in the order of `moves`."""
    estimates: Estimates = ()
    """The ballots once they are revealed."""
    rulings: tuple[MoveRuled, ...] = ()
    outcomes: tuple[str, ...] = ()
    """Beside `rulings`: the outcome that stands, overrides included."""
    secrets: tuple[int, ...] = ()
    """The moves that waited in secret."""
    attacked: tuple[str, ...] = ()
    """The claims that were attacked directly this round."""
    flat: Flat = Flat()
    """What follows from `nodes`."""


@frozen
class Standing:
    """The argument as the session has left it."""

    claims: tuple[float, ...]
    thesis: float
    links: tuple[float, ...]
    weights: tuple[float, ...]
    """Signed weights in play, in the tables' order of links."""
    findings: tuple[Finding, ...] = ()
    link_arguments: tuple[LinkArgument, ...] = ()
    claim_arguments: tuple[ClaimArgument, ...] = ()
    facts: tuple[Fact, ...] = ()

    def with_links(
        self, links: tuple[float, ...], weights: tuple[float, ...], arguments: tuple[LinkArgument, ...]
    ) -> Standing:
        """Return this with other strengths and weights of links, and other arguments about them."""
        return Standing(
            self.claims, self.thesis, links, weights, self.findings, arguments, self.claim_arguments, self.facts
        )


@frozen
class WorldState:
    """The world as the session has left it."""

    z: tuple[float, ...]
    """Each indicator's level on the z scale, in the deck's order."""
    bank: tuple[Banked, ...] = ()
    delivered: tuple[str, ...] = ()
    """Injects so far."""
    succeeded: tuple[str, ...] = ()
    """Cards whose moves succeeded, in full or in part, in rounds that are over."""

    @property
    def levels(self) -> tuple[float, ...]:
        """Each indicator's level, 0 to 100, in the deck's order."""
        return _levels(self.z)


@frozen
class Record:
    """What else there is on record, which seldom changes."""

    ending: str = ""
    results: tuple[tuple[str, str, str], ...] = ()
    own: tuple[CardFace, ...] = ()
    """Teams' own actions that were revealed."""
    letters: tuple[Letter, ...] = ()
    votes: tuple[tuple[str, int, int, int], ...] = ()
    """The room's votes on the thesis: phase, yes, no, unsure."""


@frozen
class State:
    """A session between two decisions."""

    game: Game = field(repr=False, compare=False)
    setup: Setup
    clock: Clock
    teams: tuple[TeamState, ...]
    floor: Floor
    standing: Standing
    world: WorldState
    record: Record = Record()

    def face(self, card: str) -> CardFace:
        """Return a card, or a team's own action. Raises KeyError where there is neither."""
        found = self.game.cards.get(card)
        if found is not None:
            return found
        for face in self.record.own:
            if face.id == card:
                return face
        raise KeyError(card)

    def strength(self, claim: str) -> float:
        """Return how strong a claim or a fact is now. Raises KeyError where there is neither."""
        number = self.game.argument.index.get(claim)
        if number is not None:
            return self.standing.claims[number]
        for fact in self.standing.facts:
            if fact.id == claim:
                return fact.strength
        raise KeyError(claim)

    @property
    def citable(self) -> tuple[str, ...]:
        """The claims and facts that may be cited."""
        facts = self.standing.facts
        return (*self.game.argument.citable, *[fact.id for fact in facts]) if facts else self.game.argument.citable

    def grounds(self, face: CardFace) -> tuple[str, ...]:
        """Return the claims and facts that a reason for a card may rest on."""
        facts = self.standing.facts
        return (*face.claims, *[fact.id for fact in facts]) if facts else face.claims

    def may_cite(self, claim: str) -> bool:
        """Return whether a claim or a fact may be cited."""
        return claim in self.game.argument.may_be_cited or any(fact.id == claim for fact in self.standing.facts)


make_clock = maker(Clock)
make_team = maker(TeamState)
make_flat = maker(Flat)
make_floor = maker(Floor)
make_world = maker(WorldState)
make_state = maker(State)
"""What `apply` makes the parts of the next state with."""
