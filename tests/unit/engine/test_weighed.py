"""Moves ruled by a percentile against weighed odds.

A move's base is .5, of odds 1, so its chance has the printed odds times those of its strength: 21 : 15 = 1.4 for an
easy card, 15 : 21 for an even one, 10 : 26 for a hard one.
"""

from __future__ import annotations

from functools import cache

import pytest
from levels import REASON, behalf, debate, next_debate
from plays import Play, four_cards, only, open_hands, teams_of

from exercise.engine.chance import percentile
from exercise.engine.events import MoveRuled
from exercise.moves import CONTROL, Counter, Rule, Second

RULES = ("quick", "seminar", "full")


def ruled(play: Play, move: int = 0) -> MoveRuled:
    play.to("ruling")
    event: MoveRuled = only(play.submit(CONTROL, Rule(move)), "move-ruled")
    return event


@cache
def seed_that_throws(wanted: int) -> int:
    """Return a seed by which Ants, the first team, throw this percentile in round 1."""
    return next(seed for seed in range(1_000_000) if percentile(seed, 0, 1, 0) == wanted)


@pytest.mark.parametrize("rules", RULES)
def test_an_argument_that_comes_to_nothing_leaves_the_printed_chance(rules: str) -> None:
    play = debate(rules, {"ants": ("ants-up", "ground")}, adjudication="weighed")
    behalf(play, "bees", Counter(0, "con"))  # .632353, as the reason has: E = 0
    ruling = ruled(play)
    assert (ruling.method, ruling.strength, ruling.faces) == ("weighed", 0.5, ())
    assert ruling.weighed == pytest.approx(21 / 36, abs=1e-12)
    # Two fifths of it are full: .4 · 21/36 = .233333 and .6 · 21/36 = .35.
    assert (ruling.full, ruling.partial, ruling.fail) == pytest.approx((0.233333, 0.35, 0.416667), abs=1e-6)
    assert (ruling.estimates, ruling.median) == ((), 0.0)


@pytest.mark.parametrize(
    ("card", "chance"),
    [
        # Two reasons and a counter on the move: E = 2 · .632353 - .632353, as one reason alone; .642824, odds 1.799740.
        ("ants-up", 0.715880),  # 1.4 · 1.799740 = 2.519637, over 3.519637
        ("ants-bell", 0.409056),  # 10/26 · 1.799740 = .692208, over 1.692208
    ],
)
def test_a_chance_weighs_the_argument_and_the_difficulty(card: str, chance: float) -> None:
    play = debate("seminar", {"ants": (card, "ground", "pro")}, adjudication="weighed")
    play.counter("bees", 0, "con")
    ruling = ruled(play)
    assert ruling.strength == pytest.approx(0.642824, abs=1e-6)
    assert ruling.weighed == pytest.approx(chance, abs=1e-6)
    assert (ruling.full, ruling.partial) == pytest.approx((0.4 * chance, 0.6 * chance), abs=1e-6)
    assert ruling.full + ruling.partial + ruling.fail == pytest.approx(1.0, abs=1e-12)


def test_an_even_card_starts_from_15_of_36() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, difficulty="even")))
    play = debate("seminar", {"ants": ("ants-up", "ground")}, deck, adjudication="weighed")
    play.counter("bees", 0, "con")
    assert ruled(play).weighed == pytest.approx(15 / 36, abs=1e-12)


def test_three_counters_take_a_hard_move_to_45_in_1000() -> None:
    play = debate("seminar", {"ants": ("ants-bell", "weak")}, adjudication="weighed")
    for team, claim in (("bees", "con"), ("cats", "ground"), ("bees", "pro")):
        behalf(play, team, Counter(0, claim))
    ruling = ruled(play)
    # The reason doesn't hold. E = -3 · .632353 = -1.897059, h = 3.598833/4.598833 = .782554, .5 - .5h = .108723,
    # odds .121986; 10/26 of that is .046918, over 1.046918.
    assert ruling.strength == pytest.approx(0.108723, abs=1e-6)
    assert ruling.weighed == pytest.approx(0.044815, abs=1e-6)
    assert (ruling.pros, ruling.cons, ruling.modifier) == ((), (2, 3, 4), -4)  # 0 - 3 - 2 = -5, clamped


