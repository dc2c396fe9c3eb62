"""What a seat may see: its view of a state and its log, built by allow-list.

Nothing reaches a view or a log but what this module puts there. Neither holds a sequence number, a digest, a wall
time, a seed or a count of hidden events; log entries are numbered per seat.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from exercise.argument.tables import ArgumentTables
from exercise.engine.conditions import result
from exercise.engine.events import (
    BallotSealed,
    CardsDealt,
    CardSwapped,
    Event,
    LetterSent,
    MoveRuled,
    MoveSealed,
    OfferAccepted,
    PileTurned,
    Rewound,
    SessionOpened,
    TeamHeld,
)
from exercise.engine.floor import filings_left
from exercise.engine.game import CardFace, Goal
from exercise.engine.hands import usable
from exercise.engine.options import open_offers, options, outstanding, slips, unruled
from exercise.engine.parts import ClaimArgument, Fact, Finding, Letter, LinkArgument, Node, Secret
from exercise.engine.state import State
from exercise.frozen import frozen
from exercise.moves import CONTROL, PUBLIC, Reason, Template
from exercise.world.tables import WorldTables


@frozen
class GoalView:
    """An objective and how it stands."""

    goal: Goal
    standing: str
    """`met`, `partly` or `missed`, if play ended now."""


@frozen
class TeamView:
    """What everybody may see of a team."""

    team: str
    seated: str
    """Who plays it: `person`, or the name of a player."""
    settled: bool
    """Whether it has settled its move this round."""
    passed: bool
    filings_left: int
    commitments: tuple[tuple[str, int], ...]
    goals: tuple[GoalView, ...]
    """Its public objectives."""


@frozen
class PrivateView:
    """What a team, and control, may see of it besides."""

    team: str
    hand: tuple[CardFace, ...]
    unusable: tuple[str, ...]
    """Cards of the hand whose requirements are not met now."""
    swapped: bool
    held: bool
    sealed: str
    reasons: tuple[Reason, ...]
    text: str
    ballots: tuple[tuple[int, int], ...]
    """Its estimates of this round: move and percent."""
    shocks: tuple[str, ...]
    """What the action of its own pushes that it sealed."""
    secret: Secret | None
    """Its move that waits for a trigger."""
    letters: tuple[Letter, ...]
    """What it wrote and was written."""
    offers: tuple[Letter, ...]
    """The offers to it that it may accept, in the order of the options."""
    goals: tuple[GoalView, ...]
    """All its objectives, the secret one among them."""


@frozen
class SeatView:
    """A session as one seat sees it."""

    seat: str
    deck: str
    title: str
    rules: str
    adjudication: str
    rounds: int
    round: int
    phase: str
    order: tuple[str, ...]
    turn: str
    outstanding: tuple[str, ...]
    """The teams that have yet to act in this phase."""
    unruled: tuple[int, ...]
    """The moves that have yet to be ruled, in order."""
    teams: tuple[TeamView, ...]
    private: tuple[PrivateView, ...]
    """A team's own, all teams' for control, none for the public."""
    nodes: tuple[Node, ...]
    """The arguments of this round, once revealed; a node's number is its place."""
    strengths: tuple[float, ...]
    rulings: tuple[MoveRuled, ...]
    outcomes: tuple[str, ...]
    """Beside `rulings`: the outcome that stands."""
    estimates: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]
    """The ballots once they are revealed: by move, each team's percent."""
    sealed_judging: bool
    """Whether ballots are still to come: until then a screen shows how claims stand, but not how arguments do.

    It is no secret, since strengths follow from what is open; it keeps the room from estimating what it reads.
    """
    faces: tuple[CardFace, ...]
    """The cards that lie open: moves of this round and commitments."""
    levels: tuple[float, ...]
    start_levels: tuple[float, ...]
    claim_ids: tuple[str, ...]
    claims: tuple[float, ...]
    start_claims: tuple[float, ...]
    thesis: float
    start_thesis: float
    links: tuple[float, ...]
    start_links: tuple[float, ...]
    weights: tuple[float, ...]
    findings: tuple[Finding, ...]
    link_arguments: tuple[LinkArgument, ...]
    """What was argued about links themselves."""
    claim_arguments: tuple[ClaimArgument, ...]
    """Direct attacks on claims."""
    facts: tuple[Fact, ...]
    secrets: tuple[int, ...]
    """The moves on the floor that had waited in secret."""
    votes: tuple[tuple[str, int, int, int], ...]
    """The room's votes on the thesis: phase, yes, no, unsure."""
    delivered: tuple[str, ...]
    ending: str
    results: tuple[tuple[str, str, str], ...]
    """At the end: team, objective, result; the secret ones too."""
    world: WorldTables
    """The printed map, which everybody may see."""
    argument: ArgumentTables
    """The printed ledger, which everybody may see."""
    options: tuple[Template, ...]
    """What the seat may do now."""
    slips: tuple[tuple[str, tuple[Template, ...]], ...]
    """For control what it may key for each team that has yet to act, in turn or not; empty for the others."""

    @property
    def own(self) -> PrivateView:
        """The seat's own private part. Raises ValueError for control and the public."""
        for private in self.private:
            if private.team == self.seat:
                return private
        raise ValueError("only a team has a private part of its own")


