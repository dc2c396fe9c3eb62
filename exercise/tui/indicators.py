"""The world at a glance: every indicator with a bar, its level, what this round did to it, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exercise.engine.events import LevelsMoved, RoundOpened
from exercise.report.plain import plain
from exercise.report.wording import change_words, level_words
from exercise.tui.messages import WhyAsked
from exercise.tui.room import Room
from exercise.views import LogEntry, SeatView

BAR: Final = 8
NAME: Final = 27
WIDE: Final = 74
"""The width from which the words stand on the same line."""


def round_changes(log: Iterable[LogEntry]) -> dict[str, float]:
    """Return by how many points each indicator has moved since the latest round began; those that moved alone."""
    changes: dict[str, float] = {}
    for entry in log:
        if isinstance(entry.event, RoundOpened):
            changes = {}
        elif isinstance(entry.event, LevelsMoved):
            for change in entry.event.changes:
                changes[change.indicator] = changes.get(change.indicator, 0.0) + change.after - change.before
    return changes


def bar(level: float) -> str:
    """Return a level as a bar of BAR cells."""
    filled = round(level / 100 * BAR)
    return "█" * filled + "░" * (BAR - filled)


class Indicators(OptionList):
    """The list of indicators; Enter or `w` asks why one stands where it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "select", "Why?")]
    DEFAULT_CSS = """
    Indicators { border: round $border-blurred; border-title-color: $foreground 75%; padding: 0; height: 1fr; }
    Indicators:focus { border: round $border; }
    """

    def __init__(self, room: Room, view: SeatView, changes: dict[str, float], *, id: str) -> None:
        """Take the view and what this round has done to the levels."""
        self.room = room
        self.view = view
        self.changes = changes
        super().__init__(id=id, markup=False)
        self.border_title = "Assumed influence map"

    def on_mount(self) -> None:
        """Fill the rows."""
        self._fill()

    def on_resize(self, event: Resize) -> None:
        """Put the words where there is room."""
        self._fill()

    def show(self, view: SeatView, changes: dict[str, float]) -> None:
        """Show newer levels, with the same row highlighted."""
        self.view, self.changes = view, changes
        self._fill()

    def _fill(self) -> None:
        highlighted = self.highlighted
        wide = self.size.width >= WIDE
        self.set_options([Option(self._row(number, name, wide), name) for number, name in self._order()])
        if self.option_count:
            self.highlighted = min(highlighted or 0, self.option_count - 1)

    def _order(self) -> Iterable[tuple[int, str]]:
        return enumerate(self.view.world.ids)

    def _row(self, number: int, name: str, wide: bool) -> Content:
        printed = self.room.indicators[name]
        level = self.view.levels[number]
        change = self.changes.get(name, 0.0)
        moved = abs(change) >= 0.05
        arrow = ("▲ " if change > 0 else "▼ ") + change_words(change) if moved else ""
        label = plain(printed.name)
        parts: list[Content | str | tuple[str, str]] = [
            f"{label[:NAME]:<{NAME}} ",
            (bar(level), "$text-accent"),
            f" {level:3.0f} ",
            (f"{arrow:<8}", "bold"),
        ]
        if wide:
            parts.append((plain(level_words(printed, level)), "$foreground 75%"))
        return Content.assemble(*parts)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask why."""
        event.stop()
        self.post_message(WhyAsked(str(event.option.id)))
