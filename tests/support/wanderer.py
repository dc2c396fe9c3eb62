"""Somebody who presses keys at random all through an exercise, and sees at once what should not be on the screen.

Every secret of a deck, and every word that is typed behind the curtain, carries a mark such as `zq17q`. What a mark
stands for, whose it is and how a view names it is kept in `Marks`, so that a leak is told with its owner.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from driving import settled
from panelapp import screen_text, until
from textual.app import App
from textual.command import CommandPalette
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, Markdown, OptionList, Static, TextArea

from exercise.deck.models import Deck
from exercise.moves import PUBLIC
from exercise.session import Session
from exercise.tui.app import ExerciseApp
from exercise.tui.curtain import CurtainScreen
from exercise.tui.estimating import PercentField
from exercise.tui.helping import HelpScreen
from exercise.tui.home import HomeScreen
from exercise.tui.logview import LogView
from exercise.tui.outline import Outline
from exercise.tui.palette import screen_actions
from exercise.tui.panels.ballot import EstimatePanel
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.play import PlayScreen

MARK: Final = re.compile(r"zq\d+q")
LEFT_OUT: Final = ("quit", "help_quit", "simulate_key", "suspend_process", "save_elsewhere")
"""Actions that leave the app, that only double another key, or that no key of a sound save offers."""
ON: Final = ("select", "forward", "file", "seal", "call", "go_on", "open", "rule", "pass", "submit", "skip", "next_move")
"""Beginnings of the names of actions that take a session further."""
SELDOM: Final = ("scroll", "page_", "cursor", "first", "last", "focus", "step", "turn", "search")
LOOKS: Final = ("LedgerScreen", "MapScreen", "ChartScreen", "WhyScreen")
PATIENCE: Final = 14
"""Keys in one phase after which the walk hurries on."""


class Leaked(AssertionError):
    """Something was shown that its reader may not see."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark stands for."""

    owner: str
    what: str
    key: str
    """How a view or a log that may know it names it."""


class Marks:
    """All marks of a walk."""

    def __init__(self) -> None:
        self.known: dict[str, Mark] = {}

    def new(self, owner: str, what: str, key: str = "") -> str:
        """Return a mark that is nobody else's."""
        mark = f"zq{len(self.known)}q"
        self.known[mark] = Mark(owner, what, key or mark)
        return mark

    def hidden(self, text: str, seats: Iterable[str], session: Session) -> list[str]:
        """Return what in a text none of the seats may see, nor the public, in words; nothing where all is well."""
        found = [(name, self.known[name]) for name in dict.fromkeys(MARK.findall(text))]
        found = [(name, mark) for name, mark in found if mark.owner not in seats]
        if not found:
            return []
        lies_open = [repr(session.view(seat)) + repr(session.log(seat)) for seat in (*seats, PUBLIC)]
        return [
            f"{mark.what} of {mark.owner} ({name})"
            for name, mark in found
            if not any(mark.key in view for view in lies_open)
        ]


def marked(deck: Deck, marks: Marks) -> Deck:
    """Return a deck in which all that a team alone knows carries a mark: its brief, its secret aims, its cards."""
    printed = deck.model_dump()
    for team in printed["teams"]:
        owner = team["id"]
        team["brief"] = f"{marks.new(owner, 'the brief')} {team['brief']}"
        for goal in team["objectives"]:
            if goal["secret"]:
                mark = marks.new(owner, f"the aim {goal['id']}", f"({owner!r}, {goal['id']!r},")
                goal["says"] = f"{mark} {goal['says']}"[:400]
        for card in team["cards"]:
            mark = marks.new(owner, f"the card {card['id']}", repr(card["id"]))
            card["title"] = f"{mark} {card['title']}"[:44]
            card["action"] = f"{mark} {card['action']}"[:400]
            card["effect"] = f"{mark} {card['effect']}"[:400]
            if card["commitment"]:
                card["commitment"] = f"{mark} {card['commitment']}"[:90]
            for counter in card["counters"]:
                counter["says"] = f"{mark} {counter['says']}"[:400]
    return Deck.model_validate(printed)


def _said(part: object) -> str:
    """Return the text of what a widget was given."""
    if isinstance(part, (Content, Outline)):
        return part.plain
    return str(getattr(part, "markup", part))


