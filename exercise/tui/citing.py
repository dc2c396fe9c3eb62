"""The claims among which somebody looks for the one that an argument cites or attacks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from exercise.moves import Value
from exercise.report.wording import strength_word
from exercise.tui.arguments import MUTED, claim_words, holder_of, quoted, standing, strength_of
from exercise.tui.claimwords import side_words
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room
from exercise.tui.searching import claim_text, holds_all
from exercise.views import SeatView


def suggestions(room: Room, view: SeatView, kind: str, target: Value, link: str) -> dict[str, str]:
    """Return the claims to offer first for an argument of a kind on a target, and in what words the deck suggests them.

    Against a claim, those that speak against it; against a move, the counters that its card suggests; against a link,
    those that speak against what it rests on, then the card's counters; for a move the claims of its card.
    """
    if kind == "attack":
        return dict.fromkeys(_against(room, (str(target),)), "")
    card = room.cards.get(view.nodes[view.nodes[int(target)].move].card)
    counters = {counter.claim: counter.says for counter in card.counters} if card is not None else {}
    if link:
        return dict.fromkeys([*_against(room, room.links[link].claims), *counters], "")
    if kind == "counter" and counters:
        return counters
    return dict.fromkeys(card.claims, "") if card is not None else {}


def _against(room: Room, claims: Sequence[str]) -> list[str]:
    return [claim.id for claim in room.deck.ledger.claims if any(other in claim.attacks for other in claims)]


def matches(room: Room, view: SeatView, claim: str, words: Sequence[str]) -> bool:
    """Return whether a claim or a fact holds all words that were typed."""
    printed, strength = room.claims.get(claim), strength_of(view, claim)
    if printed is not None:
        return holds_all(claim_text(printed, strength), words)
    return holds_all(f"{claim_words(room, claim)} {holder_of(room, view, claim)} {strength_word(strength)}", words)


def claim_option(room: Room, view: SeatView, claim: str, hint: str = "") -> Option:
    """Return a claim's row: what it says, how it stands, who holds it, and in what words the deck suggests it."""
    printed = room.claims.get(claim)
    side = f" · {side_words(printed)}" if printed is not None else ""
    about = (f" · {holder_of(room, view, claim)}{side}", MUTED)
    items = [
        item(Content(claim_words(room, claim))),
        item(Content.assemble(standing(strength_of(view, claim)), about), indent=2),
    ]
    if hint:
        items.append(item(Content.styled(f"Suggested: {quoted(hint)}", "italic"), indent=2))
    return Option(Outline(items), claim)
