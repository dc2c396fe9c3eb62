"""Who rested on each claim, who contested it and what became of it, from what one seat may know alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal

from exercise.engine.events import ClaimAttacked, FactsEstablished
from exercise.frozen import frozen
from exercise.report.audit import ClaimAudit, claim_audits
from exercise.report.record import RoundRecord, rounds
from exercise.views import EstimateSettled, LogEntry, SeatView, SessionNoted, SteppedBack, TeamSettled

if TYPE_CHECKING:
    from exercise.deck.models import Deck
    from exercise.engine.parts import Node

UseKind = Literal["reason", "second", "counter", "question", "link-counter", "answer", "attack"]

_CONTESTING: Final = ("counter", "question")


@frozen
class Use:
    """An argument that rests on claims, contests them, or both."""

    round: int
    team: str
    """Who argued."""
    kind: UseKind
    """`attack` is one on a claim itself; the others were filed on a move."""
    mover: str
    """Whose move it was filed on; empty for an attack."""
    card: str
    """That move's card; empty for an attack."""
    claims: tuple[str, ...]
    """What it rests on; nothing for a question, and for own words alone."""
    against: tuple[str, ...]
    """The claims under what it countered, asked about or attacked; none where that rests on no claim."""


@frozen
class ClaimRecord:
    """A claim, or a fact that the room established, with everything that the room did with it."""

    audit: ClaimAudit
    used: tuple[Use, ...]
    """What rested on it, oldest first."""
    contested: tuple[Use, ...]
    tests: tuple[tuple[int, bool], ...]
    """The rounds in which it was tested, and whether it held."""

    @property
    def claim(self) -> str:
        """Its id."""
        return self.audit.claim

    @property
    def touched(self) -> bool:
        """Whether the room rested anything on it or contested it."""
        return bool(self.used or self.contested)

    @property
    def change(self) -> float:
        """How much stronger it is than at the start, -1 to 1."""
        return self.audit.end - self.audit.start


def claim_records(deck: Deck, view: SeatView, log: Iterable[LogEntry]) -> tuple[ClaimRecord, ...]:
    """Return every claim in the ledger's order, then the facts in the order in which they were established.

    Takes the view and the log of the same seat.
    """
    events = [
        entry.event
        for entry in log
        if not isinstance(entry.event, (SessionNoted, TeamSettled, EstimateSettled, SteppedBack))
    ]
    records = rounds(events)
    found = uses(records)
    made = {
        fact.id: fact.strength
        for record in records
        for noted in record.noted
        if isinstance(noted, FactsEstablished)
        for fact in noted.facts
    }
    starts = dict(zip(view.claim_ids, view.start_claims, strict=True))
    ledger = [(claim.id, starts[claim.id]) for claim in deck.ledger.claims]
    audits = claim_audits([*ledger, *[(fact.id, made[fact.id]) for fact in view.facts]], records)
    return tuple(
        ClaimRecord(
            audit=entry,
            used=tuple(use for use in found if entry.claim in use.claims),
            contested=tuple(use for use in found if entry.claim in use.against),
            tests=_tests(records, entry.claim),
        )
        for entry in audits
    )


def uses(records: Iterable[RoundRecord]) -> tuple[Use, ...]:
    """Return every argument of these rounds; within a round by move, then attacks on claims themselves."""
    found: list[Use] = []
    for record in records:
        for move in record.moves:
            cited = {entry.node.number: entry.node.claims for entry in move.arguments}
            found += [_use(record.number, entry.node, move.node, cited) for entry in move.arguments]
        for noted in record.noted:
            if isinstance(noted, ClaimAttacked):
                made = noted.argument
                claims = (made.claim,) if made.claim else ()
                found.append(Use(record.number, made.team, "attack", "", "", claims, (made.target,)))
    return tuple(found)


def _use(round: int, node: Node, move: Node, cited: dict[int, tuple[str, ...]]) -> Use:
    assert node.kind != "move"
    return Use(
        round,
        node.team,
        node.kind,
        move.team,
        move.card,
        () if node.kind == "question" else node.claims,
        cited.get(node.target, ()) if node.kind in _CONTESTING else (),
    )


def _tests(records: Sequence[RoundRecord], claim: str) -> tuple[tuple[int, bool], ...]:
    return tuple(
        (record.number, finding.supports)
        for record in records
        if record.findings is not None
        for finding in record.findings.findings
        if finding.claim == claim
    )
