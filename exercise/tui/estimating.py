"""The field for an estimate in percent, and the dialog in which control keys estimates from number cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from exercise.engine.options import PERCENTS
from exercise.moves import Ballot, Template
from exercise.tui.arguments import move_title, of_team, team_name
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room
from exercise.tui.words import WordsInput
from exercise.views import SeatView

DIGITS: Final = frozenset("0123456789")
FIRST_STEP: Final = 50
"""Where stepping up or down begins while nothing is typed."""
EXAMPLE: Final = f"{PERCENTS[0]} to {PERCENTS[-1]}"
"""What stands in the field while it is empty."""
MOST_DIGITS: Final = 4
"""The longest number for which the nearest percent is named."""


def targets(template: Template) -> tuple[int, ...]:
    """Return the moves that a ballot's template asks about, in order."""
    return tuple(int(target) for slot in template.slots if slot.name == "target" for target in slot.domain)


def percents(template: Template) -> tuple[int, ...]:
    """Return the percents that a ballot's template takes, from the lowest."""
    return tuple(int(percent) for slot in template.slots if slot.name == "percent" for percent in slot.domain)


def read_percent(text: str, legal: Sequence[int]) -> int | None:
    """Return the percent that was typed, with a percent sign or without; None where it isn't one of `legal`."""
    typed = _number(text)
    return next((percent for percent in legal if str(percent) == typed), None)


def complaint(text: str, legal: Sequence[int]) -> str:
    """Return in a sentence why what was typed is no estimate, and what would be."""
    typed = _number(text)
    rule = f"a number from {legal[0]} to {legal[-1]} in steps of {legal[1] - legal[0]}"
    if not typed:
        return f"Type {rule} first."
    nearest = ""
    if len(typed) <= MOST_DIGITS and DIGITS.issuperset(typed):
        nearest = f"; the nearest is {min(legal, key=lambda percent: abs(percent - int(typed)))}"
    return f"This can’t be sealed: an estimate is {rule}{nearest}."


def stepped(text: str, by: int, legal: Sequence[int]) -> int:
    """Return the percent one step up or down from what was typed."""
    typed = _number(text)
    if not typed or len(typed) > MOST_DIGITS or not DIGITS.issuperset(typed):
        return FIRST_STEP
    now = int(typed)
    if by > 0:
        return next((percent for percent in legal if percent > now), legal[-1])
    return next((percent for percent in reversed(legal) if percent < now), legal[0])


def _number(text: str) -> str:
    return text.strip().removesuffix("%").strip()


class PercentField(WordsInput):
    """One line for a number; keys that are no digits keep their meaning."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Seal")]
    DEFAULT_CSS = """
    PercentField, PercentField:focus { width: 10; height: 1; border: none; padding: 0 1; background: $boost; }
    """

    def __init__(self, value: str = "", *, id: str) -> None:
        super().__init__(value, placeholder=EXAMPLE, select_on_focus=False, id=id)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take digits alone."""
        return character in DIGITS

    def on_key(self, event: Key) -> None:
        """Leave other signs to whom they concern."""
        if event.is_printable and event.character not in DIGITS:
            event.prevent_default()

    def put(self, percent: int) -> None:
        """Show a percent that wasn't typed; typing replaces it."""
        self.value = str(percent)
        self.select_all()


class Estimate(Vertical):
    """The field with the words around it, and a line under it for what is wrong with the estimate."""

    DEFAULT_CSS = """
    Estimate { height: auto; }
    Estimate Horizontal { height: 1; }
    Estimate .words { width: auto; }
    Estimate PercentField { margin: 0 1; }
    Estimate #refused { height: auto; color: $text-warning; display: none; }
    """

    def __init__(self, text: str = "") -> None:
        """Take what was typed before."""
        self._text = text
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the line and what goes under it."""
        with Horizontal():
            yield Static("Estimate:", classes="words")
            yield PercentField(self._text, id="percent")
            yield Static("percent that it succeeds, in part or in full", classes="words")
        yield Static(id="refused", markup=False)

    @property
    def text(self) -> str:
        """What is typed now."""
        return self.query_one(PercentField).value

    def ask(self, text: str) -> None:
        """Begin anew with a text, which can be gone on with."""
        field = self.query_one(PercentField)
        field.value = text
        field.cursor_position = len(text)
        self.complain("")

    def complain(self, sentence: str) -> None:
        """Show why the estimate was refused, on a line that is there only then."""
        line = self.query_one("#refused", Static)
        line.update(f"! {sentence}" if sentence else "")
        line.display = bool(sentence)


@dataclass(slots=True)
class EstimateDraft:
    """A number card as far as it has been keyed: whose estimate of which move, and the digits."""

    row: tuple[str, int] | None = None
    text: str = ""


class EstimateDialog(Helped, ModalScreen["tuple[str, Ballot] | None"]):
    """Asks whose estimate of which move it is, and for the percent; dismisses with both, or with None."""

    HELP = """
