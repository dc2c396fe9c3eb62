"""Text from people and decks made harmless for a terminal and for a line of a file."""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Control characters of terminals, marks that turn the direction of writing, and halves of character pairs."""


def plain(text: str) -> str:
    """Return text on one line: white space is one space, and each control character the replacement character."""
    return _UNSAFE.sub(REPLACEMENT, " ".join(text.split()))
