"""The arguments of a round: who may file on what, and how strong each argument is."""

from __future__ import annotations

from typing import Final

from exercise.engine.events import Node
from exercise.engine.state import Floor, State
from exercise.rules.strengths import HOLDS, quadratic_energy

MOVE_BASE: Final = 0.5
REASON_BASE: Final = 0.5
CITING_BASE: Final = 0.5
"""Base of a counter or an answer that cites a claim."""
OWN_WORDS_BASE: Final = 0.2
"""Base of one that does not."""

FOR_THE_MOVE: Final = frozenset({"reason", "second"})


def reveal(state: State) -> tuple[tuple[Node, ...], tuple[float, ...]]:
    """Return the nodes of all sealed moves and their reasons, in the deck's order of teams, and their strengths."""
    claims = state.standing.claims
    index = state.game.argument.index
    nodes: list[Node] = []
    strengths: list[float] = []
    for name, team in zip(state.game.teams, state.teams, strict=True):
        if not team.sealed:
            continue
        move = len(nodes)
        nodes.append(Node(move, "move", name, move, move, team.sealed, "", team.text, MOVE_BASE, 0.0))
        strengths.append(MOVE_BASE)
        for reason in team.reasons:
            cited = claims[index[reason.claim]]
            nodes.append(
                Node(len(nodes), "reason", name, move, move, "", reason.claim, reason.text, REASON_BASE, cited)
            )
            strengths.append(quadratic_energy(REASON_BASE, cited))
        strengths[move] = _move_strength(nodes, strengths, move)
    return tuple(nodes), tuple(strengths)


def file(state: State, kind: str, team: str, target: int, claim: str, text: str) -> tuple[Node, dict[int, float]]:
    """Return the node that a counter, a second or an answer makes, and the strengths that it changes."""
    floor = state.floor
    attacked = floor.nodes[target]
    cited = state.standing.claims[state.game.argument.index[claim]] if claim else 0.0
    base = REASON_BASE if kind == "second" else CITING_BASE if claim else OWN_WORDS_BASE
    node = Node(
        len(floor.nodes),
        kind,  # type: ignore[arg-type]
        team,
        attacked.move,
        target,
        "",
        claim,
        text,
        base,
        cited,
    )
    nodes = (*floor.nodes, node)
    strengths = [*floor.strengths, quadratic_energy(base, cited)]
    changed = {node.number: strengths[node.number]}
    for number in (target, attacked.target):
        if nodes[number].kind != "move":
            changed[number] = strengths[number] = _strength(nodes, strengths, number)
    changed[node.move] = strengths[node.move] = _move_strength(nodes, strengths, node.move)
    return node, changed


def _strength(nodes: tuple[Node, ...], strengths: list[float], number: int) -> float:
    """Return the strength of a reason, second or counter from its claim and from what was filed on it."""
    node = nodes[number]
    energy = node.cited
    for other in nodes:
        if other.kind == "counter":
            if other.target == number:
                energy -= strengths[other.number]
        elif other.kind == "answer":
            if other.target == number:
                energy -= strengths[other.number]
            elif nodes[other.target].target == number:
                energy += strengths[other.number]
    return quadratic_energy(node.base, energy)


def _move_strength(nodes: list[Node] | tuple[Node, ...], strengths: list[float], move: int) -> float:
    """Return a move's strength; reasons and counters that don't hold don't count (DESIGN 5)."""
    energy = 0.0
    for node in nodes:
        if node.move != move or node.number == move:
            continue
        strength = strengths[node.number]
        if node.kind in FOR_THE_MOVE:
            if strength >= HOLDS:
                energy += strength
        elif node.kind == "counter":
            if node.target == move and strength >= HOLDS:
                energy -= strength
        elif nodes[node.target].target == move:
            energy += strength
    return quadratic_energy(MOVE_BASE, energy)


def pros(floor: Floor, move: int) -> tuple[int, ...]:
    """Return the numbers of the reasons and seconds of a move that hold."""
    return tuple(
        [
            node.number
            for node in floor.nodes
            if node.move == move and node.kind in FOR_THE_MOVE and floor.strengths[node.number] >= HOLDS
        ]
    )


