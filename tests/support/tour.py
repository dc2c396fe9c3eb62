"""Draws the pictures of docs/tour.md anew: `make tour`."""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import realsaves
from shots import SHOTS, Shot, app_for, pose, shot

from exercise.tui import play

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WIDE = (120, 36)
NARROW = (100, 30)


@dataclass(frozen=True)
class Stop:
    """A picture of the tour: what it shows, at which size, and in which theme."""

    shot: Shot
    size: tuple[int, int] = WIDE
    theme: str = "dark"


TOUR = {
    "home": Stop(SHOTS["home"], NARROW),
    "set-up": Stop(SHOTS["set-up-lengths"], NARROW),
    "brief": Stop(SHOTS["brief"]),
    "situation": Stop(SHOTS["situation-later"]),
    "curtain": Stop(SHOTS["curtain"], NARROW),
    "caucus": Stop(SHOTS["hand"]),
    "sealing": Stop(SHOTS["sealing"], NARROW),
    "floor": Stop(shot("FloorPanel", "debate", "pagedown")),
    "counter": Stop(SHOTS["filing-claim"], NARROW),
    "ballot": Stop(SHOTS["estimate"]),
    "ruling": Stop(SHOTS["ruling-thrown"]),
    "consequences": Stop(SHOTS["consequences"]),
    "why": Stop(SHOTS["why"], NARROW),
    "map": Stop(SHOTS["map"], theme="light"),
    "chart": Stop(SHOTS["chart"]),
    "ledger": Stop(shot("LedgerScreen", "consequences-2", "4", "f")),
    "debrief": Stop(shot("DebriefPanel", "debrief", "pagedown")),
    "projector": Stop(shot("FollowScreen", "consequences-2", follows=True), theme="contrast"),
}
"""The pictures in the order of the tour, by the names of their files."""

_TEXT = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)


@contextmanager
def stage() -> Iterator[Path]:
    """Yield a folder with the real saves, while nothing of the user's own is seen and nothing takes its time."""
    with (
        tempfile.TemporaryDirectory() as name,
        mock.patch.dict(os.environ),
        mock.patch.object(play, "PAUSE", 0.001),
        mock.patch("textual.constants.TEXTUAL_ANIMATIONS", "none"),
    ):
        realsaves.make(Path(name))
        yield Path(name)


def draw(stop: Stop, saves: Path) -> str:
    """Return a picture as SVG; call it on the stage."""

    async def drawn(folder: Path) -> str:
        app = app_for(stop.shot, saves, folder)
        async with app.run_test(size=stop.size) as pilot:
            await pose(pilot, stop.shot)
            return app.export_screenshot()

    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"EXERCISE_SAVES": name, "EXERCISE_HOME": f"{name}/home", "EXERCISE_THEME": stop.theme}
        return asyncio.run(drawn(Path(name)))


def read(svg: str) -> list[str]:
    """Return the texts that stand in a picture."""
    return [html.unescape(text).replace("\N{NO-BREAK SPACE}", " ") for text in _TEXT.findall(svg)]


def main() -> None:
    """Draw all pictures, and take away what is there besides."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with stage() as saves:
        for name, stop in TOUR.items():
            (PICTURES / f"{name}.svg").write_text(draw(stop, saves), encoding="utf-8")


if __name__ == "__main__":
    main()
