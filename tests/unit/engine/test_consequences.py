"""Shocks, delayed links, commitments and shares, worked by hand on the small deck.

Its map: water -> trees .4, trees -> birds .6, noise -> birds -.2, birds -> noise .2 delayed by a round; damping .7.
Water, trees and noise start at 50 (z 0), birds at 20 (z = ln(20/80) = -1.386294).
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from plays import Play, four_cards, in_caucus, only, open_hands, teams_of
from smalldeck import indicator, link, small_deck

from exercise.engine import consequences as engine
from exercise.engine.events import LevelsMoved
from exercise.engine.parts import Banked, Change, Origin
from exercise.moves import CONTROL, Deliver, Withdraw

BIRDS = math.log(20 / 80)


def shown(z: float) -> float:
    return 100.0 / (1.0 + math.exp(-z))


def consequences(play: Play) -> LevelsMoved:
    """Go on to the consequences of this round and return how levels moved."""
    before = len(play.events)
    play.to("consequences", round=max(play.state.clock.round, 1))
    event: LevelsMoved = only(play.events[before:], "levels-moved")
    return event


def change(event: LevelsMoved, name: str) -> Change:
    return next(entry for entry in event.changes if entry.indicator == name)


def played(*moves: tuple[str, str], deck: Any = None, rounds: int = 4) -> Play:
    """Return a play in which teams have sealed cards on two reasons that hold; nobody will counter."""
    play = in_caucus(deck, rounds=rounds)
    for team, card in moves:
        play.seal(team, card, "ground", "pro")
    return play


def test_a_shock_crosses_the_links_and_what_waits_behind_a_delayed_one_is_banked() -> None:
    event = consequences(played(("ants", "ants-up")))
    ants = Origin("move", 1, "ants", "ants-up")
    assert (event.cause, event.origins) == ("consequences", (ants,))
    assert [entry.indicator for entry in event.changes] == ["water", "trees", "birds"]
    # p0: water .5; p1: trees .7 · .4 · .5 = .14; p2: birds .7 · .6 · .14 = .0588; p3 would be noise: delayed.
    assert [entry.parts for entry in event.changes] == [
        (0.5,),
        (pytest.approx(0.14, abs=1e-12),),
        (pytest.approx(0.0588, abs=1e-12),),
    ]
    # Behind birds -> noise: .7 · .2 · .0588 = .008232, due a round later.
    assert event.bank == (Banked(2, ants, "birds>noise", "noise", pytest.approx(0.008232, abs=1e-12)),)  # type: ignore[arg-type]


def test_levels_move_to_what_their_z_shows_as() -> None:
    play = played(("ants", "ants-up"))
    consequences(play)
    assert play.level("water") == pytest.approx(shown(0.5))  # 62.246
    assert play.level("trees") == pytest.approx(shown(0.14))  # 53.494
    assert play.level("birds") == pytest.approx(shown(BIRDS + 0.0588))  # 20.957
    assert play.level("noise") == 50.0
    assert play.level("water") == pytest.approx(62.2459, abs=1e-4)
    assert play.level("birds") == pytest.approx(20.9574, abs=1e-4)


def test_a_single_cause_has_the_whole_change() -> None:
    water = change(consequences(played(("ants", "ants-up"))), "water")
    assert (water.before, water.after) == (50.0, pytest.approx(62.2459, abs=1e-4))
    assert water.shares == (pytest.approx(12.2459, abs=1e-4),)
    assert water.gross == pytest.approx(water.shares[0])


def test_shares_are_worked_out_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    spread, spreads = engine.spread, []

    def counted(world: Any, weights: Any, shocks: Any) -> list[float]:
        spreads.append(list(shocks))
        return spread(world, weights, shocks)

    monkeypatch.setattr(engine, "spread", counted)
    event = consequences(played(("ants", "ants-up"), ("bees", "bees-up")))
    assert spreads == [[1.0, 0.0, 0.0, 0.0]]
    assert event.changes[0].parts == (0.5, 0.5)
    assert spreads[1:] == [[0.5, 0.0, 0.0, 0.0], [0.5, 0.0, 0.0, 0.0]]


def test_what_two_teams_push_against_each_other_shows_though_nothing_moves() -> None:
    event = consequences(played(("ants", "ants-up"), ("bees", "bees-down")))
    assert [(entry.indicator, entry.z - entry.z_before) for entry in event.changes] == [
        ("water", 0.0),
        ("trees", 0.0),
        ("birds", 0.0),
    ]
    assert [entry.parts for entry in event.changes][:2] == [(0.5, -0.5), pytest.approx((0.14, -0.14), abs=1e-12)]


def test_the_bank_is_released_a_round_later_under_the_same_origin() -> None:
    play = played(("ants", "ants-up"))
    consequences(play)
    play.to("caucus", round=2)
    assert len(play.state.world.bank) == 1
    event = consequences(play)
    ants = Origin("move", 1, "ants", "ants-up")
    assert event.origins == (ants,)
    # Noise has .008232; birds .7 · -.2 · .008232 = -.00115248.
    assert change(event, "noise").parts == (pytest.approx(0.008232, abs=1e-12),)
    assert change(event, "birds").parts == (pytest.approx(-0.00115248, abs=1e-12),)
    assert play.level("noise") == pytest.approx(shown(0.008232))
    # Behind birds -> noise would come .7 · .2 · -.00115248 = -.00016, too little to be kept.
    assert event.bank == ()


def test_what_is_released_banks_again_under_the_same_origin_where_it_is_not_negligible() -> None:
    strong = [
        link("water", "trees"),
        link("trees", "birds", strength="strong"),
        link("noise", "birds", "lowers", "strong"),
        link("birds", "noise", strength="strong", delay=1),
    ]
    play = played(("ants", "ants-up"), deck=open_hands(links=strong))
    consequences(play)
    # .7 · .6 · .0588 = .024696 waits; released, birds .7 · -.6 · .024696 = -.01037232, of which .7 · .6 waits again.
    ants = Origin("move", 1, "ants", "ants-up")
    assert play.state.world.bank == (Banked(2, ants, "birds>noise", "noise", pytest.approx(0.024696, abs=1e-12)),)  # type: ignore[arg-type]
    play.to("caucus", round=2)
    event = consequences(play)
    assert change(event, "birds").parts == (pytest.approx(-0.01037232, abs=1e-12),)
    assert event.bank == (Banked(3, ants, "birds>noise", "noise", pytest.approx(-0.0043563744, abs=1e-12)),)  # type: ignore[arg-type]


def test_what_is_released_and_what_is_new_are_causes_beside_each_other() -> None:
    play = played(("ants", "ants-up"))
    consequences(play)
    play.to("caucus", round=2)
    play.seal("cats", "cats-bell", "ground", "pro")  # hard, so a partial success: noise -.45
    event = consequences(play)
    assert event.origins == (Origin("move", 2, "cats", "cats-bell"), Origin("move", 1, "ants", "ants-up"))
    noise = change(event, "noise")
    assert noise.parts == (-0.45, pytest.approx(0.008232, abs=1e-12))
    assert sum(noise.shares) == pytest.approx(noise.after - noise.before, abs=1e-9)
    # k is the change over the push: (100·logistic(-.441768) - 50) / -.441768
    points = (shown(-0.441768) - 50.0) / -0.441768
    assert noise.shares == pytest.approx((points * -0.45, points * 0.008232), abs=1e-9)


def test_a_delay_of_two_rounds_waits_two_rounds() -> None:
    links = [dict(entry) for entry in small_deck().model_dump()["links"]]
    links[3]["delay"] = 2
    play = played(("ants", "ants-up"), deck=open_hands(links=links))
    assert consequences(play).bank[0].due == 3
    play.to("consequences", round=2)
    assert play.level("noise") == 50.0
    play.to("consequences", round=3)
    assert play.level("noise") == pytest.approx(shown(0.008232))


def test_a_lag_of_two_steps_brings_the_same_pulse_later_within_the_round() -> None:
    links = [dict(entry) for entry in small_deck().model_dump()["links"]]
    links[0]["lag"] = 2  # water -> trees
    event = consequences(played(("ants", "ants-up"), deck=open_hands(links=links)))
    assert change(event, "trees").parts == (pytest.approx(0.14, abs=1e-12),)
    assert change(event, "birds").parts == (pytest.approx(0.0588, abs=1e-12),)
    links[0]["lag"] = 4  # then birds would come at step 5, after the horizon
    event = consequences(played(("ants", "ants-up"), deck=open_hands(links=links)))
    assert [entry.indicator for entry in event.changes] == ["water", "trees"]


def test_two_moves_of_a_round_add_up_and_don_t_cancel_each_other() -> None:
    event = consequences(played(("ants", "ants-up"), ("bees", "bees-up")))
    water = change(event, "water")
    assert water.parts == (0.5, 0.5)
    assert water.after == pytest.approx(shown(1.0))
    assert water.shares == pytest.approx(((shown(1.0) - 50.0) / 2,) * 2)  # equal pushes have equal shares
    assert change(event, "trees").parts == pytest.approx((0.14, 0.14), abs=1e-12)


def test_opposite_moves_leave_the_level_and_show_what_each_did() -> None:
    event = consequences(played(("ants", "ants-up"), ("bees", "bees-down")))
    water = change(event, "water")
    assert (water.before, water.after) == (50.0, 50.0)
    # The slope at 50 is 50 · 50 / 100 = 25 points for a push of 1.
    assert water.shares == (12.5, -12.5)
    assert water.gross == 25.0
    assert [(origin.team, points) for origin, points in event.causes(water)] == [("ants", 12.5), ("bees", -12.5)]


def test_unequal_opposite_moves_share_by_their_pushes() -> None:
    event = consequences(played(("ants", "ants-up"), ("bees", "bees-grow"), ("cats", "cats-down")))
    trees = change(event, "trees")
    # .14 from Ants, .5 from Bees, -.14 from Cats: .5 in all, and k = (62.2459 - 50) / .5 = 24.4919
    assert trees.parts == pytest.approx((0.14, 0.5, -0.14), abs=1e-12)
    assert trees.shares == pytest.approx((3.42887, 12.24593, -3.42887), abs=1e-4)
    assert trees.gross == pytest.approx(19.10367, abs=1e-4)
    assert next(origin.team for origin, _ in event.causes(trees)) == "bees"


def test_a_level_stops_at_3_9_and_its_shares_sum_to_what_is_left() -> None:
    deck = open_hands(indicators=[indicator("water", 98), indicator("trees"), indicator("noise"), indicator("birds")])
    play = played(("ants", "ants-up"), ("bees", "bees-up"), deck=deck)
    water = change(consequences(play), "water")
    assert water.z_before == pytest.approx(math.log(98 / 2))  # 3.8918
    assert water.z == 3.9
    assert water.parts == (0.5, 0.5)
    # Of a push of 1 there is room for .0082: 98.01597 - 98 points, half for each.
    assert water.after == pytest.approx(98.01597, abs=1e-5)
    assert water.shares == pytest.approx((0.007985, 0.007985), abs=1e-6)
    assert sum(water.shares) == pytest.approx(water.after - water.before, abs=1e-9)
    # Trees get the whole pulse: what is clamped is the level, not the push.
    assert change(play.events[-1] if isinstance(play.events[-1], LevelsMoved) else _moved(play), "trees").parts == (
        pytest.approx((0.14, 0.14), abs=1e-12)
    )


def _moved(play: Play) -> LevelsMoved:
    event: LevelsMoved = only(play.events, "levels-moved")
    return event


def test_a_level_at_its_limit_falls_from_there() -> None:
    wet = [indicator("water", 98), indicator("trees"), indicator("noise"), indicator("birds")]
    play = played(("ants", "ants-up"), deck=open_hands(indicators=wet, endings=[]))
    consequences(play)
    play.to("caucus", round=2)
    play.seal("ants", "ants-down", "ground", "pro")
    consequences(play)
    assert play.level("water") == pytest.approx(shown(3.4))  # 3.9 - .5


def test_a_partial_success_pushes_half() -> None:
    play = in_caucus()
    play.seal("ants", "ants-up", "ground")
    event = consequences(play)
    assert change(event, "water").parts == (0.25,)
    assert change(event, "trees").parts == (pytest.approx(0.07, abs=1e-12),)


# Commitments


def committed() -> Play:
    """Return a play in the consequences of round 1, in which Ants' `up` succeeded in full and stands."""
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands")))
    play = played(("ants", "ants-up"), deck=deck)
    play.to("consequences")
    return play


