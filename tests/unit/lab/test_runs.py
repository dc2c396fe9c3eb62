"""Batches of lanes."""

from __future__ import annotations

from typing import Any

import pytest
from smalldeck import link, small_deck

from exercise.lab import compiled
from exercise.lab.runs import Plan, batches
from exercise.rules.hashing import lane_seed

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.

np = pytest.importorskip("numpy", reason="batches are numpy arrays (extra lab)")


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


def test_a_lane_that_runs_out_of_room_is_played_anew_with_more() -> None:
    circle = [
        link("water", "trees", strength="strong", delay=1),
        link("trees", "noise", strength="strong", delay=1),
        link("noise", "water", strength="strong", delay=1),
        link("water", "noise", strength="strong", delay=2),
    ]
    crowded = Plan(small_deck(links=circle), "quick", 8, ("random",) * 3, 3)
    (played,) = batches(crowded, 12)
    assert (played.wholes[:, 0] == 8).any()
    from lanes import played_session

    for lane in range(12):
        session = played_session(crowded.deck, "quick", 8, crowded.players, lane_seed(3, lane))
        assert session.state.world.levels == tuple(played.numbers[lane, :4])


def test_lanes_without_numba_are_those_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    if not compiled.available():
        pytest.skip("there is nothing to compare: numba isn't installed (extra lab)")
    (fast,) = batches(plan(), 6)
    monkeypatch.setattr(compiled, "available", lambda: False)
    (plain,) = batches(plan(), 6)
    for name in ("seeds", "wholes", "numbers"):
        assert getattr(fast, name).tobytes() == getattr(plain, name).tobytes()


def test_lanes_of_a_large_deck_change_little_state() -> None:
    if not compiled.available():
        pytest.skip("two thousand lanes take minutes where numba isn't installed (extra lab)")
    from exercise.deckfiles import load_deck

    for rules in ("quick", "seminar"):
        large = Plan(load_deck("european-troops"), rules, 3, ("random",) * 4, 1)
        assert max(batch.state_bytes for batch in batches(large, 2_000)) <= 5_120
