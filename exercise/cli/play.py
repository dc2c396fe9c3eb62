"""`exercise play`, `exercise resume` and `exercise follow`: the app and the projector."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exercise.cli.decks import playable
from exercise.cli.finding import deck_folder, open_session, save_folder
from exercise.cli.root import FAULT, Problem, command

if TYPE_CHECKING:
    from exercise.session import Session


@command("play", "exercise play", "exercise play --deck my-deck")
@click.option("--deck", help="Set up an exercise of this deck at once.")
def play(deck: str | None) -> None:
    """Open the app."""
    if deck is not None:
        # What can't be opened is better told here than on a screen that has nothing else to show.
        playable(deck)
        open_app(deck=deck_folder(deck))
    else:
        open_app()


@command("resume", "exercise resume demo")
@click.argument("save")
def resume(save: str) -> None:
    """Open the app where a save stands."""
    # A save that isn't there is told of first, terminal or not.
    save_folder(save)
    _make_ready()
    open_app(session=open_session(save, write=True))


@command("follow", "exercise follow demo")
@click.argument("save")
def follow(save: str) -> None:
    """Show on a projector what everybody may see of a session that is played at another terminal."""
    folder = save_folder(save)
    _make_ready()
    open_session(save).close()
    from exercise.tui.follow import run

    _ended(run(folder))


def open_app(*, deck: Path | None = None, session: Session | None = None) -> None:
    """Run the app: at home, at the set-up of a deck, or at a session. Raises Problem where there is no terminal."""
    _make_ready()
    from exercise.tui.app import run

    _ended(run(deck=deck, session=session))


def _make_ready() -> None:
    """Leave out what makes the app wait: collecting garbage, which it takes up itself, and plugins of pydantic.

    Raises Problem where there is no terminal.
    """
    if not on_terminal():
        raise Problem("the app needs a terminal; 'exercise simulate --help' says how to play without one")
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")


def _ended(code: int) -> None:
    """Exit as for any fault of the program where one ended the app, which has said so."""
    if code:
        click.get_current_context().exit(FAULT)


def on_terminal() -> bool:
    """Return whether there is a keyboard and a screen."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
