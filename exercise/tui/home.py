"""The home screen: try it, set one up, go on with one, look at the decks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from exercise.deck.models import Deck
    from exercise.session import Session

TOLD: Final = 12
"""Seconds that a trouble stays on the screen."""
_ROWS: Final = (
    ("try", "Try it now", "play one team, the computer plays the others"),
    ("new", "New exercise", "choose deck, rounds and who sits where"),
    ("resume", "Resume", "go on with a saved exercise"),
    ("decks", "Decks", "what can be played"),
    ("quit", "Quit", ""),
)


class HomeScreen(Helped, Screen[None]):
    """What the app opens with."""

    HELP = """
## Exercise

A structured debate in rounds. Teams play moves grounded in the claims of one article, argue for and against them, and
live with the consequences.

* **Try it now** lets you play one team; the computer plays the others.
* **New exercise** seats a room around this laptop, with or without a facilitator.
* **Resume** goes on exactly where a session was left. Everything is saved after every decision.
* **Decks** tells what can be played.

Arrows and Enter choose; so does the letter in front of a row, and the mouse. `?` helps on every screen, F1 where
something is typed. `Esc` goes back.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "choose('try')", "Try it"),
        Binding("n", "choose('new')", "New"),
        Binding("r", "choose('resume')", "Resume"),
        Binding("d", "choose('decks')", "Decks"),
        HELP_KEY,
        Binding("q", "choose('quit')", "Quit"),
    ]
    DEFAULT_CSS = """
    HomeScreen { align: center middle; }
    HomeScreen #home { width: 64; height: auto; }
    HomeScreen #name { text-style: bold; color: $text-primary; margin-bottom: 1; }
    HomeScreen OptionList, HomeScreen OptionList:focus { height: auto; border: round $primary; padding: 0 1; }
    HomeScreen #hint { color: $text-accent; margin-top: 1; }
    HomeScreen #caveat { margin-top: 1; color: $foreground 75%; }
    """

    def __init__(self) -> None:
        self._set_ups: dict[Path, dict[str, str]] = {}
        """What was chosen and typed in the set-up of a deck that was left."""
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the menu."""
        with Vertical(id="home"):
            yield Static("E X E R C I S E\nA debate in rounds, over an assumed influence map", id="name", markup=False)
            yield OptionList(*[Option(_row(row, name, words), row) for row, name, words in _ROWS], markup=False)
            yield Static(f"▸ {self.hint}", id="hint", markup=False)
            yield Static("A teaching aid, not a forecast.", id="caveat", markup=False)
        yield KeyLine()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Choose with ↑ and ↓, then press Enter. New here? Try it now."

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what the row says."""
        event.stop()
        self.action_choose(str(event.option.id))

    def action_choose(self, row: str) -> None:
        """Do what a row says."""
        if row == "quit":
            self.app.exit()
        elif row == "try":
            self._choose_deck("Try which exercise?", self._choose_team)
        elif row == "new":
            self._choose_deck("Set up which exercise?", self.set_up)
        elif row == "resume":
            self._choose_save()
        else:
            from exercise.tui.decks import DecksScreen

            self.app.push_screen(DecksScreen())

    def _choose_deck(self, question: str, then: Callable[[Path], None]) -> None:
        from exercise import paths
        from exercise.tui.choosing import ChooseDialog

        rows = [(name, title, summary) for name, title, summary in deck_rows()]
        if not rows:
            self.notify(f"There is no deck in {paths.decks_folder()}.", severity="error", markup=False)
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                then(paths.find_deck(name))

        self.app.push_screen(ChooseDialog(question, rows), chosen)

    def _choose_team(self, folder: Path) -> None:
        from exercise.moves import CONTROL
        from exercise.report.plain import plain
        from exercise.tui.choosing import ChooseDialog

        deck = self._load(folder)
        if deck is None:
            return
        rows = [(team.id, plain(team.name), plain(team.summary)) for team in deck.teams]

        def chosen(mine: str | None) -> None:
            if mine is None:
                return
            seats = {team.id: "person" if team.id == mine else "steady" for team in deck.teams}
            title = f"{deck.title} (try-out)"
            session = self.begin(deck, rounds=2, seats={**seats, CONTROL: "table"}, title=title)
            if session is not None:
                self.play(session)

        self.app.push_screen(ChooseDialog("Which team do you play?", rows), chosen)

    def _choose_save(self) -> None:
        from exercise import paths
        from exercise.journal import peek
        from exercise.report.plain import plain
        from exercise.report.wording import count_words
        from exercise.tui.choosing import ChooseDialog

        found = sorted(
            (peek(paths.saves_folder() / name) for name in paths.save_names()), key=lambda save: save.at, reverse=True
        )
        if not found:
            self.notify("There is nothing saved yet. Try it now, or set up a new exercise.", markup=False)
            return
        rows = []
        for save in found:
            when = save.at[:16].replace("T", " ")
            done = "finished, last" if save.finished else "last"
            words = f"{plain(save.deck)} · {count_words(save.rounds, 'round')} · {done} played {when} UTC"
            if save.problem:
                words = f"can't be read: {plain(save.problem)}"
            rows.append((save.name, plain(save.title), words))

        def chosen(name: str | None) -> None:
            if name is not None:
                self.resume(paths.saves_folder() / name)

        self.app.push_screen(ChooseDialog("Go on with which?", rows), chosen)

    def set_up(self, folder: Path) -> None:
        """Open the set-up of a deck."""
        from exercise.tui.setup import SetupScreen

        def begun(session: Session | None) -> None:
            if session is not None:
                del self._set_ups[folder]
                self.play(session)

        deck = self._load(folder)
        if deck is not None:
            chosen = self._set_ups.setdefault(folder, {})
            self.app.push_screen(SetupScreen(deck, self.begin, chosen), begun)

    def begin(
        self, deck: Deck, *, rounds: int, seats: dict[str, str], title: str, rules: str = "quick"
    ) -> Session | None:
        """Return a new session in a save of its own; None where it can't be made, and then say why."""
        from exercise import paths
        from exercise.journal import JournalError
        from exercise.session import Session

        try:
            folder = paths.saves_folder() / paths.free_save_name(title)
            return Session.new(deck, folder, rules=rules, rounds=rounds, seats=seats, title=title)
        except (JournalError, ValueError) as error:
            self._tell(str(error))
            return None

    def resume(self, folder: Path) -> None:
        """Open a save where it stands."""
        from exercise.journal import JournalError
        from exercise.session import Session

        try:
            session = Session.open(folder)
        except (JournalError, ValueError, KeyError) as error:
            self._tell(str(error))
            return
        self.play(session)

    def play(self, session: Session) -> None:
        """Open the table of a session."""
        from exercise.tui.play import table_of

        self.app.push_screen(table_of(session))

    def _tell(self, trouble: str) -> None:
        from exercise.report.plain import plain
        from exercise.report.wording import capital

        self.app.notify(f"{capital(plain(trouble))}.", severity="error", markup=False, timeout=TOLD)

    def _load(self, folder: Path) -> Deck | None:
        from exercise.deckfiles import DeckError, load_deck

        try:
            return load_deck(folder)
        except DeckError as error:
            more = f" (and {len(error.findings) - 1} more)" if len(error.findings) > 1 else ""
            first = str(error.findings[0]).removesuffix(".")
            self._tell(f"the deck can't be played: {first}{more}; see 'exercise deck check {folder.name}'")
            return None


def deck_rows() -> list[tuple[str, str, str]]:
    """Return every deck's name, title and summary; a deck that can't be read says so."""
    import tomllib

    from exercise import paths
    from exercise.report.plain import plain

    rows = []
    for name in paths.deck_names():
        try:
            printed = tomllib.loads((paths.decks_folder() / name / "deck.toml").read_text("utf-8"))
            rows.append((name, plain(str(printed["title"])), plain(str(printed["summary"]))))
        except (OSError, ValueError, KeyError):
            rows.append((name, name, "can't be read"))
    return rows


def _row(id: str, name: str, words: str) -> Content:
    return Content.assemble((f"{id[0]} ", "$foreground 65%"), (f"{name:<14}", "bold"), (words, "$foreground 75%"))
