"""Laws that propagation obeys on any graph, and a dense implementation that it agrees with."""

import math
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.world import propagate

WEIGHTS = st.floats(-1.0, 1.0).map(lambda weight: round(weight, 3))
AMOUNTS = st.floats(-2.0, 2.0).map(lambda amount: round(amount, 3))


@st.composite
def graphs(draw: st.DrawFn, *, weights: st.SearchStrategy[float] = WEIGHTS, delays: bool = True) -> Any:
    """Return a graph of one to five nodes, cycles and all, some of its edges lagged and some delayed."""
    nodes = draw(st.integers(1, 5))
    pairs = draw(st.sets(st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1)), max_size=12))
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(range(nodes))
    for source, target in sorted(pairs):
        delay = draw(st.sampled_from([0, 0, 0, 1])) if delays else 0
        graph.add_edge(source, target, weight=draw(weights), lag=draw(st.integers(1, 3)), delay=delay)
    return graph


@st.composite
def cases(draw: st.DrawFn) -> tuple[Any, dict[str, tuple[int, float]], float, int]:
    """Return a graph, up to three shocks, a damping and a horizon."""
    graph = draw(graphs())
    nodes = st.integers(0, len(graph) - 1)
    shocks = draw(st.dictionaries(st.sampled_from("xyz"), st.tuples(nodes, AMOUNTS), max_size=3))
    return graph, shocks, draw(st.sampled_from([0.0, 0.5, 0.7, 1.0])), draw(st.integers(0, 5))


