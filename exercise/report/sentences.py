"""What each event of a session says, in one plain sentence for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from exercise.engine.events import (
    AgreementsRecorded,
    BallotSealed,
    BallotsRevealed,
    CardsDealt,
    CardSwapped,
    ClaimAttacked,
    ClockRemarked,
    CommitmentMade,
    CommitmentWithdrawn,
    CounterAnswered,
    CounterFiled,
    DifficultySet,
    FactsEstablished,
    FindingsRecorded,
    InjectDelivered,
    LetterSent,
    LevelAdjusted,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSealed,
    MoveSeconded,
    MovesRevealed,
    ObjectivesJudged,
    OfferAccepted,
    PhaseOpened,
    PileTurned,
    PlayEnded,
    QuestionPut,
    RoundOpened,
    RulingOverridden,
    SeatTaken,
    SecretsOpened,
    SessionOpened,
    TeamHeld,
    TeamPassed,
    TeamsSkipped,
    ThesisVoted,
)
from exercise.engine.parts import Letter, Node
from exercise.report.calibration import pooled_median
from exercise.report.wording import (
    DELIVERED,
    RESULTS,
    capital,
    card_title,
    chance_words,
    change_words,
    claim_words,
    commitment_words,
    count_words,
    find,
    indicator_name,
    inject_title,
    link_words,
    listed,
    modifier_words,
    move_title,
    outcome_words,
    percent_words,
    percentile_words,
    phase_words,
    question_words,
    seat_words,
    team_name,
    team_words,
    trigger_words,
)
from exercise.views import EstimateSettled, LogEvent, SessionNoted, SteppedBack, TeamSettled

if TYPE_CHECKING:
    from exercise.deck.models import Deck

_MOST_NAMED: Final = 3
"""How many indicators a sentence about consequences names."""


Floor = Mapping[int, Node]
"""The arguments of a round by their numbers, as far as a reader of its events knows them."""


class Teller:
    """Tells one seat's log event by event; it remembers the arguments of the round, which events name by number."""

    def __init__(self, deck: Deck) -> None:
        """Take the deck whose words the sentences use."""
        self._deck = deck
        self._floor: dict[int, Node] = {}

    def sentence(self, event: LogEvent) -> str | None:
        """Return what the next event says in one plain sentence; None where it is worth none."""
        if isinstance(event, MovesRevealed):
            self._floor = {node.number: node for node in event.nodes}
        elif isinstance(event, (CounterFiled, QuestionPut, LinkCountered, MoveSeconded, CounterAnswered)):
            self._floor[event.node.number] = event.node
        return event_sentence(self._deck, event, self._floor)


def event_sentence(deck: Deck, event: LogEvent, floor: Floor | None = None) -> str | None:
    """Return what an event says in one plain sentence; None where nothing happened that is worth one.

    Without the floor of its round, estimates and answers are told without what they were about. Verbs stand in the
    past, so that they fit teams of one and of many.
    """
    says = _says(deck, event, floor or {})
    return capital(says) if says else None