_BEFORE_BALLOTS: Final = frozenset({"reveal", "debate", "answers", "ballot"})


def seats(state: State) -> tuple[str, ...]:
    """Return every seat: the teams in the deck's order, control, public."""
    return (*state.game.teams, CONTROL, PUBLIC)


def view(state: State, seat: str) -> SeatView:
    """Return what a seat sees of a state. Raises ValueError where there is no such seat."""
    if seat not in seats(state):
        raise ValueError(f"there is no seat called {seat!r}; there are {', '.join(seats(state))}")
    game, setup, clock = state.game, state.setup, state.clock
    seated = dict(setup.seats)
    goals = tuple(tuple([GoalView(goal, result(state, goal)) for goal in team_goals]) for team_goals in game.goals)
    revealed = state.floor.nodes
    open_cards = dict.fromkeys([node.card for node in revealed if node.card])
    open_cards.update(dict.fromkeys(card for team in state.teams for card, _ in team.commitments))
    return SeatView(
        seat=seat,
        deck=game.deck,
        title=game.title,
        rules=setup.level.name,
        adjudication=setup.adjudication,
        rounds=setup.rounds,
        round=clock.round,
        phase=clock.phase,
        order=clock.order,
        turn=clock.turn,
        outstanding=outstanding(state),
        unruled=unruled(state) if clock.phase == "ruling" else (),
        teams=tuple(
            [
                TeamView(
                    team=name,
                    seated=seated.get(name, "person"),
                    settled=bool(team.sealed) or team.held,
                    passed=team.passed,
                    filings_left=filings_left(state, place),
                    commitments=team.commitments,
                    goals=tuple([goal for goal in goals[place] if not goal.goal.secret]),
                )
                for place, (name, team) in enumerate(zip(game.teams, state.teams, strict=True))
            ]
        ),
        private=tuple(
            [_private(state, place, goals[place]) for place, name in enumerate(game.teams) if seat in (name, CONTROL)]
        ),
        nodes=revealed,
        strengths=state.floor.strengths,
        rulings=state.floor.rulings,
        outcomes=state.floor.outcomes,
        estimates=state.floor.estimates,
        sealed_judging=setup.adjudication == "ballot" and clock.phase in _BEFORE_BALLOTS,
        faces=tuple([state.face(card) for card in open_cards]),
        levels=state.world.levels,
        start_levels=setup.start_levels,
        claim_ids=game.argument.ids,
        claims=state.standing.claims,
        start_claims=setup.start_claims,
        thesis=state.standing.thesis,
        start_thesis=setup.start_thesis,
        links=state.standing.links,
        start_links=setup.start_links,
        weights=state.standing.weights,
        findings=state.standing.findings,
        link_arguments=state.standing.link_arguments,
        claim_arguments=state.standing.claim_arguments,
        facts=state.standing.facts,
        secrets=state.floor.secrets,
        votes=state.record.votes,
        delivered=state.world.delivered,
        ending=state.record.ending,
        results=state.record.results,
        world=game.world,
        argument=game.argument,
        options=options(state, seat),
        slips=slips(state) if seat == CONTROL else (),
    )


