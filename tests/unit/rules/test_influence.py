"""Weights in play, and levels on both scales."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.rules.influence import clamp_level, level, points_per_push, threshold, weight_in_play, z_of_level


@pytest.mark.parametrize(
    ("printed", "strength", "initial", "weight"),
    [
        (0.4, 0.5, 0.5, 0.4),  # nothing was argued
        (0.4, 0.25, 0.5, 0.2),  # half as strong: half the weight
        (-0.6, 0.6, 0.5, -0.72),  # 1.2 times; the sign stays
        (0.4, 0.1, 0.5, 0.1),  # .2 of it, so .25 times .4
        (0.4, 0.125, 0.5, 0.1),  # .25 of it exactly
        (0.4, 0.75, 0.5, 0.6),  # 1.5 times exactly
        (-0.2, 0.9, 0.5, -0.3),  # 1.8 of it, so 1.5 times -.2
    ],
)
def test_a_link_carries_its_printed_weight_by_its_strength_clipped(
    printed: float, strength: float, initial: float, weight: float
) -> None:
    assert weight_in_play(printed, strength, initial) == pytest.approx(weight, abs=1e-15)


@pytest.mark.parametrize(("z", "clamped"), [(-9.0, -3.9), (-3.9, -3.9), (0.5, 0.5), (3.9, 3.9), (4.0, 3.9)])
def test_a_level_stays_within_3_9_of_the_middle(z: float, clamped: float) -> None:
    assert clamp_level(z) == clamped


@pytest.mark.parametrize("points", [2, 10, 20, 45, 50, 75, 98])
def test_a_level_and_its_z_are_the_logit_of_each_other(points: int) -> None:
    assert z_of_level(points) == pytest.approx(math.log(points / (100 - points)), abs=1e-12)
    assert level(z_of_level(points)) == pytest.approx(points, abs=1e-12)


@pytest.mark.parametrize(("push", "points"), [(0.2, 5), (0.5, 12), (0.9, 21)])
def test_the_three_shocks_are_about_5_12_and_21_points_at_mid_scale(push: float, points: int) -> None:
    assert round(level(push) - 50.0) == points


def test_thresholds_are_infinite_at_the_ends_of_the_scale() -> None:
    assert threshold(0) == -math.inf
    assert threshold(100) == math.inf
    assert threshold(50) == 0.0


def test_points_per_push_are_the_change_over_the_push() -> None:
    assert points_per_push(50.0, 62.0, 0.5) == 24.0
    assert points_per_push(50.0, 44.0, -0.25) == 24.0


@pytest.mark.parametrize("push", [0.0, 9e-10, -9e-10])
def test_points_per_push_are_the_slope_where_the_pushes_cancel(push: float) -> None:
    assert points_per_push(50.0, 50.0, push) == 25.0  # L'(z) = L (100 - L) / 100 = 50 · 50 / 100
    assert points_per_push(20.0, 20.0, push) == 16.0  # 20 · 80 / 100


@given(st.floats(-3.9, 3.9), st.floats(-3.9, 3.9))
def test_levels_rise_with_z_and_stay_inside_the_scale(a: float, b: float) -> None:
    if a > b:
        a, b = b, a
    assert 0.0 < level(a) <= level(b) < 100.0
