"""Measures what `make bench` prints; figures with their machine stand in benchmarks/README.md.

Every figure is a ratio or stands beside a reference that ran in the same minute, as machines differ and drift.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import as_installed
from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.journal import Journal
from exercise.moves import CONTROL, Advance, Move, Refusal, Rule
from exercise.players import Player, RandomPlayer, SteadyPlayer
from exercise.session import Session

LOOP = 1_000_000
DECKS = ("european-troops", "tutorial")


def reference_loop() -> float:
    """Return the seconds that a fixed pure-Python loop takes: a million additions and multiplications of floats."""
    start = time.perf_counter()
    total = 0.0
    for i in range(LOOP):
        total += i * 0.5
    return time.perf_counter() - start


def choose(session: Session, players: Mapping[str, Player]) -> tuple[str, Move] | None:
    """Return who moves next and what, chosen from that seat's view alone; None once the session is closed."""
    public = session.view("public")
    if public.phase == "closed":
        return None
    seats = (public.turn,) if public.turn else public.outstanding
    if seats:
        return seats[0], players[seats[0]].choose(session.view(seats[0]))
    view = session.view(CONTROL)
    return CONTROL, Rule(view.unruled[0]) if view.unruled else Advance()


def play(
    deck: Deck, rounds: int, seed: int, path: Path | None = None, *, rules: str = "quick"
) -> tuple[Session, list[tuple[str, Move]], float]:
    """Return a session played by random players, every submit, and the seconds spent on views and choices."""
    session = Session.new(deck, path, rules=rules, rounds=rounds, seed=seed)
    players = {team: RandomPlayer(seed * 8 + place) for place, team in enumerate(session.state.game.teams)}
    submits: list[tuple[str, Move]] = []
    choosing = 0.0
    while True:
        start = time.perf_counter()
        due = choose(session, players)
        choosing += time.perf_counter() - start
        if due is None:
            return session, submits, choosing
        decision = session.submit(*due)
        if isinstance(decision, Refusal):
            raise TypeError(f"refused: {decision.sentence}")
        submits.append(due)


def bench_submits(deck_name: str, rules: str) -> None:
    """Print accepted non-pass submits per second, beside the reference loop, and whether rounds slow them.

    Random players choose from their views first; then the same moves are submitted to new sessions, so that what is
    timed is `Session.submit` alone.
    """
    deck = load_deck(deck_name)
    for rounds, games in ((3, 60), (5, 40), (12, 15)):
        played = [play(deck, rounds, seed, rules=rules)[1:] for seed in range(games)]
        count = sum(len(submits) for submits, _ in played)
        choosing = sum(seconds for _, seconds in played) / count * 1e6
        # What was recorded is no part of a session, so the collector needn't walk over it while one is timed.
        gc.collect()
        gc.freeze()
        rates, loops = [], []
        for _ in range(7):
            loops.append(reference_loop())
            counted, spent = 0, 0.0
            for seed, (submits, _) in enumerate(played):
                submit = Session.new(deck, rules=rules, rounds=rounds, seed=seed).submit
                for seat, move in submits:
                    start = time.perf_counter()
                    submit(seat, move)
                    seconds = time.perf_counter() - start
                    if move.kind != "pass":
                        counted += 1
                        spent += seconds
            rates.append(counted / spent)
        rate, loop = statistics.median(rates), statistics.median(loops)
        print(
            f"submits  {deck_name} {rules} {rounds:2} rounds: {rate:9,.0f} a second"
            f"  (min {min(rates):,.0f}, max {max(rates):,.0f}; {rate * loop:,.0f} in the time of the reference loop of"
            f" {loop:.3f} s; view and choice {choosing:.0f} µs)"
        )


INSTRUCTED = """
import gc, sys
from benchmarks.__main__ import play
from exercise.deckfiles import load_deck
from exercise.session import Session
name, rules, replays = sys.argv[1], sys.argv[2], int(sys.argv[3])
deck = load_deck(name)
played = [play(deck, 5, seed, rules=rules)[1] for seed in range(4)]
gc.collect()
gc.freeze()
for seed, submits in enumerate(played):
    submit = Session.new(deck, rules=rules, rounds=5, seed=seed).submit
    for seat, move in submits if replays else ():
        submit(seat, move)
print(sum(move.kind != "pass" for submits in played for _, move in submits))
"""


