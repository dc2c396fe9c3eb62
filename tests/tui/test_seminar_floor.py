"""Questions, doubts about links, and what is kept from sight until the estimates are open."""

from __future__ import annotations

import pytest
from panelapp import PanelApp, debating, footer_keys, joined, press, revealed, screen_text, submit, type_in
from smalldeck import small_deck

from exercise.moves import CONTROL, Advance, Answer, CounterLink, OnBehalf, Pass, Question
from exercise.session import Session
from exercise.table import Table
from exercise.tui.filing import FilingDialog
from exercise.tui.panels.floor import FloorPanel
from exercise.tui.room import Room

WORDS = ("stands", "shaky", "fallen")


def seminar(adjudication: str = "dice") -> Room:
    session = Session.new(
        small_deck(), rounds=2, rules="seminar", adjudication=adjudication, seats={CONTROL: "person"}, seed=5
    )
    return Room(Table(session, seed=7))


def pass_on(room: Room) -> None:
    """Let everybody pass, and go on to the answers."""
    while turn := room.session.view("public").turn:
        submit(room, turn, Pass())
    submit(room, CONTROL, Advance())


async def test_a_question_is_chosen_from_those_that_the_claim_invites_and_says_whether_it_shifts_the_burden() -> None:
    room = debating(seminar())
    app = PanelApp(room, FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        assert footer_keys(app)["u"] == "Ask"
        await press(pilot, "u")
        assert isinstance(app.screen, FilingDialog)
        assert "Ask about which reason?" in joined(app)
        await press(pilot, "enter")
        target = app.screen.draft.target
        assert target is not None
        claim = room.session.view("ants").nodes[target].claim
        printed = room.claims[claim].questions
        assert all(question.ask in joined(app) for question in printed)
        assert ("Shifts the burden of proof" in joined(app)) is any(question.burden for question in printed)
        await press(pilot, "enter")
        await type_in(pilot, "Who says so?")
        await press(pilot, "enter")
    assert app.posted == [("ants", Question(target, 0, "Who says so?"))]


async def test_a_doubt_about_a_link_asks_for_the_move_the_link_and_the_claim() -> None:
    room = debating(seminar())
    doubts = next(option for option in room.session.view("ants").options if option.kind == "counter-link")
    app = PanelApp(room, FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        assert footer_keys(app)["d"] == "Doubt a link"
        await press(pilot, "d", "enter")
        assert "Which link do you doubt?" in joined(app)
        assert "affects" in joined(app)
        await press(pilot, "enter")
        assert "On which claim does it rest?" in joined(app)
        await press(pilot, "enter")
        assert "If filed now" in joined(app)
        await press(pilot, "enter")
    ((seat, move),) = app.posted
    assert seat == "ants"
    assert isinstance(move, CounterLink)
    assert (move.target, move.link) == (doubts.slots[0].domain[0], doubts.slots[1].domain[0])
    assert move.claim is not None


async def test_escape_goes_back_step_by_step_and_keeps_what_was_chosen() -> None:
    app = PanelApp(debating(seminar()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "enter", "enter", "enter")
        await type_in(pilot, "Not so.")
        steps = []
        while isinstance(app.screen, FilingDialog):
            steps.append(app.screen.step)
            await press(pilot, "escape")
        assert steps == ["words", "claim", "detail", "target"]
        await press(pilot, "d", "enter", "enter", "enter")
        assert isinstance(app.screen, FilingDialog)
        assert app.screen.draft.text == "Not so."


async def test_questions_doubts_and_answers_to_them_stand_on_the_floor_in_words() -> None:
    room = debating(seminar())
    view = room.session.view("ants")
    asks = next(option for option in view.options if option.kind == "question")
    reason = int(asks.slots[0].domain[0])
    submit(room, "ants", Question(reason, int(asks.slots[1].domain[0]), ""))
    turn = room.session.view(CONTROL).turn
    doubts = next(option for option in room.session.view(turn).options if option.kind == "counter-link")
    submit(room, turn, CounterLink(int(doubts.slots[0].domain[0]), str(doubts.slots[1].domain[0]), None, "Hardly."))
    app = PanelApp(room, FloorPanel, "public")
    async with app.run_test(size=(120, 200)):
        shown = joined(app)
        node = room.session.view("public").nodes[reason]
        assert "Question by Ants" in shown
        assert room.claims[node.claim].questions[int(asks.slots[1].domain[0])].ask in shown
        assert "Doubt by" in shown
        assert " affects " in shown
        assert "“Hardly.”" in shown


async def test_control_keys_questions_and_doubts_from_slips() -> None:
    app = PanelApp(debating(seminar()), FloorPanel, "public")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "k")
        shown = joined(app)
        assert "Ants to ask" in shown
        assert "Bees to doubt a link" in shown
        await press(pilot, "down", "enter")
        while isinstance(app.screen, FilingDialog):
            await press(pilot, "enter")
    ((seat, move),) = app.posted
    assert (seat, type(move), type(move.move)) == (CONTROL, OnBehalf, Question)


@pytest.mark.parametrize("phase", ["reveal", "debate", "answers"])
async def test_nothing_says_whether_an_argument_stands_before_the_estimates_are_open(phase: str) -> None:
    room = revealed(seminar("ballot")) if phase == "reveal" else debating(seminar("ballot"))
    if phase == "answers":
        asks = next(option for option in room.session.view("ants").options if option.kind == "question")
        submit(room, "ants", Question(int(asks.slots[0].domain[0]), int(asks.slots[1].domain[0]), ""))
        pass_on(room)
        assert room.session.view("public").phase == "answers"
    seat = room.session.view("public").turn or "public"
    app = PanelApp(room, FloorPanel, seat)
    async with app.run_test(size=(120, 200)) as pilot:
        assert not any(word in screen_text(app) for word in WORDS)
        if phase == "debate":
            await press(pilot, "c", "enter", "enter")
            assert isinstance(app.screen, FilingDialog)
            assert "How arguments stand is shown once the estimates are open." in joined(app)
            assert not any(word in screen_text(app) for word in WORDS)


def test_an_answer_may_be_given_to_a_doubt() -> None:
    room = debating(seminar())
    doubts = next(option for option in room.session.view("ants").options if option.kind == "counter-link")
    move = int(doubts.slots[0].domain[0])
    submit(room, "ants", CounterLink(move, str(doubts.slots[1].domain[0]), "con"))
    pass_on(room)
    team = room.session.view("public").turn
    doubt = room.session.view("public").nodes[-1].number
    submit(room, team, Answer(doubt, "pro"))
    assert room.session.view("public").nodes[-1].target == doubt
