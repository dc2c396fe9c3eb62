"""The play screen: whose turn it is, the phase's panel, the world, the log."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from exercise.moves import CONTROL, PUBLIC, Advance, Move, Refusal, Reseat
from exercise.report.history import level_history, thesis_history
from exercise.report.plain import plain
from exercise.report.wording import capital, listed, phase_words, strength_word
from exercise.session import Session
from exercise.table import PERSON, Table
from exercise.tui import panels
from exercise.tui.arguments import team_words
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.indicators import Indicators, round_changes
from exercise.tui.keyline import KeyLine
from exercise.tui.logview import LogView
from exercise.tui.messages import (
    ControlAsked,
    Covered,
    Finished,
    HintChanged,
    MoveChosen,
    SkipAsked,
    TeamCalled,
    WhyAsked,
)
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room
from exercise.tui.thesisline import thesis_line
from exercise.views import SeatView

WIDE: Final = 110
"""The width from which panel, world and log stand side by side."""
PAUSE: Final = 0.4
"""Seconds between two filings of the computer, so that the room can follow."""
TOLD: Final = 12
"""Seconds that a trouble stays on the screen."""

PANELS: Final = {
    "brief": "BriefPanel",
    "situation": "SituationPanel",
    "caucus": "WaitingPanel",
    "reveal": "FloorPanel",
    "debate": "FloorPanel",
    "answers": "FloorPanel",
    "ballot": "BallotPanel",
    "ruling": "RulingPanel",
    "consequences": "ConsequencesPanel",
    "debrief": "DebriefPanel",
    "closed": "DebriefPanel",
}
"""What each phase shows, by its name in exercise.tui.panels."""
PRIVATE: Final = {"caucus": "CaucusPanel", "ballot": "EstimatePanel"}
"""What a team sees behind the curtain, in the phases in which it acts in secret."""
VIEWS: Final = Binding.Group("Views")
LOOKS: Final = (
    ("look('phase')", "Phase", "key 1"),
    ("look('world')", "World", "key 2: every indicator, and why it stands where it does"),
    ("look('log')", "Log", "key 3: what has happened"),
    ("claims", "Claims", "key 4: which were used, contested and overturned"),
    ("map", "Map", "key 5: what pushes an indicator, and what it pushes"),
    ("chart", "Chart", "key 6: levels over rounds"),
    ("why", "Why?", "key w: from any move, event, indicator, claim or link to the source"),
)
"""What may be looked at in every phase."""
KEYS_HELP: Final = """
On every phase:

