"""The arguments on the floor of a round: what bears on what, and what holds (DESIGN 5).

Nodes stand in flat sequences in the order in which they were filed: their kind, the number of the move that they
belong to, the node that they support or attack, their strength. Whatever argues about a node was filed after it.
"""

from collections.abc import MutableSequence, Sequence

from exercise.rules.strengths import HOLDS

MOVE = 0
REASON = 1
SECOND = 2
COUNTER = 3
QUESTION = 4
LINK_COUNTER = 5
ANSWER = 6

MOVE_BASE = 0.5
REASON_BASE = 0.5
CITING_BASE = 0.5
"""Base of a counter or an answer that cites a claim."""
OWN_WORDS_BASE = 0.2
"""Base of one that does not."""
BURDEN_BASE = 0.6
"""Base of a critical question that shifts the burden of proof."""
QUESTION_BASE = 0.2
"""Base of one that does not."""


def base_of(kind: int, cites: bool, burden: bool) -> float:
    """Return the base score of a node of a kind; `cites` and `burden` where its kind asks for them."""
    if kind == MOVE:
        return MOVE_BASE
    if kind == REASON or kind == SECOND:
        return REASON_BASE
    if kind == QUESTION:
        return BURDEN_BASE if burden else QUESTION_BASE
    return CITING_BASE if cites else OWN_WORDS_BASE


def argument_energy(
    kinds: Sequence[int], targets: Sequence[int], strengths: Sequence[float], number: int, cited: float
) -> float:
    """Return what argues for a node that is no move, less what argues against it; `cited` is its claims' strength."""
    energy = cited
    for other in range(number + 1, len(kinds)):
        kind = kinds[other]
        if kind == COUNTER or kind == QUESTION:
            if targets[other] == number:
                energy -= strengths[other]
        elif kind == ANSWER:
            if targets[other] == number:
                energy -= strengths[other]
            elif targets[targets[other]] == number:
                energy += strengths[other]
    return energy


def move_energy(
    kinds: Sequence[int], moves: Sequence[int], targets: Sequence[int], strengths: Sequence[float], move: int
) -> float:
    """Return what argues for a move less what argues against it; reasons and counters that don't hold don't count."""
    energy = 0.0
    for other in range(move + 1, len(kinds)):
        if moves[other] != move:
            continue
        kind = kinds[other]
        strength = strengths[other]
        if kind == REASON or kind == SECOND:
            if strength >= HOLDS:
                energy += strength
        elif kind == COUNTER or kind == QUESTION:
            if targets[other] == move and strength >= HOLDS:
                energy -= strength
        elif kind == ANSWER and targets[targets[other]] == move:
            energy += strength
    return energy


def pros(
    kinds: Sequence[int], moves: Sequence[int], strengths: Sequence[float], move: int, found: MutableSequence[int]
) -> int:
    """Return how many reasons and seconds of a move hold, having written their numbers to `found`."""
    count = 0
    for other in range(move + 1, len(kinds)):
        if moves[other] == move and (kinds[other] == REASON or kinds[other] == SECOND) and strengths[other] >= HOLDS:
            found[count] = other
            count += 1
    return count


def cons(
    kinds: Sequence[int], targets: Sequence[int], strengths: Sequence[float], move: int, found: MutableSequence[int]
) -> int:
    """Return how many counters and questions on a move itself hold, having written their numbers to `found`."""
    count = 0
    for other in range(move + 1, len(kinds)):
        if (
            targets[other] == move
            and (kinds[other] == COUNTER or kinds[other] == QUESTION)
            and strengths[other] >= HOLDS
        ):
            found[count] = other
            count += 1
    return count


def challenges(kind: int, base: float) -> bool:
    """Return whether a node makes a move rolled: a counter that cites a claim, or a burden question."""
    return (kind == COUNTER and base == CITING_BASE) or (kind == QUESTION and base == BURDEN_BASE)


def mark_tested(
    kinds: Sequence[int], targets: Sequence[int], bases: Sequence[float], marks: MutableSequence[int]
) -> None:
    """Return nothing, having set to 1 the mark of each node that a counter or a burden question was filed on.

    `marks` has a place for every node, 0 on entry. A reason that is marked was tested.
    """
    for number in range(len(kinds)):
        kind = kinds[number]
        if kind == COUNTER or challenges(kind, bases[number]):
            marks[targets[number]] = 1
