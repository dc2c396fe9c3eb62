"""How each screen looks, at 80 by 24 and at 120 by 36.

`pytest tests/tui/test_snapshots.py --snapshot-update` takes the pictures anew; then look at each that changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from driving import RoomApp, settled
from stages import SCREENS, staged
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

BOTH = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])


class ScreenApp(App[None]):
    def __init__(self, make: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self.make = make

    def on_mount(self) -> None:
        self.push_screen(self.make())


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Return what presses keys once all has settled, and stops every cursor from blinking."""

    async def press(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        for field in pilot.app.screen.query("Input, TextArea"):
            assert isinstance(field, (Input, TextArea))
            field.cursor_blink = False
        await pilot.pause()

    return press


@BOTH
@pytest.mark.parametrize("name", ["HomeScreen", "SetupScreen"])
def test_before_an_exercise(snap_compare: Any, name: str, size: tuple[int, int]) -> None:
    assert snap_compare(ScreenApp(SCREENS[name]), terminal_size=size, run_before=pressing())


PHASES = {
    "brief": ("brief", ()),
    "situation": ("situation", ()),
    "waiting": ("caucus", ()),
    "curtain": ("caucus", ("enter",)),
    "hand": ("caucus", ("enter", "enter", "down")),
    "reasons": ("caucus", ("enter", "enter", "enter", "down", "space")),
    "reveal": ("reveal", ()),
    "debate": ("debate", ()),
    "filing": ("debate", ("c", "down", "enter", "enter")),
    "answers": ("answers", ()),
    "ruling": ("ruling", ("enter", "enter")),
    "ruled": ("ruled", ("end",)),
    "consequences": ("consequences", ()),
    "why": ("consequences", ("w",)),
    "debrief": ("debrief", ()),
    "closed": ("closed", ("pagedown",)),
}
"""By the name of a picture: the stage, and the keys pressed there."""


@BOTH
@pytest.mark.parametrize("name", PHASES)
def test_phase(snap_compare: Any, name: str, size: tuple[int, int]) -> None:
    stage, keys = PHASES[name]
    assert snap_compare(RoomApp(staged(stage)), terminal_size=size, run_before=pressing(*keys))
