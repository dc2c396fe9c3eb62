"""Loading of decks and sources from files that may come from strangers, and the copy of a deck inside a save."""

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
