"""The arguments of a round in words: who argues what, on which claim, and whether it stands."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from exercise.deck.words import SHOCKS
from exercise.engine.floor import strength_without
from exercise.engine.parts import Node
from exercise.report import wording
from exercise.report.plain import plain
from exercise.report.wording import link_words, listed, question_words, strength_word
from exercise.tui.outline import Item, item
from exercise.tui.room import Room
from exercise.views import SeatView

MARKS: Final = {"stands": "✓", "shaky": "~", "fallen": "✗"}
"""A sign beside each word, for those who see no colour."""
COLOURS: Final = {"stands": "$text-success", "shaky": "$text-warning", "fallen": "$text-error"}
MUTED: Final = "$foreground 65%"
KIND_WORDS: Final = {
    "move": "Move",
    "reason": "Reason",
    "second": "Second",
    "counter": "Counter",
    "question": "Question",
    "link-counter": "Doubt",
    "answer": "Answer",
}
STEP: Final = 2
"""How far an argument is set in from the one that it bears on, in cells."""


def standing(strength: float) -> Content:
    """Return whether an argument of this strength stands: a sign and a word."""
    word = strength_word(strength)
    return Content.styled(f"{MARKS.get(word, '·')} {word}", COLOURS.get(word, ""))


def stands(view: SeatView, number: int, after: str = "  ") -> Content:
    """Return whether an argument on the floor stands, and what comes after; nothing while ballots are still to come.

    Until then everybody is to judge for themselves.
    """
    return Content("") if view.sealed_judging else Content.assemble(standing(view.strengths[number]), after)


def team_name(room: Room, team: str) -> str:
    """Return a team's printed name, or "Control"."""
    return plain(wording.team_name(room.deck, team))


def team_words(room: Room, team: str) -> str:
    """Return what a team is called within a sentence."""
    return plain(wording.team_words(room.deck, team))


def of_team(room: Room, team: str) -> str:
    """Return within a sentence what a team is called as an owner, as in "Ants’", or "Bee’s"."""
    name = team_words(room, team)
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def claim_words(room: Room, claim: str) -> str:
    """Return a claim's paraphrase and its paragraph; for a fact of the room's own what established it."""
    printed = room.claims.get(claim)
    return f"{plain(printed.says)} ¶{printed.paragraph}" if printed else plain(wording.claim_words(room.deck, claim))


def strength_of(view: SeatView, claim: str) -> float:
    """Return how strong a claim or a fact is now, 0 to 1. Raises ValueError where there is none."""
    for fact in view.facts:
        if fact.id == claim:
            return fact.strength
    return view.claims[view.claim_ids.index(claim)]


def holder_of(room: Room, view: SeatView, claim: str) -> str:
    """Return who holds a claim; of a fact, that the room established it."""
    printed = room.claims.get(claim)
    return plain(printed.holder) if printed else "established in this exercise"


def quoted(text: str) -> str:
    """Return a person's own words in quotation marks, on one line."""
    return f"“{' '.join(plain(text).split())}”"


def move_title(room: Room, node: Node) -> str:
    """Return the title of a move's card; of an action of a team's own what the team says it does, shortened."""
    return plain(wording.move_title(room.deck, node))


def push_words(room: Room, view: SeatView, card: str) -> str:
    """Return what an action that lies open pushes, as in "raises Water (small) and lowers Trust (medium)"."""
    names = view.world.ids
    full = next(face.full for face in view.faces if face.id == card)
    sizes = {size: word for word, size in SHOCKS.items()}
    pushes = [
        f"{'raises' if z > 0 else 'lowers'} {plain(room.indicators[names[place]].name)} ({sizes[abs(z)]})"
        for place, z in full
    ]
    return f"{listed(pushes)}."


def says(room: Room, node: Node) -> str:
    """Return what an argument says: its claim, its own words, or both; for a move its title."""
    if node.kind == "move":
        return move_title(room, node)
    parts = said(room, node)
    if node.text.strip():
        parts.append(quoted(node.text))
    about = f"{parts.pop(0)}: " if node.link and len(parts) > 1 else ""
    return about + " ".join(parts)


def said(room: Room, node: Node) -> list[str]:
    """Return what an argument says beside its own words: its claims, its question, or which link it doubts and why."""
    if node.kind == "question":
        return [plain(question_words(room.deck, node.claim, node.question))]
    claims = [claim_words(room, claim) for claim in node.claims]
    return [f"The link {plain(link_words(room.deck, node.link))}", *claims] if node.link else claims