## Number cards

Where teams write their estimates on cards, control keys them in here, one card at a time and in any order. What is
typed can be read on this screen: where the others shouldn't see it, switch the projector off.

* `↑` `↓` choose the team and the move; so does the mouse.
* Type the percent, from 5 to 95 in steps of 5; `Enter` seals it, and it can't be taken back.
* `Esc` goes back; what was typed is kept.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor(-1)", "Up", priority=True),
        Binding("down", "cursor(1)", "Down", priority=True),
        Binding("escape", "leave", "Back", priority=True),
        HELP_KEY,
    ]
    AUTO_FOCUS = "#percent"
    DEFAULT_CSS = """
    EstimateDialog { align: center middle; }
    EstimateDialog #box { width: 100%; max-width: 76; height: auto; max-height: 22; background: $surface;
        padding: 0 1; border: round $primary; margin-bottom: 1; }
    EstimateDialog #title { height: auto; margin-bottom: 1; text-style: bold; }
    EstimateDialog OptionList { height: auto; max-height: 11; border: none; padding: 0; background: $surface; }
    EstimateDialog #whose { height: auto; margin-top: 1; }
    """

    def __init__(
        self, room: Room, view: SeatView, slips: Sequence[tuple[str, Template]], draft: EstimateDraft | None = None
    ) -> None:
        """Take each team's template of a ballot, and what was keyed before."""
        self.room = room
        self.view = view
        self.draft = draft if draft is not None else EstimateDraft()
        self.rows = tuple((team, target) for team, template in slips for target in targets(template))
        self.legal = percents(slips[0][1])
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the rows and the field."""
        with Vertical(id="box"):
            yield Static(self.hint, id="title", markup=False)
            yield OptionList(*[Option(self._row(*row)) for row in self.rows], id="rows", markup=False)
            yield Static(id="whose", markup=False)
            yield Estimate(self.draft.text)
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at the row that was left, while the field keeps the keys."""
        rows = self.query_one("#rows", OptionList)
        rows.can_focus = False
        rows.highlighted = self.rows.index(self.draft.row) if self.draft.row in self.rows else 0

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Whose number card, on which move? Type its percent; Enter seals it."

    def _row(self, team: str, target: int, lead: str = "") -> Outline:
        node = self.view.nodes[target]
        move = f"{of_team(self.room, node.team)} move “{move_title(self.room, node)}”"
        return Outline([item(Content.assemble((team_name(self.room, team), "bold"), f" on {move}"), lead=lead)])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Keep which row was chosen."""
        event.stop()
        self.draft.row = self.rows[event.option_index]
        self.query_one("#whose", Static).update(self._row(*self.draft.row, lead="▸ "))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Leave a row that was clicked to the field."""
        event.stop()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what was typed."""
        event.stop()
        self.draft.text = event.input.value
        self.query_one(Estimate).complain("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave with the estimate, or say what is wrong with it."""
        event.stop()
        estimate = self.query_one(Estimate)
        percent = read_percent(estimate.text, self.legal)
        if percent is None:
            estimate.complain(complaint(estimate.text, self.legal))
            return
        team, target = self.rows[self.query_one("#rows", OptionList).highlighted or 0]
        self.dismiss((team, Ballot(target, percent)))

    def action_cursor(self, by: int) -> None:
        """Go to another row."""
        rows = self.query_one("#rows", OptionList)
        if by < 0:
            rows.action_cursor_up()
        else:
            rows.action_cursor_down()

    def action_leave(self) -> None:
        """Leave without an estimate."""
        self.dismiss(None)
