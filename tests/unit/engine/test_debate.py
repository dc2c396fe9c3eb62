"""Counters, seconds and answers: whose turn it is, what may be filed, and what it does to strengths."""

from __future__ import annotations

import pytest
from plays import Play, in_caucus, in_debate, of_kind, only, open_hands, teams_of
from smalldeck import card

from exercise.engine.events import TeamPassed
from exercise.moves import (
    CONTROL,
    Answer,
    Code,
    Counter,
    OnBehalf,
    Pass,
    Second,
    Slot,
    Template,
)

ALL = {
    "ants": ("ants-up", "ground", "pro"),
    "bees": ("bees-up", "ground", "pro"),
    "cats": ("cats-up", "ground", "pro"),
}
"""Every team plays `up` on two reasons, so that the floor is: 0 Ants' move, 1 and 2 its reasons; 3 to 5 Bees'; 6 to 8
Cats'."""
ANTS, BEES, CATS = 0, 3, 6


def all_moves(rounds: int = 2) -> Play:
    return in_debate(ALL, rounds=rounds)


# What is revealed


def test_moves_are_revealed_together_in_the_decks_order_of_teams() -> None:
    play = in_caucus()
    for team in ("cats", "ants", "bees"):
        play.seal(team, *ALL[team])
    revealed = only(play.advance(), "moves-revealed")
    assert [(node.number, node.kind, node.team, node.move, node.target) for node in revealed.nodes] == [
        (0, "move", "ants", 0, 0),
        (1, "reason", "ants", 0, 0),
        (2, "reason", "ants", 0, 0),
        (3, "move", "bees", 3, 3),
        (4, "reason", "bees", 3, 3),
        (5, "reason", "bees", 3, 3),
        (6, "move", "cats", 6, 6),
        (7, "reason", "cats", 6, 6),
        (8, "reason", "cats", 6, 6),
    ]
    assert [node.card for node in revealed.nodes if node.kind == "move"] == ["ants-up", "bees-up", "cats-up"]
    assert [node.claim for node in revealed.nodes if node.kind == "reason"] == ["ground", "pro"] * 3


def test_a_team_that_holds_has_nothing_on_the_floor() -> None:
    play = in_debate({"bees": ALL["bees"]})
    assert {node.team for node in play.state.floor.nodes} == {"bees"}


# Turns


def test_teams_file_in_speaking_order_until_all_pass() -> None:
    play = all_moves()
    turns = []
    for move in (Counter(BEES, "con"), Counter(CATS, "con"), Counter(ANTS, "con"), Pass(), Pass(), Pass()):
        turns.append(play.turn)
        play.submit(play.turn, move)
    assert turns == ["ants", "bees", "cats", "ants", "bees", "cats"]
    assert play.turn == ""
    assert play.view("ants").outstanding == ()


@pytest.mark.parametrize(
    ("now", "order"),
    [
        (1, ("ants", "bees", "cats")),
        (2, ("bees", "cats", "ants")),
        (3, ("cats", "ants", "bees")),
        (4, ("ants", "bees", "cats")),
    ],
)
def test_the_speaking_order_rotates_with_the_round(now: int, order: tuple[str, ...]) -> None:
    play = in_caucus(rounds=4)
    play.to("caucus", round=now)
    for team in order:
        play.seal(team, *ALL[team])
    play.to("debate")
    assert play.state.clock.order == order
    turns = []
    for _ in order:
        turns.append(play.turn)
        play.submit(play.turn, Pass())
    assert tuple(turns) == order


def test_a_team_that_passed_is_left_out_and_the_rest_go_on() -> None:
    play = all_moves()
    play.submit("ants", Pass())
    play.counter("bees", CATS, "con")
    play.counter("cats", BEES, "con")
    assert play.turn == "bees"
    play.counter("bees", CATS)
    assert play.turn == "cats"


