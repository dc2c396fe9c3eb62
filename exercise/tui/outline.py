"""Wrapped text with hanging indents, as trees of arguments and reasons need it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from exercise.frozen import frozen

NARROWEST = 12
"""The fewest cells that text keeps, however deep it stands."""


@frozen
class Item:
    """One paragraph of an outline: its indent in cells, what leads its first line, and its text."""

    indent: int
    lead: Content
    text: Content
    mark: int | None = None
    """What it can be found by again."""


def item(text: Content | str, *, indent: int = 0, lead: Content | str = "", mark: int | None = None) -> Item:
    """Return an item; strings are taken as they are, never as markup."""
    return Item(indent, _content(lead), _content(text), mark)


def shortened(text: str, width: int) -> str:
    """Return a text in at most so many cells, with an ellipsis where it is cut."""
    return Content(text).truncate(max(1, width), ellipsis=True).plain.rstrip()


class Outline(Visual):
    """Items one under another; the lines of an item after its first hang under its text."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = tuple(items)
        self._laid: tuple[int, int, Content] | None = None
        """The width, the number of lines, and the lines themselves."""

    @property
    def plain(self) -> str:
        """The text of all items, a line each, for tests and for copying."""
        return "\n".join(" " * part.indent + part.lead.plain + part.text.plain for part in self.items)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the lines at a width, at most `height` of them."""
        return self._lay(width)[2].render_strips(width, height, style, options) if width > 0 else []

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the longest item on one line."""
        return max((part.indent + part.lead.cell_length + part.text.cell_length for part in self.items), default=0)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """Return the narrowest width at which this is readable."""
        return NARROWEST

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines at a width."""
        return self._lay(width)[1] if width > 0 else 0

    def line_of(self, mark: int, width: int) -> int:
        """Return the line at which the item with a mark begins at a width; 0 where there is none."""
        line = 0
        for part in self.items:
            if part.mark == mark:
                return line
            line += len(_lines(part, width))
        return 0

    def _lay(self, width: int) -> tuple[int, int, Content]:
        if self._laid is None or self._laid[0] != width:
            lines: list[Content] = []
            for part in self.items:
                lines += _lines(part, width)
            joined = Content("\n").join(lines)
            self._laid = (width, joined.plain.count("\n") + 1, joined)
        return self._laid


def _lines(part: Item, width: int) -> list[Content]:
    indent = max(0, min(part.indent, width - NARROWEST - part.lead.cell_length))
    hang = indent + part.lead.cell_length
    texts = part.text.wrap(max(1, width - hang)) or [Content("")]
    first = Content.assemble(" " * indent, part.lead, texts[0])
    return [first, *(Content.assemble(" " * hang, text) for text in texts[1:])]


def _content(text: Content | str) -> Content:
    return text if isinstance(text, Content) else Content(text)
