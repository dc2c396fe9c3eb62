"""What control decides by hand: levels, chances and outcomes, seats, votes, and remarks on the clock."""

from __future__ import annotations

from typing import Any

import pytest
from levels import behalf, caucus, debate
from plays import Play, four_cards, of_kind, only, open_hands, teams_of
from smalldeck import small_deck

from exercise.deckfiles import load_deck
from exercise.engine.chance import percentile
from exercise.engine.events import ClockRemarked, LevelAdjusted, MoveRuled, SeatTaken, TeamsSkipped, ThesisVoted
from exercise.engine.parts import Origin
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Adjust,
    Advance,
    Code,
    Counter,
    Deliver,
    Hold,
    Move,
    OnBehalf,
    Override,
    Pass,
    Reason,
    Remark,
    Reseat,
    Rule,
    Seal,
    SetDifficulty,
    Slot,
    Template,
    Vote,
    fill,
)

RULES = ("quick", "seminar", "full")


def judging(rules: str = "seminar", *, seed: int = 1, countered: bool = True) -> Play:
    """Return a play in the ruling of Ants' `up`, on one reason, which a counter on the move cancels."""
    play = debate(rules, {"ants": ("ants-up", "ground")}, seed=seed)
    if countered:
        behalf(play, "bees", Counter(0, "con"))
    play.to("ruling")
    return play


# Rulings of its own


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("countered", [True, False])
def test_control_sets_a_chance_that_is_thrown_for(rules: str, countered: bool) -> None:
    play = judging(rules, countered=countered, seed=3)
    ruling = only(play.submit(CONTROL, Rule(0, 35, None, "Wells are hard.")), "move-ruled")
    assert (ruling.method, ruling.text, ruling.rolled) == ("ruling", "Wells are hard.", True)
    assert (ruling.full, ruling.partial, ruling.fail) == pytest.approx((0.14, 0.21, 0.65), abs=1e-12)  # .4 · .35
    assert ruling.percentile == percentile(3, 0, 1, 0)
    thrown = (ruling.percentile + 0.5) / 10_000
    assert ruling.outcome == ("full" if thrown < 0.14 else "partial" if thrown < 0.35 else "fail")


def test_the_weighed_chance_stands_beside_the_one_that_control_set() -> None:
    ruling = only(judging().submit(CONTROL, Rule(0, 80, None, "Easy.")), "move-ruled")
    assert ruling.weighed == pytest.approx(21 / 36, abs=1e-12)


def test_a_chance_that_control_sets_is_not_clamped() -> None:
    outcomes = {5: 0, 95: 0}
    for percent in outcomes:
        for seed in range(12):
            ruling = only(judging(seed=seed).submit(CONTROL, Rule(0, percent, None, "So be it.")), "move-ruled")
            assert 1 - ruling.fail == pytest.approx(percent / 100, abs=1e-12)
            outcomes[percent] += ruling.outcome != "fail"
    assert outcomes[5] < outcomes[95]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize(("outcome", "odds"), [("full", (1, 0, 0)), ("partial", (0, 1, 0)), ("fail", (0, 0, 1))])
def test_control_sets_an_outcome_and_nothing_is_thrown(rules: str, outcome: Any, odds: Any) -> None:
    ruling: MoveRuled = only(judging(rules).submit(CONTROL, Rule(0, None, outcome, "So be it.")), "move-ruled")
    assert (ruling.method, ruling.outcome, ruling.rolled) == ("ruling", outcome, False)
    assert (ruling.full, ruling.partial, ruling.fail) == odds
    assert (ruling.faces, ruling.percentile, ruling.weighed) == ((), -1, 0.0)


def test_a_ruling_that_control_sets_has_its_consequences() -> None:
    play = judging()
    play.submit(CONTROL, Rule(0, None, "full", "So be it."))
    moved = only(play.advance(), "levels-moved")
    assert moved.changes[0].parts == (0.5,)


