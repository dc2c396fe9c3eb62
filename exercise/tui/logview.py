"""What has happened, a sentence each, as one seat may know it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import RichLog

from exercise.deck.models import Deck
from exercise.report.plain import plain
from exercise.report.sentences import event_sentence
from exercise.views import LogEntry


class LogView(RichLog):
    """The log of a seat; the newest line stands last."""

    DEFAULT_CSS = """
    LogView { border: round $border-blurred; border-title-color: $foreground 75%; padding: 0 1; height: 1fr; }
    LogView:focus { border: round $border; }
    """

    def __init__(self, deck: Deck, *, id: str) -> None:
        """Take the deck whose words the sentences use."""
        self._deck = deck
        self._seat = ""
        self._written = 0
        super().__init__(
            wrap=True, min_width=20, markup=False, highlight=False, auto_scroll=True, max_lines=5_000, id=id
        )
        self.border_title = "Log"

    def show(self, seat: str, entries: Sequence[LogEntry]) -> None:
        """Write what is new; begin anew for another seat."""
        if seat != self._seat or len(entries) < self._written:
            self.clear()
            self._seat, self._written = seat, 0
        for entry in entries[self._written :]:
            sentence = event_sentence(self._deck, entry.event)
            if sentence is not None:
                self.write(Text(plain(sentence)))
        self._written = len(entries)
