"""What shows only when a deck is played."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exercise.conformance.codes import Code, cards_file, finding
from exercise.deck.models import Deck
from exercise.deckfiles import Finding
from exercise.deckfiles.finding import quoted
from exercise.engine.options import playable
from exercise.engine.presets import PRESETS
from exercise.engine.state import State
from exercise.moves import CONTROL
from exercise.session import Session
from exercise.table import TABLE, Table

RULES: Final = "quick"
PLAYER: Final = "random"
ROUNDS: Final = max(preset.rounds for preset in PRESETS)
"""The rounds of the longest of the ready-made sessions."""


def check_plays(deck: Deck, plays: int) -> Iterator[Finding]:
    """Yield the cards that could be sealed in no caucus of up to `plays` sessions; none where that is 0.

    A card counts as soon as its team could have sealed it with it in its hand, whether or not it drew it. Sessions are
    as long as the longest of the ready-made ones; number k has seed k, and ends playing once every card has counted.
    """
    if not plays:
        return
    seats = {**{team.id: PLAYER for team in deck.teams}, CONTROL: TABLE}
    left = {card.id for team in deck.teams for card in team.cards}
    for seed in range(plays):
        if not left:
            return
        session = Session.new(deck, rules=RULES, rounds=ROUNDS, seats=seats, seed=seed)
        table = Table(session, seed)
        while left and (table.step() or table.advance()):
            left -= _sealable(session.state, left)
    for team in deck.teams:
        for number, card in enumerate(team.cards):
            if card.id in left:
                said = f"{quoted(card.id)} could never be sealed (plays: {plays}, of {ROUNDS} rounds each)"
                path = ("cards", number, "requires")
                yield finding(Code.NEVER_PLAYABLE, cards_file(team.id), path, f"{said}; loosen what it requires")


def _sealable(state: State, cards: set[str]) -> set[str]:
    """Return which of some cards their teams could seal now."""
    if state.clock.phase != "caucus":
        return set()
    return {
        face.id
        for team, pile in zip(state.teams, state.game.piles, strict=True)
        for face in pile
        if face.id in cards and playable(state, team, face)
    }
