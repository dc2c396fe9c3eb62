"""What a team does in caucus: seal, hold, swap, withdraw."""

from __future__ import annotations

from plays import Play, four_cards, in_caucus, of_kind, only, open_hands, teams_of

from exercise.engine.events import CommitmentWithdrawn, MoveSealed, TeamHeld
from exercise.moves import CONTROL, Code, Hold, OnBehalf, Reason, Seal, Slot, Swap, Template, Withdraw


def standing(rounds: int = 4) -> Play:
    """Return a play in which every card of a team leaves a commitment."""
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands", difficulty="easy")))
    return in_caucus(deck, rounds=rounds)


def commit(play: Play, card: str) -> None:
    """Have Ants play a card to full success, unopposed, and go on to the next caucus."""
    play.seal("ants", card, "ground", "pro")
    play.to("caucus", round=play.state.clock.round + 1)


def test_a_sealed_move_leaves_the_hand_and_keeps_its_words() -> None:
    play = in_caucus()
    reasons = (Reason("pro", "It helps."), Reason("ground"))
    events = play.submit("ants", Seal("ants-up", reasons, "We act."))
    assert events == (MoveSealed("ants", "ants-up", reasons, "We act."),)
    ants = play.team("ants")
    assert (ants.sealed, ants.reasons, ants.text) == ("ants-up", reasons, "We act.")
    assert "ants-up" not in ants.hand
    assert ants.spent == ("ants-up",)


def test_a_team_that_holds_keeps_its_hand() -> None:
    play = in_caucus()
    before = play.team("ants").hand
    assert play.submit("ants", Hold()) == (TeamHeld("ants", missing=False),)
    assert play.team("ants").hand == before
    assert play.team("ants").held


def test_who_has_settled_may_do_nothing_more_in_caucus() -> None:
    play = in_caucus()
    play.seal("ants", "ants-up", "ground")
    play.hold("bees")
    for team in ("ants", "bees"):
        assert play.view(team).options == ()
        for move in (Hold(), Seal(f"{team}-down", (Reason("ground"),)), Swap(f"{team}-down"), Withdraw(f"{team}-down")):
            assert Code.ALREADY_SEALED in play.refused(team, move).codes


def test_a_team_swaps_once_in_a_caucus_and_again_in_the_next() -> None:
    deck = open_hands(teams=teams_of(lambda team: [*four_cards(team), *four_cards(f"{team}-two")[:2]]))
    play = in_caucus(deck)
    play.submit("ants", Swap(play.team("ants").hand[3]))
    assert "swap" not in [template.kind for template in play.view("ants").options]
    assert play.refused("ants", Swap(play.team("ants").hand[0])).codes == {Code.ALREADY_SWAPPED}
    play.to("caucus", round=2)
    play.submit("ants", Swap(play.team("ants").hand[0]))


def test_control_keys_a_teams_caucus() -> None:
    play = in_caucus()
    play.submit(CONTROL, OnBehalf("bees", Hold()))
    play.submit(CONTROL, OnBehalf("ants", Seal("ants-up", (Reason("ground"),))))
    assert play.team("bees").held
    assert play.team("ants").sealed == "ants-up"


def test_teams_settle_in_any_order() -> None:
    play = in_caucus()
    assert play.view("ants").outstanding == ("ants", "bees", "cats")
    play.hold("cats")
    assert play.view("ants").outstanding == ("ants", "bees")
    play.hold("ants", "bees")
    assert play.view("ants").outstanding == ()


def test_the_options_are_each_card_on_its_claims_then_hold() -> None:
    play = in_caucus()
    options = play.view("ants").options
    assert [template.slots[0].domain for template in options[:-1]] == [(name,) for name in play.team("ants").hand]
    assert options[-1] == Template("hold")
    # `down` shocks water, whose one link rests on ground; it is among the card's own claims already.
    down = next(template for template in options if template.slots and template.slots[0].domain == ("ants-down",))
    assert down.slots[1] == Slot("reasons", ("ground", "pro", "second", "weak"), 1, 3)


def test_two_commitments_stand_and_a_third_is_refused_until_one_is_withdrawn() -> None:
    play = standing()
    commit(play, "ants-up")
    commit(play, "ants-down")
    ants = play.team("ants")
    assert ants.commitments == (("ants-up", 1), ("ants-down", 2))
    assert sorted(ants.hand) == ["ants-bell", "ants-grow"]
    refusal = play.refused("ants", Seal("ants-grow", (Reason("ground"),)))
    assert refusal.codes == {Code.COMMITMENTS_FULL}
    assert refusal.faults[0].legal == ("ants-up", "ants-down")
    assert play.view("ants").options == (
        Template("hold"),
        Template("withdraw", (Slot("card", ("ants-up", "ants-down")),)),
    )
    assert play.submit("ants", Withdraw("ants-up")) == (CommitmentWithdrawn("ants", "ants-up"),)
    assert play.team("ants").commitments == (("ants-down", 2),)
    play.seal("ants", "ants-grow", "ground", "pro")
    play.to("consequences")
    assert play.team("ants").commitments == (("ants-down", 2), ("ants-grow", 3))


def test_a_team_may_withdraw_and_still_seal_in_the_same_caucus() -> None:
    play = standing()
    commit(play, "ants-up")
    play.submit("ants", Withdraw("ants-up"))
    assert play.refused("ants", Withdraw("ants-up")).codes == {Code.NOT_COMMITTED}
    play.hold("ants")


def test_a_commitment_needs_a_full_success() -> None:
    play = standing()
    play.seal("ants", "ants-up", "ground")  # one reason: a partial success where nobody counters
    play.to("consequences")
    assert only(play.events, "move-ruled").outcome == "partial"
    assert not of_kind(play.events, "commitment-made")
    assert play.team("ants").commitments == ()
