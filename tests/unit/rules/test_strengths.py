"""The four semantics' formulas at values worked by hand."""

import math

import pytest

from exercise.rules.strengths import df_quad, euler, mlp, quadratic_energy


@pytest.mark.parametrize(
    ("base", "energy", "strength"),
    [
        (0.5, 0.0, 0.5),  # nothing said: the base
        (0.5, 1.0, 0.75),  # h = 1/2; .5 + .5 · .5
        (0.5, -1.0, 0.25),  # h = 1/2; .5 - .5 · .5
        (0.2, 2.0, 0.84),  # h = 4/5; .2 + .8 · .8
        (0.8, -2.0, 0.16),  # h = 4/5; .8 - .8 · .8
        (0.5, 0.6, 0.5 + 0.5 * 0.36 / 1.36),  # .632: a reason that rests on a claim of .6
    ],
)
def test_quadratic_energy_pulls_the_base_by_h(base: float, energy: float, strength: float) -> None:
    assert quadratic_energy(base, energy) == pytest.approx(strength, abs=1e-15)


def test_quadratic_energy_never_leaves_zero_to_one() -> None:
    assert quadratic_energy(0.3, 1e100) == 1.0
    assert quadratic_energy(0.3, -1e100) == 0.0


@pytest.mark.parametrize(
    ("base", "support", "attack", "strength"),
    [
        (0.4, 0.0, 0.0, 0.4),
        (0.4, 0.5, 0.0, 0.7),  # d = .5; .4 + .6 · .5
        (0.4, 0.0, 0.5, 0.2),  # d = -.5; .4 - .4 · .5
        (0.4, 0.75, 0.5, 0.55),  # d = .25; .4 + .6 · .25
        (0.4, 1.0, 0.0, 1.0),
        (0.4, 0.0, 1.0, 0.0),
    ],
)
def test_df_quad_moves_the_base_by_the_balance(base: float, support: float, attack: float, strength: float) -> None:
    assert df_quad(base, support, attack) == pytest.approx(strength, abs=1e-15)


@pytest.mark.parametrize(
    ("base", "energy", "strength"),
    [
        (0.5, 0.0, 0.5),  # 1 - .75/1.5
        (0.5, math.log(2), 0.625),  # 1 - .75/2
        (0.5, -math.log(2), 0.4),  # 1 - .75/1.25
        (0.5, -700.0, 0.25),  # 1 - .75/1: attacks take it to base² at the least
        (0.5, 700.0, 1.0),
        (0.5, 1000.0, 1.0),  # e^E is infinite
    ],
)
def test_euler_has_its_known_values(base: float, energy: float, strength: float) -> None:
    assert euler(base, energy) == pytest.approx(strength, abs=1e-15)


@pytest.mark.parametrize(
    ("base", "energy", "strength"),
    [
        (0.3, 0.0, 0.3),
        (0.5, math.log(3), 0.75),  # odds 1 · 3
        (0.5, -math.log(3), 0.25),  # odds 1 / 3
        (0.2, math.log(2), 1 / 3),  # odds 1/4 · 2 = 1/2
        (0.2, 1000.0, 1.0),
        (0.2, -1000.0, 0.0),
    ],
)
def test_mlp_multiplies_the_odds(base: float, energy: float, strength: float) -> None:
    assert mlp(base, energy) == pytest.approx(strength, abs=1e-15)
