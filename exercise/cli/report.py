"""`exercise report`: the after-action report of a save."""

from __future__ import annotations

from pathlib import Path

import click

from exercise.cli.finding import damage_of, need_folder_of, open_session
from exercise.cli.output import note, say
from exercise.cli.root import Problem, command, told


@command("report", "exercise report demo", "exercise report demo --out demo.md")
@click.argument("save")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a new file, not to the screen."
)
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.pass_context
def report(ctx: click.Context, save: str, out: Path | None, force: bool) -> None:
    """Print the after-action report of a save as Markdown. Exits with 1 where the save is damaged."""
    from exercise.report.aar import markdown

    session = open_session(save)
    text = markdown(session.deck, session.events)
    if out is None:
        click.echo(text, nl=False)
    else:
        _write(text, out, force)
        say(f"Wrote {str(out)!r}.")
    damage = damage_of(session)
    if damage:
        note(f"the report ends early: {damage}")
        ctx.exit(1)


def _write(text: str, out: Path, force: bool) -> None:
    need_folder_of(out)
    try:
        with out.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Problem(f"{str(out)!r} is there already; choose another name, or give --force") from None
    except OSError as error:
        raise Problem(f"the report can't be written to {told(error)}; choose another place") from error
