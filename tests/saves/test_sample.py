"""The save that comes with a checkout, made by a real run."""

from __future__ import annotations

from pathlib import Path

from exercise.journal import codec, peek, verify
from exercise.moves import PUBLIC
from exercise.session import Session

SAMPLE = Path(__file__).parents[2] / "saves" / "sample"


def test_the_sample_is_whole_of_the_current_format_and_played_to_its_end() -> None:
    assert verify(SAMPLE).problem == ""
    assert peek(SAMPLE).problem == ""
    session = Session.open(SAMPLE, write=False)
    view = session.view(PUBLIC)
    session.close()
    assert view.phase == "closed"
    assert view.results
    assert f'"v":{codec.FORMAT},' in (SAMPLE / "journal.jsonl").read_text("ascii").splitlines()[0]


def test_the_sample_holds_no_lock_that_names_a_machine() -> None:
    import subprocess

    listed = subprocess.run(["git", "ls-files", "saves"], cwd=SAMPLE.parents[1], capture_output=True, text=True)
    assert "saves/sample/lock" not in listed.stdout.split()