@pytest.mark.parametrize(
    ("move", "codes"),
    [
        (Rule(0, 50), {Code.EMPTY}),
        (Rule(0, None, "full"), {Code.EMPTY}),
        (Rule(0, 50, None, "  "), {Code.EMPTY}),
        (Rule(0, 50, None, "x" * 501), {Code.TEXT}),
        (Rule(0, 0, None, "Never."), {Code.PERCENT}),
        (Rule(0, 100, None, "Always."), {Code.PERCENT}),
        (Rule(0, 42, None, "Hm."), {Code.PERCENT}),
        (Rule(0, 50, "full", "Both."), {Code.MALFORMED}),
        (Rule(0, None, "good", "Hm."), {Code.MALFORMED}),
        (Rule(1), {Code.TARGET}),
        (Rule(9), {Code.TARGET}),
        (Rule(-1), {Code.TARGET}),
    ],
)
def test_a_ruling_has_one_chance_or_one_outcome_and_its_reason(move: Any, codes: set[Code]) -> None:
    assert judging().refused(CONTROL, move).codes == codes


def test_a_move_is_ruled_once_and_in_the_ruling() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")})
    assert play.refused(CONTROL, Rule(0)).codes == {Code.WRONG_PHASE}
    play = judging()
    assert play.refused(CONTROL, Advance()).codes == {Code.NOT_RULED}
    assert play.refused("ants", Rule(0)).codes == {Code.NOT_THIS_SEAT}
    play.submit(CONTROL, Rule(0))
    assert play.refused(CONTROL, Rule(0)).codes == {Code.ALREADY_RULED}


def test_an_override_needs_a_ruling_an_outcome_and_a_reason() -> None:
    play = judging()
    assert play.refused(CONTROL, Override(0, "full", "Now.")).codes == {Code.NOT_RULED}
    play.submit(CONTROL, Rule(0, 50, None, "Even."))
    assert play.refused(CONTROL, Override(0, "full")).codes == {Code.EMPTY}
    assert play.refused(CONTROL, Override(0, "good", "x" * 501)).codes == {Code.MALFORMED, Code.TEXT}  # type: ignore[arg-type]
    event = only(play.submit(CONTROL, Override(0, "fail", "No.")), "ruling-overridden")
    assert event.before == play.state.floor.rulings[0].outcome


def test_the_options_of_the_ruling_are_thrown_or_set() -> None:
    play = judging()
    waiting = Slot("target", (0,))
    percents, outcomes = Slot("percent", tuple(range(5, 100, 5))), Slot("outcome", ("full", "partial", "fail"))
    assert play.view(CONTROL).options[:3] == (
        Template("rule", (waiting,)),
        Template("rule", (waiting, percents), text=True, needs_text=True),
        Template("rule", (waiting, outcomes), text=True, needs_text=True),
    )
    play.submit(CONTROL, Rule(0))
    assert play.view(CONTROL).options[:2] == (
        Template("advance"),
        Template("override", (waiting, outcomes), text=True, needs_text=True),
    )
    assert [template.kind for template in play.view(CONTROL).options[2:]] == ["adjust", "remark", "reseat", "reseat"]


def filled(template: Template, place: int) -> Move:
    """Return the move that a template makes with the value at a place of each domain, and words."""
    values = {slot.name: slot.domain[place % len(slot.domain)] for slot in template.slots}
    values |= {name: (value,) for name, value in values.items() if name in ("reasons", "shocks")}
    return fill(template, values, "So it was decided.")


@pytest.mark.parametrize("rules", ["quick", "seminar", "full"])
def test_all_that_control_is_offered_is_accepted_in_every_phase(rules: str) -> None:
    play = Play(load_deck("tutorial"), rules=rules)
    offered = set()
    while play.phase != "closed":
        state = play.state
        for template in play.view(CONTROL).options:
            for place in (0, 1, -1):
                play.submit(CONTROL, filled(template, place))
                play.state = state
            offered.add(template.kind)
        for team, templates in play.view(CONTROL).slips:
            for template in templates:
                play.submit(CONTROL, OnBehalf(team, filled(template, 1)))  # type: ignore[arg-type]
                play.state = state
                offered.add(f"slip: {template.kind}")
        keyed = [(team, templates) for team, templates in play.view(CONTROL).slips if len(templates) > 1]
        if keyed:
            play.submit(CONTROL, OnBehalf(keyed[0][0], filled(keyed[0][1][0], 0)))  # type: ignore[arg-type]
        elif play.view(CONTROL).unruled:
            play.submit(CONTROL, Rule(play.view(CONTROL).unruled[0]))
        else:
            play.submit(CONTROL, Advance(skip=True))
    assert {"vote", "adjust", "remark", "reseat", "advance", "rule", "override", "deliver"} <= offered
    assert {"slip: seal", "slip: hold", "slip: counter", "slip: answer", "slip: pass"} <= offered


