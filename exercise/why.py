"""Why an indicator stands where it does: the chain back to the paragraphs of the source (DESIGN 1)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from exercise.engine.consequences import COMMITMENT_SHARE
from exercise.engine.events import (
    Banked,
    ClaimAttacked,
    CommitmentMade,
    CounterAnswered,
    CounterFiled,
    Fact,
    FactsEstablished,
    FindingsRecorded,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSeconded,
    MovesRevealed,
    Node,
    Origin,
    QuestionPut,
    RoundOpened,
    RulingOverridden,
)
from exercise.engine.game import OWN_DIFFICULTY, CardFace, Game, own_face
from exercise.views import LogEntry
from exercise.world import influence_map, propagate

if TYPE_CHECKING:
    from exercise.deck.models import Deck

StepKind = Literal[
    "indicator", "start", "change", "share", "ruling", "reason", "commitment", "inject", "link", "claim", "paragraph"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain.

    What `subject` and `amount` are depends on the kind: for an indicator its id and its level; `start`: its id and the
    level at the start; `change`: its id and the points of one step; `share`: card or inject, or the indicator where
    control set its level, and its points of the change; `ruling`, `commitment`: the card (0); `inject`: its id (0);
    `reason`: the claim or fact and the reason's strength when ruled; `link`: its id and its weight in play then;
    `claim`: its id and its strength now; `paragraph`: its number as text (0).
    """

    number: int
    kind: StepKind
    subject: str
    round: int
    amount: float
    origin: Origin | None = None
    """For a share, where it comes from."""


@dataclass(frozen=True, slots=True)
class Why:
    """A chain: its steps, the first of which is the question, and edges from each step to what it rests on."""

    steps: tuple[Step, ...]
    edges: tuple[tuple[int, int], ...]

    def under(self, number: int) -> tuple[Step, ...]:
        """Return the steps that a step rests on, in order."""
        return tuple(self.steps[below] for above, below in self.edges if above == number)


def why_indicator(
    deck: Deck, game: Game, claims: Sequence[float], log: Sequence[LogEntry], indicator: str, level: float
) -> Why:
    """Return the chain from an indicator's level down to paragraphs, built from one seat's log and nothing else.

    `claims` are the strengths of the ledger's claims now. Raises ValueError where there is no such indicator.
    """
    if indicator not in game.world.index:
        raise ValueError(f"there is no indicator called {indicator!r}; there are {', '.join(game.world.ids)}")
    return _Builder(deck, game, claims).build(log, indicator, level)


