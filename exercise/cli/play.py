"""`exercise play` and `exercise resume`: the app."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from exercise.cli.decks import playable
from exercise.cli.finding import deck_folder, open_session, save_folder
from exercise.cli.root import Problem, examples


@click.command("play", epilog=examples("exercise play", "exercise play --deck my-deck"))
@click.option("--deck", help="Set up an exercise of this deck at once.")
def play(deck: str | None) -> None:
    """Open the app."""
    if deck is not None:
        # What can't be opened is better told here than on a screen that has nothing else to show.
        playable(deck)
        open_app(deck=deck_folder(deck))
    else:
        open_app()


@click.command("resume", epilog=examples("exercise resume demo"))
@click.argument("save")
def resume(save: str) -> None:
    """Open the app where a save stands."""
    folder = save_folder(save)
    if on_terminal():
        open_session(save, write=True).close()
    open_app(save=folder)


def open_app(*, deck: Path | None = None, save: Path | None = None) -> None:
    """Run the app: at home, at the set-up of a deck, or at a save. Raises Problem where there is no terminal."""
    if not on_terminal():
        raise Problem("the app needs a terminal; 'exercise simulate --help' says how to play without one")
    from exercise.tui.app import run

    run(deck=deck, save=save)


def on_terminal() -> bool:
    """Return whether there is a keyboard and a screen."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
