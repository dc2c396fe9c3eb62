from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercise.tui import play


@pytest.fixture(autouse=True)
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of saves, in a folder of the test's own; dice fall alike, and nothing on the screen takes its time."""
    folder = tmp_path / "saves"
    monkeypatch.setenv("EXERCISE_SAVES", str(folder))
    monkeypatch.setenv("EXERCISE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EXERCISE_THEME", raising=False)
    monkeypatch.setattr("secrets.randbits", lambda bits: 5)
    monkeypatch.setattr(play, "PAUSE", 0.001)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 100)
    return folder


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Leave garbage until a test is over: an app is a web of cycles, and looking for them takes a third of the time."""
    gc.disable()
    yield
    gc.enable()
