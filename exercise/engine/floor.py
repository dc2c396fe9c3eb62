"""The arguments of a round: who may file on what, and how strong each argument is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from exercise.engine.events import MovesRevealed
from exercise.engine.parts import Node, NodeKind, Secret, make_node
from exercise.engine.state import Flat, Floor, State, make_flat
from exercise.moves import Reason
from exercise.rules import floor as rules
from exercise.rules import turns
from exercise.rules.floor import BURDEN_BASE as BURDEN_BASE
from exercise.rules.floor import CITING_BASE as CITING_BASE
from exercise.rules.floor import MOVE_BASE as MOVE_BASE
from exercise.rules.floor import OWN_WORDS_BASE as OWN_WORDS_BASE
from exercise.rules.floor import REASON_BASE
from exercise.rules.strengths import HOLDS, quadratic_energy

CODES: Final[Mapping[NodeKind, int]] = {
    "move": rules.MOVE,
    "reason": rules.REASON,
    "second": rules.SECOND,
    "counter": rules.COUNTER,
    "question": rules.QUESTION,
    "link-counter": rules.LINK_COUNTER,
    "answer": rules.ANSWER,
}
"""The kinds of nodes as the kernels number them."""
ATTACKS: Final = frozenset({"counter", "question"})
"""The kinds of nodes that attack a move or a reason of it."""
ANSWERABLE: Final = frozenset({"counter", "question", "link-counter"})
FOR_THE_MOVE: Final = frozenset({"reason", "second"})
ALONE: Final = (rules.MOVE, rules.REASON, rules.REASON, rules.REASON)
"""The kinds of a move and its reasons."""


def reveal(state: State, sprung: Mapping[str, Secret]) -> MovesRevealed:
    """Return the event that opens all moves: those sealed for now, and the secret ones that `sprung` gives by team.

    Moves stand in the deck's order of teams, a team's secret move after its other one.
    """
    nodes: list[Node] = []
    strengths: list[float] = []
    secrets: list[int] = []
    triggers: list[str] = []
    own: list[tuple[str, str, tuple[str, ...]]] = []

    def put(name: str, card: str, reasons: tuple[Reason, ...], text: str, shocks: tuple[str, ...]) -> None:
        move = number = len(nodes)
        nodes.append(make_node(move, "move", name, move, move, card, "", text, MOVE_BASE, 0.0))
        held = [MOVE_BASE]
        for reason in reasons:
            number += 1
            claim, second, words = reason.claim, reason.also, reason.text
            cited = state.strength(claim)
            also = state.strength(second) if second else 0.0
            nodes.append(
                make_node(
                    number, "reason", name, move, move, "", claim, words, REASON_BASE, cited, -1, "", second, also
                )
            )
            held.append(quadratic_energy(REASON_BASE, cited + also))
        # Nothing but its reasons stands on the floor of this move yet, so they are numbered as if it were alone.
        alone = [0] * len(held)
        held[0] = quadratic_energy(MOVE_BASE, rules.move_energy(ALONE[: len(held)], alone, alone, held, 0))
        strengths.extend(held)
        if shocks:
            own.append((card, name, shocks))

    for name, team in zip(state.game.teams, state.teams, strict=True):
        if team.sealed:
            put(name, team.sealed, team.reasons, team.text, team.shocks)
        secret = sprung.get(name)
        if secret is not None:
            secrets.append(len(nodes))
            triggers.append(secret.trigger)
            put(name, secret.card, secret.reasons, secret.text, secret.shocks)
    return MovesRevealed(tuple(nodes), tuple(strengths), tuple(secrets), tuple(own), tuple(triggers))


def reread(
    state: State, strength: Callable[[str], float]
) -> tuple[tuple[tuple[int, float, float], ...], tuple[tuple[int, float], ...]]:
    """Return the reasons that rest on claims which changed, with their claims' strengths, and every strength anew.

    `strength` gives a claim's strength now. Only reasons and seconds are read live; whatever else cites a claim keeps
    its strength as it stood when filed.
    """
    nodes, strengths = list(state.floor.nodes), list(state.floor.strengths)
    cited, changed, known = [], {}, state.floor.flat
    for node in state.floor.nodes:
        if node.kind in FOR_THE_MOVE:
            now, also = strength(node.claim), strength(node.also) if node.also else 0.0
            if (now, also) != (node.cited, node.also_cited):
                cited.append((node.number, now, also))
                nodes[node.number] = replace(node, cited=now, also_cited=also)
                strength_now = _strength(known.kinds, known.targets, strengths, nodes[node.number])
                changed[node.number] = strengths[node.number] = strength_now
    for move in sorted({nodes[number].move for number, _, _ in cited}):
        strength_now = _move_strength(known.kinds, known.moves, known.targets, strengths, move)
        changed[move] = strengths[move] = strength_now
    return tuple(cited), tuple(changed.items())


def file(
    state: State, kind: NodeKind, team: str, target: int, claim: str, text: str, question: int = -1, also: str = ""
) -> tuple[Node, dict[int, float]]:
    """Return the node that a counter, a question, a second or an answer makes, and the strengths that it changes.

    `question` is a question's place among those that the claims of the reason invite.
    """
    floor, tables = state.floor, state.game.argument
    attacked = floor.nodes[target]
    cited = 0.0
    burden = False
    if kind == "question":
        claim, question = tables.questions(attacked.claims)[question]
        burden = tables.burdens[tables.index[claim]][question]
    elif claim:
        cited = state.strength(claim)
    also_cited = state.strength(also) if also else 0.0
    base, number = rules.base_of(CODES[kind], bool(claim), burden), len(floor.nodes)
    node = make_node(
        number, kind, team, attacked.move, target, "", claim, text, base, cited, question, "", also, also_cited
    )
    strengths = [*floor.strengths, quadratic_energy(base, cited + also_cited)]
    changed = {node.number: strengths[node.number]}
    flat = floor.flat
    kinds, targets = [*flat.kinds, CODES[kind]], [*flat.targets, target]
    for number in (target, attacked.target):
        if kinds[number] != rules.MOVE:
            changed[number] = strengths[number] = _strength(kinds, targets, strengths, floor.nodes[number])
    if attacked.kind != "link-counter":
        moves = [*flat.moves, node.move]
        changed[node.move] = strengths[node.move] = _move_strength(kinds, moves, targets, strengths, node.move)
    return node, changed


def counter_on_link(state: State, team: str, move: int, link: str, claim: str, text: str) -> Node:
    """Return the node that a counter on a link makes; it belongs to a move and attacks none of its arguments."""
    cited = state.strength(claim) if claim else 0.0
    number = len(state.floor.nodes)
    base = CITING_BASE if claim else OWN_WORDS_BASE
    return make_node(number, "link-counter", team, move, number, "", claim, text, base, cited, link=link)


def flat(nodes: Sequence[Node], places: Mapping[str, int]) -> Flat:
    """Return moves and their reasons as the kernels read them; `places` gives a team's place in the deck."""
    moves = [node for node in nodes if node.kind == "move"]
    return make_flat(
        tuple([CODES[node.kind] for node in nodes]),
        tuple([node.move for node in nodes]),
        tuple([node.target for node in nodes]),
        tuple([node.base for node in nodes]),
        tuple([places[move.team] for move in moves]),
        (False,) * len(moves),
    )


