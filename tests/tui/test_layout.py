"""Nothing on a screen is cut off or lies over something else, at any of the sizes that terminals have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from driving import RoomApp, ScreenApp, fits, keys, settled
from driving import shown as text_of
from stages import SCREENS, STAGES, staged
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Static

from exercise.tui.helped import Helped

SIZES = ((80, 24), (100, 30), (160, 50))


def displayed(screen: Screen[Any]) -> Iterator[Widget]:
    """Return every widget of a screen that is displayed together with all that it stands in."""
    for widget in screen.walk_children(Widget):
        if all(part.display for part in widget.ancestors_with_self if isinstance(part, Widget)):
            yield widget


def room_in(parent: Widget) -> Region:
    """Return where the children of a widget may be: along an axis that scrolls, anywhere."""
    region = parent.scrollable_content_region
    x, y, right, bottom = region.x, region.y, region.right, region.bottom
    if not isinstance(parent, Screen):
        if parent.styles.overflow_x in ("auto", "scroll"):
            x, right = -10_000, 10_000
        if parent.styles.overflow_y in ("auto", "scroll"):
            y, bottom = -10_000, 10_000
    return Region.from_corners(x, y, right, bottom)


def faults(screen: Screen[Any]) -> list[str]:
    """Return what is wrong with how a screen is laid out, a sentence each."""
    found = []
    size, widgets = screen.size, list(displayed(screen))
    for widget in widgets:
        parent = widget.parent
        assert isinstance(parent, Widget)
        if widget.region and not room_in(parent).contains_region(widget.region):
            found.append(f"{widget} at {widget.region} is outside of {parent} at {parent.region}")
        if widget.focusable and not widget.size:
            found.append(f"{widget} can have the focus and has no size")
        if isinstance(widget, Static):
            needed = widget.get_content_height(size, size, widget.content_size.width)
            if widget.content_size.width and needed > widget.content_size.height:
                found.append(f"{widget} has {widget.content_size.height} of the {needed} lines that it needs")
    for parent in (screen, *widgets):
        children = [child for child in parent.children if child in widgets and child.region]
        for one, other in combinations(children, 2):
            if one.layer == other.layer and one.region.overlaps(other.region):
                found.append(f"{one} at {one.region} lies over {other} at {other.region}")
    return found


async def resized(pilot: Pilot[Any], size: tuple[int, int]) -> None:
    """Make the terminal so large, and wait until everything has its place."""
    await pilot.resize_terminal(*size)
    await settled(pilot)
    await pilot.pause()


def sound(app: App[Any], where: str) -> None:
    """Check the screen that is on top: its layout, its footer and its sentence on what to do next."""
    screen, size = app.screen, app.size
    assert not faults(screen), f"{where} at {size.width}x{size.height}"
    fits(app)
    (footer,) = screen.query("Footer, KeyLine")
    assert footer.region == Region(0, size.height - 1, size.width, 1)
    assert isinstance(screen, Helped)
    assert " ".join(screen.hint.split()) in text_of(app), f"{where} at {size.width}x{size.height}"


@pytest.mark.parametrize("name", SCREENS)
async def test_nothing_on_a_screen_is_cut_off_or_lies_over_something_else(name: str) -> None:
    app = ScreenApp(SCREENS[name]())
    async with app.run_test(size=SIZES[0]) as pilot:
        for size in SIZES:
            await resized(pilot, size)
            sound(app, name)


@pytest.mark.parametrize("stage", STAGES)
async def test_nothing_in_a_phase_or_beside_it_is_cut_off_or_lies_over_something_else(stage: str) -> None:
    app = RoomApp(staged(stage))
    async with app.run_test(size=SIZES[0]) as pilot:
        await settled(pilot)
        for size in SIZES:
            await resized(pilot, size)
            for view in "231":
                await keys(pilot, view)
                sound(app, f"{stage}, view {view}")


class BrokenScreen(Helped, Screen[None]):
    """Has one of each fault."""

    CSS = """
    BrokenScreen { layout: vertical; }
    #high { height: 3; } #low { height: 2; offset-y: -1; }
    #cut { height: 1; width: 6; }
    #hole { height: 2; } #deep { height: 5; }
    #none { width: 0; min-width: 0; border: none; padding: 0; }
    """

    def compose(self) -> ComposeResult:
        yield Static("high", id="high")
        yield Static("low", id="low")
        yield Static("two words", id="cut")
        with Vertical(id="hole"):
            yield Static("deep", id="deep")
        yield Button("", id="none")


async def test_these_tests_see_what_overlaps_sticks_out_is_cut_off_and_has_no_size() -> None:
    app = ScreenApp(BrokenScreen())
    async with app.run_test(size=(20, 24)) as pilot:
        await pilot.pause()
        found = "\n".join(faults(app.screen))
        assert len(found.splitlines()) == 4, found
        assert "id='high') at Region(x=0, y=0, width=20, height=3) lies over Static(id='low')" in found
        assert "Static(id='deep') at Region(x=0, y=6, width=20, height=5) is outside of Vertical(id='hole')" in found
        assert "Static(id='cut') has 1 of the 2 lines that it needs" in found
        assert "id='none'" in found
