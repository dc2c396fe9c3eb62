"""The drawing of a map: an indicator in the middle, what pushes it on its left, and what it pushes on its right.

What lays it out is imported when the first is drawn, so that nobody else waits for it.
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
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from exercise.frozen import frozen
from exercise.report.neighbours import Push
from exercise.tui.outline import shortened

if TYPE_CHECKING:
    from netext import ConsoleGraph

NARROWEST: Final = 64
"""The fewest cells that a drawing takes; where there are fewer it is scrolled."""
BOX: Final = 16
"""The fewest cells for the indicator in the middle, its frame included."""
WIDEST_BOX: Final = 30
GAPS: Final = (6, 7, 8, 10, 12)
"""Cells to leave between the middle and what stands beside it: the fewest in which the lines find their way."""
NAME_LINES: Final = 3
"""The most lines that a name takes in the box in the middle."""

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
