"""`decide(state, seat, move)`: what a move leads to, or every reason why it is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from exercise.engine import floor, hands, phases
from exercise.engine.chance import dice
from exercise.engine.events import (
    CommitmentWithdrawn,
    CounterAnswered,
    CounterFiled,
    Event,
    InjectDelivered,
    MoveRuled,
    MoveSealed,
    MoveSeconded,
    RulingOverridden,
    TeamHeld,
    TeamPassed,
)
from exercise.engine.game import MOST_REASONS
from exercise.engine.options import (
    COUNTERABLE,
    DELIVERABLE,
    OUTCOMES,
    commitments_full,
    outstanding,
    undelivered,
    unruled,
)
from exercise.engine.pooling import dice_odds
from exercise.engine.state import State
from exercise.moves import (
    CONTROL,
    PUBLIC,
    TEXT_LIMIT,
    Advance,
    Answer,
    Code,
    Counter,
    Deliver,
    Fault,
    Hold,
    Move,
    OnBehalf,
    Outcome,
    Override,
    Pass,
    Refusal,
    Rule,
    Seal,
    Second,
    Swap,
    Withdraw,
    malformed,
)
from exercise.rules.dice import clamp_modifier
from exercise.rules.dice import outcome as outcome_of

Decision = tuple[Event, ...] | Refusal

_OUTCOME_NAMES: Final[tuple[Outcome, Outcome, Outcome]] = ("fail", "partial", "full")


def decide(state: State, seat: str, move: Move) -> Decision:
    """Return the events that a seat's move leads to, or a refusal with every reason.

    What it returns depends on nothing that the seat may not see.
    """
    wrong = malformed(move)
    if wrong:
        return _refuse(Code.MALFORMED, wrong)
    place = state.game.team_index.get(seat)
    if place is not None:
        team_rule = _TEAM_RULES.get(type(move))
        if team_rule is None:
            return _refuse(Code.NOT_THIS_SEAT, "Only control may do that.")
        events: Decision = team_rule(state, place, seat, move, True)
        return events
    if seat == CONTROL:
        if type(move) is OnBehalf:
            return _on_behalf(state, move)
        control_rule = _CONTROL_RULES.get(type(move))
        if control_rule is None:
            return _refuse(Code.NOT_THIS_SEAT, "Control plays for a team by saying which one.", state.game.teams)
        return control_rule(state, move)
    if seat == PUBLIC:
        return _refuse(Code.NOT_THIS_SEAT, "The public seat only looks on.")
    return _refuse(Code.NO_SUCH_SEAT, "There is no such seat.", (*state.game.teams, CONTROL, PUBLIC))


def _refuse(code: Code, sentence: str, legal: tuple[str, ...] = ()) -> Refusal:
    return Refusal((Fault(code, sentence, legal),))


def _on_behalf(state: State, move: OnBehalf) -> Decision:
    place = state.game.team_index.get(move.team)
    rule = _TEAM_RULES.get(type(move.move))
    if place is None:
        return _refuse(Code.NO_SUCH_SEAT, "There is no such team.", state.game.teams)
    if rule is None:
        return _refuse(Code.NOT_THIS_SEAT, "That is not a team's move.")
    events: Decision = rule(state, place, move.team, move.move, False)
    return events


def _text_faults(text: str) -> Sequence[Fault]:
    if len(text) > TEXT_LIMIT:
        return (
            Fault(Code.TEXT, f"The text has {len(text)} characters; {TEXT_LIMIT} is the most.", (str(TEXT_LIMIT),)),
        )
    if text.isascii():
        return ()
    try:
        text.encode()
    except UnicodeEncodeError:
        return (Fault(Code.TEXT, "The text holds half of a character pair; type it again."),)
    return ()


def _phase_fault(state: State, phase: str, what: str) -> Fault:
    return Fault(Code.WRONG_PHASE, f"{what} in {phase}; now it is {state.clock.phase}.", (phase,))


# Caucus


def _swap(state: State, place: int, team: str, move: Swap, in_turn: bool) -> Decision:
    faults = _caucus_faults(state, place, "A card is swapped")
    mine = state.teams[place]
    if mine.swapped:
        faults.append(Fault(Code.ALREADY_SWAPPED, "This team has swapped a card this round."))
    if move.card not in mine.hand:
        faults.append(Fault(Code.NOT_IN_HAND, "That card is not in the hand.", mine.hand))
    elif not hands.may_swap(state, place):
        faults.append(Fault(Code.NOTHING_TO_DRAW, "No other card can be drawn now; keep this one."))
    return Refusal(tuple(faults)) if faults else hands.swap(state, place, move.card)


def _withdraw(state: State, place: int, team: str, move: Withdraw, in_turn: bool) -> Decision:
    faults = _caucus_faults(state, place, "A commitment is withdrawn")
    standing = tuple(card for card, _ in state.teams[place].commitments)
    if move.card not in standing:
        faults.append(Fault(Code.NOT_COMMITTED, "No commitment of this team rests on that card.", standing))
    return Refusal(tuple(faults)) if faults else (CommitmentWithdrawn(team, move.card),)


def _caucus_faults(state: State, place: int, what: str) -> list[Fault]:
    faults = []
    if state.clock.phase != "caucus":
        faults.append(_phase_fault(state, "caucus", what))
    mine = state.teams[place]
    if mine.sealed or mine.held:
        faults.append(Fault(Code.ALREADY_SEALED, "This team has settled its move for the round."))
    return faults


def _seal(state: State, place: int, team: str, move: Seal, in_turn: bool) -> Decision:
    faults = _caucus_faults(state, place, "A move is sealed")
    mine = state.teams[place]
    if move.card not in mine.hand:
        faults.append(Fault(Code.NOT_IN_HAND, "That card is not in the hand.", mine.hand))
    else:
        face = state.game.cards[move.card]
        if not hands.usable(state, mine, face):
            faults.append(Fault(Code.REQUIREMENT, "What this card requires is not the case now."))
        if face.commits and commitments_full(mine):
            faults.append(
                Fault(
                    Code.COMMITMENTS_FULL,
                    "Two commitments of this team stand; withdraw one first.",
                    tuple(card for card, _ in mine.commitments),
                )
            )
        cited = [reason.claim for reason in move.reasons]
        if not 1 <= len(cited) <= MOST_REASONS:
            faults.append(Fault(Code.REASONS, f"A move has one to {MOST_REASONS} reasons.", face.claims))
        if len(set(cited)) < len(cited):
            faults.append(Fault(Code.CLAIM_TWICE, "Each reason needs a claim of its own.", face.claims))
        for claim in cited:
            if claim not in face.claims:
                faults.append(Fault(Code.CLAIM, "This card can't rest on that claim.", face.claims))
    for reason in move.reasons:
        faults += _text_faults(reason.text)
    faults += _text_faults(move.text)
    return Refusal(tuple(faults)) if faults else (MoveSealed(team, move.card, move.reasons, move.text),)


def _hold(state: State, place: int, team: str, move: Hold, in_turn: bool) -> Decision:
    faults = _caucus_faults(state, place, "A team holds")
    return Refusal(tuple(faults)) if faults else (TeamHeld(team, missing=False),)


# Debate and answers


def _turn_faults(state: State, place: int, team: str, phase: str, what: str, in_turn: bool) -> list[Fault]:
    if state.clock.phase != phase:
        return [_phase_fault(state, phase, what)]
    if in_turn and state.clock.turn != team:
        turn = state.clock.turn
        return [Fault(Code.NOT_YOUR_TURN, "It is another team's turn.", (turn,) if turn else ())]
    if state.teams[place].passed:
        return [Fault(Code.ALREADY_PASSED, "This team has passed.")]
    return []


def _citing_faults(state: State, claim: str | None, text: str) -> list[Fault]:
    faults = [*_text_faults(text)]
    if claim is None:
        if not text.strip():
            faults.append(Fault(Code.EMPTY, "Cite a claim or say it in own words.", state.game.argument.citable))
    elif claim not in state.game.argument.may_be_cited:
        faults.append(Fault(Code.CLAIM, "No such claim can be cited.", state.game.argument.citable))
    return faults


def _budget_faults(state: State, place: int, move: int) -> list[Fault]:
    if floor.may_file(state, place, move):
        return []
    if state.game.team_index[state.floor.nodes[move].team] == place:
        return [Fault(Code.TARGET, "A team does not argue about its own move here.")]
    if floor.filings_left(state, place) <= 0:
        return [Fault(Code.BUDGET, "This team has no filing left this round.")]
    return [Fault(Code.MOVE_FULL, "Nothing more can be filed on that move by this team.")]


def _counter(state: State, place: int, team: str, move: Counter, in_turn: bool) -> Decision:
    faults = _turn_faults(state, place, team, "debate", "A counter is filed", in_turn)
    nodes = state.floor.nodes
    if not 0 <= move.target < len(nodes) or nodes[move.target].kind not in COUNTERABLE:
        faults.append(Fault(Code.TARGET, "A counter attacks a move or one of its reasons."))
    else:
        faults += _budget_faults(state, place, nodes[move.target].move)
    faults += _citing_faults(state, move.claim, move.text)
    if faults:
        return Refusal(tuple(faults))
    node, changed = floor.file(state, "counter", team, move.target, move.claim or "", move.text)
    return (CounterFiled(node, tuple(changed.items()), phases.turn_after_filing(state, place, node.move)),)


def _second(state: State, place: int, team: str, move: Second, in_turn: bool) -> Decision:
    faults = _turn_faults(state, place, team, "debate", "A move is seconded", in_turn)
    nodes = state.floor.nodes
    if not 0 <= move.target < len(nodes) or nodes[move.target].kind != "move":
        faults.append(Fault(Code.TARGET, "A second lends its reason to a move."))
    else:
        faults += _budget_faults(state, place, move.target)
        claims = floor.secondable(state, move.target)
        if move.claim not in claims:
            faults.append(Fault(Code.CLAIM, "That move can't rest on this claim, or does already.", claims))
    faults += _text_faults(move.text)
    if faults:
        return Refusal(tuple(faults))
    node, changed = floor.file(state, "second", team, move.target, move.claim, move.text)
    return (MoveSeconded(node, tuple(changed.items()), phases.turn_after_filing(state, place, node.move)),)


def _answer(state: State, place: int, team: str, move: Answer, in_turn: bool) -> Decision:
    faults = _turn_faults(state, place, team, "answers", "A counter is answered", in_turn)
    counters = floor.answerable(state, place)
    if move.target not in counters:
        faults.append(
            Fault(
                Code.TARGET,
                "A team answers a counter on its own move, while it has an answer left.",
                tuple(map(str, counters)),
            )
        )
    faults += _citing_faults(state, move.claim, move.text)
    if faults:
        return Refusal(tuple(faults))
    node, changed = floor.file(state, "answer", team, move.target, move.claim or "", move.text)
    return (CounterAnswered(node, tuple(changed.items()), phases.turn_after_answer(state, place)),)


def _pass(state: State, place: int, team: str, move: Pass, in_turn: bool) -> Decision:
    phase = state.clock.phase
    if phase not in ("debate", "answers"):
        return _refuse(Code.WRONG_PHASE, f"Nothing can be passed in {phase}.", ("debate", "answers"))
    faults = _turn_faults(state, place, team, phase, "A team passes", in_turn)
    if faults:
        return Refusal(tuple(faults))
    return (TeamPassed(team, missing=False, turn=phases.turn_after_pass(state, place)),)


# Control


def _advance(state: State, move: Advance) -> Decision:
    phase = state.clock.phase
    if phase == "closed":
        return _refuse(Code.CLOSED, "The session is closed.")
    waiting = outstanding(state)
    if waiting and not move.skip:
        return _refuse(Code.TEAMS_MISSING, "Some teams have yet to act; skip them to go on.", waiting)
    if phase == "ruling" and unruled(state):
        return _refuse(Code.NOT_RULED, "Rule every move first.", tuple(map(str, unruled(state))))
    return phases.advance(state, waiting)


def _rule(state: State, move: Rule) -> Decision:
    if state.clock.phase != "ruling":
        return Refusal((_phase_fault(state, "ruling", "A move is ruled"),))
    waiting = unruled(state)
    if move.target not in waiting:
        nodes = state.floor.nodes
        if 0 <= move.target < len(nodes) and nodes[move.target].kind == "move":
            return _refuse(Code.ALREADY_RULED, "That move has been ruled.", tuple(map(str, waiting)))
        return _refuse(Code.TARGET, "That is not a move.", tuple(map(str, waiting)))
    return (_ruling(state, move.target),)


def _ruling(state: State, target: int) -> MoveRuled:
    node = state.floor.nodes[target]
    face = state.game.cards[node.card]
    pros, cons = floor.pros(state.floor, target), floor.cons(state.floor, target)
    modifier = clamp_modifier(len(pros) - len(cons) + face.difficulty)
    if not floor.contested(state.floor, target):
        full = len(pros) >= 2 and face.difficulty > -2
        return MoveRuled(
            node=target,
            team=node.team,
            card=node.card,
            method="unrolled",
            pros=pros,
            cons=cons,
            difficulty=face.difficulty,
            modifier=modifier,
            full=1.0 if full else 0.0,
            partial=0.0 if full else 1.0,
            fail=0.0,
            faces=(),
            outcome="full" if full else "partial",
        )
    setup = state.setup
    faces = dice(setup.seed, setup.stream, state.clock.round, state.game.team_index[node.team])
    odds = dice_odds(modifier)
    return MoveRuled(
        node=target,
        team=node.team,
        card=node.card,
        method="dice",
        pros=pros,
        cons=cons,
        difficulty=face.difficulty,
        modifier=modifier,
        full=odds.full,
        partial=odds.partial,
        fail=odds.fail,
        faces=faces,
        outcome=_OUTCOME_NAMES[outcome_of(faces[0] + faces[1] + modifier)],
    )


def _override(state: State, move: Override) -> Decision:
    faults = []
    if state.clock.phase != "ruling":
        faults.append(_phase_fault(state, "ruling", "A ruling is overridden"))
    ruled = {ruling.node: outcome for ruling, outcome in zip(state.floor.rulings, state.floor.outcomes, strict=True)}
    if move.target not in ruled:
        faults.append(Fault(Code.NOT_RULED, "That move has no ruling yet.", tuple(map(str, ruled))))
    if move.outcome not in OUTCOMES:
        faults.append(Fault(Code.MALFORMED, "An outcome is full, partial or fail.", OUTCOMES))
    if not move.text.strip():
        faults.append(Fault(Code.EMPTY, "An override needs its reason."))
    faults += _text_faults(move.text)
    if faults:
        return Refusal(tuple(faults))
    team = state.floor.nodes[move.target].team
    return (RulingOverridden(move.target, team, ruled[move.target], move.outcome, move.text),)  # type: ignore[arg-type]


def _deliver(state: State, move: Deliver) -> Decision:
    faults = [*_text_faults(move.text)]
    if state.clock.phase not in DELIVERABLE:
        faults.append(_phase_fault(state, "situation", "An inject is delivered"))
    elif move.inject not in undelivered(state):
        faults.append(Fault(Code.INJECT, "There is no such inject, or it has been delivered.", undelivered(state)))
    if faults:
        return Refusal(tuple(faults))
    return phases.with_effects(state, [InjectDelivered(move.inject, "by-hand", move.text)])


_TEAM_RULES: Final[dict[type, Callable[..., Decision]]] = {
    Swap: _swap,
    Withdraw: _withdraw,
    Seal: _seal,
    Hold: _hold,
    Counter: _counter,
    Second: _second,
    Answer: _answer,
    Pass: _pass,
}
_CONTROL_RULES: Final[dict[type, Callable[[State, Any], Decision]]] = {
    Advance: _advance,
    Rule: _rule,
    Override: _override,
    Deliver: _deliver,
}
