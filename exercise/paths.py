"""Where decks, sources and saves are.

In a checkout they are the folders beside the package; installed from a wheel, decks and sources are inside the package
and saves are in the user's data folder. A name never leaves its folder: what holds a separator is a path.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

SAVES_VARIABLE: Final = "EXERCISE_SAVES"
"""The environment variable that says where saves are, over everything else."""

HOME_VARIABLE: Final = "EXERCISE_HOME"
"""The environment variable that says where a user's settings and copies of sources are."""

TRACEBACK_VARIABLE: Final = "EXERCISE_TRACEBACK"
"""The environment variable that asks for the place of a fault of the program."""

_PACKAGE: Final = Path(__file__).parent
_LONGEST_NAME: Final = 64
_LONGEST_PATH: Final = 200
"""How much of a path a message quotes."""

_LONGEST_SLUG: Final = 40
_SEPARATORS: Final = frozenset({"/", "\\", os.sep, os.altsep or os.sep})
_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""Names that Windows keeps for devices."""


class NoSuchFolderError(LookupError):
    """There is no deck, source or save of a name; `nearest` is the one that comes closest, or None."""

    def __init__(self, kind: str, name: str, message: str, nearest: str | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.name = name
        self.nearest = nearest


def decks_folder() -> Path:
    """Return the folder that holds the decks."""
    return _shipped("decks")


def seeds_folder() -> Path:
    """Return the folder that holds the sources."""
    return _shipped("seeds")


def saves_folder() -> Path:
    """Return the folder that holds the saves; it need not exist yet.

    It is what EXERCISE_SAVES says, else `saves` in a checkout, else a folder in the user's data folder.
    """
    return _chosen(SAVES_VARIABLE) or (_checkout() or _user_folder()) / "saves"


def settings_file() -> Path:
    """Return the file of the user's settings; it need not exist yet.

    It is in the folder that EXERCISE_HOME names, else in the user's data folder.
    """
    return (_chosen(HOME_VARIABLE) or _user_folder()) / "settings.toml"


def copies_folder() -> Path:
    """Return the folder of the user's own copies of sources; it need not exist yet.

    It is in the folder that EXERCISE_HOME names, else in the user's data folder: never in a checkout, as copies are not
    ours to pass on.
    """
    return (_chosen(HOME_VARIABLE) or _user_folder()) / "copies"


def deck_names() -> tuple[str, ...]:
    """Return the names of the decks in the decks folder, in alphabetical order."""
    return _names(decks_folder(), "deck.toml")


def source_names(seeds: Path | None = None) -> tuple[str, ...]:
    """Return the names of the sources in a seeds folder, in alphabetical order; left out, the one that is shipped."""
    return _names(seeds_folder() if seeds is None else seeds, "source.toml")


def save_names() -> tuple[str, ...]:
    """Return the names of the saves in the saves folder, in alphabetical order."""
    return _names(saves_folder(), "journal.jsonl")


def find_deck(deck: str | Path) -> Path:
    """Return the folder of a deck that is given by name or by path; NoSuchFolderError where there is none."""
    return _find("deck", deck, decks_folder(), "deck.toml")


def find_source(source: str | Path, seeds: Path | None = None) -> Path:
    """Return the folder of a source that is given by name or by path; NoSuchFolderError where there is none.

    `seeds` is the folder to look a name up in; left out, the one that is shipped.
    """
    return _find("source", source, seeds_folder() if seeds is None else seeds, "source.toml")


def find_save(save: str | Path) -> Path:
    """Return the folder of a save that is given by name or by path; NoSuchFolderError where there is none."""
    return _find("save", save, saves_folder(), "journal.jsonl")


def is_name(text: str) -> bool:
    """Return whether a text can name a folder inside another, and nothing outside it, on every system."""
    return (
        0 < len(text) <= _LONGEST_NAME
        and text.isprintable()
        and not any(mark in text for mark in '/\\:*?"<>|')
        and text[0] not in ". ~"
        and text[-1] not in ". "
        and text.partition(".")[0].lower() not in _DEVICES
    )


def is_path(text: str) -> bool:
    """Return whether a text can only be meant as a path: it holds a separator."""
    return any(separator in text for separator in _SEPARATORS)


def new_save(save: str | Path) -> Path:
    """Return the folder that a new save of this name or path will have.

    Raises ValueError where it can't be a name, FileExistsError where something is there already.
    """
    if isinstance(save, str) and not is_path(save):
        if not is_name(save):
            raise ValueError(f"{save!r} can't name a save; use letters, digits and hyphens")
        folder = saves_folder() / save
    else:
        folder = Path(save)
    if os.path.lexists(folder):
        raise FileExistsError(f"{str(folder)!r} is there already; choose another name")
    return folder


def free_save_name(title: str) -> str:
    """Return a name for a new save: the title in lower case with hyphens, and a number where that is taken."""
    slug = _slug(title)
    folder = saves_folder()
    name, count = slug, 1
    while os.path.lexists(folder / name):
        count += 1
        name = f"{slug}-{count}"
    return name


def _slug(title: str) -> str:
    import re
    from unicodedata import normalize

    plain = normalize("NFKD", title[:1_000]).encode("ascii", "ignore").decode("ascii").lower().replace("'", "")
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    if len(slug) > _LONGEST_SLUG:
        whole, _, cut = slug[: _LONGEST_SLUG + 1].rpartition("-")
        slug = whole or cut[:_LONGEST_SLUG]
    return f"{slug}-exercise" if slug in _DEVICES else slug or "exercise"


def _checkout() -> Path | None:
    root = _PACKAGE.parent
    here = (root / "pyproject.toml").is_file() and (root / "decks").is_dir() and (root / "seeds").is_dir()
    return root if here else None


def _chosen(variable: str) -> Path | None:
    chosen = os.environ.get(variable, "")
    # Not Path.expanduser, which raises where a user isn't known.
    return Path(os.path.expanduser(chosen)) if chosen else None


def _user_folder() -> Path:
    import platformdirs

    return platformdirs.user_data_path("exercise", appauthor=False)


def _shipped(what: str) -> Path:
    return (_checkout() or _PACKAGE / "_data") / what


def _names(folder: Path, mark: str) -> tuple[str, ...]:
    try:
        entries = os.listdir(folder)
    except OSError:
        return ()
    return tuple(sorted(name for name in entries if is_name(name) and os.path.isfile(folder / name / mark)))


def _find(kind: str, given: str | Path, folder: Path, mark: str) -> Path:
    """Return the folder: one inside `folder` where `given` names it, else the path itself where that is a folder."""
    text = str(given)
    if isinstance(given, str) and is_name(text):
        named = folder / text
        if named.is_dir() and not named.is_symlink():
            return named
    if os.path.isdir(text):
        path = Path(text)
        return path if path.name not in ("", "..") else path.resolve()
    if not isinstance(given, str) or is_path(given):
        message = f"there is no folder {text[:_LONGEST_PATH]!r}; give the name or the folder of a {kind}"
        raise NoSuchFolderError(kind, text, message)
    from difflib import get_close_matches

    names = _names(folder, mark)
    near = get_close_matches(text[:_LONGEST_NAME], names, 1, 0.5)
    if near:
        rest = f"did you mean {near[0]!r}?"
    elif names:
        rest = "there is " + ", ".join(names[:12]) + (" and more" if len(names) > 12 else "")
    else:
        rest = "there is none in that folder yet"
    raise NoSuchFolderError(
        kind,
        text,
        f"no {kind} in {str(folder)!r} is called {text[:_LONGEST_NAME]!r}; {rest}",
        near[0] if near else None,
    )
