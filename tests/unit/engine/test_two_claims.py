"""Reasons that rest on two claims, which the full rules allow."""

from __future__ import annotations

import pytest
from levels import behalf, burdened, caucus
from plays import Play, only

from exercise.engine.parts import Finding
from exercise.moves import CONTROL, Attack, Code, Counter, OnBehalf, Pass, Question, Reason, Rule, Seal, Second
from exercise.report.audit import audit
from exercise.report.sentences import event_sentence
from exercise.report.wording import claim_words, listed


def moved(*reasons: Reason, rules: str = "full") -> Play:
    """Return a debate on Ants' `up` with these reasons."""
    play = caucus(rules, burdened())
    play.submit("ants", Seal("ants-up", reasons))
    play.to("debate")
    return play


BOTH = Reason("ground", also="pro")


def test_a_reason_is_carried_by_both_of_its_claims() -> None:
    play = moved(BOTH)
    node = play.state.floor.nodes[1]
    assert (node.claim, node.cited, node.also, node.also_cited) == ("ground", 0.6, "pro", 0.6)
    # E = 1.2, h = 1.44/2.44 = .590164, .5 + .5h
    assert play.strength(1) == pytest.approx(0.795082, abs=1e-6)
    # The move: E = .795082, h = .632155/1.632155 = .387313
    assert play.strength(0) == pytest.approx(0.693657, abs=1e-6)


def test_a_counter_must_outweigh_both() -> None:
    play = moved(BOTH)
    behalf(play, "bees", Counter(1, "con"))
    # E = 1.2 - .632353 = .567647, h = .322223/1.322223 = .243698
    assert play.strength(1) == pytest.approx(0.621849, abs=1e-6)


def test_it_is_one_reason_all_the_same() -> None:
    play = moved(BOTH)
    play.to("ruling")
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert (ruling.pros, ruling.outcome) == ((1,), "partial")


@pytest.mark.parametrize(("counters", "held"), [(1, True), (2, False)])
def test_both_claims_are_tested_and_fare_alike(counters: int, held: bool) -> None:
    play = moved(BOTH)
    for team in ("bees", "cats")[:counters]:
        behalf(play, team, Counter(1, "con"))  # two of them: E = 1.2 - 1.264706 < 0
    play.to("consequences")
    assert play.state.standing.findings == (Finding("ground", 1, held, 1), Finding("pro", 1, held, 1))


def test_an_attack_on_either_claim_reaches_the_reason() -> None:
    for claim, cited in (("ground", (0.545471, 0.6)), ("pro", (0.6, 0.545471))):
        play = moved(BOTH)
        event = only(play.submit("ants", Attack(claim, "con")), "claim-attacked")
        node = play.state.floor.nodes[1]
        assert (node.cited, node.also_cited) == pytest.approx(cited, abs=1e-6)
        assert event.cited == ((1, node.cited, node.also_cited),)
        # E = 1.145471, h = 1.312104/2.312104 = .567493, .5 + .5h
        assert play.strength(1) == pytest.approx(0.783747, abs=1e-6)


def test_a_claim_is_cited_once_for_a_move_as_first_or_as_second() -> None:
    play = caucus("full")
    for reasons in (
        (Reason("ground", also="ground"),),
        (Reason("ground", also="pro"), Reason("pro")),
        (Reason("ground", also="second"), Reason("pro", also="second")),
    ):
        assert play.refused("ants", Seal("ants-up", reasons)).codes == {Code.CLAIM_TWICE}
    assert play.refused("ants", Seal("ants-up", (Reason("ground", also="con"),))).codes == {Code.CLAIM}
    play.submit("ants", Seal("ants-up", (Reason("ground", also="pro"), Reason("second", also="weak"))))


def test_neither_claim_may_be_lent_again() -> None:
    play = moved(BOTH)
    for claim in ("ground", "pro"):
        refusal = play.refused(CONTROL, OnBehalf("bees", Second(0, claim)))
        assert (refusal.codes, refusal.faults[0].legal) == ({Code.CLAIM}, ("second", "weak"))


def test_a_second_rests_on_two_claims_as_well() -> None:
    play = moved(Reason("ground"))
    behalf(play, "bees", Second(0, "pro", also="weak"))
    node = play.state.floor.nodes[2]
    assert (node.claims, node.cited, node.also_cited) == (("pro", "weak"), 0.6, 0.3)
    # E = .9, h = .81/1.81 = .447514, .5 + .5h
    assert play.strength(2) == pytest.approx(0.723757, abs=1e-6)
    for lent, codes in (
        (Second(0, "second", also="second"), {Code.CLAIM_TWICE}),
        (Second(0, "second", also="pro"), {Code.CLAIM}),
        (Second(0, "second", also="con"), {Code.CLAIM}),
    ):
        assert play.refused(CONTROL, OnBehalf("cats", lent)).codes == codes


@pytest.mark.parametrize("rules", ["quick", "seminar"])
def test_other_rules_let_a_second_rest_on_one_claim(rules: str) -> None:
    play = moved(Reason("ground"), rules=rules)
    assert play.refused(CONTROL, OnBehalf("bees", Second(0, "pro", also="weak"))).codes == {Code.RULES_LEVEL}


def test_the_report_counts_and_names_both_claims() -> None:
    play = moved(BOTH)
    behalf(play, "bees", Counter(1, "con"))
    behalf(play, "cats", Second(0, "second", also="weak"))
    play.to("closed")
    used = {claim.claim: (claim.used, claim.contested) for claim in audit(play.deck, play.events).claims}
    assert (used["ground"], used["pro"]) == ((1, 1), (1, 1))
    assert (used["second"], used["weak"]) == ((1, 0), (1, 0))
    seconded = next(entry.event for entry in play.log("ants") if entry.event.kind == "move-seconded")
    both = listed([claim_words(play.deck, claim) for claim in ("second", "weak")])
    assert both in event_sentence(play.deck, seconded)


def test_questions_are_those_of_both_claims() -> None:
    play = moved(Reason("ground", also="pro"))
    play.submit("ants", Pass())
    option = next(option for option in play.view("bees").options if option.kind == "question")
    assert option.slots[1].domain == (0, 1, 2)  # ground invites one, pro two
    behalf(play, "bees", Question(1, 1))
    put = play.state.floor.nodes[-1]
    assert (put.claim, put.question, put.base) == ("pro", 0, 0.6)  # it shifts the burden of proof
    # E = 1.2 - .6 = .6
    assert play.strength(1) == pytest.approx(0.632353, abs=1e-6)
    assert play.refused(CONTROL, OnBehalf("cats", Question(1, 1))).codes == {Code.QUESTION}
    assert play.refused(CONTROL, OnBehalf("cats", Question(1, 3))).codes == {Code.QUESTION}
    behalf(play, "cats", Question(1, 2))
    put = play.state.floor.nodes[-1]
    assert (put.claim, put.question, put.base) == ("pro", 1, 0.2)


@pytest.mark.parametrize("rules", ["quick", "seminar"])
def test_other_rules_let_a_reason_rest_on_one_claim(rules: str) -> None:
    play = caucus(rules)
    assert play.refused("ants", Seal("ants-up", (BOTH,))).codes == {Code.RULES_LEVEL}
