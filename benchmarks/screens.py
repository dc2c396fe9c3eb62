"""Measures the app's table beside a bare Textual app: both run in terminals of their own, and keys are pressed in turn.

What counts is what a person sees: a key is written to the terminal, and the clock stops at the end of a frame.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, Self

from benchmarks import as_installed
from exercise.deckfiles import load_deck
from exercise.moves import CONTROL, Refusal, Remark, Reseat
from exercise.session import Session
from exercise.table import PERSON, TABLE, Table

DECK: Final = "european-troops"
RULES: Final = "seminar"
ROUNDS: Final = 5
SEED: Final = 7
SIZES: Final = ((120, 36), (80, 24))
LONG: Final = 5_000
"""The events of the long log."""
WARM: Final = 60
KEYS: Final = 200
FEW_WARM: Final = 20
FEW_KEYS: Final = 60
BLOCK: Final = 20
"""How many keys are pressed before it is the other app's turn."""
QUIET: Final = 0.06
"""Seconds without output after which a key is taken to have had all its frames."""
PATIENCE: Final = 30.0
STARTS: Final = 9
REST: Final = 10.0
DOWN, UP, TAB = b"\x1b[B", b"\x1b[A", b"\t"
FRAME_END: Final = b"\x1b[?2026l"
"""What Textual writes after a frame where the terminal can take frames whole."""
ANSWERS: Final = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[?2048$p", b"\x1b[?2048;0$y"))
"""What Textual asks a terminal at the start, and what this one answers."""
ESCAPES: Final = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")

BARE: Final = """
import sys
from textual.app import App
from textual.widgets import Footer, OptionList, Static
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Static("A bare app"); yield OptionList(*[f"Row {n}" for n in range(int(sys.argv[1]))])
        yield OptionList("another"); yield Footer()
Bare().run()
"""
BARE_SHOWN: Final = b"A bare app"


class Terminal:
    """A process in a terminal of its own, and a clock for what it draws."""

    def __init__(self, command: Sequence[str], size: tuple[int, int]) -> None:
        """Start a command of Python's in a terminal of so many columns and lines."""
        import fcntl
        import pty
        import struct
        import termios

        self.master, slave = pty.openpty()
        columns, lines = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = {name: value for name, value in as_installed().items() if not name.startswith("TEXTUAL")}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "", "LINES": ""}
        self.shown = b""
        """All that was written so far."""
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        """Return the terminal."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def read(self, seconds: float) -> bytes:
        """Return what is written next, answering questions; nothing where nothing comes within so many seconds."""
        if not select.select([self.master], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self.master, 1 << 16)
        except OSError as error:
            raise RuntimeError(f"the process ended:\n{plain(self.shown)[-2000:]}") from error
        for asked, answer in ANSWERS:
            if asked in data:
                os.write(self.master, answer)
        self.shown += data
        return data

    def ready(self, text: bytes) -> float:
        """Return the seconds from the start to the end of the first frame that shows a text."""
        while time.perf_counter() - self.began < PATIENCE:
            self.read(1.0)
            place = plain(self.shown).find(text)
            if place >= 0 and self.shown.rstrip().endswith(FRAME_END):
                return time.perf_counter() - self.began
        raise RuntimeError(f"{text!r} was never shown:\n{plain(self.shown)[-2000:]}")

    def settle(self) -> None:
        """Read until nothing more comes for a while."""
        while self.read(0.5):
            pass

    def press(self, key: bytes) -> tuple[float, float]:
        """Press a key; return the seconds to the end of its first frame and to the end of its last."""
        first = last = 0.0
        data = b""
        start = time.perf_counter()
        os.write(self.master, key)
        while read := self.read(QUIET if first else 2.0):
            now = time.perf_counter() - start
            data += read
            if FRAME_END in data:
                last = now
                first = first or now
        if not first:
            raise RuntimeError(f"nothing was drawn for {key!r}:\n{plain(self.shown)[-2000:]}")
        return first, last

    def memory(self) -> float:
        """Return the process's resident memory, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024  # type: ignore[union-attr]

    def busy(self) -> float:
        """Return the processor's seconds that the process has taken."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def plain(data: bytes) -> bytes:
    """Return what was written without what moves and colours it."""
    return ESCAPES.sub(b"", data)


def resumed(save: Path) -> list[str]:
    return ["-m", "exercise", "resume", str(save)]


def bare(rows: int) -> list[str]:
    return ["-c", BARE, str(rows)]


def make_save(folder: Path, phase: str, people: Sequence[str], *, events: int = 0) -> Path:
    """Return a save in the last of five rounds, where a phase began that people of some seats are to act in.

    Steady players have played until then. With `events` remarks on the clock make the log so long.
    """
    deck = load_deck(DECK)
    teams = [team.id for team in deck.teams]
    seats = dict.fromkeys(teams, "steady") | {CONTROL: TABLE}
    save = folder / f"{phase}{len(people)}-{events}"
    # It is played in memory first, as each of thousands of decisions would wait for the disk.
    session = Session.new(deck, rules=RULES, rounds=ROUNDS, seats=seats, seed=SEED)
    table = Table(session, SEED)
    while (session.state.clock.round, session.state.clock.phase) != (ROUNDS, phase):
        if not table.step() and not table.advance():
            raise RuntimeError(f"there is no {phase} in round {ROUNDS}")
    for seat in people:
        accepted(session, Reseat(seat, PERSON))
    while len(session.events) < events:
        accepted(session, Remark("paused", text="They talk it over at the window."))
    write(session, save)
    return save


def accepted(session: Session, move: Any) -> None:
    decision = session.submit(CONTROL, move)
    if isinstance(decision, Refusal):
        raise TypeError(f"refused: {decision.sentence}")


def write(session: Session, save: Path) -> None:
    """Write a session in memory as a save, all in one."""
    from exercise.deckfiles import dump_deck
    from exercise.journal import Journal

    entries = [(event, CONTROL, "2026-01-01T00:00:00Z") for event in session.events]
    Journal.create(save, dump_deck(session.deck), entries, title=save.name).close()


def copied(save: Path) -> Path:
    """Return a copy of a save, for a process that writes there."""
    return Path(shutil.copytree(save, Path(tempfile.mkdtemp(dir=save.parent)) / save.name))


@contextmanager
def opened(save: Path, size: tuple[int, int], text: bytes) -> Iterator[Terminal]:
    """Start the app on a copy of a save, and wait until it shows a text."""
    with Terminal(resumed(copied(save)), size) as terminal:
        terminal.ready(text)
        terminal.settle()
        yield terminal


def in_turn(
    terminals: Sequence[Terminal],
    keys: Callable[[int], bytes],
    other: Callable[[int], bytes] | None = None,
    *,
    warm: int = FEW_WARM,
    count: int = FEW_KEYS,
) -> list[list[tuple[float, float]]]:
    """Press keys in each terminal, a block in one and a block in the next; return the times of each.

    `other` says which keys those after the first are given, where they are not the same.
    """
    times: list[list[tuple[float, float]]] = [[] for _ in terminals]
    for begin in range(0, warm + count, BLOCK):
        for terminal, found in zip(terminals, times, strict=True):
            given = other if other is not None and found is not times[0] else keys
            found += [terminal.press(given(place)) for place in range(begin, begin + BLOCK)]
    return [found[warm:] for found in times]


def cycle(keys: Sequence[bytes]) -> Callable[[int], bytes]:
    """Return which key is pressed in a place where these are pressed over and over."""
    return lambda place: keys[place % len(keys)]


down_and_up = cycle((DOWN, UP))
FIRST, LAST = 0, 1


def median(times: Sequence[tuple[float, float]], which: int) -> float:
    return statistics.median(time[which] for time in times) * 1e3


def high(times: Sequence[tuple[float, float]], which: int) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles([time[which] for time in times], n=20)[-1] * 1e3


HINTS: Final = {"consequences": b"Walk through", "caucus": b"Look at your cards", "debate": b": press c"}
PLACES: Final = (
    ("the world", "consequences", (b"2",)),
    ("the changes", "consequences", ()),
    ("the hand", "caucus", ()),
)
"""Where keys are pressed: the list, the phase, and the keys that go there."""


def bench_screens() -> None:
    """Print the app's speed at the table of a long exercise, beside a bare app's in the same minute."""
    if not sys.platform.startswith("linux"):
        print("screens  these are measured on Linux alone")
        return
    deck = load_deck(DECK)
    rows, one, everybody = len(deck.indicators), deck.teams[0].id, [team.id for team in deck.teams]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        saves = {phase: make_save(folder, phase, [one]) for phase in ("consequences", "caucus")}
        debate = make_save(folder, "debate", everybody)
        long = make_save(folder, "consequences", [one], events=LONG)
        long_debate = make_save(folder, "debate", everybody, events=LONG)
        bench_keys(saves, rows)
        bench_focus(saves, rows)
        bench_ready(saves["caucus"], rows)
        bench_rest(saves["caucus"], rows)
        bench_long(saves["consequences"], long, debate, long_debate)


def bench_keys(saves: dict[str, Path], rows: int) -> None:
    for size in SIZES:
        for what, phase, way in PLACES:
            with ExitStack() as stack:
                app = stack.enter_context(opened(saves[phase], size, HINTS[phase]))
                other = stack.enter_context(Terminal(bare(rows), size))
                other.ready(BARE_SHOWN)
                other.settle()
                for key in way:
                    app.press(key)
                many = {"warm": WARM, "count": KEYS} if what == "the world" else {}
                ours, theirs = in_turn((app, other), down_and_up, **many)
            print(
                f"screens  {size[0]}x{size[1]} key to repaint in {what}: {median(ours, FIRST):.1f} ms,"
                f" bare {median(theirs, FIRST):.1f}, ratio {median(ours, FIRST) / median(theirs, FIRST):.2f};"
                f" p95 {high(ours, FIRST):.1f}, bare {high(theirs, FIRST):.1f}"
                f"  (to the last frame {median(ours, LAST):.1f}, p95 {high(ours, LAST):.1f},"
                f" bare {median(theirs, LAST):.1f}; n {len(ours)})"
            )


def bench_focus(saves: dict[str, Path], rows: int) -> None:
    # At 80x24 one thing is shown at a time, so there pages are turned.
    for size, what, keys in ((SIZES[0], "moving the focus", (TAB,)), (SIZES[1], "turning pages", (b"2", b"3", b"1"))):
        with ExitStack() as stack:
            app = stack.enter_context(opened(saves["consequences"], size, HINTS["consequences"]))
            other = stack.enter_context(Terminal(bare(rows), size))
            other.ready(BARE_SHOWN)
            other.settle()
            ours, theirs = in_turn((app, other), cycle(keys), other=cycle((TAB,)))
        print(
            f"screens  {size[0]}x{size[1]} {what} settles in {median(ours, LAST):.1f} ms, p95 {high(ours, LAST):.1f}"
            f"  (first frame {median(ours, FIRST):.1f}; a bare app's focus {median(theirs, LAST):.1f},"
            f" p95 {high(theirs, LAST):.1f}; n {len(ours)})"
        )


def bench_ready(save: Path, rows: int) -> None:
    size = SIZES[0]
    ratios, ours, theirs = [], [], []
    for run in range(STARTS + 1):
        with Terminal(resumed(copied(save)), size) as app:
            first = app.ready(HINTS["caucus"])
        with Terminal(bare(rows), size) as other:
            second = other.ready(BARE_SHOWN)
        if run:
            ratios.append(first / second)
            ours.append(first)
            theirs.append(second)
    print(
        f"screens  resumed table ready / bare app ready: {statistics.median(ratios):.2f}"
        f"  (min {min(ratios):.2f}, max {max(ratios):.2f}, n {len(ratios)};"
        f" {statistics.median(ours) * 1e3:.0f} and {statistics.median(theirs) * 1e3:.0f} ms,"
        f" least {min(ours) * 1e3:.0f} and {min(theirs) * 1e3:.0f})"
    )


def bench_rest(save: Path, rows: int) -> None:
    size = SIZES[0]
    with ExitStack() as stack:
        app = stack.enter_context(opened(save, size, HINTS["caucus"]))
        follow = stack.enter_context(Terminal(["-m", "exercise", "follow", str(save)], size))
        follow.ready(b"What everybody may see")
        other = stack.enter_context(Terminal(bare(rows), size))
        other.ready(BARE_SHOWN)
        for terminal in (app, follow, other):
            terminal.settle()
        print(
            f"screens  memory at rest: {app.memory():.0f} MiB, bare {other.memory():.0f} MiB,"
            f" ratio {app.memory() / other.memory():.2f}; follow {follow.memory():.0f} MiB"
        )
        before = [terminal.busy() for terminal in (app, follow, other)]
        start = time.perf_counter()
        time.sleep(REST)
        spent = time.perf_counter() - start
        shares = [
            (terminal.busy() - seconds) / spent for terminal, seconds in zip((app, follow, other), before, strict=True)
        ]
        print(f"screens  processor at rest: {shares[0]:.1%}, follow {shares[1]:.1%}, bare {shares[2]:.1%}")


def bench_long(short: Path, long: Path, debate: Path, long_debate: Path) -> None:
    size = SIZES[0]
    for what, way in (("the world", (b"2",)), ("the changes", ())):
        with ExitStack() as stack:
            apps = [stack.enter_context(opened(save, size, HINTS["consequences"])) for save in (short, long)]
            for app in apps:
                for key in way:
                    app.press(key)
            few, many = in_turn(apps, down_and_up)
        print(
            f"screens  key to repaint in {what} with {LONG:,} events / with a short log:"
            f" {median(many, FIRST) / median(few, FIRST):.2f}  ({median(many, FIRST):.1f} and"
            f" {median(few, FIRST):.1f} ms, p95 {high(many, FIRST):.1f} and {high(few, FIRST):.1f})"
        )
    passes = len(load_deck(DECK).teams) - 1
    times: list[list[tuple[float, float]]] = [[], []]
    starts: list[list[float]] = [[], []]
    for _ in range(STARTS):
        for place, save in enumerate((debate, long_debate)):
            with Terminal(resumed(copied(save)), size) as app:
                starts[place].append(app.ready(HINTS["debate"]))
                app.settle()
                for _ in range(passes):
                    times[place].append(app.press(b"p"))
                    app.settle()
    few, many = times
    begun = [statistics.median(seconds) * 1e3 for seconds in starts]
    print(
        f"screens  a decision to its first frame with {LONG:,} events / with a short log:"
        f" {median(many, FIRST) / median(few, FIRST):.2f}  ({median(many, FIRST):.1f} and {median(few, FIRST):.1f} ms,"
        f" p95 {high(many, FIRST):.1f} and {high(few, FIRST):.1f}; to the last frame {median(many, LAST):.1f} and"
        f" {median(few, LAST):.1f}, n {len(few)}; a table ready after {begun[1]:.0f} and {begun[0]:.0f} ms)"
    )
