"""The audit of an exercise: which claims it used, contested and overturned, and what that did to the world.

Everything is read from a deck and the events of a session, in plain Python, for reports and screens alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import TYPE_CHECKING, Final, Literal

from exercise.deck.words import LINK_WEIGHTS, SIGNS
from exercise.engine.events import (
    ClaimAttacked,
    CounterAnswered,
    Event,
    FindingsRecorded,
    LevelsMoved,
    LinkCountered,
    ObjectivesJudged,
    PhaseOpened,
    PlayEnded,
    SessionOpened,
)
from exercise.engine.parts import Origin, OriginKind
from exercise.frozen import frozen
from exercise.report.calibration import Calibration, Forecast, calibration, forecasts
from exercise.report.record import CommitmentRecord, RoundRecord, commitments, rounds
from exercise.report.wording import FALLEN, STANDS, strength_word, weight_word
from exercise.rules.influence import level
from exercise.rules.objectives import points_needed
from exercise.world.tables import by_cause

if TYPE_CHECKING:
    from exercise.deck.models import Deck

Turn = Literal["overturned", "rehabilitated", "shaken", ""]

_UNCHANGED: Final = 1e-9


@frozen
class ClaimAudit:
    """What the room did with a claim."""

    claim: str
    start: float
    end: float
    path: tuple[tuple[int, float], ...]
    """Its strength after each round that changed it."""
    reasons: int
    """How often a team rested its own move on it."""
    seconds: int
    """How often a team lent it to another's move."""
    counters: int
    """How often it was cited against a move, a reason, a link or a claim."""
    answers: int
    contested: int
    """How many counters and questions were filed on reasons and seconds that rest on it, and attacks on it itself."""
    held: int
    """Findings for it: it was tested and withstood."""
    fell: int
    """Findings against it."""

    @property
    def used(self) -> bool:
        """Whether a reason, a second, a counter or an answer cited it."""
        return self.reasons + self.seconds + self.counters + self.answers > 0

    @property
    def turn(self) -> Turn:
        """What became of it.

        `overturned`: it stood once and has fallen in the end; `rehabilitated`: it had fallen once and stands in the
        end; `shaken`: it stood once and is shaky in the end; else empty.
        """
        before = {strength_word(strength) for strength in (self.start, *(strength for _, strength in self.path[:-1]))}
        now = strength_word(self.end)
        if now == STANDS:
            return "rehabilitated" if FALLEN in before else ""
        if STANDS not in before:
            return ""
        return "overturned" if now == FALLEN else "shaken"


@frozen
class LinkAudit:
    """How strongly a link carries at the end, against what is printed."""

    link: str
    printed: float
    """Signed weight as printed."""
    weight: float
    """Signed weight in play at the end."""
    start: float
    """Its strength as an argument before the first one was made, 0 to 1."""
    end: float

    @property
    def word(self) -> str:
        """Whether it was weakened, strengthened, or carries as printed."""
        return weight_word(self.weight, self.printed)

    @property
    def changed(self) -> bool:
        """Whether the room's argument changed its weight at all."""
        return abs(self.weight - self.printed) > _UNCHANGED


@frozen
class Cause:
    """What moved an indicator, over all rounds."""

    origin: Origin
    """Its kind, team and subject; its round is the first in which it was set off."""
    rounds: tuple[int, ...]
    """The rounds in which it was set off."""
    points: float
    """The sum of its shares."""


@frozen
class IndicatorAudit:
    """An indicator from start to end."""

    indicator: str
    start: float
    """0 to 100."""
    end: float
    causes: tuple[Cause, ...]
    """Largest first; their points sum to `end` - `start`."""
    gross: float
    """Points that it was moved by, up and down alike."""

    @property
    def change(self) -> float:
        """Points from start to end."""
        return self.end - self.start


@frozen
class ObjectiveAudit:
    """An objective of a team and what became of it."""

    team: str
    objective: str
    secret: bool
    result: str
    """`met`, `partly` or `missed`; empty before play has ended."""
    moved: float | None
    """Points that its indicator moved in its direction; None where it asks for a state of the world."""
    needed: float | None
    """Points that it needs to be met, after the rounds that were played."""


