"""A session with the seats around it: whose turn it is, and the players that bots are."""

from __future__ import annotations

from exercise.engine.events import Event
from exercise.moves import CONTROL, Advance, Move, Refusal, Rule
from exercise.players import Player, make
from exercise.rules.hashing import player_seed
from exercise.session import Session

PERSON = "person"
TABLE = "table"
"""Who plays control where nobody sits there."""


class Table:
    """The seats of a session, some of them played by bots; the only place where bots meet a session."""

    def __init__(self, session: Session, seed: int) -> None:
        """Seat the players that the session names; each gets a seed of its own derived from `seed`."""
        self.session = session
        self._seed = seed
        self._players: dict[str, tuple[str, Player]] = {}
        for seat in session.seats:
            self._player(seat)

    @property
    def runs_itself(self) -> bool:
        """Whether nobody sits as control."""
        return self.session.seats[CONTROL] == TABLE

    def due(self) -> tuple[str, ...]:
        """Return the seats that the session waits for: teams first, else control; none once it is closed."""
        clock = self.session.state.clock
        if clock.phase == "closed":
            return ()
        return (clock.turn,) if clock.turn else self.session.outstanding() or (CONTROL,)

    def step(self) -> tuple[Event, ...]:
        """Let one bot that is due take one decision; return its events, or none where only people are due."""
        for seat in self.due():
            player = self._player(seat)
            if player is not None:
                return self._submit(seat, player.choose(self.session.view(seat)))
        return ()

    def advance(self) -> tuple[Event, ...]:
        """Take one decision for control: rule the next move, or open the next phase. Returns its events.

        Returns none where a team is due first.
        """
        if self.due() != (CONTROL,):
            return ()
        view = self.session.view(CONTROL)
        return self._submit(CONTROL, Rule(view.unruled[0]) if view.unruled else Advance())

    def run(self) -> None:
        """Play until a person is due or the session is closed; control too, where nobody sits there."""
        while self.step() or (self.runs_itself and self.advance()):
            pass

    def _player(self, seat: str) -> Player | None:
        """Return the player of a seat, made anew where somebody else has taken it; None where a person sits there."""
        seats = self.session.seats
        name = seats[seat]
        if name in (PERSON, TABLE):
            return None
        known = self._players.get(seat)
        if known is None or known[0] != name:
            known = self._players[seat] = (name, make(name, player_seed(self._seed, list(seats).index(seat))))
        return known[1]

    def _submit(self, seat: str, move: Move) -> tuple[Event, ...]:
        decision = self.session.submit(seat, move)
        if isinstance(decision, Refusal):
            raise RuntimeError(f"{seat} submitted {move!r}, which was refused: {decision.sentence}")
        return decision
