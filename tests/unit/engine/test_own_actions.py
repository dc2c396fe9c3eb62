"""Actions of a team's own: what they may push, how hard they are, and how they are played like cards."""

from __future__ import annotations

from typing import Any

import pytest
from levels import behalf, caucus, next_debate
from plays import Play, only

from exercise.engine.events import DifficultySet, MoveSealed
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Act,
    Code,
    Counter,
    CounterLink,
    Hold,
    OnBehalf,
    Override,
    Reason,
    Rule,
    Second,
    SetDifficulty,
)

ON_GROUND = (Reason("ground"),)
WELL = Act(("water raises medium",), ON_GROUND, "We dig a well.")


def acted(move: Act = WELL) -> Play:
    """Return a debate on Ants' own action."""
    play = caucus("full")
    play.submit("ants", move)
    play.to("debate")
    return play


def test_an_action_takes_the_place_of_a_card_and_costs_none() -> None:
    play = caucus("full")
    hand = play.team("ants").hand
    sealed = MoveSealed("ants", "own:1:ants", ON_GROUND, "We dig a well.", ("water raises medium",))
    assert play.submit("ants", WELL) == (sealed,)
    assert play.team("ants").hand == hand
    own = play.view("ants").own
    assert (own.sealed, own.shocks, own.text) == ("own:1:ants", ("water raises medium",), "We dig a well.")
    assert play.refused("ants", Hold()).codes == {Code.ALREADY_SEALED}
    assert play.refused("ants", WELL).codes == {Code.ALREADY_SEALED}


def test_an_action_lies_open_once_it_is_revealed() -> None:
    play = acted(Act(("water raises medium", "noise lowers small"), ON_GROUND, "We dig a well."))
    face = next(face for face in play.view(PUBLIC).faces if face.id == "own:1:ants")
    assert (face.team, face.difficulty, face.commits) == ("ants", -1, False)
    assert face.full == ((0, 0.5), (2, -0.2))
    assert face.partial == ((0, 0.25), (2, -0.1))
    assert face.fail == ()
    assert face.links == ("water>trees", "noise>birds")
    assert play.view(PUBLIC).nodes[0].text == "We dig a well."


def test_an_action_rests_on_any_claim_that_may_be_cited() -> None:
    play = acted(Act(("water raises small",), (Reason("con"), Reason("weak", also="pro")), "We dig."))
    assert [(node.claim, node.also) for node in play.state.floor.nodes[1:]] == [("con", ""), ("weak", "pro")]
    behalf(play, "bees", Second(0, "ground"))
    refusal = play.refused(CONTROL, OnBehalf("cats", Second(0, "pro")))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.CLAIM}, ("second",))


def test_the_links_that_leave_what_an_action_pushes_may_be_countered() -> None:
    play = acted()
    behalf(play, "bees", CounterLink(0, "water>trees", "con"))
    assert play.state.standing.weights[0] == pytest.approx(0.4 * 0.485206, abs=1e-6)


@pytest.mark.parametrize(("outcome", "water"), [("full", 0.5), ("partial", 0.25)])
def test_an_action_pushes_as_a_card_does(outcome: Any, water: float) -> None:
    play = acted()
    play.to("ruling")
    play.submit(CONTROL, Rule(0))
    play.submit(CONTROL, Override(0, outcome, "So it went."))
    moved = only(play.advance(), "levels-moved")
    assert (moved.origins[0].kind, moved.origins[0].subject) == ("move", "own:1:ants")
    # Of water's push .7 · .4 crosses to trees.
    assert [change.parts[0] for change in moved.changes[:2]] == pytest.approx([water, water * 0.28], abs=1e-12)


# How hard it is


def challenged() -> Play:
    """Return a debate on Ants' action in which a counter cancels its reason, so that the chance is as printed."""
    play = acted()
    behalf(play, "bees", Counter(0, "con"))
    return play


def chance(play: Play) -> float:
    play.to("ruling")
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert ruling.method == "weighed"
    return float(ruling.weighed)


def test_an_action_is_even_until_control_says_otherwise() -> None:
    assert chance(challenged()) == pytest.approx(15 / 36, abs=1e-12)


@pytest.mark.parametrize(("difficulty", "modifier", "of_36"), [("easy", 0, 21), ("even", -1, 15), ("hard", -2, 10)])
def test_control_sets_how_hard_an_action_is(difficulty: str, modifier: int, of_36: int) -> None:
    play = challenged()
    event = DifficultySet(0, "own:1:ants", modifier, "They know wells.")
    assert play.submit(CONTROL, SetDifficulty(0, difficulty, "They know wells.")) == (event,)
    assert play.view(PUBLIC).faces[0].difficulty == modifier
    assert chance(play) == pytest.approx(of_36 / 36, abs=1e-12)


def test_a_hard_action_has_no_full_success_unopposed() -> None:
    two = (Reason("ground"), Reason("pro"))
    for difficulty, outcome in (("even", "full"), ("hard", "partial")):
        play = acted(Act(("water raises small",), two, "We dig."))
        play.submit(CONTROL, SetDifficulty(0, difficulty))
        play.to("ruling")
        assert only(play.submit(CONTROL, Rule(0)), "move-ruled").outcome == outcome