def dense(graph: Any, shocks: dict[str, tuple[int, float]], damping: float, horizon: int) -> list[float]:
    """Return the changes by powers of a dense matrix, in which an edge of lag k is a row of k - 1 nodes of its own."""
    size = len(graph)
    entries = []
    for source, target, attributes in graph.edges.data():
        if attributes["delay"] > 0:
            continue
        here, factor = source, damping * attributes["weight"]
        for _ in range(attributes["lag"] - 1):
            entries.append((here, size, factor))
            here, factor, size = size, 1.0, size + 1
        entries.append((here, target, factor))
    matrix = [[0.0] * size for _ in range(size)]
    for source, target, factor in entries:
        matrix[target][source] += factor
    state = [math.fsum(amount for node, amount in shocks.values() if node == i) for i in range(size)]
    total = state
    for _ in range(horizon):
        state = [math.fsum(a * b for a, b in zip(row, state, strict=True)) for row in matrix]
        total = [a + b for a, b in zip(total, state, strict=True)]
    return total[: len(graph)]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_it_agrees_with_the_powers_of_a_dense_matrix(case: Any) -> None:
    graph, shocks, damping, horizon = case
    result = propagate(graph, shocks, damping=damping, horizon=horizon)
    assert list(result.delta.values()) == pytest.approx(dense(graph, shocks, damping, horizon), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_shocks_sum_to_the_whole_and_never_beyond_the_gross(case: Any) -> None:
    graph, shocks, damping, horizon = case
    result = propagate(graph, shocks, damping=damping, horizon=horizon)
    for node, delta in result.delta.items():
        assert set(result.by_shock[node]) == set(shocks)
        assert math.fsum(result.by_shock[node].values()) == pytest.approx(delta, abs=1e-9)
        assert math.fsum(map(abs, result.by_shock[node].values())) == pytest.approx(result.gross[node], abs=1e-9)
        assert abs(delta) <= result.gross[node] + 1e-12


@settings(max_examples=100, deadline=None)
@given(cases())
def test_a_change_is_what_fell_on_the_node_and_what_its_edges_brought(case: Any) -> None:
    graph, shocks, damping, horizon = case
    result = propagate(graph, shocks, damping=damping, horizon=horizon)
    for node, delta in result.delta.items():
        fell = [amount for start, amount in shocks.values() if start == node]
        came = [result.edges[a, b] for a, b, delay in graph.edges.data("delay") if b == node and delay == 0]
        assert math.fsum(fell + came) == pytest.approx(delta, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_all_walks_sum_to_the_whole_and_by_shock_too(case: Any) -> None:
    graph, shocks, damping, horizon = case
    result = propagate(graph, shocks, damping=damping, horizon=min(horizon, 4))
    for node, delta in result.delta.items():
        paths = result.paths(node, top=None)
        assert math.fsum(path.contribution for path in paths) == pytest.approx(delta, abs=1e-9)
        for shock, part in result.by_shock[node].items():
            of_shock = math.fsum(path.contribution for path in paths if path.shock == shock)
            assert of_shock == pytest.approx(part, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(1, 6))
def test_the_strongest_walks_are_the_first_of_all_walks(case: Any, top: int) -> None:
    graph, shocks, damping, horizon = case
    result = propagate(graph, shocks, damping=damping, horizon=min(horizon, 4))
    for node in graph:
        paths = result.paths(node, top=None)
        assert result.paths(node, top=top) == paths[:top]
        assert len({(path.shock, path.nodes) for path in paths}) == len(paths)
        for stronger, weaker in pairwise(paths):
            assert abs(stronger.contribution) >= abs(weaker.contribution) * (1 - 1e-9)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_walk_follows_edges_and_carries_their_product(case: Any) -> None:
    graph, shocks, damping, horizon = case
    result = propagate(graph, shocks, damping=damping, horizon=horizon)
    for node in graph:
        for path in result.paths(node):
            start, expected = shocks[path.shock]
            steps = list(pairwise(path.nodes))
            assert (path.nodes[0], path.nodes[-1]) == (start, node)
            assert sum(graph.edges[step]["lag"] for step in steps) <= horizon
            for step in steps:
                expected *= damping * graph.edges[step]["weight"]
            assert path.contribution == pytest.approx(expected, rel=1e-12)


@settings(max_examples=80, deadline=None)
@given(cases(), st.floats(-3.0, 3.0))
def test_a_scaled_shock_does_the_same_scaled(case: Any, factor: float) -> None:
    graph, shocks, damping, horizon = case
    scaled = {name: (node, factor * amount) for name, (node, amount) in shocks.items()}
    once = propagate(graph, shocks, damping=damping, horizon=horizon)
    result = propagate(graph, scaled, damping=damping, horizon=horizon)
    for node in graph:
        assert result.delta[node] == pytest.approx(factor * once.delta[node], abs=1e-9)
    for edge, crossed in result.edges.items():
        assert crossed == pytest.approx(factor * once.edges[edge], abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_shocks_together_do_what_they_do_one_by_one(case: Any) -> None:
    graph, shocks, damping, horizon = case
    together = propagate(graph, shocks, damping=damping, horizon=horizon)
    alone = [propagate(graph, {name: shock}, damping=damping, horizon=horizon) for name, shock in shocks.items()]
    for node in graph:
        assert together.delta[node] == pytest.approx(math.fsum(one.delta[node] for one in alone), abs=1e-9)
    for edge in graph.edges:
        assert together.edges[edge] == pytest.approx(math.fsum(one.edges[edge] for one in alone), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(graphs(weights=st.floats(0.0, 1.0), delays=False), st.integers(0, 4))
def test_where_all_links_are_positive_a_longer_horizon_never_takes_away(graph: Any, horizon: int) -> None:
    shorter = propagate(graph, {"s": (0, 1.0)}, horizon=horizon)
    longer = propagate(graph, {"s": (0, 1.0)}, horizon=horizon + 1)
    assert all(longer.delta[node] >= shorter.delta[node] - 1e-12 for node in graph)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_order_of_nodes_and_edges_makes_no_difference(case: Any) -> None:
    graph, shocks, damping, horizon = case
    turned: Any = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph)))
    turned.add_edges_from(reversed(list(graph.edges.data())))
    result = propagate(graph, shocks, damping=damping, horizon=horizon)
    again = propagate(turned, shocks, damping=damping, horizon=horizon)
    assert again.delta == pytest.approx(result.delta, abs=1e-9)
    assert again.edges == pytest.approx(result.edges, abs=1e-9)
