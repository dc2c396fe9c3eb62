"""What a seat may do now, as templates with finite domains.

`decide` checks with the same functions, so a filled template is always accepted.
"""

from __future__ import annotations

from typing import Final

from exercise.engine import floor, hands
from exercise.engine.game import MOST_COMMITMENTS, CardFace
from exercise.engine.state import State, TeamState
from exercise.moves import CONTROL, Slot, Template

HOLD: Final = Template("hold")
PASS: Final = Template("pass")
OUTCOMES: Final = ("full", "partial", "fail")
PERCENTS: Final = tuple(range(5, 100, 5))
"""The chances that may be estimated or set."""
AWAITING: Final = frozenset({"caucus", "debate", "answers", "ballot"})
"""The phases in which teams act."""
DELIVERABLE: Final = frozenset({"situation", "caucus"})
"""The phases in which control may deliver an inject by hand."""


def options(state: State, seat: str) -> tuple[Template, ...]:
    """Return the templates of every move that a seat may submit now; the public seat has none."""
    if seat == CONTROL:
        return _for_control(state)
    place = state.game.team_index.get(seat)
    if place is None:
        return ()
    phase = state.clock.phase
    if phase == "caucus":
        return _in_caucus(state, place)
    if phase == "ballot":
        moves = estimable(state, place)
        return (Template("ballot", (Slot("target", moves), Slot("percent", PERCENTS))),) if moves else ()
    if state.clock.turn != seat:
        return ()
    if phase == "debate":
        return _in_debate(state, place)
    if phase == "answers":
        return _in_answers(state, place)
    return ()


def playable(state: State, team: TeamState, face: CardFace) -> bool:
    """Return whether a card of the hand may be sealed now."""
    return hands.usable(state, team, face) and not (face.commits and commitments_full(team))


def commitments_full(team: TeamState) -> bool:
    """Return whether as many of a team's commitments stand as may."""
    return len(team.commitments) >= MOST_COMMITMENTS


def outstanding(state: State) -> tuple[str, ...]:
    """Return the teams that have yet to act before the phase is over, in speaking order.

    In caucus those that neither sealed nor held; in the debate and the answers those that may still file or answer; in
    the ballot those with an estimate to seal.
    """
    game, phase = state.game, state.clock.phase
    if phase not in AWAITING:
        return ()
    waiting = []
    for name in state.clock.order:
        place = game.team_index[name]
        team = state.teams[place]
        if (
            (phase == "caucus" and not team.sealed and not team.held)
            or (phase == "debate" and not team.passed and floor.may_file_somewhere(state, place))
            or (phase == "answers" and not team.passed and floor.answerable(state, place))
            or (phase == "ballot" and estimable(state, place))
        ):
            waiting.append(name)
    return tuple(waiting)


def unruled(state: State) -> tuple[int, ...]:
    """Return the numbers of the moves that have yet to be ruled, in speaking order of their teams."""
    nodes, rulings = state.floor.nodes, state.floor.rulings
    ruled = [ruling.node for ruling in rulings]
    by_team = {nodes[move].team: move for move in state.floor.moves if move not in ruled}
    return tuple([by_team[team] for team in state.clock.order if team in by_team])


def estimable(state: State, place: int) -> tuple[int, ...]:
    """Return the rolled moves of other teams that a team has yet to estimate."""
    nodes, team = state.floor.nodes, state.game.teams[place]
    sealed = dict(state.teams[place].ballots)
    return tuple(
        [
            move
            for move in state.floor.moves
            if move not in sealed and nodes[move].team != team and floor.contested(state.floor, move)
        ]
    )


def undelivered(state: State) -> tuple[str, ...]:
    """Return the injects that control may still deliver by hand."""
    if state.clock.phase not in DELIVERABLE:
        return ()
    delivered = state.world.delivered
    return tuple([inject for inject in state.game.injects if inject not in delivered])


def _in_caucus(state: State, place: int) -> tuple[Template, ...]:
    team = state.teams[place]
    if team.sealed or team.held:
        return ()
    cards = state.game.cards
    templates = [cards[card].template for card in team.hand if playable(state, team, cards[card])]
    templates.append(HOLD)
    if not team.swapped and team.hand and hands.may_swap(state, place):
        templates.append(Template("swap", (Slot("card", team.hand),)))
    if team.commitments:
        templates.append(Template("withdraw", (Slot("card", tuple([card for card, _ in team.commitments])),)))
    return tuple(templates)


def _in_debate(state: State, place: int) -> tuple[Template, ...]:
    nodes, citable = state.floor.nodes, state.game.argument.citable
    moves = [node.number for node in nodes if node.kind == "move" and floor.may_file(state, place, node.number)]
    targets = tuple([node.number for node in nodes if node.move in moves and node.kind in COUNTERABLE])
    templates = []
    if targets:
        templates.append(
            Template("counter", (Slot("target", targets), Slot("claim", citable, 0)), text=True, needs_text=True)
        )
    if state.setup.level.questions:
        for node in nodes:
            if node.move in moves and node.kind in floor.FOR_THE_MOVE:
                left = floor.questions_left(state, node)
                if left:
                    slots = (Slot("target", (node.number,)), Slot("question", left))
                    templates.append(Template("question", slots, text=True))
    for move in moves:
        links = state.game.cards[nodes[move].card].links if state.setup.level.links else ()
        if links:
            on_link = (Slot("target", (move,)), Slot("link", links), Slot("claim", citable, 0))
            templates.append(Template("counter-link", on_link, text=True, needs_text=True))
        claims = floor.secondable(state, move)
        if claims:
            templates.append(Template("second", (Slot("target", (move,)), Slot("claim", claims)), text=True))
    templates.append(PASS)
    return tuple(templates)


COUNTERABLE: Final = frozenset({"move", "reason", "second"})
"""The kinds of nodes that may be countered."""


def _in_answers(state: State, place: int) -> tuple[Template, ...]:
    counters = floor.answerable(state, place)
    citable = state.game.argument.citable
    if not counters:
        return (PASS,)
    answer = Template("answer", (Slot("target", counters), Slot("claim", citable, 0)), text=True, needs_text=True)
    return (answer, PASS)


def _for_control(state: State) -> tuple[Template, ...]:
    phase = state.clock.phase
    if phase == "closed":
        return ()
    templates = []
    if phase == "ruling":
        waiting = unruled(state)
        if waiting:
            templates.append(Template("rule", (Slot("target", waiting),)))
            own = (Slot("target", waiting), Slot("percent", PERCENTS))
            templates.append(Template("rule", own, text=True, needs_text=True))
            own = (Slot("target", waiting), Slot("outcome", OUTCOMES))
            templates.append(Template("rule", own, text=True, needs_text=True))
        else:
            templates.append(Template("advance"))
        ruled = tuple([ruling.node for ruling in state.floor.rulings])
        if ruled:
            templates.append(
                Template("override", (Slot("target", ruled), Slot("outcome", OUTCOMES)), text=True, needs_text=True)
            )
    else:
        templates.append(Template("advance", (Slot("skip", (True,) if outstanding(state) else (False, True)),)))
    injects = undelivered(state)
    if injects:
        templates.append(Template("deliver", (Slot("inject", injects),), text=True))
    return tuple(templates)
