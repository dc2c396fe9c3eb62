"""Looking at saves without opening them: checks, and following one that is being played."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from exercise.frozen import frozen
from exercise.journal import chain, codec
from exercise.journal.errors import JournalError
from exercise.journal.files import BINARY, JOURNAL, NO_FOLLOW, read
from exercise.journal.store import Record, record_of


@frozen
class Report:
    """What checking a save found."""

    decisions: int
    events: int
    torn: int
    """Bytes of an unfinished decision at the end."""
    problem: str


def verify(folder: Path) -> Report:
    """Return what the whole chain of a save's journal shows. Raises JournalError where there is none to read."""
    try:
        found = chain.scan(read(folder / JOURNAL, chain.MOST_FILE))
    except OSError as error:
        raise JournalError(f"the save {folder.name!r} can't be read: {error.strerror or error}") from error
    return Report(found.decisions, len(found.lines), found.torn, found.problem)


class Follower:
    """Reads a save that another process writes, whole decisions only, and never writes."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of a save."""
        self._path = folder / JOURNAL
        self._found = chain.Scan()
        self._version = codec.FORMAT

    def poll(self) -> Sequence[Record]:
        """Return the events of the decisions that have become whole since the last call.

        Raises JournalError where the journal is damaged, was cut or was replaced.
        """
        try:
            length = os.stat(self._path).st_size
            if length == self._found.good:
                return ()
            if length < self._found.good:
                raise JournalError("the journal has become shorter; follow it anew")
            handle = os.open(self._path, os.O_RDONLY | NO_FOLLOW | BINARY)
            with os.fdopen(handle, "rb") as file:
                file.seek(self._found.good)
                data = file.read()
        except OSError as error:
            raise JournalError(f"the save can't be read: {error.strerror or error}") from error
        before = len(self._found.lines)
        self._found = chain.scan(data, self._found)
        if self._found.problem:
            raise JournalError(self._found.problem)
        lines = self._found.lines[before:]
        if before == 0 and lines:
            self._version = lines[0].data.get("v", codec.FORMAT)
        return tuple(record_of(line, self._version) for line in lines)
