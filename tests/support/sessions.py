"""Whole sessions, played by those who see views alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from exercise.deck.models import Deck
from exercise.moves import CONTROL, PUBLIC, Advance, Move, Refusal, Rule
from exercise.players import Player, RandomPlayer
from exercise.session import Session


def choose(session: Session, players: Mapping[str, Player]) -> tuple[str, Move] | None:
    """Return who moves next and what, chosen from that seat's view alone; None once the session is closed."""
    public = session.view(PUBLIC)
    if public.phase == "closed":
        return None
    teams = (public.turn,) if public.turn else public.outstanding
    if teams:
        return teams[0], players[teams[0]].choose(session.view(teams[0]))
    view = session.view(CONTROL)
    return CONTROL, Rule(view.unruled[0]) if view.unruled else Advance()


def seated(session: Session, make: Callable[[int], Player] = RandomPlayer, seed: int = 0) -> dict[str, Player]:
    """Return a player for every team of a session."""
    return {team: make(seed * 16 + place) for place, team in enumerate(session.state.game.teams)}


def steps(session: Session, players: Mapping[str, Player]) -> Iterator[tuple[str, Move]]:
    """Play a session to its end; yield each seat and move after it was accepted."""
    while (due := choose(session, players)) is not None:
        decision = session.submit(*due)
        assert not isinstance(decision, Refusal), f"{due}: {decision.sentence}"
        yield due


def played(
    deck: Deck,
    path: Path | None = None,
    *,
    rounds: int = 2,
    seed: int = 1,
    make: Callable[[int], Player] = RandomPlayer,
) -> Session:
    """Return a session of a deck that bots have played to its end."""
    session = Session.new(deck, path, rounds=rounds, seed=seed)
    for _ in steps(session, seated(session, make, seed)):
        pass
    return session
