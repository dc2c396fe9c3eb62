"""Whether printed conditions are met, and how objectives stand."""

from __future__ import annotations

from typing import Final

from exercise.engine.game import Condition, Goal
from exercise.engine.parts import Result
from exercise.engine.state import State
from exercise.rules.objectives import judge, points_moved, within

RESULTS: Final[tuple[Result, Result, Result]] = ("missed", "partly", "met")


def met(state: State, conditions: tuple[Condition, ...]) -> bool:
    """Return whether all conditions are met now. What they read is open to every seat."""
    for condition in conditions:
        if condition.indicator >= 0:
            if not within(state.world.z[condition.indicator], condition.at_least, condition.at_most):
                return False
        elif condition.standing:
            if not any(condition.standing == card for team in state.teams for card, _ in team.commitments):
                return False
        elif condition.played:
            if condition.played not in state.world.succeeded:
                return False
        elif state.clock.round < condition.from_round:
            return False
    return True


def result(state: State, goal: Goal) -> Result:
    """Return how an objective would be judged if play ended with the rounds so far."""
    if goal.indicator < 0:
        return "met" if met(state, goal.when) else "missed"
    before, after = state.setup.start_levels[goal.indicator], state.world.levels[goal.indicator]
    return RESULTS[judge(points_moved(before, after, goal.sign), state.clock.round)]
