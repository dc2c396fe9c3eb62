"""Paragraphs of a source: how they are hashed, and how a user's copy of the text is matched with them."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, Literal
from unicodedata import normalize

from exercise.deck.models import Paragraph, Source
from exercise.frozen import frozen

Status = Literal["present", "moved", "differs", "missing"]

_QUOTES: Final = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'})
_SPACES: Final = re.compile(r"\s+")


@frozen
class Match:
    """How one paragraph of a source stands in a copy."""

    paragraph: Paragraph
    status: Status
    line: int | None
    """The copy's paragraph, counted from 1, that is it or stands in its place; None where it is missing."""


@frozen
class Verification:
    """How a copy of a text matches a source; furniture (menus, notices) isn't asked for and isn't listed."""

    matches: tuple[Match, ...]
    """By paragraph number."""
    extra: int
    """How many paragraphs of the copy are none of the source's and stand in no paragraph's place."""

    def of(self, status: Status) -> tuple[Match, ...]:
        """Return the paragraphs of a status."""
        return tuple(match for match in self.matches if match.status == status)

    @property
    def present(self) -> tuple[Match, ...]:
        """The paragraphs that are there, in the source's order."""
        return self.of("present")

    @property
    def moved(self) -> tuple[Match, ...]:
        """The paragraphs that are there, but elsewhere."""
        return self.of("moved")

    @property
    def differs(self) -> tuple[Match, ...]:
        """The paragraphs in whose place the copy has another."""
        return self.of("differs")

    @property
    def missing(self) -> tuple[Match, ...]:
        """The paragraphs that the copy doesn't have."""
        return self.of("missing")

    @property
    def complete(self) -> bool:
        """Whether every paragraph is there, wherever it stands."""
        return not self.differs and not self.missing


def normalise(text: str) -> str:
    """Return a text in NFKC with straight quotes, runs of white space as one space, and none at its ends."""
    return _SPACES.sub(" ", normalize("NFKC", text).translate(_QUOTES)).strip()


def paragraph_hash(text: str) -> str:
    """Return the SHA-256 of a normalised text, as 64 hexadecimal digits."""
    return sha256(normalise(text).encode("utf-8", "surrogatepass")).hexdigest()


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, normalised: its lines that aren't blank."""
    return tuple(filter(None, map(normalise, text.splitlines())))


def verify_source(source: Source, text: str) -> Verification:
    """Return how a user's copy of the text matches a source.

    Paragraphs are matched by hash, not by number, so a copy may have more around them. What stands in order is
    present; what stands elsewhere moved; a paragraph that isn't there differs where the copy has one of its own in
    the same gap, and else is missing.
    """
    from difflib import SequenceMatcher

    wanted = sorted(source.paragraphs, key=lambda paragraph: paragraph.number)
    copy = [paragraph_hash(line) for line in paragraphs_of(text)]
    blocks = SequenceMatcher(None, [paragraph.sha256 for paragraph in wanted], copy, autojunk=False).get_opcodes()
    line_of: dict[int, tuple[Status, int]] = {}
    free = set(range(len(copy)))
    for kind, start, end, here, _ in blocks:
        if kind == "equal":
            for place in range(start, end):
                line_of[place] = ("present", here + place - start)
                free.discard(here + place - start)
    elsewhere: defaultdict[str, deque[int]] = defaultdict(deque)
    for line in sorted(free):
        elsewhere[copy[line]].append(line)
    for place, paragraph in enumerate(wanted):
        if place not in line_of and elsewhere[paragraph.sha256]:
            line_of[place] = ("moved", elsewhere[paragraph.sha256].popleft())
            free.discard(line_of[place][1])
    for kind, start, end, here, there in blocks:
        if kind == "replace":
            left = [line for line in range(here, there) if line in free]
            asked = [place for place in range(start, end) if place not in line_of and _asked_for(wanted[place])]
            for place, line in zip(asked, left, strict=False):
                line_of[place] = ("differs", line)
                free.discard(line)
    matches = []
    for place, paragraph in enumerate(wanted):
        if _asked_for(paragraph):
            status, line = line_of.get(place, ("missing", -1))
            matches.append(Match(paragraph, status, line + 1 if line >= 0 else None))
    return Verification(tuple(matches), len(free))


def shipped_differences(source: Source, text: str) -> Sequence[int]:
    """Return the numbers of the paragraphs whose text, shipped with the source, hasn't the hash it should have."""
    lines = paragraphs_of(text)
    return [
        paragraph.number
        for paragraph in source.paragraphs
        if paragraph.number > len(lines) or paragraph_hash(lines[paragraph.number - 1]) != paragraph.sha256
    ]


def _asked_for(paragraph: Paragraph) -> bool:
    return paragraph.kind != "furniture"
