"""The ballot: who has sealed all estimates, as everybody may see it, and a team's own estimates behind the curtain."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from exercise.engine.floor import contested
from exercise.moves import CONTROL, Ballot, OnBehalf, Template
from exercise.report.wording import capital, count_words
from exercise.table import PERSON
from exercise.tui.arguments import MUTED, move_items, move_title, of_team, team_words
from exercise.tui.estimating import (
    Estimate,
    EstimateDialog,
    EstimateDraft,
    PercentField,
    complaint,
    percents,
    read_percent,
    stepped,
    targets,
)
from exercise.tui.messages import Covered, MoveChosen
from exercise.tui.odds import difficulty_words
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel
from exercise.tui.panels.outside import OutsidePanel
from exercise.tui.room import Room
from exercise.tui.scrolling import turn_page
from exercise.views import SeatView


def titled(room: Room, view: SeatView, move: int) -> str:
    """Return whose move it is, and its title."""
    node = view.nodes[move]
    return f"{of_team(room, node.team)} “{move_title(room, node)}”"


class BallotPanel(OutsidePanel):
    """Shows which teams have sealed all their estimates, and nothing of what they are."""

    HELP = """
## The ballot

The moves that were countered will be rolled for. Before that each team leaves its role and seals, for each of them that
isn't its own, how likely it thinks the move is to succeed, in part or in full. Nobody sees the estimates, nor which
arguments stand, until all are sealed; then they are opened together.

