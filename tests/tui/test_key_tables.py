"""Every key in the tables of docs/keys.md is bound as it says, and every key at the foot of a screen stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from keystrokes import bound, entries, pressed, rows
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import OptionList

from exercise.tui import charting, estimating, ledger, mapping, sealing, why
from exercise.tui.asking import AskDialog
from exercise.tui.choosing import ChooseDialog, Rows
from exercise.tui.curtain import CurtainScreen
from exercise.tui.decks import DecksScreen
from exercise.tui.filing import FilingDialog
from exercise.tui.filling import FillDialog
from exercise.tui.follow import FollowScreen
from exercise.tui.helped import HELP_KEY, TYPING_HELP_KEY, VIM_KEYS, Helped
from exercise.tui.helping import HelpScreen
from exercise.tui.home import HomeScreen
from exercise.tui.indicators import Indicators
from exercise.tui.letters import LettersDialog
from exercise.tui.notes import NotesDialog
from exercise.tui.panels.ballot import BallotPanel, EstimatePanel
from exercise.tui.panels.base import Panel
from exercise.tui.panels.brief import BriefPanel
from exercise.tui.panels.caucus import CaucusPanel, Hand
from exercise.tui.panels.consequences import ConsequencesPanel
from exercise.tui.panels.debrief import DebriefPanel
from exercise.tui.panels.floor import FloorPanel
from exercise.tui.panels.outside import OutsidePanel
from exercise.tui.panels.ruling import RulingPanel
from exercise.tui.panels.situation import SituationPanel
from exercise.tui.panels.waiting import WaitingPanel
from exercise.tui.play import PlayScreen
from exercise.tui.setup import SetupScreen
from exercise.tui.themes import ThemedApp

PLACES: Final[dict[str, tuple[type[DOMNode], ...]]] = {
    "play": (PlayScreen,),
    "world": (Indicators,),
    "home": (HomeScreen,),
    "decks": (DecksScreen,),
    "set-up": (SetupScreen,),
    "brief": (BriefPanel,),
    "situation": (SituationPanel,),
    "caucus": (WaitingPanel,),
    "curtain": (CurtainScreen,),
    "hand": (CaucusPanel, Hand),
    "reasons": (sealing.SealDialog, sealing.Claims),
    "letters": (LettersDialog,),
    "notes": (NotesDialog,),
    "floor": (FloorPanel,),
    "slip": (FilingDialog,),
    "ballot": (BallotPanel,),
    "estimates": (EstimatePanel, estimating.PercentField),
    "number cards": (estimating.EstimateDialog, estimating.PercentField),
    "ruling": (RulingPanel,),
    "consequences": (ConsequencesPanel,),
    "debrief": (DebriefPanel,),
    "claims": (ledger.LedgerScreen, ledger.Claims),
    "map": (mapping.MapScreen, mapping.Links),
    "chart": (charting.ChartScreen, charting.Choices),
    "why": (why.WhyScreen, why.Steps),
    "projector": (FollowScreen,),
    "a list": (ChooseDialog, Rows),
    "a form": (FillDialog,),
    "words": (AskDialog,),
    "help": (HelpScreen,),
}
"""Whose keys the page gives under each name."""


@pytest.mark.parametrize("where", PLACES)
def test_every_key_that_the_page_gives_is_bound_and_every_key_at_the_foot_is_given(where: str) -> None:
    given = {(entry.key, entry.called) for entry in entries() if entry.where == where}
    made = bound(*PLACES[where])
    assert given <= {(entry.key, entry.called) for entry, _ in made}
    assert {(entry.key, entry.called) for entry, shows in made if shows} <= given


def test_the_page_gives_the_keys_of_every_screen_and_panel() -> None:
    assert {entry.where for entry in entries()} == set(PLACES)
    told = {one for classes in PLACES.values() for one in classes}
    assert set(_ours(Helped, Panel)) - told == {OutsidePanel}


def _ours(*bases: type) -> Iterator[type]:
    for base in bases:
        for one in base.__subclasses__():
            if one.__module__.startswith("exercise."):
                yield one
            yield from _ours(one)


def test_the_keys_that_work_everywhere_are_bound() -> None:
    given = {pressed(key) for key, _ in rows("Key | What it does") for key in re.findall(r"`([^`]+)`", key)}
    everywhere = {key.key for key in VIM_KEYS} | {"question_mark", "f1", "ctrl+p", "ctrl+t", "ctrl+q"}
    lists = {key.key for one in (OptionList, why.Steps, ChooseDialog) for key in Binding.make_bindings(one.BINDINGS)}
    screens = {key.key for key in Binding.make_bindings(PlayScreen.BINDINGS)}
    assert everywhere <= given
    assert given <= everywhere | lists | screens
    apps = {key.key for one in (App, ThemedApp) for key in Binding.make_bindings(one.BINDINGS)}
    assert {"ctrl+t", "ctrl+q"} <= apps
    assert App.COMMAND_PALETTE_BINDING == "ctrl+p"
    assert {HELP_KEY.key, TYPING_HELP_KEY.key} == {"question_mark,f1", "f1"}
