from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from smalldeck import small_deck

from exercise import engine
from exercise.engine.events import Event, PhaseOpened, TeamHeld, TeamPassed
from exercise.journal import Entry, Journal


def entry(event: Event, seat: str = "control") -> Entry:
    return (event, seat, "2026-11-24T10:00:00.000+00:00")


@pytest.fixture(scope="session")
def first() -> Event:
    game = engine.compile_game(small_deck())
    return engine.session_opened(
        game, rules="quick", adjudication="dice", rounds=2, seed=7, seats=(("ants", "person"),), digest="0" * 64
    )


@pytest.fixture
def decisions(first: Event) -> list[list[Entry]]:
    """Four decisions, of one, one, three and two events."""
    return [
        [entry(first)],
        [entry(PhaseOpened("caucus"))],
        [entry(TeamHeld("ants", False), "ants"), entry(PhaseOpened("reveal")), entry(PhaseOpened("debate", "bees"))],
        [entry(TeamPassed("bees", False, "cats"), "bees"), entry(TeamPassed("cats", True, ""), "cats")],
    ]


@pytest.fixture
def made(tmp_path: Path, decisions: list[list[Entry]]) -> Callable[[str], Path]:
    """Return what makes a closed save of the decisions."""

    def make(name: str) -> Path:
        journal = Journal.create(tmp_path / name, b'{"deck":1}', decisions[0], title="A save")
        for decision in decisions[1:]:
            journal.append(decision)
        journal.close()
        return tmp_path / name

    return make
