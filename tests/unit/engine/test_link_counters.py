"""Counters on links: what they leave alone, and what they do to a link for the rest of the session.

Ants' `up` shocks water, which one link leaves: water>trees, moderate (.4), on ground (.6). Its strength before the
first argument: E = .6, h = .264706, .2 + .8h = .411765.
"""

from __future__ import annotations

import pytest
from levels import REASON, behalf, debate, next_debate
from plays import Play, of_kind, only

from exercise.engine.parts import LinkArgument
from exercise.moves import (
    CONTROL,
    Answer,
    Code,
    Counter,
    CounterLink,
    OnBehalf,
    Pass,
    Rule,
    Slot,
    Template,
)

LINK = "water>trees"
ANTS_MOVE = {"ants": ("ants-up", "ground", "pro")}
ANTS_MOVE_AGAIN = {"ants": ("ants-down", "pro")}


def doubting(*claims: str | None, rules: str = "seminar") -> Play:
    """Return a debate on Ants' move, whose link was countered with these claims, or in own words for none."""
    play = debate(rules, ANTS_MOVE)
    for place, claim in enumerate(claims):
        behalf(play, ("bees", "cats")[place % 2], CounterLink(0, LINK, claim, "" if claim else "Hardly."))
    return play


def in_play(play: Play) -> tuple[float, float]:
    """Return the link's strength and its weight."""
    number = play.game.world.link_index[LINK]
    return play.state.standing.links[number], play.state.standing.weights[number]


def test_before_the_first_argument_a_link_is_as_printed() -> None:
    assert in_play(doubting()) == (pytest.approx(0.411765, abs=1e-6), 0.4)


@pytest.mark.parametrize(
    ("claims", "strength", "ratio"),
    [
        # E = .6 - .632353 = -.032353, h = .0010467/1.0010467 = .0010456, .2 - .2h
        (("con",), 0.199791, 0.485206),
        # Own words have .2: E = .4, h = .16/1.16 = .137931, .2 + .8h
        ((None,), 0.310345, 0.753695),
        # A claim of .3 makes a counter of .541284: E = .058716, h = .0034476/1.0034476 = .0034358, .2 + .8h
        (("weak",), 0.202749, 0.492390),
        # Two of .632353: E = -.664706, h = .441834/1.441834 = .306439, .2 - .2h
        (("con", "ground"), 0.138712, 0.336873),
        # Three: E = -1.297059, h = 1.682361/2.682361 = .627194, .2 - .2h = .0745612, .181 of it: a quarter counts
        (("con", "ground", "pro"), 0.074561, 0.25),
    ],
)
def test_counters_on_a_link_take_from_its_strength_and_its_weight_at_once(
    claims: tuple[str | None, ...], strength: float, ratio: float
) -> None:
    assert in_play(doubting(*claims)) == (
        pytest.approx(strength, abs=1e-6),
        pytest.approx(0.4 * ratio, abs=1e-6),
    )


def test_the_event_says_what_the_link_has_become() -> None:
    play = debate("seminar", ANTS_MOVE)
    event = only(play.submit("bees", CounterLink(0, LINK, "con", "Trees need more.")), "link-countered")
    node = event.node
    assert (node.number, node.kind, node.move, node.target, node.link) == (3, "link-counter", 0, 3, LINK)
    assert (node.base, node.cited, node.claim, node.text) == (0.5, 0.6, "con", "Trees need more.")
    assert event.strengths == ((3, pytest.approx(REASON, abs=1e-12)),)
    assert event.argument == LinkArgument(LINK, 1, 3, supports=False, strength=event.strengths[0][1])
    assert event.link == (LINK, *in_play(play))
    assert event.turn == "cats"


def test_other_links_keep_their_weights() -> None:
    assert doubting("con").state.standing.weights[1:] == (0.6, -0.2, 0.2)


# It is about consequences


def test_a_counter_on_a_link_leaves_the_move_its_strength_its_reasons_and_its_certain_success() -> None:
    before = debate("seminar", ANTS_MOVE)
    play = doubting("con", "ground")
    assert play.state.floor.strengths[:3] == before.state.floor.strengths
    play.to("ruling")
    ruling = only(play.submit(CONTROL, Rule(0)), "move-ruled")
    assert (ruling.method, ruling.outcome, ruling.pros, ruling.cons) == ("unrolled", "full", (1, 2), ())
    assert ruling.sensitive is False


