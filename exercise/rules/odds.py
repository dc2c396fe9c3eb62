"""The chance of a move from its difficulty, its argument and the room's estimates (DESIGN 6).

Kernels: odds are multiplied, no logarithm is taken.
"""

from collections.abc import MutableSequence
from math import sqrt

LEAST = 0.03
MOST = 0.9
"""The chance that a weighed judgement may give."""
LEAST_ESTIMATE = 0.1
MOST_ESTIMATE = 0.9
"""What an estimate is clamped to before it is pooled."""
FULL_SHARE = 0.4
"""The part of a success that is full, where there is a percentile."""
STEPS = 10_000
"""A percentile is one of so many equal steps."""


def printed_chance(difficulty: int) -> float:
    """Return the chance that a difficulty stands for before any argument: 21, 15, 10 or 6 of 36 for 0, -1, -2, -3."""
    if difficulty >= 0:
        return 21.0 / 36.0
    if difficulty == -1:
        return 15.0 / 36.0
    if difficulty == -2:
        return 10.0 / 36.0
    return 6.0 / 36.0


def odds(chance: float) -> float:
    """Return chance : 1 - chance; `chance` is below 1."""
    return chance / (1.0 - chance)


def chance_of(odds: float) -> float:
    """Return the chance that odds of at least 0 stand for."""
    return odds / (1.0 + odds)


def within(value: float, least: float, most: float) -> float:
    """Return the value, or the nearer of the two ends."""
    return least if value < least else most if value > most else value


def weighed(printed: float, strength: float, base: float) -> float:
    """Return the chance of a move whose argument took it from `base` to `strength`, within .03 and .9.

    The odds of `printed` times those of `strength` over those of `base`; all three lie in (0, 1).
    """
    return within(chance_of(odds(printed) * odds(strength) / odds(base)), LEAST, MOST)


def clamped_estimate(estimate: float) -> float:
    """Return an estimate within .1 and .9, as it is pooled."""
    return within(estimate, LEAST_ESTIMATE, MOST_ESTIMATE)


def balloted(median: float, weighed: float) -> float:
    """Return the chance between the room's median and the weighed one: their odds' geometric mean.

    `median` is that of clamped estimates.
    """
    return chance_of(sqrt(odds(median) * odds(weighed)))


def degree(percentile: int, chance: float) -> int:
    """Return FULL, PARTIAL or FAIL (see `exercise.rules.dice`) for a percentile from 0 to STEPS - 1.

    The lower 40 % of the chance are a full success.
    """
    thrown = (percentile + 0.5) / STEPS
    if thrown < chance * FULL_SHARE:
        return 2
    if thrown < chance:
        return 1
    return 0


def full_chance(chance: float) -> float:
    """Return the chance of a full success where `chance` is that of any."""
    return chance * FULL_SHARE


def partial_chance(chance: float) -> float:
    """Return the chance of a partial success where `chance` is that of any."""
    return chance - chance * FULL_SHARE


def median(values: MutableSequence[float], count: int) -> float:
    """Return the median of the first `count` values, at least one, which are put in ascending order."""
    for place in range(1, count):
        value = values[place]
        at = place
        while at > 0 and values[at - 1] > value:
            values[at] = values[at - 1]
            at -= 1
        values[at] = value
    middle = count // 2
    if count % 2 == 1:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2.0
