"""Laws that strengths and contributions obey, and other implementations that they agree with."""

import math
from itertools import permutations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.argument import contributions, strengths

EVERY = ["quadratic-energy", "df-quad", "euler", "mlp"]
DUAL = ["quadratic-energy", "df-quad", "mlp"]
"""The semantics that treat an argument and its denial alike; euler doesn't."""

SEMANTICS = st.sampled_from(EVERY)
BASES = st.floats(0.01, 0.99)
WEIGHTS = st.floats(0.0, 1.0)
KINDS = st.sampled_from(["support", "attack"])
OTHER = {"support": "attack", "attack": "support"}
ARGUERS = st.lists(st.tuples(BASES, KINDS, WEIGHTS), max_size=5)
"""What argues about a topic directly: (base, kind, weight)."""


@st.composite
def graphs(draw: st.DrawFn, *, cyclic: bool, most: int = 6) -> Any:
    """Return a graph of one to `most` nodes, 0 the likely topic; without cycles edges lead to lower numbers."""
    nodes = draw(st.integers(1, most))
    graph: Any = nx.DiGraph()
    for node in draw(st.permutations(range(nodes))):
        graph.add_node(node, base=draw(BASES))
    number = st.integers(0, nodes - 1)
    for a, b in sorted(draw(st.sets(st.tuples(number, number), max_size=2 * nodes))):
        if cyclic or a != b:
            source, target = (a, b) if cyclic else (max(a, b), min(a, b))
            graph.add_edge(source, target, kind=draw(KINDS), weight=draw(WEIGHTS))
    return graph


def star(base: float, arguers: list[tuple[float, str, float]]) -> Any:
    """Return a topic, "t", with these arguers and nothing else."""
    graph: Any = nx.DiGraph()
    graph.add_node("t", base=base)
    for i, (strength, kind, weight) in enumerate(arguers):
        graph.add_node(i, base=strength)
        graph.add_edge(i, "t", kind=kind, weight=weight)
    return graph


def formula(graph: Any, node: Any, of: Any, semantics: str) -> float:
    """Return what DESIGN's table says of `node`, where `of(arguer)` is an arguer's strength."""
    w = graph.nodes[node]["base"]
    by_kind: dict[str, list[float]] = {"support": [], "attack": []}
    for source, _, attributes in graph.in_edges(node, data=True):
        by_kind[attributes["kind"]].append(attributes["weight"] * of(source))
    energy = math.fsum(by_kind["support"]) - math.fsum(by_kind["attack"])
    if semantics == "quadratic-energy":
        h = energy**2 / (1 + energy**2)
        return float(w + (1 - w) * h if energy > 0 else w - w * h)
    if semantics == "df-quad":
        v_s, v_a = (1 - math.prod(1 - s for s in by_kind[kind]) for kind in ("support", "attack"))
        return float(w + (1 - w) * (v_s - v_a) if v_s >= v_a else w + w * (v_s - v_a))
    if semantics == "euler":
        return float(1 - (1 - w**2) / (1 + w * math.exp(energy)))
    return float(1 / (1 + math.exp(-(math.log(w / (1 - w)) + energy))))


def recursive(graph: Any, node: Any, semantics: str) -> float:
    """Return the strength of a node of an acyclic graph by the definition, from its arguers' down."""
    return formula(graph, node, lambda source: recursive(graph, source, semantics), semantics)


def shapley(graph: Any, topic: Any, semantics: str) -> dict[Any, float]:
    """Return the Shapley values by their definition: the mean gain on joining, over all orders of joining."""
    ancestors = sorted(nx.ancestors(graph, topic))
    totals = dict.fromkeys(ancestors, 0.0)
    for order in permutations(ancestors):
        there = {topic}
        for player in order:
            before = strengths(graph.subgraph(there), semantics)[topic]
            there.add(player)
            totals[player] += strengths(graph.subgraph(there), semantics)[topic] - before
    return {player: total / math.factorial(len(ancestors)) for player, total in totals.items()}


@settings(max_examples=150, deadline=None)
@given(graphs(cyclic=False), SEMANTICS)
def test_without_a_cycle_strengths_are_those_of_the_definition(graph: Any, semantics: str) -> None:
    result = strengths(graph, semantics)
    assert dict(result) == pytest.approx({node: recursive(graph, node, semantics) for node in graph}, abs=1e-12)
    assert (result.converged, result.residual) == (True, 0.0)


@settings(max_examples=80, deadline=None)
@given(graphs(cyclic=True), SEMANTICS)
def test_with_cycles_each_strength_is_what_its_arguers_ask_for(graph: Any, semantics: str) -> None:
    result = strengths(graph, semantics)
    gaps = [abs(formula(graph, node, result.__getitem__, semantics) - result[node]) for node in graph]
    assert max(gaps) == pytest.approx(result.residual, abs=1e-12)
    assert result.converged
    assert result.residual < 1.1e-11


@settings(max_examples=80, deadline=None)
@given(graphs(cyclic=True), SEMANTICS)
def test_strengths_stay_between_zero_and_one(graph: Any, semantics: str) -> None:
    assert all(0.0 <= strength <= 1.0 for strength in strengths(graph, semantics).values())


