"""A dialog that asks for one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from exercise.tui.helped import HELP_KEY, Helped


class Rows(OptionList):
    """The rows; Enter takes one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose")]


class ChooseDialog(Helped, ModalScreen["str | None"]):
    """Asks for one of several rows; dismisses with the row's id, or with None."""

    HELP = """
## Choosing

* `↑` `↓` and `Enter` choose a row; so does the mouse.
* `Esc` goes back, and nothing is changed.
"""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back"), HELP_KEY]
    DEFAULT_CSS = """
    ChooseDialog { align: center middle; }
    ChooseDialog #box { width: 100%; max-width: 76; height: auto; max-height: 22; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    ChooseDialog #title { margin-bottom: 1; text-style: bold; }
    ChooseDialog OptionList { height: auto; max-height: 17; border: none; padding: 0; background: $surface; }
    ChooseDialog OptionList:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, title: str, rows: Sequence[tuple[str, str, str]]) -> None:
        """Take the question and the rows as (id, name, what it means); texts are taken as they are."""
        self.question = title
        self.rows = tuple(rows)
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the question and the rows."""
        with Vertical(id="box"):
            yield Static(self.question, id="title", markup=False)
            yield Rows(*[Option(_row(name, words), row) for row, name, words in self.rows], markup=False)
        yield Footer(show_command_palette=False)

    @property
    def hint(self) -> str:
        """What to do next: the question."""
        return self.question

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Leave with the row."""
        event.stop()
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def _row(name: str, words: str) -> Content:
    return Content.assemble((name, "bold"), *([("\n" + words, "$foreground 75%")] if words else []))
