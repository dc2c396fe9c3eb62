"""`exercise saves`: list, show and check saves."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path

import click

from exercise import paths
from exercise.cli.finding import open_session, save_folder, why_not
from exercise.cli.output import pairs, say, table
from exercise.cli.root import command


@command("list", "exercise saves list")
def list_saves() -> None:
    """List the saves, the last played first."""
    from exercise.journal import peek

    folder = paths.saves_folder()
    found = sorted([peek(folder / name) for name in paths.save_names()], key=lambda save: save.at, reverse=True)
    if not found:
        # A folder that is not there yet is as good as an empty one; one that can't be read is told as an error.
        with suppress(FileNotFoundError):
            os.listdir(folder)
        say(f"There are no saves in {str(folder)!r} yet; 'exercise play' makes one.")
        return
    table(
        ("NAME", "TITLE", "DECK", "RULES", "ROUNDS", "STATE", "LAST PLAYED (UTC)"),
        [
            (
                save.name,
                save.title,
                save.deck,
                save.rules,
                str(save.rounds),
                "finished" if save.finished else "under way",
                _minute(save.at),
            )
            if not save.problem
            else (save.name, save.title, save.problem, "", "", "", "")
            for save in found
        ],
    )


@command("show", "exercise saves show demo")
@click.argument("save")
@click.pass_context
def show_save(ctx: click.Context, save: str) -> None:
    """Show what a save holds and where it stands. Exits with 1 where it is damaged."""
    from exercise.journal import peek, verify
    from exercise.report import wording

    session = open_session(save)
    folder = save_folder(save)
    summary, report, state = peek(folder), verify(folder), session.state
    clock = state.clock
    at = f"round {clock.round} of {state.setup.rounds}, {wording.phase_words(clock.phase)}"
    pairs(
        [
            ("Save", folder.name),
            ("Title", summary.title),
            ("Deck", session.deck.title),
            ("Rules", state.setup.level.name),
            ("Stands at", at),
            ("Last played", f"{_minute(summary.at)} UTC"),
            ("Decisions", f"{report.decisions} ({wording.count_words(report.events, 'event')})"),
            *[
                (wording.team_name(session.deck, seat), wording.seat_words(player))
                for seat, player in session.seats.items()
            ],
        ]
    )
    closed = clock.phase == "closed"
    words = "Look back with" if closed or report.problem else "Go on with"
    if report.problem:
        say(f"Damaged: {report.problem}. What is shown here comes before that.")
    say(f"{words}: exercise resume {shlex.quote(save)}")
    if report.problem:
        ctx.exit(1)


@command("verify", "exercise saves verify demo")
@click.argument("saves", nargs=-1, metavar="[SAVE]...")
@click.pass_context
def verify_saves(ctx: click.Context, saves: tuple[str, ...]) -> None:
    """Check that saves are whole; without a name, all of them. Exits with 1 where one is damaged.

    The check finds damage, not forgery, and can't see whole decisions that were cut from the end.
    """
    folders = [save_folder(save) for save in saves or paths.save_names()]
    damaged = [folder for folder in folders if not _whole(folder)]
    if not folders:
        say("There are no saves to check.")
    if damaged:
        ctx.exit(1)


def _minute(at: str) -> str:
    """Return a time of a journal, which is in UTC, as a date and a time of day."""
    return at[:16].replace("T", " ")


def _whole(folder: Path) -> bool:
    from exercise.journal import verify
    from exercise.report.wording import count_words
    from exercise.session import Session

    try:
        report = verify(folder)
        problem = report.problem
        if not problem:
            Session.open(folder, write=False).close()
    except Exception as error:
        reason = why_not(error)
        if reason is None:
            raise
        problem = reason
    if problem:
        say(f"{folder.name}: damaged: {problem}")
        return False
    torn = (
        f"; an unfinished decision of {count_words(report.torn, 'byte')} follows, and will be set aside"
        if report.torn
        else ""
    )
    counts = f"{count_words(report.decisions, 'decision')}, {count_words(report.events, 'event')}"
    say(f"{folder.name}: whole: {counts}{torn}")
    return True