@frozen
class Audit:
    """A session looked back on."""

    opened: SessionOpened
    rounds: tuple[RoundRecord, ...]
    claims: tuple[ClaimAudit, ...]
    """In the ledger's order."""
    links: tuple[LinkAudit, ...]
    """In the deck's order."""
    indicators: tuple[IndicatorAudit, ...]
    """In the deck's order."""
    objectives: tuple[ObjectiveAudit, ...]
    """By team, in the deck's order."""
    commitments: tuple[CommitmentRecord, ...]
    thesis: tuple[tuple[int, float], ...]
    """The thesis's strength: before round 1 (as round 0), then after each round with findings."""
    forecasts: tuple[Forecast, ...]
    """The ruled moves that were estimated or rolled, oldest first."""
    calibration: tuple[Calibration, ...]
    """How each team's estimates lay, in the deck's order."""
    ended: PlayEnded | None
    """None while play goes on."""
    phase: str

    def turned(self, turn: Turn) -> tuple[ClaimAudit, ...]:
        """Return the claims that were `overturned`, `rehabilitated` or `shaken`."""
        return tuple(claim for claim in self.claims if claim.turn == turn)


def audit(deck: Deck, events: Sequence[Event]) -> Audit:
    """Return the audit of a session, finished or not. Raises ValueError where the first event is not SessionOpened."""
    opened = events[0] if events else None
    if not isinstance(opened, SessionOpened):
        raise ValueError("a session begins with SessionOpened")
    records = rounds(events)
    ended = next((event for event in events if isinstance(event, PlayEnded)), None)
    indicators = _indicators(deck, opened, events)
    estimated = forecasts(records)
    return Audit(
        opened=opened,
        rounds=records,
        claims=claim_audits(list(zip((claim.id for claim in deck.ledger.claims), opened.claims, strict=True)), records),
        links=_links(deck, opened, events),
        indicators=indicators,
        objectives=_objectives(deck, events, indicators, len(records)),
        commitments=commitments(records),
        thesis=((0, opened.thesis), *[(record.number, thesis) for record in records for thesis in _theses(record)]),
        forecasts=estimated,
        calibration=calibration([team.id for team in deck.teams], estimated),
        ended=ended,
        phase=next((event.phase for event in reversed(events) if isinstance(event, PhaseOpened)), "brief"),
    )


def _theses(record: RoundRecord) -> list[float]:
    """Return the thesis's strengths in a round, each where it changed."""
    found = [noted.thesis for noted in record.noted if isinstance(noted, ClaimAttacked)]
    return found + ([record.findings.thesis] if record.findings is not None else [])


def claim_audits(starts: Sequence[tuple[str, float]], records: Sequence[RoundRecord]) -> tuple[ClaimAudit, ...]:
    """Return what became of each claim or fact that is named with its strength at the start, in that order."""
    cited: dict[tuple[str, str], int] = {}
    contested: dict[str, int] = {}
    paths: dict[str, list[tuple[int, float]]] = {}
    found: dict[tuple[str, bool], int] = {}
    for record in records:
        for move in record.moves:
            claims = {entry.node.number: entry.node.claims for entry in move.arguments}
            for node in (entry.node for entry in move.arguments):
                kind = "counter" if node.kind == "link-counter" else node.kind
                for claim in node.claims:
                    cited[claim, kind] = cited.get((claim, kind), 0) + 1
                if node.kind in ("counter", "question"):
                    for claim in claims.get(node.target, ()):
                        contested[claim] = contested.get(claim, 0) + 1
        for noted in record.noted:
            if isinstance(noted, ClaimAttacked):
                cited[noted.argument.claim, "counter"] = cited.get((noted.argument.claim, "counter"), 0) + 1
                contested[noted.argument.target] = contested.get(noted.argument.target, 0) + 1
                for claim, strength in noted.claims:
                    paths.setdefault(claim, []).append((record.number, strength))
        if record.findings is not None:
            for finding in record.findings.findings:
                key = (finding.claim, finding.supports)
                found[key] = found.get(key, 0) + 1
            for claim, strength in (*record.findings.claims, *record.findings.facts):
                paths.setdefault(claim, []).append((record.number, strength))
    audits = []
    for claim, start in starts:
        path = tuple(paths.get(claim, ()))
        audits.append(
            ClaimAudit(
                claim=claim,
                start=start,
                end=path[-1][1] if path else start,
                path=path,
                reasons=cited.get((claim, "reason"), 0),
                seconds=cited.get((claim, "second"), 0),
                counters=cited.get((claim, "counter"), 0),
                answers=cited.get((claim, "answer"), 0),
                contested=contested.get(claim, 0),
                held=found.get((claim, True), 0),
                fell=found.get((claim, False), 0),
            )
        )
    return tuple(audits)


