"""The screen that walks from anything that was asked about back to the paragraphs of the source, and up again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exercise.report.plain import plain
from exercise.report.wording import listed
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room
from exercise.tui.scrolling import turn_page
from exercise.tui.whythings import Thing, fold
from exercise.tui.whywords import WhyWords
from exercise.why import Step, Why

SET_IN: Final = 2
"""How far a step is set in from the one that rests on it, in cells."""

MOST_CRUMBS: Final = 4
"""How many things the way to here names, the last of them."""

LONGEST_CRUMB: Final = 32


@dataclass
class Asked:
    """A thing that was asked about: its chain, what of it is open, and where one stands in it."""

    thing: Thing
    why: Why
    children: Mapping[int, tuple[Step, ...]]
    opened: set[int] = field(default_factory=set)
    at: int = 0


class Steps(OptionList):
    """The steps in sight; the keys that an option list takes for itself go to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "screen.open", "Open"),
        Binding("left", "screen.close", "Close"),
        Binding("enter,f", "screen.follow", "Follow"),
        Binding("pageup", "screen.scroll(-1)", "Scroll", show=False),
        Binding("pagedown", "screen.scroll(1)", "Scroll", show=False),
    ]

    def page(self, pages: int) -> None:
        """Walk a page on, or back where `pages` is below 0."""
        move: Callable[[], None] = self.action_page_up if pages < 0 else self.action_page_down
        move()


