"""What the README and the docs say can be typed, and what they show is what comes.

`make golden` writes the outputs that stand in them anew; read the diff before you commit it.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from commandline import Ran, change, copy_of_deck, run, source_beside

from exercise.cli import program
from exercise.deckfiles import load_source
from exercise.session import Session

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
OPENS_THE_APP = ("", "play", "resume", "follow")
FINDS = {"exercise deck check my-deck"}
"""Commands whose example is one with findings."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(exercise(?: [^`]+)?)`")
SLOT = re.compile(r"\b[A-Z]{3,}\b")
"""What stands for a name or a file of the reader's own."""

TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d\.\d{3}\+00:00)?")
REST = "…"


@dataclass(frozen=True)
class Example:
    """A command line of a page, and the lines that are shown under it; None where it stands without any."""

    line: str
    shown: tuple[str, ...] | None = None
    inside: bool = False
    """Whether it stands inside a sentence."""

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)[1:]


def examples(page: str) -> Iterator[Example]:
    """Yield the command lines of a page: those of its blocks in their order, then those inside sentences."""
    for language, block in FENCE.findall(page):
        if language == "console":
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                line, *shown = part.rstrip("\n").split("\n")
                yield Example(line, tuple(shown))
        elif language == "":
            yield from (Example(line) for line in block.split("\n") if re.match(r"exercise( |$)", line))
    for line in dict.fromkeys(INLINE.findall(FENCE.sub("", page))):
        yield Example(line, inside=True)


def leaves(group: click.Group, *words: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, as it is typed."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, *words, name)
        else:
            yield " ".join(("exercise", *words, name)), command


COMMANDS = dict(leaves(program))


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Path | None]]:
    """Put a reader of the docs into a folder with the files that they name; return what the app was opened with."""
    here = tmp_path / "here"
    here.mkdir()
    deck = copy_of_deck(tmp_path)
    source = source_beside(deck)
    shutil.copyfile(source / load_source(source)[0].text, here / "my-copy.txt")
    change(deck / "world.toml", r'sign = "raises"', 'sign = "rises"')
    change(sorted((deck / "cards").iterdir())[0], r'(claims = \["[a-z-]+)"', r'\1s"')
    deck.rename(here / "my-deck")
    monkeypatch.chdir(here)
    monkeypatch.setenv("EXERCISE_SAVES", str(tmp_path / "saves"))
    monkeypatch.setenv("EXERCISE_HOME", str(tmp_path / "home"))
    opened: list[dict[str, Path | None]] = []
    monkeypatch.setattr("exercise.cli.play.on_terminal", lambda: True)

    def run_app(*, deck: Path | None, session: Session | None) -> None:
        opened.append({"deck": deck, "save": session and session.path})
        if session is not None:
            session.close()

    monkeypatch.setattr("exercise.tui.app.run", run_app)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("exercise.tui.follow.run", lambda folder: opened.append({"follow": folder}))
    return opened


def typed(example: Example) -> Ran:
    """Run an example as a reader would, and check that it ends as it should."""
    done = run(*example.words)
    assert done.code == (1 if example.line in FINDS else 0), f"{example.line}: {done.err}{done.out}"
    assert done.err == ""
    return done


def check_form(example: Example) -> None:
    """Check that a line with slots for the reader's own names is one that the command line understands."""
    command, words = program, example.words
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, example.line
        command = found  # type: ignore[assignment]
    context = click.Context(command, **program.context_settings)
    _, left, _ = command.make_parser(context).parse_args(words)
    assert not left, example.line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_on_a_page_can_be_typed_and_shows_what_the_page_shows(
    page: Path, reader: list[dict[str, Path | None]], request: pytest.FixtureRequest
) -> None:
    text = page.read_text(encoding="utf-8")
    found = list(examples(text))
    if not any("--out demo" in example.line for example in found):
        typed(Example("exercise simulate --deck tutorial --seed 7 --rounds 1 --out demo"))
    wrong = []
    for example in found:
        if SLOT.search(example.line):
            check_form(example)
            continue
        if example.inside and example.line in COMMANDS:
            continue  # It names the command.
        before = len(reader)
        done = typed(example)
        opens = "".join(example.words[:1]) in OPENS_THE_APP
        assert (len(reader) > before) == opens, example.line
        if example.shown is not None:
            said = tuple(done.out.rstrip("\n").split("\n")) if done.out else ()
            now = cut_like(said, example.shown)
            if TIME.sub("", "\n".join(now)) != TIME.sub("", "\n".join(example.shown)):
                wrong.append(example)
                old = "\n".join((f"$ {example.line}", *example.shown, ""))
                text = text.replace(old, "\n".join((f"$ {example.line}", *now, "")), 1)
    if request.config.getoption("--regenerate"):
        page.write_text(text, encoding="utf-8")
    else:
        assert not wrong, f"{page.name} shows another output; see 'make golden'"


def cut_like(said: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    """Return an output with as much of its end left out as a page leaves out of it."""
    return (*said[: len(shown) - 1], REST) if shown[-1:] == (REST,) else said


def test_every_command_stands_in_the_docs_with_every_option_and_an_example() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    _, *sections = re.split(r"^## (?=exercise )", text, flags=re.MULTILINE)
    described = {section.split("\n")[0]: section for section in sections}
    assert set(described) == set(COMMANDS)
    for name, command in COMMANDS.items():
        assert f"$ {name}" in described[name], name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(option in described[name] for option in parameter.opts), f"{name} {parameter.name}"


def test_every_file_of_a_save_stands_in_the_docs(reader: object, tmp_path: Path) -> None:
    typed(Example("exercise simulate --deck tutorial --seed 7 --rounds 1 --out demo"))
    save = tmp_path / "saves" / "demo"
    text = (ROOT / "docs" / "saves.md").read_text(encoding="utf-8")
    for file in save.rglob("*"):
        if file.is_file():
            assert f"`{file.relative_to(save).as_posix()}`" in text


def test_every_message_that_the_docs_explain_is_one_that_the_program_gives() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "exercise").rglob("*.py"))
    table = (ROOT / "docs" / "saves.md").read_text(encoding="utf-8").partition("## What to do when")[2]
    messages = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", table)
    assert len(messages) > 5
    for message in messages:
        assert message in code, message


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_table_of_a_deck_that_is_shown_is_toml() -> None:
    fences = [fence for page in PAGES for fence in FENCE.findall(page.read_text(encoding="utf-8"))]
    tables = [block for language, block in fences if language == "toml"]
    assert tables
    assert all(map(tomllib.loads, tables))