def with_node(known: Flat, node: Node, row: int) -> Flat:
    """Return a flat floor with one node more, which is no move but belongs to the one in this row."""
    code = CODES[node.kind]
    challenged = known.challenged
    if not challenged[row] and rules.challenges(code, node.base):
        challenged = (*challenged[:row], True, *challenged[row + 1 :])
    return make_flat(
        (*known.kinds, code),
        (*known.moves, node.move),
        (*known.targets, node.target),
        (*known.bases, node.base),
        known.movers,
        challenged,
    )


def _strength(kinds: Sequence[int], targets: Sequence[int], strengths: list[float], node: Node) -> float:
    """Return the strength of what is no move from its claims and from what was filed on it."""
    cited = node.cited + node.also_cited
    return quadratic_energy(node.base, rules.argument_energy(kinds, targets, strengths, node.number, cited))


def _move_strength(
    kinds: Sequence[int], moves: Sequence[int], targets: Sequence[int], strengths: list[float], move: int
) -> float:
    """Return a move's strength; reasons and counters that don't hold don't count (DESIGN 5)."""
    return quadratic_energy(MOVE_BASE, rules.move_energy(kinds, moves, targets, strengths, move))


def strength_without(floor: Floor, number: int, other: int) -> float:
    """Return how strong an argument would be if another, which was filed on it, had not been, nor any answer to it."""
    known, node = floor.flat, floor.nodes[number]
    strengths = list(floor.strengths)
    # Strengths add up, so one of nothing counts for nothing; into a move it doesn't hold either.
    strengths[other] = 0.0
    for answer in floor.nodes[other + 1 :]:
        if answer.kind == "answer" and answer.target == other:
            strengths[answer.number] = 0.0
    if node.kind == "move":
        return _move_strength(known.kinds, known.moves, known.targets, strengths, number)
    return _strength(known.kinds, known.targets, strengths, node)


def pros(floor: Floor, move: int) -> tuple[int, ...]:
    """Return the numbers of the reasons and seconds of a move that hold."""
    known = floor.flat
    found = [0] * len(known.kinds)
    return tuple(found[: rules.pros(known.kinds, known.moves, floor.strengths, move, found)])


