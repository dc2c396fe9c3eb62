"""Small text files that are the user's own: settings, notes, copies of sources."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)


def write_own(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all; its folder is made where it is missing.

    Raises OSError where it can't be written; then the file is as it was.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | NO_FOLLOW, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise


def read_own(path: Path, most: int) -> str:
    """Return the text of such a file; empty where it is missing, can't be read, or is larger than `most` bytes."""
    try:
        # Anything but a plain file could block or never end.
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        return ""
    return data.decode("utf-8", "replace") if len(data) <= most else ""
