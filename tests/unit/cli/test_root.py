"""Help, wrong use, and how the program ends."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest
from commandline import run

from exercise import __version__, paths
from exercise.cli import program
from exercise.deckfiles import load_deck


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of the program's every command and group."""
    yield names
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield (*names, name)


EVERY = list(commands(program))


def test_the_program_has_the_commands_that_people_are_told_of() -> None:
    assert {" ".join(words) for words in EVERY} == {
        "",
        "play",
        "resume",
        "follow",
        "simulate",
        "saves",
        "saves list",
        "saves show",
        "saves verify",
        "deck",
        "deck list",
        "deck check",
        "deck show",
        "deck read",
        "lab",
        "lab run",
        "lab open",
        "lab tune",
        "source",
        "source attach",
        "source show",
        "source verify",
        "report",
    }


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_help_that_says_what_it_does_and_gives_an_example(
    words: tuple[str, ...], option: str
) -> None:
    shown = run(*words, option)
    assert shown.code == 0
    assert shown.err == ""
    assert shown.out.startswith(f"Usage: {' '.join(('exercise', *words))} ")
    _, _, said = shown.out.partition("\n\n  ")
    assert said[:1].isupper()
    assert "Example" in said
    assert f"  {' '.join(('exercise', *words))}" in said
    assert all(len(line) <= 100 for line in shown.out.splitlines())


NEEDS_MORE = ("play", "resume", "follow", "lab run", "lab tune")
"""Commands that need a terminal, or minutes to compile."""


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_example_of_the_help_can_be_pasted(
    words: tuple[str, ...], saves: Path, finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, lines = run(*words, "--help").out.partition("Example")
    examples = [shlex.split(line)[1:] for line in lines.splitlines()[1:]]
    source = load_deck("tutorial").source
    shutil.copy(paths.find_source(source.id) / source.text, "my-copy.txt")
    monkeypatch.setenv("EXERCISE_HOME", str(saves.parent / "home"))
    if not any(example[-2:] == ["--out", "demo"] for example in examples):
        shutil.copytree(finished, saves / "demo")
    assert examples
    for example in examples:
        if not example or " ".join(example).startswith(NEEDS_MORE):
            decks = [word for option, word in pairwise(example) if option in ("--deck", "run", "tune")]
            assert set(decks) <= set(paths.deck_names())
            continue
        done = run(*example)
        assert (done.code, done.err) == (0, ""), " ".join(example)


def test_without_a_deck_that_can_be_read_the_help_is_still_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exercise.paths.deck_names", lambda: ())
    shown = run("deck", "check", "--help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.endswith("  exercise deck check my-deck\n")


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_option_and_argument_of_a_command_says_what_it_is(words: tuple[str, ...]) -> None:
    command: click.Command = program
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_the_version_is_the_package_s() -> None:
    assert run("--version").out == f"exercise {__version__}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("simulat",), "'exercise' has no command 'simulat'; did you mean 'simulate'?"),
        (("saves", "lst"), "'exercise saves' has no command 'lst'; did you mean 'list'?"),
        (
            ("zzz",),
            "'exercise' has no command 'zzz'; "
            "there are play, resume, follow, simulate, saves, deck, source, lab, report",
        ),
        (("saves",), "missing command; see 'exercise saves --help'"),
        (("report",), "missing argument 'SAVE'; see 'exercise report --help'"),
        (("saves", "list", "more"), "got unexpected extra argument (more); see 'exercise saves list --help'"),
        (("report", "demo", "--forc"), "'exercise report' has no option '--forc'; did you mean '--force'?"),
        (("report", "-x"), "'exercise report' has no option '-x'; see 'exercise report --help'"),
        (("simulate",), "missing option '--deck'; see 'exercise simulate --help'"),
    ],
)
def test_a_wrong_use_is_told_in_one_line_that_says_what_to_do(words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert done.complaint == says


@pytest.mark.parametrize(
    "word",
    ["x" * 100_000, "\x1b[31m", "\udcff", "[bold]x", "--" + "x" * 100_000, "-\x1b[2J"],
    ids=["long", "escape", "half a pair", "markup", "long option", "option with an escape"],
)
def test_a_wrong_word_is_never_obeyed_and_never_fills_the_screen(word: str) -> None:
    done = run(word)
    assert done.code == 2
    assert len(done.complaint) < 1_100


def test_what_should_not_happen_is_one_line_and_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("the sky\nfell")

    monkeypatch.setattr("exercise.paths.deck_names", fail)
    done = run("deck", "list")
    assert done.code == 3
    assert done.complaint == (
        "something went wrong inside (RuntimeError: the sky fell); set EXERCISE_TRACEBACK=1 to see where"
    )


def test_a_variable_asks_for_the_whole_of_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("exercise.paths.deck_names", fail)
    monkeypatch.setenv("EXERCISE_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="the sky fell"):
        program.main(["deck", "list"])


def test_ctrl_c_ends_a_command_with_the_code_that_shells_expect(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("exercise.paths.deck_names", stop)
    done = run("deck", "list")
    assert done.code == 130
    assert done.err.strip() == ""
