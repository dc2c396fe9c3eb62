"""Dealing, swapping and drawing again."""

from __future__ import annotations

from typing import Any

import pytest
from plays import Play, in_caucus, of_kind, only, teams_of
from smalldeck import card, small_deck

from exercise.engine import compile_game
from exercise.engine.chance import draw_word
from exercise.engine.events import PileTurned
from exercise.engine.game import Game
from exercise.moves import Code, Hold, Swap, Template, Withdraw
from exercise.rules.hashing import below

SEEDS = range(40)
OPENINGS = {"ants-a", "ants-b"}
LATER = "ants-e"
"""Its requirement is round 2."""


@pytest.fixture(scope="module")
def game() -> Game:
    return compile_game(small_deck())


def caucus(game: Game, seed: int, rounds: int = 6) -> Play:
    play = Play(small_deck(), seed=seed, rounds=rounds, game=game)
    play.to("caucus")
    return play


def pile_of(*names: str, **more: dict[str, Any]) -> list[dict[str, Any]]:
    """Return teams with cards of these names; `more` adds to the card of a name."""
    return teams_of(
        lambda team: [card(f"{team}-{name}", [("water", "raises", "small")], **more.get(name, {})) for name in names]
    )


class Oracle:
    """A team's cards as lists: a draw takes one of those left out of the pile, and nothing is computed twice."""

    def __init__(self, seed: int, team: int, pile: list[str], openings: list[str]) -> None:
        self.seed, self.team, self.pile = seed, team, pile
        self.hand = list(openings)
        self.left = [name for name in pile if name not in openings]
        self.spent: list[str] = []
        self.draws = 0

    def deal(self, size: int, barred: set[str]) -> None:
        for name in [name for name in self.hand if name in barred]:
            self.hand.remove(name)
            self.spent.append(name)
        while len(self.hand) < size:
            if not self.left:
                self.left = [name for name in self.pile if name in self.spent]
                self.spent = []
            word = draw_word(self.seed, 0, self.team, self.draws)
            name = self.left.pop(below(word, len(self.left)))
            self.draws += 1
            (self.spent if name in barred else self.hand).append(name)

    def swap(self, name: str, barred: set[str]) -> None:
        self.deal(len(self.hand) + 1, barred)
        self.hand.remove(name)
        self.spent.append(name)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_hand_is_four_cards_with_both_openings(game: Game, seed: int) -> None:
    play = caucus(game, seed)
    for team in game.teams:
        hand = play.team(team).hand
        assert len(hand) == len(set(hand)) == 4
        assert {f"{team}-a", f"{team}-b"} <= set(hand)


def test_an_unmet_requirement_is_drawn_again_for_free(game: Game) -> None:
    redrawn = 0
    for seed in SEEDS:
        ants = caucus(game, seed).team("ants")
        assert LATER not in ants.hand
        redrawn += LATER in ants.spent
        # Two cards come to the two openings; whatever was drawn besides could not be held.
        assert ants.draws == 2 + len(ants.spent)
        assert set(ants.spent) <= {LATER}
    assert redrawn > 0


def test_a_requirement_that_is_met_lets_the_card_be_held(game: Game) -> None:
    held = 0
    for seed in SEEDS:
        play = caucus(game, seed)
        for team in game.teams:
            play.seal(team, f"{team}-a", "ground")
        play.to("caucus", round=2)
        held += any(f"{team}-e" in play.team(team).hand for team in game.teams)
    assert held > 0


def test_another_seed_deals_other_hands(game: Game) -> None:
    assert len({caucus(game, seed).team("ants").hand for seed in SEEDS}) > 5


@pytest.mark.parametrize("seed", range(12))
def test_hands_follow_lists_of_cards_over_six_rounds_of_swaps_and_moves(game: Game, seed: int) -> None:
    play = Play(small_deck(injects=[], draw_rounds=[]), seed=seed, rounds=6)
    oracles = {
        team: Oracle(seed, place, [face.id for face in game.piles[place]], [f"{team}-a", f"{team}-b"])
        for place, team in enumerate(game.teams)
    }
    for now in range(1, 7):
        play.to("caucus", round=now)
        for team, oracle in oracles.items():
            barred = {f"{team}-e"} if now == 1 else set()
            barred |= {name for name, _ in play.team(team).commitments}
            oracle.deal(4, barred)
            assert list(play.team(team).hand) == oracle.hand
            swapped = oracle.hand[now % 4]
            play.submit(team, Swap(swapped))
            oracle.swap(swapped, barred)
            assert list(play.team(team).hand) == oracle.hand
            assert play.team(team).draws == oracle.draws
            assert sorted(play.team(team).spent) == sorted(oracle.spent)
            played = oracle.hand[0]
            play.seal(team, played, "ground")
            oracle.hand.remove(played)
            oracle.spent.append(played)
    assert {event.team for event in of_kind(play.events, "pile-turned")} == set(game.teams)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_swap_gives_another_card_and_keeps_the_rest(game: Game, seed: int) -> None:
    for place in range(4):
        play = caucus(game, seed)
        before = play.team("ants").hand
        event = only(play.submit("ants", Swap(before[place])), "card-swapped")
        after = play.team("ants").hand
        assert event.card == before[place]
        assert event.hand == after
        assert len(after) == 4
        assert before[place] not in after
        assert set(before) - set(after) == {before[place]}
        assert LATER not in after


