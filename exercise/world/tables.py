"""The indicators and links, compiled for play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exercise.deck.words import LINK_WEIGHTS, SHOCKS, SIGNS
from exercise.rules.influence import z_of_level
from exercise.rules.propagation import reach, room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exercise.deck.models import Indicator, Link, Shock

DAMPING: Final = 0.7
HORIZON: Final = 4


@dataclass(frozen=True, slots=True)
class WorldTables:
    """Indicators and links by number, in the deck's order.

    For propagation the links stand a second time, sorted by cause: `by_cause[i]` is the deck's number of the i-th of
    them, `starts[n]` to `starts[n + 1]` are the places of those that leave indicator n, and `targets`, `lags`, `delays`
    and `reach` (see `exercise.rules.propagation`) are in this order.
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
    by_cause: tuple[int, ...]
    starts: tuple[int, ...]
    targets: tuple[int, ...]
    lags: tuple[int, ...]
    delays: tuple[int, ...]
    reach: tuple[int, ...]
    delayed: tuple[int, ...]
    """The places of the delayed links."""
    room: int
    """How many places a propagation's pulses have."""


def compile_world(indicators: Sequence[Indicator], links: Sequence[Link]) -> WorldTables:
    """Return the tables of a deck's indicators and links."""
    index = {indicator.id: number for number, indicator in enumerate(indicators)}
    causes = tuple(index[link.cause] for link in links)
    by_cause = tuple(sorted(range(len(links)), key=lambda link: (causes[link], link)))
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
        effects=tuple(index[link.effect] for link in links),
        printed=tuple(SIGNS[link.sign] * LINK_WEIGHTS[link.strength] for link in links),
        by_cause=by_cause,
        starts=tuple(starts),
        targets=tuple(index[links[link].effect] for link in by_cause),
        lags=tuple(links[link].lag for link in by_cause),
        delays=tuple(links[link].delay for link in by_cause),
        reach=tuple(
            reach(len(index), HORIZON, index[links[link].effect], links[link].lag, links[link].delay)
            for link in by_cause
        ),
        delayed=tuple(place for place, link in enumerate(by_cause) if links[link].delay),
        room=room(len(index), HORIZON),
    )


def compile_shocks(shocks: Sequence[Shock], index: Mapping[str, int]) -> tuple[tuple[int, float], ...]:
    """Return printed shocks as (indicator's number, signed amount on the z scale)."""
    return tuple((index[shock.indicator], SIGNS[shock.sign] * SHOCKS[shock.amount]) for shock in shocks)