def test_a_commitment_pushes_half_from_the_round_after_it_was_made() -> None:
    play = committed()
    first = _moved(play)
    assert first.origins == (Origin("move", 1, "ants", "ants-up"),)
    assert change(first, "water").parts == (0.5,)
    for now in (2, 3):
        play.to("caucus", round=now)
        event = consequences(play)
        assert event.origins[0] == Origin("commitment", now, "ants", "ants-up")
        assert change(event, "water").parts[0] == 0.25
        assert change(event, "trees").parts[0] == pytest.approx(0.07, abs=1e-12)
    assert play.level("water") == pytest.approx(shown(0.5 + 0.25 + 0.25))


def test_a_commitment_that_is_withdrawn_pushes_no_more() -> None:
    play = committed()
    play.to("caucus", round=2)
    play.submit("ants", Withdraw("ants-up"))
    event = consequences(play)
    # Only what waits behind the delayed link comes still.
    assert event.origins == (Origin("move", 1, "ants", "ants-up"),)
    assert {entry.indicator for entry in event.changes} == {"noise", "birds"}


def test_what_a_commitment_banks_comes_under_its_own_origin() -> None:
    play = committed()
    play.to("consequences", round=2)
    commitment = Origin("commitment", 2, "ants", "ants-up")
    held = [entry for entry in play.state.world.bank if entry.origin == commitment]
    # Half of .008232.
    assert held == [Banked(3, commitment, "birds>noise", "noise", pytest.approx(0.004116, abs=1e-12))]  # type: ignore[arg-type]


