"""A text that scrolls, and changes without the screen being laid out anew."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from exercise.tui.outline import Outline
from exercise.tui.unframed import Unframed

MARGIN: Final = 1
"""The cells that are left free on either side."""


class Page(Unframed, ScrollView):
    """Shows an outline, wrapped to its width."""

    # A scrollbar that comes and goes would have the screen laid out anew.
    DEFAULT_CSS = """
    Page { height: 1fr; overflow-x: hidden; overflow-y: scroll; }
    """

    virtual_size = Reactive(Size(0, 0))
    """How long the text is; the place that it has on the screen doesn't hang on that."""

    def __init__(self, *, id: str, can_focus: bool = False) -> None:
        self._outline = Outline([])
        self._strips: list[Strip] = []
        self._known: WeakKeyDictionary[Outline, list[Strip]] = WeakKeyDictionary()
        """What has been drawn at this width and in these colours."""
        self._blank = Strip([])
        super().__init__(id=id)
        self.can_focus = can_focus

    @property
    def outline(self) -> Outline:
        """What is shown."""
        return self._outline

    def update(self, outline: Outline) -> None:
        """Show another text, from its beginning."""
        self._outline = outline
        self._draw()
        self.scroll_home(animate=False, immediate=True)

    def on_resize(self) -> None:
        """Wrap the text anew."""
        self._known.clear()
        self._draw()

    def notify_style_update(self) -> None:
        """Draw the text in its new colours."""
        super().notify_style_update()
        self._known.clear()
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return
        strips = self._known.get(self._outline)
        if strips is None:
            style = self.rich_style
            lines = Visual.to_strips(self, self._outline, width - 2 * MARGIN, None, self.visual_style)
            margin = Strip.blank(MARGIN, style)
            strips = [Strip.join([margin, line]).adjust_cell_length(width, style) for line in lines]
            self._known[self._outline] = strips
            self._blank = Strip.blank(width, style)
        self._strips = strips
        self.virtual_size = Size(width, len(self._strips))
        self._scroll_update(self.virtual_size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of what is in sight."""
        place = self.scroll_offset.y + y
        return self._strips[place] if place < len(self._strips) else self._blank
