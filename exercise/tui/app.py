"""The app. What a session needs is imported when one is opened, so that the home screen is there at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exercise.tui.home import HomeScreen
from exercise.tui.themes import ThemedApp

if TYPE_CHECKING:
    from exercise.session import Session


class ExerciseApp(ThemedApp):
    """Opens at home, at the set-up of a deck, or at a save."""

    def __init__(self, *, session: Session | None = None, save: Path | None = None, deck: Path | None = None) -> None:
        """Take a session to go on with, the save of one, or the deck to set up; with neither the app opens at home."""
        self._session = session
        self._save = save
        self._deck = deck
        super().__init__()

    def on_mount(self) -> None:
        """Open the first screen; home comes at once, or when a session that was given is left."""
        if self._session is not None:
            from exercise.tui.play import table_of

            self.push_screen(table_of(self._session), lambda _: self.push_screen(HomeScreen()))
            return
        home = HomeScreen()
        self.push_screen(home)
        if self._save is not None:
            self.call_after_refresh(home.resume, self._save)
        elif self._deck is not None:
            self.call_after_refresh(home.set_up, self._deck)


def run(*, session: Session | None = None, deck: Path | None = None) -> int:
    """Run the app until the user quits or the terminal is closed; return 0, or 1 where a fault ended it."""
    return ExerciseApp(session=session, deck=deck).begin()
