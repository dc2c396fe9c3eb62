"""Type-ahead search: which rows, and which claims, hold every word typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from exercise.report.wording import strength_word

if TYPE_CHECKING:
    from exercise.deck.models import Claim

_PARAGRAPH: Final = re.compile(r"¶[0-9]+")


def typed_words(query: str) -> tuple[str, ...]:
    """Return the words of a query, made fit for `holds_all`."""
    return tuple(query.casefold().split())


def holds_all(text: str, words: Iterable[str]) -> bool:
    """Return whether a text holds every word, whatever their case; it does where there are none.

    ¶1 is paragraph 1 and not the beginning of ¶12.
    """
    folded = text.casefold()
    return all(re.search(rf"{word}(?!\d)", folded) if _PARAGRAPH.fullmatch(word) else word in folded for word in words)


def claim_text(claim: Claim, strength: float) -> str:
    """Return what a claim is searched by: its words, holder, side, standing (a strength of 0 to 1), ¶n and id."""
    return f"{claim.says} {claim.holder} {claim.side} {strength_word(strength)} ¶{claim.paragraph} {claim.id}"