def test_a_team_with_nothing_left_to_file_is_left_out() -> None:
    play = all_moves()
    play.counter("ants", BEES, "con")
    play.counter("bees", ANTS, "con")
    play.submit("cats", Pass())
    play.counter("ants", CATS, "con")
    assert play.view("ants").teams[0].filings_left == 0
    # Bees may file once more; Ants have filed twice, Cats have passed.
    assert play.turn == "bees"
    play.counter("bees", ANTS)
    assert play.turn == ""
    assert play.view("bees").outstanding == ()


def test_a_team_that_cannot_file_on_any_move_is_passed_over_from_the_start() -> None:
    play = in_debate({"ants": ALL["ants"]})
    assert play.turn == "bees"  # only Ants moved, and a team doesn't file on its own move
    play.counter("bees", ANTS, "con")
    play.counter("cats", ANTS, "con")
    assert play.turn == ""


def test_only_the_team_whose_turn_it_is_has_options() -> None:
    play = all_moves()
    assert [bool(play.view(seat).options) for seat in ("ants", "bees", "cats", "public")] == [True, False, False, False]
    refusal = play.refused("bees", Counter(ANTS, "con"))
    assert refusal.codes == {Code.NOT_YOUR_TURN}
    assert refusal.faults[0].legal == ("ants",)


def test_control_keys_a_slip_out_of_turn_and_the_turn_stays() -> None:
    play = all_moves()
    play.submit(CONTROL, OnBehalf("cats", Counter(ANTS, "con")))
    assert play.turn == "ants"
    node = play.state.floor.nodes[-1]
    assert (node.team, node.kind, node.target) == ("cats", "counter", ANTS)
    play.submit(CONTROL, OnBehalf("bees", Pass()))
    assert play.turn == "ants"
    play.submit("ants", Pass())
    assert play.turn == "cats"  # Bees have passed


def test_control_keys_the_slip_of_the_team_whose_turn_it_is_and_the_turn_goes_on() -> None:
    play = all_moves()
    play.submit(CONTROL, OnBehalf("ants", Counter(BEES, "con")))
    assert play.turn == "bees"


def test_a_slip_that_fills_the_last_room_moves_the_turn_on() -> None:
    play = in_debate({"ants": ALL["ants"], "bees": ALL["bees"]})
    play.submit("ants", Pass())
    assert play.turn == "bees"
    play.submit(CONTROL, OnBehalf("cats", Counter(ANTS, "con")))
    play.submit(CONTROL, OnBehalf("cats", Counter(ANTS, "weak")))
    # Bees may file on Ants' move alone, which is full now; Cats have filed twice.
    assert play.turn == ""


def test_who_has_passed_files_nothing_more_by_control_either() -> None:
    play = all_moves()
    play.submit("ants", Pass())
    for move in (Counter(BEES, "con"), Second(BEES, "second"), Pass()):
        assert play.refused(CONTROL, OnBehalf("ants", move)).codes == {Code.ALREADY_PASSED}


def test_a_pass_says_that_the_team_was_there() -> None:
    assert all_moves().submit("ants", Pass()) == (TeamPassed("ants", missing=False, turn="bees"),)


# Budgets


def test_a_team_files_twice_in_a_round() -> None:
    play = all_moves()
    play.counter("ants", BEES, "con")
    play.submit(CONTROL, OnBehalf("ants", Second(CATS, "second")))
    assert play.view("public").teams[0].filings_left == 0
    assert Code.BUDGET in play.refused(CONTROL, OnBehalf("ants", Counter(CATS, "con"))).codes


def test_filings_come_back_with_the_round() -> None:
    play = all_moves()
    play.counter("ants", BEES, "con")
    play.submit(CONTROL, OnBehalf("ants", Counter(BEES, "con")))
    play.to("caucus", round=2)
    assert [team.filings_left for team in play.view("public").teams] == [2, 2, 2]
    for team in ALL:
        play.seal(team, *ALL[team])
    play.to("debate")
    play.submit(CONTROL, OnBehalf("ants", Counter(BEES, "con")))
    play.submit(CONTROL, OnBehalf("ants", Counter(BEES, "con")))