def held(widget: Widget) -> str:
    """Return all the text that a widget holds, whether it is in sight or not."""
    parts = [str(widget.border_title or ""), str(widget.border_subtitle or ""), str(widget.tooltip or "")]
    if isinstance(widget, Static):
        parts.append(_said(widget.content))
    elif isinstance(widget, OptionList):
        parts += [_said(option.prompt) for option in widget.options]
    elif isinstance(widget, Input):
        parts += [widget.value, widget.placeholder]
    elif isinstance(widget, TextArea):
        parts.append(widget.text)
    elif isinstance(widget, LogView):
        parts += widget._sentences
    elif isinstance(widget, Markdown):
        parts.append(widget.source)
    return "\n".join(parts)


def visible(app: App[Any]) -> list[Screen[Any]]:
    """Return the screens that can be seen: the top one, and those that a dialog leaves in sight under it."""
    found: list[Screen[Any]] = []
    for screen in reversed(app.screen_stack):
        found.append(screen)
        if not isinstance(screen, ModalScreen):
            break
    return found


def texts(app: App[Any]) -> Iterator[tuple[str, str]]:
    """Yield every text that the app shows or holds ready to be scrolled to, with where it stands."""
    yield "the screen", screen_text(app)
    for screen in visible(app):
        for widget in screen.walk_children(with_self=True):
            if isinstance(widget, Widget):
                yield f"{type(screen).__name__} {type(widget).__name__} {widget.id or ''}", held(widget)
        yield "the screen's title", f"{screen.title} {screen.sub_title}"
    for note in app._notifications:
        yield "a notification", f"{note.title} {note.message}"
    if not isinstance(app.screen, CommandPalette):
        yield "the palette", "\n".join(entry.text for entry in screen_actions(app.screen))
    yield "the window's title", f"{app.title} {app.sub_title}"


def play_screen(app: App[Any]) -> PlayScreen | None:
    """Return the play screen, whatever lies over it; None where no session is open."""
    return next((screen for screen in app.screen_stack if isinstance(screen, PlayScreen)), None)