def test_slips_are_for_control_alone_and_keep_no_turn() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")})
    assert [team for team, _ in play.view(CONTROL).slips] == list(play.view(CONTROL).outstanding)
    assert len(play.view(CONTROL).slips) > 1
    for seat in ("ants", "bees", "cats", "public"):
        assert play.view(seat).slips == ()


def test_why_teams_were_skipped_is_on_record_where_control_says_it() -> None:
    play = caucus("quick")
    first, *_ = play.submit(CONTROL, Advance(skip=True, text="The bus leaves."))
    assert first == TeamsSkipped(("ants", "bees", "cats"), "The bus leaves.")
    play = caucus("quick")
    assert all(event.kind != "teams-skipped" for event in play.submit(CONTROL, Advance(skip=True)))
    assert caucus("quick").refused(CONTROL, Advance(skip=True, text="x" * 501)).codes == {Code.TEXT}
    assert caucus("quick").refused(CONTROL, Reseat("ants", "person", "x" * 501)).codes == {Code.TEXT}


# Levels


@pytest.mark.parametrize("rules", RULES)
def test_control_sets_a_level_and_nothing_spreads_from_it(rules: str) -> None:
    play = caucus(rules)
    noted, moved = play.submit(CONTROL, Adjust("water", 80, "A pipe burst."))
    assert noted == LevelAdjusted("water", 80, "A pipe burst.")
    assert (moved.cause, moved.origins) == ("control", (Origin("control", 1, "", "water"),))
    assert moved.indicators == ("water",)
    # z = ln 4 from 0
    assert moved.parts == ((pytest.approx(1.386294, abs=1e-6),),)
    assert play.level("water") == pytest.approx(80.0, abs=1e-9)
    assert [play.level(name) for name in ("trees", "noise", "birds")] == pytest.approx([50, 50, 20], abs=1e-9)
    (change,) = moved.changes
    assert change.shares == (pytest.approx(30.0, abs=1e-9),)
    for seat in ("ants", PUBLIC):
        assert [entry.event for entry in play.log(seat)][-2:] == [noted, moved]


@pytest.mark.parametrize("level", [2, 98])
def test_a_level_is_set_from_2_to_98(level: int) -> None:
    play = caucus("quick")
    play.submit(CONTROL, Adjust("water", level, "So it is."))
    assert play.level("water") == pytest.approx(level, abs=1e-9)
    assert abs(play.state.world.z[0]) <= 3.9


@pytest.mark.parametrize(
    ("move", "codes"),
    [
        (Adjust("water", 1, "Low."), {Code.INDICATOR}),
        (Adjust("water", 99, "High."), {Code.INDICATOR}),
        (Adjust("moon", 50, "Full."), {Code.INDICATOR}),
        (Adjust("water", 50), {Code.EMPTY}),
        (Adjust("water", 50, "x" * 501), {Code.TEXT}),
        (Adjust("moon", 0, " "), {Code.INDICATOR, Code.EMPTY}),
    ],
)
def test_a_level_that_is_set_needs_an_indicator_a_level_and_a_reason(move: Adjust, codes: set[Code]) -> None:
    refusal = caucus("quick").refused(CONTROL, move)
    assert refusal.codes == codes
    if move.indicator == "moon":
        assert refusal.faults[0].legal == ("water", "trees", "noise", "birds")


def test_levels_are_set_while_rounds_are_played() -> None:
    play = Play(open_hands(), rounds=1)
    move = Adjust("water", 60, "Now.")
    accepted = []
    while play.phase != "closed":
        if play.phase in ("brief", "debrief"):
            assert play.refused(CONTROL, move).codes == {Code.WRONG_PHASE}
        else:
            play.submit(CONTROL, move)
            accepted.append(play.phase)
        if play.phase == "caucus":
            play.seal("ants", "ants-up", "ground")
        if play.phase == "ruling":
            play.rule_all()
        play.advance(skip=True)
    assert accepted == ["situation", "caucus", "reveal", "debate", "ruling", "consequences"]
    assert play.refused(CONTROL, move).codes == {Code.WRONG_PHASE}


