"""The indicators and links, compiled for play."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from exercise.deck.words import LINK_WEIGHTS, SHOCKS, SIGNS
from exercise.frozen import frozen
from exercise.rules.influence import z_of_level
from exercise.rules.propagation import DAMPING as DAMPING
from exercise.rules.propagation import HORIZON as HORIZON
from exercise.rules.propagation import reach, room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercise.deck.models import Indicator, Link, Shock


@frozen
class WorldTables:
    """Indicators and links by number: indicators in the deck's order, links as `by_cause` puts them.

    `starts[n]` to `starts[n + 1]` are the links that leave indicator n; for `reach` see `exercise.rules.propagation`.
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
    starts: tuple[int, ...]
    lags: tuple[int, ...]
    delays: tuple[int, ...]
    reach: tuple[int, ...]
    delayed: tuple[tuple[int, int], ...]
    """The delayed links, as their number and the number of their cause."""
    room: int
    """How many places a propagation's pulses have."""


def by_cause(indicators: Sequence[Indicator], links: Sequence[Link]) -> tuple[Link, ...]:
    """Return the links in the order in which they are numbered: grouped by cause, else as the deck has them."""
    index = {indicator.id: number for number, indicator in enumerate(indicators)}
    return tuple(sorted(links, key=lambda link: index[link.cause]))


def compile_world(indicators: Sequence[Indicator], links: Sequence[Link]) -> WorldTables:
    """Return the tables of a deck's indicators and links; the links as `by_cause` returns them."""
    index = {indicator.id: number for number, indicator in enumerate(indicators)}
    causes = tuple(index[link.cause] for link in links)
    effects = tuple(index[link.effect] for link in links)
    starts = [0] * (len(indicators) + 1)
    for cause in causes:
        starts[cause + 1] += 1
    for number in range(len(indicators)):
        starts[number + 1] += starts[number]
    return WorldTables(
        ids=tuple(index),
        index=index,
        start_z=tuple(z_of_level(indicator.start) for indicator in indicators),
        link_ids=tuple(link.id for link in links),
        link_index={link.id: number for number, link in enumerate(links)},
        causes=causes,
        effects=effects,
        printed=tuple(SIGNS[link.sign] * LINK_WEIGHTS[link.strength] for link in links),
        starts=tuple(starts),
        lags=tuple(link.lag for link in links),
        delays=tuple(link.delay for link in links),
        reach=tuple(
            reach(len(index), HORIZON, effect, link.lag, link.delay)
            for effect, link in zip(effects, links, strict=True)
        ),
        delayed=tuple((number, causes[number]) for number, link in enumerate(links) if link.delay),
        room=room(len(index), HORIZON),
    )


def compile_shocks(shocks: Sequence[Shock], index: Mapping[str, int]) -> tuple[tuple[int, float], ...]:
    """Return printed shocks as (indicator's number, signed amount on the z scale)."""
    return tuple((index[shock.indicator], SIGNS[shock.sign] * SHOCKS[shock.amount]) for shock in shocks)
