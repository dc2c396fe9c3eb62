"""Batches of lanes."""

from __future__ import annotations

from typing import Any

import pytest
from lanes import played_session
from smalldeck import link, small_deck

from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.lab import compiled, layout, runs
from exercise.lab.runs import Plan, batches
from exercise.lab.tables import Rooms
from exercise.rules.hashing import lane_seed

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.

np = pytest.importorskip("numpy", reason="batches are numpy arrays (extra lab)")
needs_numba = pytest.mark.skipif(not compiled.available(), reason="there is nothing compiled without numba (extra lab)")


def plan(**changes: Any) -> Plan:
    settings = {"rules": "seminar", "rounds": 4, "players": ("random", "steady", "random"), "seed": 11}
    return Plan(small_deck(), **{**settings, **changes})


def test_a_lane_is_the_same_in_whatever_batch_it_is_played() -> None:
    (whole,) = batches(plan(), 40)
    parts = list(batches(plan(), 40, size=7))
    alone = next(batches(plan(), 1, first=23))
    for name in ("seeds", "wholes", "numbers"):
        assert np.array_equal(np.concatenate([getattr(part, name) for part in parts]), getattr(whole, name))
        assert np.array_equal(getattr(alone, name)[0], getattr(whole, name)[23])
    assert whole.seeds.tolist() == [lane_seed(11, lane) for lane in range(40)]


@pytest.fixture
def crowded() -> Deck:
    """Return a deck whose links pass much on to later rounds."""
    circle = [
        link("water", "trees", strength="strong", delay=1),
        link("trees", "noise", strength="strong", delay=1),
        link("noise", "water", strength="strong", delay=1),
        link("water", "noise", strength="strong", delay=2),
    ]
    return small_deck(links=circle)


def test_a_lane_that_runs_out_of_room_is_played_anew_with_more(crowded: Deck) -> None:
    (played,) = batches(Plan(crowded, "quick", 8, ("random",) * 3, 3), 12)
    assert (played.wholes[:, 0] == 8).any()
    for lane in range(12):
        session = played_session(crowded, "quick", 8, ("random",) * 3, lane_seed(3, lane))
        assert session.state.world.levels == tuple(played.numbers[lane, :4])


@pytest.mark.parametrize("fast", [pytest.param(True, marks=needs_numba), False])
def test_whatever_has_no_room_gets_it(crowded: Deck, fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    large = Rooms(bank=512, argued=256, floor=128, attacks=128, facts=128)
    widened = set()

    def wider(rooms: Rooms, full: int) -> Rooms:
        widened.add(full)
        return widen(rooms, full)

    widen = Rooms.wider
    monkeypatch.setattr(Rooms, "wider", wider)
    monkeypatch.setattr(compiled, "available", lambda: fast)
    full = Plan(crowded, "full", 8, ("random", "steady", "random"), 3)
    monkeypatch.setattr(runs, "Rooms", lambda: large)
    (roomy,) = batches(full, 12)
    assert not widened
    monkeypatch.setattr(runs, "Rooms", lambda: Rooms(bank=1, argued=1, floor=1, attacks=1, facts=1))
    (narrow,) = batches(full, 12)
    assert widened == {
        layout.BANK_IS_FULL,
        layout.ARGUED_IS_FULL,
        layout.FLOOR_IS_FULL,
        layout.ATTACKS_ARE_FULL,
        layout.FACTS_ARE_FULL,
    }
    for name in ("seeds", "wholes", "numbers"):
        assert getattr(narrow, name).tobytes() == getattr(roomy, name).tobytes()
    assert narrow.state_bytes < roomy.state_bytes


def test_lanes_without_numba_are_those_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    if not compiled.available():
        pytest.skip("there is nothing to compare: numba isn't installed (extra lab)")
    (fast,) = batches(plan(), 6)
    monkeypatch.setattr(compiled, "available", lambda: False)
    (plain,) = batches(plan(), 6)
    for name in ("seeds", "wholes", "numbers"):
        assert getattr(fast, name).tobytes() == getattr(plain, name).tobytes()


@pytest.mark.parametrize("player", ["random", "steady"])
@pytest.mark.parametrize("rules", ["quick", "seminar", "full"])
def test_lanes_of_a_large_deck_change_little_state(rules: str, player: str) -> None:
    if not compiled.available():
        pytest.skip("two thousand lanes take minutes where numba isn't installed (extra lab)")
    large = Plan(load_deck("european-troops"), rules, 3, (player,) * 4, 1)
    assert max(batch.state_bytes for batch in batches(large, 2_000)) <= 5_120
