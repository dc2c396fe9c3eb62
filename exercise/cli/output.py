"""Printing: tables and paragraphs in plain text, with nothing in them that a terminal would obey."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

import click

from exercise.report.plain import plain

WIDTH: Final = 88
_WIDEST: Final = 60
"""The most characters of a cell."""

_LONGEST_QUOTE: Final = 200


def say(text: str) -> None:
    """Print one line."""
    click.echo(plain(text))


def note(text: str) -> None:
    """Print one line that is no result, on stderr."""
    click.echo(f"exercise: {plain(text)}", err=True)


def paragraph(text: str, indent: int = 0) -> None:
    """Print text over as many lines as it needs."""
    click.echo(textwrap.fill(plain(text), WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print columns under their heads; each is as wide as its widest cell."""
    cells = [[_cell(text) for text in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        click.echo("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def pairs(rows: Iterable[tuple[str, str]]) -> None:
    """Print names with what they are."""
    cells = [(plain(name), plain(text)) for name, text in rows]
    width = max((len(name) for name, _ in cells), default=0)
    for name, text in cells:
        click.echo(f"{name.ljust(width)}  {text}".rstrip())


def quoted(text: object, longest: int = _LONGEST_QUOTE) -> str:
    """Return what was given, in quotes and cut where it is longer than a message can hold."""
    said = str(text)
    return repr(said if len(said) <= longest else f"{said[: longest - 1]}…")


def _cell(text: str) -> str:
    clean = plain(text)
    return clean if len(clean) <= _WIDEST else f"{clean[: _WIDEST - 1]}…"
