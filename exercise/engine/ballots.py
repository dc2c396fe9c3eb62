"""Sealed estimates of a move's chance (DESIGN 6)."""

from __future__ import annotations

from exercise.engine.events import BallotSealed, BallotsRevealed
from exercise.engine.faults import Decision, phase_fault
from exercise.engine.options import PERCENTS, estimable
from exercise.engine.state import State
from exercise.frozen import maker
from exercise.moves import Ballot, Code, Fault, Refusal

_estimated = maker(BallotSealed)


def ballot(state: State, place: int, team: str, move: Ballot, in_turn: bool) -> Decision:
    """Decide a team's estimate of another team's move."""
    if state.clock.phase != "ballot":
        return Refusal((phase_fault(state, "ballot", "An estimate is sealed"),))
    faults = []
    moves = estimable(state, place)
    if move.target not in moves:
        code = Code.ALREADY_ESTIMATED if move.target in dict(state.teams[place].ballots) else Code.TARGET
        faults.append(Fault(code, "A team estimates each rolled move of the others once.", tuple(map(str, moves))))
    if move.percent not in PERCENTS:
        faults.append(Fault(Code.PERCENT, "An estimate goes in steps of five percent.", tuple(map(str, PERCENTS))))
    return Refusal(tuple(faults)) if faults else (_estimated(team, move.target, move.percent),)


def revealed(state: State) -> BallotsRevealed:
    """Return the event that opens all sealed estimates."""
    estimates = []
    for move in state.floor.moves:
        sealed = tuple(
            [
                (name, percent)
                for name, team in zip(state.game.teams, state.teams, strict=True)
                for node, percent in team.ballots
                if node == move
            ]
        )
        if sealed:
            estimates.append((move, sealed))
    return BallotsRevealed(tuple(estimates))
