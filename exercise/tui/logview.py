"""What has happened, a sentence each, as one seat may know it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from rich.segment import Segment
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from exercise.deck.models import Deck
from exercise.report.plain import plain
from exercise.report.sentences import Teller
from exercise.views import LogEntry

NARROW: Final = re.compile("[ -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc]*")
"""Text in which every character takes one cell, so that it can be cut by counting."""


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most so many cells, broken at spaces, and within words that are longer."""
    if NARROW.fullmatch(text) is None:
        return [line.plain.rstrip() for line in Content(text).wrap(width)]
    lines = []
    while len(text) > width:
        place = text.rfind(" ", 0, width + 1)
        lines.append(text[: place if place > 0 else width])
        text = text[place + 1 if place > 0 else width :]
    return [*lines, text]


class LogView(ScrollView, can_focus=True):
    """The log of a seat; the newest line stands last.

    Lines are kept as plain text, and styled as they are drawn: a log has thousands, of which a screen shows a few.
    """

    DEFAULT_CSS = """
    LogView { border: round $border-blurred; border-title-color: $foreground 75%; padding: 0 1; height: 1fr;
        background: $surface; color: $foreground; overflow-x: hidden; overflow-y: scroll; }
    LogView:focus { border: round $border; background-tint: $foreground 5%; }
    """

    def __init__(self, deck: Deck, *, id: str) -> None:
        """Take the deck whose words the sentences use."""
        self._deck = deck
        self._teller = Teller(deck)
        self._seat = ""
        self._written = 0
        self._last: LogEntry | None = None
        self._sentences: list[str] = []
        self._lines: list[str] = []
        self._starts: list[int] = []
        """The line at which each sentence begins."""
        self._laid = Size(0, 0)
        """The room that the lines were made for."""
        super().__init__(id=id)
        self.border_title = "Log"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they are wrapped now; none before there is room for any."""
        return tuple(self._lines)

    def show(self, seat: str, entries: Sequence[LogEntry]) -> None:
        """Write what is new; begin anew for another seat, and where what was written counts no more."""
        follows = self._written <= len(entries) and (self._written == 0 or entries[self._written - 1] == self._last)
        if seat != self._seat or not follows:
            self._teller = Teller(self._deck)
            self._sentences, self._lines, self._starts = [], [], []
            self._seat, self._written = seat, 0
        elif self._written == len(entries):
            return
        new = [self._teller.sentence(entry.event) for entry in entries[self._written :]]
        self._written, self._last = len(entries), entries[-1] if entries else None
        sentences = [plain(sentence) for sentence in new if sentence is not None]
        self._sentences += sentences
        if self._laid.width:
            self._lay(sentences)
            self.scroll_end(animate=False, immediate=True, x_axis=False)

    def on_resize(self, event: Resize) -> None:
        """Wrap the lines anew; what stood at the top stays there, or the end at the bottom."""
        size, before = self.scrollable_content_region.size, self._laid
        if not size.width or size == before:
            return
        top = self.scroll_offset.y
        at_end = top + before.height >= len(self._lines)
        sentence = bisect_right(self._starts, top) - 1
        self._laid = size
        if size.width != before.width:
            self._lines, self._starts = [], []
            self._lay(self._sentences)
        if at_end:
            self.scroll_end(animate=False, immediate=True, x_axis=False)
        elif size.width != before.width:
            self.scroll_to(y=self._starts[sentence], animate=False, immediate=True)

    def _lay(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            self._starts.append(len(self._lines))
            self._lines += wrapped(sentence, self._laid.width)
        self.virtual_size = Size(self._laid.width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of what is in sight."""
        width, style, place = self.scrollable_content_region.width, self.rich_style, self.scroll_offset.y + y
        if place >= len(self._lines):
            return Strip.blank(width, style)
        return Strip([Segment(self._lines[place], style)]).adjust_cell_length(width, style)
