"""The copy of a deck that a save keeps: one canonical text for each deck."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any, Final

from pydantic import ValidationError

from exercise.deck.models import Deck
from exercise.deckfiles.finding import DeckCode, DeckError, Finding
from exercise.deckfiles.folder import PAGES, controls
from exercise.deckfiles.keys import KeyPath, dotted

_FILE: Final = "deck.json"
_ESCAPES: Final = re.compile(rb"\\(?:[bfrt]|u00[0189]|u007f|u202|u206)|\x7f")
"""What the text of a deck holds where a string in it may hold a control character other than a line break."""


def dump_deck(deck: Deck) -> bytes:
    """Return the canonical JSON of a deck: ASCII, keys in order, no spaces, no NaN."""
    data = deck.model_dump(mode="json")
    text = json.dumps(data, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.encode("ascii")


def parse_deck(data: bytes) -> Deck:
    """Return the deck that `dump_deck` wrote; DeckError for what no deck gives.

    The references between the parts were checked when the deck was loaded and aren't checked again.
    """
    try:
        deck = Deck.model_validate_json(data)
    except ValidationError as error:
        raise DeckError(
            tuple(
                Finding(DeckCode.BAD_COPY.value, _FILE, None, dotted(wrong["loc"]), str(wrong["msg"]))
                for wrong in error.errors(include_url=False)[:20]
            )
        ) from None
    # Nearly every deck has line breaks in its briefs and nowhere else; only others are looked into string by string.
    breaks = sum([team.brief.count("\n") for team in deck.teams])
    if data.count(rb"\n") != breaks or _ESCAPES.search(data) or not data.isascii():
        found = _controls(deck.model_dump(mode="json"), ())
        if found:
            raise DeckError(tuple(found))
    return deck


def deck_digest(data: bytes) -> str:
    """Return the SHA-256 of a dumped deck, as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def _controls(value: Any, path: KeyPath) -> list[Finding]:
    """Return a finding for each text that holds what no loaded deck holds."""
    if isinstance(value, dict):
        return [found for key, member in value.items() for found in _controls(member, (*path, key))]
    if isinstance(value, list):
        return [found for number, member in enumerate(value) for found in _controls(member, (*path, number))]
    if isinstance(value, str):
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        wrong = controls(value, page=name in PAGES or name == "brief")
        return [Finding(DeckCode.BAD_COPY.value, _FILE, None, dotted(path), wrong)] if wrong else []
    return []
