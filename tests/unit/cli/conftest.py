"""A folder of saves for each test, with nothing of the user's in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sessions import played
from smalldeck import small_deck


@pytest.fixture(autouse=True)
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of saves, which is not there yet; commands run in an empty folder beside it."""
    folder = tmp_path / "saves"
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("EXERCISE_SAVES", str(folder))
    monkeypatch.delenv("EXERCISE_TRACEBACK", raising=False)
    return folder


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a save that was played to its end, to be copied."""
    folder = tmp_path_factory.mktemp("finished") / "demo"
    played(small_deck(), folder, rounds=1).close()
    return folder


@pytest.fixture
def demo(saves: Path, finished: Path) -> Path:
    """Return a finished save called demo."""
    return shutil.copytree(finished, saves / "demo")
