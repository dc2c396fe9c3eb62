"""Why an indicator stands where it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exercise.engine.events import LevelsMoved
from exercise.engine.game import Game
from exercise.engine.parts import Origin
from exercise.views import LogEntry
from exercise.why.chain import Chain, Why
from exercise.why.rulings import add_ruling
from exercise.why.told import Told
from exercise.why.walks import add_links, links_walked

if TYPE_CHECKING:
    from exercise.deck.models import Deck


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
        self.chain = Chain(deck, dict(zip(game.argument.ids, claims, strict=True)))
        self.told = Told(game)
        self.inject_claims = {inject.id: inject.claims for inject in deck.injects}

    def build(self, log: Sequence[LogEntry], indicator: str, level: float) -> Why:
        root = self.chain.add(None, "indicator", indicator, 0, level)
        printed = next(entry for entry in self.deck.indicators if entry.id == indicator)
        start = self.chain.add(root, "start", indicator, 0, float(printed.start))
        self.chain.ground(start, printed.claims)
        for entry in log:
            if isinstance(entry.event, LevelsMoved):
                self._change(root, entry.event, indicator)
            self.told.take(entry.event)
        return self.chain.done()

    def _change(self, root: int, event: LevelsMoved, indicator: str) -> None:
        for change in event.changes:
            if change.indicator != indicator:
                continue
            step = self.chain.add(root, "change", indicator, self.told.round, change.after - change.before)
            for origin, points in event.causes(change):
                share = self.chain.add(step, "share", origin.subject, self.told.round, points, origin)
                self._origin(share, origin)
                self._path(share, origin, indicator)

    def _origin(self, above: int, origin: Origin) -> None:
        if origin.kind == "inject":
            self.chain.ground(
                self.chain.add(above, "inject", origin.subject, origin.round, 0.0), self.inject_claims[origin.subject]
            )
            return
        made = origin.round
        if origin.kind == "commitment":
            made = self.told.made.get(origin.subject, origin.round)
            above = self.chain.add(above, "commitment", origin.subject, made, 0.0)
        add_ruling(self.chain, self.told, above, made, origin.subject)

    def _path(self, above: int, origin: Origin, indicator: str) -> None:
        """Add the links by which an origin's shocks reached the indicator."""
        add_links(self.chain, self.deck, self.told.round, links_walked(self.told, origin, indicator), above)
