"""Secret moves: they wait, they spring, and then they are harder.

Water stands at 50 at the start. `up` raises its z by .5: to 62.2 of 100; the storm lowers trees' by .9: to 28.9.
"""

from __future__ import annotations

from typing import Any

import pytest
from levels import behalf, caucus
from plays import Play, four_cards, of_kind, only, open_hands, teams_of
from smalldeck import small_deck

from exercise.engine import dice_odds
from exercise.engine.chance import dice, percentile
from exercise.engine.events import MoveRuled, SecretsOpened
from exercise.engine.parts import Secret
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Act,
    Ballot,
    Code,
    Counter,
    Deliver,
    Hold,
    Reason,
    Rule,
    Seal,
    SetDifficulty,
    Swap,
)

GROUND, BOTH = (Reason("ground"),), (Reason("ground"), Reason("pro"))
RISEN = "water>=60"


def waiting(
    card: str = "bees-grow",
    reasons: tuple[Reason, ...] = GROUND,
    trigger: str = RISEN,
    *,
    deck: Any = None,
    adjudication: str = "weighed",
    seed: int = 1,
) -> Play:
    """Return a caucus in which Bees have sealed a card in secret."""
    play = caucus("full", deck, adjudication=adjudication, seed=seed, rounds=4)
    play.submit("bees", Seal(card, reasons, "Wait for it.", trigger))
    return play


def sprung(play: Play) -> Play:
    """Go on to the debate of round 2: Ants have raised water in round 1 by a full success."""
    play.submit("ants", Seal("ants-up", BOTH))
    play.to("caucus", round=2)
    assert play.level("water") == pytest.approx(62.2459, abs=1e-4)
    play.to("debate")
    return play


def ruled(play: Play, move: int = 0) -> MoveRuled:
    play.to("ruling")
    event: MoveRuled = only(play.submit(CONTROL, Rule(move)), "move-ruled")
    return event


def rainy(**changes: Any) -> Any:
    weather = {"kind": "by-hand", "says": "The weather turns.", "claims": ["ground"]}
    rain = {"indicator": "water", "sign": "raises", "amount": "large"}
    injects = [
        {"id": "rain", "title": "Rain", "shocks": [rain], **weather},
        {"id": "drought", "title": "Drought", "shocks": [{**rain, "sign": "lowers"}], **weather},
    ]
    return open_hands(injects=injects, **changes)


# While it waits


def test_a_secret_move_takes_the_place_of_the_rounds_move_and_leaves_the_hand() -> None:
    play = waiting()
    secret = Secret("bees-grow", GROUND, "Wait for it.", RISEN, (), 1)
    bees = play.team("bees")
    assert (bees.secret, bees.sealed, bees.held, bees.reasons, bees.text) == (secret, "", True, (), "")
    assert "bees-grow" not in bees.hand
    assert play.view("bees").own.secret == secret
    assert play.view(PUBLIC).teams[1].settled
    assert play.refused("bees", Hold()).codes == {Code.ALREADY_SEALED}


def test_a_secret_move_has_no_effect_while_it_waits() -> None:
    play = waiting()
    play.to("consequences", round=3)
    assert play.state.floor.nodes == ()
    assert not of_kind(play.events, "levels-moved")
    assert play.team("bees").secret is not None


def test_its_card_is_not_drawn_again_while_it_waits() -> None:
    play = waiting()
    play.to("caucus", round=2)
    # All other cards of the pile of four are in the hand, and nothing is left to draw, though five may be held.
    assert sorted(play.team("bees").hand) == ["bees-bell", "bees-down", "bees-up"]
    assert play.refused("bees", Swap("bees-up")).codes == {Code.NOTHING_TO_DRAW}
    assert play.refused("bees", Seal("bees-grow", GROUND)).codes == {Code.NOT_IN_HAND}
    play.submit("ants", Seal("ants-up", BOTH))
    play.to("caucus", round=4)
    assert play.team("bees").secret is None  # it has sprung in round 3
    assert sorted(play.team("bees").hand) == ["bees-bell", "bees-down", "bees-grow", "bees-up"]


