"""Why something is as it is: the chain back to the paragraphs of the source (DESIGN 1)."""

from exercise.why.chain import Step, StepKind, Why
from exercise.why.deeds import why_inject, why_move
from exercise.why.indicator import why_indicator
from exercise.why.rulings import why_odds
from exercise.why.standing import why_standing
from exercise.why.told import floors_told

__all__ = [
    "Step",
    "StepKind",
    "Why",
    "floors_told",
    "why_indicator",
    "why_inject",
    "why_move",
    "why_odds",
    "why_standing",
]
