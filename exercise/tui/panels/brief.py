"""The brief: the scene, the teams, and what the map is and is not."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.report.plain import plain
from exercise.tui.arguments import standing
from exercise.tui.messages import Finished
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel


class BriefPanel(Panel):
    """Sets the scene before the first round."""

    HELP = """
## The brief

Read the scene aloud and let the teams find their roles: lead, speaker, source-keeper, forecaster. Each team reads its
own brief in private, in the first caucus (`b`).

Each round: **situation**, **caucus** (each team seals one move in private), **reveal**, **debate**, **ruling**,
**consequences**.

* `Enter` opens round 1
* `PgUp` `PgDn` scroll
"""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Begin")]
    DEFAULT_CSS = """
    BriefPanel { height: 1fr; }
    BriefPanel VerticalScroll { height: 1fr; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Make the page."""
        with VerticalScroll(id="page"):
            yield Static(Outline(self._items()), markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Read the scene aloud, then press Enter to open round 1."

    def _items(self) -> list[Item]:
        deck, view = self.room.deck, self.view
        source = deck.source
        items = [
            item(Content.styled(plain(deck.title), "bold $text-primary")),
            item(""),
            item(plain(deck.scenario)),
            item(""),
            item(Content.styled("The teams", "bold")),
        ]
        for team in deck.teams:
            text = Content.assemble((plain(team.name), "bold"), f": {plain(team.summary)}")
            items.append(item(text, lead="• "))
        thesis = Content.assemble(plain(deck.ledger.thesis.says), " At the start: ", standing(view.thesis), ".")
        authors = ", ".join(map(plain, source.authors))
        return [
            *items,
            item(""),
            item(Content.styled("The thesis", "bold")),
            item(thesis),
            item(""),
            item(Content.styled("The source", "bold")),
            item(f"“{plain(source.title)}” by {authors}, {plain(source.outlet)}, {source.date}."),
            item(
                "The world (key 2) is an assumed influence map: it says what the exercise assumes about what"
                " moves what. It is a teaching aid, not a forecast. The article argues one side; argue back."
            ),
        ]

    def action_go_on(self) -> None:
        """Open the first round."""
        self.post_message(Finished())
