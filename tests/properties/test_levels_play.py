"""Laws that every play of every level keeps, whoever plays it, from views alone, and however it goes."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from levels import BURDENED, AnyPlayer, free_steps, freely_played
from smalldeck import small_deck

from exercise import argument, engine
from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.engine.events import KINDS, FactsEstablished, FindingsRecorded, LevelsMoved, MoveRuled, SessionOpened
from exercise.engine.game import MOST_COMMITMENTS, MOST_LETTERS
from exercise.engine.state import State
from exercise.moves import CONTROL, PUBLIC, Refusal
from exercise.session import Session
from exercise.views import seats

RULES = ("quick", "seminar", "full")
DECKS = ("small", "tutorial", "european-troops")


@cache
def deck(name: str) -> Deck:
    return small_deck(ledger=BURDENED) if name == "small" else load_deck(name)


CHUNKS = [
    *[("small", rules, 150 * part, 150) for rules in ("seminar", "full") for part in range(5)],
    *[("small", "quick", 150 * part, 150) for part in range(2)],
    *[("tutorial", rules, 2_000, 60) for rules in ("seminar", "full")],
    *[("european-troops", rules, 3_000, 40) for rules in ("seminar", "full")],
]


def test_two_thousand_sessions_are_played_here() -> None:
    assert sum(plays for _, _, _, plays in CHUNKS) == 2_000


@pytest.mark.parametrize(("name", "rules", "first", "plays"), CHUNKS)
def test_plays_from_views_alone_end_legally_and_in_time(name: str, rules: str, first: int, plays: int) -> None:
    goals = sum(len(team.objectives) for team in deck(name).teams)
    for seed in range(first, first + plays):
        rounds = 1 + seed % 4
        session = freely_played(deck(name), rules=rules, rounds=rounds, seed=seed)
        opened = [event.round for event in session.events if event.kind == "round-opened"]
        assert opened == list(range(1, len(opened) + 1))
        for seat in seats(session.state):
            assert session.view(seat).options == ()
        end = session.view(PUBLIC)
        assert end.phase == "closed"
        assert end.round == opened[-1]
        assert end.round == rounds or (end.ending and end.round < rounds)
        assert len(end.results) == goals
        assert all(0 < level < 100 for level in end.levels)
        assert all(0 < strength < 1 for strength in (*end.claims, *end.links, end.thesis))
        assert all(0 < fact.strength < 1 for fact in end.facts)
        ruled = [(event.team, event.card) for event in session.events if event.kind == "move-ruled"]
        revealed = [
            (node.team, node.card)
            for event in session.events
            if event.kind == "moves-revealed"
            for node in event.nodes
            if node.kind == "move"
        ]
        assert sorted(ruled) == sorted(revealed)


def test_such_plays_leave_no_rule_of_the_full_level_out() -> None:
    of_the_session = {"rewound", "forked"}
    seen: set[str] = set()
    for seed in range(40):
        seen |= {event.kind for event in freely_played(deck("small"), rules="full", rounds=4, seed=seed).events}
    assert seen == set(KINDS) - of_the_session


# At every decision


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("name", DECKS)
def test_whatever_a_template_says_is_accepted_and_turns_go_to_those_who_can_act(name: str, rules: str) -> None:
    for seed in range(4 if name == "small" else 1):
        session = Session.new(deck(name), rules=rules, rounds=3, seed=seed)
        filler = AnyPlayer(seed)
        for _ in free_steps(session, seed):
            state = session.state
            waiting, turn = session.outstanding(), state.clock.turn
            assert turn in ("", *waiting)
            for seat in (turn,) if turn else waiting or ((CONTROL,) if state.clock.phase != "closed" else ()):
                assert session.view(seat).options
            for seat in seats(state):
                for template in session.view(seat).options:
                    decision = engine.decide(state, seat, filler.fill(template))
                    assert not isinstance(decision, Refusal), f"{seat} {template}: {decision.sentence}"


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("name", DECKS)
def test_what_is_limited_stays_within_its_limits(name: str, rules: str) -> None:
    for seed in range(20, 28 if name == "small" else 22):
        session = Session.new(deck(name), rules=rules, rounds=4, seed=seed)
        for _ in free_steps(session, seed):
            state = session.state
            level = state.setup.level
            for place, team in enumerate(state.teams):
                assert len(team.hand) <= level.hand
                assert len(set(team.hand)) == len(team.hand)
                assert not set(team.hand) & set(team.spent)
                assert len(team.commitments) <= MOST_COMMITMENTS
                assert len({card for card, _ in team.commitments}) == len(team.commitments)
                assert team.letters <= MOST_LETTERS
                assert team.secret is None or team.secret.card not in team.hand
                assert sum(state.floor.filed[place :: len(state.teams)]) <= level.filings
            for row in range(len(state.floor.moves)):
                on_move = state.floor.filed[row * len(state.teams) : (row + 1) * len(state.teams)]
                assert sum(on_move) <= level.filings_per_move
                assert max(on_move) <= level.filings_per_team_and_move
                assert state.floor.answered[row] <= level.answers
            assert len({node.card for node in state.floor.nodes if node.card}) == len(state.floor.moves)
            assert len(set(state.floor.attacked)) == len(state.floor.attacked)
            assert len({fact.id for fact in state.standing.facts}) == len(state.standing.facts)


@pytest.mark.parametrize("rules", ["seminar", "full"])
@pytest.mark.parametrize("name", DECKS)
def test_a_replay_of_the_events_equals_the_live_state_after_every_decision(name: str, rules: str) -> None:
    for seed in range(6 if name == "small" else 2):
        session = Session.new(deck(name), rules=rules, rounds=3, seed=seed)
        replayed: State | None = None
        done = 0
        for _ in free_steps(session, seed):
            for event in session.events[done:]:
                if isinstance(event, SessionOpened):
                    replayed = engine.opened(engine.compile_game(deck(name)), event)
                else:
                    assert replayed is not None
                    replayed = engine.apply(replayed, event)
            done = len(session.events)
            assert replayed == session.state


@pytest.mark.parametrize("rules", ["seminar", "full"])
@pytest.mark.parametrize("name", DECKS)
def test_a_save_that_is_opened_again_is_what_it_was_for_every_seat(tmp_path: Any, name: str, rules: str) -> None:
    live = freely_played(deck(name), tmp_path / "save", rules=rules, rounds=3, seed=4)
    live.close()
    opened = Session.open(tmp_path / "save")
    assert opened.events == live.events
    assert opened.state == live.state
    for seat in seats(live.state):
        assert opened.view(seat) == live.view(seat)
        assert opened.log(seat) == live.log(seat)
    opened.close()


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize(("name", "seeds", "every"), [("small", range(30, 38), 1), ("tutorial", range(3), 2),
                                                      ("european-troops", range(1), 4)])  # fmt: skip
def test_the_networkx_face_of_the_argument_gives_the_rules_own_strengths(
    rules: str, name: str, seeds: range, every: int
) -> None:
    kinds: set[object] = set()
    for seed in seeds:
        session = Session.new(deck(name), rules=rules, rounds=3, seed=seed)
        for number, _ in enumerate(free_steps(session, seed)):
            if number % every:
                continue
            state = session.state
            graph = argument.graph(state)
            found = argument.strengths(graph)
            assert found.converged
            for node, attributes in graph.nodes.items():
                assert found[node] == pytest.approx(attributes["strength"], abs=1e-12), f"{node} in {state.clock}"
                kinds.add(attributes.get("role", node[0]))
            assert found["thesis", state.game.argument.thesis] == pytest.approx(state.standing.thesis, abs=1e-12)
            for here, strengths in (
                ([("claim", claim) for claim in state.game.argument.ids], state.standing.claims),
                ([("link", link) for link in state.game.world.link_ids], state.standing.links),
                ([("floor", node.number) for node in state.floor.nodes], state.floor.strengths),
                ([("fact", fact.id) for fact in state.standing.facts], [f.strength for f in state.standing.facts]),
            ):
                assert [found[node] for node in here] == pytest.approx(list(strengths), abs=1e-12)
    everywhere = {"claim", "thesis", "link", "cited", "move", "reason", "counter", "second", "answer", "finding"}
    more = {"quick": set[object](), "seminar": {"question", "link-counter", "about-link"}}
    more["full"] = more["seminar"] | {"fact", "attack"}
    assert kinds <= everywhere | more[rules]
    assert name != "small" or kinds == everywhere | more[rules]


# What is on record


@pytest.mark.parametrize("rules", ["seminar", "full"])
@pytest.mark.parametrize("name", DECKS)
def test_shares_sum_to_what_the_screen_shows_and_parts_to_the_push(name: str, rules: str) -> None:
    for seed in range(50, 60 if name == "small" else 52):
        moved = [
            event
            for event in freely_played(deck(name), rules=rules, rounds=4, seed=seed).events
            if isinstance(event, LevelsMoved)
        ]
        for event in moved:
            assert len(set(event.origins)) == len(event.origins)
            for change in event.changes:
                assert sum(change.shares) == pytest.approx(change.after - change.before, abs=1e-9)
                assert len(change.parts) == len(event.origins)
                assert change.gross == pytest.approx(sum(map(abs, change.shares)), abs=1e-9)
                assert change.z == pytest.approx(max(-3.9, min(3.9, change.z_before + sum(change.parts))), abs=1e-9)


@pytest.mark.parametrize("rules", ["seminar", "full"])
def test_every_ruling_keeps_its_odds_percentile_and_outcome_together(rules: str) -> None:
    methods = set()
    for seed in range(70, 120):
        for event in freely_played(deck("small"), rules=rules, rounds=3, seed=seed).events:
            if not isinstance(event, MoveRuled):
                continue
            methods.add((event.method, event.rolled))
            assert event.full + event.partial + event.fail == pytest.approx(1.0, abs=1e-12)
            if not event.rolled:
                assert {event.full, event.partial, event.fail} == {0.0, 1.0}
                assert getattr(event, event.outcome) == 1.0
                continue
            chance = event.full + event.partial
            assert event.full == pytest.approx(0.4 * chance, abs=1e-12)
            thrown = (event.percentile + 0.5) / 10_000
            assert event.outcome == ("full" if thrown < event.full else "partial" if thrown < chance else "fail")
            if event.method in ("weighed", "ballot"):
                assert 0.03 <= event.weighed <= 0.9
                assert 0.03 <= chance <= 0.9 + 1e-12
            if event.method == "weighed":
                assert chance == pytest.approx(event.weighed, abs=1e-12)
                assert event.estimates == ()
            if event.method == "ballot":
                assert 0.1 <= event.median <= 0.9
                between = sorted((event.median, event.weighed))
                assert between[0] - 1e-12 <= chance <= between[1] + 1e-12
    assert methods == {
        ("ruling", True), ("ruling", False), ("weighed", True), ("ballot", True), ("unrolled", False)
    }  # fmt: skip


@pytest.mark.parametrize("rules", ["seminar", "full"])
@pytest.mark.parametrize("name", DECKS)
def test_findings_and_facts_are_made_once(name: str, rules: str) -> None:
    for seed in range(100, 110 if name == "small" else 102):
        session = freely_played(deck(name), rules=rules, rounds=3, seed=seed)
        for event in session.events:
            if isinstance(event, FindingsRecorded):
                claims = [finding.claim for finding in event.findings]
                assert len(claims) == len(set(claims))
            if isinstance(event, FactsEstablished):
                assert rules == "full"
                assert len({(fact.round, fact.card) for fact in event.facts}) == len(event.facts)
        assert session.view(CONTROL).facts == session.view(PUBLIC).facts
