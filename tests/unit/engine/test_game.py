"""A deck compiled for play."""

from __future__ import annotations

import math
from typing import Any

import pytest
from plays import teams_of
from smalldeck import card, link, small_deck

from exercise.engine import compile_game
from exercise.engine.game import Condition, Game
from exercise.moves import Slot, Template


@pytest.fixture(scope="module")
def game() -> Game:
    return compile_game(small_deck())


def piles(*cards: dict[str, Any]) -> list[dict[str, Any]]:
    """Return teams whose piles all are these cards, told apart by the team's name before the id."""
    return teams_of(lambda team: [{**entry, "id": f"{team}-{entry['id']}"} for entry in cards])


def test_teams_cards_and_injects_keep_the_decks_order(game: Game) -> None:
    assert game.teams == ("ants", "bees", "cats")
    assert game.team_index == {"ants": 0, "bees": 1, "cats": 2}
    assert [face.id for face in game.piles[1]] == [f"bees-{letter}" for letter in "abcdefg"]
    assert [face.number for face in game.piles[1]] == list(range(7))
    assert all(face.team == "bees" for face in game.piles[1])
    assert list(game.injects) == ["rain", "drought", "fair", "visit", "storm"]


def test_a_partial_success_is_half_of_a_full_one_and_failure_nothing(game: Game) -> None:
    face = game.cards["ants-c"]
    noise = game.world.index["noise"]
    assert face.full == ((noise, -0.9),)
    assert face.partial == ((noise, -0.45),)
    assert face.fail == ()
    assert [face.shocks(outcome) for outcome in ("full", "partial", "fail")] == [face.full, face.partial, face.fail]


def test_a_card_may_print_its_own_partial_and_failure() -> None:
    printed = card(
        "x",
        [("water", "raises", "large")],
        opening=True,
        partial=[{"indicator": "trees", "sign": "raises", "amount": "small"}],
        fail=[{"indicator": "noise", "sign": "raises", "amount": "medium"}],
    )
    face = compile_game(small_deck(teams=piles(printed))).cards["ants-x"]
    assert (face.full, face.partial, face.fail) == (((0, 0.9),), ((1, 0.2),), ((2, 0.5),))


def test_a_card_rests_on_its_own_claims_then_on_those_of_the_links_that_leave_what_it_shocks() -> None:
    printed = card(
        "x",
        [("trees", "raises", "small"), ("noise", "raises", "small")],
        claims=["weak", "second"],
        partial=[{"indicator": "birds", "sign": "raises", "amount": "small"}],
        fail=[{"indicator": "water", "sign": "lowers", "amount": "small"}],
    )
    links = [
        link("water", "trees", claims=["con"]),
        link("trees", "birds", claims=["pro", "second"]),
        link("trees", "noise", claims=["pro"]),
        link("noise", "birds", claims=["ground"]),
    ]
    face = compile_game(small_deck(teams=piles(printed), links=links)).cards["cats-x"]
    assert face.own_claims == ("weak", "second")
    # Own first; then trees' links (pro; second is there already), noise's, birds' (none leaves it), water's.
    assert face.claims == ("weak", "second", "pro", "ground", "con")


def test_a_card_does_not_rest_on_the_claims_of_links_that_lead_to_what_it_shocks(game: Game) -> None:
    # birds-noise rests on ground; what leads to birds rests on pro, second and ground besides: only the first counts.
    printed = card("x", [("birds", "raises", "small")], claims=["con", "weak"])
    assert compile_game(small_deck(teams=piles(printed))).cards["ants-x"].claims == ("con", "weak", "ground")


@pytest.mark.parametrize(("difficulty", "modifier"), [("easy", 0), ("even", -1), ("hard", -2)])
def test_a_difficulty_is_a_modifier_of_the_dice(difficulty: str, modifier: int) -> None:
    printed = card("x", [("water", "raises", "small")], difficulty=difficulty)
    assert compile_game(small_deck(teams=piles(printed))).cards["ants-x"].difficulty == modifier


