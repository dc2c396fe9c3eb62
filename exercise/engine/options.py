"""What a seat may do now, as templates with finite domains.

`decide` checks with the same functions, so a filled template is always accepted.
"""

from __future__ import annotations

from typing import Final

from exercise.deck.words import DIFFICULTY_MODIFIERS
from exercise.engine import floor, hands
from exercise.engine.conditions import met
from exercise.engine.game import (
    MOST_COMMITMENTS,
    MOST_LETTERS,
    MOST_OWN_SHOCKS,
    MOST_REASONS,
    OWN_SHOCKS_EACH,
    CardFace,
)
from exercise.engine.parts import Letter
from exercise.engine.state import State, TeamState
from exercise.moves import CONTROL, Slot, Template

HOLD: Final = Template("hold")
PASS: Final = Template("pass")
OUTCOMES: Final = ("full", "partial", "fail")
PERCENTS: Final = tuple(range(5, 100, 5))
"""The chances that may be estimated or set."""
ADJUSTABLE: Final = range(2, 99)
"""What control may set a level to."""
VOTES: Final = range(10_001)
"""How many votes of a kind the room may cast."""
MINUTES: Final = range(601)
REMARKS: Final = ("paused", "resumed", "extended")
"""What control may note of the clock, and with how many minutes."""
VOTING: Final = frozenset({"brief", "debrief"})
"""The phases in which the room votes on the thesis."""
UNADJUSTABLE: Final = frozenset({"brief", "debrief", "closed"})
"""The phases in which no level is set by hand."""
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
    if state.clock.phase in ("debate", "answers") and state.clock.turn != seat:
        return ()
    return _for_team(state, place)


def slips(state: State) -> tuple[tuple[str, tuple[Template, ...]], ...]:
    """Return what control may key for each team that has yet to act, as it does for a vacant seat or from paper.

    In the debate and the answers no turn is kept. Each template is that of the team's move, which `OnBehalf` wraps.
    """
    index = state.game.team_index
    return tuple([(team, _for_team(state, index[team])) for team in outstanding(state)])


def _for_team(state: State, place: int) -> tuple[Template, ...]:
    phase = state.clock.phase
    if phase == "caucus":
        return _in_caucus(state, place)
    if phase == "debate":
        return _in_debate(state, place)
    if phase == "answers":
        return _in_answers(state, place)
    if phase == "ballot":
        moves = estimable(state, place)
        return (Template("ballot", (Slot("target", moves), Slot("percent", PERCENTS))),) if moves else ()
    return ()


def playable(state: State, team: TeamState, face: CardFace) -> bool:
    """Return whether a card of the hand may be sealed now."""
    return hands.usable(state, team, face) and not (face.commits and commitments_full(team))


def triggers(state: State) -> tuple[str, ...]:
    """Return what a secret move may wait for: whatever is not the case now."""
    return tuple([written for written, condition in state.game.triggers.items() if not met(state, (condition,))])


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
    waiting = [(nodes[move].team, move) for move in state.floor.moves if move not in ruled]
    if not waiting:
        return ()
    return tuple([move for team in state.clock.order for mover, move in waiting if mover == team])


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


def difficulties_open(state: State) -> tuple[int, ...]:
    """Return the moves that are teams' own actions and have not been ruled."""
    waiting = unruled(state)
    return tuple([move for move in waiting if state.floor.nodes[move].card not in state.game.cards])


def _in_caucus(state: State, place: int) -> tuple[Template, ...]:
    team = state.teams[place]
    level = state.setup.level
    if team.sealed or team.held:
        return tuple(_letters(state, place)) if level.parley else ()
    cards = state.game.cards
    faces = [cards[card] for card in team.hand if playable(state, team, cards[card])]
    if not level.secrets and not state.standing.facts:
        templates = [face.template for face in faces]
    else:
        waits = (Slot("trigger", triggers(state), 0),) if level.secrets and team.secret is None else ()
        templates = [_sealing(state, face, waits) for face in faces]
        if level.own_actions:
            most = min(MOST_OWN_SHOCKS, len(state.game.world.ids))
            pushes = Slot("shocks", tuple(state.game.own_shocks), 1, most, rivals=OWN_SHOCKS_EACH)
            slots = (pushes, _reasons(state, state.citable), *waits)
            templates.append(Template("act", slots, text=True, needs_text=True))
    templates.append(HOLD)
    if not team.swapped and team.hand and hands.may_swap(state, place):
        templates.append(Template("swap", (Slot("card", team.hand),)))
    if level.parley:
        templates += _letters(state, place)
    if team.commitments:
        templates.append(Template("withdraw", (Slot("card", tuple([card for card, _ in team.commitments])),)))
    return tuple(templates)


