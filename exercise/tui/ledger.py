"""The screen of all claims: how each stood and stands, who used and contested it, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus, Resize
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from exercise.report.plain import plain
from exercise.report.uses import ClaimRecord, claim_records
from exercise.report.wording import count_words, strength_word
from exercise.tui.arguments import MUTED, holder_of
from exercise.tui.claimwords import details, row, says
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Outline
from exercise.tui.room import Room
from exercise.tui.searching import claim_text, holds_all, typed_words
from exercise.tui.words import WordsInput
from exercise.views import SeatView

WIDE: Final = 110
"""The width from which the details stand beside the list."""
FILTERS: Final = ("all", "used", "contested", "turned", "unused")
"""`turned`: overturned, shaken or rehabilitated; `unused`: neither used nor contested."""
SIDES: Final = ("all", "for", "against", "neutral")
SORTS: Final = ("paragraph", "change")


class Claims(OptionList):
    """The claims in sight, then the facts under a heading of their own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.details", "Details")]

    def __init__(self, room: Room, view: SeatView, *, id: str) -> None:
        self.room = room
        self.view = view
        self._shown: tuple[ClaimRecord, ...] = ()
        self._empty = ""
        self._rows: dict[str, Outline] = {}
        self._width = 0
        self._wanted = ""
        self._filling = False
        super().__init__(id=id, markup=False)

    @property
    def claim(self) -> str:
        """The highlighted claim's id; empty where there is none."""
        option = self.highlighted_option
        return option.id or "" if option is not None else ""

    def show(self, records: Sequence[ClaimRecord], empty: str, *, keep: bool) -> None:
        """Show these, or a sentence where there are none.

        With `keep` the claim that somebody went to last stays highlighted, or is so again once it is back in sight;
        else the first one is.
        """
        self._shown, self._empty = tuple(records), empty
        if not keep:
            self._wanted = ""
        self._fill()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Remember where somebody went, as against where the list had to go."""
        super().watch_highlighted(highlighted)
        if not self._filling and self.claim:
            self._wanted = self.claim

    def on_resize(self, event: Resize) -> None:
        """Lay the rows out for the new width."""
        width = self.scrollable_content_region.width - 2
        if width != self._width:
            self._width = width
            self._rows = {}
            self._fill()

    def _fill(self) -> None:
        options: list[Option] = []
        for record in self._shown:
            if record.claim not in self.room.claims and (not options or options[-1].id in self.room.claims):
                options.append(Option(Content.styled("The room’s own facts", "bold $text-primary"), disabled=True))
            options.append(Option(self._row(record), record.claim))
        if not options:
            options.append(Option(Content(self._empty), disabled=True))
        places = [place for place, option in enumerate(options) if option.id and option.id == self._wanted]
        first = [place for place, option in enumerate(options) if not option.disabled]
        self._filling = True
        self.set_options(options)
        self.highlighted = next(iter((*places, *first)), None)
        self._filling = False

    def _row(self, record: ClaimRecord) -> Outline:
        if record.claim not in self._rows:
            self._rows[record.claim] = row(self.room, self.view, record, self._width)
        return self._rows[record.claim]


class Details(VerticalScroll):
    """All about the highlighted claim; Enter goes back to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.leave", "Back to the list", show=False)]


