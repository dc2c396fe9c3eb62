"""A save: its folder, its lock, and the journal that is appended to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from exercise.engine.events import Event
from exercise.frozen import frozen
from exercise.journal import chain, codec, lock
from exercise.journal.errors import JournalError, WriteFailedError
from exercise.journal.files import DECK, JOURNAL, LOCK, META, TORN, Files, OsFiles, read

MOST_DECK: Final = 16 << 20

Entry = tuple[Event, str, str]
"""An event, the seat whose decision it belongs to, and the time as ISO 8601."""


@frozen
class Record:
    """An event as the journal holds it."""

    seq: int
    at: str
    seat: str
    event: Event
    end: bool
    """Whether it is the last of its decision."""


class Journal:
    """The record of one session, on disk. Make it with `create` or `open`."""

    def __init__(
        self, folder: Path, deck: bytes, found: chain.Scan, files: Files, handle: int | None, held: int | None
    ) -> None:
        """Take what `create` and `open` have made ready."""
        self.folder = folder
        self.deck = deck
        """The canonical bytes of the deck that the session is played with."""
        self.problem = ""
        """Why nothing can be written; empty where it can."""
        self._files = files
        self._handle = handle
        self._held = held
        self._good = found.good
        self._digest = found.digest
        self._count = len(found.lines)
        self._lines = found.lines
        self._pending: list[tuple[Entry, ...]] = []

    @classmethod
    def create(
        cls, folder: Path, deck: bytes, entries: Sequence[Entry], *, title: str, files: Files | None = None
    ) -> Journal:
        """Return the journal of a new save whose first decision is `entries`.

        The save is made complete under another name, synced, and renamed. Raises JournalError where there is
        something at `folder`, or where the disk refuses.
        """
        data, _ = chain.seal_decision(chain.ZERO, 0, _bodies(entries), f'"v":{codec.FORMAT},')
        return _make(folder, deck, data, title, files or OsFiles())

    @classmethod
    def open(cls, folder: Path, *, write: bool = True, files: Files | None = None) -> Journal:
        """Return the journal of a save.

        Opened for writing, whatever follows the last whole decision is moved to `journal.torn`. A damaged journal
        opens read-only as far as it is whole, and `problem` says what is wrong. Raises SaveLockedError where another
        process writes it, JournalError where there is no save.
        """
        disk = files or OsFiles()
        if not (folder / JOURNAL).exists():
            raise JournalError(f"there is no save at {folder.name!r}; see 'exercise saves list'")
        held = handle = None
        try:
            held = lock.take(folder / LOCK) if write else None
            data = read(folder / JOURNAL, chain.MOST_FILE)
            deck = read(folder / DECK, MOST_DECK)
            found = chain.scan(data)
            if not found.lines:
                raise JournalError(
                    f"the save {folder.name!r} holds no whole decision: {found.problem or 'it is cut off'}"
                )
            if write and not found.problem:
                handle = disk.open(folder / JOURNAL)
                if found.torn:
                    _set_aside(folder, data[found.good :], disk)
                    disk.truncate(handle, found.good)
                    disk.sync(handle)
            journal = cls(folder, deck, found, disk, handle, held)
        except BaseException as error:
            if handle is not None:
                disk.close(handle)
            if held is not None:
                lock.release(held)
            if isinstance(error, OSError):
                raise JournalError(f"the save {folder.name!r} can't be read: {error.strerror or error}") from error
            raise
        if found.problem:
            journal.problem = (
                f"{found.problem}; the save is open for reading only, up to decision {found.decisions}:"
                " save elsewhere to play on from there"
            )
        elif not write:
            journal.problem = "the save was opened for reading only"
        return journal

    @property
    def digest(self) -> str:
        """The digest of the last line, in hex."""
        return self._digest.hex()

    @property
    def records(self) -> tuple[Record, ...]:
        """Every event of the whole decisions that were there when the save was opened."""
        version = self._lines[0].data.get("v", codec.FORMAT) if self._lines else codec.FORMAT
        return tuple(record_of(line, version) for line in self._lines)

    def append(self, entries: Sequence[Entry]) -> None:
        """Write one decision and return once it is safe.

        Raises WriteFailedError where the disk refuses; then nothing more is written, as a sync that failed may not be
        tried again.
        """
        if self.problem or self._handle is None:
            raise WriteFailedError(self.problem or "the save is closed")
        data, digest = chain.seal_decision(self._digest, self._count, _bodies(entries), "")
        try:
            if self._good + len(data) > chain.MOST_FILE:
                raise OSError(0, "the journal has grown to its limit")
            self._files.append(self._handle, data)
            self._files.sync(self._handle)
        except OSError as error:
            self._fail(error, tuple(entries))
        self._good += len(data)
        self._digest = digest
        self._count += len(entries)

    def save_elsewhere(self, folder: Path, *, title: str) -> Journal:
        """Return the journal of a new save with every whole decision, byte for byte, and those not yet written.

        Raises JournalError where it can't be made.
        """
        try:
            data = read(self.folder / JOURNAL, chain.MOST_FILE)[: self._good]
        except OSError as error:
            raise JournalError(f"the save {self.folder.name!r} can't be read: {error.strerror or error}") from error
        digest, count = self._digest, self._count
        for entries in self._pending:
            lines, digest = chain.seal_decision(digest, count, _bodies(entries), "")
            data += lines
            count += len(entries)
        return _make(folder, self.deck, data, title, OsFiles())

    def close(self) -> None:
        """Let go of the file and the lock."""
        if self._handle is not None:
            self._files.close(self._handle)
            self._handle = None
        if self._held is not None:
            lock.release(self._held)
            self._held = None
        self.problem = self.problem or "the save is closed"

    def _fail(self, error: OSError, entries: tuple[Entry, ...]) -> None:
        assert self._handle is not None
        self._pending.append(entries)
        self.problem = (
            f"the disk refused to save ({error.strerror or error}); nothing is lost yet: save elsewhere to play on"
        )
        # Where even that fails, what is left of the decision is an unfinished tail, which the next opening sets aside.
        with suppress(OSError):
            self._files.truncate(self._handle, self._good)
        raise WriteFailedError(self.problem) from error


def copy_until(folder: Path, seq: int, target: Path, *, title: str) -> Journal:
    """Return the journal of a new save with the decisions of another up to the one that ends at line `seq`.

    Their bytes are the same. Raises JournalError where no decision ends there or the save can't be made.
    """
    source = Journal.open(folder, write=False)
    ends = [line.end for line in source._lines if line.ends_decision and line.data["seq"] == seq]
    if not ends:
        raise JournalError(f"no decision of {folder.name!r} ends at event {seq}")
    return _make(target, source.deck, read(folder / JOURNAL, chain.MOST_FILE)[: ends[0]], title, OsFiles())


def _bodies(entries: Sequence[Entry]) -> list[tuple[str, str, str]]:
    return [(codec.dump(event), seat, at) for event, seat, at in entries]


def record_of(line: chain.Line, version: int) -> Record:
    """Return what a line of a journal of some version records."""
    data = line.data
    return Record(
        data["seq"],
        str(data.get("at", "")),
        str(data.get("seat", "")),
        codec.load(data["event"], version),
        line.ends_decision,
    )


def _make(folder: Path, deck: bytes, lines: bytes, title: str, disk: Files) -> Journal:
    if folder.exists() or folder.is_symlink():
        raise JournalError(f"there is something called {folder.name!r} already; choose another name")
    making = folder.parent / f".{folder.name}.{os.getpid()}.new"
    held = handle = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        disk.make_folder(making)
        disk.make_folder(making / "deck")
        disk.write_new(making / META, _meta(title))
        disk.write_new(making / DECK, deck)
        disk.write_new(making / JOURNAL, lines)
        held = lock.take(making / LOCK)
        disk.sync_folder(making / "deck")
        disk.sync_folder(making)
        disk.rename(making, folder)
        disk.sync_folder(folder.parent)
        handle = disk.open(folder / JOURNAL)
    except OSError as error:
        if held is not None:
            lock.release(held)
        shutil.rmtree(making, ignore_errors=True)
        raise JournalError(f"the save {folder.name!r} can't be made: {error.strerror or error}") from error
    return Journal(folder, deck, chain.scan(lines), disk, handle, held)


_JOINERS: Final = "\u200c\u200d"
"""What some scripts join or part letters with, and emoji of several parts; they show nothing of their own."""


def _meta(title: str) -> bytes:
    import tomli_w

    clean = "".join(c if c.isprintable() or c in _JOINERS else " " for c in title)
    return tomli_w.dumps({"title": clean, "notes": ""}).encode("utf-8", "replace")


def _set_aside(folder: Path, tail: bytes, disk: Files) -> None:
    handle = disk.open(folder / TORN)
    try:
        disk.append(handle, tail)
        disk.sync(handle)
    finally:
        disk.close(handle)
    disk.sync_folder(folder)
