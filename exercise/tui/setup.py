"""The set-up of a new exercise: how long, who sits where, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Select, Static

from exercise.deck.models import Deck
from exercise.engine.presets import PRESETS, Preset, timetable
from exercise.moves import CONTROL
from exercise.report.plain import plain
from exercise.report.wording import count_words
from exercise.table import PERSON, TABLE
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.words import WordsInput

if TYPE_CHECKING:
    from exercise.session import Session

MOST_TITLE: Final = 90
SHORT: Final = Preset("25-quick", 25, "quick", 1)
LENGTHS: Final = {preset.name: preset for preset in (*PRESETS, SHORT)}
_WORDS: Final = {"steady": "computer, plays for its aims", "random": "computer, plays at random"}


class SetupScreen(Helped, Screen["Session | None"]):
    """A form; Start begins the session and leaves with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start", "Start"),
        Binding("escape", "leave", "Back"),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    SetupScreen #form { padding: 0 2; }
    SetupScreen #heading { text-style: bold; }
    SetupScreen #hint { color: $text-accent; margin-bottom: 1; }
    SetupScreen .row { height: auto; margin-bottom: 1; }
    SetupScreen .close { margin-bottom: 0; }
    SetupScreen .row .name { width: 24; }
    SetupScreen .row Select, SetupScreen .row WordsInput { width: 1fr; max-width: 60; }
    SetupScreen .row:focus-within .name { text-style: bold; color: $text-accent; }
    SetupScreen .row Select:focus > SelectCurrent, SetupScreen .row WordsInput:focus {
        background-tint: $foreground 15%; }
    SetupScreen #time { margin: 0 0 1 24; color: $foreground 75%; }
    SetupScreen #start { margin: 1 0 0 24; }
    """
    HELP = """
## Set-up

* **Length**: minutes, rules and rounds; the line under it says how the time is best spent.
  **Quick** rules: cards, reasons, counters, seconds, answers, dice. **Seminar** rules add critical questions, doubts
  about links, and estimates: before a move is judged, every other team says in secret how likely it is to succeed.
  **Full** rules add letters between teams, actions of one's own, moves kept in secret, attacks on claims themselves,
  and facts: what succeeded in full may be cited like a claim.
* For each team: **people in the room**, or the computer.
* **Facilitator**: a person reads out, rules and may override; or the table runs itself, and Enter goes on.
* The name is what *Resume* will show.

Tab and Shift+Tab move, Enter opens a list, `Ctrl+S` starts.
"""

    def __init__(self, deck: Deck, begin: Callable[..., Session | None], chosen: dict[str, str] | None = None) -> None:
        """Take the deck and what begins a session, or says why not: `begin(deck, rules=…, rounds=…, seats=…, …)`.

        `chosen` is what was chosen and typed before, by field; it is kept up to date.
        """
        self.deck = deck
        self.begin = begin
        self.chosen = chosen if chosen is not None else {}
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the form."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(f"New exercise: {plain(self.deck.title)}", id="heading", markup=False)
            yield Static(f"▸ {self.hint}", id="hint", markup=False)
            with Horizontal(classes="row close"):
                yield Static("Length", classes="name", markup=False)
                lengths = [(length_words(preset), name) for name, preset in LENGTHS.items()]
                yield self._select("length", lengths, PRESETS[0].name)
            yield Static(time_words(LENGTHS[self.chosen.get("length", PRESETS[0].name)]), id="time", markup=False)
            players = [("people in the room", PERSON), *((_WORDS[name], name) for name in _WORDS)]
            for team in self.deck.teams:
                with Horizontal(classes="row"):
                    yield Static(plain(team.name), classes="name", markup=False)
                    yield self._select(f"seat-{team.id}", players, PERSON)
            with Horizontal(classes="row"):
                yield Static("Facilitator", classes="name", markup=False)
                control = [("a person in the room", PERSON), ("nobody: the table runs itself", TABLE)]
                yield self._select(f"seat-{CONTROL}", control, PERSON)
            with Horizontal(classes="row"):
                yield Static("Name of this session", classes="name", markup=False)
                yield WordsInput(value=self.chosen.get("title", plain(self.deck.title)), compact=True, id="title")
            yield Button("Start (ctrl+s)", variant="primary", compact=True, id="start")
        yield KeyLine()

    def _select(self, name: str, rows: list[tuple[str, str]], usual: str) -> Select[str]:
        return Select(rows, value=self.chosen.get(name, usual), allow_blank=False, compact=True, id=name)

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Say who sits where, then press Ctrl+S. Tab moves, Enter opens a list."

    def on_select_changed(self, event: Select.Changed) -> None:
        """Keep the choice, and say how the time is best spent."""
        self.chosen[str(event.select.id)] = str(event.value)
        if event.select.id == "length":
            self.query_one("#time", Static).update(time_words(LENGTHS[str(event.value)]))

    def on_input_changed(self, event: WordsInput.Changed) -> None:
        """Keep the name as it is typed."""
        self.chosen["title"] = event.value

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Start."""
        event.stop()
        self.action_start()

    def action_start(self) -> None:
        """Begin the session as the form says."""
        seats = {}
        for seat in (*(team.id for team in self.deck.teams), CONTROL):
            seats[seat] = str(self.query_one(f"#seat-{seat}", Select).value)
        field = self.query_one("#title", WordsInput)
        title = field.value.strip()
        if len(title) > MOST_TITLE:
            words = f"The name has {len(title)} characters; {MOST_TITLE} is the most."
            self.notify(words, severity="warning", markup=False)
            field.focus()
            return
        preset = LENGTHS[str(self.query_one("#length", Select).value)]
        session = self.begin(
            self.deck, rules=preset.rules, rounds=preset.rounds, seats=seats, title=title or self.deck.title
        )
        if session is not None:
            self.dismiss(session)

    def action_leave(self) -> None:
        """Leave without a session."""
        self.dismiss(None)


def length_words(preset: Preset) -> str:
    """Return a preset as a row of the list."""
    return f"{preset.minutes} minutes: {preset.rules} rules, {count_words(preset.rounds, 'round')}"


def time_words(preset: Preset) -> str:
    """Return how a preset's minutes are best spent, in a sentence."""
    table = timetable(preset.minutes, preset.rounds)
    rounds = f"a round of {table.round}" if preset.rounds == 1 else f"{preset.rounds} rounds of {table.round}"
    return f"Brief {table.brief} minutes, {rounds}, debrief {table.debrief}."
