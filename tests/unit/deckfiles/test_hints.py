"""What findings say beyond their code, circles and withdrawn claims among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exercise.deckfiles import Finding

LEDGER = "seeds/leaflet/claims.toml"
SOURCE = "seeds/leaflet/source.toml"
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


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (
            change("world.toml", '"moderate"', '"fierce"'),
            "world.toml:25: links[0].strength: 'fierce' isn't one of the values that this may have; "
            "choose from moderate, strong, weak [deck.unknown-value]",
        ),
        (
            change(LEDGER, "base = 0.5", "base = 0.56"),
            "seeds/leaflet/claims.toml:16: claims[0].base: a base score is one of 0.3, 0.4, 0.5, 0.6, 0.7, "
            "not 0.56; did you mean '0.6'? [deck.unknown-value]",
        ),
        (
            change("world.toml", "start = 50", "start = " + "9" * 5_000),
            "world.toml:6: this isn't TOML: a number has far too many digits [deck.bad-toml]",
        ),
        (
            change("world.toml", "start = 50", "start = 0x" + "f" * 5_000),
            "world.toml:6: indicators[0].start: this number is far too large; write a smaller one [deck.out-of-range]",
        ),
        (
            change(SOURCE, '"2026-01-01"', "2026-01-01"),
            "seeds/leaflet/source.toml:4: date: this must be text; put '2026-01-01' in quotes [deck.wrong-type]",
        ),
        (
            change("world.toml", "[[links]]", "[links]"),
            "world.toml:21: links: this must be a list of tables; write [[links]] over each [deck.wrong-type]",
        ),
        (
            change("teams.toml", 'name = "Ants"', 'name = "Ants"\nbrief = "They dig."'),
            "teams.toml:4: teams[0].brief: 'brief' belongs in briefs/<team>.md; move it there [deck.unknown-key]",
        ),
        (
            change("deck.toml", '"A tiny deck"', '"""A tiny\ndeck"""'),
            "deck.toml:1: title: a line break may not be here; write one line [deck.control-character]",
        ),
        (
            write("briefs/ants.md", "# Ants\n\x1b[2J\n"),
            "briefs/ants.md:2: the control character U+001B may not be in a text; take it out [deck.control-character]",
        ),
        (
            write("briefs/ants.md", "x" * 12_001),
            "briefs/ants.md: this has 12001 characters, and 12000 is the most; make it shorter [deck.bad-length]",
        ),
        (
            write("briefs/ants.md", " \n"),
            "briefs/ants.md: this is empty; write a page in the team's own view [deck.bad-length]",
        ),
        (
            change(SOURCE, "text.txt", "../x"),
            "seeds/leaflet/source.toml:6: text: '../x' is no file name; give the name of a text beside source.toml "
            "[deck.path]",
        ),
        (
            change(LEDGER, 'pillars = ["growth"]', 'pillars = ["growth", "cost"]'),
            "seeds/leaflet/claims.toml:6: thesis.objections[0]: 'cost' is in pillars too; leave one out "
            "[deck.repeated-claim]",
        ),
        (
            change(LEDGER, 'objections = ["cost"]', 'objections = ["costs"]'),
            "seeds/leaflet/claims.toml:6: thesis.objections[0]: no claim is called 'costs'; did you mean 'cost'? "
            "[deck.unknown-claim]",
        ),
    ],
)
def test_a_finding_says_what_would_do(spoil: Callable[[Any], None], expected: str, tiny: Any) -> None:
    spoil(tiny)
    assert list(map(str, tiny.findings())) == [expected]


def test_a_withdrawn_claim_holds_up_no_other_claim_and_no_thesis(tiny: Any) -> None:
    tiny.add(LEDGER, STRONG.format(id="gone", more='withdrawn = true\nsupports = ["growth"]'))
    tiny.change(LEDGER, 'objections = ["cost"]', 'objections = ["cost", "gone"]')
    assert [(finding.code, finding.key) for finding in tiny.findings()] == [
        ("deck.withdrawn-claim", "thesis.objections[1]"),
        ("deck.withdrawn-claim", "claims[2].supports"),
    ]


def test_every_circle_is_named(tiny: Any) -> None:
    for one, other in (("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c")):
        tiny.add(LEDGER, STRONG.format(id=one, more=f'supports = ["{other}"]'))
    assert [finding.message for finding in tiny.findings()] == [
        "claims may not run in a circle (a → b → a); take one edge out",
        "claims may not run in a circle (c → d → e → c); take one edge out",
    ]


def test_a_file_that_cannot_be_read_hides_no_finding_elsewhere_and_brings_no_false_one(tiny: Any) -> None:
    tiny.write(LEDGER, "[[claims")
    tiny.write("world.toml", "[[[")
    tiny.change("teams.toml", "name", "nmae")
    assert [(finding.file, finding.code) for finding in tiny.findings()] == [
        ("seeds/leaflet/claims.toml", "deck.bad-toml"),
        ("teams.toml", "deck.unknown-key"),
        ("world.toml", "deck.bad-toml"),
    ]


def test_no_text_of_a_finding_holds_what_a_terminal_obeys() -> None:
    finding = Finding("deck.bad-id", "a\x1b[2J", 3, "k\u202e", "m\x07\n", "n\x9b")
    assert str(finding) == r"a\x1b[2J:3: k\u202e: m\x07\n; did you mean 'n\\x9b'? [deck.bad-id]"