def _links(deck: Deck, opened: SessionOpened, events: Sequence[Event]) -> tuple[LinkAudit, ...]:
    now: dict[str, tuple[float, float]] = {}
    for event in events:
        if isinstance(event, (FindingsRecorded, CounterAnswered, ClaimAttacked)):
            now.update({link: (strength, weight) for link, strength, weight in event.links})
        elif isinstance(event, LinkCountered):
            link, strength, weight = event.link
            now[link] = (strength, weight)
    audits: list[LinkAudit] = []
    for printed_link, start in zip(by_cause(deck.indicators, deck.links), opened.links, strict=True):
        printed = SIGNS[printed_link.sign] * LINK_WEIGHTS[printed_link.strength]
        end, weight = now.get(printed_link.id, (start, printed))
        audits.append(LinkAudit(printed_link.id, printed, weight, start, end))
    return tuple(audits)


def _indicators(deck: Deck, opened: SessionOpened, events: Sequence[Event]) -> tuple[IndicatorAudit, ...]:
    shares: dict[str, dict[tuple[OriginKind, str, str], list[tuple[Origin, float]]]] = {}
    levels: dict[str, float] = {}
    gross: dict[str, list[float]] = {}
    for event in events:
        if not isinstance(event, LevelsMoved):
            continue
        for change in event.changes:
            levels[change.indicator] = change.after
            gross.setdefault(change.indicator, []).append(change.gross)
            causes = shares.setdefault(change.indicator, {})
            for origin, points in event.causes(change):
                causes.setdefault((origin.kind, origin.team, origin.subject), []).append((origin, points))
    audits = []
    for indicator, z in zip((indicator.id for indicator in deck.indicators), opened.z, strict=True):
        start = level(z)
        found = [
            Cause(
                min((origin for origin, _ in parts), key=lambda origin: origin.round),
                tuple(sorted({origin.round for origin, _ in parts})),
                fsum(share for _, share in parts),
            )
            for parts in shares.get(indicator, {}).values()
        ]
        audits.append(
            IndicatorAudit(
                indicator,
                start,
                levels.get(indicator, start),
                tuple(sorted(found, key=lambda cause: -abs(cause.points))),
                fsum(gross.get(indicator, ())),
            )
        )
    return tuple(audits)


def _objectives(
    deck: Deck, events: Sequence[Event], indicators: Sequence[IndicatorAudit], played: int
) -> tuple[ObjectiveAudit, ...]:
    results = {
        (team, objective): result
        for event in events
        if isinstance(event, ObjectivesJudged)
        for team, objective, result in event.results
    }
    changes = {entry.indicator: entry.change for entry in indicators}
    audits = []
    for team in deck.teams:
        for goal in team.objectives:
            moved = needed = None
            if goal.indicator is not None:
                moved = changes[goal.indicator] * (-1 if goal.sign == "lowers" else 1)
                needed = points_needed(played)
            result = results.get((team.id, goal.id), "")
            audits.append(ObjectiveAudit(team.id, goal.id, goal.secret, result, moved, needed))
    return tuple(audits)
