"""Laws that every play keeps, whoever plays it and however it goes."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from sessions import played, seated, steps
from smalldeck import small_deck

from exercise import argument, engine, world
from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.engine.events import FindingsRecorded, LevelsMoved, MoveRuled, SessionOpened
from exercise.engine.state import State
from exercise.moves import PUBLIC
from exercise.session import Session
from exercise.views import seats

DECKS = ("small", "tutorial", "european-troops")


@cache
def deck(name: str) -> Deck:
    return small_deck() if name == "small" else load_deck(name)


@pytest.mark.parametrize(("name", "first", "plays"), [
    ("small", 0, 150), ("small", 150, 150), ("tutorial", 300, 75), ("tutorial", 375, 75),
    ("european-troops", 450, 25), ("european-troops", 475, 25),
])  # fmt: skip
def test_five_hundred_random_plays_from_views_alone_end_legally(name: str, first: int, plays: int) -> None:
    for seed in range(first, first + plays):
        session = played(deck(name), rounds=1 + seed % 5, seed=seed)
        end = session.view(PUBLIC)
        assert end.phase == "closed"
        assert end.round == 1 + seed % 5 or end.ending
        assert end.options == ()
        goals = sum(len(team.objectives) for team in deck(name).teams)
        assert len(end.results) == goals
        assert all(0 < level < 100 for level in end.levels)
        assert all(0 < strength < 1 for strength in end.claims)
        assert [team.team for team in end.teams] == [team.id for team in deck(name).teams]


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("seed", range(4))
def test_a_replay_of_the_events_equals_the_live_state_after_every_decision(name: str, seed: int) -> None:
    session = Session.new(deck(name), rounds=3, seed=seed)
    replayed: State | None = None
    done = 0
    for _ in steps(session, seated(session, seed=seed)):
        for event in session.events[done:]:
            if isinstance(event, SessionOpened):
                replayed = engine.opened(engine.compile_game(deck(name)), event)
            else:
                assert replayed is not None
                replayed = engine.apply(replayed, event)
        done = len(session.events)
        assert replayed == session.state


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("seed", range(3))
def test_a_save_that_is_opened_again_is_what_it_was_for_every_seat(tmp_path: Any, name: str, seed: int) -> None:
    live = played(deck(name), tmp_path / "save", rounds=2, seed=seed)
    live.close()
    opened = Session.open(tmp_path / "save")
    assert opened.events == live.events
    assert opened.state == live.state
    for seat in seats(live.state):
        assert opened.view(seat) == live.view(seat)
        assert opened.log(seat) == live.log(seat)
    opened.close()


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("seed", range(5, 8))
def test_the_networkx_face_of_the_argument_gives_the_rules_own_strengths(name: str, seed: int) -> None:
    session = Session.new(deck(name), rounds=2, seed=seed)
    compared = 0
    for _, move in steps(session, seated(session, seed=seed)):
        if move.kind not in ("counter", "second", "answer", "advance"):
            continue
        state = session.state
        found = argument.strengths(argument.graph(state))
        assert found.converged
        ids = state.game.argument.ids
        for name_of, strength in zip(ids, state.standing.claims, strict=True):
            assert found["claim", name_of] == pytest.approx(strength, abs=1e-12)
        for link, strength in zip(state.game.world.link_ids, state.standing.links, strict=True):
            assert found["link", link] == pytest.approx(strength, abs=1e-12)
        assert found["thesis", state.game.argument.thesis] == pytest.approx(state.standing.thesis, abs=1e-12)
        if state.clock.phase not in ("reveal", "debate", "answers", "ruling"):
            continue  # Findings have moved the claims since; the floor keeps what the moves were ruled by.
        for number, strength in enumerate(state.floor.strengths):
            assert found["floor", number] == pytest.approx(strength, abs=1e-12)
            compared += 1
    assert compared


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("seed", range(10, 14))
def test_shares_sum_to_what_the_screen_shows_and_parts_to_the_push(name: str, seed: int) -> None:
    session = played(deck(name), rounds=5, seed=seed)
    moved = [event for event in session.events if isinstance(event, LevelsMoved)]
    assert moved
    for event in moved:
        assert len(set(event.origins)) == len(event.origins)
        for change in event.changes:
            assert sum(change.shares) == pytest.approx(change.after - change.before, abs=1e-9)
            assert len(change.parts) == len(event.origins)
            assert change.gross == pytest.approx(sum(map(abs, change.shares)), abs=1e-9)
            assert change.z == pytest.approx(max(-3.9, min(3.9, change.z_before + sum(change.parts))), abs=1e-9)


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("seed", range(20, 23))
def test_the_networkx_face_of_the_world_spreads_shocks_as_the_rules_do(name: str, seed: int) -> None:
    """Spread what each origin pushes over the graph as it stood: what it did, and what waits behind delayed links."""
    session = Session.new(deck(name), rounds=4, seed=seed)
    delays = {link.id: link.delay for link in deck(name).links if link.delay}
    parts = banked = released = 0
    before = session.state
    for _ in steps(session, seated(session, seed=seed)):
        after, now = session.state, session.state.clock.round
        event = next((e for e in reversed(session.events[-6:]) if isinstance(e, LevelsMoved)), None)
        if after.clock.phase == "consequences" and before.clock.phase == "ruling" and event is not None:
            shocks: dict[Any, list[Any]] = {}
            for origin, pushes in engine.consequences.pushes_of_the_round(before):
                shocks[origin] = [(before.game.world.ids[place], amount) for place, amount in pushes]
            for held in before.world.bank:
                if held.due <= now:
                    shocks.setdefault(held.origin, []).append((held.indicator, held.amount))
                    released += 1
            assert tuple(shocks) == event.origins
            fresh = {(held.link, held.origin): held for held in event.bank if held not in before.world.bank}
            for number, (origin, pushed) in enumerate(shocks.items()):
                found = world.propagate(world.graph(before), dict(enumerate(pushed)))
                for change in event.changes:
                    assert change.parts[number] == pytest.approx(found.delta[change.indicator], abs=1e-9)
                    parts += 1
                for link, delay in delays.items():
                    crossed = found.edges[tuple(link.split(">"))]
                    waits = fresh.pop((link, origin), None)
                    assert (waits is None) == (abs(crossed) < 1e-3)
                    if waits is not None:
                        assert (waits.due, waits.amount) == (now + delay, pytest.approx(crossed, abs=1e-9))
                        banked += 1
            assert not fresh
        before = after
    assert parts
    assert banked
    assert released


@pytest.mark.parametrize("name", DECKS)
def test_a_finding_is_made_once_for_a_claim_and_round_and_only_where_a_reason_was_countered(name: str) -> None:
    found = 0
    for seed in range(30, 40):
        session = played(deck(name), rounds=3, seed=seed)
        for event in session.events:
            if isinstance(event, FindingsRecorded):
                claims = [finding.claim for finding in event.findings]
                assert len(claims) == len(set(claims))
                found += len(claims)
    assert found


@pytest.mark.parametrize("name", DECKS)
def test_every_ruling_keeps_its_odds_faces_and_outcome_together(name: str) -> None:
    outcomes = set()
    for seed in range(40, 60):
        for event in played(deck(name), rounds=2, seed=seed).events:
            if not isinstance(event, MoveRuled):
                continue
            outcomes.add((event.method, event.outcome))
            if event.method == "unrolled":
                assert event.faces == ()
                continue
            total = sum(event.faces) + event.modifier
            assert event.outcome == ("fail" if total < 7 else "partial" if total < 10 else "full")
            odds = engine.dice_odds(event.modifier)
            assert (event.full, event.partial) == (odds.full, odds.partial)
    assert {outcome for _, outcome in outcomes} == {"full", "partial", "fail"}
