"""How strong each argument is, and what makes it so.

The names below load on first use, because networkx does and costs what no home screen should wait for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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