class WhyScreen(Helped, Screen[None]):
    """Chains of steps as trees; arrows walk one, Enter goes over to the chain of a step, Esc goes back."""

    HELP = """
## Why?

The chain behind a number, a claim, a link, a move or an event, from what it is now down to the paragraph of the source.
Amounts under a step sum to it.

* `↑` `↓` walk through the steps
* `→` opens a step, `←` closes it or goes to the one that rests on it
* `Enter` or `f` asks why of the step itself, where it is a claim, a link, a move, a chance, an event or an indicator
* `Backspace` or `Esc` goes back the way that stands on top; `Esc` at its first thing, or `q` anywhere, leaves
* `Space` or a click opens and closes
* `PgUp` `PgDn` scroll the paragraph

Under a claim, *What rests on it* lists the links, events, claims and arguments that would change with it.

The source's own words stand here once you have attached a copy of yours with `exercise source attach`.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "back", "One back"),
        Binding("escape", "back_or_leave", "Back"),
        Binding("w,q", "leave", "Leave", show=False),
        Binding("space", "toggle_step", "Open or close", show=False),
        HELP_KEY,
    ]
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc]
        (0, "-narrow"),
        (110, "-wide"),
    ]
    DEFAULT_CSS = """
    WhyScreen #trail { height: auto; max-height: 2; padding: 0 1; color: $foreground 75%; display: none; }
    WhyScreen.-followed #trail { display: block; }
    WhyScreen #question { height: auto; padding: 0 1; text-style: bold; background: $boost; }
    WhyScreen #hint { height: auto; padding: 0 1; color: $text-accent; }
    WhyScreen #body { height: 1fr; }
    WhyScreen.-wide #body { layout: horizontal; }
    WhyScreen #steps { height: 1fr; width: 1fr; border: none; padding: 0 1; background: $background; }
    WhyScreen #steps:focus { border: none; background-tint: $foreground 0%; }
    WhyScreen #paragraph { display: none; height: auto; max-height: 45%; padding: 0 1; border-top: solid $primary; }
    WhyScreen.-attached #paragraph { display: block; }
    WhyScreen.-wide #paragraph { width: 40%; height: 100%; max-height: 100%; border-top: none;
        border-left: solid $primary; }
    WhyScreen #source { height: auto; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, room: Room, seat: str, thing: str, round: int = 0) -> None:
        """Take the seat whose log the chains are built from, and a thing and its round as in Session.why.

        Raises ValueError on a seat or thing unknown.
        """
        super().__init__()
        self.room = room
        self.seat = seat
        self._words = WhyWords(room, seat)
        self._copy: Mapping[int, str] = {}
        self._trail = [self._asked((thing, round))]
        self._shown: list[tuple[Step, int]] = []

    @property
    def why(self) -> Why:
        """The chain that is shown."""
        return self._trail[-1].why

    @property
    def trail(self) -> tuple[Thing, ...]:
        """The things that were asked about one after another, the one that is shown last."""
        return tuple(asked.thing for asked in self._trail)

    def words(self, step: Step) -> Content:
        """Return a step of the chain that is shown in plain words."""
        return self._words.step(self.why, step)

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if self._followed() is not None:
            return "Enter asks why of this step itself; ↓ walks down to the source."
        if len(self._trail) > 1:
            return "Walk down to the source with ↓; Backspace goes back to where you came from."
        return "Walk down to the source with ↓; → opens a step, ← closes it."

    def compose(self) -> ComposeResult:
        """Make the way to here, the question, the tree, the paragraph and the source."""
        yield Static(id="trail", markup=False)
        yield Static(id="question", markup=False)
        yield Static(f"▸ {self.hint}", id="hint", markup=False)
        with Container(id="body"):
            yield Steps(id="steps", markup=False)
            with VerticalScroll(id="paragraph", can_focus=False):
                yield Static(id="text", markup=False)
        yield Static(id="source", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the tree with its strongest chain open, and look for the user's copy of the source."""
        from exercise.deckfiles import attached

        self._copy = attached(self.room.deck.source)
        self.set_class(bool(self._copy), "-attached")
        self.query_one("#source", Static).update(self._source())
        self._show_asked()
        self.query_one(Steps).focus()

    # The tree

    def _asked(self, thing: Thing) -> Asked:
        why = self.room.session.why(self.seat, *thing)
        children = {step.number: fold(why, step) for step in why.steps}
        return Asked(thing, why, children, _first_path(why, children))

    @property
    def _children(self) -> Mapping[int, tuple[Step, ...]]:
        return self._trail[-1].children

    @property
    def _opened(self) -> set[int]:
        return self._trail[-1].opened

    def _show_asked(self) -> None:
        """Show the chain that was asked for last, and the way to it."""
        asked = self._trail[-1]
        names = [_cut(self._words.crumb(before.thing)) for before in self._trail[-MOST_CRUMBS:]]
        first = "… › " if len(self._trail) > MOST_CRUMBS else ""
        before = "".join(f"{name} › " for name in names[:-1])
        self.set_class(len(self._trail) > 1, "-followed")
        self.query_one("#trail", Static).update(Content.assemble(first, before, (names[-1], "bold")))
        self.query_one("#question", Static).update(Content(self._words.question(asked.why)))
        self._show(asked.at)
        self.refresh_bindings()

    def _show(self, number: int) -> None:
        self._shown = []
        waiting = [(self.why.steps[0], 0)]
        while waiting:
            step, depth = waiting.pop()
            self._shown.append((step, depth))
            if step.number in self._opened:
                waiting += [(below, depth + 1) for below in reversed(self._children[step.number])]
        steps = self.query_one(Steps)
        steps.set_options([self._option(step, depth) for step, depth in self._shown])
        steps.highlighted = next(place for place, (step, _) in enumerate(self._shown) if step.number == number)
        self._show_step()

    def _option(self, step: Step, depth: int) -> Option:
        leaf = not self._children[step.number]
        mark = "• " if leaf else "▾ " if step.number in self._opened else "▸ "
        return Option(Outline([item(self.words(step), indent=SET_IN * depth, lead=mark)]), str(step.number))

    # What belongs to the step that is highlighted

    def _show_step(self) -> None:
        self._trail[-1].at = self._chosen()
        self.query_one("#hint", Static).update(Content(f"▸ {self.hint}"))
        if self._copy:
            self.query_one("#text", Static).update(self._text())
            self.query_one("#paragraph", VerticalScroll).scroll_home(animate=False)

    def _text(self) -> Content:
        number = self._words.paragraph(self.why.steps[self._chosen()])
        if number is None:
            return Content.styled("Go to a claim or a ¶ to read its paragraph here.", "$text-muted")
        if number not in self._copy:
            return Content.styled(f"¶{number} is not in your copy of the source.", "$text-muted")
        return Content.assemble((f"¶{number}  ", "bold"), plain(self._copy[number]))

    def _source(self) -> Content:
        source = self.room.deck.source
        authors = listed([plain(author) for author in source.authors])
        named = f"¶ = paragraph of “{plain(source.title)}” ({authors}, {plain(source.outlet)}, {source.date})"
        if self._copy:
            return Content(named)
        return Content(f"{named}\n`exercise source attach {plain(source.id)} --article FILE` shows the paragraph here")

    def _followed(self) -> Thing | None:
        """Return the thing that the highlighted step is; None where that is shown already."""
        asked = self._trail[-1]
        thing = self._words.thing(asked.why, asked.why.steps[asked.at])
        return thing if thing != asked.thing else None

    # Keys

    def _chosen(self) -> int:
        if not self.is_mounted or not self._shown:
            return self._trail[-1].at
        place = self.query_one(Steps).highlighted or 0
        return self._shown[place][0].number

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back only where there is one."""
        return action != "back" or len(self._trail) > 1

    def action_leave(self) -> None:
        """Go back to where the first question was asked."""
        self.dismiss()

    def action_back(self) -> None:
        """Go back to the thing from which one came here."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show_asked()

    def action_back_or_leave(self) -> None:
        """Go one back along the way to here; from its first thing, leave."""
        if len(self._trail) > 1:
            self.action_back()
        else:
            self.action_leave()

    def action_follow(self) -> None:
        """Ask why of the step itself; open or close one that is no thing."""
        thing = self._followed()
        if thing is None:
            self.action_toggle_step()
            return
        self._trail.append(self._asked(thing))
        self._show_asked()

    def action_open(self) -> None:
        """Open a step, or go to the first that it rests on."""
        number = self._chosen()
        if number not in self._opened and self._children[number]:
            self._opened.add(number)
            self._show(number)
        elif self._children[number]:
            self._show(self._children[number][0].number)

    def action_close(self) -> None:
        """Close a step, or go to the one that rests on it."""
        number = self._chosen()
        if number in self._opened and self._children[number]:
            self._opened.discard(number)
            self._show(number)
            return
        shown = [step.number for step, _ in self._shown]
        above = [parent for parent, below in self._children.items() if any(step.number == number for step in below)]
        above = [parent for parent in above if parent in shown]
        if above:
            self._show(above[0])

    def action_toggle_step(self) -> None:
        """Open a closed step, close an open one."""
        number = self._chosen()
        if self._children[number]:
            self._opened.symmetric_difference_update({number})
            self._show(number)

    def action_scroll(self, pages: int) -> None:
        """Scroll the paragraph where it is longer than its place, else the steps."""
        paragraph = self.query_one("#paragraph", VerticalScroll)
        if paragraph.display and paragraph.max_scroll_y > 0:
            turn_page(paragraph, pages)
        else:
            self.query_one(Steps).page(pages)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what belongs to the step."""
        event.stop()
        self._show_step()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open or close the step that was clicked; follow one under which nothing stands."""
        event.stop()
        if self._children[self._chosen()]:
            self.action_toggle_step()
        else:
            self.action_follow()


def _first_path(why: Why, children: Mapping[int, tuple[Step, ...]]) -> set[int]:
    """Return the steps to open at first: a chain down to the source, of an indicator that of its latest change."""
    changes = [step for step in children[0] if step.kind == "change"]
    opened = {0, *(step.number for step in changes)}
    first = children[changes[-1].number] if changes else [step for step in children[0] if children[step.number]]
    waiting = list(first[:1])
    while waiting:
        step = waiting.pop()
        opened.add(step.number)
        waiting += children[step.number]
    return opened


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_CRUMB else f"{name[: LONGEST_CRUMB - 1]}…"
