"""Sealed estimates: who gives them, when they are opened, and what they do to a chance."""

from __future__ import annotations

import pytest
from levels import behalf, debate
from plays import Play, four_cards, of_kind, only, open_hands, teams_of

from exercise.engine.events import BallotSealed, BallotsRevealed
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Advance,
    Answer,
    Ballot,
    Code,
    Counter,
    CounterLink,
    Hold,
    OnBehalf,
    Rule,
    Slot,
    Template,
)

PERCENTS = tuple(range(5, 100, 5))


def voting(*, rules: str = "seminar", counters: tuple[tuple[str, int], ...] = (("bees", 0),)) -> Play:
    """Return a play in the ballot: Ants' move (0, its reason 1) and Bees' (2 and 3), with counters that cite con."""
    play = debate(rules, {"ants": ("ants-up", "ground"), "bees": ("bees-up", "ground")})
    for team, target in counters:
        behalf(play, team, Counter(target, "con"))
    play.to("ballot")
    return play


@pytest.mark.parametrize("rules", ["seminar", "full"])
def test_a_ballot_follows_the_answers_and_comes_before_the_rulings(rules: str) -> None:
    play = debate(rules, {"ants": ("ants-up", "ground")})
    behalf(play, "bees", Counter(0, "con"))
    phases = []
    while play.phase != "ruling":
        play.advance(skip=True)
        phases.append(play.phase)
    assert phases == ["answers", "ballot", "ruling"]


def test_there_is_no_ballot_where_no_move_is_rolled() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")})
    play.counter("bees", 0)
    play.submit("cats", CounterLink(0, "water>trees", "con"))
    play.to("answers")
    play.advance(skip=True)
    assert play.phase == "ruling"
    assert play.state.floor.estimates == ()


@pytest.mark.parametrize("adjudication", ["dice", "weighed", "ruling"])
def test_there_is_no_ballot_under_another_adjudication(adjudication: str) -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")}, adjudication=adjudication)
    play.counter("bees", 0, "con")
    play.to("ruling")
    assert "ballot" not in [event.phase for event in of_kind(play.events, "phase-opened")]


def test_every_team_estimates_the_rolled_moves_of_the_others() -> None:
    play = voting(counters=(("bees", 0), ("ants", 2)))
    assert play.view(PUBLIC).outstanding == ("ants", "bees", "cats")
    assert play.view(PUBLIC).turn == ""
    for team, targets in (("ants", (2,)), ("bees", (0,)), ("cats", (0, 2))):
        assert play.view(team).options == (Template("ballot", (Slot("target", targets), Slot("percent", PERCENTS))),)
    assert play.submit("cats", Ballot(2, 35)) == (BallotSealed("cats", 2, 35),)
    assert play.view("cats").options[0].slots[0].domain == (0,)
    play.submit("cats", Ballot(0, 95))
    assert play.view("cats").options == ()
    assert play.view(PUBLIC).outstanding == ("ants", "bees")
    assert play.view("cats").own.ballots == ((2, 35), (0, 95))


def test_a_move_that_is_not_rolled_is_not_estimated() -> None:
    play = voting()
    assert play.view(PUBLIC).outstanding == ("bees", "cats")
    assert play.view("ants").options == ()
    refusal = play.refused("ants", Ballot(2, 50))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.TARGET}, ())
    refusal = play.refused("cats", Ballot(2, 50))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.TARGET}, ("0",))


def test_a_team_does_not_estimate_its_own_move_nor_what_is_no_move() -> None:
    play = voting()
    assert play.refused("ants", Ballot(0, 50)).codes == {Code.TARGET}
    for target in (1, 4, 99, -1):
        assert play.refused("bees", Ballot(target, 50)).codes == {Code.TARGET}


def test_an_estimate_is_given_once() -> None:
    play = voting()
    play.submit("bees", Ballot(0, 40))
    assert play.refused("bees", Ballot(0, 45)).codes == {Code.ALREADY_ESTIMATED}


@pytest.mark.parametrize("percent", [0, 4, 51, 100, -5])
def test_estimates_go_in_steps_of_five_percent(percent: int) -> None:
    refusal = voting().refused("bees", Ballot(0, percent))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.PERCENT}, tuple(map(str, PERCENTS)))


def test_every_fault_of_an_estimate_is_told() -> None:
    play = voting()
    assert play.refused("ants", Ballot(0, 3)).codes == {Code.TARGET, Code.PERCENT}


def test_estimates_are_sealed_in_the_ballot_alone() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")})
    play.counter("bees", 0, "con")
    assert play.refused("bees", Ballot(0, 50)).codes == {Code.WRONG_PHASE}
    play.to("ballot")
    assert Code.WRONG_PHASE in play.refused("bees", Hold()).codes
    play.to("ruling")
    assert play.refused("bees", Ballot(0, 50)).codes == {Code.WRONG_PHASE}


def test_control_waits_for_the_ballots_or_skips_the_teams_that_gave_none() -> None:
    play = voting()
    refusal = play.refused(CONTROL, Advance())
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.TEAMS_MISSING}, ("bees", "cats"))
    play.submit("cats", Ballot(0, 40))
    event = only(play.advance(skip=True), "ballots-revealed")
    assert event == BallotsRevealed(((0, (("cats", 40),)),))