def test_a_level_that_was_set_counts_for_objectives_and_thresholds() -> None:
    play = Play(small_deck(), rounds=2)
    play.to("consequences")
    play.submit(CONTROL, Adjust("water", 40, "It leaks."))
    play.advance()
    assert "drought" in play.state.world.delivered  # due at 45 or less


# Seats


def test_somebody_else_takes_a_seat() -> None:
    play = caucus("seminar")
    assert play.submit(CONTROL, Reseat("bees", "random")) == (SeatTaken("bees", "random"),)
    assert play.view(PUBLIC).teams[1].seated == "random"
    play.submit(CONTROL, Reseat("bees", "person"))
    play.submit(CONTROL, Reseat(CONTROL, "table"))
    assert dict(play.state.setup.seats) == {"ants": "person", "bees": "person", "cats": "person", CONTROL: "table"}


@pytest.mark.parametrize("who", ["", "  ", "x" * 41, "two\nlines", "\x1b[31m"])
def test_who_takes_a_seat_has_a_name_of_one_short_line(who: str) -> None:
    assert caucus("quick").refused(CONTROL, Reseat("bees", who)).codes == {Code.SEAT}


def test_only_a_seat_that_is_played_may_be_taken_and_the_table_plays_control_alone() -> None:
    play = caucus("quick")
    for seat in ("dogs", PUBLIC, ""):
        refusal = play.refused(CONTROL, Reseat(seat, "person"))
        assert (refusal.codes, refusal.faults[0].legal) == ({Code.NO_SUCH_SEAT}, ("ants", "bees", "cats", CONTROL))
    assert play.refused(CONTROL, Reseat("bees", "table")).codes == {Code.SEAT}
    assert play.refused("bees", Reseat("bees", "steady")).codes == {Code.NOT_THIS_SEAT}
    play.to("closed")
    assert play.refused(CONTROL, Reseat("bees", "person")).codes == {Code.CLOSED}


def test_a_seat_may_change_hands_in_any_phase_before_the_end() -> None:
    play = Play(open_hands(), rounds=1)
    while play.phase != "closed":
        play.submit(CONTROL, Reseat("ants", play.phase))
        play.advance(skip=True)
    assert play.view(PUBLIC).teams[0].seated == "debrief"


# The vote


def test_the_room_votes_before_and_after() -> None:
    play = Play(open_hands(), rounds=1)
    assert play.submit(CONTROL, Vote(7, 4, 1)) == (ThesisVoted("brief", 7, 4, 1),)
    play.submit(CONTROL, Vote(7, 5, 0))  # counted again
    play.to("debrief")
    play.submit(CONTROL, Vote(6, 6, 0))
    assert play.view(PUBLIC).votes == (("brief", 7, 5, 0), ("debrief", 6, 6, 0))


def test_the_room_votes_in_brief_and_debrief_alone() -> None:
    play = caucus("quick")
    assert play.refused(CONTROL, Vote(1, 1, 1)).codes == {Code.WRONG_PHASE}
    play.to("closed")
    assert play.refused(CONTROL, Vote(1, 1, 1)).codes == {Code.WRONG_PHASE}


@pytest.mark.parametrize("votes", [(-1, 0, 0), (0, -1, 0), (0, 0, -1), (10_001, 0, 0)])
def test_votes_are_counts(votes: tuple[int, int, int]) -> None:
    assert Play(open_hands()).refused(CONTROL, Vote(*votes)).codes == {Code.MALFORMED}


def test_no_votes_at_all_and_very_many_are_votes() -> None:
    play = Play(open_hands())
    play.submit(CONTROL, Vote(0, 0, 0))
    play.submit(CONTROL, Vote(10_000, 10_000, 10_000))
    assert play.refused("ants", Vote(1, 0, 0)).codes == {Code.NOT_THIS_SEAT}


# The clock


