"""The user's own copies of sources: kept on their machine alone, and believed by hash alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from exercise import paths
from exercise.deck.models import Source
from exercise.deckfiles.source import Verification, normalise, paragraph_hash, verify_source

MOST_BYTES: Final = 8 << 20
"""The most of a copy that is read."""


def copy_file(source: str) -> Path:
    """Return where the copy of a source is kept; it need not be there. Raises ValueError on what is no id."""
    if not paths.is_name(source):
        raise ValueError(f"{source!r} is no id of a source")
    return paths.copies_folder() / f"{source}.txt"


def attach(source: Source, text: str) -> Verification:
    """Keep those paragraphs of a text that are the source's, and return how the text matches it.

    They take the place of what was kept before. Where none is the source's, nothing is written. Raises OSError where
    the file can't be written.
    """
    found = verify_source(source, text)
    lines = [" ".join(line.split()) for line in text.splitlines() if normalise(line)]
    kept = [match for match in found.matches if match.line is not None and match.status in ("present", "moved")]
    if kept:
        _write(copy_file(source.id), "\n\n".join([lines[(match.line or 0) - 1] for match in kept]) + "\n")
    return found


def detach(source: str) -> bool:
    """Take the copy of a source away again; return whether there was one. Raises OSError where it can't be removed."""
    try:
        copy_file(source).unlink()
    except FileNotFoundError:
        return False
    return True


def attached(source: Source) -> Mapping[int, str]:
    """Return the paragraphs of the user's copy of a source, by number; none where there is no copy to be read.

    Each is checked by its hash, so that of a file that was changed or is of another edition only what is still the
    source's is returned. The text is not made harmless for a terminal.
    """
    wanted: dict[str, list[int]] = {}
    for paragraph in source.paragraphs:
        wanted.setdefault(paragraph.sha256, []).append(paragraph.number)
    found = {}
    for line in _read(source.id).splitlines():
        for number in wanted.get(paragraph_hash(line), ()):
            found[number] = line
    return found


def _read(source: str) -> str:
    try:
        file = copy_file(source)
        # Anything but a plain file could block or never end.
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        return ""
    return data.decode("utf-8", "replace") if len(data) <= MOST_BYTES else ""


def _write(file: Path, text: str) -> None:
    """Write a file in one step that only its owner can read, in a folder that only its owner can open."""
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)  # Its mode is 0600.
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(text.encode("utf-8"))
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
