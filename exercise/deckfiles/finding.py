"""What is wrong with a deck: one finding for each thing, and all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

MOST_FINDINGS: Final = 500
"""How many findings are kept; what has more is no deck with mistakes in it but something else."""

_LONGEST: Final = 60
"""How much of a text from a deck a message quotes."""


class DeckCode(StrEnum):
    """The stable code of every kind of finding, with a sentence that says what it means."""

    meaning: str

    def __new__(cls, code: str, meaning: str) -> Self:
        """Return the member of a code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    # Folders and files
    NOT_FOUND = "deck.not-found", "There is no deck or source of that name or in that folder."
    MISSING_FILE = "deck.missing-file", "A file that every deck or source has is not there."
    TOO_BIG = "deck.too-big", "A file is larger than 1 MiB."
    TOO_MANY_FILES = "deck.too-many-files", "A folder holds more than 64 files and folders."
    SYMLINK = "deck.symlink", "A file or folder is a symbolic link."
    PATH = "deck.path", "A name holds a path; what a deck names is in its own folder."
    UNREADABLE = "deck.unreadable", "A file is a device or a pipe, or may not be read."
    NOT_UTF8 = "deck.not-utf8", "A file isn't text in UTF-8."
    CONTROL_CHARACTER = "deck.control-character", "A text holds a control character, or a line break where none may be."
    # TOML
    BAD_TOML = "deck.bad-toml", "A file isn't TOML."
    TOO_DEEP = "deck.too-deep", "Keys or values go deeper than any deck needs."
    # Tables
    UNKNOWN_KEY = "deck.unknown-key", "A table has a key that nothing reads."
    MISSING_KEY = "deck.missing-key", "A table lacks a key that it needs."
    WRONG_TYPE = "deck.wrong-type", "A value is of another type than its key asks for."
    UNKNOWN_VALUE = "deck.unknown-value", "A value isn't one of those that its key may have."
    BAD_ID = "deck.bad-id", "An id isn't lower-case letters, digits and hyphens, 48 at most."
    BAD_LENGTH = "deck.bad-length", "A text or a list is longer or shorter than it may be."
    OUT_OF_RANGE = "deck.out-of-range", "A number is larger or smaller than it may be."
    BAD_VALUE = "deck.bad-value", "A value, or what a table's keys say together, makes no sense."
    RESERVED_ID = "deck.reserved-id", "A team has the id of a seat that every exercise has."
    # References
    UNKNOWN_CLAIM = "deck.unknown-claim", "A claim is named that the ledger doesn't have."
    UNKNOWN_INDICATOR = "deck.unknown-indicator", "An indicator is named that the world doesn't have."
    UNKNOWN_CARD = "deck.unknown-card", "A card is named that no team has."
    UNKNOWN_TEAM = "deck.unknown-team", "A file of cards or a brief belongs to no team."
    UNKNOWN_SOURCE = "deck.unknown-source", "The source that the deck names is not in the seeds folder."
    UNKNOWN_PARAGRAPH = "deck.unknown-paragraph", "A paragraph is named that the source doesn't list."
    DUPLICATE_ID = "deck.duplicate-id", "Two parts of one kind have the same id."
    DUPLICATE_LINK = "deck.duplicate-link", "Two links have the same cause and effect."
    REPEATED_CLAIM = "deck.repeated-claim", "A claim is named twice where once is all that counts."
    WITHDRAWN_CLAIM = "deck.withdrawn-claim", "Something but an inject rests on a claim that the source took back."
    # What a deck must keep
    SELF_LINK = "deck.self-link", "A link leads from an indicator to itself."
    SELF_CLAIM = "deck.self-claim", "A claim supports or attacks itself."
    CLAIM_CIRCLE = "deck.claim-circle", "Claims support or attack one another in a circle."
    OPENING_CARDS = "deck.opening-cards", "A team hasn't exactly two opening cards."
    SECRET_OBJECTIVE = "deck.secret-objective", "A team hasn't exactly one secret objective."
    LARGE_SHOCK = "deck.large-shock", "A card with a large shock isn't hard."
    NEVER_STANDS = "deck.never-stands", "A condition waits for the commitment of a card that has none."
    DRAW_ROUNDS = "deck.draw-rounds", "Rounds draw an inject, but no inject is of the kind drawn."
    THESIS_START = "deck.thesis-start", "The thesis starts outside .4 to .75."
    TEXT_DIFFERS = "deck.text-differs", "A paragraph of the text doesn't have the hash that the source gives it."
    BAD_COPY = "deck.bad-copy", "The copy of a deck inside a save can't be read."
    MORE = "deck.more", "There are more findings than are kept."


