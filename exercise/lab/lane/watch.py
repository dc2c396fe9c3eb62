"""What a watched lane notes of its play, and the rows in which it leaves it.

Behind what every lane writes, a watched lane's `wholes` have: by card, in how many caucuses it was held to the end, and
then in how many of them it was sealed; by inject, whether it was delivered; and by ruling, its card. Its `numbers`
have: all levels (0 to 100) before the first and after each round; by link, its weight at the end, and then how much
crossed it, whichever way; and by ruling, the chance of success, -1 where none was thrown. Rulings have as many places a
round as there are rows; rounds that were not played leave zeros, rulings that were not made -1.
"""

from collections.abc import MutableSequence, Sequence

from exercise.lab import layout as x
from exercise.lab.layout import Lane
from exercise.rules.influence import level
from exercise.rules.propagation import DAMPING, HORIZON, crossed


def forget(s: Lane) -> None:
    """Return nothing, having forgotten what an earlier play left and noted the levels at the start."""
    at = s.at
    if at[x.WATCHED] == 0:
        return
    for card in range(at[x.CARDS]):
        s.work[at[x.W_HELD] + card] = 0
        s.work[at[x.W_CHOSEN] + card] = 0
    for ruling in range(at[x.ROUNDS] * at[x.ROWS]):
        s.work[at[x.W_RULED] + ruling] = -1
        s.real[at[x.W_CHANCES] + ruling] = -1.0
    for place in range((at[x.ROUNDS] + 1) * at[x.NODES]):
        s.real[at[x.W_LEVELS] + place] = 0.0
    for link in range(at[x.LINKS]):
        s.real[at[x.W_FLOWS] + link] = 0.0
    note_levels(s, 0)


def note_levels(s: Lane, rounds: int) -> None:
    """Return nothing, having noted the levels after so many rounds."""
    at = s.at
    if at[x.WATCHED] == 0:
        return
    first = at[x.W_LEVELS] + rounds * at[x.NODES]
    for node in range(at[x.NODES]):
        s.real[first + node] = level(s.real[at[x.R_Z] + node])


def note_hands(s: Lane) -> None:
    """Return nothing, having noted what each team held at the end of a caucus, the card that it sealed with it."""
    at, now = s.at, s.now
    if at[x.WATCHED] == 0:
        return
    for team in range(at[x.TEAMS]):
        first = at[x.HANDS] + team * at[x.SLOTS]
        for place in range(first, first + now[at[x.HAND_COUNT] + team]):
            s.work[at[x.W_HELD] + now[place]] += 1
        card = now[at[x.SEALED] + team]
        if 0 <= card < at[x.CARDS]:
            s.work[at[x.W_HELD] + card] += 1
            s.work[at[x.W_CHOSEN] + card] += 1


def note_ruling(s: Lane, card: int, chance: float) -> None:
    """Return nothing, having noted a ruling of this round."""
    at = s.at
    place = (s.now[x.N_ROUND] - 1) * at[x.ROWS] + s.now[x.N_RULED]
    s.work[at[x.W_RULED] + place] = card
    s.real[at[x.W_CHANCES] + place] = chance


def note_flows(s: Lane, changes: Sequence[float]) -> None:
    """Return nothing, having noted how much of what changed the indicators crossed each link."""
    at = s.at
    for link in range(at[x.LINKS]):
        weight = s.real[at[x.R_WEIGHTS] + link]
        cause, lag = at[at[x.CAUSES] + link], at[at[x.LAGS] + link]
        held = crossed(at[x.NODES], HORIZON, cause, lag, weight, DAMPING, changes)
        s.real[at[x.W_FLOWS] + link] += held if held > 0.0 else -held


def more_wholes(s: Lane) -> int:
    """Return how many whole numbers a watched lane writes besides; 0 for one that isn't."""
    at = s.at
    if at[x.WATCHED] == 0:
        return 0
    return 2 * at[x.CARDS] + at[x.INJECTS] + at[x.ROUNDS] * at[x.ROWS]


def more_numbers(s: Lane) -> int:
    """Return how many other numbers it writes besides."""
    at = s.at
    if at[x.WATCHED] == 0:
        return 0
    return (at[x.ROUNDS] + 1) * at[x.NODES] + 2 * at[x.LINKS] + at[x.ROUNDS] * at[x.ROWS]


def write(
    s: Lane, wholes: MutableSequence[int], first_whole: int, numbers: MutableSequence[float], first_number: int
) -> None:
    """Return nothing, having written what a watched lane noted from these places on."""
    at = s.at
    if at[x.WATCHED] == 0:
        return
    place = first_whole
    for card in range(at[x.CARDS]):
        wholes[place + card] = s.work[at[x.W_HELD] + card]
        wholes[place + at[x.CARDS] + card] = s.work[at[x.W_CHOSEN] + card]
    place += 2 * at[x.CARDS]
    for inject in range(at[x.INJECTS]):
        wholes[place + inject] = s.now[at[x.DELIVERED] + inject]
    place += at[x.INJECTS]
    rulings = at[x.ROUNDS] * at[x.ROWS]
    for ruling in range(rulings):
        wholes[place + ruling] = s.work[at[x.W_RULED] + ruling]
    place = first_number
    for level_then in range((at[x.ROUNDS] + 1) * at[x.NODES]):
        numbers[place + level_then] = s.real[at[x.W_LEVELS] + level_then]
    place += (at[x.ROUNDS] + 1) * at[x.NODES]
    for link in range(at[x.LINKS]):
        numbers[place + link] = s.real[at[x.R_WEIGHTS] + link]
        numbers[place + at[x.LINKS] + link] = s.real[at[x.W_FLOWS] + link]
    place += 2 * at[x.LINKS]
    for ruling in range(rulings):
        numbers[place + ruling] = s.real[at[x.W_CHANCES] + ruling]
