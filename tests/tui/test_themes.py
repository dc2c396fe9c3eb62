"""Choosing a theme: by key, by the settings, by the environment; and settings that can't be read or kept."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from driving import SMALL, shown
from panelapp import until
from smalldeck import small_deck

from exercise import paths
from exercise.moves import CONTROL
from exercise.session import Session
from exercise.tui import settings
from exercise.tui.app import ExerciseApp
from exercise.tui.choosing import ChooseDialog
from exercise.tui.follow import FollowApp
from exercise.tui.settings import chosen_theme, keep_theme
from exercise.tui.themes import THEMES


def kept() -> dict[str, Any]:
    return tomllib.loads(paths.settings_file().read_text("utf-8"))


def write(text: str | bytes) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


async def test_the_app_opens_dark_and_a_key_goes_through_the_themes_and_says_their_names() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        assert app.theme == "exercise-dark"
        assert not paths.settings_file().exists()
        for name, words in (("light", "light"), ("contrast", "high contrast"), ("dark", "dark")):
            await pilot.press("ctrl+t")
            await until(pilot, lambda words=words: f"Theme: {words}" in shown(app))  # type: ignore[misc]
            assert app.theme == f"exercise-{name}"
            assert kept() == {"theme": name}


async def test_the_next_start_has_the_theme_that_was_chosen() -> None:
    for before, after in (("exercise-dark", "exercise-light"), ("exercise-light", "exercise-contrast")):
        app = ExerciseApp()
        async with app.run_test(size=SMALL) as pilot:
            assert app.theme == before
            assert app.current_theme.dark == app.has_class("-dark-mode")
            await pilot.press("ctrl+t")
            assert app.theme == after


async def test_the_key_works_in_a_dialog_and_where_something_is_typed() -> None:
    app = ExerciseApp()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("t")
        assert isinstance(app.screen, ChooseDialog)
        await pilot.press("ctrl+t")
        assert app.theme == "exercise-light"
        await pilot.press("escape", "n", "enter")
        app.screen.query_one("#title").focus()
        before = app.screen.query_one("#title").value  # type: ignore[attr-defined]
        await pilot.press("ctrl+t")
        assert app.theme == "exercise-contrast"
        assert app.screen.query_one("#title").value == before  # type: ignore[attr-defined]


async def test_the_projector_has_the_themes_too(saves: Path) -> None:
    Session.new(small_deck(), saves / "garden", seats={CONTROL: "person"}, seed=5).close()
    keep_theme("contrast")
    app = FollowApp(saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        assert app.theme == "exercise-contrast"
        await pilot.press("ctrl+t")
        assert app.theme == "exercise-dark"


@pytest.mark.parametrize("name", THEMES)
def test_the_environment_goes_over_what_is_kept(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_theme("light" if name != "light" else "dark")
    monkeypatch.setenv("EXERCISE_THEME", f" {name.upper()}")
    assert ExerciseApp().theme == f"exercise-{name}"


@pytest.mark.parametrize("asked", ["mauve", "exercise-light", "\udcff", "light,dark"])
def test_a_theme_that_the_environment_asks_for_and_nobody_knows_is_dark(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXERCISE_THEME", asked)
    assert ExerciseApp().theme == "exercise-dark"


@pytest.mark.parametrize("text", ['theme = "mauve"', "theme = 3", 'theme = ["light"]', "[theme]", "other = 1", ""])
def test_a_setting_that_names_no_theme_is_dark(text: str) -> None:
    write(text)
    assert ExerciseApp().theme == "exercise-dark"


@pytest.mark.parametrize(
    "garbage",
    [
        b"theme = \xff\xfe",
        b"\x00" * 40,
        b"theme = 'light",
        b"theme = 'light'\n" * 2,
        b"a=" + b"[" * 9_000,
        b"#" * 99_999,
    ],
    ids=["not utf-8", "zeros", "cut", "twice", "deep", "huge"],
)
def test_settings_that_make_no_sense_are_ignored_and_a_choice_takes_their_place(garbage: bytes) -> None:
    write(garbage)
    assert chosen_theme() == ""
    assert ExerciseApp().theme == "exercise-dark"
    assert keep_theme("light")
    assert kept() == {"theme": "light"}


def test_a_choice_leaves_the_other_settings_as_they_are() -> None:
    write('note = "mine"\ntheme = "dark"\n\n[more]\nyears = [2, 3]\n')
    assert keep_theme("contrast")
    assert kept() == {"note": "mine", "theme": "contrast", "more": {"years": [2, 3]}}
    assert [entry.name for entry in paths.settings_file().parent.iterdir()] == ["settings.toml"]


async def test_where_settings_cannot_be_kept_the_theme_still_changes_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    app = ExerciseApp()
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("ctrl+t")
        assert app.theme == "exercise-light"
        await until(pilot, lambda: "Theme: light. It can't be kept for the next time." in shown(app))


def test_a_folder_in_the_place_of_the_settings_is_ignored() -> None:
    paths.settings_file().mkdir(parents=True)
    assert chosen_theme() == ""
    assert not keep_theme("light")


def test_a_pipe_in_the_place_of_the_settings_holds_nothing_up(tmp_path: Path) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("pipes have no names here")
    (tmp_path / "home").mkdir()
    os.mkfifo(paths.settings_file())
    assert chosen_theme() == ""


def test_the_way_to_the_home_screen_loads_neither_pydantic_nor_what_only_writes_settings() -> None:
    write('theme = "light"')
    code = (
        "import sys; from exercise.tui.app import ExerciseApp; print(ExerciseApp().theme);"
        "print(*sorted({'pydantic', 'tomli_w', 'exercise.tui.palette'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["exercise-light"]


def test_the_names_of_the_environment_and_of_the_file_are_the_same() -> None:
    assert list(THEMES) == ["dark", "light", "contrast"]
    assert settings.THEME_VARIABLE == "EXERCISE_THEME"
