"""The pure rooms load without what would make them impure or slow."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"networkx", "numpy", "textual", "rich", "pydantic", "click"}


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after a statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


@pytest.mark.parametrize("room", ["engine", "rules", "world", "argument", "views", "moves"])
def test_a_pure_room_loads_without_what_is_heavy(room: str) -> None:
    assert not loaded_by(f"import exercise.{room}") & HEAVY


def test_the_deck_room_needs_pydantic_and_no_more() -> None:
    assert loaded_by("import exercise.deck.models") & HEAVY == {"pydantic"}


def test_the_networkx_faces_load_on_first_use() -> None:
    assert "networkx" in loaded_by("import exercise.world; exercise.world.propagate")
    assert "networkx" in loaded_by("import exercise.argument; exercise.argument.strengths")
    assert "networkx" not in loaded_by("from exercise.argument.tables import compile_argument")


def test_a_session_is_played_without_networkx_or_textual() -> None:
    play = (
        "from exercise.session import Session; from exercise.table import Table;"
        "s = Session.new('tutorial', rounds=1, seed=1,"
        " seats={'residents': 'steady', 'traders': 'random', 'control': 'table'});"
        "Table(s, 1).run(); assert s.view('public').phase == 'closed'"
    )
    assert not loaded_by(play) & {"networkx", "numpy", "textual", "rich", "click"}


def test_the_app_and_the_command_line_load_no_arrays_and_no_compiler() -> None:
    arrays = {"numpy", "numba", "pyarrow"}
    for statement in (
        "import exercise.tui.app",
        "import exercise.cli, exercise.cli.play, exercise.cli.simulate, exercise.cli.lab",
        "import exercise.lab, exercise.lab.runs, exercise.lab.compiled, exercise.lab.lane.play",
    ):
        assert not loaded_by(statement) & arrays