def bench_instructions() -> None:
    """Print the processor's instructions a submit, as valgrind counts them: they don't drift with the machine."""
    if shutil.which("valgrind") is None:
        print("instructions  valgrind isn't installed")
        return
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in DECKS:
        for rules in ("quick", "seminar"):
            counted = []
            for replays in ("0", "1"):
                command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
                command += [sys.executable, "-c", INSTRUCTED, name, rules, replays]
                done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
                counted.append(int(done.stderr.split("Collected : ")[1].split()[0]))
            submits = int(done.stdout)
            print(f"instructions  {name} {rules}: {(counted[1] - counted[0]) / submits:,.0f} a submit")


def bench_append() -> None:
    """Print a durable append as a ratio to a bare write and fsync of the same bytes."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        session, _, _ = play(load_deck("tutorial"), 12, 1, Path(folder) / "save")
        session.close()
        lines = (Path(folder) / "save" / "journal.jsonl").read_bytes().splitlines(keepends=True)
        ratios = []
        for run in range(5):
            decisions: list[bytes] = []
            whole = b""
            for line in lines:
                whole += line
                if b'"end":true' in line:
                    decisions.append(whole)
                    whole = b""
            bare = _time_bare(Path(folder) / f"bare{run}", decisions)
            journal = _time_journal(Path(folder), run)
            ratios.append(journal / bare)
        print(f"append   durable append / bare write+fsync: {statistics.median(ratios):.2f}  ({_spread(ratios)})")


def _time_bare(path: Path, decisions: Sequence[bytes]) -> float:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    start = time.perf_counter()
    for data in decisions:
        os.write(descriptor, data)
        os.fsync(descriptor)
    seconds = time.perf_counter() - start
    os.close(descriptor)
    return seconds / len(decisions)


def _time_journal(folder: Path, run: int) -> float:
    source = Session.open(folder / "save", write=False)
    records = Journal.open(folder / "save", write=False).records
    target = Journal.create(folder / f"copy{run}", b"{}", ((records[0].event, CONTROL, records[0].at),), title="copy")
    decisions: list[list[tuple[object, str, str]]] = [[]]
    for record in records[1:]:
        decisions[-1].append((record.event, record.seat, record.at))
        if record.end:
            decisions.append([])
    decisions.pop()
    start = time.perf_counter()
    for decision in decisions:
        target.append(tuple(decision))  # type: ignore[arg-type]
    seconds = time.perf_counter() - start
    target.close()
    source.close()
    return seconds / len(decisions)


def bench_open() -> None:
    """Print the time to open a save, beyond imports: two that were measured, and one of 1,000 submits by their line."""
    deck = load_deck("european-troops")
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for rounds in (1, 12):
            save = Path(folder) / str(rounds)
            session, submits, _ = play(deck, rounds, 3, save, rules="seminar")
            session.close()
            Session.open(save).close()
            times = []
            for _ in range(15):
                start = time.perf_counter()
                Session.open(save).close()
                times.append(time.perf_counter() - start)
            measured.append((len(submits), statistics.median(times) * 1e3))
    (few, short), (many, long) = measured
    thousand = short + (long - short) / (many - few) * (1_000 - few)
    print(
        f"open     a save of {few} submits: {short:.1f} ms, of {many}: {long:.1f} ms; of 1,000 by their line:"
        f" {thousand:.1f} ms"
    )


BARE_APP = """
from textual.app import App
from textual.widgets import Footer, Header, OptionList
class Bare(App):
    def compose(self):
        yield Header(); yield OptionList(*"abcde"); yield Footer()
    def on_mount(self):
        self.call_after_refresh(self.exit)
Bare().run(headless=True, size=(80, 24))
"""
HOME = """
from exercise.tui.app import ExerciseApp
class Timed(ExerciseApp):
    def on_mount(self):
        self.call_later(self.call_after_refresh, self.exit)
