"""Whether shocks fade as they run round the influence map (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import networkx as nx

from exercise.conformance.codes import Code, finding
from exercise.deckfiles import Finding
from exercise.engine.game import Game
from exercise.world import influence_map
from exercise.world.tables import DAMPING

LARGEST_RADIUS: Final = 0.85
_TOLERANCE: Final = 1e-9
_MOST_STEPS: Final = 10_000


def check_spectrum(game: Game) -> Iterator[Finding]:
    """Yield a finding where the printed links let shocks fade too slowly."""
    radius = DAMPING * spectral_radius(influence_map(game.world, game.world.printed))
    if radius > LARGEST_RADIUS + _TOLERANCE:
        said = f"the spectral radius of damping · |weights| is {radius:.3f}, and {LARGEST_RADIUS} is the most"
        yield finding(Code.UNSTABLE_WORLD, "world.toml", ("links",), f"{said}; weaken or take out links in circles")


def spectral_radius(graph: nx.DiGraph[Any]) -> float:
    """Return the largest magnitude of an eigenvalue of the matrix of the edges' |`weight`|, 0 or more.

    It is exact to 1e-9; where 10,000 steps don't settle it (weights many orders of magnitude apart), it is too large.
    The radius is the largest of those of the strongly connected parts. For each, power iteration runs on I + |W|,
    whose powers fill up also where |W| is periodic; by Collatz and Wielandt the largest quotient of a step is never
    below 1 + the radius and the smallest never above it (Horn and Johnson, "Matrix analysis", 8.1.26).
    """
    weights = {(a, b): abs(link["weight"]) for a, b, link in graph.edges(data=True) if link["weight"]}
    largest = 0.0
    for part in nx.strongly_connected_components(nx.DiGraph(weights.keys())):
        inside = [(a, b, weight) for (a, b), weight in weights.items() if a in part and b in part]
        values = dict.fromkeys(part, 1.0)
        most = 1.0
        for _ in range(_MOST_STEPS if inside else 0):
            onward = dict(values)
            for cause, effect, weight in inside:
                onward[effect] += weight * values[cause]
            quotients = [onward[node] / values[node] for node in part]
            most = max(quotients)
            if most - min(quotients) < _TOLERANCE:
                break
            top = max(onward.values())
            values = {node: value / top for node, value in onward.items()}
        largest = max(largest, most - 1.0)
    return largest
