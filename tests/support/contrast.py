"""How well what is drawn can be read: every piece of the screen with its colours, and the contrast between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.color import Color
from textual.app import App

TEXT = 4.5
GRAPHICS = 3.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some cells of one line that are drawn in the same colours."""

    text: str
    ink: tuple[int, int, int]
    paper: tuple[int, int, int]
    x: int
    y: int

    @property
    def least(self) -> float:
        """The contrast that WCAG asks for: 3 for what draws lines, bars and shapes, 4.5 for all else."""
        return GRAPHICS if all(_is_graphic(sign) for sign in self.text if not sign.isspace()) else TEXT

    @property
    def ratio(self) -> float:
        return contrast(self.ink, self.paper)


def luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance of an sRGB colour, from 0 to 1.

    As defined in WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    shares = [part / 255 for part in colour]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    As defined in WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pieces(app: App[Any]) -> Iterator[Piece]:
    """Yield all that is drawn on the screen but blanks, with the colours that the terminal is told.

    What shines through from under a dialog is left out: nothing can be done with it, so WCAG asks nothing of it. Such
    cells belong to no widget of the dialog, only to the dialog itself.
    """
    over = app.screen if app.screen.is_modal else None
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            style = segment.style
            if segment.text.strip() and not segment.control and app.screen.get_widget_at(x, y)[0] is not over:
                assert style is not None, segment
                ink, paper = _rgb(style.color), _rgb(style.bgcolor)
                # What is dim has been blended already, as the terminals differ in how they do it.
                assert not style.dim, segment
                yield Piece(segment.text, *((paper, ink) if style.reverse else (ink, paper)), x, y)
            x += segment.cell_length


def _rgb(colour: Color | None) -> tuple[int, int, int]:
    assert colour is not None
    assert colour.triplet is not None, f"{colour} is left to the terminal"
    return tuple(colour.triplet)


def _is_graphic(sign: str) -> bool:
    """Return whether a sign is a line, a block or a dot pattern; arrows and marks such as ✓ are read, so they aren't.

    An emoji brings its own colours.
    """
    return (
        "─" <= sign <= "▟" or "⠀" <= sign <= "⣿" or (unicodedata.east_asian_width(sign) == "W" and ord(sign) >= 0x1F300)
    )
