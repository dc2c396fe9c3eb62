"""The indicators and links, compiled for play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from exercise.deck.words import LINK_WEIGHTS, SHOCKS, SIGNS
from exercise.frozen import frozen
from exercise.rules.influence import z_of_level
from exercise.rules.propagation import DAMPING as DAMPING
from exercise.rules.propagation import HORIZON as HORIZON
from exercise.rules.propagation import propagate, reach, rows

if TYPE_CHECKING:
    from exercise.deck.models import Indicator, Link, Shock


@frozen
class Upstream:
    """The links that aren't delayed, turned around: from each indicator to what moves it within a round."""

    stops: tuple[int, ...]
    reach: tuple[int, ...]
    links: tuple[int, ...]
    """Their numbers, as `reach` lists them."""


@frozen
class WorldTables:
    """Indicators and links by number: indicators in the deck's order, links as `by_cause` puts them.

    `stops[n]` is where the links that leave indicator n end; for it and `reach` see `exercise.rules.propagation`.
    """

    ids: tuple[str, ...]
    index: Mapping[str, int]
    start_z: tuple[float, ...]
    """Levels at the start, on the z scale."""
    link_ids: tuple[str, ...]
    link_index: Mapping[str, int]
    causes: tuple[int, ...]
    effects: tuple[int, ...]
    printed: tuple[float, ...]
    """Signed weights as printed."""
    stops: tuple[int, ...]
    lags: tuple[int, ...]
    delays: tuple[int, ...]
    reach: tuple[int, ...]
    delayed: tuple[tuple[int, int], ...]
    """The delayed links, as their number and the number of their cause."""
    upstream: Upstream
    touched: tuple[int, ...]
    """By indicator, the ones that a shock to it reaches within a round: bit n for indicator n."""

    def __hash__(self) -> int:
        """Return a hash that is quick to make; what it leaves out hardly ever differs alone."""
        return hash(self.ids)


def by_cause(indicators: Sequence[Indicator], links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the links in the order in which they are numbered: grouped by cause, else as the deck has them."""
    index = {indicator.id: number for number, indicator in enumerate(indicators)}
    return tuple(sorted(links, key=lambda link: index[link.cause]))


def compile_world(indicators: Sequence[Indicator], links: Sequence[Link]) -> WorldTables:
    """Return the tables of a deck's indicators and links; the links as `by_cause` returns them."""
    index = {indicator.id: number for number, indicator in enumerate(indicators)}
    nodes = len(index)
    causes = tuple(index[link.cause] for link in links)
    effects = tuple(index[link.effect] for link in links)
    back = sorted((number for number, link in enumerate(links) if not link.delay), key=effects.__getitem__)
    return WorldTables(
        ids=tuple(index),
        index=index,
        start_z=tuple(z_of_level(indicator.start) for indicator in indicators),
        link_ids=tuple(link.id for link in links),
        link_index={link.id: number for number, link in enumerate(links)},
        causes=causes,
        effects=effects,
        printed=tuple(SIGNS[link.sign] * LINK_WEIGHTS[link.strength] for link in links),
        stops=_stops(nodes, causes),
        lags=tuple(link.lag for link in links),
        delays=tuple(link.delay for link in links),
        reach=tuple(
            reach(nodes, HORIZON, effect, link.lag, link.delay) for effect, link in zip(effects, links, strict=True)
        ),
        delayed=tuple((number, causes[number]) for number, link in enumerate(links) if link.delay),
        upstream=Upstream(
            _stops(nodes, [effects[number] for number in back]),
            tuple(reach(nodes, HORIZON, causes[number], links[number].lag, 0) for number in back),
            tuple(back),
        ),
        touched=_touched(nodes, causes, effects, links),
    )


def _stops(nodes: int, sources: Sequence[int]) -> tuple[int, ...]:
    """Return where the edges of each node end, by the node that each edge leaves."""
    counts = [0] * nodes
    for source in sources:
        counts[source] += 1
    return tuple(accumulate(counts))


def spread(
    tables: WorldTables | Upstream, weights: Sequence[float], shocks: list[float], steps: int = HORIZON
) -> list[float]:
    """Return how much shocks, one for each indicator, have changed each after so many steps, at most HORIZON.

    `weights` are in the order of the tables' links.
    """
    places = len(shocks) + 1
    changes = [*shocks, 0.0] * rows(HORIZON)
    propagate(tables.stops, tables.reach, weights, DAMPING, steps, changes)
    return changes[steps * places : steps * places + len(shocks)]


def _touched(nodes: int, causes: Sequence[int], effects: Sequence[int], links: Sequence[Link]) -> tuple[int, ...]:
    """Return by node as bits what a shock to it reaches within the horizon."""
    within = [[1 << node for node in range(nodes)]]
    for step in range(1, HORIZON + 1):
        now = list(within[-1])
        for cause, effect, link in zip(causes, effects, links, strict=True):
            if not link.delay and link.lag <= step:
                now[cause] |= within[step - link.lag][effect]
        within.append(now)
    return tuple(within[-1])


def compile_shocks(shocks: Sequence[Shock], index: Mapping[str, int]) -> tuple[tuple[int, float], ...]:
    """Return printed shocks as (indicator's number, signed amount on the z scale)."""
    return tuple((index[shock.indicator], SIGNS[shock.sign] * SHOCKS[shock.amount]) for shock in shocks)
