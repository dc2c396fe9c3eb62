"""The audit of a play whose numbers are worked out by hand (see conftest.py)."""

from __future__ import annotations

from math import exp

import pytest
from smalldeck import small_deck

from exercise.deck.models import Deck
from exercise.engine.events import ClaimAttacked, FindingsRecorded, RoundOpened
from exercise.engine.parts import ClaimArgument, Finding, Origin
from exercise.report.audit import Audit, ClaimAudit, audit
from exercise.session import Session


def logistic(z: float) -> float:
    return 100 / (1 + exp(-z))


@pytest.fixture(scope="module")
def found(deck: Deck, scripted: Session) -> Audit:
    return audit(deck, scripted.events)


def claim(found: Audit, name: str) -> ClaimAudit:
    return next(entry for entry in found.claims if entry.claim == name)


def test_claims_are_counted_as_reasons_seconds_and_counters(found: Audit) -> None:
    uses = {entry.claim: (entry.reasons, entry.seconds, entry.counters, entry.answers) for entry in found.claims}
    assert uses == {
        "ground": (1, 0, 0, 0),
        "pro": (1, 1, 0, 0),
        "second": (0, 0, 0, 0),
        "con": (0, 0, 1, 0),
        "weak": (0, 0, 0, 0),
        "gone": (0, 0, 0, 0),
    }
    assert [entry.claim for entry in found.claims if entry.used] == ["ground", "pro", "con"]


def test_a_claim_is_contested_where_a_reason_on_it_was_countered(found: Audit) -> None:
    assert [entry.claim for entry in found.claims if entry.contested] == ["ground"]


def test_a_claim_that_stood_and_lost_its_test_is_overturned(found: Audit) -> None:
    # One finding of .8 against a base of .6: E = -.8, h = .64/1.64, .6 - .6h = .3659.
    ground = claim(found, "ground")
    assert (ground.held, ground.fell) == (0, 1)
    assert ground.start == pytest.approx(0.6)
    assert ground.path == ((1, pytest.approx(0.6 - 0.6 * 0.64 / 1.64)),)
    assert ground.end == ground.path[-1][1]
    assert found.turned("overturned") == (ground,)
    assert found.turned("rehabilitated") == found.turned("shaken") == ()


def with_findings(deck: Deck, session: Session, *strengths: float) -> Audit:
    """Return the audit of a play in which findings gave `pro` these strengths, one a round."""
    events = [session.events[0]]
    for number, strength in enumerate(strengths, 1):
        events.append(RoundOpened(number, ("ants", "bees", "cats")))
        events.append(FindingsRecorded((Finding("pro", number, strength > 0.5, 1),), (("pro", strength),), 0.5, ()))
    return audit(deck, events)


@pytest.mark.parametrize(
    ("strengths", "turn"),
    [
        ((0.3,), "overturned"),
        ((0.5, 0.44), "overturned"),
        ((0.5,), "shaken"),
        ((0.3, 0.5), "shaken"),
        ((0.3, 0.56), "rehabilitated"),
        ((0.5, 0.56), ""),
        ((0.7,), ""),
    ],
)
def test_what_became_of_a_claim_depends_on_where_it_stood_and_stands(
    deck: Deck, fresh: Session, strengths: tuple[float, ...], turn: str
) -> None:
    found = with_findings(deck, fresh, *strengths)
    assert claim(found, "pro").turn == turn
    assert claim(found, "ground").turn == ""
    assert (claim(found, "pro").held, claim(found, "pro").fell) == (
        len([strength for strength in strengths if strength > 0.5]),
        len([strength for strength in strengths if strength <= 0.5]),
    )


def test_links_that_rest_on_the_overturned_claim_carry_less(found: Audit) -> None:
    # Strength of a link on `ground` alone: .2 + .8·E²/(1 + E²), with E = .6 before and .3659 after.
    before = 0.2 + 0.8 * 0.36 / 1.36
    lost = (0.6 - 0.6 * 0.64 / 1.64) ** 2
    after = 0.2 + 0.8 * lost / (1 + lost)
    links = {link.link: link for link in found.links}
    assert links["water>trees"].start == pytest.approx(before)
    assert links["water>trees"].end == pytest.approx(after)
    assert links["water>trees"].weight == pytest.approx(0.4 * after / before)
    assert links["noise>birds"].weight == pytest.approx(-0.2 * after / before)
    assert {link.link: link.word for link in found.links} == {
        "water>trees": "weakened",
        "trees>birds": "as printed",
        "noise>birds": "weakened",
        "birds>noise": "weakened",
    }
    assert [link.link for link in found.links if not link.changed] == ["trees>birds"]


def test_indicators_go_from_start_to_end_by_the_shares_of_their_causes(found: Audit) -> None:
    # Round 1 pushes water by .5 (ants, in full) and .25 (bees, in part); rain by .2 in round 2.
    water = next(entry for entry in found.indicators if entry.indicator == "water")
    first = logistic(0.75) - 50
    assert water.start == pytest.approx(50)
    assert water.end == pytest.approx(logistic(0.95))
    assert [(cause.origin, cause.rounds) for cause in water.causes] == [
        (Origin("move", 1, "ants", "ants-a"), (1,)),
        (Origin("move", 1, "bees", "bees-a"), (1,)),
        (Origin("inject", 2, "", "rain"), (2,)),
    ]
    assert [cause.points for cause in water.causes] == pytest.approx(
        [first * 2 / 3, first / 3, logistic(0.95) - logistic(0.75)]
    )