def test_one_secret_waits_at_a_time_and_other_moves_go_on() -> None:
    play = waiting()
    play.to("caucus", round=2)
    assert play.refused("bees", Seal("bees-bell", GROUND, "", RISEN)).codes == {Code.SECRET_WAITS}
    kinds = {option.kind: [slot.name for slot in option.slots] for option in play.view("bees").options}
    assert kinds["seal"] == ["card", "reasons"]
    assert kinds["act"] == ["shocks", "reasons"]
    play.submit("bees", Seal("bees-bell", GROUND))
    play.to("debate")
    assert [node.card for node in play.state.floor.nodes if node.card] == ["bees-bell"]


def test_secrets_that_never_sprang_are_opened_at_the_end() -> None:
    play = waiting()
    play.to("debrief")
    secret = Secret("bees-grow", GROUND, "Wait for it.", RISEN, (), 1)
    assert only(play.events, "secrets-opened") == SecretsOpened((("bees", secret),))
    assert play.team("bees").secret is None
    for seat in ("ants", PUBLIC):
        assert [entry.event for entry in play.log(seat) if entry.event.kind == "secrets-opened"]


def test_nothing_is_opened_at_the_end_where_nothing_waits() -> None:
    play = sprung(waiting())
    play.to("debrief")
    assert not of_kind(play.events, "secrets-opened")


# Triggers


def test_the_options_hold_every_trigger_that_is_not_the_case() -> None:
    play = caucus("full")
    option = next(option for option in play.view("bees").options if option.kind == "seal")
    triggers = option.slots[2].domain
    # Of 20, 30 … 80 each way, three indicators at 50 leave three above and three below, birds at 20 six above.
    assert len(triggers) == 3 * 6 + 6
    assert "water>=60" in triggers
    assert "water<=40" in triggers
    assert not {"water>=50", "water<=50", "water>=40", "birds>=20", "birds<=20"} & set(triggers)


@pytest.mark.parametrize("trigger", ["water>=50", "water<=50", "birds<=80", "water>=55", "moon>=60", "soon", " "])
def test_a_trigger_must_be_one_that_is_not_the_case(trigger: str) -> None:
    refusal = caucus("full").refused("bees", Seal("bees-grow", GROUND, "", trigger))
    assert refusal.codes == {Code.TRIGGER}
    assert "water>=60" in refusal.faults[0].legal


def test_a_secret_springs_at_the_next_reveal_once_its_trigger_is_the_case() -> None:
    play = waiting()
    play.submit("ants", Seal("ants-up", BOTH))
    play.to("debate")
    assert play.state.floor.secrets == ()  # water rises at the end of this round
    play.to("debate", round=2)
    floor = play.state.floor
    assert [(node.number, node.kind, node.team, node.card) for node in floor.nodes] == [
        (0, "move", "bees", "bees-grow"),
        (1, "reason", "bees", ""),
    ]
    assert floor.nodes[0].text == "Wait for it."
    assert (floor.secrets, play.view(PUBLIC).secrets) == ((0,), (0,))
    assert play.team("bees").secret is None


def test_a_trigger_that_has_passed_again_does_not_count() -> None:
    play = waiting(trigger="water<=40", deck=rainy())
    play.submit("ants", Seal("ants-down", BOTH))
    play.to("situation", round=2)
    assert play.level("water") == pytest.approx(37.7541, abs=1e-4)
    play.submit(CONTROL, Deliver("rain"))  # z = .9 - .5
    play.to("reveal")
    assert play.state.floor.nodes == ()
    assert play.team("bees").secret is not None


def test_a_secret_waits_for_what_its_card_requires_too() -> None:
    low = {"indicator": "water", "at_most": 65}
    play = waiting(deck=rainy(teams=teams_of(lambda team: four_cards(team, requires=[low]))))
    play.submit("ants", Seal("ants-up", BOTH))  # z = .5
    play.to("situation", round=2)
    play.submit(CONTROL, Deliver("rain"))  # z = 1.4
    assert play.level("water") == pytest.approx(80.2184, abs=1e-4)
    play.to("reveal")
    assert play.state.floor.nodes == ()
    play.to("situation", round=3)
    play.submit(CONTROL, Deliver("drought"))
    assert play.level("water") == pytest.approx(62.2459, abs=1e-4)
    play.to("reveal")
    assert play.state.floor.secrets == (0,)


