"""Running commands as people do, and spoiling what they are run on."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from exercise import paths
from exercise.cli import program
from exercise.journal import chain

HOSTILE = "\x1b[31m[bold]red[/] [@click=app.quit]quit[/]\x1b]0;title\x07 \u202eright"
"""A text that would colour a terminal, name its window, close an app and turn writing round, if anything obeyed it."""

COMMAND = [sys.executable, "-m", "exercise"]
_LONGEST_WAIT = 300.0
"""After how many seconds a program that shows nothing is given up, so that a test fails and doesn't hang."""

ROOT = Path(paths.__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line that a command complained in; nothing else may stand on either stream."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("exercise: ")
        return self.err.removeprefix("exercise: ").rstrip("\n")


def run(*args: str | Path) -> Ran:
    """Run a command inside this process. Whatever it was given, nothing that it says is obeyed by a terminal."""
    done = CliRunner().invoke(program, [str(arg) for arg in args])
    for text in (done.stdout, done.stderr):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), ascii(text)
        assert "Traceback" not in text
    return Ran(done.exit_code, done.stdout, done.stderr)


def process(*args: str | Path, env: Mapping[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    more.setdefault("stdout", subprocess.PIPE)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    command = [*COMMAND, *map(str, args)]
    return subprocess.run(command, stderr=subprocess.PIPE, env=environment, timeout=120, **more)


def copy_of_deck(root: Path) -> Path:
    """Return the folder of a copy of the tutorial deck, with its source beside it, that a test may spoil."""
    deck = root / "decks" / "mine"
    shutil.copytree(paths.find_deck("tutorial"), deck)
    for source in paths.source_names():
        if f'"{source}"' in (deck / "deck.toml").read_text(encoding="utf-8"):
            shutil.copytree(paths.find_source(source), root / "seeds" / source)
    return deck


def source_beside(deck: Path) -> Path:
    """Return the folder of the source of a copied deck."""
    (folder,) = (deck.parents[1] / "seeds").iterdir()
    return folder


def change(file: Path, pattern: str, new: str) -> None:
    """Replace the first match of a pattern in a file; it must have one."""
    text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1)
    assert count, f"{pattern!r} is not in {file.name}"
    file.write_text(text, encoding="utf-8")


def rewrite(save: Path, body: Callable[[int, bytes], bytes]) -> None:
    """Write a save's journal anew with each line's body changed and every digest made to fit: a forgery."""
    journal = save / "journal.jsonl"
    digest, data = chain.ZERO, b""
    for number, line in enumerate(journal.read_bytes().splitlines()):
        old = line[: line.rindex(b',"digest":"')]
        sealed, digest = chain.seal(digest, body(number, old).decode("ascii"))
        data += sealed
    journal.write_bytes(data)


def flip_a_byte(save: Path, line: int) -> None:
    """Change one letter inside a line of a save's journal, counted from 1."""
    journal = save / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    place = lines[line - 1].index(b'"at"') + 1
    lines[line - 1] = lines[line - 1][:place] + b"b" + lines[line - 1][place + 1 :]
    journal.write_bytes(b"".join(lines))


@contextmanager
def held_elsewhere(save: Path) -> Iterator[None]:
    """Have another process write a save for as long as this lasts."""
    code = "import sys; from exercise.session import Session; s = Session.open(sys.argv[1]); print('held', flush=True)"
    holder = subprocess.Popen(
        [sys.executable, "-c", f"{code}; sys.stdin.read()", str(save)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        yield
    finally:
        holder.communicate()


def on_a_terminal(*args: str | Path, until: str = "", keys: bytes = b"", hang_up: bool = False) -> tuple[int, str]:
    """Run a command on a terminal of 80 by 24; press `keys`, or close the terminal, once it shows `until`.

    Return its code and all it wrote.
    """
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    app = subprocess.Popen([*COMMAND, *map(str, args)], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    seen, pressed = "", not keys and not hang_up
    given_up = time.monotonic() + _LONGEST_WAIT
    try:
        while True:
            assert time.monotonic() < given_up, f"{until!r} never came; what came was {seen!r}"
            ready, _, _ = select.select([ours], [], [], 0.2)
            if not ready:
                if app.poll() is not None:
                    break
                continue
            try:
                data = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed.
                break
            if not data:
                break
            seen += data.decode("utf-8", "replace")
            if not pressed and until in re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", seen):
                if hang_up:
                    break
                os.write(ours, keys)
                pressed = True
        if hang_up:
            os.close(ours)
            ours = -1
        return app.wait(timeout=60), seen
    finally:
        if app.poll() is None:
            app.kill()
            app.wait()
        if ours >= 0:
            os.close(ours)
