"""What the facilitator may set beside the course of play: a menu, and the steps that can be taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from textual.app import App

from exercise.engine.events import Event
from exercise.moves import CONTROL, PUBLIC, Move, Slot, Template
from exercise.players import PLAYERS
from exercise.report.plain import plain
from exercise.report.sentences import event_sentence
from exercise.table import PERSON
from exercise.tui.filling import FillDialog
from exercise.tui.room import Room
from exercise.views import SeatView, seen

STEP_BACK: Final = "step-back"
MOST_BACK: Final = 12
"""How many decisions the list of a step back shows."""
LOOKED_BACK: Final = 100
"""Among how many."""

_WORDS: Final = {
    "deliver": ("Deliver an inject", "an event from the deck, now"),
    "adjust": ("Set a level", "of one indicator, from 2 to 98"),
    "set-difficulty": ("Set a difficulty", "of a team's own action, before it is ruled"),
    "rule:percent": ("Set a chance", "of a move that waits for its ruling; the dice are thrown against it"),
    "rule:outcome": ("Set an outcome", "of a move that waits for its ruling; nothing is thrown"),
    "override": ("Override a ruling", "before consequences run"),
    "vote": ("Record a vote", "of the room on the thesis: yes, no, unsure"),
    "remark": ("Note the clock", "that play was paused, resumed or extended"),
    "reseat": ("Seat somebody else", "a team's people arrive, or leave the seat to the computer"),
    "reseat:control": ("Change the facilitator", "a person takes over, or the table runs itself"),
}
"""What each kind of move is called, and what it does; a kind with a colon comes in several."""


def control_rows(room: Room, view: SeatView) -> list[tuple[str, str, str]]:
    """Return what control may do now beside ruling and going on: a key, its name and what it means."""
    kinds = dict.fromkeys(map(_key, view.options))
    if room.session.seats.get(CONTROL) != PERSON:
        kinds = {key: None for key in kinds if key == "reseat:control"}
    rows = [(key, *words) for key, words in _WORDS.items() if key in kinds]
    if len(rows) > 1 and room.session.decisions(1):
        rows.append((STEP_BACK, "Step back", "undo the last decisions; what was undone stays on record"))
    return rows


def control_template(view: SeatView, key: str) -> Template:
    """Return the template behind a row; for a team's seat the computer's players are offered too."""
    template = next(template for template in view.options if _key(template) == key)
    if key == "reseat":
        return replace(template, slots=(template.slots[0], Slot("who", (PERSON, *PLAYERS))))
    return template


def ask_control(app: App[Any], room: Room, key: str, then: Callable[[Move], Awaitable[None] | None]) -> None:
    """Ask for what a row sets, and do something with the move that it makes; what is left unfinished is kept."""
    view = room.session.view(CONTROL)
    place = view.round, CONTROL, key

    async def filled(move: Move | None) -> None:
        if move is not None:
            room.forget_fill(*place)
            done = then(move)
            if done is not None:
                await done

    draft = room.fill_draft(*place)
    app.push_screen(FillDialog(room, view, _WORDS[key][0], control_template(view, key), draft), filled)


def back_rows(room: Room) -> list[tuple[str, str, str]]:
    """Return the decisions that can be stepped back behind, the newest first: how many steps, and what they undo.

    Those of which everybody may know something; the others go with the next before them, and nobody can count them.
    """
    rows: list[tuple[str, str, str]] = []
    for steps, decision in enumerate(room.session.decisions(LOOKED_BACK), 1):
        says = _says(room, decision)
        if says and len(rows) < MOST_BACK:
            rows.append((str(steps), says, "this and what came after" if rows else ""))
    return rows


def _says(room: Room, decision: Sequence[Event]) -> str:
    """Return what a decision did, as everybody may know it; empty where nobody else may know."""
    for event in decision:
        shown = seen(event, PUBLIC)
        sentence = event_sentence(room.deck, shown) if shown is not None else None
        if sentence is not None:
            return plain(sentence)
    return ""


def _key(template: Template) -> str:
    if template.kind == "rule" and len(template.slots) > 1:
        return f"{template.kind}:{template.slots[1].name}"
    if template.kind == "reseat" and template.slots[0].domain == (CONTROL,):
        return f"{template.kind}:{CONTROL}"
    return template.kind
