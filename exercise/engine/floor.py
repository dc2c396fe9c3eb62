"""The arguments of a round: who may file on what, and how strong each argument is."""

from __future__ import annotations

from typing import Final

from exercise.engine.events import Node, NodeKind
from exercise.engine.state import Floor, State
from exercise.rules.strengths import HOLDS, quadratic_energy

MOVE_BASE: Final = 0.5
REASON_BASE: Final = 0.5
CITING_BASE: Final = 0.5
"""Base of a counter or an answer that cites a claim."""
OWN_WORDS_BASE: Final = 0.2
"""Base of one that does not."""
BURDEN_BASE: Final = 0.6
"""Base of a critical question that shifts the burden of proof."""
QUESTION_BASE: Final = 0.2
"""Base of one that does not."""

ATTACKS: Final = frozenset({"counter", "question"})
"""The kinds of nodes that attack a move or a reason of it."""
ANSWERABLE: Final = frozenset({"counter", "question", "link-counter"})
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


def file(
    state: State, kind: NodeKind, team: str, target: int, claim: str, text: str, question: int = -1
) -> tuple[Node, dict[int, float]]:
    """Return the node that a counter, a question, a second or an answer makes, and the strengths that it changes."""
    floor, tables = state.floor, state.game.argument
    attacked = floor.nodes[target]
    cited = 0.0
    if kind == "question":
        claim = attacked.claim
        base = BURDEN_BASE if tables.burdens[tables.index[claim]][question] else QUESTION_BASE
    else:
        base = REASON_BASE if kind == "second" else CITING_BASE if claim else OWN_WORDS_BASE
        if claim:
            cited = state.standing.claims[tables.index[claim]]
    node = Node(len(floor.nodes), kind, team, attacked.move, target, "", claim, text, base, cited, question)
    nodes = (*floor.nodes, node)
    strengths = [*floor.strengths, quadratic_energy(base, cited)]
    changed = {node.number: strengths[node.number]}
    for number in (target, attacked.target):
        if nodes[number].kind != "move":
            changed[number] = strengths[number] = _strength(nodes, strengths, number)
    if attacked.kind != "link-counter":
        changed[node.move] = strengths[node.move] = _move_strength(nodes, strengths, node.move)
    return node, changed


def counter_on_link(state: State, team: str, move: int, link: str, claim: str, text: str) -> Node:
    """Return the node that a counter on a link makes; it belongs to a move and attacks none of its arguments."""
    cited = state.standing.claims[state.game.argument.index[claim]] if claim else 0.0
    number = len(state.floor.nodes)
    base = CITING_BASE if claim else OWN_WORDS_BASE
    return Node(number, "link-counter", team, move, number, "", claim, text, base, cited, link=link)


def _strength(nodes: tuple[Node, ...], strengths: list[float], number: int) -> float:
    """Return the strength of what is no move from its claim and from what was filed on it."""
    node = nodes[number]
    energy = node.cited
    for other in nodes:
        if other.kind in ATTACKS:
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
        elif node.kind in ATTACKS:
            if node.target == move and strength >= HOLDS:
                energy -= strength
        elif node.kind == "answer" and nodes[node.target].target == move:
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
    """Return the numbers of the counters and questions on a move itself that hold."""
    return tuple(
        [
            node.number
            for node in floor.nodes
            if node.target == move and node.kind in ATTACKS and floor.strengths[node.number] >= HOLDS
        ]
    )


def contested(floor: Floor, move: int) -> bool:
    """Return whether a move is rolled: a counter that cites a claim, or a question that shifts the burden, is on it."""
    for node in floor.nodes:  # noqa: SIM110 - a generator costs more than the rest of a ruling
        if node.kind in ATTACKS and node.move == move and _challenges(node):
            return True
    return False


def _challenges(node: Node) -> bool:
    return bool(node.claim) if node.kind == "counter" else node.base == BURDEN_BASE


def tested(floor: Floor) -> dict[str, tuple[bool, int]]:
    """Return for each claim under a countered reason of a ruled move whether its reason held, and the reason.

    A question that shifts the burden of proof tests a claim as a counter does. Where two reasons on a claim fared
    differently, the one that did not hold counts.
    """
    found: dict[str, tuple[bool, int]] = {}
    countered = {
        node.target for node in floor.nodes if node.kind == "counter" or (node.kind == "question" and _challenges(node))
    }
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
    """Return the numbers of what a team may answer: counters and questions on its move, while it has answers left."""
    floor = state.floor
    if not floor.answered or floor.answered[place] >= state.setup.level.answers:
        return ()
    team = state.game.teams[place]
    nodes = floor.nodes
    return tuple([node.number for node in nodes if node.kind in ANSWERABLE and nodes[node.move].team == team])


def secondable(state: State, move: int) -> tuple[str, ...]:
    """Return the claims that a second of this move may rest on: the card's, less those already cited for it."""
    nodes = state.floor.nodes
    cited = {node.claim for node in nodes if node.move == move and node.kind in FOR_THE_MOVE}
    return tuple([claim for claim in state.game.cards[nodes[move].card].claims if claim not in cited])


def questions_left(state: State, node: Node) -> tuple[int, ...]:
    """Return the places of the critical questions that a reason invites and that nobody has put to it."""
    tables = state.game.argument
    put = [other.question for other in state.floor.nodes if other.kind == "question" and other.target == node.number]
    return tuple([place for place in range(len(tables.burdens[tables.index[node.claim]])) if place not in put])
