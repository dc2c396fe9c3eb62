"""What every phase's panel is."""

from __future__ import annotations

from typing import ClassVar

from textual.widget import Widget

from exercise.tui.room import Room
from exercise.views import SeatView


class Panel(Widget):
    """Shows one phase of a session to one seat; tells the play screen what was chosen and changes nothing itself."""

    HELP: ClassVar[str] = ""
    """What `?` says of this phase, in Markdown."""

    def __init__(self, room: Room, view: SeatView) -> None:
        self.room = room
        self.view = view
        super().__init__()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return ""

    def show(self, view: SeatView) -> None:
        """Show a newer view of the same phase to the same seat, keeping the focus where it is."""
        self.view = view
        self.refresh(recompose=True)
