"""Whether another way of counting arguments would judge a move differently (DESIGN 5)."""

from collections.abc import MutableSequence, Sequence

from exercise.rules.floor import ANSWER, COUNTER, LINK_COUNTER, QUESTION, REASON, SECOND
from exercise.rules.strengths import HOLDS, df_quad, euler


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
    """Return whether df-quad or euler disagree with `holds`, whether the move holds under the rules' semantics.

    The claims keep the strengths that the rules gave them: `cited` holds that of each node's claim, `also` that of its
    second one, 0 where there is none. `support`, `attack` and `energy` have a place for every node and are overwritten:
    with ∏(1 - s) over its supporters and over its attackers under df-quad, and with Σs - Σa under euler. Whatever
    argues about a node was filed after it, so the last comes first.
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
        quad = df_quad(
            bases[number],
            1.0 - support[number] * (1.0 - cited[number]) * (1.0 - also[number]),
            1.0 - attack[number],
        )
        eul = euler(bases[number], energy[number] + cited[number] + also[number])
        if target == move and kind != ANSWER:
            # What doesn't hold doesn't count.
            if quad < HOLDS:
                quad = 0.0
            if eul < HOLDS:
                eul = 0.0
        if kind == REASON or kind == SECOND:
            support[target] *= 1.0 - quad
            energy[target] += eul
        else:
            attack[target] *= 1.0 - quad
            energy[target] -= eul
            if kind != COUNTER and kind != QUESTION:
                answered = targets[target]
                support[answered] *= 1.0 - quad
                energy[answered] += eul
    quad = df_quad(bases[move], 1.0 - support[move], 1.0 - attack[move])
    eul = euler(bases[move], energy[move])
    return (quad >= HOLDS) != holds or (eul >= HOLDS) != holds
