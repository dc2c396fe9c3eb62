"""What a team's objectives may read, and how those of two teams may clash (DESIGN 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from typing import Final

from exercise.conformance.codes import Code, finding
from exercise.deck.models import Deck, Objective, Team
from exercise.deck.words import SHOCKS, SIGNS
from exercise.deckfiles import Finding
from exercise.deckfiles.finding import quoted
from exercise.deckfiles.keys import KeyPath

PUBLIC_OBJECTIVES: Final = 3
MOST_OPPOSED: Final = 1
"""In how many pairs of their objectives two allies may want opposites."""

_FILE: Final = "teams.toml"


def check_objectives(deck: Deck) -> Iterator[Finding]:
    """Yield what is wrong with each team's objectives, then with those of each two teams."""
    for place, team in enumerate(deck.teams):
        yield from _check_team(team, ("teams", place, "objectives"))
    for (_, team), (place, other) in combinations(enumerate(deck.teams), 2):
        opposed = _opposed(team, other)
        if len(opposed) > MOST_OPPOSED:
            said = (
                f"{quoted(team.id)} and {quoted(other.id)} want opposites {len(opposed)} times ({', '.join(opposed)})"
            )
            message = f"{said}; leave allies one such pair"
            yield finding(Code.OPPOSED_OBJECTIVES, _FILE, ("teams", place, "objectives"), message)


def focal(team: Team) -> tuple[str, ...]:
    """Return the indicators that a team's cards push most: those that the most cards' largest shocks touch.

    A card's largest shocks are those of its full success whose amount no other of them exceeds. Several indicators
    where they tie, none where the team has no cards.
    """
    touched: Counter[str] = Counter()
    for card in team.cards:
        largest = max(SHOCKS[shock.amount] for shock in card.full)
        touched.update({shock.indicator for shock in card.full if SHOCKS[shock.amount] == largest})
    most = max(touched.values(), default=0)
    return tuple(sorted(indicator for indicator, count in touched.items() if count == most))


def _check_team(team: Team, path: KeyPath) -> Iterator[Finding]:
    public = sum(not objective.secret for objective in team.objectives)
    if public != PUBLIC_OBJECTIVES:
        change = "add" if public < PUBLIC_OBJECTIVES else "take out"
        said = f"{quoted(team.id)} must have {PUBLIC_OBJECTIVES} objectives that aren't secret, and it has {public}"
        message = f"{said}; {change} {abs(PUBLIC_OBJECTIVES - public)}"
        yield finding(Code.OBJECTIVE_COUNT, _FILE, path, message)
    for indicator in focal(team):
        reading = [quoted(objective.id) for objective in team.objectives if indicator in dict(_wants(objective))]
        if len(reading) > 1:
            said = f"{', '.join(reading)} all read {quoted(indicator)}, which most cards of {quoted(team.id)} push"
            yield finding(Code.FOCAL_OBJECTIVES, _FILE, path, f"{said}; keep one")
    for number, objective in enumerate(team.objectives):
        for place, condition in enumerate(objective.when):
            card = condition.played or condition.standing
            if card:
                said = f"{quoted(objective.id)} asks that {quoted(card)} succeeds"
                message = f"{said}; ask for a level that the card moves"
                yield finding(Code.SUCCESS_OBJECTIVE, _FILE, (*path, number, "when", place), message)


def _opposed(team: Team, other: Team) -> list[str]:
    """Return the indicators that two teams want to go opposite ways, one for each pair of objectives."""
    opposed = []
    for one, another in product(team.objectives, other.objectives):
        wanted = set(_wants(another))
        clashes = [indicator for indicator, sign in _wants(one) if (indicator, -sign) in wanted]
        opposed += clashes[:1]
    return opposed


def _wants(objective: Objective) -> Iterator[tuple[str, int]]:
    """Yield the indicators that an objective reads, each with +1 where it is to be high and -1 where low."""
    if objective.indicator is not None and objective.sign is not None:
        yield objective.indicator, SIGNS[objective.sign]
    for condition in objective.when:
        if condition.indicator is not None:
            yield condition.indicator, 1 if condition.at_least is not None else -1
