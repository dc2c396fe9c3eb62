"""Critical questions: on what they may be put, and what they do.

In the deck of these tests the first of pro's questions shifts the burden of proof, the second does not; every other
claim has one question, which does not.
"""

from __future__ import annotations

import pytest
from levels import REASON, behalf, burdened, debate
from plays import Play, of_kind, only

from exercise.engine.parts import Finding
from exercise.moves import (
    CONTROL,
    TEXT_LIMIT,
    Answer,
    Code,
    Counter,
    OnBehalf,
    Pass,
    Question,
    Rule,
    Second,
    Slot,
    Template,
)


def asking(*claims: str, rules: str = "seminar") -> Play:
    """Return a debate on Ants' move, whose reasons (1 and on) rest on these claims."""
    return debate(rules, {"ants": ("ants-up", *claims)}, burdened())


def test_a_question_that_shifts_the_burden_has_a_base_of_6_and_unseats_a_reason_on_a_claim_of_6() -> None:
    play = asking("pro")
    assert play.strength(1) == pytest.approx(REASON, abs=1e-12)
    event = only(play.submit("bees", Question(1, 0)), "question-put")
    node = event.node
    assert (node.kind, node.target, node.move, node.claim, node.question) == ("question", 1, 0, "pro", 0)
    assert (node.base, node.cited) == (0.6, 0.0)  # it reads no claim
    assert play.strength(2) == 0.6
    # The reason: E = .6 - .6 = 0. It does not hold, so the move has nothing for it.
    assert play.strength(1) == 0.5
    assert play.strength(0) == 0.5
    assert {number for number, _ in event.strengths} == {0, 1, 2}


def test_any_other_question_has_a_base_of_2() -> None:
    play = asking("pro")
    play.submit("bees", Question(1, 1))
    assert (play.state.floor.nodes[2].base, play.strength(2)) == (0.2, 0.2)
    # E = .6 - .2 = .4, h = .16/1.16 = .137931; it holds.
    assert play.strength(1) == pytest.approx(0.568966, abs=1e-6)
    # The move: E = .568966, h = .323722/1.323722 = .244554
    assert play.strength(0) == pytest.approx(0.622277, abs=1e-6)


def test_both_questions_together_are_heavier_than_the_claim() -> None:
    play = asking("pro")
    play.submit("bees", Question(1, 0))
    play.submit("cats", Question(1, 1))
    # E = .6 - .8 = -.2, h = .04/1.04 = .0384615, .5 - .5h
    assert play.strength(1) == pytest.approx(0.480769, abs=1e-6)


def test_an_answer_takes_a_question_back_and_restores_the_reason() -> None:
    play = asking("pro")
    play.submit("bees", Question(1, 0))
    play.to("answers")
    assert play.view("ants").options[0].slots[0] == Slot("target", (2,))
    play.submit("ants", Answer(2, "ground"))
    # The question: E = -.632353, h = .285648, .6 - .6h = .428611.
    assert play.strength(2) == pytest.approx(0.428611, abs=1e-6)
    # The reason: E = .6 - .428611 + .632353 = .803742, h = .646001/1.646001 = .392467, .5 + .5h.
    assert play.strength(1) == pytest.approx(0.696233, abs=1e-6)
    play.to("consequences")
    assert play.state.standing.findings == (Finding("pro", 1, supports=True, node=1),)


# What follows from it


@pytest.mark.parametrize(("question", "method"), [(0, "weighed"), (1, "unrolled")])
def test_a_question_has_the_move_rolled_where_it_shifts_the_burden(question: int, method: str) -> None:
    play = asking("pro", "ground")
    play.submit("bees", Question(1, question))
    play.to("ruling")
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert ruling.method == method
    assert ruling.cons == ()  # it is put to a reason, not to the move
    assert ruling.pros == ((2,) if question == 0 else (1, 2))


def test_a_question_that_shifts_the_burden_opens_a_ballot_on_the_move() -> None:
    play = asking("pro")
    play.submit("bees", Question(1, 0))
    play.to("ballot")
    assert play.view("cats").options[0].slots[0].domain == (0,)


