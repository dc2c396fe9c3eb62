"""The command line: parse, compose, print.

Each command stands in a module of its own that is loaded on use, and what a command needs is loaded when it runs, so
that a list of saves waits for neither models nor screens.
"""

from __future__ import annotations

import click

from exercise import __version__
from exercise.cli.root import Lazy, Root, examples

_SAVES = Lazy(
    "saves",
    {
        "list": ("exercise.cli.saves", "list_saves"),
        "show": ("exercise.cli.saves", "show_save"),
        "verify": ("exercise.cli.saves", "verify_saves"),
    },
    help="List, show and check saves.",
    epilog=examples("exercise saves list"),
)

_DECKS = Lazy(
    "deck",
    {
        "list": ("exercise.cli.decks", "list_decks"),
        "check": ("exercise.cli.decks", "check_deck"),
        "show": ("exercise.cli.decks", "show_deck"),
        "read": ("exercise.cli.decks", "read_page"),
    },
    help="List, check, show and read decks.",
    epilog=examples("exercise deck check my-deck"),
)

_SOURCES = Lazy(
    "source",
    {
        "show": ("exercise.cli.sources", "show_source"),
        "verify": ("exercise.cli.sources", "verify_copy"),
        "attach": ("exercise.cli.sources", "attach_copy"),
    },
    help="Show what decks are drawn from, and check or attach a copy of your own.",
    epilog=examples("exercise source show my-source"),
)

_LAB = Lazy(
    "lab",
    {
        "run": ("exercise.cli.lab", "run"),
        "open": ("exercise.cli.lab", "open_play"),
        "tune": ("exercise.cli.lab", "tune"),
    },
    help="Simulate a deck many times over, open any of the plays, and see how a deck plays.",
    epilog=examples("exercise lab run my-deck --runs 1000 --seed 1 --out runs.parquet"),
)

program = Root(
    "exercise",
    {
        "play": ("exercise.cli.play", "play"),
        "resume": ("exercise.cli.play", "resume"),
        "follow": ("exercise.cli.play", "follow"),
        "simulate": ("exercise.cli.simulate", "simulate"),
        "saves": _SAVES,
        "deck": _DECKS,
        "source": _SOURCES,
        "lab": _LAB,
        "report": ("exercise.cli.report", "report"),
    },
    help="""A structured-debate tabletop exercise. Without a command it opens the app.

    A save is given by its name or by its folder, a deck or a source too. Saves stand where EXERCISE_SAVES says; without
    it in the checkout's folder "saves", or in your data folder.""",
    epilog=examples(
        "exercise", "exercise simulate --deck my-deck --seed 7 --rounds 2 --out demo", "exercise report demo"
    ),
)
click.version_option(__version__, message="exercise %(version)s")(program)


def main() -> None:
    """Run the command that the program was started with, and exit with its code."""
    program.main()


__all__ = ["main", "program"]
