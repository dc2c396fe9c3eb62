"""The caucus as everybody may see it: who has settled, and whose turn it is at the laptop."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.tui.arguments import team_name
from exercise.tui.choosing import ChooseDialog
from exercise.tui.messages import Finished, SkipAsked, TeamCalled
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel
from exercise.views import SeatView


class WaitingPanel(Panel):
    """Shows which teams have settled their move, and nothing of what it is."""

    HELP = """
## The caucus

Each team decides in private which card to play and on which claims of the article its reasons rest. Only the team whose
name is on the curtain looks at the screen.

* `Enter` calls the next team; once every team has settled, it reveals all moves.
* `t` calls another team first.
* `g` goes on without teams that are missing: they make no move this round.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "call", "Next team"),
        Binding("enter", "go_on", "Reveal"),
        Binding("t", "call_other", "Other team"),
        Binding("g", "skip", "Go on without"),
    ]
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
        self.refresh_bindings()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        people = self._people()
        if people:
            return f"Press Enter and pass the laptop to {team_name(self.room, people[0])}."
        if self.view.outstanding:
            return "The computer's teams are deciding."
        return "All teams have settled: press Enter to reveal the moves."

    def _people(self) -> list[str]:
        return [team for team in self.view.outstanding if team in self.room.people]

    def _items(self) -> list[Item]:
        items = [item(Content.styled("In caucus", "bold $text-primary")), item("")]
        by_id = {team.team: team for team in self.view.teams}
        for name in self.view.order:
            settled = by_id[name].settled
            words = "settled" if settled else "still deciding"
            items.append(item(f"{team_name(self.room, name)}: {words}", lead="✓ " if settled else "… "))
        return items

    # What may be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        people = self._people()
        if action == "call":
            return bool(people)
        if action == "go_on":
            return not self.view.outstanding
        if action == "call_other":
            return len(people) > 1
        if action == "skip":
            return bool(people)
        return True

    def action_call(self) -> None:
        """Call the next team to the laptop."""
        self.post_message(TeamCalled(self._people()[0]))

    def action_call_other(self) -> None:
        """Choose which team comes to the laptop."""
        rows = [(team, team_name(self.room, team), "") for team in self._people()]

        def chosen(team: str | None) -> None:
            if team is not None:
                self.post_message(TeamCalled(team))

        self.app.push_screen(ChooseDialog("Which team comes to the laptop?", rows), chosen)

    def action_skip(self) -> None:
        """Go on without those who are missing."""
        self.post_message(SkipAsked())

    def action_go_on(self) -> None:
        """Reveal the moves."""
        self.post_message(Finished())
