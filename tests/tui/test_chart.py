"""The chart: what it shows at first, how one chooses, that letters tell lines apart, and the same as numbers."""

from __future__ import annotations

from typing import Any

import pytest
from driving import ScreenApp
from panelapp import SIZES, footer_keys, joined, press, screen_text, seated, submit, to_consequences, to_debrief
from smalldeck import indicator, small_deck
from textual.app import App
from textual.widgets import DataTable

from exercise.deckfiles import load_deck
from exercise.engine.events import FindingsRecorded, LevelsMoved
from exercise.moves import CONTROL, Advance, Hold
from exercise.tui.charting import ChartScreen, Choices, met
from exercise.tui.room import Room

HOSTILE = "\x1b[31m[bold]b[/] 😀 ש\u202e\x9b2J"


def of(room: Room, *indicators: str) -> tuple[ScreenApp, ChartScreen]:
    screen = ChartScreen(room, "public", indicators)
    return ScreenApp(screen), screen


def plotted(app: App[Any]) -> list[str]:
    """Return the lines of the plot, without what stands left of it."""
    lines = screen_text(app).splitlines()
    top = next(place for place, line in enumerate(lines) if "┌" in line)
    bottom = next(place for place, line in enumerate(lines) if "└" in line)
    left = lines[top].index("┌")
    return [line[left:] for line in lines[top : bottom + 1]]


def letters(app: App[Any]) -> str:
    return "".join(sorted(sign for line in plotted(app) for sign in line if sign in "ABCDEFT"))


def table(screen: ChartScreen) -> list[list[str]]:
    """Return what the table says, row by row."""
    numbers = screen.query_one(DataTable)
    return [[str(cell) for cell in numbers.get_row_at(place)] for place in range(numbers.row_count)]


def played(rounds: int = 3) -> Room:
    """Return a room of the real deck after rounds in which nobody moves."""
    room = seated(load_deck("european-troops"), rounds=rounds)
    while room.session.state.clock.phase != "debrief":
        for team in room.session.outstanding():
            submit(room, team, Hold())
        submit(room, CONTROL, Advance())
    return room


# Lines


@SIZES
async def test_before_any_round_each_line_is_a_point_and_points_that_meet_stand_side_by_side(
    size: tuple[int, int],
) -> None:
    app, _ = of(seated())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert any("ABC" in line for line in plotted(app))
        assert letters(app) == "ABC"
        assert "A Water 50 B Trees 50 C Noise 50" in joined(app)
        assert "start" in joined(app)
        assert "round 1" not in screen_text(app)


@SIZES
async def test_the_three_that_moved_most_are_shown_at_first(size: tuple[int, int]) -> None:
    room = to_debrief(seated())
    app, screen = of(room)
    starts = {"water": 50.0, "trees": 50.0, "noise": 50.0, "birds": 20.0}
    now = dict(starts)
    for entry in room.session.log("public"):
        if isinstance(entry.event, LevelsMoved):
            now.update({change.indicator: change.after for change in entry.event.changes})
    moved = sorted(starts, key=lambda name: -abs(now[name] - starts[name]))[:3]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert [series.name for series in screen.series()] == [name.title() for name in moved]
        assert [series.points[-1] for series in screen.series()] == [now[name] for name in moved]
        # Three lines, each with its letter at the start and after two rounds.
        assert letters(app) == "AAABBBCCC"
        first = moved[0]
        assert f"A {first.title()} {starts[first]:.0f} → {now[first]:.0f}" in joined(app)
        for words in ("start", "round 1", "round 2", "100┤", "0┤"):
            assert words in screen_text(app)


async def test_space_shows_and_hides_and_a_letter_stays_with_its_line() -> None:
    app, screen = of(to_debrief(seated()), "water", "trees")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "[A] Water" in screen_text(app)
        assert "[ ] Birds" in screen_text(app)
        await press(pilot, "space")
        assert "[ ] Water" in screen_text(app)
        assert "[B] Trees" in screen_text(app)
        assert "A" not in letters(app)
        await press(pilot, "end", "space")
        assert "[A] Birds" in screen_text(app)
        assert [series.name for series in screen.series()] == ["Birds", "Trees"]
        await press(pilot, "space", "up", "up", "space")
        assert screen.series() == ()
        assert "Nothing is chosen." in joined(app)
        assert letters(app) == ""


async def test_a_click_chooses_too() -> None:
    app, screen = of(seated(), "water")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        y = next(place for place, line in enumerate(screen_text(app).splitlines()) if "[ ] Trees" in line)
        assert await pilot.click(offset=(3, y))
        await pilot.pause()
        assert [series.name for series in screen.series()] == ["Water", "Trees"]


async def test_a_seventh_is_not_shown_and_the_room_is_told_why() -> None:
    app, screen = of(played(), "front-line", "presence", "us-aid", "morale", "south", "economy")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "home", "down", "space")
        assert [note.message for note in app._notifications] == ["6 at most: hide one first."]
        assert [series.letter for series in screen.series()] == list("ABCDEF")
        await press(pilot, "home", "space", "down", "space")
        assert screen.series()[0].name == "Ukraine's manpower"


