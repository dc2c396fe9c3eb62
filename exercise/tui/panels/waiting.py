"""The caucus as everybody may see it: who has settled, and whose turn it is at the laptop."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.table import PERSON
from exercise.tui.arguments import team_name
from exercise.tui.messages import Finished
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel
from exercise.views import SeatView


class WaitingPanel(Panel):
    """Shows which teams have settled their move, and nothing of what it is."""

    HELP = """
## The caucus

Each team decides in private which card to play and on which claims of the article its reasons rest. Only the team whose
name is on the curtain looks at the screen.

| Key | |
| --- | --- |
| Enter | call the next team, or reveal all moves once every team has settled |
"""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Next team, or reveal")]
    DEFAULT_CSS = """
    WaitingPanel { height: 1fr; }
    WaitingPanel VerticalScroll { height: 1fr; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Make the list."""
        with VerticalScroll(id="page"):
            yield Static(Outline(self._items()), id="teams", markup=False)

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one("#page").focus()

    def show(self, view: SeatView) -> None:
        """Show who has settled since."""
        self.view = view
        self.query_one("#teams", Static).update(Outline(self._items()))

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        people = [team for team in self.view.outstanding if self.room.session.seats.get(team) == PERSON]
        if people:
            return f"Press Enter and pass the laptop to {team_name(self.room, people[0])}."
        return "All teams have settled: press Enter to reveal the moves."

    def _items(self) -> list[Item]:
        items = [item(Content.styled("In caucus", "bold $text-primary")), item("")]
        by_id = {team.team: team for team in self.view.teams}
        for name in self.view.order:
            settled = by_id[name].settled
            words = "settled" if settled else "still deciding"
            items.append(item(f"{team_name(self.room, name)}: {words}", lead="✓ " if settled else "… "))
        return items

    def action_go_on(self) -> None:
        """Call the next team, or reveal."""
        self.post_message(Finished())