def test_a_counter_on_a_link_brings_no_finding() -> None:
    play = doubting("con")
    play.to("consequences")
    assert not of_kind(play.events, "findings-recorded")
    assert play.claim("ground") == 0.6


def test_consequences_of_the_same_round_run_on_the_weakened_link() -> None:
    play = doubting("con")
    play.to("consequences")
    moved = only(play.events, "levels-moved")
    parts = {change.indicator: change.parts for change in moved.changes}
    # A full success pushes water by .5; of that .7 · .4 · .485206 crosses to trees, and of this .7 · .6 on to birds.
    assert parts["water"] == (0.5,)
    assert parts["trees"] == (pytest.approx(0.5 * 0.7 * 0.4 * 0.485206, abs=1e-6),)
    assert parts["birds"] == (pytest.approx(0.5 * 0.7 * 0.4 * 0.485206 * 0.7 * 0.6, abs=1e-6),)


def test_a_counter_on_a_link_lasts_and_later_ones_add_to_it() -> None:
    play = doubting("con")
    next_debate(play, ANTS_MOVE_AGAIN)
    assert in_play(play)[1] == pytest.approx(0.4 * 0.485206, abs=1e-6)
    behalf(play, "cats", CounterLink(0, LINK, "con"))
    assert in_play(play)[0] == pytest.approx(0.138712, abs=1e-6)  # as two in one round
    assert [(argument.round, argument.node) for argument in play.state.standing.link_arguments] == [(1, 3), (2, 2)]


def test_what_befalls_a_links_claim_adds_to_what_was_argued_about_the_link() -> None:
    play = doubting("con")
    behalf(play, "cats", Counter(1, "con"))  # the reason on ground falls
    play.to("consequences")
    event = only(play.events, "findings-recorded")
    # ground: .6 - .6 · .64/1.64 = .365854. The link: E = .365854 - .632353 = -.266499, h = .0663122, .2 - .2h
    assert dict(event.claims)["ground"] == pytest.approx(0.365854, abs=1e-6)
    name, strength, weight = event.links[0]
    assert (name, strength) == (LINK, pytest.approx(0.186738, abs=1e-6))
    assert weight == pytest.approx(0.4 * 0.453505, abs=1e-6)


# Answers


def test_an_answer_weakens_the_counter_and_supports_the_link() -> None:
    play = doubting("con")
    play.to("answers")
    assert play.view("ants").options[0].slots[0] == Slot("target", (3,))
    event = only(play.submit("ants", Answer(3, "ground")), "counter-answered")
    assert play.strength(3) == pytest.approx(0.499477, abs=1e-6)  # E = .6 - .632353
    assert play.strength(4) == pytest.approx(REASON, abs=1e-12)
    assert event.arguments == (
        LinkArgument(LINK, 1, 3, supports=False, strength=play.strength(3)),
        LinkArgument(LINK, 1, 4, supports=True, strength=play.strength(4)),
    )
    assert play.state.standing.link_arguments == event.arguments
    # E = .6 - .499477 + .632353 = .732876, h = .537107/1.537107 = .349427, .2 + .8h; 1.164601 of .411765
    assert in_play(play) == (pytest.approx(0.479542, abs=1e-6), pytest.approx(0.4 * 1.164601, abs=1e-6))
    assert event.links == ((LINK, *in_play(play)),)
    assert play.strength(0) == doubting().strength(0)


def test_a_second_answer_to_the_same_counter_weakens_it_further() -> None:
    play = doubting("con", rules="full")
    play.to("answers")
    behalf(play, "ants", Answer(3, "ground"))
    behalf(play, "ants", Answer(3, "pro"))
    # The counter: E = .6 - 1.264706 = -.664706, .5 - .5 · .306439.
    assert play.strength(3) == pytest.approx(0.346781, abs=1e-6)
    arguments = play.state.standing.link_arguments
    assert [(argument.node, argument.supports) for argument in arguments] == [(3, False), (4, True), (5, True)]
    assert arguments[0].strength == play.strength(3)
    # E = .6 - .346781 + 1.264706 = 1.517925, h = 2.304096/3.304096 = .697345, .2 + .8h; 1.840557 times, so 1.5 counts.
    assert in_play(play) == (pytest.approx(0.757876, abs=1e-6), pytest.approx(0.4 * 1.5, abs=1e-12))


