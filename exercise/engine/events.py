"""What has happened in a session: past tense, one frozen dataclass each.

An event carries every number that was derived when it was decided, so that an old save keeps its numbers when a
formula changes. `apply` only assigns what stands here. Levels live on the z scale; 0 to 100 is how they are shown.
"""

from typing import Literal, get_args

from exercise.engine.parts import (
    Banked,
    Cause,
    Change,
    ClaimArgument,
    Fact,
    Finding,
    Letter,
    LinkArgument,
    Method,
    Node,
    Origin,
    Phase,
    Result,
    Secret,
)
from exercise.frozen import frozen, when_asked
from exercise.moves import Outcome, Reason

RULES_VERSION = 1
"""Raised whenever the same moves would lead to other numbers."""


@frozen
class SessionOpened:
    """The first event: all that a session needs besides the deck."""

    rules: str
    adjudication: str
    rules_version: int
    rounds: int
    seed: int
    stream: int
    deck: str
    deck_title: str
    deck_digest: str
    seats: tuple[tuple[str, str], ...]
    """For each team and control, who sits there: `person`, the name of a player, or `table` for control."""
    claims: tuple[float, ...]
    """Each claim's strength, in the ledger's order."""
    thesis: float
    links: tuple[float, ...]
    """Each link's strength before the first argument, in the tables' order."""
    z: tuple[float, ...]
    """Each indicator's level on the z scale, in the deck's order."""
    kind: Literal["session-opened"] = "session-opened"


@frozen
class RoundOpened:
    """A round began with its situation."""

    round: int
    order: tuple[str, ...]
    """The teams in speaking order."""
    kind: Literal["round-opened"] = "round-opened"


@frozen
class PhaseOpened:
    """A phase began."""

    phase: Phase
    turn: str = ""
    """The team that speaks first; empty where none does."""
    kind: Literal["phase-opened"] = "phase-opened"


@frozen
class InjectDelivered:
    """Control delivered an inject."""

    inject: str
    how: Literal["scheduled", "triggered", "drawn", "by-hand"]
    text: str = ""
    kind: Literal["inject-delivered"] = "inject-delivered"


@frozen
class LevelsMoved:
    """Shocks ran over the links."""

    cause: Cause
    origins: tuple[Origin, ...]
    """What pushed, in the order in which `parts` lists its pushes."""
    indicators: tuple[str, ...]
    """Only the indicators that something pushed."""
    z_before: tuple[float, ...]
    z: tuple[float, ...]
    """Their levels on the z scale before and after."""
    parts: tuple[tuple[float, ...], ...] = when_asked()
    """For each of them what each origin pushed, before clamping; the sum is what moved it, within a rounding error."""
    bank: tuple[Banked, ...]
    """All that waits behind delayed links after this step."""
    kind: Literal["levels-moved"] = "levels-moved"

    @property
    def changes(self) -> tuple[Change, ...]:
        """How each of the indicators moved."""
        return tuple(map(Change, self.indicators, self.z_before, self.z, self.parts))

    def causes(self, change: Change) -> tuple[tuple[Origin, float], ...]:
        """Return the origins that moved an indicator with their points, the largest first."""
        shares = [(origin, share) for origin, share in zip(self.origins, change.shares, strict=True) if share != 0.0]
        return tuple(sorted(shares, key=lambda entry: -abs(entry[1])))


@frozen
class CardsDealt:
    """A team's hand was filled."""

    team: str
    hand: tuple[str, ...]
    spent: tuple[str, ...]
    draws: int
    """How many cards the team has drawn in the session so far."""
    kind: Literal["cards-dealt"] = "cards-dealt"


@frozen
class PileTurned:
    """A team's pile was empty, and its played cards came back."""

    team: str
    kind: Literal["pile-turned"] = "pile-turned"


@frozen
class CardSwapped:
    """A team put one card back and drew others."""

    team: str
    card: str
    hand: tuple[str, ...]
    spent: tuple[str, ...]
    draws: int
    kind: Literal["card-swapped"] = "card-swapped"


@frozen
class MoveSealed:
    """A team sealed its move."""

    team: str
    card: str
    """For an action of its own a name that no card has."""
    reasons: tuple[Reason, ...]
    text: str
    shocks: tuple[str, ...] = ()
    """For an action of its own what it pushes."""
    trigger: str = ""
    """What a secret move waits for."""
    kind: Literal["move-sealed"] = "move-sealed"


@frozen
class TeamHeld:
    """A team makes no move this round."""

    team: str
    missing: bool
    """Whether it held because it did not act in time."""
    kind: Literal["team-held"] = "team-held"


@frozen
class CommitmentWithdrawn:
    """A team ended a commitment of its own."""

    team: str
    card: str
    kind: Literal["commitment-withdrawn"] = "commitment-withdrawn"