* `1` `2` `3` look at the phase, the world, the log
* `4` the claims of the article, `5` the map around an indicator, `6` a chart of levels over rounds
* `w` asks why: of the line that is looked at, else of any move, event, indicator, claim or link
* `0` a menu of these, and of what the facilitator may set: injects, levels, chances, votes, who sits where, a step back
* `?` this page; `Esc` goes back
* `q` leaves; everything is saved, and *Resume* goes on here
"""


def table_of(session: Session) -> PlayScreen:
    """Return the play screen of a session, whose players roll dice of their own."""
    return PlayScreen(Room(Table(session, secrets.randbits(64))))


class PlayScreen(Helped, Screen[None]):
    """Hosts one panel per phase; submits moves, steps the computer's teams, and goes on when asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "look('phase')", "Phase", group=VIEWS),
        Binding("2", "look('world')", "World", group=VIEWS),
        Binding("3", "look('log')", "Log", group=VIEWS),
        Binding("4", "claims", "Claims", group=VIEWS),
        Binding("5", "map", "Map", group=VIEWS),
        Binding("6", "chart", "Chart", group=VIEWS),
        Binding("w", "why", "Why?"),
        Binding("0", "menu", "Menu"),
        Binding("escape", "look('phase')", "Back to the phase", show=False),
        Binding("s", "save_elsewhere", "Save elsewhere"),
        HELP_KEY,
        Binding("q", "leave", "Leave"),
    ]
    SPARED: ClassVar[tuple[str, ...]] = ("Views", "leave", "why")
    focused = Reactive[Widget | None](None, repaint=False)
    """What has the focus; what loses it and what gets it are drawn anew, and the screen isn't."""
    DEFAULT_CSS = """
    PlayScreen { layout: vertical; }
    PlayScreen #head { height: 1; background: $primary; color: $text; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    PlayScreen #hint { height: auto; max-height: 3; padding: 0 1; color: $text-accent; }
    PlayScreen #trouble { height: auto; padding: 0 1; color: $text-error; text-style: bold; display: none; }
    PlayScreen #body { height: 1fr; }
    PlayScreen #phase { width: 1fr; height: 1fr; }
    PlayScreen #beside { width: 1fr; height: 1fr; display: none; }
    PlayScreen #thesis { height: auto; padding: 0 1; }
    PlayScreen.world #beside, PlayScreen.log #beside { display: block; }
    PlayScreen.world #phase, PlayScreen.log #phase { display: none; }
    PlayScreen.world LogView { display: none; }
    PlayScreen.log Indicators, PlayScreen.log #thesis { display: none; }
    PlayScreen.wide #phase { display: block; }
    PlayScreen.wide #beside { display: block; width: 52; }
    PlayScreen.wide LogView { display: block; height: 10; }
    PlayScreen.wide Indicators, PlayScreen.wide #thesis { display: block; }
    """

    def __init__(self, room: Room) -> None:
        """Take the room that plays."""
        self.room = room
        self._panel: Panel | None = None
        self._private = ""
        self._timer: Timer | None = None
        self._to_show = self._showing = False
        super().__init__()

    # What is shown

    def compose(self) -> ComposeResult:
        """Make the frame; the panel follows."""
        view = self._public()
        yield Static(id="head", markup=False)
        yield Static(id="trouble", markup=False)
        yield Static(id="hint", markup=False)
        with Horizontal(id="body"):
            yield Container(id="phase")
            with Vertical(id="beside"):
                yield Static(id="thesis", markup=False)
                yield Indicators(self.room, view, {}, id="indicators")
                yield LogView(self.room.deck, id="log")
        yield KeyLine()

    async def on_mount(self) -> None:
        """Show where the session stands, and let the computer go on from there."""
        with self.app.batch_update():
            await self._show()
        self._run_players()

    def on_unmount(self) -> None:
        """Let go of the save however the screen is left."""
        self.room.session.close()

    def on_resize(self, event: Resize) -> None:
        """Put the columns side by side where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")

    def _public(self) -> SeatView:
        return self.room.session.view(self.room.alone or PUBLIC)

    async def _show(self) -> None:
        """Show the session as it stands: the panel of the phase, for the seat that looks.

        Several may want it at once. While one panel makes way for another nobody else touches either.
        """
        self._to_show = True
        if self._showing:
            return
        self._showing = True
        try:
            while self._to_show:
                self._to_show = False
                await self._show_panel()
        finally:
            self._showing = False

    async def _show_panel(self) -> None:
        if not self.query("#phase"):
            # The app was left while this waited for its turn.
            return
        view = self._public()
        name = PANELS[view.phase]
        if view.phase in PRIVATE and self._private:
            view, name = self.room.session.view(self._private), PRIVATE[view.phase]
        elif view.phase in ("debate", "answers") and self.room.session.seats.get(view.turn) == PERSON:
            view = self.room.session.view(view.turn)
        kind: type[Panel] = getattr(panels, name)
        stale = type(self._panel) is not kind or self._panel is None or self._panel.view.round != view.round
        if stale or (name in PRIVATE.values() and self._panel is not None and self._panel.view.seat != view.seat):
            await self.query_one("#phase").remove_children()
            self._panel = kind(self.room, view)
            await self.query_one("#phase").mount(self._panel)
            self._look_at_phase()
        elif self._panel is not None:
            self._panel.show(view)
        self._show_frame()

    def _show_frame(self) -> None:
        view = self._public()
        log = self.room.session.log(view.seat)
        trouble = self.query_one("#trouble", Static)
        trouble.display = bool(self.room.session.problem)
        for place, text in (
            ("#head", Content(self._head(view))),
            ("#hint", Content(f"▸ {self.hint}")),
            ("#trouble", Content(f"! {plain(self.room.session.problem)}")),
            ("#thesis", thesis_line(self.room, view, thesis_history(view, log))),
        ):
            line = self.query_one(place, Static)
            # An update lays out the whole screen.
            if line.content != text:
                line.update(text)
        self.query_one(Indicators).show(view, round_changes(log), level_history(view, log))
        self.query_one(LogView).show(view.seat, log)
        self.refresh_bindings()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if self.room.session.problem:
            return "Nothing more can be written here: press s to save elsewhere and go on from there."
        return self._panel.hint if self._panel is not None else ""

    def help_page(self) -> str:
        """Return the help of this phase, and the keys that work in all of them."""
        page = self._panel.HELP if self._panel is not None else ""
        return page + KEYS_HELP

    def _head(self, view: SeatView) -> str:
        parts = [phase_words(view.phase)]
        if view.round:
            parts.insert(0, f"round {view.round} of {view.rounds}")
        alone = self.room.alone
        if view.turn:
            parts.append("your turn" if view.turn == alone else f"{team_words(self.room, view.turn)} to speak")
        if alone:
            parts.append(f"you are {team_words(self.room, alone)}")
        parts.append(f"thesis {strength_word(view.thesis)}")
        # The title comes last: on a narrow screen it is what may be cut.
        return " · ".join([*parts, plain(self.room.deck.title)])

    # What happens

    async def on_move_chosen(self, message: MoveChosen) -> None:
        """Submit a move; show why where it is refused."""
        message.stop()
        await self._submit(message.seat, message.move)

    async def _submit(self, seat: str, move: Move) -> None:
        acting = self._private in self._public().outstanding
        decision = self.room.session.submit(seat, move)
        if isinstance(decision, Refusal):
            self.notify(plain(decision.sentence), severity="warning", markup=False)
            return
        view = self._public()
        # A team that has settled may still read its letters; one that settles just now makes room for the next.
        settled = acting and self._private not in view.outstanding
        # Where seats change, another team may sit before the screen.
        if self._private and (view.phase not in PRIVATE or settled or isinstance(move, Reseat)):
            self._leave_private()
        await self._show()
        self._run_players()

    def _leave_private(self) -> None:
        """Leave a team's private view, and take away what it was told and what it copied."""
        self._private = ""
        self.app.clear_notifications()
        if self.app.clipboard and not self.room.alone:
            self.app.copy_to_clipboard("")

    def _run_players(self) -> None:
        """Let the computer's teams act: at once where nobody sees it, else one after the other."""
        self._rest()
        if self._public().phase in PRIVATE:
            if self._step_players(at_once=True):
                self.call_later(self._show)
            self._call_team()
        elif not self.room.session.problem:
            # A timer for one tick is lost where the machine stops for a moment just as it starts; an interval is not.
            self._timer = self.set_interval(PAUSE, self._step)

    def _rest(self) -> None:
        """Let no team of the computer act by itself from here on."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _step_players(self, *, at_once: bool = False) -> bool:
        """Let one of the computer's teams act, or all; return whether any did. None may where nothing is saved."""
        acted = False
        while not self.room.session.problem and self.room.table.step():
            acted = True
            if not at_once:
                break
        return acted

    async def _step(self) -> None:
        # While somebody fills in a slip or reads, the floor stays as it is.
        if self._timer is None or not self.is_current:
            return
        self._rest()
        if self._step_players():
            await self._show()
            self._run_players()

    def _call_team(self) -> None:
        """Where one person plays alone, open their caucus without a curtain."""
        if self.room.alone and not self._private and self.room.alone in self._public().outstanding:
            self._private = self.room.alone
            self.call_later(self._show)

    async def on_finished(self, message: Finished) -> None:
        """Open the next phase; once the session is closed, leave."""
        message.stop()
        view = self._public()
        if view.phase == "closed":
            await self.action_leave()
        elif view.outstanding:
            self._ask_to_skip(view)
        else:
            await self._submit(CONTROL, Advance())

    async def on_team_called(self, message: TeamCalled) -> None:
        """Draw the curtain before a team's private view; who plays alone has nobody to hide it from."""
        message.stop()
        if message.team == self.room.alone:
            self._private = message.team
            await self._show()
        else:
            self._ask_behind_curtain(message.team)

    async def on_covered(self, message: Covered) -> None:
        """Go from a team's private view to what everybody may see."""
        message.stop()
        self._leave_private()
        await self._show()

    def on_skip_asked(self, message: SkipAsked) -> None:
        """Ask whether to go on without those who have yet to act."""
        message.stop()
        self._ask_to_skip(self._public())

    def _ask_behind_curtain(self, team: str) -> None:
        from exercise.tui.curtain import CurtainScreen

        async def lifted(opened: bool | None) -> None:
            if opened:
                self._private = team
                await self._show()

        self.app.push_screen(CurtainScreen(team_words(self.room, team)), lifted)

    def _ask_to_skip(self, view: SeatView) -> None:
        from exercise.tui.choosing import ChooseDialog

        names = listed([team_words(self.room, team) for team in view.outstanding])
        rows = [
            ("wait", "Wait for them", ""),
            ("skip", "Go on without them", "they make no move, file nothing more, or give no estimate"),
        ]

        async def chosen(row: str | None) -> None:
            if row == "skip":
                await self._submit(CONTROL, Advance(skip=True))

        self.app.push_screen(ChooseDialog(f"Yet to act: {names}.", rows), chosen)

    def on_hint_changed(self, message: HintChanged) -> None:
        """Show what to do next."""
        message.stop()
        self._show_frame()

    def on_why_asked(self, message: WhyAsked) -> None:
        """Open the chain behind a thing."""
        from exercise.tui.why import WhyScreen

        message.stop()
        self.app.push_screen(WhyScreen(self.room, self._public().seat, message.thing, message.round))

    # What control may set

    def action_menu(self) -> None:
        """Open the menu: what may be looked at, what the facilitator may set, and the way out."""
        from exercise.tui.choosing import ChooseDialog
        from exercise.tui.controlling import STEP_BACK, control_rows

        rows = [(action, name, means) for action, name, means in LOOKS]
        if not self.room.session.problem:
            rows += control_rows(self.room, self.room.session.view(CONTROL))
        rows.append(("leave", "Leave", "everything is saved; Resume goes on here"))

        async def chosen(key: str | None) -> None:
            if key == STEP_BACK:
                self._choose_step_back()
            elif key in ("leave", *(action for action, _, _ in LOOKS)):
                await self.run_action(str(key))
            elif key is not None:
                self._ask_control(key)

        self.app.push_screen(ChooseDialog("What would you like to do?", rows), chosen)

    def on_control_asked(self, message: ControlAsked) -> None:
        """Ask what the facilitator sets."""
        message.stop()
        self._ask_control(message.key)

    def _ask_control(self, key: str) -> None:
        from exercise.tui.controlling import ask_control

        ask_control(self.app, self.room, key, lambda move: self._submit(CONTROL, move))

    def _choose_step_back(self) -> None:
        from exercise.tui.asking import AskDialog
        from exercise.tui.choosing import ChooseDialog
        from exercise.tui.controlling import STEP_BACK, back_rows

        def chosen(steps: str | None) -> None:
            if steps is not None:
                draft = self.room.fill_draft(*place)
                dialog = AskDialog("Why step back? It goes on record.", draft)
                self.app.push_screen(dialog, lambda why: told(int(steps), why))

        async def told(steps: int, why: str | None) -> None:
            if why is not None:
                self.room.forget_fill(*place)
                await self._step_back(steps, why)

        place = self.room.session.view(PUBLIC).round, CONTROL, STEP_BACK

        self.app.push_screen(ChooseDialog("Step back to before what?", back_rows(self.room)), chosen)

    async def _step_back(self, steps: int, why: str) -> None:
        decision = self.room.session.step_back(steps, why)
        if isinstance(decision, Refusal):
            self.notify(plain(decision.sentence), severity="warning", markup=False)
            return
        self._leave_private()
        self._panel = None
        await self._show()
        self._run_players()

    # Keys

    def action_why(self) -> None:
        """Choose what to ask "why?" of: a move, an event, the thesis, an indicator, a claim, a link."""
        from exercise.tui.choosing import ChooseDialog
        from exercise.tui.things import parted, thing_rows

        def chosen(row: str | None) -> None:
            if row is not None:
                self.post_message(WhyAsked(*parted(row)))

        self.app.push_screen(ChooseDialog("Why?", thing_rows(self.room, self._public().seat)), chosen)

    def action_claims(self) -> None:
        """Open the ledger of claims."""
        from exercise.tui.ledger import LedgerScreen

        self.app.push_screen(LedgerScreen(self.room, self._public().seat))

    def action_map(self) -> None:
        """Open the map around the indicator that is looked at."""
        from exercise.tui.mapping import MapScreen

        self.app.push_screen(MapScreen(self.room, self._public().seat, self.query_one(Indicators).looked_at))

    def action_chart(self) -> None:
        """Open the chart of levels over rounds."""
        from exercise.tui.charting import ChartScreen

        self.app.push_screen(ChartScreen(self.room, self._public().seat))

    def action_look(self, what: str) -> None:
        """Look at the phase, the world or the log."""
        self.remove_class("world", "log")
        if what == "phase":
            self._look_at_phase()
            return
        self.add_class(what)
        self.query_one("#indicators" if what == "world" else "#log").focus()

    def _look_at_phase(self) -> None:
        self.remove_class("world", "log")
        if self._panel is not None:
            inner = [widget for widget in self._panel.query("*") if widget.focusable]
            if inner:
                inner[0].focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another place for the save only where this one fails."""
        return action != "save_elsewhere" or bool(self.room.session.problem and self.room.session.path)

    async def action_save_elsewhere(self) -> None:
        """Go on in a new save: in the folder of saves, or where that fails too in the home folder."""
        from exercise import paths
        from exercise.journal import JournalError, peek

        session = self.room.session
        assert session.path is not None
        title = f"{peek(session.path).title} (saved elsewhere)"
        name, refused = paths.free_save_name(title), ""
        for folder in (paths.saves_folder(), Path.home()):
            try:
                session.save_elsewhere(folder / name, title=title)
            except JournalError as error:
                refused = str(error)
                continue
            where = plain(str(folder / name))
            self.notify(f"It goes on in {where}", title="Saved elsewhere", markup=False, timeout=TOLD)
            await self._show()
            self._run_players()
            return
        self.notify(f"{capital(plain(refused))}.", severity="error", markup=False, timeout=TOLD)

    async def action_leave(self) -> None:
        """Leave the session; all of it is saved."""
        self._rest()
        if self._private:
            self._leave_private()
        self.room.session.close()
        self.dismiss(None)
