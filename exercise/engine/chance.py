"""Addresses of chance: which word decides what (DESIGN 4)."""

from enum import IntEnum
from functools import lru_cache

from exercise.rules import chance, hashing

key = lru_cache(maxsize=64)(hashing.key)


class Purpose(IntEnum):
    """What a word is for. The table only grows: a number that was given is never given again."""

    DRAW = chance.DRAW
    DIE = chance.DIE
    INJECT = chance.INJECT
    PERCENTILE = chance.PERCENTILE


def _check(stream: int, round: int, team: int, number: int) -> None:
    """Raise ValueError where a field of an address does not fit."""
    if (stream | round | team) >> 8 or number >> 16:
        raise ValueError("a field of an address of chance is out of range")


def address(stream: int, purpose: Purpose, round: int, team: int, subject: int, index: int) -> int:
    """Return a 64-bit address: stream, purpose, round and team of 8 bits, subject and index of 16.

    Raises ValueError where a field does not fit.
    """
    if (stream | purpose | round | team) >> 8 or (subject | index) >> 16:
        raise ValueError("a field of an address of chance is out of range")
    return hashing.address(stream, purpose, round, team, subject, index)


def draw_word(seed: int, stream: int, team: int, index: int) -> int:
    """Return the word of a team's draw number `index`, counted over the whole session."""
    _check(stream, 0, team, index)
    return chance.draw_word(key(seed), stream, team, index)


def dice(seed: int, stream: int, round: int, team: int, move: int = 0) -> tuple[int, int]:
    """Return the faces of the two dice thrown for a team's move in a round; `move` is 1 for one that was secret."""
    hidden = key(seed)
    _check(stream, round, team, move)
    return chance.die(hidden, stream, round, team, move, 0), chance.die(hidden, stream, round, team, move, 1)


def percentile(seed: int, stream: int, round: int, team: int, move: int = 0) -> int:
    """Return the percentile thrown for a team's move in a round, 0 to STEPS - 1; `move` as for dice."""
    _check(stream, round, team, move)
    return chance.percentile(key(seed), stream, round, team, move)


def inject_word(seed: int, stream: int, index: int) -> int:
    """Return the word of the session's inject draw number `index`."""
    _check(stream, 0, 0, index)
    return chance.inject_word(key(seed), stream, index)
