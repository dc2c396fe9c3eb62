"""A team's letters of a session: what it wrote and was written, and what it may write now."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from exercise.engine.parts import Letter
from exercise.moves import Move, Template
from exercise.report.plain import plain
from exercise.tui.arguments import MUTED, team_words
from exercise.tui.filling import FillDialog
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Item, Outline, item
from exercise.tui.room import Room
from exercise.tui.scrolling import turn_page
from exercise.views import SeatView


class LettersDialog(Helped, ModalScreen["Move | None"]):
    """Shows the letters, the newest first; dismisses with a letter to send or an offer to accept, or with None."""

    HELP = """
## Letters

Only the two teams and control read a letter. A team writes at most three times in a caucus.

* `w` writes a message, `o` makes an offer
* `a` accepts an offer of this round: it is read out to everybody at the end of the round as an agreement. Nothing
  enforces it. An offer that nobody accepts lapses with its round.
* `↑` `↓` scroll, `Esc` goes back
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write('message')", "Write"),
        Binding("o", "write('offer')", "Offer"),
        Binding("a", "write('accept')", "Accept"),
        Binding("escape", "leave", "Back"),
        Binding("pageup", "scroll(-1)", "Scroll", show=False),
        Binding("pagedown", "scroll(1)", "Scroll", show=False),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    LettersDialog { align: center middle; }
    LettersDialog #box { width: 100%; max-width: 96; height: 100%; max-height: 30; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    LettersDialog #title { margin-bottom: 1; }
    LettersDialog #letters { height: 1fr; }
    """
    _HEADINGS: ClassVar[dict[str, str]] = {
        "message": "A letter",
        "offer": "An offer",
        "accept": "Accept an offer",
    }

    def __init__(self, room: Room, view: SeatView) -> None:
        """Take the view of the team."""
        self.room, self.view = room, view
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Vertical(id="box"):
            yield Static(Content.assemble(("Letters", "bold $text-primary"), "  ", self.hint), id="title")
            with VerticalScroll(id="letters"):
                yield Static(Outline(self._items()), markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#letters").focus()
        self.room.have_read(self.view)

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if self._template("accept") is not None:
            return "There is an offer to you: a accepts it, w writes."
        if self._template("message") is not None:
            return "w writes to a team, o makes it an offer."
        return "This team has written as often as it may in this caucus."

    def _items(self) -> list[Item]:
        items = []
        for letter in reversed(self.view.own.letters):
            items += [item(self._head(letter)), item(plain(letter.text), indent=2), item("")]
        return items or [item(Content.styled("There are no letters yet.", MUTED))]

    def _head(self, letter: Letter) -> Content:
        mine = letter.sender == self.view.seat
        other = team_words(self.room, letter.to if mine else letter.sender)
        what = "Offer" if letter.offer else "Letter"
        lapsed = letter.offer and letter.round < self.view.round
        accepted = ", accepted" if letter.accepted else ", lapsed" if lapsed else ""
        way = f"{what} {'to' if mine else 'from'} {other}"
        return Content.assemble((way, "bold"), (f"  round {letter.round}{accepted}", MUTED))

    # What may be done

    def _template(self, kind: str) -> Template | None:
        return next((template for template in self.view.options if template.kind == kind), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        return action != "write" or self._template(str(parameters[0])) is not None

    def action_write(self, kind: str) -> None:
        """Ask for the letter, or for which offer is accepted."""
        template = self._template(kind)
        if template is None:
            return
        draft = self.room.fill_draft(self.view.round, self.view.seat, kind)

        def filled(move: Move | None) -> None:
            if move is not None:
                self.room.forget_fill(self.view.round, self.view.seat, kind)
                self.dismiss(move)

        self.app.push_screen(FillDialog(self.room, self.view, self._HEADINGS[kind], template, draft), filled)

    def action_scroll(self, pages: int) -> None:
        """Scroll the letters."""
        turn_page(self.query_one("#letters"), pages)

    def action_leave(self) -> None:
        """Leave without writing."""
        self.dismiss(None)
