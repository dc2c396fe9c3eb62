"""Odds of dice, pooled estimates and their scores, worked by hand."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import pytest

from exercise.engine import brier, dice_odds, pool

THROWS = [a + b for a, b in product(range(1, 7), repeat=2)]


@pytest.mark.parametrize("modifier", range(-8, 7))
def test_dice_odds_are_the_shares_of_the_36_throws(modifier: int) -> None:
    counted = max(-4, min(2, modifier))
    full = sum(throw + counted >= 10 for throw in THROWS)
    success = sum(throw + counted >= 7 for throw in THROWS)
    odds = dice_odds(modifier)
    assert odds.full == pytest.approx(full / 36)
    assert odds.partial == pytest.approx((success - full) / 36)
    assert odds.fail == pytest.approx((36 - success) / 36)
    assert odds.success == pytest.approx(success / 36)
    assert odds.full + odds.partial + odds.fail == pytest.approx(1.0)


def test_even_dice_succeed_21_times_of_36_and_6_times_in_full() -> None:
    # 10 shows 3 times, 11 twice, 12 once; 7 to 12 show 6 + 5 + 4 + 3 + 2 + 1 times.
    assert dice_odds(0).full == pytest.approx(6 / 36)
    assert dice_odds(0).success == pytest.approx(21 / 36)


@pytest.mark.parametrize(
    ("estimates", "median"), [([0.3], 0.3), ([0.9, 0.1, 0.2], 0.2), ([0.8, 0.2], 0.5), ([0.1, 0.9, 0.4, 0.2], 0.3)]
)
def test_the_median_is_the_middle_or_halfway_between_the_two_in_the_middle(
    estimates: list[float], median: float
) -> None:
    assert pool(estimates) == pytest.approx(median)
    assert pool(estimates, "median") == pool(estimates)


def test_a_linear_pool_is_the_mean() -> None:
    assert pool([0.1, 0.2, 0.6], "linear") == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("estimates", "pooled"),
    [
        ([0.2, 0.8], 0.5),  # logits -ln 4 and ln 4
        ([0.5, 0.9], 0.75),  # logits 0 and ln 9, mean ln 3, odds 3 to 1
        ([0.1, 0.1, 0.1], 0.1),
        ([0.0, 1.0], 0.5),  # clipped to .01 and .99
        ([1.0], 0.99),
        ([0.0], 0.01),
    ],
)
def test_a_log_pool_is_the_probability_of_the_mean_logit(estimates: list[float], pooled: float) -> None:
    assert pool(estimates, "log") == pytest.approx(pooled)


@pytest.mark.parametrize("method", ["median", "linear", "log"])
@pytest.mark.parametrize("estimates", [[], [-0.01], [0.5, 1.01], [math.nan], [math.inf]])
def test_what_is_no_probability_cannot_be_pooled(method: Any, estimates: list[float]) -> None:
    with pytest.raises(ValueError, match="estimate"):
        pool(estimates, method)


def test_another_method_is_refused_with_the_three_that_there_are() -> None:
    wrong: Any = "mean"
    with pytest.raises(ValueError, match="'mean'; there are median, linear and log"):
        pool([0.5], wrong)


@pytest.mark.parametrize(
    ("p", "outcome", "score"), [(0.7, 1, 0.09), (0.7, 0, 0.49), (1.0, 1, 0.0), (0.0, 1, 1.0), (0.5, 0, 0.25)]
)
def test_a_brier_score_is_the_squared_distance_from_what_happened(p: float, outcome: float, score: float) -> None:
    assert brier(p, outcome) == pytest.approx(score)
