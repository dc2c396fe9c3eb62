"""Plain words for numbers and events, shared by screens and reports.

Text from decks and people goes into sentences as it is: whoever shows a sentence makes it harmless there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from exercise.engine.events import (
    BallotSealed,
    BallotsRevealed,
    CardsDealt,
    CardSwapped,
    CommitmentMade,
    CommitmentWithdrawn,
    CounterAnswered,
    CounterFiled,
    FindingsRecorded,
    InjectDelivered,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSealed,
    MoveSeconded,
    MovesRevealed,
    Node,
    ObjectivesJudged,
    Origin,
    PhaseOpened,
    PileTurned,
    PlayEnded,
    QuestionPut,
    RoundOpened,
    RulingOverridden,
    SessionOpened,
    TeamHeld,
    TeamPassed,
)
from exercise.moves import CONTROL
from exercise.rules.odds import STEPS
from exercise.rules.strengths import HOLDS
from exercise.views import EstimateSettled, LogEvent, SessionNoted, TeamSettled

if TYPE_CHECKING:
    from exercise.deck.models import Card, Deck, Indicator

STANDS, SHAKY, FALLEN = "stands", "shaky", "fallen"
FALLS: Final = 0.45 - 1e-9
"""The strength below which an argument has fallen, tolerance included."""

WEAKENED, AS_PRINTED, STRENGTHENED = "weakened", "as printed", "strengthened"

_TOLERANCE: Final = 1e-9
_OUTCOMES: Final = {"full": "full success", "partial": "partial success", "fail": "failure"}
_RESULTS: Final = {"met": "met", "partly": "partly met", "missed": "missed"}
_DELIVERED: Final = {"scheduled": "as scheduled", "triggered": "triggered", "drawn": "drawn", "by-hand": "by hand"}
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
_MOST_NAMED: Final = 3
"""How many indicators a sentence about consequences names."""


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
    if tenths < 1:
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


def result_words(result: str) -> str:
    """Return the words for an objective that was `met`, `partly` met or `missed`."""
    return _RESULTS.get(result, result)


def phase_words(phase: str) -> str:
    """Return the name of a phase for people."""
    return _PHASES.get(phase, phase)


def seat_words(player: str) -> str:
    """Return who sits on a seat: `person`, `table` for control, or the name of a player."""
    return {"person": "a person", "table": "the table"}.get(player, f"the computer ({player})")


def count_words(count: int, noun: str) -> str:
    """Return a number with its noun, as in "1 round", "3 rounds" or "2 successes"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}{'es' if noun.endswith('s') else 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence, as in "a, b and c"."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _sign(number: float) -> str:
    return "−" if number < 0 else "+" if number > 0 else ""


# Names from a deck; an id that the deck does not know stands for itself


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Part = TypeVar("_Part", bound=_Identified)


def _find(parts: Iterable[_Part], id: str) -> _Part | None:
    return next((part for part in parts if part.id == id), None)


def team_name(deck: Deck, team: str) -> str:
    """Return the printed name of a team, or "Control"."""
    if team == CONTROL:
        return "Control"
    printed = _find(deck.teams, team)
    return printed.name if printed else team


def card_title(deck: Deck, card: str) -> str:
    """Return a card's title."""
    printed = _card(deck, card)
    return printed.title if printed else card


def commitment_words(deck: Deck, card: str) -> str:
    """Return what a card's commitment puts in place."""
    printed = _card(deck, card)
    return (printed.commitment or printed.title) if printed else card


def claim_words(deck: Deck, claim: str) -> str:
    """Return a claim's paraphrase in quotation marks, and its paragraph."""
    printed = _find(deck.ledger.claims, claim)
    return f"“{printed.says}” (¶{printed.paragraph})" if printed else claim


def question_words(deck: Deck, claim: str, question: int) -> str:
    """Return a critical question of a claim; the claim's id where there is none."""
    found = _find(deck.ledger.claims, claim)
    return found.questions[question].ask if found is not None and 0 <= question < len(found.questions) else claim


def indicator_name(deck: Deck, indicator: str) -> str:
    """Return an indicator's name."""
    printed = _find(deck.indicators, indicator)
    return printed.name if printed else indicator


def link_words(deck: Deck, link: str) -> str:
    """Return what a link says: that its cause affects its effect."""
    cause, arrow, effect = link.partition(">")
    return f"{indicator_name(deck, cause)} affects {indicator_name(deck, effect)}" if arrow else link


def inject_title(deck: Deck, inject: str) -> str:
    """Return an inject's title."""
    printed = _find(deck.injects, inject)
    return printed.title if printed else inject


def objective_words(deck: Deck, team: str, objective: str) -> str:
    """Return what an objective of a team says."""
    printed = _find(deck.teams, team)
    goal = _find(printed.objectives, objective) if printed else None
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


# Events


def event_sentence(deck: Deck, event: LogEvent) -> str | None:
    """Return what an event says in one plain sentence; None where nothing happened that is worth one.

    Verbs stand in the past, so that they fit teams of one and of many.
    """
    match event:
        case SessionOpened():
            return _opened(event.deck_title, event.rules, event.rounds)
        case SessionNoted():
            return _opened(event.title, event.rules, event.rounds)
        case RoundOpened():
            order = listed([team_name(deck, team) for team in event.order])
            return f"Round {event.round} opened; the speaking order: {order}."
        case PhaseOpened():
            if event.phase == "closed":
                return "The exercise was closed."
            first = f"; first to speak: {team_name(deck, event.turn)}" if event.turn else ""
            return f"The {phase_words(event.phase)} began{first}."
        case InjectDelivered():
            return _inject(deck, event)
        case LevelsMoved():
            return _levels(deck, event)
        case FindingsRecorded():
            return _findings(deck, event)
        case MovesRevealed():
            return _revealed(deck, event.nodes)
        case MoveRuled():
            return _ruled(deck, event)
        case ObjectivesJudged():
            return _judged(deck, event)
        case PlayEnded():
            ending = _find(deck.endings, event.ending)
            return f"Play ended: {ending.says if ending else event.ending or 'the last round was over.'}"
        case RulingOverridden():
            change = f"from {outcome_words(event.before)} to {outcome_words(event.outcome)}"
            return f"Control changed the ruling on the move of {team_name(deck, event.team)} {change}: “{event.text}”"
        case CounterFiled() | QuestionPut() | LinkCountered() | MoveSeconded() | CounterAnswered():
            return _filed(deck, event)
        case BallotSealed():
            return f"{team_name(deck, event.team)} sealed an estimate of {event.percent}%."
        case EstimateSettled():
            return f"{team_name(deck, event.team)} sealed an estimate."
        case BallotsRevealed():
            return "The estimates were revealed."
        case CardsDealt():
            return f"{team_name(deck, event.team)} drew up to {count_words(len(event.hand), 'card')}."
        case PileTurned():
            return f"{team_name(deck, event.team)} ran out of cards, and the played ones came back."
        case CardSwapped():
            return f"{team_name(deck, event.team)} put {card_title(deck, event.card)} back and drew another card."
        case MoveSealed():
            reasons = count_words(len(event.reasons), "reason")
            return f"{team_name(deck, event.team)} sealed {card_title(deck, event.card)} with {reasons}."
        case TeamSettled():
            return f"{team_name(deck, event.team)} settled on what to do."
        case TeamHeld():
            return f"{team_name(deck, event.team)} made no move{_in_time(event.missing)}."
        case TeamPassed():
            return f"{team_name(deck, event.team)} passed{_in_time(event.missing)}."
        case CommitmentMade():
            return f"{team_name(deck, event.team)} put something in place: {commitment_words(deck, event.card)}."
        case CommitmentWithdrawn():
            return f"{team_name(deck, event.team)} withdrew a commitment: {commitment_words(deck, event.card)}."
    return None


def _opened(title: str, rules: str, rounds: int) -> str:
    return f"The exercise {title} was set up with {rules} rules, for {count_words(rounds, 'round')}."


def _in_time(missing: bool) -> str:
    return ", as it did not act in time" if missing else ""


def _inject(deck: Deck, event: InjectDelivered) -> str:
    words = f"Control delivered {inject_title(deck, event.inject)} ({_DELIVERED.get(event.how, event.how)})"
    return f"{words}: “{event.text}”" if event.text else f"{words}."


def _levels(deck: Deck, event: LevelsMoved) -> str | None:
    if not event.changes:
        return None
    largest = sorted(event.changes, key=lambda change: -abs(change.after - change.before))
    named = [
        f"{indicator_name(deck, change.indicator)} {change_words(change.after - change.before)} to {change.after:.0f}"
        for change in largest[:_MOST_NAMED]
    ]
    if len(largest) > _MOST_NAMED:
        named.append(f"{len(largest) - _MOST_NAMED} more")
    return f"{'Events' if event.cause == 'inject' else 'Consequences'} moved {listed(named)}."


def _findings(deck: Deck, event: FindingsRecorded) -> str:
    kept = [claim_words(deck, finding.claim) for finding in event.findings if finding.supports]
    lost = [claim_words(deck, finding.claim) for finding in event.findings if not finding.supports]
    parts = [f"{listed(claims)} {word}" for claims, word in ((kept, "held"), (lost, "did not hold")) if claims]
    return f"Tested in the debate: {'; '.join(parts)}."


def _revealed(deck: Deck, nodes: Sequence[Node]) -> str:
    moves = [f"{card_title(deck, node.card)} ({team_name(deck, node.team)})" for node in nodes if node.kind == "move"]
    return f"The moves were revealed: {listed(moves)}." if moves else "No team had made a move."


def _filed(deck: Deck, event: CounterFiled | QuestionPut | LinkCountered | MoveSeconded | CounterAnswered) -> str:
    match event:
        case CounterFiled():
            verb = f"countered a {'move' if event.node.target == event.node.move else 'reason'}"
        case QuestionPut():
            asked = question_words(deck, event.node.claim, event.node.question)
            words = f" “{event.node.text}”" if event.node.text else ""
            return f"{team_name(deck, event.node.team)} asked about a reason: {asked}{words}"
        case LinkCountered():
            verb = f"doubted that {link_words(deck, event.node.link)}"
        case MoveSeconded():
            verb = "seconded a move"
        case CounterAnswered():
            verb = "answered a counter"
    says = [claim_words(deck, event.node.claim)] if event.node.claim else []
    if event.node.text:
        says.append(f"“{event.node.text}”")
    return f"{team_name(deck, event.node.team)} {verb}: {' '.join(says)}{'' if event.node.text else '.'}"


def _ruled(deck: Deck, event: MoveRuled) -> str:
    words = f"{card_title(deck, event.card)} ({team_name(deck, event.team)}) was ruled a {outcome_words(event.outcome)}"
    if event.method == "unrolled":
        return f"{words}, without a roll, as no counter cited a claim against it."
    odds = f"{chance_words(event.full + event.partial)} for a success"
    if not event.rolled:
        return f"{words} by control: “{event.text}”"
    if event.percentile >= 0:
        return f"{words}: {percentile_words(event.percentile)} was thrown, {odds}."
    thrown = listed([str(face) for face in event.faces])
    return f"{words}: {thrown} on the dice, modifier {modifier_words(event.modifier)}, {odds}."


def _judged(deck: Deck, event: ObjectivesJudged) -> str:
    teams = dict.fromkeys(team for team, _, _ in event.results)
    parts = []
    for team in teams:
        results = [result for of, _, result in event.results if of == team]
        counts = [f"{results.count(result)} {word}" for result, word in _RESULTS.items() if result in results]
        parts.append(f"{team_name(deck, team)} {listed(counts)}")
    return f"Objectives: {'; '.join(parts)}."