@dataclass
class Wanderer:
    """Presses keys at random; after each of them looks at all that is shown. Raises Leaked where it may not be."""

    pilot: Pilot[Any]
    save: Path
    marks: Marks
    random: Random
    seen: Counter[str] = field(default_factory=Counter)
    """The screens and panels that were looked at, and the actions that were taken on each."""
    pressed: list[str] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)
    """The save as it was at some moments."""
    lifted: str = ""
    """The team for which the curtain was lifted last, for as long as its private view is open."""
    here: int = 0
    """Keys since the phase began."""
    stay: int = 0
    """Keys since the play screen was on top."""
    phase: str = ""
    left: int = 0
    """How often the session was left and resumed."""

    @property
    def app(self) -> ExerciseApp:
        assert isinstance(self.pilot.app, ExerciseApp)
        return self.pilot.app

    # Who may see what

    def readers(self) -> tuple[str, ...]:
        """Return the teams that may read the screen. Raises Leaked where a private view is open to nobody."""
        play = play_screen(self.app)
        if play is None or play._panel is None:
            return ()
        panel, alone = play._panel, play.room.alone
        if not isinstance(panel, (CaucusPanel, EstimatePanel)):
            self.lifted = ""
            return (alone,) if alone else ()
        reader = self.lifted or alone
        if panel.view.seat != reader or (alone and alone != reader):
            raise Leaked(f"the private view of {panel.view.seat} is open to {reader or 'everybody'}\n{self.story}")
        return (reader,)

    def look(self) -> None:
        """Look at everything. Raises Leaked where something is shown to those who may not see it."""
        readers = self.readers()
        play = play_screen(self.app)
        session = play.room.session if play is not None else Session.open(self.save, write=False)
        for where, text in texts(self.app):
            leaks = self.marks.hidden(text, readers, session)
            if leaks:
                told = f"{', '.join(leaks)} on {where}, before {readers or 'everybody'}"
                raise Leaked(f"{told}\n{self.story}\n{screen_text(self.app)}")
        self.stay = 0 if isinstance(self.app.screen, PlayScreen) else self.stay + 1
        if self.app.screen_stack:
            self.seen[type(self.app.screen).__name__] += 1
        if play is not None:
            phase = session.view(PUBLIC).phase
            self.here = self.here + 1 if phase == self.phase else 0
            self.phase = phase
            self.seen[type(play._panel).__name__] += 1
            self.seen[phase] += 1

    @property
    def story(self) -> str:
        """The last keys that were pressed."""
        return f"after {len(self.pressed)} keys: … {' '.join(self.pressed[-40:])}"

    # The walk

    async def walk(self, keys: int) -> bool:
        """Press keys until the session is closed, at most so many; return whether it was."""
        self.look()
        while len(self.pressed) < keys:
            if self.phase == "closed" and not isinstance(self.app.screen, HomeScreen):
                return True
            await self.step()
            if self.random.random() < 0.02 and len(self.copies) < 4:
                self.copies.append(self.save.with_name(f"{self.save.name}-copy-{len(self.copies)}"))
                shutil.copytree(self.save, self.copies[-1], ignore=shutil.ignore_patterns("lock"))
        return False

    async def step(self) -> None:
        """Type something or press a key, and look."""
        screen = self.app.screen
        if isinstance(screen, HomeScreen):
            self.left += 1
            await self.press("r")
            await self.press("enter")
            await until(self.pilot, lambda: isinstance(self.app.screen, PlayScreen))
        elif isinstance(self.app.focused, (Input, TextArea)) and self.random.random() < 0.3:
            await self.type()
        else:
            await self.press(self.choice())

    async def press(self, key: str) -> None:
        """Press a key, and look at what comes of it."""
        self.pressed.append(key)
        curtain, play = self._curtain(), play_screen(self.app)
        await self.pilot.press(key)
        await settled(self.pilot)
        if curtain is not None and self._curtain() is None and play is not None:
            named = [team.id for team in play.room.teams.values() if team.name == curtain.team]
            self.lifted = named[0]
        self.look()

    def _curtain(self) -> CurtainScreen | None:
        return next((screen for screen in self.app.screen_stack if isinstance(screen, CurtainScreen)), None)

    async def type(self) -> None:
        """Type what suits the field: a number, or words that name who typed them."""
        target = self.app.focused
        readers = self.readers()
        owner = readers[0] if readers and isinstance(play_screen(self.app), PlayScreen) else ""
        if isinstance(target, PercentField):
            target.value = ""
            text = str(self.random.choice([5, 35, 50, 95, 12]))
        elif isinstance(target, TextArea) or (isinstance(target, Input) and "words" in (target.id or "")):
            where = f"{type(self.app.screen).__name__} {target.id}"
            text = f" {self.marks.new(owner, f'what was typed in {where}')} " if owner else " said openly "
        else:
            text = self.random.choice(["1", "5", "40", "a"])
        self.pressed.append(repr(text))
        if isinstance(target, TextArea):
            target.insert(text)
        else:
            assert isinstance(target, Input)
            target.insert_text_at_cursor(text)
        await settled(self.pilot)
        self.look()

    def choice(self) -> str:
        """Return one of the keys that work now; what was seldom tried comes first."""
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
        screen, play = self.app.screen, play_screen(self.app)
        if not isinstance(screen, PlayScreen) or play is None:
            return type(screen).__name__
        return type(play._panel).__name__ if isinstance(play._panel, (CaucusPanel, EstimatePanel)) else "open"

    def _weight(self, action: str, editing: bool) -> float:
        """Return how much an action is wanted here."""
        where, tired = self.where, self.here > PATIENCE
        times = self.seen[f"{where} {action}"]
        new = 1 / (1 + times)
        if editing and action != "submit":
            return 0.2 * new if action in ("cut", "copy", "paste") else 0.03
        if action.startswith(("leave", "cover", "back", "escape")):
            if isinstance(self.app.screen, PlayScreen):
                return 10 if tired and action == "cover" else new / 2
            return 0.5 + self.stay / 4
        if where == "open" and action.startswith("select"):
            return new
        if where in LOOKS:
            return 0.1 if action.startswith(SELDOM) else new
        if action == "look('phase')":
            return 1
        if action.startswith(ON):
            return 40 if tired else 4
        if action in ("next_theme", "command_palette", "help", "copy_text"):
            return new / 4 if times < 2 else 0.02
        return 0.1 if action.startswith(SELDOM) else 2 * new

    def _palette_key(self) -> str:
        rows = self.app.screen.query_one(OptionList)
        option = rows.highlighted_option if rows.display else None
        if option is not None and "Quit" in _said(option.prompt):
            return "up"
        return self.random.choice(["down", "e", "enter", "escape", "escape"])
