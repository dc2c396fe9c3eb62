"""Why something is as it is: the chain back to the paragraphs of the source (DESIGN 1)."""

from exercise.why.chain import Step, StepKind, Why
from exercise.why.indicator import why_indicator
from exercise.why.rulings import why_odds
from exercise.why.standing import why_standing

__all__ = ["Step", "StepKind", "Why", "why_indicator", "why_odds", "why_standing"]
