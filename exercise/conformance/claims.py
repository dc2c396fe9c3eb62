"""Which claims a deck has no use for, and which are too weak for what it does with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exercise.argument.tables import claim_strengths
from exercise.conformance.codes import Code, cards_file, finding
from exercise.deck.models import Deck
from exercise.deckfiles import Finding
from exercise.deckfiles.finding import quoted
from exercise.engine.game import Game

WEAKEST_COUNTER: Final = 0.35
"""The strength of a claim from which a counter that cites it holds: .5 + .5 · .35²/(1 + .35²) = .555."""

_TOLERANCE: Final = 1e-9


def check_claims(deck: Deck) -> Iterator[Finding]:
    """Yield the claims that no part of the deck rests on, and that bear on none which is used, however far."""
    used = _printed(deck)
    bearing = {claim.id: {*claim.supports, *claim.attacks} for claim in deck.ledger.claims}
    while more := {claim for claim, targets in bearing.items() if claim not in used and targets & used}:
        used |= more
    for number, claim in enumerate(deck.ledger.claims):
        if claim.id not in used:
            who = "no inject rests" if claim.withdrawn else "nothing rests"
            message = f"{who} on {quoted(claim.id)}; let one do so, or take the claim out"
            path = ("claims", number)
            yield finding(Code.UNUSED_CLAIM, f"seeds/{deck.source.id}/claims.toml", path, message)


def check_counters(deck: Deck, game: Game) -> Iterator[Finding]:
    """Yield the suggested counters whose claims are so weak before play that the counter wouldn't hold."""
    strengths = claim_strengths(game.argument)
    for team in deck.teams:
        for number, card in enumerate(team.cards):
            for place, counter in enumerate(card.counters):
                strength = strengths[game.argument.index[counter.claim]]
                if strength < WEAKEST_COUNTER - _TOLERANCE:
                    said = f"the counter of {quoted(card.id)} rests on {quoted(counter.claim)}, which stands at"
                    message = f"{said} {strength:.2f}; cite a claim of {WEAKEST_COUNTER} or more"
                    path = ("cards", number, "counters", place, "claim")
                    yield finding(Code.WEAK_COUNTER, cards_file(team.id), path, message)


def _printed(deck: Deck) -> set[str]:
    """Return the claims that a part of the deck or the thesis names."""
    used = {*deck.ledger.thesis.pillars, *deck.ledger.thesis.objections}
    for parts in (deck.indicators, deck.links, deck.injects):
        for part in parts:
            used.update(part.claims)
    for team in deck.teams:
        for card in team.cards:
            used.update(card.claims)
            used.update(counter.claim for counter in card.counters)
    return used
