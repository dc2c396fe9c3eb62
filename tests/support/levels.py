"""Plays of the small deck under the seminar and the full rules, and players that use all that those allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from plays import Play, open_hands
from sessions import seated
from smalldeck import claim

from exercise.deck.models import Deck
from exercise.engine.events import Event
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Act,
    Advance,
    Move,
    OnBehalf,
    Reason,
    Refusal,
    Rule,
    Seal,
    Second,
    Slot,
    TeamMove,
    Template,
)
from exercise.players import RandomPlayer
from exercise.rules.hashing import below, key, word
from exercise.session import Session
from exercise.views import SeatView

REASON = 0.5 + 0.5 * 0.36 / 1.36
"""The strength of a reason or a counter on a claim of .6: E = .6, h = .36/1.36 = .264706; .632353."""

Moves = Mapping[str, tuple[str, ...]]
"""By team its card and the claims that it rests on."""


def caucus(
    rules: str, deck: Deck | None = None, *, adjudication: str | None = None, seed: int = 1, rounds: int = 3
) -> Play:
    """Return a play in the first caucus."""
    play = Play(deck or open_hands(), rules=rules, adjudication=adjudication, seed=seed, rounds=rounds)
    play.to("caucus")
    return play


def debate(
    rules: str,
    moves: Moves,
    deck: Deck | None = None,
    *,
    adjudication: str | None = None,
    seed: int = 1,
    rounds: int = 3,
) -> Play:
    """Return a play in the first debate."""
    play = caucus(rules, deck, adjudication=adjudication, seed=seed, rounds=rounds)
    sealed(play, moves)
    play.to("debate")
    return play


def sealed(play: Play, moves: Moves) -> None:
    """Seal the moves of those who make one."""
    for team, (card, *claims) in moves.items():
        play.seal(team, card, *claims)


def next_debate(play: Play, moves: Moves) -> None:
    """Go on to the debate of the next round, with these moves."""
    play.to("caucus", round=play.state.clock.round + 1)
    sealed(play, moves)
    play.to("debate")


def behalf(play: Play, team: str, move: TeamMove) -> tuple[Event, ...]:
    """Let control key a team's move, in the debate whoever's turn it is."""
    return play.submit(CONTROL, OnBehalf(team, move))


ASKED = [{"ask": "Who says so?", "burden": True}, {"ask": "Is that all?", "burden": False}]
BURDENED: dict[str, Any] = {
    "thesis": {
        "id": "garden",
        "paragraph": 1,
        "says": "The garden should grow.",
        "pillars": ["pro"],
        "objections": ["con"],
    },
    "claims": [
        claim("ground"),
        claim("pro", supports=["second"], questions=ASKED),
        claim("second", 0.4),
        claim("con", side="against"),
        claim("weak", 0.3, side="against", attacks=["second"]),
        claim("gone", withdrawn=True),
    ],
}
"""The small deck's ledger, where the first of pro's two questions shifts the burden of proof."""


def burdened(**changes: Any) -> Deck:
    """Return the small deck with open hands and that ledger."""
    return open_hands(ledger=BURDENED, **changes)


class AnyPlayer(RandomPlayer):
    """A random player that does all that templates say: reasons on two claims, and actions that push two indicators."""

    def fill(self, template: Template) -> Move:
        move = super().fill(template)
        slots = {slot.name: slot for slot in template.slots}
        if isinstance(move, Second):
            (reason,) = self._joined((Reason(move.claim),), slots["claim"])
            return replace(move, also=reason.also)
        if isinstance(move, (Seal, Act)):
            move = replace(move, reasons=self._joined(move.reasons, slots["reasons"]))
        if isinstance(move, Act) and slots["shocks"].most > 1 and self._below(2) == 0:
            pushes = slots["shocks"]
            taken = pushes.domain.index(move.shocks[0]) // pushes.rivals
            others = [str(push) for place, push in enumerate(pushes.domain) if place // pushes.rivals != taken]
            move = replace(move, shocks=(*move.shocks, others[self._below(len(others))]))
        return move

    def _joined(self, reasons: tuple[Reason, ...], slot: Slot) -> tuple[Reason, ...]:
        """Return the reasons, of which some rest on a second claim of the slot where it allows one."""
        cited = [reason.claim for reason in reasons]
        left = [str(claim) for claim in slot.domain if claim not in cited]
        joined = []
        for reason in reasons:
            also = left.pop(self._below(len(left))) if slot.apiece > 1 and left and self._below(3) == 0 else ""
            joined.append(replace(reason, also=also))
        return tuple(joined)


class AnyControl(RandomPlayer):
    """A control that rules and advances, but one time in four takes any template of its view."""

    def choose(self, view: SeatView) -> Move:
        if self._below(4) == 0:
            return super().choose(view)
        return Rule(view.unruled[0]) if view.unruled else Advance()

    def interrupt(self, view: SeatView) -> Move:
        """Return what it does while teams are due: goes on without them, keys a slip, or anything else it may."""
        doing = self._below(3)
        if doing == 0:
            return Advance(skip=True, text="Time is up.")
        if doing == 1 and view.slips:
            team, templates = view.slips[self._below(len(view.slips))]
            return OnBehalf(team, self.fill(templates[self._below(len(templates))]))  # type: ignore[arg-type]
        return super().choose(view)


def free_steps(session: Session, seed: int) -> Iterator[tuple[str, Move]]:
    """Play a session to its end by players that see views alone; yield each seat and move after it was accepted.

    Control acts when no team is due, and now and then before that.
    """
    players = seated(session, AnyPlayer, seed)
    control, whim = AnyControl(seed * 16 + 15), key(seed)
    for number in range(MOST_DECISIONS):
        public = session.view(PUBLIC)
        if public.phase == "closed":
            return
        teams = (public.turn,) if public.turn else public.outstanding
        move: Move
        if teams and below(word(whim, number), 12):
            seat = teams[0]
            move = players[seat].choose(session.view(seat))
        elif teams:
            seat, move = CONTROL, control.interrupt(session.view(CONTROL))
        else:
            seat, move = CONTROL, control.choose(session.view(CONTROL))
        decision = session.submit(seat, move)
        assert not isinstance(decision, Refusal), f"{seat} {move}: {decision.sentence}"
        yield seat, move
    raise AssertionError(f"the session is not over after {MOST_DECISIONS} decisions")


MOST_DECISIONS = 2_000


def freely_played(deck: Deck, path: Path | None = None, *, rules: str, rounds: int, seed: int) -> Session:
    """Return a session that was played to its end by `free_steps`."""
    session = Session.new(deck, path, rules=rules, rounds=rounds, seed=seed)
    for _ in free_steps(session, seed):
        pass
    return session
