"""The decks that can be played, and what is wrong with those that can't."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from exercise import deckfiles, paths
from exercise.deck.models import Deck
from exercise.report.plain import plain
from exercise.tui.home import deck_rows
from exercise.tui.outline import Item, Outline, item


class DecksScreen(Screen[None]):
    """A list of decks; the one highlighted is read and told about."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.pop_screen", "Back")]
    DEFAULT_CSS = """
    DecksScreen #decks { height: auto; max-height: 8; border: round $primary; padding: 0 1; }
    DecksScreen #about { height: 1fr; padding: 0 2; }
    """

    def compose(self) -> ComposeResult:
        """Make the list and the page."""
        rows = [Option(Content.styled(title, "bold"), name) for name, title, _ in deck_rows()]
        yield OptionList(*rows, id="decks", markup=False)
        with VerticalScroll(id="about"):
            yield Static(id="page", markup=False)
        yield Footer(show_command_palette=False)

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
