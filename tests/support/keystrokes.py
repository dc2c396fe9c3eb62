"""What docs/keys.md says of keys: those of each screen, and those that each task takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from textual.binding import Binding
from textual.dom import DOMNode

PAGE: Final = Path(__file__).parents[2] / "docs" / "keys.md"
WRITTEN: Final = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "Backspace",
    "slash": "/",
    "question_mark": "?",
}
"""How the page writes keys that Textual calls otherwise."""
PRESSED: Final = {name: key for key, name in WRITTEN.items()}
OWN: Final = "own words"
"""What stands for words of one's own."""
TOKEN: Final = re.compile(r"`([^`]+)`(?:×(\d+)|(…))?|“([^”]+)”|\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a task: a key so many times, or something that is typed."""

    key: str = ""
    times: int | None = 1
    """None for as often as needed."""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table of tasks."""

    name: str
    steps: tuple[Step, ...]
    presses: int
    typed: int
    """Letters typed to find something; words of one's own aren't counted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a screen: where it works, how the page writes it, and what the foot of the screen calls it."""

    where: str
    key: str
    called: str


def written(key: str) -> str:
    """Return a key of Textual's as the page writes it."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[-1].upper()}"
    return WRITTEN.get(key, key.upper() if re.fullmatch(r"f\d+", key) else key)


def pressed(name: str) -> str:
    """Return a key of the page's as Textual calls it."""
    if name.startswith("Ctrl+"):
        return f"ctrl+{name[-1].lower()}"
    return PRESSED.get(name, name.lower() if re.fullmatch(r"F\d+", name) else name)


def taking(places: Sequence[int], of: int, take: str = "") -> list[str]:
    """Return the fewest keys that go from the first of so many rows to all these, and take each; a list is a ring."""
    ways = []
    for cut in range(len(places) + 1):
        low, high = sorted(places)[:cut], [place - of for place in sorted(places)[cut:]][::-1]
        ways += [_along([*low, *high], take), _along([*high, *low], take)]
    return min(ways, key=len)


def _along(stops: Sequence[int], take: str) -> list[str]:
    found, at = list[str](), 0
    for stop in stops:
        found += ["down" if stop > at else "up"] * abs(stop - at) + ([take] if take else [])
        at = stop
    return found


def shape(keys: Iterable[str]) -> list[str]:
    """Return keys without the walking up and down, and what is taken one after another once."""
    kept = [key for key in keys if key not in ("up", "down")]
    return [key for place, key in enumerate(kept) if key != "space" or kept[place - 1 : place] != ["space"]]


def rows(heads: str) -> Iterator[list[str]]:
    """Yield the cells of each row of every table with these heads."""
    inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif " | ".join(cells) == heads:
            inside = True
        elif inside and not set(line) <= set("|-: "):
            yield cells


def tasks() -> dict[str, Task]:
    """Return the tasks of the page by name."""
    found = {}
    for name, keys, presses, typed in rows("Task | Keys | Presses | Letters"):
        assert TOKEN.sub("", keys).strip() == "", keys
        assert name not in found, name
        count = int(presses.removeprefix("at most "))
        found[name] = Task(name, tuple(_steps(keys)), count, int(typed.removeprefix("at most ") or 0))
    return found


def _steps(keys: str) -> Iterator[Step]:
    for key, times, often, typed, own in TOKEN.findall(keys):
        if key:
            yield Step(pressed(key), None if often else int(times or 1))
        else:
            yield Step(typed=typed or own)


def entries() -> list[Entry]:
    """Return the keys that the page gives to each screen."""
    found = []
    for where, keys, called, _ in rows("Where | Key | Called | What it does"):
        names = re.findall(r"`([^`]+)`", keys)
        assert names, keys
        found += [Entry(where, name, called) for name in names]
    return found


def bound(*classes: type[DOMNode]) -> list[tuple[Entry, bool]]:
    """Return the keys that classes bind themselves, without a place, and whether the foot of the screen shows each."""
    made = [binding for one in classes for binding in Binding.make_bindings(one.__dict__.get("BINDINGS", ()))]
    return [(Entry("", written(one.key), one.description), one.show) for one in made if _tells(one)]


def _tells(binding: Binding) -> bool:
    """Return whether a binding is a screen's own: help and the keys of vim are everywhere."""
    return bool(binding.description) and binding.action != "help"