def _says(deck: Deck, event: LogEvent, floor: Floor) -> str | None:
    match event:
        case SessionOpened():
            return _opened(event.deck_title, event.rules, event.rounds)
        case SessionNoted():
            return _opened(event.title, event.rules, event.rounds)
        case RoundOpened():
            order = listed([team_words(deck, team) for team in event.order])
            return f"Round {event.round} opened; the speaking order: {order}."
        case PhaseOpened():
            if event.phase == "closed":
                return "The exercise was closed."
            first = f"; first to speak: {team_words(deck, event.turn)}" if event.turn else ""
            return f"The {phase_words(event.phase)} began{first}."
        case InjectDelivered():
            return _inject(deck, event)
        case LevelsMoved():
            return _levels(deck, event)
        case FindingsRecorded():
            return _findings(deck, event)
        case MovesRevealed():
            return _revealed(deck, event)
        case MoveRuled():
            return _ruled(deck, event, floor)
        case ObjectivesJudged():
            return _judged(deck, event)
        case PlayEnded():
            ending = find(deck.endings, event.ending)
            return f"Play ended: {ending.says if ending else event.ending or 'the last round was over.'}"
        case RulingOverridden():
            change = f"from {outcome_words(event.before)} to {outcome_words(event.outcome)}"
            return f"Control changed the ruling on the move of {team_words(deck, event.team)} {change}: “{event.text}”"
        case CounterFiled() | QuestionPut() | LinkCountered() | MoveSeconded() | CounterAnswered():
            return _filed(deck, event, floor)
        case ClaimAttacked():
            return _attacked(deck, event)
        case LetterSent():
            what = "offered" if event.letter.offer else "wrote to"
            to = team_words(deck, event.letter.to)
            return f"{team_words(deck, event.letter.sender)} {what} {to}: “{event.letter.text}”"
        case OfferAccepted():
            sender = team_words(deck, event.letter.sender)
            return f"{team_words(deck, event.letter.to)} accepted the offer of {sender}: “{event.letter.text}”"
        case AgreementsRecorded():
            return _ended(f"Agreed: {'; '.join(_agreement(deck, letter) for letter in event.agreements)}")
        case FactsEstablished():
            return _ended(
                f"Established: {'; '.join(claim_words(deck, fact.id) + _own(fact.text) for fact in event.facts)}"
            )
        case SecretsOpened():
            waited = [f"{card_title(deck, secret.card)} ({team_name(deck, team)})" for team, secret in event.secrets]
            return f"Secret moves whose trigger never came: {listed(waited)}."
        case DifficultySet():
            words = f" “{event.text}”" if event.text else ""
            difficulty = modifier_words(event.difficulty)
            return f"Control set the difficulty of {card_title(deck, event.card)} to {difficulty}.{words}"
        case LevelAdjusted():
            return f"Control set {indicator_name(deck, event.indicator)} to {event.level}: “{event.text}”"
        case SeatTaken():
            words = f" “{event.text}”" if event.text else ""
            return f"On the seat of {team_words(deck, event.seat)} now: {seat_words(event.who)}.{words}"
        case TeamsSkipped():
            return f"Control went on without {listed([team_words(deck, team) for team in event.teams])}: “{event.text}”"
        case ThesisVoted():
            return f"The room voted on the thesis: {event.yes} for it, {event.no} against, {event.unsure} unsure."
        case ClockRemarked():
            by = f" by {count_words(event.minutes, 'minute')}" if event.minutes else ""
            return f"Control {event.what} the clock{by}{f': “{event.text}”' if event.text else '.'}"
        case BallotSealed():
            return f"{team_words(deck, event.team)} sealed an estimate of {event.percent}%."
        case SteppedBack():
            return f"Control stepped back to the {phase_words(event.phase)} of round {event.round}: “{event.text}”"
        case EstimateSettled():
            return f"{team_words(deck, event.team)} sealed an estimate."
        case BallotsRevealed():
            return _estimates(deck, event, floor)
        case CardsDealt():
            return f"{team_words(deck, event.team)} drew up to {count_words(len(event.hand), 'card')}."
        case PileTurned():
            return f"{team_words(deck, event.team)} ran out of cards, and the played ones came back."
        case CardSwapped():
            return f"{team_words(deck, event.team)} put {card_title(deck, event.card)} back and drew another card."
        case MoveSealed():
            reasons = count_words(len(event.reasons), "reason")
            waits = ", to wait in secret" if event.trigger else ""
            return f"{team_words(deck, event.team)} sealed {card_title(deck, event.card)} with {reasons}{waits}."
        case TeamSettled():
            return f"{team_words(deck, event.team)} settled on what to do."
        case TeamHeld():
            return f"{team_words(deck, event.team)} made no move{_in_time(event.missing)}."
        case TeamPassed():
            return f"{team_words(deck, event.team)} passed{_in_time(event.missing)}."
        case CommitmentMade():
            return f"{team_words(deck, event.team)} put something in place: {commitment_words(deck, event.card)}."
        case CommitmentWithdrawn():
            return f"{team_words(deck, event.team)} withdrew a commitment: {commitment_words(deck, event.card)}."
    return None


def _opened(title: str, rules: str, rounds: int) -> str:
    return f"The exercise {title} was set up with {rules} rules, for {count_words(rounds, 'round')}."


def _in_time(missing: bool) -> str:
    return ", as it did not act in time" if missing else ""


def _inject(deck: Deck, event: InjectDelivered) -> str:
    words = f"Control delivered “{inject_title(deck, event.inject)}” ({DELIVERED.get(event.how, event.how)})"
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


def _revealed(deck: Deck, event: MovesRevealed) -> str:
    moves = {node.number: _move(deck, node) for node in event.nodes if node.kind == "move"}
    if not moves:
        return "No team had made a move."
    waited = [
        f" {moves[number]} had waited in secret, to be played {trigger_words(deck, trigger)}."
        for number, trigger in zip(event.secrets, event.triggers, strict=False)
    ]
    return f"The moves were revealed: {listed(list(moves.values()))}.{''.join(waited)}"


def _move(deck: Deck, node: Node) -> str:
    return f"{move_title(deck, node)} ({team_name(deck, node.team)})"