def test_a_secret_may_spring_in_the_round_in_which_it_was_sealed() -> None:
    play = waiting(deck=rainy())
    play.submit(CONTROL, Deliver("rain"))
    play.to("debate")
    assert play.state.floor.secrets == (0,)


def test_a_teams_secret_stands_after_its_other_move() -> None:
    play = waiting()
    play.submit("ants", Seal("ants-up", BOTH))
    play.to("caucus", round=2)
    play.seal("cats", "cats-up", "ground")
    play.seal("bees", "bees-down", "ground")
    play.to("debate")
    floor = play.state.floor
    assert [node.card for node in floor.nodes if node.card] == ["bees-down", "bees-grow", "cats-up"]
    assert (floor.moves, floor.secrets) == ((0, 2, 4), (2,))
    assert len(floor.filed) == (3 + 1) * 3
    # Filings are counted for each move, answers too.
    behalf(play, "ants", Counter(2, "con"))
    assert play.view(PUBLIC).teams[0].filings_left == 3


# Its ruling. One reason against nothing: E = .632353, .642824, of odds 1.799740.


@pytest.mark.parametrize(
    ("card", "difficulty", "chance"),
    [
        ("bees-grow", -1, 0.562465),  # easy made even: 15/21 · 1.799740 = 1.285529, over 2.285529
        ("bees-bell", -3, 0.264678),  # hard made 6 of 36: 6/30 · 1.799740 = .359948, over 1.359948
    ],
)
def test_a_secret_move_is_always_rolled_and_one_step_harder(card: str, difficulty: int, chance: float) -> None:
    ruling = ruled(sprung(waiting(card)))
    assert (ruling.method, ruling.difficulty) == ("weighed", difficulty)
    assert ruling.strength == pytest.approx(0.642824, abs=1e-6)
    assert ruling.weighed == pytest.approx(chance, abs=1e-6)
    assert ruling.modifier == 1 + difficulty


def test_three_counters_leave_a_hard_secret_three_in_a_hundred() -> None:
    play = sprung(waiting("bees-bell"))
    for team, claim in (("ants", "con"), ("cats", "ground"), ("ants", "pro")):
        behalf(play, team, Counter(0, claim))
    ruling = ruled(play)
    # E = .632353 - 3 · .632353 = -1.264706, h = .615308, .5 - .5h = .192346, odds .238154; 6/30 of it: .0454654
    assert ruling.weighed == pytest.approx(0.045465, abs=1e-6)
    play = sprung(waiting("bees-bell", (Reason("weak"),)))
    for team, claim in (("ants", "con"), ("cats", "ground"), ("ants", "pro")):
        behalf(play, team, Counter(0, claim))
    # Without the reason: odds .121986, a fifth of them .0243972, a chance of .023816, so .03 counts.
    assert ruled(play).weighed == 0.03


@pytest.mark.parametrize("seed", range(6))
def test_a_secret_is_thrown_for_apart_from_its_teams_other_move(seed: int) -> None:
    play = waiting(seed=seed)
    play.submit("ants", Seal("ants-up", BOTH))
    play.to("caucus", round=2)
    play.seal("bees", "bees-down", "ground")
    play.to("debate")
    behalf(play, "ants", Counter(0, "con"))
    play.to("ruling")
    play.rule_all()
    assert {ruling.node: ruling.percentile for ruling in play.state.floor.rulings} == {
        0: percentile(seed, 0, 2, 1, 0),
        2: percentile(seed, 0, 2, 1, 1),
    }


def test_dice_are_thrown_for_a_secret_too() -> None:
    ruling = ruled(sprung(waiting("bees-bell", adjudication="dice", seed=9)))
    assert (ruling.method, ruling.faces) == ("dice", dice(9, 0, 2, 1, 1))
    assert ruling.modifier == 1 - 3
    odds = dice_odds(-2)
    assert (ruling.full, ruling.partial, ruling.fail) == (odds.full, odds.partial, odds.fail)


