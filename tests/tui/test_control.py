"""The facilitator's menu: what may be set in each phase, a step back, and who sits where."""

from __future__ import annotations

from driving import SMALL, RoomApp, fits, keys, panel, playing, settled, shown
from panelapp import debating, revealed, seated, submit, to_ruling, type_in
from smalldeck import small_deck

from exercise.engine.events import ClockRemarked, InjectDelivered, ThesisVoted
from exercise.moves import CONTROL, PUBLIC, Advance, Message
from exercise.session import Session
from exercise.table import Table
from exercise.tui.choosing import ChooseDialog
from exercise.tui.controlling import back_rows, control_rows
from exercise.tui.filling import FillDialog
from exercise.tui.panels.ruling import RulingPanel
from exercise.tui.panels.waiting import WaitingPanel
from exercise.tui.room import Room


def rows(room: Room) -> list[str]:
    return [key for key, _, _ in control_rows(room, room.session.view(CONTROL))]


async def choose(pilot: object, name: str) -> None:
    """Open the menu and choose a row by its name."""
    await keys(pilot, "0", "slash", *name, "enter", "enter")  # type: ignore[arg-type]


def test_what_may_be_set_depends_on_the_phase() -> None:
    room = seated()
    assert rows(room) == ["vote", "remark", "reseat", "reseat:control"]
    submit(room, CONTROL, Advance())
    always = ["remark", "reseat", "reseat:control", "step-back"]
    assert rows(room) == ["deliver", "adjust", *always]
    assert rows(to_ruling(seated())) == ["adjust", "rule:percent", "rule:outcome", *always]


def test_where_nobody_sits_as_control_somebody_may_take_the_chair_and_no_more() -> None:
    assert rows(seated(control="table")) == ["reseat:control"]


async def test_a_level_is_set_by_typing_it_with_its_reason() -> None:
    app = RoomApp(revealed(seated()))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await choose(pilot, "set a level")
        assert isinstance(app.screen, FillDialog)
        await keys(pilot, "enter", "9", "9", "enter")
        assert [note.message for note in app._notifications] == ["Type a whole number from 2 to 98."]
        await keys(pilot, "backspace", "0", "enter", "enter")
        assert app._notifications
        assert "needs its reason" in list(app._notifications)[-1].message
        await type_in(pilot, "A [flood].")
        await keys(pilot, "enter")
        first = app.room.session.view(PUBLIC).world.ids[0]
        view = app.room.session.view(PUBLIC)
        assert round(view.levels[view.world.index[first]]) == 90
        assert isinstance(app.screen, type(playing(app)))


async def test_a_chance_is_set_for_the_next_ruling_and_thrown_against() -> None:
    app = RoomApp(to_ruling(seated()))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "c", "enter", "slash", *"35%", "enter", "enter")
        await type_in(pilot, "It looked [easy].")
        await keys(pilot, "enter")
        ruling = app.room.session.view(PUBLIC).rulings[0]
        assert ruling.method == "ruling"
        assert round(ruling.full + ruling.partial, 9) == 0.35
        assert ruling.text == "It looked [easy]."


async def test_an_outcome_is_set_before_the_ruling() -> None:
    app = RoomApp(to_ruling(seated()))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "u", "enter", "down", "down", "enter")
        await type_in(pilot, "The room agreed.")
        await keys(pilot, "enter")
        view = app.room.session.view(PUBLIC)
        assert view.outcomes == ("fail",)
        assert view.rulings[0].percentile < 0


async def test_the_room_votes_on_the_thesis_before_and_after() -> None:
    app = RoomApp(seated())
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await choose(pilot, "record a vote")
        await keys(pilot, "1", "2", "enter", "7", "enter", "x", "enter")
        assert "whole number from 0 to 10000" in list(app._notifications)[-1].message
        await keys(pilot, "backspace", "0", "enter")
        votes = [event for event in app.room.session.events if isinstance(event, ThesisVoted)]
        assert [(vote.yes, vote.no, vote.unsure) for vote in votes] == [(12, 7, 0)]


async def test_a_pause_goes_on_record_without_minutes() -> None:
    app = RoomApp(debating(seated()))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await choose(pilot, "note the clock")
        await keys(pilot, "enter", "enter", "enter")
        remarks = [event for event in app.room.session.events if isinstance(event, ClockRemarked)]
        assert [(remark.what, remark.minutes) for remark in remarks] == [("paused", 0)]


async def test_a_seat_is_left_to_the_computer_which_then_plays() -> None:
    app = RoomApp(debating(seated()))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        turn = app.room.session.view(PUBLIC).turn
        await choose(pilot, "seat somebody")
        await keys(pilot, *["down"] * list(app.room.teams).index(turn), "enter", "end", "enter", "enter")
        assert app.room.session.seats[turn] == "steady"
        assert app.room.session.view(PUBLIC).turn != turn


async def test_an_inject_is_delivered_from_the_menu() -> None:
    room = seated()
    submit(room, CONTROL, Advance())
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        before = sum(isinstance(event, InjectDelivered) for event in room.session.events)
        await choose(pilot, "deliver")
        if isinstance(app.screen, FillDialog) and app.screen.slots:
            await keys(pilot, "enter")
        await keys(pilot, "enter")
        assert sum(isinstance(event, InjectDelivered) for event in room.session.events) == before + 1


async def test_a_step_back_undoes_the_last_decisions_with_a_reason_and_names_no_secret() -> None:
    room = to_ruling(seated())
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "enter")
        assert len(room.session.view(PUBLIC).rulings) == 1
        await choose(pilot, "step back")
        assert isinstance(app.screen, ChooseDialog)
        await keys(pilot, "enter", "enter")
        assert [note.message for note in app._notifications] == ["Say it in a few words."]
        await type_in(pilot, "Thrown too early.")
        await keys(pilot, "enter")
        assert room.session.view(PUBLIC).rulings == ()
        assert isinstance(panel(app), RulingPanel)
        fits(app)


async def test_a_step_back_into_the_caucus_shows_nothing_private() -> None:
    room = revealed(seated())
    sealed = {room.cards[room.session.view(CONTROL).nodes[0].card].title}
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await choose(pilot, "step back")
        assert not any(title in shown(app) for title in sealed)
        await keys(pilot, "down", "enter")
        await type_in(pilot, "A team was not heard.")
        await keys(pilot, "enter")
        assert isinstance(panel(app), WaitingPanel)
        assert not any(title in shown(app) for title in sealed)
        assert len(room.session.view(PUBLIC).outstanding) == 1


async def test_the_menu_leads_to_everything_that_may_be_looked_at() -> None:
    app = RoomApp(debating(seated()))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await choose(pilot, "log")
        assert playing(app).has_class("log")
        await keys(pilot, "escape")
        await choose(pilot, "everything is saved")
        assert len(app.screen_stack) == 1


def test_nobody_can_count_what_is_hidden_among_the_steps_back() -> None:
    plain_room, busy = parleying_room(letters=0), parleying_room(letters=3)
    assert [row[1:] for row in back_rows(plain_room)] == [row[1:] for row in back_rows(busy)]
    assert int(back_rows(busy)[0][0]) == int(back_rows(plain_room)[0][0]) + 3


def parleying_room(*, letters: int) -> Room:
    session = Session.new(small_deck(), rules="full", rounds=2, seats={CONTROL: "person"}, seed=5)
    room = Room(Table(session, 7))
    while session.view(PUBLIC).phase != "caucus":
        submit(room, CONTROL, Advance())
    for number in range(letters):
        submit(room, "ants", Message("bees", f"Letter {number}"))
    return room
