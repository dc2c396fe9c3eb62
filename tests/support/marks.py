"""Marks such as `zq17q` on all that only a team may know, so that it can be told whose secret a screen shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from panelapp import screen_text
from textual.app import App
from textual.command import CommandPalette
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, Markdown, OptionList, Static, TextArea

from exercise.deck.models import Deck
from exercise.moves import PUBLIC
from exercise.session import Session
from exercise.tui.logview import LogView
from exercise.tui.outline import Outline
from exercise.tui.page import Page
from exercise.tui.palette import screen_actions

MARK: Final = re.compile(r"zq\d+q")


class LeakError(AssertionError):
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

    def hidden(self, text: str, readers: Iterable[str], session: Session) -> list[str]:
        """Return what in a text neither the readers may see nor the public, in words; nothing where all is well."""
        found = [(name, self.known[name]) for name in dict.fromkeys(MARK.findall(text))]
        found = [(name, mark) for name, mark in found if mark.owner not in readers]
        if not found:
            return []
        lies_open = [repr(session.view(seat)) + repr(session.log(seat)) for seat in (*readers, PUBLIC)]
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
                # Views name it among the results.
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


def leaks(app: App[Any], marks: Marks, readers: Iterable[str], session: Session) -> list[str]:
    """Return what the app shows that the readers may not see, and where; nothing where all is well."""
    readers = tuple(readers)
    return [f"{leak} on {where}" for where, text in texts(app) for leak in marks.hidden(text, readers, session)]


def texts(app: App[Any]) -> Iterator[tuple[str, str]]:
    """Yield every text that the app shows or holds ready to be scrolled to, with where it stands."""
    yield "the screen", screen_text(app)
    for screen in _in_sight(app):
        for widget in screen.walk_children(Widget, with_self=True):
            yield f"{type(screen).__name__} {type(widget).__name__} {widget.id or ''}", held(widget)
        yield "the screen's title", f"{screen.title} {screen.sub_title}"
    for note in app._notifications:
        yield "a notification", f"{note.title} {note.message}"
    if not isinstance(app.screen, CommandPalette):
        yield "the palette", "\n".join(entry.text for entry in screen_actions(app.screen))
    yield "the window's title", f"{app.title} {app.sub_title}"


def _in_sight(app: App[Any]) -> list[Screen[Any]]:
    """Return the top screen, and those that a dialog leaves in sight under it."""
    found: list[Screen[Any]] = []
    for screen in reversed(app.screen_stack):
        found.append(screen)
        if not isinstance(screen, ModalScreen):
            break
    return found


def held(widget: Widget) -> str:
    """Return all the text that a widget holds, whether it is in sight or not."""
    parts = [str(widget.border_title or ""), str(widget.border_subtitle or ""), str(widget.tooltip or "")]
    if isinstance(widget, Static):
        parts.append(words_of(widget.content))
    elif isinstance(widget, Page):
        parts.append(widget.outline.plain)
    elif isinstance(widget, OptionList):
        parts += [words_of(option.prompt) for option in widget.options]
    elif isinstance(widget, Input):
        parts += [widget.value, widget.placeholder]
    elif isinstance(widget, TextArea):
        parts.append(widget.text)
    elif isinstance(widget, LogView):
        parts += widget._sentences
    elif isinstance(widget, Markdown):
        parts.append(widget.source)
    return "\n".join(parts)


def words_of(part: object) -> str:
    """Return the text of what a widget was given to show."""
    if isinstance(part, (Content, Outline)):
        return part.plain
    return str(getattr(part, "markup", part))
