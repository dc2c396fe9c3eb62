"""How far an indicator must move for an objective."""

from __future__ import annotations

import math

import pytest

from exercise.rules.objectives import MET, MISSED, PARTLY, judge, points_needed


@pytest.mark.parametrize(("rounds", "points"), [(1, 3), (2, 5), (3, 10), (4, 12), (5, 15), (6, 15), (12, 15)])
def test_the_points_needed_grow_with_the_rounds(rounds: int, points: int) -> None:
    assert points_needed(rounds) == points


@pytest.mark.parametrize(("rounds", "points"), [(1, 3.0), (2, 5.0), (3, 10.0), (4, 12.0), (5, 15.0)])
def test_all_of_the_way_is_met_a_third_is_partly_and_less_is_missed(rounds: int, points: float) -> None:
    assert judge(points, rounds) == MET
    assert judge(math.nextafter(points, 0.0), rounds) == PARTLY
    assert judge(points / 3.0, rounds) == PARTLY
    assert judge(math.nextafter(points / 3.0, 0.0), rounds) == MISSED
    assert judge(0.0, rounds) == MISSED
    assert judge(-points, rounds) == MISSED