def test_what_a_delayed_link_held_back_counts_for_the_round_that_set_it_off(found: Audit) -> None:
    # .75 on water is .75·.7·.4·.7·.6 on birds, of which .7·.2 waits a round for noise.
    noise = next(entry for entry in found.indicators if entry.indicator == "noise")
    assert noise.end == pytest.approx(logistic(0.75 * 0.28 * 0.42 * 0.14))
    assert [cause.rounds for cause in noise.causes] == [(1,), (1,)]


def test_causes_sum_to_the_change_of_every_indicator(found: Audit) -> None:
    for entry in found.indicators:
        assert sum(cause.points for cause in entry.causes) == pytest.approx(entry.change, abs=1e-9)
        assert entry.gross >= abs(entry.change) - 1e-9


def test_objectives_say_how_far_their_indicator_moved_their_way(found: Audit) -> None:
    results = {(entry.team, entry.objective): entry for entry in found.objectives}
    assert {key: entry.result for key, entry in results.items()} == {
        ("ants", "water-moves"): "met",
        ("ants", "water-holds"): "met",
        ("bees", "trees-moves"): "met",
        ("bees", "trees-holds"): "met",
        ("cats", "noise-moves"): "missed",
        ("cats", "noise-holds"): "met",
    }
    cats = results["cats", "noise-moves"]
    assert cats.moved is not None
    assert cats.moved < 0
    assert cats.needed == 5.0
    assert results["cats", "noise-holds"].moved is None
    assert [entry.secret for entry in found.objectives] == [False, True] * 3


def test_a_ruling_keeps_what_the_dice_said_beside_the_override(found: Audit) -> None:
    ants, bees = found.rounds[0].moves
    assert ants.ruling is not None
    assert (ants.ruling.outcome, ants.outcome) == ("fail", "full")
    assert ants.overrides[0].text == "The counter was answered in the room."
    assert (bees.ruling and bees.ruling.method, bees.outcome) == ("unrolled", "partial")


def test_arguments_say_whether_they_held_when_ruled(found: Audit) -> None:
    # A reason on .6 is .632; a counter on .6 takes it to .499.
    arguments = {entry.node.kind: entry for entry in found.rounds[0].moves[0].arguments}
    assert arguments["reason"].strength == pytest.approx(0.499, abs=0.001)
    assert not arguments["reason"].holds
    assert arguments["counter"].strength == pytest.approx(0.632, abs=0.001)
    assert arguments["second"].holds


def test_a_session_in_caucus_gives_no_sealed_move_away(deck: Deck, caucus: Session) -> None:
    found = audit(deck, caucus.events)
    assert found.phase == "caucus"
    assert found.ended is None
    assert found.rounds[0].moves == ()
    assert found.rounds[0].held == ()
    assert {entry.result for entry in found.objectives} == {""}


def test_commitments_have_the_round_that_ended_them() -> None:
    from exercise.engine.events import CommitmentMade, CommitmentWithdrawn
    from exercise.report.record import CommitmentRecord, commitments, rounds

    events = [
        RoundOpened(1, ("ants",)),
        CommitmentMade("ants", "ants-d"),
        CommitmentMade("ants", "ants-f"),
        RoundOpened(2, ("ants",)),
        CommitmentWithdrawn("ants", "ants-d"),
        CommitmentMade("ants", "ants-d"),
    ]
    assert commitments(rounds(events)) == (
        CommitmentRecord("ants", "ants-d", 1, 2),
        CommitmentRecord("ants", "ants-f", 1, None),
        CommitmentRecord("ants", "ants-d", 2, None),
    )


def test_events_without_an_opening_are_no_session(scripted: Session) -> None:
    with pytest.raises(ValueError, match="begins with SessionOpened"):
        audit(small_deck(), scripted.events[1:])
    with pytest.raises(ValueError, match="begins with SessionOpened"):
        audit(small_deck(), ())


def test_a_direct_attack_counts_as_a_contest_and_moves_the_claims_path_links_and_thesis(deck: Deck) -> None:
    attacked = ClaimAttacked(
        ClaimArgument("ground", 1, "bees", "con", "", 0.63),
        claims=(("ground", 0.5),),
        thesis=0.44,
        links=(("water>trees", 0.3, 0.29),),
        cited=(),
        strengths=(),
        turn="",
    )
    session = Session.new(deck, seed=6)
    found = audit(deck, (session.events[0], RoundOpened(1, ("ants",)), attacked))
    ground = claim(found, "ground")
    assert (ground.contested, ground.path, ground.end) == (1, ((1, 0.5),), 0.5)
    assert claim(found, "con").counters == 1
    assert found.thesis[-1] == (1, 0.44)
    assert next((link.end, link.weight) for link in found.links if link.link == "water>trees") == (0.3, 0.29)
