"""The whole app driven as a person would: by keys, by clicks on what can be read, and by what the screen says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from panelapp import joined, screen_text, until
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Footer

from exercise.moves import CONTROL, PUBLIC
from exercise.tui.keyline import KeyLine
from exercise.tui.panels.ballot import EstimatePanel
from exercise.tui.panels.base import Panel
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.panels.consequences import ConsequencesPanel
from exercise.tui.play import PlayScreen
from exercise.tui.room import Room
from exercise.tui.themes import ThemedApp

SMALL = (80, 24)


class ScreenApp(ThemedApp):
    """Shows one screen, given ready or to be made once the app runs."""

    def __init__(self, screen: Screen[Any] | Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self.only = screen

    def on_mount(self) -> None:
        self.push_screen(self.only if isinstance(self.only, Screen) else self.only())


class RoomApp(ThemedApp):
    """Shows the play screen of a room, as home would."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

    def on_mount(self) -> None:
        self.push_screen(PlayScreen(self.room))


def playing(app: App[Any]) -> PlayScreen:
    """Return the play screen, whatever lies over it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, PlayScreen))


def panel(app: App[Any]) -> Panel:
    """Return the panel of the phase."""
    found = playing(app)._panel
    assert found is not None
    return found


def phase(app: App[Any]) -> str:
    return playing(app).room.session.view(PUBLIC).phase


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the computer's teams have acted and the screen shows it."""
    await pilot.pause()
    await until(pilot, lambda: not isinstance(pilot.app.screen, PlayScreen) or pilot.app.screen._timer is None)


async def opened(pilot: Pilot[Any]) -> None:
    """Wait until a session that the app was started with is on the screen."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PlayScreen) and pilot.app.screen._panel is not None)
    await settled(pilot)


async def keys(pilot: Pilot[Any], *pressed: str) -> None:
    """Press keys, and wait until the computer's teams have answered."""
    await pilot.press(*pressed)
    await settled(pilot)


async def picture(pilot: Pilot[Any]) -> str:
    """Return what the screen shows once it has come to rest."""
    before, now = "", screen_text(pilot.app)
    while now != before:
        await settled(pilot)
        before, now = now, screen_text(pilot.app)
    return now


async def click(pilot: Pilot[Any], text: str) -> None:
    """Click the middle of a text that can be read on the screen; of the last one, where there are several."""
    lines = screen_text(pilot.app).splitlines()
    places = [(row, line.rindex(text)) for row, line in enumerate(lines) if text in line]
    assert places, f"nobody can click {text!r} here:\n" + "\n".join(lines)
    row, column = places[-1]
    assert await pilot.click(offset=(column + len(text) // 2, row))
    await settled(pilot)


def fits(app: App[Any]) -> None:
    """Check that the footer shows all of its keys, and that no line of the screen is wider than the terminal."""
    for footer in app.screen.query(Footer):
        assert footer.max_scroll_x == 0, f"the footer is cut off: {screen_text(app).splitlines()[-1]}"
    for line in app.screen.query(KeyLine):
        assert line.needed <= line.size.width, f"the keys are cut off: {screen_text(app).splitlines()[-1]}"


def everything(room: Room) -> dict[str, object]:
    """Return what every seat sees and has seen."""
    session = room.session
    return {seat: (session.view(seat), session.log(seat)) for seat in (*room.teams, CONTROL, PUBLIC)}


def shown(app: App[Any]) -> str:
    """Return what the screen shows on one line."""
    return joined(app)


async def played_out(pilot: Pilot[Any]) -> set[str]:
    """Play alone to the end of a session, as a person who takes what is offered and counters where one may.

    Return the phases that came; in each everything fits and something is said to do next.
    """
    app, seen = pilot.app, set()
    while phase(app) != "closed":
        seen.add(phase(app))
        fits(app)
        assert panel(app).hint
        kinds = {template.kind for template in panel(app).view.options}
        if isinstance(panel(app), CaucusPanel):
            await keys(pilot, "enter", "enter")
        elif isinstance(panel(app), EstimatePanel):
            await keys(pilot, "6", "0", "enter")
        elif isinstance(panel(app), ConsequencesPanel):
            await keys(pilot, "n")
        elif playing(app).room.session.view(PUBLIC).turn:
            await keys(pilot, *(("c", *["enter"] * 3) if "counter" in kinds else ("p",)))
        else:
            await keys(pilot, "enter")
    return seen
