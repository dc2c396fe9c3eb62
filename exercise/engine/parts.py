"""What events and states are made of: arguments, origins, changes, and the words for phases and kinds."""

from typing import Literal

from exercise.frozen import frozen, maker
from exercise.moves import Reason
from exercise.rules.influence import level, points_per_push

Phase = Literal[
    "new",
    "brief",
    "situation",
    "caucus",
    "reveal",
    "debate",
    "answers",
    "ballot",
    "ruling",
    "consequences",
    "debrief",
    "closed",
]
NodeKind = Literal["move", "reason", "second", "counter", "question", "link-counter", "answer"]
Method = Literal["dice", "weighed", "ballot", "ruling", "unrolled"]
OriginKind = Literal["move", "commitment", "inject", "control"]
Cause = Literal["inject", "consequences", "control"]
Result = Literal["met", "partly", "missed"]


@frozen
class Origin:
    """Where a shock comes from."""

    kind: OriginKind
    round: int
    """The round in which the shock was first set off; a delayed link keeps it."""
    team: str
    """The team whose move or commitment it was; empty for an inject."""
    subject: str
    """The card, the inject, or the indicator that control adjusted."""


@frozen
class Node:
    """An argument on the floor of a round."""

    number: int
    kind: NodeKind
    team: str
    """Who argues."""
    move: int
    """The number of the move that it belongs to."""
    target: int
    """The number of the node that it supports or attacks; its own for a move and for a counter on a link."""
    card: str
    """For a move the card; else empty."""
    claim: str
    """The claim that it cites, or that a question is about; empty for a move and for own words."""
    text: str
    base: float
    cited: float
    """The claim's strength when this was filed; 0 where none is cited, and for a question."""
    question: int = -1
    """For a question its place among the claim's critical questions, from 0."""
    link: str = ""
    """For a counter on a link, the link."""
    also: str = ""
    """A second claim that a reason rests on."""
    also_cited: float = 0.0
    """Its strength when this was filed."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that it cites, or that a question is about; none for a move and for own words."""
        if self.also:
            return self.claim, self.also
        return (self.claim,) if self.claim else ()


make_node = maker(Node)
"""What the floor makes its nodes with."""


@frozen
class Change:
    """How one indicator moved in one step, and why, on the z scale; as levels on demand."""

    indicator: str
    z_before: float
    z: float
    parts: tuple[float, ...]
    """What each origin pushed, in the order of the event's `origins`, before clamping."""

    @property
    def before(self) -> float:
        """The level before, 0 to 100."""
        return level(self.z_before)

    @property
    def after(self) -> float:
        """The level after, 0 to 100."""
        return level(self.z)

    @property
    def shares(self) -> tuple[float, ...]:
        """Points of the level by origin, in the order of `parts`; they sum to `after` - `before`."""
        push = 0.0
        for part in self.parts:
            push += part
        points = points_per_push(self.before, self.after, push)
        return tuple([points * part for part in self.parts])

    @property
    def gross(self) -> float:
        """The sum of the shares without their signs."""
        total = 0.0
        for share in self.shares:
            total += share if share > 0.0 else -share
        return total


@frozen
class Banked:
    """What crossed a delayed link and waits for its round."""

    due: int
    origin: Origin
    link: str
    indicator: str
    """Where the link leads."""
    amount: float


make_origin = maker(Origin)
make_banked = maker(Banked)
"""What shocks are noted with."""


@frozen
class Finding:
    """What a ruling adds to a claim that was tested."""

    claim: str
    round: int
    supports: bool
    node: int
    """The reason on the floor that tested it."""


@frozen
class LinkArgument:
    """What was argued about a link; it lasts the session."""

    link: str
    round: int
    node: int
    """The counter, or the answer to one, on the floor of that round."""
    supports: bool
    strength: float


@frozen
class ClaimArgument:
    """A direct attack on a claim; it lasts the session."""

    target: str
    round: int
    team: str
    claim: str
    """The claim that it cites; empty for own words."""
    text: str
    strength: float


@frozen
class Fact:
    """What a full success established: a claim of the room's own, from the next round on."""

    id: str
    round: int
    team: str
    card: str
    text: str
    """For a team's own action what it was; empty where the card says it."""
    strength: float


@frozen
class Secret:
    """A move that waits for its trigger."""

    card: str
    reasons: tuple[Reason, ...]
    text: str
    trigger: str
    shocks: tuple[str, ...]
    """For a team's own action what it pushes."""
    round: int
    """When it was sealed."""


@frozen
class Letter:
    """A message or an offer from one team to another."""

    round: int
    sender: str
    to: str
    text: str
    offer: bool
    accepted: bool = False
