"""Paragraphs and a user's copy of them."""

from __future__ import annotations

from hashlib import sha256

import pytest

from exercise.deck.models import Paragraph, Source
from exercise.deckfiles import normalise, paragraph_hash, paragraphs_of, verify_source

TEXTS = {
    1: ("heading", "THE GARDEN"),
    2: ("body", "A garden should grow."),
    3: ("furniture", "Subscribe now"),
    4: ("body", "It costs money."),
    5: ("pull-quote", "Money grows."),
    6: ("body", "So does the garden."),
    7: ("correction", "An earlier version was wrong."),
}


def source() -> Source:
    return Source(
        id="leaflet",
        title="A leaflet",
        authors=("Someone",),
        outlet="Nowhere",
        date="2026-01-01",
        rights="Free.",
        paragraphs=tuple(
            Paragraph.model_validate({"number": number, "kind": kind, "about": "x", "sha256": paragraph_hash(text)})
            for number, (kind, text) in TEXTS.items()
        ),
    )


def statuses(text: str) -> dict[int, str]:
    return {match.paragraph.number: match.status for match in verify_source(source(), text).matches}


def lines(*numbers: int | str) -> str:
    return "\n\n".join(TEXTS[number][1] if isinstance(number, int) else number for number in numbers)


ALL = dict.fromkeys([1, 2, 4, 5, 6, 7], "present")


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  a \t b\n", "a b"),
        ("“a” ‘b’ „c‟ ‚d‛", "\"a\" 'b' \"c\" 'd'"),
        ("a\u00a0b\u2003c", "a b c"),
        ("ﬁne ①", "fine 1"),
        ("e\u0301", "é"),
        ("–—…", "–—..."),
    ],
)
def test_a_text_is_normalised_to_nfkc_straight_quotes_and_single_spaces(text: str, normal: str) -> None:
    assert normalise(text) == normal
    assert normalise(normal) == normal


def test_a_hash_is_that_of_the_normalised_text() -> None:
    assert paragraph_hash(" “a” \u00a0 b ") == sha256(b'"a" b').hexdigest()


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    assert paragraphs_of("\n a\n\u00a0\n\nb  c\r\n") == ("a", "b c")


def test_a_whole_copy_is_present_and_complete() -> None:
    found = verify_source(source(), lines(*TEXTS))
    assert statuses(lines(*TEXTS)) == ALL
    assert found.complete
    assert found.extra == 0
    assert [match.line for match in found.matches] == [1, 2, 4, 5, 6, 7]


def test_furniture_is_not_asked_for_and_other_furniture_is_extra() -> None:
    found = verify_source(source(), lines("Menu", 1, 2, 4, "Buy this", 5, 6, 7, "Footer", "More"))
    assert {match.paragraph.number: match.status for match in found.matches} == ALL
    assert found.extra == 4


def test_quotes_and_spaces_make_no_difference() -> None:
    assert statuses(lines(*TEXTS).replace("A garden", " A\u00a0 garden")) == ALL


def test_what_stands_elsewhere_moved() -> None:
    found = verify_source(source(), lines(1, 2, 4, 6, 7, 5))
    assert [match.paragraph.number for match in found.moved] == [5]
    assert found.moved[0].line == 6
    assert found.complete
    assert found.extra == 0


def test_a_paragraph_in_whose_place_another_stands_differs() -> None:
    found = verify_source(source(), lines(1, 2, 3, "It costs time.", 5, 6, 7))
    assert {match.paragraph.number: match.status for match in found.matches} == ALL | {4: "differs"}
    assert found.differs[0].line == 4
    assert not found.complete
    assert found.extra == 0


def test_a_paragraph_in_whose_place_nothing_stands_is_missing() -> None:
    found = verify_source(source(), lines(1, 2, 3, 5, 6, 7, "Footer"))
    assert [(match.paragraph.number, match.line) for match in found.missing] == [(4, None)]
    assert found.extra == 1


def test_of_two_paragraphs_with_one_other_in_their_place_one_differs_and_one_is_missing() -> None:
    assert statuses(lines(1, 2, 3, "It is new.", 6, 7)) == ALL | {4: "differs", 5: "missing"}


def test_no_copy_at_all_misses_everything() -> None:
    found = verify_source(source(), "")
    assert len(found.missing) == 6
    assert found.extra == 0


def test_a_repeated_paragraph_is_present_once_and_extra_once() -> None:
    found = verify_source(source(), lines(1, 2, 2, 3, 4, 5, 6, 7))
    assert found.complete
    assert found.extra == 1