class _Builder:
    def __init__(self, deck: Deck, game: Game, claims: Sequence[float]) -> None:
        self.deck = deck
        self.game = game
        self.claims = claims
        self.paragraphs = {claim.id: claim.paragraph for claim in deck.ledger.claims}
        self.link_claims = {link.id: link.claims for link in deck.links}
        self.inject_claims = {inject.id: inject.claims for inject in deck.injects}
        self.steps: list[Step] = []
        self.edges: list[tuple[int, int]] = []
        # What the log has told so far.
        self.round = 0
        self.weights = list(game.world.printed)
        self.nodes: dict[tuple[int, int], Node] = {}
        self.strengths: dict[tuple[int, int], float] = {}
        self.rulings: dict[tuple[int, str], MoveRuled] = {}
        self.outcomes: dict[tuple[int, str], str] = {}
        self.made: dict[str, int] = {}
        self.facts: dict[str, Fact] = {}
        self.own: dict[str, CardFace] = {}
        self.bank: tuple[Banked, ...] = ()

    def build(self, log: Sequence[LogEntry], indicator: str, level: float) -> Why:
        root = self._add(None, "indicator", indicator, 0, level)
        printed = next(entry for entry in self.deck.indicators if entry.id == indicator)
        start = self._add(root, "start", indicator, 0, float(printed.start))
        self._ground(start, printed.claims)
        for entry in log:
            event = entry.event
            match event:
                case RoundOpened():
                    self.round = event.round
                case MovesRevealed():
                    for node, strength in zip(event.nodes, event.strengths, strict=True):
                        self.nodes[self.round, node.number] = node
                        self.strengths[self.round, node.number] = strength
                    for name, team, shocks in event.own:
                        self.own[name] = own_face(self.game, name, team, shocks, OWN_DIFFICULTY)
                case MoveRuled():
                    self.rulings[self.round, event.card] = event
                    self.outcomes[self.round, event.card] = event.outcome
                case RulingOverridden():
                    card = self.nodes[self.round, event.node].card
                    self.outcomes[self.round, card] = event.outcome
                case CommitmentMade():
                    self.made[event.card] = self.round
                case FindingsRecorded():
                    self._weigh(event.links)
                case FactsEstablished():
                    self.facts.update({fact.id: fact for fact in event.facts})
                case ClaimAttacked():
                    self._weigh(event.links)
                    self._restate(event.strengths)
                case LevelsMoved():
                    self._change(root, event, indicator)
                    self.bank = event.bank
                case CounterFiled() | QuestionPut() | LinkCountered() | MoveSeconded() | CounterAnswered():
                    self.nodes[self.round, event.node.number] = event.node
                    self._restate(event.strengths)
                    if isinstance(event, LinkCountered):
                        self._weigh((event.link,))
                    elif isinstance(event, CounterAnswered):
                        self._weigh(event.links)
        return Why(tuple(self.steps), tuple(self.edges))

    def _weigh(self, links: Sequence[tuple[str, float, float]]) -> None:
        """Note the weights in play of links: link, strength, weight."""
        for link, _, weight in links:
            self.weights[self.game.world.link_index[link]] = weight

    def _restate(self, strengths: Sequence[tuple[int, float]]) -> None:
        """Note the strengths of arguments on the floor of this round."""
        for number, strength in strengths:
            self.strengths[self.round, number] = strength

    def _change(self, root: int, event: LevelsMoved, indicator: str) -> None:
        for change in event.changes:
            if change.indicator != indicator:
                continue
            step = self._add(root, "change", indicator, self.round, change.after - change.before)
            for origin, points in event.causes(change):
                share = self._add(step, "share", origin.subject, self.round, points, origin)
                self._origin(share, origin)
                self._path(share, origin, indicator)

    def _origin(self, above: int, origin: Origin) -> None:
        if origin.kind == "inject":
            self._ground(
                self._add(above, "inject", origin.subject, origin.round, 0.0), self.inject_claims[origin.subject]
            )
            return
        made = origin.round
        if origin.kind == "commitment":
            made = self.made.get(origin.subject, origin.round)
            above = self._add(above, "commitment", origin.subject, made, 0.0)
        self._ruling(above, made, origin.subject)

    def _ruling(self, above: int, round: int, card: str) -> None:
        """Add the ruling of a move and the reasons that held; a reason on a fact rests on the ruling that set it."""
        ruling = self.rulings.get((round, card))
        if ruling is None:
            return
        step = self._add(above, "ruling", card, round, 0.0)
        for number in ruling.pros:
            node = self.nodes[round, number]
            reason = self._add(step, "reason", node.claim, round, self.strengths[round, number])
            for claim in (node.claim, node.also) if node.also else (node.claim,):
                fact = self.facts.get(claim)
                if fact is None:
                    self._ground(reason, (claim,))
                else:
                    self._ruling(reason, fact.round, fact.card)

    def _path(self, above: int, origin: Origin, indicator: str) -> None:
        """Add the links of the strongest walk by which an origin's shocks reached the indicator.

        For what waited behind delayed links, those links come first.
        """
        shocks = self._shocks(origin)
        if not shocks:
            return
        for link in dict.fromkeys(held.link for held in self._released(origin)):
            self._link(above, link)
        graph = influence_map(self.game.world, self.weights)
        walks = propagate(graph, shocks).paths(indicator, top=1)
        for walk in walks:
            for cause, effect in zip(walk.nodes, walk.nodes[1:], strict=False):
                self._link(above, graph.edges[cause, effect]["link"])

    def _link(self, above: int, link: str) -> None:
        weight = self.weights[self.game.world.link_index[link]]
        self._ground(self._add(above, "link", link, self.round, weight), self.link_claims[link])

    def _released(self, origin: Origin) -> list[Banked]:
        """Return what an earlier round's origin had waiting for this one."""
        if origin.round >= self.round:
            return []
        return [held for held in self.bank if held.origin == origin and held.due <= self.round]

    def _shocks(self, origin: Origin) -> dict[Hashable, tuple[Hashable, float]]:
        ids = self.game.world.ids
        pushes: list[tuple[Hashable, float]]
        if origin.round < self.round:
            pushes = [(held.indicator, held.amount) for held in self._released(origin)]
        elif origin.kind == "inject":
            pushes = [(ids[node], amount) for node, amount in self.game.injects[origin.subject].shocks]
        elif origin.kind == "control":
            pushes = []  # What control sets by hand spreads nowhere.
        elif origin.kind == "commitment":
            full = self.game.cards[origin.subject].full
            pushes = [(ids[node], amount * COMMITMENT_SHARE) for node, amount in full]
        else:
            outcome = self.outcomes[origin.round, origin.subject]
            face = self.own.get(origin.subject) or self.game.cards[origin.subject]
            pushes = [(ids[node], amount) for node, amount in face.shocks(outcome)]
        return dict(enumerate(pushes))

    def _ground(self, above: int, claims: Sequence[str]) -> None:
        for claim in claims:
            step = self._add(above, "claim", claim, 0, self.claims[self.game.argument.index[claim]])
            self._add(step, "paragraph", str(self.paragraphs[claim]), 0, 0.0)

    def _add(
        self, above: int | None, kind: StepKind, subject: str, round: int, amount: float, origin: Origin | None = None
    ) -> int:
        number = len(self.steps)
        self.steps.append(Step(number, kind, subject, round, amount, origin))
        if above is not None:
            self.edges.append((above, number))
        return number
