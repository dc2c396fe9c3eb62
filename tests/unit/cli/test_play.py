"""The commands that open the app: what they hand to it, and what they refuse before there is a screen."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import copy_of_deck, flip_a_byte, held_elsewhere, on_a_terminal, rewrite, run
from smalldeck import small_deck

from exercise import paths
from exercise.deckfiles import load_deck
from exercise.session import Session

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this kind")
QUIT = b"\x11"
NO_TERMINAL = "the app needs a terminal; 'exercise simulate --help' says how to play without one"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Path | None]]:
    """Return what the app was opened with, each time, on a terminal that isn't one."""
    calls: list[dict[str, Path | None]] = []

    def run_app(*, deck: Path | None, session: Session | None) -> None:
        calls.append({"deck": deck, "save": session and session.path})
        if session is not None:
            session.close()

    monkeypatch.setattr("exercise.cli.play.on_terminal", lambda: True)
    monkeypatch.setattr("exercise.tui.app.run", run_app)
    monkeypatch.setattr("gc.disable", lambda: None)
    return calls


@pytest.mark.parametrize(
    "words", [(), ("play",), ("play", "--deck", "tutorial"), ("resume", "demo"), ("follow", "demo")], ids=" ".join
)
def test_without_a_terminal_the_app_is_not_opened(words: tuple[str, ...], demo: Path) -> None:
    done = run(*words)
    assert (done.code, done.complaint) == (2, NO_TERMINAL)


@pytest.mark.parametrize("words", [(), ("play",)], ids=" ".join)
def test_without_a_deck_the_app_opens_at_home(words: tuple[str, ...], opened: list[object]) -> None:
    assert run(*words).code == 0
    assert opened == [{"deck": None, "save": None}]


def test_play_opens_the_app_at_the_set_up_of_a_deck(opened: list[object], tmp_path: Path) -> None:
    deck = copy_of_deck(tmp_path)
    assert run("play", "--deck", "tutorial").code == 0
    assert run("play", "--deck", deck).code == 0
    assert opened == [{"deck": paths.find_deck("tutorial"), "save": None}, {"deck": deck, "save": None}]


def test_resume_opens_the_app_at_a_save_given_by_name_or_folder(opened: list[object], demo: Path) -> None:
    assert run("resume", "demo").code == 0
    assert run("resume", demo).code == 0
    assert opened == [{"deck": None, "save": demo}] * 2


def test_follow_opens_the_projector_on_a_save(
    opened: list[object], demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[Path] = []
    monkeypatch.setattr("exercise.tui.follow.run", followed.append)
    assert run("follow", "demo").code == 0
    assert run("follow", "nowhere").code == 2
    assert (followed, opened) == ([demo], [])


def test_a_deck_with_findings_is_refused_before_the_app_opens(opened: list[object], tmp_path: Path) -> None:
    deck = copy_of_deck(tmp_path)
    (deck / "teams.toml").unlink()
    done = run("play", "--deck", deck)
    assert done.code == 2
    assert done.complaint.startswith("the deck 'mine' has ")
    assert opened == []


def newer(save: Path) -> None:
    rewrite(save, lambda number, body: body.replace(b'"v":1', b'"v":99') if number == 0 else body)


def other_deck(save: Path) -> None:
    (save / "deck" / "deck.json").write_text('{"title": "Another"}', encoding="utf-8")


def nothing_whole(save: Path) -> None:
    (save / "journal.jsonl").write_bytes(b"[" * 100_000 + b"\n")


@pytest.mark.parametrize("spoil", [newer, other_deck, nothing_whole], ids=lambda spoil: spoil.__name__)
def test_a_save_that_cannot_be_opened_is_refused_before_the_app_opens(
    spoil: Callable[[Path], None], opened: list[object], demo: Path
) -> None:
    spoil(demo)
    done = run("resume", "demo")
    assert done.code == 2
    assert "demo" in done.complaint
    assert opened == []


def test_a_save_that_another_process_plays_is_refused_and_named(opened: list[object], demo: Path) -> None:
    with held_elsewhere(demo):
        done = run("resume", "demo")
        assert done.code == 2
        assert done.complaint.startswith("the save 'demo' is open elsewhere (process ")
        assert done.complaint.endswith("close it there first")
        assert opened == []
    assert run("resume", "demo").code == 0
    assert opened == [{"deck": None, "save": demo}]


def test_a_damaged_save_still_opens_to_be_looked_at(opened: list[object], demo: Path) -> None:
    flip_a_byte(demo, 5)
    assert run("resume", "demo").code == 0
    assert opened == [{"deck": None, "save": demo}]


def test_a_save_that_was_cut_loses_nothing_on_the_way_to_the_app(opened: list[object], demo: Path) -> None:
    journal = demo / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-10])
    assert run("resume", "demo").code == 0
    assert opened == [{"deck": None, "save": demo}]
    assert journal.read_bytes() + (demo / "journal.torn").read_bytes() == whole[:-10]


@POSIX
def test_the_app_opens_on_a_terminal_and_quits() -> None:
    code, seen = on_a_terminal(until="Try it now", keys=QUIT)
    assert code == 0
    assert "Traceback" not in seen


@POSIX
def test_play_opens_the_set_up_on_a_terminal() -> None:
    code, seen = on_a_terminal("play", "--deck", "tutorial", until=load_deck("tutorial").title, keys=QUIT)
    assert code == 0
    assert "Traceback" not in seen


@POSIX
def test_resume_opens_a_save_on_a_terminal_and_leaves_it_as_it_was(saves: Path) -> None:
    Session.new(small_deck(), saves / "demo", seed=1).close()
    before = (saves / "demo" / "journal.jsonl").read_bytes()
    code, seen = on_a_terminal("resume", "demo", until="A small deck", keys=QUIT)
    assert code == 0
    assert "Traceback" not in seen
    assert (saves / "demo" / "journal.jsonl").read_bytes() == before


@POSIX
@pytest.mark.parametrize("command", ["resume", "follow"])
def test_the_app_ends_with_its_terminal_though_no_signal_reaches_it(saves: Path, command: str) -> None:
    # The process leads no session and shares none with the terminal, as under make: the system tells it nothing.
    Session.new(small_deck(), saves / "demo", seed=1).close()
    code, _ = on_a_terminal(command, "demo", until="A small deck", hang_up=True)
    assert code == -signal.SIGHUP
    Session.open(saves / "demo").close()


@POSIX
def test_a_save_that_is_not_there_is_told_on_a_terminal_and_no_screen_opens(demo: Path) -> None:
    code, seen = on_a_terminal("resume", "dmo")
    assert (code, seen) == (2, "exercise: there is no save called 'dmo'; did you mean 'demo'?\r\n")
