"""Keeping a copy of a source on the machine, and taking it away again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commandline import copy_of_deck, run, source_beside

from exercise.deckfiles import attached, load_source


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a user's own things, which is not there yet."""
    monkeypatch.setenv("EXERCISE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a copy of a source whose text is shipped."""
    return source_beside(copy_of_deck(tmp_path))


@pytest.fixture
def copy(source: Path, tmp_path: Path) -> Path:
    """Return a user's copy of its text."""
    file = tmp_path / "my copy.txt"
    file.write_bytes((source / load_source(source)[0].text).read_bytes())
    return file


def test_a_whole_copy_is_kept_and_nothing_of_it_is_printed(source: Path, copy: Path) -> None:
    done = run("source", "attach", source, "--article", copy)
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r'[a-z-]+: (\d+) of \1 paragraphs found\nAttached: "Why\?" shows [^\n]+\n', done.out)
    origin, _ = load_source(source)
    kept = attached(origin)
    assert len(kept) == len([each for each in origin.paragraphs if each.kind != "furniture"])
    assert not any(text in done.out for text in kept.values())


def test_of_a_copy_with_gaps_the_rest_is_kept_and_the_gaps_are_told(source: Path, copy: Path) -> None:
    lines = copy.read_text(encoding="utf-8").split("\n\n")
    lines[1] = "Something else stands here."
    del lines[3:5]
    copy.write_text("\n\n".join(lines), encoding="utf-8")
    done = run("source", "attach", source, "--article", copy)
    assert (done.code, done.err) == (1, "")
    told = done.out.splitlines()
    assert re.fullmatch(r"¶2 \(.*\): differs from paragraph 2 of the copy", told[0])
    assert [line.endswith(": missing from the copy") for line in told[1:3]] == [True, True]
    assert told[3].endswith(" 1 differs, 2 missing")
    assert not {2, 4, 5} & set(attached(load_source(source)[0]))
    assert "Something else" not in done.out


def test_a_text_that_is_another_is_refused_and_nothing_is_written(source: Path, copy: Path, home: Path) -> None:
    copy.write_text("\x1b[31mSecret words.\n", encoding="utf-8")
    done = run("source", "attach", source, "--article", copy)
    assert done.code == 2
    assert done.complaint.startswith(f"no paragraph of {load_source(source)[0].id!r} is in ")
    assert done.complaint.endswith(", so nothing was attached")
    assert "Secret" not in done.complaint
    assert not home.exists()


def test_a_copy_is_taken_away_again(source: Path, copy: Path, home: Path) -> None:
    run("source", "attach", source, "--article", copy)
    done = run("source", "attach", source, "--remove")
    assert (done.code, done.out.endswith(": the copy was removed\n")) == (0, True)
    assert list((home / "copies").iterdir()) == []
    done = run("source", "attach", source, "--remove")
    assert (done.code, done.out.endswith(": no copy was attached\n")) == (0, True)


def test_one_of_the_two_has_to_be_chosen(source: Path, copy: Path, home: Path) -> None:
    for words in ((), ("--remove", "--article", copy)):
        done = run("source", "attach", source, *words)
        assert done.code == 2
        assert done.complaint == "give either --article FILE or --remove; see 'exercise source attach --help'"
    assert not home.exists()


def test_a_folder_that_cannot_be_made_is_told_in_one_line(source: Path, copy: Path, home: Path) -> None:
    home.write_text("in the way", encoding="utf-8")
    done = run("source", "attach", source, "--article", copy)
    assert (done.code, bool(done.complaint)) == (2, True)
