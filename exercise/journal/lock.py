"""One writer per save: a lock that the system drops when its process ends."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from exercise.journal.errors import SaveLockedError
from exercise.journal.files import BINARY, NO_FOLLOW


def take(path: Path) -> int:
    """Return the handle of a lock file, locked and naming this process and host.

    Raises SaveLockedError, naming who holds it, where another process does.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | NO_FOLLOW | BINARY, 0o600)
    try:
        _lock(handle)
    except OSError as error:
        holder = _holder(handle)
        os.close(handle)
        raise SaveLockedError(
            f"the save {path.parent.name!r} is open elsewhere ({holder}); close it there first"
        ) from error
    os.ftruncate(handle, 0)
    os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode("ascii", "replace"))
    return handle


def release(handle: int) -> None:
    """Let go of a lock."""
    os.close(handle)


def _holder(handle: int) -> str:
    try:
        text = os.pread(handle, 200, 0) if hasattr(os, "pread") else os.read(handle, 200)
    except OSError:
        text = b""
    return "".join(c for c in text.decode("ascii", "replace").strip() if c.isprintable()) or "another process"


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        # The byte that is locked lies past the text, so that others can still read who holds it.
        os.lseek(handle, 4096, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
