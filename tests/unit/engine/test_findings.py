"""What rulings add to the claims that they tested, and what that does to links and thesis, worked by hand.

The small deck's ledger: ground, pro, con .6; weak .3; second .4, supported by pro and attacked by weak; the thesis
rests on pro and is objected to by con. water -> trees and birds <-> noise rest on ground; trees -> birds on pro and
second.
"""

from __future__ import annotations

import pytest
from plays import Play, four_cards, in_debate, of_kind, only, open_hands, teams_of
from smalldeck import claim, link

from exercise.engine.events import FindingsRecorded
from exercise.engine.parts import Finding
from exercise.moves import CONTROL, Answer, Counter, OnBehalf, Second


def concluded(play: Play) -> FindingsRecorded:
    before = len(play.events)
    play.to("consequences")
    event: FindingsRecorded = only(play.events[before:], "findings-recorded")
    return event


def behalf(play: Play, team: str, target: int, claim: str | None) -> None:
    play.submit(CONTROL, OnBehalf(team, Counter(target, claim, "" if claim else "No.")))


def test_strengths_before_the_first_argument_are_as_worked_by_hand() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    # second: E = .6 - .3 = .3, h = .09/1.09 = .0825688, .4 + .6h
    assert play.claim("second") == pytest.approx(0.449541, abs=1e-6)
    assert [play.claim(name) for name in ("ground", "pro", "con", "weak")] == [0.6, 0.6, 0.6, 0.3]
    standing = play.state.standing
    assert standing.thesis == 0.5  # E = .5 · .6 - .5 · .6
    # On ground: E = .6, h = .264706, .2 + .8h. On pro and second: E = 1.049541, h = .524157.
    assert standing.links == pytest.approx((0.411765, 0.619326, 0.411765, 0.411765), abs=1e-6)
    assert standing.weights == (0.4, 0.6, -0.2, 0.2)


def test_a_reason_that_fell_to_a_counter_weakens_its_claim_and_the_links_on_it() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.counter("bees", 1, "con")
    event = concluded(play)
    assert event.findings == (Finding("ground", 1, supports=False, node=1),)
    # E = -.8, h = .64/1.64 = .390244, .6 - .6h
    assert event.claims == (("ground", pytest.approx(0.365854, abs=1e-6)),)
    # Links on ground: E = .365854, h = .133849/1.133849 = .118048, .2 + .8h = .294439; that is .715065 of .411765.
    assert event.links == (
        ("water>trees", pytest.approx(0.294439, abs=1e-6), pytest.approx(0.4 * 0.715065, abs=1e-6)),
        ("noise>birds", pytest.approx(0.294439, abs=1e-6), pytest.approx(-0.2 * 0.715065, abs=1e-6)),
        ("birds>noise", pytest.approx(0.294439, abs=1e-6), pytest.approx(0.2 * 0.715065, abs=1e-6)),
    )
    assert event.thesis == 0.5  # it does not rest on ground
    assert play.claim("ground") == event.claims[0][1]
    assert play.state.standing.weights[0] == event.links[0][2]
    assert play.state.standing.weights[1] == 0.6


def test_a_reason_that_withstood_strengthens_its_claim_and_the_links_on_it() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.counter("bees", 1)  # own words: the reason keeps .568966 and holds
    event = concluded(play)
    assert event.findings == (Finding("ground", 1, supports=True, node=1),)
    # E = .8, .6 + .4 · .390244
    assert event.claims == (("ground", pytest.approx(0.756098, abs=1e-6)),)
    # E = .756098, h = .571684/1.571684 = .363740, .2 + .8h = .490992; 1.192408 of .411765
    assert event.links[0] == (
        "water>trees",
        pytest.approx(0.490992, abs=1e-6),
        pytest.approx(0.4 * 1.192408, abs=1e-6),
    )


