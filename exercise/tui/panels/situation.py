"""The situation: what control reads out at the start of a round, and what it moved."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.engine.events import InjectDelivered, LevelsMoved, RoundOpened
from exercise.moves import CONTROL, Deliver
from exercise.report.plain import plain
from exercise.report.wording import change_words, level_words
from exercise.table import PERSON
from exercise.tui.choosing import ChooseDialog
from exercise.tui.messages import Finished, MoveChosen
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel
from exercise.views import SeatView

HOW = {"scheduled": "", "triggered": " (set off by the world)", "drawn": " (drawn)", "by-hand": " (by control)"}
SHOWN = 0.5
"""Changes below this many points are left out."""


class SituationPanel(Panel):
    """Shows the injects of the round, to be read out."""

    HELP = """
## The situation

Control reads out what has happened. An inject may move indicators at once; what it moved stands under it.

* `Enter` opens the caucus
* `i` delivers an inject by hand, where a person sits as control
* `PgUp` `PgDn` scroll
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "To the caucus"),
        Binding("i", "deliver", "Deliver an inject"),
    ]
    DEFAULT_CSS = """
    SituationPanel { height: 1fr; }
    SituationPanel VerticalScroll { height: 1fr; padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Make the page."""
        with VerticalScroll(id="page"):
            yield Static(Outline(self._items()), id="injects", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def show(self, view: SeatView) -> None:
        """Show what was delivered since."""
        self.view = view
        self.query_one("#injects", Static).update(Outline(self._items()))

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Read the situation aloud, then press Enter: the teams go into caucus."

    def _items(self) -> list[Item]:
        delivered: list[InjectDelivered] = []
        moved: list[LevelsMoved] = []
        for entry in self.room.session.log(self.view.seat):
            event = entry.event
            if isinstance(event, RoundOpened):
                delivered, moved = [], []
            elif isinstance(event, InjectDelivered):
                delivered.append(event)
            elif isinstance(event, LevelsMoved):
                moved.append(event)
        if not delivered:
            return [item("Nothing new has happened. Look at the world and decide what to do.")]
        items = []
        for event in delivered:
            printed = self.room.injects[event.inject]
            items += [
                item(Content.assemble((plain(printed.title), "bold $text-primary"), HOW[event.how])),
                item(plain(printed.says)),
            ]
            if event.text.strip():
                items.append(item(Content.styled(f"“{plain(event.text)}”", "italic")))
            items.append(item(""))
        total: dict[str, float] = {}
        for change in (change for event in moved for change in event.changes):
            total[change.indicator] = total.get(change.indicator, 0.0) + change.after - change.before
        changes = sorted((entry for entry in total.items() if abs(entry[1]) >= SHOWN), key=lambda entry: -abs(entry[1]))
        if changes:
            items.append(item(Content.styled("What it moved", "bold")))
        for name, points in changes:
            indicator = self.room.indicators[name]
            now = level_words(indicator, self.view.levels[self.view.world.index[name]])
            words = f"{plain(indicator.name)} {change_words(points)}, now “{plain(now)}”"
            items.append(item(words, lead="▲ " if points > 0 else "▼ "))
        return items

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer delivery where a person sits as control."""
        return action != "deliver" or self.room.session.seats.get(CONTROL) == PERSON

    def action_go_on(self) -> None:
        """Go into caucus."""
        self.post_message(Finished())

    def action_deliver(self) -> None:
        """Choose an inject and deliver it."""
        options = self.room.session.view(CONTROL).options
        waiting = next((template.slots[0].domain for template in options if template.kind == "deliver"), ())
        rows = [
            (str(i), plain(self.room.injects[str(i)].title), plain(self.room.injects[str(i)].says)) for i in waiting
        ]

        def chosen(inject: str | None) -> None:
            if inject is not None:
                self.post_message(MoveChosen(CONTROL, Deliver(inject)))

        if rows:
            self.app.push_screen(ChooseDialog("Deliver which inject?", rows), chosen)
        else:
            self.notify("Every inject has been delivered.", markup=False)
