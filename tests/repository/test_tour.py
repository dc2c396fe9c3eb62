"""The pictures of the tour are those that the app draws now; `make tour` draws them anew, then look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tour import PICTURES, TOUR, draw, read, stage

ROOT = Path(__file__).parents[2]
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LARGEST = 200_000


@pytest.fixture(scope="module")
def saves() -> Iterator[Path]:
    with stage() as folder:
        yield folder


def pictures(page: str) -> list[tuple[str, Path]]:
    """Return the pictures on a page: what stands in their place, and their files."""
    path = ROOT / page
    return [(words, (path.parent / file).resolve()) for words, file in PICTURE.findall(path.read_text("utf-8"))]


def test_the_tour_shows_each_picture_once_and_no_other_in_the_order_in_which_they_are_drawn() -> None:
    assert [file for _, file in pictures("docs/tour.md")] == [PICTURES / f"{name}.svg" for name in TOUR]
    assert {file.name for file in PICTURES.iterdir()} == {f"{name}.svg" for name in TOUR}


def test_every_picture_of_a_page_is_there_says_what_it_shows_and_is_not_too_large() -> None:
    for page in ("README.md", "docs/tour.md"):
        for words, file in pictures(page):
            assert len(words.split()) > 5, f"{file.name} has no words for who can't see it"
            assert words.endswith(".")
            assert file.stat().st_size <= LARGEST, file


def test_the_readme_leads_to_the_tour() -> None:
    assert "](docs/tour.md)" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", TOUR)
def test_a_picture_says_what_the_app_says_now(name: str, saves: Path) -> None:
    now = read(draw(TOUR[name], saves))
    assert len(now) > 20
    assert read((PICTURES / f"{name}.svg").read_text("utf-8")) == now, "it is stale; see 'make tour'"


def test_what_a_picture_says_is_read_with_its_spaces_and_signs() -> None:
    svg = '<text class="r1" x="0">a&#160;&#160;&lt;b&gt;</text><g><text x="12">“c”</text></g>'
    assert read(svg) == ["a  <b>", "“c”"]
