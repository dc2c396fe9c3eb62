"""The words that deck authors write and the numbers behind them (DESIGN 5 to 7)."""

from typing import Final, Literal, get_args

Side = Literal["for", "against", "neutral"]
ClaimKind = Literal["fact", "causal", "prediction", "norm", "objection", "thesis"]
Scheme = Literal[
    "practical-reasoning",
    "positive-consequences",
    "negative-consequences",
    "analogy",
    "expert-opinion",
    "sign",
    "cause-to-effect",
    "threat",
    "slippery-slope",
]
ParagraphKind = Literal["body", "heading", "pull-quote", "correction", "furniture"]
Sign = Literal["raises", "lowers"]
LinkStrength = Literal["weak", "moderate", "strong"]
Amount = Literal["small", "medium", "large"]
Difficulty = Literal["easy", "even", "hard"]
InjectKind = Literal["scheduled", "triggered", "drawn", "by-hand"]
Stance = Literal["escalate", "de-escalate", "persuade", "build"]

BASE_SCORES: Final = (0.3, 0.4, 0.5, 0.6, 0.7)
"""The base scores that a claim of a ledger may have."""

THESIS_BASE: Final = 0.5
"""The base score of the thesis, the root of a ledger."""

PILLAR_WEIGHT: Final = 0.5
"""The weight of the edge from a pillar or an objection to the thesis."""

LINK_WEIGHTS: Final[dict[LinkStrength, float]] = {"weak": 0.2, "moderate": 0.4, "strong": 0.6}
"""What crosses a link, as a share of the pulse, before damping."""

SHOCKS: Final[dict[Amount, float]] = {"small": 0.2, "medium": 0.5, "large": 0.9}
"""Shocks on the z scale: about 5, 12 and 21 points at mid-scale."""

DIFFICULTY_MODIFIERS: Final[dict[Difficulty, int]] = {"easy": 0, "even": -1, "hard": -2}
"""What a card's difficulty adds to the modifier of its dice."""

SIGNS: Final[dict[Sign, int]] = {"raises": 1, "lowers": -1}

LEVEL_WORDS: Final = (0, 25, 50, 75, 100)
"""The levels that an indicator's five words describe."""

SCHEMES: Final[tuple[Scheme, ...]] = get_args(Scheme)
