"""The parts of the after-action report that draw the balance: the world, the argument, the teams' objectives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from exercise.report import wording
from exercise.report.audit import Audit, Cause, ClaimAudit, IndicatorAudit, LinkAudit, ObjectiveAudit
from exercise.report.markdown import bullets, escaped, heading, table

if TYPE_CHECKING:
    from exercise.deck.models import Deck

_LEAST_SHOWN = 0.05
"""Points below which a change rounds to nothing."""

_LEAST_STRENGTH = 0.005
"""The difference of two strengths below which they show as the same."""

_MOST_UNUSED = 3
"""How many of the claims that nobody used are named for each side."""


def indicators(deck: Deck, found: Audit) -> list[str]:
    """Return the lines on every indicator from start to end, and on what caused its change."""
    printed = {indicator.id: indicator for indicator in deck.indicators}
    rows = [
        (
            escaped(printed[entry.indicator].name),
            f"{entry.start:.0f}",
            f"{entry.end:.0f}",
            wording.change_words(entry.change),
            escaped(wording.level_words(printed[entry.indicator], entry.end)),
        )
        for entry in found.indicators
    ]
    lines = [
        heading(2, "Indicators from start to end"),
        "",
        *table(("Indicator", "Start", "End", "Change", "In words, at the end"), rows, (1, 2, 3)),
        "",
        heading(3, "What caused the changes"),
        "",
    ]
    moved = [entry for entry in found.indicators if entry.gross >= _LEAST_SHOWN]
    for entry in moved:
        lines += _causes(deck, entry)
    return lines if moved else [*lines, "Nothing moved."]


def commitments(deck: Deck, found: Audit) -> list[str]:
    """Return the lines on what moves put in place."""
    lines = [heading(2, "Commitments"), ""]
    if not found.commitments:
        return [*lines, "Nothing was put in place."]
    rows = [
        (
            escaped(wording.commitment_words(deck, entry.card)),
            escaped(wording.team_name(deck, entry.team)),
            f"round {entry.made}",
            "stands" if entry.withdrawn is None else f"withdrawn in round {entry.withdrawn}",
        )
        for entry in found.commitments
    ]
    return [*lines, *table(("In place", "Team", "Since", "At the end"), rows)]


def argument(deck: Deck, found: Audit) -> list[str]:
    """Return the lines on the thesis and on the claims that were used, contested and overturned."""
    used = [claim for claim in found.claims if claim.used]
    lines = [heading(2, "The argument"), "", heading(3, "The thesis then and now"), "", *_thesis(deck, found)]
    lines += ["", heading(3, "Claims used"), ""]
    if used:
        rows = [(escaped(wording.claim_words(deck, claim.claim)), _uses(claim), *_standing(claim)) for claim in used]
        lines += table(("Claim", "Cited as", "At the start", "At the end"), rows)
    else:
        lines.append("No claim was used.")
    contested = [claim for claim in found.claims if claim.contested]
    lines += ["", heading(3, "Claims contested"), ""]
    if contested:
        rows = [
            (escaped(wording.claim_words(deck, claim.claim)), str(claim.contested), _tests(claim), *_standing(claim))
            for claim in contested
        ]
        lines += table(("Claim", "Counters", "Put to the test", "At the start", "At the end"), rows, (1,))
    else:
        lines.append("No reason was countered.")
    lines += ["", heading(3, "Claims overturned"), "", *_turned(deck, found)]
    return [*lines, "", heading(3, "Claims that nobody used"), "", *_unused(deck, found)]


def links(deck: Deck, found: Audit) -> list[str]:
    """Return the lines on the links of the map that the room's argument weakened or strengthened."""
    lines = [heading(2, "The map as the room left it"), ""]
    changed = [link for link in found.links if link.changed]
    if not changed:
        return [*lines, "Every link carries what is printed: no finding changed a claim that one rests on."]
    for word in (wording.WEAKENED, wording.STRENGTHENED):
        entries = [link for link in changed if link.word == word]
        if entries:
            lines += [f"{word.capitalize()}:", "", *bullets(_link(deck, link) for link in entries), ""]
    little = [link for link in changed if link.word == wording.AS_PRINTED]
    if little:
        lines += ["Changed a little, and still near what is printed:", ""]
        lines += [*bullets(_link(deck, link) for link in little), ""]
    same = len(found.links) - len(changed)
    return [*lines, f"Unchanged: {wording.count_words(same, 'link')} of {len(found.links)}."]


def objectives(deck: Deck, found: Audit) -> list[str]:
    """Return the lines on each team's objectives; secret ones only once they have been judged."""
    lines = [heading(2, "Objectives"), ""]
    for team in deck.teams:
        entries = [entry for entry in found.objectives if entry.team == team.id and (entry.result or not entry.secret)]
        lines += [heading(3, escaped(team.name)), "", *bullets(_objective(deck, entry) for entry in entries), ""]
    return lines[:-1]


