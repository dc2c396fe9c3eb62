"""Text from people and decks: shown as text, whatever stands in it; nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import SMALL, RoomApp, keys, playing, settled, shown
from panelapp import SIZES, PanelApp, debating, revealed, screen_text, seated, submit, to_consequences, to_debrief
from panelapp import to_ruling as ruling
from smalldeck import claim, small_deck
from textual.widgets import Input, TextArea

from exercise.deck.models import Deck
from exercise.moves import CONTROL, TEXT_LIMIT, Advance, Counter, Override, Rule
from exercise.tui.app import ExerciseApp
from exercise.tui.filing import FilingDialog
from exercise.tui.filling import FillDialog
from exercise.tui.home import HomeScreen
from exercise.tui.panels.floor import FloorPanel
from exercise.tui.panels.ruling import RulingPanel
from exercise.tui.room import Room
from exercise.tui.setup import SetupScreen
from exercise.tui.why import WhyScreen
from exercise.tui.words import WordsInput

BRACKETS = "[bold]b[/] [@click=app.quit]q[/]"
HOSTILE = f"\x1b[31m{BRACKETS} 😀 שלום \u202e\x9b2J"


def hostile_deck() -> Deck:
    """Return a deck in which every text that is long enough is hostile."""
    deck = small_deck(title=HOSTILE, scenario=HOSTILE, endings=[])
    claims = [claim(entry.id, entry.base, entry.side) for entry in deck.ledger.claims if not entry.withdrawn]
    for entry in claims:
        entry["says"] = f"{entry['id']} {HOSTILE}"
    ledger = {**deck.ledger.model_dump(), "claims": claims}
    teams = [team.model_dump() for team in deck.teams]
    for team in teams:
        team["summary"] = team["brief"] = HOSTILE
        for card in team["cards"]:
            card.update(title=f"{card['id']} \x1b[31m[bold]c[/]", action=HOSTILE, effect=HOSTILE)
    injects = [
        {**inject.model_dump(), "title": HOSTILE, "says": HOSTILE, "claims": ["ground"]} for inject in deck.injects
    ]
    return small_deck(title=HOSTILE, scenario=HOSTILE, ledger=ledger, teams=teams, injects=injects, endings=[])


def harmless(app: ExerciseApp | RoomApp) -> None:
    """Check that nothing on the screen can steer a terminal, and that brackets are only brackets."""
    text = screen_text(app)
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text.replace("\n", ""))
    assert not any(sign in text for sign in "\u202e\u202d\u2066")
    assert app.is_running


def overridden(room: Room) -> Room:
    ruling(room)
    submit(room, CONTROL, Rule(room.session.view(CONTROL).unruled[0]))
    submit(room, CONTROL, Override(room.session.view(CONTROL).rulings[0].node, "fail", HOSTILE))
    return room


def countered(room: Room) -> Room:
    debating(room, text=HOSTILE)
    first = room.session.state.clock.turn
    nodes = room.session.view(CONTROL).nodes
    target = next(node for node in nodes if node.kind == "reason" and node.team != first)
    submit(room, first, Counter(target.number, "con", HOSTILE))
    return room


def caucusing(room: Room) -> Room:
    submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance())
    return room


STAGES = {
    "brief": lambda room: room,
    "caucus": caucusing,
    "reveal": lambda room: revealed(room, text=HOSTILE),
    "debate": countered,
    "ruling": overridden,
    "consequences": to_consequences,
    "debrief": to_debrief,
}


@pytest.mark.parametrize("stage", STAGES)
async def test_hostile_words_are_harmless_on_the_screens_of_a_phase(stage: str) -> None:
    app = RoomApp(STAGES[stage](seated(hostile_deck(), rounds=1)))
    async with app.run_test(size=(120, 50)) as pilot:
        await settled(pilot)
        harmless(app)
        assert "[bold]" in shown(app)
        if stage == "caucus":
            await keys(pilot, "enter", "enter")
            for opened in ("b", "enter"):
                await keys(pilot, opened)
                harmless(app)
                await keys(pilot, "escape")
        elif stage == "debate":
            await keys(pilot, "c", "enter")
            assert isinstance(app.screen, FilingDialog)
            harmless(app)
        elif stage == "consequences":
            await keys(pilot, "w")
            assert isinstance(app.screen, WhyScreen)
            harmless(app)
        elif stage == "ruling":
            assert BRACKETS in shown(app)
            await keys(pilot, "o")
            harmless(app)


async def test_a_hostile_name_is_text_in_set_up_and_in_resume(saves: Path) -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "down", "enter")
        assert isinstance(app.screen, SetupScreen)
        app.screen.query_one("#title", WordsInput).value = BRACKETS + "\u202e"
        await keys(pilot, "ctrl+s", "q")
        assert isinstance(app.screen, HomeScreen)
        (folder,) = saves.iterdir()
        assert folder.name == "bold-b-click-app-quit-q"
        await keys(pilot, "r")
        assert BRACKETS in shown(app)
        harmless(app)
        await keys(pilot, "enter")
        assert playing(app).room.session.path == folder


async def test_a_name_that_is_too_long_gets_one_sentence_and_stays_as_typed(saves: Path) -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "n", "down", "enter")
        app.screen.query_one("#title", WordsInput).value = "n" * 91
        await keys(pilot, "ctrl+s")
        assert isinstance(app.screen, SetupScreen)
        assert [note.message for note in app._notifications] == ["The name has 91 characters; 90 is the most."]
        assert app.screen.query_one("#title", WordsInput).value == "n" * 91
        assert not saves.exists()
        await keys(pilot, "backspace", "ctrl+s")
        assert playing(app).room.session.path is not None


@SIZES
async def test_a_counter_that_is_too_long_gets_one_sentence_and_stays_as_typed(size: tuple[int, int]) -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    long = "x" * (TEXT_LIMIT + 1)
    async with app.run_test(size=size) as pilot:
        await keys(pilot, "c", "enter", "enter")
        app.screen.query_one("#words", TextArea).text = long
        await pilot.pause()
        assert f"The text has {len(long)} characters; {TEXT_LIMIT} is the most." in shown(app)
        await keys(pilot, "enter", "escape", "escape", "escape")
        assert not app.posted
        await keys(pilot, "c", "enter", "enter")
        assert app.screen.query_one("#words", TextArea).text == long
        await keys(pilot, "backspace", "enter")
        assert app.posted[0][1].text == "x" * TEXT_LIMIT


async def test_an_override_that_is_too_long_or_empty_gets_one_sentence_and_stays_as_typed() -> None:
    app = PanelApp(overridden(seated()), RulingPanel, CONTROL)
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "o", "enter")
        assert isinstance(app.screen, FillDialog)
        app.screen.query_one(TextArea).text = "x" * 501
        await keys(pilot, "enter", "escape", "escape", "o", "enter")
        assert app.screen.query_one(TextArea).text == "x" * 501
        assert [note.message for note in app._notifications] == ["The text has 501 characters; 500 is the most."]
        app.screen.query_one(TextArea).text = " "
        await keys(pilot, "enter")
        assert len(app._notifications) == 2
        assert not app.posted


async def test_five_hundred_characters_are_shown_whole() -> None:
    words = " ".join(f"word{number}" for number in range(80))[:TEXT_LIMIT]
    room = debating(seated())
    turn = room.session.state.clock.turn
    target = next(node.number for node in room.session.view(CONTROL).nodes if node.team != turn)
    submit(room, turn, Counter(target, None, words))
    app = PanelApp(room, FloorPanel, "public")
    async with app.run_test(size=(80, 120)):
        assert words in shown(app)


async def test_search_words_with_brackets_find_nothing_and_break_nothing() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=SMALL) as pilot:
        await keys(pilot, "c", "enter")
        app.screen.query_one("#search", Input).value = BRACKETS
        await pilot.pause()
        assert "In our own words, without a claim" in shown(app)
