"""Whether another way of counting arguments would judge a move differently (DESIGN 5)."""

from __future__ import annotations

from exercise.engine.state import Floor
from exercise.rules import sensitivity
from exercise.rules.strengths import HOLDS


def sensitive(floor: Floor, move: int) -> bool:
    """Return whether a move holds under the rules' semantics and not under df-quad or euler, or the other way round.

    The claims keep the strengths that the rules gave them; the arguments of the move are counted anew.
    """
    known = floor.flat
    kinds, moves, targets, bases = known.kinds, known.moves, known.targets, known.bases
    cited = [node.cited for node in floor.nodes]
    also = [node.also_cited for node in floor.nodes]
    support, attack, energy = [0.0] * len(kinds), [0.0] * len(kinds), [0.0] * len(kinds)
    holds = floor.strengths[move] >= HOLDS
    return sensitivity.sensitive(holds, kinds, moves, targets, bases, cited, also, move, support, attack, energy)