def test_what_rests_on_a_tested_claim_changes_with_it_and_so_does_the_thesis() -> None:
    play = in_debate({"ants": ("ants-up", "pro")})
    play.counter("bees", 1, "con")
    event = concluded(play)
    # pro as ground above. second: E = .365854 - .3 = .065854, h = .0043367/1.0043367 = .004318, .4 + .6h
    assert event.claims == (("pro", pytest.approx(0.365854, abs=1e-6)), ("second", pytest.approx(0.402591, abs=1e-6)))
    # thesis: E = .5 · .365854 - .5 · .6 = -.117073, h = .0137061/1.0137061 = .0135208, .5 - .5h
    assert event.thesis == pytest.approx(0.493240, abs=1e-6)
    assert play.state.standing.thesis == event.thesis
    # trees -> birds: E = .768445, h = .590507/1.590507 = .371270, .2 + .8h = .497016; .802511 of .619326
    ((name, strength, weight),) = event.links
    assert name == "trees>birds"
    assert strength == pytest.approx(0.497016, abs=1e-6)
    assert weight == pytest.approx(0.6 * 0.802511, abs=1e-6)


def test_consequences_run_on_the_weights_from_before_the_findings() -> None:
    play = in_debate({"ants": ("ants-up", "ground", "pro")})
    play.counter("bees", 1)
    before = len(play.events)
    play.to("consequences")
    kinds = [event.kind for event in play.events[before:]]
    assert kinds.index("levels-moved") < kinds.index("findings-recorded")
    moved = only(play.events[before:], "levels-moved")
    assert moved.changes[1].parts == (pytest.approx(0.7 * 0.4 * 0.5, abs=1e-12),)
    play.to("caucus", round=2)
    play.seal("ants", "ants-down", "pro", "second")
    before = len(play.events)
    play.to("consequences")
    moved = only(play.events[before:], "levels-moved")
    trees = next(change for change in moved.changes if change.indicator == "trees")
    assert trees.parts[0] == pytest.approx(-0.7 * 0.4 * 1.192408 * 0.5, abs=1e-6)


def test_findings_of_later_rounds_add_to_those_before() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.counter("bees", 1, "con")
    concluded(play)
    play.to("caucus", round=2)
    play.seal("ants", "ants-down", "ground")
    play.to("debate")
    # Ground has .365854 now, so even own words bring it down: E = .165854, .5 + .5 · .0268 = .513
    play.counter("bees", 1)
    event = concluded(play)
    assert play.state.standing.findings == (Finding("ground", 1, False, 1), Finding("ground", 2, False, 1))
    # E = -1.6, h = 2.56/3.56 = .719101, .6 - .6h
    assert event.claims == (("ground", pytest.approx(0.168539, abs=1e-6)),)


def test_an_attack_and_a_support_cancel_each_other() -> None:
    play = in_debate({"ants": ("ants-up", "pro")})
    play.counter("bees", 1)
    concluded(play)
    play.to("caucus", round=2)
    play.seal("ants", "ants-down", "pro")
    play.to("debate")
    behalf(play, "bees", 1, "con")
    behalf(play, "cats", 1, "con")
    event = concluded(play)
    # Pro has .756098; two counters of .632353: E = -.508608, so the reason fell; the findings sum to nothing.
    assert event.findings == (Finding("pro", 2, False, 1),)
    assert dict(event.claims)["pro"] == pytest.approx(0.6, abs=1e-12)
    assert event.links[0][2] == pytest.approx(0.6, abs=1e-9)


def test_a_claim_tested_twice_in_a_round_has_one_finding_and_the_attack_wins() -> None:
    for stands_first in (True, False):
        play = in_debate({"ants": ("ants-up", "ground"), "bees": ("bees-up", "ground")})
        held, fell = (1, 3) if stands_first else (3, 1)
        behalf(play, "cats", held, None)
        behalf(play, "cats", fell, "con")
        event = concluded(play)
        assert event.findings == (Finding("ground", 1, supports=False, node=fell),)


def test_two_claims_tested_in_a_round_have_a_finding_each() -> None:
    play = in_debate({"ants": ("ants-up", "ground", "pro")})
    play.counter("bees", 1, "con")
    play.counter("cats", 2)
    event = concluded(play)
    assert event.findings == (Finding("ground", 1, False, 1), Finding("pro", 1, True, 2))


def test_a_counter_on_the_move_tests_no_claim() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.counter("bees", 0, "con")
    play.to("consequences")
    assert not of_kind(play.events, "findings-recorded")


def test_a_reason_that_nobody_countered_brings_no_finding() -> None:
    play = in_debate({"ants": ("ants-up", "ground", "weak")})
    play.counter("bees", 1, "con")
    assert [finding.claim for finding in concluded(play).findings] == ["ground"]


