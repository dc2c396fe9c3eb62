"""The spectral radius, by hand and against numpy."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest

from exercise.conformance.spectrum import spectral_radius

APPROX = 1e-8


def graph(*edges: tuple[str, str, float]) -> nx.DiGraph[Any]:
    made: nx.DiGraph[Any] = nx.DiGraph()
    made.add_nodes_from("abcd")
    made.add_weighted_edges_from(edges)
    return made


@pytest.mark.parametrize(
    ("edges", "radius"),
    [
        ((), 0.0),
        # Without a circle every eigenvalue is 0.
        ([("a", "b", 0.6), ("b", "c", 0.6), ("a", "c", 0.6)], 0.0),
        # A circle of n edges has eigenvalues of magnitude (product of the weights)^(1/n), n of the same.
        ([("a", "b", 0.9), ("b", "a", 0.4)], 0.6),
        ([("a", "b", 0.2), ("b", "c", 0.4), ("c", "a", 0.1)], 0.2),
        # Signs don't count.
        ([("a", "b", -0.9), ("b", "a", 0.4)], 0.6),
        # The larger of two circles, also where one leads into the other.
        ([("a", "b", 0.5), ("b", "a", 0.5), ("b", "c", 9.0), ("c", "d", 0.9), ("d", "c", 0.4)], 0.6),
        # As strong as each other and joined, where plain power iteration converges like 1/k.
        ([("a", "b", 0.6), ("b", "a", 0.6), ("b", "c", 1.0), ("c", "d", 0.6), ("d", "c", 0.6)], 0.6),
        # A link without weight joins nothing.
        ([("a", "b", 0.9), ("b", "a", 0.0)], 0.0),
        # [[0, 1, 1], [1, 0, 0], [1, 0, 0]] has λ² = 2.
        ([("a", "b", 1.0), ("b", "a", 1.0), ("a", "c", 1.0), ("c", "a", 1.0)], 2**0.5),
    ],
)
def test_small_graphs_have_the_radius_that_is_worked_out_by_hand(
    edges: list[tuple[str, str, float]], radius: float
) -> None:
    assert spectral_radius(graph(*edges)) == pytest.approx(radius, abs=APPROX)


@pytest.mark.parametrize("seed", range(60))
def test_it_is_that_of_numpy(seed: int) -> None:
    numpy = pytest.importorskip("numpy")
    chance = random.Random(seed)
    nodes = chance.randint(2, 30)
    made: nx.DiGraph[Any] = nx.DiGraph()
    made.add_nodes_from(range(nodes))
    for _ in range(chance.randint(1, nodes * 3)):
        cause, effect = chance.sample(range(nodes), 2)
        made.add_edge(cause, effect, weight=chance.choice((-1, 1)) * chance.choice((0.2, 0.4, 0.6)))
    matrix = numpy.abs(nx.to_numpy_array(made))
    # A multiple eigenvalue is what numpy gets wrong, by the root of a rounding error.
    assert spectral_radius(made) == pytest.approx(max(abs(numpy.linalg.eigvals(matrix))), abs=1e-4)
