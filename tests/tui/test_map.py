"""The map: what stands beside what, how one walks it, and that nobody waits for what draws it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from driving import ScreenApp
from panelapp import SIZES, footer_keys, joined, press, screen_text, seated, to_consequences, until
from rich.segment import Segment
from smalldeck import indicator, link, small_deck
from textual.app import App

from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.report.neighbours import Push, best_connected, neighbours
from exercise.tui.choosing import ChooseDialog
from exercise.tui.drawing import Drawing, _cells, join, shortened
from exercise.tui.mapping import Links, MapScreen
from exercise.tui.room import Room
from exercise.tui.why import WhyScreen

HOSTILE = "\x1b[31m[bold]b[/] 😀 ש\u202e\x9b2J"


def of(room: Room, focus: str = "") -> tuple[ScreenApp, MapScreen]:
    screen = MapScreen(room, "public", focus)
    return ScreenApp(screen), screen


def row(app: App[Any], *words: str) -> str:
    """Return the first line of the screen that has all these words."""
    return next(line for line in screen_text(app).splitlines() if all(word in line for word in words))


def drawn(screen: MapScreen) -> set[str]:
    """Return the links that the drawing shows."""
    return {push.link for push in screen._pushes.values() if screen.query_one(Drawing).place(push.link)}


def highlighted(screen: MapScreen) -> str:
    option = screen.query_one(Links).highlighted_option
    assert option is not None
    return str(option.id)


# What pushes what


def test_neighbours_are_what_leads_there_and_what_leads_away_the_heaviest_first() -> None:
    causes, effects = neighbours(seated().session.view("public"), "birds")
    assert causes == (
        Push("trees>birds", "trees", "birds", 0.6, 0.6, 0),
        Push("noise>birds", "noise", "birds", -0.2, -0.2, 0),
    )
    assert effects == (Push("birds>noise", "birds", "noise", 0.2, 0.2, 1),)
    assert [push.raises for push in causes] == [True, False]
    assert {push.word for push in causes} == {"as printed"}


def test_a_push_that_lost_more_than_a_fifth_is_weakened() -> None:
    assert Push("a>b", "a", "b", 0.31, 0.4, 0).word == "weakened"
    assert Push("a>b", "a", "b", -0.5, -0.4, 0).word == "strengthened"


def test_the_best_connected_has_most_links_and_is_the_first_of_those() -> None:
    assert best_connected(seated().session.view("public")) == "birds"
    links = [link("water", "trees"), link("noise", "birds")]
    assert best_connected(seated(small_deck(links=links)).session.view("public")) == "water"


# The drawing


@SIZES
async def test_causes_stand_on_the_left_and_effects_on_the_right_with_sign_and_strength(size: tuple[int, int]) -> None:
    app, _ = of(seated())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "Influence map · Birds at 20: “little”" in joined(app)
        lines = screen_text(app).splitlines()
        box = next(line for line in lines if "│" in line and "Birds" in line).index("Birds")
        assert row(app, "Trees 50 + strong").index("Trees") < box
        assert row(app, "Noise 50 − weak").index("Noise") < box
        assert row(app, "+ weak, delayed Noise 50").index("+ weak, delayed") > box
        assert "▶" in row(app, "+ weak, delayed")
        assert "+ raises, − lowers" in joined(app)


@SIZES
async def test_the_list_says_what_each_link_weighs_and_what_it_rests_on(size: tuple[int, int]) -> None:
    room = to_consequences(seated())
    app, _ = of(room)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        view = room.session.view("public")
        now = view.weights[view.world.link_index["trees>birds"]]
        assert now != 0.6
        shown = joined(app)
        assert "What pushes Birds Trees → Birds + raises it, strong: weighs " in shown
        assert f"weighs +{now:.2f} now, +0.60 printed: about as printed" in shown
        assert "Noise → Birds − lowers it, weak: weighs −0.20, as printed ✓ stands" in shown
        assert "What Birds pushes Birds → Noise" in shown
        assert "weighs +0.20, as printed; arrives 1 round later" in shown
        assert shown.count("✗ fallen") == 2
        assert "¶1" in shown
        assert "It is said of second." in shown


async def test_a_weakened_link_is_so_in_the_drawing_in_words_or_as_an_arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exercise.report.neighbours.weight_word", lambda weight, printed: "weakened")
    app, _ = of(seated())
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "Trees 50 + strong, weakened" in screen_text(app)
        await pilot.resize_terminal(66, 24)
        await until(pilot, lambda: "Trees 50 +++↓" in screen_text(app))
        assert "+↓… Noise 50" in screen_text(app)
        await until(pilot, lambda: "(+ weak, ++ moderate, +++ strong); ↓ weakened; … delayed" in joined(app))


async def test_an_indicator_without_links_stands_alone_and_has_no_link_to_ask_about() -> None:
    deck = small_deck(links=[link("water", "trees")])
    app, screen = of(seated(deck), "birds")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "No link leads here or away; / finds another indicator, Esc leaves the map." in joined(app)
        assert "Birds" in row(app, "│")
        assert "w" not in footer_keys(app)
        await press(pilot, "w", "enter", "down")
        assert app.screen is screen


def real() -> Room:
    return seated(load_deck("european-troops"))


@SIZES
async def test_the_best_connected_of_a_real_deck_is_drawn_whole(size: tuple[int, int]) -> None:
    room = real()
    app, screen = of(room)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert screen.focus_on == "presence"
        causes, effects = neighbours(screen.view, "presence")
        assert (len(causes), len(effects)) == (2, 12)
        assert drawn(screen) == {push.link for push in (*causes, *effects)}
        for push in effects[:-1]:
            name = room.indicators[push.effect].name
            assert f"{'+' if push.raises else '−'}" in row(app, "▶", name)
        assert "more in the list" not in joined(app)
        assert screen.query_one(Links).size.height >= 6


async def test_what_has_no_room_in_the_drawing_is_still_in_the_list() -> None:
    app, screen = of(real())
    async with app.run_test(size=(80, 18)) as pilot:
        await pilot.pause()
        # 18 lines less four of frame and eight of list: six of the twelve that it pushes.
        assert len(drawn(screen)) == 2 + 6
        assert "and 6 more in the list" in joined(app)
        weights = {push.link: abs(push.weight) for push in screen._pushes.values()}
        outside = set(weights) - drawn(screen)
        assert max(weights[name] for name in outside) <= min(weights[name] for name in drawn(screen))
        listed = {option.id for option in screen.query_one(Links).options}
        assert set(weights) <= listed


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_no_line_of_a_drawing_goes_astray(width: int) -> None:
    app, screen = of(real())
    async with app.run_test(size=(width, 50)) as pilot:
        await pilot.pause()
        drawing = screen.query_one(Drawing)
        for name in screen.view.world.ids:
            screen.focus_on = name
            screen._show()
            await pilot.pause()
            causes, effects = neighbours(screen.view, name)
            assert len(drawing._strips) == max(len(causes), len(effects), drawing.size.height)
            text = ["".join(segment.text for segment in strip) for strip in drawing._strips]
            assert all(strip.cell_length <= max(64, width - 2) for strip in drawing._strips)
            # Each row of a cause leads on by a line, and an arrow leads to each row of an effect.
            for push in (*causes, *effects):
                place = drawing.place(push.link)
                assert place is not None
                line = text[place.y]
                if push.effect == name:
                    assert line[place.right] in "─╮╯┬┴┤┼", line
                else:
                    assert line[place.x - 1] == "▶", line


async def test_where_lines_would_go_astray_names_and_signs_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exercise.tui.drawing._is_sound", lambda graph: False)
    app, screen = of(seated(), "birds")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Noise 50 − weak" in screen_text(app)
        assert "+ weak, delayed Noise 50" in screen_text(app)
        assert "▶" not in screen_text(app)
        assert drawn(screen) == {"trees>birds", "noise>birds", "birds>noise"}


async def test_a_long_name_is_cut_with_an_ellipsis_and_wrapped_in_the_middle() -> None:
    long = {**indicator("birds", 20), "name": "Supercalifragilistic birds 水"}
    parts = [indicator("water"), indicator("trees"), indicator("noise"), long]
    app, screen = of(seated(small_deck(indicators=parts)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = [line for line in screen_text(app).splitlines() if line.count("│") >= 2]
        assert "Supercalifragi" in lines[0]
        assert "listic birds" in lines[1]
        await press(pilot, "enter")
        assert screen.focus_on == "trees"
        # 78 cells less 16 for the box and 12 for the lines leave 25 a side: two for space, three for the sign.
        assert "▶ +++ Supercalifragilisti…" in screen_text(app)
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: "▶ + strong Supercalifragilistic birds 水 20" in screen_text(app))


def test_a_text_is_cut_by_cells_and_not_by_characters() -> None:
    assert shortened("水水水水", 5) == "水水…"
    assert shortened("birds", 5) == "birds"


def test_lines_that_meet_are_joined_but_for_the_box_and_for_names() -> None:
    rows = [["─╮", " ", "│x│"], ["─│─", "│x│"], ["─╯", " ", "│x│"], ["a│─", "│x│"]]
    lines = [_cells([Segment(text) for text in row]) for row in rows]
    join(lines, (3, 5))
    assert ["".join(sign for sign, _ in line) for line in lines] == ["─╮ │x│", "─┼─│x│", "─╯ │x│", "a│─│x│"]


async def test_names_of_signs_that_are_drawn_with_or_that_belong_together_are_shown_as_they_are() -> None:
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL} family"
    names = {"water": "│─╮├", "trees": "水" * 28, "noise": family, "birds": "e\u0301" * 14}
    app, screen = of(seated(small_deck(indicators=[{**indicator(key), "name": names[key]} for key in names])), "trees")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "│─╮├ 50 ++ ──" in screen_text(app)
        await press(pilot, "down", "enter")
        assert screen.focus_on == "birds"
        assert f"{family} − " in screen_text(app)
        await until(
            pilot, lambda: f"+… {family}" in screen_text(app) or f"+ weak, delayed {family}" in screen_text(app)
        )


# Walking


@SIZES
async def test_enter_goes_to_the_neighbour_and_escape_comes_back_and_then_leaves(size: tuple[int, int]) -> None:
    app, screen = of(seated(), "birds")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert highlighted(screen) == "trees>birds"
        await press(pilot, "down", "down", "enter")
        assert screen.focus_on == "noise"
        assert "Influence map · Noise at 50" in joined(app)
        assert highlighted(screen) == "birds>noise"
        assert "Esc goes back to Birds." in joined(app)
        await press(pilot, "enter")
        assert screen.focus_on == "birds"
        await press(pilot, "escape")
        assert screen.focus_on == "noise"
        await press(pilot, "backspace")
        assert screen.focus_on == "birds"
        assert "Esc leaves the map." in joined(app)
        await press(pilot, "escape")
        assert app.screen is not screen


async def test_q_leaves_from_anywhere_on_the_way() -> None:
    app, screen = of(seated(), "birds")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "enter", "q")
        assert app.screen is not screen


async def test_a_click_on_a_name_in_the_drawing_or_on_a_row_of_the_list_goes_there() -> None:
    app, screen = of(seated(), "birds")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = screen_text(app).splitlines()
        y = next(place for place, line in enumerate(lines) if "Trees 50 + strong" in line)
        assert await pilot.click(offset=(lines[y].index("Trees") + 1, y))
        await pilot.pause()
        assert screen.focus_on == "trees"
        lines = screen_text(app).splitlines()
        y = next(place for place, line in enumerate(lines) if "Water → Trees" in line)
        assert await pilot.click(offset=(5, y))
        await pilot.pause()
        assert screen.focus_on == "water"


async def test_a_click_beside_the_names_goes_nowhere() -> None:
    app, screen = of(seated(), "birds")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        y = next(place for place, line in enumerate(screen_text(app).splitlines()) if "╭" in line)
        assert await pilot.click(offset=(40, y + 1))
        await pilot.pause()
        assert screen.focus_on == "birds"


async def test_the_highlighted_link_is_marked_in_the_drawing() -> None:
    app, screen = of(seated(), "birds")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawing = screen.query_one(Drawing)

        def marked() -> list[str]:
            drawing._draw(drawing.size.width)
            segments = [segment for strip in drawing._strips for segment in strip]
            return ["".join(s.text for s in segments if s.style is not None and s.style.reverse)]

        assert marked() == ["Trees 50"]
        await press(pilot, "down")
        assert marked() == ["Noise 50"]


@SIZES
async def test_slash_finds_an_indicator_by_name(size: tuple[int, int]) -> None:
    app, screen = of(seated(), "birds")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "slash")
        assert isinstance(app.screen, ChooseDialog)
        assert [row[0] for row in app.screen.rows] == ["birds", "noise", "trees", "water"]
        await press(pilot, "end", "enter")
        assert screen.focus_on == "water"
        await press(pilot, "slash", "escape")
        assert screen.focus_on == "water"
        await press(pilot, "escape")
        assert screen.focus_on == "birds"


async def test_why_asks_about_the_highlighted_link_and_about_the_level_in_the_middle() -> None:
    app, _ = of(seated(), "birds")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "w")
        assert isinstance(app.screen, WhyScreen)
        assert "Noise → Birds" in joined(app)
        await press(pilot, "q", "i")
        assert isinstance(app.screen, WhyScreen)
        assert "Why does Birds stand at 20?" in joined(app)


def test_a_seat_or_an_indicator_unknown_is_an_error() -> None:
    with pytest.raises(ValueError, match="there is no indicator 'moon'"):
        MapScreen(seated(), "public", "moon")
    with pytest.raises(ValueError, match="there is no seat"):
        MapScreen(seated(), "moles")


# Foreign words, and what is imported


def hostile_deck() -> Deck:
    parts = [{**indicator(name), "name": f"{name[0]} {HOSTILE}"} for name in ("water", "trees", "noise", "birds")]
    for part in parts:
        part["words"] = [HOSTILE] * 5
    return small_deck(indicators=parts)


@SIZES
async def test_hostile_names_are_only_text(size: tuple[int, int]) -> None:
    app, _ = of(seated(hostile_deck()), "birds")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for keys in ((), ("enter",), ("slash",)):
            await press(pilot, *keys)
            text = screen_text(app)
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text.replace("\n", ""))
            assert "\u202e" not in text
            assert "[bold]" in text
            assert app.is_running


def test_the_app_imports_nothing_that_draws_maps_or_charts() -> None:
    code = """
import sys
import exercise.tui.app, exercise.tui.mapping, exercise.tui.charting
print([name for name in ("netext", "networkx", "plotext", "textual_plotext") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_how_errors_are_told_is_as_before_once_a_map_was_drawn() -> None:
    told = sys.excepthook
    app, _ = of(seated())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "netext" in sys.modules
    assert sys.excepthook is told
