"""What a random player picks, and how a steady one weighs what it may do."""

from collections.abc import MutableSequence, Sequence

from exercise.rules.dice import at_least, clamp_modifier
from exercise.rules.floor import CITING_BASE, REASON_BASE
from exercise.rules.hashing import below, word
from exercise.rules.strengths import HOLDS, quadratic_energy

UNMET = 1.0
"""How much an objective counts to a steady player that is not met yet."""
MET = 0.3
"""How much one counts that is."""
LINK_SHARE = 2.0
"""How a counter on a link compares with one on the move: it takes the whole of its relief, the other a few chances."""
CONTEST = -1
"""The counters that it expects to stand against a move of its own."""
TIES = 65_536
"""How many values break ties."""
DOUBT = 0.5
"""How far below its worth a steady player may judge a card, so that it plays one that is nearly as good as the best."""
LEAST_HARM = 0.1
"""How much a move has to cost a steady player's objectives, in wants times z, before it argues against it."""


def pick(key: int, choice: int, n: int) -> int:
    """Return what a player picks of `n` at its choice number `choice`, from 1: a whole number from 0 to n - 1."""
    return below(word(key, choice), n)


def pick_another(key: int, choice: int, n: int, taken: MutableSequence[int], count: int) -> int:
    """Return what a player picks of `n` less the `count` numbers in `taken`, which are in ascending order.

    The pick is put in its place in `taken`, which has room for it.
    """
    picked = pick(key, choice, n - count)
    place = 0
    while place < count and picked >= taken[place]:
        picked += 1
        place += 1
    for after in range(count, place, -1):
        taken[after] = taken[after - 1]
    taken[place] = picked
    return picked


def better(worth: float, tie: int, best: float, best_tie: int) -> bool:
    """Return whether a choice beats the best so far, ties broken by a number from 0 to TIES - 1."""
    return worth > best or (worth == best and tie > best_tie)


def judged(worth: float, lot: int) -> float:
    """Return what a card's worth is taken to be by a lot from 0 to TIES - 1: from the whole of it down to 1 - DOUBT."""
    return worth * (1.0 - DOUBT * lot / TIES)


def minds(harm: float) -> bool:
    """Return whether a move that costs a team's objectives so much is worth a filing."""
    return harm > LEAST_HARM


def seal_worth(held: int, difficulty: int, full: float) -> float:
    """Return what sealing a card is worth whose full success is worth `full`, with so many reasons that hold."""
    return expected_share(held + difficulty + CONTEST, 0.5) * full


def link_worth(before: float, after: float) -> float:
    """Return what a counter on a link is worth that takes a move's worth from `before` to `after`."""
    return LINK_SHARE * (after - before)


def counter_strength(claim: float) -> float:
    """Return the strength of a counter that cites a claim of this strength, before anyone answers it."""
    return quadratic_energy(CITING_BASE, claim)


def reason_holds(claim: float) -> bool:
    """Return whether a reason that rests on a claim of this strength holds while nobody counters it."""
    return quadratic_energy(REASON_BASE, claim) >= HOLDS


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
    return quadratic_energy(REASON_BASE, cited - attack) < HOLDS


def gain(wants: Sequence[float], delta: Sequence[float]) -> float:
    """Return how much a change of the world serves a team: Σ wants · delta over the indicators."""
    total = 0.0
    for i in range(len(wants)):
        total += wants[i] * delta[i]
    return total
