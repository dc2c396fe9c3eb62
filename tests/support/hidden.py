"""Whether a seat can tell two sessions apart: its view, its log, its options, and what it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercise import engine
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Accept,
    Act,
    Adjust,
    Advance,
    Answer,
    Attack,
    Ballot,
    Counter,
    CounterLink,
    Deliver,
    Hold,
    Message,
    Move,
    Offer,
    OnBehalf,
    Override,
    Pass,
    Question,
    Reason,
    Refusal,
    Remark,
    Reseat,
    Rule,
    Seal,
    Second,
    SetDifficulty,
    Swap,
    Vote,
    Withdraw,
)
from exercise.session import Session


def attempts(session: Session) -> list[Any]:
    """Return moves of every kind, most of them not legal now, on much that might be guessed."""
    game = session.state.game
    cards, claims = list(game.cards), [*game.argument.ids[:3], f"fact:1:own:1:{game.teams[0]}"]
    numbers = range(7)
    triggers, shocks = list(game.triggers)[::5][:4], list(game.own_shocks)[:2]
    moves: list[Any] = [Hold(), Pass(), Advance(), Advance(True), None, 7, "seal", Vote(1, 1, 1), Remark("paused")]
    moves += [Swap(card) for card in cards] + [Withdraw(card) for card in cards]
    moves += [Seal(card, (Reason(claim),)) for card in cards for claim in claims[:2]]
    moves += [Seal(card, (Reason(claims[0]),), "", trigger) for card in cards[:6] for trigger in triggers]
    moves += [Seal(cards[0], ()), Seal("no such card", (Reason(claims[0]),)), Swap("")]
    moves += [Act((shock,), (Reason(claims[0]),), "So.", trigger) for shock in shocks for trigger in ("", *triggers)]
    moves += [kind(number, claim) for kind in (Counter, Answer) for number in numbers for claim in (*claims, None)]
    moves += [Second(number, claim) for number in numbers for claim in claims]
    moves += [Question(number, place) for number in numbers for place in range(2)]
    moves += [CounterLink(number, link, claims[0]) for number in numbers for link in game.world.link_ids[:3]]
    moves += [Attack(claim, claims[0]) for claim in claims]
    moves += [Ballot(number, percent) for number in numbers for percent in (50, 51)]
    moves += [kind(team, "Psst.") for kind in (Message, Offer) for team in game.teams]
    moves += [Accept(number) for number in range(3)]
    moves += [Rule(number) for number in numbers] + [Rule(number, 50, None, "So.") for number in numbers]
    moves += [Override(number, "full", "So be it.") for number in numbers]
    moves += [SetDifficulty(number, "hard") for number in numbers]
    moves += [Deliver(inject) for inject in [*game.injects, "none"]]
    moves += [Adjust(game.world.ids[0], 50, "So."), Reseat(game.teams[0], "random")]
    moves += [OnBehalf(team, move) for team in game.teams for move in (Pass(), Hold(), Accept(0))]
    return moves


def refusals(session: Session, seat: str, moves: Iterable[Any]) -> list[Refusal | None]:
    """Return what a seat is told of each move, None where it would be accepted.

    Refusals hold nothing but texts, so that those that are equal are so to the byte.
    """
    decisions = [engine.decide(session.state, seat, move) for move in moves]
    return [decision if isinstance(decision, Refusal) else None for decision in decisions]


def shown(session: Session, seat: str) -> tuple[str, str]:
    """Return a seat's view and log of a session, to the byte."""
    return repr(session.view(seat)), repr(session.log(seat))


def same(first: Session, second: Session, watching: Iterable[str]) -> None:
    """Fail where a seat can tell the two apart; each time a third of the attempts is tried, in turn."""
    moves = attempts(first)[len(first.events) % 3 :: 3]
    for seat in watching:
        for left, right in zip(shown(first, seat), shown(second, seat), strict=True):
            assert left == right, f"{seat} sees a difference"
        told = zip(moves, refusals(first, seat, moves), refusals(second, seat, moves), strict=True)
        different = [(move, one, other) for move, one, other in told if one != other]
        # One is enough to tell of; there may be hundreds, on which pytest would dwell.
        assert not different, f"{seat} is refused differently: {different[0]}"


def accepted(session: Session, seat: str, move: Move) -> None:
    """Submit what must be accepted."""
    decision = session.submit(seat, move)
    assert not isinstance(decision, Refusal), f"{seat} {move}: {decision.sentence}"


def both(first: Session, second: Session, seat: str, move: Move) -> None:
    """Submit the same to both."""
    accepted(first, seat, move)
    accepted(second, seat, move)


def others(session: Session, *hiding: str) -> list[str]:
    """Return the teams that do not hide anything, and the public."""
    return [*(team for team in session.state.game.teams if team not in hiding), PUBLIC]


def begun(session: Session, phase: str = "caucus") -> Session:
    """Return a session that control has taken to a phase of the first round in which no team has to act before."""
    while session.view(PUBLIC).phase != phase:
        accepted(session, CONTROL, Advance())
    return session
