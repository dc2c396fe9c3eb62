"""Players: policies that see a seat's view and choose a move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from exercise.moves import Move
from exercise.players.random import RandomPlayer
from exercise.players.steady import SteadyPlayer
from exercise.views import SeatView


class Player(Protocol):
    """A policy for a team's seat."""

    def choose(self, view: SeatView) -> Move:
        """Return a legal move for a seat that has one."""
        ...


PLAYERS: Final[dict[str, Callable[[int], Player]]] = {"random": RandomPlayer, "steady": SteadyPlayer}
"""Every kind of player by name; each is made from a seed of its own."""


def make(name: str, seed: int) -> Player:
    """Return a player of a kind. Raises ValueError where there is no such kind."""
    if name not in PLAYERS:
        raise ValueError(f"there is no player called {name!r}; there are {', '.join(PLAYERS)}")
    return PLAYERS[name](seed)


__all__ = ["PLAYERS", "Player", "RandomPlayer", "SteadyPlayer", "make"]
