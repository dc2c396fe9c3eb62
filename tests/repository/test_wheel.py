"""The wheel, built from the source archive, installed where nothing else of the project is, and played there.

The clean environment holds the wheel and the packages that it asks for, those that these ask for, and no others: they
are linked from the environment that runs the tests, so that no registry is needed. A package that the wheel forgot to
ask for would be missing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec
from pathlib import Path

import pytest
from commandline import process
from packaging.requirements import Requirement

from exercise import paths

ROOT = Path(__file__).parents[2]
SIMULATE = ("simulate", "--deck", "tutorial", "--seed", "7", "--rounds", "1", "--players", "steady", "--out", "demo")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights here")


@dataclass(frozen=True)
class Installed:
    """A wheel, and the command that it installed."""

    wheel: Path
    command: Path
    home: Path

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run the command far from the checkout, with a home and a data folder of its own."""
        ours = ("PYTHON", "EXERCISE", "VIRTUAL")
        env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        env |= {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data")}
        return subprocess.run(
            [str(self.command), *args], cwd=self.home, env=env, capture_output=True, text=True, timeout=120, check=False
        )


def asked_for(wheel: Distribution) -> dict[str, Distribution]:
    """Return the packages that a wheel asks for, and those that these ask for, as they are installed here."""
    found: dict[str, Distribution] = {}
    waiting = [(wheel, frozenset({""}))]
    seen = set()
    while waiting:
        part, extras = waiting.pop()
        for needed in map(Requirement, part.requires or ()):
            here = needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras)
            step = (needed.name, frozenset({"", *needed.extras}))
            if here and step not in seen:
                seen.add(step)
                found[needed.name] = distribution(needed.name)
                waiting.append((found[needed.name], step[1]))
    return found


def link(part: Distribution, site: Path) -> None:
    """Put what a package installed into another environment."""
    for name in {file.parts[0] for file in part.files or () if file.parts[0] not in ("..", "__pycache__")}:
        if not (site / name).exists():
            (site / name).symlink_to(Path(str(part.locate_file(name))))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build, and install into a clean environment outside the checkout, in a folder with a space in its name."""
    root = tmp_path_factory.mktemp("far away")
    build = [sys.executable, "-m", "build", "--outdir", str(root / "dist")]
    # What builds the wheel is fetched by `build` itself where it isn't installed here.
    offline = ["--no-isolation"] if find_spec("hatchling") is not None else []
    built = subprocess.run([*build, *offline, str(ROOT)], capture_output=True, text=True, timeout=300, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (root / "dist").glob("*.whl")
    venv.create(root / "clean", symlinks=True, with_pip=False)
    python = root / "clean" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True, timeout=120)
    (site,) = (root / "clean" / "lib").glob("python*/site-packages")
    (metadata,) = site.glob("tabletop_exercise-*.dist-info")
    for part in asked_for(Distribution.at(metadata)).values():
        link(part, site)
    home = root / "home"
    home.mkdir()
    return Installed(wheel, root / "clean" / "bin" / "exercise", home)


def test_the_wheel_carries_every_file_of_the_decks_and_the_sources_and_nothing_else_of_the_checkout(
    installed: Installed,
) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    for folder in ("decks", "seeds"):
        inside = f"exercise/_data/{folder}/"
        shipped = {name.removeprefix(inside) for name in names if name.startswith(inside)}
        there = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert shipped == there
    assert {name.split("/")[0] for name in names if not name.split("/")[0].endswith(".dist-info")} == {"exercise"}
    assert not [name for name in names if "__pycache__" in name]
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert "exercise/py.typed" in names


def test_the_clean_environment_holds_what_the_wheel_asks_for_and_no_tool_of_ours(installed: Installed) -> None:
    code = (
        "import importlib.util as u, exercise; print(exercise.__file__);"
        "print([n for n in ('pytest', 'hypothesis', 'mypy', 'build', 'numpy') if u.find_spec(n)])"
    )
    python = installed.command.with_name("python")
    done = subprocess.run(
        [str(python), "-I", "-c", code], cwd=installed.home, capture_output=True, text=True, check=True, timeout=60
    )
    file, tools = done.stdout.splitlines()
    assert Path(file).is_relative_to(python.parents[1])
    assert tools == "[]"


def test_an_exercise_is_played_there_and_its_save_is_in_the_user_s_data_folder(installed: Installed) -> None:
    done = installed.run(*SIMULATE)
    assert (done.returncode, done.stderr) == (0, "")
    (journal,) = installed.home.rglob("journal.jsonl")
    assert journal.parent.name == "demo"
    assert journal.parents[1].name == "saves"
    assert journal.parents[2].name == "exercise"
    if sys.platform == "linux":
        assert journal.parents[3] == installed.home / "data"
    for line in ("saves list", "saves show demo", "saves verify", "report demo --out x.md"):
        done = installed.run(*line.split())
        assert (done.returncode, done.stderr) == (0, "")
    assert (installed.home / "x.md").read_text(encoding="utf-8").startswith("# After-action report")


def test_it_plays_and_reports_as_the_checkout_does(
    installed: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXERCISE_SAVES", str(tmp_path))
    there, here = installed.run(*SIMULATE[:-1], "other"), process(*SIMULATE[:-1], "other")
    assert (there.returncode, here.returncode) == (0, 0)
    assert there.stdout == here.stdout.decode()
    assert installed.run("report", "other").stdout == process("report", "other").stdout.decode()


def test_every_deck_is_sound_there(installed: Installed) -> None:
    for name in paths.deck_names():
        done = installed.run("deck", "check", name)
        assert (done.returncode, done.stderr) == (0, "")
    _, *rows = installed.run("deck", "list").stdout.splitlines()
    assert [row.split()[0] for row in rows] == list(paths.deck_names())


def test_the_app_finds_its_parts_there(installed: Installed) -> None:
    done = installed.run("play")
    assert done.returncode == 2
    assert "the app needs a terminal" in done.stderr
    python = installed.command.with_name("python")
    code = "import exercise.tui.app, exercise.tui.play, exercise.tui.setup, exercise.tui.why"
    subprocess.run([str(python), "-I", "-c", code], cwd=installed.home, check=True, timeout=60)