def cons(floor: Floor, move: int) -> tuple[int, ...]:
    """Return the numbers of the counters and questions on a move itself that hold."""
    known = floor.flat
    found = [0] * len(known.kinds)
    return tuple(found[: rules.cons(known.kinds, known.targets, floor.strengths, move, found)])


def contested(floor: Floor, move: int) -> bool:
    """Return whether a move is rolled: it waited in secret, or was challenged.

    A counter that cites a claim and a question that shifts the burden of proof challenge it, on the move or a reason.
    """
    return floor.flat.challenged[floor.moves.index(move)] or move in floor.secrets


def tested(floor: Floor) -> dict[str, tuple[bool, int]]:
    """Return for each claim under a countered reason of a ruled move whether its reason held, and the reason.

    A question that shifts the burden of proof tests a claim as a counter does. Where two reasons on a claim fared
    differently, the one that did not hold counts.
    """
    found: dict[str, tuple[bool, int]] = {}
    known, marks = floor.flat, [0] * len(floor.nodes)
    rules.mark_tested(known.kinds, known.targets, known.bases, marks)
    ruled = {ruling.node for ruling in floor.rulings}
    for node in floor.nodes:
        if marks[node.number] and node.kind in FOR_THE_MOVE and node.move in ruled:
            held = floor.strengths[node.number] >= HOLDS
            for claim in node.claims:
                if claim not in found or (found[claim][0] and not held):
                    found[claim] = (held, node.number)
    return found


def may_file(state: State, place: int, move: int) -> bool:
    """Return whether a team has a filing left, and one on this move, which must be another's."""
    filed, level, teams = state.floor.filed, state.setup.level, len(state.teams)
    row = state.floor.moves.index(move)
    return turns.has_filing(filed, teams, place, level.filings) and turns.has_room(
        filed, state.floor.flat.movers, teams, place, row, level.filings_per_team_and_move, level.filings_per_move
    )


def may_attack(state: State, attacks: int = 0) -> bool:
    """Return whether claims may be attacked directly and one is left that was not this round.

    `attacks` are those beyond the state's.
    """
    return state.setup.level.attacks and len(state.floor.attacked) + attacks < len(state.game.argument.citable)


def may_file_somewhere(state: State, place: int) -> bool:
    """Return whether a team may still file on any move, or attack a claim."""
    level = state.setup.level
    return turns.may_file(
        state.floor.filed,
        state.floor.flat.movers,
        len(state.teams),
        place,
        level.filings,
        level.filings_per_team_and_move,
        level.filings_per_move,
        level.attacks and may_attack(state),
    )


def filings_left(state: State, place: int) -> int:
    """Return how many counters and seconds a team may still file this round."""
    return state.setup.level.filings - sum(state.floor.filed[place :: len(state.teams)])


def answerable(state: State, place: int) -> tuple[int, ...]:
    """Return the numbers of what a team may answer: counters and questions on its moves that have answers left."""
    nodes, moves, team = state.floor.nodes, state.floor.moves, state.game.teams[place]
    mine = [
        move
        for move, given in zip(moves, state.floor.answered, strict=True)
        if nodes[move].team == team and given < state.setup.level.answers
    ]
    return tuple([node.number for node in nodes if node.kind in ANSWERABLE and node.move in mine]) if mine else ()


def secondable(state: State, move: int) -> tuple[str, ...]:
    """Return the claims that a second of this move may rest on: the card's and facts, less those cited for it."""
    cited = cited_for(state, move)
    grounds = state.grounds(state.face(state.floor.nodes[move].card))
    return tuple([claim for claim in grounds if claim not in cited])


def may_second(state: State, move: int, claim: str) -> bool:
    """Return whether a second of this move may rest on a claim."""
    face = state.face(state.floor.nodes[move].card)
    return claim in state.grounds(face) and claim not in cited_for(state, move)


def cited_for(state: State, move: int) -> list[str]:
    """Return what the reasons and seconds of a move rest on."""
    cited = []
    for node in state.floor.nodes:
        if node.move == move and node.kind in FOR_THE_MOVE:
            cited.append(node.claim)
            if node.also:
                cited.append(node.also)
    return cited


def questions_left(state: State, node: Node) -> tuple[int, ...]:
    """Return the places of the critical questions that a reason's claims invite and that nobody has put to it."""
    on_floor, number = state.floor.nodes, node.number
    put = [(other.claim, other.question) for other in on_floor if other.kind == "question" and other.target == number]
    invited = state.game.argument.questions(node.claims)
    return tuple([place for place, asked in enumerate(invited) if asked not in put])


def attackable(state: State, place: int) -> tuple[str, ...]:
    """Return the claims that a team may attack directly: each once a round, while the team has a filing left."""
    if not state.setup.level.attacks or filings_left(state, place) <= 0:
        return ()
    attacked = state.floor.attacked
    return tuple([claim for claim in state.game.argument.citable if claim not in attacked])