# Injects


def test_an_inject_shocks_the_world_at_once_as_an_origin_of_its_own() -> None:
    play = Play(small_deck(draw_rounds=[]), rounds=3)
    play.to("situation", round=2)
    rain = only(play.events, "levels-moved")
    assert (rain.cause, rain.origins) == ("inject", (Origin("inject", 2, "", "rain"),))
    # small: .2; trees .7 · .4 · .2 = .056; birds .7 · .6 · .056 = .02352; banked .7 · .2 · .02352 = .0032928
    assert [entry.parts[0] for entry in rain.changes] == pytest.approx([0.2, 0.056, 0.02352], abs=1e-12)
    assert rain.bank == (
        Banked(3, Origin("inject", 2, "", "rain"), "birds>noise", "noise", pytest.approx(0.0032928, abs=1e-12)),  # type: ignore[arg-type]
    )
    assert play.level("water") == pytest.approx(shown(0.2))


def test_an_inject_releases_nothing_that_waits() -> None:
    play = Play(small_deck(draw_rounds=[]), rounds=3)
    play.to("situation", round=3)
    waiting = play.state.world.bank
    assert [held.due for held in waiting] == [3]
    play.submit(CONTROL, Deliver("storm"))
    assert play.state.world.bank[: len(waiting)] == waiting
    before = len(play.events)
    play.to("consequences", round=3)
    event = only(play.events[before:], "levels-moved")
    assert event.origins[0] == Origin("inject", 2, "", "rain")


def test_an_inject_without_shocks_moves_nothing() -> None:
    play = in_caucus(small_deck())
    assert next(event.inject for event in play.events if event.kind == "inject-delivered") in ("fair", "visit")
    assert not [event for event in play.events if event.kind == "levels-moved"]


def test_nothing_moves_where_nothing_pushes() -> None:
    play = in_caucus()
    before = len(play.events)
    play.to("consequences")
    assert not [event for event in play.events[before:] if event.kind == "levels-moved"]
