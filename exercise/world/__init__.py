"""What moves what: the assumed influence map, and how a shock spreads over it.

The names below load on first use, because networkx does and costs what no home screen should wait for.
"""

from typing import TYPE_CHECKING

from exercise import lazy

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

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
