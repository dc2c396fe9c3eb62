"""In every theme, all that is drawn on any screen can be read: measured on what the terminal is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from contrast import GRAPHICS, TEXT, Piece, contrast, luminance, pieces
from driving import SMALL, ScreenApp, settled, shown
from panelapp import until
from stages import SCREENS, STAGES, staged
from textual.color import Color
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Select

from exercise.tui.helping import HelpScreen
from exercise.tui.play import PlayScreen
from exercise.tui.themes import CONTRAST, THEMES

EVERY_THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


def phase(stage: str) -> Callable[[], Screen[Any]]:
    return lambda: PlayScreen(staged(stage))


PLACES = {**SCREENS, **{f"phase {stage}": phase(stage) for stage in STAGES}}


async def unreadable(pilot: Pilot[Any]) -> str:
    """Return what can't be read in some theme, with the focus wherever it can be, a line each.

    Nothing on the screen is exempt, not even what is disabled.
    """
    app, found, grounds = pilot.app, set(), []
    focused = app.focused
    for name, theme in THEMES.items():
        app.theme = theme.name
        for widget in [focused, *app.screen.focus_chain]:
            app.screen.set_focus(widget)
            await pilot.pause()
            drawn = list(pieces(app))
            found |= {f"{name}, line {piece.y + 1}: {words(piece)}" for piece in drawn if piece.ratio < piece.least}
        grounds.append(Counter(piece.paper for piece in drawn).most_common(1)[0][0])
    assert len(set(grounds)) == len(THEMES), "a theme was not drawn"
    return "\n".join(sorted(found))


def words(piece: Piece) -> str:
    ink, paper = (Color(*colour).hex for colour in (piece.ink, piece.paper))
    return f"{piece.text.strip()!r} is {ink} on {paper}, {piece.ratio:.2f} where {piece.least} is the least"


# The measure itself


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((0x77, 0x77, 0x77), (255, 255, 255), 4.48),
        ((0x76, 0x76, 0x76), (255, 255, 255), 4.54),
        ((255, 0, 0), (255, 255, 255), 4.00),
        ((9, 9, 9), (9, 9, 9), 1.0),
    ],
)
def test_the_contrast_of_two_colours_is_what_wcag_says_whichever_comes_first(
    one: tuple[int, int, int], other: tuple[int, int, int], ratio: float
) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_luminance_of_black_white_and_the_plain_colours_adds_up() -> None:
    assert luminance((0, 0, 0)) == 0
    assert luminance((255, 255, 255)) == pytest.approx(1)
    assert luminance((0, 255, 0)) == pytest.approx(0.7152)


@pytest.mark.parametrize(("text", "least"), [("│", 3), ("█░", 3), (" ⣿ ", 3), ("✓", 4.5), ("▸ x", 4.5), ("╭ Log", 4.5)])
def test_lines_and_blocks_need_less_than_what_is_read(text: str, least: float) -> None:
    assert Piece(text, (0, 0, 0), (0, 0, 0), 0, 0).least == least


async def test_the_measure_finds_grey_on_grey() -> None:
    app = ScreenApp(SCREENS["HomeScreen"])
    async with app.run_test(size=SMALL) as pilot:
        app.screen.query_one("#hint").styles.color = "#777777"
        app.screen.query_one("#hint").styles.background = "#808080"
        found = await unreadable(pilot)
        assert "dark, line" in found
        assert "is #777777 on #808080, 1.13 where 4.5 is the least" in found
        assert "Choose with" in found


# What is drawn


@pytest.mark.parametrize("name", PLACES)
async def test_everything_on_a_screen_can_be_read_in_every_theme(name: str) -> None:
    app = ScreenApp(PLACES[name])
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert not await unreadable(pilot)


async def test_help_can_be_read_in_every_theme() -> None:
    said = "Plain, *slanted*, **heavy**, `code`.\n\n### Two\n\n* a point\n\n1. first\n\n> said"
    page = f"## One\n\n{said}\n\n| a | b |\n|---|---|\n| c | d |\n"
    app = ScreenApp(lambda: HelpScreen(page))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert not await unreadable(pilot)


async def test_the_palette_and_what_it_finds_can_be_read_in_every_theme() -> None:
    app = ScreenApp(SCREENS["HomeScreen"])
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen.has_class("-ready"))
        assert isinstance(app.screen, CommandPalette)
        assert not await unreadable(pilot)
        await pilot.press(*"the")
        await until(pilot, lambda: app.screen.query_one("CommandList").option_count < 8)  # type: ignore[attr-defined]
        assert not await unreadable(pilot)


async def test_what_the_app_tells_can_be_read_in_every_theme() -> None:
    app = ScreenApp(SCREENS["HomeScreen"])
    async with app.run_test(size=(80, 36), notifications=True) as pilot:
        app.notify("It goes on elsewhere.", title="Saved")
        app.notify("There is no such card.", title="Refused", severity="warning")
        app.notify("The disk is full.", title="Trouble", severity="error")
        await until(pilot, lambda: all(word in shown(app) for word in ("elsewhere", "no such card", "is full")))
        assert not await unreadable(pilot)


async def test_an_open_list_and_selected_words_can_be_read_in_every_theme() -> None:
    app = ScreenApp(SCREENS["SetupScreen"])
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        title = app.screen.query_one("#title")
        title.focus()
        await pilot.press("home", "shift+end")
        app.screen.query_one("#length", Select).action_show_overlay()
        await pilot.pause()
        assert not await unreadable(pilot)


# The themes themselves

GROUNDS = ("background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background")
INKS = ("foreground", "text-primary", "text-accent", "text-success", "text-warning", "text-error")


def colour(theme: Theme, name: str) -> tuple[int, int, int]:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    return Color.parse(variables[name]).rgb


def muted(theme: Theme, percent: int, ground: str) -> tuple[int, int, int]:
    """Return the foreground at a share of its strength, as it comes out on a ground."""
    return Color(*colour(theme, ground)).blend(Color(*colour(theme, "foreground")), percent / 100).rgb


@EVERY_THEME
def test_every_colour_of_words_can_be_read_on_every_ground(theme: Theme) -> None:
    found = {
        (ink, ground): contrast(colour(theme, ink), colour(theme, ground)) for ink, ground in product(INKS, GROUNDS)
    }
    found |= {
        (f"foreground {share}%", ground): contrast(muted(theme, share, ground), colour(theme, ground))
        for share, ground in product((65, 75), GROUNDS)
    }
    assert not {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < TEXT}


@EVERY_THEME
def test_every_line_can_be_seen_on_what_it_stands_on(theme: Theme) -> None:
    lines = ("border", "border-blurred", "primary", "success", "warning", "error", "scrollbar")
    found = {
        (line, ground): contrast(colour(theme, line), colour(theme, ground))
        for line, ground in product(lines, ("background", "surface"))
    }
    assert not {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < GRAPHICS}


@EVERY_THEME
def test_the_cursor_of_a_field_and_the_row_looked_at_can_be_told_from_the_rest(theme: Theme) -> None:
    cursor = colour(theme, "input-cursor-background"), colour(theme, "surface")
    assert contrast(*cursor) >= TEXT
    row, beside = colour(theme, "block-cursor-background"), colour(theme, "surface")
    assert contrast(row, beside) >= 1.5


def test_high_contrast_is_higher_than_aa_asks_on_its_grounds() -> None:
    ratios = [contrast(colour(CONTRAST, ink), colour(CONTRAST, ground)) for ink in INKS for ground in GROUNDS[:3]]
    assert min(ratios) >= 7
