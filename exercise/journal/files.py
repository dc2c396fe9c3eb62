"""The files of a save, and the few things that a journal does with them, so that tests can stand in for the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final, Protocol

JOURNAL: Final = "journal.jsonl"
DECK: Final = Path("deck") / "deck.json"
TORN: Final = "journal.torn"
META: Final = "session.toml"
LOCK: Final = "lock"

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
BINARY = getattr(os, "O_BINARY", 0)


class Files(Protocol):
    """What a journal asks of a disk. Every method may raise OSError."""

    def make_folder(self, path: Path) -> None:
        """Make a folder that only its owner can read."""
        ...

    def write_new(self, path: Path, data: bytes) -> None:
        """Write a new file that only its owner can read, and sync it."""
        ...

    def open(self, path: Path) -> int:
        """Open a file for appending; return its handle."""
        ...

    def append(self, handle: int, data: bytes) -> None:
        """Write all of `data` at the end."""
        ...

    def sync(self, handle: int) -> None:
        """Return once what was written would survive a loss of power."""
        ...

    def truncate(self, handle: int, length: int) -> None:
        """Cut a file to a length."""
        ...

    def close(self, handle: int) -> None:
        """Let go of a file."""
        ...

    def sync_folder(self, path: Path) -> None:
        """Return once a folder's entries would survive a loss of power."""
        ...

    def rename(self, old: Path, new: Path) -> None:
        """Give a folder its final name."""
        ...


class OsFiles:
    """The real disk."""

    def make_folder(self, path: Path) -> None:
        """Make a folder of mode 0700."""
        path.mkdir(mode=0o700)

    def write_new(self, path: Path, data: bytes) -> None:
        """Write and sync a new file of mode 0600."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
        try:
            self.append(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)

    def open(self, path: Path) -> int:
        """Open a file for appending, not following a link."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | NO_FOLLOW | BINARY, 0o600)

    def append(self, handle: int, data: bytes) -> None:
        """Write all of `data`, in one call where the system takes it."""
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]

    def sync(self, handle: int) -> None:
        """Call fsync."""
        os.fsync(handle)

    def truncate(self, handle: int, length: int) -> None:
        """Call ftruncate."""
        os.ftruncate(handle, length)

    def close(self, handle: int) -> None:
        """Close the handle."""
        os.close(handle)

    def sync_folder(self, path: Path) -> None:
        """Sync a folder where the system can; Windows can't, and needs no such call."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Rename; fails where `new` is a folder with something in it."""
        os.rename(old, new)


def read(path: Path, limit: int) -> bytes:
    """Return what a file holds. Raises OSError where it can't be read, is a link, or is longer than `limit`."""
    handle = os.open(path, os.O_RDONLY | NO_FOLLOW | BINARY)
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(f"{path.name} is longer than {limit} bytes")
    return data