def test_a_question_that_shifts_the_burden_tests_the_claim_and_another_does_not() -> None:
    play = asking("pro")
    play.submit("bees", Question(1, 0))
    play.to("consequences")
    event = only(play.events, "findings-recorded")
    assert event.findings == (Finding("pro", 1, supports=False, node=1),)
    # E = -.8, h = .64/1.64, .6 - .6h
    assert dict(event.claims)["pro"] == pytest.approx(0.365854, abs=1e-6)
    play = asking("pro")
    play.submit("bees", Question(1, 1))
    play.to("consequences")
    assert not of_kind(play.events, "findings-recorded")


def test_an_unopposed_move_loses_its_full_success_to_a_question_that_unseats_a_reason() -> None:
    # Weak questions on two reasons of .449541 and .6: E = .249541 leaves .529 of the one, which does not hold.
    play = asking("second", "ground")
    play.submit("bees", Question(1, 0))
    play.to("ruling")
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert (ruling.method, ruling.pros, ruling.outcome) == ("unrolled", (2,), "partial")


# What may be asked


def test_the_options_hold_each_reasons_questions_that_nobody_has_put() -> None:
    play = asking("pro", "ground")

    def open_questions(team: str) -> list[Template]:
        return [option for option in play.view(team).options if option.kind == "question"]

    assert open_questions("bees") == [
        Template("question", (Slot("target", (1,)), Slot("question", (0, 1))), text=True),
        Template("question", (Slot("target", (2,)), Slot("question", (0,))), text=True),
    ]
    play.submit("bees", Question(2, 0, "Is it?"))
    assert open_questions("cats") == [Template("question", (Slot("target", (1,)), Slot("question", (0, 1))), text=True)]
    play.submit("cats", Question(1, 0))
    assert open_questions("bees") == [Template("question", (Slot("target", (1,)), Slot("question", (1,))), text=True)]


def test_a_question_is_put_once_to_a_reason() -> None:
    play = asking("pro")
    play.submit("bees", Question(1, 0))
    refusal = play.refused("cats", Question(1, 0))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.QUESTION}, ("1",))


def test_the_same_question_may_be_put_to_two_reasons_on_a_claim() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro"), "bees": ("bees-up", "pro")}, burdened())
    behalf(play, "cats", Question(1, 0))
    behalf(play, "cats", Question(3, 0))
    assert [play.strength(number) for number in (1, 3)] == [0.5, 0.5]


@pytest.mark.parametrize("question", [2, -1, 99])
def test_a_question_must_be_one_of_the_claims(question: int) -> None:
    refusal = asking("pro").refused("bees", Question(1, question))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.QUESTION}, ("0", "1"))


@pytest.mark.parametrize("target", [0, 2, 99, -1])
def test_a_question_is_put_to_a_reason_alone(target: int) -> None:
    play = asking("pro")
    play.counter("bees", 1, "con")  # number 2
    assert play.refused("cats", Question(target, 0)).codes == {Code.TARGET}


def test_a_second_may_be_asked_about_and_a_question_not_countered() -> None:
    play = asking("ground")
    play.submit("bees", Second(0, "pro"))
    play.submit("cats", Question(2, 0))
    assert play.strength(2) == 0.5
    assert play.refused("bees", Counter(3, "con")).codes == {Code.TARGET}


def test_a_question_counts_as_a_filing() -> None:
    play = asking("pro", "ground", "second")
    play.submit("bees", Question(1, 0))
    assert [team.filings_left for team in play.view("public").teams] == [3, 2, 3]
    play.submit("cats", Question(2, 0))
    play.submit("bees", Question(3, 0))
    assert play.turn == ""  # three filings are on the move
    assert play.refused(CONTROL, OnBehalf("cats", Question(1, 1))).codes == {Code.MOVE_FULL}


def test_a_question_is_put_in_turn_in_the_debate_and_not_about_ones_own_move() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro"), "bees": ("bees-up", "pro")}, burdened())
    assert play.refused("bees", Question(1, 0)).codes == {Code.NOT_YOUR_TURN}
    assert play.refused("ants", Question(1, 0)).codes == {Code.TARGET}
    assert play.refused("ants", Question(3, 0, "x" * (TEXT_LIMIT + 1))).codes == {Code.TEXT}
    play.submit("ants", Pass())
    play.to("ruling")
    assert Code.WRONG_PHASE in play.refused("bees", Question(1, 0)).codes


def test_quick_rules_have_no_questions() -> None:
    play = asking("pro", rules="quick")
    refusal = play.refused("bees", Question(1, 0))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.RULES_LEVEL}, ("counter",))
    assert "question" not in [option.kind for option in play.view("bees").options]
