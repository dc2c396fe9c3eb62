"""Propagation at values worked by hand: the networkx face, and the kernel behind it."""

import math
import subprocess
import sys
from itertools import permutations
from typing import Any

import networkx as nx
import pytest

from exercise.rules import propagation
from exercise.world import Path, propagate


def chain() -> Any:
    """Return a -> b -> c. At a damping of .7, .35 of what a has crosses to b, and .28 of that to c."""
    graph: Any = nx.DiGraph()
    graph.add_edge("a", "b", weight=0.5)
    graph.add_edge("b", "c", weight=0.4)
    return graph


def diamond() -> Any:
    """Return a -> b -> d (.35 · .42 = .147) and a -> c -> d (-.28 · .35 = -.098)."""
    graph: Any = nx.DiGraph()
    graph.add_edge("a", "b", weight=0.5)
    graph.add_edge("a", "c", weight=-0.4)
    graph.add_edge("b", "d", weight=0.6)
    graph.add_edge("c", "d", weight=0.5)
    return graph


def cycle() -> Any:
    """Return a <-> b; .35 crosses either way."""
    graph: Any = nx.DiGraph()
    graph.add_edge("a", "b", weight=0.5)
    graph.add_edge("b", "a", weight=0.5)
    return graph


def told(paths: tuple[Path, ...]) -> list[Any]:
    """Return paths as (shock, nodes, contribution), the contribution to be compared within rounding."""
    return [(path.shock, path.nodes, pytest.approx(path.contribution)) for path in paths]


