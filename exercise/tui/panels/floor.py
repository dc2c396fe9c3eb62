"""The floor: the moves of a round as argument trees, and the filing of all that is argued about them."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.widgets import Static

from exercise.engine.parts import Node
from exercise.moves import CONTROL, Pass
from exercise.report.wording import capital, listed
from exercise.table import PERSON
from exercise.tui.arguments import MUTED, attack_items, move_items, of_team, team_name, team_words
from exercise.tui.filing import Draft, FilingDialog
from exercise.tui.messages import Finished, MoveChosen
from exercise.tui.outline import Outline
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room
from exercise.tui.slips import VERBS, Slip, slips, slips_out_of_turn
from exercise.views import SeatView

WIDE: Final = 110
"""The terminal's width from which moves stand side by side."""
NARROWEST_MOVE: Final = 27
SHOWN_LINES: Final = 4
"""How many lines of an argument that was just filed are brought into sight."""
KEYS: Final = {
    "counter": "c",
    "question": "u",
    "counter-link": "d",
    "second": "s",
    "attack": "t",
    "answer": "a",
    "pass": "p",
}


class FloorPanel(Panel):
    """Shows every move with its arguments, and takes the slips of whoever's turn it is."""

    HELP = """
## The floor

Every move stands with its reasons, and under each argument what was filed on it.

* **✓ stands**, **~ shaky**, **✗ fallen**: how strong an argument is after all that was said for and against it. Only a
  reason that stands counts for a move, and only a counter that stands counts against it.
* A **counter** argues against a move or one of its reasons. One that cites a claim of the article also means that the
  move has to be rolled for.
* A **second** lends another team's move one more reason, on a claim not yet cited for it.
* An **answer** defends your own move: it weakens the counter and strengthens what the counter attacks.
* In the debate teams file in turn until all have passed or run out of filings.

* Under the seminar rules a **question** (`u`) is one that a claim invites: one that shifts the burden of proof has the
  move rolled for. A **doubt** (`d`) is about a link: that what the move changes does not lead on as the map has it. It
  concedes the success, and lasts for the session.

* Under the full rules an **attack** (`t`) argues against a claim itself, whoever cited it; it lasts for the session.

* `c` counters, `s` seconds, `a` answers, `p` passes: each for the team whose turn it is
* `e` enters slips: a filing of any team, from paper, where a person sits as control
* `↑` `↓` `PgUp` `PgDn` scroll
* `Enter` goes on once everybody has spoken
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "file('counter')", "Counter"),
        Binding("u", "file('question')", "Ask"),
        Binding("d", "file('counter-link')", "Doubt"),
        Binding("s", "file('second')", "Second"),
        Binding("t", "file('attack')", "Attack"),
        Binding("a", "file('answer')", "Answer"),
        Binding("p", "pass", "Pass"),
        Binding("e", "key_slip", "Slips"),
        Binding("enter", "go_on", "Go on"),
    ]
    DEFAULT_CSS = """
    FloorPanel { height: 1fr; layout: vertical; }
    FloorPanel #turn { height: auto; padding: 0 1; }
    FloorPanel #floor { height: 1fr; }
    FloorPanel #moves { layout: grid; grid-size: 1; grid-rows: auto; grid-gutter: 0 1; height: auto; }
    FloorPanel .move, FloorPanel .frame { height: auto; padding: 0 1; border: round $border-blurred; }
    FloorPanel #floor:focus .move, FloorPanel #floor:focus .frame { border: round $border; }
    """

    def __init__(self, room: Room, view: SeatView) -> None:
        super().__init__(room, view)
        self._drafts: dict[str, Draft] = {}

    def compose(self) -> ComposeResult:
        """Make the line that says whose turn it is, and a frame for each move."""
        yield Static(id="turn")
        with VerticalScroll(id="floor"):
            with Container(id="moves"):
                for move in self._moves():
                    yield self._frame(move)
            yield Static(id="attacks", classes="frame", markup=False)

    def on_mount(self) -> None:
        """Take the keys."""
        self._show_turn()
        self._show_attacks()
        self.query_one("#floor").focus()

    def show(self, view: SeatView) -> None:
        """Show a newer view; where an argument was filed, bring it into sight."""
        before = len(self.view.nodes)
        attacked = len(view.claim_arguments) > len(self.view.claim_arguments)
        self.view = view
        self._show_turn()
        self._show_attacks()
        moves, frames = self._moves(), list(self.query(".move").results(Static))
        for frame, move in zip(frames, moves, strict=False):
            frame.update(Outline(move_items(self.room, view, move)))
        for frame in frames[len(moves) :]:
            frame.remove()
        if len(moves) > len(frames):
            self.query_one("#moves").mount_all([self._frame(move) for move in moves[len(frames) :]])
        self._arrange()
        if before < len(view.nodes) and view.nodes[-1].move in moves[: len(frames)]:
            self.call_after_refresh(self._show_argument, view.nodes[-1])
        elif attacked:
            self.call_after_refresh(self.query_one("#floor").scroll_end, animate=False)
        self.refresh_bindings()

    def _show_attacks(self) -> None:
        items, attacks = attack_items(self.room, self.view), self.query_one("#attacks", Static)
        attacks.update(Outline(items))
        attacks.display = bool(items)

    def _show_argument(self, node: Node) -> None:
        frame = list(self.query(".move").results(Static))[self._moves().index(node.move)]
        outline = Outline(move_items(self.room, self.view, node.move))
        line = frame.virtual_region.y + 1 + outline.line_of(node.number, frame.content_size.width)
        self.query_one("#floor").scroll_to_region(Region(0, line, 1, SHOWN_LINES), animate=False)

    def on_resize(self, event: Resize) -> None:
        """Put the moves side by side where there is room."""
        self._arrange()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        mine = self._slips()
        if mine:
            keys = listed([f"{KEYS[slip.kind]} {VERBS[slip.kind]}" for slip in mine], "or")
            who = "Your turn" if self.room.alone else team_name(self.room, self.view.seat)
            return f"{who}: press {keys}."
        if self.view.turn:
            key = ", or press e to enter a slip" if self._may_key() else ""
            return f"Wait for {team_words(self.room, self.view.turn)} to speak{key}."
        if self.view.phase == "reveal":
            return "Read the moves aloud, then press Enter to open the debate."
        return "Everybody has spoken: press Enter to go on."

    # What is shown

    def _moves(self) -> list[int]:
        return [node.number for node in self.view.nodes if node.kind == "move"]

    def _frame(self, move: int) -> Static:
        return Static(Outline(move_items(self.room, self.view, move)), classes="move", markup=False)

    def _arrange(self) -> None:
        count, width = max(1, len(self._moves())), max(1, self.size.width)
        most = max(1, min(count, width // NARROWEST_MOVE)) if self.app.size.width >= WIDE else 1
        rows = -(-count // most)
        self.query_one("#moves").styles.grid_size_columns = -(-count // rows)

    def _show_turn(self) -> None:
        line, turn = self._turn_line(), self.query_one("#turn", Static)
        turn.update(line)
        turn.display = bool(line.plain)

    def _turn_line(self) -> Content:
        view = self.view
        parts: list[Content | str | tuple[str, str]] = []
        if not view.nodes:
            return Content("Nobody made a move this round.")
        if view.turn:
            parts += [(f"{capital(of_team(self.room, view.turn))} turn", "bold $text-accent"), "  "]
        if view.phase == "reveal":
            holding = [team.team for team in view.teams if not any(node.team == team.team for node in view.nodes)]
            if holding:
                names = listed([team_words(self.room, team) for team in holding])
                parts.append((f"No move this round: {names}.", MUTED))
        elif view.phase == "debate":
            parts.append(("Filings left: ", MUTED))
            by_id = {team.team: team for team in view.teams}
            lines = []
            for name in view.order:
                passed = " (passed)" if by_id[name].passed else ""
                lines.append(f"{team_name(self.room, name)} {by_id[name].filings_left}{passed}")
            parts.append((", ".join(lines), MUTED))
        return Content.assemble(*parts)

    # What may be done

    def _slips(self) -> tuple[Slip, ...]:
        return slips(self.view.seat, self.view.seat, self.view.options)

    def _may_key(self) -> bool:
        seated = self.room.session.seats.get(CONTROL) == PERSON
        return seated and self.view.phase in ("debate", "answers") and bool(self.view.outstanding)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        if action == "file":
            return any(slip.kind == parameters[0] for slip in self._slips())
        if action == "pass":
            return any(slip.kind == "pass" for slip in self._slips())
        if action == "key_slip":
            return self._may_key()
        if action == "go_on":
            return not self._slips() and not self.view.turn
        return True

    def action_file(self, kind: str) -> None:
        """Open the dialog for one kind of filing."""
        mine = [slip for slip in self._slips() if slip.kind == kind]
        self._ask(f"{self.view.seat} {kind}", tuple(mine))

    def action_key_slip(self) -> None:
        """Open the dialog for any team's slip."""
        self._ask(CONTROL, slips_out_of_turn(self.room.session.view(CONTROL)))

    def action_pass(self) -> None:
        """File nothing more."""
        self.post_message(MoveChosen(self.view.seat, Pass()))

    def action_go_on(self) -> None:
        """Leave the floor."""
        self.post_message(Finished())

    def _ask(self, key: str, choices: tuple[Slip, ...]) -> None:
        if not choices:
            return
        draft = self._drafts.setdefault(key, Draft())

        def filed(result: object) -> None:
            if isinstance(result, tuple):
                del self._drafts[key]
                self.post_message(MoveChosen(*result))

        self.app.push_screen(FilingDialog(self.room, self.view, choices, draft), filed)
