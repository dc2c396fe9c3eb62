"""Direct attacks on claims: what they change at once, and what stays as it was filed.

An attack that cites a claim of .6 has .632353 and counts half: E = -.316176, h = .0999676/1.0999676 = .0908823.
"""

from __future__ import annotations

import pytest
from levels import REASON, behalf, caucus, debate, next_debate
from plays import Play, of_kind, only

from exercise.engine.parts import ClaimArgument, Finding
from exercise.moves import (
    CONTROL,
    Answer,
    Attack,
    Code,
    Counter,
    Hold,
    OnBehalf,
    Pass,
    Rule,
    Second,
    Slot,
    Template,
)

GROUND_ATTACKED = pytest.approx(0.545471, abs=1e-6)  # .6 - .6 · .0908823


def moved(*claims: str) -> Play:
    """Return a debate on Ants' `up`, whose reasons (1 and on) rest on these claims."""
    return debate("full", {"ants": ("ants-up", *claims)})


def test_claims_are_attacked_in_a_round_without_moves_too() -> None:
    play = caucus("full")
    for team in ("ants", "bees", "cats"):
        play.submit(team, Hold())
    play.to("debate")
    assert play.state.clock.turn == "ants"
    play.submit("ants", Attack("ground", "con"))
    for team in ("bees", "cats", "ants"):
        play.submit(team, Pass())
    assert play.claim("ground") == GROUND_ATTACKED
    play.advance()  # there is nothing to answer, to estimate or to rule
    assert play.state.clock.phase == "consequences"


def test_a_round_without_moves_has_no_debate_where_claims_may_not_be_attacked() -> None:
    play = caucus("seminar")
    for team in ("ants", "bees", "cats"):
        play.submit(team, Hold())
    play.to("reveal")
    play.advance()
    assert play.state.clock.phase == "consequences"


def test_an_attack_takes_from_a_claim_and_from_whatever_rests_on_it_at_once() -> None:
    play = moved("ground", "pro")
    event = only(play.submit("ants", Attack("ground", "con", "It sags.")), "claim-attacked")
    assert event.argument == ClaimArgument("ground", 1, "ants", "con", "It sags.", pytest.approx(REASON, abs=1e-12))
    assert event.claims == (("ground", GROUND_ATTACKED),)
    assert play.claim("ground") == event.claims[0][1]
    assert play.state.standing.claim_arguments == (event.argument,)
    # The reason on it: E = .545471, h = .297538/1.297538 = .229310, .5 + .5h. The other keeps .632353.
    assert play.strength(1) == pytest.approx(0.614655, abs=1e-6)
    assert play.strength(2) == pytest.approx(REASON, abs=1e-12)
    assert event.cited == ((1, event.claims[0][1], 0.0),)
    assert play.state.floor.nodes[1].cited == event.claims[0][1]
    # The move: E = 1.247008, h = 1.555028/2.555028 = .608615.
    assert play.strength(0) == pytest.approx(0.804307, abs=1e-6)
    assert dict(event.strengths) == {number: play.strength(number) for number in (0, 1)}
    # Links on ground: .2 + .8 · .229310 = .383448, .931230 of .411765.
    assert [name for name, _, _ in event.links] == ["water>trees", "noise>birds", "birds>noise"]
    assert event.links[0] == (
        "water>trees",
        pytest.approx(0.383448, abs=1e-6),
        pytest.approx(0.4 * 0.931230, abs=1e-6),
    )
    assert play.state.standing.weights == pytest.approx((0.372492, 0.6, -0.186246, 0.186246), abs=1e-6)
    assert event.thesis == 0.5  # it does not rest on ground
    assert event.turn == "bees"


def test_an_attack_reaches_the_claims_further_on_and_the_thesis() -> None:
    play = moved("second")
    event = only(play.submit("ants", Attack("pro", "con")), "claim-attacked")
    # pro as ground above. second: E = .545471 - .3 = .245471, h = .0602560/1.0602560 = .0568316, .4 + .6h
    assert event.claims == (("pro", GROUND_ATTACKED), ("second", pytest.approx(0.434099, abs=1e-6)))
    # thesis: E = .5 · .545471 - .5 · .6 = -.0272647, h = .000743, .5 - .5h
    assert event.thesis == pytest.approx(0.499629, abs=1e-6)
    assert play.state.standing.thesis == event.thesis
    # trees>birds rests on both: E = .979569, h = .489680, .2 + .8h = .591744, .955465 of .619326
    ((name, strength, weight),) = event.links
    assert (name, strength) == ("trees>birds", pytest.approx(0.591744, abs=1e-6))
    assert weight == pytest.approx(0.6 * 0.955465, abs=1e-6)
    # The reason on second: E = .434099, h = .188442/1.188442 = .158562, .5 + .5h.
    assert play.strength(1) == pytest.approx(0.579281, abs=1e-6)