Timed().run(headless=True, size=(80, 24))
"""
LIST = "import sys; sys.argv = ['exercise', 'saves', 'list']; from exercise.cli import main; main()"
LIST_BASE = "import click, json"


def bench_start() -> None:
    """Print the home screen against a bare app, and `saves list` beyond its imports, as whole processes."""
    environment = {**as_installed(), "EXERCISE_SAVES": tempfile.mkdtemp()}
    for number in range(10):
        play(load_deck("tutorial"), 1, number, Path(environment["EXERCISE_SAVES"]) / f"save{number}")[0].close()
    ratios = _paired(HOME, BARE_APP, environment, lambda a, b: a / b)
    print(f"home     ready / bare Textual app: {statistics.median(ratios):.2f}  ({_spread(ratios)})")
    beyond = _paired(LIST, LIST_BASE, environment, lambda a, b: (a - b) * 1e3)
    print(
        f"list     saves list (10 saves) beyond click and json: {statistics.median(beyond):.1f} ms  ({_spread(beyond)})"
    )


def _paired(
    first: str, second: str, environment: dict[str, str], compare: Callable[[float, float], float]
) -> list[float]:
    results = []
    for run in range(12):
        seconds = [_process(code, environment) for code in (first, second)]
        if run:
            results.append(compare(*seconds))
    return results


def _process(code: str, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _spread(values: Sequence[float]) -> str:
    return f"min {min(values):.2f}, max {max(values):.2f}, n {len(values)}"


SCORES = {"met": 1.0, "partly": 0.5, "missed": 0.0}
PAIRS = 2_000


def bench_players(deck_name: str, rules: str) -> None:
    """Print by how much a team meets more of its objectives where it plays steadily, all else being random.

    Each pair is two sessions of the same seed, in one of which the team is steady. An objective counts 1 where it is
    met, a half where partly; the interval is 1.96 standard errors of the pairs' differences.
    """
    deck = load_deck(deck_name)
    teams = [team.id for team in deck.teams]

    def shares(seed: int, steady: str) -> dict[str, float]:
        session = Session.new(deck, rules=rules, rounds=3, seed=seed)
        players: dict[str, Player] = {
            team: (SteadyPlayer if team == steady else RandomPlayer)(seed * 8 + place)
            for place, team in enumerate(teams)
        }
        while (due := choose(session, players)) is not None:
            session.submit(*due)
        results = session.view("public").results
        return {team: statistics.fmean(SCORES[how] for who, _, how in results if who == team) for team in teams}

    base = [shares(seed, "") for seed in range(PAIRS)]
    for team in teams:
        gains = [shares(seed, team)[team] - base[seed][team] for seed in range(PAIRS)]
        error = 1.96 * statistics.stdev(gains) / PAIRS**0.5
        print(
            f"players  {deck_name} {rules} {team:10} random meets {statistics.fmean(b[team] for b in base):.3f},"
            f" steady {statistics.fmean(gains):+.3f} ± {error:.3f} ({PAIRS:,} pairs)"
        )


def bench_lanes() -> None:
    """Print what lanes do in a second; numpy and numba are loaded here alone."""
    from benchmarks import lanes

    lanes.bench_lanes(reference_loop)


def bench_screens() -> None:
    """Print the app's speed at the table beside a bare Textual app's."""
    from benchmarks import screens

    screens.bench_screens()


PARTS = {
    "submits": lambda: [bench_submits(name, rules) for name in DECKS for rules in ("quick", "seminar")],
    "instructions": bench_instructions,
    "append": bench_append,
    "open": bench_open,
    "start": bench_start,
    "players": lambda: bench_players("european-troops", "seminar"),
    "lanes": bench_lanes,
    "screens": bench_screens,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"what to measure, of {', '.join(PARTS)} (default: all)")
    for part in parser.parse_args().part or PARTS:
        if part not in PARTS:
            parser.error(f"there is no part called {part!r}; there are {', '.join(PARTS)}")
        PARTS[part]()


if __name__ == "__main__":
    main()
