"""What the slots of a template ask for, and their values in words."""

from __future__ import annotations

from typing import Final

from exercise.deck.words import DIFFICULTY_MODIFIERS
from exercise.moves import Slot, Template, Value
from exercise.report.plain import plain
from exercise.report.wording import chance_words, level_words, outcome_words, seat_words, trigger_parts, trigger_words
from exercise.rules.odds import printed_chance
from exercise.tui.arguments import claim_words, holder_of, says, standing, strength_of, team_name, team_words
from exercise.tui.room import Room
from exercise.views import SeatView

QUESTIONS: Final = {
    "to": "To which team?",
    "offer": "Accept which offer?",
    "shocks": "What does it push? One indicator, or two.",
    "reasons": "On which claims do you rest it? At most three.",
    "trigger": "Is it played at once, or kept secret until something is the case?",
    "inject": "Deliver which inject?",
    "indicator": "Set the level of what?",
    "level": "To which level, from 2 to 98?",
    "yes": "How many say yes to the thesis?",
    "no": "How many say no?",
    "unsure": "How many are unsure?",
    "what": "What happened to the clock?",
    "minutes": "By how many minutes? Leave it empty where it doesn't matter.",
    "seat": "Who is to be seated anew?",
    "who": "Who sits there from now on?",
    "target": "Which move?",
    "percent": "How likely is it to succeed?",
    "outcome": "How does it come out?",
    "difficulty": "How hard is it?",
}
"""What each slot asks."""
TEXTS: Final = {
    "act": "Say what the team does.",
    "message": "Write the letter.",
    "offer": "Write what you offer.",
    "deliver": "Add a word to the room, or leave it out.",
    "vote": "",
}
"""What the last step asks for, by the kind of move."""
NEEDED: Final = "Say why; it goes on record."
LEFT_OUT: Final = "Say why, or leave it out; it goes on record."
ADJUSTED: Final = {"paused": "It was paused", "resumed": "It went on again", "extended": "It was extended"}

Row = tuple[str, str]
"""A value's name and what it means."""


def question(slot: Slot) -> str:
    """Return what a slot asks."""
    return QUESTIONS.get(slot.name, slot.name)


def text_question(template: Template) -> str:
    """Return what the step of own words asks."""
    return TEXTS.get(template.kind, NEEDED if template.needs_text else LEFT_OUT)


def row(room: Room, view: SeatView, slot: Slot, value: Value) -> Row:
    """Return a value of a slot in words, as the seat of the view may know it."""
    text = str(value)
    match slot.name:
        case "to" | "seat":
            return (team_name(room, text), "")
        case "offer":
            letter = view.own.offers[int(value)]
            return (f"From {team_words(room, letter.sender)}", plain(letter.text))
        case "shocks":
            return _push(room, view, text)
        case "reasons":
            words = f"{standing(strength_of(view, text)).plain} · {holder_of(room, view, text)}"
            return (claim_words(room, text), words)
        case "trigger":
            return _trigger(room, view, text)
        case "inject":
            printed = room.injects[text]
            return (plain(printed.title), plain(printed.says))
        case "indicator":
            return (plain(room.indicators[text].name), _now(room, view, text))
        case "target":
            node = view.nodes[int(value)]
            ruled = [ruling.node for ruling in view.rulings]
            outcome = outcome_words(view.outcomes[ruled.index(node.number)]) if node.number in ruled else ""
            return (f"{team_name(room, node.team)}: {says(room, node)}", outcome)
        case "difficulty":
            modifier = next(number for word, number in DIFFICULTY_MODIFIERS.items() if word == text)
            chance = printed_chance(modifier)
            return (text, f"{chance_words(chance)} before any argument ({chance:.0%})")
        case "outcome":
            return (outcome_words(text), "")
        case "what":
            return (ADJUSTED[text], "")
        case "who":
            return (seat_words(text), "")
        case "percent":
            return (f"{text}%", chance_words(int(value) / 100))
        case _:
            return (plain(text), "")


def _now(room: Room, view: SeatView, indicator: str) -> str:
    level = view.levels[view.world.index[indicator]]
    return f"now {level:.0f}: {plain(level_words(room.indicators[indicator], level))}"


def _push(room: Room, view: SeatView, shock: str) -> Row:
    indicator, sign, amount = shock.rsplit(" ", 2)
    return (f"{sign} {plain(room.indicators[indicator].name)} ({amount})", _now(room, view, indicator))


def _trigger(room: Room, view: SeatView, written: str) -> Row:
    return (plain(trigger_words(room.deck, written)), _now(room, view, trigger_parts(written)[0]))
