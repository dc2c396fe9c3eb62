"""What hangs on a card having been played with success: what it says holds once the round's rulings are final."""

from __future__ import annotations

from typing import Any

import pytest
from plays import Play, four_cards, open_hands, teams_of
from smalldeck import goals

from exercise.deck.models import Deck
from exercise.moves import CONTROL, Override, Rule

PLAYED = [{"played": "ants-up"}]


def deck(**changes: Any) -> Deck:
    """Return open hands where bees want ants' `up` to have succeeded."""
    teams = teams_of(four_cards)
    teams[1]["objectives"] = [*goals("trees", "raises"), {"id": "raised", "says": "It is raised.", "when": PLAYED}]
    return open_hands(teams=teams, **changes)


def closed(rounds: int, outcome: str = "", **changes: Any) -> Play:
    """Return a session to the end of play, where ants played `up` in round 1; `outcome` overrides how it came out."""
    play = Play(deck(**changes), rounds=rounds)
    play.to("caucus")
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("ruling")
    play.submit(CONTROL, Rule(0))
    if outcome:
        play.submit(CONTROL, Override(0, outcome, "It went otherwise."))
    play.to("debrief")
    return play


@pytest.mark.parametrize(("outcome", "result"), [("", "met"), ("partial", "met"), ("fail", "missed")])
def test_an_objective_reads_the_last_rounds_successes(outcome: str, result: str) -> None:
    assert ("bees", "raised", result) in closed(1, outcome).state.record.results


@pytest.mark.parametrize(("outcome", "rounds"), [("", 1), ("fail", 3)])
def test_an_exercise_ends_with_the_round_whose_success_ends_it(outcome: str, rounds: int) -> None:
    play = closed(3, outcome, endings=[{"id": "raised", "says": "It is raised.", "when": PLAYED}])
    assert play.state.clock.round == rounds
    assert play.state.record.ending == ("" if outcome else "raised")


def test_a_card_that_requires_another_is_open_from_the_next_caucus_on() -> None:
    cards = {"ants": four_cards("ants"), "cats": four_cards("cats"), "bees": four_cards("bees")}
    cards["bees"][2]["requires"] = PLAYED
    play = Play(open_hands(teams=teams_of(cards.__getitem__)), rounds=2)
    play.to("caucus")
    assert "bees-grow" not in play.team("bees").hand
    play.seal("ants", "ants-up", "ground")
    play.to("caucus", round=2)
    assert "bees-grow" in play.team("bees").hand