def test_control_keys_a_teams_estimate() -> None:
    play = voting()
    assert play.submit(CONTROL, OnBehalf("bees", Ballot(0, 40))) == (BallotSealed("bees", 0, 40),)
    assert play.refused(CONTROL, OnBehalf("ants", Ballot(0, 40))).codes == {Code.TARGET}


def test_ballots_are_opened_together_in_the_decks_order() -> None:
    play = voting(counters=(("bees", 0), ("ants", 2)))
    for team, move, percent in (("cats", 2, 60), ("cats", 0, 70), ("bees", 0, 50), ("ants", 2, 5)):
        play.submit(team, Ballot(move, percent))
    assert play.state.floor.estimates == ()
    play.advance()
    opened = ((0, (("bees", 50), ("cats", 70))), (2, (("ants", 5), ("cats", 60))))
    assert play.state.floor.estimates == opened
    assert play.view(PUBLIC).estimates == opened


def test_strengths_are_kept_off_the_screen_until_the_ballots_are_open() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")})
    play.counter("bees", 0, "con")
    seen = {}
    while play.phase != "consequences":
        seen[play.phase] = play.view(PUBLIC).sealed_judging
        if play.phase == "ruling":
            play.rule_all()
        play.advance(skip=True)
    assert seen == {"debate": True, "answers": True, "ballot": True, "ruling": False}


# What they do to a chance. A reason and a counter on the move cancel, so the weighed chance is 21/36, of odds 1.4.


@pytest.mark.parametrize(
    ("percents", "median", "chance"),
    [
        ((70, 50), 0.6, 0.591693),  # odds √(1.5 · 1.4) = 1.449138
        ((50, 70), 0.6, 0.591693),
        ((60, 60), 0.6, 0.591693),
        ((50, 50), 0.5, 0.541960),  # √1.4 = 1.183216
        ((5, 50), 0.3, 0.436492),  # 5 counts as 10: (.1 + .5)/2; √(3/7 · 1.4) = √.6 = .774597
        ((95, 95), 0.9, 0.780203),  # 95 counts as 90; √(9 · 1.4) = √12.6 = 3.549648
        ((5, 95), 0.5, 0.541960),
        ((5, 5), 0.1, 0.282848),  # √(1.4/9) = .394405
    ],
)
def test_the_rooms_median_meets_the_weighed_odds_half_way(
    percents: tuple[int, int], median: float, chance: float
) -> None:
    play = voting()
    for team, percent in zip(("bees", "cats"), percents, strict=True):
        play.submit(team, Ballot(0, percent))
    play.advance()
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert (ruling.method, ruling.estimates) == ("ballot", (("bees", percents[0]), ("cats", percents[1])))
    assert ruling.median == pytest.approx(median, abs=1e-12)
    assert ruling.weighed == pytest.approx(21 / 36, abs=1e-12)
    assert 1 - ruling.fail == pytest.approx(chance, abs=1e-6)
    assert ruling.full == pytest.approx(0.4 * chance, abs=1e-6)
    thrown = (ruling.percentile + 0.5) / 10_000
    assert ruling.outcome == ("full" if thrown < ruling.full else "partial" if thrown < 1 - ruling.fail else "fail")


def test_one_estimate_is_a_median() -> None:
    play = voting()
    play.submit("cats", Ballot(0, 70))
    play.advance(skip=True)
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    # Odds √(7/3 · 1.4) = √3.266667 = 1.807392, over 2.807392.
    assert (ruling.method, ruling.median) == ("ballot", 0.7)
    assert 1 - ruling.fail == pytest.approx(0.643798, abs=1e-6)


def test_the_middle_one_of_three_estimates_counts() -> None:
    more = [{**team, "cards": four_cards(team["id"])} for team in teams_of(four_cards)]
    dogs = {**more[0], "id": "dogs", "name": "Dogs", "cards": four_cards("dogs")}
    play = debate("seminar", {"ants": ("ants-up", "ground")}, open_hands(teams=[*more, dogs]))
    play.counter("bees", 0, "con")
    play.to("ballot")
    for team, percent in (("bees", 95), ("cats", 20), ("dogs", 50)):
        play.submit(team, Ballot(0, percent))
    play.advance()
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert ruling.median == 0.5
    assert 1 - ruling.fail == pytest.approx(0.541960, abs=1e-6)


def test_without_a_ballot_the_weighed_chance_counts() -> None:
    play = voting()
    play.advance(skip=True)
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert (ruling.method, ruling.median, ruling.estimates) == ("weighed", 0.0, ())
    assert 1 - ruling.fail == pytest.approx(21 / 36, abs=1e-12)


def test_an_unopposed_move_beside_a_rolled_one_is_not_balloted() -> None:
    play = voting()
    for team in ("bees", "cats"):
        play.submit(team, Ballot(0, 50))
    play.advance()
    ruling = only(play.submit(CONTROL, Rule(2)), "move-ruled")
    assert (ruling.method, ruling.outcome, ruling.estimates) == ("unrolled", "partial", ())


def test_ballots_are_forgotten_with_the_round() -> None:
    play = voting()
    play.submit("bees", Ballot(0, 50))
    play.to("caucus", round=2)
    assert play.team("bees").ballots == ()
    assert play.state.floor.estimates == ()


def test_answers_come_before_the_ballot_and_do_not_undo_it() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground")})
    play.counter("bees", 0, "con")
    play.to("answers")
    play.submit("ants", Answer(2, "pro"))
    play.advance()
    assert play.phase == "ballot"
    assert play.view("bees").options[0].slots[0].domain == (0,)
