"""Where each key of a TOML text stands: the reader of the standard library says no line.

The scanner reads far enough to tell keys, tables and values apart and leaves the values to tomllib. What it has found
up to a fault stays found, so it may run over a text that isn't TOML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

KeyPath = tuple[str | int, ...]
"""The way to a value: keys by name, members of arrays by number from 0."""

DEEPEST: Final = 12
"""The most parts that a key, and the most arrays and tables inside each other, may have; tomllib is slow past that."""

_SPACE: Final = re.compile(r"[ \t]*")
_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_BASIC: Final = re.compile(r'"(?:[^"\\\n]++|\\.)*+"')
_LITERAL: Final = re.compile(r"'[^'\n]*'")
_LONG_BASIC: Final = re.compile(r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}')
_LONG_LITERAL: Final = re.compile(r"'''(?:[^']++|'{1,2}(?!'))*+'{3,5}")
_PLAIN: Final = re.compile(r"[^,\]}#\n]+")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_QUOTED: Final = (("'''", _LONG_LITERAL), ('"""', _LONG_BASIC), ("'", _LITERAL), ('"', _BASIC))


class TooDeepError(ValueError):
    """A key has more parts, or values stand deeper inside each other, than any deck needs; `line` says where."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} goes deeper than {DEEPEST} levels")
        self.line = line


class _FaultError(Exception):
    """The text isn't TOML from here on."""


class KeyLines:
    """The lines, counted from 1, on which the keys and the members of arrays of one text stand."""

    def __init__(self, lines: Mapping[KeyPath, int]) -> None:
        self._lines = lines

    def __getitem__(self, path: KeyPath) -> int:
        """Return the line of a key that the text has; KeyError for any other."""
        return self._lines[path]

    def nearest(self, path: KeyPath) -> int | None:
        """Return the line of a key, or of the innermost table around it that the text has; None where none does."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None


def scan_keys(text: str) -> KeyLines:
    """Return the lines of all keys of a TOML text, whose line ends are bare newlines; TooDeepError past DEEPEST."""
    scanner = _Scanner(text)
    with suppress(_FaultError):
        scanner.document()
    return KeyLines(scanner.lines)


def dotted(path: Sequence[str | int]) -> str:
    """Return a path as people read it: `cards[3].claims`, with quotes around a key that isn't plain."""
    parts: list[str] = []
    for part in path:
        if isinstance(part, int):
            parts.append(f"[{part}]")
        else:
            parts.append(("." if parts else "") + (part if _BARE_KEY.fullmatch(part) else repr(part)))
    return "".join(parts)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self._newlines = [place for place, mark in enumerate(text) if mark == "\n"]
        self._members: dict[KeyPath, int] = {}
        """For each array of tables, the number of its last table."""

    def document(self) -> None:
        """Read the whole text."""
        table: KeyPath = ()
        while True:
            self._skip(_BLANK)
            if self.at == len(self.text):
                return
            if self._take("[["):
                table = self._header(array=True)
                self._need("]]")
            elif self._take("["):
                table = self._header(array=False)
                self._need("]")
            else:
                self._pair(table, 1)
            self._skip(_SPACE)
            if self.at < len(self.text) and self.text[self.at] not in "#\n":
                raise _FaultError

    def _header(self, array: bool) -> KeyPath:
        """Read a table's name; return its path, which runs through the last member of each array of tables."""
        parts = self._key()
        path: KeyPath = ()
        for place, (name, line) in enumerate(parts, 1):
            path = (*path, name)
            self.lines.setdefault(path, line)
            if array and place == len(parts):
                self._members[path] = self._members.get(path, -1) + 1
            if path in self._members:
                path = (*path, self._members[path])
                self.lines.setdefault(path, line)
        return path

    def _pair(self, table: KeyPath, depth: int) -> None:
        path = table
        for name, line in self._key():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self._need("=")
        self._skip(_SPACE)
        self._value(path, depth)

    def _key(self) -> list[tuple[str, int]]:
        """Read a key; return its parts, each with its line."""
        parts: list[tuple[str, int]] = []
        while True:
            self._skip(_SPACE)
            line = self._line()
            if len(parts) == DEEPEST:
                raise TooDeepError(line)
            parts.append((self._name(), line))
            self._skip(_SPACE)
            if not self._take("."):
                return parts

    def _name(self) -> str:
        if self.text.startswith('"', self.at):
            return _ESCAPE.sub(_unescape, self._match(_BASIC)[1:-1])
        if self.text.startswith("'", self.at):
            return self._match(_LITERAL)[1:-1]
        return self._match(_BARE_KEY)

    def _value(self, path: KeyPath, depth: int) -> None:
        if depth > DEEPEST:
            raise TooDeepError(self._line())
        if self._take("["):
            self._array(path, depth)
        elif self._take("{"):
            self._inline_table(path, depth)
        else:
            for quotes, pattern in _QUOTED:
                if self.text.startswith(quotes, self.at):
                    self._match(pattern)
                    return
            self._match(_PLAIN)

    def _array(self, path: KeyPath, depth: int) -> None:
        number = 0
        while True:
            self._skip(_BLANK)
            if self._take("]"):
                return
            member = (*path, number)
            self.lines[member] = self._line()
            self._value(member, depth + 1)
            number += 1
            self._skip(_BLANK)
            if not self._take(","):
                self._need("]")
                return

    def _inline_table(self, path: KeyPath, depth: int) -> None:
        self._skip(_BLANK)
        if self._take("}"):
            return
        while True:
            self._skip(_BLANK)
            self._pair(path, depth + 1)
            self._skip(_BLANK)
            if not self._take(","):
                self._need("}")
                return

    def _line(self) -> int:
        return bisect_right(self._newlines, self.at - 1) + 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()

    def _take(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            raise _FaultError

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _FaultError
        self.at = found.end()
        return found.group()


def _unescape(found: re.Match[str]) -> str:
    short, long, mark = found.groups()
    code = int(short or long or "0", 16)
    if mark is not None:
        return _ESCAPED.get(mark, mark)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
