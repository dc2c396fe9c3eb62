"""Which claims hold every word typed."""

from __future__ import annotations

import pytest
from smalldeck import claim

from exercise.deck.models import Claim
from exercise.tui.searching import claim_text, holds_all, typed_words

PRINTED = Claim.model_validate(
    claim("pump", side="against", paragraph=7, says="The Pump leaks [bold].", holder="the Mayor")
)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "pump",
        "PUMP",
        "leaks pump",
        "mayor against",
        "¶7",
        "shaky",
        "[bold]",
        "  the \t mayor ",
        "pump ¶7 shaky",
    ],
)
def test_a_claim_is_found_by_words_of_its_text_holder_side_standing_and_paragraph(query: str) -> None:
    assert holds_all(claim_text(PRINTED, 0.5), typed_words(query))


@pytest.mark.parametrize("query", ["pump tower", "stands", "fallen", "¶8", "neutral", "\x1b[31m", "pumpleaks"])
def test_every_word_typed_must_stand_in_it(query: str) -> None:
    assert not holds_all(claim_text(PRINTED, 0.5), typed_words(query))


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("¶1", ["a ¶1", "¶1. b"]),
        ("¶12", ["c ¶12 d"]),
        ("¶", ["a ¶1", "¶1. b", "c ¶12 d"]),
        ("1", ["a ¶1", "¶1. b", "c ¶12 d"]),
    ],
)
def test_a_paragraph_is_found_by_its_whole_number(query: str, texts: list[str]) -> None:
    assert [text for text in ("a ¶1", "¶1. b", "c ¶12 d") if holds_all(text, typed_words(query))] == texts


def test_letters_match_whatever_their_case_in_other_scripts_too() -> None:
    assert holds_all("Die STRASSE bleibt", typed_words("straße"))
    assert holds_all("Київ", typed_words("КИЇВ"))
