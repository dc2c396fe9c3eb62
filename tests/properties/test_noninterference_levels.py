"""Secret moves, sealed actions, ballots and letters show to nobody but those whom they concern, and to control.

Each test plays two sessions that differ in hidden things alone and compares, byte for byte, what every other seat gets
of both: its view, its log, its options, and why it is refused.
"""

from __future__ import annotations

from functools import cache

import pytest
from hidden import accepted, begun, both, others, same
from hypothesis import given, settings
from hypothesis import strategies as st
from levels import BURDENED, AnyPlayer
from sessions import choose, seated
from smalldeck import small_deck

from exercise import engine
from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.engine.events import MovesRevealed
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Accept,
    Act,
    Advance,
    Ballot,
    Counter,
    Hold,
    Message,
    Move,
    Offer,
    OnBehalf,
    Reason,
    Refusal,
    Seal,
)
from exercise.session import Session

SEED = 77
NAMES = ("small", "tutorial")


@cache
def deck(name: str) -> Deck:
    return small_deck(ledger=BURDENED) if name == "small" else load_deck(name)


def pair(name: str, rules: str = "full", rounds: int = 3) -> tuple[Session, Session]:
    """Return the same session twice, in the first caucus."""
    first, second = (begun(Session.new(deck(name), rules=rules, rounds=rounds, seed=SEED)) for _ in range(2))
    return first, second


def sealing(session: Session, team: str, pick: int, trigger: str = "") -> Move:
    """Return a move that a team may seal, a card's or an action of its own, one or another as `pick` says."""
    options = [option for option in session.view(team).options if option.kind in ("seal", "act")]
    template = options[pick % len(options)]
    first, reasons = template.slots[0].domain, template.slots[1].domain
    cited = (Reason(str(reasons[pick % len(reasons)]), "Because."),)
    if template.kind == "seal":
        return Seal(str(first[0]), cited, f"It is {pick}.", trigger)
    return Act((str(first[pick % len(first)]),), cited, f"We do {pick}.", trigger)


def triggers(session: Session, team: str) -> list[str]:
    options = [option for option in session.view(team).options if option.kind == "seal"]
    return [str(trigger) for slot in options[0].slots if slot.name == "trigger" for trigger in slot.domain]


def play_on(first: Session, second: Session, hiding: tuple[str, ...], watching: list[str], seed: int) -> int:
    """Play both sessions alike, while what is hidden stays so, and return how many decisions were compared.

    Those who hide something make no move of their own; the others see the same in both, and so choose the same.
    """
    players = seated(first, AnyPlayer, seed)
    compared = 0
    while first.view(PUBLIC).phase != "debrief":
        due = choose(first, players)
        assert due is not None
        seat, move = due
        if seat in hiding and first.view(PUBLIC).phase == "caucus":
            move = Hold()
        if isinstance(move, Accept) or (isinstance(move, (Message, Offer)) and move.to in hiding):
            move = Hold()
        if opens(first, seat, move) or opens(second, seat, move):
            return compared
        both(first, second, seat, move)
        same(first, second, watching)
        compared += 1
    return compared


def opens(session: Session, seat: str, move: Move) -> bool:
    """Return whether a decision would spring a secret move, or end the session, which opens all that waits."""
    decision = engine.decide(session.state, seat, move)
    assert not isinstance(decision, Refusal), f"{seat} {move}: {decision.sentence}"
    return any(
        event.kind == "play-ended" or (isinstance(event, MovesRevealed) and event.secrets != ()) for event in decision
    )


# Moves that wait


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_move_that_waits_in_secret_looks_like_none_until_it_springs(name: str, data: st.DataObject) -> None:
    first, second = pair(name)
    hiding = data.draw(st.sampled_from(first.state.game.teams))
    watching = others(first, hiding)
    same(first, second, watching)
    trigger = data.draw(st.sampled_from(triggers(first, hiding)))
    accepted(first, hiding, sealing(first, hiding, data.draw(st.integers(0, 60)), trigger))
    accepted(second, hiding, Hold())
    same(first, second, watching)
    assert repr(first.view(hiding)) != repr(second.view(hiding))
    assert repr(first.view(CONTROL)) != repr(second.view(CONTROL))
    assert play_on(first, second, (hiding,), watching, data.draw(st.integers(0, 99))) > 0


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_what_a_secret_move_is_and_waits_for_shows_to_nobody_else(name: str, data: st.DataObject) -> None:
    first, second = pair(name)
    hiding = data.draw(st.sampled_from(first.state.game.teams))
    watching = others(first, hiding)
    for session, low in ((first, 0), (second, 61)):
        trigger = data.draw(st.sampled_from(triggers(session, hiding)))
        accepted(session, hiding, sealing(session, hiding, data.draw(st.integers(low, low + 60)), trigger))
    same(first, second, watching)
    assert repr(first.view(hiding)) != repr(second.view(hiding))
    assert play_on(first, second, (hiding,), watching, data.draw(st.integers(0, 99))) > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_that_never_springs_shows_once_the_session_is_over_and_not_before(name: str) -> None:
    first, second = pair(name, rounds=1)
    hiding = first.state.game.teams[0]
    watching = others(first, hiding)
    accepted(first, hiding, sealing(first, hiding, 0, triggers(first, hiding)[0]))
    accepted(second, hiding, Hold())
    for team in first.state.game.teams[1:]:
        both(first, second, team, Hold())
    while first.view(PUBLIC).phase != "consequences":
        same(first, second, watching)
        # In the debate claims might be attacked.
        both(first, second, CONTROL, Advance(skip=first.view(PUBLIC).phase == "debate"))
    same(first, second, watching)
    both(first, second, CONTROL, Advance())
    assert first.view(PUBLIC).phase == "debrief"
    assert repr(first.log(PUBLIC)) != repr(second.log(PUBLIC))
    assert repr(first.view(PUBLIC)) == repr(second.view(PUBLIC))


