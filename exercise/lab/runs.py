"""Batches of lanes: arrays out, and a file with one row a lane."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from exercise.deckfiles import deck_digest, dump_deck
from exercise.engine import compile_game
from exercise.engine.events import RULES_VERSION
from exercise.engine.game import LEVELS, Game
from exercise.lab import compiled
from exercise.lab import layout as x
from exercise.lab.lane.play import row_sizes
from exercise.lab.tables import Rooms, make_lane, state_bytes
from exercise.rules.hashing import lane_seed

if TYPE_CHECKING:
    from exercise.deck.models import Deck
    from exercise.session import Session

BATCH: Final = 2_000
"""Lanes that are played between two looks at whether to stop."""
MOST_LANES: Final = 1 << 32
_RESULTS: Final = ("missed", "partly", "met")


@dataclass(frozen=True, slots=True)
class Plan:
    """What lanes are to be played: a deck, rules, rounds, one player a team, and the seed of the batch."""

    deck: Deck
    rules: str
    rounds: int
    players: tuple[str, ...]
    seed: int

    def __post_init__(self) -> None:
        """Raise ValueError on rules, rounds, players or a seed that no lane can be played by."""
        if self.rules not in LEVELS:
            raise ValueError(f"there are no rules called {self.rules!r}; there are {', '.join(LEVELS)}")
        if not 1 <= self.rounds <= x.MOST_ROUNDS:
            raise ValueError(f"an exercise has 1 to {x.MOST_ROUNDS} rounds, not {self.rounds}")
        for player in self.players:
            if player not in x.PLAYERS_BY_NUMBER:
                raise ValueError(f"there is no player called {player!r}; there are {', '.join(x.PLAYERS_BY_NUMBER)}")
        if len(self.players) != len(self.deck.teams):
            raise ValueError(f"{len(self.players)} players for {len(self.deck.teams)} teams")
        if not 0 <= self.seed < 1 << 64:
            raise ValueError("a seed is a whole number from 0 to 2**64 - 1")


@dataclass(frozen=True, slots=True)
class Watched:
    """What watched lanes noted of their play; the first axis of each array are the lanes."""

    held: Any
    """int16, (lanes, cards): in how many caucuses a card was in its team's hand to the end."""
    chosen: Any
    """int16, (lanes, cards): in how many of them it was sealed."""
    delivered: Any
    """int16, (lanes, injects): 1 for those that were."""
    ruled: Any
    """int16, (lanes, rulings): the card of each, -1 for none; a team's own actions are numbered after the cards."""
    levels: Any
    """float64, (lanes, rounds + 1, indicators): 0 to 100, before the first and after each round; 0 if not played."""
    weights: Any
    """float64, (lanes, links): at the end."""
    flows: Any
    """float64, (lanes, links): how much crossed each, whichever way, on the z scale."""
    chances: Any
    """float64, (lanes, rulings): of success; -1 where nothing was thrown."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Lanes that were played: one row each."""

    first: int
    """The number of the first lane."""
    seeds: Any
    """uint64, (lanes,): each session's seed."""
    wholes: Any
    """int16, (lanes, 6 + goals): rounds, ending (-1 for none), full and partial successes, failures, moves, results."""
    numbers: Any
    """float64, (lanes, indicators + 1 + claims): levels from 0 to 100, the thesis, the claims."""
    watched: Watched | None
    """What they noted besides, where they were watched."""
    state_bytes: int
    """How many bytes of a lane changed in play, with room for the lane that needed most so far."""


def batches(plan: Plan, lanes: int, first: int = 0, size: int = BATCH, *, watched: bool = False) -> Iterator[Batch]:
    """Yield the lanes numbered from `first` on in batches of at most `size`, each as soon as it is played.

    `watched` lanes note more of their play, which takes longer.
    Raises ImportError where numpy isn't installed.
    """
    import numpy as np

    game = compile_game(plan.deck)
    play = compiled.play_lanes()
    rooms = Rooms()
    lane = _lane(plan, game, rooms, watched)
    width, length = row_sizes(lane)
    number = first
    while number < first + lanes:
        count = min(size, first + lanes - number)
        seeds, wholes = np.zeros(count, np.uint64), np.zeros(count * width, np.int16)
        numbers = np.zeros(count * length)
        done = 0
        while done < count:
            part = (seeds[done:], wholes[done * width :], numbers[done * length :])
            played = _play(play, lane, plan.seed, number + done, count - done, part)
            done += played
            if done < count:
                # The next lane piles up more than there was room for.
                rooms = rooms.wider(int(lane.now[x.N_OVERFLOW]))
                lane = _lane(plan, game, rooms, watched)
        yield _batch(number, seeds, wholes.reshape(count, width), numbers.reshape(count, length), lane)
        number += count


def _batch(first: int, seeds: Any, wholes: Any, numbers: Any, lane: Any) -> Batch:
    """Return the rows of lanes, parted into what all lanes write and what watched ones note besides."""
    at, lanes = lane.at, len(seeds)
    cards, injects, links, nodes, rounds = (int(at[n]) for n in (x.CARDS, x.INJECTS, x.LINKS, x.NODES, x.ROUNDS))
    plain, plain_numbers = 6 + int(at[x.GOALS]), nodes + 1 + int(at[x.CLAIMS])
    watched = None
    if at[x.WATCHED]:
        held, chosen, delivered, ruled = _parted(wholes[:, plain:], cards, cards, injects)
        levels, weights, flows, chances = _parted(numbers[:, plain_numbers:], (rounds + 1) * nodes, links, links)
        levels = levels.reshape(lanes, rounds + 1, nodes)
        watched = Watched(held, chosen, delivered, ruled, levels, weights, flows, chances)
    return Batch(first, seeds, wholes[:, :plain], numbers[:, :plain_numbers], watched, state_bytes(lane))


