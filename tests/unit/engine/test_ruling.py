"""How a move is judged."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from plays import Play, four_cards, in_debate, only, open_hands, teams_of

from exercise.engine import dice_odds
from exercise.engine.chance import dice
from exercise.engine.events import MoveRuled, RulingOverridden
from exercise.moves import CONTROL, Answer, Code, Counter, OnBehalf, Override, Rule, Second


def ruled(play: Play, move: int = 0) -> MoveRuled:
    """Go on to the ruling and return that of a move."""
    play.to("ruling")
    event: MoveRuled = only(play.submit(CONTROL, Rule(move)), "move-ruled")
    return event


def seed_that_throws(total: int) -> int:
    """Return a seed by which Ants, the first team, throw `total` in round 1."""
    return next(seed for seed in range(10_000) if sum(dice(seed, 0, 1, 0)) == total)


# Unopposed


@pytest.mark.parametrize(
    ("card", "claims", "outcome"),
    [
        ("ants-up", ("ground", "pro"), "full"),
        ("ants-up", ("ground", "pro", "second"), "full"),
        ("ants-up", ("ground",), "partial"),
        ("ants-up", ("ground", "weak"), "partial"),  # a reason on a claim of .3 does not hold
        ("ants-up", ("weak",), "partial"),
        ("ants-bell", ("ground", "pro", "second"), "partial"),  # hard
    ],
)
def test_an_unopposed_move_succeeds_in_full_on_two_reasons_that_hold_unless_it_is_hard(
    card: str, claims: tuple[str, ...], outcome: str
) -> None:
    ruling = ruled(in_debate({"ants": (card, *claims)}))
    assert (ruling.method, ruling.outcome, ruling.faces) == ("unrolled", outcome, ())
    assert (ruling.full, ruling.partial, ruling.fail) == ((1.0, 0.0, 0.0) if outcome == "full" else (0.0, 1.0, 0.0))


def test_an_even_card_may_succeed_in_full_unopposed() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, difficulty="even")))
    assert ruled(in_debate({"ants": ("ants-up", "ground", "pro")}, deck)).outcome == "full"


def test_a_second_that_holds_makes_the_other_reason_of_a_full_success() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.submit("bees", Second(0, "pro"))
    ruling = ruled(play)
    assert (ruling.method, ruling.outcome, ruling.pros) == ("unrolled", "full", (1, 2))


@pytest.mark.parametrize("target", [0, 1])
def test_counters_in_own_words_cause_no_roll(target: int) -> None:
    play = in_debate({"ants": ("ants-up", "ground", "pro")})
    play.counter("bees", target)
    play.counter("cats", target)
    ruling = ruled(play)
    assert ruling.method == "unrolled"
    # Countered twice in own words, a reason has E = .6 - .4 = .2, .5 + .5 · .04/1.04 = .519, and does not hold.
    assert ruling.pros == ((1, 2) if target == 0 else (2,))
    assert ruling.outcome == ("full" if target == 0 else "partial")
    assert ruling.cons == ()


# Rolled


@pytest.mark.parametrize("target", [0, 1, 2])
def test_a_counter_that_cites_a_claim_has_the_move_rolled_wherever_it_falls(target: int) -> None:
    play = in_debate({"ants": ("ants-up", "ground", "pro")})
    play.counter("bees", target, "weak")
    assert ruled(play).method == "dice"


def test_a_counter_on_a_second_has_the_move_rolled() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.submit("bees", Second(0, "pro"))
    play.counter("cats", 2, "con")
    assert ruled(play).method == "dice"


def test_a_counter_on_another_move_has_only_that_rolled() -> None:
    play = in_debate({"ants": ("ants-up", "ground"), "bees": ("bees-up", "ground")})
    play.counter("ants", 2, "con")
    assert ruled(play, 0).method == "unrolled"
    assert only(play.submit(CONTROL, Rule(2)), "move-ruled").method == "dice"


def three_reasons(card: str = "ants-up", *, seed: int = 1) -> Play:
    return in_debate({"ants": (card, "ground", "pro", "second")}, seed=seed)


def test_the_modifier_is_pros_less_cons_and_the_difficulty() -> None:
    play = three_reasons("ants-bell")
    play.counter("bees", 0, "con")  # holds, on the move: a con
    play.counter("cats", 1, "con")  # on a reason, which falls to .499: one pro less, and no con
    ruling = ruled(play)
    assert (ruling.pros, ruling.cons, ruling.difficulty) == ((2, 3), (4,), -2)
    assert ruling.modifier == 2 - 1 - 2


def test_a_counter_that_does_not_hold_is_no_con() -> None:
    play = three_reasons()
    play.counter("bees", 0, "weak")  # .541
    play.counter("cats", 0)  # .2, in own words
    ruling = ruled(play)
    assert ruling.cons == ()
    assert ruling.modifier == 2  # three pros, clamped


def test_an_answer_is_no_pro_but_may_unseat_a_con() -> None:
    play = three_reasons()
    play.counter("bees", 0, "con")
    play.to("answers")
    play.submit("ants", Answer(4, "pro"))
    ruling = ruled(play)
    assert (ruling.pros, ruling.cons) == ((1, 2, 3), ())


def test_five_reasons_count_as_plus_two() -> None:
    deck = open_hands(
        teams=teams_of(lambda team: four_cards(team, claims=["ground", "pro", "second", "con", "weak"])),
    )
    play = in_debate({"ants": ("ants-up", "ground", "pro", "second")}, deck)
    play.submit("bees", Second(0, "con"))
    play.counter("cats", 1, "weak")  # .6 - .541 = .059: that reason falls
    ruling = ruled(play)
    assert ruling.pros == (2, 3, 4)
    assert ruling.modifier == 2


def test_the_lowest_modifier_is_a_hard_card_with_no_pro_and_two_cons() -> None:
    play = in_debate({"ants": ("ants-bell", "weak")})
    play.counter("bees", 0, "con")
    play.counter("cats", 0, "ground")
    ruling = ruled(play)
    assert (ruling.pros, ruling.cons, ruling.modifier) == ((), (2, 3), -4)
    assert (ruling.full, ruling.partial, ruling.fail) == pytest.approx((0.0, 3 / 36, 33 / 36))  # 11 or 12


@pytest.mark.parametrize(
    ("total", "outcome"), [(2, "fail"), (6, "fail"), (7, "partial"), (9, "partial"), (10, "full"), (12, "full")]
)
def test_dice_and_modifier_of_7_succeed_and_of_10_in_full(total: int, outcome: str) -> None:
    # One reason that holds and one con that holds: the modifier is 0.
    play = in_debate({"ants": ("ants-up", "ground")}, seed=seed_that_throws(total))
    play.counter("bees", 0, "con")
    ruling = ruled(play)
    assert ruling.modifier == 0
    assert sum(ruling.faces) == total
    assert ruling.outcome == outcome
    assert (ruling.full, ruling.partial, ruling.fail) == pytest.approx((6 / 36, 15 / 36, 15 / 36))


@pytest.mark.parametrize("seed", range(25))
def test_the_faces_the_odds_and_the_outcome_belong_together(seed: int) -> None:
    play = three_reasons("ants-bell", seed=seed)
    play.counter("bees", 0, "con")
    ruling = ruled(play)
    assert ruling.modifier == 3 - 1 - 2
    total = sum(ruling.faces) + ruling.modifier
    assert ruling.faces == dice(seed, 0, 1, 0)
    assert ruling.outcome == ("full" if total >= 10 else "partial" if total >= 7 else "fail")
    odds = dice_odds(ruling.modifier)
    assert (ruling.full, ruling.partial, ruling.fail) == (odds.full, odds.partial, odds.fail)


def test_each_team_has_dice_of_its_own() -> None:
    seen = set()
    for seed in range(8):
        play = in_debate({team: (f"{team}-up", "ground") for team in ("ants", "bees", "cats")}, seed=seed)
        play.counter("ants", 2, "con")
        play.counter("bees", 4, "con")
        play.counter("cats", 0, "con")
        play.to("ruling")
        play.rule_all()
        seen.add(tuple(ruling.faces for ruling in play.state.floor.rulings))
    assert any(len(set(faces)) == 3 for faces in seen)


# The order of rulings, and overrides


def test_moves_are_ruled_in_speaking_order_or_as_control_likes() -> None:
    play = in_debate({team: (f"{team}-up", "ground") for team in ("cats", "bees", "ants")}, rounds=2)
    play.to("ruling")
    assert play.view("public").unruled == (0, 2, 4)
    play.submit(CONTROL, Rule(4))
    assert play.view("public").unruled == (0, 2)
    play.to("caucus", round=2)
    for team in ("ants", "bees", "cats"):
        play.seal(team, f"{team}-down", "ground")
    play.to("ruling")
    assert play.view("public").unruled == (2, 4, 0)  # in round 2 Bees speak first


def test_an_override_sets_the_outcome_and_says_what_it_was() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    ruled(play)
    event = RulingOverridden(0, "ants", "partial", "fail", "The room was not convinced.")
    assert play.submit(CONTROL, Override(0, "fail", "The room was not convinced.")) == (event,)
    assert play.state.floor.outcomes == ("fail",)
    assert play.state.floor.rulings[0].outcome == "partial"  # what was ruled stays on record
    again = only(play.submit(CONTROL, Override(0, "full", "It was, after all.")), "ruling-overridden")
    assert (again.before, again.outcome) == ("fail", "full")
    assert play.state.floor.outcomes == ("full",)


@pytest.mark.parametrize(("outcome", "push"), [("full", 0.5), ("partial", 0.25), ("fail", None)])
def test_consequences_follow_the_override(outcome: Any, push: float | None) -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    ruled(play)
    play.submit(CONTROL, Override(0, outcome, "Control says so."))
    moved = [event for event in play.advance() if event.kind == "levels-moved"]
    if push is None:
        assert moved == []
    else:
        assert moved[0].changes[0].parts == (push,)


def test_an_override_comes_after_the_ruling_and_before_consequences() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    move = Override(0, "full", "Early.")
    assert play.refused(CONTROL, move).codes == {Code.WRONG_PHASE, Code.NOT_RULED}
    play.to("ruling")
    assert play.refused(CONTROL, move).codes == {Code.NOT_RULED}
    play.to("consequences")
    assert play.refused(CONTROL, move).codes == {Code.WRONG_PHASE}


def test_a_failure_that_was_overridden_to_a_full_success_leaves_a_commitment() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands")))
    play = in_debate({"ants": ("ants-up", "ground")}, deck)
    ruled(play)
    play.submit(CONTROL, Override(0, "full", "Control says so."))
    assert only(play.advance(), "commitment-made").card == "ants-up"


def test_every_combination_of_filings_agrees_with_the_rule_of_the_roll() -> None:
    for first, second in product([None, "con", "weak"], repeat=2):
        play = in_debate({"ants": ("ants-up", "ground")})
        play.submit("bees", Counter(0, first, "" if first else "No."))
        play.submit(CONTROL, OnBehalf("cats", Counter(1, second, "" if second else "No.")))
        assert ruled(play).method == ("dice" if first or second else "unrolled")
