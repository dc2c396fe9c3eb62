"""When an objective that reads an indicator is met (DESIGN 7)."""

MISSED = 0
PARTLY = 1
MET = 2


def points_needed(rounds: int) -> float:
    """Return by how many points an indicator must have moved after so many rounds: 3, 5, 10, 12, then 15."""
    if rounds <= 1:
        return 3.0
    if rounds == 2:
        return 5.0
    if rounds == 3:
        return 10.0
    if rounds == 4:
        return 12.0
    return 15.0


def judge(moved: float, rounds: int) -> int:
    """Return MET, PARTLY (a third of the way) or MISSED for points moved in the objective's direction."""
    needed = points_needed(rounds)
    if moved >= needed:
        return MET
    if moved >= needed / 3.0:
        return PARTLY
    return MISSED


def points_moved(before: float, after: float, sign: int) -> float:
    """Return by how many points a level moved in a direction, +1 or -1."""
    return (after - before) * sign


def within(z: float, least: float, most: float) -> bool:
    """Return whether a level on the z scale keeps a condition's bounds."""
    return least <= z <= most
