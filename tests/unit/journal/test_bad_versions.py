"""What stands in the first line of a journal and can't be read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from exercise.journal import JournalError, codec, peek


@pytest.mark.parametrize("version", [0, -1, "1", None, 1.0, True, [1]])
def test_a_version_that_is_no_number_of_a_format_is_refused_in_a_sentence(version: Any) -> None:
    with pytest.raises(JournalError, match="does not say in which format"):
        codec.load({"kind": "phase-opened"}, version)


@pytest.mark.parametrize("line", [b"[" * 100_000 + b"\n", b"7\n", b'{"event": 3}\n'])
def test_a_list_of_saves_survives_whatever_a_journal_holds(tmp_path: Path, line: bytes) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "journal.jsonl").write_bytes(line)
    assert peek(folder).problem == "its journal is damaged"


def test_a_last_line_that_is_no_object_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    opened = {"event": {"deck_title": "A", "rules": "quick", "rounds": 2}, "at": "2026-01-01", "end": True}
    (folder / "journal.jsonl").write_bytes(json.dumps(opened).encode() + b"\n[1]\n")
    found = peek(folder)
    assert (found.problem, found.at) == ("", "2026-01-01")
    assert os.listdir(folder) == ["journal.jsonl"]
