"""Addresses of chance: which word decides what (DESIGN 4)."""

from enum import IntEnum
from functools import lru_cache

from exercise.rules import hashing
from exercise.rules.hashing import below, word
from exercise.rules.odds import STEPS

key = lru_cache(maxsize=64)(hashing.key)


class Purpose(IntEnum):
    """What a word is for. The table only grows: a number that was given is never given again."""

    DRAW = 1
    DIE = 2
    INJECT = 3
    PERCENTILE = 4


def address(stream: int, purpose: Purpose, round: int, team: int, subject: int, index: int) -> int:
    """Return a 64-bit address: stream, purpose, round and team of 8 bits, subject and index of 16.

    Raises ValueError where a field does not fit.
    """
    if (stream | purpose | round | team) >> 8 or (subject | index) >> 16:
        raise ValueError("a field of an address of chance is out of range")
    return stream << 56 | purpose << 48 | round << 40 | team << 32 | subject << 16 | index


def draw_word(seed: int, stream: int, team: int, index: int) -> int:
    """Return the word of a team's draw number `index`, counted over the whole session."""
    return word(key(seed), address(stream, Purpose.DRAW, 0, team, 0, index))


def dice(seed: int, stream: int, round: int, team: int, move: int = 0) -> tuple[int, int]:
    """Return the faces of the two dice thrown for a team's move in a round; `move` is 1 for one that was secret."""
    hidden, first = key(seed), address(stream, Purpose.DIE, round, team, move, 0)
    return below(word(hidden, first), 6) + 1, below(word(hidden, first + 1), 6) + 1


def percentile(seed: int, stream: int, round: int, team: int, move: int = 0) -> int:
    """Return the percentile thrown for a team's move in a round, 0 to STEPS - 1; `move` as for dice."""
    return below(word(key(seed), address(stream, Purpose.PERCENTILE, round, team, move, 0)), STEPS)


def inject_word(seed: int, stream: int, index: int) -> int:
    """Return the word of the session's inject draw number `index`."""
    return word(key(seed), address(stream, Purpose.INJECT, 0, 0, 0, index))