def test_importing_the_room_loads_none_of_the_slow_libraries() -> None:
    code = (
        "import sys, exercise.world\n"
        "assert 'propagate' in dir(exercise.world)\n"
        "slow = {'networkx', 'numpy', 'pydantic'} & set(sys.modules)\n"
        "assert not slow, slow\n"
        "exercise.world.propagate\n"
        "assert 'networkx' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_room_has_no_names_but_its_own() -> None:
    import exercise.world

    with pytest.raises(AttributeError, match="no attribute 'propogate'"):
        exercise.world.propogate  # noqa: B018


def test_a_shock_shrinks_along_a_chain() -> None:
    result = propagate(chain(), {"s": ("a", 2.0)})
    assert result.delta == pytest.approx({"a": 2.0, "b": 0.7, "c": 0.196})  # 2, 2 · .35, .7 · .28
    assert result.edges == pytest.approx({("a", "b"): 0.7, ("b", "c"): 0.196})


def test_what_comes_by_two_ways_adds_up_with_its_signs() -> None:
    result = propagate(diamond(), {"s": ("a", 1.0)})
    assert result.delta == pytest.approx({"a": 1.0, "b": 0.35, "c": -0.28, "d": 0.049})  # .147 - .098
    assert result.edges["b", "d"] == pytest.approx(0.147)
    assert result.edges["c", "d"] == pytest.approx(-0.098)


def test_a_cycle_passes_the_pulse_round_until_the_horizon() -> None:
    result = propagate(cycle(), {"s": ("a", 1.0)})
    # At a: 1 at step 0, .35² at 2, .35⁴ at 4. At b: .35 at 1, .35³ at 3.
    assert result.delta == pytest.approx({"a": 1.0 + 0.1225 + 0.01500625, "b": 0.35 + 0.042875})
    # a passes on its pulses of steps 0 and 2; the one of step 4 would arrive at 5 and doesn't cross.
    assert result.edges == pytest.approx({("a", "b"): 0.35 + 0.042875, ("b", "a"): 0.1225 + 0.01500625})


def test_a_lag_delays_a_pulse_and_does_not_damp_it_more() -> None:
    graph = chain()
    graph.edges["a", "b"]["lag"] = 3
    assert propagate(graph, {"s": ("a", 1.0)}, horizon=4).delta == pytest.approx({"a": 1.0, "b": 0.35, "c": 0.098})
    assert propagate(graph, {"s": ("a", 1.0)}, horizon=3).delta == pytest.approx({"a": 1.0, "b": 0.35, "c": 0.0})


def test_what_would_arrive_after_the_horizon_does_not_cross() -> None:
    graph = cycle()
    graph.edges["a", "b"]["lag"] = 2
    result = propagate(graph, {"s": ("a", 1.0)}, horizon=4)
    # .35 reaches b at 2, .1225 is back at a at 3, and would reach b again at 5.
    assert result.delta == pytest.approx({"a": 1.1225, "b": 0.35})
    assert result.edges == pytest.approx({("a", "b"): 0.35, ("b", "a"): 0.1225})


def test_a_delayed_edge_banks_what_crosses_it_and_passes_nothing_on() -> None:
    graph = cycle()
    graph.add_edge("b", "c", weight=0.5, delay=1)
    graph.add_edge("c", "a", weight=0.9)
    result = propagate(graph, {"s": ("a", 1.0)})
    # The cycle is as without it: at b .35 at step 1 and .042875 at 3, of which .35 crosses to c.
    assert result.delta == pytest.approx({"a": 1.13750625, "b": 0.392875, "c": 0.0})
    assert result.edges["b", "c"] == pytest.approx(0.35 * 0.392875)
    assert result.edges["c", "a"] == 0.0
    assert result.paths("c") == ()


def test_a_delayed_edge_banks_only_what_would_arrive_within_the_horizon() -> None:
    graph = cycle()
    graph.add_edge("b", "c", weight=0.5, delay=1, lag=2)
    # b's pulse of step 1 would arrive at 3; that of step 3 at 5, past the horizon.
    assert propagate(graph, {"s": ("a", 1.0)}).edges["b", "c"] == pytest.approx(0.35 * 0.35)


def test_an_edge_from_a_node_to_itself_comes_round_each_step() -> None:
    graph: Any = nx.DiGraph()
    graph.add_edge("a", "a", weight=1.0)
    assert propagate(graph, {"s": ("a", 1.0)}, damping=0.5, horizon=3).delta["a"] == pytest.approx(1.875)


def test_without_a_horizon_a_shock_stays_where_it_falls() -> None:
    assert propagate(chain(), {"s": ("b", 0.5)}, horizon=0).delta == {"a": 0.0, "b": 0.5, "c": 0.0}


def test_each_shock_is_told_apart_at_every_node() -> None:
    result = propagate(diamond(), {"up": ("a", 1.0), "down": ("b", -0.5), "gone": ("d", 0.0)})
    assert result.by_shock["b"] == pytest.approx({"up": 0.35, "down": -0.5, "gone": 0.0})
    assert result.by_shock["d"] == pytest.approx({"up": 0.049, "down": -0.21, "gone": 0.0})
    assert result.by_shock["a"] == {"up": 1.0, "down": 0.0, "gone": 0.0}
    assert result.edges["b", "d"] == pytest.approx(0.147 - 0.21)


def test_gross_stands_beside_net() -> None:
    result = propagate(diamond(), {"up": ("a", 1.0), "down": ("b", -0.5)})
    assert result.delta["b"] == pytest.approx(-0.15)
    assert result.gross["b"] == pytest.approx(0.85)
    assert result.gross["c"] == pytest.approx(0.28)


def test_paths_are_the_walks_into_a_node_the_strongest_first() -> None:
    result = propagate(diamond(), {"up": ("a", 1.0), "down": ("b", -0.5)})
    assert told(result.paths("d")) == [
        ("down", ("b", "d"), -0.21),
        ("up", ("a", "b", "d"), 0.147),
        ("up", ("a", "c", "d"), -0.098),
    ]
    assert [path.nodes for path in result.paths("d", top=1)] == [("b", "d")]
    assert result.paths("d", top=0) == ()


def test_a_shock_that_falls_on_the_node_is_a_path_of_one_node() -> None:
    result = propagate(cycle(), {"s": ("a", 1.0)})
    assert told(result.paths("a")) == [
        ("s", ("a",), 1.0),
        ("s", ("a", "b", "a"), 0.1225),
        ("s", ("a", "b", "a", "b", "a"), 0.01500625),
    ]


def test_paths_that_tie_come_shorter_first_then_by_shock_then_by_node() -> None:
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(["end", "c", "b", "a"])
    for node in "abc":
        graph.add_edge(node, "end", weight=1.0)
    graph.add_edge("a", "b", weight=1.0)
    result = propagate(graph, {"y": ("a", 1.0), "x": ("b", -1.0), "z": ("c", 1.0)}, damping=1.0)
    assert [(path.shock, path.nodes) for path in result.paths("end")] == [
        ("y", ("a", "end")),
        ("x", ("b", "end")),
        ("z", ("c", "end")),
        ("y", ("a", "b", "end")),
    ]
    again = propagate(graph, {"z": ("c", 1.0), "y": ("a", 1.0)}, damping=1.0)
    assert [path.shock for path in again.paths("end", top=1)] == ["z"]


def test_a_tie_for_the_last_place_goes_to_the_walk_whose_nodes_come_earlier_in_the_graph() -> None:
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(["a", "c", "b", "end"])
    for node in "bc":
        graph.add_edge("a", node, weight=0.5)
        graph.add_edge(node, "end", weight=0.5)
    result = propagate(graph, {"s": ("a", 1.0)})
    assert [path.nodes for path in result.paths("end", top=1)] == [("a", "c", "end")]
    assert [path.nodes for path in result.paths("end", top=2)] == [("a", "c", "end"), ("a", "b", "end")]


def test_a_few_paths_are_found_among_very_many() -> None:
    graph: Any = nx.DiGraph()
    graph.add_edges_from(permutations(range(20), 2), weight=0.1)
    graph.edges[0, 19]["weight"] = 0.9
    best = propagate(graph, {"s": (0, 1.0)}, horizon=40).paths(19, top=1)
    assert told(best) == [("s", (0, 19), 0.63)]


def test_a_graph_without_shocks_stays_as_it_is() -> None:
    result = propagate(chain(), {})
    assert result.delta == {"a": 0.0, "b": 0.0, "c": 0.0}
    assert result.gross == result.delta
    assert result.paths("c") == ()


@pytest.mark.parametrize(
    "shocks",
    [
        {"s": ("z", 1.0)},
        {"s": ("a", math.nan)},
        {"s": ("a", -math.inf)},
        {"s": ("a", "1")},
        {"s": ("a", 10**400)},
        {"s": ("a",)},
        {"s": ([], 1.0)},
        {"s": None},
    ],
)
def test_a_shock_that_is_not_a_number_on_a_node_is_refused(shocks: Any) -> None:
    with pytest.raises(ValueError, match="shock 's'"):
        propagate(chain(), shocks)


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ({}, "has no weight"),
        ({"weight": math.nan}, "weight of the edge 'a' -> 'z'"),
        ({"weight": math.inf}, "weight of the edge"),
        ({"weight": None}, "weight of the edge"),
        ({"weight": 0.5, "lag": 0}, "lag of the edge 'a' -> 'z'"),
        ({"weight": 0.5, "lag": -1}, "lag of the edge"),
        ({"weight": 0.5, "lag": 1.0}, "lag of the edge"),
        ({"weight": 0.5, "lag": True}, "lag of the edge"),
        ({"weight": 0.5, "delay": -1}, "delay of the edge 'a' -> 'z'"),
    ],
)
def test_an_edge_with_a_bad_attribute_is_refused(attributes: dict[str, object], said: str) -> None:
    graph = chain()
    graph.add_edge("a", "z", **attributes)
    with pytest.raises(ValueError, match=said):
        propagate(graph, {})


