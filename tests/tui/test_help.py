"""Every screen says what to do next and has a page of help."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from driving import SMALL, RoomApp, ScreenApp, fits, keys, panel, settled, shown
from stages import SCREENS, STAGES, staged
from textual.screen import Screen
from textual.widgets import Input, TextArea

from exercise import tui
from exercise.tui.helped import Helped
from exercise.tui.helping import HelpScreen
from exercise.tui.panels.base import Panel


def classes(kind: type) -> set[type]:
    """Return what the app defines of a kind."""
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        importlib.import_module(module.name)
    found, waiting = set(), [kind]
    while waiting:
        below = waiting.pop().__subclasses__()
        found |= {entry for entry in below if entry.__module__.startswith(tui.__name__)}
        waiting += below
    return found


def test_every_screen_is_among_those_that_these_tests_open() -> None:
    assert {entry.__name__ for entry in classes(Screen)} == {*SCREENS, HelpScreen.__name__}
    assert all(issubclass(entry, Helped) for entry in classes(Screen) - {HelpScreen})


@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_says_what_to_do_next_and_opens_its_help_by_a_key(name: str) -> None:
    screen = SCREENS[name]()
    app = ScreenApp(screen)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert isinstance(screen, Helped)
        assert screen.hint.split()
        assert " ".join(screen.hint.split()) in shown(app)
        fits(app)
        typing = isinstance(app.focused, (Input, TextArea))
        await pilot.press("f1" if typing or "F1" in shown(app) else "question_mark")
        assert isinstance(app.screen, HelpScreen)
        title = screen.help_page().strip().splitlines()[0].removeprefix("## ")
        assert title in shown(app)
        await pilot.press("escape")
        assert app.screen is screen


@pytest.mark.parametrize("stage", STAGES)
async def test_a_phase_says_what_to_do_next_and_opens_its_help_by_a_key(stage: str) -> None:
    app = RoomApp(staged(stage))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        current = panel(app)
        assert current.hint.endswith(".")
        assert " ".join(f"▸ {current.hint}".split()) in shown(app)
        fits(app)
        await keys(pilot, "question_mark")
        assert current.HELP.strip().splitlines()[0].removeprefix("## ") in shown(app)
        assert "`q` leaves" in app.screen.page  # type: ignore[attr-defined]


def test_every_panel_has_a_page_of_help_with_its_keys() -> None:
    for entry in classes(Panel):
        if not entry.__subclasses__():
            assert "* `" in entry.HELP, entry


async def test_help_of_the_play_screen_can_be_read_to_its_end_on_a_small_terminal() -> None:
    app = RoomApp(staged("debate"))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "question_mark", "end")
        assert "Resume goes on here" in shown(app)


async def test_the_views_are_one_key_away_and_escape_comes_back_from_them() -> None:
    app = RoomApp(staged("debate"))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for view, title in (("2", "Assumed influence map"), ("3", "Log")):
            await keys(pilot, view)
            assert title in shown(app)
            assert "ANTS" not in shown(app)
            fits(app)
            await keys(pilot, "escape")
            assert "ANTS" in shown(app)
            assert panel(app).has_focus_within