def test_a_cards_template_asks_for_it_and_one_to_three_of_its_claims(game: Game) -> None:
    claims = ("ground", "pro", "second")
    assert game.cards["ants-a"].template == Template(
        "seal", (Slot("card", ("ants-a",)), Slot("reasons", claims, 1, 3)), text=True
    )


def test_a_template_asks_for_no_more_reasons_than_there_are_claims() -> None:
    printed = card("x", [("birds", "raises", "small")], claims=["con", "ground"])
    template = compile_game(small_deck(teams=piles(printed))).cards["ants-x"].template
    assert template.slots[1] == Slot("reasons", ("con", "ground"), 1, 2)


def test_links_have_signed_weights_lags_and_delays_sorted_by_cause(game: Game) -> None:
    world = game.world
    assert world.link_ids == ("water>trees", "trees>birds", "noise>birds", "birds>noise")
    assert world.printed == (0.4, 0.6, -0.2, 0.2)  # moderate, strong, weak and lowering, weak
    assert world.stops == (1, 2, 3, 4)
    assert world.delays == (0, 0, 0, 1)
    assert world.delayed == ((3, 3),)
    assert world.start_z == pytest.approx((0.0, 0.0, 0.0, math.log(0.2 / 0.8)))


def test_what_a_shock_reaches_and_what_reaches_an_indicator_leave_out_delayed_links(game: Game) -> None:
    world = game.world
    water, trees, noise, birds = 1, 2, 4, 8
    assert world.touched == (water | trees | birds, trees | birds, noise | birds, birds)
    # Turned around: from trees to water, from birds to trees and to noise. A row has four places and the sink.
    assert world.upstream.stops == (0, 1, 1, 3)
    assert world.upstream.reach == (5 + 0, 5 + 1, 5 + 2)
    assert world.upstream.links == (0, 1, 2)


def test_a_shock_reaches_no_further_than_the_horizon() -> None:
    links = [link("water", "trees", lag=2), link("trees", "noise", lag=2), link("noise", "birds")]
    assert compile_game(small_deck(links=links)).world.touched[0] == 0b0111  # noise at step 4, birds at 5


def test_links_given_in_any_order_are_grouped_by_cause() -> None:
    links = [link("noise", "birds", lag=2), link("water", "trees"), link("noise", "water"), link("birds", "noise")]
    world = compile_game(small_deck(links=links)).world
    # Water's, then noise's two in the deck's order, then birds'.
    assert world.link_ids == ("water>trees", "noise>birds", "noise>water", "birds>noise")
    assert world.stops == (1, 1, 3, 4)
    assert world.effects == (1, 3, 0, 2)
    assert world.lags == (1, 2, 1, 1)


def test_conditions_are_compiled_to_z() -> None:
    when = [
        {"indicator": "water", "at_least": 80},
        {"indicator": "birds", "at_most": 20},
        {"standing": "ants-d"},
        {"played": "bees-a"},
        {"from_round": 2},
    ]
    game = compile_game(small_deck(endings=[{"id": "end", "says": "It ends.", "when": when}]))
    ((_, conditions),) = game.endings
    least, most, standing, played, round_ = conditions
    assert (least.indicator, least.at_most) == (0, math.inf)
    assert least.at_least == pytest.approx(math.log(4))  # 80 to 20
    assert (most.indicator, most.at_least) == (3, -math.inf)
    assert most.at_most == pytest.approx(-math.log(4))
    assert standing == Condition(standing="ants-d")
    assert played == Condition(played="bees-a")
    assert round_ == Condition(from_round=2)


def test_goals_read_an_indicator_or_a_state_of_the_world(game: Game) -> None:
    moves, holds = game.goals[2]
    assert (moves.id, moves.secret, moves.indicator, moves.sign, moves.when) == ("noise-moves", False, 2, -1, ())
    assert (holds.id, holds.secret, holds.indicator) == ("noise-holds", True, -1)
    assert holds.when[0].indicator == 2
    assert holds.when[0].at_least == pytest.approx(math.log(40 / 60))


def test_a_withdrawn_claim_may_not_be_cited(game: Game) -> None:
    assert game.argument.citable == ("ground", "pro", "second", "con", "weak")
    assert list(game.argument.may_be_cited) == list(game.argument.citable)
