"""The screen that walks from an indicator's level back to the paragraphs of the source."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from exercise.engine.events import MoveRuled, RoundOpened, RulingOverridden
from exercise.engine.parts import Origin
from exercise.report.plain import plain
from exercise.report.wording import (
    card_title,
    change_words,
    commitment_words,
    inject_title,
    level_words,
    link_words,
    listed,
    modifier_words,
    outcome_words,
    weight_word,
)
from exercise.tui.arguments import claim_words, of_team, quoted, standing
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room
from exercise.why import Step

SET_IN: Final = 2
"""How far a step is set in from the one that rests on it, in cells."""


class Steps(OptionList):
    """The steps in sight; left and right close and open them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "screen.open", "Open"),
        Binding("left", "screen.close", "Close"),
    ]


class WhyScreen(Helped, Screen[None]):
    """A chain of steps as a tree; arrows walk it, Esc leaves."""

    HELP = """
## Why?

The chain behind a number, from what it is now down to the paragraph of the source: what changed it, which move or event
each change came from, how that move was ruled, on which reasons and links it rested, and on which claims they rest.

* `↑` `↓` walk through the steps
* `→` opens a step, `←` closes it or goes to the one above
* `Enter` or a click opens and closes
* `Esc` goes back
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("w,q", "leave", "Back", show=False),
        Binding("space", "toggle_step", "Open or close", show=False),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    WhyScreen #question { height: auto; padding: 0 1; text-style: bold; background: $boost; }
    WhyScreen #hint { height: auto; padding: 0 1; color: $text-accent; }
    WhyScreen #steps { height: 1fr; border: none; padding: 0 1; background: $background; }
    WhyScreen #steps:focus { border: none; background-tint: $foreground 0%; }
    WhyScreen #source { height: auto; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, room: Room, seat: str, indicator: str) -> None:
        """Take the seat whose log the chain is built from. Raises ValueError on a seat or indicator unknown."""
        super().__init__()
        self.room = room
        self.seat = seat
        self.why = room.session.why(seat, indicator)
        self.view = room.session.view(seat)
        self._rulings = _rulings(room, seat)
        self._children = {step.number: self._under(step) for step in self.why.steps}
        self._opened = self._first_path()
        self._shown: list[tuple[Step, int]] = []

    def compose(self) -> ComposeResult:
        """Make the question, the tree and the source."""
        root = self.why.steps[0]
        name = plain(self.room.indicators[root.subject].name)
        yield Static(f"Why does {name} stand at {root.amount:.0f}?", id="question", markup=False)
        yield Static(f"▸ {self.hint}", id="hint", markup=False)
        yield Steps(id="steps", markup=False)
        yield Static(self._source(), id="source", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the tree with its strongest chain open."""
        self._show(0)
        self.query_one(Steps).focus()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Walk down to the source with ↓; → opens a step, ← closes it."

    # The tree

    def _under(self, step: Step) -> tuple[Step, ...]:
        """Return what a step rests on; a reason stands for the claim that it cites."""
        below = self.why.under(step.number)
        if step.kind == "reason":
            return tuple(paragraph for claim in below for paragraph in self.why.under(claim.number))
        return below

    def _first_path(self) -> set[int]:
        """Return the steps to open at first: all changes, and the largest share of the latest down to the source."""
        opened = {0, *(step.number for step in self._children[0] if step.kind == "change")}
        changes = [step for step in self._children[0] if step.kind == "change"]
        waiting = list(self._children[changes[-1].number][:1]) if changes else list(self._children[0])
        while waiting:
            step = waiting.pop()
            opened.add(step.number)
            waiting += self._children[step.number]
        return opened

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

    def _option(self, step: Step, depth: int) -> Option:
        leaf = not self._children[step.number]
        mark = "• " if leaf else "▾ " if step.number in self._opened else "▸ "
        return Option(Outline([item(self.words(step), indent=SET_IN * depth, lead=mark)]), str(step.number))

    # Words

    def words(self, step: Step) -> Content:
        """Return a step in plain words."""
        room = self.room
        match step.kind:
            case "indicator":
                printed = room.indicators[step.subject]
                words = plain(level_words(printed, step.amount))
                return Content.assemble((f"{plain(printed.name)} stands at {step.amount:.0f}", "bold"), f": “{words}”")
            case "start":
                return Content(f"It started at {step.amount:.0f}: {plain(room.indicators[step.subject].because)}")
            case "change":
                return Content.styled(f"Round {step.round}, {self._cause(step)}: {change_words(step.amount)}", "bold")
            case "share":
                return Content.assemble((change_words(step.amount), "bold"), " ", self._from(step.origin))
            case "ruling":
                return self._ruling(step)
            case "reason":
                return Content.assemble(
                    ("Reason: ", "bold"), claim_words(room, step.subject), " — ", standing(step.amount), " when ruled"
                )
            case "commitment":
                return Content(f"In place since round {step.round}: {plain(commitment_words(room.deck, step.subject))}")
            case "inject":
                return Content(f"Delivered in round {step.round}: {plain(room.injects[step.subject].says)}")
            case "link":
                place = self.view.world.link_index[step.subject]
                word = weight_word(step.amount, self.view.world.printed[place])
                words = plain(link_words(room.deck, step.subject))
                return Content.assemble(("Link: ", "bold"), f"{words}, {word} then")
            case "claim":
                says = f"{claim_words(room, step.subject)} ({plain(room.claims[step.subject].holder)}) — "
                return Content.assemble(("Claim: ", "bold"), says, standing(step.amount), " now")
            case "paragraph":
                return Content.styled(f"¶{step.subject} — {self._about(int(step.subject))}", "italic")
            case _:
                raise ValueError(f"the chain of an indicator has no step of the kind {step.kind!r}")

    def _cause(self, change: Step) -> str:
        origins = [share.origin for share in self._children[change.number]]
        delivered = all(o is not None and o.kind == "inject" and o.round == change.round for o in origins)
        return "events" if delivered else "consequences"

    def _from(self, origin: Origin | None) -> str:
        if origin is None:
            return "from a cause unknown"
        deck = self.room.deck
        if origin.kind == "inject":
            return f"from the event ‘{plain(inject_title(deck, origin.subject))}’ in round {origin.round}"
        title = plain(card_title(deck, origin.subject))
        team = of_team(self.room, origin.team)
        if origin.kind == "commitment":
            return f"from what {team} ‘{title}’ put in place"
        return f"from {team} ‘{title}’ in round {origin.round}"

    def _ruling(self, step: Step) -> Content:
        ruling, overridden = self._rulings[step.round, step.subject]
        words = outcome_words(ruling.outcome)
        if ruling.faces:
            how = f"{sum(ruling.faces)} on the dice {modifier_words(ruling.modifier) if ruling.modifier else '+0'}"
        else:
            how = "nobody countered it with a claim"
        parts: list[str | tuple[str, str]] = [("Ruled: ", "bold"), f"{words}, {how}"]
        if overridden is not None:
            parts.append(f"; control set it to {outcome_words(overridden.outcome)}: {quoted(overridden.text)}")
        return Content.assemble(*parts)

    def _about(self, number: int) -> str:
        paragraphs = self.room.deck.source.paragraphs
        return next((plain(paragraph.about) for paragraph in paragraphs if paragraph.number == number), "")

    def _source(self) -> str:
        source = self.room.deck.source
        authors = listed([plain(author) for author in source.authors])
        return f"¶ = paragraph of “{plain(source.title)}” ({authors}, {plain(source.outlet)}, {source.date})"

    # Keys

    def _chosen(self) -> int:
        place = self.query_one(Steps).highlighted or 0
        return self._shown[place][0].number

    def action_leave(self) -> None:
        """Go back to where the question was asked."""
        self.dismiss()

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
        above = [parent for parent, below in self._children.items() if any(step.number == number for step in below)]
        shown = [step.number for step, _ in self._shown]
        above = [parent for parent in above if parent in shown]
        if above:
            self._show(above[0])

    def action_toggle_step(self) -> None:
        """Open a closed step, close an open one."""
        number = self._chosen()
        if self._children[number]:
            self._opened ^= {number}
            self._show(number)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open or close the step that was chosen."""
        event.stop()
        self.action_toggle_step()


def _rulings(room: Room, seat: str) -> dict[tuple[int, str], tuple[MoveRuled, RulingOverridden | None]]:
    """Return each ruling by round and card, with what control put in its place."""
    found: dict[tuple[int, str], tuple[MoveRuled, RulingOverridden | None]] = {}
    now, cards = 0, dict[int, str]()
    for entry in room.session.log(seat):
        event = entry.event
        if isinstance(event, RoundOpened):
            now, cards = event.round, {}
        elif isinstance(event, MoveRuled):
            cards[event.node] = event.card
            found[now, event.card] = (event, None)
        elif isinstance(event, RulingOverridden):
            ruling, _ = found[now, cards[event.node]]
            found[now, cards[event.node]] = (ruling, event)
    return found
