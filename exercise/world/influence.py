"""The influence map as a networkx graph: what a set of shocks does to every node, and by which paths.

The arithmetic is the kernel's in `exercise.rules.propagation`; this checks what comes in and names what comes out.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from math import isfinite
from numbers import Integral, Real
from typing import Any

import networkx as nx

from exercise.frozen import frozen
from exercise.rules import propagation


@frozen
class Path:
    """A walk from a shocked node, and what it adds to the node where it ends."""

    shock: Hashable
    """The id of the shock that walks it."""

    nodes: tuple[Hashable, ...]
    """The nodes walked, the shocked one first; a node may come again. One node alone is the shock itself."""

    contribution: float
    """The shock's amount times damping · weight of each edge walked; signed."""


@frozen
class _Links:
    """The edges of a graph in the order the kernel wants: grouped by source."""

    nodes: tuple[Hashable, ...]
    starts: list[int]
    targets: list[int]
    weights: list[float]
    lags: list[int]
    delays: list[int]


@frozen
class Propagation:
    """What shocks do to a graph within the horizon, all told, by shock, by edge and by path."""

    delta: dict[Hashable, float]
    """The net change of every node: the sum of its entries in `by_shock`, in the order of the shocks."""

    by_shock: dict[Hashable, dict[Hashable, float]]
    """For every node what each shock does to it, also where that is nothing."""

    gross: dict[Hashable, float]
    """For every node the sum of the magnitudes in `by_shock`: how much pulls at it, whichever way."""

    edges: dict[tuple[Hashable, Hashable], float]
    """For every edge the total that crossed it and arrives within the horizon (or is banked, on a delayed edge)."""

    _links: _Links = field(repr=False)
    _shocks: tuple[tuple[Hashable, int, float], ...] = field(repr=False)
    _damping: float = field(repr=False)
    _horizon: int = field(repr=False)

    def paths(self, node: Hashable, top: int | None = 5) -> tuple[Path, ...]:
        """Return the `top` strongest walks from a shocked node into `node`, the strongest first; all where it is None.

        All of them sum to `delta[node]` within 1e-9. They are sorted by magnitude; where that ties (to 12 digits) the
        shorter walk comes first, then the earlier shock, then the one whose nodes come earlier in the graph. Walks
        that carry nothing are left out. ValueError where `node` isn't in the graph or `top` is below 0.
        """
        if node not in self.delta:
            raise ValueError(f"{node!r} is not a node of the graph")
        if top is not None and top < 0:
            raise ValueError(f"top must be 0 or more, not {top}")
        if top == 0:
            return ()
        found: list[tuple[float, int, int, tuple[int, ...], float]] = []
        weakest = 0.0
        for shock, walk, contribution in self._walks(self._links.nodes.index(node)):
            size = abs(contribution)
            if top is not None and len(found) >= top and size < weakest * (1 - 1e-9):
                break
            if top is None or len(found) < top:
                weakest = size
            found.append((-float(f"{size:.12g}"), len(walk), shock, walk, contribution))
        found.sort()
        names = self._links.nodes
        return tuple(
            Path(self._shocks[shock][0], tuple(names[i] for i in walk), contribution)
            for _, _, shock, walk, contribution in found[:top]
        )

    def _walks(self, end: int) -> Iterator[tuple[int, tuple[int, ...], float]]:
        """Yield the walks into `end`, strongest first (to a rounding error), as (shock, nodes, contribution).

        Best first: what waits is ordered by the most that a walk beginning like this can still carry to `end`.
        """
        links, horizon = self._links, self._horizon
        most = self._most(end)
        serial = 0
        waiting: list[tuple[float, int, bool, int, tuple[int, ...], int, float]] = []
        for shock, (_, start, amount) in enumerate(self._shocks):
            bound = abs(amount) * most[horizon][start]
            if bound > 0.0:
                serial += 1
                heapq.heappush(waiting, (-bound, serial, False, shock, (start,), horizon, amount))
        while waiting:
            _, _, complete, shock, walk, left, carried = heapq.heappop(waiting)
            if complete:
                yield shock, walk, carried
                continue
            if walk[-1] == end:
                serial += 1
                heapq.heappush(waiting, (-abs(carried), serial, True, shock, walk, left, carried))
            for e in range(links.starts[walk[-1]], links.starts[walk[-1] + 1]):
                rest = left - links.lags[e]
                if rest < 0 or links.delays[e] > 0:
                    continue
                onward = self._damping * links.weights[e] * carried
                bound = abs(onward) * most[rest][links.targets[e]]
                if bound > 0.0:
                    serial += 1
                    heapq.heappush(waiting, (-bound, serial, False, shock, (*walk, links.targets[e]), rest, onward))

    def _most(self, end: int) -> list[list[float]]:
        """Return by steps left, then by node, the most that any walk on to `end` keeps of a unit pulse."""
        links = self._links
        most: list[list[float]] = []
        for left in range(self._horizon + 1):
            row = [1.0 if i == end else 0.0 for i in range(len(links.nodes))]
            for i in range(len(links.nodes)):
                for e in range(links.starts[i], links.starts[i + 1]):
                    rest = left - links.lags[e]
                    if rest >= 0 and links.delays[e] == 0:
                        row[i] = max(row[i], abs(self._damping * links.weights[e]) * most[rest][links.targets[e]])
            most.append(row)
        return most