def test_an_attack_in_own_words_counts_a_tenth() -> None:
    play = moved("ground")
    play.submit("ants", Attack("ground", None, "No."))
    # .5 · .2: E = -.1, h = .01/1.01 = .00990099, .6 - .6h
    assert play.state.standing.claim_arguments[0].strength == 0.2
    assert play.claim("ground") == pytest.approx(0.594059, abs=1e-6)


def test_an_attack_on_something_weak_for_a_claim_strengthens_what_that_spoke_against() -> None:
    play = moved("second")
    play.submit("ants", Attack("weak", "pro"))
    # weak: .3 - .3 · .0908823 = .272735. second: E = .6 - .272735 = .327265, h = .107102/1.107102 = .0967413, .4 + .6h
    assert play.claim("weak") == pytest.approx(0.272735, abs=1e-6)
    assert play.claim("second") == pytest.approx(0.458045, abs=1e-6)


def test_what_cites_a_claim_against_something_keeps_its_strength_as_filed() -> None:
    play = moved("pro")
    behalf(play, "bees", Counter(0, "ground"))
    behalf(play, "bees", Attack("con", "ground"))
    before = play.strength(2), play.state.standing.claim_arguments[0].strength
    behalf(play, "cats", Attack("ground", "pro"))
    assert play.claim("ground") == GROUND_ATTACKED
    assert (play.strength(2), play.state.standing.claim_arguments[0].strength) == before
    assert before == (pytest.approx(REASON, abs=1e-12), pytest.approx(REASON, abs=1e-12))


def test_what_is_filed_afterwards_reads_the_claim_as_it_stands_then() -> None:
    play = moved("pro")
    behalf(play, "cats", Attack("ground", "pro"))
    behalf(play, "bees", Counter(0, "ground"))
    behalf(play, "bees", Second(0, "ground"))
    # E = .545471, as for the reason on it above
    assert [play.strength(number) for number in (2, 3)] == pytest.approx([0.614655, 0.614655], abs=1e-6)
    play.to("answers")
    behalf(play, "ants", Answer(2, "ground"))
    assert play.strength(4) == pytest.approx(0.614655, abs=1e-6)


def test_an_attack_may_unseat_a_reason_and_cost_the_move_a_pro() -> None:
    play = moved("pro")
    play.submit("ants", Attack("ground", "con"))
    next_debate(play, {"ants": ("ants-down", "ground", "pro")})
    behalf(play, "bees", Counter(1, None, "No."))
    # The reason: E = .545471 - .2 = .345471, h = .119350/1.119350 = .106624, .5 + .5h, and holds by a hair.
    assert play.strength(1) == pytest.approx(0.553312, abs=1e-6)
    behalf(play, "cats", Attack("ground", "con"))
    # ground: E = -.632353, .428611. The reason: E = .228611, h = .0522630/1.0522630 = .0496673; the move: one reason.
    assert play.strength(1) == pytest.approx(0.524834, abs=1e-6)
    assert play.strength(0) == pytest.approx(0.642824, abs=1e-6)
    play.to("ruling")
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert (ruling.method, ruling.pros, ruling.outcome) == ("unrolled", (2,), "partial")


# Rounds and findings


def test_a_claim_is_attacked_once_a_round_and_attacks_last_and_add_up() -> None:
    play = moved("ground")
    play.submit("ants", Attack("ground", "con"))
    refusal = play.refused("bees", Attack("ground", "pro"))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.CLAIM}, ("pro", "second", "con", "weak"))
    next_debate(play, {"ants": ("ants-down", "pro")})
    assert play.claim("ground") == GROUND_ATTACKED
    behalf(play, "cats", Attack("ground", "con"))
    # E = -.632353, h = .285648, .6 - .6h
    assert play.claim("ground") == pytest.approx(0.428611, abs=1e-6)
    assert [argument.round for argument in play.state.standing.claim_arguments] == [1, 2]


