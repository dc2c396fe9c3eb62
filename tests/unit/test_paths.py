"""Where decks, sources and saves are, and that a name stays inside its folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exercise import paths

CLIMBING = [
    "..",
    ".",
    "../x",
    "a/b",
    "a\\b",
    "/etc",
    "~",
    "~root",
    "C:x",
    "a\0b",
    "",
    " a",
    "a.",
    "\x1b[2J",
    "con",
    "x" * 65,
]


@pytest.fixture
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "saves"
    monkeypatch.setenv("EXERCISE_SAVES", str(folder))
    return folder


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "journal.jsonl").touch()


def test_a_checkout_uses_its_own_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EXERCISE_SAVES", raising=False)
    root = Path(paths.__file__).parent.parent
    assert (paths.decks_folder(), paths.seeds_folder()) == (root / "decks", root / "seeds")
    assert paths.saves_folder() == root / "saves"


def test_an_installed_package_uses_its_data_and_the_user_s_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EXERCISE_SAVES", raising=False)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "site-packages" / "exercise")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    data = tmp_path / "site-packages" / "exercise" / "_data"
    assert (paths.decks_folder(), paths.seeds_folder()) == (data / "decks", data / "seeds")
    assert paths.saves_folder() == tmp_path / "data" / "saves"
    assert paths.deck_names() == ()


def test_a_variable_says_where_saves_are(saves: Path) -> None:
    assert paths.saves_folder() == saves
    assert paths.save_names() == ()


@pytest.mark.parametrize("name", CLIMBING)
def test_what_could_leave_a_folder_is_no_name(name: str) -> None:
    assert not paths.is_name(name)


@pytest.mark.parametrize("name", ["class-3b", "Europe decides", "größe", "a.b", "x" * 64, "concert"])
def test_what_stays_in_a_folder_is_a_name(name: str) -> None:
    assert paths.is_name(name)


def test_a_save_is_found_by_name_and_by_path(saves: Path) -> None:
    make(saves, "class-3b", "class-4a")
    (saves / "not-a-save").mkdir()
    assert paths.save_names() == ("class-3b", "class-4a")
    assert paths.find_save("class-3b") == saves / "class-3b"
    assert paths.find_save(str(saves / "class-4a")) == saves / "class-4a"
    assert paths.find_save(saves / "class-4a") == saves / "class-4a"


def test_a_name_wins_over_a_folder_of_that_name_here(
    saves: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(saves, "class-3b")
    make(tmp_path, "class-3b", "class-4a")
    monkeypatch.chdir(tmp_path)
    assert paths.find_save("class-3b") == saves / "class-3b"
    assert paths.find_save("class-4a") == Path("class-4a")


def test_a_name_that_is_not_there_says_what_is(saves: Path) -> None:
    make(saves, "class-3b")
    with pytest.raises(
        paths.NoSuchFolderError, match=r"no save in .* is called 'clas-3b'; did you mean 'class-3b'"
    ) as caught:
        paths.find_save("clas-3b")
    assert (caught.value.kind, caught.value.nearest) == ("save", "class-3b")
    with pytest.raises(paths.NoSuchFolderError, match="there is class-3b"):
        paths.find_save("zzz")


@pytest.mark.parametrize(
    "name", ["../outside", "../saves/../outside", "a\0b", "", "x" * 10_000, "x/" * 9_000, "\x1b[2J"]
)
def test_a_path_that_is_no_folder_is_refused_with_a_line_that_can_be_printed(name: str, saves: Path) -> None:
    make(saves, "class-3b")
    with pytest.raises(paths.NoSuchFolderError) as caught:
        paths.find_save(name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 700


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links need rights here")
def test_a_name_does_not_follow_a_link_out_of_its_folder(saves: Path, tmp_path: Path) -> None:
    make(tmp_path, "outside")
    saves.mkdir()
    (saves / "inside").symlink_to(tmp_path / "outside")
    with pytest.raises(paths.NoSuchFolderError):
        paths.find_save("inside")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("European troops in Ukraine", "european-troops-in-ukraine"),
        ("  Ça ira!  ", "ca-ira"),
        ("Putin's options", "putins-options"),
        ("Європа", "exercise"),
        ("", "exercise"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-exercise"),
        ("a-very-long-title-that-goes-on-and-on-and-on", "a-very-long-title-that-goes-on-and-on"),
        ("x" * 100, "x" * 40),
    ],
)
def test_a_save_is_named_after_its_title(title: str, name: str, saves: Path) -> None:
    assert paths.free_save_name(title) == name
    assert paths.is_name(name)


def test_a_name_that_is_taken_gets_a_number(saves: Path) -> None:
    make(saves, "class", "class-2")
    assert paths.free_save_name("Class") == "class-3"


def test_a_new_save_is_in_the_saves_folder_or_at_its_path(saves: Path, tmp_path: Path) -> None:
    make(saves, "class")
    assert paths.new_save("monday") == saves / "monday"
    assert paths.new_save(str(tmp_path / "monday")) == tmp_path / "monday"
    with pytest.raises(FileExistsError, match="choose another name"):
        paths.new_save("class")
    for name in ("..", "", "con", "a\x1b"):
        with pytest.raises(ValueError, match="can't name a save"):
            paths.new_save(name)


def test_finding_folders_loads_nothing_heavy() -> None:
    code = (
        "import sys; from exercise import paths; paths.find_deck; "
        "print(*({'pydantic', 'platformdirs', 'networkx', 'difflib', 'tomllib'} & set(sys.modules)))"
    )
    root = str(Path(paths.__file__).parent.parent)
    run = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {root!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == ""


def test_the_folder_where_one_stands_has_a_name(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(saves, "class-3b")
    monkeypatch.chdir(saves / "class-3b")
    assert paths.find_save(".") == saves / "class-3b"
    (saves / "class-3b" / "deck").mkdir()
    monkeypatch.chdir(saves / "class-3b" / "deck")
    assert paths.find_save("..") == saves / "class-3b"


def test_a_home_that_is_not_known_stays_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXERCISE_SAVES", "~/saves")
    assert paths.saves_folder() == Path.home() / "saves"
    monkeypatch.setenv("EXERCISE_SAVES", "~nobody-of-that-name/saves")
    assert paths.saves_folder() == Path("~nobody-of-that-name/saves")


def test_a_save_that_may_not_be_looked_into_does_not_hide_the_others(saves: Path) -> None:
    make(saves, "class-3b", "class-4a")
    (saves / "class-3b").chmod(0)
    try:
        if os.access(saves / "class-3b", os.X_OK):
            pytest.skip("nothing is forbidden to this user")
        assert paths.save_names() == ("class-4a",)
    finally:
        (saves / "class-3b").chmod(0o700)


def test_a_folder_of_saves_that_is_none_has_no_saves(saves: Path) -> None:
    saves.touch()
    assert paths.save_names() == ()
