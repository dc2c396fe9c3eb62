"""The kinds of things that are wrong with a deck that loads."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Self

from exercise.deckfiles import Finding
from exercise.deckfiles.keys import KeyPath, dotted


class Code(StrEnum):
    """The stable code of every kind of finding, with a sentence that says what it means.

    A fault breaks what a deck promises to a room; what is only advice would make a deck better to play.
    """

    meaning: str
    advice: bool

    def __new__(cls, code: str, meaning: str, advice: bool = False) -> Self:
        """Return the member of a code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        member.advice = advice
        return member

    # Faults
    UNSTABLE_WORLD = "check.unstable-world", "Shocks fade too slowly: damping · |W| has a spectral radius over .85."
    IMPOSSIBLE_LEVEL = "check.impossible-level", "Conditions ask for a level that no indicator can have."
    OUT_OF_REACH = "check.out-of-reach", "An objective asks for what nothing in the deck brings about."
    NEVER_PLAYABLE = "check.never-playable", "A card could not be sealed in any of many plays."
    WEAK_COUNTER = "check.weak-counter", "A suggested counter rests on a claim too weak for it to hold."
    OBJECTIVE_COUNT = "check.objective-count", "A team hasn't exactly three public objectives."
    FOCAL_OBJECTIVES = "check.focal-objectives", "Two objectives of a team read what its own cards push most."
    SUCCESS_OBJECTIVE = "check.success-objective", "An objective asks that a move succeeded, not how the world stands."
    # Advice
    OPPOSED_OBJECTIVES = "check.opposed-objectives", "Two teams want opposites more than once.", True
    MISSING_STANCE = "check.missing-stance", "A team has no card of a stance.", True
    UNUSED_CLAIM = "check.unused-claim", "Nothing in the deck uses a claim.", True
    FEW_COUNTERS = "check.few-counters", "A card that several teams may counter suggests one counter alone.", True
    LONG_TEXT = "check.long-text", "A card's action or effect has more than 30 words.", True
    BRIEF_LENGTH = "check.brief-length", "A brief hasn't between 150 and 500 words.", True


_ADVICE: Final = frozenset(code.value for code in Code if code.advice)


def is_advice(finding: Finding) -> bool:
    """Return whether a finding of this room is advice, and no fault."""
    return finding.code in _ADVICE


def finding(code: Code, file: str, path: KeyPath, message: str) -> Finding:
    """Return a finding about a key of a deck's file; no line, as a loaded deck knows of none."""
    return Finding(code.value, file, None, dotted(path), message)


def cards_file(team: str) -> str:
    """Return the file that holds a team's cards."""
    return f"cards/{team}.toml"
