"""Loading of decks and sources from files that may come from strangers, and the copy of a deck inside a save.

The names below load on first use: opening a save reads the copy inside it alone.
"""

from typing import TYPE_CHECKING

from exercise import lazy

if TYPE_CHECKING:
    from exercise.deckfiles.copies import deck_digest, dump_deck, parse_deck
    from exercise.deckfiles.finding import CODES, DeckCode, DeckError, Finding
    from exercise.deckfiles.load import HANDOUTS, load_deck, load_source, read_deck, read_handouts
    from exercise.deckfiles.owncopy import attach, attached, detach
    from exercise.deckfiles.source import (
        Match,
        Verification,
        normalise,
        paragraph_hash,
        paragraphs_of,
        verify_source,
    )

__all__ = [
    "CODES",
    "HANDOUTS",
    "DeckCode",
    "DeckError",
    "Finding",
    "Match",
    "Verification",
    "attach",
    "attached",
    "deck_digest",
    "detach",
    "dump_deck",
    "load_deck",
    "load_source",
    "normalise",
    "paragraph_hash",
    "paragraphs_of",
    "parse_deck",
    "read_deck",
    "read_handouts",
    "verify_source",
]

_HOMES = {
    **dict.fromkeys(("deck_digest", "dump_deck", "parse_deck"), "exercise.deckfiles.copies"),
    **dict.fromkeys(("CODES", "DeckCode", "DeckError", "Finding"), "exercise.deckfiles.finding"),
    **dict.fromkeys(("HANDOUTS", "load_deck", "load_source", "read_deck", "read_handouts"), "exercise.deckfiles.load"),
    **dict.fromkeys(("attach", "attached", "detach"), "exercise.deckfiles.owncopy"),
    **dict.fromkeys(
        ("Match", "Verification", "normalise", "paragraph_hash", "paragraphs_of", "verify_source"),
        "exercise.deckfiles.source",
    ),
}
"""The module that each public name lives in."""

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
