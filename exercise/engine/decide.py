"""`decide(state, seat, move)`: what a move leads to, or every reason why it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from exercise.engine import ballots, caucus, control, debate, parley
from exercise.engine.faults import Decision, refuse
from exercise.engine.state import State
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Accept,
    Act,
    Adjust,
    Advance,
    Answer,
    Attack,
    Ballot,
    Code,
    Counter,
    CounterLink,
    Deliver,
    Hold,
    Message,
    Move,
    Offer,
    OnBehalf,
    Override,
    Pass,
    Question,
    Remark,
    Reseat,
    Rule,
    Seal,
    Second,
    SetDifficulty,
    Swap,
    Vote,
    Withdraw,
    malformed,
)


def decide(state: State, seat: str, move: Move) -> Decision:
    """Return the events that a seat's move leads to, or a refusal with every reason.

    What it returns depends on nothing that the seat may not see.
    """
    wrong = malformed(move)
    if wrong:
        return refuse(Code.MALFORMED, wrong)
    place = state.game.team_index.get(seat)
    if place is not None:
        team_rule = _TEAM_RULES.get(type(move))
        if team_rule is None:
            return refuse(Code.NOT_THIS_SEAT, "Only control may do that.")
        events: Decision = team_rule(state, place, seat, move, True)
        return events
    if seat == CONTROL:
        if type(move) is OnBehalf:
            return _on_behalf(state, move)
        control_rule = _CONTROL_RULES.get(type(move))
        if control_rule is None:
            return refuse(Code.NOT_THIS_SEAT, "Control plays for a team by saying which one.", state.game.teams)
        return control_rule(state, move)
    if seat == PUBLIC:
        return refuse(Code.NOT_THIS_SEAT, "The public seat only looks on.")
    return refuse(Code.NO_SUCH_SEAT, "There is no such seat.", (*state.game.teams, CONTROL, PUBLIC))


def _on_behalf(state: State, move: OnBehalf) -> Decision:
    place = state.game.team_index.get(move.team)
    rule = _TEAM_RULES.get(type(move.move))
    if place is None:
        return refuse(Code.NO_SUCH_SEAT, "There is no such team.", state.game.teams)
    if rule is None:
        return refuse(Code.NOT_THIS_SEAT, "That is not a team's move.")
    events: Decision = rule(state, place, move.team, move.move, False)
    return events


_TEAM_RULES: Final[dict[type, Callable[..., Decision]]] = {
    Message: parley.write,
    Offer: parley.write,
    Accept: parley.accept,
    Swap: caucus.swap,
    Withdraw: caucus.withdraw,
    Seal: caucus.seal,
    Act: caucus.act,
    Hold: caucus.hold,
    Counter: debate.counter,
    Question: debate.question,
    CounterLink: debate.counter_link,
    Attack: debate.attack,
    Second: debate.second,
    Answer: debate.answer,
    Pass: debate.pass_on,
    Ballot: ballots.ballot,
}
_CONTROL_RULES: Final[dict[type, Callable[[State, Any], Decision]]] = {
    Advance: control.advance,
    Rule: control.rule,
    Override: control.override,
    Deliver: control.deliver,
    Adjust: control.adjust,
    SetDifficulty: control.set_difficulty,
    Reseat: control.reseat,
    Vote: control.vote,
    Remark: control.remark,
}
