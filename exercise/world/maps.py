"""The assumed influence map of a session as a networkx graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import networkx as nx

from exercise.world.tables import WorldTables


class _Game(Protocol):
    @property
    def world(self) -> WorldTables: ...


class _Levels(Protocol):
    @property
    def levels(self) -> tuple[float, ...]: ...


class _Standing(Protocol):
    @property
    def links(self) -> tuple[float, ...]: ...
    @property
    def weights(self) -> tuple[float, ...]: ...


class HasWorld(Protocol):
    """What of a session's state the map reads."""

    @property
    def game(self) -> _Game:
        """The compiled deck."""
        ...

    @property
    def world(self) -> _Levels:
        """The levels now."""
        ...

    @property
    def standing(self) -> _Standing:
        """The links' strengths and weights now."""
        ...


def influence_map(tables: WorldTables, weights: Sequence[float]) -> nx.DiGraph[Any]:
    """Return the indicators and links with these weights, given in the tables' order of links.

    Edges have `weight` (signed), `lag` in steps, `delay` in rounds and `link`, the link's id: what
    `exercise.world.propagate` reads.
    """
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from(tables.ids)
    for link, name in enumerate(tables.link_ids):
        graph.add_edge(
            tables.ids[tables.causes[link]],
            tables.ids[tables.effects[link]],
            weight=weights[link],
            lag=tables.lags[link],
            delay=tables.delays[link],
            link=name,
        )
    return graph


def graph(state: HasWorld) -> nx.DiGraph[Any]:
    """Return the map as it stands in a state.

    Nodes are indicators with `level`, 0 to 100. Edges have `weight` in play (signed), `printed` (the same as printed),
    `strength` of the link in (0, 1), `lag`, `delay` and `link`.
    """
    tables = state.game.world
    result = influence_map(tables, state.standing.weights)
    for name, level in zip(tables.ids, state.world.levels, strict=True):
        result.nodes[name]["level"] = level
    for link, (cause, effect) in enumerate(zip(tables.causes, tables.effects, strict=True)):
        edge = result.edges[tables.ids[cause], tables.ids[effect]]
        edge["printed"] = tables.printed[link]
        edge["strength"] = state.standing.links[link]
    return result
