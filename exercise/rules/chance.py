"""Which word of chance decides what (DESIGN 4).

`key` is that of the session's seed (see `exercise.rules.hashing`), `stream` its stream of chance.
"""

from exercise.rules.hashing import address, below, word
from exercise.rules.odds import STEPS

DRAW = 1
DIE = 2
INJECT = 3
PERCENTILE = 4
"""What a word is for. The table only grows: a number that was given is never given again."""


def draw_word(key: int, stream: int, team: int, index: int) -> int:
    """Return the word of a team's draw number `index`, counted over the whole session."""
    return word(key, address(stream, DRAW, 0, team, 0, index))


def die(key: int, stream: int, round: int, team: int, move: int, index: int) -> int:
    """Return the face, 1 to 6, of die `index`, 0 or 1, for a team's move; `move` is 1 for one that was secret."""
    return below(word(key, address(stream, DIE, round, team, move, index)), 6) + 1


def percentile(key: int, stream: int, round: int, team: int, move: int) -> int:
    """Return the percentile thrown for a team's move in a round, 0 to STEPS - 1; `move` as for dice."""
    return below(word(key, address(stream, PERCENTILE, round, team, move, 0)), STEPS)


def inject_word(key: int, stream: int, index: int) -> int:
    """Return the word of the session's inject draw number `index`."""
    return word(key, address(stream, INJECT, 0, 0, 0, index))
