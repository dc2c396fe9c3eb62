"""The private notes of teams: in the save's folder, beside the record and no part of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from exercise.ownfile import read_own, write_own

NOTES: Final = "notes"
MOST: Final = 64 << 10
"""The most bytes of a team's notes."""


def read_notes(save: Path, team: str) -> str:
    """Return what a team has noted; empty where it has not, or the notes can't be read."""
    return read_own(_file(save, team), MOST)


def write_notes(save: Path, team: str, text: str) -> None:
    """Keep a team's notes in place of what it noted before. Raises OSError where they can't be written."""
    write_own(_file(save, team), text)


def _file(save: Path, team: str) -> Path:
    # A team's id holds letters, digits and hyphens alone.
    return save / NOTES / f"team-{team}.txt"