@frozen
class MovesRevealed:
    """All sealed moves were opened together."""

    nodes: tuple[Node, ...]
    strengths: tuple[float, ...]
    secrets: tuple[int, ...] = ()
    """The moves among them that waited in secret."""
    own: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """Teams' own actions: name, team and what each pushes."""
    triggers: tuple[str, ...] = ()
    """What each of the secret moves waited for."""
    kind: Literal["moves-revealed"] = "moves-revealed"


@frozen
class CounterFiled:
    """A team argued against a move or a reason."""

    node: Node
    strengths: tuple[tuple[int, float], ...]
    """The nodes whose strength changed, its own among them."""
    turn: str
    kind: Literal["counter-filed"] = "counter-filed"


@frozen
class QuestionPut:
    """A team put a critical question to a reason."""

    node: Node
    strengths: tuple[tuple[int, float], ...]
    turn: str
    kind: Literal["question-put"] = "question-put"


@frozen
class LinkCountered:
    """A team argued against a link that leaves what a move shocks."""

    node: Node
    strengths: tuple[tuple[int, float], ...]
    argument: LinkArgument
    link: tuple[str, float, float]
    """The link, its strength and its weight in play now."""
    turn: str
    kind: Literal["link-countered"] = "link-countered"


@frozen
class MoveSeconded:
    """A team lent another's move a reason."""

    node: Node
    strengths: tuple[tuple[int, float], ...]
    turn: str
    kind: Literal["move-seconded"] = "move-seconded"


@frozen
class CounterAnswered:
    """A mover answered a counter or a question."""

    node: Node
    strengths: tuple[tuple[int, float], ...]
    turn: str
    arguments: tuple[LinkArgument, ...] = ()
    """Where the counter was on a link: the counter as weakened, and the answer."""
    links: tuple[tuple[str, float, float], ...] = ()
    """Then the link, its strength and its weight in play now."""
    kind: Literal["counter-answered"] = "counter-answered"


@frozen
class TeamPassed:
    """A team files or answers nothing more in this phase."""

    team: str
    missing: bool
    """Whether it passed because control moved on."""
    turn: str
    kind: Literal["team-passed"] = "team-passed"


@frozen
class ClaimAttacked:
    """A team argued against a claim itself; whatever rests on the claim changed with it."""

    argument: ClaimArgument
    claims: tuple[tuple[str, float], ...]
    thesis: float
    links: tuple[tuple[str, float, float], ...]
    cited: tuple[tuple[int, float, float], ...]
    """The reasons on the floor that rest on claims that changed: number, strength of its claim and of its second."""
    strengths: tuple[tuple[int, float], ...]
    turn: str
    kind: Literal["claim-attacked"] = "claim-attacked"


@frozen
class LetterSent:
    """A team wrote to another."""

    letter: Letter
    kind: Literal["letter-sent"] = "letter-sent"


@frozen
class OfferAccepted:
    """A team accepted an offer."""

    letter: Letter
    """The offer as it stood."""
    kind: Literal["offer-accepted"] = "offer-accepted"


@frozen
class AgreementsRecorded:
    """The agreements of a round were read out."""

    agreements: tuple[Letter, ...]
    kind: Literal["agreements-recorded"] = "agreements-recorded"


@frozen
class FactsEstablished:
    """Full successes became claims of the room's own."""

    facts: tuple[Fact, ...]
    kind: Literal["facts-established"] = "facts-established"


@frozen
class SecretsOpened:
    """At the end: the secret moves whose triggers never came."""

    secrets: tuple[tuple[str, Secret], ...]
    """Team and move."""
    kind: Literal["secrets-opened"] = "secrets-opened"


@frozen
class DifficultySet:
    """Control said how hard a team's own action is."""

    node: int
    card: str
    difficulty: int
    text: str
    kind: Literal["difficulty-set"] = "difficulty-set"


@frozen
class LevelAdjusted:
    """Control set a level by hand; what moved follows."""

    indicator: str
    level: int
    text: str
    kind: Literal["level-adjusted"] = "level-adjusted"


@frozen
class SeatTaken:
    """Somebody else sits on a seat from now on."""

    seat: str
    who: str
    text: str = ""
    """Why."""
    kind: Literal["seat-taken"] = "seat-taken"


@frozen
class TeamsSkipped:
    """Control gave the reason why it went on without teams that had yet to act."""

    teams: tuple[str, ...]
    text: str
    kind: Literal["teams-skipped"] = "teams-skipped"


@frozen
class ThesisVoted:
    """The room voted on the thesis."""

    phase: Phase
    yes: int
    no: int
    unsure: int
    kind: Literal["thesis-voted"] = "thesis-voted"


@frozen
class ClockRemarked:
    """Control paused, resumed or extended."""

    what: Literal["paused", "resumed", "extended"]
    minutes: int
    text: str
    kind: Literal["clock-remarked"] = "clock-remarked"


