"""What everybody sees while teams act in secret: who has acted, and whom to call to the laptop."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.tui.arguments import team_name
from exercise.tui.choosing import ChooseDialog
from exercise.tui.messages import Finished, SkipAsked, TeamCalled
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel
from exercise.views import SeatView


class OutsidePanel(Panel):
    """Lists the teams in front of the curtain; each panel of this kind has its words and binds the keys."""

    HEADING: ClassVar[str] = ""
    ACTING: ClassVar[str] = ""
    """What is said of a team that has yet to act."""
    DONE: ClassVar[str] = ""

    DEFAULT_CSS = """
    OutsidePanel { height: 1fr; }
    OutsidePanel VerticalScroll { height: 1fr; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Make the list."""
        with VerticalScroll(id="page"):
            yield Static(Outline(self.items()), id="teams", markup=False)

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one("#page").focus()

    def show(self, view: SeatView) -> None:
        """Show who has acted since."""
        self.view = view
        self.query_one("#teams", Static).update(Outline(self.items()))
        self.refresh_bindings()

    def items(self) -> list[Item]:
        """Return what the list says: the heading, what it is about, and how far each team is."""
        items = [item(Content.styled(self.HEADING, "bold $text-primary")), *self.about(), item("")]
        for name in self.view.order:
            mark, words = self.progress(name)
            items.append(item(f"{team_name(self.room, name)}: {words}", lead=f"{mark} "))
        return items

    def about(self) -> list[Item]:
        """Return what stands under the heading."""
        return []

    def progress(self, team: str) -> tuple[str, str]:
        """Return a sign and words for how far a team is."""
        return ("…", self.ACTING) if team in self.view.outstanding else ("✓", self.DONE)

    @property
    def people(self) -> list[str]:
        """The teams of people that have yet to act."""
        return [team for team in self.view.outstanding if team in self.room.people]

    @property
    def callable(self) -> list[str]:
        """The teams of people that may come to the laptop: those that have yet to act."""
        return self.people

    # What may be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        if action in ("call", "skip"):
            return bool(self.people)
        if action == "go_on":
            return not self.view.outstanding
        if action == "call_other":
            return len(self.callable) > 1 or self.callable != self.people
        return True

    def action_call(self) -> None:
        """Call the next team to the laptop."""
        self.post_message(TeamCalled(self.people[0]))

    def action_call_other(self) -> None:
        """Choose which team comes to the laptop."""
        rows = [(team, team_name(self.room, team), "") for team in self.callable]

        def chosen(team: str | None) -> None:
            if team is not None:
                self.post_message(TeamCalled(team))

        self.app.push_screen(ChooseDialog("Which team comes to the laptop?", rows), chosen)

    def action_skip(self) -> None:
        """Go on without those who are missing."""
        self.post_message(SkipAsked())

    def action_go_on(self) -> None:
        """Open what was sealed."""
        self.post_message(Finished())
