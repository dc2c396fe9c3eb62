"""With NO_COLOR set, as https://no-color.org describes it, nothing is lost: signs and words carry the meaning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from contrast import pieces
from driving import SMALL, ScreenApp, settled, shown
from panelapp import screen_text
from stages import SCREENS, STAGES, staged
from textual.screen import Screen
from textual.widgets import OptionList

from exercise.tui.choosing import ChooseDialog
from exercise.tui.indicators import Indicators
from exercise.tui.play import PlayScreen
from exercise.tui.themes import THEMES


@pytest.fixture(autouse=True)
def _no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def phase(stage: str) -> Callable[[], Screen[Any]]:
    return lambda: PlayScreen(staged(stage))


PLACES = {**SCREENS, **{f"phase {stage}": phase(stage) for stage in STAGES}}


@pytest.mark.parametrize("name", PLACES)
async def test_every_screen_is_grey_and_can_still_be_read_in_every_theme(name: str) -> None:
    app = ScreenApp(PLACES[name])
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for theme in THEMES.values():
            app.theme = theme.name
            await pilot.pause()
            drawn = list(pieces(app))
            assert drawn
            assert not [piece for piece in drawn if len(set(piece.ink)) > 1 or len(set(piece.paper)) > 1]
            assert not [(piece, piece.ratio) for piece in drawn if piece.ratio < piece.least]


async def test_colour_is_there_where_it_is_not_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    app = ScreenApp(phase("debate"))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert [piece for piece in pieces(app) if len(set(piece.ink)) > 1]


async def test_whether_an_argument_stands_is_a_sign_and_a_word() -> None:
    app = ScreenApp(phase("debate"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        for words in ("✓ stands", "~ shaky", "✗ fallen"):
            assert words in shown(app)


async def test_which_way_an_indicator_moved_is_a_sign_and_a_number() -> None:
    app = ScreenApp(phase("consequences"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        level = app.screen.query_one(Indicators)
        level.show(level.view, {"water": 27.7, "noise": -4.2})
        await pilot.pause()
        lines = screen_text(app).splitlines()
        assert any("Water " in line and "▲ +27.7" in line for line in lines)
        assert any("Noise " in line and "▼ −4.2" in line for line in lines)


async def test_the_row_looked_at_stands_out_and_moves_with_the_arrows() -> None:
    rows = [("this", "This", ""), ("that", "That", "")]
    app = ScreenApp(lambda: ChooseDialog("Which?", rows))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for chosen, other in (("This", "That"), ("That", "This")):
            lines = app.screen._compositor.render_strips()
            lined = {part.text.strip() for line in lines for part in line if part.style and part.style.underline}
            assert chosen in lined
            assert other not in lined
            await pilot.press("down")
        assert app.screen.query_one(OptionList).highlighted == 0
