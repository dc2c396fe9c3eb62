"""Files of a folder that may come from a stranger: no links, no devices, nothing large, nothing but text."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from exercise.deckfiles.finding import DeckCode, Findings, quoted
from exercise.deckfiles.keys import KeyLines, KeyPath, TooDeepError, dotted, scan_keys
from exercise.frozen import frozen

LARGEST_FILE: Final = 1 << 20
"""The most bytes that a file may have."""

MOST_FILES: Final = 64
"""The most files and folders that a deck's or a source's folder may hold; hidden ones don't count and aren't read."""

PAGES: Final = frozenset({"scenario", "says", "note"})
"""The keys whose text may have several lines."""

_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""C0 and C1 controls but the newline, line separators, and what turns the direction of a text round."""

_NOT_TOML: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_MANY_DIGITS: Final = re.compile(r"[0-9_]{4300,}")
_BY_LINE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


@frozen
class Document:
    """A file that has been read: its name for people, its tables, and the lines of its keys."""

    file: str
    data: Mapping[str, Any]
    findings: Findings
    lines: KeyLines

    def add(self, code: DeckCode, path: KeyPath, message: str, **hints: Any) -> None:
        """Add a finding about a key; see `Findings.add` for the hints."""
        self.findings.add(code, self.file, self.lines.nearest(path), dotted(path), message, **hints)

    def blames(self, path: KeyPath) -> bool:
        """Return whether something was found at this key already."""
        return self.findings.blames(self.file, dotted(path))

    def tables(self, key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield each table of an array of tables with its number, and nothing where that isn't what the key holds."""
        members = self.data.get(key)
        for number, member in enumerate(members if isinstance(members, list) else ()):
            if isinstance(member, dict):
                yield number, member

    def values(self, pattern: str) -> Iterator[tuple[KeyPath, Any]]:
        """Yield each value that a dotted pattern leads to with its path; `*` stands for every member of a list."""
        found: list[tuple[KeyPath, Any]] = [((), self.data)]
        for part in pattern.split("."):
            if part == "*":
                found = [
                    ((*path, number), member)
                    for path, value in found
                    if isinstance(value, list)
                    for number, member in enumerate(value)
                ]
            else:
                found = [
                    ((*path, part), value[part]) for path, value in found if isinstance(value, dict) and part in value
                ]
        yield from found


class Folder:
    """A deck's or a source's folder. What is wrong with its files is added to `findings`, once for each file."""

    def __init__(self, root: Path, findings: Findings, label: str = "") -> None:
        self.label = label
        """What stands before the names of its files in a finding."""
        self.full = False
        """Whether it holds more than it may; then not all of it was looked at."""
        self._findings = findings
        self._files: dict[str, Path] = {}
        self._refused: set[str] = set()
        self._left = MOST_FILES
        self._walk(root, "")

    def names(self, inside: str, suffix: str) -> list[str]:
        """Return the names, without the suffix, of the files right inside a folder of it, in alphabetical order."""
        names = []
        for name in self._files:
            head, _, tail = name.rpartition("/")
            if head == inside and tail.endswith(suffix):
                names.append(tail.removesuffix(suffix))
        return sorted(names)

    def text(self, name: str) -> str | None:
        """Return the text of a file, its line ends as newlines; None where it can't be read."""
        data = self._bytes(name)
        if data is None:
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._add(DeckCode.NOT_UTF8, name, "this isn't text in UTF-8; save the file as UTF-8", line)
            return None

    def page(self, name: str) -> str | None:
        """Return the text of a file that people read, such as a brief; None where it can't be read."""
        text = self.text(name)
        for number, line in enumerate((text or "").split("\n"), 1):
            control = _CONTROL.search(line)
            if control:
                self._add(DeckCode.CONTROL_CHARACTER, name, _control_message(control.group()), number)
        return text

    def toml(self, name: str) -> Document | None:
        """Return a TOML file whose values JSON could hold too; None where it can't be read."""
        text = self.text(name)
        if text is None:
            return None
        control = _NOT_TOML.search(text)
        if control:
            line = text.count("\n", 0, control.start()) + 1
            self._add(DeckCode.CONTROL_CHARACTER, name, _control_message(control.group()), line)
            return None
        try:
            lines = scan_keys(text)
            data = tomllib.loads(text)
        except (TooDeepError, RecursionError) as error:
            deep = error.line if isinstance(error, TooDeepError) else None
            self._add(DeckCode.TOO_DEEP, name, "keys or values stand too deep inside each other; make it flat", deep)
            return None
        except ValueError as error:
            said = str(error)
            place = _BY_LINE.search(said)
            where = int(place.group(1)) if place else text.count("\n") + 1 if "end of document" in said else None
            what = _BY_LINE.sub("", said).replace("(at end of document)", "").strip().rstrip(".")
            if not isinstance(error, tomllib.TOMLDecodeError):
                # It is int() that complains, in words for programmers.
                digits = _MANY_DIGITS.search(text)
                where = text.count("\n", 0, digits.start()) + 1 if digits else None
                what = "a number has far too many digits"
            self._add(DeckCode.BAD_TOML, name, f"this isn't TOML: {what[:1].lower()}{what[1:160]}", where)
            return None
        document = Document(self.label + name, data, self._findings, lines)
        _plain(document, (), data)
        return document

    def has(self, name: str) -> bool:
        """Return whether there is a file of this name, be it one that can't be read."""
        return name in self._files or name in self._refused

    def _walk(self, folder: Path, prefix: str) -> None:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self._refuse(DeckCode.UNREADABLE, prefix.rstrip("/") or ".", f"this folder can't be read: {error.strerror}")
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if self.full:
                return
            name = prefix + entry.name
            if self._left == 0:
                self.full = True
                message = f"there are more than {MOST_FILES} files and folders; keep only what the deck needs"
                self._add(DeckCode.TOO_MANY_FILES, ".", message)
                return
            self._left -= 1
            if entry.is_symlink():
                self._refuse(DeckCode.SYMLINK, name, "this is a symbolic link; put the file itself here")
            elif entry.is_dir(follow_symlinks=False):
                self._walk(Path(entry.path), name + "/")
            elif not entry.is_file(follow_symlinks=False):
                self._refuse(DeckCode.UNREADABLE, name, "this is no ordinary file; put one here")
            elif entry.stat(follow_symlinks=False).st_size > LARGEST_FILE:
                self._refuse(DeckCode.TOO_BIG, name, "this is larger than 1 MiB; no file of a deck needs to be")
            else:
                self._files[name] = Path(entry.path)

    def _bytes(self, name: str) -> bytes | None:
        path = self._files.get(name)
        if path is None:
            refused = any(name == other or other == "." or name.startswith(other + "/") for other in self._refused)
            if not refused and not self.full:
                self._add(DeckCode.MISSING_FILE, name, "this file is missing; write it")
            return None
        # Between the walk and now the file may have become a link or a pipe.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            with open(os.open(path, flags), "rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise OSError(0, "it is no ordinary file")
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            self._refuse(DeckCode.UNREADABLE, name, f"this can't be read: {error.strerror}")
            return None
        if len(data) > LARGEST_FILE:
            self._refuse(DeckCode.TOO_BIG, name, "this is larger than 1 MiB; no file of a deck needs to be")
            return None
        return data

    def _refuse(self, code: DeckCode, name: str, message: str) -> None:
        self._refused.add(name)
        self._add(code, name, message)

    def _add(self, code: DeckCode, name: str, message: str, line: int | None = None) -> None:
        file = self.label.rstrip("/") if name == "." and self.label else self.label + name
        self._findings.add(code, file, line, "", message)


def controls(text: str, *, page: bool) -> str:
    """Return what is wrong with the characters of a text, or an empty string; only a page may have several lines."""
    control = _CONTROL.search(text)
    if control:
        return _control_message(control.group())
    if not page and "\n" in text.strip(" \n"):
        return "a line break may not be here; write one line"
    return ""


def _control_message(mark: str) -> str:
    name = "a tab" if mark == "\t" else f"the control character U+{ord(mark):04X}"
    return f"{name} may not be in a text; " + ("use spaces" if mark == "\t" else "take it out")


def _plain(document: Document, path: KeyPath, value: Any) -> Any:
    """Return a value with texts stripped and what JSON can't hold replaced, in place; add what is wrong with it."""
    if isinstance(value, dict):
        for key, member in value.items():
            value[key] = _plain(document, (*path, key), member)
    elif isinstance(value, list):
        for number, member in enumerate(value):
            value[number] = _plain(document, (*path, number), member)
    elif isinstance(value, str):
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        wrong = controls(value, page=name in PAGES)
        if wrong:
            document.add(DeckCode.CONTROL_CHARACTER, path, wrong)
        return value.strip()
    elif isinstance(value, (date, time)):
        document.add(DeckCode.WRONG_TYPE, path, f"this must be text; put {quoted(value.isoformat())} in quotes")
        return value.isoformat()
    elif isinstance(value, int) and value.bit_length() > 63:
        document.add(DeckCode.OUT_OF_RANGE, path, "this number is far too large; write a smaller one")
        return 1
    return value
