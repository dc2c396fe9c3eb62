"""The after-action report in Markdown.

The same events give the same bytes: nothing in it comes from the clock or the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exercise.engine.events import Event
from exercise.report import balance, story, wording
from exercise.report.audit import Audit, audit
from exercise.report.forecasts import forecasts
from exercise.report.hotwash import questions
from exercise.report.markdown import bullets, escaped, heading, table
from exercise.report.sentences import event_sentence

if TYPE_CHECKING:
    from exercise.deck.models import Deck

_MOST_MOVED = 3
"""How many indicators the summary names."""


def markdown(deck: Deck, events: Sequence[Event]) -> str:
    """Return the after-action report of a session, finished or not, as Markdown.

    It tells only what every seat may see. Raises ValueError where the first event is not SessionOpened.
    """
    found = audit(deck, events)
    parts = (
        _title(deck),
        _setup(deck, found),
        _summary(deck, found),
        story.timeline(deck, found),
        story.moves(deck, found),
        forecasts(deck, found),
        balance.indicators(deck, found),
        balance.commitments(deck, found),
        balance.argument(deck, found),
        balance.links(deck, found),
        balance.objectives(deck, found),
        questions(deck, found),
    )
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _title(deck: Deck) -> list[str]:
    source = deck.source
    credit = f"{wording.listed([escaped(author) for author in source.authors])}, *{escaped(source.title)}*"
    items = [f"Source: {credit} ({escaped(source.outlet)}, {source.date}). ¶ gives the paragraph that a claim is from."]
    if source.correction:
        items.append(f"Correction by the source: {escaped(source.correction)}")
    items.append(f"Rights: {escaped(source.rights)}")
    return [
        heading(1, f"After-action report: {escaped(deck.title)}"),
        "",
        "This exercise is a teaching aid, not a forecast. Its world is an *assumed influence map*: what affects what,",
        "and how strongly, was assumed by the deck's author from the claims of one source, and then changed by what",
        "the room argued. Statements in it were made in role.",
        "",
        *bullets(items),
    ]


def _setup(deck: Deck, found: Audit) -> list[str]:
    opened = found.opened
    rows = [("Rules", escaped(opened.rules)), ("Rounds", str(opened.rounds))]
    for seat, player in opened.seats:
        rows.append((escaped(wording.team_name(deck, seat)), escaped(wording.seat_words(player))))
    return [heading(2, "Set-up"), "", escaped(deck.scenario), "", *table(("What", "How"), rows)]


def _summary(deck: Deck, found: Audit) -> list[str]:
    moves = [move for record in found.rounds for move in record.moves]
    outcomes = [move.outcome for move in moves]
    counted = [
        wording.count_words(outcomes.count(outcome), wording.outcome_words(outcome))
        for outcome in ("full", "partial", "fail")
        if outcome in outcomes
    ]
    rolled = len([move for move in moves if move.ruling is not None and move.ruling.rolled])
    then, now = (wording.strength_word(found.thesis[place][1]) for place in (0, -1))
    turned = len(found.turned("overturned"))
    citable = len([claim for claim in deck.ledger.claims if not claim.withdrawn])
    claims = (
        f"{len([claim for claim in found.claims if claim.used])} of {citable} claims were used, "
        f"{len([claim for claim in found.claims if claim.contested])} contested, {turned} overturned"
    )
    items = [
        _ended(deck, found),
        f"Moves: {len(moves)}{f' ({wording.listed(counted)})' if counted else ''}; {rolled} went to the dice.",
        f"The thesis: {then} at the start, {now} in the end.",
        f"{claims}.",
    ]
    largest = sorted(found.indicators, key=lambda entry: -abs(entry.change))[:_MOST_MOVED]
    moved = [
        f"{escaped(wording.indicator_name(deck, entry.indicator))} {wording.change_words(entry.change)}"
        for entry in largest
        if entry.change
    ]
    if moved:
        items.append(f"Moved most: {wording.listed(moved)}.")
    return [heading(2, "In short"), "", *bullets(items + _results(deck, found))]


def _ended(deck: Deck, found: Audit) -> str:
    played = f"{len(found.rounds)} of {wording.count_words(found.opened.rounds, 'round')}"
    if found.ended is None:
        return f"The exercise is under way: {played} opened, now in the phase {wording.phase_words(found.phase)}."
    if not found.ended.ending:
        return f"All rounds were played: {played}."
    return f"The exercise ended early, after {played}. {escaped(event_sentence(deck, found.ended) or '')}"


def _results(deck: Deck, found: Audit) -> list[str]:
    items = []
    for team in deck.teams:
        results = [entry.result for entry in found.objectives if entry.team == team.id and entry.result]
        if results:
            words = [
                f"{results.count(result)} {wording.result_words(result)}"
                for result in ("met", "partly", "missed")
                if result in results
            ]
            items.append(f"Objectives of {escaped(team.name)}: {wording.listed(words)}.")
    return items