def cons(floor: Floor, move: int) -> tuple[int, ...]:
    """Return the numbers of the counters on a move itself that hold."""
    return tuple(
        [
            node.number
            for node in floor.nodes
            if node.target == move and node.kind == "counter" and floor.strengths[node.number] >= HOLDS
        ]
    )


def contested(floor: Floor, move: int) -> bool:
    """Return whether a counter that cites a claim was filed on a move or a reason of it; then it is rolled."""
    for node in floor.nodes:  # noqa: SIM110 - a generator costs more than the rest of a ruling
        if node.kind == "counter" and node.move == move and node.claim:
            return True
    return False


def tested(floor: Floor) -> dict[str, tuple[bool, int]]:
    """Return for each claim under a countered reason of a ruled move whether its reason held, and the reason.

    Where two reasons on a claim fared differently, the one that did not hold counts.
    """
    found: dict[str, tuple[bool, int]] = {}
    countered = {node.target for node in floor.nodes if node.kind == "counter"}
    ruled = {ruling.node for ruling in floor.rulings}
    for node in floor.nodes:
        if node.kind in FOR_THE_MOVE and node.number in countered and node.move in ruled:
            held = floor.strengths[node.number] >= HOLDS
            if node.claim not in found or (found[node.claim][0] and not held):
                found[node.claim] = (held, node.number)
    return found


def may_file(state: State, place: int, move: int) -> bool:
    """Return whether a team has a filing left, and one on this move, which must be another's."""
    filed = state.floor.filed
    return _has_filing(state, filed, place) and _move_has_room(state, filed, place, move)


def may_file_somewhere(state: State, place: int, filed: tuple[int, ...] | list[int] | None = None) -> bool:
    """Return whether a team may still file on any move; `filed` counts the filings where they aren't the state's."""
    if filed is None:
        filed = state.floor.filed
    if not _has_filing(state, filed, place):
        return False
    for move in state.floor.moves:  # noqa: SIM110 - a generator would double the cost of the debate's inner loop
        if _move_has_room(state, filed, place, move):
            return True
    return False


def filings_left(state: State, place: int) -> int:
    """Return how many counters and seconds a team may still file this round."""
    return state.setup.level.filings - sum(state.floor.filed[place :: len(state.teams)])


def filed_after(state: State, place: int, move: int) -> list[int]:
    """Return the count of filings by team and move once a team has filed on a move."""
    filed = list(state.floor.filed)
    filed[state.game.team_index[state.floor.nodes[move].team] * len(state.teams) + place] += 1
    return filed


def _has_filing(state: State, filed: tuple[int, ...] | list[int], place: int) -> bool:
    return sum(filed[place :: len(state.teams)]) < state.setup.level.filings


def _move_has_room(state: State, filed: tuple[int, ...] | list[int], place: int, move: int) -> bool:
    mover = state.game.team_index[state.floor.nodes[move].team]
    if mover == place:
        return False
    level, teams = state.setup.level, len(state.teams)
    first = mover * teams
    return (
        filed[first + place] < level.filings_per_team_and_move
        and sum(filed[first : first + teams]) < level.filings_per_move
    )


def answerable(state: State, place: int) -> tuple[int, ...]:
    """Return the numbers of the counters that a team may answer: on its own move, while it has answers left."""
    floor = state.floor
    if not floor.answered or floor.answered[place] >= state.setup.level.answers:
        return ()
    team = state.game.teams[place]
    nodes = floor.nodes
    return tuple([node.number for node in nodes if node.kind == "counter" and nodes[node.move].team == team])


def secondable(state: State, move: int) -> tuple[str, ...]:
    """Return the claims that a second of this move may rest on: the card's, less those already cited for it."""
    nodes = state.floor.nodes
    cited = {node.claim for node in nodes if node.move == move and node.kind in FOR_THE_MOVE}
    return tuple([claim for claim in state.game.cards[nodes[move].card].claims if claim not in cited])
