"""What moves what: the assumed influence map, and how a shock spreads over it.

The names below load on first use, because networkx does and costs what no home screen should wait for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercise.world.influence import Path, Propagation, propagate
    from exercise.world.maps import graph, influence_map

__all__ = ["Path", "Propagation", "graph", "influence_map", "propagate"]

_HOMES = {
    "Path": "exercise.world.influence",
    "Propagation": "exercise.world.influence",
    "graph": "exercise.world.maps",
    "influence_map": "exercise.world.maps",
    "propagate": "exercise.world.influence",
}
"""The module that each public name lives in."""


def __getattr__(name: str) -> object:
    """Return a public name of this room, loading the module it lives in; AttributeError for any other name."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the names of this room, loaded or not."""
    return sorted({*globals(), *__all__})
