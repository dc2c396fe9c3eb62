"""The dialog that fills any template, slot by slot: a team's own action, a letter, whatever control may set."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from exercise import engine
from exercise.moves import Move, Refusal, Slot, Template, Value, fill
from exercise.report.plain import plain
from exercise.tui import slotwords
from exercise.tui.arguments import MUTED
from exercise.tui.choosing import LONG
from exercise.tui.drafts import FillDraft
from exercise.tui.helped import TYPING_HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room
from exercise.tui.searching import holds_all, typed_words
from exercise.tui.words import WordsArea, WordsInput
from exercise.views import SeatView

NOTHING: Final = "·nothing"
"""The row that leaves a slot empty; no value of a deck has such a sign."""
AT_ONCE: Final = "Play it at once"
FINISHES: Final = {"act": "seal", "message": "send", "offer": "send"}
"""What the last step does with a move that a team makes; of any other it says that it is done."""
MIDDLE: Final = "percent"
"""The slot whose list opens in its middle: a chance that was not chosen is neither nearly none nor nearly certain."""


class FillDialog(Helped, ModalScreen["Move | None"]):
    """Asks for the values of a template one slot after another, then for words; dismisses with the move, or None."""

    HELP = """
## Filling it in

One question after another.

* `↑` `↓` and `Enter` choose; so does the mouse. Where several may be taken, `Space` takes or leaves one and `Enter`
  goes on.