def _estimates(deck: Deck, event: BallotsRevealed, floor: Floor) -> str:
    if not event.estimates:
        return "The estimates were revealed; no team had sealed one."
    if not all(move in floor for move, _ in event.estimates):
        return "The estimates were revealed."
    moves = [f"for {_move(deck, floor[move])}: {_sealed(deck, sealed)}" for move, sealed in event.estimates]
    return f"The estimates were revealed {'; '.join(moves)}."


def _sealed(deck: Deck, sealed: Sequence[tuple[str, int]]) -> str:
    """Return the estimates of a move, and where there are several their median as pooled and their spread."""
    each = listed([f"{team_name(deck, team)} {percent}%" for team, percent in sealed])
    median = pooled_median(sealed)
    if median is None or len(sealed) == 1:
        return each
    percents = [percent for _, percent in sealed]
    spread = max(percents) - min(percents)
    return f"{each}, median {percent_words(median)}, {f'spread {spread} points' if spread else 'no spread'}"


def _filed(
    deck: Deck, event: CounterFiled | QuestionPut | LinkCountered | MoveSeconded | CounterAnswered, floor: Floor
) -> str:
    match event:
        case CounterFiled():
            verb = f"countered a {'move' if event.node.target == event.node.move else 'reason'}"
        case QuestionPut():
            asked = question_words(deck, event.node.claim, event.node.question)
            words = f" “{event.node.text}”" if event.node.text else ""
            return f"{team_words(deck, event.node.team)} asked about a reason: {asked}{words}"
        case LinkCountered():
            verb = f"doubted the link {link_words(deck, event.node.link)}"
        case MoveSeconded():
            verb = "seconded a move"
        case CounterAnswered():
            verb = f"answered {_answered(deck, event, floor)}"
    says = [listed([claim_words(deck, claim) for claim in event.node.claims])] if event.node.claims else []
    if event.node.text:
        says.append(f"“{event.node.text}”")
    return f"{team_words(deck, event.node.team)} {verb}: {' '.join(says)}{'' if event.node.text else '.'}"


def _answered(deck: Deck, event: CounterAnswered, floor: Floor) -> str:
    target = floor.get(event.node.target)
    of = f" of {team_words(deck, target.team)}" if target else ""
    if event.arguments:
        return f"the doubt{of} about the link {link_words(deck, event.arguments[0].link)}"
    if target is None:
        return "a counter or a question"
    if target.kind == "question":
        return f"the question{of}, “{question_words(deck, target.claim, target.question)}”"
    cited = listed([claim_words(deck, claim) for claim in target.claims])
    return f"the counter{of}, {cited or f'“{target.text}”'}"


def _ruled(deck: Deck, event: MoveRuled, floor: Floor) -> str:
    move = floor.get(event.node)
    title = f"{card_title(deck, event.card)} ({team_name(deck, event.team)})" if move is None else _move(deck, move)
    words = f"{title} was ruled a {outcome_words(event.outcome)}"
    if event.method == "unrolled":
        return f"{words}, without a roll, as no counter cited a claim against it."
    odds = f"{chance_words(event.full + event.partial)} for a success"
    if not event.rolled:
        return f"{words} by control: “{event.text}”"
    if event.percentile >= 0:
        thrown = f"{words}: {percentile_words(event.percentile)} was thrown, {odds}"
        if event.method != "ruling":
            return f"{thrown}."
        return f"{thrown}, as control set it{f': “{event.text}”' if event.text else '.'}"
    faces = listed([str(face) for face in event.faces])
    return f"{words}: {faces} on the dice, modifier {modifier_words(event.modifier)}, {odds}."


def _attacked(deck: Deck, event: ClaimAttacked) -> str:
    argument = event.argument
    says = [claim_words(deck, argument.claim)] if argument.claim else []
    if argument.text:
        says.append(f"“{argument.text}”")
    return (
        f"{team_words(deck, argument.team)} attacked the claim {claim_words(deck, argument.target)}: {' '.join(says)}"
    )


def _ended(sentence: str) -> str:
    """Return a sentence with its full stop; a quotation at its end may have brought one."""
    return sentence if sentence.endswith((".”", "!”", "?”")) else f"{sentence}."


def _agreement(deck: Deck, letter: Letter) -> str:
    return f"{team_words(deck, letter.sender)} and {team_words(deck, letter.to)}, “{letter.text}”"


def _own(text: str) -> str:
    return f", “{text}”" if text else ""


def _judged(deck: Deck, event: ObjectivesJudged) -> str:
    teams = dict.fromkeys(team for team, _, _ in event.results)
    parts = []
    for team in teams:
        results = [result for of, _, result in event.results if of == team]
        counts = [f"{results.count(result)} {word}" for result, word in RESULTS.items() if result in results]
        parts.append(f"{team_words(deck, team)} {listed(counts)}")
    return f"Objectives: {'; '.join(parts)}."
