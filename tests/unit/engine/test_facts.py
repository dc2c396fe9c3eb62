"""Facts: what a full success establishes, and what rests on it from the next round on."""

from __future__ import annotations

from typing import Any

import pytest
from levels import REASON, behalf, debate, next_debate
from plays import Play, of_kind, only

from exercise.engine.parts import Fact, Finding
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Act,
    Answer,
    Attack,
    Code,
    Counter,
    CounterLink,
    OnBehalf,
    Override,
    Question,
    Reason,
    Rule,
    Seal,
    Second,
)

UP = "fact:1:ants-up"
SUCCESS = {"ants": ("ants-up", "ground", "pro")}
"""Nobody counters it, and both reasons hold: a full success."""


def established() -> Play:
    """Return a play in the second caucus, with the fact that Ants' `up` succeeded."""
    play = debate("full", SUCCESS)
    play.to("caucus", round=2)
    return play


def test_a_full_success_becomes_a_fact_of_strength_6() -> None:
    play = debate("full", SUCCESS)
    play.to("consequences")
    fact = Fact(UP, 1, "ants", "ants-up", "", 0.6)
    assert only(play.events, "facts-established").facts == (fact,)
    assert play.state.standing.facts == (fact,)
    assert play.view(PUBLIC).facts == (fact,)
    assert play.state.strength(UP) == 0.6


def test_every_full_success_of_a_round_is_a_fact_in_the_order_of_the_rulings() -> None:
    play = debate("full", {**SUCCESS, "bees": ("bees-up", "ground"), "cats": ("cats-up", "ground", "pro")})
    play.to("ruling")
    for move in (5, 3, 0):
        play.submit(CONTROL, Rule(move))
    play.advance()
    assert [fact.id for fact in play.state.standing.facts] == ["fact:1:cats-up", UP]  # Bees' succeeded in part


@pytest.mark.parametrize(("outcome", "facts"), [("full", 1), ("partial", 0), ("fail", 0)])
def test_the_outcome_that_stands_counts(outcome: Any, facts: int) -> None:
    play = debate("full", {"ants": ("ants-up", "ground")})
    play.to("ruling")
    play.submit(CONTROL, Rule(0))
    play.submit(CONTROL, Override(0, outcome, "The room agreed."))
    play.advance()
    assert len(play.state.standing.facts) == facts


@pytest.mark.parametrize("rules", ["quick", "seminar"])
def test_only_the_full_rules_establish_facts(rules: str) -> None:
    play = debate(rules, SUCCESS)
    play.to("caucus", round=2)
    assert not of_kind(play.events, "facts-established")
    assert play.refused("bees", Seal("bees-up", (Reason(UP),))).codes == {Code.CLAIM}


def test_a_fact_is_no_claim_before_its_round_is_over() -> None:
    play = debate("full", SUCCESS)
    assert play.refused(CONTROL, OnBehalf("bees", Counter(0, UP))).codes == {Code.CLAIM}


# What rests on it


def test_any_team_may_rest_a_reason_on_a_fact_from_the_next_round_on() -> None:
    play = established()
    seals = [option for option in play.view("cats").options if option.kind == "seal"]
    assert all(option.slots[1].domain[-1] == UP for option in seals)
    play.submit("cats", Seal("cats-bell", (Reason(UP), Reason("ground", also="pro"))))
    play.to("debate")
    node = play.state.floor.nodes[1]
    assert (node.claim, node.cited) == (UP, 0.6)
    assert play.strength(1) == pytest.approx(REASON, abs=1e-12)


def test_a_fact_may_be_cited_in_a_counter_a_second_and_an_answer() -> None:
    play = established()
    play.seal("bees", "bees-up", "ground")
    play.to("debate")
    for team, move in (
        ("cats", Counter(0, UP)),
        ("ants", Second(0, UP)),
        ("cats", CounterLink(0, "water>trees", UP)),
        ("cats", Attack("con", UP)),
    ):
        behalf(play, team, move)
    assert [play.strength(number) for number in (2, 3, 4)] == pytest.approx([REASON] * 3, abs=1e-12)
    assert play.state.standing.claim_arguments[0].strength == pytest.approx(REASON, abs=1e-12)
    assert play.refused(CONTROL, OnBehalf("cats", Second(0, UP))).codes >= {Code.CLAIM}
    play.to("answers")
    behalf(play, "bees", Answer(2, UP))
    assert play.strength(2) == pytest.approx(0.499477, abs=1e-6)


def test_a_fact_invites_no_question_and_is_not_attacked_directly() -> None:
    play = established()
    play.seal("bees", "bees-up", UP)
    play.to("debate")
    assert "question" not in [option.kind for option in play.view(play.turn).options]
    assert play.refused(CONTROL, OnBehalf("cats", Question(1, 0))).codes == {Code.QUESTION}
    assert play.refused(CONTROL, OnBehalf("cats", Attack(UP, "con"))).codes == {Code.CLAIM}


# What befalls it


@pytest.mark.parametrize(
    ("claim", "held", "strength"),
    [
        # A counter that cites con unseats the reason: E = -.8, h = .64/1.64 = .390244, .6 - .6h.
        ("con", False, 0.365854),
        # Own words don't: .6 + .4h.
        (None, True, 0.756098),
    ],
)
def test_a_fact_that_was_tested_has_a_finding_as_a_claim_has(claim: str | None, held: bool, strength: float) -> None:
    play = established()
    play.seal("bees", "bees-up", UP)
    play.to("debate")
    behalf(play, "cats", Counter(1, claim, "" if claim else "No."))
    play.to("consequences")
    event = only(play.events, "findings-recorded")
    assert event.findings == (Finding(UP, 2, held, 1),)
    assert (event.claims, event.links) == ((), ())
    assert event.facts == ((UP, pytest.approx(strength, abs=1e-6)),)
    assert play.state.standing.facts[0].strength == event.facts[0][1]
    # The next reason on it reads that.
    next_debate(play, {"cats": ("cats-up", UP)})
    assert play.state.floor.nodes[1].cited == event.facts[0][1]


def test_findings_about_a_fact_add_up() -> None:
    play = established()
    for now in (2, 3):
        play.to("caucus", round=now)
        play.seal("bees", "bees-up" if now == 2 else "bees-down", UP)
        play.to("debate")
        behalf(play, "cats", Counter(1, "con"))
    play.to("consequences")
    # E = -1.6, h = 2.56/3.56 = .719101, .6 - .6h
    assert play.state.strength(UP) == pytest.approx(0.168539, abs=1e-6)


def test_an_action_of_ones_own_becomes_a_fact_that_says_what_it_was() -> None:
    play = established()
    play.submit("ants", Act(("water raises small",), (Reason("ground"), Reason("pro")), "We dig a well."))
    play.to("consequences")
    assert play.state.standing.facts[1:] == (Fact("fact:2:own:2:ants", 2, "ants", "own:2:ants", "We dig a well.", 0.6),)
