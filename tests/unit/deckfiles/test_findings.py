"""Every code, each from the tiny deck with one thing spoilt; and what a finding says."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exercise.deckfiles import (
    CODES,
    DeckCode,
    DeckError,
    load_deck,
    load_source,
    parse_deck,
    read_deck,
    read_handouts,
)
from exercise.deckfiles.finding import MOST_FINDINGS

LEDGER = "seeds/leaflet/claims.toml"
SOURCE = "seeds/leaflet/source.toml"
SECOND_LINK = """
[[links]]
cause = "water"
effect = "trees"
sign = "lowers"
strength = "weak"
because = "Roots rot."
claims = ["growth"]
"""
STRONG = """
[[claims]]
id = "{id}"
paragraph = 1
says = "More."
kind = "norm"
side = "for"
holder = "the author"
scheme = "practical-reasoning"
base = 0.7
because = "For the example."
{more}
questions = [{{ ask = "Is it?", burden = true }}]
"""


def change(file: str, old: str, new: str) -> Callable[[Any], None]:
    return lambda tiny: tiny.change(file, old, new)


def add(file: str, text: str) -> Callable[[Any], None]:
    return lambda tiny: tiny.add(file, text)


def write(file: str, content: str | bytes) -> Callable[[Any], None]:
    return lambda tiny: tiny.write(file, content)


def remove(file: str) -> Callable[[Any], None]:
    return lambda tiny: tiny.path(file).unlink()


def link_out(tiny: Any) -> None:
    tiny.write("seeds/elsewhere.md", "# Ants")
    tiny.path("briefs/ants.md").unlink()
    tiny.path("briefs/ants.md").symlink_to(tiny.path("seeds/elsewhere.md"))


def pipe(tiny: Any) -> None:
    tiny.path("world.toml").unlink()
    os.mkfifo(tiny.path("world.toml"))


def many_files(tiny: Any) -> None:
    for number in range(60):
        tiny.write(f"notes-{number}.md", "")


def strong_pillars(tiny: Any) -> None:
    # Energy .5 · (.5 + .7 + .7 + .7 + .7 - .3) = 1.5, h = 2.25 / 3.25 = .6923, and .5 + .5 · .6923 = .846.
    tiny.change(LEDGER, '["growth"]', '["growth", "one", "two", "three", "four"]')
    tiny.add(LEDGER, "".join(STRONG.format(id=name, more="") for name in ("one", "two", "three", "four")))
    tiny.change(LEDGER, 'scheme = "negative-consequences"\nbase = 0.5', 'scheme = "negative-consequences"\nbase = 0.3')


CASES: dict[DeckCode, tuple[Callable[[Any], None], str]] = {
    DeckCode.MISSING_FILE: (
        remove("cards/bees.toml"),
        "cards/bees.toml: this file is missing; write it",
    ),
    DeckCode.TOO_BIG: (
        write("world.toml", 'x = "' + "y" * 10_000_000 + '"'),
        "world.toml: this is larger than 1 MiB; no file of a deck needs to be",
    ),
    DeckCode.TOO_MANY_FILES: (
        many_files,
        ".: there are more than 64 files and folders; keep only what the deck needs",
    ),
    DeckCode.SYMLINK: (
        link_out,
        "briefs/ants.md: this is a symbolic link; put the file itself here",
    ),
    DeckCode.PATH: (
        change("deck.toml", '"leaflet"', '"../../etc"'),
        "deck.toml:4: source: '../../etc' is a path; give the name of a source, which is a folder in the seeds folder",
    ),
    DeckCode.UNREADABLE: (
        pipe,
        "world.toml: this is no ordinary file; put one here",
    ),
    DeckCode.NOT_UTF8: (
        write("briefs/ants.md", b"# Ants\n\nDig \xff.\n"),
        "briefs/ants.md:3: this isn't text in UTF-8; save the file as UTF-8",
    ),
    DeckCode.CONTROL_CHARACTER: (
        change("deck.toml", "A tiny deck", "A \\u001b[31mred\\u001b[0m deck"),
        "deck.toml:1: title: the control character U+001B may not be in a text; take it out",
    ),
    DeckCode.BAD_TOML: (
        change("deck.toml", 'summary = "', "summary = "),
        "deck.toml:2: this isn't TOML: invalid value",
    ),
    DeckCode.TOO_DEEP: (
        add("deck.toml", "draw_rounds = " + "[" * 50_000),
        "deck.toml:5: keys or values stand too deep inside each other; make it flat",
    ),
    DeckCode.UNKNOWN_KEY: (
        change("cards/ants.toml", 'title = "Dig a pond"', 'titel = "Dig a pond"'),
        "cards/ants.toml:15: cards[1].titel: a card has no key 'titel'; did you mean 'title'?",
    ),
    DeckCode.MISSING_KEY: (
        change("cards/ants.toml", 'title = "Dig a pond"\n', ""),
        "cards/ants.toml:13: cards[1].title: a card needs the key 'title'; add it",
    ),
    DeckCode.WRONG_TYPE: (
        change("world.toml", "start = 40", 'start = "40"'),
        "world.toml:16: indicators[1].start: this must be a whole number without quotes",
    ),
    DeckCode.UNKNOWN_VALUE: (
        change("world.toml", '"moderate"', '"moderat"'),
        "world.toml:25: links[0].strength: 'moderat' isn't one of the values that this may have; "
        "did you mean 'moderate'?",
    ),
    DeckCode.BAD_ID: (
        change("injects.toml", '"rain"', '"Rain!"'),
        "injects.toml:2: injects[0].id: 'Rain!' can't be an id; use lower-case words joined by hyphens",
    ),
    DeckCode.BAD_LENGTH: (
        change("world.toml", '"dry", ', ""),
        "world.toml:9: indicators[0].words: there must be 5 of these; 4 are given",
    ),
    DeckCode.OUT_OF_RANGE: (
        change("world.toml", "start = 40", "start = 99"),
        "world.toml:16: indicators[1].start: 99 is too large; the most is 98",
    ),
    DeckCode.BAD_VALUE: (
        change("teams.toml", ", at_least = 60", ""),
        "teams.toml:20: teams[1].objectives[0].when[0]: an indicator needs one of at_least, at_most; "
        "nothing else has them",
    ),
    DeckCode.UNKNOWN_CLAIM: (
        change("cards/ants.toml", '["growth", "cost"]', '["growth", "costs"]'),
        "cards/ants.toml:8: cards[0].claims[1]: no claim is called 'costs'; did you mean 'cost'?",
    ),
    DeckCode.UNKNOWN_INDICATOR: (
        change("world.toml", 'cause = "water"', 'cause = "watre"'),
        "world.toml:22: links[0].cause: no indicator is called 'watre'; did you mean 'water'?",
    ),
    DeckCode.UNKNOWN_CARD: (
        change("teams.toml", 'indicator = "trees", at_least = 60', 'played = "plant-oaks"'),
        "teams.toml:20: teams[1].objectives[0].when[0].played: no card is called 'plant-oaks'; "
        "did you mean 'plant-oak'?",
    ),
    DeckCode.UNKNOWN_TEAM: (
        write("briefs/ant.md", "# Ants"),
        "briefs/ant.md: no team of teams.toml is called 'ant'; rename the file or take it out; did you mean 'ants'?",
    ),
    DeckCode.UNKNOWN_SOURCE: (
        change("deck.toml", '"leaflet"', '"leaflets"'),
        "deck.toml:4: source: no source is called 'leaflets'; did you mean 'leaflet'?",
    ),
    DeckCode.UNKNOWN_PARAGRAPH: (
        change(LEDGER, "paragraph = 2", "paragraph = 3"),
        "seeds/leaflet/claims.toml:22: claims[1].paragraph: the source lists no paragraph 3; take one of source.toml",
    ),
    DeckCode.DUPLICATE_ID: (
        change("cards/bees.toml", '"plant-oak"', '"dig-well"'),
        "cards/bees.toml:14: cards[1].id: cards[0] of cards/ants.toml is card 'dig-well' already; "
        "give this one another",
    ),
    DeckCode.DUPLICATE_LINK: (
        add("world.toml", SECOND_LINK),
        "world.toml:31: links[1].effect: there is a link from 'water' to 'trees' already; keep one",
    ),
    DeckCode.REPEATED_CLAIM: (
        change("cards/ants.toml", '["growth", "cost"]', '["growth", "cost", "growth"]'),
        "cards/ants.toml:8: cards[0].claims[2]: 'growth' is in this list already; leave it out",
    ),
    DeckCode.WITHDRAWN_CLAIM: (
        lambda tiny: (
            tiny.add(LEDGER, STRONG.format(id="gone", more="withdrawn = true")),
            tiny.change("world.toml", '["growth"]', '["growth", "gone"]'),
            tiny.change("injects.toml", '["growth"]', '["growth", "gone"]'),
        ),
        "world.toml:8: indicators[0].claims[1]: the source took 'gone' back; only an inject may rest on it",
    ),
    DeckCode.SELF_LINK: (
        change("world.toml", 'effect = "trees"', 'effect = "water"'),
        "world.toml:23: links[0].effect: 'water' can't affect itself; leave this link out",
    ),
    DeckCode.SELF_CLAIM: (
        add(LEDGER, 'attacks = ["cost"]\n'),
        "seeds/leaflet/claims.toml:31: claims[1].attacks[0]: 'cost' can't bear on itself; leave it out",
    ),
    DeckCode.CLAIM_CIRCLE: (
        lambda tiny: (
            tiny.add(LEDGER, 'attacks = ["growth"]\n'),
            tiny.add(LEDGER, STRONG.format(id="more", more='supports = ["cost"]')),
            tiny.change(LEDGER, "base = 0.5", 'base = 0.5\nsupports = ["more"]'),
        ),
        "seeds/leaflet/claims.toml:32: claims[1].attacks[0]: claims may not run in a circle "
        "(growth → more → cost → growth); take one edge out",
    ),
    DeckCode.RESERVED_ID: (
        lambda tiny: (
            tiny.change("teams.toml", '"ants"', '"public"'),
            tiny.path("cards/ants.toml").rename(tiny.path("cards/public.toml")),
            tiny.path("briefs/ants.md").rename(tiny.path("briefs/public.md")),
        ),
        "teams.toml:2: teams[0].id: every exercise has a seat 'public'; call the team something else",
    ),
    DeckCode.OPENING_CARDS: (
        change("cards/ants.toml", "opening = true\n", ""),
        "cards/ants.toml: a team has exactly 2 cards with opening = true, and this one has 1",
    ),
    DeckCode.SECRET_OBJECTIVE: (
        change("teams.toml", "secret = true\n", ""),
        "teams.toml:5: teams[0].objectives: a team has exactly one secret objective, and this one has 0",
    ),
    DeckCode.LARGE_SHOCK: (
        change("cards/ants.toml", '"medium"', '"large"'),
        "cards/ants.toml:21: cards[1].full[0].amount: a card with a large shock is hard; make the shock smaller "
        'or difficulty = "hard"',
    ),
    DeckCode.NEVER_STANDS: (
        change("teams.toml", 'indicator = "trees", at_least = 60', 'standing = "plant-oak"'),
        "teams.toml:20: teams[1].objectives[0].when[0].standing: 'plant-oak' has no commitment that could stand; "
        "give it one or ask for played",
    ),
    DeckCode.DRAW_ROUNDS: (
        add("deck.toml", "draw_rounds = [2]\n"),
        'deck.toml:5: draw_rounds: no inject can be drawn; give one kind = "drawn" or leave this out',
    ),
    DeckCode.THESIS_START: (
        strong_pillars,
        "seeds/leaflet/claims.toml:1: thesis: the thesis starts at 0.846, and must be between 0.4 and 0.75; "
        "strengthen its objections",
    ),
    DeckCode.TEXT_DIFFERS: (
        change("seeds/leaflet/text.txt", "money", "time"),
        "seeds/leaflet/source.toml:18: paragraphs[1].sha256: paragraph 2 of 'text.txt' has another hash; "
        "mend the text or the hash",
    ),
}

ELSEWHERE = {DeckCode.NOT_FOUND, DeckCode.BAD_COPY, DeckCode.MORE}
"""Codes that no change of one file brings; each has a test of its own below."""


@pytest.mark.parametrize("code", CASES, ids=str)
def test_one_thing_spoilt_is_one_finding_that_says_where_and_what(code: DeckCode, tiny: Any) -> None:
    if code is DeckCode.UNREADABLE and not hasattr(os, "mkfifo"):
        pytest.skip("no pipes in folders here")
    spoil, expected = CASES[code]
    spoil(tiny)
    assert list(map(str, tiny.findings())) == [f"{expected} [{code.value}]"]


def test_every_code_is_exercised_and_means_something() -> None:
    assert set(CODES) == {code.value for code in DeckCode} == {*CASES, *ELSEWHERE}
    assert all(code.meaning.endswith(".") for code in DeckCode)


def test_the_tiny_deck_has_nothing_wrong_with_it(tiny: Any) -> None:
    deck, findings = read_deck(tiny.folder)
    assert findings == ()
    assert deck is not None
    assert deck.id == "tiny"
    assert deck.teams[0].brief == "# Ants\n\nYou dig."
    assert [card.id for card in deck.teams[1].cards] == ["sow-seed", "plant-oak"]


def test_handouts_are_read_where_a_deck_has_them_and_checked_with_it(tiny: Any) -> None:
    assert read_handouts(tiny.folder) == ({}, ())
    tiny.write("manual.md", "# Manual\n\nAll of you dig.\n")
    assert read_handouts(tiny.folder) == ({"manual": "# Manual\n\nAll of you dig."}, ())
    tiny.write("guide.md", "Let them\x1b[2J dig.\n")
    expected = "guide.md:1: the control character U+001B may not be in a text; take it out [deck.control-character]"
    assert list(map(str, read_handouts(tiny.folder)[1])) == [expected]
    assert list(map(str, tiny.findings())) == [expected]


def test_a_deck_that_is_not_there_is_a_finding_with_the_nearest_name(tmp_path: Path) -> None:
    deck, findings = read_deck(str(tmp_path / "nowhere"))
    assert deck is None
    assert [finding.code for finding in findings] == ["deck.not-found"]
    with pytest.raises(DeckError, match=r"no source .* 'leaflets'.*\[deck.not-found\]"):
        load_source("leaflets", tmp_path)


def test_a_copy_that_is_no_deck_is_refused_with_what_is_wrong() -> None:
    with pytest.raises(DeckError, match=r"deck.json: title: Field required \[deck.bad-copy\]"):
        parse_deck(b"{}")
    with pytest.raises(DeckError, match=r"\[deck.bad-copy\]"):
        parse_deck(b"not JSON")


def test_there_are_no_more_findings_than_anybody_would_read(tiny: Any) -> None:
    tiny.write("deck.toml", "".join(f"key-{number} = 1\n" for number in range(2 * MOST_FINDINGS)))
    findings = tiny.findings()
    assert len(findings) == MOST_FINDINGS + 1
    assert findings[-1].code == "deck.more"


def test_a_file_with_too_many_findings_does_not_pass_the_next_one_off_as_sound(tiny: Any) -> None:
    tiny.write(SOURCE, "".join(f"key-{number} = 1\n" for number in range(2 * MOST_FINDINGS)))
    tiny.change(LEDGER, 'objections = ["cost"]', 'objections = ["costs"]')
    deck, findings = read_deck(tiny.folder)
    assert deck is None
    assert findings[-1].code == "deck.more"


def test_everything_wrong_is_found_in_one_go_by_file_and_line(tiny: Any) -> None:
    for code in (
        DeckCode.UNKNOWN_KEY,
        DeckCode.UNKNOWN_CLAIM,
        DeckCode.UNKNOWN_TEAM,
        DeckCode.UNKNOWN_VALUE,
        DeckCode.WRONG_TYPE,
        DeckCode.DUPLICATE_LINK,
        DeckCode.SELF_CLAIM,
        DeckCode.UNKNOWN_PARAGRAPH,
        DeckCode.DRAW_ROUNDS,
        DeckCode.TEXT_DIFFERS,
    ):
        CASES[code][0](tiny)
    assert [(finding.file, finding.line, finding.code) for finding in tiny.findings()] == [
        ("briefs/ant.md", None, "deck.unknown-team"),
        ("cards/ants.toml", 8, "deck.unknown-claim"),
        ("cards/ants.toml", 15, "deck.unknown-key"),
        ("deck.toml", 5, "deck.draw-rounds"),
        ("seeds/leaflet/claims.toml", 22, "deck.unknown-paragraph"),
        ("seeds/leaflet/claims.toml", 31, "deck.self-claim"),
        ("seeds/leaflet/source.toml", 18, "deck.text-differs"),
        ("world.toml", 16, "deck.wrong-type"),
        ("world.toml", 25, "deck.unknown-value"),
        ("world.toml", 31, "deck.duplicate-link"),
    ]


def test_an_error_holds_every_finding(tiny: Any) -> None:
    tiny.change("deck.toml", "title", "titel")
    tiny.change("world.toml", "start = 50", "start = 0")
    with pytest.raises(DeckError) as caught:
        load_deck(tiny.folder)
    assert caught.value.findings == tiny.findings()
    assert len(str(caught.value).splitlines()) == 2