# Moves that are sealed


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_cards_actions_secrets_and_holding_look_alike_before_the_reveal(name: str, data: st.DataObject) -> None:
    first, second = pair(name)
    hiding = data.draw(st.sampled_from(first.state.game.teams))
    watching = others(first, hiding)
    for session in (first, second):
        secret = data.draw(st.booleans())
        trigger = data.draw(st.sampled_from(triggers(session, hiding))) if secret else ""
        pick = data.draw(st.integers(0, 99))
        accepted(session, hiding, Hold() if pick == 99 else sealing(session, hiding, pick, trigger))
    same(first, second, watching)
    for team in data.draw(st.permutations([team for team in watching if team != PUBLIC])):
        both(first, second, team, Hold())
        same(first, second, watching)


# Ballots


@pytest.mark.parametrize("rules", ["seminar", "full"])
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_a_ballot_shows_to_nobody_else_before_all_are_opened(rules: str, data: st.DataObject) -> None:
    first, second = pair("small", rules)
    teams = first.state.game.teams
    for team in teams:
        both(first, second, team, sealing(first, team, 0))
    while first.view(PUBLIC).phase != "debate":
        both(first, second, CONTROL, Advance())
    for place, team in enumerate(teams):
        number = first.state.floor.moves[(place + 1) % len(teams)]
        both(first, second, CONTROL, OnBehalf(team, Counter(number, "con")))
    while first.view(PUBLIC).phase != "ballot":
        both(first, second, CONTROL, Advance(True))
    hiding = data.draw(st.sampled_from(teams))
    watching = others(first, hiding)
    percents = st.sampled_from(range(5, 100, 5))
    order = data.draw(st.permutations([(team, move) for team in teams for move in first.state.floor.moves]))
    for team, move in order:
        if first.state.floor.nodes[move].team == team:
            continue
        percent = data.draw(percents)
        accepted(first, team, Ballot(move, percent))
        accepted(second, team, Ballot(move, data.draw(percents) if team == hiding else percent))
        same(first, second, watching)
    both(first, second, CONTROL, Advance())
    differ = first.state.floor.estimates != second.state.floor.estimates
    assert (repr(first.view(PUBLIC)) != repr(second.view(PUBLIC))) == differ


# Letters


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_letters_between_two_teams_show_to_no_third(name: str, data: st.DataObject) -> None:
    first, second = pair(name)
    writer, reader, *_ = data.draw(st.permutations(first.state.game.teams))
    watching = others(first, writer, reader)
    for session in (first, second):
        for text in data.draw(st.lists(st.sampled_from(["One.", "Two.", "Three."]), max_size=3)):
            offers = data.draw(st.booleans())
            accepted(session, writer, Offer(reader, text) if offers else Message(reader, text))
            if data.draw(st.booleans()):
                accepted(session, reader, Message(writer, f"Re: {text}"))
    same(first, second, watching)
    assert play_on(first, second, (writer, reader), watching, data.draw(st.integers(0, 99))) > 0


@pytest.mark.parametrize("name", NAMES)
def test_an_agreement_shows_to_a_third_when_it_is_read_out_and_not_before(name: str) -> None:
    first, second = pair(name)
    writer, reader, *_ = first.state.game.teams
    watching = others(first, writer, reader)
    both(first, second, writer, Offer(reader, "We sow if you dig."))
    accepted(first, reader, Accept(0))
    same(first, second, watching)
    for team in first.state.game.teams:
        both(first, second, team, sealing(first, team, 0))
    while first.view(PUBLIC).phase != "ruling":
        same(first, second, watching)
        both(first, second, CONTROL, Advance(True))
    same(first, second, watching)
    players = seated(first, AnyPlayer, 1)
    while first.view(PUBLIC).unruled:
        due = choose(first, players)
        assert due is not None
        both(first, second, *due)
        same(first, second, watching)
    both(first, second, CONTROL, Advance())
    logs = [repr(session.log(PUBLIC)) for session in (first, second)]
    assert "We sow if you dig." in logs[0]
    assert "We sow if you dig." not in logs[1]


@pytest.mark.parametrize("rules", ["seminar", "full"])
def test_what_is_hidden_stands_in_no_other_seats_view_or_log(rules: str) -> None:
    session, _ = pair("small", rules)
    hiding, reader, third = session.state.game.teams
    words = "a phrase that nobody else would use"
    first = next(option for option in session.view(hiding).options if option.kind == "seal")
    card, claim = str(first.slots[0].domain[0]), str(first.slots[1].domain[0])
    trigger = triggers(session, hiding)[0] if rules == "full" else ""
    if rules == "full":
        accepted(session, hiding, Message(reader, words))
    accepted(session, hiding, Seal(card, (Reason(claim, words),), words, trigger))
    for seat in (third, PUBLIC):
        text = repr(session.view(seat)) + repr(session.log(seat))
        assert words not in text
        assert f"sealed={card!r}" not in text
    assert words in repr(session.view(CONTROL))
