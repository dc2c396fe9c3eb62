"""Scrolling what has no focus, while something else keeps the keys."""

from __future__ import annotations

from textual.widget import Widget


def turn_page(widget: Widget, pages: int) -> None:
    """Scroll a page on, or back where `pages` is below 0."""
    if pages < 0:
        widget.scroll_page_up(animate=False)
    else:
        widget.scroll_page_down(animate=False)
