"""The after-action report on the screen and in a file."""

from __future__ import annotations

import shutil
from pathlib import Path

from commandline import flip_a_byte, run
from sessions import played
from smalldeck import small_deck

from exercise.report.aar import markdown
from exercise.session import Session


def test_the_report_of_a_save_is_printed(demo: Path) -> None:
    done = run("report", "demo")
    assert (done.code, done.err) == (0, "")
    session = Session.open(demo, write=False)
    assert done.out == markdown(session.deck, session.events)
    assert run("report", demo).out == done.out


def test_an_exercise_that_is_under_way_has_a_report_too(saves: Path) -> None:
    Session.new(small_deck(), saves / "demo", seed=1).close()
    done = run("report", "demo")
    assert done.code == 0
    assert "The exercise is under way" in done.out


def test_a_report_goes_to_a_new_file_in_utf8(demo: Path) -> None:
    printed = run("report", "demo").out
    done = run("report", "demo", "--out", "demo.md")
    assert (done.code, done.out, done.err) == (0, "Wrote 'demo.md'.\n", "")
    assert Path("demo.md").read_bytes() == printed.encode("utf-8")


def test_a_file_that_is_there_is_written_over_only_where_that_is_asked_for(demo: Path) -> None:
    Path("demo.md").write_text("mine", encoding="utf-8")
    done = run("report", "demo", "--out", "demo.md")
    assert done.code == 2
    assert done.complaint == "'demo.md' is there already; choose another name, or give --force"
    assert Path("demo.md").read_text(encoding="utf-8") == "mine"
    assert run("report", "demo", "--out", "demo.md", "--force").code == 0
    assert Path("demo.md").read_text(encoding="utf-8").startswith("# After-action report")


def test_a_place_that_cannot_be_written_is_told(demo: Path) -> None:
    done = run("report", "demo", "--out", "no/where.md")
    assert done.code == 2
    assert done.complaint == "there is no folder 'no' for 'where.md'; make it first, or name another"
    Path("a file").touch()
    done = run("report", "demo", "--out", "a file/demo.md")
    assert done.complaint == "there is no folder 'a file' for 'demo.md'; make it first, or name another"
    done = run("report", "demo", "--out", "x" * 300)
    assert done.complaint.startswith("the report can't be written to ")
    assert done.complaint.endswith("; choose another place")
    assert "is a directory" in run("report", "demo", "--out", ".", "--force").complaint


def test_the_report_of_a_damaged_save_ends_before_the_damage_and_says_so(demo: Path) -> None:
    flip_a_byte(demo, 5)
    done = run("report", "demo")
    assert done.code == 1
    assert done.out.startswith("# After-action report")
    assert done.err.startswith("exercise: the report ends early: line 5 of the journal was changed")
    assert done.err.count("\n") == 1


def test_what_a_deck_calls_things_is_only_ever_text_in_a_report(saves: Path) -> None:
    deck = small_deck(title="[bold]x[/] <script> | # =cmd")
    played(deck, saves / "demo", rounds=1).close()
    title = run("report", "demo").out.splitlines()[0]
    assert title == "# After-action report: \\[bold\\]x\\[/\\] \\<script\\> \\| \\# \\=cmd"


def test_the_same_session_gives_the_same_report_under_another_name(demo: Path, saves: Path) -> None:
    shutil.copytree(demo, saves / "copy")
    assert run("report", "copy").out == run("report", "demo").out