def test_a_secret_that_nobody_countered_is_balloted() -> None:
    play = sprung(waiting(adjudication="ballot"))
    play.to("ballot")
    assert play.view(PUBLIC).outstanding == ("cats", "ants")  # in round 2 Bees speak first
    play.submit("ants", Ballot(0, 50))
    play.submit("cats", Ballot(0, 50))
    ruling = ruled(play)
    assert ruling.method == "ballot"
    # Odds √(1 · 1.285529) = 1.133811, over 2.133811
    assert 1 - ruling.fail == pytest.approx(0.531355, abs=1e-6)


def test_a_secret_moves_reasons_read_their_claims_when_it_springs() -> None:
    play = waiting()
    play.submit("ants", Seal("ants-up", BOTH))
    play.to("debate")
    behalf(play, "cats", Counter(1, None, "No."))  # ground withstands: .6 + .4 · .390244
    play.to("debate", round=2)
    assert play.state.floor.nodes[1].cited == pytest.approx(0.756098, abs=1e-6)


# Actions of one's own, and commitments


def test_an_action_of_ones_own_may_wait_too() -> None:
    play = caucus("full", adjudication="weighed", rounds=4)
    play.submit("bees", Act(("trees raises small",), GROUND, "We sow.", RISEN))
    assert play.team("bees").secret == Secret("own:1:bees", GROUND, "We sow.", RISEN, ("trees raises small",), 1)
    assert play.state.record.own == ()
    play.submit("ants", Seal("ants-up", BOTH))
    play.to("caucus", round=2)
    play.submit("bees", Act(("noise lowers small",), GROUND, "We hush."))
    play.to("debate")
    assert [face.id for face in play.state.record.own] == ["own:2:bees", "own:1:bees"]
    assert play.state.floor.secrets == (2,)
    play.submit(CONTROL, SetDifficulty(2, "hard"))
    assert ruled(play, 2).difficulty == -3


def test_a_secret_that_springs_beside_two_commitments_makes_no_third() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands")))
    play = waiting("bees-grow", BOTH, deck=deck)
    play.to("caucus", round=2)
    play.submit("bees", Seal("bees-up", BOTH))
    play.to("caucus", round=3)
    assert [card for card, _ in play.team("bees").commitments] == ["bees-up"]
    assert play.level("water") == pytest.approx(62.2459, abs=1e-4)
    play.submit("bees", Seal("bees-down", BOTH))
    play.to("ruling")
    for move in (0, 3):
        play.submit(CONTROL, Rule(move, None, "full", "It went well."))
    events = play.advance()
    assert only(events, "commitment-made").card == "bees-down"
    assert [card for card, _ in play.team("bees").commitments] == ["bees-up", "bees-down"]
    moved = only(events, "levels-moved")
    assert "bees-grow" in [origin.subject for origin in moved.origins]  # it pushes all the same, this once


# What is refused


@pytest.mark.parametrize("rules", ["quick", "seminar"])
def test_only_the_full_rules_have_secret_moves(rules: str) -> None:
    play = caucus(rules)
    assert play.refused("bees", Seal("bees-grow", GROUND, "", RISEN)).codes == {Code.RULES_LEVEL}
    assert all(slot.name != "trigger" for option in play.view("bees").options for slot in option.slots)


def test_a_secret_may_rest_on_an_inject_that_is_drawn() -> None:
    play = caucus("full", small_deck(), rounds=4)
    assert "trees<=30" in play.view("bees").options[0].slots[2].domain
    hand = play.team("bees").hand
    card = next(name for name in hand if name in ("bees-a", "bees-b"))
    play.submit("bees", Seal(card, GROUND, "", "trees<=30"))
    play.submit(CONTROL, Deliver("storm"))
    assert play.level("trees") == pytest.approx(28.905, abs=1e-3)
    play.to("reveal")
    assert play.state.floor.secrets == (0,)
