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

from exercise.engine.options import OUTCOMES
from exercise.moves import TEXT_LIMIT, Outcome, Override
from exercise.report.wording import outcome_words


class OverrideDialog(ModalScreen["Override | None"]):
    """Asks for the move, its new outcome and the reason; dismisses with the override, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", "Choose", priority=True),
        Binding("escape", "back", "Back", priority=True),
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    OverrideDialog { align: center middle; }
    OverrideDialog #box { width: 100%; max-width: 76; height: auto; max-height: 22; background: $surface;
        padding: 0 1; border: round $primary; margin-bottom: 1; }
    OverrideDialog OptionList { height: auto; max-height: 14; border: none; padding: 0; background: $surface; }
    OverrideDialog OptionList:focus { border: none; background-tint: $foreground 0%; }
    OverrideDialog TextArea { height: 7; padding: 0; border: round $border-blurred; }
    OverrideDialog TextArea:focus { border: round $border; }
    OverrideDialog #title { margin-bottom: 1; }
    """

    def __init__(self, ruled: tuple[tuple[int, str, str], ...]) -> None:
        """Take the ruled moves as (node, title, outcome in words)."""
        self.ruled = ruled
        self.step = 0
        self.target = ruled[0][0]
        self.outcome = ""
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the three steps, of which one shows at a time."""
        with Vertical(id="box"):
            yield Static(id="title")
            rows = [Option(Content(f"{title} — {outcome}"), str(node)) for node, title, outcome in self.ruled]
            yield OptionList(*rows, id="step-0", markup=False)
            outcomes = [Option(Content(outcome_words(outcome)), outcome) for outcome in OUTCOMES]
            yield OptionList(*outcomes, id="step-1", markup=False)
            yield TextArea(id="step-2", soft_wrap=True, show_line_numbers=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Open at the first step that leaves a choice."""
        self._open(0 if len(self.ruled) > 1 else 1)

    def _open(self, step: int) -> None:
        self.step = step
        titles = ("Set aside which ruling?", "What is the outcome instead?", "Why? Enter files it.")
        self.query_one("#title", Static).update(Content.styled(titles[step], "bold"))
        for number in range(3):
            self.query_one(f"#step-{number}").display = number == step
        self.query_one(f"#step-{step}").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a row that was clicked."""
        event.stop()
        self.action_forward()

    def action_forward(self) -> None:
        """Take the choice; with the reason given, leave with the override."""
        if self.step == 2:
            text = self.query_one("#step-2", TextArea).text.strip()
            if not text:
                self.notify("An override needs its reason.", severity="warning", markup=False)
            elif len(text) > TEXT_LIMIT:
                self.notify(f"Keep it to {TEXT_LIMIT} characters.", severity="warning", markup=False)
            else:
                outcome: Outcome = self.outcome  # type: ignore[assignment]
                self.dismiss(Override(self.target, outcome, text))
            return
        option = self.query_one(f"#step-{self.step}", OptionList).highlighted_option
        if option is None or option.id is None:
            return
        if self.step == 0:
            self.target = int(option.id)
        else:
            self.outcome = option.id
        self._open(self.step + 1)

    def action_back(self) -> None:
        """Go back a step, or leave."""
        if self.step > (0 if len(self.ruled) > 1 else 1):
            self._open(self.step - 1)
        else:
            self.dismiss(None)
