"""What a seat may not see changes nothing for it: not its view, its log, its options, nor why it is refused.

Each test plays two sessions that differ in hidden things alone and compares, byte for byte, what a seat gets of both.
"""

from __future__ import annotations

from functools import cache

import pytest
from hidden import attempts, both, refusals, same, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from sessions import choose, seated
from smalldeck import small_deck

from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.engine.events import SessionOpened
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Advance,
    Hold,
    Reason,
    Refusal,
    Seal,
    Swap,
)  # fmt: skip
from exercise.players import RandomPlayer
from exercise.session import Session

SEED = 77


@cache
def deck(name: str) -> Deck:
    return small_deck() if name == "small" else load_deck(name)


def begun(name: str, seed: int = SEED, changed: Deck | None = None) -> Session:
    session = Session.new(changed or deck(name), rounds=2, seed=seed)
    while session.view(PUBLIC).phase != "caucus":
        session.submit(CONTROL, Advance())
    return session


def settle(session: Session, team: str, pick: int) -> None:
    """Let a team swap or not, then seal one card or another, or hold; which, `pick` says."""
    player = RandomPlayer(pick)
    while team in session.view(team).outstanding:
        assert not isinstance(session.submit(team, player.choose(session.view(team))), Refusal)


@pytest.mark.parametrize("name", ["small", "tutorial", "european-troops"])
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_what_others_do_in_caucus_shows_to_nobody_but_them_and_control(name: str, data: st.DataObject) -> None:
    first, second = begun(name), begun(name)
    teams = list(first.state.game.teams)
    watching = data.draw(st.sampled_from([*teams, PUBLIC]))
    same(first, second, [watching])
    order = data.draw(st.permutations([team for team in teams if team != watching]))
    for team in order:
        settle(first, team, data.draw(st.integers(0, 50)))
        settle(second, team, data.draw(st.integers(51, 100)))
        same(first, second, [watching])
    assert first.view(CONTROL) != second.view(CONTROL) or first.events == second.events


@pytest.mark.parametrize("name", ["small", "tutorial", "european-troops"])
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_hidden_swap_shows_to_nobody_else_for_the_whole_round(name: str, data: st.DataObject) -> None:
    first, second = begun(name), begun(name)
    teams = list(first.state.game.teams)
    hiding = data.draw(st.sampled_from(teams))
    others = [*(team for team in teams if team != hiding), PUBLIC]
    seals = [option for option in first.view(hiding).options if option.kind == "seal"]
    swaps = [option for option in first.view(hiding).options if option.kind == "swap"]
    sealing = data.draw(st.sampled_from(seals))
    card = str(sealing.slots[0].domain[0])
    away = [str(value) for option in swaps for value in option.slots[0].domain if value != card]
    assert not isinstance(first.submit(hiding, Swap(data.draw(st.sampled_from(away)))), Refusal)
    same(first, second, others)
    both(first, second, hiding, Seal(card, (Reason(str(sealing.slots[1].domain[0])),)))
    players = seated(first, seed=data.draw(st.integers(0, 99)))
    while first.view(PUBLIC).round == 1:
        due = choose(first, players)
        assert due is not None
        both(first, second, *due)
        if first.view(PUBLIC).round == 1:
            same(first, second, others)


def with_other_secrets(original: Deck, hiding: str) -> Deck:
    """Return a deck in which one team secretly wants the opposite of the first indicator's rise."""
    aim = {"id": "another-aim", "indicator": original.indicators[0].id, "sign": "lowers", "when": ()}
    teams = []
    for team in original.teams:
        goals = [goal.model_copy(update=aim) if goal.secret and team.id == hiding else goal for goal in team.objectives]
        teams.append(team.model_copy(update={"objectives": tuple(goals)}))
    return original.model_copy(update={"teams": tuple(teams)})


@pytest.mark.parametrize("name", ["small", "tutorial", "european-troops"])
def test_a_secret_objective_shows_to_nobody_else_before_the_end(name: str) -> None:
    hiding = deck(name).teams[0].id
    first, second = begun(name), begun(name, changed=with_other_secrets(deck(name), hiding))
    others = [*(team for team in first.state.game.teams if team != hiding), PUBLIC]
    assert repr(first.view(hiding)) != repr(second.view(hiding))
    players = seated(first, seed=3)
    while first.view(PUBLIC).phase not in ("debrief", "closed"):
        same(first, second, others)
        due = choose(first, players)
        assert due is not None
        both(first, second, *due)


@pytest.mark.parametrize("name", ["small", "tutorial", "european-troops"])
def test_the_seed_and_the_hands_that_it_deals_show_to_the_public_not_at_all(name: str) -> None:
    quiet = deck(name).model_copy(update={"injects": ()})
    first, second = (begun(name, seed, quiet) for seed in (5, 6))
    hands = [
        [face.id for private in session.view(CONTROL).private for face in private.hand] for session in (first, second)
    ]
    assert hands[0] != hands[1]
    same(first, second, [PUBLIC])
    for session in (first, second):
        for team in session.state.game.teams:
            session.submit(team, Hold())
    same(first, second, [PUBLIC])


@pytest.mark.parametrize("name", ["small", "tutorial", "european-troops"])
def test_no_view_or_log_holds_a_seed_a_digest_or_a_number_of_the_journal(name: str) -> None:
    session = begun(name, seed=8_675_309_123_456)
    opened = session.events[0]
    assert isinstance(opened, SessionOpened)
    for seat in (*session.state.game.teams, CONTROL, PUBLIC):
        text = "".join((*shown(session, seat), repr(refusals(session, seat, attempts(session)))))
        assert "8675309123456" not in text
        assert opened.deck_digest not in text
        assert "seq=" not in text
        assert "seed=" not in text
