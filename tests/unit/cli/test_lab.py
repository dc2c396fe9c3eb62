"""Many plays in one file, and any of them as a save."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commandline import Ran, run

from exercise import paths
from exercise.engine.events import SessionOpened
from exercise.rules.hashing import lane_seed
from exercise.session import Session

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.

needed = pytest.importorskip("pyarrow", reason="the file of a run needs pyarrow (extra lab)")


def lab_run(*more: str | Path, out: str = "runs.parquet", runs: str = "60") -> Ran:
    return run("lab", "run", "tutorial", "--runs", runs, "--seed", "5", "--out", out, *more)


def lab_open(*more: str, out: str = "lane", lane: str = "3") -> Ran:
    return run("lab", "open", "tutorial", "--seed", "5", "--lane", lane, "--out", out, *more)


def rows(name: str = "runs.parquet") -> Any:
    from pyarrow import parquet

    return parquet.read_table(name)


def test_a_run_has_a_row_for_each_play_and_says_what_it_is_of() -> None:
    done = lab_run("--players", "random,steady", "--rules", "seminar", "--rounds", "3")
    assert (done.code, done.err) == (0, "")
    assert done.out == "Wrote 'runs.parquet': Cars out of the square?, 60 plays.\n"
    table = rows()
    assert table.column("lane").to_pylist() == list(range(60))
    assert table.column("seed").to_pylist() == [lane_seed(5, lane) for lane in range(60)]
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert about["players"] == "random,steady"
    assert (about["rules"], about["rounds"], about["seed"]) == ("seminar", "3", "5")
    assert {"deck", "deck_digest", "rules_version"} <= about.keys()


@pytest.mark.parametrize("rules", ["seminar", "full"])
def test_a_row_says_how_the_save_of_its_play_ends(rules: str) -> None:
    more = ("--players", "steady,random", "--rules", rules, "--rounds", "3")
    assert lab_run(*more).code == 0
    for row in rows().to_pylist()[:8]:
        name = f"lane-{row['lane']}"
        assert lab_open(*more, lane=str(row["lane"]), out=name).code == 0
        session = Session.open(Path("../saves") / name, write=False)
        state, game = session.state, session.state.game
        opened = session.events[0]
        assert isinstance(opened, SessionOpened)
        assert opened.seed == row["seed"]
        assert state.clock.phase == "closed"
        assert (state.clock.round, state.record.ending) == (row["rounds"], row["ending"])
        assert [row[f"level.{name}"] for name in game.world.ids] == list(state.world.levels)
        assert [row[f"claim.{name}"] for name in game.argument.ids] == list(state.standing.claims)
        assert row["thesis"] == state.standing.thesis
        assert [row[f"result.{team}.{goal}"] for team, goal, _ in state.record.results] == [
            last for *_, last in state.record.results
        ]
        outcomes = [event.outcome for event in session.events if event.kind == "move-ruled"]
        assert [row[word] for word in ("full", "partial", "fail")] == [
            outcomes.count(word) for word in ("full", "partial", "fail")
        ]


def test_the_save_of_a_play_is_what_simulate_makes_of_its_seed(saves: Path) -> None:
    assert lab_open("--players", "random", "--rounds", "2", out="lane").code == 0
    seed = str(lane_seed(5, 3))
    again = ("--deck", "tutorial", "--seed", seed, "--players", "random", "--rounds", "2", "--out", "again")
    assert run("simulate", *again).code == 0
    lane, simulated = (Session.open(saves / name, write=False).events for name in ("lane", "again"))
    assert lane == simulated


def test_the_same_seed_gives_the_same_file() -> None:
    for name in ("one.parquet", "two.parquet"):
        assert lab_run(out=name).code == 0
    assert Path("one.parquet").read_bytes() == Path("two.parquet").read_bytes()


def test_a_file_that_exists_is_left_alone() -> None:
    Path("runs.parquet").write_text("mine", encoding="utf-8")
    assert lab_run().complaint == "'runs.parquet' is there already; choose another name"
    assert Path("runs.parquet").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    says = "there is no folder 'no' for 'runs.parquet'; make it first, or name another"
    assert lab_run(out="no/runs.parquet").complaint == says
    assert lab_open(out="no/lane").complaint == "there is no folder 'no' for 'lane'; make it first, or name another"

    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "Failed to open local file '.part'. Detail: [errno 13] Permission denied")

    monkeypatch.setattr("exercise.lab.runs.write", refuse)
    assert lab_run().complaint == "the run can't be written to 'runs.parquet': permission denied; choose another place"
    assert list(Path().iterdir()) == []


def test_a_run_that_is_stopped_leaves_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from exercise.lab import runs

    whole = runs.batches

    def stopped(*given: Any) -> Any:
        yield next(whole(*given))
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "batches", stopped)
    done = lab_run()
    assert done.code == 130
    assert "stopped; no file was written" in done.err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--rules", "slow"), "there are no rules called 'slow'; there are quick, seminar, full"),
        (("--players", "clever"), "there is no player called 'clever'; there are random, steady"),
        (("--players", "random,random,random"), "3 players for 2 teams"),
        (("--rounds", "13"), "an exercise has 1 to 12 rounds, not 13"),
    ],
)
def test_what_no_lane_can_be_played_by_is_refused_in_one_line(more: tuple[str, ...], said: str) -> None:
    assert lab_run(*more).complaint == said
    assert lab_open(*more).complaint == said
    assert list(Path().iterdir()) == []


def test_a_long_run_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exercise.cli.lab._SELDOM", 0.0)
    monkeypatch.setattr("exercise.lab.runs.batches.__defaults__", (0, 25))
    assert lab_run().err.splitlines() == ["25 of 60 plays", "50 of 60 plays"]


def test_without_the_extra_the_lab_says_how_to_install_it_from_the_project_s_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    root = paths.decks_folder().parent
    how = f'{subprocess.list2cmdline([sys.executable])} -m pip install --editable "{root}[lab]"'
    assert lab_run().complaint == f"the lab needs numpy and pyarrow; install them with: {how}"
    assert run("lab", "tune", "tutorial").complaint == f"the lab needs numpy; install it with: {how}"
    installed = shutil.copytree(paths.decks_folder(), tmp_path / "_data" / "decks")
    shutil.copytree(paths.seeds_folder(), tmp_path / "_data" / "seeds")
    monkeypatch.setattr("exercise.paths.decks_folder", lambda: installed)
    said = run("lab", "tune", "tutorial").complaint
    assert said.startswith("the lab needs numpy; install it in the folder that you installed from, with: ")
    assert said.endswith(' -m pip install ".[lab]"')


def test_a_save_of_a_play_needs_no_extra(monkeypatch: pytest.MonkeyPatch, saves: Path) -> None:
    import builtins

    real = builtins.__import__

    def bare(name: str, *rest: Any) -> Any:
        assert name.partition(".")[0] not in ("numpy", "numba", "pyarrow")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", bare)
    assert lab_open().code == 0
    assert (saves / "lane").is_dir()