def test_a_swap_from_an_empty_pile_turns_it_and_still_gives_another_card() -> None:
    # Six cards: four in the hand, one spent by being played, one spent by a swap; then the pile holds nothing.
    deck = small_deck(teams=pile_of("a", "b", "c", "d", "f", "g", a={"opening": True}), injects=[], draw_rounds=[])
    for seed in range(20):
        play = in_caucus(deck, seed=seed)
        play.submit("ants", Swap(play.team("ants").hand[1]))
        play.seal("ants", play.team("ants").hand[0], "ground")
        play.to("caucus", round=2)
        hand, spent = play.team("ants").hand, play.team("ants").spent
        assert len(hand) == 4
        assert len(hand) + len(spent) == 6
        events = play.submit("ants", Swap(hand[0]))
        assert events[0] == PileTurned("ants")
        assert play.team("ants").hand[:3] == hand[1:]
        assert play.team("ants").hand[3] in spent
        assert play.team("ants").spent == (hand[0],)


def test_a_pile_that_is_empty_when_cards_are_dealt_is_turned() -> None:
    play = in_caucus(small_deck(teams=pile_of("a", "b", "c", "d"), injects=[], draw_rounds=[]))
    assert not of_kind(play.events, "pile-turned")
    play.seal("ants", "ants-a", "ground")
    play.to("caucus", round=2)
    # Ants alone played a card: it is all that they can draw, so it comes back.
    assert only(play.events, "pile-turned").team == "ants"
    assert sorted(play.team("ants").hand) == ["ants-a", "ants-b", "ants-c", "ants-d"]
    assert play.team("ants").spent == ()


def test_a_pile_smaller_than_a_hand_is_dealt_whole_and_offers_no_swap() -> None:
    play = in_caucus(small_deck(teams=pile_of("a", "b", "c"), injects=[], draw_rounds=[]))
    assert sorted(play.team("ants").hand) == ["ants-a", "ants-b", "ants-c"]
    assert not [template for template in play.view("ants").options if template.kind == "swap"]
    assert play.refused("ants", Swap("ants-a")).codes == {Code.NOTHING_TO_DRAW}


def test_a_team_whose_every_card_has_an_unmet_requirement_is_dealt_nothing_and_may_hold() -> None:
    never = {"requires": [{"from_round": 3}]}
    deck = small_deck(teams=pile_of("a", "b", a={**never, "opening": True}, b=never), injects=[], draw_rounds=[])
    play = in_caucus(deck, rounds=3)
    assert play.team("ants").hand == ()
    assert play.view("ants").options == (Template("hold"),)
    play.submit("ants", Hold())
    play.to("caucus", round=3)
    assert sorted(play.team("ants").hand) == ["ants-a", "ants-b"]


def test_the_card_of_a_standing_commitment_is_not_held_until_it_is_withdrawn() -> None:
    deck = small_deck(
        teams=pile_of("a", "b", "c", "d", "f", a={"commitment": "It stands", "opening": True}),
        injects=[],
        draw_rounds=[],
    )
    play = in_caucus(deck, rounds=3)
    play.seal("ants", "ants-a", "ground", "pro")  # two reasons that hold, nobody counters: a full success
    play.to("caucus", round=2)
    assert play.team("ants").commitments == (("ants-a", 1),)
    assert "ants-a" not in play.team("ants").hand
    assert sorted(play.team("ants").hand) == ["ants-b", "ants-c", "ants-d", "ants-f"]
    assert not [template for template in play.view("ants").options if template.kind == "swap"]
    play.submit("ants", Withdraw("ants-a"))
    play.submit("ants", Swap("ants-b"))
    assert play.team("ants").hand[3] == "ants-a"  # the only card that was not in the hand
