"""The world at a glance: every indicator with a bar, its level, its path, what this round did to it, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exercise.engine.events import LevelsMoved, RoundOpened
from exercise.frozen import frozen
from exercise.report.plain import plain
from exercise.report.wording import change_words, level_words
from exercise.tui.messages import WhyAsked
from exercise.tui.room import Room
from exercise.tui.unfolding import UnfoldingList
from exercise.views import LogEntry, SeatView

BAR: Final = 8
NARROW_BAR: Final = 5
POINTS: Final = 8
"""The most points of a sparkline."""
CHANGE: Final = 7
"""The width of a change, as in "▲ +12.3"."""
NAME: Final = 18
"""The fewest cells of a name, where names are that long."""
EIGHTHS: Final = "▁▂▃▄▅▆▇█"
WORDS: Final = 12
"""The fewest cells in which words stand on the line of their indicator."""


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


def bar(level: float, width: int = BAR) -> str:
    """Return a level from 0 to 100 as a bar."""
    filled = round(level / 100 * width)
    return "█" * filled + "░" * (width - filled)


def sparkline(levels: Sequence[float]) -> str:
    """Return the last POINTS of some levels from 0 to 100, each as an eighth of the scale."""
    return "".join(
        EIGHTHS[min(max(int(level * len(EIGHTHS) / 100), 0), len(EIGHTHS) - 1)] for level in levels[-POINTS:]
    )


@frozen
class _Columns:
    """The widths of a row's parts, each without the space after it; 0 for a part that has no room."""

    name: int
    bar: int
    path: int
    words: int
    always: bool
    """Whether the words stand under every row."""


@frozen
class _Row:
    """All that a row shows; while it is equal nothing is drawn anew."""

    name: str
    bar: str
    level: str
    path: str
    change: str
    words: str
    below: str
    """What stands under it: words that have no room on the line, and a name that was cut."""
    columns: _Columns

    def content(self) -> Content:
        """Return the row as it is shown."""
        columns = self.columns
        parts: list[Content | str | tuple[str, str]] = [
            Content(self.name).truncate(columns.name, ellipsis=True, pad=True),
            (f" {self.bar}", "$text-accent"),
            f" {self.level} ",
            (f"{self.path:<{columns.path}} " if columns.path else "", "$foreground 75%"),
            (f"{self.change:<{CHANGE}}", "bold"),
        ]
        if columns.words:
            parts += [" ", Content.styled(self.words, "$foreground 75%").truncate(columns.words, ellipsis=True)]
        if self.below:
            parts.append((f"\n  {self.below}", "$foreground 75%"))
        return Content.assemble(*parts)


class Indicators(UnfoldingList):
    """The list of indicators; Enter or `w` asks why one stands where it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "select", "Why?")]
    DEFAULT_CSS = """
    Indicators { border: round $border-blurred; border-title-color: $foreground 75%; padding: 0; height: 1fr;
        border-subtitle-color: $foreground 65%; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    Indicators:focus { border: round $border; }
    """

    def __init__(
        self,
        room: Room,
        view: SeatView,
        changes: Mapping[str, float],
        history: Mapping[str, tuple[float, ...]] | None = None,
        *,
        id: str,
    ) -> None:
        """Take the view, what this round has done to the levels, and how they went from round to round."""
        self.room = room
        self.view = view
        self.changes = changes
        self.history = history or {}
        self._rows: list[_Row] = []
        super().__init__(walked=self._walk, id=id)
        self.border_title = "Assumed influence map"

    def on_mount(self) -> None:
        """Fill the rows."""
        self._fill()

    def on_resize(self, event: Resize) -> None:
        """Put the words where there is room."""
        self._fill()

    def show(
        self,
        view: SeatView,
        changes: Mapping[str, float],
        history: Mapping[str, tuple[float, ...]] | None = None,
    ) -> None:
        """Show newer levels, with the same row highlighted."""
        self.view, self.changes, self.history = view, changes, history or {}
        self._fill()

    @property
    def looked_at(self) -> str:
        """The indicator whose row is highlighted; empty where there is none."""
        option = self.highlighted_option
        return str(option.id) if option is not None else ""

    def _walk(self, place: int) -> None:
        """Put the words under the row that is looked at."""
        if self.is_mounted and self._rows:
            self._fill()

    def _fill(self) -> None:
        """Draw the rows that are not as they are shown."""
        self.border_subtitle = "level · start to now · this round" if self.history else "level · this round"
        rows = self._wanted()
        if len(rows) != len(self._rows):
            self._rows = rows
            self.set_options([Option(row.content(), name) for name, row in zip(self.view.world.ids, rows, strict=True)])
            self.highlighted = 0 if rows else None
            return
        for place, (shown, row) in enumerate(zip(self._rows, rows, strict=True)):
            if shown != row:
                self.replace_option_prompt_at_index(place, row.content())
        self._rows = rows

    def _columns(self, words: int) -> _Columns:
        """Return the widths of the parts, where the longest words need `words` cells."""
        ids = self.view.world.ids
        width, height = self.scrollable_content_region.size
        longest = max((Content(plain(self.room.indicators[name].name)).cell_length for name in ids), default=0)
        path = min(POINTS, max((len(levels) for levels in self.history.values()), default=0))
        path = max(path, min(POINTS, self.view.rounds + 1)) if path else 0
        # The level takes 3 cells; each part but the last has a space after it.
        left = width - (3 + CHANGE + 3) - (path + 1 if path else 0)
        name = max(min(longest, left - NARROW_BAR), min(longest, NAME))
        least, most = name + NARROW_BAR + 1, name + BAR + 1
        if left - least >= min(words, WORDS):
            wide = most if left - most >= words else least
            return _Columns(name, wide - name - 1, path, left - wide, always=False)
        return _Columns(name, max(NARROW_BAR, min(BAR, left - name)), path, 0, always=2 * len(ids) <= height)

    def _wanted(self) -> list[_Row]:
        """Return the rows as they are to be shown."""
        view, ids = self.view, self.view.world.ids
        printed = [self.room.indicators[name] for name in ids]
        words = [plain(level_words(one, level)) for one, level in zip(printed, view.levels, strict=True)]
        columns = self._columns(max((Content(said).cell_length for said in words), default=0))
        rows = []
        for number, name in enumerate(ids):
            label, said = plain(printed[number].name), words[number]
            change = self.changes.get(name, 0.0)
            arrow = ("▲ " if change > 0 else "▼ ") + change_words(change) if abs(change) >= 0.05 else ""
            chosen = number == (self.highlighted or 0)
            below = ""
            if chosen or columns.always:
                cut = Content(label).cell_length > columns.name
                under = Content(said).cell_length > columns.words
                below = ": ".join([label] * (cut and chosen) + [said] * (under or (cut and chosen)))
            path = sparkline(self.history.get(name, ()))
            level = view.levels[number]
            rows.append(_Row(label, bar(level, columns.bar), f"{level:3.0f}", path, arrow, said, below, columns))
        return rows

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask why."""
        event.stop()
        self.post_message(WhyAsked(str(event.option.id)))