def test_the_options_offer_control_the_difficulties_until_the_action_is_ruled() -> None:
    play = acted()

    def offered() -> list[object]:
        return [option.slots[0].domain for option in play.view(CONTROL).options if option.kind == "set-difficulty"]

    assert offered() == [(0,)]
    play.to("ruling")
    assert offered() == [(0,)]
    play.submit(CONTROL, Rule(0))
    assert offered() == []
    assert play.refused(CONTROL, SetDifficulty(0, "hard")).codes == {Code.TARGET}


def test_only_an_action_of_ones_own_has_a_difficulty_to_set() -> None:
    play = caucus("full")
    play.submit("ants", WELL)
    play.seal("bees", "bees-up", "ground")
    assert play.refused(CONTROL, SetDifficulty(0, "hard")).codes == {Code.TARGET}  # not revealed yet
    play.to("debate")
    for target in (1, 2, 99, -1):  # a reason, a card, nothing
        refusal = play.refused(CONTROL, SetDifficulty(target, "hard"))
        assert (refusal.codes, refusal.faults[0].legal) == ({Code.TARGET}, ("0",))
    assert play.refused(CONTROL, SetDifficulty(0, "tricky")).codes == {Code.MALFORMED}
    assert play.refused(CONTROL, SetDifficulty(0, "hard", "x" * 501)).codes == {Code.TEXT}
    assert play.refused("ants", SetDifficulty(0, "easy")).codes == {Code.NOT_THIS_SEAT}


def test_an_action_of_a_later_round_has_a_name_and_a_difficulty_of_its_own() -> None:
    play = challenged()
    play.submit(CONTROL, SetDifficulty(0, "hard"))
    play.to("caucus", round=2)
    play.submit("ants", WELL)
    play.to("debate")
    assert play.state.floor.nodes[0].card == "own:2:ants"
    assert [(face.id, face.difficulty) for face in play.state.record.own] == [("own:1:ants", -2), ("own:2:ants", -1)]
    next_debate(play, {"ants": ("ants-up", "ground")})
    assert play.state.face("own:1:ants").difficulty == -2


# What is refused


@pytest.mark.parametrize(
    "shocks",
    [
        (),
        ("water raises large",),
        ("water rises small",),
        ("moon raises small",),
        ("water raises small", "water lowers small"),  # one indicator twice
        ("water raises small", "water raises small"),
        ("water raises small", "trees raises small", "noise raises small"),
        ("water raises small", "none"),
    ],
)
def test_an_action_pushes_one_or_two_indicators_by_a_small_or_a_medium_amount(shocks: tuple[str, ...]) -> None:
    play = caucus("full")
    refusal = play.refused("ants", Act(shocks, ON_GROUND, "We dig."))
    assert refusal.codes == {Code.SHOCKS}
    assert len(refusal.faults[0].legal) == 4 * 2 * 2  # indicators, signs, amounts
    assert refusal.faults[0].legal[0] == "water raises small"


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        ((), Code.REASONS),
        (tuple(map(Reason, ("ground", "pro", "second", "con"))), Code.REASONS),
        ((Reason("none"),), Code.CLAIM),
        ((Reason("gone"),), Code.CLAIM),
        ((Reason("ground"), Reason("ground")), Code.CLAIM_TWICE),
        ((Reason("ground", "x" * 501),), Code.TEXT),
    ],
)
def test_an_action_needs_reasons_that_rest_on_claims(reasons: tuple[Reason, ...], code: Code) -> None:
    assert caucus("full").refused("ants", Act(("water raises small",), reasons, "We dig.")).codes == {code}


def test_an_action_needs_words() -> None:
    play = caucus("full")
    for text, code in (("", Code.EMPTY), ("  \n", Code.EMPTY), ("x" * 501, Code.TEXT)):
        assert play.refused("ants", Act(("water raises small",), ON_GROUND, text)).codes == {code}


def test_every_fault_of_an_action_is_told() -> None:
    refusal = caucus("full").refused("ants", Act((), (), "", "none"))
    assert refusal.codes == {Code.SHOCKS, Code.REASONS, Code.EMPTY, Code.TRIGGER}


def test_an_action_is_sealed_in_caucus() -> None:
    assert Code.WRONG_PHASE in acted().refused("bees", WELL).codes


@pytest.mark.parametrize("rules", ["quick", "seminar"])
def test_only_the_full_rules_have_actions_of_ones_own(rules: str) -> None:
    play = caucus(rules)
    refusal = play.refused("ants", WELL)
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.RULES_LEVEL}, ("seal", "hold"))
    assert "act" not in [option.kind for option in play.view("ants").options]


def test_the_options_say_what_an_action_may_push_and_rest_on() -> None:
    play = caucus("full")
    option = next(option for option in play.view("ants").options if option.kind == "act")
    pushes, reasons, trigger = option.slots
    assert (pushes.name, len(pushes.domain), pushes.least, pushes.most, pushes.rivals) == ("shocks", 16, 1, 2, 4)
    assert [str(push).split()[0] for push in pushes.domain[::4]] == ["water", "trees", "noise", "birds"]
    assert (reasons.domain, reasons.least, reasons.most) == (play.game.argument.citable, 1, 3)
    assert reasons.apiece == 2
    assert (trigger.name, trigger.least) == ("trigger", 0)
    assert option.needs_text
