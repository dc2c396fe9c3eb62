"""Whole plays of the shipped decks, with every seat's view, as text that is reviewed (see CONTRIBUTING)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playthrough import playthrough

from exercise import paths
from exercise.deckfiles import load_deck
from exercise.engine.game import LEVELS

HERE = Path(__file__).parent


@pytest.mark.parametrize("rules", LEVELS)
@pytest.mark.parametrize("name", paths.deck_names())
def test_a_deck_plays_as_its_golden_says(name: str, rules: str, request: pytest.FixtureRequest) -> None:
    played = playthrough(load_deck(name), rules=rules, rounds=2, seed=11, players=("steady", "random"))
    golden = HERE / f"{name}.{rules}.txt"
    if request.config.getoption("--regenerate"):
        golden.write_text(played, "utf-8")
    assert golden.exists(), f"the deck {name!r} has no golden: run 'make golden' and read what it wrote"
    assert played.splitlines() == golden.read_text("utf-8").splitlines()


def test_every_golden_is_of_a_deck_that_is_shipped() -> None:
    shipped = {f"{name}.{rules}.txt" for name in paths.deck_names() for rules in LEVELS}
    assert {path.name for path in HERE.glob("*.txt")} == shipped
