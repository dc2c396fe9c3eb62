"""Plain words for numbers and events, shared by screens and reports.

Text from decks and people goes into sentences as it is: whoever shows a sentence makes it harmless there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from exercise.engine.game import FACT_PREFIX, OWN_PREFIX
from exercise.engine.parts import Node, Origin
from exercise.moves import CONTROL
from exercise.rules.odds import STEPS
from exercise.rules.strengths import HOLDS

if TYPE_CHECKING:
    from exercise.deck.models import Card, Deck, Indicator

STANDS, SHAKY, FALLEN = "stands", "shaky", "fallen"
FALLS: Final = 0.45 - 1e-9
"""The strength below which an argument has fallen, tolerance included."""

WEAKENED, AS_PRINTED, STRENGTHENED = "weakened", "as printed", "strengthened"

_TOLERANCE: Final = 1e-9
_TITLE: Final = 60
"""The most characters that an action of a team's own takes where a card has its title."""
_OUTCOMES: Final = {"full": "full success", "partial": "partial success", "fail": "failure"}
SENSITIVE: Final = "This depends on how arguments are counted: another accepted way would judge the move otherwise."
RESULTS: Final = {"met": "met", "partly": "partly met", "missed": "missed"}
DELIVERED: Final = {"scheduled": "as scheduled", "triggered": "triggered", "drawn": "drawn", "by-hand": "by hand"}
_PHASES: Final = {
    "new": "set-up",
    "brief": "brief",
    "situation": "situation",
    "caucus": "caucus",
    "reveal": "reveal",
    "debate": "debate",
    "answers": "answers",
    "ballot": "ballot",
    "ruling": "rulings",
    "consequences": "consequences",
    "debrief": "debrief",
    "closed": "end",
}


# Numbers


def level_words(indicator: Indicator, level: float) -> str:
    """Return the nearest of an indicator's five words to a level from 0 to 100; half-way goes to the higher."""
    return indicator.words[min(max(int(level / 25 + 0.5), 0), len(indicator.words) - 1)]


def strength_word(strength: float) -> str:
    """Return whether an argument of a strength from 0 to 1 stands, is shaky or has fallen."""
    return STANDS if strength >= HOLDS else FALLEN if strength < FALLS else SHAKY


def chance_words(p: float) -> str:
    """Return a probability from 0 to 1 in tenths, as in "7 in 10"; only 0 and 1 are "no chance" and "certain"."""
    if p <= _TOLERANCE:
        return "no chance"
    if p >= 1 - _TOLERANCE:
        return "certain"
    tenths = int(p * 10 + 0.5)
    if tenths < 1 or p <= 0.05 + _TOLERANCE:
        return "less than 1 in 10"
    if tenths > 9:
        return "more than 9 in 10"
    return f"{tenths} in 10"


def change_words(delta: float) -> str:
    """Return a change in points with its sign and one decimal, as in "+6.2" or "−3.1"; "0.0" where it rounds to it."""
    digits = f"{abs(delta):.1f}"
    return digits if float(digits) == 0 else f"{_sign(delta)}{digits}"


def modifier_words(modifier: int) -> str:
    """Return a whole number with its sign, as in "+1", "−2" or "0"."""
    return f"{_sign(modifier)}{abs(modifier)}" if modifier else "0"


def weight_word(weight: float, printed: float) -> str:
    """Return whether a link's weight in play is weakened (below .8 of printed), strengthened (above 1.2) or neither.

    Both weights have the same sign; `printed` is not 0.
    """
    ratio = weight / printed
    return WEAKENED if ratio < 0.8 - _TOLERANCE else STRENGTHENED if ratio > 1.2 + _TOLERANCE else AS_PRINTED


def outcome_words(outcome: str) -> str:
    """Return the words for `full`, `partial` or `fail`."""
    return _OUTCOMES.get(outcome, outcome)


def percentile_words(percentile: int) -> str:
    """Return a percentile as thrown, from 0.00 to 99.99."""
    return f"{100 * percentile / STEPS:.2f}"


def percent_words(p: float) -> str:
    """Return a probability from 0 to 1 in percent, with a decimal only where it has one, as in "52.5%"."""
    return f"{100 * p:.3g}%"


def result_words(result: str) -> str:
    """Return the words for an objective that was `met`, `partly` met or `missed`."""
    return RESULTS.get(result, result)


def phase_words(phase: str) -> str:
    """Return the name of a phase for people."""
    return _PHASES.get(phase, phase)


def seat_words(player: str) -> str:
    """Return who sits on a seat: `person`, `table` for control, or the name of a player."""
    return {"person": "a person", "table": "the table"}.get(player, f"the computer ({player})")