def _private(state: State, place: int, goals: tuple[GoalView, ...]) -> PrivateView:
    team, name = state.teams[place], state.game.teams[place]
    hand = tuple([state.game.cards[card] for card in team.hand])
    return PrivateView(
        team=name,
        hand=hand,
        unusable=tuple([face.id for face in hand if not usable(state, team, face)]),
        swapped=team.swapped,
        held=team.held,
        sealed=team.sealed,
        reasons=team.reasons,
        text=team.text,
        ballots=team.ballots,
        shocks=team.shocks,
        secret=team.secret,
        letters=tuple([letter for letter in state.record.letters if name in (letter.sender, letter.to)]),
        offers=open_offers(state, name),
        goals=goals,
    )


@frozen
class SessionNoted:
    """What a log says of the opening of a session."""

    deck: str
    title: str
    rules: str
    rounds: int
    seats: tuple[tuple[str, str], ...]
    kind: Literal["session-noted"] = "session-noted"


@frozen
class TeamSettled:
    """What the others see of a sealed move, or of a team that holds."""

    team: str
    kind: Literal["team-settled"] = "team-settled"


@frozen
class EstimateSettled:
    """What the others see of a sealed estimate."""

    team: str
    node: int
    kind: Literal["estimate-settled"] = "estimate-settled"


@frozen
class SteppedBack:
    """What a log says of a step back: where the session stands again, and why."""

    round: int
    phase: str
    text: str
    kind: Literal["stepped-back"] = "stepped-back"


LogEvent = Event | SessionNoted | TeamSettled | EstimateSettled | SteppedBack


@frozen
class LogEntry:
    """One line of a seat's log, numbered from 1 among those that the seat sees."""

    number: int
    event: LogEvent


_OPEN: Final = frozenset(
    {
        "round-opened",
        "phase-opened",
        "inject-delivered",
        "levels-moved",
        "commitment-withdrawn",
        "moves-revealed",
        "counter-filed",
        "move-seconded",
        "question-put",
        "claim-attacked",
        "agreements-recorded",
        "facts-established",
        "secrets-opened",
        "difficulty-set",
        "level-adjusted",
        "seat-taken",
        "teams-skipped",
        "thesis-voted",
        "clock-remarked",
        "link-countered",
        "ballots-revealed",
        "counter-answered",
        "team-passed",
        "move-ruled",
        "ruling-overridden",
        "commitment-made",
        "findings-recorded",
        "objectives-judged",
        "play-ended",
    }
)
"""The kinds of events that every seat may see whole."""


def seen(event: Event, seat: str) -> LogEvent | None:
    """Return what a seat sees of an event; None where it sees nothing."""
    if event.kind in _OPEN:
        return event
    if isinstance(event, SessionOpened):
        return SessionNoted(event.deck, event.deck_title, event.rules, event.rounds, event.seats)
    if isinstance(event, (MoveSealed, TeamHeld)):
        return event if seat in (event.team, CONTROL) else TeamSettled(event.team)
    if isinstance(event, Rewound):
        return SteppedBack(event.round, event.phase, event.text)
    if isinstance(event, (LetterSent, OfferAccepted)):
        return event if seat in (event.letter.sender, event.letter.to, CONTROL) else None
    if isinstance(event, BallotSealed):
        return event if seat in (event.team, CONTROL) else EstimateSettled(event.team, event.node)
    if isinstance(event, (CardsDealt, CardSwapped, PileTurned)):
        return event if seat in (event.team, CONTROL) else None
    return None


def log(events: Iterable[Event], seat: str, first: int = 1) -> tuple[LogEntry, ...]:
    """Return the log entries that events make for a seat, numbered from `first`."""
    entries: list[LogEntry] = []
    for event in events:
        shown = seen(event, seat)
        if shown is not None:
            entries.append(LogEntry(first + len(entries), shown))
    return tuple(entries)
