"""A room of the small deck at every point of an exercise, and each screen of the app by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from panelapp import debating, revealed, seated, submit, to_consequences, to_debrief, to_ruling
from smalldeck import small_deck
from textual.screen import Screen

from exercise import paths
from exercise.moves import CONTROL, Advance, Answer, Counter, Message, Offer, Override, Pass, Rule
from exercise.session import Session
from exercise.table import Table
from exercise.tui.asking import AskDialog
from exercise.tui.charting import ChartScreen
from exercise.tui.choosing import ChooseDialog
from exercise.tui.curtain import CurtainScreen
from exercise.tui.decks import DecksScreen
from exercise.tui.drafts import FillDraft, SealDraft
from exercise.tui.estimating import EstimateDialog
from exercise.tui.filing import FilingDialog
from exercise.tui.filling import FillDialog
from exercise.tui.follow import FollowScreen
from exercise.tui.home import HomeScreen
from exercise.tui.ledger import LedgerScreen
from exercise.tui.letters import LettersDialog
from exercise.tui.mapping import MapScreen
from exercise.tui.notes import NotesDialog
from exercise.tui.play import PlayScreen
from exercise.tui.room import Room
from exercise.tui.sealing import SealDialog
from exercise.tui.setup import SetupScreen
from exercise.tui.slips import slips
from exercise.tui.why import WhyScreen


def situation(room: Room) -> Room:
    submit(room, CONTROL, Advance())
    return room


def caucus(room: Room) -> Room:
    situation(room)
    if room.session.state.clock.phase == "situation":
        submit(room, CONTROL, Advance())
    return room


def countered(room: Room) -> Room:
    """Play to the debate, with a counter on a claim and one in own words on the floor."""
    debating(room)
    for claim, text in (("con", ""), (None, "We have seen otherwise.")):
        turn = room.session.state.clock.turn
        nodes = room.session.view(CONTROL).nodes
        target = next(node for node in nodes if node.kind == "reason" and node.team != turn)
        submit(room, turn, Counter(target.number, claim, text))
    return room


def answering(room: Room) -> Room:
    """Play to the answers, with one given."""
    countered(room)
    while room.session.state.clock.phase == "debate":
        turn = room.session.state.clock.turn
        submit(room, turn or CONTROL, Pass() if turn else Advance())
    turn = room.session.state.clock.turn
    nodes = room.session.view(turn).nodes
    counter = next(node for node in nodes if node.kind == "counter" and nodes[node.move].team == turn)
    submit(room, turn, Answer(counter.number, "pro", "It held last year."))
    return room


def ruled(room: Room) -> Room:
    """Play to where all moves are ruled and control has set one outcome itself."""
    to_ruling(room)
    while unruled := room.session.view(CONTROL).unruled:
        submit(room, CONTROL, Rule(unruled[0]))
    thrown = next(ruling for ruling in room.session.view(CONTROL).rulings if ruling.faces)
    submit(room, CONTROL, Override(thrown.node, "fail", "The room was of two minds."))
    return room


def closed(room: Room) -> Room:
    to_debrief(room)
    submit(room, CONTROL, Advance())
    return room


STAGES: dict[str, Callable[[Room], Room]] = {
    "brief": lambda room: room,
    "situation": situation,
    "caucus": caucus,
    "reveal": revealed,
    "debate": countered,
    "answers": answering,
    "ruling": to_ruling,
    "ruled": ruled,
    "consequences": to_consequences,
    "debrief": to_debrief,
    "closed": closed,
}
"""How to bring a room that has just been seated to a point of the exercise."""


def staged(stage: str, control: str = "person", **seats: str) -> Room:
    """Return a room of the small deck at a stage."""
    return STAGES[stage](seated(control=control, **seats))


def _seal() -> Screen[Any]:
    room = staged("caucus")
    view = room.session.view("ants")
    card = view.own.hand[0].id
    template = next(option for option in view.options if option.kind == "seal")
    return SealDialog(room, view, room.cards[card], template, SealDraft())


def _filing() -> Screen[Any]:
    room = staged("debate")
    view = room.session.view(room.session.state.clock.turn)
    return FilingDialog(room, view, slips(view.seat, view.seat, view.options))


def _followed() -> Screen[Any]:
    folder = paths.saves_folder() / "followed"
    Session.new(small_deck(), folder, seats={CONTROL: "person"}, seed=5).close()
    return FollowScreen(folder)


def balloting() -> Room:
    """Return a room of the small deck, by the seminar rules, in which the first team's counter is to be estimated."""
    session = Session.new(small_deck(), rounds=2, rules="seminar", seats={CONTROL: "person"}, seed=5)
    room = debating(Room(Table(session, 7)))
    turn = room.session.view(CONTROL).turn
    move = next(node for node in room.session.view(CONTROL).nodes if node.kind == "move" and node.team != turn)
    submit(room, turn, Counter(move.number, "con"))
    while room.session.view(CONTROL).phase != "ballot":
        turn = room.session.view(CONTROL).turn
        submit(room, turn or CONTROL, Pass() if turn else Advance())
    return room


def _estimating() -> Screen[Any]:
    room = balloting()
    view = room.session.view(CONTROL)
    slips = [(team, slip) for team, found in view.slips for slip in found if slip.kind == "ballot"]
    return EstimateDialog(room, view, slips)


def parleying() -> Room:
    """Return a room of the small deck, in a caucus of the full rules, with a letter and an offer to the first team."""
    session = Session.new(small_deck(), rounds=2, rules="full", seats={CONTROL: "person"}, seed=5)
    room = caucus(Room(Table(session, 7)))
    first, second, *_ = session.view(CONTROL).order
    submit(room, second, Message(first, "What will you do?"))
    submit(room, second, Offer(first, "We stay out if you do."))
    return room


def _filling() -> Screen[Any]:
    room = parleying()
    view = room.session.view(room.session.view(CONTROL).order[0])
    template = next(template for template in view.options if template.kind == "act")
    return FillDialog(room, view, "An action of our own", template, FillDraft())


def _letters() -> Screen[Any]:
    room = parleying()
    return LettersDialog(room, room.session.view(room.session.view(CONTROL).order[0]))


SCREENS: dict[str, Callable[[], Screen[Any]]] = {
    "HomeScreen": HomeScreen,
    "SetupScreen": lambda: SetupScreen(small_deck(), lambda *_, **__: None),
    "DecksScreen": DecksScreen,
    "PlayScreen": lambda: PlayScreen(staged("brief")),
    "FollowScreen": _followed,
    "EstimateDialog": _estimating,
    "CurtainScreen": lambda: CurtainScreen("Ants"),
    "SealDialog": _seal,
    "FilingDialog": _filing,
    "ChooseDialog": lambda: ChooseDialog("Which?", [("this", "This", "the one"), ("that", "That", "the other")]),
    "FillDialog": _filling,
    "AskDialog": lambda: AskDialog("Why step back?"),
    "LettersDialog": _letters,
    "NotesDialog": lambda: NotesDialog("Ants", "They promised to help."),
    "LedgerScreen": lambda: LedgerScreen(staged("consequences"), "public"),
    "MapScreen": lambda: MapScreen(staged("consequences"), "public"),
    "ChartScreen": lambda: ChartScreen(staged("consequences"), "public"),
    "WhyScreen": lambda: WhyScreen(staged("consequences"), "public", "water"),
}
"""Every screen and dialog but the page of help itself."""
