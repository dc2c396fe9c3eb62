"""A user's own copy of a source: what is kept of it, and what is believed when it is read again."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from smalldeck import small_deck

from exercise.deck.models import Source
from exercise.deckfiles import attach, attached, detach

TEXT = ("A garden should grow.", "It costs “money”.", "Then it grows.")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXERCISE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def source_of(*paragraphs: str, id: str = "leaflet") -> Source:
    straight = [text.replace("“", '"').replace("”", '"') for text in paragraphs]
    listed = [
        {"number": number, "kind": "body", "about": "x", "sha256": sha256(text.encode()).hexdigest()}
        for number, text in enumerate(straight, start=1)
    ]
    return Source.model_validate({**small_deck().source.model_dump(), "id": id, "paragraphs": listed})


def kept(home: Path) -> Path:
    return home / "copies" / "leaflet.txt"


def test_what_was_attached_is_read_again_by_number_as_it_was_written() -> None:
    source = source_of(*TEXT)
    found = attach(source, "Menu\n\n  A garden  should\u00a0grow. \r\n" + "\n".join(TEXT[1:]) + "\nFooter\n")
    assert found.complete
    assert attached(source) == dict(enumerate(TEXT, start=1))


def test_nothing_but_the_sources_own_paragraphs_is_kept(home: Path) -> None:
    attach(source_of(*TEXT), f"Secret notes.\n{TEXT[0]}\nSomething else.\n{TEXT[2]}\n")
    assert kept(home).read_text(encoding="utf-8") == f"{TEXT[0]}\n\n{TEXT[2]}\n"
    assert attached(source_of(*TEXT)) == {1: TEXT[0], 3: TEXT[2]}


def test_paragraphs_that_stand_elsewhere_are_kept_too() -> None:
    attach(source_of(*TEXT), "\n".join(reversed(TEXT)))
    assert attached(source_of(*TEXT)) == dict(enumerate(TEXT, start=1))


def test_two_paragraphs_of_the_same_words_are_both_found() -> None:
    source = source_of(TEXT[0], TEXT[1], TEXT[0])
    attach(source, f"{TEXT[0]}\n{TEXT[1]}\n{TEXT[0]}")
    assert attached(source) == {1: TEXT[0], 2: TEXT[1], 3: TEXT[0]}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_can_read_a_copy(home: Path) -> None:
    (home / "copies").mkdir(parents=True, mode=0o755)
    before = os.umask(0)
    try:
        attach(source_of(*TEXT), "\n".join(TEXT))
    finally:
        os.umask(before)
    assert stat.S_IMODE(kept(home).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept(home).parent.stat().st_mode) == 0o700


def test_where_no_paragraph_is_the_sources_nothing_is_written_and_an_older_copy_stays(home: Path) -> None:
    source = source_of(*TEXT)
    assert not attach(source, "Another text.").present
    assert not home.exists()
    attach(source, TEXT[0])
    attach(source, "Another text.")
    assert attached(source) == {1: TEXT[0]}


def test_a_new_copy_takes_the_place_of_the_old_one(home: Path) -> None:
    source = source_of(*TEXT)
    attach(source, TEXT[0])
    attach(source, TEXT[1])
    assert attached(source) == {2: TEXT[1]}
    assert [file.name for file in kept(home).parent.iterdir()] == ["leaflet.txt"]


def test_what_was_changed_in_the_file_is_left_out(home: Path) -> None:
    source = source_of(*TEXT)
    attach(source, "\n".join(TEXT))
    kept(home).write_text(f"{TEXT[0]}\n\nIt costs nothing.\n\n{TEXT[2]}\nMore.\n", encoding="utf-8")
    assert attached(source) == {1: TEXT[0], 3: TEXT[2]}


def test_another_edition_of_the_source_takes_what_is_still_its_own() -> None:
    attach(source_of(*TEXT), "\n".join(TEXT))
    assert attached(source_of("A new start.", TEXT[2])) == {2: TEXT[2]}


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\x00", b"x" * ((8 << 20) + 1), b"\n" * 100], ids=len)
def test_a_damaged_copy_is_as_good_as_none(home: Path, damage: bytes) -> None:
    source = source_of(*TEXT)
    attach(source, "\n".join(TEXT))
    kept(home).write_bytes(damage)
    assert attached(source) == {}


def test_bytes_that_are_no_text_spoil_only_their_own_paragraph(home: Path) -> None:
    source = source_of(*TEXT)
    attach(source, "\n".join(TEXT))
    kept(home).write_bytes(TEXT[0].encode() + b"\n\xff" + TEXT[1].encode() + b"\n" + TEXT[2].encode())
    assert attached(source) == {1: TEXT[0], 3: TEXT[2]}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", os.mkdir)], ids=["folder", "pipe"])
def test_what_is_no_plain_file_is_not_read(home: Path, make: object) -> None:
    kept(home).parent.mkdir(parents=True)
    make(kept(home))  # type: ignore[operator]
    assert attached(source_of(*TEXT)) == {}


def test_where_there_is_no_copy_there_are_no_paragraphs() -> None:
    assert attached(source_of(*TEXT)) == {}
    assert attached(source_of(*TEXT, id="con")) == {}


def test_a_copy_can_be_taken_away_again(home: Path) -> None:
    source = source_of(*TEXT)
    attach(source, "\n".join(TEXT))
    assert detach(source.id)
    assert attached(source) == {}
    assert not detach(source.id)


@pytest.mark.parametrize("name", ["../leaflet", "con", "", "a/b"])
def test_a_name_never_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="is no id of a source"):
        detach(name)


def test_a_disk_that_fails_leaves_the_old_copy_and_no_scraps(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = source_of(*TEXT)
    attach(source, TEXT[0])

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space left"):
        attach(source, TEXT[1])
    assert attached(source) == {1: TEXT[0]}
    assert [file.name for file in kept(home).parent.iterdir()] == ["leaflet.txt"]
