"""Decks from strangers: nothing outside their folder is read, nothing hangs, nothing raises."""

from __future__ import annotations

import os
import time
import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise.deckfiles import load_deck, read_deck

needs_links = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes need rights here")


def codes(tiny: Any) -> list[tuple[str, str]]:
    return [(finding.file, finding.code) for finding in tiny.findings()]


@pytest.mark.parametrize("path", ["../../etc", "/etc", "..", "a/b", "a\\b", ".hidden", "C:\\seeds"])
def test_a_source_is_a_name_and_no_path(path: str, tiny: Any) -> None:
    tiny.change("deck.toml", '"leaflet"', f"'{path}'")
    assert codes(tiny) == [("deck.toml", "deck.path")]


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "..", "sub/text.txt", "a\\b", "C:x", "con", "text.txt:stream"])
def test_a_text_is_a_file_beside_its_source_and_no_path(path: str, tiny: Any) -> None:
    tiny.change("seeds/leaflet/source.toml", '"text.txt"', f"'{path}'")
    assert codes(tiny) == [("seeds/leaflet/source.toml", "deck.path")]


def test_a_team_whose_id_is_a_path_reads_no_file(tiny: Any) -> None:
    tiny.write("secret.toml", "[[cards]]")
    tiny.change("teams.toml", '"ants"', '"../secret"')
    assert ("teams.toml", "deck.bad-id") in codes(tiny)
    assert not any("secret" in finding.file for finding in tiny.findings())


@needs_links
def test_links_are_refused_wherever_they_lead(tiny: Any) -> None:
    tiny.path("cards").rename(tiny.root / "cards")
    tiny.path("cards").symlink_to(tiny.root / "cards")
    tiny.path("briefs/bees.md").unlink()
    tiny.path("briefs/bees.md").symlink_to("ants.md")
    tiny.path("loop").symlink_to(".")
    assert codes(tiny) == [("briefs/bees.md", "deck.symlink"), ("cards", "deck.symlink"), ("loop", "deck.symlink")]


@needs_links
def test_a_source_that_is_a_link_is_refused(tiny: Any) -> None:
    tiny.path("seeds/leaflet").rename(tiny.root / "elsewhere")
    tiny.path("seeds/leaflet").symlink_to(tiny.root / "elsewhere")
    assert codes(tiny) == [("deck.toml", "deck.symlink")]


@needs_links
def test_a_link_that_takes_a_file_s_place_after_the_look_is_not_followed(
    tiny: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tiny.root / "secret"
    secret.write_text("x = 1")
    real = os.open

    def swap(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith("world.toml"):
            os.unlink(path)
            os.symlink(secret, path)
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", swap)
    assert codes(tiny) == [("world.toml", "deck.unreadable")]


def test_hidden_files_are_neither_read_nor_counted(tiny: Any) -> None:
    for number in range(100):
        tiny.write(f".git/{number}", b"\xff")
    assert tiny.findings() == ()


def test_ten_megabytes_in_one_string_are_refused_at_once(tiny: Any) -> None:
    tiny.change("deck.toml", "A tiny deck", "A" * 10_000_000)
    start = time.perf_counter()
    assert codes(tiny) == [("deck.toml", "deck.too-big")]
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("world.toml", "a." * 500_000 + "a = 1"),
        ("world.toml", "a = " + "[" * 1_000_000),
        ("world.toml", "a = " + "{a=" * 300_000),
        ("world.toml", "[[links]]\n" * 50_000),
        ("world.toml", 'a = """' + '""\\' * 300_000),
        ("teams.toml", "[[teams]]\nid='x'\n" * 30_000),
        (
            "seeds/leaflet/claims.toml",
            "".join(f"[[claims]]\nid='c{i}'\nsupports=['c{i + 1}']\n" for i in range(10_000)),
        ),
        ("seeds/leaflet/claims.toml", "[[claims]]\nid='a'\nsupports=[" + "'a'," * 200_000 + "]"),
    ],
    ids=["dots", "brackets", "braces", "tables", "quotes", "teams", "chain", "list"],
)
def test_a_file_that_is_made_to_be_slow_is_read_in_seconds(file: str, text: str, tiny: Any) -> None:
    tiny.write(file, text)
    start = time.perf_counter()
    assert tiny.findings()
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("mark", ["\\u001b[31m", "\\u009b31m", "\\b", "\\t", "\\u007f", "\\u2028", "\\u202e", "\\r"])
def test_control_characters_are_refused_in_every_text(mark: str, tiny: Any) -> None:
    for file, old in (
        ("deck.toml", "There is a garden."),
        ("teams.toml", "They dig."),
        ("world.toml", "flooded"),
        ("injects.toml", "It rains."),
        ("cards/bees.toml", "Who pays?"),
        ("seeds/leaflet/source.toml", "Nowhere"),
        ("seeds/leaflet/claims.toml", "Is it?"),
    ):
        tiny.change(file, old, old + mark)
    assert [code for _, code in codes(tiny)] == ["deck.control-character"] * 7
    assert all(finding.message.isprintable() for finding in tiny.findings())