def label(room: Room, node: Node) -> str:
    """Return what kind of argument a node is and whose."""
    if node.kind in ("reason", "move"):
        return f"{of_team(room, node.team)} {node.kind}"
    return f"{KIND_WORDS[node.kind].lower()} by {team_words(room, node.team)}"


def headed(room: Room, view: SeatView, number: int) -> Content:
    """Return an argument's head: whether it stands, its kind and whose it is."""
    node = view.nodes[number]
    who = "Reason" if node.kind == "reason" else f"{KIND_WORDS[node.kind]} by {team_words(room, node.team)}"
    return Content.assemble(stands(view, number), (who, "bold"))


def attack_items(room: Room, view: SeatView) -> list[Item]:
    """Return the attacks on claims themselves, the latest last; nothing where there were none."""
    items = []
    for attack in view.claim_arguments:
        head = Content.assemble(
            Content("") if view.sealed_judging else Content.assemble(standing(attack.strength), "  "),
            (f"Attack by {team_words(room, attack.team)}", "bold"),
            (f"  round {attack.round}", MUTED),
        )
        items += [item(head), item(f"Against: {claim_words(room, attack.target)}", indent=STEP)]
        if attack.claim:
            items.append(item(f"Since: {claim_words(room, attack.claim)}", indent=STEP))
        if attack.text.strip():
            items.append(item(Content.styled(quoted(attack.text), "italic"), indent=STEP))
    return [item(Content.styled("ATTACKS ON CLAIMS", "bold $text-primary")), *items] if items else []


def tipped_by(room: Room, view: SeatView, number: int) -> Content:
    """Return which arguments tipped one: without any of them it would stand otherwise. Nothing where none did."""
    if view.sealed_judging:
        return Content("")
    floor = room.session.state.floor
    word = strength_word(view.strengths[number])
    tipping = [
        label(room, other)
        for other in view.nodes
        if other.target == number
        and other.number != number
        and other.kind not in ("reason", "link-counter")
        and strength_word(strength_without(floor, number, other.number)) != word
    ]
    return Content.styled(f"  tipped by the {listed(tipping)}", MUTED) if tipping else Content("")


def argument_items(room: Room, view: SeatView, number: int, indent: int = 0) -> list[Item]:
    """Return an argument and, set in under it, all that was filed on it."""
    node = view.nodes[number]
    lead = "↳ " if indent else ""
    head = Content.assemble(headed(room, view, number), tipped_by(room, view, number))
    items = [item(head, indent=max(0, indent - STEP), lead=lead, mark=number)]
    items += [item(words, indent=indent + STEP) for words in said(room, node)]
    if node.text.strip():
        items.append(item(Content.styled(quoted(node.text), "italic"), indent=indent + STEP))
    for other in view.nodes:
        if other.target == number and other.number != number:
            items += argument_items(room, view, other.number, indent + 2 * STEP)
    return items


def move_items(room: Room, view: SeatView, move: int) -> list[Item]:
    """Return a move with all its arguments: what it does and means, its reasons, then the counters on it."""
    node = view.nodes[move]
    items = [
        item(
            Content.assemble(
                (team_name(room, node.team).upper(), "bold $text-primary"),
                "  ",
                stands(view, move, ""),
                tipped_by(room, view, move),
            )
        ),
        item(Content.styled(move_title(room, node), "bold")),
    ]
    if move in view.secrets:
        items.append(item(Content.styled("It had waited in secret, and counts as a step harder.", MUTED)))
    card = room.cards.get(node.card)
    if card is not None:
        items += [item(plain(card.action)), item(Content.assemble(("Aim: ", "bold"), plain(card.effect)))]
    else:
        own = ("An action of its own. ", MUTED)
        items.append(item(Content.assemble(own, ("In full it ", "bold"), push_words(room, view, node.card))))
    # The words for an action of its own are its title already, but where they were too long for one.
    if node.text.strip() and (card is not None or move_title(room, node).endswith("…")):
        items.append(item(Content.styled(quoted(node.text), "italic")))
    for kinds in (("reason", "second"), ("counter", "question", "link-counter")):
        for other in view.nodes:
            # A doubt about a link bears on no node; it is filed with the move whose consequences it doubts.
            bears = other.target == move or (other.kind == "link-counter" and other.move == move)
            if bears and other.kind in kinds:
                items += [item(""), *argument_items(room, view, other.number)]
    return items
