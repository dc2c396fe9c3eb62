"""Looking at saves without opening them: lists, checks, and following one that is being played."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercise.journal import chain, codec
from exercise.journal.errors import JournalError
from exercise.journal.files import BINARY, NO_FOLLOW, read
from exercise.journal.store import JOURNAL, META, Record, record_of

_HEAD = 256 << 10
_END = 64 << 10


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list of saves shows of one; empty where it can't be told."""

    name: str
    title: str
    deck: str
    rules: str
    rounds: int
    at: str
    """When the last decision was written, ISO 8601."""
    problem: str
    """Why it can't be read; empty where it can. Only `verify` reads all of it."""


def peek(folder: Path) -> Summary:
    """Return what the head and the tail of a save tell, without checking the whole chain."""
    title = folder.name
    with suppress(OSError, ValueError):
        title = str(tomllib.loads(read(folder / META, 1 << 20).decode()).get("title") or title)
    try:
        first, last = _ends(folder / JOURNAL)
        opened = first["event"]
        return Summary(
            folder.name,
            title,
            str(opened["deck_title"]),
            str(opened["rules"]),
            int(opened["rounds"]),
            str(last.get("at", "")),
            "",
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its journal is damaged"
        return Summary(folder.name, title, "", "", 0, "", reason)


def _ends(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    handle = os.open(path, os.O_RDONLY | NO_FOLLOW | BINARY)
    with os.fdopen(handle, "rb") as file:
        head = file.readline(_HEAD)
        length = file.seek(0, os.SEEK_END)
        file.seek(max(0, length - _END))
        tail = file.read()
    first = json.loads(head)
    for line in reversed(tail.split(b"\n")[:-1]):
        try:
            last = json.loads(line)
        except ValueError:
            continue
        if last.get("end") is True:
            return first, last
    return first, first


@dataclass(frozen=True, slots=True)
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