def test_no_argument_takes_a_chance_beyond_nine_tenths() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, claims=["ground", "pro", "second", "con", "weak"])))
    play = debate("seminar", {"ants": ("ants-up", "ground", "pro", "second")}, deck, adjudication="weighed")
    play.submit("bees", Second(0, "con"))
    play.submit("cats", Counter(3, "weak"))
    ruling = ruled(play)
    # The third reason falls: E = .449541 - .541284. Of the move: E = 3 · .632353, .5 + .5 · .782554, odds 8.197664;
    # 1.4 of that over one more is .919851.
    assert ruling.pros == (1, 2, 4)
    assert ruling.strength == pytest.approx(0.891277, abs=1e-6)
    assert ruling.weighed == 0.9


@pytest.mark.parametrize(
    ("thrown", "outcome"),
    [
        (0, "full"),
        (2332, "full"),  # .23325 is below .233333
        (2333, "partial"),  # .23335 is not
        (5832, "partial"),  # .58325 is below .583333
        (5833, "fail"),
        (9999, "fail"),
    ],
)
def test_the_percentile_decides(thrown: int, outcome: str) -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")}, adjudication="weighed", seed=seed_that_throws(thrown))
    play.counter("bees", 0, "con")
    ruling = ruled(play)
    assert (ruling.percentile, ruling.outcome, ruling.rolled) == (thrown, outcome, True)


def test_each_team_and_round_has_a_percentile_of_its_own() -> None:
    both = {team: (f"{team}-up", "ground") for team in ("ants", "bees")}
    play = debate("seminar", both, adjudication="weighed", seed=5)
    thrown = []
    for now in (1, 2):
        if now == 2:
            next_debate(play, both)
        for move in (0, 2):
            behalf(play, "cats", Counter(move, "con"))
        play.to("ruling")
        play.rule_all()
        thrown += [ruling.percentile for ruling in sorted(play.state.floor.rulings, key=lambda ruling: ruling.node)]
    assert thrown == [percentile(5, 0, now, place) for now in (1, 2) for place in (0, 1)]
    assert len(set(thrown)) == 4


@pytest.mark.parametrize("rules", RULES)
def test_an_open_move_that_nobody_challenged_is_not_scored(rules: str) -> None:
    play = debate(rules, {"ants": ("ants-up", "ground", "pro")}, adjudication="weighed")
    behalf(play, "bees", Counter(0, None, "No."))
    ruling = ruled(play)
    assert (ruling.method, ruling.outcome, ruling.rolled) == ("unrolled", "full", False)
    assert (ruling.weighed, ruling.percentile) == (0.0, -1)
    assert ruling.strength == pytest.approx(0.5 + 0.5 * (2 * REASON) ** 2 / (1 + (2 * REASON) ** 2), abs=1e-12)


def test_seminar_rules_may_be_played_with_dice_and_quick_ones_without() -> None:
    for rules, adjudication, method in (("seminar", "dice", "dice"), ("quick", "weighed", "weighed")):
        play = debate(rules, {"ants": ("ants-up", "ground")}, adjudication=adjudication)
        play.counter("bees", 0, "con")
        ruling = ruled(play)
        assert ruling.method == method
        assert bool(ruling.faces) == (method == "dice")
        assert (ruling.percentile >= 0) == (method == "weighed")


def test_where_control_is_to_rule_and_says_nothing_the_weighed_chance_counts() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")}, adjudication="ruling")
    play.counter("bees", 0, "con")
    ruling = ruled(play)
    assert (ruling.method, ruling.weighed) == ("weighed", pytest.approx(21 / 36, abs=1e-12))
