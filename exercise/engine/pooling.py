"""Estimates of chance: pooling and scoring them, and the odds of dice (DESIGN 6)."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from exercise.frozen import frozen
from exercise.rules import dice, odds
from exercise.rules.floor import MOVE_BASE


@frozen
class Odds:
    """The chances of a full success, a partial one and a failure; they sum to 1."""

    full: float
    partial: float
    fail: float

    @property
    def success(self) -> float:
        """The chance of a success, full or partial."""
        return self.full + self.partial


@frozen
class Chance:
    """How likely a move is to succeed, and what that was made of."""

    weighed: float
    """By difficulty and argument alone."""
    median: float
    """Of the estimates; 0 where there are none."""
    chance: float
    """The one that counts."""


def pooled_chance(difficulty: int, strength: float, percents: Sequence[int]) -> Chance:
    """Return the chance of a move of a difficulty on the dice and a strength as an argument, and of its estimates."""
    weighed = odds.weighed(odds.printed_chance(difficulty), strength, MOVE_BASE)
    if not percents:
        return Chance(weighed, 0.0, weighed)
    median = pool([odds.clamped_estimate(percent / 100.0) for percent in percents])
    return Chance(weighed, median, odds.balloted(median, weighed))


@lru_cache(maxsize=32)
def dice_odds(modifier: int) -> Odds:
    """Return the odds of two six-sided dice and a modifier: 7 and up succeeds, 10 and up in full.

    A modifier outside -4 to +2 counts as the nearer of the two.
    """
    modifier = dice.clamp_modifier(modifier)
    return Odds(dice.full_chance(modifier), dice.partial_chance(modifier), dice.fail_chance(modifier))


def pool(estimates: Sequence[float], method: Literal["median", "linear", "log"] = "median") -> float:
    """Return one probability for several: their median, their mean, or the probability of their mean logit.

    Estimates lie in [0, 1]; for `log` they are clipped to [.01, .99] first. Raises ValueError where there are none,
    where one is no probability, or on another method.
    """
    if not estimates:
        raise ValueError("there is nothing to pool: give at least one estimate")
    for estimate in estimates:
        if not 0.0 <= estimate <= 1.0:
            raise ValueError(f"an estimate is a probability from 0 to 1, not {estimate}")
    if method == "median":
        return odds.median(list(estimates), len(estimates))
    if method == "linear":
        return math.fsum(estimates) / len(estimates)
    if method == "log":
        clipped = [min(max(estimate, 0.01), 0.99) for estimate in estimates]
        mean = math.fsum(math.log(estimate / (1 - estimate)) for estimate in clipped) / len(clipped)
        return 1 / (1 + math.exp(-mean))
    raise ValueError(f"no pooling method is called {method!r}; there are median, linear and log")


def brier(p: float, outcome: float) -> float:
    """Return (p - outcome)², where the outcome is 1 for a success, full or partial, and 0 for a failure."""
    return (p - outcome) ** 2
