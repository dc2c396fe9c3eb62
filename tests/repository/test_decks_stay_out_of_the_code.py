"""The package knows no deck: no id, title or proper name of one stands in its code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exercise import paths
from exercise.deckfiles import load_deck

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "exercise"
OURS = {"Exercise", "MIT", "Union"}
"""Names that code has reasons of its own to hold: the project's, which stand in the credits of a source that it wrote
itself, and one of Python's typing."""
KINDS = {"correction"}
"""Ids that are also a kind of thing in every deck."""
INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]*")
"""A capitalised word that doesn't begin its sentence."""
WORD = re.compile(r"[^\W\d_][\w'’-]*")


def sources() -> dict[Path, str]:
    """Return the text of every file of the package."""
    return {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def texts(part: object) -> list[str]:
    """Return every text inside a part of a deck as plain data."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        return [text for value in part.values() for text in texts(value)]
    if isinstance(part, (list, tuple)):
        return [text for value in part for text in texts(value)]
    return []


def ids(part: object) -> set[str]:
    """Return every id that a part of a deck gives."""
    found: set[str] = set()
    if isinstance(part, dict):
        if isinstance(part.get("id"), str):
            found.add(part["id"])
        for value in part.values():
            found |= ids(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            found |= ids(value)
    return found


def proper_names(part: object) -> set[str]:
    """Return the words of a deck that are never written small."""
    sentences = [text for text in texts(part) if " " in text]
    words = {word for text in sentences for word in WORD.findall(text)}
    inside = {word.removesuffix("'s") for text in sentences for word in INSIDE.findall(text)}
    return {word for word in inside if len(word) > 2 and word.lower() not in words} - OURS


@pytest.mark.parametrize("name", paths.deck_names())
def test_no_proper_name_of_a_deck_stands_in_the_package(name: str) -> None:
    names = proper_names(load_deck(name).model_dump())
    assert len(names) > 3
    for path, source in sources().items():
        found = names & set(WORD.findall(source))
        assert not found, f"{path.relative_to(ROOT)} holds {found} of the deck {name!r}"


@pytest.mark.parametrize("name", paths.deck_names())
def test_no_title_or_name_of_a_deck_stands_in_the_package(name: str) -> None:
    deck = load_deck(name)
    titles = {deck.title, deck.source.title, deck.source.outlet, *deck.source.authors}
    titles |= {card.title for team in deck.teams for card in team.cards} | {inject.title for inject in deck.injects}
    for path, source in sources().items():
        found = [title for title in titles if title.lower() in source.lower()]
        assert not found, f"{path.relative_to(ROOT)} holds {found} of the deck {name!r}"


@pytest.mark.parametrize("name", paths.deck_names())
def test_no_id_of_a_deck_stands_in_a_string_of_the_package(name: str) -> None:
    deck = load_deck(name)
    wanted = (ids(deck.model_dump()) | {name, deck.source.id}) - KINDS
    # What is written with a hyphen is an id wherever it stands; a plain word only as a string of its own.
    hyphened = {word for word in wanted if "-" in word}
    for path, source in sources().items():
        literals = {word for pair in re.findall(r"\"([\w-]+)\"|'([\w-]+)'", source) for word in pair}
        found = literals & wanted | hyphened & set(WORD.findall(source))
        assert not found, f"{path.relative_to(ROOT)} holds {found} of the deck {name!r}"


@pytest.mark.parametrize("name", paths.deck_names())
def test_the_name_of_a_deck_and_its_source_stand_nowhere_in_the_package(name: str) -> None:
    origin = load_deck(name).source.id
    for path, source in sources().items():
        assert name not in source, path
        assert origin not in source, path
