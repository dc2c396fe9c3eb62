"""What a list of saves shows of each, read without the rules or the models of events."""

from __future__ import annotations

import json
import os
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

from exercise.frozen import frozen
from exercise.journal.files import BINARY, JOURNAL, META, NO_FOLLOW, read

_HEAD = 256 << 10
_END = 64 << 10


@frozen
class Summary:
    """What a list of saves shows of one; empty where it can't be told."""

    name: str
    title: str
    deck: str
    rules: str
    rounds: int
    at: str
    """When the last decision was written, ISO 8601."""
    finished: bool
    """Whether the session was closed; no digest is checked."""
    problem: str
    """Why it can't be read; empty where it can. Only `verify` reads all of it."""


def peek(folder: Path) -> Summary:
    """Return what the head and the tail of a save tell, without checking the whole chain."""
    title = folder.name
    with suppress(OSError, ValueError):
        title = str(tomllib.loads(read(folder / META, 1 << 20).decode()).get("title") or title)
    try:
        first, last, finished = _ends(folder / JOURNAL)
        opened = first["event"]
        return Summary(
            folder.name,
            title,
            str(opened["deck_title"]),
            str(opened["rules"]),
            int(opened["rounds"]),
            str(last.get("at", "")),
            finished,
            "",
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its journal is damaged"
        return Summary(folder.name, title, "", "", 0, "", False, reason)


def _ends(path: Path) -> tuple[dict[str, Any], dict[str, Any], bool]:
    """Return the first line of a journal, the last of its last whole decision, and whether that closed the session."""
    handle = os.open(path, os.O_RDONLY | NO_FOLLOW | BINARY)
    with os.fdopen(handle, "rb") as file:
        head = file.readline(_HEAD)
        length = file.seek(0, os.SEEK_END)
        file.seek(max(0, length - _END))
        tail = file.read()
    first = json.loads(head)
    last = first
    for line in reversed(tail.split(b"\n")[:-1]):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if not isinstance(entry, dict) or entry.get("end") is not True:
            continue
        if last is first:
            last = entry
        # Nothing can follow the close but a step back and a fork, and a fork leaves the phase as it is.
        event = entry.get("event")
        told = event if isinstance(event, dict) else {}
        if told.get("kind") != "forked":
            return first, last, told.get("kind") == "phase-opened" and told.get("phase") == "closed"
    return first, last, False
