"""A deck of any shape that loads can be checked."""

from __future__ import annotations

from deckshapes import decks
from hypothesis import HealthCheck, given, settings

from exercise.conformance import Code, check_deck, is_advice
from exercise.deck.models import Deck


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(decks())
def test_every_deck_that_can_be_played_can_be_checked_twice_alike(deck: Deck) -> None:
    found = check_deck(deck, 2)
    assert found == check_deck(deck, 2)
    assert [is_advice(finding) for finding in found] == sorted(is_advice(finding) for finding in found)
    for finding in found:
        assert finding.code in [code.value for code in Code]
        assert not finding.message.endswith(".")
