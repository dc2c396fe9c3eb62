"""Whose turn it is to file in the debate, and to answer after it (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.engine import floor
from exercise.engine.state import State
from exercise.rules import turns as rules


def first_to_file(state: State) -> str:
    """Return the first team in speaking order that may file; empty for none."""
    return _next_to_file(state, 0, state.floor.filed, [False] * len(state.teams))


def first_to_answer(state: State) -> str:
    """Return the first team in speaking order that may answer anything; empty for none."""
    return _next_to_answer(state, 0, state.floor.answered, [False] * len(state.teams))


def after_filing(state: State, place: int, move: int) -> str:
    """Return whose turn it is once the team in this place has filed on a move, its filing not yet counted.

    A team that files in turn gives it to the next that may file; one keyed out of turn leaves it where it was, unless
    that team can't file any more.
    """
    return _after_filing(state, place, state.floor.moves.index(move))


def after_attack(state: State, place: int) -> str:
    """Return whose turn it is once the team in this place has attacked a claim, its attack not yet counted."""
    return _after_filing(state, place, len(state.floor.moves), attacks=1)


def after_pass(state: State, place: int) -> str:
    """Return whose turn it is once the team in this place has passed."""
    passed = _passed(state)
    passed[place] = True
    if state.clock.phase == "debate":
        return _next_to_file(state, _start(state, place), state.floor.filed, passed)
    return _next_to_answer(state, _start(state, place), state.floor.answered, passed)


def after_answer(state: State, place: int, move: int) -> str:
    """Return whose turn it is once the team in this place has answered on a move, its answer not yet counted."""
    answered = list(state.floor.answered)
    answered[state.floor.moves.index(move)] += 1
    return _next_to_answer(state, _start(state, place), answered, _passed(state))


def _after_filing(state: State, place: int, row: int, attacks: int = 0) -> str:
    """Return whose turn it is after a filing in this row of `filed`; `attacks` are those beyond the state's."""
    filed = list(state.floor.filed)
    filed[row * len(state.teams) + place] += 1
    return _next_to_file(state, _start(state, place), filed, _passed(state), attacks)


def _next_to_file(state: State, start: int, filed: Sequence[int], passed: Sequence[bool], attacks: int = 0) -> str:
    level, teams = state.setup.level, state.game.teams
    found = rules.next_to_file(
        _order(state),
        start,
        passed,
        filed,
        state.floor.flat.movers,
        level.filings,
        level.filings_per_team_and_move,
        level.filings_per_move,
        level.attacks and floor.may_attack(state, attacks),
    )
    return teams[found] if found >= 0 else ""


def _next_to_answer(state: State, start: int, answered: Sequence[int], passed: Sequence[bool]) -> str:
    known, answers, teams = state.floor.flat, state.setup.level.answers, state.game.teams
    found = rules.next_to_answer(
        _order(state), start, passed, known.kinds, known.moves, state.floor.moves, known.movers, answered, answers
    )
    return teams[found] if found >= 0 else ""


def _order(state: State) -> list[int]:
    return list(map(state.game.team_index.__getitem__, state.clock.order))


def _passed(state: State) -> list[bool]:
    return [team.passed for team in state.teams]


def _start(state: State, place: int) -> int:
    """Return where in the speaking order the search for the next speaker starts: after this one, who comes last.

    Where a team spoke out of turn, it starts with the team whose turn it is.
    """
    order, turn, speaker = state.clock.order, state.clock.turn, state.game.teams[place]
    return order.index(speaker) + 1 if turn in (speaker, "") else order.index(turn)
