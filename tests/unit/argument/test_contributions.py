"""`exercise.argument.contributions` at Shapley values worked by hand, and past the exact range."""

from typing import Any

import networkx as nx
import pytest

from exercise.argument import contributions, semantics, strengths


def graph_of(bases: dict[str, float], *edges: tuple[str, str, str]) -> Any:
    """Return the graph with these bases, and with edges (source, kind, target)."""
    graph: Any = nx.DiGraph()
    for node, base in bases.items():
        graph.add_node(node, base=base)
    for source, kind, target in edges:
        graph.add_edge(source, target, kind=kind)
    return graph


def wide_graph(arguers: int) -> Any:
    """Return a graph of a topic, 0, with so many arguers in a row of groups of three, of mixed bases and kinds."""
    graph: Any = nx.DiGraph()
    graph.add_node(0, base=0.5)
    for i in range(1, arguers + 1):
        graph.add_node(i, base=0.2 + 0.6 * (i * 7 % 11) / 11)
        graph.add_edge(i, 0 if i % 3 == 1 else i - 1, kind="attack" if i % 4 == 2 else "support")
    return graph


def test_two_equal_supporters_share_alike() -> None:
    graph = graph_of({"t": 0.5, "a": 0.5, "b": 0.5}, ("a", "support", "t"), ("b", "support", "t"))
    result = contributions(graph, "t")
    # With both E = 1, h = .5, strength .75: .25 in all.
    assert result == pytest.approx({"a": 0.125, "b": 0.125}, abs=1e-12)
    assert (result.exact, result.error) == (True, 0.0)


def test_two_unequal_supporters_share_as_they_gain_on_joining() -> None:
    graph = graph_of({"t": 0.5, "a": 0.5, "b": 0.75}, ("a", "support", "t"), ("b", "support", "t"))
    # Nobody .5; a: h = .25/1.25, .6; b: h = .5625/1.5625, .68; both: E = 1.25, h = 1.5625/2.5625, .804878.
    # a joins first (.1) or second (.124878); b first (.18) or second (.204878).
    assert contributions(graph, "t") == pytest.approx({"a": 0.112439, "b": 0.192439}, abs=5e-7)


def test_an_attacker_takes_away_what_its_mean_gain_says() -> None:
    graph = graph_of({"t": 0.5, "s": 0.75, "a": 0.5}, ("s", "support", "t"), ("a", "attack", "t"))
    # Nobody .5; s: .68; a: .5 - .5 · .2 = .4; both: E = .25, h = .0625/1.0625, .529412.
    # s joins first (.18) or second (.129412); a first (-.1) or second (-.150588).
    assert contributions(graph, "t") == pytest.approx({"s": 0.154706, "a": -0.125294}, abs=5e-7)


def test_a_claim_counts_only_through_the_reason_that_rests_on_it() -> None:
    graph = graph_of(
        {"claim": 0.5, "reason": 0.5, "move": 0.5}, ("claim", "support", "reason"), ("reason", "support", "move")
    )
    # The claim alone adds nothing; the reason alone, .5 strong, makes it .6; with the claim the reason is .6 strong,
    # h = .36/1.36, .632353. The claim: (0 + .032353)/2; the reason: (.1 + .132353)/2.
    assert contributions(graph, "move") == pytest.approx({"claim": 0.016176, "reason": 0.116176}, abs=5e-7)


def test_three_supporters_under_df_quad() -> None:
    graph = graph_of(
        {"t": 0.5, "a": 0.5, "b": 0.5, "c": 0.5},
        ("a", "support", "t"),
        ("b", "support", "t"),
        ("c", "attack", "t"),
    )
    # Worth: a or b .75, c .25, ab .875, ac or bc .5, abc .5 + .5 · (.75 - .5) = .625.
    # c joins first -.25, second -.25 (after a or b), third .625 - .875 = -.25: -.25. The rest, .125 + .25, is shared.
    assert contributions(graph, "t", "df-quad") == pytest.approx({"a": 0.1875, "b": 0.1875, "c": -0.25}, abs=1e-12)


def test_only_ancestors_have_an_entry() -> None:
    graph = graph_of(
        {"other": 0.5, "b": 0.5, "t": 0.5, "a": 0.5, "after": 0.5},
        ("a", "support", "t"),
        ("b", "attack", "a"),
        ("t", "support", "after"),
    )
    assert list(contributions(graph, "t")) == ["b", "a"]


def test_a_topic_without_arguments_has_no_contributions() -> None:
    assert contributions(graph_of({"t": 0.3}), "t") == {}


def test_a_topic_in_a_cycle_is_not_a_player_itself() -> None:
    graph = graph_of({"t": 0.5, "a": 0.5}, ("t", "attack", "a"), ("a", "attack", "t"))
    # The only ancestor gets it all: 1/3 - .5.
    assert contributions(graph, "t", "df-quad") == pytest.approx({"a": -1 / 6}, abs=1e-10)


def test_a_topic_that_argues_about_itself_has_an_entry_for_that() -> None:
    graph = graph_of({"t": 0.5, "a": 0.5}, ("t", "attack", "t"), ("a", "attack", "t"))
    # Alone t = .5 - .5 t = 1/3. With a: v_a = 1 - .5 (1 - t) = .5 + .5 t, t = .5 - .5 (.5 + .5 t) = .25/1.25 = .2.
    assert contributions(graph, "t", "df-quad") == pytest.approx({"t": -1 / 6, "a": 0.2 - 1 / 3}, abs=1e-10)


def test_up_to_twelve_ancestors_are_exact_and_thirteen_are_sampled() -> None:
    assert contributions(wide_graph(12), 0).exact
    thirteen = contributions(wide_graph(13), 0)
    assert not thirteen.exact
    assert 0.0 < thirteen.error < 0.01


def test_sampled_contributions_still_sum_to_the_whole() -> None:
    graph = wide_graph(30)
    result = contributions(graph, 0)
    assert len(result) == 30
    assert sum(result.values()) == pytest.approx(strengths(graph)[0] - 0.5, abs=1e-9)


def test_sampled_contributions_repeat() -> None:
    assert contributions(wide_graph(15), 0) == contributions(wide_graph(15), 0)


def test_sampled_contributions_are_as_near_the_exact_ones_as_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = wide_graph(9)
    exact = contributions(graph, 0)
    monkeypatch.setattr(semantics, "EXACT", 8)
    sampled = contributions(graph, 0)
    assert not sampled.exact
    assert sampled != exact
    assert max(abs(sampled[node] - exact[node]) for node in exact) < 4 * sampled.error


@pytest.mark.parametrize("topic", ["u", None, 0])
def test_a_topic_outside_the_graph_is_refused(topic: Any) -> None:
    with pytest.raises(ValueError, match="not a node of the graph"):
        contributions(graph_of({"t": 0.5}), topic)


def test_what_strengths_refuses_contributions_refuse_too() -> None:
    undirected: Any = nx.Graph()
    with pytest.raises(ValueError, match="no semantics"):
        contributions(graph_of({"t": 0.5}), "t", "nonsense")
    with pytest.raises(ValueError, match="base of 't'"):
        contributions(graph_of({"t": 1.0}), "t")
    with pytest.raises(ValueError, match="must be a networkx DiGraph"):
        contributions(undirected, "t")
