"""Whether another way of counting arguments would judge a move differently (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable

from exercise.engine.floor import ATTACKS, FOR_THE_MOVE
from exercise.engine.state import Floor
from exercise.rules.strengths import HOLDS, df_quad, euler


def sensitive(floor: Floor, move: int) -> bool:
    """Return whether a move holds under the rules' semantics and not under df-quad or euler, or the other way round.

    The claims keep the strengths that the rules gave them; the arguments of the move are counted anew.
    """
    holds = floor.strengths[move] >= HOLDS
    return (_strength(floor, move, _df_quad) >= HOLDS) != holds or (_strength(floor, move, _euler) >= HOLDS) != holds


def _df_quad(base: float, support: float, attack: float, energy: float) -> float:
    return df_quad(base, 1.0 - support, 1.0 - attack)


def _euler(base: float, support: float, attack: float, energy: float) -> float:
    return euler(base, energy)


def _strength(floor: Floor, move: int, semantics: Callable[[float, float, float, float], float]) -> float:
    """Return a move's strength; whatever argues about a node was filed after it, so the last comes first.

    By node, `support` and `attack` are ∏(1 - s) over its supporters and its attackers, `energy` is Σs - Σa.
    """
    nodes = floor.nodes
    support, attack, energy = [1.0] * len(nodes), [1.0] * len(nodes), [0.0] * len(nodes)
    for number in range(len(nodes) - 1, move, -1):
        node = nodes[number]
        if node.move != move or node.kind == "link-counter" or nodes[node.target].kind == "link-counter":
            continue
        strength = semantics(
            node.base, support[number] * (1.0 - node.cited), attack[number], energy[number] + node.cited
        )
        target = node.target
        if target == move and node.kind != "answer" and strength < HOLDS:
            continue
        if node.kind in FOR_THE_MOVE:
            support[target] *= 1.0 - strength
            energy[target] += strength
        elif node.kind in ATTACKS:
            attack[target] *= 1.0 - strength
            energy[target] -= strength
        else:
            attack[target] *= 1.0 - strength
            energy[target] -= strength
            answered = nodes[target].target
            support[answered] *= 1.0 - strength
            energy[answered] += strength
    return semantics(nodes[move].base, support[move], attack[move], energy[move])
