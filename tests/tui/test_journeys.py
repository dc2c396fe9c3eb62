"""The app from home to the report, at 80 by 24."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from driving import SMALL, everything, fits, keys, opened, panel, phase, picture, playing, shown
from panelapp import screen_text, until
from smalldeck import small_deck
from textual import timer
from textual.pilot import Pilot

from exercise.moves import CONTROL, PUBLIC
from exercise.report.aar import markdown
from exercise.session import Session
from exercise.tui.app import ExerciseApp
from exercise.tui.arguments import team_words
from exercise.tui.curtain import CurtainScreen
from exercise.tui.home import HomeScreen
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.panels.consequences import ConsequencesPanel
from exercise.tui.panels.waiting import WaitingPanel
from exercise.tui.play import PlayScreen
from exercise.tui.why import WhyScreen

PHASES = ["brief", "situation", "caucus", "reveal", "debate", "ruling", "consequences", "debrief", "closed"]
BEHIND_WHY = ("σ", "logit", "quadratic", "energy")


def reads_well(app: ExerciseApp) -> None:
    """Check what holds on every screen of a play."""
    fits(app)
    text = shown(app)
    assert panel(app).hint
    assert "▸" in text
    assert not any(word in text.casefold() for word in BEHIND_WHY)


async def step(pilot: Pilot[None]) -> None:
    """Do what the screen says: play the card, pass, or go on."""
    app = pilot.app
    assert isinstance(app, ExerciseApp)
    kind = panel(app)
    if isinstance(kind, CaucusPanel):
        await keys(pilot, "enter", "enter")
    elif isinstance(kind, ConsequencesPanel):
        await keys(pilot, "n")
    elif playing(app).room.session.view(PUBLIC).turn:
        await keys(pilot, "p")
    else:
        await keys(pilot, "enter")


async def test_alone_against_the_computer_from_home_to_the_report(saves: Path) -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "t", "down", "enter", "enter")
        seen = []
        while phase(app) != "closed":
            if phase(app) not in seen:
                seen.append(phase(app))
                reads_well(app)
            if phase(app) == "debrief":
                break
            await step(pilot)
        assert [name for name in PHASES if name in seen] == PHASES[:-1]
        assert "After-action report" in shown(app) or "How it came out" in shown(app)
        await keys(pilot, "r")
        assert "report.md" in panel(app).hint
        session = playing(app).room.session
        folder = session.path
        assert folder is not None
        assert folder.parent == saves
        assert (folder / "report.md").read_text(encoding="utf-8") == markdown(session.deck, session.events)
        await keys(pilot, "enter")
        assert phase(app) == "closed"
        reads_well(app)
        await keys(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
    with_bots = Session.open(folder, write=False)
    assert with_bots.view(PUBLIC).phase == "closed"


async def test_the_computer_goes_on_where_the_machine_stops_for_a_moment_as_its_turn_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "t", "down", "enter", "enter")
        while phase(app) != "reveal":
            await step(pilot)
        now, stops = timer._time.get_time, iter(range(1, 40))
        stopped = 0

        def late() -> float:
            nonlocal stopped
            stopped = next(stops, stopped)
            return now() + stopped

        monkeypatch.setattr(timer, "_time", SimpleNamespace(get_time=late))
        seen = []
        while phase(app) != "consequences":
            await step(pilot)
            seen.append(phase(app))
        assert stopped > 1
        assert "debate" in seen


async def test_a_room_of_two_teams_and_control_from_home_to_the_report() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "down", "enter", "enter", "end", "enter", "ctrl+s")
        room = playing(app).room
        assert set(room.session.seats.values()) == {"person"}
        assert room.session.view(PUBLIC).rounds == 1
        await keys(pilot, "enter", "enter")
        assert phase(app) == "caucus"
        for team in room.session.view(PUBLIC).order:
            assert isinstance(panel(app), WaitingPanel)
            hidden = secrets_of(app)
            assert not any(words in shown(app) for words in hidden)
            await keys(pilot, "enter")
            assert isinstance(app.screen, CurtainScreen)
            assert team_words(room, team) in shown(app)
            assert not any(words in shown(app) for words in hidden)
            await keys(pilot, "enter")
            assert isinstance(panel(app), CaucusPanel)
            assert room.cards[room.session.view(team).own.hand[0].id].title in shown(app)
            others = [words for other in room.teams if other != team for words in private_words(app, other)]
            assert not any(words in shown(app) for words in others)
            reads_well(app)
            await keys(pilot, "enter", "enter")
        await keys(pilot, "enter", "enter")
        await debate(pilot)
        await rulings(pilot)
        await consequences(pilot)
        assert phase(app) == "debrief"
        reads_well(app)
        assert "(secret)" in shown(app)
        await keys(pilot, "enter")
        assert phase(app) == "closed"


def private_words(app: ExerciseApp, team: str) -> list[str]:
    """Return what only one team may read now: the titles of its hand and what its secret aim says."""
    room = playing(app).room
    own = room.session.view(team).own
    secret = [goal.goal.id for goal in own.goals if goal.goal.secret]
    return [room.cards[face.id].title for face in own.hand] + [room.objectives[team, goal].says for goal in secret]


def secrets_of(app: ExerciseApp) -> list[str]:
    return [words for team in playing(app).room.teams for words in private_words(app, team)]


async def debate(pilot: Pilot[None]) -> None:
    """The first speaker counters a reason on a claim; the mover answers."""
    app = pilot.app
    assert isinstance(app, ExerciseApp)
    room = playing(app).room
    first = room.session.view(PUBLIC).turn
    assert room.teams[first].name in panel(app).hint
    await keys(pilot, "c", "down", "enter", "enter", "enter")
    counter = room.session.view(PUBLIC).nodes[-1]
    assert (counter.kind, counter.team) == ("counter", first)
    assert counter.claim
    await until(pilot, lambda: "↳" in shown(app) and "Counter by" in shown(app))
    while phase(app) == "debate":
        await step(pilot)
    assert phase(app) == "answers"
    await keys(pilot, "a", "enter", "enter")
    assert room.session.view(PUBLIC).nodes[-1].kind == "answer"
    reads_well(app)
    while phase(app) == "answers":
        await step(pilot)


async def rulings(pilot: Pilot[None]) -> None:
    """The odds, then the dice; control overrides one with its reason."""
    app = pilot.app
    assert isinstance(app, ExerciseApp)
    session = playing(app).room.session
    rolled = ""
    while session.view(PUBLIC).unruled:
        before = shown(app)
        await keys(pilot, "enter")
        if session.view(PUBLIC).rulings[-1].faces:
            rolled = before
    assert " in 10 to succeed" in rolled
    assert "╭───────╮" in screen_text(app)
    await keys(pilot, "o", "enter", "end", "enter", *"because", "enter")
    assert session.view(PUBLIC).outcomes[0] == "fail"
    reads_well(app)
    await keys(pilot, "enter")


async def consequences(pilot: Pilot[None]) -> None:
    """A change with its shares, and the way from it to the paragraph."""
    app = pilot.app
    assert isinstance(app, ExerciseApp)
    assert phase(app) == "consequences"
    reads_well(app)
    await keys(pilot, "w")
    assert isinstance(app.screen, WhyScreen)
    assert "• ¶" in shown(app)
    await keys(pilot, "escape")
    assert isinstance(app.screen, PlayScreen)
    await keys(pilot, "n")


async def test_leaving_and_resuming_in_every_phase_shows_the_same_again(saves: Path) -> None:
    seats = {"ants": "person", "bees": "random", "cats": "steady", CONTROL: "table"}
    Session.new(small_deck(), saves / "garden", rounds=1, seats=seats, seed=5).close()
    app = ExerciseApp(save=saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        seen = set()
        while phase(app) != "closed":
            if phase(app) not in seen:
                seen.add(phase(app))
                await leaves_and_comes_back(pilot)
            await step(pilot)
        await leaves_and_comes_back(pilot)
        assert seen >= set(PHASES[:-1])


async def test_a_room_that_leaves_and_resumes_sees_no_private_view() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "down", "enter", "ctrl+s", "enter", "enter")
        assert phase(app) == "caucus"
        await leaves_and_comes_back(pilot)
        await keys(pilot, "enter", "enter")
        assert isinstance(panel(app), CaucusPanel)
        await keys(pilot, "q", "r", "enter")
        assert isinstance(panel(app), WaitingPanel)
        assert not any(words in shown(app) for words in secrets_of(app))
        assert playing(app).room.session.view(CONTROL).outstanding == playing(app).room.session.view(CONTROL).order


async def leaves_and_comes_back(pilot: Pilot[None]) -> None:
    """Leave, resume the newest save, and find everything as it was."""
    app = pilot.app
    assert isinstance(app, ExerciseApp)
    before, seats = await picture(pilot), everything(playing(app).room)
    await keys(pilot, "q")
    assert isinstance(app.screen, HomeScreen)
    await keys(pilot, "r", "enter")
    assert everything(playing(app).room) == seats
    await until(pilot, lambda: screen_text(app) == before)
