"""The list of indicators: bar, level, path, change and words of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from driving import RoomApp, keys, playing, settled
from panelapp import press, screen_text, seated, to_consequences
from smalldeck import indicator, small_deck
from textual.app import App, ComposeResult

from exercise.report.history import level_history, thesis_history
from exercise.report.wording import change_words
from exercise.tui.indicators import Indicators, bar, round_changes, sparkline
from exercise.tui.messages import WhyAsked
from exercise.tui.room import Room
from exercise.tui.thesisline import thesis_line

SIDE = (52, 14)
"""The panel beside a phase; twelve lines of it are rows."""
TOWN = " of the whole town"
"""What makes names too long for words to stand beside them in the side panel."""
LONG = "Water in both of our wells"
"""Too long for a side panel where the path has eight points."""


class ListApp(App[None]):
    """Shows the list alone, as wide and high as the terminal, and notes what it asks."""

    def __init__(self, room: Room, *, plainly: bool = False) -> None:
        super().__init__()
        self.room = room
        view, log = room.session.view("public"), room.session.log("public")
        history: Mapping[str, tuple[float, ...]] | None = None if plainly else level_history(view, log)
        self.indicators = Indicators(room, view, round_changes(log), history, id="indicators")
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.indicators

    def on_why_asked(self, message: WhyAsked) -> None:
        self.asked.append(message.thing)

    @property
    def rows(self) -> list[str]:
        """The lines inside the frame that hold something."""
        inside = [line[1:-1].rstrip() for line in screen_text(self).splitlines()[1:-1]]
        return [line for line in inside if line]


def room_of(count: int = 4, ending: str = "", rounds: int = 2, **first: Any) -> Room:
    """Return a room before its brief whose deck has so many indicators; `first` changes the first of them."""
    names = ["water", "trees", "noise", "birds", *[f"thing{number}" for number in range(5, count + 1)]]
    parts = [indicator(name) for name in names]
    for part in parts:
        part["name"] += ending
    parts[0].update(first)
    return seated(small_deck(indicators=parts), rounds=rounds)


@pytest.mark.parametrize(
    ("levels", "drawn"),
    [
        ((), ""),
        ((0, 12.4, 12.5, 50, 87.4, 87.5, 100), "▁▁▂▅▇██"),
        ((50, 51, 55, 62.4), "▅▅▅▅"),
        ((50, 62.5), "▅▆"),
        ((100, 0, 0, 0, 0, 0, 0, 0, 100), "▁▁▁▁▁▁▁█"),
        ((-1, 101), "▁█"),
    ],
)
def test_a_sparkline_shows_the_last_eight_levels_in_eighths_of_the_scale(levels: tuple[float, ...], drawn: str) -> None:
    assert sparkline(levels) == drawn


def test_a_bar_is_filled_in_proportion() -> None:
    assert [bar(level) for level in (0, 50, 100)] == ["░░░░░░░░", "████░░░░", "████████"]
    assert bar(40, 5) == "██░░░"


async def test_each_row_shows_name_bar_level_path_change_and_words_on_a_small_terminal() -> None:
    room = to_consequences(seated())
    app = ListApp(room)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        view, log = room.session.view("public"), room.session.log("public")
        changes, paths = round_changes(log), level_history(view, log)
        assert any(abs(change) > 1 for change in changes.values())
        assert len(app.rows) == len(view.world.ids) == 4
        for row, name, level in zip(app.rows, view.world.ids, view.levels, strict=True):
            words = ("none", "little", "some", "much", "all")[int(level / 25 + 0.5)]
            moved = change_words(changes[name]) if abs(changes.get(name, 0)) >= 0.05 else ""
            start, now = paths[name]
            assert now == level
            expected = f"{name.title()} {bar(level)} {level:.0f} {sparkline((start, now))} {moved} {words}"
            assert row.replace("▲ ", "").replace("▼ ", "").split() == expected.split()
            assert ("▲" in row, "▼" in row) == (moved.startswith("+"), moved.startswith("−"))


async def test_the_parts_of_all_rows_stand_in_columns_whatever_their_names_hold() -> None:
    app = ListApp(room_of(name="水の量 é"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strips = [app.indicators.render_line(line) for line in range(4)]
        ends = [
            next(strip.crop(0, cut).cell_length for cut in range(80) if "█" in strip.crop(0, cut).text)
            for strip in strips
        ]
        assert len(set(ends)) == 1


async def test_words_stand_under_the_row_that_is_looked_at_where_the_panel_is_narrow() -> None:
    app = ListApp(room_of(10, TOWN))
    async with app.run_test(size=SIDE) as pilot:
        await pilot.pause()
        assert [row.strip() for row in app.rows].count("some") == 1
        assert app.rows[1] == "  some"
        await press(pilot, "down", "down")
        assert [place for place, row in enumerate(app.rows) if row == "  some"] == [3]
        assert app.rows[2].startswith("Noise")
        await press(pilot, "end")
        assert app.rows[-1] == "  some"
        assert app.rows[-2].startswith("Thing10")


async def test_words_stand_under_every_row_where_there_are_lines_enough() -> None:
    app = ListApp(room_of(6, TOWN))
    async with app.run_test(size=SIDE) as pilot:
        await pilot.pause()
        assert app.rows[1::2] == ["  some"] * 6


async def test_a_name_that_is_cut_is_shown_whole_under_the_row_that_is_looked_at() -> None:
    app = ListApp(room_of(10, rounds=8, name=LONG))
    async with app.run_test(size=SIDE) as pilot:
        await pilot.pause()
        assert app.rows[0].startswith("Water in both of our … ")
        assert app.rows[1] == f"  {LONG}: some"
        await press(pilot, "down")
        assert LONG not in " ".join(app.rows)
        assert app.rows[2] == "  some"


async def test_words_that_are_cut_are_shown_whole_under_the_row_that_is_looked_at() -> None:
    words = "as much as anybody has seen in the whole of the last ten years"
    app = ListApp(room_of(words=["none", "little", words, "much", "all"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "as much as anybody has" in app.rows[0]
        assert app.rows[0].endswith("…")
        assert app.rows[1] == f"  {words}"
        await press(pilot, "down")
        assert f"  {words}" not in app.rows
        assert app.rows[1].endswith("some")


@pytest.mark.parametrize("size", [(80, 24), (52, 24), (100, 30), (160, 50)])
async def test_a_row_takes_one_line_however_far_and_long_the_levels_have_moved(size: tuple[int, int]) -> None:
    app = ListApp(room_of(24, TOWN, rounds=9, name=LONG))
    async with app.run_test(size=size) as pilot:
        view = app.indicators.view
        moved = dict.fromkeys(view.world.ids, -12.34)
        app.indicators.show(view, moved, dict.fromkeys(view.world.ids, (100.0,) * 10))
        await pilot.pause()
        assert "▼ −12.3" in app.rows[0]
        assert all("50 ████████ ▼ −12.3" in row for row in app.rows if not row.startswith("  "))
        assert app.rows[1].strip() == f"{LONG}: some" or app.rows[0].startswith(f"{LONG} ")
        assert sum(not row.startswith("  ") for row in app.rows) >= min(24, size[1] - 3)


async def test_only_rows_that_look_otherwise_are_drawn_anew_and_the_highlight_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = room_of(10, TOWN)
    app = ListApp(room)
    async with app.run_test(size=SIDE) as pilot:
        await press(pilot, "down", "down", "down")
        drawn: list[int] = []
        replace = Indicators.replace_option_prompt_at_index

        def noting(self: Indicators, place: int, prompt: Any) -> Indicators:
            drawn.append(place)
            return replace(self, place, prompt)

        monkeypatch.setattr(Indicators, "replace_option_prompt_at_index", noting)
        view = room.session.view("public")
        history = level_history(view, ())
        app.indicators.show(view, {}, history)
        app.indicators.show(view, {"noise": 0.04}, history)
        assert drawn == []
        app.indicators.show(view, {"noise": 6.25}, history)
        await pilot.pause()
        assert drawn == [2]
        assert app.indicators.highlighted == 3
        assert "▲ +6.2" in app.rows[2]
        await press(pilot, "down")
        assert drawn == [2, 3, 4]


async def test_w_asks_why_the_row_that_is_looked_at_stands_where_it_does() -> None:
    app = ListApp(room_of())
    async with app.run_test(size=SIDE) as pilot:
        assert app.indicators.looked_at == "water"
        await press(pilot, "down", "w", "down", "enter")
        assert app.asked == ["trees", "noise"]
        assert app.indicators.looked_at == "noise"


async def test_without_a_history_there_is_no_path() -> None:
    app = ListApp(room_of(), plainly=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.rows[0].split() == ["Water", "████░░░░", "50", "some"]
        app.indicators.show(app.indicators.view, {}, {"water": (50.0, 80.0)})
        await pilot.pause()
        assert app.rows[0].split() == ["Water", "████░░░░", "50", "▅▇", "some"]
        assert app.rows[1].split() == ["Trees", "████░░░░", "50", "some"]


async def test_hostile_names_and_words_are_only_text() -> None:
    app = ListApp(room_of(name="\x1b[31m[bold]x[/]", words=["a", "b", "[@click=app.quit]\u202equit[/]", "d", "e"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "[bold]x[/]" in app.rows[0]
        assert "[@click=app.quit]" in app.rows[0]
        assert not any(sign in screen_text(app) for sign in "\x1b\u202e")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_world_of_the_play_screen_shows_the_words_of_every_indicator(size: tuple[int, int]) -> None:
    app = RoomApp(to_consequences(seated()))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await keys(pilot, "2")
        view = playing(app).query_one(Indicators).view
        shown = screen_text(app)
        for name, level in zip(view.world.ids, view.levels, strict=True):
            assert name.title() in shown
            assert ("none", "little", "some", "much", "all")[int(level / 25 + 0.5)] in shown


def test_the_line_of_the_thesis_says_whether_it_stands_how_it_went_and_what_it_says() -> None:
    room = to_consequences(seated())
    view = room.session.view("public")
    start, now = thesis_history(view, room.session.log("public"))
    line = thesis_line(room, view, (start, now)).plain
    assert line.startswith("Thesis: ")
    assert line.endswith(f"  {sparkline((100 * start, 100 * now))}  The garden should grow.")
    assert thesis_line(room, view, (0.5, 0.625)).plain.endswith("  ▅▆  The garden should grow.")
    assert thesis_line(room, view).plain.count("  ") == 1
