"""Groups of commands that load on use, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

import click

from exercise import paths
from exercise.cli.output import quoted
from exercise.paths import TRACEBACK_VARIABLE
from exercise.report.plain import plain

USAGE: Final = 2
"""The exit code for a wrong use and bad input."""

FAULT: Final = 3
"""The exit code for what should not happen."""

STOPPED: Final = 130
"""The exit code after Ctrl+C."""

_LONGEST_COMPLAINT: Final = 1_000

Place = tuple[str, str]
"""Where a command is: its module and its name there."""

_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def examples(*lines: str) -> str:
    """Return what --help says at its end: command lines as they are typed.

    In place of my-deck, my-team and my-source they name what is installed.
    """
    head = "Example:" if len(lines) == 1 else "Examples:"
    return "\b\n" + "\n".join([head, *(f"  {line}" for line in lines)])


class Command(click.Command):
    """A command whose help ends with examples that can be pasted."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        _write_examples(self.epilog or "", formatter)


def command(name: str, *lines: str) -> Callable[[Callable[..., object]], Command]:
    """Return what makes a command of a function, with command lines as its examples."""
    return click.command(name, cls=Command, epilog=examples(*lines))


class Problem(click.ClickException):
    """Bad input, told in one line that says what to do."""

    exit_code = USAGE


def whole(low: int | None = None, high: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number, within bounds where they are given; BadParameter where it is none."""
    bounds = f" from {low} to {high}" if low is not None and high is not None else ""

    def read(text: str) -> int:
        try:
            number = int(text)
            if (low is not None and number < low) or (high is not None and number > high):
                raise ValueError
        except ValueError:
            raise click.BadParameter(f"{quoted(text, 60)} is not a whole number{bounds}") from None
        return number

    return read


class Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def __init__(self, name: str, places: Mapping[str, Place | click.Command], **settings: Any) -> None:
        super().__init__(name, no_args_is_help=False, context_settings=_SETTINGS, **settings)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which help lists them."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now."""
        place = self._places.get(cmd_name)
        if place is None or isinstance(place, click.Command):
            return place
        module, attribute = place
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for; Problem, with the one that comes nearest, where there is none."""
        if args[0] not in self._places and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self._places, 1, 0.6)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(self._places)}"
            raise Problem(f"'{ctx.command_path}' has no command {quoted(args[0], 60)}; {hint}")
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        _write_examples(self.epilog or "", formatter)


class Root(Lazy):
    """The whole program: opens the app without a command, and tells every error in one line."""

    def __init__(self, name: str, places: Mapping[str, Place | click.Command], **settings: Any) -> None:
        super().__init__(name, places, invoke_without_command=True, callback=_open_app, **settings)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a command line; help and version are printed here."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except BrokenPipeError:
            _hush()
            raise click.exceptions.Exit(0) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, or the app where none was given."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _hush()
            return ctx.exit(0)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run and exit: 0 fine, 1 findings, 2 wrong use or bad input, 3 a fault of the program, 130 stopped."""
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        extra |= {"standalone_mode": False, "prog_name": self.name}
        try:
            code = super().main(args, **extra)
        except click.UsageError as error:
            code = _complain(_misused(error), error.exit_code)
        except click.ClickException as error:
            code = _complain(error.format_message(), error.exit_code)
        except click.Abort:
            code = STOPPED
        except OSError as error:
            code = _complain(told(error), USAGE)
        except Exception as error:
            if os.environ.get(TRACEBACK_VARIABLE):
                raise
            hint = f"set {TRACEBACK_VARIABLE}=1 to see where"
            code = _complain(f"something went wrong inside ({type(error).__name__}: {error}); {hint}", FAULT)
        sys.exit(code if isinstance(code, int) else 0)


def told(error: OSError) -> str:
    """Return what the system says of a file, in our way of writing."""
    name = f"{quoted(error.filename)}: " if error.filename else ""
    return f"{name}{reason(error)}"


def reason(error: OSError) -> str:
    """Return why the system refused something, without the name of the file."""
    said = error.strerror or str(error)
    return f"{said[:1].lower()}{said[1:]}"


def _write_examples(text: str, formatter: click.HelpFormatter) -> None:
    for standin, name in _installed().items():
        text = text.replace(standin, name)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(text)


def _installed() -> dict[str, str]:
    """Return what examples call a deck, its source and a team of it; empty where no deck can be read."""
    import tomllib

    try:
        folders = [paths.find_deck(name) for name in paths.deck_names()]
        # The one with the fewest teams is the quickest to try.
        deck = min(folders, key=lambda folder: len(os.listdir(folder / "briefs")))
        source = str(tomllib.loads((deck / "deck.toml").read_text(encoding="utf-8"))["source"])
        team = min(os.listdir(deck / "briefs")).removesuffix(".md")
    except (OSError, ValueError, LookupError):
        return {}
    return {"my-deck": shlex.quote(deck.name), "my-source": shlex.quote(source), "my-team": shlex.quote(team)}


def _misused(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx is not None else "exercise"
    if isinstance(error, click.NoSuchOption):
        near = sorted(error.possibilities or ())
        hint = f"did you mean {near[0]!r}?" if near else f"see '{path} --help'"
        return f"'{path}' has no option {quoted(error.option_name, 60)}; {hint}"
    message = error.format_message().strip().rstrip(".")
    return f"{message[:1].lower()}{message[1:]}; see '{path} --help'"


@click.pass_context
def _open_app(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        from exercise.cli.play import open_app

        open_app()


def _hush() -> None:
    # Whoever read the output has seen enough; nothing more may be written, not even on the way out.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, code: int) -> int:
    line = plain(message)
    if len(line) > _LONGEST_COMPLAINT:
        line = f"{line[:_LONGEST_COMPLAINT]}…"
    with suppress(OSError):
        click.echo(f"exercise: {line}", err=True)
    return code
