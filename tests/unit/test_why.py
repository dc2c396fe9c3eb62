"""The chain from an indicator's level to paragraphs, worked by hand on the small deck.

Its map: water -> trees .4, trees -> birds .6, noise -> birds -.2, birds -> noise .2 delayed by a round; damping .7.
Water, trees and noise start at 50 (z 0), birds at 20 (z = ln(20/80) = -1.386294). All claims of these tests are .6, but
second, which is .449541; a reason on .6 has .632353.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from plays import Play, four_cards, in_caucus, in_debate, open_hands, teams_of
from smalldeck import small_deck

from exercise.engine.parts import Origin
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Act,
    Adjust,
    Advance,
    Answer,
    Attack,
    CounterLink,
    Deliver,
    OnBehalf,
    Override,
    Question,
    Reason,
    Seal,
    Second,
)
from exercise.session import Session
from exercise.why import Step, Why, why_indicator

BIRDS = math.log(20 / 80)
SEATS = ("ants", "bees", "cats", CONTROL, PUBLIC)
ANTS = Origin("move", 1, "ants", "ants-up")


def shown(z: float) -> float:
    return 100.0 / (1.0 + math.exp(-z))


def why(play: Play, indicator: str, seat: str = PUBLIC) -> Why:
    return why_indicator(
        play.deck, play.game, play.state.standing.claims, play.log(seat), indicator, play.level(indicator)
    )


def tree(chain: Why, number: int = 0) -> list[Any]:
    """Return the chain below a step, each step as [kind, subject, round, amount rounded, what it rests on ...]."""
    step = chain.steps[number]
    below = [tree(chain, under.number) for under in chain.under(number)]
    return [step.kind, step.subject, step.round, round(step.amount, 4), *below]


def of_kind(chain: Why, kind: str) -> list[Step]:
    return [step for step in chain.steps if step.kind == kind]


def claim(name: str, strength: float = 0.6) -> list[Any]:
    return ["claim", name, 0, strength, ["paragraph", "1", 0, 0.0]]


def reason(name: str, number: int = 1, strength: float = 0.6324, now: float = 0.6) -> list[Any]:
    return ["reason", name, number, strength, claim(name, now)]


def played(*moves: tuple[str, str], deck: Any = None) -> Play:
    """Return a play whose first consequences have run; each move rested on ground and pro, and nobody countered."""
    play = in_caucus(deck, rounds=4)
    for team, card in moves:
        play.seal(team, card, "ground", "pro")
    play.to("consequences")
    return play


def test_before_anything_happened_a_level_rests_on_what_grounds_its_start() -> None:
    play = in_caucus()
    assert tree(why(play, "birds")) == ["indicator", "birds", 0, 20.0, ["start", "birds", 0, 20.0, claim("ground")]]


def test_a_level_rests_on_its_start_and_on_every_change_down_to_the_paragraphs() -> None:
    # A shock of .5: 100 / (1 + e^-.5) = 62.2459, all of it the card's.
    assert tree(why(played(("ants", "ants-up")), "water")) == [
        "indicator", "water", 0, 62.2459,
        ["start", "water", 0, 50.0, claim("ground")],
        ["change", "water", 1, 12.2459,
            ["share", "ants-up", 1, 12.2459,
                ["ruling", "ants-up", 1, 0.0, reason("ground"), reason("pro")]]],
    ]  # fmt: skip


def test_what_came_over_links_rests_on_each_of_them() -> None:
    # Birds: .7 · .4 · .5 = .14 on trees, then .7 · .6 · .14 = .0588: from 20 to 20.9574.
    assert tree(why(played(("ants", "ants-up")), "birds")) == [
        "indicator", "birds", 0, 20.9574,
        ["start", "birds", 0, 20.0, claim("ground")],
        ["change", "birds", 1, 0.9574,
            ["share", "ants-up", 1, 0.9574,
                ["ruling", "ants-up", 1, 0.0, reason("ground"), reason("pro")],
                ["link", "water>trees", 1, 0.4, claim("ground")],
                ["link", "trees>birds", 1, 0.6, claim("pro"), claim("second", 0.4495)]]],
    ]  # fmt: skip


def test_steps_are_numbered_in_order_and_each_but_the_first_hangs_under_one_before_it() -> None:
    chain = why(played(("ants", "ants-up"), ("bees", "bees-grow")), "birds")
    assert [step.number for step in chain.steps] == list(range(len(chain.steps)))
    assert [below for _, below in chain.edges] == list(range(1, len(chain.steps)))
    assert all(above < below for above, below in chain.edges)
    assert {step.kind for step in chain.steps if not chain.under(step.number)} == {"paragraph"}


def test_a_change_is_shared_among_its_causes_the_largest_first() -> None:
    chain = why(played(("ants", "ants-up"), ("bees", "bees-grow")), "trees")
    # .14 from water and .5 straight: trees at z .64, level 65.4753; 15.4753 points for .64 is 24.1801 a unit.
    change = of_kind(chain, "change")[0]
    assert change.amount == pytest.approx(shown(0.64) - 50.0)
    shares = chain.under(change.number)
    assert [(step.subject, step.round) for step in shares] == [("bees-grow", 1), ("ants-up", 1)]
    assert [step.amount for step in shares] == pytest.approx([12.0901, 3.3852], abs=1e-4)
    assert [step.origin for step in shares] == [Origin("move", 1, "bees", "bees-grow"), ANTS]
    assert math.fsum(step.amount for step in shares) == pytest.approx(change.amount, abs=1e-9)


def test_causes_that_cancel_each_other_still_show_and_sum_to_nothing() -> None:
    chain = why(played(("ants", "ants-up"), ("cats", "cats-down")), "water")
    change = of_kind(chain, "change")[0]
    assert change.amount == 0.0
    # Where the pushes sum to nothing the slope stands in: 50 · 50 / 100 = 25 points a unit.
    assert [step.amount for step in chain.under(change.number)] == pytest.approx([12.5, -12.5])


@pytest.mark.parametrize("indicator", ["water", "trees", "noise", "birds"])
def test_shares_sum_to_their_change_and_changes_to_the_level(indicator: str) -> None:
    play = Play(small_deck(), rounds=4, seed=5)
    while play.phase != "closed":
        if play.phase == "caucus":
            for team in ("ants", "bees", "cats"):
                play.seal(team, str(play.view(team).options[0].slots[0].domain[0]), "ground", "pro")
        if play.phase == "ruling":
            play.rule_all()
        play.advance(skip=True)
    chain = why(play, indicator)
    changes = of_kind(chain, "change")
    assert changes
    for change in changes:
        shares = chain.under(change.number)
        assert math.fsum(step.amount for step in shares) == pytest.approx(change.amount, abs=1e-9)
    start = of_kind(chain, "start")[0].amount
    total = start + math.fsum(change.amount for change in changes)
    assert total == pytest.approx(chain.steps[0].amount, abs=1e-9)
    assert chain.steps[0].amount == play.level(indicator)


def test_an_inject_rests_on_its_own_claims_and_the_links_that_it_crossed() -> None:
    play = in_caucus(small_deck())
    play.submit(CONTROL, Deliver("storm"))
    # Trees -.9, so birds .7 · .6 · -.9 = -.378.
    change = of_kind(why(play, "birds"), "change")[0]
    assert tree(why(play, "birds"), change.number) == [
        "change", "birds", 1, round(shown(BIRDS - 0.378) - 20.0, 4),
        ["share", "storm", 1, round(shown(BIRDS - 0.378) - 20.0, 4),
            ["inject", "storm", 1, 0.0, claim("ground")],
            ["link", "trees>birds", 1, 0.6, claim("pro"), claim("second", 0.4495)]],
    ]  # fmt: skip


def test_a_claim_that_the_source_withdrew_is_shown_under_the_inject_that_teaches_it() -> None:
    play = Play(small_deck())
    play.to("caucus", round=2)
    rain = next(step for step in of_kind(why(play, "water"), "inject") if step.subject == "rain")
    assert [step.subject for step in why(play, "water").under(rain.number)] == ["gone"]


def test_a_commitment_rests_on_the_ruling_that_made_it() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands")))
    play = in_caucus(deck, rounds=4)
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("consequences", round=2)
    first, second = of_kind(why(play, "water"), "change")
    assert (first.round, second.round) == (1, 2)
    # Half of .5 each round from the next one on: from z .5 to z .75.
    points = round(shown(0.75) - shown(0.5), 4)
    assert tree(why(play, "water"), second.number) == [
        "change", "water", 2, points,
        ["share", "ants-up", 2, points,
            ["commitment", "ants-up", 1, 0.0,
                ["ruling", "ants-up", 1, 0.0, reason("ground"), reason("pro")]]],
    ]  # fmt: skip
    trees = of_kind(why(play, "trees"), "link")
    assert [(step.subject, step.round, step.amount) for step in trees] == [
        ("water>trees", 1, 0.4),
        ("water>trees", 2, 0.4),
    ]


def test_what_waited_behind_a_delayed_link_rests_on_the_move_that_set_it_off() -> None:
    play = played(("ants", "ants-up"))
    play.to("consequences", round=2)
    # Noise: .7 · .2 · .0588 = .008232 a round later.
    change = of_kind(why(play, "noise"), "change")[0]
    assert (change.round, change.amount) == (2, pytest.approx(shown(0.008232) - 50.0, abs=1e-9))
    share = why(play, "noise").under(change.number)[0]
    assert (share.subject, share.origin) == ("ants-up", ANTS)
    ruling = why(play, "noise").under(share.number)[0]
    assert (ruling.kind, ruling.subject, ruling.round) == ("ruling", "ants-up", 1)
    # It crossed the delayed link and went on from noise to birds in the second round, over the link between them.
    again = of_kind(why(play, "birds"), "change")[1]
    released = why(play, "birds").under(again.number)[0]
    links = [step for step in why(play, "birds").under(released.number) if step.kind == "link"]
    assert [(step.subject, step.round, step.amount) for step in links] == [
        ("birds>noise", 2, 0.2),
        ("noise>birds", 2, -0.2),
    ]


def contested() -> Play:
    """Return a play in which Bees countered ground under Ants' move, and control ruled it a full success.

    The reason on ground falls to .4995, so ground gets a finding against it: its strength is
    .6 - .6 · .64 / 1.64 = .365854 from now on. Link water -> trees had .2 + .8 · .36 / 1.36 = .411765 and has
    .2 + .8 · .133849 / 1.133849 = .294438, so its weight is .4 · .294438 / .411765 = .286026.
    """
    play = in_debate({"ants": ("ants-up", "ground", "pro")}, rounds=4)
    play.counter("bees", 1, "con")
    play.to("ruling")
    play.rule_all()
    play.submit(CONTROL, Override(0, "full", "They are many."))
    play.to("consequences")
    return play


def test_a_reason_that_fell_is_no_ground_of_the_ruling() -> None:
    play = contested()
    change = of_kind(why(play, "water"), "change")[0]
    assert tree(why(play, "water"), change.number) == [
        "change", "water", 1, 12.2459,
        ["share", "ants-up", 1, 12.2459, ["ruling", "ants-up", 1, 0.0, reason("pro")]],
    ]  # fmt: skip


def test_an_override_says_which_shocks_ran() -> None:
    for outcome, level in (("full", shown(0.5)), ("partial", shown(0.25)), ("fail", 50.0)):
        play = in_debate({"ants": ("ants-up", "ground", "pro")}, rounds=4)
        play.to("ruling")
        play.rule_all()
        play.submit(CONTROL, Override(0, outcome, "So be it."))  # type: ignore[arg-type]
        play.to("consequences")
        chain = why(play, "trees")
        assert why(play, "water").steps[0].amount == pytest.approx(level)
        assert [step.subject for step in of_kind(chain, "link")] == ([] if outcome == "fail" else ["water>trees"])
        assert len(of_kind(chain, "change")) == (0 if outcome == "fail" else 1)


def test_where_outcomes_push_different_indicators_the_one_that_stands_says_which_links_were_crossed() -> None:
    fails = [{"indicator": "water", "sign": "raises", "amount": "medium"}]
    teams = teams_of(lambda team: four_cards(team))
    teams[0]["cards"][2]["fail"] = fails
    play = in_debate({"ants": ("ants-grow", "ground", "pro")}, open_hands(teams=teams), rounds=4)
    play.to("ruling")
    play.rule_all()
    play.submit(CONTROL, Override(0, "fail", "They dug too deep."))
    play.to("consequences")
    # In full it would have raised trees straight away; as it failed, trees rose by way of water.
    assert [step.subject for step in of_kind(why(play, "trees"), "link")] == ["water>trees"]


def test_a_link_is_shown_with_its_weight_then_and_a_claim_with_its_strength_now() -> None:
    play = contested()
    play.to("caucus", round=2)
    play.seal("ants", "ants-down", "pro")
    play.to("consequences", round=2)
    chain = why(play, "trees")
    links = of_kind(chain, "link")
    assert [(step.subject, step.round) for step in links] == [("water>trees", 1), ("water>trees", 2)]
    assert [step.amount for step in links] == pytest.approx([0.4, 0.286026], abs=1e-6)
    for link in links:
        assert chain.under(link.number)[0].amount == pytest.approx(0.365854, abs=1e-6)


def under(rules: str, *moves: tuple[str, str]) -> Play:
    """Return a debate under other rules; each move rests on ground and pro."""
    play = Play(open_hands(), rounds=4, rules=rules)
    play.to("caucus")
    for team, card in moves:
        play.seal(team, card, "ground", "pro")
    play.to("debate")
    return play


def test_a_counter_on_a_link_weakens_it_in_the_same_round() -> None:
    play = under("seminar", ("ants", "ants-up"))
    play.submit("bees", CounterLink(0, "water>trees", "con"))
    play.to("consequences")
    # Ground .6 less the counter's .632353: -.032353, so .2 - .2 · .0010467 / 1.0010467 = .199791; .199791 / .411765
    # of .4 is .194083.
    link = of_kind(why(play, "trees"), "link")[0]
    assert link.amount == pytest.approx(0.194083, abs=1e-6)
    assert link.amount == pytest.approx(play.state.standing.weights[0], abs=1e-12)
    # .7 · .194083 · .5 = .067929; unopposed with two reasons that hold, the move is a full success.
    assert of_kind(why(play, "trees"), "change")[0].amount == pytest.approx(shown(0.067929) - 50.0, abs=1e-4)


def test_an_answer_to_a_counter_on_a_link_shows_in_its_weight() -> None:
    play = under("seminar", ("ants", "ants-up"))
    play.submit("bees", CounterLink(0, "water>trees", "con"))
    play.to("answers")
    play.submit("ants", Answer(3, "pro"))
    play.to("consequences")
    # The answer has .632353 and leaves the counter .4995: .6 - .4995 + .632353 = .7329 for the link.
    link = of_kind(why(play, "trees"), "link")[0]
    assert link.amount == pytest.approx(play.state.standing.weights[0], abs=1e-12)
    assert link.amount > 0.4


def test_a_reason_that_withstood_a_question_is_shown_as_it_stood_when_ruled() -> None:
    play = under("seminar", ("ants", "ants-up"))
    play.submit("bees", Question(1, 0))
    play.to("consequences")
    # No burden shifts, so the question has .2: ground's reason .5 + .5 · .16 / 1.16 = .568966, and still holds.
    reasons = of_kind(why(play, "water"), "reason")
    assert [(step.subject, step.amount) for step in reasons] == [
        ("ground", pytest.approx(0.568966, abs=1e-6)),
        ("pro", pytest.approx(0.632353, abs=1e-6)),
    ]


def test_an_attack_on_a_claim_weakens_the_links_that_rest_on_it_in_the_same_round() -> None:
    play = under("full", ("ants", "ants-up"))
    play.submit(CONTROL, OnBehalf("bees", Attack("ground", "con")))
    play.to("consequences")
    # The attack has .632353 at half weight: ground .6 - .6 · .099970 / 1.099970 = .545470, so the link has
    # .2 + .8 · .297538 / 1.297538 = .383448; of .411765 that is .931231, and of .4 it is .372492.
    link = of_kind(why(play, "trees"), "link")[0]
    assert link.amount == pytest.approx(0.372492, abs=1e-6)
    reasons = {step.subject: step.amount for step in of_kind(why(play, "water"), "reason")}
    assert reasons["ground"] == pytest.approx(play.strength(1), abs=1e-12)
    assert reasons["ground"] < reasons["pro"]


def test_a_reason_on_a_fact_rests_on_the_ruling_that_established_it() -> None:
    play = under("full", ("ants", "ants-up"))
    play.to("caucus", round=2)
    play.seal("bees", "bees-down", "fact:1:ants-up")
    play.to("consequences")
    change = of_kind(why(play, "water"), "change")[1]
    ruling = of_kind(why(play, "water"), "ruling")[1]
    assert tree(why(play, "water"), ruling.number) == [
        "ruling", "bees-down", 2, 0.0,
        ["reason", "fact:1:ants-up", 2, 0.6324,
            ["ruling", "ants-up", 1, 0.0, reason("ground"), reason("pro")]],
    ]  # fmt: skip
    assert change.round == 2


def test_a_reason_on_two_claims_rests_on_both() -> None:
    play = Play(open_hands(), rounds=4, rules="full")
    play.to("caucus")
    play.submit("ants", Seal("ants-up", (Reason("ground", also="pro"),)))
    play.to("consequences")
    first = of_kind(why(play, "water"), "reason")[0]
    assert [step.subject for step in why(play, "water").under(first.number)] == ["ground", "pro"]


def test_a_teams_own_action_is_a_cause_as_a_card_is() -> None:
    play = Play(open_hands(), rounds=4, rules="full")
    play.to("caucus")
    play.submit("ants", Act(("water raises medium",), (Reason("ground"), Reason("pro")), "We dig a well."))
    play.to("consequences")
    chain = why(play, "trees")
    share = of_kind(chain, "share")[0]
    assert share.origin is not None
    assert (share.origin.kind, share.origin.team, share.amount) == ("move", "ants", pytest.approx(shown(0.14) - 50.0))
    assert [step.kind for step in chain.under(share.number)] == ["ruling", "link"]


def test_a_level_that_control_set_rests_on_nothing_but_that() -> None:
    play = in_caucus(rounds=4)
    play.submit(CONTROL, Adjust("water", 70, "It rained at night."))
    change = of_kind(why(play, "water"), "change")[0]
    assert tree(why(play, "water"), change.number) == [
        "change", "water", 1, 20.0, ["share", "water", 1, 20.0]
    ]  # fmt: skip
    assert of_kind(why(play, "trees"), "change") == []


def test_a_lent_reason_and_one_from_an_earlier_round_stand_under_their_own_ruling() -> None:
    play = in_debate({"ants": ("ants-up", "ground")}, rounds=4)
    play.submit("bees", Second(0, "pro"))
    play.to("caucus", round=2)
    play.seal("ants", "ants-down", "second")
    play.to("consequences")
    chain = why(play, "water")
    assert [[step.subject for step in chain.under(ruling.number)] for ruling in of_kind(chain, "ruling")] == [
        ["ground", "pro"],
        ["second"],
    ]


def test_every_seat_gets_the_same_chain() -> None:
    play = played(("ants", "ants-up"), ("bees", "bees-grow"))
    play.to("caucus", round=2)
    for indicator in play.game.world.ids:
        chains = [why(play, indicator, seat) for seat in SEATS]
        assert all(chain == chains[0] for chain in chains)


def test_what_was_sealed_and_not_revealed_leaves_no_trace() -> None:
    sessions = [Session.new(open_hands(), seed=1) for _ in range(2)]
    for session, card in zip(sessions, ("ants-up", "ants-down"), strict=True):
        while session.view(PUBLIC).phase != "caucus":
            session.submit(CONTROL, Advance())
        session.submit("ants", Seal(card, (Reason("ground"),), "Hidden words."))
    for seat in SEATS:
        assert sessions[0].why(seat, "water") == sessions[1].why(seat, "water")


def test_an_indicator_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    play = in_caucus()
    with pytest.raises(ValueError, match="no indicator called 'fire'; there are water, trees, noise, birds"):
        why_indicator(play.deck, play.game, play.state.standing.claims, play.log(PUBLIC), "fire", 0.0)
