"""Finding and opening what a command is given, by name or by folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exercise import paths
from exercise.cli.root import Problem

if TYPE_CHECKING:
    from exercise.session import Session


def save_folder(save: str) -> Path:
    """Return the folder of a save. Raises Problem where there is none."""
    try:
        return paths.find_save(save)
    except paths.NoSuchFolderError as error:
        raise _no_such(error, "see 'exercise saves list'") from error


def deck_folder(deck: str) -> Path:
    """Return the folder of a deck. Raises Problem where there is none."""
    try:
        return paths.find_deck(deck)
    except paths.NoSuchFolderError as error:
        raise _no_such(error, "see 'exercise deck list'") from error


def source_folder(source: str) -> Path:
    """Return the folder of a source. Raises Problem where there is none."""
    try:
        return paths.find_source(source)
    except paths.NoSuchFolderError as error:
        names = " and ".join(map(repr, paths.source_names()))
        raise _no_such(error, f"there is {names}" if names else "none is installed") from error


def open_session(save: str) -> Session:
    """Return the session of a save, opened for looking only. Raises Problem where it can't be opened."""
    from exercise.deckfiles import DeckError
    from exercise.journal import JournalError
    from exercise.session import Session

    folder = save_folder(save)
    try:
        return Session.open(folder, write=False)
    except (JournalError, DeckError) as error:
        raise Problem(f"the save {folder.name!r} can't be opened: {error}") from error


def _no_such(error: paths.NoSuchFolderError, otherwise: str) -> Problem:
    hint = f"did you mean {error.nearest!r}?" if error.nearest else otherwise
    return Problem(f"there is no {error.kind} called {error.name!r}; {hint}")
