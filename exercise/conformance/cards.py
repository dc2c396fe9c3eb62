"""What a team holds and reads: the balance of its cards, and texts that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from exercise.conformance.codes import Code, cards_file, finding
from exercise.deck.models import Deck, Team
from exercise.deck.words import Stance
from exercise.deckfiles import Finding
from exercise.deckfiles.finding import quoted

BRIEF_WORDS: Final = (150, 500)
"""Between how many words a brief has, both included."""

MOST_WORDS: Final = 30
"""The most words of a card's action, and of its effect."""

FEWEST_COUNTERS: Final = 2
"""How many counters a card suggests at least where more than one team may counter it."""


def check_cards(deck: Deck) -> Iterator[Finding]:
    """Yield what is wrong with each team's brief, with its cards as a whole, and with each card."""
    for team in deck.teams:
        yield from _check_brief(team)
        held = {card.stance for card in team.cards}
        missing = [stance for stance in get_args(Stance) if stance not in held]
        if missing:
            message = f"{quoted(team.id)} has no card whose stance is {' or '.join(missing)}; write one of each"
            yield finding(Code.MISSING_STANCE, cards_file(team.id), ("cards",), message)
        yield from _check_each(team, opponents=len(deck.teams) - 1)


def _check_brief(team: Team) -> Iterator[Finding]:
    count, (least, most) = _words(team.brief), BRIEF_WORDS
    if not least <= count <= most:
        change = "say more" if count < least else "make it shorter"
        message = f"the brief of {quoted(team.id)} must have {least} to {most} words, not {count}; {change}"
        yield finding(Code.BRIEF_LENGTH, f"briefs/{team.id}.md", (), message)


def _check_each(team: Team, opponents: int) -> Iterator[Finding]:
    for number, card in enumerate(team.cards):
        for key, text in (("action", card.action), ("effect", card.effect)):
            count = _words(text)
            if count > MOST_WORDS:
                said = f"the {key} of {quoted(card.id)} has {count} words, and {MOST_WORDS} is the most"
                message = f"{said}; make it shorter"
                yield finding(Code.LONG_TEXT, cards_file(team.id), ("cards", number, key), message)
        if opponents > 1 and len(card.counters) < FEWEST_COUNTERS:
            message = f"{quoted(card.id)} suggests one counter to {opponents} other teams; add another"
            yield finding(Code.FEW_COUNTERS, cards_file(team.id), ("cards", number, "counters"), message)


def _words(text: str) -> int:
    """Return how many words a text has; marks that stand alone are none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
