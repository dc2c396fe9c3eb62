"""The curtain before a team's private view."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Middle
from textual.screen import Screen
from textual.widgets import Static

from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine


class CurtainScreen(Helped, Screen[bool]):
    """Covers everything until the team named has the laptop; dismisses with whether it opened."""

    HELP = """
## The curtain

What comes next is private: one team's hand, its secret aim and its brief. Pass the laptop to the team that the curtain
names and turn it away from the others, or switch the projector off.

* `Enter` lifts the curtain.
* `Esc` leaves it down and goes back to what everybody may see.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open"),
        Binding("escape", "leave", "Not now"),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    CurtainScreen { align: center middle; }
    CurtainScreen Static { width: 60; text-align: center; border: round $primary; padding: 1 2; }
    """

    def __init__(self, team: str) -> None:
        """Take what the team is called."""
        self.team = team
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the curtain."""
        with Middle():
            yield Static(
                f"Pass the laptop to\n\n{self.team}\n\nNobody else looks.\n\n▸ {self.hint}",
                markup=False,
            )
        yield KeyLine()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Press Enter when only this team can see."

    def action_open(self) -> None:
        """Lift the curtain."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave it down and go back to what everybody may see."""
        self.dismiss(False)
