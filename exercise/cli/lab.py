"""`exercise lab`: thousands of simulated plays of a deck, and any of them as a save."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exercise import paths
from exercise.cli.decks import playable
from exercise.cli.finding import making, need_folder_of
from exercise.cli.output import note, say
from exercise.cli.root import STOPPED, Problem, command, reason, whole

if TYPE_CHECKING:
    from exercise.lab.runs import Plan

_SEED = whole(0, (1 << 64) - 1)
_OFTEN = 0.2
_SELDOM = 2.0
"""Seconds between two words on how far a run is, on a screen and elsewhere."""


@command(
    "run",
    "exercise lab run my-deck --runs 1000 --seed 1 --out runs.parquet",
    "exercise lab run my-deck --runs 1000 --seed 1 --players random --out random.parquet",
)
@click.argument("deck")
@click.option("--runs", required=True, type=whole(1, 1 << 32), metavar="N", help="How many plays, numbered from 0.")
@click.option("--players", default="steady", show_default=True, help="One player for all teams, or one for each.")
@click.option("--rules", default="quick", show_default=True, help="The level of the rules: quick, seminar or full.")
@click.option("--rounds", default=2, type=whole(), metavar="N", show_default=True, help="How many rounds to play.")
@click.option("--seed", required=True, type=_SEED, metavar="N", help="What all chance hangs on.")
@click.option("--out", required=True, metavar="FILE", help="The new Parquet file, one row a play.")
def run(deck: str, runs: int, players: str, rules: str, rounds: int, seed: int, out: str) -> None:
    """Let bots play a deck many times over, and write how each play ended.

    The same deck, seed, rounds, players and rules give the same plays. Ctrl+C stops a run and leaves no file.
    """
    plan = _plan(deck, players, rules, rounds, seed)
    _need("numpy", "pyarrow")
    need_folder_of(Path(out))
    from exercise.lab import compiled
    from exercise.lab import runs as lab
    from exercise.report.wording import count_words

    # On a screen one line counts up; elsewhere a long run says now and then how far it is, each time on a new line.
    live = sys.stderr.isatty()
    if live and not compiled.available():
        note("numba isn't installed, so this takes several hundred times as long")
    elif live and not compiled.kept():
        note("compiling, once for this version; it takes two minutes")
    told = time.monotonic()

    def progress(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if live and (now - told >= _OFTEN or done == runs):
            told = now
            click.echo(f"\r{done} of {runs} plays", nl=done == runs, err=True)
        elif not live and now - told >= _SELDOM and done < runs:
            told = now
            click.echo(f"{done} of {runs} plays", err=True)

    try:
        lab.write(plan, runs, Path(out), progress)
    except KeyboardInterrupt:
        note("stopped; no file was written")
        raise click.exceptions.Exit(STOPPED) from None
    except FileExistsError:
        raise Problem(f"{out!r} is there already; choose another name") from None
    except OSError as error:
        why = reason(OSError(error.errno, os.strerror(error.errno)) if error.errno else error)
        raise Problem(f"the run can't be written to {out!r}: {why}; choose another place") from error
    say(f"Wrote {out!r}: {plan.deck.title}, {count_words(runs, 'play')}.")


@command("open", "exercise lab open my-deck --seed 1 --lane 17 --out lane-17", "exercise report lane-17")
@click.argument("deck")
@click.option("--seed", required=True, type=_SEED, metavar="N", help="The seed of the run.")
@click.option("--lane", required=True, type=whole(0, (1 << 32) - 1), metavar="K", help="The play's number in the run.")
@click.option("--players", default="steady", show_default=True, help="The players of the run.")
@click.option("--rules", default="quick", show_default=True, help="The rules of the run.")
@click.option("--rounds", default=2, type=whole(), metavar="N", show_default=True, help="The rounds of the run.")
@click.option(
    "--out", required=True, metavar="SAVE", help="The name of the new save, or a path in a folder that is there."
)
def open_play(deck: str, seed: int, lane: int, players: str, rules: str, rounds: int, out: str) -> None:
    """Make a save of one play of a run, event for event.

    Give the seed, players, rules and rounds of the run.
    """
    plan = _plan(deck, players, rules, rounds, seed)
    from exercise.lab.runs import open_lane

    with making(out) as save:
        session = open_lane(plan, lane, save)
    try:
        if session.problem:
            raise Problem(session.problem)
        say(f"Saved {out if paths.is_path(out) else save.name!r}: play {lane} of seed {seed}, {plan.deck.title}.")
    finally:
        session.close()


@command("tune", "exercise lab tune my-deck", "exercise lab tune my-deck --runs 2000 --seed 3")
@click.argument("deck")
@click.option("--runs", default=20_000, type=whole(1, 1 << 32), metavar="N", show_default=True, help="Plays a preset.")
@click.option("--seed", default=1, type=_SEED, metavar="N", show_default=True, help="What all chance hangs on.")
@click.option("--strict", is_flag=True, help="Exit with 1 where an aim is missed.")
@click.pass_context
def tune(ctx: click.Context, deck: str, runs: int, seed: int, strict: bool) -> None:
    """Let steady players play every preset, and hold what happens against what a deck is tuned for.

    Prints a page of Markdown.
    """
    loaded = playable(deck)
    _need("numpy")
    from exercise.lab.tuning import tuning
    from exercise.report.tuning import tuning_page

    live = sys.stderr.isatty()
    found = tuning(loaded, runs, seed, progress=lambda preset: note(f"playing {preset.name}") if live else None)
    for line in tuning_page(found, seed).split("\n"):
        say(line)
    if strict and not all(figure.reached for one in found for figure in one.figures):
        ctx.exit(1)


def _plan(deck: str, players: str, rules: str, rounds: int, seed: int) -> Plan:
    from exercise.lab.runs import Plan

    loaded = playable(deck)
    names = [name.strip() for name in players.split(",")]
    if len(names) == 1:
        names *= len(loaded.teams)
    try:
        return Plan(loaded, rules, rounds, tuple(names), seed)
    except ValueError as error:
        raise Problem(str(error)) from error


def _need(*modules: str) -> None:
    from importlib.util import find_spec

    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        it = "it" if len(missing) == 1 else "them"
        raise Problem(f"the lab needs {' and '.join(missing)}; {_how_to_install(it)}")


def _how_to_install(it: str) -> str:
    """Return how what the lab needs gets to this Python; the project comes from its folder, not from an index."""
    python = subprocess.list2cmdline([sys.executable])
    root = paths.decks_folder().parent
    if (root / "pyproject.toml").is_file():
        # A checkout that runs in place goes on doing so.
        return f'install {it} with: {python} -m pip install --editable "{root}[lab]"'
    return f'install {it} in the folder that you installed from, with: {python} -m pip install ".[lab]"'
