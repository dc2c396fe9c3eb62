"""A claim of the ledger in words: in a few lines for a list, and with everything that is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from textual.content import Content

from exercise.deck.models import Claim
from exercise.engine.parts import Fact
from exercise.report.audit import ClaimAudit
from exercise.report.plain import plain
from exercise.report.uses import ClaimRecord, Use
from exercise.report.wording import card_title, link_words, strength_word, weight_word
from exercise.tui.arguments import MUTED, claim_words, of_team, quoted, standing, strength_of, team_name, team_words
from exercise.tui.outline import Item, Outline, item
from exercise.tui.room import Room
from exercise.views import SeatView

TOUCHED: Final = "● "
"""What leads the claims that the room used or contested."""
TURNS: Final = {"overturned": "▼", "shaken": "▼", "rehabilitated": "▲"}
"""A sign beside each word for what became of a claim."""
MOST_LINES: Final = 2
"""How many lines a claim's paraphrase takes in the list."""

_SAME: Final = 1e-9
_NOTHING: Final = Content("")


def change_of_standing(found: ClaimAudit) -> Content:
    """Return how a claim stood at the start and stands now; once, where nothing changed."""
    change = found.end - found.start
    if abs(change) <= _SAME:
        return standing(found.end)
    if strength_word(found.start) == strength_word(found.end):
        return Content.assemble(standing(found.end), ", stronger" if change > 0 else ", weaker")
    return Content.assemble(standing(found.start), " → ", standing(found.end))


def turn_words(found: ClaimAudit) -> Content:
    """Return that a claim was overturned, shaken or rehabilitated, with a sign; nothing where it was not."""
    return Content.styled(f"{TURNS[found.turn]} {found.turn}", "bold $text-accent") if found.turn else Content("")


def side_words(claim: Claim) -> str:
    """Return on which side of the thesis a claim is."""
    return "neutral" if claim.side == "neutral" else f"{claim.side} the thesis"


def by_whom(room: Room, uses: Iterable[Use]) -> str:
    """Return the teams with the rounds in which each argued so, as in "Ants (r1, r2), Bees (r1)"."""
    found: dict[str, list[int]] = {}
    for use in uses:
        numbers = found.setdefault(use.team, [])
        if use.round not in numbers:
            numbers.append(use.round)
    return ", ".join(
        f"{team_name(room, team)} ({', '.join(f'r{number}' for number in numbers)})" for team, numbers in found.items()
    )


def says(room: Room, view: SeatView, claim: str) -> str:
    """Return a claim's paraphrase with its paragraph, or what a fact is."""
    return "".join(_said(room, view, claim))


def _said(room: Room, view: SeatView, claim: str) -> tuple[str, str]:
    """Return a claim's words, and what has to stand after them however short they are made."""
    printed = room.claims.get(claim)
    if printed is not None:
        return plain(printed.says), f" ¶{printed.paragraph}"
    fact = _fact(view, claim)
    words = claim_words(room, claim)
    return f"{words} {quoted(fact.text)}" if fact is not None and fact.text else words, ""


# In the list


def row(room: Room, view: SeatView, record: ClaimRecord, width: int) -> Outline:
    """Return a claim in a few lines of a width in cells."""
    printed = room.claims.get(record.claim)
    style = "" if record.touched else MUTED
    lead = Content.styled(TOUCHED, "bold $text-accent") if record.touched else Content(" " * len(TOUCHED))
    inner = max(1, width - len(TOUCHED))
    words, tail = _said(room, view, record.claim)
    first, *rest = _shortened(Content.styled(words, style), inner, MOST_LINES, Content.styled(tail, style))
    items = [item(first, lead=lead), *[item(line, indent=len(TOUCHED)) for line in rest]]
    about: list[Content | str | tuple[str, str]] = [change_of_standing(record.audit)]
    if record.audit.turn:
        about += ["  ", turn_words(record.audit)]
    if printed is not None and printed.withdrawn:
        about += ["  ", ("⊘ withdrawn", "bold $text-warning")]
    if printed is not None:
        about.append((f"  {side_words(printed)} · {plain(printed.holder)}", MUTED))
    else:
        about.append((f"  {_made(room, _fact(view, record.claim))}", MUTED))
    items += [item(line, indent=len(TOUCHED)) for line in _shortened(Content.assemble(*about), inner, 1)]
    if record.touched:
        items.append(item(Content(" · ".join(_done(room, record))), indent=len(TOUCHED)))
    return Outline(items)


def _done(room: Room, record: ClaimRecord) -> list[str]:
    found = record.audit
    parts = []
    if record.used:
        parts.append(f"used by {by_whom(room, record.used)}")
    if record.contested:
        parts.append(f"contested by {by_whom(room, record.contested)}")
    if found.held or found.fell:
        counts = [f"{word} {count}×" for word, count in (("held", found.held), ("fell", found.fell)) if count]
        parts.append(", ".join(counts))
    return parts


def _shortened(text: Content, width: int, most: int, tail: Content = _NOTHING) -> list[Content]:
    """Return a text and its tail in at most so many lines of a width in cells; `…` stands for what was left out."""
    lines = (text + tail).wrap(width)
    if len(lines) <= most:
        return lines or [_NOTHING]
    left = max(1, width - tail.cell_length - 2)
    last = lines[most - 1].truncate(left)
    if last.cell_length >= left and " " in last.plain:
        last = last[: last.plain.rindex(" ")]
    return [*lines[: most - 1], Content.assemble(last.rstrip(), " …", tail)]


def _fact(view: SeatView, claim: str) -> Fact | None:
    return next((fact for fact in view.facts if fact.id == claim), None)


def _made(room: Room, fact: Fact | None) -> str:
    return f"established by {team_words(room, fact.team)} in round {fact.round}" if fact is not None else ""


