"""Finding and opening what a command is given, by name or by folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exercise import paths
from exercise.cli.output import quoted
from exercise.cli.root import Problem, reason

if TYPE_CHECKING:
    from exercise.deckfiles import DeckError
    from exercise.session import Session

UNFIT: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What replaying raises where a journal is whole by its digests and was still not written by this program."""


def save_folder(save: str) -> Path:
    """Return the folder of a save. Raises Problem where there is none."""
    try:
        folder = paths.find_save(save)
    except paths.NoSuchFolderError as error:
        raise _no_such(error, "see 'exercise saves list'") from error
    if not (folder / "journal.jsonl").exists():
        raise Problem(f"there is no save in {quoted(folder)}: it has no journal; see 'exercise saves list'")
    return folder


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
        raise _no_such(error, _installed(paths.source_names())) from error


@contextmanager
def making(out: str) -> Iterator[Path]:
    """Yield the folder of a new save that is given by name or by path, to be made inside the block.

    Raises Problem where it can't be made.
    """
    from exercise.journal import JournalError

    try:
        folder = paths.new_save(out)
        if paths.is_path(out):
            need_folder_of(folder)
        yield folder
    except JournalError as error:
        if not isinstance(error.__cause__, OSError):
            raise Problem(str(error)) from error
        where = f"{quoted(folder.name)} can't be made in {quoted(folder.parent)}: {reason(error.__cause__)}"
        by_path = paths.is_path(out)
        otherwise = "choose another place" if by_path else f"set {paths.SAVES_VARIABLE} to a folder that can be written"
        raise Problem(f"the save {where}; {otherwise}") from error
    except (ValueError, FileExistsError) as error:
        raise Problem(str(error)) from error


def need_folder_of(new: Path) -> None:
    """Raise Problem where the folder that something new shall stand in isn't there."""
    folder = new.parent
    # What else is wrong with it is told when it is written to.
    with suppress(OSError):
        if not folder.is_dir():
            raise Problem(f"there is no folder {quoted(folder)} for {quoted(new.name)}; make it first, or name another")


def open_session(save: str, *, write: bool = False) -> Session:
    """Return the session of a save, for looking only unless `write` is set. Raises Problem where it can't be opened."""
    from exercise.session import Session

    folder = save_folder(save)
    try:
        return Session.open(folder, write=write)
    except Exception as error:
        why = why_not(error)
        if why is None:
            raise
        said = why if repr(folder.name) in why else f"the save {folder.name!r} can't be opened: {why}"
        raise Problem(said) from error


def why_not(error: Exception) -> str | None:
    """Return why a save can't be opened, in a line; None where that is no fault of the save's."""
    from exercise.deckfiles import DeckError
    from exercise.journal import JournalError

    if isinstance(error, JournalError):
        return str(error)
    if isinstance(error, DeckError):
        return f"the deck inside it can't be played: {first_of(error)}"
    if isinstance(error, UNFIT):
        return f"what its journal says doesn't fit together ({type(error).__name__}: {error})"
    return None


def damage_of(session: Session) -> str:
    """Return what is wrong with a save that was opened as far as it is whole; empty where nothing is."""
    from exercise.journal import verify

    return verify(session.path).problem if session.path is not None else ""


def first_of(error: DeckError) -> str:
    """Return the first finding about a deck or source, and how many more there are."""
    more = f" (and {len(error.findings) - 1} more)" if len(error.findings) > 1 else ""
    return f"{error.findings[0]}{more}"


def _installed(names: Sequence[str]) -> str:
    from exercise.report.wording import listed

    if not names:
        return "none is installed"
    return f"there {'is' if len(names) == 1 else 'are'} {listed(list(map(repr, names)))}"


def _no_such(error: paths.NoSuchFolderError, otherwise: str) -> Problem:
    if paths.is_path(error.name):
        return Problem(f"there is no folder {quoted(error.name)}; {otherwise}, or give the folder of a {error.kind}")
    hint = f"did you mean {error.nearest!r}?" if error.nearest else otherwise
    return Problem(f"there is no {error.kind} called {quoted(error.name)}; {hint}")
