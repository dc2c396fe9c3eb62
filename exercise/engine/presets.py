"""Ready-made sessions of 50, 90 and 180 minutes, and how long each phase of one may take (DESIGN 8).

Times prompt, they never enforce.
"""

from __future__ import annotations

from typing import Final

from exercise.engine.parts import Phase
from exercise.frozen import frozen

DEBRIEF_SHARE: Final = 0.25
"""At least this part of the time is for talking it over."""
BRIEF_SHARE: Final = 0.1
LEAST_BRIEF: Final = 5

SHARES: Final[tuple[tuple[Phase, float], ...]] = (
    ("situation", 0.1),
    ("caucus", 0.35),
    ("debate", 0.25),
    ("answers", 0.1),
    ("ruling", 0.1),
    ("consequences", 0.1),
)
"""How the time of a round is shared; reveal and ballot are part of the debate's and the rulings'."""


@frozen
class Preset:
    """A session that fits a slot."""

    name: str
    minutes: int
    rules: str
    rounds: int


PRESETS: Final = (
    Preset("50-quick", 50, "quick", 2),
    Preset("90-seminar", 90, "seminar", 2),
    Preset("90-quick", 90, "quick", 3),
    Preset("180-full", 180, "full", 3),
    Preset("180-seminar", 180, "seminar", 5),
)


@frozen
class Timetable:
    """How many minutes each part of a session may take; a round's parts are given once."""

    brief: int
    phases: tuple[tuple[Phase, float], ...]
    """By phase the minutes of it in one round."""
    round: int
    debrief: int


def timetable(minutes: int, rounds: int) -> Timetable:
    """Return how to spend a slot of so many whole minutes on so many rounds.

    The rounds get whole minutes, and what is left goes to the debrief, which has at least a quarter. Raises ValueError
    where a round would have no minute.
    """
    brief = max(LEAST_BRIEF, int(minutes * BRIEF_SHARE))
    debrief = -int(-minutes * DEBRIEF_SHARE // 1)
    each = (minutes - brief - debrief) // rounds
    if each < 1:
        raise ValueError(f"{minutes} minutes are too few for {rounds} rounds; take fewer rounds or more time")
    phases = tuple((phase, each * share) for phase, share in SHARES)
    return Timetable(brief, phases, each, minutes - brief - each * rounds)
