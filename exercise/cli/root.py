"""Groups of commands that load on use, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

import click

from exercise.report.plain import plain

USAGE: Final = 2
"""The exit code for a wrong use and bad input."""

FAULT: Final = 3
"""The exit code for what should not happen."""

STOPPED: Final = 130
"""The exit code after Ctrl+C."""

TRACEBACK_VARIABLE: Final = "EXERCISE_TRACEBACK"

Place = tuple[str, str]
"""Where a command is: its module and its name there."""

_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def examples(*commands: str) -> str:
    """Return what --help says at its end: command lines as they are typed."""
    head = "Example:" if len(commands) == 1 else "Examples:"
    return "\b\n" + "\n".join([head, *(f"  {command}" for command in commands)])


class Problem(click.ClickException):
    """Bad input, told in one line that says what to do."""

    exit_code = USAGE


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


class Root(Lazy):
    """The whole program: opens the app without a command, and tells every error in one line."""

    def __init__(self, name: str, places: Mapping[str, Place | click.Command], **settings: Any) -> None:
        super().__init__(name, places, invoke_without_command=True, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, or the app where none was given."""
        try:
            if ctx.invoked_subcommand is None and not ctx._protected_args and not ctx.args:
                from exercise.cli.play import open_app

                return open_app()
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read the output has seen enough; nothing more may be written, not even on the way out.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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
            path = error.ctx.command_path if error.ctx is not None else self.name
            message = error.format_message().strip().rstrip(".")
            code = _complain(f"{message[:1].lower()}{message[1:]}; see '{path} --help'", error.exit_code)
        except click.ClickException as error:
            code = _complain(error.format_message(), error.exit_code)
        except click.Abort:
            code = STOPPED
        except OSError as error:
            name = f": {str(error.filename)!r}" if error.filename else ""
            code = _complain(f"{error.strerror or error}{name}", USAGE)
        except Exception as error:
            if os.environ.get(TRACEBACK_VARIABLE):
                raise
            hint = f"set {TRACEBACK_VARIABLE}=1 to see where"
            code = _complain(f"something went wrong inside ({type(error).__name__}: {error}); {hint}", FAULT)
        sys.exit(code if isinstance(code, int) else 0)


def _complain(message: str, code: int) -> int:
    with suppress(OSError):
        click.echo(f"exercise: {plain(message)}", err=True)
    return code
