"""How levels and the thesis went from round to round, as a seat's log tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exercise.engine.events import FindingsRecorded, LevelsMoved, RoundOpened
from exercise.views import LogEntry, SeatView


def level_history(view: SeatView, log: Iterable[LogEntry]) -> Mapping[str, tuple[float, ...]]:
    """Return for each indicator its level at the start and after each round, the latest as it is now.

    With n rounds begun, n + 1 levels from 0 to 100.
    """
    levels = dict(zip(view.world.ids, view.start_levels, strict=True))
    paths: dict[str, list[float]] = {name: [level] for name, level in levels.items()}
    for entry in log:
        event = entry.event
        if isinstance(event, RoundOpened):
            for path in paths.values():
                path.append(path[-1])
        elif isinstance(event, LevelsMoved):
            for change in event.changes:
                paths[change.indicator][-1] = change.after
    return {name: tuple(path) for name, path in paths.items()}


def thesis_history(view: SeatView, log: Iterable[LogEntry]) -> tuple[float, ...]:
    """Return the strength of the thesis at the start and after each round, the latest as it is now."""
    path = [view.start_thesis]
    for entry in log:
        event = entry.event
        if isinstance(event, RoundOpened):
            path.append(path[-1])
        elif isinstance(event, FindingsRecorded):
            path[-1] = event.thesis
    return tuple(path)
