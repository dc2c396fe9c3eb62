"""The app. What a session needs is imported when one is opened, so that the home screen is there at once."""

from __future__ import annotations

from pathlib import Path

from exercise.tui.hangup import end_with_terminal
from exercise.tui.home import HomeScreen
from exercise.tui.themes import ThemedApp


class ExerciseApp(ThemedApp):
    """Opens at home, at the set-up of a deck, or at a save."""

    def __init__(self, *, save: Path | None = None, deck: Path | None = None) -> None:
        """Take the save to resume, or the deck to set up; with neither the app opens at home."""
        self._save = save
        self._deck = deck
        super().__init__()

    def on_mount(self) -> None:
        """Open the first screen, with home under it."""
        home = HomeScreen()
        self.push_screen(home)
        if self._save is not None:
            self.call_after_refresh(home.resume, self._save)
        elif self._deck is not None:
            self.call_after_refresh(home.set_up, self._deck)


def run(*, save: Path | None = None, deck: Path | None = None) -> int:
    """Run the app until the user quits or the terminal is closed; return 0, or 1 where a fault ended it."""
    end_with_terminal()
    app = ExerciseApp(save=save, deck=deck)
    app.run()
    return app.return_code or 0