def _sealing(state: State, face: CardFace, waits: tuple[Slot, ...]) -> Template:
    slots = (Slot("card", (face.id,)), _reasons(state, state.grounds(face)), *waits)
    return Template("seal", slots, text=True)


def _reasons(state: State, claims: tuple[str, ...]) -> Slot:
    return Slot("reasons", claims, 1, min(MOST_REASONS, len(claims)), apiece=state.setup.level.claims_per_reason)


def _letters(state: State, place: int) -> list[Template]:
    templates = []
    others = tuple([name for number, name in enumerate(state.game.teams) if number != place])
    if state.teams[place].letters < MOST_LETTERS:
        templates.append(Template("message", (Slot("to", others),), text=True, needs_text=True))
        templates.append(Template("offer", (Slot("to", others),), text=True, needs_text=True))
    offers = tuple(range(len(open_offers(state, state.game.teams[place]))))
    if offers:
        templates.append(Template("accept", (Slot("offer", offers),)))
    return templates


def open_offers(state: State, team: str) -> tuple[Letter, ...]:
    """Return this round's offers to a team that it has not accepted, oldest first."""
    now = state.clock.round
    return tuple(
        [
            letter
            for letter in state.record.letters
            if letter.offer and not letter.accepted and letter.to == team and letter.round == now
        ]
    )


def _in_debate(state: State, place: int) -> tuple[Template, ...]:
    nodes, citable = state.floor.nodes, state.citable
    moves = [node.number for node in nodes if node.kind == "move" and floor.may_file(state, place, node.number)]
    targets = tuple([node.number for node in nodes if node.move in moves and node.kind in COUNTERABLE])
    templates = []
    if targets:
        templates.append(
            Template("counter", (Slot("target", targets), Slot("claim", citable, 0)), text=True, text_or="claim")
        )
    if state.setup.level.questions:
        for node in nodes:
            if node.move in moves and node.kind in floor.FOR_THE_MOVE:
                left = floor.questions_left(state, node)
                if left:
                    slots = (Slot("target", (node.number,)), Slot("question", left))
                    templates.append(Template("question", slots, text=True))
    for move in moves:
        links = state.face(nodes[move].card).links if state.setup.level.links else ()
        if links:
            on_link = (Slot("target", (move,)), Slot("link", links), Slot("claim", citable, 0))
            templates.append(Template("counter-link", on_link, text=True, text_or="claim"))
        claims = floor.secondable(state, move)
        if claims:
            grounds = Slot("claim", claims, apiece=state.setup.level.claims_per_reason)
            templates.append(Template("second", (Slot("target", (move,)), grounds), text=True))
    claims = floor.attackable(state, place)
    if claims:
        slots = (Slot("target", claims), Slot("claim", citable, 0))
        templates.append(Template("attack", slots, text=True, text_or="claim"))
    templates.append(PASS)
    return tuple(templates)


COUNTERABLE: Final = frozenset({"move", "reason", "second"})
"""The kinds of nodes that may be countered."""


def _in_answers(state: State, place: int) -> tuple[Template, ...]:
    counters = floor.answerable(state, place)
    citable = state.citable
    if not counters:
        return (PASS,)
    answer = Template("answer", (Slot("target", counters), Slot("claim", citable, 0)), text=True, text_or="claim")
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
        missing = bool(outstanding(state))
        templates.append(Template("advance", (Slot("skip", (True,) if missing else (False, True)),), text=missing))
    actions = difficulties_open(state)
    if actions:
        slots = (Slot("target", actions), Slot("difficulty", tuple(DIFFICULTY_MODIFIERS)))
        templates.append(Template("set-difficulty", slots, text=True))
    injects = undelivered(state)
    if injects:
        templates.append(Template("deliver", (Slot("inject", injects),), text=True))
    if phase in VOTING:
        templates.append(Template("vote", (Slot("yes", VOTES), Slot("no", VOTES), Slot("unsure", VOTES))))
    if phase not in UNADJUSTABLE:
        slots = (Slot("indicator", state.game.world.ids), Slot("level", ADJUSTABLE))
        templates.append(Template("adjust", slots, text=True, needs_text=True))
    templates.append(Template("remark", (Slot("what", REMARKS), Slot("minutes", MINUTES, 0)), text=True))
    templates.append(Template("reseat", (Slot("seat", state.game.teams), Slot("who", ("person",))), text=True))
    templates.append(Template("reseat", (Slot("seat", (CONTROL,)), Slot("who", ("person", "table"))), text=True))
    return tuple(templates)
