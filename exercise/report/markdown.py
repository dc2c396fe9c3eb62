"""Markdown in which text from people and decks is only ever text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from exercise.report.plain import plain

_MARKS: Final = re.compile(r"[\\`*_\[\]{}<>|~&#$@^=]")
_ADDRESS: Final = re.compile(r":(?=/)|(?<=/)/|(?<=\w)\.(?=[^\W\d])|(?<=\w):(?=\w)")
"""What makes readers turn a bare address into a link."""
_FIRST: Final = re.compile(r"^(?:[-+]|\d{1,9}(?=[.)]))")
"""What makes a list, a line or a heading of a text that stands first on its line."""


def escaped(text: str) -> str:
    """Return text as Markdown that shows it and nothing else: no HTML, link, heading, list, table or emphasis.

    It is one line; control characters are replaced.
    """
    found = _MARKS.sub(r"\\\g<0>", plain(text))
    found = _ADDRESS.sub(r"\\\g<0>", found)
    return _FIRST.sub(lambda first: first[0] + "\\" if first[0].isdigit() else "\\" + first[0], found)


def heading(level: int, text: str) -> str:
    """Return a heading; `text` is Markdown already."""
    return f"{'#' * level} {text}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = ()) -> list[str]:
    """Return the lines of a table; its cells are Markdown already, those of the columns `numbers` stand right."""
    right = set(numbers)
    rule = ["--:" if column in right else "---" for column in range(len(head))]
    return [_row(head), _row(rule), *(_row(row) for row in rows)]


def bullets(items: Iterable[str], depth: int = 0) -> list[str]:
    """Return the lines of a list; its items are Markdown already."""
    return [f"{'  ' * depth}- {item}" for item in items]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
