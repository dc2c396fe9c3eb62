"""The curtain before a team's private view."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Middle
from textual.screen import Screen
from textual.widgets import Footer, Static


class CurtainScreen(Screen[bool]):
    """Covers everything until the team named has the laptop; dismisses with whether it opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("escape", "leave", "Not now"),
    ]
    DEFAULT_CSS = """
    CurtainScreen { align: center middle; }
    CurtainScreen Static { width: 60; text-align: center; border: round $primary; padding: 1 2; }
    """

    def __init__(self, team: str) -> None:
        """Take the team's printed name."""
        self.team = team
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the curtain."""
        with Middle():
            yield Static(
                f"Pass the laptop to\n\n{self.team}\n\nNobody else looks.\nPress Enter when only this team can see.",
                markup=False,
            )
        yield Footer(show_command_palette=False)

    def action_open(self) -> None:
        """Lift the curtain."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave it down and go back to what everybody may see."""
        self.dismiss(False)
