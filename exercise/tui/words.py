"""Fields for people's own words: what is pasted into them can't steer the terminal."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input, TextArea

from exercise.report.plain import plain


class WordsInput(Input):
    """One line of words; what is pasted becomes one line, so that none of it is dropped."""

    def on_paste(self, event: Paste) -> None:
        """Make pasted text harmless before it is put in."""
        event.text = plain(event.text)


class WordsArea(TextArea):
    """Several lines of words."""

    def on_paste(self, event: Paste) -> None:
        """Make pasted text harmless before it is put in, line by line."""
        event.text = "\n".join(plain(line) for line in event.text.splitlines())


def harmless(text: str) -> str:
    """Return lines of words from a file without what could steer a terminal; spaces in them stay as they are."""
    return "\n".join("".join(map(_harmless, line)) for line in text.splitlines())


def _harmless(sign: str) -> str:
    return sign if sign.isprintable() or sign == "\t" else plain(sign) or " "
