"""The same play writes the same bytes whatever the seed of Python's own hashes.

Sets of texts change their order with that seed; a play that ever went by such an order would not repeat.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exercise import paths
from exercise.players import PLAYERS

ROOT = Path(__file__).parents[2]
HASH_SEEDS = ("0", "1", "2")
TABLES = [(deck, player) for deck in paths.deck_names() for player in sorted(PLAYERS)]

PLAY = """
import sys
from pathlib import Path

from exercise import session
from exercise.deckfiles import load_deck
from exercise.engine.game import LEVELS
from exercise.moves import CONTROL
from exercise.session import Session
from exercise.table import TABLE, Table

session._now = lambda: "2026-01-01T00:00:00.000+00:00"
folder, *tables = sys.argv[1:]
for table in tables:
    name, player = table.split(":")
    deck = load_deck(name)
    for rules in LEVELS:
        seats = {**{team.id: player for team in deck.teams}, CONTROL: TABLE}
        save = Path(folder) / f"{name} {player} {rules}"
        played = Session.new(deck, save, rules=rules, rounds=2, seats=seats, seed=5)
        Table(played, 5).run()
        assert played.view(CONTROL).phase == "closed"
        played.close()
print(hash("water"))
"""
"""Plays each deck with each player under each level of the rules, and tells what the hashes of texts are like."""


@pytest.fixture(scope="module")
def saves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Play the same exercises under each hash seed; return the folder of the saves of each."""
    folders, running = {}, {}
    for seed in HASH_SEEDS:
        folders[seed] = tmp_path_factory.mktemp(f"hash-seed-{seed}")
        arguments = [str(folders[seed]), *(f"{deck}:{player}" for deck, player in TABLES)]
        running[seed] = subprocess.Popen(
            [sys.executable, "-c", PLAY, *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    told = [(process, *process.communicate()) for process in running.values()]
    for process, _, err in told:
        assert process.returncode == 0, err
    hashes = {out.strip() for _, out, _ in told}
    assert len(hashes) == len(HASH_SEEDS), "the hash seeds made no difference to the hashes of texts"
    return folders


@pytest.mark.parametrize(("deck", "player"), TABLES)
def test_a_save_is_the_same_under_every_hash_seed(deck: str, player: str, saves: dict[str, Path]) -> None:
    first, *others = (
        {path.name: path for path in sorted(folder.iterdir()) if path.name.startswith(f"{deck} {player} ")}
        for folder in saves.values()
    )
    assert first
    for other in others:
        assert other.keys() == first.keys()
        for name, path in first.items():
            for file in ("journal.jsonl", "deck/deck.json", "session.toml"):
                ours, theirs = ((folder / file).read_bytes().splitlines() for folder in (path, other[name]))
                # Line by line, so that a failure names the first decision that differs.
                for number, (line, its) in enumerate(zip(ours, theirs, strict=False), start=1):
                    assert line == its, f"line {number} of {file} of {name!r}"
                assert len(ours) == len(theirs)
            assert (path / "journal.jsonl").read_bytes().endswith(b"\n")
