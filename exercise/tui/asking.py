"""A dialog that asks for a few words."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from exercise.moves import TEXT_LIMIT
from exercise.tui.drafts import FillDraft
from exercise.tui.helped import TYPING_HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.words import WordsArea


class AskDialog(Helped, ModalScreen["str | None"]):
    """Asks for words that may not be empty; dismisses with them, or with None."""

    HELP = f"""
## In your own words

* Type; `Enter` files it, at most {TEXT_LIMIT} characters.
* `Esc` goes back; nothing is changed, and what was typed is kept.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "file", "File it", priority=True),
        Binding("escape", "leave", "Back", priority=True),
        TYPING_HELP_KEY,
    ]
    DEFAULT_CSS = """
    AskDialog { align: center middle; }
    AskDialog #box { width: 100%; max-width: 76; height: auto; max-height: 22; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    AskDialog #title { margin-bottom: 1; text-style: bold; }
    AskDialog WordsArea { height: 7; padding: 0; border: round $border-blurred; }
    AskDialog WordsArea:focus { border: round $border; }
    """

    def __init__(self, question: str, draft: FillDraft | None = None) -> None:
        """Take the question, which is taken as it is, and what was typed before; that is kept up to date."""
        self.question = question
        self.draft = draft if draft is not None else FillDraft()
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the question and the lines to type in."""
        with Vertical(id="box"):
            yield Static(self.question, id="title", markup=False)
            yield WordsArea(self.draft.text, id="words", soft_wrap=True, show_line_numbers=False)
        yield KeyLine()

    @property
    def hint(self) -> str:
        """What to do next: the question."""
        return self.question

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what was typed."""
        self.draft.text = event.text_area.text

    def action_file(self) -> None:
        """Leave with the words, or say what is wrong with them."""
        words = self.query_one("#words", TextArea).text.strip()
        if not words:
            self.notify("Say it in a few words.", severity="warning", markup=False)
        elif len(words) > TEXT_LIMIT:
            self.notify(f"{len(words)} characters; {TEXT_LIMIT} is the most.", severity="warning", markup=False)
        else:
            self.dismiss(words)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
