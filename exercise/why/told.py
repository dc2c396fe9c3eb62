"""What a seat's log has told: arguments, rulings, weights and what waits, round by round."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.engine.events import (
    ClaimAttacked,
    CommitmentMade,
    CounterAnswered,
    CounterFiled,
    FactsEstablished,
    FindingsRecorded,
    InjectDelivered,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSeconded,
    MovesRevealed,
    QuestionPut,
    RoundOpened,
    RulingOverridden,
)
from exercise.engine.game import OWN_DIFFICULTY, CardFace, Game, own_face
from exercise.engine.parts import Banked, Fact, Node
from exercise.views import LogEntry, LogEvent


def floors_told(log: Sequence[LogEntry]) -> dict[tuple[int, int], tuple[Node, float]]:
    """Return every argument on the floors that a log tells of, by round and number, with its strength in the end."""
    nodes: dict[tuple[int, int], Node] = {}
    strengths: dict[tuple[int, int], float] = {}
    now = 0
    for entry in log:
        match entry.event:
            case RoundOpened():
                now = entry.event.round
            case MovesRevealed() as event:
                for node, strength in zip(event.nodes, event.strengths, strict=True):
                    nodes[now, node.number], strengths[now, node.number] = node, strength
            case CounterFiled() | QuestionPut() | LinkCountered() | MoveSeconded() | CounterAnswered() as event:
                nodes[now, event.node.number] = event.node
                strengths.update({(now, number): strength for number, strength in event.strengths})
            case ClaimAttacked() as event:
                strengths.update({(now, number): strength for number, strength in event.strengths})
    return {place: (node, strengths[place]) for place, node in nodes.items()}


class Told:
    """What the entries of a log have told so far."""

    def __init__(self, game: Game) -> None:
        """Begin before the first entry."""
        self.game = game
        self.round = 0
        self.weights = list(game.world.printed)
        self.nodes: dict[tuple[int, int], Node] = {}
        """By round and number."""
        self.strengths: dict[tuple[int, int], float] = {}
        self.rulings: dict[tuple[int, str], MoveRuled] = {}
        """By round and card."""
        self.outcomes: dict[tuple[int, str], str] = {}
        self.made: dict[str, int] = {}
        """The round in which a card's commitment was put in place."""
        self.delivered: dict[str, int] = {}
        """The round in which an inject was delivered."""
        self.facts: dict[str, Fact] = {}
        self.own: dict[str, CardFace] = {}
        self.bank: tuple[Banked, ...] = ()

    def take(self, event: LogEvent) -> None:
        """Take the next entry's event."""
        match event:
            case RoundOpened():
                self.round = event.round
            case MovesRevealed():
                for node, strength in zip(event.nodes, event.strengths, strict=True):
                    self.nodes[self.round, node.number] = node
                    self.strengths[self.round, node.number] = strength
                for name, team, shocks in event.own:
                    self.own[name] = own_face(self.game, name, team, shocks, OWN_DIFFICULTY)
            case InjectDelivered():
                self.delivered[event.inject] = self.round
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
                self.bank = event.bank
            case CounterFiled() | QuestionPut() | LinkCountered() | MoveSeconded() | CounterAnswered():
                self.nodes[self.round, event.node.number] = event.node
                self._restate(event.strengths)
                if isinstance(event, LinkCountered):
                    self._weigh((event.link,))
                elif isinstance(event, CounterAnswered):
                    self._weigh(event.links)

    def _weigh(self, links: Sequence[tuple[str, float, float]]) -> None:
        """Note the weights in play of links: link, strength, weight."""
        for link, _, weight in links:
            self.weights[self.game.world.link_index[link]] = weight

    def _restate(self, strengths: Sequence[tuple[int, float]]) -> None:
        """Note the strengths of arguments on the floor of this round."""
        for number, strength in strengths:
            self.strengths[self.round, number] = strength
