"""Letters between teams in caucus, offers, and what is agreed."""

from __future__ import annotations

from typing import Any

import pytest
from levels import behalf, caucus
from plays import Play, of_kind, only

from exercise.engine.events import AgreementsRecorded, LetterSent, OfferAccepted
from exercise.engine.parts import Letter
from exercise.moves import CONTROL, PUBLIC, Accept, Code, Hold, Message, Offer, OnBehalf, Slot, Template

DEAL = "We sow if you dig."


def offered() -> Play:
    """Return a caucus in which Ants have made Bees an offer."""
    play = caucus("full")
    play.submit("ants", Offer("bees", DEAL))
    return play


def kinds(play: Play, team: str) -> list[str]:
    return [option.kind for option in play.view(team).options]


def test_a_message_reaches_the_other_team_and_control_and_nobody_else() -> None:
    play = caucus("full")
    letter = Letter(1, "ants", "bees", "Psst.", offer=False)
    assert play.submit("ants", Message("bees", "Psst.")) == (LetterSent(letter),)
    assert play.view("ants").own.letters == play.view("bees").own.letters == (letter,)
    assert play.view("cats").own.letters == ()
    assert [private.letters for private in play.view(CONTROL).private] == [(letter,), (letter,), ()]
    for seat, sees in (("ants", True), ("bees", True), (CONTROL, True), ("cats", False), (PUBLIC, False)):
        assert any(entry.event.kind == "letter-sent" for entry in play.log(seat)) == sees


def test_the_options_name_the_other_teams_and_the_open_offers() -> None:
    play = offered()
    others = Slot("to", ("ants", "cats"))
    letters = [option for option in play.view("bees").options if option.kind in ("message", "offer", "accept")]
    assert letters == [
        Template("message", (others,), text=True, needs_text=True),
        Template("offer", (others,), text=True, needs_text=True),
        Template("accept", (Slot("offer", (0,)),)),
    ]
    assert "accept" not in kinds(play, "ants")
    assert "accept" not in kinds(play, "cats")
    assert play.view("bees").own.offers == (Letter(1, "ants", "bees", DEAL, offer=True),)


def test_a_message_is_no_offer() -> None:
    play = caucus("full")
    play.submit("ants", Message("bees", DEAL))
    assert play.refused("bees", Accept(0)).codes == {Code.OFFER}
    assert "accept" not in kinds(play, "bees")


def test_an_accepted_offer_is_read_out_at_the_end_of_the_round() -> None:
    play = offered()
    letter = Letter(1, "ants", "bees", DEAL, offer=True)
    assert play.submit("bees", Accept(0)) == (OfferAccepted(letter),)
    assert "accept" not in kinds(play, "bees")
    agreed = Letter(1, "ants", "bees", DEAL, offer=True, accepted=True)
    assert play.view("ants").own.letters == (agreed,)
    assert not any(entry.event.kind == "offer-accepted" for entry in play.log("cats"))
    play.to("consequences")
    assert only(play.events, "agreements-recorded") == AgreementsRecorded((agreed,))
    for seat in ("cats", PUBLIC):
        assert only([entry.event for entry in play.log(seat)], "agreements-recorded").agreements == (agreed,)


def test_what_was_not_accepted_is_not_read_out() -> None:
    play = offered()
    play.to("consequences")
    assert not of_kind(play.events, "agreements-recorded")


def test_an_agreement_is_read_out_in_its_own_round_alone() -> None:
    play = offered()
    play.submit("bees", Accept(0))
    play.to("consequences", round=2)
    assert len(of_kind(play.events, "agreements-recorded")) == 1


def test_an_offer_lapses_with_its_round() -> None:
    play = offered()
    play.to("caucus", round=2)
    assert play.refused("bees", Accept(0)).codes == {Code.OFFER}
    assert play.view("bees").own.offers == ()
    assert len(play.view("bees").own.letters) == 1  # it can still be read


def test_offers_are_numbered_among_those_that_are_open_to_the_team() -> None:
    play = caucus("full")
    play.submit("ants", Offer("bees", "One."))
    play.submit("cats", Offer("bees", "Two."))
    play.submit("ants", Offer("cats", "Not theirs."))
    play.submit("ants", Offer("bees", "Three."))
    refusal = play.refused("bees", Accept(3))
    assert (refusal.codes, refusal.faults[0].legal) == ({Code.OFFER}, ("0", "1", "2"))
    assert play.refused("bees", Accept(-1)).codes == {Code.OFFER}
    assert only(play.submit("bees", Accept(1)), "offer-accepted").letter.text == "Two."
    assert [letter.text for letter in play.view("bees").own.offers] == ["One.", "Three."]
    assert only(play.submit("bees", Accept(1)), "offer-accepted").letter.text == "Three."