* In a long list `/` goes to the search: every word typed must stand in the row. `Enter` goes back to the list.
* A number is typed.
* `Esc` goes back a step; what was chosen and typed is kept.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", "Go on", priority=True),
        Binding("enter", "finish('seal')", "Seal it", priority=True),
        Binding("enter", "finish('send')", "Send it", priority=True),
        Binding("enter", "finish('done')", "Done", priority=True),
        Binding("space", "take", "Take or leave"),
        Binding("slash", "search", "Search", key_display="/"),
        Binding("escape", "back", "Back", priority=True),
        TYPING_HELP_KEY,
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    FillDialog { align: center middle; }
    FillDialog #box { width: 100%; max-width: 96; height: 100%; max-height: 30; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    FillDialog #title { height: auto; margin-bottom: 1; }
    FillDialog OptionList { height: 1fr; border: none; padding: 0; background: $surface; }
    FillDialog OptionList:focus { border: none; background-tint: $foreground 0%; }
    FillDialog WordsInput, FillDialog WordsInput:focus { border: none; height: 1; padding: 0; background: $boost;
        margin-bottom: 1; }
    FillDialog WordsArea { height: 1fr; min-height: 3; max-height: 9; border: round $border-blurred; padding: 0; }
    FillDialog WordsArea:focus { border: round $border; }
    FillDialog #tally { height: auto; color: $text-warning; }
    """

    def __init__(self, room: Room, view: SeatView, heading: str, template: Template, draft: FillDraft) -> None:
        """Take the seat's view, what the dialog is called, the template and what was put in before."""
        self.room, self.view, self.heading, self.template, self.draft = room, view, heading, template, draft
        self.slots = tuple(slot for slot in template.slots if not _settled(slot))
        for slot in template.slots:
            if _settled(slot):
                draft.values[slot.name] = [slot.domain[0]]
                if slot.name == "target":
                    about, _ = slotwords.row(room, view, slot, slot.domain[0])
                    self.heading = f"{heading} — {about}"
        self.place = 0
        self._rows = {slot.name: self._worded(slot) for slot in self.slots if not _typed(slot)}
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the question, a line to type in, a list and an area for words, of which what is asked for shows."""
        with Vertical(id="box"):
            yield Static(id="title", markup=False)
            yield WordsInput(id="line")
            yield OptionList(id="values", markup=False)
            yield WordsArea(self.draft.text, id="words", soft_wrap=True, show_line_numbers=False)
            yield Static(id="tally", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Open the first question."""
        self._open(0)

    @property
    def hint(self) -> str:
        """What to do next: the question."""
        slot = self._slot
        return slotwords.question(slot) if slot else slotwords.text_question(self.template)

    # Steps

    @property
    def _slot(self) -> Slot | None:
        """The slot that is asked for; None at the words."""
        return self.slots[self.place] if self.place < len(self.slots) else None

    @property
    def _steps(self) -> int:
        return len(self.slots) + (1 if self.template.text else 0)

    @property
    def _at_end(self) -> bool:
        return self.place >= self._steps - 1

    def _open(self, place: int) -> None:
        self.place = place
        slot = self._slot
        line, values, words = self.query_one("#line", Input), self.query_one("#values"), self.query_one("#words")
        line.display = slot is not None and (_typed(slot) or len(slot.domain) > LONG)
        values.display = slot is not None and not _typed(slot)
        words.display = slot is None
        step = f"  ({place + 1} of {self._steps})" if self._steps > 1 else ""
        chosen = "" if slot else self._chosen()
        title = Content.assemble((self.heading, "bold $text-primary"), (step, MUTED), (chosen, MUTED), "\n", self.hint)
        self.query_one("#title", Static).update(title)
        with line.prevent(Input.Changed):
            line.value = "".join(map(str, self.draft.values.get(slot.name, []))) if slot and _typed(slot) else ""
        if slot is None:
            area = self.query_one("#words", TextArea)
            area.move_cursor(area.document.end)
            area.focus()
        elif _typed(slot):
            line.placeholder = f"a number from {slot.domain[0]} to {slot.domain[-1]}"
            line.focus()
        else:
            line.placeholder = "Type to search; Enter goes back to the list"
            self._list()
            values.focus()
        self._tell()
        self.refresh_bindings()

    def _worded(self, slot: Slot) -> list[tuple[str, Value, str, str]]:
        """Return the rows of a list: key, value, name and what it means."""
        words = [slotwords.row(self.room, self.view, slot, value) for value in slot.domain]
        return [
            (str(place), value, name, means)
            for place, (value, (name, means)) in enumerate(zip(slot.domain, words, strict=True))
        ]

    def _list(self, chosen: str | None = None) -> None:
        slot = self._slot
        assert slot is not None
        words = typed_words(self.query_one("#line", Input).value)
        taken, several = self.draft.values.get(slot.name, []), slot.most > 1
        options = []
        if not slot.least and not words:
            options.append(Option(Content.styled(_left_out(slot), "italic"), NOTHING))
        for key, value, name, means in self._rows[slot.name]:
            if not holds_all(f"{name} {means}", words):
                continue
            lead = ("[x] " if value in taken else "[ ] ") if several else ""
            parts = [item(Content(name), lead=lead)]
            if means:
                parts.append(item(Content.styled(means, MUTED), indent=max(2, len(lead))))
            options.append(Option(Outline(parts), key))
            if chosen is None and value in taken:
                chosen = key
        values = self.query_one("#values", OptionList)
        values.set_options(options or [Option(Content("No row holds all these words."), disabled=True)])
        places = [place for place, option in enumerate(options) if option.id == chosen]
        first = len(options) // 2 if slot.name == MIDDLE else 0
        values.highlighted = places[0] if places else first

    def _chosen(self) -> str:
        """Return what was chosen, a line for each question."""
        lines = []
        for slot in self.slots:
            values = self.draft.values.get(slot.name, [])
            names = [name for _, value, name, _ in self._rows.get(slot.name, []) if value in values]
            if names:
                lines.append("\n" + "; ".join(names))
        return "".join(lines)

    def _tell(self) -> None:
        """Say what is wrong with what was chosen and typed, once all of it is there."""
        done = self._slot is None and (self.draft.text.strip() or not self.template.needs_text)
        self.query_one("#tally", Static).update(self._refused() if done else "")

    def _move(self) -> Move:
        values: dict[str, Value | tuple[Value, ...]] = {}
        for slot in self.template.slots:
            chosen = tuple(self.draft.values.get(slot.name, ()))
            if slot.most > 1:
                values[slot.name] = chosen
            elif chosen:
                values[slot.name] = chosen[0]
        if self.template.text:
            values["text"] = self.draft.text.strip()
        return fill(self.template, values)

    def _refused(self) -> str:
        decision = engine.decide(self.room.session.state, self.view.seat, self._move())
        return plain(decision.sentence) if isinstance(decision, Refusal) else ""

    # What is chosen and typed

    def _highlighted(self) -> str | None:
        option = self.query_one("#values", OptionList).highlighted_option
        return option.id if option is not None else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a row that was clicked."""
        event.stop()
        slot = self._slot
        if slot is not None and slot.most > 1:
            self.action_take()
        else:
            self.action_forward()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list, or keep the number."""
        event.stop()
        slot = self._slot
        if slot is not None and _typed(slot):
            self.draft.values[slot.name] = [event.value.strip()] if event.value.strip() else []
        elif slot is not None:
            self._list(self._highlighted())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what was typed, and say at once where it can't be filed."""
        self.draft.text = event.text_area.text
        if self._slot is None:
            self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what fits the question."""
        slot = self._slot
        if action == "forward":
            return not self._at_end
        if action == "finish":
            return self._at_end and parameters[0] == FINISHES.get(self.template.kind, "done")
        if action == "take":
            return slot is not None and not _typed(slot) and slot.most > 1
        if action == "search":
            return slot is not None and not _typed(slot) and len(slot.domain) > LONG
        return True

    # Keys

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#line").focus()

    def action_take(self) -> None:
        """Take or leave the row that is looked at."""
        slot, key = self._slot, self._highlighted()
        if slot is None or key is None or key == NOTHING:
            return
        taken = self.draft.values.setdefault(slot.name, [])
        value = slot.domain[int(key)]
        if value in taken:
            taken.remove(value)
        elif len(taken) < slot.most:
            taken.append(value)
        else:
            self.notify(f"At most {slot.most}; leave one first.", severity="warning", markup=False)
        self._list(key)
        self._tell()

    def action_finish(self, how: str) -> None:
        """Leave with the move, or say why it is refused."""
        self.action_forward()

    def action_forward(self) -> None:
        """Take the answer and ask the next question; at the end leave with the move, or say why it is refused."""
        slot = self._slot
        if slot is not None:
            if self.query_one("#line").has_focus and not _typed(slot):
                self.query_one("#values").focus()
                return
            complaint = self._take(slot)
            if complaint:
                self.notify(complaint, severity="warning", markup=False)
                return
        if not self._at_end:
            self._open(self.place + 1)
            return
        refused = self._refused()
        if refused:
            self.notify(refused, severity="warning", markup=False)
        else:
            self.dismiss(self._move())

    def _take(self, slot: Slot) -> str:
        """Take the answer to a question; return what is wrong with it."""
        if _typed(slot):
            return self._take_number(slot)
        key = self._highlighted()
        if slot.most > 1:
            if not self.draft.values.get(slot.name) and key is not None and slot.least:
                self.draft.values[slot.name] = [slot.domain[int(key)]]
        elif key == NOTHING:
            self.draft.values[slot.name] = []
        elif key is not None:
            self.draft.values[slot.name] = [slot.domain[int(key)]]
        else:
            return "Choose a row first."
        return ""

    def _take_number(self, slot: Slot) -> str:
        typed = self.query_one("#line", Input).value.strip()
        if not typed and not slot.least:
            self.draft.values[slot.name] = []
            return ""
        if not (typed.isascii() and typed.isdigit() and len(typed) < LONG and int(typed) in slot.domain):
            return f"Type a whole number from {slot.domain[0]} to {slot.domain[-1]}."
        self.draft.values[slot.name] = [int(typed)]
        return ""

    def action_back(self) -> None:
        """Go back a step, or leave; what was chosen and typed is kept."""
        if self.place:
            self._open(self.place - 1)
        else:
            self.dismiss(None)


def _typed(slot: Slot) -> bool:
    """Return whether a slot's value is a number that is typed."""
    return isinstance(slot.domain, range) and len(slot.domain) > LONG


def _settled(slot: Slot) -> bool:
    """Return whether a slot leaves no choice; an offer is read before it is accepted, even where it is the only one."""
    return slot.name != "offer" and len(slot.domain) == 1 and slot.least == 1 and slot.most == 1


def _left_out(slot: Slot) -> str:
    return AT_ONCE if slot.name == "trigger" else "Leave it out"
