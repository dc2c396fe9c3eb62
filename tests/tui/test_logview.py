from __future__ import annotations

import pytest
from panelapp import press, screen_text, seated, submit
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content

from exercise.moves import CONTROL, Advance, Reason, Refusal, Remark, Seal
from exercise.tui.logview import NARROW, LogView, wrapped
from exercise.tui.room import Room


class LogApp(App[None]):
    """Shows one log, in a frame of two lines and two columns, with a space on each side and a scrollbar."""

    def __init__(self, room: Room, seat: str = "public") -> None:
        super().__init__()
        self.room = room
        self.seat = seat

    def compose(self) -> ComposeResult:
        yield LogView(self.room.deck, id="log")

    def on_mount(self) -> None:
        self.view.focus()
        self.show()

    @property
    def view(self) -> LogView:
        return self.query_one(LogView)

    def show(self) -> None:
        self.view.show(self.seat, self.room.session.log(self.seat))

    def shown(self) -> list[str]:
        """Return the lines in sight, without the frame."""
        return [line[2:].rstrip("│▁▂▃▄▅▆▇█ ").rstrip() for line in screen_text(self).splitlines()[1:-1]]


def remarked(room: Room, count: int, first: int = 0) -> Room:
    for number in range(first, first + count):
        submit(room, CONTROL, Remark("paused", text=f"Pause {number}."))
    return room


def pause(number: int) -> str:
    return f"Control paused the clock: “Pause {number}.”"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 3, ["one", "two", "thr", "ee"]),
        ("longest", 3, ["lon", "ges", "t"]),
        ("a longest", 3, ["a", "lon", "ges", "t"]),
        ("“Oh” — no…", 6, ["“Oh” —", "no…"]),
        ("日本 語", 4, ["日本", "語"]),
        ("日本語", 4, ["日本", "語"]),
        ("e\u0301e\u0301 日", 3, ["e\u0301e\u0301", "日"]),
    ],
)
def test_a_sentence_is_broken_at_spaces_and_inside_words_that_are_too_long(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrapped(text, width) == lines


def test_what_is_cut_by_counting_takes_one_cell_a_character() -> None:
    narrow = [chr(code) for code in range(0x20, 0x3000) if NARROW.fullmatch(chr(code))]
    assert len(narrow) > 500
    assert [character for character in narrow if cell_len(character) != 1] == []


@pytest.mark.parametrize("width", [7, 20, 46])
def test_lines_break_where_textual_breaks_them(width: int) -> None:
    text = "Consequences moved Water +3.2 to 44, Trees −1 to 50 and 3 more: “It held last year.”"
    assert wrapped(text, width) == [line.plain.rstrip() for line in Content(text).wrap(width)]


async def test_the_newest_sentence_stands_last_and_in_sight() -> None:
    app = LogApp(remarked(seated(), 30))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert app.shown() == [pause(number) for number in range(20, 30)]
        remarked(app.room, 1, first=30)
        app.show()
        await pilot.pause()
        assert app.shown() == [pause(number) for number in range(21, 31)]


async def test_all_of_a_long_log_can_be_scrolled_to() -> None:
    app = LogApp(remarked(seated(), 5_000))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert app.shown()[-1] == pause(4_999)
        app.view.scroll_home(animate=False)
        await pilot.pause()
        assert app.shown()[0].startswith("The exercise ")
        assert pause(0) in app.shown()


async def test_a_short_log_leaves_the_rest_empty() -> None:
    app = LogApp(seated())
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert app.shown()[0].startswith("The exercise ")
        assert app.shown()[1:] == [""] * 9


async def test_keys_scroll_and_what_is_new_brings_the_end_back() -> None:
    app = LogApp(remarked(seated(), 30))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        await press(pilot, "up", "up")
        assert app.shown()[-1] == pause(27)
        app.show()
        await pilot.pause()
        assert app.shown()[-1] == pause(27)
        remarked(app.room, 1, first=30)
        app.show()
        await pilot.pause()
        assert app.shown()[-1] == pause(30)


async def test_another_seat_begins_anew() -> None:
    room = seated()
    submit(room, CONTROL, Advance())
    if room.session.state.clock.phase == "situation":
        submit(room, CONTROL, Advance())
    seal = next(option for option in room.session.view("ants").options if option.kind == "seal")
    submit(room, "ants", Seal(str(seal.slots[0].domain[0]), (Reason(str(seal.slots[1].domain[0])),)))
    app = LogApp(room, "ants")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert any("sealed" in line for line in app.shown())
        app.seat = "public"
        app.show()
        await pilot.pause()
        assert not any("sealed" in line for line in app.shown())
        assert "Ants settled on what to do." in app.shown()


async def test_a_step_back_takes_away_what_counts_no_more() -> None:
    app = LogApp(remarked(seated(), 3))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert pause(2) in app.shown()
        before = len(app.room.session.log("public"))
        assert not isinstance(app.room.session.step_back(1, "A slip."), Refusal)
        assert len(app.room.session.log("public")) == before
        app.show()
        await pilot.pause()
        assert pause(2) not in app.shown()
        assert "“A slip.”" in " ".join(app.shown())


async def test_a_narrower_terminal_wraps_anew_and_the_end_stays_in_sight() -> None:
    app = LogApp(remarked(seated(), 30))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(32, 12)
        await pilot.pause()
        assert app.shown()[-2:] == ["Control paused the clock:", "“Pause 29.”"]
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert app.shown() == [pause(number) for number in range(20, 30)]


async def test_what_was_scrolled_to_stays_at_the_top_when_the_width_changes() -> None:
    app = LogApp(remarked(seated(), 30))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        app.view.scroll_to(y=12, animate=False)
        await pilot.pause()
        top = app.shown()[0]
        await pilot.resize_terminal(32, 12)
        await pilot.pause()
        assert " ".join(app.shown()[:2]) == top


async def test_a_log_that_has_no_room_yet_is_written_once_it_has() -> None:
    app = LogApp(remarked(seated(), 3))
    async with app.run_test(size=(80, 12)) as pilot:
        app.view.display = False
        await pilot.pause()
        remarked(app.room, 1, first=3)
        app.show()
        app.view.display = True
        await pilot.pause()
        assert [line for line in app.view.lines if line.startswith("Control")] == [pause(number) for number in range(4)]


async def test_text_from_people_is_shown_as_it_is() -> None:
    room = seated()
    submit(room, CONTROL, Remark("paused", text="[red]Stop[/] \u202e日本"))
    app = LogApp(room)
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert app.shown()[1] == "Control paused the clock: “[red]Stop[/] \ufffd日本”"