class LedgerScreen(Helped, Screen[None]):
    """All claims as one seat may know them, to be filtered, searched and looked into; Esc leaves."""

    HELP = """
## The claims

Every claim of the article, and the facts that the room established. `●` marks what was used or contested in this
session; the others are dimmed.

* Under a claim: how it stood at the start → how it stands now; **overturned** (it stood and has fallen), **shaken** (it
  stood and is shaky), **rehabilitated** (it had fallen and stands); its side and who holds it. Then who used it and who
  contested it, with the rounds (`r1` is round 1), and how often it held or fell when it was tested.
* `/` searches: every word typed must stand in the claim, its holder, *for* or *against*, *stands*, *shaky* or
  *fallen*, or its paragraph, as in `¶7`. `↑` `↓` walk through what fits meanwhile; Enter goes to the list.
* `f` shows all claims, those used, contested, turned (overturned, shaken or rehabilitated), or unused
* `s` shows one side; `o` sorts by paragraph or by how much a claim changed; `a` shows everything again
* `Enter` opens the details: questions, what supports and attacks it, who did what with it, what of the map rests on it
* `w` asks why a claim stands where it does
* `Esc` goes back
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/"),
        Binding("f", "next('filter')", "Filter"),
        Binding("s", "next('sides')", "Side"),
        Binding("o", "next('sort')", "Sort"),
        Binding("a", "everything", "All"),
        Binding("w", "why", "Why?"),
        HELP_KEY,
        Binding("escape", "leave", "Back"),
        Binding("q", "leave", "Back", show=False),
        Binding("up", "walk('cursor_up')", "Up", show=False),
        Binding("down", "walk('cursor_down')", "Down", show=False),
        Binding("pageup", "walk('page_up')", "Page up", show=False),
        Binding("pagedown", "walk('page_down')", "Page down", show=False),
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    LedgerScreen #head { height: 1; background: $primary; color: $text; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    LedgerScreen #hint { height: auto; max-height: 2; padding: 0 1; color: $text-accent; }
    LedgerScreen #filters { height: auto; padding: 0 1; }
    LedgerScreen #search, LedgerScreen #search:focus { border: none; height: 1; padding: 0 1; background: $boost; }
    LedgerScreen #search:focus { background-tint: $foreground 15%; }
    LedgerScreen #body { height: 1fr; layout: vertical; }
    LedgerScreen #claims, LedgerScreen #claims:focus { height: 2fr; width: 1fr; border: none; padding: 0;
        background: $background; background-tint: $foreground 0%; }
    LedgerScreen #details { display: none; height: 3fr; width: 1fr; padding: 0 1;
        border-top: solid $border-blurred; }
    LedgerScreen #details:focus { border-top: solid $border; }
    LedgerScreen.detailed #details { display: block; }
    LedgerScreen.wide #body { layout: horizontal; }
    LedgerScreen.wide #claims { height: 1fr; width: 3fr; }
    LedgerScreen.wide #details { display: block; height: 1fr; width: 2fr; border-top: none;
        border-left: solid $border-blurred; }
    LedgerScreen.wide #details:focus { border-left: solid $border; }
    LedgerScreen #about { height: auto; }
    """

    def __init__(self, room: Room, seat: str) -> None:
        """Take the seat whose view and log are shown. Raises ValueError where there is no such seat."""
        super().__init__()
        self.room = room
        self.seat = seat
        self.view = room.session.view(seat)
        self.records = claim_records(room.deck, self.view, room.session.log(seat))
        self._by_id = {record.claim: record for record in self.records}
        self._texts = {record.claim: self._text(record) for record in self.records}
        self.chosen = {"filter": FILTERS[0], "sides": SIDES[0], "sort": SORTS[0]}
        """The filter, the side and the order that are in force."""
        self.shown: tuple[ClaimRecord, ...] = ()
        """What is in the list, in order."""

    def compose(self) -> ComposeResult:
        """Make the head, the filters, the list and the details."""
        yield Static(id="head", markup=False)
        yield Static(id="hint", markup=False)
        yield Static(id="filters", markup=False)
        yield WordsInput(placeholder="/ to search: words, holder, for, stands, ¶7", id="search")
        with Container(id="body"):
            yield Claims(self.room, self.view, id="claims")
            with Details(id="details"):
                yield Static(id="about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all claims."""
        self._fill()
        self.query_one(Claims).focus()

    def on_resize(self, event: Resize) -> None:
        """Put the details beside the list where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")
        self._show_hint()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if not self.shown:
            return f"Nothing fits: press {'Esc, then ' if self._typing else ''}a to show everything again."
        if self._typing:
            return "Type words; ↑ ↓ walk through what fits, Enter goes to the list."
        if self.query_one(Details).has_focus:
            return "↑ ↓ scroll; Enter or Esc goes back to the list."
        if not any(record.touched for record in self.records):
            return "Nothing was used or contested so far; ↑ ↓ walk, Enter opens the details, w asks why."
        return "● was used or contested here; ↑ ↓ walk, Enter opens the details, w asks why."

    # What is shown

    def _text(self, record: ClaimRecord) -> str:
        """Return what a claim is searched by."""
        printed, strength = self.room.claims.get(record.claim), record.audit.end
        if printed is not None:
            return claim_text(printed, strength)
        fact = next(fact for fact in self.view.facts if fact.id == record.claim)
        team = self.room.teams[fact.team].name
        holder = holder_of(self.room, self.view, record.claim)
        return f"{says(self.room, self.view, record.claim)} {holder} {team} {strength_word(strength)} {record.claim}"

    def _fits(self, record: ClaimRecord) -> bool:
        match self.chosen["filter"]:
            case "used":
                fits = bool(record.used)
            case "contested":
                fits = bool(record.contested)
            case "turned":
                fits = bool(record.audit.turn)
            case "unused":
                fits = not record.touched
            case _:
                fits = True
        if self.chosen["sides"] != "all":
            printed = self.room.claims.get(record.claim)
            fits = fits and printed is not None and printed.side == self.chosen["sides"]
        return fits

    def _fill(self, *, keep: bool = True) -> None:
        """Fill the list with what fits the filters and the words typed, in the order asked for."""
        words = typed_words(self.query_one("#search", Input).value)
        found = [r for r in self.records if self._fits(r) and holds_all(self._texts[r.claim], words)]
        self.shown = tuple(sorted(found, key=self._place))
        self.query_one(Claims).show(self.shown, self._nothing(), keep=keep)
        self.query_one("#head", Static).update(self._head())
        self.query_one("#filters", Static).update(self._filters())
        self._show_details()
        self._show_hint()

    def _place(self, record: ClaimRecord) -> tuple[bool, float, int]:
        printed = self.room.claims.get(record.claim)
        change = -abs(record.change) if self.chosen["sort"] == "change" else 0.0
        return printed is None, change, printed.paragraph if printed is not None else 0

    def _nothing(self) -> str:
        parts = [self.chosen[which] for which in ("filter", "sides") if self.chosen[which] != "all"]
        query = " ".join(self.query_one("#search", Input).value.split())
        if query:
            parts.append(f"“{plain(query)}”")
        everything = count_words(len(self.room.claims), "claim")
        return f"No claim fits: {', '.join(parts)}.\nPress a to see all {everything} again (Esc first, while you type)."

    def _head(self) -> Content:
        counts = []
        for noun, printed in (("claim", True), ("fact", False)):
            shown, all_of_them = (
                sum((record.claim in self.room.claims) == printed for record in records)
                for records in (self.shown, self.records)
            )
            if all_of_them or printed:
                counts.append(f"{shown} of {count_words(all_of_them, noun)}")
        return Content(
            f"The ledger · {', '.join(counts)} · by {self.chosen['sort']} · thesis {strength_word(self.view.thesis)}"
        )

    def _filters(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for which, title, values in (("filter", "Show", FILTERS), ("sides", "   Side", SIDES)):
            parts.append((title, MUTED))
            for value in values:
                parts.append(" ")
                parts.append((f"‹{value}›", "bold $text-accent") if value == self.chosen[which] else (value, MUTED))
        return Content.assemble(*parts)

    def _show_details(self) -> None:
        claim = self.query_one(Claims).claim
        about = details(self.room, self.view, self._by_id[claim]) if claim else Outline([])
        self.query_one("#about", Static).update(about)
        self.query_one(Details).scroll_home(animate=False)

    def _show_hint(self) -> None:
        self.query_one("#hint", Static).update(f"▸ {self.hint}")
        self.refresh_bindings()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show all about the highlighted claim."""
        event.stop()
        self._show_details()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to the claims that hold every word typed."""
        event.stop()
        self._fill()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the keys do where the cursor is now."""
        self._show_hint()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Say what the keys do where the cursor is now."""
        self._show_hint()

    # Keys

    @property
    def _typing(self) -> bool:
        return self.query_one("#search", Input).has_focus

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep the letters for what is typed; offer what is done with a claim only where there is one."""
        if action in ("search", "next", "everything", "why") and self._typing:
            return False
        return bool(self.shown) if action in ("why", "details") else True

    def action_search(self) -> None:
        """Let words be typed."""
        self.query_one("#search", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list, with the words kept."""
        event.stop()
        self.query_one(Claims).focus()

    def action_next(self, which: str) -> None:
        """Take the next filter, side or order."""
        values = {"filter": FILTERS, "sides": SIDES, "sort": SORTS}[which]
        self.chosen[which] = values[(values.index(self.chosen[which]) + 1) % len(values)]
        # Whoever sorts anew wants to see what comes first.
        self._fill(keep=which != "sort")

    def action_everything(self) -> None:
        """Show all claims again: without filters and without words typed."""
        self.chosen["filter"], self.chosen["sides"] = FILTERS[0], SIDES[0]
        field = self.query_one("#search", Input)
        with field.prevent(Input.Changed):
            field.value = ""
        self._fill()

    async def action_walk(self, how: str) -> None:
        """Move through the claims while the search keeps the keys."""
        await self.query_one(Claims).run_action(how)

    def action_details(self) -> None:
        """Open the details and let the arrows scroll them."""
        if self.shown:
            self.add_class("detailed")
            self.query_one(Details).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the details of a claim that was clicked."""
        event.stop()
        self.add_class("detailed")

    def action_why(self) -> None:
        """Ask why the highlighted claim stands where it does."""
        from exercise.tui.why import WhyScreen

        claim = self.query_one(Claims).claim
        if claim:
            thing = f"claim:{claim}" if claim in self.room.claims else claim
            self.app.push_screen(WhyScreen(self.room, self.seat, thing))

    def action_leave(self) -> None:
        """Go back to the list; from there, close the details, then leave."""
        claims = self.query_one(Claims)
        if self._typing:
            claims.focus()
        elif self.query_one(Details).has_focus or (self.has_class("detailed") and not self.has_class("wide")):
            self.remove_class("detailed")
            claims.focus()
        else:
            self.dismiss()
