"""How strong each argument is, and what makes it so.

The names below load on first use, because networkx does and costs what no home screen should wait for.
"""

from typing import TYPE_CHECKING

from exercise import lazy

if TYPE_CHECKING:
    from exercise.argument.graphs import graph
    from exercise.argument.semantics import Contributions, Strengths, contributions, strengths

__all__ = ["Contributions", "Strengths", "contributions", "graph", "strengths"]

_HOMES = {
    "Contributions": "exercise.argument.semantics",
    "Strengths": "exercise.argument.semantics",
    "contributions": "exercise.argument.semantics",
    "graph": "exercise.argument.graphs",
    "strengths": "exercise.argument.semantics",
}
"""The module that each public name lives in."""

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
