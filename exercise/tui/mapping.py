"""The map: walks from indicator to indicator, each drawn with its links, which a list tells of one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exercise.report.neighbours import Push, best_connected, neighbours
from exercise.report.plain import plain
from exercise.report.wording import AS_PRINTED, WEAKENED, count_words, level_words, link_words
from exercise.tui.arguments import MUTED, claim_words, standing
from exercise.tui.choosing import ChooseDialog
from exercise.tui.drawing import Drawing, End, Middle
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room

PLUS, MINUS = "+", "−"
TIMES: Final = {"weak": 1, "moderate": 2, "strong": 3}
"""How often a link's sign is written where there is no room for its strength in words."""
LESS, MORE, LATER = "↓", "↑", "…"
"""Signs for a link that is weakened, one that is strengthened, and one that is delayed."""
LIST: Final = 8
"""Lines that the drawing leaves to the list."""
FRAME: Final = 4
"""Lines for what is neither drawing nor list."""
FEWEST: Final = 4
"""The fewest links that are drawn on each side, however low the terminal is."""
MARGIN: Final = 12
"""Cells beside a claim in the list."""
WIDE: Final = 110
"""The width from which the list says what each claim says."""


class Links(OptionList):
    """The links of the indicator in the middle; Enter goes to the other end of one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Go there")]


class MapScreen(Helped, Screen[None]):
    """Walks the influence map from indicator to indicator; Esc goes back the way one came."""

    HELP = """
## The map

One indicator stands in the middle. What pushes it stands on the left, what it pushes on the right; `+` means that the
one raises the other, `−` that it lowers it. The list says of each link how much it weighs now and how much was printed,
and on which claims (¶) it rests. A link weighs less where its claims have fallen.

* `↑` `↓` walk through the links
* `Enter` goes to the indicator at the other end; so does a click, in the list or in the drawing
* `Esc` goes back the way you came, and at last leaves the map; `q` leaves at once
* `/` finds an indicator by name
* `w` why does this link weigh what it does?
* `i` why does the indicator in the middle stand where it does?

