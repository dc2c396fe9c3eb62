"""Whoever plays, in whatever order keys are pressed: nobody reads what is another team's."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final

import pytest
from smalldeck import small_deck
from wanderer import Marks, Wanderer, marked

from exercise.deckfiles import load_deck
from exercise.moves import CONTROL
from exercise.session import Session
from exercise.tui.app import ExerciseApp
from driving import opened


@pytest.fixture(autouse=True)
def swift(monkeypatch):
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 500)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 1 / 1000)

@pytest.mark.parametrize("rules", ["quick", "seminar", "full"])
@pytest.mark.parametrize("seed", [1, 2])
async def test_walk(saves: Path, rules: str, seed: int) -> None:
    import time
    t = time.time()
    marks = Marks()
    deck = marked(small_deck(), marks)
    Session.new(deck, saves / "walk", rules=rules, rounds=2, seats={CONTROL: "person"}, seed=seed).close()
    app = ExerciseApp(save=saves / "walk")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot)
        w = Wanderer(pilot, saves / "walk", marks, Random(seed))
        done = await w.walk(400)
    print(rules, done, len(w.pressed), w.phase, w.left, time.time() - t)
    print({k: v for k, v in w.seen.items() if " " not in k})
