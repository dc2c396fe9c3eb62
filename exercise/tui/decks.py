"""The decks that can be played, and what is wrong with those that can't."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exercise import deckfiles, paths
from exercise.deck.models import Deck
from exercise.report.plain import plain
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.home import deck_rows
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Item, Outline, item
from exercise.tui.scrolling import turn_page


class DecksScreen(Helped, Screen[None]):
    """A list of decks; the one highlighted is read and told about."""

    HELP = """
## Decks

A deck is all that one exercise needs: teams and their cards, the influence map, what happens in between, and the claims
of the text that it is drawn from.

* `↑` `↓` choose a deck; what it holds, or what is wrong with it, stands below.
* `PgUp` `PgDn` scroll that.
* `Esc` goes back; *New exercise* there sets one up.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.pop_screen", "Back"),
        Binding("pageup", "scroll(-1)", "Scroll", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "Scroll", key_display="PgDn", priority=True),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    DecksScreen #hint { color: $text-accent; padding: 0 1; }
    DecksScreen #decks { height: auto; max-height: 8; border: round $primary; padding: 0 1; }
    DecksScreen #about { height: 1fr; padding: 0 2; }
    """

    def compose(self) -> ComposeResult:
        """Make the list and the page."""
        rows = [Option(Content.styled(title, "bold"), name) for name, title, _ in deck_rows()]
        yield Static(f"▸ {self.hint}", id="hint", markup=False)
        yield OptionList(*rows, id="decks", markup=False)
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="page", markup=False)
        yield KeyLine()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Choose a deck with ↑ and ↓ to read about it; Esc goes back."

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Read the deck and tell about it."""
        event.stop()
        name = str(event.option.id)
        deck, findings = deckfiles.read_deck(paths.find_deck(name))
        items = _about(deck) if deck is not None else []
        if findings:
            items += [item(Content.styled("What is wrong with it:", "bold"))]
            items += [item(plain(str(finding)), lead="• ") for finding in findings]
        self.query_one("#page", Static).update(Outline(items))
        self.query_one("#about", VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, pages: int) -> None:
        """Scroll what is told about the deck."""
        turn_page(self.query_one("#about"), pages)


def _about(deck: Deck) -> list[Item]:
    source = deck.source
    items = [
        item(plain(deck.summary)),
        item(""),
        item(plain(deck.scenario)),
        item(""),
        item(f"Rests on “{plain(source.title)}” by {', '.join(map(plain, source.authors))} ({plain(source.outlet)})."),
        item(
            f"{len(deck.ledger.claims)} claims, {len(deck.indicators)} indicators, {len(deck.links)} links,"
            f" {len(deck.injects)} injects."
        ),
        item(""),
    ]
    for team in deck.teams:
        words = f" ({len(team.cards)} cards): {plain(team.summary)}"
        items.append(item(Content.assemble((plain(team.name), "bold"), words), lead="• "))
    return [*items, item("")]
