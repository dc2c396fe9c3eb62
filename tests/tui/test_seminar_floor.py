"""Questions, doubts about links, attacks on claims, and what is kept from sight until the estimates are open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from panelapp import PanelApp, debating, footer_keys, joined, press, revealed, screen_text, submit, type_in
from smalldeck import small_deck
from textual.app import App
from textual.widgets import Input, OptionList

from exercise.engine.parts import Fact
from exercise.moves import CONTROL, Advance, Answer, Attack, CounterLink, Move, OnBehalf, Pass, Question
from exercise.report.wording import strength_word
from exercise.session import Session
from exercise.table import Table
from exercise.tui.arguments import MARKS
from exercise.tui.filing import FilingDialog
from exercise.tui.panels.floor import FloorPanel
from exercise.tui.room import Room
from exercise.tui.slips import slips, slips_out_of_turn
from exercise.views import SeatView

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
        assert footer_keys(app)["d"] == "Doubt"
        await press(pilot, "d", "enter")
        assert "Which link do you doubt?" in joined(app)
        assert "Water → Trees: raises it" in joined(app)
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
        assert " → " in shown
        assert "“Hardly.”" in shown


async def test_control_keys_questions_and_doubts_from_slips() -> None:
    app = PanelApp(debating(seminar()), FloorPanel, "public")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
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


class AttackApp(App[None]):
    """Shows the dialog for attacks on claims under the full rules, and keeps what is filed."""

    def __init__(self, adjudication: str = "dice", seat: str = "ants", facts: tuple[Fact, ...] = ()) -> None:
        super().__init__()
        session = Session.new(
            small_deck(), rounds=2, rules="full", adjudication=adjudication, seats={CONTROL: "person"}, seed=5
        )
        self.room = debating(Room(Table(session, seed=7)))
        self.view: SeatView = replace(session.view(seat), facts=facts)
        offered = slips(seat, seat, self.view.options) if seat != CONTROL else slips_out_of_turn(self.view)
        self.slip = next(slip for slip in offered if slip.kind == "attack")
        self.filed: list[tuple[str, Move] | None] = []

    def on_mount(self) -> None:
        self.push_screen(FilingDialog(self.room, self.view, [self.slip]), self.filed.append)

    @property
    def dialog(self) -> FilingDialog:
        assert isinstance(self.screen, FilingDialog)
        return self.screen

    @property
    def offered(self) -> list[str | None]:
        """The ids of the claims that can be chosen."""
        return [option.id for option in self.dialog.query_one("#claims", OptionList).options]


async def test_an_attack_asks_for_the_claim_that_is_attacked_then_for_the_one_that_is_cited() -> None:
    app = AttackApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.slip.targets == ("ground", "pro", "second", "con", "weak")
        assert "Ants to attack a claim Argue against which claim itself?" in joined(app)
        assert app.offered == ["ground", "pro", "second", "con", "weak"]
        await type_in(pilot, "second")
        assert app.offered == ["second"]
        await press(pilot, "enter")
        assert "On which claim does it rest?" in joined(app)
        assert "Against the claim: It is said of second. ¶1" in joined(app)
        assert app.dialog.query_one(Input).value == ""
        # By the deck, "weak" attacks "second": it is offered before the rest.
        assert app.offered == ["weak", "·own-words", "ground", "pro", "second", "con"]
        await type_in(pilot, "con against")
        await press(pilot, "enter")
        assert "Rests on: It is said of con. ¶1" in joined(app)
        await type_in(pilot, "Nobody has counted.")
        await press(pilot, "enter")
    assert app.filed == [("ants", Attack("second", "con", "Nobody has counted."))]


async def test_going_back_from_an_attack_keeps_both_searches_and_both_claims() -> None:
    app = AttackApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "said")
        await press(pilot, "down", "down", "enter")
        await type_in(pilot, "ground")
        await press(pilot, "enter")
        await type_in(pilot, "No.")
        steps = []
        for _ in range(2):
            steps.append(app.dialog.step)
            await press(pilot, "escape")
        assert (*steps, app.dialog.step) == ("words", "claim", "target")
        assert app.dialog.query_one(Input).value == "said"
        option = app.dialog.query_one("#claims", OptionList).highlighted_option
        assert option is not None
        assert option.id == "second"
        await press(pilot, "enter")
        assert app.dialog.query_one(Input).value == "ground"
        await press(pilot, "enter", "enter")
    assert app.filed == [("ants", Attack("second", "ground", "No."))]


async def test_a_search_among_claims_to_attack_that_finds_nothing_chooses_nothing() -> None:
    app = AttackApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "nowhere")
        assert "No claim holds all these words." in joined(app)
        await press(pilot, "enter")
        assert app.dialog.step == "target"
        await press(pilot, "escape")
    assert app.filed == [None]


async def test_the_preview_of_an_attack_says_what_becomes_of_the_claim_and_the_thesis() -> None:
    app = AttackApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "pro")
        await press(pilot, "enter")
        await type_in(pilot, "con against")
        await press(pilot, "enter")
        before = app.view.claims[app.view.claim_ids.index("pro")]
        submit(app.room, "ants", Attack("pro", "con"))
        after = app.room.session.view("ants")
        now = after.claims[after.claim_ids.index("pro")]
        assert now < before
        shown = joined(app)
        word = strength_word(now)
        was = ", as before" if strength_word(before) == word else f", until now {MARKS[strength_word(before)]}"
        assert f"the claim: {MARKS[word]} {word}{was}" in shown
        assert f"the thesis: {MARKS[strength_word(after.thesis)]}" in shown
        assert "this attack: " in shown


async def test_before_the_estimates_are_open_the_preview_shows_claims_alone() -> None:
    app = AttackApp("ballot")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "enter")
        await type_in(pilot, "No.")
        assert app.view.sealed_judging
        shown = joined(app)
        assert "the claim: " in shown
        assert "this attack" not in shown
        assert "reason" not in shown


async def test_control_keys_an_attack_for_a_team() -> None:
    app = AttackApp(seat=CONTROL)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "down", "enter")
        await type_in(pilot, "No.")
        await press(pilot, "enter")
    ((seat, move),) = [one for one in app.filed if one is not None]
    assert (seat, type(move)) == (CONTROL, OnBehalf)
    assert isinstance(move, OnBehalf)
    assert isinstance(move.move, Attack)
    assert (move.team, move.move.target) == (app.slip.team, "ground")


async def test_what_the_room_has_established_is_cited_in_words_and_not_by_its_id() -> None:
    fact = Fact("fact:1:ants-a", 1, "ants", "ants-a", "", 0.65)
    app = AttackApp(facts=(fact,))
    slot = replace(app.slip.templates[0].slots[1], domain=("ground", fact.id))
    template = replace(app.slip.templates[0], slots=(app.slip.templates[0].slots[0], slot))
    app.slip = replace(app.slip, templates=(template,))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await type_in(pilot, "established")
        assert app.offered == [fact.id, "·own-words"]
        assert "“Does ants-a.” (a fact of round 1)" in joined(app)
        assert "✓ stands · established in this exercise" in joined(app)
        await press(pilot, "enter")
        assert "Rests on: “Does ants-a.” (a fact of round 1)" in joined(app)
        assert fact.id not in joined(app)
