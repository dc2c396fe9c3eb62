"""The user's own copies of sources: kept on their machine alone, and believed by hash alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from exercise import paths
from exercise.deck.models import Source
from exercise.deckfiles.source import Verification, normalise, paragraph_hash, verify_source
from exercise.ownfile import read_own, write_own

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
        file = copy_file(source.id)
        write_own(file, "\n\n".join([lines[(match.line or 0) - 1] for match in kept]) + "\n")
        # A folder that was there already may be open to others.
        file.parent.chmod(0o700)
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
    if not paths.is_name(source.id):
        return {}
    wanted: dict[str, list[int]] = {}
    for paragraph in source.paragraphs:
        wanted.setdefault(paragraph.sha256, []).append(paragraph.number)
    found = {}
    for line in read_own(copy_file(source.id), MOST_BYTES).splitlines():
        for number in wanted.get(paragraph_hash(line), ()):
            found[number] = line
    return found
