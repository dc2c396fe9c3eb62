"""The program as a process: pipes, locales, full disks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from commandline import COMMAND, process, run

from exercise import paths

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of another kind")


@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("--version",),
        ("simulate", "--help"),
        ("saves", "list"),
        ("saves", "verify"),
        ("deck", "show", "tutorial"),
        ("source", "show", paths.source_names()[0]),
        ("report", "demo"),
    ],
    ids=" ".join,
)
def test_output_into_a_pipe_that_was_closed_ends_quietly(words: tuple[str, ...], demo: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = process(*words, stdout=writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@POSIX
def test_a_reader_that_stops_after_one_line_ends_the_command_quietly() -> None:
    writer = subprocess.Popen(
        [*COMMAND, "source", "show", paths.source_names()[0]],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[1])},
    )
    assert writer.stdout is not None
    assert writer.stdout.readline()
    writer.stdout.close()
    assert writer.stderr is not None
    assert writer.stderr.read() == b""
    writer.stderr.close()
    assert writer.wait(timeout=60) == 0


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_disk_that_is_full_is_told(demo: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("report", "demo", stdout=full)
    assert (done.returncode, done.stderr) == (2, b"exercise: no space left on device\n")


@POSIX
def test_a_closed_output_is_no_fault(demo: Path) -> None:
    command = '"$0" "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", command, *COMMAND, "saves", "list"],
        stderr=subprocess.PIPE,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[1])},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


LOCALES: list[Mapping[str, str]] = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "cp437"},
]


@pytest.mark.parametrize("env", LOCALES, ids=lambda env: " ".join(env.values()))
def test_a_locale_that_cannot_write_a_letter_fails_at_nothing(env: Mapping[str, str], demo: Path) -> None:
    whole = run("report", "demo").out
    done = process("report", "demo", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == len(whole.splitlines())
    # A file is UTF-8 under every locale.
    assert process("report", "demo", "--out", "demo.md", env=env).returncode == 0
    assert Path("demo.md").read_text(encoding="utf-8") == whole
    assert process("saves", "show", "größe", env=env).returncode == 2
    assert process("source", "show", paths.source_names()[0], env=env).returncode == 0


@POSIX
def test_a_name_that_is_no_text_is_told(demo: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "saves", "show", b"\xff\xfe"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[1])},
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"there is no save called" in done.stderr


@POSIX
def test_a_home_that_is_not_known_is_no_fault() -> None:
    done = process("saves", "list", env={"EXERCISE_SAVES": "~nobody-of-that-name/saves"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"~nobody-of-that-name" in done.stdout


def test_a_list_of_saves_loads_neither_rules_nor_models_nor_screens(demo: Path) -> None:
    code = (
        "import sys; sys.argv = ['exercise', 'saves', 'list']\n"
        "from exercise.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as ended:\n    assert not ended.code\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'pydantic', 'networkx', 'textual', 'rich', 'numpy'}), 'exercise.engine.apply' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(paths.__file__).parents[1])},
        check=True,
    )
    assert done.stdout.splitlines()[-1].split() == ["False"]
