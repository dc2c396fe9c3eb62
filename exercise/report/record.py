"""What happened, round by round: a session's events gathered into records.

Only what every seat may see goes in, so that the record of a session under way gives no secret away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from exercise.engine.events import (
    AgreementsRecorded,
    BallotsRevealed,
    ClaimAttacked,
    CommitmentMade,
    CommitmentWithdrawn,
    CounterAnswered,
    CounterFiled,
    Event,
    FactsEstablished,
    FindingsRecorded,
    InjectDelivered,
    LevelAdjusted,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSeconded,
    MovesRevealed,
    QuestionPut,
    Rewound,
    RoundOpened,
    RulingOverridden,
    SecretsOpened,
    TeamHeld,
)
from exercise.engine.parts import Node
from exercise.rules.strengths import HOLDS


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument on the floor, and how strong it was in the end."""

    node: Node
    strength: float
    """0 to 1, after the last filing of the round."""

    @property
    def holds(self) -> bool:
        """Whether it held when its move was ruled."""
        return self.strength >= HOLDS


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """A move with everything that was argued about it, and how it was ruled."""

    round: int
    node: Node
    strength: float
    arguments: tuple[Argument, ...]
    """Its reasons, seconds, counters, questions and answers, in the order of filing."""
    ruling: MoveRuled | None = None
    """None where it has not been ruled."""
    overrides: tuple[RulingOverridden, ...] = ()
    estimates: tuple[tuple[str, int], ...] = ()
    """Once they are revealed: each team that estimated it, with its percent."""

    @property
    def outcome(self) -> str:
        """The outcome that stands, overrides included; empty where it has not been ruled."""
        if self.overrides:
            return self.overrides[-1].outcome
        return self.ruling.outcome if self.ruling else ""

    def on(self, target: int, *kinds: str) -> tuple[Argument, ...]:
        """Return the arguments of these kinds that bear on a node."""
        return tuple(entry for entry in self.arguments if entry.node.target == target and entry.node.kind in kinds)


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One round."""

    number: int
    order: tuple[str, ...]
    """The teams in speaking order."""
    injects: tuple[InjectDelivered, ...] = ()
    moves: tuple[MoveRecord, ...] = ()
    """In the deck's order of teams."""
    held: tuple[TeamHeld, ...] = ()
    """The teams without a move; empty until the moves are revealed."""
    made: tuple[CommitmentMade, ...] = ()
    withdrawn: tuple[CommitmentWithdrawn, ...] = ()
    shifts: tuple[LevelsMoved, ...] = ()
    findings: FindingsRecorded | None = None
    noted: tuple[Noted, ...] = ()
    """What else the room heard, in order: attacks on claims, facts, agreements, levels set by hand, steps back, and at
    the end the secret moves whose trigger never came."""


Noted = ClaimAttacked | FactsEstablished | AgreementsRecorded | LevelAdjusted | Rewound | SecretsOpened


@dataclass(frozen=True, slots=True)
class CommitmentRecord:
    """Something that a move put in place, and until when it stood."""

    team: str
    card: str
    made: int
    """The round."""
    withdrawn: int | None
    """The round; None where it still stands."""


def rounds(events: Iterable[Event]) -> tuple[RoundRecord, ...]:
    """Return the rounds that a session's events tell, oldest first."""
    done: list[RoundRecord] = []
    current: _Round | None = None
    for event in events:
        if isinstance(event, RoundOpened):
            if current is not None:
                done.append(current.record())
            current = _Round(RoundRecord(event.round, event.order))
        elif current is not None:
            current.take(event)
    return (*done, current.record()) if current is not None else ()


def commitments(records: Iterable[RoundRecord]) -> tuple[CommitmentRecord, ...]:
    """Return every commitment in the order in which they were made."""
    found: list[CommitmentRecord] = []
    for entry in records:
        for gone in entry.withdrawn:
            for place, kept in enumerate(found):
                if (kept.team, kept.card, kept.withdrawn) == (gone.team, gone.card, None):
                    found[place] = replace(kept, withdrawn=entry.number)
                    break
        found += [CommitmentRecord(made.team, made.card, entry.number, None) for made in entry.made]
    return tuple(found)


@dataclass(slots=True)
class _Round:
    """A round while its events come in."""

    base: RoundRecord
    revealed: bool = False
    nodes: list[Node] = field(default_factory=list)
    strengths: dict[int, float] = field(default_factory=dict)
    rulings: dict[int, MoveRuled] = field(default_factory=dict)
    overrides: list[RulingOverridden] = field(default_factory=list)
    estimates: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        base = self.base
        match event:
            case InjectDelivered():
                self.base = replace(base, injects=(*base.injects, event))
            case LevelsMoved():
                self.base = replace(base, shifts=(*base.shifts, event))
            case TeamHeld():
                self.base = replace(base, held=(*base.held, event))
            case CommitmentMade():
                self.base = replace(base, made=(*base.made, event))
            case CommitmentWithdrawn():
                self.base = replace(base, withdrawn=(*base.withdrawn, event))
            case FindingsRecorded():
                self.base = replace(base, findings=event)
            case (
                ClaimAttacked()
                | FactsEstablished()
                | AgreementsRecorded()
                | LevelAdjusted()
                | Rewound()
                | SecretsOpened()
            ):
                self.base = replace(base, noted=(*base.noted, event))
            case MovesRevealed():
                self.revealed = True
                self.nodes = list(event.nodes)
                self.strengths = {node.number: s for node, s in zip(event.nodes, event.strengths, strict=True)}
            case CounterFiled() | QuestionPut() | LinkCountered() | MoveSeconded() | CounterAnswered():
                self.nodes.append(event.node)
                self.strengths.update(event.strengths)
            case BallotsRevealed():
                self.estimates = dict(event.estimates)
            case MoveRuled():
                self.rulings[event.node] = event
            case RulingOverridden():
                self.overrides.append(event)

    def record(self) -> RoundRecord:
        moves = tuple(self._move(node) for node in self.nodes if node.kind == "move")
        return replace(self.base, moves=moves, held=self.base.held if self.revealed else ())

    def _move(self, move: Node) -> MoveRecord:
        return MoveRecord(
            self.base.number,
            move,
            self.strengths[move.number],
            tuple(
                Argument(node, self.strengths[node.number])
                for node in self.nodes
                if node.move == move.number and node.number != move.number
            ),
            self.rulings.get(move.number),
            tuple(event for event in self.overrides if event.node == move.number),
            self.estimates.get(move.number, ()),
        )
