"""`exercise play` and `exercise resume`: the app."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from exercise.cli.finding import deck_folder, save_folder
from exercise.cli.root import Problem, examples


@click.command("play", epilog=examples("exercise play", "exercise play --deck my-deck"))
@click.option("--deck", help="Set up an exercise of this deck at once.")
def play(deck: str | None) -> None:
    """Open the app."""
    open_app(deck=deck_folder(deck) if deck is not None else None)


@click.command("resume", epilog=examples("exercise resume demo"))
@click.argument("save")
def resume(save: str) -> None:
    """Open the app where a save stands."""
    open_app(save=save_folder(save))


def open_app(*, deck: Path | None = None, save: Path | None = None) -> None:
    """Run the app: at home, at the set-up of a deck, or at a save. Raises Problem where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("the app needs a terminal; 'exercise simulate --help' says how to play without one")
    from exercise.tui.app import run

    run(deck=deck, save=save)