def test_a_team_may_file_both_on_one_move_which_then_is_full_for_all() -> None:
    play = all_moves()
    play.submit(CONTROL, OnBehalf("ants", Counter(BEES, "con")))
    play.submit(CONTROL, OnBehalf("ants", Counter(BEES + 1, "con")))
    refusal = play.refused(CONTROL, OnBehalf("cats", Counter(BEES + 2, "con")))
    assert refusal.codes == {Code.MOVE_FULL}
    assert Code.MOVE_FULL in play.refused(CONTROL, OnBehalf("cats", Second(BEES, "second"))).codes


def test_two_teams_fill_a_move_with_one_filing_each() -> None:
    play = all_moves()
    play.counter("ants", BEES, "con")
    play.submit(CONTROL, OnBehalf("cats", Second(BEES, "second")))
    assert play.refused(CONTROL, OnBehalf("cats", Counter(BEES, "con"))).codes == {Code.MOVE_FULL}
    play.submit(CONTROL, OnBehalf("cats", Counter(ANTS, "con")))


def test_a_move_that_is_full_is_no_target_of_the_options() -> None:
    play = all_moves()
    play.submit(CONTROL, OnBehalf("cats", Counter(BEES, "con")))
    play.submit(CONTROL, OnBehalf("cats", Counter(BEES + 1, "con")))
    counter, second, last = play.view("ants").options
    assert counter == Template(
        "counter",
        (Slot("target", (CATS, CATS + 1, CATS + 2)), Slot("claim", play.game.argument.citable, 0)),
        text=True,
        text_or="claim",
    )
    assert second == Template("second", (Slot("target", (CATS,)), Slot("claim", ("second", "weak"))), text=True)
    assert last == Template("pass")


def test_a_team_argues_about_no_move_of_its_own() -> None:
    play = all_moves()
    for move in (Counter(ANTS, "con"), Counter(ANTS + 1, "con"), Second(ANTS, "second")):
        assert play.refused("ants", move).codes == {Code.TARGET}


# What may be cited


def test_a_second_rests_on_a_claim_of_the_card_that_is_not_yet_cited() -> None:
    play = all_moves()
    for claim in ("ground", "con", "gone", "none"):  # cited; not the card's; withdrawn; unknown
        refusal = play.refused("ants", Second(BEES, claim))
        assert refusal.codes == {Code.CLAIM}
        assert refusal.faults[0].legal == ("second", "weak")
    play.submit("ants", Second(BEES, "second"))
    assert play.refused(CONTROL, OnBehalf("cats", Second(BEES, "second"))).codes == {Code.CLAIM}
    play.submit(CONTROL, OnBehalf("cats", Second(BEES, "weak")))


def test_a_claim_cited_for_one_move_may_be_lent_to_another() -> None:
    play = in_debate({"ants": ("ants-up", "ground"), "bees": ("bees-up", "pro")})
    play.submit("ants", Second(2, "ground"))
    play.submit("bees", Second(0, "pro"))
    assert [(node.kind, node.claim) for node in play.state.floor.nodes[-2:]] == [
        ("second", "ground"),
        ("second", "pro"),
    ]


def test_a_counter_may_cite_a_claim_again_even_the_one_that_it_attacks() -> None:
    play = all_moves()
    play.counter("ants", BEES + 1, "ground")
    play.submit(CONTROL, OnBehalf("cats", Counter(BEES + 1, "ground")))
    assert [node.claim for node in play.state.floor.nodes[-2:]] == ["ground", "ground"]


def test_a_second_may_be_countered() -> None:
    play = all_moves()
    play.submit("ants", Second(BEES, "second"))
    event = only(play.submit(CONTROL, OnBehalf("cats", Counter(9, "con"))), "counter-filed")
    assert (event.node.target, event.node.move) == (9, BEES)


def test_counters_and_answers_are_no_targets_of_a_counter() -> None:
    play = all_moves()
    play.counter("ants", BEES, "con")
    assert play.refused("bees", Counter(9, "con")).codes == {Code.TARGET}


# Answers


