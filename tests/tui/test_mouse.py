"""A whole round by the mouse alone."""

from __future__ import annotations

from driving import click, panel, phase, playing, settled, shown

from exercise.moves import PUBLIC
from exercise.tui.app import ExerciseApp
from exercise.tui.curtain import CurtainScreen
from exercise.tui.helping import HelpScreen
from exercise.tui.panels.caucus import CaucusPanel


async def test_a_whole_round_is_played_by_clicks_alone() -> None:
    app = ExerciseApp()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await click(pilot, "New exercise")
        await click(pilot, "five-minute exercise")
        await click(pilot, "Start (ctrl+s)")
        session = playing(app).room.session
        await click(pilot, "Help")
        assert isinstance(app.screen, HelpScreen)
        await click(pilot, "esc Back")
        await click(pilot, "Begin")
        await click(pilot, "To the caucus")
        for _ in range(2):
            await click(pilot, "Next team")
            assert isinstance(app.screen, CurtainScreen)
            await click(pilot, "Open")
            hand = panel(app)
            assert isinstance(hand, CaucusPanel)
            await click(pilot, playing(app).room.cards[hand.view.own.hand[1].id].title)
            await click(pilot, "[x]")
            await click(pilot, "Seal it")
        await click(pilot, "Reveal")
        await click(pilot, "Go on")
        assert phase(app) == "debate"
        await click(pilot, "c Counter")
        await click(pilot, "reason —")
        await click(pilot, "Suggested:")
        await click(pilot, "File it")
        assert session.view(PUBLIC).nodes[-1].kind == "counter"
        while session.view(PUBLIC).turn:
            await click(pilot, "p Pass")
        while phase(app) != "ruling":
            await click(pilot, "p Pass" if session.view(PUBLIC).turn else "Go on")
        while session.view(PUBLIC).unruled:
            await click(pilot, "Rule the next move")
        await click(pilot, "o Override")
        await click(pilot, "The residents: ")
        await click(pilot, "│ failure")
        await click(pilot, "esc Back")
        await click(pilot, "esc Back")
        await click(pilot, "esc Back")
        await click(pilot, "Go on")
        assert phase(app) == "consequences"
        await click(pilot, "w Why?")
        assert "Why does" in shown(app)
        await click(pilot, "esc Back")
        await click(pilot, "n Go on")
        assert session.view(PUBLIC).round == 2
        await click(pilot, "q Leave")
        assert "E X E R C I S E" in shown(app)
