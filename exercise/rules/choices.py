"""How a steady player weighs what it may do."""

from exercise.rules.dice import at_least, clamp_modifier
from exercise.rules.strengths import HOLDS, quadratic_energy


def reason_holds(claim: float) -> bool:
    """Return whether a reason that rests on a claim of this strength holds while nobody counters it."""
    return quadratic_energy(0.5, claim) >= HOLDS


def expected_share(modifier: int, partial: float) -> float:
    """Return what a roll at this modifier is worth, in units of a full success; `partial` is a partial one's worth."""
    modifier = clamp_modifier(modifier)
    full = at_least(10 - modifier)
    return (full + partial * (at_least(7 - modifier) - full)) / 36.0


def nearest_percent(chance: float) -> int:
    """Return a chance in percent, to the nearest multiple of five from 5 to 95."""
    percent = int((chance * 100.0 + 2.5) / 5.0) * 5
    return 5 if percent < 5 else 95 if percent > 95 else percent


def unseats(cited: float, attack: float) -> bool:
    """Return whether a reason on a claim of strength `cited` stops holding under one attack of a strength."""
    return quadratic_energy(0.5, cited - attack) < HOLDS


def gain(wants: list[float], delta: list[float]) -> float:
    """Return how much a change of the world serves a team: Σ wants · delta over the indicators."""
    total = 0.0
    for i in range(len(wants)):
        total += wants[i] * delta[i]
    return total
