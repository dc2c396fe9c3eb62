"""A lane is its session, to the last bit: every number of every event, over decks of every shape."""

from __future__ import annotations

import pytest
from deckshapes import decks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lanes import Guarded, first_difference, lane_says, played_session
from smalldeck import small_deck

from exercise.deck.models import Deck
from exercise.deckfiles import dump_deck, load_deck, parse_deck
from exercise.engine.events import MovesRevealed
from exercise.lab import compiled
from exercise.lab.lane.play import play, row_sizes
from exercise.lab.layout import Lane
from exercise.rules.hashing import lane_seed
from exercise.session import Session

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.

needs_numba = pytest.mark.skipif(not compiled.available(), reason="the compiled lane needs numba (extra lab)")
RULES = ("quick", "seminar", "full")
PLAYERS = ("random", "steady")
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
plays = {
    "deck": decks(),
    "rules": st.sampled_from(RULES),
    "rounds": st.integers(1, 5),
    "names": st.lists(st.sampled_from(PLAYERS), min_size=4, max_size=4),
    "seed": st.integers(0, (1 << 64) - 1),
    "lane": st.integers(0, 1 << 20),
}


def compiled_says(session: Session, players: list[str], seed: int, lane: int) -> list[float]:
    """Return what the lane of this number says, compiled, in a batch of its own."""
    import numpy as np

    def play_compiled(arrays: Lane, own_seed: int) -> None:
        width, length = row_sizes(arrays)
        seeds, wholes, numbers = np.zeros(1, np.uint64), np.zeros(width, np.int16), np.zeros(length)
        assert compiled.play_lanes()(arrays, np.uint64(seed), lane, 1, seeds, wholes, numbers) == 1
        assert seeds.tolist() == [own_seed]

    return lane_says(session, players, play_compiled, lambda values, dtype: np.array(values, dtype))


@given(decks())
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_a_generated_deck_loads_without_findings(deck: Deck) -> None:
    assert parse_deck(dump_deck(deck)) == deck


@given(**plays)
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_an_uncompiled_lane_equals_its_session(
    deck: Deck, rules: str, rounds: int, names: list[str], seed: int, lane: int
) -> None:
    players = names[: len(deck.teams)]
    session = played_session(deck, rules, rounds, players, lane_seed(seed, lane))
    assert first_difference(session, lane_says(session, players, play)) == ""


@needs_numba
@given(**plays)
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_a_compiled_lane_equals_its_session(
    deck: Deck, rules: str, rounds: int, names: list[str], seed: int, lane: int
) -> None:
    players = names[: len(deck.teams)]
    session = played_session(deck, rules, rounds, players, lane_seed(seed, lane))
    assert first_difference(session, compiled_says(session, players, seed, lane)) == ""


@needs_numba
def test_secret_moves_spring_in_a_lane_as_in_its_session() -> None:
    sprung = 0
    for lane in range(20):
        session = played_session(small_deck(), "full", 5, ["random"] * 3, lane_seed(9, lane))
        sprung += sum(len(event.secrets) for event in session.events if isinstance(event, MovesRevealed))
        assert first_difference(session, compiled_says(session, ["random"] * 3, 9, lane)) == ""
    assert sprung > 0


@needs_numba
@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("name", ["small", "tutorial", "european-troops"])
def test_lanes_of_the_shipped_decks_equal_their_sessions(name: str, rules: str) -> None:
    deck = small_deck() if name == "small" else load_deck(name)
    for lane in range(12):
        players = [PLAYERS[(lane >> place) & 1] for place in range(len(deck.teams))]
        session = played_session(deck, rules, 1 + lane % 5, players, lane_seed(7, lane))
        assert first_difference(session, compiled_says(session, players, 7, lane)) == ""


@pytest.mark.parametrize("rules", RULES)
@given(decks(), st.integers(1, 3), st.lists(st.sampled_from(PLAYERS), min_size=4, max_size=4), st.integers(0, 99))
@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
def test_no_index_lies_outside_of_its_array(rules: str, deck: Deck, rounds: int, names: list[str], seed: int) -> None:
    """Compiled code looks at no bounds, and takes an index below 0 for a large one."""
    players = names[: len(deck.teams)]
    session = played_session(deck, rules, rounds, players, seed)
    assert first_difference(session, lane_says(session, players, play, Guarded)) == ""


@pytest.mark.parametrize("rules", RULES)
def test_no_index_lies_outside_of_its_array_on_the_european_deck(rules: str) -> None:
    players = ["random", "steady", "random", "steady"]
    session = played_session(load_deck("european-troops"), rules, 3, players, 5)
    assert first_difference(session, lane_says(session, players, play, Guarded)) == ""
