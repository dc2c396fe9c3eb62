"""Two dice, counted throw by throw."""

from __future__ import annotations

from itertools import product

import pytest

from exercise.rules.dice import FAIL, FULL, PARTIAL, at_least, clamp_modifier, outcome

THROWS = [a + b for a, b in product(range(1, 7), repeat=2)]


@pytest.mark.parametrize("total", range(-3, 18))
def test_at_least_counts_the_throws_of_36(total: int) -> None:
    assert at_least(total) == sum(throw >= total for throw in THROWS)


@pytest.mark.parametrize(("total", "says"), [(6, FAIL), (7, PARTIAL), (9, PARTIAL), (10, FULL), (14, FULL), (-2, FAIL)])
def test_seven_succeeds_and_ten_succeeds_in_full(total: int, says: int) -> None:
    assert outcome(total) == says


@pytest.mark.parametrize(
    ("modifier", "clamped"), [(-9, -4), (-5, -4), (-4, -4), (-1, -1), (0, 0), (2, 2), (3, 2), (9, 2)]
)
def test_a_modifier_stays_within_minus_four_and_plus_two(modifier: int, clamped: int) -> None:
    assert clamp_modifier(modifier) == clamped


@pytest.mark.parametrize(("difficulty", "successes"), [(0, 21), (-1, 15), (-2, 10)])
def test_the_difficulties_succeed_as_often_as_the_rules_say(difficulty: int, successes: int) -> None:
    # 7 or more: 21 of 36; 8 or more: 15; 9 or more: 10.
    assert at_least(7 - difficulty) == successes
