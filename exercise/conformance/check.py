"""All that is checked once a deck loads."""

from __future__ import annotations

from typing import Final

from exercise.conformance.cards import check_cards
from exercise.conformance.claims import check_claims, check_counters
from exercise.conformance.codes import is_advice
from exercise.conformance.objectives import check_objectives
from exercise.conformance.plays import check_plays
from exercise.conformance.reach import check_levels, check_reach
from exercise.conformance.spectrum import check_spectrum
from exercise.deck.models import Deck
from exercise.deckfiles import Finding
from exercise.engine import compile_game

PLAYS: Final = 100
"""How often a deck is played at most; 100 plays of a full-size deck take three or four seconds."""


def check_deck(deck: Deck, plays: int = PLAYS) -> tuple[Finding, ...]:
    """Return what is wrong with a deck that loads without findings: faults first, then advice, each by file.

    `is_advice` tells the two apart. Findings have no line; they name a file, a key and an id. The deck
    is played up to `plays` times, fewer where every card could be sealed before that; with 0 nothing is said about
    cards that can't. The same deck and number give the same findings. Raises ValueError where `plays` is below 0.
    """
    if plays < 0:
        raise ValueError(f"a deck is played 0 times or more, not {plays}")
    game = compile_game(deck)
    found = [
        *check_spectrum(game),
        *check_levels(deck),
        *check_reach(deck, game),
        *check_objectives(deck),
        *check_claims(deck),
        *check_counters(deck, game),
        *check_cards(deck),
        *check_plays(deck, plays),
    ]
    return tuple(sorted(found, key=lambda finding: (is_advice(finding), finding.file)))
