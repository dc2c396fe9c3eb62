"""Whether another way of counting arguments would judge a move differently (DESIGN 5)."""

from collections.abc import MutableSequence, Sequence

from exercise.rules.floor import ANSWER, COUNTER, LINK_COUNTER, QUESTION, REASON, SECOND
from exercise.rules.strengths import HOLDS, df_quad, euler


def counted(semantics: int, base: float, support: float, attack: float, energy: float) -> float:
    """Return a strength by df-quad (`semantics` 0) or euler (1).

    `support` and `attack` are ∏(1 - s) over the supporters and the attackers, `energy` is Σs - Σa.
    """
    return df_quad(base, 1.0 - support, 1.0 - attack) if semantics == 0 else euler(base, energy)


def recounted(
    semantics: int,
    kinds: Sequence[int],
    moves: Sequence[int],
    targets: Sequence[int],
    bases: Sequence[float],
    cited: Sequence[float],
    also: Sequence[float],
    move: int,
    support: MutableSequence[float],
    attack: MutableSequence[float],
    energy: MutableSequence[float],
) -> float:
    """Return a move's strength under other semantics, from the strengths that the rules gave the claims.

    `cited` holds the strength of each node's claim, `also` that of its second one, 0 where there is none.
    `support`, `attack` and `energy` have a place for every node and are overwritten. Whatever argues about a node was
    filed after it, so the last comes first.
    """
    for number in range(move, len(kinds)):
        if moves[number] == move:
            support[number] = 1.0
            attack[number] = 1.0
            energy[number] = 0.0
    for number in range(len(kinds) - 1, move, -1):
        if moves[number] != move:
            continue
        kind = kinds[number]
        target = targets[number]
        if kind == LINK_COUNTER or kinds[target] == LINK_COUNTER:
            continue
        strength = counted(
            semantics,
            bases[number],
            support[number] * (1.0 - cited[number]) * (1.0 - also[number]),
            attack[number],
            energy[number] + cited[number] + also[number],
        )
        if target == move and kind != ANSWER and strength < HOLDS:
            continue
        if kind == REASON or kind == SECOND:
            support[target] *= 1.0 - strength
            energy[target] += strength
        elif kind == COUNTER or kind == QUESTION:
            attack[target] *= 1.0 - strength
            energy[target] -= strength
        else:
            attack[target] *= 1.0 - strength
            energy[target] -= strength
            answered = targets[target]
            support[answered] *= 1.0 - strength
            energy[answered] += strength
    return counted(semantics, bases[move], support[move], attack[move], energy[move])


def sensitive(
    holds: bool,
    kinds: Sequence[int],
    moves: Sequence[int],
    targets: Sequence[int],
    bases: Sequence[float],
    cited: Sequence[float],
    also: Sequence[float],
    move: int,
    support: MutableSequence[float],
    attack: MutableSequence[float],
    energy: MutableSequence[float],
) -> bool:
    """Return whether df-quad or euler disagree with `holds`, whether the move holds under the rules' semantics."""
    for semantics in range(2):
        strength = recounted(semantics, kinds, moves, targets, bases, cited, also, move, support, attack, energy)
        if (strength >= HOLDS) != holds:
            return True
    return False
