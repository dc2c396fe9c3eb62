"""A play of the small deck in which every argument is scripted, so that its numbers can be worked out by hand.

Round 1: Ants play ants-a on `ground`, in words of their own; Bees play bees-a on `pro`; Cats hold. Bees counter the
Ants' reason with `con`; Cats second the Ants' move with `pro`. The dice fail the Ants (seed 6); control overrides that
to a full success. Round 2: everybody holds.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from smalldeck import small_deck

from exercise import engine
from exercise.deck.models import Deck
from exercise.moves import (
    CONTROL,
    Advance,
    Counter,
    Hold,
    Move,
    Override,
    Pass,
    Reason,
    Refusal,
    Rule,
    Seal,
    Second,
)
from exercise.session import Session

Play = Callable[..., Session]


def opened(deck: Deck, seed: int = 6, rounds: int = 2) -> Session:
    seats = tuple((name, "person") for name in (*(team.id for team in deck.teams), CONTROL))
    first = engine.session_opened(
        engine.compile_game(deck),
        rules="quick",
        adjudication="dice",
        rounds=rounds,
        seed=seed,
        seats=seats,
        digest="0" * 64,
    )
    return Session(deck, (first,))


def submit(session: Session, seat: str, move: Move) -> None:
    decision = session.submit(seat, move)
    assert not isinstance(decision, Refusal), decision.sentence


def pass_all(session: Session) -> None:
    while session.state.clock.turn:
        submit(session, session.state.clock.turn, Pass())


def seal_round_one(session: Session, words: str) -> None:
    submit(session, CONTROL, Advance())
    submit(session, CONTROL, Advance())
    submit(session, "ants", Seal("ants-a", (Reason("ground", words),), words))
    submit(session, "bees", Seal("bees-a", (Reason("pro"),)))
    submit(session, "cats", Hold())


def play_round_one(session: Session, words: str, rationale: str) -> None:
    seal_round_one(session, words)
    submit(session, CONTROL, Advance())
    submit(session, CONTROL, Advance())
    submit(session, "ants", Pass())
    submit(session, "bees", Counter(1, "con", words))
    submit(session, "cats", Second(0, "pro", words))
    pass_all(session)
    submit(session, CONTROL, Advance())
    pass_all(session)
    submit(session, CONTROL, Advance())
    submit(session, CONTROL, Rule(0))
    submit(session, CONTROL, Rule(2))
    submit(session, CONTROL, Override(0, "full", rationale))
    submit(session, CONTROL, Advance())


def play_to_the_end(session: Session) -> None:
    while session.state.clock.phase != "closed":
        if session.state.clock.phase == "caucus":
            for team in session.outstanding():
                submit(session, team, Hold())
        submit(session, CONTROL, Advance())


@pytest.fixture(scope="session")
def deck() -> Deck:
    return small_deck()


@pytest.fixture(scope="session")
def scripted(deck: Deck) -> Session:
    session = opened(deck)
    play_round_one(session, "The leaflet says so.", "The counter was answered in the room.")
    play_to_the_end(session)
    return session


@pytest.fixture(scope="session")
def play_with() -> Play:
    """Return a function that plays the script on a deck with other words of people."""

    def play(deck: Deck, words: str) -> Session:
        session = opened(deck)
        play_round_one(session, words, words)
        play_to_the_end(session)
        return session

    return play


@pytest.fixture
def caucus(deck: Deck) -> Session:
    """Return a session in caucus: every move of round 1 is sealed, none is revealed."""
    session = opened(deck)
    seal_round_one(session, "Nobody may read this yet.")
    return session


@pytest.fixture
def fresh(deck: Deck) -> Session:
    return opened(deck)
