"""A session played by bots and the lane of the same seed, as what both say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from exercise.deck.models import Deck
from exercise.lab import layout
from exercise.lab.tables import Rooms, make_lane
from exercise.lab.trace import trace
from exercise.moves import CONTROL
from exercise.session import Session
from exercise.table import TABLE, Table

ROOMS = Rooms(bank=512, argued=256, floor=128, attacks=128, facts=128)
SAYS = 400_000


class Guarded:
    """An array that fails on an index or a slice outside of it; a slice of it is a view of it, as guarded."""

    def __init__(self, values: list[Any], kind: str) -> None:
        self._values, self._places = values, range(len(values))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Any]:
        return (self._values[place] for place in self._places)

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self._values[self._places[self._inside(place, len(self) - 1)]]
        first = self._inside(place.start, len(self))
        part = Guarded(self._values, "")
        part._places = self._places[first : self._inside(place.stop, len(self)) : place.step]
        assert first <= place.stop
        return part

    def __setitem__(self, place: int, value: Any) -> None:
        self._values[self._places[self._inside(place, len(self) - 1)]] = value

    @staticmethod
    def _inside(place: int, last: int) -> int:
        assert 0 <= place <= last, f"{place} lies outside of an array whose last place is {last}"
        return place


def played_session(deck: Deck, rules: str, rounds: int, players: Sequence[str], seed: int) -> Session:
    teams = [team.id for team in deck.teams]
    seats = {**dict(zip(teams, players, strict=True)), CONTROL: TABLE}
    session = Session.new(deck, rules=rules, rounds=rounds, seats=seats, seed=seed)
    Table(session, seed).run()
    return session


def lane_says(
    session: Session,
    players: Sequence[str],
    play: Callable[[Any, Any], None],
    array: Callable[[list[Any], str], Any] | None = None,
) -> list[float]:
    """Return what the lane of a session's seed says, played by `play` over what `array` makes."""
    setup = session.state.setup
    lane = make_lane(
        session.state.game,
        rules=setup.level.name,
        adjudication=setup.adjudication,
        rounds=setup.rounds,
        players=players,
        rooms=ROOMS,
        trace=SAYS,
        array=array,
    )
    play(lane, setup.seed)
    assert not lane.now[layout.N_OVERFLOW]
    return [float(value) for value in lane.said[1 : 1 + int(lane.said[0])]]


def first_difference(session: Session, said: Sequence[float]) -> str:
    """Return which event the lane tells otherwise, to the last bit; empty where it tells the same."""
    game = session.state.game
    wanted = trace(game, session.events)
    if [value.hex() for value in said] == [value.hex() for value in wanted]:
        return ""
    place = 0
    for event in session.events:
        part = trace(game, [event])
        found = said[place : place + len(part)]
        if [value.hex() for value in found] != [value.hex() for value in part]:
            return f"{event}\nsession says {part}\nthe lane     {list(found)}"
        place += len(part)
    return f"the lane says {len(said) - len(wanted)} numbers more"
