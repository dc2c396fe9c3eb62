"""A deck compiled for play, and the numbers of each rules level."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from exercise.argument.tables import ArgumentTables, compile_argument
from exercise.deck.words import DIFFICULTY_MODIFIERS, SHOCKS, SIGNS, Amount
from exercise.frozen import frozen
from exercise.moves import Slot, Template
from exercise.rules.influence import INFINITY, PARTIAL_SHARE, threshold
from exercise.world.tables import WorldTables, by_cause, compile_shocks, compile_world

if TYPE_CHECKING:
    from exercise.deck.models import Card, Deck, Inject, Link, Team
    from exercise.deck.models import Condition as PrintedCondition

Shocks = tuple[tuple[int, float], ...]
"""Pushes as (indicator's number, signed amount on the z scale)."""

OWN_PREFIX: Final = "own:"
FACT_PREFIX: Final = "fact:"
"""What the ids of teams' own actions and of facts begin with; no id of a deck holds a colon."""
MOST_COMMITMENTS: Final = 2
MOST_REASONS: Final = 3
MOST_LETTERS: Final = 3
"""Messages and offers of a team in one caucus."""
TRIGGER_LEVELS: Final = (20, 30, 40, 50, 60, 70, 80)
OWN_AMOUNTS: Final[tuple[Amount, ...]] = ("small", "medium")
"""How much a team's own action may push."""
MOST_OWN_SHOCKS: Final = 2
OWN_SHOCKS_EACH: Final = len(SIGNS) * len(OWN_AMOUNTS)
"""How many of the pushes in `own_shocks`, one after the other, are about the same indicator."""
OWN_DIFFICULTY: Final = DIFFICULTY_MODIFIERS["even"]
"""How hard a team's own action is until control says otherwise."""


@frozen
class Level:
    """What a rules level sets (DESIGN 8)."""

    name: str
    hand: int
    filings: int
    """Filings per team and round."""
    filings_per_team_and_move: int
    filings_per_move: int
    answers: int
    """Answers of a mover."""
    adjudication: str
    """How moves are ruled where a session says nothing else."""
    questions: bool = False
    """Whether critical questions may be put to reasons."""
    links: bool = False
    """Whether the links that leave what a move shocks may be countered."""
    attacks: bool = False
    """Whether claims may be attacked directly."""
    claims_per_reason: int = 1
    parley: bool = False
    secrets: bool = False
    """Whether a move may wait in secret for a trigger."""
    own_actions: bool = False
    facts: bool = False
    """Whether full successes become claims of the room's own."""


LEVELS: Final[Mapping[str, Level]] = {
    "quick": Level(
        "quick",
        hand=4,
        filings=2,
        filings_per_team_and_move=2,
        filings_per_move=2,
        answers=1,
        adjudication="dice",
    ),
    "seminar": Level(
        "seminar",
        hand=5,
        filings=3,
        filings_per_team_and_move=2,
        filings_per_move=3,
        answers=1,
        adjudication="ballot",
        questions=True,
        links=True,
    ),
    "full": Level(
        "full",
        hand=5,
        filings=4,
        filings_per_team_and_move=2,
        filings_per_move=3,
        answers=2,
        adjudication="ballot",
        questions=True,
        links=True,
        attacks=True,
        claims_per_reason=2,
        parley=True,
        secrets=True,
        own_actions=True,
        facts=True,
    ),
}
ADJUDICATIONS: Final = ("dice", "weighed", "ballot", "ruling")
"""How a rolled move may be judged (DESIGN 6)."""


@frozen
class Condition:
    """A printed condition with its indicator as a number and its bounds as z; exactly one subject is set."""

    indicator: int = -1
    at_least: float = -INFINITY
    at_most: float = INFINITY
    standing: str = ""
    played: str = ""
    from_round: int = 0


@frozen
class CardFace:
    """What the rules need of a printed card."""

    id: str
    number: int
    """Its place in the team's pile."""
    team: str
    stance: str
    difficulty: int
    """0, -1 or -2 on the dice."""
    claims: tuple[str, ...]
    """The claims that a reason for it may cite: its own, then those of the links that leave what it shocks."""
    own_claims: tuple[str, ...]
    full: Shocks
    partial: Shocks
    fail: Shocks
    requires: tuple[Condition, ...]
    opening: bool
    commits: bool
    counters: tuple[str, ...]
    """The claims of its suggested counters."""
    links: tuple[str, ...]
    """The links that leave what it shocks; they may be countered where the level allows it."""
    template: Template
    """How it is sealed."""

    def shocks(self, outcome: str) -> Shocks:
        """The shocks that an outcome brings."""
        return self.full if outcome == "full" else self.partial if outcome == "partial" else self.fail


@frozen
class Goal:
    """An objective for play."""

    id: str
    secret: bool
    indicator: int
    """-1 where a state of the world is asked for."""
    sign: int
    when: tuple[Condition, ...]


@frozen
class InjectFace:
    """What the rules need of an inject."""

    id: str
    number: int
    how: str
    round: int
    when: tuple[Condition, ...]
    shocks: Shocks


@frozen
class Game:
    """A deck's tables; they never change in play."""

    deck: str
    title: str
    teams: tuple[str, ...]
    team_index: Mapping[str, int]
    goals: tuple[tuple[Goal, ...], ...]
    """By team."""
    piles: tuple[tuple[CardFace, ...], ...]
    """By team, in printed order."""
    cards: Mapping[str, CardFace]
    injects: Mapping[str, InjectFace]
    scheduled: tuple[InjectFace, ...]
    triggered: tuple[InjectFace, ...]
    drawn: tuple[InjectFace, ...]
    """The injects of each kind that comes by itself, in the deck's order."""
    draw_rounds: tuple[int, ...]
    endings: tuple[tuple[str, tuple[Condition, ...]], ...]
    world: WorldTables
    argument: ArgumentTables
    triggers: Mapping[str, Condition]
    """What a secret move may wait for, by how it is written."""
    own_shocks: Mapping[str, tuple[int, float]]
    """What a team's own action may push, by how it is written."""
    leaving: Mapping[int, tuple[str, ...]]
    """For each indicator the links that leave it."""


@lru_cache(maxsize=4)
def compile_game(deck: Deck) -> Game:
    """Return the tables of a deck that loads without findings."""
    links = by_cause(deck.indicators, deck.links)
    world = compile_world(deck.indicators, links)
    argument = compile_argument(deck.ledger, links)
    leaving: dict[str, list[Link]] = {}
    for link in links:
        leaving.setdefault(link.cause, []).append(link)
    piles = tuple(
        tuple(_face(card, number, team, world, leaving) for number, card in enumerate(team.cards))
        for team in deck.teams
    )
    injects = tuple(_inject(inject, number, world) for number, inject in enumerate(deck.injects))
    return Game(
        deck=deck.id,
        title=deck.title,
        teams=tuple(team.id for team in deck.teams),
        team_index={team.id: number for number, team in enumerate(deck.teams)},
        goals=tuple(_goals(team, world) for team in deck.teams),
        piles=piles,
        cards={face.id: face for pile in piles for face in pile},
        injects={inject.id: inject for inject in injects},
        scheduled=tuple(inject for inject in injects if inject.how == "scheduled"),
        triggered=tuple(inject for inject in injects if inject.how == "triggered"),
        drawn=tuple(inject for inject in injects if inject.how == "drawn"),
        draw_rounds=deck.draw_rounds,
        endings=tuple((ending.id, _conditions(ending.when, world)) for ending in deck.endings),
        world=world,
        argument=argument,
        triggers=_triggers(world),
        own_shocks={
            f"{indicator} {sign} {amount}": (number, SIGNS[sign] * SHOCKS[amount])
            for indicator, number in world.index.items()
            for sign in SIGNS
            for amount in OWN_AMOUNTS
        },
        leaving={
            number: tuple(link for link, cause in zip(world.link_ids, world.causes, strict=True) if cause == number)
            for number in range(len(world.ids))
        },
    )


def own_face(game: Game, card: str, team: str, shocks: tuple[str, ...], difficulty: int) -> CardFace:
    """Return a team's own action as a card. Raises KeyError on a shock that the deck doesn't allow."""
    full = tuple(game.own_shocks[shock] for shock in shocks)
    return CardFace(
        id=card,
        number=-1,
        team=team,
        stance="",
        difficulty=difficulty,
        claims=game.argument.citable,
        own_claims=game.argument.citable,
        full=full,
        partial=tuple((indicator, amount * PARTIAL_SHARE) for indicator, amount in full),
        fail=(),
        requires=(),
        opening=False,
        commits=False,
        counters=game.argument.citable,
        links=tuple(link for indicator, _ in full for link in game.leaving[indicator]),
        template=Template("act"),
    )


def _triggers(world: WorldTables) -> dict[str, Condition]:
    found = {}
    reached = [(level, threshold(level)) for level in TRIGGER_LEVELS]
    for indicator, number in world.index.items():
        for level, z in reached:
            found[f"{indicator}>={level}"] = Condition(indicator=number, at_least=z)
            found[f"{indicator}<={level}"] = Condition(indicator=number, at_most=z)
    return found


def _face(card: Card, number: int, team: Team, world: WorldTables, leaving: Mapping[str, list[Link]]) -> CardFace:
    full = compile_shocks(card.full, world.index)
    claims = dict.fromkeys(card.claims)
    shocked = dict.fromkeys(shock.indicator for shock in (*card.full, *(card.partial or ()), *card.fail))
    links = tuple(link for indicator in shocked for link in leaving.get(indicator, ()))
    for link in links:
        claims.update(dict.fromkeys(link.claims))
    return CardFace(
        id=card.id,
        number=number,
        team=team.id,
        stance=card.stance,
        difficulty=DIFFICULTY_MODIFIERS[card.difficulty],
        claims=tuple(claims),
        own_claims=card.claims,
        full=full,
        partial=(
            tuple((indicator, amount * PARTIAL_SHARE) for indicator, amount in full)
            if card.partial is None
            else compile_shocks(card.partial, world.index)
        ),
        fail=compile_shocks(card.fail, world.index),
        requires=_conditions(card.requires, world),
        opening=card.opening,
        commits=bool(card.commitment),
        counters=tuple(dict.fromkeys(counter.claim for counter in card.counters)),
        links=tuple(link.id for link in links),
        template=Template(
            "seal",
            (Slot("card", (card.id,)), Slot("reasons", tuple(claims), 1, min(MOST_REASONS, len(claims)))),
            text=True,
        ),
    )


def _inject(inject: Inject, number: int, world: WorldTables) -> InjectFace:
    return InjectFace(
        inject.id,
        number,
        inject.kind,
        inject.round or 0,
        _conditions(inject.when, world),
        compile_shocks(inject.shocks, world.index),
    )


def _conditions(printed: tuple[PrintedCondition, ...], world: WorldTables) -> tuple[Condition, ...]:
    return tuple(
        Condition(
            indicator=-1 if condition.indicator is None else world.index[condition.indicator],
            at_least=-INFINITY if condition.at_least is None else threshold(condition.at_least),
            at_most=INFINITY if condition.at_most is None else threshold(condition.at_most),
            standing=condition.standing or "",
            played=condition.played or "",
            from_round=condition.from_round or 0,
        )
        for condition in printed
    )


def _goals(team: Team, world: WorldTables) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            objective.id,
            objective.secret,
            -1 if objective.indicator is None else world.index[objective.indicator],
            -1 if objective.sign == "lowers" else 1,
            _conditions(objective.when, world),
        )
        for objective in team.objectives
    )