def _parted(rows: Any, *widths: int) -> list[Any]:
    """Return the columns of rows in parts of these widths, and what is left."""
    import numpy as np

    return np.split(rows, np.cumsum(widths), axis=1)


def _lane(plan: Plan, game: Game, rooms: Rooms, watched: bool) -> Any:
    import numpy as np

    array = (lambda values, dtype: np.array(values, dtype=dtype)) if compiled.available() else None
    return make_lane(
        game,
        rules=plan.rules,
        adjudication=LEVELS[plan.rules].adjudication,
        rounds=plan.rounds,
        players=plan.players,
        rooms=rooms,
        watched=watched,
        array=array,
    )


def _play(play: Callable[..., int], lane: Any, seed: int, first: int, count: int, part: tuple[Any, ...]) -> int:
    if compiled.available():
        import numpy as np

        return int(play(lane, np.uint64(seed), first, count, *part))
    lists = [array.tolist() for array in part]
    played = play(lane, seed, first, count, *lists)
    for array, values in zip(part, lists, strict=True):
        array[:] = values
    return played


def write(plan: Plan, lanes: int, path: Path, progress: Callable[[int], None] = lambda lanes: None) -> None:
    """Play lanes and write a Parquet file with one row each; `progress` is told how many are done.

    The file appears once it is whole: whatever stops the run leaves none behind. Raises FileExistsError where there is
    a file already, ImportError where numpy or pyarrow isn't installed, OSError where the file can't be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    if path.exists():
        raise FileExistsError(17, "this file exists already", str(path))
    game = compile_game(plan.deck)
    schema = _schema(plan, game)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with parquet.ParquetWriter(part, schema) as writer:
            for batch in batches(plan, lanes):
                columns = _columns(batch, game)
                writer.write_table(
                    pa.table({field.name: pa.array(columns[field.name], field.type) for field in schema}, schema)
                )
                progress(batch.first + len(batch.seeds))
        os.replace(part, path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _schema(plan: Plan, game: Game) -> Any:
    import pyarrow as pa

    fields = [
        ("lane", pa.uint32()),
        ("seed", pa.uint64()),
        ("rounds", pa.int8()),
        ("ending", pa.string()),
        ("moves", pa.int16()),
        ("full", pa.int16()),
        ("partial", pa.int16()),
        ("fail", pa.int16()),
        ("thesis", pa.float64()),
    ]
    fields += [(f"level.{indicator}", pa.float64()) for indicator in game.world.ids]
    fields += [(f"claim.{claim}", pa.float64()) for claim in game.argument.ids]
    fields += [(name, pa.string()) for name in _goal_names(game)]
    about = {
        "deck": game.deck,
        "deck_digest": deck_digest(dump_deck(plan.deck)),
        "rules": plan.rules,
        "rules_version": str(RULES_VERSION),
        "rounds": str(plan.rounds),
        "players": ",".join(plan.players),
        "seed": str(plan.seed),
    }
    return pa.schema(fields, metadata=about)


def _goal_names(game: Game) -> list[str]:
    return [f"result.{team}.{goal.id}" for team, goals in zip(game.teams, game.goals, strict=True) for goal in goals]


def _columns(batch: Batch, game: Game) -> dict[str, Any]:
    import numpy as np

    wholes, numbers, nodes = batch.wholes, batch.numbers, len(game.world.ids)
    endings = np.array(["", *[name for name, _ in game.endings]], dtype=object)
    results = np.array(_RESULTS, dtype=object)
    columns: dict[str, Any] = {
        "lane": np.arange(batch.first, batch.first + len(batch.seeds), dtype=np.uint32),
        "seed": batch.seeds,
        "rounds": wholes[:, 0].astype(np.int8),
        "ending": endings[wholes[:, 1] + 1],
        "full": wholes[:, 2],
        "partial": wholes[:, 3],
        "fail": wholes[:, 4],
        "moves": wholes[:, 5],
        "thesis": numbers[:, nodes],
    }
    columns |= {f"level.{name}": numbers[:, place] for place, name in enumerate(game.world.ids)}
    columns |= {f"claim.{name}": numbers[:, nodes + 1 + place] for place, name in enumerate(game.argument.ids)}
    columns |= {name: results[wholes[:, 6 + place]] for place, name in enumerate(_goal_names(game))}
    return columns


def open_lane(plan: Plan, lane: int, path: Path, title: str = "") -> Session:
    """Return the session of a lane, played by bots to its close, in a new save at `path`.

    Raises ValueError on a lane that doesn't exist, JournalError where the save can't be made.
    """
    from exercise.moves import CONTROL
    from exercise.session import Session
    from exercise.table import TABLE, Table

    if not 0 <= lane < MOST_LANES:
        raise ValueError(f"lanes are numbered from 0 to {MOST_LANES - 1}")
    seed = lane_seed(plan.seed, lane)
    teams: Sequence[str] = [team.id for team in plan.deck.teams]
    seats = {**dict(zip(teams, plan.players, strict=True)), CONTROL: TABLE}
    session = Session.new(plan.deck, path, rules=plan.rules, rounds=plan.rounds, seats=seats, seed=seed, title=title)
    Table(session, seed).run()
    return session
