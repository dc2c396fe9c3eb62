"""Where another way of counting arguments would judge a move differently.

Claims keep the strengths that the rules gave them, so on the graphs below they are leaves. A reason or a counter that
does not hold, by the semantics in question, does not count for or against the move.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from levels import BURDENED, burdened, caucus, debate, free_steps, next_debate
from plays import Play, only
from smalldeck import small_deck

from exercise import argument
from exercise.deckfiles import load_deck
from exercise.engine.state import State
from exercise.moves import CONTROL, Answer, Counter, CounterLink, OnBehalf, Question, Reason, Rule, Seal, Second
from exercise.rules.strengths import HOLDS
from exercise.session import Session

OTHERS = ("df-quad", "euler")


def judged(state: State, move: int, semantics: str) -> float:
    """Return a move's strength as the public semantics gives it of the graph of the move's own arguments."""
    graph: Any = nx.DiGraph()
    nodes = [node for node in state.floor.nodes if node.move == move]
    apart = {node.number for node in nodes if node.kind == "link-counter"}
    nodes = [node for node in nodes if node.number not in apart and node.target not in apart]
    for node in nodes:
        graph.add_node(node.number, base=node.base)
        for claim, cited in ((node.claim, node.cited), (node.also, node.also_cited)):
            if claim and cited:
                graph.add_node((node.number, claim), base=cited)
                graph.add_edge((node.number, claim), node.number, kind="support")
    into_move = []
    for node in nodes:
        supports = node.kind in ("reason", "second")
        if node.kind == "answer":
            graph.add_edge(node.number, node.target, kind="attack")
            answered = state.floor.nodes[node.target].target
            graph.add_edge(node.number, answered, kind="support")
        elif node.kind != "move" and node.target == move:
            into_move.append((node.number, "support" if supports else "attack"))
        elif node.kind != "move":
            graph.add_edge(node.number, node.target, kind="attack")
    before = argument.strengths(graph, semantics)
    for number, kind in into_move:
        if before[number] >= HOLDS:
            graph.add_edge(number, move, kind=kind)
    return float(argument.strengths(graph, semantics)[move])


def ruled(play: Play, move: int = 0) -> tuple[bool, bool, dict[str, bool]]:
    """Return whether a ruling calls itself sensitive, whether the move holds, and by which semantics it does."""
    play.to("ruling")
    holds = {semantics: judged(play.state, move, semantics) >= HOLDS for semantics in OTHERS}
    event = only(play.submit(CONTROL, Rule(move)), "move-ruled")
    return event.sensitive, play.state.floor.strengths[move] >= HOLDS, holds


def test_a_ruling_that_all_ways_of_counting_share_says_nothing() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground", "pro")})
    play.counter("bees", 1, "con")
    # Under each of them the one reason falls and the other carries the move.
    assert ruled(play) == (False, True, {"df-quad": True, "euler": True})


def test_a_weak_reason_carries_a_move_under_both_others() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground", "weak")})
    play.counter("bees", 1, "weak")
    # On weak, .3, a reason has .5 + .5 · .09/1.09 = .541284 and does not hold. By df-quad it has .5 + .5 · .3 = .65; by
    # euler 1 - .75/(1 + .5 · e^.3) = 1 - .75/1.674929 = .552219. The counter has as much, and fells the other reason:
    # E = .6 - .541284, .501718; df-quad .5 - .5 · (.65 - .6) = .475; euler, E = .047781, .508065.
    # So the move: .5 by the rules; df-quad .5 + .5 · .65 = .825; euler 1 - .75/(1 + .5 · e^.552219) = .598620.
    assert judged(play.state, 0, "df-quad") == pytest.approx(0.825, abs=1e-12)
    assert judged(play.state, 0, "euler") == pytest.approx(0.598620, abs=1e-6)
    assert play.strength(0) == 0.5
    assert ruled(play) == (True, False, {"df-quad": True, "euler": True})


def test_a_move_that_nobody_challenged_is_not_judged_and_so_not_sensitive() -> None:
    play = debate("seminar", {"ants": ("ants-up", "weak")})
    sensitive, holds, others = ruled(play)
    assert (sensitive, holds, others) == (False, False, {"df-quad": True, "euler": True})


def test_one_dissenting_way_is_enough() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")})
    play.counter("bees", 0, "weak")
    # The rules: the counter has .541284 and does not count, .642824. df-quad: .8 against .65, .5 + .5 · .15 = .575.
    # euler: 1 - .75/(1 + .5 · e^.6) = .607548 against .552219, E = .055329, 1 - .75/1.528444 = .509305.
    assert judged(play.state, 0, "df-quad") == pytest.approx(0.575, abs=1e-12)
    assert judged(play.state, 0, "euler") == pytest.approx(0.509305, abs=1e-6)
    assert ruled(play) == (True, True, {"df-quad": True, "euler": False})


def test_counters_on_the_move_itself_weigh_as_its_reasons_do() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground", "pro")})
    play.counter("bees", 0, "con")
    # The rules: E = 2 · .632353 - .632353, .642824. df-quad: v_s = 1 - .2 · .2 = .96, the counter .8, .5 + .5 · .16.
    assert judged(play.state, 0, "df-quad") == pytest.approx(0.58, abs=1e-12)
    play.counter("cats", 0, "ground")
    assert ruled(play) == (False, False, {"df-quad": False, "euler": False})  # two against two: .5 by all


def test_both_claims_of_a_reason_count_under_every_way() -> None:
    play = caucus("full")
    play.submit("ants", Seal("ants-up", (Reason("ground", also="pro"),)))
    play.to("debate")
    play.submit(CONTROL, OnBehalf("bees", Counter(1, "weak")))
    # df-quad: v_s = 1 - .4 · .4 = .84, the counter .65: the reason .5 + .5 · .19 = .595, the move .7975. With one claim
    # alone it would have .475 and fall. The rules: E = 1.2 - .541284, .651280, and hold as well.
    assert judged(play.state, 0, "df-quad") == pytest.approx(0.7975, abs=1e-12)
    assert ruled(play) == (False, True, {"df-quad": True, "euler": True})


def test_questions_seconds_and_answers_are_counted_anew_as_well() -> None:
    play = debate("full", {"ants": ("ants-up", "pro")}, burdened())
    for team, move in (("bees", Question(1, 0)), ("cats", Second(0, "ground")), ("bees", Counter(3, "con"))):
        play.submit(CONTROL, OnBehalf(team, move))
    # Question (2) and counter (4) fell the reason and the second (3) by the rules; by df-quad .5 and .4.
    assert [judged(play.state, 0, semantics) for semantics in OTHERS] == [0.5, 0.5]
    play.to("answers")
    play.submit("ants", Answer(2, "con"))
    # df-quad: the answer .5 + .5 · .6 = .8 leaves the question .6 - .6 · .8 = .12 and supports the reason:
    # v_s = 1 - .4 · .2 = .92, .5 + .5 · (.92 - .12) = .9; the move .5 + .5 · .9 = .95.
    assert judged(play.state, 0, "df-quad") == pytest.approx(0.95, abs=1e-12)
    assert ruled(play) == (False, True, {"df-quad": True, "euler": True})


def test_counters_on_links_and_their_answers_are_no_part_of_it() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground", "weak")})
    play.counter("bees", 1, "weak")
    before = {semantics: judged(play.state, 0, semantics) for semantics in OTHERS}
    play.submit(CONTROL, OnBehalf("cats", CounterLink(0, "water>trees", "con")))
    play.to("answers")
    play.submit("ants", Answer(4, "pro"))
    assert {semantics: judged(play.state, 0, semantics) for semantics in OTHERS} == before
    assert ruled(play)[0] is True


def test_each_move_is_judged_by_its_own_arguments() -> None:
    weak = ("ground", "weak")
    play = debate("seminar", {"ants": ("ants-up", *weak), "bees": ("bees-up", "ground", "pro")})
    play.submit(CONTROL, OnBehalf("cats", Counter(1, "weak")))
    play.submit(CONTROL, OnBehalf("cats", Counter(4, "con")))
    assert ruled(play, 0)[0] is True
    assert ruled(play, 3)[0] is False
    next_debate(play, {"ants": ("ants-down", "ground", "pro")})
    play.submit(CONTROL, OnBehalf("cats", Counter(0, "con")))
    assert ruled(play)[0] is False


@pytest.mark.parametrize("rules", ["quick", "seminar", "full"])
def test_rulings_of_any_play_agree_with_the_public_semantics(rules: str) -> None:
    found = set()
    for name in ("small", "tutorial"):
        deck = small_deck(ledger=BURDENED) if name == "small" else load_deck(name)
        for seed in range(12):
            session = Session.new(deck, rules=rules, rounds=3, seed=seed)
            for _, move in free_steps(session, seed):
                if not isinstance(move, Rule):
                    continue
                state = session.state
                ruling = state.floor.rulings[-1]
                holds = ruling.strength >= HOLDS
                others = {judged(state, ruling.node, semantics) >= HOLDS for semantics in OTHERS}
                if ruling.sensitive:
                    assert others != {holds}
                elif ruling.rolled and ruling.method != "ruling":
                    assert others == {holds}
                found.add(ruling.sensitive)
    assert found == {True, False}
