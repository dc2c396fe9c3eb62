"""The lines of a journal and the chain of digests over their bytes (DESIGN 9)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

ZERO = bytes(32)
"""What comes before the first line's digest."""

MOST_LINE = 4 << 20
MOST_FILE = 512 << 20

_MARK = b',"digest":"'
_TAIL = len(_MARK) + 64 + 2


@dataclass(frozen=True, slots=True)
class Line:
    """One verified line: its envelope as plain data, and where it ends."""

    data: dict[str, Any]
    digest: bytes
    end: int
    """The offset after its newline."""

    @property
    def ends_decision(self) -> bool:
        """Whether it is the last of a decision."""
        return self.data.get("end") is True


@dataclass(slots=True)
class Scan:
    """What reading a journal found."""

    lines: list[Line] = field(default_factory=list)
    """The lines of whole decisions."""
    good: int = 0
    """The offset after the last whole decision."""
    decisions: int = 0
    problem: str = ""
    """What is wrong with the first bad line; empty where none is."""
    bad_line: int = 0
    """Its number, from 1."""
    torn: int = 0
    """How many bytes of an unfinished decision follow; 0 where a line is bad."""

    @property
    def digest(self) -> bytes:
        """The digest that the next line goes on from."""
        return self.lines[-1].digest if self.lines else ZERO


def seal(previous: bytes, body: str) -> tuple[bytes, bytes]:
    """Return a line, newline included, and its digest; `body` is a JSON object without its closing brace."""
    raw = body.encode("ascii")
    digest = hashlib.sha256(previous + raw).digest()
    return raw + _MARK + digest.hex().encode("ascii") + b'"}\n', digest


def seal_decision(
    previous: bytes, first: int, bodies: Sequence[tuple[str, str, str]], start: str
) -> tuple[bytes, bytes]:
    """Return the lines of one decision as bytes, and the digest of the last.

    `bodies` holds (event as JSON, seat, time) and `first` is the number of the first line; `start` goes into the very
    first line of a journal.
    """
    data = b""
    for place, (event, seat, at) in enumerate(bodies):
        head = f'{{"seq":{first + place},{start}"at":{json.dumps(at)},"seat":{json.dumps(seat)},"event":{event}'
        start = ""
        end = ',"end":true' if place == len(bodies) - 1 else ""
        line, previous = seal(previous, head + end)
        data += line
    return data, previous


def scan(data: bytes, found: Scan | None = None) -> Scan:
    """Return what a journal's bytes hold: whole decisions, and the first thing wrong with the rest.

    Goes on from `found`, whose `good` bytes are left out of `data`, where it is given.
    """
    found = found or Scan()
    pending: list[Line] = []
    digest, offset, base = found.digest, 0, found.good
    found.torn = 0
    while True:
        newline = data.find(b"\n", offset)
        if newline < 0:
            break
        number = len(found.lines) + len(pending)
        line, problem = _read(data[offset:newline], digest, number, base + newline + 1)
        if line is None:
            found.problem = f"line {number + 1} of the journal {problem}"
            found.bad_line = number + 1
            return found
        pending.append(line)
        digest, offset = line.digest, newline + 1
        if line.ends_decision:
            found.lines += pending
            found.decisions += 1
            found.good = line.end
            pending = []
    found.torn = base + len(data) - found.good
    return found


def _read(raw: bytes, previous: bytes, number: int, end: int) -> tuple[Line | None, str]:
    if len(raw) > MOST_LINE:
        return None, "is longer than a line can be"
    body, tail = raw[:-_TAIL], raw[-_TAIL:]
    if len(raw) <= _TAIL or not tail.startswith(_MARK) or not tail.endswith(b'"}'):
        return None, "has no digest at its end"
    digest = hashlib.sha256(previous + body).digest()
    if tail[len(_MARK) : -2] != digest.hex().encode("ascii"):
        return None, "was changed after it was written, or a line before it is missing"
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None, "is not JSON"
    if not isinstance(data, dict) or data.get("seq") != number or not isinstance(data.get("event"), dict):
        return None, "is not the one that should stand there"
    return Line(data, digest, end), ""
