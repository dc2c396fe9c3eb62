"""A team's private notes: written behind the curtain, shown to nobody else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from exercise.tui.helped import TYPING_HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.words import WordsArea, harmless


class NotesDialog(Helped, ModalScreen[str]):
    """Asks for a team's notes; dismisses with all of the text, whichever way it is left."""

    HELP = """
## Notes

Write down what your team wants to remember: what it promised, what it expects, which claim it wants to hear about.
Only your team sees this, behind the curtain. The notes are kept with the save, and no report quotes them.

* `Esc` keeps the notes and goes back.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Keep and go back", priority=True),
        TYPING_HELP_KEY,
    ]
    DEFAULT_CSS = """
    NotesDialog { align: center middle; }
    NotesDialog #box { width: 100%; max-width: 96; height: 100%; max-height: 30; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    NotesDialog #title { margin-bottom: 1; }
    NotesDialog WordsArea { height: 1fr; padding: 0; border: round $border-blurred; }
    NotesDialog WordsArea:focus { border: round $border; }
    """

    def __init__(self, team: str, text: str) -> None:
        """Take the team's printed name and what it noted before."""
        self.team, self.text = team, text
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the page to write on."""
        with Vertical(id="box"):
            heading = Content.assemble((f"Notes: {self.team}", "bold $text-primary"), "  ", self.hint)
            yield Static(heading, id="title", markup=False)
            yield WordsArea(harmless(self.text), id="notes", soft_wrap=True, show_line_numbers=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Go on at the end of the text."""
        area = self.query_one("#notes", TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Only your team sees them. Esc keeps them."

    def action_leave(self) -> None:
        """Leave with the text."""
        self.dismiss(self.query_one("#notes", TextArea).text)