CODES: Final[tuple[str, ...]] = tuple(code.value for code in DeckCode)
"""Every code that a finding may have."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. No text in it holds anything that a terminal would obey."""

    code: str
    file: str
    """Relative to the deck's folder; for a source `seeds/<source>/...`."""
    line: int | None
    """From 1; None where no line is to blame."""
    key: str
    """The dotted key, members counted from 0 (`cards[3].claims`); empty where no key is to blame."""
    message: str
    """One sentence without a full stop: what is wrong and what to do."""
    nearest: str | None = None
    """The valid name or value that comes closest."""

    def __post_init__(self) -> None:
        for field in ("file", "key", "message"):
            object.__setattr__(self, field, printable(getattr(self, field)))
        if self.nearest is not None:
            object.__setattr__(self, "nearest", printable(self.nearest))

    def __str__(self) -> str:
        """Return one line: `file:line: key: message; did you mean 'nearest'? [code]`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        key = f"{self.key}: " if self.key else ""
        hint = f"; did you mean {self.nearest!r}?" if self.nearest is not None else ""
        return f"{place}: {key}{self.message}{hint} [{self.code}]"


class DeckError(ValueError):
    """A deck or source that can't be used; `findings` says all that is wrong with it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class Findings:
    """A growing list of findings."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._places: set[tuple[str, str]] = set()
        self._count = 0

    def __len__(self) -> int:
        """Return how many things were found, those that aren't kept among them."""
        return self._count

    @property
    def over(self) -> bool:
        """Whether more was found than is kept."""
        return self._count > MOST_FINDINGS

    def add(
        self,
        code: DeckCode,
        file: str,
        line: int | None,
        key: str,
        message: str,
        *,
        given: str = "",
        options: Iterable[str] = (),
        listed: bool = False,
    ) -> None:
        """Add a finding; `options` are the values that would do in place of `given`.

        Where none of them comes near and `listed` is set, the message lists them.
        """
        self._count += 1
        if self.over:
            return
        options = sorted(options)
        near = nearest(given, options)
        if near is None and listed and options:
            message += "; choose from " + ", ".join(options)
        self._places.add((file, key))
        self._found.append(Finding(code.value, file, line, key, message, near))

    def blames(self, file: str, key: str) -> bool:
        """Return whether something was found at this key already."""
        return (file, key) in self._places

    def sorted(self) -> tuple[Finding, ...]:
        """Return all findings by file and line."""
        found = sorted(self._found, key=lambda found: (found.file, found.line or 0, found.key, found.code))
        if self.over:
            message = f"there are more than {MOST_FINDINGS} findings; mend these and check again"
            found.append(Finding(DeckCode.MORE.value, ".", None, "", message))
        return tuple(found)


def nearest(given: str, options: Iterable[str]) -> str | None:
    """Return the option that is written most like a text, or None where none comes near."""
    if not 0 < len(given) <= 2 * _LONGEST:
        return None
    from difflib import get_close_matches

    near = get_close_matches(given, list(options), 1, 0.6)
    return near[0] if near else None


def quoted(text: object) -> str:
    """Return a value in quotes, cut to a length that a line can hold, with escapes for what can't be printed."""
    if isinstance(text, str):
        return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
    shown = "…" if isinstance(text, int) and abs(text) >= 10**_LONGEST else str(text)
    return printable(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…")


def printable(text: str) -> str:
    """Return a text with escapes in place of what can't be printed: control characters, directions, surrogates."""
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in text)
