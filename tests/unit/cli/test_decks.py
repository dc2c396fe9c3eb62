"""Listing, checking and showing decks, among them those of strangers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import change, copy_of_deck, run, source_beside

from exercise import paths
from exercise.deckfiles import load_deck

CIRCLE = """
[[claims]]
id = "chicken"
paragraph = {paragraph}
says = "The chicken was first."
kind = "fact"
side = "for"
holder = "the farmer"
scheme = "sign"
base = 0.5
because = "For the example."
supports = ["egg"]
questions = [{{ ask = "Was it?", burden = true }}]

[[claims]]
id = "egg"
paragraph = {paragraph}
says = "The egg was first."
kind = "fact"
side = "for"
holder = "the farmer"
scheme = "sign"
base = 0.5
because = "For the example."
supports = ["chicken"]
questions = [{{ ask = "Was it?", burden = true }}]
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return a copy of a deck to spoil."""
    return copy_of_deck(tmp_path)


def first_cards(deck: Path) -> Path:
    return sorted((deck / "cards").iterdir())[0]


def test_the_list_names_every_deck_with_its_title() -> None:
    shown = run("deck", "list")
    assert (shown.code, shown.err) == (0, "")
    head, *rows = shown.out.splitlines()
    assert head.split() == ["NAME", "TITLE", "TEAMS", "CARDS"]
    assert [row.split()[0] for row in rows] == list(paths.deck_names())
    for name, row in zip(paths.deck_names(), rows, strict=True):
        assert load_deck(name).title[:40] in row


def test_a_deck_with_findings_is_listed_with_how_to_see_them(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exercise.paths.decks_folder", lambda: deck.parent)
    (deck / "world.toml").unlink()
    shown = run("deck", "list")
    assert shown.code == 0
    assert re.search(r"^mine +has \d+ findings?; see 'exercise deck check mine'$", shown.out, re.MULTILINE)


@pytest.mark.parametrize("name", paths.deck_names())
def test_every_deck_that_is_shipped_loads_and_can_be_checked(name: str) -> None:
    done = run("deck", "check", name)
    assert done.err == ""
    assert done.out.splitlines()[-1].startswith(f"{name}: ")
    assert "[deck." not in done.out


def test_the_tutorial_has_no_findings() -> None:
    done = run("deck", "check", "tutorial")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("tutorial: no findings; ")
    assert done.out.endswith(" and 21 claims (1 withdrawn by the source)\n")
    assert done.out.count("\n") == 1


def test_a_deck_without_a_withdrawn_claim_counts_its_claims_alone(deck: Path) -> None:
    change(source_beside(deck) / "claims.toml", "withdrawn = true", "withdrawn = false")
    assert re.search(r" and 21 claims\n\Z", run("deck", "check", deck).out)


def test_what_only_a_world_or_a_play_shows_is_told_once_a_deck_loads(deck: Path) -> None:
    change(deck / "teams.toml", r"at_least = \d+", "at_least = 99")
    done = run("deck", "check", deck)
    assert (done.code, done.err) == (1, "")
    told, count = done.out.splitlines()
    assert re.fullmatch(r"teams\.toml: teams\[0\]\.objectives\[3\]\.when\[0\]: .* \[check\.impossible-level\]", told)
    assert count == "mine: 1 finding"


def test_advice_is_marked_and_is_no_finding(deck: Path) -> None:
    brief = sorted((deck / "briefs").iterdir())[0]
    brief.write_text("Talk.", encoding="utf-8")
    done = run("deck", "check", deck)
    assert (done.code, done.err) == (0, "")
    told, count = done.out.splitlines()
    assert re.fullmatch(rf"advice: briefs/{brief.name}: .* must have .* \[check\.brief-length\]", told)
    assert count.startswith("mine: no findings and 1 piece of advice; ")


def test_findings_and_advice_are_counted_apart(deck: Path) -> None:
    change(deck / "teams.toml", r"at_least = \d+", "at_least = 99")
    sorted((deck / "briefs").iterdir())[0].write_text("Talk.", encoding="utf-8")
    done = run("deck", "check", deck)
    assert done.code == 1
    assert done.out.splitlines()[-1] == "mine: 1 finding and 1 piece of advice"


@pytest.mark.parametrize("name", paths.deck_names())
def test_show_tells_a_deck_s_scene_teams_and_indicators(name: str) -> None:
    shown = run("deck", "show", name)
    assert (shown.code, shown.err) == (0, "")
    deck = load_deck(name)
    assert shown.out.startswith(deck.title)
    for part in (*deck.teams, *deck.indicators):
        assert part.name in shown.out


def test_a_deck_is_checked_wherever_it_is(deck: Path) -> None:
    assert run("deck", "check", deck).out.startswith("mine: no findings; ")


def missing_claim(deck: Path) -> str:
    change(first_cards(deck), r'(claims = \["[a-z-]+)"', r'\1z"')
    return r"cards/\S+\.toml:\d+: cards\[0\]\.claims\[0\]: .*did you mean '[a-z-]+'\? \[deck\.unknown-claim\]"


def support_cycle(deck: Path) -> str:
    paragraph = load_deck(deck).ledger.claims[0].paragraph
    claims = source_beside(deck) / "claims.toml"
    claims.write_text(claims.read_text(encoding="utf-8") + CIRCLE.format(paragraph=paragraph), encoding="utf-8")
    return r"claims\.toml:\d+: .*\(.*chicken.* → .*\).* \[deck\.claim-circle\]"


def huge_text(deck: Path) -> str:
    change(deck / "deck.toml", 'summary = "', 'summary = "' + "x" * 10_000_000)
    return r"deck\.toml: this is larger than 1 MiB; .* \[deck\.too-big\]"


def climbing_source(deck: Path) -> str:
    change(deck / "deck.toml", r'source = ".*"', 'source = "../../seeds/secret"')
    return r"deck\.toml:\d+: source: '\.\./\.\./seeds/secret' is a path; .* \[deck\.path\]"


def climbing_text(deck: Path) -> str:
    change(source_beside(deck) / "source.toml", r'text = ".*"', 'text = "../../secret.txt"')
    return r"source\.toml:\d+: text: '\.\./\.\./secret\.txt' is no file name; .* \[deck\.path\]"


def climbing_link(deck: Path) -> str:
    (deck / "world.toml").unlink()
    (deck / "world.toml").symlink_to("/etc/hostname")
    return r"world\.toml: this is a symbolic link; put the file itself here \[deck\.symlink\]"


def escape_sequence(deck: Path) -> str:
    change(deck / "deck.toml", r'title = "', r'title = "\\u001b[31m')
    return r"deck\.toml:\d+: title: the control character U\+001B may not be in a text; take it out"


def unknown_key_with_escapes(deck: Path) -> str:
    change(deck / "deck.toml", r"\A", r'"\\u001b[2J[bold]" = 1' + "\n")
    return r"deck\.toml:1: .*\[deck\.unknown-key\]"


def not_toml(deck: Path) -> str:
    (deck / "world.toml").write_text("[[indicators]\n", encoding="utf-8")
    return r"world\.toml:1: this isn't TOML: .*\[deck\.bad-toml\]"


SPOILERS = [
    missing_claim,
    support_cycle,
    huge_text,
    climbing_source,
    climbing_text,
    climbing_link,
    escape_sequence,
    unknown_key_with_escapes,
    not_toml,
]


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
def test_a_spoiled_deck_is_told_with_place_and_remedy_and_nothing_else_breaks(
    spoil: Callable[[Path], str], deck: Path, saves: Path
) -> None:
    says = spoil(deck)
    checked = run("deck", "check", deck)
    assert (checked.code, checked.err) == (1, "")
    *found, count = checked.out.splitlines()
    assert any(re.search(says, line) for line in found), checked.out
    assert all(len(line) < 1_000 for line in found)
    assert re.fullmatch(rf"mine: {len(found)} findings?", count)
    for words in (("deck", "show", deck), ("simulate", "--seed", "7", "--out", "demo", "--deck", deck)):
        done = run(*words)
        assert done.code == 2
        assert re.fullmatch(r"the deck 'mine' has \d+ findings?; see 'exercise deck check .*'", done.complaint)
    assert not saves.exists()


def test_everything_that_is_wrong_is_told_at_once(deck: Path) -> None:
    patterns = [missing_claim(deck), not_toml(deck), escape_sequence(deck)]
    said = run("deck", "check", deck).out
    for pattern in patterns:
        assert re.search(pattern, said)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("tutoral", "there is no deck called 'tutoral'; did you mean 'tutorial'?"),
        ("zzz", "there is no deck called 'zzz'; see 'exercise deck list'"),
        ("no/where", "there is no folder 'no/where'; see 'exercise deck list', or give the folder of a deck"),
        (
            "../../etc\x00",
            "there is no folder '../../etc\\x00'; see 'exercise deck list', or give the folder of a deck",
        ),
        ("\x1b[2J", "there is no deck called '\\x1b[2J'; see 'exercise deck list'"),
    ],
)
@pytest.mark.parametrize("words", [("deck", "check"), ("deck", "show"), ("play", "--deck")], ids=" ".join)
def test_a_deck_that_is_not_there_is_told_with_what_comes_nearest(words: tuple[str, ...], name: str, says: str) -> None:
    done = run(*words, name)
    assert done.code == 2
    assert done.complaint == says


def test_a_folder_that_is_no_deck_has_findings(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("deck", "check", tmp_path / "empty")
    assert done.code == 1
    assert "deck.toml: this file is missing; write it [deck.missing-file]" in done.out


def test_a_page_of_a_deck_is_printed_as_it_stands(deck: Path) -> None:
    (deck / "manual.md").write_text("## What this is\n\nA [bold]game[/bold].\n", encoding="utf-8")
    team = load_deck(deck).teams[0]
    assert run("deck", "read", str(deck), "manual").out == "## What this is\n\nA [bold]game[/bold].\n"
    assert run("deck", "read", str(deck), team.id).out == f"{team.brief}\n"


def test_a_page_that_a_deck_does_not_have_is_refused_with_those_that_it_has(deck: Path) -> None:
    (deck / "guide.md").unlink()
    teams = [team.id for team in load_deck(deck).teams]
    refused = run("deck", "read", str(deck), "guide")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"exercise: the deck {deck.name!r} has no 'guide'; it has manual, {' and '.join(teams)}\n"
    assert "has no page called 'nobody'" in run("deck", "read", str(deck), "nobody").err
