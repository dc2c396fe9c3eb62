"""Who used and contested each claim, told from one seat's view and log alone."""

from __future__ import annotations

import pytest
from levels import behalf, burdened, caucus, debate, freely_played, next_debate
from plays import Play
from smalldeck import small_deck

from exercise.deck.models import Deck
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Advance,
    Answer,
    Attack,
    Counter,
    CounterLink,
    Pass,
    Question,
    Reason,
    Seal,
    Second,
)
from exercise.report.audit import audit
from exercise.report.uses import ClaimRecord, Use, claim_records
from exercise.session import Session

SEATS = ("ants", "bees", "cats", CONTROL, PUBLIC)


def of_session(session: Session, seat: str = PUBLIC) -> dict[str, ClaimRecord]:
    found = claim_records(session.deck, session.view(seat), session.log(seat))
    return {record.claim: record for record in found}


def of_play(play: Play, seat: str = PUBLIC) -> dict[str, ClaimRecord]:
    return {record.claim: record for record in claim_records(play.deck, play.view(seat), play.log(seat))}


def test_each_claim_says_who_rested_on_it_and_who_contested_it(scripted: Session) -> None:
    reason = Use(1, "ants", "reason", "ants", "ants-a", ("ground",), ())
    counter = Use(1, "bees", "counter", "ants", "ants-a", ("con",), ("ground",))
    second = Use(1, "cats", "second", "ants", "ants-a", ("pro",), ())
    other = Use(1, "bees", "reason", "bees", "bees-a", ("pro",), ())
    found = of_session(scripted)
    assert {name: (record.used, record.contested) for name, record in found.items()} == {
        "ground": ((reason,), (counter,)),
        "pro": ((second, other), ()),
        "second": ((), ()),
        "con": ((counter,), ()),
        "weak": ((), ()),
        "gone": ((), ()),
    }
    assert [name for name, record in found.items() if record.touched] == ["ground", "pro", "con"]


def test_a_claim_says_in_which_round_it_was_tested_and_how_it_changed(scripted: Session) -> None:
    # Ground fell in round 1: .6 - .6 · .64/1.64 = .3659.
    found = of_session(scripted)
    assert found["ground"].tests == ((1, False),)
    assert found["ground"].change == pytest.approx(-0.6 * 0.64 / 1.64)
    assert (found["weak"].tests, found["weak"].change) == ((), 0.0)


def test_every_seat_is_told_the_same_as_the_audit_of_all_events_says(deck: Deck, scripted: Session) -> None:
    told = audit(deck, scripted.events).claims
    for seat in SEATS:
        found = claim_records(deck, scripted.view(seat), scripted.log(seat))
        assert tuple(record.audit for record in found) == told


def test_nothing_of_a_sealed_move_is_told_even_to_its_team() -> None:
    play = caucus("quick")
    play.seal("ants", "ants-up", "ground")
    for seat in SEATS:
        assert not any(record.touched for record in of_play(play, seat).values())


def test_before_the_first_round_every_claim_is_as_it_was_printed(fresh: Session) -> None:
    found = of_session(fresh)
    assert [record.audit.start for record in found.values()] == list(fresh.view(PUBLIC).start_claims)
    assert not any(record.touched or record.change or record.audit.turn for record in found.values())


def test_what_was_stepped_back_over_no_longer_counts() -> None:
    session = Session.new(small_deck(), seed=6)
    for seat, move in (
        (CONTROL, Advance()),
        (CONTROL, Advance()),
        ("ants", Seal("ants-a", (Reason("ground"),))),
    ):
        session.submit(seat, move)
    session.submit(CONTROL, Advance(skip=True))
    assert of_session(session)["ground"].used
    session.step_back(1, "Bees were not ready.")
    assert not of_session(session)["ground"].touched


def test_a_question_contests_what_it_asks_about_and_rests_on_nothing() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro")}, burdened())
    behalf(play, "bees", Question(1, 0))
    asked = Use(1, "bees", "question", "ants", "ants-up", (), ("pro",))
    found = of_play(play)
    assert found["pro"].contested == (asked,)
    assert found["pro"].used == (Use(1, "ants", "reason", "ants", "ants-up", ("pro",), ()),)


def test_a_counter_on_the_move_itself_contests_no_claim_and_own_words_rest_on_none() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro")})
    behalf(play, "bees", Counter(0, "con"))
    behalf(play, "cats", Counter(1, None, "We saw it fail."))
    found = of_play(play)
    assert found["con"].used == (Use(1, "bees", "counter", "ants", "ants-up", ("con",), ()),)
    assert found["pro"].contested == (Use(1, "cats", "counter", "ants", "ants-up", (), ("pro",)),)
    assert [name for name, record in found.items() if record.contested] == ["pro"]