def answers() -> Play:
    """Return a play in the answers, with two counters on Ants' move (9, 10) and one on Bees' (11)."""
    play = all_moves()
    play.submit("ants", Pass())
    play.counter("bees", ANTS, "con")
    play.counter("cats", ANTS + 1, "con")
    play.submit("bees", Pass())
    play.counter("cats", BEES, "con")
    play.advance()
    return play


def test_movers_answer_in_speaking_order_once_each() -> None:
    play = answers()
    assert (play.phase, play.turn) == ("answers", "ants")
    play.submit("ants", Answer(9, "pro"))
    assert play.turn == "bees"
    assert play.refused(CONTROL, OnBehalf("ants", Answer(10, "pro"))).codes == {Code.TARGET}
    play.submit("bees", Answer(11, None, "Not so."))
    assert play.turn == ""
    assert play.view("cats").outstanding == ()
    assert play.view(CONTROL).options[0] == Template("advance", (Slot("skip", (False, True)),))


def test_a_mover_may_leave_counters_unanswered() -> None:
    play = answers()
    assert play.view("ants").options == (
        Template(
            "answer",
            (Slot("target", (9, 10)), Slot("claim", play.game.argument.citable, 0)),
            text=True,
            text_or="claim",
        ),
        Template("pass"),
    )
    play.submit("ants", Pass())
    assert play.turn == "bees"
    play.submit("bees", Pass())
    assert play.turn == ""


def test_only_the_mover_answers_and_only_counters() -> None:
    play = answers()
    for target in (11, 0, 1, 6, 99, -1):  # another's counter, a move, a reason, another's move, nothing
        refusal = play.refused("ants", Answer(target, "pro"))
        assert refusal.codes == {Code.TARGET}
        assert refusal.faults[0].legal == ("9", "10")
    assert play.refused("bees", Answer(11, "pro")).codes == {Code.NOT_YOUR_TURN}
    assert play.refused(CONTROL, OnBehalf("cats", Answer(9, "pro"))).codes == {Code.TARGET}


def test_control_keys_an_answer_out_of_turn_and_the_turn_stays() -> None:
    play = answers()
    play.submit(CONTROL, OnBehalf("bees", Answer(11, "pro")))
    assert play.turn == "ants"
    play.submit("ants", Answer(9, "pro"))
    assert play.turn == ""


def test_who_passed_in_the_debate_may_still_answer() -> None:
    play = answers()
    assert only([event for event in play.events if getattr(event, "team", "") == "ants"], "team-passed")
    play.submit("ants", Answer(10, "pro"))


# Strengths through real moves, for a reason on a claim of .6


def test_a_reason_on_a_claim_of_6_is_632_countered_499_and_answered_675() -> None:
    play = in_debate({"ants": ("ants-up", "pro")})
    assert play.claim("pro") == play.claim("con") == play.claim("ground") == 0.6
    # E = .6, h = .36/1.36 = .26471, .5 + .5h
    assert play.strength(1) == pytest.approx(0.632353, abs=1e-6)
    # The move: E = .632353, h = .399870/1.399870 = .285648
    assert play.strength(0) == pytest.approx(0.642824, abs=1e-6)
    play.counter("bees", 1, "con")
    # The counter has .632353 as the reason had; E = .6 - .632353 = -.032353, h = .0010467/1.0010467 = .0010456
    assert play.strength(2) == pytest.approx(0.632353, abs=1e-6)
    assert play.strength(1) == pytest.approx(0.499477, abs=1e-6)
    # It does not hold, so it does not count.
    assert play.strength(0) == 0.5
    play.to("answers")
    play.submit("ants", Answer(2, "ground"))
    # The answer has .632353; it takes the counter to .499477 by the same sum, and supports the reason:
    # E = .6 - .499477 + .632353 = .732876, h = .537107/1.537107 = .349427
    assert play.strength(3) == pytest.approx(0.632353, abs=1e-6)
    assert play.strength(2) == pytest.approx(0.499477, abs=1e-6)
    assert play.strength(1) == pytest.approx(0.674714, abs=1e-6)
    # The move: E = .674714, h = .455239/1.455239 = .312828
    assert play.strength(0) == pytest.approx(0.656414, abs=1e-6)


