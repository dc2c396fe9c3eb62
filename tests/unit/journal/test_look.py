from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exercise.journal import Entry, Follower, Journal, JournalError, peek

Made = Callable[[str], Path]


def test_a_summary_tells_the_title_the_deck_and_the_last_time(made: Made) -> None:
    summary = peek(made("save"))
    assert (summary.name, summary.title, summary.deck) == ("save", "A save", "A small deck")
    assert (summary.rules, summary.rounds, summary.problem) == ("quick", 2, "")
    assert summary.at == "2026-11-24T10:00:00.000+00:00"


def test_a_summary_of_something_broken_says_so_and_does_not_fail(made: Made, tmp_path: Path) -> None:
    folder = made("save")
    (folder / "journal.jsonl").write_bytes(b"\x00\xff{not json\n")
    assert peek(folder).problem == "its journal is damaged"
    assert peek(tmp_path / "nothing").problem == "No such file or directory"


def test_a_follower_sees_whole_decisions_alone(tmp_path: Path, decisions: list[list[Entry]]) -> None:
    journal = Journal.create(tmp_path / "save", b"{}", decisions[0], title="x")
    follower = Follower(tmp_path / "save")
    assert [record.event for record in follower.poll()] == [decisions[0][0][0]]
    assert follower.poll() == ()
    journal.append(decisions[1])
    journal.append(decisions[2])
    journal.close()
    whole = (tmp_path / "save" / "journal.jsonl").read_bytes()
    late = Follower(tmp_path / "save")
    seen = 0
    for length in range(len(whole) + 1):
        (tmp_path / "save" / "journal.jsonl").write_bytes(whole[:length])
        fresh = late.poll()
        seen += len(fresh)
        assert seen in (0, 1, 2, 5)
        assert not fresh or fresh[-1].end
    assert seen == 5


def test_a_follower_says_when_the_journal_is_cut_or_damaged(made: Made) -> None:
    folder = made("save")
    path = folder / "journal.jsonl"
    whole = path.read_bytes()
    follower = Follower(folder)
    follower.poll()
    path.write_bytes(whole[:100])
    with pytest.raises(JournalError, match="shorter"):
        follower.poll()
    path.write_bytes(whole.replace(b"bees", b"ants"))
    with pytest.raises(JournalError, match="was changed"):
        Follower(folder).poll()


def test_looking_at_saves_needs_no_pydantic(made: Made) -> None:
    folder = made("save")
    code = (
        "import sys; from pathlib import Path; from exercise.journal import peek, verify\n"
        "peek(Path(sys.argv[1])), verify(Path(sys.argv[1]))\n"
        "print([name for name in ('pydantic', 'networkx', 'textual', 'tomli_w') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
