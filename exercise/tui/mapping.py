"""The map: an indicator in the middle, what pushes it, and what it pushes.

What draws it is imported when a map is opened, so that nobody else waits for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exercise.frozen import frozen
from exercise.report.neighbours import Push, best_connected, neighbours
from exercise.report.plain import plain
from exercise.report.wording import AS_PRINTED, WEAKENED, count_words, level_words, link_words
from exercise.tui.arguments import MUTED, claim_words, standing
from exercise.tui.choosing import ChooseDialog
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room

if TYPE_CHECKING:
    from netext import ConsoleGraph

PLUS, MINUS = "+", "−"
TIMES: Final = {"weak": 1, "moderate": 2, "strong": 3}
"""How often a link's sign is written where there is no room for its strength in words."""
LESS, MORE, LATER = "↓", "↑", "…"
"""Signs for a link that is weakened, one that is strengthened, and one that is delayed."""

NARROWEST: Final = 64
"""The fewest cells that a drawing takes; where there are fewer it is scrolled."""
BOX: Final = 16
"""The fewest cells for the indicator in the middle, its frame included."""
WIDEST_BOX: Final = 30
GAPS: Final = (6, 7, 8, 10, 12)
"""Cells to leave between the middle and what stands beside it: the fewest in which the lines find their way."""
LIST: Final = 8
"""Lines that the drawing leaves to the list."""
FRAME: Final = 4
"""Lines for what is neither drawing nor list."""
FEWEST: Final = 4
"""The fewest links that are drawn on each side, however low the terminal is."""
NAME_LINES: Final = 3
"""The most lines that a name takes in the box in the middle."""
MARGIN: Final = 12
"""Cells beside a claim in the list."""
WIDE: Final = 110
"""The width from which the list says what each claim says."""

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES: Final = {
    "│": _UP | _DOWN,
    "─": _LEFT | _RIGHT,
    "╰": _UP | _RIGHT,
    "╯": _UP | _LEFT,
    "╭": _DOWN | _RIGHT,
    "╮": _DOWN | _LEFT,
    "├": _UP | _DOWN | _RIGHT,
    "┤": _UP | _DOWN | _LEFT,
    "┬": _DOWN | _LEFT | _RIGHT,
    "┴": _UP | _LEFT | _RIGHT,
    "┼": _UP | _DOWN | _LEFT | _RIGHT,
}
_SIGNS: Final = {arms: sign for sign, arms in _LINES.items()}

Cell = tuple[str, Style | None]
"""What begins in a cell; an empty text where something began further left."""


# The drawing


@frozen
class End:
    """A neighbour in the drawing: the link to it, what it is called, its level, and its sign in two lengths."""

    push: Push
    indicator: str
    name: str
    level: str
    marks: str
    words: str


@frozen
class Middle:
    """The indicator in the middle of the drawing."""

    indicator: str
    name: str
    level: str


