"""The dialog in which control sets another outcome for a ruled move."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from exercise import engine
from exercise.engine.options import OUTCOMES
from exercise.moves import CONTROL, Outcome, Override, Refusal
from exercise.report.plain import plain
from exercise.report.wording import outcome_words
from exercise.tui.drafts import OverrideDraft
from exercise.tui.helped import TYPING_HELP_KEY, Helped
from exercise.tui.room import Room
from exercise.tui.words import WordsArea


class OverrideDialog(Helped, ModalScreen["Override | None"]):
    """Asks for the move, its new outcome and the reason; dismisses with the override, or with None."""

    HELP = """
## Another outcome

Control may set another outcome for a move that was ruled, before the consequences run. The reason is recorded and read
out; the dice stay on the record.

* `↑` `↓` and `Enter` choose the move, then its outcome; then type why.
* `Esc` goes back a step; what was typed is kept.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", "Choose", priority=True),
        Binding("escape", "back", "Back", priority=True),
        TYPING_HELP_KEY,
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    OverrideDialog { align: center middle; }
    OverrideDialog #box { width: 100%; max-width: 76; height: auto; max-height: 22; background: $surface;
        padding: 0 1; border: round $primary; margin-bottom: 1; }
    OverrideDialog OptionList { height: auto; max-height: 14; border: none; padding: 0; background: $surface; }
    OverrideDialog OptionList:focus { border: none; background-tint: $foreground 0%; }
    OverrideDialog WordsArea { height: 7; padding: 0; border: round $border-blurred; }
    OverrideDialog WordsArea:focus { border: round $border; }
    OverrideDialog #title { margin-bottom: 1; }
    """

    def __init__(self, room: Room, ruled: tuple[tuple[int, str, str], ...], draft: OverrideDraft) -> None:
        """Take the ruled moves as (node, title, outcome in words), and what was typed before."""
        self.room = room
        self.ruled = ruled
        self.draft = draft
        self.step = 0
        self.target = ruled[0][0]
        self.outcome: Outcome = OUTCOMES[0]
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the three steps, of which one shows at a time."""
        with Vertical(id="box"):
            yield Static(id="title")
            rows = [Option(Content(f"{title} — {outcome}"), str(node)) for node, title, outcome in self.ruled]
            yield OptionList(*rows, id="step-0", markup=False)
            outcomes = [Option(Content(outcome_words(outcome)), outcome) for outcome in OUTCOMES]
            yield OptionList(*outcomes, id="step-1", markup=False)
            yield WordsArea(self.draft.text, id="step-2", soft_wrap=True, show_line_numbers=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Open at the first step that leaves a choice."""
        self._open(0 if len(self.ruled) > 1 else 1)

    def _open(self, step: int) -> None:
        self.step = step
        self.query_one("#title", Static).update(Content.styled(self.hint, "bold"))
        for number in range(3):
            self.query_one(f"#step-{number}").display = number == step
        words = self.query_one("#step-2", TextArea)
        words.move_cursor(words.document.end)
        self.query_one(f"#step-{step}").focus()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return ("Set aside which ruling?", "What is the outcome instead?", "Why? Enter files it.")[self.step]

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what was typed."""
        self.draft.text = event.text_area.text

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a row that was clicked."""
        event.stop()
        self.action_forward()

    def action_forward(self) -> None:
        """Take the choice; with the reason given, leave with the override."""
        if self.step == 2:
            move = Override(self.target, self.outcome, self.draft.text.strip())
            decision = engine.decide(self.room.session.state, CONTROL, move)
            if isinstance(decision, Refusal):
                self.notify(plain(decision.sentence), severity="warning", markup=False)
            else:
                self.dismiss(move)
            return
        option = self.query_one(f"#step-{self.step}", OptionList).highlighted_option
        if option is None or option.id is None:
            return
        if self.step == 0:
            self.target = int(option.id)
        else:
            self.outcome = next(outcome for outcome in OUTCOMES if outcome == option.id)
        self._open(self.step + 1)

    def action_back(self) -> None:
        """Go back a step, or leave."""
        if self.step > (0 if len(self.ruled) > 1 else 1):
            self._open(self.step - 1)
        else:
            self.dismiss(None)
