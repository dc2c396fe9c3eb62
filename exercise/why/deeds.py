"""What a move or an inject did, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from exercise.engine.events import LevelsMoved
from exercise.engine.game import Game
from exercise.engine.parts import Origin
from exercise.views import LogEntry
from exercise.why.chain import Chain, StepKind, Why
from exercise.why.rulings import add_argument
from exercise.why.told import Told
from exercise.why.walks import Walked, add_links, links_walked

if TYPE_CHECKING:
    from exercise.deck.models import Deck

_KINDS: dict[str, StepKind] = {
    "reason": "reason",
    "second": "reason",
    "counter": "counter",
    "question": "counter",
    "link-counter": "doubt",
    "answer": "answer",
}
_Parts = dict[str, list[tuple[int, float, Origin, Walked]]]
"""By indicator: round, points, origin and links of each step in which it was moved."""


def why_move(deck: Deck, game: Game, claims: Sequence[float], log: Sequence[LogEntry], card: str, round: int) -> Why:
    """Return the chain of a move that was revealed in a round, built from one seat's log and nothing else.

    Under it stand its reasons and what was argued against it, each with what was filed on it, its ruling where there is
    one, and each indicator that it moved, the most first: itself, over delayed links, and by what it put in place.
    Raises ValueError where the card was not revealed in that round.
    """

    def its_own(told: Told, origin: Origin) -> bool:
        made = told.made.get(card, origin.round) if origin.kind == "commitment" else origin.round
        return origin.kind in ("move", "commitment") and (origin.subject, made) == (card, round)

    told, parts = _told(game, log, its_own)
    floor = {number: node for (when, number), node in told.nodes.items() if when == round}
    move = next((node for node in floor.values() if node.kind == "move" and node.card == card), None)
    if move is None:
        moves = [f"{node.card} in round {when}" for (when, _), node in told.nodes.items() if node.kind == "move"]
        raise ValueError(f"there is no move {card!r} in round {round}; there are {', '.join(moves) or 'none yet'}")
    chain = Chain(deck, dict(zip(game.argument.ids, claims, strict=True)))
    root = chain.add(None, "move", card, round, 0.0, node=move.number)
    waiting = [(root, move.number)]
    while waiting:
        above, target = waiting.pop(0)
        for number, node in floor.items():
            # A doubt about a link bears on no argument; it is filed with the move whose consequences it doubts.
            bears = node.move == target if node.kind == "link-counter" else node.target == target
            if node.kind in _KINDS and bears:
                waiting.append((add_argument(chain, told, above, round, node, _KINDS[node.kind]), number))
    if (round, card) in told.rulings:
        chain.add(root, "ruling", card, round, 0.0)
    _effects(chain, deck, root, parts)
    return chain.done()


def why_inject(deck: Deck, game: Game, claims: Sequence[float], log: Sequence[LogEntry], inject: str) -> Why:
    """Return the chain of an inject that was delivered, built from one seat's log and nothing else.

    Under it stand the claims that it rests on, and each indicator that it moved, the most first. Raises ValueError
    where it was not delivered.
    """
    told, parts = _told(game, log, lambda _, origin: (origin.kind, origin.subject) == ("inject", inject))
    if inject not in told.delivered:
        delivered = ", ".join(told.delivered) or "none yet"
        raise ValueError(f"there is no inject {inject!r} that was delivered; there are {delivered}")
    chain = Chain(deck, dict(zip(game.argument.ids, claims, strict=True)))
    root = chain.add(None, "inject", inject, told.delivered[inject], 0.0)
    chain.ground(root, next(printed.claims for printed in deck.injects if printed.id == inject))
    _effects(chain, deck, root, parts)
    return chain.done()


def _told(game: Game, log: Sequence[LogEntry], wanted: Callable[[Told, Origin], bool]) -> tuple[Told, _Parts]:
    """Return all that a log tells, and the steps in which the wanted origins moved indicators."""
    told, parts = Told(game), _Parts()
    for entry in log:
        event = entry.event
        if isinstance(event, LevelsMoved):
            for change in event.changes:
                for origin, points in event.causes(change):
                    if wanted(told, origin):
                        links = links_walked(told, origin, change.indicator)
                        parts.setdefault(change.indicator, []).append((told.round, points, origin, links))
        told.take(event)
    return told, parts


def _effects(chain: Chain, deck: Deck, root: int, parts: _Parts) -> None:
    totals = {indicator: sum(points for _, points, _, _ in moved) for indicator, moved in parts.items()}
    for indicator in sorted(totals, key=lambda name: -abs(totals[name])):
        moved = parts[indicator]
        effect = chain.add(root, "effect", indicator, moved[-1][0], totals[indicator])
        for when, points, origin, links in moved:
            add_links(chain, deck, when, links, chain.add(effect, "part", indicator, when, points, origin))
