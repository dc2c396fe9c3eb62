"""The projector: what everybody may see of a session that is played at another terminal, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widgets import Static

from exercise.journal import Follower, JournalError
from exercise.moves import PUBLIC, Move
from exercise.report.plain import plain
from exercise.session import Session
from exercise.table import Table
from exercise.tui.play import PlayScreen
from exercise.tui.room import Room
from exercise.tui.themes import ThemedApp
from exercise.views import SeatView

EVERY: Final = 0.1
"""Seconds between two looks at whether something was written."""


class PublicRoom(Room):
    """A room as its projector knows it: nobody sits at this screen."""

    @property
    def people(self) -> tuple[str, ...]:
        """No team."""
        return ()

    @property
    def alone(self) -> str:
        """No team."""
        return ""


class FollowScreen(PlayScreen):
    """Shows the public view of a save as it is written; nothing can be done here but look."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,pagedown,space,j", "turn(1)", "Scroll", key_display="↓"),
        Binding("up,pageup,k", "turn(-1)", "Scroll back", show=False),
    ]
    # What is disabled can't be focused, so that no key of a panel works here; it should look as it does elsewhere.
    DEFAULT_CSS = """
    FollowScreen #body:disabled, FollowScreen #body *:disabled { opacity: 100%; }
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder of a save. Raises JournalError where it can't be read."""
        self._folder = folder
        self._follower = Follower(folder)
        self._follower.poll()
        self._trouble = ""
        super().__init__(PublicRoom(Table(Session.open(folder, write=False), 0)))

    async def on_mount(self) -> None:
        """Show where the session stands, and look for more."""
        self.query_one("#body").disabled = True
        await self._show()
        self.set_interval(EVERY, self._poll)

    async def _poll(self) -> None:
        try:
            if not self._follower.poll():
                return
            session = Session.open(self._folder, write=False)
        except JournalError as error:
            # A save that was moved or cut may come back: keep what is shown, and go on looking.
            self._trouble = str(error)
            self._follower = Follower(self._folder)
            self._show_frame()
            return
        self._trouble = ""
        self.room.session.close()
        self.room.table = Table(session, 0)
        await self._show()

    def _public(self) -> SeatView:
        return self.room.session.view(PUBLIC)

    def _show_frame(self) -> None:
        super()._show_frame()
        trouble = self.query_one("#trouble", Static)
        trouble.update(f"! {plain(self._trouble)}")
        trouble.display = bool(self._trouble)

    @property
    def hint(self) -> str:
        """What this screen is."""
        return "What everybody may see; it follows the session by itself."

    def help_page(self) -> str:
        """Return what the keys do."""
        return """
## The projector

This screen shows what everybody may see of a session that is played at another terminal, and follows it by itself.
Nothing can be done here.

* `1` `2` `3` look at the phase, the world, the log
* `4` the claims of the article, `5` the map around an indicator, `6` a chart; `w` asks why
* `↓` `↑`, Page Down and Page Up scroll
* `q` leaves; the session goes on
"""

    async def _submit(self, seat: str, move: Move) -> None:
        """Do nothing: this screen only looks."""

    def _run_players(self) -> None:
        """Do nothing: the other terminal's table moves the computer's teams."""

    def _look_at_phase(self) -> None:
        self.remove_class("world", "log")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that writes."""
        return action not in ("save_elsewhere", "menu")

    def action_look(self, what: str) -> None:
        """Look at the phase, the world or the log."""
        self._look_at_phase()
        if what != "phase":
            self.add_class(what)

    def action_turn(self, pages: int) -> None:
        """Scroll what stands in front by half its height."""
        where = "#log" if self.has_class("log") else "#indicators" if self.has_class("world") else ""
        shown = self.query(where) if where else self.query("#phase VerticalScroll")
        for widget in shown:
            widget.scroll_relative(y=pages * max(1, widget.size.height // 2), animate=False)


class FollowApp(ThemedApp):
    """The projector alone."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the save."""
        self._folder = folder
        super().__init__()

    def on_mount(self) -> None:
        """Show it; leaving it ends the app."""
        self.push_screen(FollowScreen(self._folder), lambda _: self.exit())


def run(folder: Path) -> int:
    """Run the projector until somebody leaves it or the terminal is closed; return 0, or 1 where a fault ended it."""
    return FollowApp(folder).begin()
