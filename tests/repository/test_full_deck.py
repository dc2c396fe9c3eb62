"""A deck of four teams is at full size and fit to teach with."""

from __future__ import annotations

import pytest

from exercise import paths
from exercise.argument.tables import claim_strengths
from exercise.conformance import check_deck
from exercise.deck.models import Deck
from exercise.deckfiles import load_deck, read_handouts
from exercise.engine import compile_game

FULL = [name for name in paths.deck_names() if len(load_deck(name).teams) >= 4]


@pytest.fixture(params=FULL)
def deck(request: pytest.FixtureRequest) -> Deck:
    return load_deck(request.param)


def test_there_is_a_full_deck() -> None:
    assert FULL


def test_it_has_neither_faults_nor_advice(deck: Deck) -> None:
    assert check_deck(deck) == ()


def test_it_has_the_size_that_it_should(deck: Deck) -> None:
    assert 22 <= len(deck.indicators) <= 28
    assert 60 <= len(deck.links) <= 80
    assert len(deck.injects) >= 16
    for team in deck.teams:
        assert len(team.cards) >= 12
        assert sum(card.opening for card in team.cards) == 2
        assert {card.stance for card in team.cards} == {"de-escalate", "escalate", "persuade", "build"}
        for card in team.cards:
            assert len(card.claims) >= 2
            assert len(card.counters) >= 2


def test_every_claim_that_may_be_cited_has_two_critical_questions(deck: Deck) -> None:
    for claim in deck.ledger.claims:
        assert claim.withdrawn or len(claim.questions) >= 2, claim.id


def test_each_pillar_of_the_thesis_has_a_strong_objection_that_some_team_may_use(deck: Deck) -> None:
    game = compile_game(deck)
    strength = dict(zip(game.argument.ids, claim_strengths(game.argument), strict=True))
    cited = {claim for team in deck.teams for card in team.cards for claim in card.claims}
    suggested = {counter.claim for team in deck.teams for card in team.cards for counter in card.counters}
    for pillar in deck.ledger.thesis.pillars:
        against = [claim.id for claim in deck.ledger.claims if pillar in claim.attacks and not claim.withdrawn]
        usable = [claim for claim in against if claim in cited | suggested and strength[claim] >= 0.35]
        assert usable, pillar


def test_no_text_for_all_tells_a_secret_objective(deck: Deck) -> None:
    handouts, findings = read_handouts(deck.id)
    assert findings == ()
    public = [handouts["manual"], deck.scenario, deck.summary, *(inject.says for inject in deck.injects)]
    for team in deck.teams:
        for objective in team.objectives:
            if objective.secret:
                said = objective.says.split(":")[0]
                others = [other.brief for other in deck.teams if other is not team]
                assert not any(said in text for text in (*public, *others))
