"""Disks that fail, saves that are damaged or in use, and what the app can't show."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path

import pytest
from driving import SMALL, RoomApp, keys, opened, panel, phase, playing, settled, shown
from panelapp import footer_keys, screen_text
from smalldeck import small_deck

from exercise.journal import JournalError
from exercise.journal.files import OsFiles
from exercise.moves import CONTROL, PUBLIC, Advance
from exercise.session import Session
from exercise.table import Table
from exercise.tui.app import ExerciseApp
from exercise.tui.home import HomeScreen
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room
from exercise.tui.setup import SetupScreen


class Refusing(OsFiles):
    """A disk that is full."""

    def append(self, handle: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


def saved(folder: Path, *, advances: int = 0, **seats: str) -> Session:
    session = Session.new(small_deck(), folder, rounds=1, seats=seats, seed=5)
    for _ in range(advances):
        session.submit(CONTROL, Advance())
    return session


def full(session: Session) -> None:
    """Let the disk under a session run full."""
    assert session._journal is not None
    session._journal._files = Refusing()


def told(app: ExerciseApp | RoomApp) -> list[str]:
    return [note.message for note in app._notifications]


async def test_a_disk_that_refuses_is_told_to_the_room_and_nothing_shown_is_lost(saves: Path) -> None:
    session = saved(saves / "garden")
    app = RoomApp(Room(Table(session, 1)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        full(session)
        await keys(pilot, "enter")
        assert phase(app) == "situation"
        assert "! the disk refused to save (No space left on device)" in shown(app)
        assert "press s to save elsewhere" in shown(app)
        await keys(pilot, "enter")
        assert phase(app) == "situation"
        assert len(told(app)) == 1
        assert "s" in footer_keys(app)
        before = session.view(PUBLIC)
        await keys(pilot, "s")
        assert session.view(PUBLIC) == before
        assert not session.problem
        assert "!" not in screen_text(app)
        await keys(pilot, "enter")
        assert phase(app) == "caucus"
        moved = session.path
    assert moved is not None
    assert moved.parent == saves
    session.close()
    assert Session.open(moved, write=False).view(PUBLIC).phase == "caucus"


async def test_a_disk_that_refuses_while_the_computer_acts_stops_it_and_not_the_app(saves: Path) -> None:
    session = saved(saves / "garden", advances=1, ants="person", bees="steady", cats="random", control="table")
    app = RoomApp(Room(Table(session, 1)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        session.submit(CONTROL, Advance())
        full(session)
        playing(app)._run_players()
        await settled(pilot)
        assert "the disk refused to save" in shown(app)
        await keys(pilot, "s", "enter", "enter", "enter")
        assert phase(app) == "reveal"


async def test_where_no_place_takes_the_save_the_room_is_told_and_can_still_read(
    saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = saved(saves / "garden")
    app = RoomApp(Room(Table(session, 1)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        full(session)
        await keys(pilot, "enter")

        def refuse(*_: object, **__: object) -> None:
            raise JournalError("the save 'x' can't be made: no space")

        monkeypatch.setattr(Session, "save_elsewhere", refuse)
        await keys(pilot, "s")
        assert told(app)[-1] == "The save 'x' can't be made: no space."
        await keys(pilot, "2")
        assert "Assumed influence map" in shown(app)
    session.close()


async def test_a_damaged_save_opens_for_reading_and_plays_on_elsewhere(saves: Path) -> None:
    session = saved(saves / "garden", advances=2)
    session.close()
    journal = saves / "garden" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b'"seat"', b'"seaT"')
    journal.write_bytes(b"".join(lines))
    app = ExerciseApp(save=saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        assert "open for reading only" in shown(app)
        stood = phase(app)
        await keys(pilot, "enter")
        assert phase(app) == stood
        await keys(pilot, "s")
        assert "open for reading only" not in shown(app)
        await keys(pilot, "enter")
        assert phase(app) != stood
        assert panel(app).hint


@pytest.mark.parametrize("damage", ["nothing", "noise", "cut"])
async def test_a_save_past_reading_is_named_in_one_sentence(saves: Path, damage: str) -> None:
    saved(saves / "garden").close()
    journal = saves / "garden" / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes({"nothing": b"", "noise": b"\xff\x1b[31m\n", "cut": whole[:40]}[damage])
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "r")
        assert "can't be read: its journal is damaged" in shown(app)
        await keys(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        (sentence,) = told(app)
        assert "'garden'" in sentence
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\x1b" not in screen_text(app)


async def test_a_save_that_is_open_elsewhere_is_named_with_who_holds_it(saves: Path) -> None:
    session = saved(saves / "garden")
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "r", "enter")
        assert isinstance(app.screen, HomeScreen)
        (sentence,) = told(app)
        assert "is open elsewhere (process " in sentence
        assert sentence.endswith("close it there first.")
        session.close()
        await keys(pilot, "r", "enter")
        assert phase(app) == "brief"


async def test_where_no_save_can_be_made_set_up_says_so_and_keeps_what_was_chosen(saves: Path) -> None:
    saves.write_text("a file where the folder should be")
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "down", "enter", "enter", "down", "enter", "ctrl+s")
        assert isinstance(app.screen, SetupScreen)
        assert "90 minutes" in shown(app)
        (sentence,) = told(app)
        assert "can't be made" in sentence


async def test_nothing_saved_is_said_in_one_sentence() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "r")
        assert isinstance(app.screen, HomeScreen)
        assert told(app) == ["There is nothing saved yet. Try it now, or set up a new exercise."]


async def test_two_that_want_the_screen_shown_at_once_leave_one_panel() -> None:
    people = {"ants": "person", "bees": "person", "cats": "person", CONTROL: "person"}
    session = Session.new(small_deck(), rounds=1, seats=people, seed=5)
    app = RoomApp(Room(Table(session, 1)))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        screen = playing(app)
        for _ in range(3):
            session.submit(CONTROL, Advance(skip=True))
            await asyncio.gather(*[screen._show() for _ in range(3)])
            assert list(screen.query(Panel)) == [panel(app)]
            assert panel(app).view.phase == session.view(PUBLIC).phase
