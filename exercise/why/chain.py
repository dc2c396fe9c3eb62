"""The parts of a chain, and what builds one down to the paragraphs of the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from exercise.engine.parts import Origin
from exercise.frozen import frozen

if TYPE_CHECKING:
    from exercise.deck.models import Deck

StepKind = Literal[
    "indicator",
    "start",
    "change",
    "share",
    "ruling",
    "reason",
    "counter",
    "commitment",
    "inject",
    "link",
    "claim",
    "thesis",
    "fact",
    "base",
    "contribution",
    "odds",
    "printed",
    "argument",
    "estimates",
    "control",
    "unopposed",
    "move",
    "answer",
    "doubt",
    "effect",
    "part",
    "uses",
    "supports",
    "attacks",
    "grounds",
    "cited",
    "paragraph",
]


@frozen
class Step:
    """One link of the chain.

    What `subject` and `amount` are depends on the kind.

    - Of an indicator: `indicator`, its id and its level; `start`, its id and the level at the start; `change`, its id
      and the points of one step; `share`, card or inject, or the indicator where control set its level, and its points
      of the change.
    - Of an argument: `claim`, `link`, `thesis` and `fact`, the id and the strength now (a link's weight in play then,
      where it stands under a change); `base`, the id and what it starts from; `contribution`, who argues and what that
      adds to the strength.
    - Of a chance: `odds`, the card and the chance; `printed`, the difficulty's part; `argument`, `estimates` and
      `control`, what each adds to it; `unopposed`, the card and 1.
    - Of what a move or an inject did: `move`, the card (0); `effect`, an indicator and the points by which it moved in
      all; `part`, the indicator and the points of one step of the world.
    - Of what rests on a claim or a fact: `uses`, its id and how many follow; `supports`, `attacks` and `grounds`, a
      thing as Session.why calls it and its strength now (an indicator's start, 0 for an inject); `cited`, a move by
      that name and the strength of the argument. An attack with a round is one that a team made.
    - `ruling`, `commitment` and `inject`: the card or the inject (0); `reason`, `counter` and `answer`: the claim or
      fact, empty for own words, and the strength when ruled; `doubt`: the link and the same; `paragraph`: its number as
      text (0).
    """

    number: int
    kind: StepKind
    subject: str
    round: int
    amount: float
    origin: Origin | None = None
    """For a share and a part, where it comes from."""
    node: int = -1
    """For an argument on the floor of the round, its number there."""


@frozen
class Why:
    """A chain: its steps, the first of which is the question, and edges from each step to what it rests on."""

    steps: tuple[Step, ...]
    edges: tuple[tuple[int, int], ...]

    def under(self, number: int) -> tuple[Step, ...]:
        """Return the steps that a step rests on, in order."""
        return tuple(self.steps[below] for above, below in self.edges if above == number)


class Chain:
    """A chain while it is being built."""

    def __init__(self, deck: Deck, claims: Mapping[str, float]) -> None:
        """Take a deck and the strengths of its claims now."""
        self.deck = deck
        self.claims = claims
        self._paragraphs = {claim.id: claim.paragraph for claim in deck.ledger.claims}
        self._steps: list[Step] = []
        self._edges: list[tuple[int, int]] = []

    def add(
        self,
        above: int | None,
        kind: StepKind,
        subject: str,
        round: int,
        amount: float,
        origin: Origin | None = None,
        node: int = -1,
    ) -> int:
        """Add a step under another, or the question where `above` is None; return its number."""
        number = len(self._steps)
        self._steps.append(Step(number, kind, subject, round, amount, origin, node))
        if above is not None:
            self._edges.append((above, number))
        return number

    def ground(self, above: int, claims: Sequence[str]) -> None:
        """Add claims under a step, each with its paragraph."""
        for claim in claims:
            self.paragraph(self.add(above, "claim", claim, 0, self.claims[claim]), claim)

    def paragraph(self, above: int, claim: str) -> None:
        """Add the paragraph that a claim is from."""
        self.add(above, "paragraph", str(self._paragraphs[claim]), 0, 0.0)

    def done(self) -> Why:
        """Return the chain."""
        return Why(tuple(self._steps), tuple(self._edges))
