"""How each screen looks on real saves: at 80 by 24 and at 120 by 36, in the dark theme and in the light one.

`make snapshots` takes the pictures anew; then look at each that changed.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import realsaves
from pytest_textual_snapshot import SVGImageExtension
from shots import SHOTS, app_for, pose, still
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen

from exercise import tui
from exercise.tui.panels.base import Panel
from exercise.tui.panels.outside import OutsidePanel
from exercise.tui.play import PlayScreen
from exercise.tui.themes import LIGHT

SIZES = {"80x24": (80, 24), "120x36": (120, 36)}
SMALL_THINGS = frozenset({"AskDialog", "ChooseDialog", "CurtainScreen", "HelpScreen", "NotesDialog"})
"""Screens with nothing of their own to colour; they are taken in the dark theme alone."""


@pytest.fixture(scope="module")
def stops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real saves, made once."""
    folder = tmp_path_factory.mktemp("stops")
    realsaves.make(folder)
    return folder


def in_light(name: str) -> bool:
    return SHOTS[name].shows not in SMALL_THINGS


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SHOTS)
def test_it_looks_as_it_did(snap_compare: Any, snapshot: Any, stops: Path, saves: Path, name: str, size: str) -> None:
    taken: list[str] = []

    async def posed(pilot: Pilot[Any]) -> None:
        await pose(pilot, SHOTS[name])
        if in_light(name):
            dark, pilot.app.theme = pilot.app.theme, LIGHT.name
            await pilot.pause()
            still(pilot.app)
            taken.append(pilot.app.export_screenshot())
            pilot.app.theme = dark
            await pilot.pause()

    app = app_for(SHOTS[name], stops, saves)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=posed)
    for light in taken:
        assert snapshot(name="light", extension_class=SVGImageExtension) == light


def test_every_screen_and_every_panel_has_its_pictures() -> None:
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        importlib.import_module(module.name)
    # The play screen shows as its panels, and two classes are only there to be derived from.
    shown = {kind.__name__ for kind in (below(Screen) | below(Panel)) - {PlayScreen, OutsidePanel}}
    assert {shot.shows for shot in SHOTS.values()} == {*shown, CommandPalette.__name__}


def below(kind: type) -> set[type]:
    """Return what the app derives from a class, at any depth."""
    found = {entry for entry in kind.__subclasses__() if entry.__module__.startswith(tui.__name__)}
    return found.union(*map(below, kind.__subclasses__()))
