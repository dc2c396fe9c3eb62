"""The rules of a session: `decide` says what a move leads to, `apply` what a session becomes by it."""

from exercise.engine.apply import apply, opened
from exercise.engine.decide import decide
from exercise.engine.game import Game, compile_game
from exercise.engine.opening import session_opened
from exercise.engine.options import options
from exercise.engine.pooling import Odds, brier, dice_odds, pool
from exercise.engine.state import State

__all__ = [
    "Game",
    "Odds",
    "State",
    "apply",
    "brier",
    "compile_game",
    "decide",
    "dice_odds",
    "opened",
    "options",
    "pool",
    "session_opened",
]