class Drawing(Widget):
    """A map around one indicator: causes on the left, effects on the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "drawing--middle",
        "drawing--chosen",
        "drawing--line",
        "drawing--raises",
        "drawing--lowers",
    }
    DEFAULT_CSS = f"""
    Drawing {{ width: 100%; min-width: {NARROWEST}; height: auto; }}
    Drawing > .drawing--middle {{ color: $text-primary; text-style: bold; }}
    Drawing > .drawing--chosen {{ text-style: reverse; }}
    Drawing > .drawing--line {{ color: $foreground 65%; }}
    Drawing > .drawing--raises {{ color: $text-accent; text-style: bold; }}
    Drawing > .drawing--lowers {{ color: $text-warning; text-style: bold; }}
    """

    class Chosen(Message):
        """A neighbour was clicked."""

        def __init__(self, indicator: str) -> None:
            self.indicator = indicator
            super().__init__()

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._middle = Middle("", "", "")
        self._sides: tuple[tuple[End, ...], tuple[End, ...]] = ((), ())
        self._chosen = ""
        self._width = 0
        self._strips: list[Strip] = []
        self._places: dict[str, Region] = {}
        self.short = False
        """Whether signs stand for words, as the last drawing has them."""

    def show(self, middle: Middle, causes: Sequence[End], effects: Sequence[End]) -> None:
        """Draw the map around an indicator."""
        self._middle, self._sides, self._width = middle, (tuple(causes), tuple(effects)), 0
        self.refresh(layout=True)

    def choose(self, link: str) -> None:
        """Mark the neighbour at the other end of a link; none where the link isn't drawn."""
        self._chosen, self._width = link, 0
        self.refresh()

    def place(self, link: str) -> Region | None:
        """Return where the neighbour at the other end of a link stands; None where it isn't drawn."""
        return self._places.get(link)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width that there is, or the narrowest."""
        return max(NARROWEST, container.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the drawing takes at a width."""
        self._draw(width)
        return len(self._strips)

    def notify_style_update(self) -> None:
        """Draw anew in the colours of another theme."""
        self._width = 0
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return a line of the drawing."""
        self._draw(self.size.width)
        if y >= len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        return self._strips[y].adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def on_click(self, event: Click) -> None:
        """Go to the neighbour that was clicked."""
        for end in (*self._sides[0], *self._sides[1]):
            place = self._places.get(end.push.link)
            if place is not None and place.contains(event.x, event.y):
                event.stop()
                self.post_message(self.Chosen(end.indicator))
                return

    def _draw(self, width: int) -> None:
        if width == self._width or width < 1 or not self._middle.indicator:
            return
        self._width = width
        # The console measures and cuts; nothing is ever written to it.
        console = Console(width=width, file=StringIO(), force_terminal=True, legacy_windows=False, _environ={})
        for gap in GAPS:
            graph, box = self._graph(width, console, gap)
            if _is_sound(graph):
                break
        else:
            graph, box = self._graph(width, console, GAPS[0], lines=False)
        lines = [_cells(line) for line in console.render_lines(graph, console.options)]
        join(lines, box)
        self._strips = [Strip(_segments(line)) for line in lines]
        corner = graph.full_viewport.top_left
        self._places = {
            str(name): Region(found.left_x - corner.x, found.top_y - corner.y, found.width, found.height)
            for name, found in graph.node_buffers.items()
        }

    def _graph(
        self, width: int, console: Console, gap: int, *, lines: bool = True
    ) -> tuple[ConsoleGraph, tuple[int, int]]:
        """Return the graph with each thing at its place, and the first and last column of the box in the middle."""
        net = _netext()
        from netext.layout_engines import StaticLayout

        room = max(1, (width - BOX - 2 * gap) // 2)
        texts = self._texts(room)
        sizes = [_sizes([texts[end.push.link] for end in ends]) for ends in self._sides]
        line = self._style("line")
        box = max(BOX, min(width - 2 * (max(map(sum, sizes)) + 2 + 3 * gap), WIDEST_BOX))
        inner = _boxed(self._middle, box - 2)
        rows = max(len(inner) + 2, len(self._sides[0]), len(self._sides[1]))
        left = (width - box) // 2
        nodes: dict[object, dict[str, object]] = {
            self._middle.indicator: {
                "$content-renderer": _fixed(Text("\n".join(inner), style=self._style("middle"), no_wrap=True)),
                "$style": self._style("middle"),
                "$padding": 0,
                "$x": left + ceil((box - 1) / 2),
                "$y": (rows - len(inner) - 2) // 2 + ceil((len(inner) + 1) / 2),
            }
        }
        edges: list[tuple[object, object, dict[str, object]]] = []
        for place, ends in enumerate(self._sides):
            top = (rows - len(ends)) // 2
            names, signs = sizes[place]
            side = names + signs + 2
            for row, end in enumerate(ends):
                name, sign = texts[end.push.link]
                text = self._text(end, name, f"{sign}{_space(sign, signs)}", _space(name, names), cause=place == 0)
                start = 0 if place == 0 else width - side
                nodes[end.push.link] = {
                    "$shape": "just-content",
                    "$content-renderer": _fixed(text),
                    "$x": start + ceil((side - 1) / 2),
                    "$y": top + row,
                }
                drawn: dict[str, object] = {
                    "$edge-routing-mode": net.EdgeRoutingMode.ORTHOGONAL,
                    "$edge-segment-drawing-mode": net.EdgeSegmentDrawingMode.BOX_ROUNDED,
                    "$end-arrow-tip": net.ArrowTip.ARROW,
                    "$style": line,
                    "$show": lines,
                }
                pair = (end.push.link, self._middle.indicator)
                edges.append((*(pair if place == 0 else pair[::-1]), drawn))
        graph = net.ConsoleGraph(nodes=nodes, edges=edges, layout_engine=StaticLayout(), console=console)
        return graph, (left, left + box - 1)

    def _texts(self, room: int) -> dict[str, tuple[str, str]]:
        """Return name and sign of each end: as much as there is room for, and levels before long names are cut."""
        for short in (False, True):
            texts = [
                [(f"{end.name} {end.level}", end.marks if short else end.words) for end in ends] for ends in self._sides
            ]
            if all(sum(_sizes(side)) + 2 <= room for side in texts):
                break
        else:
            texts = []
            for ends in self._sides:
                left = room - 2 - max((_width(end.marks) for end in ends), default=0)
                texts.append([(shortened(end.name, left), end.marks) for end in ends])
        self.short = short
        links = [end.push.link for ends in self._sides for end in ends]
        return dict(zip(links, [*texts[0], *texts[1]], strict=True))

    def _text(self, end: End, name: str, sign: str, space: str, *, cause: bool) -> Text:
        """Return a neighbour's text, its sign beside the line that leads from or to it."""
        named = Text(name, self._style("chosen") if end.push.link == self._chosen else "")
        signed = Text(sign, self._style("raises" if end.push.raises else "lowers"))
        parts = (space, named, " ", signed, " ") if cause else (" ", signed, " ", named, space)
        return Text.assemble(*parts, no_wrap=True, end="")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"drawing--{name}", partial=True)


