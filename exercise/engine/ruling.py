"""How a move is judged: unopposed, by dice, or by a percentile against odds (DESIGN 6)."""

from __future__ import annotations

from typing import Final

from exercise.engine import floor
from exercise.engine.chance import dice, percentile
from exercise.engine.events import MoveRuled
from exercise.engine.parts import Method
from exercise.engine.pooling import Odds, dice_odds, pooled_chance
from exercise.engine.sensitivity import sensitive
from exercise.engine.state import State
from exercise.frozen import maker
from exercise.moves import Outcome, Rule
from exercise.rules import odds
from exercise.rules.dice import clamp_modifier, unopposed
from exercise.rules.dice import outcome as outcome_of

_ruled = maker(MoveRuled)
_OUTCOMES: Final[tuple[Outcome, Outcome, Outcome]] = ("fail", "partial", "full")
_CERTAIN: Final = {"full": Odds(1.0, 0.0, 0.0), "partial": Odds(0.0, 1.0, 0.0), "fail": Odds(0.0, 0.0, 1.0)}


def ruled(state: State, move: Rule) -> MoveRuled:
    """Return the ruling of a move, which chance decides where it was challenged."""
    number = move.target
    face = state.face(state.floor.nodes[number].card)
    secret = number in state.floor.secrets
    difficulty = face.difficulty - 1 if secret else face.difficulty
    pros, cons = floor.pros(state.floor, number), floor.cons(state.floor, number)
    modifier = clamp_modifier(len(pros) - len(cons) + difficulty)
    contested = floor.contested(state.floor, number)
    strength = state.floor.strengths[number]
    setup, now = state.setup, state.clock.round
    place = state.game.team_index[face.team]

    method: Method
    outcome: Outcome
    faces: tuple[int, ...] = ()
    thrown = -1
    weighed = median = 0.0
    estimates: tuple[tuple[str, int], ...] = ()
    if move.outcome is not None:
        method, outcome = "ruling", move.outcome
        chances = _CERTAIN[outcome]
    elif not contested and move.percent is None:
        method, outcome = "unrolled", _OUTCOMES[unopposed(len(pros), face.difficulty)]
        chances = _CERTAIN[outcome]
    elif setup.adjudication == "dice" and move.percent is None:
        method, chances = "dice", dice_odds(modifier)
        faces = dice(setup.seed, setup.stream, now, place, int(secret))
        outcome = _OUTCOMES[outcome_of(faces[0] + faces[1] + modifier)]
    else:
        estimates = dict(state.floor.estimates).get(number, ())
        pooled = pooled_chance(difficulty, strength, [percent for _, percent in estimates])
        weighed, chance = pooled.weighed, pooled.chance
        if move.percent is not None:
            method, chance = "ruling", move.percent / 100.0
        else:
            method, median = "ballot" if estimates else "weighed", pooled.median
        chances = Odds(odds.full_chance(chance), odds.partial_chance(chance), 1.0 - chance)
        thrown = percentile(setup.seed, setup.stream, now, place, int(secret))
        outcome = _OUTCOMES[odds.degree(thrown, chance)]
    return _ruled(
        node=number,
        team=face.team,
        card=face.id,
        method=method,
        pros=pros,
        cons=cons,
        difficulty=difficulty,
        modifier=modifier,
        full=chances.full,
        partial=chances.partial,
        fail=chances.fail,
        faces=faces,
        outcome=outcome,
        strength=strength,
        weighed=weighed,
        estimates=estimates,
        median=median,
        percentile=thrown,
        sensitive=contested and sensitive(state.floor, number),
        text=move.text,
    )
