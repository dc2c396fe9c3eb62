"""Somebody who presses keys at random all through an exercise, and looks at all that is shown after each."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from driving import settled
from marks import LeakError, Marks, leaks, words_of
from panelapp import screen_text, until
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from exercise.moves import PUBLIC
from exercise.session import Session
from exercise.tui.app import ExerciseApp
from exercise.tui.arguments import team_words
from exercise.tui.choosing import ChooseDialog
from exercise.tui.controlling import STEP_BACK
from exercise.tui.curtain import CurtainScreen
from exercise.tui.estimating import PercentField
from exercise.tui.helping import HelpScreen
from exercise.tui.home import HomeScreen
from exercise.tui.panels.ballot import EstimatePanel
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.play import PlayScreen
from exercise.tui.sealing import SealDialog

LEFT_OUT: Final = ("quit", "help_quit", "simulate_key", "suspend_process")
"""Actions that end the app, and those that only stand for another key."""
ON: Final = (
    *("call", "skip", "go_on", "rule", "pass"),
    *("open", "select", "forward", "seal", "file", "submit", "next_move"),
)
"""Beginnings of the names of actions that take a session further."""
SELDOM: Final = ("scroll", "page_", "cursor", "first", "last", "focus", "step", "turn", "search")
LOOKS: Final = ("LedgerScreen", "MapScreen", "ChartScreen", "WhyScreen")
PATIENCE: Final = 10
"""Keys in one phase, or in one private view, after which the walk hurries on."""
MOST_COPIES: Final = 3
LAST_KEYS: Final = 200
"""The most keys that the plain way to the end may take."""


@dataclass
class Wanderer:
    """Presses keys in an app that is open at a save. Raises LeakError where something shows that may not."""

    pilot: Pilot[Any]
    save: Path
    marks: Marks
    random: Random
    wanted: Iterable[str] = ()
    """Where and which action, as in `CaucusPanel notes`: what is tried as soon as it can be."""
    seen: Counter[str] = field(default_factory=Counter)
    """The screens, panels and phases that were looked at, and the actions that were taken on each."""
    pressed: list[str] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)
    """The save as it was at some moments."""
    lifted: str = ""
    """The team for which the curtain was lifted last, for as long as its private view is open."""
    phase: str = ""
    here: int = 0
    """Keys since the phase began, or since the private view was opened or left."""
    reader: tuple[str, ...] = ()
    stay: int = 0
    """Keys since the play screen was on top."""

    @property
    def app(self) -> ExerciseApp:
        """The app."""
        assert isinstance(self.pilot.app, ExerciseApp)
        return self.pilot.app

    @property
    def play(self) -> PlayScreen | None:
        """The play screen, whatever lies over it; None where no session is open."""
        return next((screen for screen in self.app.screen_stack if isinstance(screen, PlayScreen)), None)

    @property
    def story(self) -> str:
        """The last keys that were pressed, and what is shown now."""
        keys = " ".join(self.pressed[-60:])
        return f"{self.save.name}, after {len(self.pressed)} keys: … {keys}\n{screen_text(self.app)}"

    # What is shown to whom

    def readers(self) -> tuple[str, ...]:
        """Return the team that may read the screen besides everybody. Raises LeakError where it is another's."""
        play = self.play
        if play is None or play._panel is None:
            return ()
        panel, alone = play._panel, play.room.alone
        if not isinstance(panel, (CaucusPanel, EstimatePanel)):
            self.lifted = ""
            return (alone,) if alone else ()
        reader = alone or self.lifted
        if panel.view.seat != reader:
            raise LeakError(f"the private view of {panel.view.seat} is open to {reader or 'everybody'}\n{self.story}")
        return (reader,)

    def look(self) -> None:
        """Look at everything. Raises LeakError where something is shown to those who may not see it."""
        readers, play = self.readers(), self.play
        session = play.room.session if play is not None else Session.open(self.save, write=False)
        found = leaks(self.app, self.marks, readers, session)
        if found:
            raise LeakError(f"{'; '.join(found)}, before {readers or 'everybody'}\n{self.story}")
        screen, phase = self.app.screen, session.view(PUBLIC).phase
        self.here = self.here + 1 if (phase, readers) == (self.phase, self.reader) else 0
        self.stay = 0 if isinstance(screen, PlayScreen) else self.stay + 1
        self.phase, self.reader = phase, readers
        self.seen.update({type(screen).__name__, phase, type(play._panel).__name__ if play is not None else "home"})

    # The walk

    async def walk(self, keys: int) -> None:
        """Wander for so many keys, stepping back once the moves lie open, and then go plainly to the end."""
        self.look()
        while len(self.pressed) < keys and self.phase != "closed":
            if self.phase == "reveal" and not self.seen["a step back"] and isinstance(self.app.screen, PlayScreen):
                await self._step_back()
            else:
                await self.step()
            if self.random.random() < 0.03 and len(self.copies) < MOST_COPIES:
                self.copies.append(self.save.with_name(f"{self.save.name}-copy-{len(self.copies)}"))
                shutil.copytree(self.save, self.copies[-1], ignore=shutil.ignore_patterns("lock"))
        for _ in range(LAST_KEYS):
            if self.phase == "closed":
                return
            await self._plain_step()
        raise AssertionError(f"it never came to an end\n{self.story}")

    async def step(self) -> None:
        """Type something or press a key."""
        if isinstance(self.app.screen, HomeScreen):
            await self._resume()
        elif self.random.random() < self._readiness():
            await self.type()
        else:
            await self.press(self.choice())

    async def press(self, key: str) -> None:
        """Press a key, and look at what comes of it."""
        self.pressed.append(key)
        curtain, play = self._curtain(), self.play
        await self.pilot.press(key)
        await settled(self.pilot)
        if curtain is not None and self._curtain() is None and play is not None:
            self.lifted = next(team for team in play.room.teams if team_words(play.room, team) == curtain.team)
        self.look()

    def _readiness(self) -> float:
        """Return how likely it is that something is typed now: more so where nothing stands yet."""
        field = self.app.focused
        if isinstance(field, TextArea):
            return 0.1 if field.text else 0.9
        if isinstance(field, Input):
            return 0.1 if field.value else 0.4
        return 0.0

    async def type(self) -> None:
        """Type what suits the field: a number, or behind the curtain words with a mark of the team."""
        target, readers = self.app.focused, self.readers()
        if isinstance(target, PercentField):
            target.value = ""
            text = str(self.random.choice([5, 35, 50, 95, 12]))
        elif isinstance(target, TextArea) or (isinstance(target, Input) and "words" in (target.id or "")):
            where = f"{type(self.app.screen).__name__} {target.id}"
            text = f" {self.marks.new(readers[0], f'what was typed in {where}')} " if readers else " said openly "
        else:
            text = self.random.choice(["1", "5", "40", "a"])
        await self._put_in(text)

    async def _put_in(self, text: str) -> None:
        target = self.app.focused
        self.pressed.append(repr(text))
        if isinstance(target, TextArea):
            target.insert(text)
        else:
            assert isinstance(target, Input)
            target.insert_text_at_cursor(text)
        await settled(self.pilot)
        self.look()

    def _curtain(self) -> CurtainScreen | None:
        return next((screen for screen in self.app.screen_stack if isinstance(screen, CurtainScreen)), None)

    async def _resume(self) -> None:
        await self.press("r")
        await self.press("enter")
        await until(self.pilot, lambda: isinstance(self.app.screen, PlayScreen))

    async def _step_back(self) -> None:
        """Step back to before the moves were laid open."""
        self.seen["a step back"] += 1
        await self.press("0")
        if not isinstance(self.app.screen, ChooseDialog):
            return
        rows = [row for row, _, _ in self.app.screen.rows]
        if STEP_BACK not in rows:
            await self.press("escape")
            return
        for key in (*["down"] * rows.index(STEP_BACK), "enter", "enter"):
            await self.press(key)
        await self._put_in("one card was misread")
        await self.press("enter")

    # Which key

    def choice(self) -> str:
        """Return one of the keys that work now; what was seldom tried is the likelier."""
        screen = self.app.screen
        if isinstance(screen, CommandPalette):
            return self._palette_key()
        if isinstance(screen, HelpScreen):
            return "escape"
        rows: dict[str, list[str]] = {}
        weights: dict[str, float] = {}
        for active in screen.active_bindings.values():
            action = active.binding.action.rpartition(".")[2]
            if active.enabled and not action.startswith(LEFT_OUT):
                rows.setdefault(action, []).append(active.binding.key)
                weights[action] = self._weight(action, isinstance(active.node, (Input, TextArea)))
        action = self.random.choices(list(rows), list(weights.values()))[0]
        self.seen[f"{self.where} {action}"] += 1
        return self.random.choice(rows[action])

    @property
    def where(self) -> str:
        """Where keys go: the dialog, or on the play screen a team's private panel or any open one."""
        screen, play = self.app.screen, self.play
        if not isinstance(screen, PlayScreen) or play is None:
            return type(screen).__name__
        return type(play._panel).__name__ if isinstance(play._panel, (CaucusPanel, EstimatePanel)) else "open"

    def _weight(self, action: str, editing: bool) -> float:
        """Return how much an action is wanted here."""
        where, tired = self.where, self.here > PATIENCE
        times = self.seen[f"{where} {action}"]
        new = 1 / (1 + times)
        if not times and f"{where} {action}" in self.wanted:
            return 6 if action == "act" else 60
        if editing and action != "submit":
            return 0.2 * new if action in ("cut", "copy", "paste") else 0.03
        if where == "ChooseDialog" and action.startswith("cursor"):
            return 2
        if action.startswith(("leave", "cover", "back")):
            if isinstance(self.app.screen, PlayScreen):
                return 10 if tired and action == "cover" else new / 2
            return 0.5 + self.stay / 4
        if where in LOOKS:
            return 0.1 if action.startswith(SELDOM) else new
        if action.startswith(ON) and (where not in ("open", "SealDialog") or action != "select"):
            return 40 if tired else 4
        if action in ("next_theme", "command_palette", "help", "copy_text"):
            return new / 4 if times < 2 else 0.02
        return 1 if action == "look('phase')" else 0.1 if action.startswith(SELDOM) else 2 * new

    def _palette_key(self) -> str:
        rows = self.app.screen.query_one(OptionList)
        option = rows.highlighted_option if rows.display else None
        if option is not None and "Quit" in words_of(option.prompt):
            return "escape"
        return self.random.choice(["down", "e", "enter", "escape", "escape"])

    # The plain way

    async def _plain_step(self) -> None:
        """Play the card that is looked at, pass and go on: whatever ends the phase soonest."""
        screen, play = self.app.screen, self.play
        if isinstance(screen, HomeScreen):
            await self._resume()
        elif isinstance(screen, CurtainScreen) or (isinstance(screen, ChooseDialog) and self.pressed[-1] == "h"):
            await self.press("enter")
        elif isinstance(screen, SealDialog):
            await self.press("escape" if self.pressed[-2:] == ["enter", "enter"] else "enter")
        elif not isinstance(screen, PlayScreen) or play is None:
            await self.press("escape")
        elif isinstance(play._panel, CaucusPanel) and self.seen[f"{play._panel.view.seat} plays"] < 2:
            self.seen[f"{play._panel.view.seat} plays"] += 1
            await self.press("enter" if self.pressed[-1] == "1" else "1")
        elif isinstance(play._panel, EstimatePanel) and play._panel._targets():
            screen.query_one(PercentField).value = "50"
            await self.press("enter")
        else:
            enabled = {
                active.binding.action: active.binding.key
                for active in screen.active_bindings.values()
                if active.enabled
            }
            ways = ("hold", "pass", "call", "rule", "go_on", "cover")
            await self.press(next((enabled[way] for way in ways if way in enabled), "1"))