def _netext() -> Any:
    """Return netext, which on its import takes over how errors are told: that is undone here."""
    told = sys.excepthook
    import netext

    sys.excepthook = told
    return netext


def _is_sound(graph: ConsoleGraph) -> bool:
    """Return whether each line of a graph leads from left to right; where it is narrow some go astray.

    Asking for its viewport is what has it drawn.
    """
    height = graph.full_viewport.height
    top = min(node.top_y for node in graph.node_buffers.values())
    bottom = max(node.bottom_y for node in graph.node_buffers.values())
    if height != bottom - top + 1:
        return False
    for edge in graph.edge_buffers.values():
        points = [(point.x, point.y) for point in edge.path.distinct_points]
        if points[0] != (edge.path.start.x, edge.path.start.y) or points[-1] != (edge.path.end.x, edge.path.end.y):
            return False
        for (x, y), (next_x, next_y) in pairwise(points):
            if next_x < x or next_x - x + abs(next_y - y) != 1:
                return False
    return True


def _sizes(texts: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Return the width of the longest name and of the longest sign."""
    return max((_width(name) for name, _ in texts), default=0), max((_width(sign) for _, sign in texts), default=0)


def _space(text: str, width: int) -> str:
    """Return the space that a text lacks."""
    return " " * (width - _width(text))


def _fixed(text: Text) -> Callable[..., Text]:
    return lambda *_: text


def _width(text: str) -> int:
    return Content(text).cell_length


def shortened(text: str, width: int) -> str:
    """Return a text in at most so many cells, with an ellipsis where it is cut."""
    return Content(text).truncate(max(1, width), ellipsis=True).plain.rstrip()


def _boxed(middle: Middle, width: int) -> list[str]:
    """Return the lines of the box in the middle, centred: the name in at most three, and the level."""
    lines = [line.plain.strip() for line in Content(middle.name).wrap(width)] or [""]
    if len(lines) > NAME_LINES:
        lines = [*lines[: NAME_LINES - 1], shortened(" ".join(lines[NAME_LINES - 1 :]), width)]
    return [_centred(line, width) for line in (*lines, middle.level)]


def _centred(text: str, width: int) -> str:
    space = max(0, width - _width(text))
    return " " * (space // 2) + text + " " * (space - space // 2)


def _cells(segments: Iterable[Segment]) -> list[Cell]:
    """Return a line cell by cell; words stay whole in their first cell, so that no sign of a name is taken apart."""
    cells: list[Cell] = []
    for text, style, _ in segments:
        lines = all(sign in _LINES for sign in text)
        for part in text if lines else (text,):
            cells += [(part, style), *[("", style)] * (_width(part) - 1)]
    return cells


def _segments(cells: Iterable[Cell]) -> list[Segment]:
    return [Segment(text, style) for text, style in cells if text]


def join(lines: list[list[Cell]], box: tuple[int, int]) -> None:
    """Give each line of a drawing an arm to the one that meets it, outside the box and left of and right of it.

    Links share their way to the box, and each was drawn as though it were alone.
    """
    height = len(lines)

    def arms(x: int, y: int) -> int:
        if not 0 <= y < height or not 0 <= x < len(lines[y]) or box[0] <= x <= box[1]:
            return 0
        return _LINES.get(lines[y][x][0], 0)

    found: dict[tuple[int, int], str] = {}
    for y, line in enumerate(lines):
        for x, (sign, _) in enumerate(line):
            own = arms(x, y)
            if not own:
                continue
            own |= _LEFT if arms(x - 1, y) & _RIGHT else 0
            own |= _RIGHT if arms(x + 1, y) & _LEFT else 0
            own |= _UP if arms(x, y - 1) & _DOWN else 0
            own |= _DOWN if arms(x, y + 1) & _UP else 0
            found[x, y] = _SIGNS.get(own, sign)
    for (x, y), sign in found.items():
        lines[y][x] = (sign, lines[y][x][1])


# The list


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
