"""The parts of the after-action report that tell what happened: rounds, moves and rulings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercise.engine.events import Event, MoveRuled
from exercise.moves import PUBLIC
from exercise.report import wording
from exercise.report.audit import Audit
from exercise.report.markdown import bullets, escaped, heading
from exercise.report.record import Argument, MoveRecord, RoundRecord
from exercise.report.sentences import event_sentence
from exercise.views import seen

if TYPE_CHECKING:
    from exercise.deck.models import Deck

_MOST_CHANGES = 6
"""How many indicators the timeline names for a round."""

_KINDS = {
    "reason": "Reason",
    "second": "Second",
    "counter": "Counter",
    "question": "Question",
    "link-counter": "Counter",
    "answer": "Answer",
}


def timeline(deck: Deck, found: Audit) -> list[str]:
    """Return the lines of the timeline: each round with its injects, moves and what changed."""
    lines = [heading(2, "Timeline")]
    for record in found.rounds:
        lines += ["", heading(3, f"Round {record.number}"), "", *bullets(_events(deck, record))]
    return lines if found.rounds else [*lines, "", "No round was opened."]


def moves(deck: Deck, found: Audit) -> list[str]:
    """Return the lines of every move with its arguments and its ruling."""
    lines = [heading(2, "Moves, arguments and rulings")]
    for record in found.rounds:
        for move in record.moves:
            lines += ["", *_move(deck, move)]
    return lines if len(lines) > 1 else [*lines, "", "No move was made."]


def _events(deck: Deck, record: RoundRecord) -> list[str]:
    order = wording.listed([wording.team_words(deck, team) for team in record.order])
    items = [f"Speaking order: {escaped(order)}."]
    says = {inject.id: inject.says for inject in deck.injects}
    for inject in record.injects:
        sentence = escaped(event_sentence(deck, inject) or "")
        items.append(f"{sentence} {escaped(says.get(inject.inject, ''))}".rstrip())
    for move in record.moves:
        outcome = wording.outcome_words(move.outcome) if move.outcome else "not ruled"
        items.append(f"Move: {escaped(_title(deck, move))}: {outcome}.")
    events: tuple[Event, ...] = (*record.held, *record.withdrawn, *record.made)
    items += [escaped(event_sentence(deck, event) or "") for event in events]
    changes = _changes(deck, record)
    if changes:
        items.append(f"What changed: {changes}.")
    if record.findings is not None:
        items.append(escaped(event_sentence(deck, record.findings) or ""))
    for noted in record.noted:
        seen_by_all = seen(noted, PUBLIC)
        items.append(escaped((event_sentence(deck, seen_by_all) if seen_by_all else None) or ""))
    return [item for item in items if item]


def _changes(deck: Deck, record: RoundRecord) -> str:
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    for shift in record.shifts:
        for change in shift.changes:
            before.setdefault(change.indicator, change.before)
            after[change.indicator] = change.after
    largest = sorted(after, key=lambda name: -abs(after[name] - before[name]))
    words = [
        f"{escaped(wording.indicator_name(deck, name))} {wording.change_words(after[name] - before[name])}"
        for name in largest[:_MOST_CHANGES]
    ]
    if len(largest) > _MOST_CHANGES:
        words.append(f"{len(largest) - _MOST_CHANGES} more")
    return wording.listed(words)


def _title(deck: Deck, move: MoveRecord) -> str:
    return f"{wording.move_title(deck, move.node)} ({wording.team_name(deck, move.node.team)})"


def _move(deck: Deck, move: MoveRecord) -> list[str]:
    node = move.node
    lines = [heading(3, f"Round {move.round}: {escaped(_title(deck, move))}"), ""]
    card = next((card for team in deck.teams for card in team.cards if card.id == node.card), None)
    if card is not None:
        lines += bullets([f"Action: {escaped(card.action)}", f"Aim: {escaped(card.effect)}"])
    if node.text:
        lines += bullets([f"In the team's words: {_quoted(node.text)}"])
    for kind in ("reason", "second", "counter"):
        for entry in move.on(node.number, kind):
            lines += _argument(deck, move, entry, 0)
    for entry in move.arguments:
        if entry.node.kind == "link-counter":
            lines += _argument(deck, move, entry, 0)
    return [*lines, *bullets(_ruling(deck, move))]


def _argument(deck: Deck, move: MoveRecord, entry: Argument, depth: int) -> list[str]:
    node = entry.node
    parts = []
    if node.link:
        parts.append(f"on “{escaped(wording.link_words(deck, node.link))}”:")
    if node.kind == "question":
        parts.append(escaped(wording.question_words(deck, node.claim, node.question)))
    elif node.claims:
        parts.append(escaped(wording.listed([wording.claim_words(deck, claim) for claim in node.claims])))
    if node.text:
        parts.append(_quoted(node.text))
    fate = "held" if entry.holds else "did not hold"
    team = escaped(wording.team_words(deck, node.team))
    lines = bullets([f"{_KINDS[node.kind]} by {team}: {' '.join(parts)} — {fate}"], depth)
    for other in move.on(node.number, "counter", "question", "answer"):
        lines += _argument(deck, move, other, depth + 1)
    return lines


def _ruling(deck: Deck, move: MoveRecord) -> list[str]:
    ruling = move.ruling
    if ruling is None:
        return ["Ruling: none."]
    outcome = wording.outcome_words(ruling.outcome)
    if ruling.method == "unrolled":
        held = wording.count_words(len(ruling.pros), "reason")
        said = f"no counter cited a claim, so nothing was rolled; {held} held"
        items = [f"Ruling: **{outcome}**; {said}."]
    elif not ruling.rolled:
        items = [f"Ruling: **{outcome}**, set by control: {_quoted(ruling.text)}"]
    else:
        items = [f"Odds: {_odds(deck, ruling)}.", f"Ruling: **{outcome}**; {_throw(ruling)}."]
        if ruling.text:
            items.append(f"Control set the chance: {_quoted(ruling.text)}")
    if ruling.sensitive:
        items.append(wording.SENSITIVE)
    for override in move.overrides:
        before, after = wording.outcome_words(override.before), wording.outcome_words(override.outcome)
        items.append(f"Control changed it from {before} to **{after}**: {_quoted(override.text)}")
    return items


def _odds(deck: Deck, ruling: MoveRuled) -> str:
    success = ruling.full + ruling.partial
    chances = (
        f"a success was {wording.chance_words(success)} ({success:.0%}), "
        f"a full one {wording.chance_words(ruling.full)} ({ruling.full:.0%})"
    )
    if ruling.percentile >= 0:
        parts = [f"by difficulty and argument {wording.chance_words(ruling.weighed)}"]
        if ruling.estimates:
            sealed = [f"{escaped(wording.team_name(deck, team))} {percent}%" for team, percent in ruling.estimates]
            parts.append(f"estimates {wording.listed(sealed)}")
        return f"{', '.join(parts)}; {chances}"
    pros, cons = len(ruling.pros), len(ruling.cons)
    exact = pros - cons + ruling.difficulty
    parts = [
        f"{wording.count_words(pros, 'pro')} less {wording.count_words(cons, 'con')}",
        f"difficulty {wording.modifier_words(ruling.difficulty)}",
        f"so {wording.modifier_words(ruling.modifier)} on the dice"
        + (f" (its limit; the sum is {wording.modifier_words(exact)})" if exact != ruling.modifier else ""),
    ]
    return f"{', '.join(parts)}; {chances}"


def _throw(ruling: MoveRuled) -> str:
    if ruling.percentile >= 0:
        return f"{wording.percentile_words(ruling.percentile)} of 100 was thrown, and less than the chance succeeds"
    total = sum(ruling.faces) + ruling.modifier
    faces = " and ".join(str(face) for face in ruling.faces)
    return f"the dice showed {faces}, with {wording.modifier_words(ruling.modifier)} that is {total}"


def _quoted(text: str) -> str:
    return f"“{escaped(text)}”"
