"""What the user has chosen for the app, kept in the file of settings."""

from __future__ import annotations

import os
from typing import Any, Final

from exercise import paths
from exercise.ownfile import read_own, write_own

THEME_VARIABLE: Final = "EXERCISE_THEME"
"""The environment variable that names the theme, over what is kept."""
_MOST: Final = 65_536
"""Bytes of the largest file of settings that is read."""


def chosen_theme() -> str:
    """Return the name of the theme that EXERCISE_THEME or else the file of settings asks for; empty where neither does.

    It may be any text.
    """
    asked = os.environ.get(THEME_VARIABLE, "").strip().lower()
    kept = "" if asked else _kept().get("theme", "")
    return asked or (kept if isinstance(kept, str) else "")


def keep_theme(name: str) -> bool:
    """Keep the name of a theme beside the other settings; return whether that could be written."""
    import tomli_w

    try:
        write_own(paths.settings_file(), tomli_w.dumps({**_kept(), "theme": name}))
    except OSError:
        return False
    return True


def _kept() -> dict[str, Any]:
    """Return what the file holds; nothing where it can't be read or makes no sense."""
    text = read_own(paths.settings_file(), _MOST)
    if not text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}