@settings(max_examples=100, deadline=None)
@given(BASES, st.lists(st.tuples(BASES, KINDS, WEIGHTS), min_size=1, max_size=5), BASES, SEMANTICS)
def test_a_stronger_supporter_never_lowers_and_a_stronger_attacker_never_raises(
    base: float, arguers: list[tuple[float, str, float]], other: float, semantics: str
) -> None:
    (strength, kind, weight), *rest = arguers
    low, high = sorted((strength, other))
    lower = strengths(star(base, [(low, kind, weight), *rest]), semantics)["t"]
    higher = strengths(star(base, [(high, kind, weight), *rest]), semantics)["t"]
    assert (higher - lower if kind == "support" else lower - higher) >= -1e-12


@settings(max_examples=100, deadline=None)
@given(BASES, ARGUERS, BASES, KINDS, WEIGHTS, SEMANTICS)
def test_a_further_supporter_never_lowers_and_a_further_attacker_never_raises(
    base: float, arguers: list[tuple[float, str, float]], strength: float, kind: str, weight: float, semantics: str
) -> None:
    before = strengths(star(base, arguers), semantics)["t"]
    after = strengths(star(base, [*arguers, (strength, kind, weight)]), semantics)["t"]
    assert (after - before if kind == "support" else before - after) >= -1e-12


@settings(max_examples=60, deadline=None)
@given(BASES, BASES, ARGUERS, SEMANTICS)
def test_a_higher_base_never_lowers(
    first: float, second: float, arguers: list[tuple[float, str, float]], semantics: str
) -> None:
    low, high = sorted((first, second))
    higher = strengths(star(high, arguers), semantics)["t"]
    assert higher >= strengths(star(low, arguers), semantics)["t"] - 1e-12


@settings(max_examples=60, deadline=None)
@given(BASES, ARGUERS, SEMANTICS)
def test_supporters_and_attackers_that_match_leave_the_base(
    base: float, arguers: list[tuple[float, str, float]], semantics: str
) -> None:
    matched = arguers + [(strength, OTHER[kind], weight) for strength, kind, weight in arguers]
    assert strengths(star(base, matched), semantics)["t"] == pytest.approx(base, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(BASES, ARGUERS, st.sampled_from(DUAL))
def test_an_argument_and_its_denial_add_up_to_one(
    base: float, arguers: list[tuple[float, str, float]], semantics: str
) -> None:
    denied = [(strength, OTHER[kind], weight) for strength, kind, weight in arguers]
    there = strengths(star(base, arguers), semantics)["t"]
    assert there + strengths(star(1.0 - base, denied), semantics)["t"] == pytest.approx(1.0, abs=1e-12)


@settings(max_examples=80, deadline=None)
@given(graphs(cyclic=False), SEMANTICS)
def test_an_edge_without_weight_might_as_well_not_be_there(graph: Any, semantics: str) -> None:
    with_edge = graph.copy()
    with_edge.add_node("new", base=0.9)
    with_edge.add_edge("new", 0, kind="attack", weight=0.0)
    result = strengths(with_edge, semantics)
    assert all(result[node] == strength for node, strength in strengths(graph, semantics).items())
    assert contributions(with_edge, 0, semantics)["new"] == pytest.approx(0.0, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(graphs(cyclic=True), SEMANTICS)
def test_the_order_of_nodes_and_edges_makes_no_difference(graph: Any, semantics: str) -> None:
    turned: Any = nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes.data())))
    turned.add_edges_from(reversed(list(graph.edges.data())))
    assert dict(strengths(turned, semantics)) == pytest.approx(dict(strengths(graph, semantics)), abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(st.booleans().flatmap(lambda cyclic: graphs(cyclic=cyclic)), SEMANTICS)
def test_contributions_sum_to_the_strength_less_the_base(graph: Any, semantics: str) -> None:
    whole = strengths(graph, semantics)[0] - graph.nodes[0]["base"]
    assert math.fsum(contributions(graph, 0, semantics).values()) == pytest.approx(whole, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(graphs(cyclic=False, most=5), SEMANTICS)
def test_contributions_are_the_mean_gains_over_all_orders(graph: Any, semantics: str) -> None:
    result = contributions(graph, 0, semantics)
    assert result.exact
    assert result == pytest.approx(shapley(graph, 0, semantics), abs=1e-12)


@settings(max_examples=12, deadline=None)
@given(graphs(cyclic=True, most=4), SEMANTICS)
def test_contributions_in_a_cycle_are_the_mean_gains_too(graph: Any, semantics: str) -> None:
    result = contributions(graph, 0, semantics)
    for player, value in shapley(graph, 0, semantics).items():
        assert result[player] == pytest.approx(value, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(BASES, ARGUERS, BASES, KINDS, WEIGHTS, SEMANTICS)
def test_arguers_that_are_alike_get_equal_shares(
    base: float, arguers: list[tuple[float, str, float]], strength: float, kind: str, weight: float, semantics: str
) -> None:
    alike = (strength, kind, weight)
    result = contributions(star(base, [alike, *arguers, alike]), "t", semantics)
    assert result[0] == pytest.approx(result[len(arguers) + 1], abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(BASES, ARGUERS, SEMANTICS)
def test_direct_supporters_are_credited_and_direct_attackers_debited(
    base: float, arguers: list[tuple[float, str, float]], semantics: str
) -> None:
    result = contributions(star(base, arguers), "t", semantics)
    for i, (_, kind, _) in enumerate(arguers):
        assert (result[i] if kind == "support" else -result[i]) >= -1e-12
