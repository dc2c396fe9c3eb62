"""Listing, showing and checking saves, whole ones and damaged ones."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from commandline import HOSTILE, flip_a_byte, held_elsewhere, rewrite, run
from sessions import played
from smalldeck import small_deck

from exercise.deckfiles import deck_digest
from exercise.journal import verify
from exercise.session import Session

BOLD = "[bold]x[/] [@click=app.quit]y[/]"


def test_the_list_shows_each_save_with_its_deck_the_last_played_first(demo: Path, saves: Path) -> None:
    played(small_deck(), saves / "later", rounds=2).close()
    (saves / "no-save").mkdir()
    (saves / "a file").touch()
    shown = run("saves", "list")
    assert shown.code == 0
    head, *rows = shown.out.splitlines()
    assert head.split("  ")[0] == "NAME"
    assert [row.split()[0] for row in rows] == ["later", "demo"]
    assert "A small deck" in rows[1]


def state_of(name: str) -> str:
    """Return what the list says of how far a save is."""
    (row,) = [row for row in run("saves", "list").out.splitlines() if row.startswith(f"{name} ")]
    return re.split(" {2,}", row)[5]


def test_the_list_tells_a_finished_exercise_from_one_that_is_under_way(demo: Path, saves: Path) -> None:
    Session.new(small_deck(), saves / "begun", seed=1).close()
    assert "  STATE  " in run("saves", "list").out.splitlines()[0]
    assert (state_of("begun"), state_of("demo")) == ("under way", "finished")


def test_an_exercise_that_was_stepped_back_from_its_end_is_under_way_and_a_copy_of_its_end_is_finished(
    demo: Path, saves: Path
) -> None:
    session = Session.open(demo)
    session.fork(verify(demo).events - 1, saves / "copy").close()
    session.step_back(1, "One more word.")
    session.close()
    assert (state_of("demo"), state_of("copy")) == ("under way", "finished")


def test_an_end_that_was_never_written_whole_is_no_end(demo: Path) -> None:
    journal = demo / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-10])
    assert state_of("demo") == "under way"


def test_an_empty_list_says_where_it_looked_and_how_a_save_is_made(saves: Path) -> None:
    shown = run("saves", "list")
    assert (shown.code, shown.out) == (0, f"There are no saves in {str(saves)!r} yet; 'exercise play' makes one.\n")
    assert run("saves", "verify").out == "There are no saves to check.\n"


def test_show_tells_what_a_save_holds_and_where_it_stands(demo: Path) -> None:
    shown = run("saves", "show", "demo")
    assert (shown.code, shown.err) == (0, "")
    lines = dict(line.split("  ", 1) for line in shown.out.splitlines() if "  " in line)
    said = {name: text.strip() for name, text in lines.items()}
    assert said["Save"] == "demo"
    assert said["Deck"] == "A small deck"
    assert said["Stands at"] == "round 1 of 1, end"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", said["Last played"])
    assert "Ants" in said
    assert run("saves", "show", demo).out == shown.out.replace("resume demo", f"resume {demo}")


def test_a_name_that_a_shell_would_obey_is_quoted_where_it_can_be_pasted(saves: Path, finished: Path) -> None:
    shutil.copytree(finished, saves / "Monday; rm -rf x")
    shown = run("saves", "show", "Monday; rm -rf x")
    assert shown.out.endswith("exercise resume 'Monday; rm -rf x'\n")


def test_verify_finds_a_whole_save_whole(demo: Path) -> None:
    done = run("saves", "verify")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("demo: whole: ")
    assert run("saves", "verify", "demo").out == done.out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("dmo", "there is no save called 'dmo'; did you mean 'demo'?"),
        ("zzz", "there is no save called 'zzz'; see 'exercise saves list'"),
        ("no/where", "there is no folder 'no/where'; see 'exercise saves list', or give the folder of a save"),
        ("", "there is no save called ''; see 'exercise saves list'"),
        ("\x1b[2J", "there is no save called '\\x1b[2J'; see 'exercise saves list'"),
        ("empty", "there is no save in 'empty': it has no journal; see 'exercise saves list'"),
    ],
)
@pytest.mark.parametrize("words", [("saves", "show"), ("saves", "verify"), ("report",), ("resume",)], ids=" ".join)
def test_a_save_that_is_not_there_is_told_with_what_comes_nearest(
    words: tuple[str, ...], name: str, says: str, demo: Path
) -> None:
    Path("empty").mkdir()
    done = run(*words, name)
    assert done.code == 2
    assert done.complaint == says


def test_the_folder_where_one_stands_can_be_the_save(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo / "deck")
    assert run("saves", "verify", "..").out.startswith("demo: whole: ")
    monkeypatch.chdir(demo)
    assert run("saves", "verify", ".").out.startswith("demo: whole: ")


def test_a_save_cut_inside_its_last_decision_loses_that_alone(demo: Path) -> None:
    journal = demo / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-10])
    done = run("saves", "verify")
    assert done.code == 0
    assert "an unfinished decision of " in done.out
    shown = run("saves", "show", "demo")
    assert (shown.code, shown.err) == (0, "")
    assert "debrief" in shown.out
    assert journal.read_bytes() == whole[:-10]  # Looking changes nothing.


@pytest.mark.parametrize("line", [2, 5])
def test_a_changed_byte_is_found_and_everything_before_it_still_shows(demo: Path, line: int) -> None:
    flip_a_byte(demo, line)
    before = (demo / "journal.jsonl").read_bytes()
    done = run("saves", "verify")
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        f"demo: damaged: line {line} of the journal was changed after it was written, or a line before it is missing\n"
    )
    shown = run("saves", "show", "demo")
    assert shown.code == 1
    assert f"Damaged: line {line} of the journal was changed" in shown.out
    assert "A small deck" in shown.out
    assert "Look back with: exercise resume demo" in shown.out
    assert (demo / "journal.jsonl").read_bytes() == before
    assert run("saves", "list").code == 0


def test_a_missing_line_is_found(demo: Path) -> None:
    journal = demo / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:3] + lines[4:]))
    done = run("saves", "verify", "demo")
    assert done.code == 1
    assert "line 4 of the journal" in done.out


def test_one_damaged_save_among_whole_ones_does_not_hide_them(demo: Path, saves: Path, finished: Path) -> None:
    shutil.copytree(finished, saves / "other")
    (demo / "journal.jsonl").write_bytes(b"\x00\xff{not json\n")
    listed = run("saves", "list")
    assert listed.code == 0
    assert "its journal is damaged" in listed.out
    assert "other" in listed.out
    done = run("saves", "verify")
    assert done.code == 1
    assert done.out.splitlines()[1].startswith("other: whole: ")


def newer(save: Path) -> None:
    rewrite(save, lambda number, body: body.replace(b'"v":1', b'"v":99') if number == 0 else body)


def unknown_event(save: Path) -> None:
    rewrite(save, lambda number, body: body.replace(b'"kind":"phase-opened"', b'"kind":"sky-fell"'))


def other_seats(save: Path) -> None:
    rewrite(save, lambda number, body: body.replace(b'"ants"', b'"nobody"') if number else body)


def no_deck(save: Path) -> None:
    shutil.rmtree(save / "deck")


def other_deck(save: Path) -> None:
    (save / "deck" / "deck.json").write_text('{"title": "Another"}', encoding="utf-8")


def deck_with_escapes(save: Path) -> None:
    copy = save / "deck" / "deck.json"
    old = copy.read_bytes()
    forged = old.replace(b"A garden has four things in it.", rb"A \u001b[31mgarden")
    assert forged != old
    copy.write_bytes(forged)
    digests = deck_digest(old).encode(), deck_digest(forged).encode()
    rewrite(save, lambda number, body: body.replace(*digests))


def empty_journal(save: Path) -> None:
    (save / "journal.jsonl").write_bytes(b"")


def folder_for_journal(save: Path) -> None:
    (save / "journal.jsonl").unlink()
    (save / "journal.jsonl").mkdir()


CANNOT_OPEN = [
    (newer, "the save was written by a newer version (format 99); this one reads up to 1: update it"),
    (unknown_event, "this version knows no event of the kind 'sky-fell': update it"),
    (other_seats, "the events of the save do not follow from one another"),
    (no_deck, "the save 'demo' can't be read: No such file or directory"),
    (other_deck, "the deck inside the save is not the one that it was played with"),
    (deck_with_escapes, "the deck inside it can't be played: deck.json: scenario: the control character U+001B"),
    (empty_journal, "the save 'demo' holds no whole decision"),
    (folder_for_journal, "the save 'demo' can't be read: Is a directory"),
]


@pytest.mark.parametrize(("spoil", "says"), CANNOT_OPEN, ids=lambda value: getattr(value, "__name__", ""))
def test_a_save_that_cannot_be_opened_is_one_line_and_is_left_as_it_is(spoil: object, says: str, demo: Path) -> None:
    assert callable(spoil)
    spoil(demo)
    before = {path: path.read_bytes() for path in demo.rglob("*") if path.is_file()}
    for words in (("saves", "show"), ("report",)):
        done = run(*words, "demo")
        assert done.code == 2
        assert says in done.complaint
        assert done.complaint.count("the save 'demo'") == 1
    checked = run("saves", "verify", "demo")
    assert checked.code == 1
    assert says in checked.out
    assert checked.out.count("\n") == 1
    assert run("saves", "list").code == 0
    assert {path: path.read_bytes() for path in demo.rglob("*") if path.is_file()} == before


def test_a_save_that_another_process_writes_can_be_looked_at(demo: Path) -> None:
    with held_elsewhere(demo):
        for words in (("saves", "list"), ("saves", "show", "demo"), ("saves", "verify"), ("report", "demo")):
            done = run(*words)
            assert (done.code, done.err) == (0, "")


def test_titles_are_only_ever_text(saves: Path) -> None:
    played(small_deck(title=BOLD), saves / "demo", rounds=1).close()
    (saves / "demo" / "session.toml").write_text(f"title = {json.dumps(HOSTILE)}\n", encoding="utf-8")
    listed = run("saves", "list").out
    shown = run("saves", "show", "demo").out
    for text in (listed, shown):
        assert BOLD in text
        assert "[31m[bold]red[/] [@click=app.quit]quit[/]" in text
    assert "\\[bold\\]x" in run("report", "demo").out


def test_what_a_forged_journal_calls_its_deck_is_only_ever_text(demo: Path) -> None:
    name = json.dumps(HOSTILE).encode()
    rewrite(demo, lambda number, body: body.replace(b'"A small deck"', name))
    assert "[@click=app.quit]quit" in run("saves", "list").out


def test_notes_that_are_no_toml_do_not_hide_a_save(demo: Path) -> None:
    (demo / "session.toml").write_bytes(b"\xff\x00 title =")
    assert "demo" in run("saves", "list").out
    assert run("saves", "show", "demo").code == 0


def test_a_folder_of_saves_that_cannot_be_read_is_not_an_empty_one(saves: Path) -> None:
    saves.write_text("a file", encoding="utf-8")
    done = run("saves", "list")
    assert done.code == 2
    assert done.complaint.startswith(f"{str(saves)!r}: ")


def test_a_folder_of_saves_that_cannot_be_written_says_so(saves: Path) -> None:
    saves.write_text("a file", encoding="utf-8")
    done = run("simulate", "--deck", "tutorial", "--seed", "7", "--out", "demo")
    assert done.code == 2
    assert done.complaint.startswith(f"the save 'demo' can't be made in {str(saves)!r}: ")
    assert done.complaint.endswith("; set EXERCISE_SAVES to a folder that can be written")


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_disk_that_refuses_a_new_save_says_so_and_nothing_is_left(
    number: int, saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("exercise.journal.files.OsFiles.write_new", refuse)
    done = run("simulate", "--deck", "tutorial", "--seed", "7", "--out", "demo")
    assert done.code == 2
    why = os.strerror(number)
    assert done.complaint == (
        f"the save 'demo' can't be made in {str(saves)!r}: {why[:1].lower()}{why[1:]}; "
        "set EXERCISE_SAVES to a folder that can be written"
    )
    assert list(saves.iterdir()) == []
    done = run("lab", "open", "tutorial", "--seed", "7", "--lane", "1", "--out", "./demo")
    assert done.code == 2
    assert done.complaint.startswith("the save 'demo' can't be made in '.': ")
    assert done.complaint.endswith("; choose another place")


def test_a_read_only_folder_of_saves_is_told_and_its_saves_can_be_looked_at(demo: Path, saves: Path) -> None:
    for folder in (demo, saves):
        folder.chmod(0o500)
    try:
        if os.access(saves, os.W_OK):
            pytest.skip("nothing is forbidden to this user")
        assert "can't be made" in run("simulate", "--deck", "tutorial", "--seed", "7", "--out", "x").complaint
        for words in (("saves", "list"), ("saves", "show", "demo"), ("saves", "verify"), ("report", "demo")):
            assert run(*words).code == 0
    finally:
        for folder in (saves, demo):
            folder.chmod(0o700)
