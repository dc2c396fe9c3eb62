"""The argument of a session as a networkx graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import networkx as nx

from exercise.argument.tables import FINDING_BASE, LINK_BASE, PILLAR_WEIGHT, THESIS_BASE, ArgumentTables
from exercise.rules.strengths import HOLDS


class _Node(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def move(self) -> int: ...
    @property
    def target(self) -> int: ...
    @property
    def claim(self) -> str: ...
    @property
    def base(self) -> float: ...
    @property
    def cited(self) -> float: ...


class _Finding(Protocol):
    @property
    def claim(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def supports(self) -> bool: ...


class _World(Protocol):
    @property
    def link_ids(self) -> tuple[str, ...]: ...


class _Game(Protocol):
    @property
    def argument(self) -> ArgumentTables: ...
    @property
    def world(self) -> _World: ...


class _Floor(Protocol):
    @property
    def nodes(self) -> Sequence[_Node]: ...
    @property
    def strengths(self) -> tuple[float, ...]: ...


class _Standing(Protocol):
    @property
    def claims(self) -> tuple[float, ...]: ...
    @property
    def thesis(self) -> float: ...
    @property
    def links(self) -> tuple[float, ...]: ...
    @property
    def findings(self) -> Sequence[_Finding]: ...


class HasArgument(Protocol):
    """What of a session's state the graph reads."""

    @property
    def game(self) -> _Game:
        """The compiled deck."""
        ...

    @property
    def floor(self) -> _Floor:
        """This round's arguments."""
        ...

    @property
    def standing(self) -> _Standing:
        """The claims, links and findings now."""
        ...


def graph(state: HasArgument) -> nx.DiGraph[Any]:
    """Return the argument as it stands: claims, thesis, links, findings, and this round's floor.

    Nodes are tuples: ("claim", id), ("thesis", id), ("link", id), ("finding", claim, round), ("floor", number). Each
    has `base`, and `strength` as the session counts it; floor nodes have `role`
    (move, reason, second, counter, answer), `team` and `claim` besides. Edges have `kind`, support or attack, and
    `weight`, and point from the arguing node to its target. What a counter or an answer cites is a node ("cited",
    number) of its own, with the claim's strength as it stood when filed.
    """
    result: nx.DiGraph[Any] = nx.DiGraph()
    tables, standing = state.game.argument, state.standing
    for claim, base, strength in zip(tables.ids, tables.bases, standing.claims, strict=True):
        result.add_node(("claim", claim), base=base, strength=strength)
    for number, edges in enumerate(tables.edges):
        for arguer, weight in edges:
            _edge(result, ("claim", tables.ids[arguer]), ("claim", tables.ids[number]), weight > 0)
    thesis = ("thesis", tables.thesis)
    result.add_node(thesis, base=THESIS_BASE, strength=standing.thesis)
    for number, weight in tables.thesis_edges:
        _edge(result, ("claim", tables.ids[number]), thesis, weight > 0, PILLAR_WEIGHT)
    for link, claims in enumerate(tables.link_claims):
        node = ("link", state.game.world.link_ids[link])
        result.add_node(node, base=LINK_BASE, strength=standing.links[link])
        for number in claims:
            _edge(result, ("claim", tables.ids[number]), node, True)
    for finding in standing.findings:
        source = ("finding", finding.claim, finding.round)
        result.add_node(source, base=FINDING_BASE, strength=FINDING_BASE)
        _edge(result, source, ("claim", finding.claim), finding.supports)
    _add_floor(result, state.floor)
    return result


def _add_floor(result: nx.DiGraph[Any], floor: _Floor) -> None:
    for node, strength in zip(floor.nodes, floor.strengths, strict=True):
        here = ("floor", node.number)
        result.add_node(here, base=node.base, strength=strength, role=node.kind, team=node.team, claim=node.claim)
        if node.kind in ("counter", "answer") and node.claim:
            cited = ("cited", node.number)
            result.add_node(cited, base=node.cited, strength=node.cited)
            _edge(result, cited, here, True)
    for node, strength in zip(floor.nodes, floor.strengths, strict=True):
        here, target = ("floor", node.number), ("floor", node.target)
        counts = node.target != node.move or strength >= HOLDS or node.kind == "answer"
        if node.kind in ("reason", "second"):
            _edge(result, ("claim", node.claim), here, True)
            if counts:
                _edge(result, here, target, True)
        elif node.kind == "counter" and counts:
            _edge(result, here, target, False)
        elif node.kind == "answer":
            _edge(result, here, target, False)
            _edge(result, here, ("floor", floor.nodes[node.target].target), True)


def _edge(
    result: nx.DiGraph[Any], source: tuple[Any, ...], target: tuple[Any, ...], supports: bool, weight: float = 1.0
) -> None:
    result.add_edge(source, target, kind="support" if supports else "attack", weight=weight)