def test_an_answer_in_own_words_does_little() -> None:
    play = doubting("con")
    play.to("answers")
    play.submit("ants", Answer(3, None, "It does."))
    # The counter: E = .6 - .2 = .4, .568966. The link: E = .6 - .568966 + .2 = .231034, h = .0533767/1.0533767.
    assert play.strength(3) == pytest.approx(0.568966, abs=1e-6)
    assert in_play(play)[0] == pytest.approx(0.2 + 0.8 * 0.0506720, abs=1e-6)


# What may be countered


def test_the_options_name_the_links_that_leave_what_the_move_shocks() -> None:
    play = debate("seminar", {"ants": ("ants-up", "ground"), "cats": ("cats-grow", "ground")})
    found = [option for option in play.view("bees").options if option.kind == "counter-link"]
    assert found == []  # it is Ants' turn
    play.submit("ants", Pass())
    citable = play.game.argument.citable
    assert [option for option in play.view("bees").options if option.kind == "counter-link"] == [
        Template(
            "counter-link",
            (Slot("target", (0,)), Slot("link", (LINK,)), Slot("claim", citable, 0)),
            text=True,
            text_or="claim",
        ),
        Template(
            "counter-link",
            (Slot("target", (2,)), Slot("link", ("trees>birds",)), Slot("claim", citable, 0)),
            text=True,
            text_or="claim",
        ),
    ]


@pytest.mark.parametrize("link", ["trees>birds", "birds>noise", "water", "", "none"])
def test_only_a_link_that_leaves_what_the_move_shocks_may_be_countered(link: str) -> None:
    refusal = doubting().refused("bees", CounterLink(0, link, "con"))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.LINK}, (LINK,))


@pytest.mark.parametrize("target", [1, 99, -1])
def test_a_counter_on_a_link_names_a_move(target: int) -> None:
    assert doubting().refused("bees", CounterLink(target, LINK, "con")).codes == {Code.TARGET}


def test_a_counter_on_a_link_needs_a_claim_or_words() -> None:
    play = doubting()
    assert play.refused("bees", CounterLink(0, LINK)).codes == {Code.EMPTY}
    assert play.refused("bees", CounterLink(0, LINK, None, "  ")).codes == {Code.EMPTY}
    for claim in ("gone", "none"):
        assert play.refused("bees", CounterLink(0, LINK, claim)).codes == {Code.CLAIM}
    assert play.refused("bees", CounterLink(0, "none", "none", "x" * 501)).codes == {Code.LINK, Code.CLAIM, Code.TEXT}


def test_a_counter_on_a_link_is_a_filing_on_the_move() -> None:
    play = doubting("con", "con", "con")
    assert play.turn == ""
    refusal = play.refused(CONTROL, OnBehalf("cats", Counter(0, "con")))
    assert refusal.codes == {Code.MOVE_FULL}
    assert [team.filings_left for team in play.view("public").teams] == [3, 1, 2]
    assert play.refused("ants", CounterLink(0, LINK, "con")).codes >= {Code.NOT_YOUR_TURN, Code.TARGET}


def test_a_counter_on_a_link_is_no_target_of_a_counter() -> None:
    assert doubting("con").refused("cats", Counter(3, "con")).codes >= {Code.TARGET}


def test_links_are_countered_in_the_debate_alone() -> None:
    play = doubting()
    play.to("ruling")
    assert Code.WRONG_PHASE in play.refused("bees", CounterLink(0, LINK, "con")).codes


def test_quick_rules_have_no_counters_on_links() -> None:
    play = doubting(rules="quick")
    refusal = play.refused("bees", CounterLink(0, LINK, "con"))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.RULES_LEVEL}, ("counter",))
    assert "counter-link" not in [option.kind for option in play.view("bees").options]
