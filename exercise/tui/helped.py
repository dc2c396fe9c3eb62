"""What every screen and dialog has: a page of help, and a sentence that says what to do next."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.screen import Screen


class Helped:
    """Goes before Screen among a class's bases; the class lists one of the two keys below among its own."""

    HELP: ClassVar[str | None] = ""
    """What the help key shows, in Markdown."""

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return ""

    def help_page(self) -> str:
        """Return the page of help as it fits now, in Markdown."""
        return self.HELP or ""

    def action_help(self) -> None:
        """Open the help over this screen."""
        from exercise.tui.helping import HelpScreen

        assert isinstance(self, Screen)
        self.app.push_screen(HelpScreen(self.help_page()))


HELP_KEY = Binding("question_mark,f1", "help", "Help", key_display="?")
"""For screens where nothing is typed."""

TYPING_HELP_KEY = Binding("f1", "help", "Help", key_display="F1")
"""For dialogs where a question mark may be part of what is typed."""