@frozen
class BallotSealed:
    """A team sealed its estimate of a move's chance."""

    team: str
    node: int
    percent: int
    kind: Literal["ballot-sealed"] = "ballot-sealed"


@frozen
class BallotsRevealed:
    """All sealed estimates were opened together."""

    estimates: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]
    """By move, in the deck's order of teams: each estimate in percent with its team."""
    kind: Literal["ballots-revealed"] = "ballots-revealed"


@frozen
class MoveRuled:
    """A move was judged."""

    node: int
    team: str
    card: str
    method: Method
    pros: tuple[int, ...]
    """The reasons and seconds that hold."""
    cons: tuple[int, ...]
    """The counters and questions on the move itself that hold."""
    difficulty: int
    modifier: int
    full: float
    partial: float
    fail: float
    """The odds; what an unrolled move did is certain."""
    faces: tuple[int, ...]
    """The dice as thrown; empty where none were."""
    outcome: Outcome
    strength: float = 0.0
    """The move's strength as an argument."""
    weighed: float = 0.0
    """The chance by difficulty and argument alone; 0 where the dice decide."""
    estimates: tuple[tuple[str, int], ...] = ()
    """What the teams sealed, in percent."""
    median: float = 0.0
    """Their median as a chance, each clamped to .1 to .9 first; 0 where there are none."""
    percentile: int = -1
    """The percentile as thrown, in hundredths of a percent; -1 where none was."""
    sensitive: bool = False
    """Whether another way of counting arguments would judge the move differently."""
    text: str = ""
    """Control's rationale, where control ruled."""
    kind: Literal["move-ruled"] = "move-ruled"

    @property
    def rolled(self) -> bool:
        """Whether chance decided."""
        return bool(self.faces) or self.percentile >= 0


@frozen
class RulingOverridden:
    """Control set another outcome."""

    node: int
    team: str
    before: Outcome
    outcome: Outcome
    text: str
    kind: Literal["ruling-overridden"] = "ruling-overridden"


@frozen
class CommitmentMade:
    """What a full success put in place stands, and pushes from the next round on."""

    team: str
    card: str
    kind: Literal["commitment-made"] = "commitment-made"


@frozen
class FindingsRecorded:
    """The tested claims changed, and with them whatever rests on them."""

    findings: tuple[Finding, ...]
    claims: tuple[tuple[str, float], ...]
    """The claims whose strength changed."""
    thesis: float
    links: tuple[tuple[str, float, float], ...]
    """The links whose strength changed: link, strength, weight in play."""
    facts: tuple[tuple[str, float], ...] = ()
    """The facts whose strength changed."""
    kind: Literal["findings-recorded"] = "findings-recorded"


@frozen
class ObjectivesJudged:
    """At the end: team, objective, result."""

    results: tuple[tuple[str, str, Result], ...]
    kind: Literal["objectives-judged"] = "objectives-judged"


@frozen
class PlayEnded:
    """The last round is over, or the world reached one of the deck's endings."""

    ending: str
    """The ending's id; empty where the rounds were played out."""
    kind: Literal["play-ended"] = "play-ended"


@frozen
class Rewound:
    """Control stepped back: what came after an earlier decision no longer counts. The session resolves it."""

    to: int
    """The number of the last event that still counts."""
    stream: int
    """The stream of chance from here on; raised where a throw was shown that is undone."""
    round: int
    phase: Phase
    """Where the session stands again."""
    text: str
    kind: Literal["rewound"] = "rewound"


@frozen
class Forked:
    """This save goes on from a decision of another. The session resolves it."""

    parent: str
    """The name of the other save."""
    seq: int
    """The number of the last event that both have."""
    digest: str
    """Its digest."""
    stream: int
    kind: Literal["forked"] = "forked"


Event = (
    SessionOpened
    | RoundOpened
    | PhaseOpened
    | InjectDelivered
    | LevelsMoved
    | CardsDealt
    | PileTurned
    | CardSwapped
    | MoveSealed
    | TeamHeld
    | CommitmentWithdrawn
    | MovesRevealed
    | CounterFiled
    | QuestionPut
    | LinkCountered
    | MoveSeconded
    | CounterAnswered
    | TeamPassed
    | ClaimAttacked
    | LetterSent
    | OfferAccepted
    | AgreementsRecorded
    | FactsEstablished
    | SecretsOpened
    | DifficultySet
    | LevelAdjusted
    | SeatTaken
    | TeamsSkipped
    | ThesisVoted
    | ClockRemarked
    | BallotSealed
    | BallotsRevealed
    | MoveRuled
    | RulingOverridden
    | CommitmentMade
    | FindingsRecorded
    | ObjectivesJudged
    | PlayEnded
    | Rewound
    | Forked
)

KINDS: dict[str, type[Event]] = {cls.__dataclass_fields__["kind"].default: cls for cls in get_args(Event)}
"""Every event by its kind."""
