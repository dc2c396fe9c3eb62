"""Questions for the talk right after an exercise, drawn from what happened in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercise.report import wording
from exercise.report.audit import Audit
from exercise.report.markdown import bullets, escaped, heading
from exercise.report.record import MoveRecord

if TYPE_CHECKING:
    from exercise.deck.models import Deck

_MOST = 2
"""How many claims, links and objectives the questions pick."""

_UNLIKELY = 0.25
"""The chance below which an outcome of the dice was a surprise."""


def questions(deck: Deck, found: Audit) -> list[str]:
    """Return the lines of the questions: what happened, so what, now what."""
    return [
        heading(2, "Questions for the hotwash"),
        "",
        "Leave the roles first. Eight minutes for each part: alone, in the group, together.",
        "",
        heading(3, "What happened"),
        "",
        *bullets(_what(deck, found)),
        "",
        heading(3, "So what"),
        "",
        *bullets(_so_what(deck, found)),
        "",
        heading(3, "Now what"),
        "",
        *bullets(_now_what(deck)),
    ]


def _what(deck: Deck, found: Audit) -> list[str]:
    items = ["What did your team set out to do, and what did it do?"]
    moved = [entry for entry in found.indicators if entry.causes]
    if moved:
        largest = max(moved, key=lambda entry: abs(entry.change))
        name = escaped(wording.indicator_name(deck, largest.indicator))
        cause = escaped(wording.origin_title(deck, largest.causes[0].origin))
        items.append(
            f"{name} moved most ({wording.change_words(largest.change)}), and most of all by {cause}. "
            "Who expected that, and when?"
        )
    surprise = _surprise(found)
    if surprise is not None:
        title = escaped(wording.move_title(deck, surprise.node))
        outcome = wording.outcome_words(surprise.outcome)
        chance = wording.chance_words(_chance(surprise))
        items.append(
            f"{title} came out as a {outcome}, at {chance}. What would have followed had it come out otherwise?"
        )
    overridden = [move.node for record in found.rounds for move in record.moves if move.overrides]
    titles = [escaped(wording.move_title(deck, node)) for node in overridden]
    return items + [f"Control changed the ruling on {title}. Was it right?" for title in titles]


def _so_what(deck: Deck, found: Audit) -> list[str]:
    items = [
        f"{escaped(wording.claim_words(deck, claim.claim))} stood at the start and was argued down. Was that deserved? "
        "What would have kept it standing?"
        for claim in found.turned("overturned")[:_MOST]
    ]
    changed = sorted(
        (link for link in found.links if link.word != wording.AS_PRINTED),
        key=lambda link: -abs(link.weight / link.printed - 1),
    )
    items += [
        f"The room left the link “{escaped(wording.link_words(deck, link.link))}” {link.word}. Do you believe that?"
        for link in changed[:_MOST]
    ]
    items += [
        f"{escaped(wording.capital(wording.team_words(deck, entry.team)))} did not reach an aim: "
        f"{escaped(wording.objective_words(deck, entry.team, entry.objective))} What stood in the way?"
        for entry in [entry for entry in found.objectives if entry.result == "missed" and not entry.secret][:_MOST]
    ]
    sides = {claim.id: claim.side for claim in deck.ledger.claims}
    used = [sides[claim.claim] for claim in found.claims if claim.used]
    items.append(
        f"The room used {used.count('for')} claims for the thesis and {used.count('against')} against it. "
        "Which side did it hear better, and why?"
    )
    items.append("What does the assumed influence map leave out that mattered in the debate?")
    return items


def _now_what(deck: Deck) -> list[str]:
    teams = [escaped(team.name) for team in deck.teams]
    pairs = [f"{team} for {other}" for team, other in zip(teams, teams[1:] + teams[:1], strict=True)]
    return [
        f"Make another team's best case, in one minute: {wording.listed(pairs)}.",
        f"Vote on the thesis again: {escaped(deck.ledger.thesis.says)} What changed your mind, or kept it?",
        "Which claim would you check first outside this room, and where?",
        "What will you do differently in your next argument?",
    ]


def _surprise(found: Audit) -> MoveRecord | None:
    """Return the move with the least likely throw; where control set another outcome, the throw surprised nobody."""
    rolled = [
        move
        for record in found.rounds
        for move in record.moves
        if move.ruling is not None
        and move.ruling.rolled
        and move.outcome == move.ruling.outcome
        and _chance(move) < _UNLIKELY
    ]
    return min(rolled, key=_chance, default=None)


def _chance(move: MoveRecord) -> float:
    """Return the chance that a ruled move had of the outcome that counts."""
    ruling = move.ruling
    if ruling is None:
        return 1.0
    return {"full": ruling.full, "partial": ruling.partial, "fail": ruling.fail}[move.outcome]
