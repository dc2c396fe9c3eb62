"""Where a session stands: frozen parts that `apply` replaces one at a time."""

from __future__ import annotations

from dataclasses import field

from exercise.engine.events import Banked, Finding, LinkArgument, MoveRuled, Node, Phase
from exercise.engine.game import Game, Level
from exercise.frozen import frozen
from exercise.moves import Reason
from exercise.rules.influence import level


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
        return tuple([level(z) for z in self.start_z])


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


@frozen
class Floor:
    """The arguments of this round; all of it is open once the moves are revealed."""

    nodes: tuple[Node, ...] = ()
    strengths: tuple[float, ...] = ()
    moves: tuple[int, ...] = ()
    """The numbers of the nodes that are moves."""
    filed: tuple[int, ...] = ()
    """Counters and seconds by team and move: `filed[mover * teams + filer]`."""
    answered: tuple[int, ...] = ()
    """Answers by mover."""
    estimates: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = ()
    """The ballots once they are revealed: by move, each team's percent."""
    rulings: tuple[MoveRuled, ...] = ()
    outcomes: tuple[str, ...] = ()
    """Beside `rulings`: the outcome that stands, overrides included."""


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
        return tuple([level(z) for z in self.z])


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
    ending: str = ""
    results: tuple[tuple[str, str, str], ...] = ()
