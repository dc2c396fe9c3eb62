"""A seminar session in the app: set up, argued, estimated behind the curtain, judged, and its report."""

from __future__ import annotations

from pathlib import Path

from driving import SMALL, keys, opened, panel, phase, played_out, playing, shown
from panelapp import debating, submit
from smalldeck import small_deck

from exercise.moves import CONTROL, PUBLIC, Advance, Counter, Pass
from exercise.session import Session
from exercise.table import Table
from exercise.tui.app import ExerciseApp
from exercise.tui.curtain import CurtainScreen
from exercise.tui.panels.ballot import BallotPanel, EstimatePanel
from exercise.tui.room import Room


async def test_the_set_up_begins_a_seminar_session() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "down", "enter", "enter", "down", "enter")
        assert "90 minutes: seminar rules, 2 rounds" in shown(app)
        assert "Brief 9 minutes, 2 rounds of 29, debrief 23." in shown(app)
        await keys(pilot, "ctrl+s")
        view = playing(app).room.session.view(PUBLIC)
        assert (view.rules, view.adjudication, view.rounds) == ("seminar", "ballot", 2)


async def test_one_person_plays_a_seminar_session_to_its_report(saves: Path) -> None:
    seats = {"ants": "person", "bees": "steady", "cats": "steady", CONTROL: "table"}
    Session.new(small_deck(), saves / "garden", rules="seminar", rounds=2, seats=seats, seed=5).close()
    app = ExerciseApp(save=saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        seen = await played_out(pilot)
    assert {"debate", "ballot", "ruling", "consequences", "debrief"} <= seen


async def test_a_room_seals_its_estimates_behind_the_curtain(saves: Path) -> None:
    seats = {"ants": "person", "bees": "person", "cats": "person", CONTROL: "person"}
    session = Session.new(small_deck(), saves / "garden", rules="seminar", rounds=1, seats=seats, seed=5)
    room = debating(Room(Table(session, 7)))
    move = next(node for node in room.session.view(PUBLIC).nodes if node.kind == "move" and node.team == "cats")
    submit(room, "ants", Counter(move.number, "con"))
    while room.session.view(PUBLIC).phase != "ballot":
        turn = room.session.view(PUBLIC).turn
        submit(room, turn or CONTROL, Pass() if turn else Advance())
    session.close()
    app = ExerciseApp(save=saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        for team, percent in (("ants", "20"), ("bees", "85")):
            assert isinstance(panel(app), BallotPanel)
            assert not any(word in shown(app) for word in ("fallen", "20%", "85%"))
            await keys(pilot, "enter")
            assert isinstance(app.screen, CurtainScreen)
            await keys(pilot, "enter")
            assert isinstance(panel(app), EstimatePanel)
            assert panel(app).view.seat == team
            await keys(pilot, *percent, "enter")
        assert isinstance(panel(app), BallotPanel)
        assert "20" not in shown(app).split("ballot", 1)[1]
        await keys(pilot, "enter")
        assert phase(app) == "ruling"
        assert dict(playing(app).room.session.view(PUBLIC).estimates)[move.number] == (("ants", 20), ("bees", 85))


async def test_a_set_up_that_was_left_is_as_it_was() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "down", "enter", "enter", "down", "enter", "end")
        await keys(pilot, "shift+tab", *["tab"] * 5)
        app.screen.query_one("#title").focus()
        await keys(pilot, "end", *" II", "escape")
        await keys(pilot, "n", "down", "enter")
        assert "90 minutes: seminar rules, 2 rounds" in shown(app)
        assert " II" in shown(app)
        await keys(pilot, "ctrl+s")
        assert playing(app).room.session.view(PUBLIC).rules == "seminar"
        await keys(pilot, "q", "n", "down", "enter")
        assert "50 minutes: quick rules, 2 rounds" in shown(app)
