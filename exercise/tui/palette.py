"""The palette: everything that can be done where one is, with its key; typing finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from exercise.tui.themes import THEMES, WORDS, ThemedApp

LEFT_OUT: Final = ("command_palette", "help_quit", "simulate_key", "copy_text")
"""Actions that make no sense from the palette: its own, and those that mean something only while a key is pressed."""
WIDTH: Final = 44
"""Cells from which the keys stand in a column."""


@dataclass(slots=True)
class Action:
    """Something that can be done: what it is called, whose it is, and by which keys."""

    name: str
    action: str
    node: DOMNode
    keys: list[str] = field(default_factory=list)
    rank: int = 0
    """The lower, the nearer to the top."""

    @property
    def text(self) -> str:
        """What is searched."""
        return f"{self.name} {' '.join(self.keys)}"

    def row(self, name: Content) -> Content:
        """Return the row of the palette."""
        return Content.assemble(name, " " * max(2, WIDTH - name.cell_length), (" ".join(self.keys), "$text-accent"))


def screen_actions(screen: Screen[Any]) -> list[Action]:
    """Return what the keys of a screen can do now."""
    found: dict[tuple[int, str], Action] = {}
    for active in screen.active_bindings.values():
        binding, node = active.binding, active.node
        name = binding.action.partition("(")[0].rpartition(".")[2]
        if not active.enabled or not binding.description or node is screen.app or name in LEFT_OUT:
            continue
        entry = Action(binding.description, binding.action, node, rank=_rank(node, binding))
        entry = found.setdefault((id(node), binding.action), entry)
        key = screen.app.get_key_display(binding)
        if key not in entry.keys:
            entry.keys.append(key)
    return list(found.values())


def app_actions(app: ThemedApp) -> list[Action]:
    """Return what can be done everywhere: choose a theme, and quit."""
    themes = [Action(f"Theme: {WORDS[name]}", f"use_theme({name!r})", app, rank=2) for name in THEMES]
    return [
        *themes,
        Action("Next theme", "next_theme", app, ["^t"], rank=2),
        Action("Quit the app", "quit", app, ["^q"], rank=2),
    ]


class Actions(Provider):
    """Finds what can be done on the screen under the palette; knows what keys are called, not what the screen shows."""

    async def discover(self) -> Hits:
        """Yield every action."""
        for entry in self._actions():
            yield DiscoveryHit(entry.row(Content(entry.name)), self._command(entry), entry.text)

    async def search(self, query: str) -> Hits:
        """Yield the actions whose name or key holds what is typed."""
        matcher = self.matcher(query)
        for entry in self._actions():
            score = matcher.match(entry.text)
            if score > 0:
                name = Content(entry.name) if "[" in entry.name else matcher.highlight(entry.name)
                yield Hit(score, entry.row(name), self._command(entry), entry.text)

    def _actions(self) -> list[Action]:
        app = app_actions(self.app) if isinstance(self.app, ThemedApp) else []
        return sorted([*screen_actions(self.screen), *app], key=lambda entry: entry.rank)

    def _command(self, entry: Action) -> partial[Any]:
        return partial(_run, self.screen, entry)


async def _run(screen: Screen[Any], entry: Action) -> None:
    """Do it, once the palette is gone, where it can still be done."""
    app = screen.app
    there = app.screen is screen and (entry.node is app or screen in entry.node.ancestors_with_self)
    if not (there and entry.node.is_attached and await app.run_action(entry.action, entry.node)):
        app.notify(f"{entry.name}: not possible any more.", severity="warning", markup=False)


def _rank(node: DOMNode, binding: Binding) -> int:
    """Return how far down it stands: what the footer has first, then what is hidden, then what any list has."""
    for base in type(node).__mro__:
        made = Binding.make_bindings(base.__dict__.get("BINDINGS", ()))
        if any((entry.key, entry.action) == (binding.key, binding.action) for entry in made):
            if base.__module__.startswith("textual."):
                return 3
            break
    return 0 if binding.show else 1
