"""Two six-sided dice and a modifier (DESIGN 6)."""

LOWEST = -4
HIGHEST = 2
PARTIAL_FROM = 7
FULL_FROM = 10

FAIL = 0
PARTIAL = 1
FULL = 2


def clamp_modifier(modifier: int) -> int:
    """Return the modifier within -4 to +2."""
    return LOWEST if modifier < LOWEST else HIGHEST if modifier > HIGHEST else modifier


def at_least(total: int) -> int:
    """Return how many of the 36 throws of two dice show `total` or more."""
    if total <= 2:
        return 36
    if total > 12:
        return 0
    if total <= 7:
        return 36 - (total - 2) * (total - 1) // 2
    return (13 - total) * (14 - total) // 2


def outcome(total: int) -> int:
    """Return FAIL, PARTIAL or FULL for dice and modifier together."""
    return FULL if total >= FULL_FROM else PARTIAL if total >= PARTIAL_FROM else FAIL


def full_chance(modifier: int) -> float:
    """Return the chance of a full success at a modifier within -4 to +2."""
    return at_least(FULL_FROM - modifier) / 36.0


def partial_chance(modifier: int) -> float:
    """Return the chance of a partial success at a modifier within -4 to +2."""
    return (at_least(PARTIAL_FROM - modifier) - at_least(FULL_FROM - modifier)) / 36.0


def fail_chance(modifier: int) -> float:
    """Return the chance of a failure at a modifier within -4 to +2."""
    return (36 - at_least(PARTIAL_FROM - modifier)) / 36.0


def unopposed(pros: int, difficulty: int) -> int:
    """Return FULL or PARTIAL for a move that nobody challenged, from its reasons that hold and its difficulty."""
    return FULL if pros >= 2 and difficulty > -2 else PARTIAL
