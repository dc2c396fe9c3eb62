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
from exercise.views import LogEvent


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
