"""The argument of a session as a networkx graph: which nodes there are, and what bears on what."""

from __future__ import annotations

from typing import Any

import pytest
from levels import behalf, burdened, caucus, debate, next_debate

from exercise import argument
from exercise.moves import Answer, Attack, Counter, CounterLink, Question, Reason, Seal

LINK = ("link", "water>trees")
UP = "fact:1:ants-up"


def into(graph: Any, node: tuple[Any, ...]) -> dict[tuple[Any, ...], tuple[str, float]]:
    """Return what bears on a node: by source, the kind and the weight."""
    return {source: (data["kind"], data["weight"]) for source, _, data in graph.in_edges(node, data=True)}


FOR, AGAINST = ("support", 1.0), ("attack", 1.0)


def test_a_question_attacks_a_reason_and_cites_nothing() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro")}, burdened())
    play.submit("bees", Question(1, 0))
    graph = argument.graph(play.state)
    assert into(graph, ("floor", 1)) == {("claim", "pro"): FOR, ("floor", 2): AGAINST}
    assert into(graph, ("floor", 2)) == {}
    assert graph.nodes["floor", 2] == {"base": 0.6, "strength": 0.6, "role": "question", "team": "bees", "claim": "pro"}


def test_a_counter_on_a_link_attacks_the_link_and_an_answer_supports_it() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro")})
    play.submit("bees", CounterLink(0, "water>trees", "con"))
    play.to("answers")
    play.submit("ants", Answer(2, "ground"))
    graph = argument.graph(play.state)
    assert into(graph, LINK) == {("claim", "ground"): FOR, ("floor", 2): AGAINST, ("floor", 3): FOR}
    assert into(graph, ("floor", 2)) == {("cited", 2, "con"): FOR, ("floor", 3): AGAINST}
    assert into(graph, ("floor", 0)) == {("floor", 1): FOR}


def test_what_was_argued_about_a_link_stays_when_the_floor_is_cleared() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro")})
    play.submit("bees", CounterLink(0, "water>trees", "con"))
    before = argument.strengths(argument.graph(play.state))[LINK]
    next_debate(play, {"cats": ("cats-up", "pro")})
    graph = argument.graph(play.state)
    assert into(graph, LINK) == {("claim", "ground"): FOR, ("about-link", 1, 2): AGAINST}
    assert argument.strengths(graph)[LINK] == pytest.approx(before, abs=1e-12)


def test_a_direct_attack_counts_half_and_a_fact_is_cited_as_a_claim_is() -> None:
    play = debate("full", {"ants": ("ants-up", "ground", "pro")})
    behalf(play, "bees", Attack("pro", "con"))
    next_debate(play, {"cats": ("cats-up", UP)})
    behalf(play, "bees", Counter(1, UP))
    graph = argument.graph(play.state)
    assert into(graph, ("claim", "pro")) == {("attack", "pro", 1): ("attack", 0.5)}
    assert graph.nodes["attack", "pro", 1]["claim"] == "con"
    assert into(graph, ("floor", 1)) == {("fact", UP): FOR, ("floor", 2): AGAINST}
    assert into(graph, ("floor", 2)) == {("cited", 2, UP): FOR}
    play.to("consequences")
    assert into(argument.graph(play.state), ("fact", UP)) == {("finding", UP, 2): AGAINST}


def test_a_reason_rests_on_both_of_its_claims() -> None:
    play = caucus("full")
    play.submit("ants", Seal("ants-up", (Reason("ground", also="pro"),)))
    play.to("debate")
    assert into(argument.graph(play.state), ("floor", 1)) == {("claim", "ground"): FOR, ("claim", "pro"): FOR}


def test_findings_move_the_claim_and_leave_the_reason_what_it_was_ruled_by() -> None:
    play = debate("quick", {"ants": ("ants-up", "ground", "pro")})
    play.counter("bees", 1, "con")
    play.to("consequences")
    graph = argument.graph(play.state)
    assert into(graph, ("claim", "ground")) == {("finding", "ground", 1): AGAINST}
    assert into(graph, ("floor", 1)) == {("cited", 1, "ground"): FOR, ("floor", 3): AGAINST}
    assert into(graph, ("floor", 2)) == {("claim", "pro"): FOR}
    assert graph.nodes["cited", 1, "ground"]["base"] == 0.6


def test_what_does_not_hold_has_no_edge_into_the_move() -> None:
    play = debate("quick", {"ants": ("ants-up", "weak", "pro")})
    play.counter("bees", 0, "con")
    play.counter("cats", 0, "weak")
    assert into(argument.graph(play.state), ("floor", 0)) == {("floor", 2): FOR, ("floor", 3): AGAINST}
