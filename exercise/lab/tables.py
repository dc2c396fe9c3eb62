"""A compiled deck as the flat arrays of a lane."""

from __future__ import annotations

import array as arrays
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from exercise.argument.tables import claim_strengths, link_strength, starts_of, thesis_strength
from exercise.engine.game import LEVELS, OWN_DIFFICULTY, CardFace, Condition, Game, Level, own_face
from exercise.frozen import frozen
from exercise.lab import layout as x
from exercise.lab.layout import Lane
from exercise.rules.propagation import HORIZON, rows

_TYPES: Final = {"int64": "q", "int16": "h", "float64": "d", "uint64": "Q"}


@frozen
class Rooms:
    """How much room a lane has for what a play may pile up; a lane that needs more says so and is played anew."""

    bank: int = 8
    """What waits behind delayed links."""
    argued: int = 16
    """Arguments about links."""
    floor: int = 32
    """Nodes on the floor of a round."""
    attacks: int = 8
    """Direct attacks on claims."""
    facts: int = 8
    """Facts that full successes establish."""

    def wider(self, full: int) -> Rooms:
        """Return a quarter more room for what had too little, as a lane's N_OVERFLOW says."""
        name = _ROOM_OF[full]
        room: int = getattr(self, name)
        return replace(self, **{name: room + (room + 3) // 4})


_ROOM_OF: Final = {
    x.BANK_IS_FULL: "bank",
    x.ARGUED_IS_FULL: "argued",
    x.FLOOR_IS_FULL: "floor",
    x.ATTACKS_ARE_FULL: "attacks",
    x.FACTS_ARE_FULL: "facts",
}


class _Writer:
    """Appends tables to `at` and `real` and notes where each begins."""

    def __init__(self) -> None:
        self.at = [0] * x.HEADS
        self.real: list[float] = []
        self.now = x.N_FIRST
        self.work = 0

    def whole(self, name: int, values: Iterable[int]) -> None:
        self.at[name] = len(self.at)
        self.at.extend(int(value) for value in values)

    def grouped(self, starts: int, name: int, groups: Sequence[Sequence[int]]) -> None:
        self.whole(starts, starts_of(groups))
        self.whole(name, [value for group in groups for value in group])

    def numbers(self, name: int, values: Iterable[float]) -> None:
        self.at[name] = len(self.real)
        self.real.extend(values)

    def state(self, name: int, places: int) -> None:
        self.at[name] = self.now
        self.now += places

    def level(self, name: int, places: int) -> None:
        self.at[name] = len(self.real)
        self.real.extend([0.0] * places)

    def spots(self, name: int, places: int) -> None:
        self.at[name] = self.work
        self.work += places


def make_lane(
    game: Game,
    *,
    rules: str,
    adjudication: str,
    rounds: int,
    players: Sequence[str],
    rooms: Rooms,
    trace: int = 0,
    watched: bool = False,
    array: Callable[[list[Any], str], Any] | None = None,
) -> Lane:
    """Return the arrays that a lane of a game plays on, its state still empty.

    `players` names one player a team; `trace` is how many numbers a traced lane may say, 0 where nothing is traced;
    a `watched` lane notes what `exercise.lab.lane.watch` lists.
    `array` makes an array of a list and a dtype; memory views serve where it is left out. Raises KeyError on unknown
    rules.
    """
    writer = _Writer()
    at = writer.at
    level = LEVELS[rules]
    faces = [face for pile in game.piles for face in pile]
    if level.own_actions:
        faces += [own_face(game, shock, game.teams[0], (shock,), OWN_DIFFICULTY) for shock in game.own_shocks]
    at[x.ADJUDICATION] = x.ADJUDICATIONS.index(adjudication)
    _sizes(at, game, faces, level, rounds, rooms)
    _maps(writer, game)
    _cards(writer, game, faces)
    _conditions(writer, game, faces, level)
    _injects(writer, game, rounds)
    writer.whole(x.PLAYERS, [x.PLAYERS_BY_NUMBER.index(player) for player in players])
    _starts(writer, game)
    _state(writer, level.hand)
    at[x.WATCHED] = int(watched)
    _scratch(writer, max(len(face.claims) for face in faces))
    make = array or _views
    return Lane(
        at=make(writer.at, "int64"),
        now=make([0] * writer.now, "int16"),
        real=make(writer.real, "float64"),
        keys=make([0] * (at[x.TEAMS] + 1), "uint64"),
        work=make([0] * writer.work, "int64"),
        said=make([0.0] * (trace + 1 if trace else 0), "float64"),
    )


def _sizes(at: list[int], game: Game, faces: Sequence[CardFace], level: Level, rounds: int, rooms: Rooms) -> None:
    """Write how much there is of everything, what the level allows, and how much room that takes."""
    world, argument, teams = game.world, game.argument, len(game.teams)
    at[x.TEAMS], at[x.NODES], at[x.LINKS], at[x.CLAIMS] = teams, len(world.ids), len(world.link_ids), len(argument.ids)
    at[x.CARDS], at[x.INJECTS], at[x.ENDINGS] = sum(map(len, game.piles)), len(game.injects), len(game.endings)
    at[x.GOALS] = sum(map(len, game.goals))
    at[x.CITABLE_COUNT], at[x.DELAYED_COUNT] = len(argument.citable), len(world.delayed)
    at[x.THESIS_COUNT] = len(argument.thesis_arguers)
    at[x.PLACES] = (len(world.ids) + 1) * rows(HORIZON)
    at[x.HAND], at[x.FILINGS], at[x.BY_TEAM] = level.hand, level.filings, level.filings_per_team_and_move
    at[x.BY_ALL], at[x.ANSWERS] = level.filings_per_move, level.answers
    at[x.QUESTIONS], at[x.LINK_COUNTERS], at[x.ROUNDS] = int(level.questions), int(level.links), rounds
    at[x.PARLEY], at[x.SECRETS], at[x.FACTS] = int(level.parley), int(level.secrets), int(level.facts)
    at[x.ATTACKS], at[x.OWN_COUNT] = int(level.attacks), len(game.own_shocks) if level.own_actions else 0
    at[x.SLOTS] = level.hand + 1
    at[x.ROWS] = 2 * teams if level.secrets else teams
    at[x.BANK_ROOM], at[x.FLOOR_ROOM] = rooms.bank, rooms.floor
    at[x.ARGUED_ROOM] = rooms.argued if level.links else 0
    at[x.ATTACK_ROOM] = rooms.attacks if level.attacks else 0
    at[x.FACT_ROOM] = rooms.facts if level.facts else 0
    moves = at[x.ROWS] + teams * x.MOST_STANDING
    at[x.ORIGIN_ROOM] = rooms.bank + moves + len(game.injects)
    most = max([len(shocks) for face in faces for shocks in (face.fail, face.partial, face.full)])
    at[x.SHOCK_ROOM] = rooms.bank + moves * most + sum([len(inject.shocks) for inject in game.injects.values()])
    at[x.UP_COUNT] = len(world.upstream.links)


def _maps(writer: _Writer, game: Game) -> None:
    """Write the world's links and who argues about what."""
    world, argument = game.world, game.argument
    writer.whole(x.STOPS, world.stops)
    writer.whole(x.REACH, world.reach)
    writer.whole(x.LAGS, world.lags)
    writer.whole(x.DELAYS, world.delays)
    writer.whole(x.CAUSES, world.causes)
    writer.whole(x.EFFECTS, world.effects)
    writer.whole(x.DELAYED, [link for link, _ in world.delayed])
    writer.whole(x.UP_STOPS, world.upstream.stops)
    writer.whole(x.UP_REACH, world.upstream.reach)
    writer.whole(x.UP_LINK, world.upstream.links)
    writer.whole(x.TOUCHED, [reached >> node & 1 for reached in world.touched for node in range(len(world.ids))])

    writer.whole(x.EDGE_STARTS, argument.edge_starts)
    writer.whole(x.EDGE_ARGUERS, argument.edge_arguers)
    writer.whole(x.THESIS_ARGUERS, argument.thesis_arguers)
    writer.whole(x.LINK_CLAIM_STARTS, argument.link_claim_starts)
    writer.whole(x.LINK_CLAIM, argument.link_claims_flat)
    writer.grouped(x.CLAIM_LINK_STARTS, x.CLAIM_LINK, argument.claim_links)
    writer.grouped(x.DOWN_STARTS, x.DOWN, argument.downstream)
    writer.whole(x.RANK, argument.rank)
    writer.whole(x.CITABLE, [argument.index[claim] for claim in argument.citable])
    writer.grouped(x.BURDEN_STARTS, x.BURDEN, argument.burdens)


def _conditions(writer: _Writer, game: Game, faces: Sequence[CardFace], level: Level) -> None:
    """Write what cards require, injects, endings and secret moves wait for, and objectives ask; and the objectives."""
    goals = [goal for team_goals in game.goals for goal in team_goals]
    numbers = {face.id: number for number, face in enumerate(faces)}
    conditions: list[Condition] = []

    def when(name: int, lists: Sequence[Sequence[Condition]]) -> None:
        first = len(conditions)
        conditions.extend(condition for listed in lists for condition in listed)
        writer.whole(name, [first + start for start in starts_of(lists)])

    when(x.REQUIRE_STARTS, [face.requires for face in faces])
    when(x.INJECT_WHEN_STARTS, [inject.when for inject in game.injects.values()])
    when(x.ENDING_STARTS, [ending for _, ending in game.endings])
    when(x.GOAL_WHEN_STARTS, [goal.when for goal in goals])
    if level.secrets:
        writer.at[x.TRIGGERS], writer.at[x.TRIGGER_COUNT] = len(conditions), len(game.triggers)
        conditions.extend(game.triggers.values())
    writer.whole(x.CONDITION_NODE, [condition.indicator for condition in conditions])
    writer.whole(x.CONDITION_STANDING, [numbers.get(condition.standing, -1) for condition in conditions])
    writer.whole(x.CONDITION_PLAYED, [numbers.get(condition.played, -1) for condition in conditions])
    writer.whole(x.CONDITION_ROUND, [condition.from_round for condition in conditions])
    writer.numbers(x.P_LEAST, [condition.at_least for condition in conditions])
    writer.numbers(x.P_MOST, [condition.at_most for condition in conditions])

    writer.whole(x.GOAL_STARTS, starts_of(game.goals))
    writer.whole(x.GOAL_NODE, [goal.indicator for goal in goals])
    writer.whole(x.GOAL_SIGN, [goal.sign for goal in goals])


def _injects(writer: _Writer, game: Game, rounds: int) -> None:
    """Write the injects and what they push; `rounds` says for how many rounds one may be drawn."""
    injects = tuple(game.injects.values())
    drawn = [inject.number for inject in injects if inject.how == "drawn"]
    writer.whole(x.INJECT_HOW, [x.HOWS.index(inject.how) for inject in injects])
    writer.whole(x.INJECT_ROUND, [inject.round for inject in injects])
    writer.whole(x.INJECT_SHOCK_STARTS, starts_of([inject.shocks for inject in injects]))
    writer.whole(x.INJECT_SHOCK_NODE, [node for inject in injects for node, _ in inject.shocks])
    writer.numbers(x.P_INJECT_SHOCKS, [amount for inject in injects for _, amount in inject.shocks])
    writer.whole(x.DRAW_ROUND, [int(number in game.draw_rounds) for number in range(rounds + 1)])
    writer.whole(x.DRAWN, drawn)
    writer.at[x.DRAWN_COUNT] = len(drawn)


def _starts(writer: _Writer, game: Game) -> None:
    """Write the strengths, levels and weights at the start."""
    world, argument, links = game.world, game.argument, len(game.world.link_ids)
    strengths = claim_strengths(argument)
    writer.numbers(x.P_Z, world.start_z)
    writer.numbers(x.P_CLAIMS, strengths)
    writer.numbers(x.P_THESIS, [thesis_strength(argument, strengths)])
    writer.numbers(x.P_LINKS, [link_strength(argument, link, strengths) for link in range(links)])
    writer.numbers(x.P_WEIGHTS, world.printed)
    writer.numbers(x.P_BASES, argument.bases)
    writer.numbers(x.P_EDGE_WEIGHTS, argument.edge_weights)
    writer.numbers(x.P_THESIS_WEIGHTS, argument.thesis_weights)


def _views(values: list[Any], dtype: str) -> Any:
    return memoryview(arrays.array(_TYPES[dtype], values))


def _scratch(writer: _Writer, claims: int) -> None:
    """Give scratch its places, after the state; `claims` is the most that a card has."""
    at = writer.at
    most = at[x.CLAIMS] + at[x.LINKS] + at[x.INJECTS] + at[x.FACT_ROOM] + at[x.TRIGGER_COUNT] + claims
    floor, nodes, links = at[x.FLOOR_ROOM], at[x.NODES], at[x.LINKS]
    writer.spots(x.W_FOUND, 2 * (floor + 2 * at[x.ROWS] + most))
    writer.spots(x.W_TESTS, 3 * floor + at[x.DRAWN_COUNT])
    writer.spots(x.W_ASKS, floor + most)
    writer.spots(x.W_MARKS, at[x.CLAIMS] + max(links, at[x.FACT_ROOM]))
    writer.spots(x.W_ORIGINS, 4 * at[x.ORIGIN_ROOM])
    writer.spots(x.W_SHOCK_ORIGIN, at[x.SHOCK_ROOM])
    writer.spots(x.W_SHOCK_NODE, at[x.SHOCK_ROOM])
    for name, places in (
        (x.W_CHANGES, at[x.PLACES]),
        (x.W_SHOCKS, at[x.SHOCK_ROOM]),
        (x.W_DELTA, nodes),
        (x.W_TURNED, links),
        (x.W_AMOUNTS, at[x.ORIGIN_ROOM]),
        (x.W_WANTS, nodes),
        (x.W_WEIGHTS, max(links, at[x.ROWS])),
        (x.W_SUPPORT, floor),
        (x.W_ATTACK, floor),
        (x.W_ENERGY, floor),
        (x.W_BASES, floor),
        (x.W_ALSO, floor),
        (x.W_ARGUED, links),
        (x.W_LINKS, links),
        (x.W_DELTAS, at[x.ORIGIN_ROOM] * nodes),
    ):
        writer.level(name, places)
    if at[x.WATCHED]:
        rulings = at[x.ROUNDS] * at[x.ROWS]
        writer.spots(x.W_HELD, at[x.CARDS])
        writer.spots(x.W_CHOSEN, at[x.CARDS])
        writer.spots(x.W_RULED, rulings)
        writer.level(x.W_LEVELS, (at[x.ROUNDS] + 1) * nodes)
        writer.level(x.W_FLOWS, links)
        writer.level(x.W_CHANCES, rulings)


def _cards(writer: _Writer, game: Game, faces: Sequence[CardFace]) -> None:
    """Write what is printed on the cards; their shocks by outcome, from a failure to a full success."""
    index, links = game.argument.index, game.world.link_index
    writer.whole(x.PILE, starts_of(game.piles))
    writer.whole(x.CARD_TEAM, [game.team_index[face.team] for face in faces])
    writer.whole(x.DIFFICULTY, [face.difficulty for face in faces])
    writer.whole(x.COMMITS, [face.commits for face in faces])
    first = starts_of(game.piles)
    writer.grouped(
        x.OPENING_STARTS,
        x.OPENING,
        [[first[team] + face.number for face in pile if face.opening] for team, pile in enumerate(game.piles)],
    )
    writer.grouped(x.CARD_CLAIM_STARTS, x.CARD_CLAIM, [[index[claim] for claim in face.claims] for face in faces])
    writer.grouped(x.OWN_CLAIM_STARTS, x.OWN_CLAIM, [[index[claim] for claim in face.own_claims] for face in faces])
    writer.grouped(x.COUNTER_STARTS, x.COUNTER_CLAIM, [[index[claim] for claim in face.counters] for face in faces])
    writer.grouped(x.CARD_LINK_STARTS, x.CARD_LINK, [[links[link] for link in face.links] for face in faces])
    shocks = [shocks for face in faces for shocks in (face.fail, face.partial, face.full)]
    writer.whole(x.SHOCK_STARTS, starts_of(shocks))
    writer.whole(x.SHOCK_NODE, [node for listed in shocks for node, _ in listed])
    writer.numbers(x.P_SHOCKS, [amount for listed in shocks for _, amount in listed])


def _state(writer: _Writer, hand: int) -> None:
    """Give every part of the state its place."""
    at = writer.at
    teams, floor, rows = at[x.TEAMS], at[x.FLOOR_ROOM], at[x.ROWS]
    secret, parley = teams * at[x.SECRETS], teams * at[x.PARLEY]
    for name, places in (
        (x.HANDS, teams * (hand + 1)),
        (x.HAND_COUNT, teams),
        (x.SPENT, at[x.CARDS]),
        (x.SPENT_COUNT, teams),
        (x.OUT, at[x.CARDS]),
        (x.OUT_COUNT, teams),
        (x.DRAWS, teams),
        (x.SWAPPED, teams),
        (x.SEALED, teams),
        (x.HELD, teams),
        (x.PASSED, teams),
        (x.REASONS, teams * x.MOST_REASONS),
        (x.REASON_COUNT, teams),
        (x.STANDS, teams * x.MOST_STANDING),
        (x.STANDS_SINCE, teams * x.MOST_STANDING),
        (x.STANDING_COUNT, teams),
        (x.CHOICES, teams),
        (x.SUCCEEDED, at[x.CARDS] // x.FLAGS + 1),
        (x.DELIVERED, at[x.INJECTS]),
        (x.NET, at[x.CLAIMS] + at[x.FACT_ROOM]),
        (x.KIND, floor),
        (x.MOVE_OF, floor),
        (x.TARGET, floor),
        (x.CLAIM, floor),
        (x.DETAIL, floor),
        (x.ASKED, floor * at[x.QUESTIONS]),
        (x.ROW_NODE, rows),
        (x.ROW_CARD, rows),
        (x.ROW_TEAM, rows),
        (x.ROW_NAME, rows),
        (x.ROW_ROLLED, rows),
        (x.ROW_SECRET, rows),
        (x.ROW_CITED, rows),
        (x.FILED, (rows + 1) * teams),
        (x.ANSWERED, rows),
        (x.ESTIMATES, rows * teams),
        (x.OUTCOMES, rows),
        (x.RULED_ROW, rows),
        (x.ORDER, teams),
        (x.ARGUED_LINK, at[x.ARGUED_ROOM]),
        (x.ARGUED_NODE, at[x.ARGUED_ROOM]),
        (x.ARGUED_FOR, at[x.ARGUED_ROOM]),
        (x.BANK_DUE, at[x.BANK_ROOM]),
        (x.BANK_NODE, at[x.BANK_ROOM]),
        (x.BANK_KIND, at[x.BANK_ROOM]),
        (x.BANK_ROUND, at[x.BANK_ROOM]),
        (x.BANK_TEAM, at[x.BANK_ROOM]),
        (x.BANK_SUBJECT, at[x.BANK_ROOM]),
        (x.SECRET, secret),
        (x.SECRET_NAME, secret),
        (x.SECRET_TRIGGER, secret),
        (x.SECRET_REASONS, secret * x.MOST_REASONS),
        (x.SECRET_REASON_COUNT, secret),
        (x.LETTERS, parley),
        (x.OFFER_FROM, parley * x.MOST_LETTERS),
        (x.OFFER_TO, parley * x.MOST_LETTERS),
        (x.OFFER_TAKEN, parley * x.MOST_LETTERS),
        (x.ATTACKED, at[x.ATTACK_ROOM]),
        (x.FACT_NAME, at[x.FACT_ROOM]),
    ):
        writer.state(name, places)
    for name, places in (
        (x.R_Z, at[x.NODES]),
        (x.R_CLAIMS, at[x.CLAIMS] + at[x.FACT_ROOM]),
        (x.R_THESIS, 1),
        (x.R_WEIGHTS, at[x.LINKS]),
        (x.R_CITED, floor),
        (x.R_STRENGTH, floor),
        (x.R_ARGUED, at[x.ARGUED_ROOM]),
        (x.R_BANK, at[x.BANK_ROOM]),
        (x.R_ATTACKED, at[x.ATTACK_ROOM]),
    ):
        writer.level(name, places)
        at[x.STATE] += places


def state_bytes(lane: Lane) -> int:
    """Return how many bytes of a lane change in play, scratch and trace left out."""
    return 2 * len(lane.now) + 8 * int(lane.at[x.STATE]) + 8 * len(lane.keys)