@pytest.mark.parametrize("damping", [-0.01, 1.01, math.nan, None, "0.7"])
def test_a_damping_outside_zero_to_one_is_refused(damping: Any) -> None:
    with pytest.raises(ValueError, match="damping"):
        propagate(chain(), {}, damping=damping)


@pytest.mark.parametrize("horizon", [-1, 2.0, None, True])
def test_a_horizon_that_is_not_a_count_of_steps_is_refused(horizon: Any) -> None:
    with pytest.raises(ValueError, match="horizon"):
        propagate(chain(), {}, horizon=horizon)


@pytest.mark.parametrize("graph", [nx.Graph(), nx.MultiDiGraph(), {}])
def test_what_is_not_a_directed_graph_is_refused(graph: Any) -> None:
    with pytest.raises(ValueError, match="must be a networkx DiGraph"):
        propagate(graph, {})


def test_a_result_too_large_for_a_float_is_refused() -> None:
    graph: Any = nx.DiGraph()
    graph.add_edge("a", "b", weight=1e200)
    with pytest.raises(ValueError, match="isn't finite"):
        propagate(graph, {"s": ("a", 1e200)})


def test_paths_into_an_unknown_node_or_a_negative_number_of_them_are_refused() -> None:
    result = propagate(chain(), {"s": ("a", 1.0)})
    with pytest.raises(ValueError, match="'z' is not a node"):
        result.paths("z")
    with pytest.raises(ValueError, match="top must be 0 or more"):
        result.paths("c", top=-1)


def test_the_kernel_writes_what_every_node_has_changed_by_at_every_step() -> None:
    # 0 -> 1 (weight .5), 1 -> 2 (.4, delayed), 2 -> 0 (1).
    stops, weights = [1, 2, 3], [0.5, 0.4, 1.0]
    reach = [propagation.reach(3, 4, target, 1, delay) for target, delay in ((1, 0), (2, 2), (0, 0))]
    changes = [1.0, 0.0, 0.0, 0.0] * propagation.rows(4)
    propagation.propagate(stops, reach, weights, 0.7, 4, changes)
    # Rows of four, the last of them the sink: the shock stays, and from step 1 on stands what crossed 0 -> 1.
    assert [changes[row * 4 : row * 4 + 3] for row in range(5)] == [[1.0, 0.0, 0.0], *[[1.0, 0.35, 0.0]] * 4]
    # What 1 came to by step 3 crosses 1 -> 2 by step 4.
    assert propagation.crossed(3, 4, 1, 1, 0.4, 0.7, changes) == pytest.approx(0.098)
    assert propagation.crossed(3, 4, 1, 3, 0.4, 0.7, changes) == pytest.approx(0.098)
    assert propagation.crossed(3, 4, 1, 4, 0.4, 0.7, changes) == propagation.crossed(3, 4, 1, 5, 0.4, 0.7, changes) == 0
    changes = [0.0, 0.0, 1.0, 0.0] * propagation.rows(4)
    propagation.propagate(stops, reach, weights, 0.7, 4, changes)
    # 2 keeps its 1, 0 gets .7 at step 1, and 1 gets .245 at step 2.
    assert changes[:12] == pytest.approx([0, 0, 1, 0, 0.7, 0, 1, 0, 0.7, 0.245, 1, 0.0])
    assert changes[16:19] == pytest.approx([0.7, 0.245, 1.0])
