"""The chance of a move at values worked by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import sqrt

import pytest

from exercise.rules.dice import FAIL, FULL, PARTIAL, at_least
from exercise.rules.odds import (
    FULL_SHARE,
    STEPS,
    balloted,
    chance_of,
    clamped_estimate,
    degree,
    odds,
    printed_chance,
    weighed,
    within,
)


@pytest.mark.parametrize(
    ("difficulty", "of_36"), [(0, 21), (-1, 15), (-2, 10), (-3, 6), (1, 21), (2, 21), (-4, 6), (-9, 6)]
)
def test_a_difficulty_stands_for_21_15_10_or_6_of_36(difficulty: int, of_36: int) -> None:
    assert printed_chance(difficulty) == of_36 / 36


@pytest.mark.parametrize("difficulty", [0, -1, -2, -3])
def test_that_is_the_chance_of_7_and_up_on_two_dice_with_the_difficulty(difficulty: int) -> None:
    assert printed_chance(difficulty) == at_least(7 - difficulty) / 36


@pytest.mark.parametrize(("chance", "ratio"), [(0.0, 0.0), (0.2, 0.25), (0.5, 1.0), (0.75, 3.0), (0.9, 9.0)])
def test_odds_are_chance_to_no_chance_and_back(chance: float, ratio: float) -> None:
    assert odds(chance) == pytest.approx(ratio, abs=1e-14)
    assert chance_of(ratio) == pytest.approx(chance, abs=1e-15)


@pytest.mark.parametrize(("value", "result"), [(0.02, 0.03), (0.03, 0.03), (0.5, 0.5), (0.9, 0.9), (0.91, 0.9)])
def test_a_value_is_kept_within_two_ends(value: float, result: float) -> None:
    assert within(value, 0.03, 0.9) == result


@pytest.mark.parametrize(("estimate", "result"), [(0.05, 0.1), (0.1, 0.1), (0.55, 0.55), (0.9, 0.9), (0.95, 0.9)])
def test_an_estimate_is_clamped_to_a_tenth_and_nine_tenths(estimate: float, result: float) -> None:
    assert clamped_estimate(estimate) == result


@pytest.mark.parametrize(
    ("of_36", "strength", "chance"),
    [
        (21, 0.5, 21 / 36),  # nothing was said: as printed
        (15, 0.5, 15 / 36),
        (21, 0.75, 21 / 26),  # odds 21/15 · 3 = 63/15; 63/78
        (21, 0.25, 7 / 22),  # odds 21/15 · 1/3 = 7/15
        (10, 0.75, 30 / 56),  # odds 10/26 · 3 = 30/26
        (10, 0.25, 10 / 88),  # odds 10/26 · 1/3 = 10/78
        (6, 0.2, 1 / 21),  # odds 1/5 · 1/4 = 1/20
    ],
)
def test_a_weighed_chance_multiplies_the_printed_odds_by_those_of_the_argument(
    of_36: int, strength: float, chance: float
) -> None:
    assert weighed(of_36 / 36, strength, 0.5) == pytest.approx(chance, abs=1e-14)


def test_a_weighed_chance_is_relative_to_the_base_of_the_argument() -> None:
    # Odds 1 · (.8 : .2) / (.2 : .8) = 4 / (1/4) = 16, beyond nine tenths; 1 · 1 / (1/4) = 4.
    assert weighed(0.5, 0.5, 0.2) == pytest.approx(0.8, abs=1e-14)
    assert weighed(0.5, 0.8, 0.2) == 0.9
    assert weighed(0.4, 0.7, 0.7) == pytest.approx(0.4, abs=1e-14)


def test_a_weighed_chance_lies_within_three_hundredths_and_nine_tenths() -> None:
    assert weighed(21 / 36, 0.9999, 0.5) == 0.9
    assert weighed(6 / 36, 0.0001, 0.5) == 0.03
    # Odds 9 make nine tenths: 21/15 · 9/(21/15), so a strength of 45/52.
    assert weighed(21 / 36, 45 / 52, 0.5) == pytest.approx(0.9, abs=1e-14)
    assert weighed(21 / 36, 44 / 52, 0.5) < 0.89


@pytest.mark.parametrize(
    ("median", "by_weight", "chance"),
    [
        (0.5, 0.5, 0.5),
        (0.5, 0.8, 2 / 3),  # odds √(1 · 4) = 2
        (0.9, 0.5, 0.75),  # √(9 · 1) = 3
        (0.1, 0.5, 0.25),  # √(1/9) = 1/3
        (0.9, 0.1, 0.5),  # √(9 · 1/9) = 1
        (0.2, 0.2, 0.2),
    ],
)
def test_a_balloted_chance_has_the_geometric_mean_of_two_odds(median: float, by_weight: float, chance: float) -> None:
    assert balloted(median, by_weight) == pytest.approx(chance, abs=1e-14)


def test_a_balloted_chance_treats_both_alike() -> None:
    for median, by_weight in product((0.1, 0.3, 0.55, 0.9), repeat=2):
        assert balloted(median, by_weight) == pytest.approx(balloted(by_weight, median), abs=1e-15)


@pytest.mark.parametrize(
    ("percentile", "result"),
    [(0, FULL), (1999, FULL), (2000, PARTIAL), (4999, PARTIAL), (5000, FAIL), (9999, FAIL)],
)
def test_the_lower_two_fifths_of_a_chance_of_a_half_are_full(percentile: int, result: int) -> None:
    assert degree(percentile, 0.5) == result


@pytest.mark.parametrize("hundredths", [3, 10, 37, 50, 58, 90])
def test_percentiles_share_out_a_chance_exactly(hundredths: int) -> None:
    found = [degree(percentile, hundredths / 100) for percentile in range(STEPS)]
    assert found == sorted(found, reverse=True)
    assert found.count(FULL) == 40 * hundredths
    assert found.count(PARTIAL) == 60 * hundredths


def test_a_certain_success_is_never_a_failure_nor_an_impossible_one_a_success() -> None:
    assert degree(STEPS - 1, 1.0) == PARTIAL
    assert degree(0, 0.0) == FAIL


def test_kernels_give_the_bits_of_the_plain_formula_in_written_order() -> None:
    for of_36, step in product((21, 15, 10, 6), range(1, 200)):
        p, s = of_36 / 36.0, step / 200.0
        ratio = (p / (1.0 - p)) * (s / (1.0 - s)) / (0.5 / (1.0 - 0.5))
        plain = min(max(ratio / (1.0 + ratio), 0.03), 0.9)
        assert weighed(p, s, 0.5).hex() == plain.hex()
        exact = Fraction(of_36, 36 - of_36) * Fraction(step, 200 - step)
        assert plain in (0.03, 0.9) or abs(Fraction(plain) - exact / (1 + exact)) < Fraction(1, 10**15)
        median = min(max(s, 0.1), 0.9)
        ratio = sqrt((median / (1.0 - median)) * (plain / (1.0 - plain)))
        assert balloted(median, plain).hex() == (ratio / (1.0 + ratio)).hex()
        for percentile in (0, 3333, 9999):
            thrown = (percentile + 0.5) / 10_000
            expected = FULL if thrown < plain * FULL_SHARE else PARTIAL if thrown < plain else FAIL
            assert degree(percentile, plain) == expected
