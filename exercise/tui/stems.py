"""Beginnings of sentences for whoever looks for words on the floor; they fit any subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from exercise.frozen import frozen

GAP: Final = "…"
"""Where the sentence is left to the writer."""
MOST_ASKED: Final = 2
"""How many critical questions become stems."""

STEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "counter": (
        "Even if that were true, …",
        "This overlooks that …",
        "The same evidence could also mean that …",
        "It doesn't follow, because …",
        "That has a price which nobody has named: …",
    ),
    "question": (
        "We ask because …",
        "The whole move depends on this, since …",
        "If the answer is no, then …",
        "What would convince us is …",
        "So far we have only heard that …",
    ),
    "counter-link": (
        "The one can change without the other when …",
        "Something else decides that, namely …",
        "The effect would be smaller than it looks, since …",
        "It may even work the other way round, because …",
        "That would come too late, because …",
    ),
    "attack": (
        "This may have been so once, but since then …",
        "One example doesn't show that …",
        "Whoever says this would like it to be so, since …",
        "The opposite is at least as likely, because …",
        "For this to be true, it would have to be the case that …",
    ),
    "second": (
        "We support this for another reason: …",
        "It would be worth doing even if …",
        "Something like it has worked when …",
        "It also helps that …",
        "Those who doubt it should bear in mind that …",
    ),
    "answer": (
        "That is a fair point, but …",
        "It matters less than it seems, because …",
        "We have allowed for that: …",
        "That would only be a problem if …",
        "Even so, our reason stands, because …",
    ),
}
"""By the kind of slip."""
CHALLENGES: Final = frozenset({"counter", "attack"})
"""The kinds of slips that may begin with what a claim leaves open."""


@frozen
class Stem:
    """The beginning of a sentence, and what it takes up."""

    says: str
    about: str = ""

    @property
    def beginning(self) -> str:
        """What is put in: all but the gap."""
        return self.says.removesuffix(GAP)


def stems(kind: str, questions: Sequence[str] = ()) -> tuple[Stem, ...]:
    """Return the stems for a kind of slip; first those that take up critical questions of what it bears on.

    Questions are taken as they are. A kind that is written without words has none.
    """
    if kind not in STEMS:
        return ()
    asked = []
    for question in questions[:MOST_ASKED]:
        if kind in CHALLENGES:
            asked.append(Stem(f"{question} We would say that {GAP}", "A critical question that the claim invites."))
        elif kind == "answer":
            asked.append(Stem(f"{question} Our answer is that {GAP}", "The critical question that was put."))
    return (*asked, *map(Stem, STEMS[kind]))
