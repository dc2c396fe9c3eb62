"""Measures lanes: moves and propagations a second on one core, the state of a lane, and what larger decks cost."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from exercise.deck.models import Deck
from exercise.deckfiles import load_deck
from exercise.engine import compile_game
from exercise.engine.game import LEVELS
from exercise.lab import compiled
from exercise.lab.lane.play import row_sizes
from exercise.lab.runs import Plan, batches
from exercise.lab.tables import Rooms, make_lane
from exercise.rules.propagation import DAMPING, HORIZON, rows

DECK = "european-troops"
ROUNDS = 3
TIMES = 5
PROPAGATIONS = 200_000


def bench_lanes(reference: Callable[[], float]) -> None:
    """Print every figure; `reference` is a loop that says how fast this machine is now."""
    if not compiled.available():
        print("lanes    numba isn't installed, so there is nothing to measure")
        return
    deck = load_deck(DECK)
    for rules, player, lanes in (
        ("quick", "random", 10_000),
        ("seminar", "random", 5_000),
        ("full", "random", 3_000),
        ("quick", "steady", 2_000),
        ("seminar", "steady", 500),
        ("full", "steady", 300),
    ):
        rate, seconds = moves_a_second(deck, rules, player, lanes)
        print(
            f"lanes    {DECK} {rules:7} {player}: {rate / 1e6:6.2f} million moves a second"
            f"  ({rate * reference() / 1e3:,.0f} thousand in the time of the reference loop;"
            f" {seconds / lanes * 1e6:.1f} µs a lane of {ROUNDS} rounds)"
        )
    bench_beside_openspiel(deck)
    print(f"lanes    propagations with a lane's own weights: {propagations(deck) / 1e6:.2f} million a second")
    for rules in LEVELS:
        print(f"lanes    changing state of a lane, {rules}: {bytes_of(deck, rules):,} bytes")
    ratios = []
    for _ in range(TIMES):
        one, eight = (moves_a_second(crowd(deck, times), "quick", "random", 1_000, 3)[0] for times in (1, 8))
        ratios.append(one / eight)
    print(
        f"lanes    time of a move with eight times the cards and claims: {statistics.median(ratios):.2f}"
        f"  (min {min(ratios):.2f}, max {max(ratios):.2f}, n {TIMES})"
    )


CARD_GAMES = ("hearts", "spades", "crazy_eights")
CARD_PLAYS = 300


def bench_beside_openspiel(deck: Deck) -> None:
    """Print how lanes compare with OpenSpiel's own loop, which plays a game by bots of its own without Python.

    The two take turns, so that a slow minute slows both. Its moves are actions of chance and of players alike, ours
    accepted submits other than passes, which count no throw and no draw.
    """
    try:
        import pyspiel
    except ImportError:
        print("lanes    OpenSpiel isn't installed: pip install --group bench")
        return

    def of(game: Any, seed: int) -> float:
        bots = [pyspiel.make_uniform_random_bot(player, seed + player) for player in range(game.num_players())]
        moves, start = 0, time.perf_counter()
        for play in range(CARD_PLAYS):
            state = game.new_initial_state()
            pyspiel.evaluate_bots(state, bots, play)
            moves += state.move_number()
        return moves / (time.perf_counter() - start)

    games = {name: pyspiel.load_game(name) for name in CARD_GAMES}
    rates: dict[str, list[float]] = {name: [] for name in games}
    ratios: dict[str, list[float]] = {"quick": [], "seminar": []}
    for seed in range(TIMES):
        theirs = []
        for name, game in games.items():
            theirs.append(of(game, seed))
            rates[name].append(theirs[-1])
        for rules, ours in ratios.items():
            ours.append(moves_a_second(deck, rules, "random", 2_000, 1)[0] / statistics.fmean(theirs))
    told = ", ".join(f"{name} {statistics.median(found) / 1e6:.2f}" for name, found in rates.items())
    print(f"lanes    OpenSpiel's own loop: {told} million moves a second")
    for rules, found in ratios.items():
        print(
            f"lanes    moves a second, {rules}, over the mean of those: {statistics.median(found):.2f}"
            f"  (min {min(found):.2f}, max {max(found):.2f}, n {TIMES})"
        )


def moves_a_second(deck: Deck, rules: str, player: str, lanes: int, times: int = TIMES) -> tuple[float, float]:
    """Return accepted submits but for passes a second, and the seconds of one run, as medians."""
    game = compile_game(deck)
    lane = make_lane(
        game,
        rules=rules,
        adjudication=LEVELS[rules].adjudication,
        rounds=ROUNDS,
        players=(player,) * len(deck.teams),
        rooms=Rooms(bank=64, argued=128, floor=96, attacks=64, facts=32),
        array=lambda values, dtype: np.array(values, dtype=dtype),
    )
    play = compiled.play_lanes()
    width, length = row_sizes(lane)
    seeds, wholes = np.zeros(lanes, np.uint64), np.zeros(lanes * width, np.int16)
    numbers = np.zeros(lanes * length)
    rates, spent = [], []
    for number in range(times + 1):
        start = time.perf_counter()
        played = play(lane, np.uint64(1), 0, lanes, seeds, wholes, numbers)
        seconds = time.perf_counter() - start
        assert played == lanes
        if number:
            rates.append(int(wholes.reshape(lanes, width)[:, 5].sum()) / seconds)
            spent.append(seconds)
    return statistics.median(rates), statistics.median(spent)


def propagations(deck: Deck) -> float:
    """Return propagations of a medium shock a second, over weights that differ from one to the next."""
    from numba import njit

    game = compile_game(deck)
    spread = compiled.load("exercise.rules.propagation").propagate
    nodes = len(game.world.ids)
    stops, reach = np.array(game.world.stops), np.array(game.world.reach)
    chance = np.random.default_rng(1)
    weights = np.array(game.world.printed) * chance.uniform(0.25, 1.5, (64, len(game.world.printed)))

    @njit(error_model="numpy")
    def many(count: int, stops: Any, reach: Any, weights: Any, changes: Any) -> float:
        total, places = 0.0, nodes + 1
        for number in range(count):
            for place in range((HORIZON + 1) * places):
                changes[place] = 0.0
            for first in range(0, (HORIZON + 1) * places, places):
                changes[first + number % nodes] = 0.5
            spread(stops, reach, weights[number % 64], DAMPING, HORIZON, changes)
            total += changes[HORIZON * places + (number + 1) % nodes]
        return total

    changes = np.zeros((nodes + 1) * rows(HORIZON))
    many(1, stops, reach, weights, changes)
    seconds = []
    for _ in range(TIMES):
        start = time.perf_counter()
        many(PROPAGATIONS, stops, reach, weights, changes)
        seconds.append(time.perf_counter() - start)
    return PROPAGATIONS / statistics.median(seconds)


def bytes_of(deck: Deck, rules: str) -> int:
    """Return how many bytes of a lane change in play, with room for each of ten thousand."""
    plan = Plan(deck, rules, ROUNDS, ("random",) * len(deck.teams), 1)
    return max(batch.state_bytes for batch in batches(plan, 10_000))


def crowd(deck: Deck, times: int) -> Deck:
    """Return a deck with seven cards a team and its ledger, each of them `times` over, on the same world.

    A copy of a card rests on the copies of its claims, so that a filing touches as much as before.
    """

    def copies(name: str, number: int) -> str:
        return f"{name}-{number}" if number else name

    claims = [
        claim.model_copy(
            update={
                "id": copies(claim.id, number),
                "supports": tuple(copies(target, number) for target in claim.supports),
                "attacks": tuple(copies(target, number) for target in claim.attacks),
            }
        )
        for number in range(times)
        for claim in deck.ledger.claims
    ]
    teams = []
    for team in deck.teams:
        first = [card for card in team.cards if card.opening]
        seven = [*first, *[card for card in team.cards if not card.opening and not card.requires][: 7 - len(first)]]
        cards = [
            card.model_copy(
                update={
                    "id": copies(card.id, number),
                    "opening": card.opening and number == 0,
                    "claims": tuple(copies(claim, number) for claim in card.claims),
                    "counters": tuple(
                        counter.model_copy(update={"claim": copies(counter.claim, number)}) for counter in card.counters
                    ),
                }
            )
            for number in range(times)
            for card in seven
        ]
        teams.append(team.model_copy(update={"cards": tuple(cards)}))
    return deck.model_copy(
        update={"ledger": deck.ledger.model_copy(update={"claims": tuple(claims)}), "teams": tuple(teams)}
    )
