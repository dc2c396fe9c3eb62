"""Public names of a room that load on first use, for what costs too much on the way to the home screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def names(room: str, homes: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a room whose public names live in the modules that `homes` gives.

    `__getattr__` keeps what it loads in the room, and raises AttributeError for any other name.
    """

    def load(name: str) -> object:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        value: object = getattr(import_module(home), name)
        vars(sys.modules[room])[name] = value
        return value

    def listed() -> list[str]:
        return sorted({*vars(sys.modules[room]), *homes})

    return load, listed