def test_a_doubt_about_a_link_uses_its_claim_and_contests_none() -> None:
    play = debate("seminar", {"ants": ("ants-up", "pro")})
    behalf(play, "bees", CounterLink(0, "water>trees", "con"))
    found = of_play(play)
    assert found["con"].used == (Use(1, "bees", "link-counter", "ants", "ants-up", ("con",), ()),)
    assert not any(record.contested for record in found.values())


def test_an_attack_on_a_claim_is_told_under_both_claims() -> None:
    play = debate("full", {"ants": ("ants-up", "pro")})
    behalf(play, "bees", Attack("ground", "con"))
    attack = Use(1, "bees", "attack", "", "", ("con",), ("ground",))
    found = of_play(play)
    assert (found["ground"].contested, found["con"].used) == ((attack,), (attack,))
    assert found["ground"].change < 0


def test_an_answer_and_a_second_use_their_claims_and_both_claims_of_a_reason_are_contested() -> None:
    play = caucus("full")
    play.submit("ants", Seal("ants-up", (Reason("ground", also="weak"),)))
    play.to("debate")
    behalf(play, "bees", Counter(1, "con"))
    behalf(play, "cats", Second(0, "second"))
    play.to("answers")
    play.submit("ants", Answer(2, "pro"))
    found = of_play(play)
    counter = Use(1, "bees", "counter", "ants", "ants-up", ("con",), ("ground", "weak"))
    assert found["ground"].contested == found["weak"].contested == (counter,)
    assert [use.kind for use in found["second"].used] == ["second"]
    assert [use.kind for use in found["pro"].used] == ["answer"]


def test_a_fact_follows_the_claims_with_who_used_and_contested_it() -> None:
    # Nobody counters it and both reasons hold: ants-up succeeds in full, and is a fact of .6.
    play = debate("full", {"ants": ("ants-up", "ground", "pro")})
    next_debate(play, {"bees": ("bees-up", "fact:1:ants-up")})
    behalf(play, "cats", Counter(1, "con"))
    found = of_play(play)
    assert list(found)[-1] == "fact:1:ants-up"
    fact = found["fact:1:ants-up"]
    assert [(use.round, use.team, use.kind) for use in fact.used] == [(2, "bees", "reason")]
    assert [(use.round, use.team, use.kind) for use in fact.contested] == [(2, "cats", "counter")]
    assert (fact.audit.start, fact.audit.end, fact.audit.reasons, fact.audit.contested) == (0.6, 0.6, 1, 1)
    play.to("debrief")
    fact = of_play(play)["fact:1:ants-up"]
    # One finding against it: E = -.8, h = .64/1.64, .6 - .6h = .3659.
    assert (fact.tests, fact.audit.held, fact.audit.fell) == (((2, False),), 0, 1)
    assert fact.audit.path == ((2, pytest.approx(0.6 - 0.6 * 0.64 / 1.64)),)
    assert fact.audit.turn == "overturned"


@pytest.mark.parametrize("rules", ["quick", "seminar", "full"])
def test_the_uses_are_as_many_as_the_audit_counts_whatever_is_played(rules: str) -> None:
    session = freely_played(small_deck(), rules=rules, rounds=3, seed=11)
    view, found = session.view(PUBLIC), of_session(session)
    kinds = {"reason": "reasons", "second": "seconds", "answer": "answers"}
    for record in found.values():
        for kind, count in kinds.items():
            assert sum(use.kind == kind for use in record.used) == getattr(record.audit, count)
        assert sum(use.kind in ("counter", "link-counter", "attack") for use in record.used) == record.audit.counters
        assert len(record.contested) == record.audit.contested
        assert len(record.tests) == record.audit.held + record.audit.fell
    shown = dict(zip(view.claim_ids, view.claims, strict=True)) | {fact.id: fact.strength for fact in view.facts}
    assert {name: record.audit.end for name, record in found.items()} == shown
    assert any(record.touched for record in found.values())


def test_a_view_of_one_round_later_keeps_the_earlier_round_first() -> None:
    play = debate("full", {"ants": ("ants-up", "pro")})
    next_debate(play, {"ants": ("ants-down", "pro")})
    while play.turn:
        play.submit(play.turn, Pass())
    assert [use.round for use in of_play(play)["pro"].used] == [1, 2]