# With everything


def details(room: Room, view: SeatView, record: ClaimRecord) -> Outline:
    """Return all that is known of a claim: what it says, how it stands and why, who did what with it."""
    printed = room.claims.get(record.claim)
    found = record.audit
    items = [item(Content.styled(says(room, view, record.claim), "bold"))]
    if printed is not None:
        about = f"{printed.kind} · {side_words(printed)} · {plain(printed.holder)}"
    else:
        about = _made(room, _fact(view, record.claim))
    items.append(item(Content.styled(about, MUTED)))
    if printed is not None and printed.withdrawn:
        items.append(
            item(
                Content.styled(
                    "⊘ Withdrawn by the source itself: nothing but an event may rest on it.", "bold $text-warning"
                )
            )
        )
    items.append(_headed("Standing", change_of_standing(found), *(("  ", turn_words(found)) if found.turn else ())))
    items += [
        item(Content.assemble(f"after round {number}: ", standing(strength)), indent=2)
        for number, strength in found.path
    ]
    if printed is not None:
        items += _printed(room, view, printed)
    items += _section("Used", [f"Round {use.round}: {_used(room, view, use)}" for use in record.used])
    items += _section("Contested", [f"Round {use.round}: {_contested(room, view, use)}" for use in record.contested])
    items += _section("Tested", [f"Round {number}: it {'held' if held else 'fell'}" for number, held in record.tests])
    if not record.touched:
        items += _section("Used and contested", ["by nobody so far"])
    return Outline([*items, *_resting(room, view, record.claim)])


def _printed(room: Room, view: SeatView, claim: Claim) -> list[Item]:
    items = [_headed("Strength as printed", f"{claim.base} — {plain(claim.because)}")]
    items.append(_headed("Kind of argument", claim.scheme.replace("-", " ")))
    for question in claim.questions:
        burden = " (shifts the burden of proof)" if question.burden else ""
        items.append(item(Content.assemble(plain(question.ask), (burden, MUTED)), indent=2, lead="? "))
    thesis = room.deck.ledger.thesis
    if claim.id in thesis.pillars:
        items.append(_headed("Thesis", "it is a pillar of it"))
    if claim.id in thesis.objections:
        items.append(_headed("Thesis", "it is an objection to it"))
    others = room.deck.ledger.claims
    for title, claims in (
        ("Supports", claim.supports),
        ("Attacks", claim.attacks),
        ("Supported by", [other.id for other in others if claim.id in other.supports]),
        ("Attacked by", [other.id for other in others if claim.id in other.attacks]),
    ):
        items += _section(title, [_standing_words(room, view, name) for name in claims])
    return items


def _standing_words(room: Room, view: SeatView, claim: str) -> Content:
    thesis = room.deck.ledger.thesis
    if claim == thesis.id:
        return Content.assemble(standing(view.thesis), f"  the thesis: {plain(thesis.says)}")
    return Content.assemble(standing(strength_of(view, claim)), f"  {claim_words(room, claim)}")


def _used(room: Room, view: SeatView, use: Use) -> str:
    move = _move(room, use)
    match use.kind:
        case "reason":
            return f"a reason for {move}"
        case "second":
            return f"lent to {move} by {team_words(room, use.team)}"
        case "answer":
            return f"an answer about {move}"
        case "link-counter":
            return f"a doubt by {team_words(room, use.team)} about what {move} would do"
        case "attack":
            attacked = "; ".join(says(room, view, claim) for claim in use.against)
            return f"an attack by {team_words(room, use.team)} on the claim itself: {attacked}"
        case _:
            return f"a {use.kind} by {team_words(room, use.team)} on {move}"


def _contested(room: Room, view: SeatView, use: Use) -> str:
    team, move = team_words(room, use.team), _move(room, use)
    if use.kind == "question":
        return f"{team} asked about it, under {move}"
    cited = "; ".join(says(room, view, claim) for claim in use.claims) or "in their own words"
    if use.kind == "attack":
        return f"{team} attacked it itself: {cited}"
    return f"{team} countered it, under {move}: {cited}"


def _move(room: Room, use: Use) -> str:
    title = plain(card_title(room.deck, use.card))
    if use.card not in room.cards:
        return f"{title} ({team_name(room, use.mover)})"
    return f"{of_team(room, use.mover)} ‘{title}’"


def _resting(room: Room, view: SeatView, claim: str) -> list[Item]:
    """Return the parts of the map that rest on a claim."""
    links = []
    for link in room.deck.links:
        if claim in link.claims:
            place = view.world.link_index[link.id]
            word = weight_word(view.weights[place], view.world.printed[place])
            links.append(Content.assemble(plain(link_words(room.deck, link.id)), (f" — {word}", MUTED)))
    levels = [plain(indicator.name) for indicator in room.deck.indicators if claim in indicator.claims]
    items = _section("Links that rest on it", links)
    if levels:
        items.append(_headed("Start levels that rest on it", ", ".join(levels)))
    return items


def _headed(title: str, *words: Content | str) -> Item:
    return item(Content.assemble((f"{title}: ", "bold $text-primary"), *words))


def _section(title: str, lines: Sequence[Content | str]) -> list[Item]:
    """Return a heading with its lines, and nothing where there are none; what is said again is only counted."""
    if not lines:
        return []
    again = Counter(line if isinstance(line, str) else line.plain for line in lines)
    items = [item(Content.styled(title, "bold $text-primary"))]
    for line in lines:
        count = again.pop(line if isinstance(line, str) else line.plain, 0)
        if count:
            items.append(item(Content.assemble(line, f" ({count}×)" if count > 1 else ""), indent=2, lead="• "))
    return items
