"""Whoever plays, in whatever order keys are pressed: nobody reads what is another team's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from driving import RoomApp, keys, opened, panel, picture, playing, settled, shown
from marks import MARK, LeakError, Marks, leaks, marked, texts
from panelapp import debating, press, screen_text, submit
from smalldeck import small_deck
from stages import balloting, caucus
from textual.pilot import Pilot
from textual.widgets import TextArea
from wanderer import Wanderer

from exercise import paths
from exercise.deckfiles import load_deck
from exercise.moves import CONTROL, PUBLIC, Act, Ballot, Counter, Message, Move, Reason, Reseat, Seal
from exercise.session import Session
from exercise.table import TABLE, Table
from exercise.tui.app import ExerciseApp
from exercise.tui.follow import FollowApp
from exercise.tui.home import HomeScreen
from exercise.tui.messages import MoveChosen
from exercise.tui.outline import Item, item
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.panels.waiting import WaitingPanel
from exercise.tui.play import PlayScreen
from exercise.tui.room import Room

MORE: Final = 0
"""How many more seeds each walk takes, for a long search; an hour is about 200."""
LOOKS: Final = frozenset({"LedgerScreen", "MapScreen", "ChartScreen", "WhyScreen", "HelpScreen", "CommandPalette"})


@dataclass(frozen=True)
class Walk:
    """A session to walk through, and which screens have to come up."""

    rules: str
    seed: int
    keys: int
    reaches: frozenset[str]
    seats: dict[str, str] = field(default_factory=dict)
    begins: str = "brief"
    """The phase in which the walk begins; a debate begins with a counter on a move, so that there will be a ballot."""
    deck: str = ""
    """Of the decks that come with it; the small one where left out."""
    size: tuple[int, int] = (80, 24)

    def __str__(self) -> str:
        return f"{self.rules}-{self.deck or 'small'}-{self.seats.get(CONTROL, 'person')}"


WALKS: Final = (
    Walk("quick", 4, 110, LOOKS | {"CurtainScreen", "SealDialog", "NotesDialog"}),
    Walk("seminar", 2, 60, frozenset({"FilingDialog", "EstimatePanel"}), {"cats": "steady"}, begins="debate"),
    Walk("full", 5, 115, LOOKS | {"CurtainScreen", "LettersDialog", "FillDialog", "NotesDialog"}),
    Walk("full", 1, 45, frozenset({"LettersDialog"}), {"bees": "steady", "cats": "random", CONTROL: TABLE}, "caucus"),
    Walk("quick", 4, 45, frozenset({"CurtainScreen"}), {CONTROL: TABLE}, "caucus", "tutorial", (120, 36)),
)
PAPERS: Final = ("objectives", "brief", "notes", "act", "letters", "swap", "cover", "claims", "command_palette")
WANTED: Final = (
    *(f"open {look}" for look in ("claims", "map", "chart", "why", "menu", "help", "command_palette", "leave")),
    *(f"CaucusPanel {paper}" for paper in PAPERS),
    *(f"LettersDialog write({kind!r})" for kind in ("message", "offer", "accept")),
    "SealDialog keep_secret",
    *(f"open file({kind!r})" for kind in ("counter", "question", "attack")),
)


@pytest.fixture(autouse=True)
def swift(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait no longer than needed after a key."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 500)


async def walked(walk: Walk, seed: int, saves: Path) -> Wanderer:
    """Walk through a session to its end, and look at what the projector would have shown of it and at its files."""
    marks = Marks()
    deck = marked(load_deck(paths.find_deck(walk.deck)) if walk.deck else small_deck(), marks)
    seats = {CONTROL: "person", **walk.seats}
    save = saves / f"{walk}-{seed}"
    session = Session.new(deck, save, rules=walk.rules, rounds=1, seats=seats, seed=seed, title="A walk")
    play_to(session, walk.begins)
    session.close()
    app = ExerciseApp(save=save)
    async with app.run_test(size=walk.size, notifications=True) as pilot:
        await opened(pilot)
        wanderer = Wanderer(pilot, save, marks, Random(seed), WANTED)
        await wanderer.walk(walk.keys)
    for copy in wanderer.copies:
        await followed(copy, marks)
    look_at_files(save, marks)
    return wanderer


def play_to(session: Session, phase: str) -> None:
    """Play to the brief, the caucus, or a debate in which a move has been countered."""
    room = Room(Table(session, 7))
    if phase == "caucus":
        caucus(room)
    elif phase == "debate":
        debating(room)
        turn = session.view(PUBLIC).turn
        move = next(node for node in session.view(PUBLIC).nodes if node.kind == "move" and node.team != turn)
        submit(room, turn, Counter(move.number, "con"))


async def followed(save: Path, marks: Marks) -> None:
    """Look at all that the projector shows of a save. Raises LeakError where it isn't everybody's."""
    session = Session.open(save, write=False)
    app = FollowApp(save)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for key in ("1", "2", "3", "4", "escape", "5", "escape", "6", "escape", "question_mark", "escape", "ctrl+p"):
            await press(pilot, key)
            found = leaks(app, marks, (), session)
            if found:
                raise LeakError(f"{'; '.join(found)}, on the projector\n{screen_text(app)}")


def look_at_files(save: Path, marks: Marks) -> None:
    """Check that of a save's files the record alone holds what teams did, and the notes of each team its own."""
    session = Session.open(save, write=False)
    for path in sorted(save.rglob("*")):
        name = path.relative_to(save).as_posix()
        if path.is_dir() or name in ("journal.jsonl", "deck/deck.json"):
            continue
        text = path.read_text(encoding="utf-8")
        if name.startswith("notes/"):
            owners = {marks.known[mark].owner for mark in MARK.findall(text)}
            assert owners <= {path.stem.removeprefix("team-")}, name
        else:
            assert name in ("lock", "session.toml") or path.match("report*.md"), f"what is {name} for?"
            assert not marks.hidden(text, (), session), name