def test_markup_and_quotes_stay_text(tiny: Any) -> None:
    tiny.change("deck.toml", '"A tiny deck"', '"[bold]A[/bold] <b>tiny</b> =deck() {{x}}"')
    assert load_deck(tiny.folder).title == "[bold]A[/bold] <b>tiny</b> =deck() {{x}}"


def test_a_key_that_holds_an_escape_sequence_is_shown_escaped(tiny: Any) -> None:
    tiny.add("deck.toml", '"\\u001b[2J" = 1\n')
    (finding,) = tiny.findings()
    assert finding.code == "deck.unknown-key"
    assert str(finding).isprintable()


def test_pages_may_have_lines_and_windows_line_ends(tiny: Any) -> None:
    tiny.change("deck.toml", '"There is a garden."', '"""\nThere is\na garden.\n"""')
    tiny.write("deck.toml", b"\xef\xbb\xbf" + tiny.path("deck.toml").read_bytes().replace(b"\n", b"\r\n"))
    tiny.write("briefs/ants.md", "# Ants\r\n\r\nYou dig.\r\n")
    deck = load_deck(tiny.folder)
    assert deck.scenario == "There is\na garden."
    assert deck.teams[0].brief == "# Ants\n\nYou dig."


JUNK = st.one_of(
    st.none(),
    st.integers(-3, 200),
    st.booleans(),
    st.floats(),
    st.text(max_size=6),
    st.sampled_from(["growth", "cost", "water", "ants", "dig-well", "../x", "\x1b", "x" * 2_000]),
    st.dates(),
    st.lists(st.one_of(st.text(max_size=3), st.integers(), st.just({"id": ["x"]})), max_size=3),
    st.dictionaries(st.sampled_from(["id", "claims", "x"]), st.one_of(st.integers(), st.text(max_size=3)), max_size=2),
)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_a_deck_with_any_value_replaced_by_any_other_loads_or_says_why(tiny: Any, data: st.DataObject) -> None:
    files = ["deck.toml", "teams.toml", "world.toml", "injects.toml", "cards/ants.toml"]
    files += ["seeds/leaflet/source.toml", "seeds/leaflet/claims.toml"]
    file = data.draw(st.sampled_from(files))
    original = tiny.path(file).read_text(encoding="utf-8")
    tables = tomllib.loads(original)
    try:
        for _ in range(data.draw(st.integers(1, 3))):
            holder: Any = tables
            while True:
                places = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
                if not places:
                    break
                place = data.draw(st.sampled_from(places))
                if isinstance(holder[place], (dict, list)) and data.draw(st.integers(0, 3)):
                    holder = holder[place]
                    continue
                junk = deepcopy(data.draw(JUNK))  # A later turn may change what an earlier one put in.
                if junk is None:
                    del holder[place]
                else:
                    holder[place] = junk
                break
        tiny.write(file, tomli_w.dumps(tables).encode("utf-8", "replace"))
        deck, findings = read_deck(tiny.folder)
        assert (deck is None) == bool(findings)
        assert all(str(finding).isprintable() for finding in findings)
    finally:
        tiny.write(file, original)


@given(st.binary(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_any_bytes_in_place_of_a_file_are_a_finding(tiny: Any, junk: bytes) -> None:
    original = tiny.path("world.toml").read_bytes()
    try:
        tiny.write("world.toml", junk)
        deck, findings = read_deck(tiny.folder)
        assert deck is None
        assert findings
    finally:
        tiny.write("world.toml", original)


def test_a_deck_s_folder_names_the_deck(tiny: Any) -> None:
    tiny.folder.rename(tiny.folder.with_name("Tiny deck"))
    deck, findings = read_deck(Path(tiny.root / "decks" / "Tiny deck"))
    assert deck is None
    assert [(finding.file, finding.code) for finding in findings] == [(".", "deck.bad-id")]


@pytest.mark.parametrize("key", ["pillars", "objections"])
def test_a_date_where_the_thesis_names_a_claim_is_a_finding(tiny: Any, key: str) -> None:
    tables = tomllib.loads(tiny.path("seeds/leaflet/claims.toml").read_text(encoding="utf-8"))
    tables["thesis"][key][0] = date(2000, 1, 1)
    tiny.write("seeds/leaflet/claims.toml", tomli_w.dumps(tables))
    deck, findings = read_deck(tiny.folder)
    assert deck is None
    assert "deck.wrong-type" in [finding.code for finding in findings]
