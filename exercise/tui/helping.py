"""Help for the screen that one is on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Markdown


class HelpScreen(ModalScreen[None]):
    """Shows a page of help in place; any of the leaving keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("question_mark,q,enter", "leave", "Back", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen #page { width: 100%; max-width: 78; height: auto; max-height: 100%; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    """

    def __init__(self, page: str) -> None:
        """Take the page as Markdown."""
        self.page = page
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the page."""
        with VerticalScroll(id="page"):
            yield Markdown(self.page, open_links=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def action_leave(self) -> None:
        """Close the page."""
        self.dismiss(None)