* `Enter` calls the next team; once every team has sealed, it opens the estimates and goes on.
* `t` calls another team first.
* `e` enters an estimate from a team's number card, where a person sits as control.
* `g` goes on without the estimates that are missing.
"""
    HEADING = "In the ballot"
    ACTING, DONE = "still estimating", "all sealed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "call", "Next team"),
        Binding("enter", "go_on", "Open the estimates"),
        Binding("t", "call_other", "Other team"),
        Binding("e", "key_card", "Cards"),
        Binding("g", "skip", "Skip"),
    ]

    def __init__(self, room: Room, view: SeatView) -> None:
        super().__init__(room, view)
        self._draft = EstimateDraft()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if self.people:
            key = ", or press e to enter number cards" if self._may_key() else ""
            return f"Press Enter and pass the laptop to {team_words(self.room, self.people[0])}{key}."
        if self.view.outstanding:
            return "The computer's teams are estimating."
        return "All estimates are sealed: press Enter to open them."

    def _rolled(self) -> list[int]:
        """Return the moves to be estimated; the floor is open, so this tells nobody anything."""
        floor = self.room.session.state.floor
        return [node.number for node in self.view.nodes if node.kind == "move" and contested(floor, node.number)]

    def about(self) -> list[Item]:
        """Return what is to be estimated."""
        rolled = self._rolled()
        are = "is" if len(rolled) == 1 else "are"
        count = f"{count_words(len(rolled), 'move')} {are} to be estimated by the other teams, out of role:"
        items = [item(count), *[item(titled(self.room, self.view, move), indent=2, lead="– ") for move in rolled]]
        if any(node.kind == "move" and node.number not in rolled for node in self.view.nodes):
            items.append(
                item(Content.styled("No other move was challenged by a claim, so no other is rolled for.", MUTED))
            )
        return items

    def progress(self, team: str) -> tuple[str, str]:
        """Return how far a team is; the owner of the only move has nothing to do."""
        idle = all(self.view.nodes[move].team == team for move in self._rolled())
        return ("–", "nothing to estimate") if idle else super().progress(team)

    # What may be done

    def _may_key(self) -> bool:
        return self.room.session.seats.get(CONTROL) == PERSON and bool(self.view.outstanding)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        return self._may_key() if action == "key_card" else super().check_action(action, parameters)

    def action_key_card(self) -> None:
        """Key one estimate for a team from its number card."""
        view = self.room.session.view(CONTROL)
        slips = [(team, template) for team, found in view.slips for template in found if template.kind == "ballot"]
        if not slips:
            return

        def keyed(result: tuple[str, Ballot] | None) -> None:
            if result is not None:
                team, ballot = result
                self._draft = EstimateDraft()
                self.post_message(MoveChosen(CONTROL, OnBehalf(team, ballot)))

        self.app.push_screen(EstimateDialog(self.room, view, slips, self._draft), keyed)


class EstimatePanel(Panel):
    """A team's private view: the moves that it has to estimate, one after the other."""

    HELP = """
## Your estimates

Leave your role: how likely do you think it is that this move succeeds, in part or in full? Weigh its reasons and what
was said against them yourselves; which arguments stand is shown once all estimates are open. Only your team looks at
this screen.

* Type a percent from 5 to 95 in steps of 5, or take it with `↑` and `↓`
* `Enter` seals it, and it can't be taken back; then the next move shows
* `n` looks at the next move first
* `PgUp` `PgDn` scroll what was said
* `Esc` puts the screen away for now; what is typed is kept, what is sealed stays sealed
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "Higher", priority=True),
        Binding("down", "step(-1)", "Lower", priority=True),
        Binding("n", "next_move", "Next move"),
        Binding("escape", "cover", "Put away"),
        Binding("pageup", "scroll(-1)", "Scroll", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "Scroll", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    EstimatePanel { height: 1fr; layout: vertical; }
    EstimatePanel #which { height: auto; padding: 0 1; }
    EstimatePanel VerticalScroll { height: 1fr; padding: 0 1; }
    EstimatePanel Estimate { padding: 0 1; }
    """

    def __init__(self, room: Room, view: SeatView) -> None:
        super().__init__(room, view)
        self._typed = room.estimate_drafts(view.round, view.seat)
        self._shown: int | None = None

    def compose(self) -> ComposeResult:
        """Make the move that is looked at, and the field under it."""
        yield Static(id="which", markup=False)
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="move", markup=False)
        yield Estimate()

    def on_mount(self) -> None:
        """Look at the first move."""
        self.query_one(PercentField).focus()
        self._look_at(next(iter(self._targets()), None))

    def show(self, view: SeatView) -> None:
        """Show the next move once this one is estimated; else leave what is typed as it is."""
        self.view = view
        left = self._targets()
        if self._shown not in left:
            self._look_at(next(iter(left), None))
        else:
            self._show_move()
        self.refresh_bindings()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if not self._targets():
            return "All your estimates are sealed."
        if self.room.alone:
            return "Out of role: how likely is this move to succeed? Type a percent and press Enter."
        who = capital(team_words(self.room, self.view.seat))
        return f"{who}, out of role: type a percent and press Enter. Only you look."

    # What is shown

    def _template(self) -> Template | None:
        return next((template for template in self.view.options if template.kind == "ballot"), None)

    def _targets(self) -> tuple[int, ...]:
        template = self._template()
        return targets(template) if template is not None else ()

    def _percents(self) -> tuple[int, ...]:
        template = self._template()
        return percents(template) if template is not None else ()

    def _look_at(self, move: int | None) -> None:
        self._shown = move
        self._show_move()
        estimate = self.query_one(Estimate)
        estimate.ask(self._typed.get(move, "") if move is not None else "")
        estimate.display = move is not None
        about = self.query_one("#about")
        about.scroll_home(animate=False)
        about.can_focus = move is None
        if move is None:
            about.focus()

    def _show_move(self) -> None:
        move = self._shown
        self.query_one("#which", Static).update(self._heading())
        items = move_items(self.room, self.view, move) if move is not None else []
        self.query_one("#move", Static).update(Outline(items + self._sealed_items()))

    def _heading(self) -> Content:
        move = self._shown
        if move is None:
            return Content("You have sealed all your estimates.")
        left = f"{count_words(len(self._targets()), 'move')} to estimate"
        return Content.assemble((left, "bold $text-accent"), "  Difficulty: ", (self._difficulty(move), "bold"))

    def _difficulty(self, move: int) -> str:
        card = self.view.nodes[move].card
        printed = next(face.difficulty for face in self.view.faces if face.id == card)
        return difficulty_words(printed, move in self.view.secrets)

    def _sealed_items(self) -> list[Item]:
        """Return the team's own estimates so far."""
        sealed = self.view.own.ballots
        items = [item(""), item(Content.styled("Sealed by you", MUTED))] if sealed else []
        for move, percent in sealed:
            text = f"{titled(self.room, self.view, move)}: {percent} percent"
            items.append(item(Content.styled(text, MUTED), lead="✓ "))
        return items

    # What may be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        if action == "step":
            return bool(self._targets())
        if action == "next_move":
            return len(self._targets()) > 1
        return not self.room.alone if action == "cover" else True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what was typed with its move."""
        event.stop()
        if self._shown is not None:
            self._typed[self._shown] = event.input.value
        self.query_one(Estimate).complain("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Seal the estimate, or say what is wrong with it."""
        event.stop()
        if self._shown is None:
            return
        estimate = self.query_one(Estimate)
        percent = read_percent(estimate.text, self._percents())
        if percent is None:
            estimate.complain(complaint(estimate.text, self._percents()))
            return
        self.post_message(MoveChosen(self.view.seat, Ballot(self._shown, percent)))

    def action_step(self, by: int) -> None:
        """Take the next percent up or down."""
        field = self.query_one(PercentField)
        field.put(stepped(field.value, by, self._percents()))

    def action_next_move(self) -> None:
        """Look at the next move that is still to be estimated."""
        left = self._targets()
        if self._shown in left:
            self._look_at(left[(left.index(self._shown) + 1) % len(left)])

    def action_cover(self) -> None:
        """Put the estimates away without having sealed them all."""
        self.post_message(Covered())

    def action_scroll(self, pages: int) -> None:
        """Scroll what was said."""
        turn_page(self.query_one("#about"), pages)