def _causes(deck: Deck, entry: IndicatorAudit) -> list[str]:
    name = escaped(wording.indicator_name(deck, entry.indicator))
    head = f"{name}: {entry.start:.1f} to {entry.end:.1f}, {wording.change_words(entry.change)} net"
    shown = [cause for cause in entry.causes if abs(cause.points) >= _LEAST_SHOWN]
    items = [_cause(deck, cause) for cause in shown]
    if len(shown) < len(entry.causes):
        items.append(f"{wording.count_words(len(entry.causes) - len(shown), 'cause')} below 0.1")
    return [*bullets([f"{head}, {entry.gross:.1f} up and down together"]), *bullets(items, 1)]


def _cause(deck: Deck, cause: Cause) -> str:
    rounds = f"round{'s' if len(cause.rounds) > 1 else ''} {wording.listed([str(number) for number in cause.rounds])}"
    title = escaped(wording.origin_title(deck, cause.origin))
    return f"{wording.change_words(cause.points)}: {title}, {rounds}"


def _thesis(deck: Deck, found: Audit) -> list[str]:
    thesis = deck.ledger.thesis
    lines = [f"{escaped(thesis.says)} (¶{thesis.paragraph})", ""]
    then, now = found.thesis[0][1], found.thesis[-1][1]
    lines += bullets([f"Before the first argument: {_strength(then)}"])
    lines += bullets(f"After round {number}: {_strength(strength)}" for number, strength in found.thesis[1:])
    if len(found.thesis) == 1:
        lines += bullets(["No finding changed it."])
    else:
        change = now - then
        word = "as strong as" if abs(change) < _LEAST_STRENGTH else "stronger than" if change > 0 else "weaker than"
        lines += bullets([f"In the end it is {word} it was."])
    return lines


def _turned(deck: Deck, found: Audit) -> list[str]:
    lines: list[str] = []
    for turn, words in (
        ("overturned", "Stood, and has fallen in the end"),
        ("shaken", "Stood, and is shaky in the end"),
        ("rehabilitated", "Had fallen, and stands in the end"),
    ):
        claims = found.turned(turn)  # type: ignore[arg-type]
        if claims:
            lines += [f"{words}:", "", *bullets(_path(deck, claim) for claim in claims), ""]
    return lines[:-1] if lines else ["None: every claim that stood at the start stands in the end."]


def _path(deck: Deck, claim: ClaimAudit) -> str:
    steps = [f"start {claim.start:.2f}", *(f"round {number} {strength:.2f}" for number, strength in claim.path)]
    return f"{escaped(wording.claim_words(deck, claim.claim))}: {', '.join(steps)}; {_tests(claim)}"


def _unused(deck: Deck, found: Audit) -> list[str]:
    withdrawn = {claim.id for claim in deck.ledger.claims if claim.withdrawn}
    sides = {claim.id: claim.side for claim in deck.ledger.claims}
    unused = [claim for claim in found.claims if not claim.used and claim.claim not in withdrawn]
    citable = len(found.claims) - len(withdrawn)
    lines = [f"{len(unused)} of {citable} claims were not cited. The strongest of them:", ""]
    items = []
    for side, words in (("for", "for the thesis"), ("against", "against it"), ("neutral", "neutral")):
        best = sorted((claim for claim in unused if sides[claim.claim] == side), key=lambda claim: -claim.end)
        items += [f"{words}: {escaped(wording.claim_words(deck, claim.claim))}" for claim in best[:_MOST_UNUSED]]
    return [*lines, *bullets(items)] if items else ["Every claim was used."]


def _link(deck: Deck, link: LinkAudit) -> str:
    words = escaped(wording.link_words(deck, link.link))
    strength = f"its grounds went from {link.start:.2f} to {link.end:.2f}"
    return f"{words}: {link.weight / link.printed:.0%} of what is printed; {strength}"


def _objective(deck: Deck, entry: ObjectiveAudit) -> str:
    result = wording.result_words(entry.result) if entry.result else "not judged yet"
    secret = " (secret)" if entry.secret else ""
    says = escaped(wording.objective_words(deck, entry.team, entry.objective))
    if entry.moved is None or entry.needed is None:
        return f"**{result}**{secret}: {says}"
    way = "its way" if entry.moved >= 0 else "the other way"
    return f"**{result}**{secret}: {says} (moved {abs(entry.moved):.1f} {way}; {entry.needed:.0f} were needed)"


def _uses(claim: ClaimAudit) -> str:
    uses = (
        ("reason", claim.reasons),
        ("second", claim.seconds),
        ("counter", claim.counters),
        ("answer", claim.answers),
    )
    return _counted(uses)


def _tests(claim: ClaimAudit) -> str:
    return _counted((("held", claim.held), ("fell", claim.fell))) or "not ruled on"


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{word} {count}×" if count > 1 else word for word, count in counts if count)


def _standing(claim: ClaimAudit) -> Sequence[str]:
    return _strength(claim.start), _strength(claim.end)


def _strength(strength: float) -> str:
    return f"{wording.strength_word(strength)} ({strength:.2f})"
