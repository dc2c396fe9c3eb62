"""The thesis in a line: whether it stands, its path from round to round, and what it says."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from exercise.report.plain import plain
from exercise.tui.arguments import standing
from exercise.tui.indicators import sparkline
from exercise.tui.room import Room
from exercise.views import SeatView


def thesis_line(room: Room, view: SeatView, history: Sequence[float] = ()) -> Content:
    """Return the line; `history` is the thesis's strength from 0 to 1 at the start and after each round."""
    path = sparkline([100 * strength for strength in history])
    return Content.assemble(
        "Thesis: ",
        standing(view.thesis),
        (f"  {path}" if path else "", "$foreground 75%"),
        f"  {plain(room.deck.ledger.thesis.says)}",
    )