def test_a_second_is_tested_as_a_reason_is() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.submit("bees", Second(0, "pro"))
    play.counter("cats", 2, "con")
    assert concluded(play).findings == (Finding("pro", 1, supports=False, node=2),)


def test_an_answered_counter_brings_support() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.counter("bees", 1, "con")
    play.to("answers")
    play.submit("ants", Answer(2, "pro"))
    assert concluded(play).findings == (Finding("ground", 1, supports=True, node=1),)


def test_the_counters_claim_itself_is_not_tested() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.counter("bees", 1, "weak")
    assert "weak" not in [finding.claim for finding in concluded(play).findings]


def test_a_links_weight_goes_no_higher_than_one_and_a_half() -> None:
    # One link rests on `new`, .4: E = .4, h = .137931, .2 + .8h = .310345. Two rounds of support make of it
    # .4 + .6 · .719101 = .831461: h = .691327/1.691327 = .408749, .526999, which is 1.698 times as much.
    deck = open_hands(
        ledger={
            "thesis": {"id": "t", "paragraph": 1, "says": "So it is.", "pillars": ["new"], "objections": ["con"]},
            "claims": [claim(name) for name in ("ground", "pro", "con")]
            + [claim("second"), claim("weak"), claim("new", 0.4)],
        },
        links=[link("water", "trees", claims=["new"]), link("trees", "birds", sign="lowers", claims=["ground"])],
        teams=teams_of(lambda team: four_cards(team, claims=["new", "ground"])),
    )
    play = in_debate({"ants": ("ants-up", "new")}, deck, rounds=3)
    expected = {1: 0.4 * 1.3837647, 2: 0.4 * 1.5}  # after one: .6341463, h = .2868069, .4294455, 1.3837647 times
    for now, weight in expected.items():
        if now > 1:
            play.to("caucus", round=now)
            play.seal("ants", "ants-down", "new")
            play.to("debate")
        play.counter("bees", 1)
        play.to("answers")
        play.submit("ants", Answer(2, "ground"))
        assert concluded(play).findings[0].supports
        assert play.state.standing.weights[0] == pytest.approx(weight, abs=1e-6)
    assert play.state.standing.links[0] == pytest.approx(0.526999, abs=1e-6)


def test_a_links_weight_goes_no_lower_than_a_quarter() -> None:
    # A link on three claims of .7: E = 2.1, h = 4.41/5.41 = .815157, .2 + .8h = .852126. Five rounds of attack leave
    # .7 · 1/17 = .041176 of each: E = .123529, h = .0150302, .212024, which is .2488 of it, so a quarter counts.
    deck = open_hands(
        ledger={
            "thesis": {"id": "t", "paragraph": 1, "says": "So it is.", "pillars": ["x"], "objections": ["con"]},
            "claims": [claim(name) for name in ("ground", "pro", "con")] + [claim(name, 0.7) for name in "xyz"],
        },
        links=[link("water", "trees", claims=["x", "y", "z"]), link("trees", "birds", claims=["ground"])],
        teams=teams_of(lambda team: four_cards(team, claims=["x", "y", "z"])),
    )
    play = in_debate({"ants": ("ants-up", "x", "y"), "bees": ("bees-up", "z")}, deck, rounds=5)
    weights = []
    for now in range(1, 6):
        if now > 1:
            play.to("caucus", round=now)
            play.seal("ants", "ants-up", "x", "y")
            play.seal("bees", "bees-up", "z")
            play.to("debate")
        behalf(play, "cats", 1, "con")
        behalf(play, "cats", 2, "con")
        behalf(play, "ants", 4, "con")
        findings = concluded(play).findings
        assert [(finding.claim, finding.supports) for finding in findings] == [("x", False), ("y", False), ("z", False)]
        weights.append(play.state.standing.weights[0])
    assert play.state.standing.links[0] == pytest.approx(0.212024, abs=1e-6)
    assert weights[4] == pytest.approx(0.4 * 0.25, abs=1e-12)
    # After four: E = -3.2, .7/11.24 = .0622776 each; .186833, h = .0337293, .226983, .266373 of it.
    assert weights[3] == pytest.approx(0.4 * 0.266373, abs=1e-6)