def test_own_words_argue_with_a_base_of_2() -> None:
    play = in_debate({"ants": ("ants-up", "pro")})
    play.counter("bees", 1)
    assert (play.state.floor.nodes[2].base, play.state.floor.nodes[2].cited) == (0.2, 0.0)
    assert play.strength(2) == 0.2
    # E = .6 - .2 = .4, h = .16/1.16 = .137931
    assert play.strength(1) == pytest.approx(0.568966, abs=1e-6)
    play.to("answers")
    play.submit("ants", Answer(2, None, "Look again."))
    # The counter: E = -.2, h = .04/1.04 = .0384615, .2 - .2h = .192308
    assert play.strength(2) == pytest.approx(0.192308, abs=1e-6)
    # The reason: E = .6 - .192308 + .2 = .607692, h = .369290/1.369290 = .269694
    assert play.strength(1) == pytest.approx(0.634847, abs=1e-6)


def test_a_counter_on_the_move_counts_where_it_holds() -> None:
    play = in_debate({"ants": ("ants-up", "pro")})
    play.counter("bees", 0, "con")
    # E = .632353 - .632353 = 0
    assert play.strength(0) == pytest.approx(0.5, abs=1e-12)
    play.submit(CONTROL, OnBehalf("cats", Counter(0, None, "No.")))
    assert play.strength(0) == pytest.approx(0.5, abs=1e-12)  # a counter of .2 does not hold and does not count
    play.to("answers")
    play.submit("ants", Answer(2, "ground"))
    # The counter falls to .499477 and counts no more; the reason and the answer support: E = 1.264706,
    # h = 1.599481/2.599481 = .615308
    assert play.strength(0) == pytest.approx(0.807654, abs=1e-6)


def test_a_second_supports_the_move_as_a_reason_does() -> None:
    play = in_debate({"ants": ("ants-up", "pro")})
    play.submit("bees", Second(0, "ground"))
    assert play.strength(2) == pytest.approx(0.632353, abs=1e-6)
    # E = 1.264706, as above
    assert play.strength(0) == pytest.approx(0.807654, abs=1e-6)


def test_a_reason_on_a_weak_claim_does_not_hold_and_does_not_count() -> None:
    play = in_debate({"ants": ("ants-up", "weak")})
    # E = .3, h = .09/1.09 = .0825688
    assert play.strength(1) == pytest.approx(0.541284, abs=1e-6)
    assert play.strength(0) == 0.5


def test_a_claim_must_have_a_third_for_a_reason_on_it_to_hold_alone() -> None:
    # .5 + .5h >= .55 where h >= .1, so E² >= 1/9. `second` has .449541: E² = .202088, h = .168114.
    play = in_debate({"ants": ("ants-up", "second")})
    assert play.strength(1) == pytest.approx(0.584057, abs=1e-6)
    # The move: E = .584057, h = .341123/1.341123 = .254356
    assert play.strength(0) == pytest.approx(0.627178, abs=1e-6)


def test_a_filing_says_which_strengths_it_changed_and_no_others() -> None:
    play = all_moves()
    before = play.state.floor.strengths
    event = only(play.submit("ants", Counter(BEES + 1, "con")), "counter-filed")
    assert {number for number, _ in event.strengths} == {9, BEES + 1, BEES}
    changed = {number for number, strength in enumerate(before) if strength != play.strength(number)}
    assert changed == {BEES + 1, BEES}


def test_a_filing_reads_its_claim_as_it_stood_when_filed() -> None:
    play = all_moves()
    play.counter("ants", BEES, "second")
    assert play.state.floor.nodes[-1].cited == play.claim("second")


def test_a_card_without_enough_claims_left_offers_no_second() -> None:
    two = teams_of(lambda team: [card(f"{team}-x", [("birds", "raises", "small")], claims=["pro", "second"])])
    play = in_debate({"ants": ("ants-x", "pro", "second", "ground")}, open_hands(teams=two))
    assert [template.kind for template in play.view("bees").options] == ["counter", "pass"]
    assert of_kind(play.events, "moves-revealed")
