"""Measures of speed."""

import os


def as_installed() -> dict[str, str]:
    """Return the environment of a process that keeps bytecode, as every installed program does.

    Elsewhere a variable may forbid it; then the app alone would be compiled at every start, and what it is held against
    would not.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
