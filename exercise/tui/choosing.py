"""A dialog that asks for one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.searching import holds_all, typed_words
from exercise.tui.words import WordsInput

LONG: Final = 8
"""From more rows than so many on, a list can be searched."""


class Rows(OptionList):
    """The rows; Enter takes one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose")]


class ChooseDialog(Helped, ModalScreen["str | None"]):
    """Asks for one of several rows; dismisses with the row's id, or with None."""

    HELP = """
## Choosing

* `↑` `↓` and `Enter` choose a row; so does the mouse.
* In a long list `/` goes to the search: every word typed must stand in the row. `Enter` goes back to the list.
* `Esc` goes back, and nothing is changed.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/"),
        Binding("escape", "leave", "Back"),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    ChooseDialog { align: center middle; }
    ChooseDialog #box { width: 100%; max-width: 76; height: auto; max-height: 22; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    ChooseDialog #title { margin-bottom: 1; text-style: bold; }
    ChooseDialog OptionList { height: auto; max-height: 17; border: none; padding: 0; background: $surface; }
    ChooseDialog WordsInput, ChooseDialog WordsInput:focus { border: none; height: 1; padding: 0; background: $boost;
        margin-bottom: 1; }
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
            if self._long:
                yield WordsInput(placeholder="Type to search; Enter goes back to the list", id="search")
            yield Rows(*self._options(""), markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Take the keys at the list."""
        self.query_one(Rows).focus()

    @property
    def _long(self) -> bool:
        return len(self.rows) > LONG

    def _options(self, query: str) -> list[Option]:
        words = typed_words(query)
        found = [
            Option(_row(name, means), row) for row, name, means in self.rows if holds_all(f"{name} {means}", words)
        ]
        return found or [Option(Content("No row holds all these words."), disabled=True)]

    @property
    def hint(self) -> str:
        """What to do next: the question."""
        return self.question

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the search where the list is long."""
        return action != "search" or self._long

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the rows to those that hold every word typed."""
        event.stop()
        rows = self.query_one(Rows)
        rows.set_options(self._options(event.value))
        rows.highlighted = 0

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the list."""
        event.stop()
        self.query_one(Rows).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Leave with the row."""
        event.stop()
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def _row(name: str, words: str) -> Content:
    return Content.assemble((name, "bold"), *([("\n" + words, "$foreground 75%")] if words else []))
