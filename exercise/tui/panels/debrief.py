"""The debrief: the results in short, the report, and a key to write it to a file."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from rich.markdown import Markdown
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.report.aar import markdown
from exercise.report.audit import Audit, audit
from exercise.report.forecasts import MEANING, calibration_words
from exercise.report.plain import plain
from exercise.report.wording import change_words, count_words, objective_words, result_words
from exercise.tui.arguments import standing, team_name
from exercise.tui.messages import Finished, HintChanged
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room
from exercise.views import SeatView

RESULT_MARKS: Final = {"met": "✓", "partly": "~", "missed": "✗"}
RESULT_COLOURS: Final = {"met": "$text-success", "partly": "$text-warning", "missed": "$text-error"}
MOST_MOVERS: Final = 5
REPORT_NAME: Final = "report.md"


class DebriefPanel(Panel):
    """Shows what came of the exercise, first in short and then as the whole report."""

    HELP = """
## Debrief

Leave the roles. First: what happened? Then: so what? Last: now what?

* Compare the **thesis** then and now: which claims carried it, and which gave way?
* Read out the **objectives**, the secret ones too, and ask each team to make another's best case.
* The report below has the timeline, every argument and ruling, and what moved the world.

* `↑` `↓` `PgUp` `PgDn` scroll
* `r` writes the report to a file
* `Enter` ends the session
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "write", "Write report"),
        Binding("enter", "go_on", "End the session"),
    ]
    DEFAULT_CSS = """
    DebriefPanel { height: 1fr; }
    DebriefPanel #debrief { height: 1fr; }
    DebriefPanel #results { height: auto; padding: 0 1; }
    DebriefPanel #report { height: auto; padding: 0 1; margin-top: 1; }
    """

    def __init__(self, room: Room, view: SeatView) -> None:
        super().__init__(room, view)
        self._written = ""

    def compose(self) -> ComposeResult:
        """Make the results and the report under them."""
        with VerticalScroll(id="debrief"):
            yield Static(Outline(self._results()), id="results", markup=False)
            # One widget, not one for each line and cell of it: a long report opens at once.
            yield Static(Markdown(self.report(), hyperlinks=False), id="report")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one("#debrief").focus()

    def show(self, view: SeatView) -> None:
        """Show a newer view."""
        self.view = view
        self.query_one("#results", Static).update(Outline(self._results()))
        self.refresh_bindings()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        end = "q leaves" if self.view.phase == "closed" else "Enter ends the session"
        if self._written:
            return f"The report is in {self._written}; {end}."
        begin = "The session is over" if self.view.phase == "closed" else "Scroll down and talk it over"
        return f"{begin}; r writes the report, {end}."

    def report(self) -> str:
        """Return the report as Markdown."""
        return markdown(self.room.deck, self.room.session.events)

    # Results in short

    def _results(self) -> list[Item]:
        room, view = self.room, self.view
        found = audit(room.deck, room.session.events)
        items = [item(Content.styled("How it came out", "bold $text-primary"))]
        if view.ending:
            says = next((ending.says for ending in room.deck.endings if ending.id == view.ending), view.ending)
            items.append(item(Content.assemble(("It ended early: ", "bold"), plain(says))))
        items.append(
            item(
                Content.assemble(
                    ("Thesis: ", "bold"),
                    plain(room.deck.ledger.thesis.says),
                    " — then ",
                    standing(view.start_thesis),
                    ", now ",
                    standing(view.thesis),
                    _leaning(view.thesis - view.start_thesis),
                )
            )
        )
        items += self._objectives()
        items.append(self._claims(found))
        return [*items, *self._movers(found), *self._forecasts(found)]

    def _objectives(self) -> list[Item]:
        items: list[Item] = []
        results = self.view.results or tuple(
            (team.team, goal.goal.id, goal.standing) for team in self.view.teams for goal in team.goals
        )
        for team in self.view.teams:
            own = [(goal, result) for name, goal, result in results if name == team.team]
            counts = [
                f"{sum(result == word for _, result in own)} {result_words(word)}"
                for word in RESULT_MARKS
                if any(result == word for _, result in own)
            ]
            items.append(item(Content.assemble((f"{team_name(self.room, team.team)}: ", "bold"), ", ".join(counts))))
            for goal, result in own:
                printed = self.room.objectives[team.team, goal]
                says = plain(objective_words(self.room.deck, team.team, goal))
                secret = " (secret)" if printed.secret else ""
                mark = Content.styled(f"{RESULT_MARKS[result]} {result_words(result)}: ", RESULT_COLOURS[result])
                items.append(item(f"{says}{secret}", indent=2, lead=mark))
        return items

    def _claims(self, found: Audit) -> Item:
        used = sum(claim.used for claim in found.claims)
        citable = sum(not claim.withdrawn for claim in self.room.deck.ledger.claims)
        contested = sum(claim.contested > 0 for claim in found.claims)
        counts = [
            f"{used} of {count_words(citable, 'claim')} used",
            f"{contested} contested",
            f"{len(found.turned('overturned'))} overturned",
        ]
        return item(Content.assemble(("Claims: ", "bold"), ", ".join(counts)))

    def _movers(self, found: Audit) -> list[Item]:
        movers = sorted(found.indicators, key=lambda entry: -abs(entry.change))[:MOST_MOVERS]
        items = [item(Content.styled("What moved most", "bold"))]
        for entry in movers:
            name = plain(self.room.indicators[entry.indicator].name)
            items.append(item(f"{name}  {entry.start:.0f} → {entry.end:.0f}  ({change_words(entry.change)})", indent=2))
        return items

    def _forecasts(self, found: Audit) -> list[Item]:
        if not any(entry.count for entry in found.calibration):
            return []
        items = [item(Content.styled("How far estimates lay from outcomes and odds", "bold"))]
        for entry in found.calibration:
            lead = Content.styled(f"{team_name(self.room, entry.team)}: ", "bold")
            items.append(item(calibration_words(entry), indent=2, lead=lead))
        return [*items, item(MEANING, indent=2)]

    # What may be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        return self.view.phase != "closed" if action == "go_on" else True

    def action_go_on(self) -> None:
        """Leave the debrief."""
        self.post_message(Finished())

    def action_write(self) -> None:
        """Write the report into the save's folder, or into the current one, and say where."""
        path = _free((self.room.session.path or Path.cwd()) / REPORT_NAME)
        try:
            path.write_text(self.report(), encoding="utf-8")
        except OSError as error:
            self.notify(f"The report can't be written: {plain(str(error))}", severity="error", markup=False)
            return
        self._written = plain(str(path))
        self.post_message(HintChanged())


def _free(path: Path) -> Path:
    """Return a path that nothing stands at: this one, or one with a number."""
    number = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free


def _leaning(change: float) -> str:
    if abs(change) < 1e-9:
        return " (as it was)"
    return " (stronger)" if change > 0 else " (weaker)"
