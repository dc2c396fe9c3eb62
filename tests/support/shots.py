"""Pictures of the app on real saves: what is opened, which keys are pressed, and what then shows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from driving import RoomApp, panel, settled
from panelapp import type_in, until
from realsaves import seated_at
from textual.app import App
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from exercise.tui.app import ExerciseApp
from exercise.tui.follow import FollowApp
from exercise.tui.play import PlayScreen

AT_HOME: Final = {"security-studies": "ruled", "policy-workshop": "secret", "try-out": "alone"}
"""The saves that home knows of, by the stop that each stands at."""
TYPED: Final = "type "
"""What a key begins with that is a text to type."""
PALETTE: Final = "ctrl+p"


@dataclass(frozen=True)
class Shot:
    """One picture: `stop` is one of the real saves, or empty at home."""

    shows: str
    """The class of the screen, or of the panel on the play screen."""
    stop: str = ""
    keys: tuple[str, ...] = ()
    follows: bool = False
    """Whether it is the projector's."""


def shot(shows: str, stop: str = "", *keys: str, follows: bool = False) -> Shot:
    return Shot(shows, stop, keys, follows)


def app_for(shot: Shot, saves: Path, folder: Path) -> App[Any]:
    """Return the app that a picture is taken of; the save is copied into a folder, which is the folder of saves."""
    if not shot.stop:
        for name, stop in AT_HOME.items():
            shutil.copytree(saves / stop, folder / name)
        return ExerciseApp()
    save = shutil.copytree(saves / shot.stop, folder / shot.stop)
    return FollowApp(save) if shot.follows else RoomApp(seated_at(save))


async def pose(pilot: Pilot[Any], shot: Shot) -> None:
    """Press a picture's keys, check that it shows what it should, and stop every cursor from blinking."""
    await settled(pilot)
    for key in shot.keys:
        if key.startswith(TYPED):
            await type_in(pilot, key.removeprefix(TYPED))
        else:
            await pilot.press(key)
        await settled(pilot)
        if key == PALETTE:
            await until(pilot, lambda: pilot.app.screen.has_class("-ready"))
    still(pilot.app)
    await pilot.pause()
    assert shown_by(pilot.app) == shot.shows, f"{shot} shows {shown_by(pilot.app)}"


def still(app: App[Any]) -> None:
    """Stop every cursor from blinking."""
    for field in app.screen.query("Input, TextArea"):
        assert isinstance(field, (Input, TextArea))
        field.cursor_blink = False


def shown_by(app: App[Any]) -> str:
    """Return the class of what is in front."""
    if isinstance(app.screen, PlayScreen) and type(app.screen) is PlayScreen:
        return type(panel(app)).__name__
    return CommandPalette.__name__ if isinstance(app.screen, CommandPalette) else type(app.screen).__name__


BEHIND: Final = ("enter", "enter")
"""The keys that lift the curtain before the first team."""

SHOTS: Final[dict[str, Shot]] = {
    "home": shot("HomeScreen"),
    "try": shot("ChooseDialog", "", "t", "enter"),
    "resume": shot("ChooseDialog", "", "r"),
    "decks": shot("DecksScreen", "", "d"),
    "set-up": shot("SetupScreen", "", "n", "enter"),
    "set-up-lengths": shot("SetupScreen", "", "n", "enter", "enter"),
    "brief": shot("BriefPanel", "brief"),
    "situation": shot("SituationPanel", "situation"),
    "situation-later": shot("SituationPanel", "situation-2"),
    "waiting": shot("WaitingPanel", "caucus"),
    "curtain": shot("CurtainScreen", "caucus", "enter"),
    "hand": shot("CaucusPanel", "caucus", *BEHIND, "down"),
    "hand-alone": shot("CaucusPanel", "alone"),
    "hand-secret": shot("CaucusPanel", "secret", "t", "down", "down", "enter", "enter"),
    "aims": shot("HelpScreen", "caucus", *BEHIND, "o"),
    "notes": shot("NotesDialog", "caucus", *BEHIND, "i", "type Kyiv owes us an answer on the missiles."),
    "sealing": shot("SealDialog", "caucus", *BEHIND, "enter", "down", "tab", "type They fire seven shells to our one."),
    "secrecy": shot("ChooseDialog", "letters", *BEHIND, "enter", "f3"),
    "letters": shot("LettersDialog", "letters", *BEHIND, "l"),
    "own-action": shot("FillDialog", "letters", *BEHIND, "n", "space", "down", "down"),
    "own-action-words": shot(
        "FillDialog", "letters", *BEHIND, "n", "space", "enter", "space", "enter", "enter", "type Yards open in Lviv."
    ),
    "reveal": shot("FloorPanel", "reveal"),
    "debate": shot("FloorPanel", "debate"),
    "debate-full": shot("FloorPanel", "attacked", "end"),
    "filing-target": shot("FilingDialog", "debate", "c"),
    "filing-claim": shot("FilingDialog", "debate", "c", "down", "enter", "type war"),
    "filing-words": shot("FilingDialog", "debate", "c", "down", "enter", "enter", "type Words alone move no border."),
    "asking": shot("FilingDialog", "debate", "u", "enter"),
    "doubting": shot("FilingDialog", "debate", "d", "enter"),
    "slips": shot("FilingDialog", "debate", "e"),
    "answers": shot("FloorPanel", "answers"),
    "ballot": shot("BallotPanel", "ballot"),
    "estimate": shot("EstimatePanel", "ballot", *BEHIND, "6", "5"),
    "estimate-keyed": shot("EstimateDialog", "ballot", "e"),
    "ruling": shot("RulingPanel", "ruling"),
    "ruling-thrown": shot("RulingPanel", "ruling", "enter"),
    "ruling-overridden": shot("RulingPanel", "ruled", "end"),
    "ruling-dice": shot("RulingPanel", "dice", "enter", "enter"),
    "consequences": shot("ConsequencesPanel", "consequences"),
    "consequences-full": shot("ConsequencesPanel", "facts", "end"),
    "debrief": shot("DebriefPanel", "debrief"),
    "closed": shot("DebriefPanel", "closed", "pagedown"),
    "world": shot("ConsequencesPanel", "consequences-2", "2"),
    "log": shot("ConsequencesPanel", "consequences-2", "3"),
    "why": shot("WhyScreen", "consequences", "w"),
    "why-choice": shot("ChooseDialog", "debate", "w"),
    "ledger": shot("LedgerScreen", "consequences-2", "4"),
    "map": shot("MapScreen", "consequences-2", "5"),
    "chart": shot("ChartScreen", "consequences-2", "6"),
    "menu": shot("ChooseDialog", "situation-2", "0"),
    "step-back": shot("AskDialog", "situation-2", "0", "end", "up", "enter", "enter", "type Read out too early."),
    "palette": shot("CommandPalette", "consequences", PALETTE),
    "help": shot("HelpScreen", "debate", "question_mark"),
    "projector": shot("FollowScreen", "debate", follows=True),
}
"""Every picture of the app, by its name."""
