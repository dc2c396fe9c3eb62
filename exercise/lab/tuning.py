"""How a deck plays in the hands of steady players, held against what it is tuned for.

Every figure is of many lanes of one preset; nothing here is a forecast of anything but the deck.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from exercise.engine import compile_game
from exercise.engine.game import Game
from exercise.engine.presets import PRESETS, Preset
from exercise.frozen import frozen
from exercise.lab.runs import Batch, Plan, batches

if TYPE_CHECKING:
    from exercise.deck.models import Deck

PLAYER: Final = "steady"
MOST_CHANGE: Final = 8.0
"""Points that an indicator moves in a round, at the median, at most."""
FOCAL: Final = (8.0, 20.0)
"""Points that the indicator moves that moves most in a round, at the median."""
LEAST_MOVE: Final = 1.0
LEAST_MOVED: Final = 0.3
"""In at least this part of sessions every indicator ends so many points from its start."""
ENDS: Final = (2.1, 97.9)
"""Levels at or beyond these are saturated: z is clamped at 3.9, a level of 2.0 or 98.0."""
MOST_SATURATED: Final = 0.01
LEAST_CHANGED_LINKS: Final = 0.2
CHANGED: Final = 0.1
"""A link has changed whose weight differs from print by more than this part of it."""
LONG: Final = 5
"""Rounds after which links are looked at; injects are looked at in the longest preset of a level."""
MET: Final = (0.3, 0.5)
MOST_APART: Final = 0.1
PLAYED: Final = (0.02, 0.6)
FIRED: Final = (0.05, 0.95)
LEAST_FLOW: Final = 0.002
CHANCE: Final = (0.35, 0.9)
ROLLED: Final = (1 / 3, 2 / 3)
LEAST_EITHER_WAY: Final = 0.25
TOLERANCE: Final = 1e-9
DIFFICULTIES: Final = ((0, "easy"), (-1, "even"), (-2, "hard"))


@frozen
class Figure:
    """One thing that was measured."""

    what: str
    value: str
    aim: str
    reached: bool
    off: tuple[str, ...] = ()
    """What it is that misses the aim, where that has names."""


@frozen
class Tuning:
    """The figures of one preset."""

    preset: Preset
    lanes: int
    figures: tuple[Figure, ...]


def tuning(
    deck: Deck,
    lanes: int,
    seed: int,
    presets: tuple[Preset, ...] = PRESETS,
    progress: Callable[[Preset], None] = lambda preset: None,
) -> tuple[Tuning, ...]:
    """Return the figures of each preset over so many lanes; `progress` is told of each preset before it is played.

    Raises ImportError where numpy isn't installed, ValueError on lanes or a seed that can't be.
    """
    game = compile_game(deck)
    found = []
    for preset in presets:
        progress(preset)
        plan = Plan(deck, preset.rules, preset.rounds, (PLAYER,) * len(deck.teams), seed)
        played = list(batches(plan, lanes, watched=True))
        found.append(Tuning(preset, lanes, _figures(game, preset, played)))
    return tuple(found)


def _figures(game: Game, preset: Preset, played: list[Batch]) -> tuple[Figure, ...]:
    import numpy as np

    wholes = np.concatenate([batch.wholes for batch in played])
    numbers = np.concatenate([batch.numbers for batch in played])
    notes = [batch.watched for batch in played if batch.watched is not None]
    levels = np.concatenate([note.levels for note in notes])
    figures = [*_moves(game, levels, wholes[:, 0])]
    if preset.rounds >= LONG:
        figures += _links(game, np.concatenate([note.weights for note in notes]))
    figures += _objectives(game, wholes[:, 6:])
    held, chosen = (
        sum(getattr(note, name).sum(axis=0, dtype=np.int64) for note in notes) for name in ("held", "chosen")
    )
    figures += _cards(game, held, chosen)
    if preset.rounds == max(other.rounds for other in PRESETS if other.rules == preset.rules):
        figures += _injects(game, preset, np.concatenate([note.delivered for note in notes]))
    figures += _flows(game, sum(note.flows.sum(axis=0) for note in notes))
    figures += _rulings(game, np.concatenate([n.ruled for n in notes]), np.concatenate([n.chances for n in notes]))
    figures += _thesis(game, numbers[:, len(game.world.ids)])
    return tuple(figures)


def _moves(game: Game, levels: Any, rounds: Any) -> list[Figure]:
    """Return how far levels move; `levels` by lane, round (0 the start) and indicator."""
    import numpy as np

    steps = np.abs(np.diff(levels, axis=1))
    played = np.arange(steps.shape[1])[None, :] < rounds[:, None]
    medians = [np.median(steps[played[:, number], number], axis=0) for number in range(steps.shape[1])]
    focal = float(np.median(steps[played].max(axis=1)))
    last = levels[np.arange(len(levels)), rounds]
    moved = (np.abs(last - levels[:, 0]) >= LEAST_MOVE).mean(axis=0)
    saturated = float(((last <= ENDS[0]) | (last >= ENDS[1])).mean())
    ids = game.world.ids
    return [
        _all(
            "median change of an indicator in each round, in points",
            np.concatenate(medians),
            [f"{name} in round {number}" for number in range(1, len(medians) + 1) for name in ids],
            f"at most {MOST_CHANGE:.0f} each",
            lambda value: value <= MOST_CHANGE,
            "{:.1f}",
        ),
        Figure(
            "median change of what moves most in a round",
            f"{focal:.1f}",
            f"{FOCAL[0]:.0f} to {FOCAL[1]:.0f}",
            FOCAL[0] <= focal <= FOCAL[1],
        ),
        _all(
            f"sessions at whose end an indicator stands {LEAST_MOVE:.0f} point or more from its start",
            moved,
            ids,
            f"at least {LEAST_MOVED:.0%} each",
            lambda value: value >= LEAST_MOVED,
            "{:.0%}",
        ),
        Figure(
            "levels that are saturated at the end",
            f"{saturated:.2%}",
            f"under {MOST_SATURATED:.0%}",
            saturated < MOST_SATURATED,
        ),
    ]


def _links(game: Game, weights: Any) -> list[Figure]:
    import numpy as np

    share = weights / np.array(game.world.printed)
    weaker, stronger = float((share < 1.0 - CHANGED).mean()), float((share > 1.0 + CHANGED).mean())
    return [
        Figure(
            f"links that differ from print by more than {CHANGED:.0%} at the end",
            f"{weaker:.0%} weaker, {stronger:.0%} stronger",
            f"at least {LEAST_CHANGED_LINKS:.0%}, both ways",
            weaker + stronger >= LEAST_CHANGED_LINKS and min(weaker, stronger) > 0.0,
        )
    ]


def _objectives(game: Game, results: Any) -> list[Figure]:
    met, place = [], 0
    each: list[str] = []
    for team, goals in zip(game.teams, game.goals, strict=True):
        shares = [float((results[:, place + number] == 2).mean()) for number in range(len(goals))]
        each += [f"{team}.{goal.id} {share:.0%}" for goal, share in zip(goals, shares, strict=True)]
        met.append(sum(shares) / len(shares))
        place += len(goals)
    mean = sum(met) / len(met)
    return [
        Figure(
            "objectives met, by team",
            ", ".join(f"{team} {share:.0%}" for team, share in zip(game.teams, met, strict=True)),
            f"{MET[0]:.0%} to {MET[1]:.0%}, none more than {MOST_APART:.0%} from the mean",
            all(MET[0] <= share <= MET[1] and abs(share - mean) <= MOST_APART for share in met),
            tuple(each),
        )
    ]


def _cards(game: Game, held: Any, chosen: Any) -> list[Figure]:
    import numpy as np

    names = [face.id for pile in game.piles for face in pile]
    share = chosen / np.maximum(held, 1)
    return [
        _all(
            "hands that hold a card in which it is played",
            share,
            names,
            f"{PLAYED[0]:.0%} to {PLAYED[1]:.0%} each",
            lambda value: PLAYED[0] <= value <= PLAYED[1],
            "{:.0%}",
        )
    ]


def _injects(game: Game, preset: Preset, delivered: Any) -> list[Figure]:
    fired = [(i.number, name) for name, i in game.injects.items() if i.how in ("triggered", "drawn")]
    shares = delivered.mean(axis=0)
    return [
        _all(
            f"sessions of {preset.rounds} rounds in which a triggered or drawn inject comes",
            [shares[number] for number, _ in fired],
            [name for _, name in fired],
            f"{FIRED[0]:.0%} to {FIRED[1]:.0%} each",
            lambda value: FIRED[0] <= value <= FIRED[1],
            "{:.0%}",
        )
    ]


def _flows(game: Game, flows: Any) -> list[Figure]:
    return [
        _all(
            "share of all that crosses links which crosses one",
            flows / flows.sum(),
            game.world.link_ids,
            f"at least {LEAST_FLOW:.1%} each",
            lambda value: value >= LEAST_FLOW,
            "{:.1%}",
        )
    ]


def _rulings(game: Game, ruled: Any, chances: Any) -> list[Figure]:
    import numpy as np

    faces = [face for pile in game.piles for face in pile]
    # A team's own action stands behind the cards, and has no printed difficulty.
    difficulty = np.array([face.difficulty for face in faces] + [1] * (int(ruled.max()) + 1))[ruled]
    made, thrown = ruled >= 0, chances >= 0.0
    rolled = float(thrown.sum() / made.sum())
    figures = [
        Figure("moves that are rolled", f"{rolled:.0%}", "a third to two thirds", ROLLED[0] <= rolled <= ROLLED[1])
    ]
    for number, name in DIFFICULTIES:
        found = chances[thrown & made & (difficulty == number)]
        median = float(np.median(found)) if len(found) else 0.0
        figures.append(
            Figure(
                f"median chance of rolled {name} moves",
                f"{median:.0%}" if len(found) else "none",
                f"{CHANCE[0]:.0%} to {CHANCE[1]:.0%}",
                CHANCE[0] <= median <= CHANCE[1] + TOLERANCE,
            )
        )
    return figures


def _thesis(game: Game, thesis: Any) -> list[Figure]:
    from exercise.argument.tables import claim_strengths, thesis_strength

    start = thesis_strength(game.argument, claim_strengths(game.argument))
    above, below = float((thesis > start).mean()), float((thesis < start).mean())
    return [
        Figure(
            "sessions in which the thesis ends above and below its start",
            f"{above:.0%} and {below:.0%}",
            f"at least {LEAST_EITHER_WAY:.0%} each",
            min(above, below) >= LEAST_EITHER_WAY,
        )
    ]


def _all(what: str, values: Any, names: Any, aim: str, within: Callable[[float], bool], shown: str) -> Figure:
    """Return a figure of many values that all have one aim: the least, the greatest, and which miss it."""
    pairs = sorted((float(value), name) for value, name in zip(values, names, strict=True))
    off = tuple(f"{name} {shown.format(value)}" for value, name in pairs if not within(value))
    value = f"{shown.format(pairs[0][0])} to {shown.format(pairs[-1][0])}" if pairs else "none"
    return Figure(what, value, aim, not off, off)