The sign once, twice or three times: the link was printed as weak, moderate or strong. `↓` weakened and `↑` strengthened
by what was argued, `…` arrives rounds later.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("backspace", "back", "Back", show=False),
        Binding("q,5", "leave", "Leave the map", show=False),
        Binding("slash", "find", "Find", key_display="/"),
        Binding("w", "why_link", "Why this link?"),
        Binding("i", "why_level", "Why this level?"),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    MapScreen #title { height: 1; padding: 0 1; text-style: bold; background: $boost; text-wrap: nowrap;
        text-overflow: ellipsis; }
    MapScreen #hint { height: auto; max-height: 2; padding: 0 1; color: $text-accent; }
    MapScreen #around { height: auto; padding: 0 1; }
    MapScreen #legend { height: auto; max-height: 2; padding: 0 1; color: $foreground 65%; }
    MapScreen #links { height: 1fr; border: none; padding: 0 1; background: $background; }
    MapScreen #links:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, room: Room, seat: str, focus: str = "") -> None:
        """Take the seat that looks, and what stands in the middle at first; the best connected where it is empty.

        Raises ValueError on a seat or indicator unknown.
        """
        super().__init__()
        self.room = room
        self.seat = seat
        self.view = room.session.view(seat)
        self.focus_on = focus or best_connected(self.view)
        if self.focus_on not in self.view.world.index:
            raise ValueError(f"there is no indicator {focus!r}")
        self._way: list[str] = []
        self._pushes: dict[str, Push] = {}
        self._claims = dict(zip(self.view.claim_ids, self.view.claims, strict=True))

    def compose(self) -> ComposeResult:
        """Make the drawing and the list."""
        yield Static(id="title", markup=False)
        yield Static(id="hint", markup=False)
        with ScrollableContainer(id="around", can_focus=False):
            yield Drawing(id="drawing")
        yield Static(id="legend", markup=False)
        yield Links(id="links", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the map around the first indicator."""
        self.query_one(Links).focus()

    def on_resize(self, event: Resize) -> None:
        """Draw as many links as there is room for."""
        self._show(self._highlighted())

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        back = f"Esc goes back to {self._called(self._way[-1])}" if self._way else "Esc leaves the map"
        if not self._pushes:
            return f"No link leads here or away; / finds another indicator, {back}."
        return f"↑ ↓ choose a link, Enter goes to its other end, {back}."

    # What is shown

    def _called(self, indicator: str) -> str:
        return plain(self.room.indicators[indicator].name)

    def _level(self, indicator: str) -> float:
        return self.view.levels[self.view.world.index[indicator]]

    def _highlighted(self) -> str:
        """Return the link that is highlighted; empty where none is."""
        option = self.query_one(Links).highlighted_option
        return option.id or "" if option is not None else ""

    def _show(self, link: str = "") -> None:
        """Show the map around the indicator in the middle, a link of it highlighted."""
        focus = self.focus_on
        causes, effects = neighbours(self.view, focus)
        self._pushes = {push.link: push for push in (*causes, *effects)}
        level = self._level(focus)
        words = plain(level_words(self.room.indicators[focus], level))
        self.query_one("#title", Static).update(f"Influence map · {self._called(focus)} at {level:.0f}: “{words}”")
        self.query_one("#hint", Static).update(f"▸ {self.hint}")
        most = max(FEWEST, self.size.height - FRAME - LIST)
        drawing = self.query_one(Drawing)
        drawing.show(
            Middle(focus, self._called(focus), f"{level:.0f}"),
            [self._end(push, push.cause) for push in causes[:most]],
            [self._end(push, push.effect) for push in effects[:most]],
        )
        self._fill(causes, effects, link)
        missing = max(0, len(causes) - most) + max(0, len(effects) - most)
        self.call_after_refresh(self._show_legend, missing)
        self.refresh_bindings()

    def _end(self, push: Push, indicator: str) -> End:
        sign = PLUS if push.raises else MINUS
        strength = self.room.links[push.link].strength
        change = "" if push.word == AS_PRINTED else LESS if push.word == WEAKENED else MORE
        words = [f"{sign} {strength}"]
        if change:
            words.append(push.word)
        if push.delay:
            words.append("delayed")
        return End(
            push,
            indicator,
            self._called(indicator),
            f"{self._level(indicator):.0f}",
            sign * TIMES[strength] + change + (LATER if push.delay else ""),
            ", ".join(words),
        )

    def _show_legend(self, missing: int) -> None:
        pushes = self._pushes.values()
        parts = [f"{PLUS} raises, {MINUS} lowers"] if pushes else []
        if self.query_one(Drawing).short:
            parts[0] += f" ({PLUS} weak, {2 * PLUS} moderate, {3 * PLUS} strong)"
            words = {push.word for push in pushes} - {AS_PRINTED}
            parts += [f"{LESS if word == WEAKENED else MORE} {word}" for word in sorted(words, reverse=True)]
            if any(push.delay for push in pushes):
                parts.append(f"{LATER} delayed")
        if missing:
            parts.append(f"and {missing} more in the list")
        self.query_one("#legend", Static).update("; ".join(parts))

    def _fill(self, causes: Sequence[Push], effects: Sequence[Push], link: str) -> None:
        name = self._called(self.focus_on)
        options: list[Option] = []
        for heading, pushes in ((f"What pushes {name}", causes), (f"What {name} pushes", effects)):
            if pushes:
                options.append(Option(Content.styled(heading, "bold"), disabled=True))
                options += [Option(self._row(push), push.link) for push in pushes]
        links = self.query_one(Links)
        links.set_options(options)
        ids = [option.id for option in options]
        if options:
            links.highlighted = ids.index(link) if link in ids else 1

    def _row(self, push: Push) -> Outline:
        """Return a link in words: what it says, what it weighs, and what it rests on."""
        printed = self.room.links[push.link]
        items = [item(plain(link_words(self.room.deck, push.link)))]
        sign = PLUS if push.raises else MINUS
        weighs = f"{sign} {printed.sign} it, {printed.strength}: weighs {_signed(push.weight)}"
        if _signed(push.weight) == _signed(push.printed):
            weighs += ", as printed"
        else:
            about = "about " if push.word == AS_PRINTED else ""
            weighs += f" now, {_signed(push.printed)} printed: {about}{push.word}"
        weighs += f"; arrives {count_words(push.delay, 'round')} later" if push.delay else ""
        items.append(item(weighs, indent=2))
        for claim in printed.claims:
            stands, words = self._stands(claim), Content(claim_words(self.room, claim))
            if self.size.width < WIDE:
                number = Content(f" ¶{self.room.claims[claim].paragraph} ")
                words = Content(plain(self.room.claims[claim].says))
                left = self.size.width - MARGIN - stands.cell_length - number.cell_length
                words = Content.assemble(number, words.truncate(max(1, left), ellipsis=True))
            items.append(item(Content.assemble(stands, "  ", words), indent=4))
        return Outline(items)

    def _stands(self, claim: str) -> Content:
        """Return whether a claim stands; a withdrawn one has no strength any more."""
        return standing(self._claims[claim]) if claim in self._claims else Content.styled("withdrawn", MUTED)

    # Keys

    def _go(self, indicator: str, link: str = "") -> None:
        if indicator != self.focus_on:
            self._way.append(self.focus_on)
            self.focus_on = indicator
            self._show(link)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the chain behind a link only where there is one."""
        return action != "why_link" or bool(self._pushes)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Mark the link in the drawing."""
        event.stop()
        drawing = self.query_one(Drawing)
        drawing.choose(event.option.id or "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the other end of a link, and have the link back highlighted there."""
        event.stop()
        push = self._pushes[str(event.option.id)]
        self._go(push.effect if push.cause == self.focus_on else push.cause, push.link)

    def on_drawing_chosen(self, event: Drawing.Chosen) -> None:
        """Go to the neighbour that was clicked."""
        event.stop()
        self._go(event.indicator)

    def action_back(self) -> None:
        """Go back the way one came; from where it began, leave."""
        if not self._way:
            self.dismiss()
            return
        came_from, self.focus_on = self.focus_on, self._way.pop()
        causes, effects = neighbours(self.view, self.focus_on)
        between = [push.link for push in (*causes, *effects) if came_from in (push.cause, push.effect)]
        self._show(between[0] if between else "")

    def action_leave(self) -> None:
        """Leave the map."""
        self.dismiss()

    def action_find(self) -> None:
        """Ask for an indicator by name."""
        rows = []
        for indicator in sorted(self.view.world.ids, key=lambda name: self._called(name).casefold()):
            level = self._level(indicator)
            words = plain(level_words(self.room.indicators[indicator], level))
            rows.append((indicator, self._called(indicator), f"at {level:.0f}: {words}"))

        def chosen(indicator: str | None) -> None:
            if indicator is not None:
                self._go(indicator)

        self.app.push_screen(ChooseDialog("Which indicator goes in the middle?", rows), chosen)

    def action_why_link(self) -> None:
        """Open the chain behind the link that is highlighted."""
        from exercise.tui.why import WhyScreen

        if link := self._highlighted():
            self.app.push_screen(WhyScreen(self.room, self.seat, f"link:{link}"))

    def action_why_level(self) -> None:
        """Open the chain behind the level of the indicator in the middle."""
        from exercise.tui.why import WhyScreen

        self.app.push_screen(WhyScreen(self.room, self.seat, self.focus_on))


def _signed(weight: float) -> str:
    return f"{PLUS if weight >= 0 else MINUS}{abs(weight):.2f}"
