"""`exercise.argument.strengths` at values worked by hand, and what it refuses."""

import math
import subprocess
import sys
from typing import Any

import networkx as nx
import pytest

from exercise.argument import strengths

EVERY = ["quadratic-energy", "df-quad", "euler", "mlp"]


def graph_of(bases: dict[str, float], *edges: tuple[str, str, str]) -> Any:
    """Return the graph with these bases, and with edges (source, kind, target)."""
    graph: Any = nx.DiGraph()
    for node, base in bases.items():
        graph.add_node(node, base=base)
    for source, kind, target in edges:
        graph.add_edge(source, target, kind=kind)
    return graph


def test_importing_the_room_loads_none_of_the_slow_libraries() -> None:
    code = (
        "import sys, exercise.argument\n"
        "assert 'strengths' in dir(exercise.argument)\n"
        "slow = {'networkx', 'numpy', 'pydantic'} & set(sys.modules)\n"
        "assert not slow, slow\n"
        "exercise.argument.strengths\n"
        "assert 'networkx' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_room_has_no_names_but_its_own() -> None:
    import exercise.argument

    with pytest.raises(AttributeError, match="no attribute 'strenghts'"):
        exercise.argument.strenghts  # noqa: B018


@pytest.mark.parametrize("semantics", EVERY)
def test_an_argument_that_nobody_argues_about_keeps_its_base(semantics: str) -> None:
    assert strengths(graph_of({"a": 0.37}), semantics)["a"] == pytest.approx(0.37, abs=1e-15)


def test_a_reason_on_a_claim_of_six_tenths_stands_at_632() -> None:
    graph = graph_of({"claim": 0.6, "reason": 0.5}, ("claim", "support", "reason"))
    # E = .6, h = .36/1.36 = .264706; .5 + .5 · .264706
    assert strengths(graph)["reason"] == pytest.approx(0.632353, abs=5e-7)


def test_a_counter_that_cites_the_same_claim_takes_the_reason_to_499() -> None:
    graph = graph_of(
        {"claim": 0.6, "reason": 0.5, "counter": 0.5},
        ("claim", "support", "reason"),
        ("claim", "support", "counter"),
        ("counter", "attack", "reason"),
    )
    result = strengths(graph)
    assert result["counter"] == pytest.approx(0.632353, abs=5e-7)
    # E = .6 - .632353 = -.032353, h = .00104671/1.00104671 = .00104562; .5 - .5 · .00104562
    assert result["reason"] == pytest.approx(0.499477, abs=5e-7)


def test_an_answer_takes_the_countered_reason_to_675() -> None:
    graph = graph_of(
        {"claim": 0.6, "reason": 0.5, "counter": 0.5, "answer": 0.5},
        ("claim", "support", "reason"),
        ("claim", "support", "counter"),
        ("claim", "support", "answer"),
        ("counter", "attack", "reason"),
        ("answer", "attack", "counter"),
        ("answer", "support", "reason"),
    )
    result = strengths(graph)
    # The counter: E = .6 - .632353, as the countered reason above.
    assert result["counter"] == pytest.approx(0.499477, abs=5e-7)
    # E = .6 + .632353 - .499477 = .732876, h = .537107/1.537107 = .349427; .5 + .5 · .349427
    assert result["reason"] == pytest.approx(0.674714, abs=5e-7)


def test_a_weight_scales_what_crosses_the_edge() -> None:
    graph = graph_of({"finding": 0.8, "claim": 0.5}, ("finding", "support", "claim"))
    graph.edges["finding", "claim"]["weight"] = 0.5
    # E = .5 · .8 = .4, h = .16/1.16 = .137931; .5 + .5 · .137931
    assert strengths(graph)["claim"] == pytest.approx(0.568966, abs=5e-7)


@pytest.mark.parametrize(
    ("semantics", "strength"),
    [
        # Supporters .6 and .5, an attacker of .4, base .5. E = .7.
        ("quadratic-energy", 0.664430),  # h = .49/1.49 = .328859; .5 + .5 · .328859
        ("df-quad", 0.7),  # v_s = 1 - .4 · .5 = .8, v_a = .4, d = .4; .5 + .5 · .4
        ("euler", 0.626285),  # 1 - .75/(1 + .5 · 2.013753) = 1 - .373715
        ("mlp", 0.668188),  # odds 1 · 2.013753; 2.013753/3.013753
    ],
)
def test_two_supporters_and_an_attacker_under_each_semantics(semantics: str, strength: float) -> None:
    graph = graph_of(
        {"topic": 0.5, "a": 0.6, "b": 0.5, "c": 0.4},
        ("a", "support", "topic"),
        ("b", "support", "topic"),
        ("c", "attack", "topic"),
    )
    assert strengths(graph, semantics)["topic"] == pytest.approx(strength, abs=5e-7)


def test_the_result_is_a_mapping_in_the_order_of_the_graph() -> None:
    graph = graph_of({"z": 0.5, "a": 0.6, "m": 0.4}, ("m", "support", "z"))
    result = strengths(graph)
    assert list(result) == ["z", "a", "m"]
    assert len(result) == 3
    assert "b" not in result
    assert (result.converged, result.residual) == (True, 0.0)


def test_an_empty_graph_has_no_strengths() -> None:
    assert dict(strengths(nx.DiGraph())) == {}


@pytest.mark.parametrize(
    ("semantics", "kind", "strength"),
    [
        ("quadratic-energy", "attack", 0.423854),  # s = .5/(1 + s²), so s³ + s = .5: .076146 + .423854
        ("quadratic-energy", "support", 0.647799),  # s³ - s² + s = .5: .271844 - .419643 + .647799
        ("df-quad", "attack", 1 / 3),  # s = .5 - .5 s
        ("df-quad", "support", 1.0),  # s = .5 + .5 s
        ("mlp", "attack", 0.401058),  # s = 1/(1 + e^s): 1/(1 + 1.493404)
    ],
)
def test_two_arguments_of_base_one_half_that_argue_about_each_other_settle_alike(
    semantics: str, kind: str, strength: float
) -> None:
    result = strengths(graph_of({"a": 0.5, "b": 0.5}, ("a", kind, "b"), ("b", kind, "a")), semantics)
    assert result.converged
    assert result.residual < 1.1e-11  # a tenth of it is the last change, below 1e-12
    assert result["a"] == pytest.approx(strength, abs=1e-6)
    assert result["b"] == result["a"]


def test_a_supporter_that_its_target_attacks_settles_between() -> None:
    graph = graph_of({"a": 0.5, "b": 0.5}, ("a", "support", "b"), ("b", "attack", "a"))
    result = strengths(graph, "df-quad")
    # a = .5 - .5 b and b = .5 + .5 a: a = .5 - .25 - .25 a, so a = .2 and b = .6.
    assert result["a"] == pytest.approx(0.2, abs=1e-10)
    assert result["b"] == pytest.approx(0.6, abs=1e-10)


def test_an_argument_may_argue_about_itself() -> None:
    # s = .5 - .5 s
    assert strengths(graph_of({"a": 0.5}, ("a", "attack", "a")), "df-quad")["a"] == pytest.approx(1 / 3, abs=1e-10)


def swinging_graph(side: int) -> Any:
    """Return `side` arguments that each support `side` others, by each of which they are attacked.

    Outsiders hold both sides where h is steep, so that one side moves the other by up to side · .95 · .65 times its
    own change, and itself, on the way back, by that squared, the other way. Steps that keep 1 - q and take q settle
    while |1 - q + q·i·gain| < 1: with q = .1 up to a gain of 4.4.
    """
    graph: Any = nx.DiGraph()
    for i in range(side):
        graph.add_node(("a", i), base=0.05)
        graph.add_node(("b", i), base=0.95)
        graph.add_node(("up", i), base=0.6)
        graph.add_node(("down", i), base=0.5)
    for i in range(side):
        for j in range(side):
            graph.add_edge(("a", i), ("b", j), kind="support")
            graph.add_edge(("b", i), ("a", j), kind="attack")
            graph.add_edge(("up", i), ("a", j), kind="support")
            graph.add_edge(("down", i), ("b", j), kind="attack")
    return graph


def test_a_graph_that_swings_for_ever_says_that_it_did_not_settle() -> None:
    result = strengths(swinging_graph(12))
    assert not result.converged
    assert result.residual > 0.01


def test_steps_of_a_tenth_settle_what_longer_steps_would_not() -> None:
    result = strengths(swinging_graph(6))
    assert result.converged
    assert result.residual < 1.1e-11


@pytest.mark.parametrize("base", [None, 0, 1, 0.0, 1.0, -0.1, 1.5, math.nan, math.inf, "0.5", True])
def test_a_base_outside_zero_to_one_is_refused(base: object) -> None:
    graph: Any = nx.DiGraph()
    graph.add_node("a", base=base)
    with pytest.raises(ValueError, match="base of 'a'"):
        strengths(graph)


def test_a_missing_base_is_refused() -> None:
    graph = graph_of({"a": 0.5})
    graph.add_edge("a", "b", kind="support")
    with pytest.raises(ValueError, match="base of 'b'"):
        strengths(graph)


@pytest.mark.parametrize("attributes", [{}, {"kind": "supports"}, {"kind": None}, {"kind": ["support"]}])
def test_an_edge_that_neither_supports_nor_attacks_is_refused(attributes: dict[str, object]) -> None:
    graph = graph_of({"a": 0.5, "b": 0.5})
    graph.add_edge("a", "b", **attributes)
    with pytest.raises(ValueError, match="kind of the edge 'a' -> 'b'"):
        strengths(graph)


@pytest.mark.parametrize("weight", [-0.1, 1.1, math.nan, math.inf, None, "1"])
def test_a_weight_outside_zero_to_one_is_refused(weight: object) -> None:
    graph = graph_of({"a": 0.5, "b": 0.5}, ("a", "attack", "b"))
    graph.edges["a", "b"]["weight"] = weight
    with pytest.raises(ValueError, match="weight of the edge 'a' -> 'b'"):
        strengths(graph)


@pytest.mark.parametrize("semantics", ["quadratic", "", "QuadraticEnergy", None])
def test_an_unknown_semantics_is_refused_with_the_known_ones_named(semantics: Any) -> None:
    with pytest.raises(ValueError, match="quadratic-energy, df-quad, euler, mlp"):
        strengths(graph_of({"a": 0.5}), semantics)


@pytest.mark.parametrize("graph", [nx.Graph(), nx.MultiDiGraph(), {}, None])
def test_what_is_not_a_directed_graph_is_refused(graph: Any) -> None:
    with pytest.raises(ValueError, match="must be a networkx DiGraph"):
        strengths(graph)