@SIZES
async def test_the_thesis_is_a_line_of_its_own(size: tuple[int, int]) -> None:
    room = to_consequences(seated())
    app, screen = of(room, "water")
    found = [entry.event.thesis for entry in room.session.log("public") if isinstance(entry.event, FindingsRecorded)]
    async with app.run_test(size=size) as pilot:
        await press(pilot, "t")
        start = room.session.view("public").start_thesis
        assert screen.series()[-1].points == (100 * start, 100 * found[-1])
        assert f"T Thesis {100 * start:.0f} → {100 * found[-1]:.0f}" in joined(app)
        assert letters(app).count("T") == 2
        await press(pilot, "t")
        assert "T" not in letters(app)


def test_points_on_the_same_row_have_their_letters_together_and_others_do_not() -> None:
    # Eleven rows of ten points each: 44 goes to the row of 40, 46 to that of 50.
    points = [(44.0, "B"), (46.0, "C"), (50.0, "A"), (0.0, "D"), (100.0, "T")]
    assert met(points, 11) == [("T", 100.0), ("AC", 50.0), ("B", 44.0), ("D", 0.0)]
    assert met([], 11) == []
    assert met([(3.0, "B"), (90.0, "A")], 1) == [("AB", 90.0)]


@SIZES
async def test_no_letter_hides_another_in_a_real_deck(size: tuple[int, int]) -> None:
    app, screen = of(played(), "front-line", "presence", "us-aid", "morale", "south", "economy")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "t")
        assert len(screen.series()) == 7
        assert letters(app) == "".join(letter * 4 for letter in "ABCDEFT")
        assert all(f"{series.letter} {series.name} " in joined(app) for series in screen.series())
        assert len(plotted(app)) >= 10
        assert {"space", "t", "n", "escape"} <= set(footer_keys(app))


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-light"])
async def test_a_line_has_the_colours_of_the_theme_that_is_chosen(theme: str) -> None:
    app, _ = of(to_debrief(seated()), "water")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.theme = theme
        await pilot.pause()
        styles = {
            segment.text.strip(): segment.style
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.text.strip() in ("A", "└")
        }
        letter = styles["A"]
        assert letter is not None
        assert letter.color is not None
        assert letter.color != letter.bgcolor
        expected = {"textual-dark": "#57a5e2", "textual-light": "#002d4f", "ansi-light": "color(4)"}
        assert letter.color.name == expected[theme]


# Numbers


@SIZES
async def test_n_reads_the_chart_as_numbers_and_back(size: tuple[int, int]) -> None:
    room = to_debrief(seated())
    app, screen = of(room, "birds", "water")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "n")
        points = {series.name: series.points for series in screen.series()}
        assert table(screen) == [
            ["A Birds", *[f"{point:.1f}" for point in points["Birds"]]],
            ["B Water", *[f"{point:.1f}" for point in points["Water"]]],
        ]
        shown = joined(app)
        assert "Level start round 1 round 2" in shown
        assert f"A Birds 20.0 {points['Birds'][1]:.1f} {points['Birds'][2]:.1f}" in shown
        assert "┌" not in screen_text(app)
        assert isinstance(app.focused, DataTable)
        await press(pilot, "t")
        assert table(screen)[-1][0] == "T Thesis"
        await press(pilot, "n")
        assert "└" in screen_text(app)
        assert isinstance(app.focused, Choices)


async def test_before_any_round_the_numbers_are_those_of_the_start() -> None:
    app, screen = of(seated())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        assert table(screen) == [["A Water", "50.0"], ["B Trees", "50.0"], ["C Noise", "50.0"]]


# Leaving, and what can't be


@SIZES
async def test_escape_goes_back(size: tuple[int, int]) -> None:
    app, screen = of(seated())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "escape")
        assert app.screen is not screen


def test_an_indicator_unknown_or_one_too_many_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such indicators: \\['moon'\\]"):
        ChartScreen(seated(), "public", ["water", "moon"])
    seven = ["front-line", "presence", "us-aid", "morale", "south", "economy", "trust"]
    with pytest.raises(ValueError, match="more than 6 indicators"):
        ChartScreen(seated(load_deck("european-troops")), "public", seven)
    with pytest.raises(ValueError, match="there is no seat"):
        ChartScreen(seated(), "moles")


@SIZES
async def test_hostile_names_are_only_text(size: tuple[int, int]) -> None:
    parts = [{**indicator(name), "name": f"{name[0]} {HOSTILE}"} for name in ("water", "trees", "noise", "birds")]
    app, _ = of(seated(small_deck(indicators=parts)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for keys in ((), ("n",)):
            await press(pilot, *keys)
            text = screen_text(app)
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text.replace("\n", ""))
            assert "\u202e" not in text
            assert "[bold]" in text
            assert app.is_running