@pytest.mark.parametrize(
    "move", [Remark("paused", 0, "Coffee."), Remark("resumed"), Remark("extended", 600, "They argue.")]
)
def test_remarks_on_the_clock_are_kept_and_change_nothing(move: Remark) -> None:
    play = caucus("seminar")
    before = play.state
    assert play.submit(CONTROL, move) == (ClockRemarked(move.what, move.minutes, move.text),)
    assert play.state == before


@pytest.mark.parametrize(
    ("move", "codes"),
    [
        (Remark("stopped"), {Code.MALFORMED}),  # type: ignore[arg-type]
        (Remark("extended", -1), {Code.MALFORMED}),
        (Remark("extended", 601), {Code.MALFORMED}),
        (Remark("paused", 0, "x" * 501), {Code.TEXT}),
    ],
)
def test_a_remark_says_what_and_how_many_minutes(move: Remark, codes: set[Code]) -> None:
    assert caucus("quick").refused(CONTROL, move).codes == codes


def test_nothing_is_remarked_or_opened_once_the_session_is_closed() -> None:
    play = caucus("quick")
    play.to("closed")
    assert play.refused(CONTROL, Remark("paused")).codes == {Code.CLOSED}
    assert play.refused(CONTROL, Advance()).codes == {Code.CLOSED}
    assert play.view(CONTROL).options == ()


# Injects, and other people's moves


def test_an_inject_is_delivered_in_situation_or_caucus_once() -> None:
    play = Play(small_deck(), rules="full", rounds=2)
    assert play.refused(CONTROL, Deliver("storm")).codes == {Code.WRONG_PHASE}
    play.to("situation")
    events = play.submit(CONTROL, Deliver("storm", "It got dark."))
    assert only(events, "inject-delivered").how == "by-hand"
    assert only(events, "levels-moved").cause == "inject"
    assert play.refused(CONTROL, Deliver("storm")).codes == {Code.INJECT}
    assert play.refused(CONTROL, Deliver("none")).codes == {Code.INJECT}
    assert play.refused(CONTROL, Deliver("rain", "x" * 501)).codes == {Code.TEXT}
    play.to("reveal")
    assert play.refused(CONTROL, Deliver("rain")).codes == {Code.WRONG_PHASE}


def test_seats_do_what_is_theirs() -> None:
    play = caucus("full")
    for move in (Adjust("water", 60, "Ours."), SetDifficulty(0, "easy"), Remark("paused"), Advance(), Deliver("x")):
        assert play.refused("ants", move).codes == {Code.NOT_THIS_SEAT}
        assert play.refused(PUBLIC, move).codes == {Code.NOT_THIS_SEAT}
        assert play.refused("dogs", move).codes == {Code.NO_SUCH_SEAT}
    for move in (Hold(), Pass()):
        refusal = play.refused(CONTROL, move)
        assert (refusal.codes, refusal.faults[0].legal) == ({Code.NOT_THIS_SEAT}, play.game.teams)
    assert play.refused(CONTROL, OnBehalf("dogs", Hold())).codes == {Code.NO_SUCH_SEAT}
    assert play.refused(CONTROL, OnBehalf("ants", Advance())).codes == {Code.MALFORMED}  # type: ignore[arg-type]
    assert not of_kind(play.events, "team-held")


def test_an_inject_may_take_from_a_card_what_it_requires() -> None:
    leak = {
        "id": "leak",
        "title": "A leak",
        "kind": "by-hand",
        "says": "It drips.",
        "claims": ["ground"],
        "shocks": [{"indicator": "water", "sign": "lowers", "amount": "large"}],
    }
    wet = {"requires": [{"indicator": "water", "at_least": 40}]}
    play = caucus("full", open_hands(injects=[leak], teams=teams_of(lambda team: four_cards(team, **wet))))
    play.submit(CONTROL, Deliver("leak"))
    assert play.level("water") == pytest.approx(28.9050, abs=1e-4)
    assert play.refused("ants", Seal("ants-up", (Reason("ground"),))).codes == {Code.REQUIREMENT}
    assert play.view("ants").own.unusable == play.team("ants").hand
    assert "seal" not in [option.kind for option in play.view("ants").options]
