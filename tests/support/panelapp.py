"""A panel alone in an app, with a room at any point of an exercise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from smalldeck import small_deck
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Footer, Input, TextArea

from exercise.deck.models import Deck
from exercise.moves import CONTROL, Advance, Counter, Hold, Move, Pass, Reason, Refusal, Rule, Seal
from exercise.session import Session
from exercise.table import Table
from exercise.tui.controlling import ask_control
from exercise.tui.messages import ControlAsked, Finished, MoveChosen, WhyAsked
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])


class PanelApp(App[None]):
    """Shows one panel, submits what it chooses, and notes what it posts."""

    def __init__(self, room: Room, panel: Callable[[Room, Any], Panel], seat: str) -> None:
        super().__init__()
        self.room = room
        self.seat = seat
        self.panel = panel(room, room.session.view(seat))
        self.posted: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.panel
        yield Footer(show_command_palette=False)

    def on_move_chosen(self, message: MoveChosen) -> None:
        self.posted.append((message.seat, message.move))
        submit(self.room, message.seat, message.move)
        self.panel.show(self.room.session.view(self.seat))

    def on_control_asked(self, message: ControlAsked) -> None:
        ask_control(self, self.room, message.key, lambda move: self.on_move_chosen(MoveChosen(CONTROL, move)))

    def on_finished(self, message: Finished) -> None:
        self.posted.append("finished")

    def on_why_asked(self, message: WhyAsked) -> None:
        self.posted.append(("why", message.thing))


def submit(room: Room, seat: str, move: Move) -> None:
    decision = room.session.submit(seat, move)
    assert not isinstance(decision, Refusal), decision.sentence


def seated(deck: Deck | None = None, rounds: int = 2, control: str = "person", **seats: str) -> Room:
    """Return a room before its brief; teams are seated by people where nothing else is said."""
    session = Session.new(deck or small_deck(), rounds=rounds, seats={CONTROL: control, **seats}, seed=5)
    return Room(Table(session, seed=7))


def revealed(room: Room, *holding: str, text: str = "") -> Room:
    """Play to the reveal: each team seals the first card of its hand on the card's first two claims, or holds."""
    submit(room, CONTROL, Advance())
    if room.session.state.clock.phase == "situation":
        submit(room, CONTROL, Advance())
    for team in room.session.outstanding():
        if team in holding:
            submit(room, team, Hold())
            continue
        card = next(option for option in room.session.view(team).options if option.kind == "seal")
        claims = [str(claim) for claim in card.slots[1].domain[:2]]
        submit(room, team, Seal(str(card.slots[0].domain[0]), tuple(Reason(claim, text) for claim in claims), text))
    submit(room, CONTROL, Advance())
    return room


def debating(room: Room, *holding: str, text: str = "") -> Room:
    """Play to the start of the debate."""
    revealed(room, *holding, text=text)
    submit(room, CONTROL, Advance())
    return room


def to_ruling(room: Room, *, counter: str = "con") -> Room:
    """Play to the ruling: the first speaker counters the last mover's first reason, and all else pass."""
    debating(room)
    nodes = room.session.view("public").nodes
    first = room.session.state.clock.turn
    target = next(node for node in reversed(nodes) if node.kind == "reason" and node.team != first)
    submit(room, first, Counter(target.number, counter))
    while room.session.state.clock.phase in ("debate", "answers"):
        turn = room.session.state.clock.turn
        submit(room, turn or CONTROL, Pass() if turn else Advance())
    return room


def to_consequences(room: Room) -> Room:
    """Play to the consequences of the first round."""
    to_ruling(room)
    while unruled := room.session.view(CONTROL).unruled:
        submit(room, CONTROL, Rule(unruled[0]))
    submit(room, CONTROL, Advance())
    return room


def to_debrief(room: Room) -> Room:
    """Play to the debrief, nobody moving after the first round."""
    to_consequences(room)
    while room.session.state.clock.phase != "debrief":
        for team in room.session.outstanding():
            submit(room, team, Hold())
        submit(room, CONTROL, Advance())
    return room


def screen_text(app: App[Any]) -> str:
    """Return what the screen shows, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def joined(app: App[Any]) -> str:
    """Return what the screen shows with all spaces, line breaks and frames taken together."""
    return " ".join(screen_text(app).translate(dict.fromkeys(map(ord, "│╭╮╰╯─▁▂▃▄▅▆▇█"), " ")).split())


def footer_keys(app: App[Any]) -> dict[str, str]:
    """Return the keys that the footer offers, with what they say."""
    active = app.screen.active_bindings.values()
    return {entry.binding.key: entry.binding.description for entry in active if entry.binding.show and entry.enabled}


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until something is so; fail where it never is."""
    # What hangs on a timer or a thread comes in its own time, however quickly the app draws.
    for delay in (*[None] * 50, *[0.02] * 3_000):
        if condition():
            return
        await pilot.pause(delay)
    raise AssertionError("it never came to that:\n" + screen_text(pilot.app))


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Put text in at the cursor of the field that has the focus, all at once."""
    field = pilot.app.focused
    if isinstance(field, TextArea):
        field.insert(text)
    else:
        assert isinstance(field, Input)
        field.insert_text_at_cursor(text)
    await pilot.pause()
