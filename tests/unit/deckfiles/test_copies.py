"""The copy of a deck inside a save, and where a deck's source is looked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from exercise import paths
from exercise.deckfiles import DeckError, deck_digest, dump_deck, load_deck, load_source, parse_deck, read_deck


def test_parsing_what_was_dumped_gives_the_same_deck_and_the_same_bytes(tiny: Any) -> None:
    deck = load_deck(tiny.folder)
    data = dump_deck(deck)
    assert parse_deck(data) == deck
    assert dump_deck(parse_deck(data)) == data


def test_a_dump_is_canonical(tiny: Any) -> None:
    tiny.change("deck.toml", "A tiny deck", "Ein kleines Stück “Garten”")
    data = dump_deck(load_deck(tiny.folder))
    assert data.isascii()
    assert data == json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode()
    assert deck_digest(data) == sha256(data).hexdigest()


def test_a_dump_is_the_same_in_every_process(tiny: Any) -> None:
    code = f"from exercise.deckfiles import *; print(deck_digest(dump_deck(load_deck({str(tiny.folder)!r}))))"
    root = Path(paths.__file__).parent.parent
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert digests == {deck_digest(dump_deck(load_deck(tiny.folder))) + "\n"}


@pytest.mark.parametrize("mark", ["\x1b", "\x9b", "\t", "\u202e", "\x7f"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_copy_with_control_characters_is_refused(mark: str, ascii_only: bool, tiny: Any) -> None:
    data = json.loads(dump_deck(load_deck(tiny.folder)))
    data["teams"][1]["brief"] = f"a\n{mark}b"
    with pytest.raises(DeckError, match=r"deck.json: teams\[1\].brief: .* \[deck.bad-copy\]"):
        parse_deck(json.dumps(data, ensure_ascii=ascii_only).encode())


@pytest.mark.parametrize("name", ["title", "summary"])
def test_a_copy_with_a_line_break_where_none_may_be_is_refused(name: str, tiny: Any) -> None:
    data = json.loads(dump_deck(load_deck(tiny.folder)))
    data["teams"][1]["brief"] = "a\nb"
    data[name] = "a\nb"
    with pytest.raises(DeckError, match=rf"deck.json: {name}: a line break may not be here"):
        parse_deck(json.dumps(data).encode())


def test_a_copy_may_hold_backslashes_and_lines_where_a_deck_may(tiny: Any) -> None:
    tiny.change("deck.toml", '"A tiny deck"', r"'A \u001b deck'")
    deck = load_deck(tiny.folder)
    assert deck.title == r"A \u001b deck"
    assert parse_deck(dump_deck(deck)) == deck


def test_a_source_is_looked_for_beside_the_decks_first_then_where_sources_are_shipped(
    tiny: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert load_deck(tiny.folder).source.title == "A leaflet"
    shipped = tmp_path / "shipped"
    tiny.seeds.rename(shipped)
    assert [finding.code for finding in read_deck(tiny.folder)[1]] == ["deck.unknown-source"]
    assert load_deck(tiny.folder, shipped).source.title == "A leaflet"
    monkeypatch.setattr(paths, "seeds_folder", lambda: shipped)
    assert load_deck(tiny.folder).source.title == "A leaflet"


def test_a_deck_is_given_by_name_too(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "decks_folder", lambda: tiny.folder.parent)
    assert load_deck("tiny") == load_deck(tiny.folder) == load_deck(str(tiny.folder))
    with pytest.raises(DeckError, match="did you mean 'tiny'"):
        load_deck("tinny")


def test_a_deck_is_given_by_the_folder_that_one_stands_in(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny.folder)
    assert load_deck(".").id == "tiny"


def test_a_source_loads_without_a_deck(tiny: Any) -> None:
    source, ledger = load_source("leaflet", tiny.seeds)
    assert (source.id, ledger.thesis.id) == ("leaflet", "garden")
    assert load_source(tiny.seeds / "leaflet") == (source, ledger)
    tiny.change("seeds/leaflet/claims.toml", '["cost"]', '["costs"]')
    with pytest.raises(DeckError, match="did you mean 'cost'"):
        load_source("leaflet", tiny.seeds)


@pytest.mark.parametrize("name", paths.deck_names())
def test_every_shipped_deck_loads_and_survives_a_save(name: str) -> None:
    deck = load_deck(name)
    assert parse_deck(dump_deck(deck)) == deck
