"""The links over which a shock reached an indicator."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from exercise import world
from exercise.engine.consequences import COMMITMENT_SHARE
from exercise.engine.parts import Banked, Origin
from exercise.why.chain import Chain
from exercise.why.told import Told

if TYPE_CHECKING:
    from exercise.deck.models import Deck

Walked = tuple[tuple[str, float], ...]
"""Links in the order in which they were crossed, each with its weight in play then."""


def links_walked(told: Told, origin: Origin, indicator: str) -> Walked:
    """Return the links of the strongest walk by which an origin's shocks reach an indicator in the step to come.

    For what waited behind delayed links, those links come first.
    """
    shocks = _shocks(told, origin)
    if not shocks:
        return ()
    links = list(dict.fromkeys(held.link for held in _released(told, origin)))
    graph = world.influence_map(told.game.world, told.weights)
    for walk in world.propagate(graph, shocks).paths(indicator, top=1):
        links += [graph.edges[ends]["link"] for ends in zip(walk.nodes, walk.nodes[1:], strict=False)]
    return tuple([(link, told.weights[told.game.world.link_index[link]]) for link in links])


def add_links(chain: Chain, deck: Deck, round: int, links: Walked, above: int) -> None:
    """Add links under a step, each with the claims that ground it."""
    claims = {link.id: link.claims for link in deck.links} if links else {}
    for link, weight in links:
        chain.ground(chain.add(above, "link", link, round, weight), claims[link])


def _released(told: Told, origin: Origin) -> Sequence[Banked]:
    """Return what an earlier round's origin had waiting for this one."""
    if origin.round >= told.round:
        return ()
    return [held for held in told.bank if held.origin == origin and held.due <= told.round]


def _shocks(told: Told, origin: Origin) -> dict[Hashable, tuple[Hashable, float]]:
    game = told.game
    ids = game.world.ids
    pushes: list[tuple[Hashable, float]]
    if origin.round < told.round:
        pushes = [(held.indicator, held.amount) for held in _released(told, origin)]
    elif origin.kind == "inject":
        pushes = [(ids[node], amount) for node, amount in game.injects[origin.subject].shocks]
    elif origin.kind == "control":
        pushes = []  # What control sets by hand spreads nowhere.
    elif origin.kind == "commitment":
        pushes = [(ids[node], amount * COMMITMENT_SHARE) for node, amount in game.cards[origin.subject].full]
    else:
        face = told.own.get(origin.subject) or game.cards[origin.subject]
        pushes = [(ids[node], amount) for node, amount in face.shocks(told.outcomes[origin.round, origin.subject])]
    return dict(enumerate(pushes))
