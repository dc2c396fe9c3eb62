"""What widgets without a frame share: lines that stay as they are aren't drawn anew with those that change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    # A class inherits its styles from the first widget among its parents, and this isn't to be the one.
    Widget = object


class Unframed(Widget):
    """A widget with neither border nor padding, drawn from its lines alone.

    Textual makes every line of a widget that has changed anew, with what frames it, and has to filter and cut it again.
    Here a line that is the same object as before is known to be done.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in a part of the widget."""
        _, background = self.background_colors
        lines = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            lines = [line.apply_filter(line_filter, background) for line in lines]
        left, right = crop.column_span
        return lines if (left, right) == (0, self.size.width) else [line.crop(left, right) for line in lines]