def count_words(count: int, noun: str) -> str:
    """Return a number with its noun, as in "1 round", "3 rounds" or "2 successes"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}{'es' if noun.endswith('s') else 's'}"


def listed(words: Sequence[str], joined: str = "and") -> str:
    """Return words as a list in a sentence, as in "a, b and c", or with another word than "and"."""
    return f" {joined} ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _sign(number: float) -> str:
    return "−" if number < 0 else "+" if number > 0 else ""


# Names from a deck; an id that the deck does not know stands for itself


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Part = TypeVar("_Part", bound=_Identified)


def find(parts: Iterable[_Part], id: str) -> _Part | None:
    """Return the part of a deck with an id; None where there is none."""
    return next((part for part in parts if part.id == id), None)


def team_name(deck: Deck, team: str) -> str:
    """Return the printed name of a team, or "Control"."""
    if team == CONTROL:
        return "Control"
    printed = find(deck.teams, team)
    return printed.name if printed else team


def team_words(deck: Deck, team: str) -> str:
    """Return what a team is called within a sentence: as its deck says, else by its name."""
    printed = find(deck.teams, team)
    return (printed.called if printed else "") or team_name(deck, team)


def capital(sentence: str) -> str:
    """Return a sentence with its first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def card_title(deck: Deck, card: str) -> str:
    """Return a card's title, or what a team's own action is called."""
    printed = _card(deck, card)
    if printed is None and card.startswith(OWN_PREFIX):
        return f"an action of its own in round {card.split(':')[1]}"
    return printed.title if printed else card


def move_title(deck: Deck, move: Node) -> str:
    """Return the title of a move's card; of an action of a team's own what the team says it does, shortened."""
    if _card(deck, move.card) is not None:
        return card_title(deck, move.card)
    words = " ".join(move.text.split()).removesuffix(".")
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…"


def trigger_words(deck: Deck, written: str) -> str:
    """Return what a secret move waits for, as in "when Water is at 60 or more"."""
    indicator, level = trigger_parts(written)
    return f"when {indicator_name(deck, indicator)} is at {level} or {'more' if '>=' in written else 'less'}"


def trigger_parts(written: str) -> tuple[str, str]:
    """Return the indicator and the level that a trigger such as `water>=60` is about."""
    indicator, _, level = written.partition(">=" if ">=" in written else "<=")
    return indicator, level


def commitment_words(deck: Deck, card: str) -> str:
    """Return what a card's commitment puts in place."""
    printed = _card(deck, card)
    return (printed.commitment or printed.title) if printed else card


def claim_words(deck: Deck, claim: str) -> str:
    """Return a claim's paraphrase in quotation marks, and its paragraph; for a fact what established it."""
    if claim.startswith(FACT_PREFIX):
        _, now, card = claim.split(":", 2)
        printed_card = _card(deck, card)
        done = f"“{printed_card.action}”" if printed_card else card_title(deck, card)
        return f"{done} (a fact of round {now})"
    printed = find(deck.ledger.claims, claim)
    return f"“{printed.says}” (¶{printed.paragraph})" if printed else claim


def question_words(deck: Deck, claim: str, question: int) -> str:
    """Return a critical question of a claim; the claim's id where there is none."""
    found = find(deck.ledger.claims, claim)
    return found.questions[question].ask if found is not None and 0 <= question < len(found.questions) else claim


def indicator_name(deck: Deck, indicator: str) -> str:
    """Return an indicator's name."""
    printed = find(deck.indicators, indicator)
    return printed.name if printed else indicator


def link_words(deck: Deck, link: str) -> str:
    """Return a link as an arrow from its cause to its effect; names may be of one thing or of many."""
    cause, arrow, effect = link.partition(">")
    return f"{indicator_name(deck, cause)} → {indicator_name(deck, effect)}" if arrow else link


def inject_title(deck: Deck, inject: str) -> str:
    """Return an inject's title."""
    printed = find(deck.injects, inject)
    return printed.title if printed else inject


def objective_words(deck: Deck, team: str, objective: str) -> str:
    """Return what an objective of a team says."""
    printed = find(deck.teams, team)
    goal = find(printed.objectives, objective) if printed else None
    return goal.says if goal else objective


def origin_title(deck: Deck, origin: Origin) -> str:
    """Return where a shock comes from: a card, what stands in place, or an inject, and whose it is."""
    if origin.kind == "inject":
        return f"{inject_title(deck, origin.subject)} (inject)"
    team = team_name(deck, origin.team)
    if origin.kind == "commitment":
        return f"{commitment_words(deck, origin.subject)} ({team}, in place)"
    return f"{card_title(deck, origin.subject)} ({team})"


def _card(deck: Deck, card: str) -> Card | None:
    return next((printed for team in deck.teams for printed in team.cards if printed.id == card), None)