@pytest.mark.parametrize("walk", WALKS, ids=str)
async def test_no_key_shows_anybody_what_is_another_teams(walk: Walk, saves: Path) -> None:
    for seed in range(walk.seed, walk.seed + 1 + MORE):
        wanderer = await walked(walk, seed, saves)
        if not MORE:
            missed = walk.reaches - set(wanderer.seen)
            assert not missed, "the walk has to be longer"
            assert wanderer.copies
            if "NotesDialog" in walk.reaches:
                assert any("typed in NotesDialog" in mark.what for mark in wanderer.marks.known.values())


# That a leak is seen


def a_hand(panel: WaitingPanel) -> str:
    """Return a title of a team's hand."""
    hand = panel.room.session.view("bees").own.hand
    return panel.room.cards[hand[0].id].title


def the_notes(panel: WaitingPanel) -> str:
    """Return what teams have noted."""
    return " ".join(panel.room._notes.values())


@pytest.mark.parametrize(("told", "how"), [(a_hand, "panel"), (the_notes, "notification")])
async def test_a_walk_sees_what_an_open_screen_must_not_tell(
    told: Callable[[WaitingPanel], str], how: str, saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def about(panel: WaitingPanel) -> list[Item]:
        if how == "panel":
            return [item(told(panel))]
        panel.notify(told(panel), markup=False)
        return []

    monkeypatch.setattr(WaitingPanel, "about", about)
    with pytest.raises(LeakError, match=r"of (ants|bees|cats)"):
        await walked(Walk("full", 5, 150, frozenset(), begins="caucus"), 5, saves)


async def test_a_private_view_without_a_curtain_is_seen(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def uncovered(self: PlayScreen, message: Any) -> None:
        self._private = message.team
        await self._show()

    monkeypatch.setattr(PlayScreen, "on_team_called", uncovered)
    with pytest.raises(LeakError, match="is open to everybody"):
        await walked(Walk("quick", 1, 120, frozenset(), begins="caucus"), 1, saves)


# What no mark can be put on: numbers, triggers, pushes


def estimated(percent: int) -> Room:
    """Return a room in which a team has sealed an estimate."""
    room = balloting()
    team, estimate = next((team, slip) for team, found in room.session.view(CONTROL).slips for slip in found)
    submit(room, team, Ballot(int(str(estimate.slots[0].domain[0])), percent))
    return room


def settled_as(move: Callable[[str], Move], letter: str) -> Room:
    """Return a room of the full rules in which the first team has written to the second and settled its move."""
    session = Session.new(small_deck(), rounds=2, rules="full", seats={CONTROL: "person"}, seed=5)
    room = caucus(Room(Table(session, 7)))
    first, second, _ = session.view(PUBLIC).order
    submit(room, first, Message(second, letter))
    submit(room, first, move(session.view(first).own.hand[0].id))
    return room


def openly() -> Room:
    """Return a room in which a card was sealed."""
    return settled_as(lambda card: Seal(card, (Reason("pro"),), "One."), "Yes.")


def in_secret() -> Room:
    """Return a room in which a card waits in secret."""
    return settled_as(lambda card: Seal(card, (Reason("ground"),), "Two.", "water>=60"), "No.")


def of_its_own() -> Room:
    """Return a room in which a team does something of its own."""
    return settled_as(lambda card: Act(("noise raises small",), (Reason("pro"),), "Three."), "Perhaps.")


async def seen_by(room: Room, team: str) -> list[str]:
    """Return all that is shown on a tour of the open screens, and then of a team's own."""
    app, pages = RoomApp(room), []
    looks = ["2", "3", "1", "4", "escape", "5", "escape", "6", "escape", "w", "escape", "0", "escape"]
    own = ["2", "3", "1", "w", "escape", "l", "escape", "o", "escape", "enter", "escape"]
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settled(pilot)
        rows = [other for other in room.people if other in room.session.outstanding()]
        if room.session.view(PUBLIC).phase == "caucus":
            rows = list(room.people)
        call = ("t", *["down"] * rows.index(team), "enter", "enter")
        for key in (*looks, *call, *own):
            await keys(pilot, key)
            await picture(pilot)
            pages.append(f"{key}: " + "\n".join(text for _, text in texts(app)))
        assert room.session.view(PUBLIC).phase in ("caucus", "ballot")
    return pages


async def test_no_number_of_a_sealed_estimate_changes_what_others_see() -> None:
    one, other = estimated(20), estimated(85)
    team = one.session.outstanding()[-1]
    assert not one.session.view(team).own.ballots
    assert await seen_by(one, team) == await seen_by(other, team)


async def test_neither_card_nor_trigger_nor_push_nor_letter_changes_what_others_see() -> None:
    team = openly().session.view(PUBLIC).order[2]
    seen = await seen_by(openly(), team)
    assert await seen_by(in_secret(), team) == seen
    assert await seen_by(of_its_own(), team) == seen


# What is taken away with a private view


async def behind_curtain(pilot: Pilot[Any]) -> str:
    """Lift the curtain for the next team; return it."""
    await keys(pilot, "enter", "enter")
    assert isinstance(panel(pilot.app), CaucusPanel)
    return panel(pilot.app).view.seat


async def test_what_one_team_copied_cannot_be_pasted_by_the_next() -> None:
    app = RoomApp(caucus(Room(Table(Session.new(small_deck(), seats={CONTROL: "person"}, seed=5), 7))))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        first = await behind_curtain(pilot)
        await keys(pilot, "i", *"mine", "ctrl+a", "ctrl+x", "ctrl+v")
        assert app.clipboard == "mine"
        await keys(pilot, "escape", "h", "enter")
        assert await behind_curtain(pilot) != first
        await keys(pilot, "i", "ctrl+v")
        assert app.screen.query_one(TextArea).text == ""


async def test_who_plays_alone_keeps_what_was_copied() -> None:
    seats = {"bees": "steady", "cats": "random", CONTROL: TABLE}
    app = RoomApp(caucus(Room(Table(Session.new(small_deck(), seats=seats, seed=5), 7))))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "i", *"mine", "ctrl+a", "ctrl+x", "escape", "h", "enter")
        assert isinstance(panel(app), WaitingPanel)
        assert app.clipboard == "mine"


async def test_a_private_view_closes_where_seats_change() -> None:
    app = RoomApp(caucus(Room(Table(Session.new(small_deck(), seats={CONTROL: "person"}, seed=5), 7))))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        team = await behind_curtain(pilot)
        other = next(one for one in app.room.teams if one != team)
        playing(app).post_message(MoveChosen(CONTROL, Reseat(other, "random")))
        await settled(pilot)
        assert isinstance(panel(app), WaitingPanel)


async def test_leaving_takes_away_what_a_team_was_told(saves: Path) -> None:
    session = Session.new(small_deck(), saves / "left", seats={CONTROL: "person"}, seed=5)
    play_to(session, "caucus")
    session.close()
    app = ExerciseApp(save=saves / "left")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        await behind_curtain(pilot)
        panel(app).notify("You drew a card.", markup=False)
        await keys(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
        assert "You drew" not in shown(app)
        assert not app._notifications


async def test_who_plays_alone_comes_back_from_the_letters() -> None:
    seats = {"bees": "steady", "cats": "random", CONTROL: TABLE}
    session = Session.new(small_deck(), rules="full", seats=seats, seed=5)
    app = RoomApp(caucus(Room(Table(session, 7))))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "h", "enter", "t", "enter")
        assert isinstance(panel(app), CaucusPanel)
        await keys(pilot, "escape")
        assert isinstance(panel(app), WaitingPanel)


async def test_no_palette_offers_a_picture_of_the_screen() -> None:
    app = RoomApp(caucus(Room(Table(Session.new(small_deck(), seats={CONTROL: "person"}, seed=5), 7))))
    async with app.run_test(size=(80, 60)) as pilot:
        await settled(pilot)
        for view in ("open", "private"):
            if view == "private":
                await behind_curtain(pilot)
            await keys(pilot, "ctrl+p")
            offered = "\n".join(text for _, text in texts(app)).casefold()
            assert "quit the app" in offered
            assert not any(word in offered for word in ("screenshot", "svg", "picture"))
            await keys(pilot, "escape", "escape")
