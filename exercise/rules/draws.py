"""Drawing from a pile that is never shuffled (DESIGN 4)."""

from collections.abc import Sequence

from exercise.rules.hashing import below


def position(word: int, n: int, out: Sequence[int]) -> int:
    """Return the position, 0 to n - 1, of the card that a word draws.

    `out` holds, ascending, the positions that are not in the pile; it is shorter than `n`.
    """
    r = below(word, n - len(out))
    for taken in out:
        if r < taken:
            break
        r += 1
    return r
