"""Figures of a deck's tuning, worked out by hand from small arrays."""

from __future__ import annotations

import pytest

from exercise.deckfiles import load_deck
from exercise.engine import compile_game
from exercise.engine.presets import Preset
from exercise.lab import compiled, tuning
from exercise.lab.tuning import Figure

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.

np = pytest.importorskip("numpy", reason="batches are numpy arrays (extra lab)")
GAME = compile_game(load_deck("tutorial"))
NODES = len(GAME.world.ids)


def levels(*rounds: float) -> list[list[float]]:
    """Return the levels of one lane: what is given for the first indicator, 50 for all others."""
    return [[given, *[50.0] * (NODES - 1)] for given in rounds]


def test_changes_are_taken_round_by_round_and_only_where_a_round_was_played() -> None:
    # First indicator: round 1 moves 4, 10 and 12, median 10; round 2, played by two lanes, 2 and 6, median 4.
    found = tuning._moves(
        GAME, np.array([levels(50, 54, 56), levels(50, 40, 46), levels(50, 62, 0)]), np.array([2, 2, 1])
    )
    assert found[0].value == "0.0 to 10.0"
    assert found[0].off == (f"{GAME.world.ids[0]} in round 1 10.0",)
    # What moves most in a round is the first indicator: 4, 2, 10, 6 and 12, median 6.
    assert (found[1].value, found[1].reached) == ("6.0", False)
    # All three end a point or more from the start: 6, -4 and 12. The others never move.
    assert found[2].value == "0% to 100%"
    assert found[3] == Figure(found[3].what, "0.00%", "under 1%", True)


def test_a_level_within_a_tenth_of_where_z_is_clamped_is_saturated() -> None:
    found = tuning._moves(GAME, np.array([levels(50, 2.0), levels(50, 98.0), levels(50, 3.0)]), np.array([1, 1, 1]))
    assert found[3].value == f"{2 / (3 * NODES):.2%}"


def test_cards_are_played_in_a_share_of_the_hands_that_hold_them() -> None:
    cards = sum(map(len, GAME.piles))
    held, chosen = np.full(cards, 100), np.full(cards, 20)
    chosen[1], chosen[2], held[3], chosen[3] = 1, 61, 0, 0
    names = [face.id for pile in GAME.piles for face in pile]
    (figure,) = tuning._cards(GAME, held, chosen)
    assert figure.value == "0% to 61%"
    assert figure.off == (f"{names[3]} 0%", f"{names[1]} 1%", f"{names[2]} 61%")


def test_objectives_are_met_by_every_team_alike() -> None:
    goals = [len(listed) for listed in GAME.goals]
    results = np.zeros((10, sum(goals)), dtype=int)
    results[:4, : goals[0]] = 2
    results[:5, goals[0] :] = 2
    (figure,) = tuning._objectives(GAME, results)
    assert figure.reached
    results[:7, goals[0] :] = 2
    (figure,) = tuning._objectives(GAME, results)
    assert figure.value == f"{GAME.teams[0]} 40%, {GAME.teams[1]} 70%"
    assert not figure.reached


def test_links_must_have_changed_both_ways() -> None:
    weights = np.tile(np.array(GAME.world.printed), (2, 1))
    weights[:, 0] *= 0.5
    (figure,) = tuning._links(GAME, weights)
    assert not figure.reached
    weights[:, 1:4] *= 1.2
    (figure,) = tuning._links(GAME, weights)
    links = len(GAME.world.printed)
    assert figure.value == f"{1 / links:.0%} weaker, {3 / links:.0%} stronger"
    assert figure.reached


def test_chances_are_read_by_difficulty_where_a_move_was_rolled() -> None:
    faces = [face for pile in GAME.piles for face in pile]
    easy = next(number for number, face in enumerate(faces) if face.difficulty == 0)
    even = next(number for number, face in enumerate(faces) if face.difficulty == -1)
    found = tuning._rulings(GAME, np.array([[easy, easy, even, -1]]), np.array([[0.8, -1.0, 0.3, -1.0]]))
    assert [(figure.value, figure.reached) for figure in found] == [
        ("67%", True),
        ("80%", True),
        ("30%", False),
        ("none", False),
    ]


def test_every_preset_has_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "available", lambda: False)
    heard = []
    presets = (Preset("short", 50, "quick", 1), Preset("long", 180, "seminar", 5))
    short, long = tuning.tuning(load_deck("tutorial"), 3, 1, presets, heard.append)
    assert heard == [short.preset, long.preset]
    assert not any("links that differ" in figure.what for figure in short.figures)
    assert any("links that differ" in figure.what for figure in long.figures)
