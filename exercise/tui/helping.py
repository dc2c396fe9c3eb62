"""Help for the screen that one is on, and other pages to read and close."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown

from exercise.report.plain import plain
from exercise.tui.helped import VIM_KEYS
from exercise.tui.keyline import KeyLine


class HelpScreen(ModalScreen[None]):
    """Shows a page in place; any of the leaving keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("question_mark,f1,q,enter", "leave", "Back", show=False),
        *VIM_KEYS,
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen #page { width: 100%; max-width: 78; height: auto; max-height: 100%; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    HelpScreen Markdown { padding: 0 1; }
    HelpScreen MarkdownH2 { margin: 0 0 1 0; }
    HelpScreen MarkdownBulletList, HelpScreen MarkdownParagraph { margin-bottom: 1; }
    HelpScreen MarkdownBlock:last-child { margin-bottom: 0; }
    """

    def __init__(self, page: str) -> None:
        """Take the page as Markdown; control characters in it are replaced."""
        self.page = "\n".join(_harmless(line) for line in page.splitlines())
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the page."""
        with VerticalScroll(id="page"):
            yield Markdown(self.page, open_links=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def action_leave(self) -> None:
        """Close the page."""
        self.dismiss(None)


def _harmless(line: str) -> str:
    """Return a line without control characters; its indent has a meaning in Markdown and stays."""
    return " " * (len(line) - len(line.lstrip(" "))) + plain(line)