def test_two_offers_alike_are_accepted_one_by_one() -> None:
    play = offered()
    play.submit("ants", Offer("bees", DEAL))
    play.submit("bees", Accept(1))
    assert [letter.accepted for letter in play.state.record.letters] == [True, False]
    play.submit("bees", Accept(0))
    assert [letter.accepted for letter in play.state.record.letters] == [True, True]
    play.to("consequences")
    assert len(only(play.events, "agreements-recorded").agreements) == 2


def test_a_team_writes_three_times_in_a_caucus() -> None:
    play = caucus("full")
    for move in (Message("bees", "One."), Offer("cats", "Two."), Message("cats", "Three.")):
        play.submit("ants", move)
    for move in (Message("bees", "Four."), Offer("bees", "Four.")):
        assert play.refused("ants", move).codes == {Code.LETTERS}
    assert not {"message", "offer"} & set(kinds(play, "ants"))
    play.submit("bees", Message("ants", "One."))
    play.to("caucus", round=2)
    play.submit("ants", Message("bees", "One again."))


def test_accepting_is_not_writing() -> None:
    play = offered()
    for text in "abc":
        play.submit("bees", Message("cats", text))
    play.submit("bees", Accept(0))
    assert [letter.accepted for letter in play.state.record.letters if letter.offer] == [True]


def test_who_has_settled_its_move_may_still_write_and_accept() -> None:
    play = offered()
    play.hold("ants", "bees")
    assert kinds(play, "bees") == ["message", "offer", "accept"]
    play.submit("bees", Accept(0))
    play.submit("bees", Message("ants", "Done."))
    assert kinds(play, "ants") == ["message", "offer"]
    assert play.view(PUBLIC).outstanding == ("cats",)  # nobody waits for letters


@pytest.mark.parametrize("kind", [Message, Offer])
def test_a_letter_goes_to_another_team_and_has_words(kind: Any) -> None:
    play = caucus("full")
    for to in ("ants", "dogs", CONTROL, PUBLIC, ""):
        refusal = play.refused("ants", kind(to, "Psst."))
        assert (refusal.codes, refusal.faults[0].legal) == ({Code.NO_SUCH_SEAT}, ("bees", "cats"))
    assert play.refused("ants", kind("bees", " ")).codes == {Code.EMPTY}
    assert play.refused("ants", kind("bees", "x" * 501)).codes == {Code.TEXT}
    assert play.refused("ants", kind("none", "")).codes == {Code.NO_SUCH_SEAT, Code.EMPTY}


def test_letters_are_written_in_caucus_alone() -> None:
    play = offered()
    play.to("reveal")
    for move in (Message("bees", "Late."), Offer("bees", "Late."), Accept(0)):
        assert play.refused("bees" if isinstance(move, Accept) else "ants", move).codes == {Code.WRONG_PHASE}


def test_control_keys_a_letter_for_a_team() -> None:
    play = caucus("full")
    event = only(behalf(play, "ants", Offer("bees", DEAL)), "letter-sent")
    assert event.letter.sender == "ants"
    behalf(play, "bees", Accept(0))
    assert play.refused(CONTROL, Message("bees", "From me.")).codes == {Code.NOT_THIS_SEAT}
    assert play.refused(PUBLIC, Message("bees", "From us.")).codes == {Code.NOT_THIS_SEAT}


@pytest.mark.parametrize("rules", ["quick", "seminar"])
def test_only_the_full_rules_have_parley(rules: str) -> None:
    play = caucus(rules)
    for move in (Message("bees", "Psst."), Offer("bees", DEAL), Accept(0)):
        assert play.refused("ants", move).codes == {Code.RULES_LEVEL}
    assert not {"message", "offer", "accept"} & set(kinds(play, "ants"))
    play.submit("ants", Hold())
    assert play.view("ants").options == ()
    assert play.refused(CONTROL, OnBehalf("bees", Message("ants", "Psst."))).codes == {Code.RULES_LEVEL}
