"""What each phase shows; the names below load on first use, as a phase needs one of them."""

from typing import TYPE_CHECKING

from exercise import lazy

if TYPE_CHECKING:
    from exercise.tui.panels.ballot import BallotPanel, EstimatePanel
    from exercise.tui.panels.brief import BriefPanel
    from exercise.tui.panels.caucus import CaucusPanel
    from exercise.tui.panels.consequences import ConsequencesPanel
    from exercise.tui.panels.debrief import DebriefPanel
    from exercise.tui.panels.floor import FloorPanel
    from exercise.tui.panels.ruling import RulingPanel
    from exercise.tui.panels.situation import SituationPanel
    from exercise.tui.panels.waiting import WaitingPanel

__all__ = [
    "BallotPanel",
    "BriefPanel",
    "CaucusPanel",
    "ConsequencesPanel",
    "DebriefPanel",
    "EstimatePanel",
    "FloorPanel",
    "RulingPanel",
    "SituationPanel",
    "WaitingPanel",
]

_HOMES = {
    **dict.fromkeys(("BallotPanel", "EstimatePanel"), "exercise.tui.panels.ballot"),
    "BriefPanel": "exercise.tui.panels.brief",
    "CaucusPanel": "exercise.tui.panels.caucus",
    "ConsequencesPanel": "exercise.tui.panels.consequences",
    "DebriefPanel": "exercise.tui.panels.debrief",
    "FloorPanel": "exercise.tui.panels.floor",
    "RulingPanel": "exercise.tui.panels.ruling",
    "SituationPanel": "exercise.tui.panels.situation",
    "WaitingPanel": "exercise.tui.panels.waiting",
}
"""The module that each public name lives in."""

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