def propagate(
    graph: nx.DiGraph[Any],
    shocks: Mapping[Hashable, tuple[Hashable, float]],
    *,
    damping: float = 0.7,
    horizon: int = 4,
) -> Propagation:
    """Return what `shocks` do to every node of `graph` within `horizon` steps.

    `graph` is an nx.DiGraph whose edges have a `weight` (signed, finite) and may have a `lag` in steps (1 or more, 1
    by default) and a `delay` in rounds (0 or more, 0 by default; a delayed edge passes nothing on now, and its entry
    in `edges` is what it banks). `shocks` maps an id to (node, amount), on the z scale. With p_0 the shocks, an edge
    carries damping · weight · p_t(source) away at step t, to arrive at step t + lag; what would arrive after
    `horizon` doesn't count. delta is the sum of p_t over the steps 0 to `horizon`. `damping` lies in [0, 1].

    ValueError where the graph isn't a DiGraph (or is a multigraph), a shock's node isn't in it, a weight is missing,
    a number isn't finite, a lag, delay, damping or horizon is out of its range, or a result is too large for a float.
    """
    if not isinstance(graph, nx.DiGraph) or graph.is_multigraph():
        raise ValueError(f"the graph must be a networkx DiGraph, not {type(graph).__name__}")
    damping = _number(damping, "damping")
    if not 0.0 <= damping <= 1.0:
        raise ValueError(f"damping must lie between 0 and 1, not {damping}")
    horizon = _whole(horizon, "horizon", least=0)
    links = _links(graph)
    index = {node: i for i, node in enumerate(links.nodes)}
    placed = tuple(_shock(name, shock, index) for name, shock in shocks.items())

    nodes = len(links.nodes)
    reach = [
        propagation.reach(nodes, horizon, target, lag, delay)
        for target, lag, delay in zip(links.targets, links.lags, links.delays, strict=True)
    ]
    stops = links.starts[1:]
    flow = [0.0] * len(links.targets)
    by_shock: dict[Hashable, dict[Hashable, float]] = {node: {} for node in links.nodes}
    net = [0.0] * nodes
    gross = [0.0] * nodes
    for name, start, amount in placed:
        shocked = [0.0] * (nodes + 1)
        shocked[start] = amount
        changes = shocked * propagation.rows(horizon)
        propagation.propagate(stops, reach, links.weights, damping, horizon, changes)
        delta = changes[horizon * (nodes + 1) : horizon * (nodes + 1) + nodes]
        for i in range(nodes):
            for e in range(links.starts[i], links.starts[i + 1]):
                flow[e] += propagation.crossed(nodes, horizon, i, links.lags[e], links.weights[e], damping, changes)
        for i, node in enumerate(links.nodes):
            by_shock[node][name] = delta[i]
            net[i] += delta[i]
            gross[i] += abs(delta[i])
    if not all(map(isfinite, gross)) or not all(map(isfinite, flow)):
        raise ValueError("the shocks and weights are so large that a result isn't finite")

    edges: dict[tuple[Hashable, Hashable], float] = {}
    for i, node in enumerate(links.nodes):
        for e in range(links.starts[i], links.starts[i + 1]):
            edges[node, links.nodes[links.targets[e]]] = flow[e]
    return Propagation(
        delta=dict(zip(links.nodes, net, strict=True)),
        by_shock=by_shock,
        gross=dict(zip(links.nodes, gross, strict=True)),
        edges=edges,
        _links=links,
        _shocks=placed,
        _damping=damping,
        _horizon=horizon,
    )


def _links(graph: nx.DiGraph[Any]) -> _Links:
    """Return the edges of `graph` grouped by source, both in the graph's order; ValueError on a bad attribute."""
    nodes = tuple(graph.nodes)
    index = {node: i for i, node in enumerate(nodes)}
    links = _Links(nodes, [0], [], [], [], [])
    for node in nodes:
        for target, attributes in graph.adj[node].items():
            edge = f"the edge {node!r} -> {target!r}"
            if "weight" not in attributes:
                raise ValueError(f"{edge} has no weight")
            links.targets.append(index[target])
            links.weights.append(_number(attributes["weight"], f"the weight of {edge}"))
            links.lags.append(_whole(attributes.get("lag", 1), f"the lag of {edge}", least=1))
            links.delays.append(_whole(attributes.get("delay", 0), f"the delay of {edge}", least=0))
        links.starts.append(len(links.targets))
    return links


def _shock(name: Hashable, shock: tuple[Hashable, float], index: Mapping[Hashable, int]) -> tuple[Hashable, int, float]:
    """Return a shock as (id, the number of its node, amount); ValueError where it isn't (node in the graph, number)."""
    try:
        node, amount = shock
        start = index.get(node)
    except (TypeError, ValueError):
        raise ValueError(f"the shock {name!r} must be (node, amount), not {shock!r}") from None
    if start is None:
        raise ValueError(f"the shock {name!r} falls on {node!r}, which is not a node of the graph")
    return name, start, _number(amount, f"the amount of the shock {name!r}")


def _number(value: object, what: str) -> float:
    """Return `value` as a float; ValueError where it isn't a finite real number."""
    if isinstance(value, Real) and not isinstance(value, bool):
        with suppress(OverflowError):
            number = float(value)
            if isfinite(number):
                return number
    raise ValueError(f"{what} must be a finite number, not {value!r}")


def _whole(value: object, what: str, *, least: int) -> int:
    """Return `value` as an int; ValueError where it isn't a whole number of `least` or more."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise ValueError(f"{what} must be a whole number, {least} or more, not {value!r}")
    return int(value)
