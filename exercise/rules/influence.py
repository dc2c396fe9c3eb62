"""What a link carries in play, and how a change on the z scale shows on the level's scale (DESIGN 7)."""

from collections.abc import Sequence

from exercise.rules.exponential import logistic

LEAST = 0.25
MOST = 1.5
LIMIT = 3.9
"""How far from the middle a level may go on the z scale."""

SMALL = 1e-9
NEGLIGIBLE = 1e-3
"""On the z scale, at most a fortieth of a point: less than this is not kept behind a delayed link.

Without it a circle through a delayed link would pass on ever smaller echoes of every shock for the rest of a session.
"""
INFINITY = 1e308 * 10.0
COMMITMENT_SHARE = 0.5
"""What a commitment pushes each round, as a share of its printed shocks."""
PARTIAL_SHARE = 0.5
"""What a partial success pushes where the card doesn't say, as a share of a full one's shocks."""


def weight_in_play(printed: float, strength: float, initial: float) -> float:
    """Return a link's weight, `printed` times its strength over its initial strength, within .25 and 1.5 times."""
    ratio = strength / initial
    if ratio < LEAST:
        ratio = LEAST
    elif ratio > MOST:
        ratio = MOST
    return printed * ratio


def clamp_level(z: float) -> float:
    """Return `z` within -3.9 and 3.9."""
    return -LIMIT if z < -LIMIT else LIMIT if z > LIMIT else z


def level(z: float) -> float:
    """Return the level from 0 to 100 that `z` shows as."""
    return 100.0 * logistic(z)


def points_per_push(before: float, after: float, push: float) -> float:
    """Return the points on the level's scale that one unit of push stands for.

    `before` and `after` are levels, 0 to 100; `push` is the whole push on the z scale, before clamping. Where it is
    next to nothing the slope of the level stands in, so that shares that cancel still show.
    """
    if push < SMALL and push > -SMALL:
        return before * (100.0 - before) / 100.0
    return (after - before) / push


def z_of_level(level: float) -> float:
    """Return the z that a level between 0 and 100 stands for, by Newton's method from the middle.

    The logistic is concave above the middle and convex below, so no step overshoots; 40 steps settle every digit.
    """
    share = level / 100.0
    z = 0.0
    for _ in range(40):
        s = logistic(z)
        closer = z + (share - s) / (s * (1.0 - s))
        if closer == z:
            break
        z = closer
    return z


def threshold(level: float) -> float:
    """Return the z at which a level from 0 to 100 is reached; infinite at the ends of the scale."""
    if level <= 0.0:
        return -INFINITY
    if level >= 100.0:
        return INFINITY
    return z_of_level(level)


def commitment_push(amount: float) -> float:
    """Return what a commitment pushes each round where a full success pushed `amount`."""
    return amount * COMMITMENT_SHARE


def negligible(held: float) -> bool:
    """Return whether what crossed a delayed link is too little to keep."""
    return -NEGLIGIBLE < held < NEGLIGIBLE


def push_of_all(parts: Sequence[float]) -> float:
    """Return the whole push on an indicator from what each origin pushes, in their order."""
    total = 0.0
    for part in parts:
        total += part
    return total
