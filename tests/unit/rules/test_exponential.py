"""`rules.exp` against the decimal module, to the last place."""

import math
from decimal import Decimal, localcontext

import pytest

from exercise.rules.exponential import exp, logistic, power_of_two


def ulps_off(x: float) -> float:
    """Return by how many units in the last place exp(x) differs from e^x."""
    with localcontext() as context:
        context.prec = 60
        true = Decimal(x).exp()
        return float(abs(Decimal(exp(x)) - true) / Decimal(math.ulp(float(true))))


@pytest.mark.parametrize(
    ("start", "step", "count"),
    [
        pytest.param(-745.0, 1454.0 / 4999, 5000, id="the whole range"),
        pytest.param(-745.1, 37.0 / 1999, 2000, id="where results are subnormal"),
        pytest.param(-1.0, 2.0 / 1999, 2000, id="around zero"),
        pytest.param(-3.9, 7.8 / 999, 1000, id="where levels live"),
        pytest.param(708.0, 1.0 / 499, 500, id="just below the largest float"),
    ],
)
def test_exp_is_within_one_unit_in_the_last_place(start: float, step: float, count: int) -> None:
    assert max(ulps_off(start + i * step) for i in range(count)) <= 1.0


def test_exp_is_within_one_unit_where_the_range_reduction_changes_its_integer() -> None:
    # Halfway between two multiples of ln 2 the reduced argument is at its largest, and jumps from one end to the other.
    halfway = [(k + 0.5) * math.log(2) for k in range(-1070, 1022)]
    both_sides = [math.nextafter(x, towards) for x in halfway for towards in (-math.inf, math.inf)]
    assert max(map(ulps_off, both_sides)) <= 1.0


def test_exp_of_zero_is_one_exactly() -> None:
    assert exp(0.0) == 1.0
    assert exp(-0.0) == 1.0


def test_exp_of_one_is_e() -> None:
    assert exp(1.0) == pytest.approx(2.718281828459045, rel=3e-16)


def test_exp_reaches_the_smallest_and_the_largest_float_and_no_further() -> None:
    assert exp(-745.13) == 5e-324
    assert exp(-745.14) == 0.0
    assert exp(-math.inf) == 0.0
    assert exp(709.78) == pytest.approx(1.7928227943945155e308, rel=1e-15)
    assert exp(709.79) == math.inf
    assert exp(math.inf) == math.inf


def test_exp_of_nan_is_nan() -> None:
    assert math.isnan(exp(math.nan))


@pytest.mark.parametrize("exponent", [-1022, -1000, -1, 0, 1, 2, 10, 52, 1023])
def test_a_power_of_two_is_exact(exponent: int) -> None:
    assert power_of_two(exponent) == math.ldexp(1.0, exponent)


@pytest.mark.parametrize(
    ("z", "share"),
    [
        (0.0, 0.5),
        (1.0, 0.7310585786300049),  # 1 / (1 + 0.36787944117144233)
        (-1.0, 0.2689414213699951),  # 1 - the above
        (3.9, 0.9801596942659225),  # 1 / (1 + 0.020241911445804385): the highest level
        (-50.0, 1.928749847963918e-22),  # e^-50, for 1 + e^-50 is 1
        (800.0, 1.0),
        (-800.0, 0.0),
    ],
)
def test_logistic_has_its_known_values(z: float, share: float) -> None:
    assert logistic(z) == pytest.approx(share, rel=1e-15)


def test_logistic_of_nan_is_nan() -> None:
    assert math.isnan(logistic(math.nan))


def test_logistic_of_opposite_numbers_adds_up_to_one() -> None:
    for i in range(400):
        assert logistic(i / 10) + logistic(-i / 10) == pytest.approx(1.0, abs=3e-16)