def test_findings_and_attacks_add_up() -> None:
    play = moved("ground")
    play.submit("ants", Attack("ground", "con"))
    behalf(play, "bees", Counter(1, "con"))
    play.to("consequences")
    event = only(play.events, "findings-recorded")
    assert event.findings == (Finding("ground", 1, supports=False, node=1),)
    # E = -.8 - .316176 = -1.116176, h = 1.245850/2.245850 = .554734, .6 - .6h
    assert play.claim("ground") == pytest.approx(0.267159, abs=1e-6)


def test_an_attack_is_no_challenge_to_a_move_and_no_test_of_its_claim() -> None:
    play = moved("ground", "pro")
    play.submit("ants", Attack("ground", "con"))
    play.to("consequences")
    ruling = only(play.events, "move-ruled")
    assert (ruling.method, ruling.outcome) == ("unrolled", "full")
    assert not of_kind(play.events, "findings-recorded")


# What may be attacked


def test_the_options_hold_the_claims_that_nobody_has_attacked_this_round() -> None:
    play = moved("ground")
    play.submit("ants", Attack("pro", "con"))
    citable = play.game.argument.citable
    left = ("ground", "second", "con", "weak")
    option = next(option for option in play.view("bees").options if option.kind == "attack")
    assert option == Template("attack", (Slot("target", left), Slot("claim", citable, 0)), text=True, text_or="claim")


@pytest.mark.parametrize("claim", ["gone", "none", "garden", "", "water"])
def test_a_claim_that_is_attacked_must_exist_and_not_be_withdrawn(claim: str) -> None:
    assert moved("ground").refused("ants", Attack(claim, "con")).codes == {Code.CLAIM}


def test_an_attack_needs_a_claim_or_words() -> None:
    play = moved("ground")
    assert play.refused("ants", Attack("ground")).codes == {Code.EMPTY}
    assert play.refused("ants", Attack("ground", "gone")).codes == {Code.CLAIM}
    assert play.refused("ants", Attack("ground", "con", "x" * 501)).codes == {Code.TEXT}


def test_a_team_that_may_file_on_no_move_may_still_attack_claims() -> None:
    play = moved("ground")
    assert play.turn == "ants"  # whose own move is the only one
    assert [option.kind for option in play.view("ants").options] == ["attack", "pass"]


def test_attacks_are_filings_of_the_round_and_of_no_move() -> None:
    play = moved("ground")
    for claim in ("ground", "pro", "second", "con"):
        behalf(play, "bees", Attack(claim, None, "No."))
    assert [team.filings_left for team in play.view("public").teams] == [4, 0, 4]
    refusal = play.refused(CONTROL, OnBehalf("bees", Attack("weak", None, "No.")))
    assert refusal.codes == {Code.BUDGET}
    assert play.refused(CONTROL, OnBehalf("bees", Counter(0, "con"))).codes == {Code.BUDGET}
    behalf(play, "cats", Counter(0, "con"))  # the move has room
    behalf(play, "cats", Attack("weak", None, "No."))
    # Ants may file on no move, and no claim is left to attack; Bees have no filing left.
    assert play.turn == "cats"


def test_the_turn_goes_on_after_an_attack() -> None:
    play = moved("ground")
    turns = []
    for claim in ("ground", "pro", "second"):
        turns.append(play.turn)
        play.submit(play.turn, Attack(claim, None, "No."))
    assert turns == ["ants", "bees", "cats"]
    behalf(play, "cats", Attack("con", None, "No."))
    assert play.turn == "ants"  # keyed out of turn


def test_claims_are_attacked_in_turn_and_in_the_debate() -> None:
    play = moved("ground")
    assert play.refused("bees", Attack("ground", "con")).codes == {Code.NOT_YOUR_TURN}
    play.submit("ants", Pass())
    assert play.refused(CONTROL, OnBehalf("ants", Attack("ground", "con"))).codes == {Code.ALREADY_PASSED}
    play.to("ruling")
    assert Code.WRONG_PHASE in play.refused("bees", Attack("ground", "con")).codes


@pytest.mark.parametrize("rules", ["quick", "seminar"])
def test_only_the_full_rules_have_attacks_on_claims(rules: str) -> None:
    play = debate(rules, {"ants": ("ants-up", "ground")})
    refusal = play.refused("bees", Attack("ground", "con"))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.RULES_LEVEL}, ("counter",))
    assert "attack" not in [option.kind for option in play.view("bees").options]
