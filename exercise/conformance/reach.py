"""What levels conditions may ask for, and what a deck's cards and injects can push where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import networkx as nx

from exercise.conformance.codes import Code, cards_file, finding
from exercise.deck.models import Condition, Deck, Objective
from exercise.deck.words import SIGNS
from exercise.deckfiles import Finding
from exercise.deckfiles.finding import quoted
from exercise.deckfiles.keys import KeyPath
from exercise.engine.game import Game
from exercise.engine.presets import PRESETS
from exercise.rules.influence import LIMIT, level, threshold
from exercise.rules.objectives import points_needed
from exercise.world.tables import HORIZON, WorldTables

SHORTEST: Final = min(preset.rounds for preset in PRESETS)
"""The rounds of the shortest of the ready-made sessions, which asks objectives to move the least."""

Push = tuple[int, int]
"""An indicator's number and +1 or -1."""


def check_levels(deck: Deck) -> Iterator[Finding]:
    """Yield the conditions that no level keeps, as levels stay within what z allows or as another is in the way."""
    for file, path, conditions in _conditions(deck):
        bounds: dict[str, tuple[float, float]] = {}
        for number, condition in enumerate(conditions):
            if condition.indicator is None:
                continue
            least, most = bounds.get(condition.indicator, (-LIMIT, LIMIT))
            if condition.at_least is not None:
                least = max(least, threshold(condition.at_least))
            if condition.at_most is not None:
                most = min(most, threshold(condition.at_most))
            bounds[condition.indicator] = least, most
            if least > most:
                lowest, highest = round(level(-LIMIT)), round(level(LIMIT))
                said = f"no level of {quoted(condition.indicator)}, which runs from {lowest} to {highest}"
                message = f"{said}, is as asked for here; move the bound"
                yield finding(Code.IMPOSSIBLE_LEVEL, file, (*path, number), message)


def check_reach(deck: Deck, game: Game) -> Iterator[Finding]:
    """Yield the objectives that nothing can bring about.

    That is so where no card of any team and no inject pushes the indicator the way that is asked for, not even along
    links, or where it starts too near to the end of the scale to move as far as even the shortest session asks for.
    """
    pushed = pushes(game)
    for place, team in enumerate(deck.teams):
        for number, objective in enumerate(team.objectives):
            path: KeyPath = ("teams", place, "objectives", number)
            for indicator, sign in _unmet(objective, game.world):
                where = quoted(game.world.ids[indicator])
                if (indicator, sign) not in pushed:
                    verb = "raises" if sign > 0 else "lowers"
                    message = f"{quoted(objective.id)} needs what {verb} {where}, and nothing does; give a card a shock"
                    yield finding(Code.OUT_OF_REACH, "teams.toml", path, message)
            if objective.indicator is not None and objective.sign is not None:
                start = level(game.world.start_z[game.world.index[objective.indicator]])
                room = abs(level(SIGNS[objective.sign] * LIMIT) - start)
                needed = points_needed(SHORTEST)
                if room < needed:
                    said = f"{quoted(objective.indicator)} starts {room:.0f} points from the end of its scale"
                    message = f"{said} and must move by {needed:.0f} in {SHORTEST} rounds; ask for something else"
                    yield finding(Code.OUT_OF_REACH, "teams.toml", path, message)


def pushes(game: Game) -> frozenset[Push]:
    """Return every push that a card of any outcome or an inject may lead to, itself and along links.

    What crosses links within a round must arrive by the horizon; what a delayed link has banked sets out anew.
    """
    graph = _signed(game.world)
    faces = [face for pile in game.piles for face in pile]
    shocks = [shock for face in faces for shocks in (face.full, face.partial, face.fail) for shock in shocks]
    shocks += [shock for inject in game.injects.values() for shock in inject.shocks]
    known: set[Push] = set()
    found = {(indicator, 1 if amount > 0 else -1) for indicator, amount in shocks}
    reached: dict[Push, float] = {}
    while not found <= known:
        known |= found
        reached = nx.multi_source_dijkstra_path_length(graph, known, cutoff=HORIZON, weight=_undelayed)
        found = {
            effect
            for cause, effect, link in graph.edges(data=True)
            if link["delay"] and reached.get(cause, HORIZON) + link["lag"] <= HORIZON
        }
    return frozenset(reached)


def _signed(world: WorldTables) -> nx.DiGraph[Push]:
    """Return the links between pushes: what a push on a link's cause does to its effect."""
    graph: nx.DiGraph[Push] = nx.DiGraph()
    graph.add_nodes_from((number, sign) for number in range(len(world.ids)) for sign in (1, -1))
    for link, weight in enumerate(world.printed):
        for sign in (1, -1):
            effect = (world.effects[link], sign if weight > 0 else -sign)
            graph.add_edge((world.causes[link], sign), effect, lag=world.lags[link], delay=world.delays[link])
    return graph


def _undelayed(cause: Push, effect: Push, link: dict[str, Any]) -> int | None:
    return None if link["delay"] else link["lag"]


def _unmet(objective: Objective, world: WorldTables) -> Iterator[Push]:
    """Yield the pushes that an objective needs, none for a level that is as it should be at the start."""
    if objective.indicator is not None and objective.sign is not None:
        yield world.index[objective.indicator], SIGNS[objective.sign]
    for condition in objective.when:
        if condition.indicator is not None:
            place = world.index[condition.indicator]
            if condition.at_least is not None and world.start_z[place] < threshold(condition.at_least):
                yield place, 1
            if condition.at_most is not None and world.start_z[place] > threshold(condition.at_most):
                yield place, -1


def _conditions(deck: Deck) -> Iterator[tuple[str, KeyPath, tuple[Condition, ...]]]:
    """Yield every list of conditions in a deck with its file and key."""
    for place, team in enumerate(deck.teams):
        for number, objective in enumerate(team.objectives):
            yield "teams.toml", ("teams", place, "objectives", number, "when"), objective.when
        for number, card in enumerate(team.cards):
            yield cards_file(team.id), ("cards", number, "requires"), card.requires
    for number, inject in enumerate(deck.injects):
        yield "injects.toml", ("injects", number, "when"), inject.when
    for number, ending in enumerate(deck.endings):
        yield "injects.toml", ("endings", number, "when"), ending.when
