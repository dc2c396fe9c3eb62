"""The strength of every argument of a networkx graph, and what each ancestor of one contributes to it.

Nodes are arguments with a `base` score; edges run from the arguing node to its target, of `kind` "support" or
"attack", with a `weight`. The semantics' formulas are the kernels of `exercise.rules.strengths`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import factorial, sqrt
from numbers import Real
from types import MappingProxyType
from typing import Any, TypeGuard

import networkx as nx

from exercise.rules.hashing import below, key, word
from exercise.rules.strengths import df_quad, euler, mlp, quadratic_energy

CHANGE = 1e-12
"""A cyclic graph has settled when no strength changes by as much as this in a step."""

STEPS = 10_000
"""The most steps that a cyclic graph is given to settle in."""

KEPT = 0.9
"""The part of a strength that a step keeps."""

TAKEN = 0.1
"""The part that it takes of what a node's supporters and attackers ask for."""

EXACT = 12
"""The most ancestors of a topic whose contributions are exact; beyond, they are sampled."""

SAMPLES = 10_000
"""About how many coalitions are looked at where contributions are sampled."""

FEWEST_PAIRS = 32
"""The fewest orders of the ancestors that are sampled, each of them backwards too, however many ancestors there are."""

SEED = 1
"""What seeds the sampling, so that a graph gets the same contributions each time."""

_Edges = Sequence[tuple[int, float]]
"""What argues about a node: (the number of the arguing node, weight), the weight of an attack below zero."""

_Target = Callable[[float, _Edges, Sequence[float]], float]
"""What a semantics asks of a node: (base, edges into it, all strengths) -> strength."""


def _by_energy(kernel: Callable[[float, float], float]) -> _Target:
    """Return the target of a semantics that sees supporters and attackers only through the energy."""

    def target(base: float, edges: _Edges, strengths: Sequence[float]) -> float:
        energy = 0.0
        for source, weight in edges:
            energy += weight * strengths[source]
        return kernel(base, energy)

    return target


def _df_quad(base: float, edges: _Edges, strengths: Sequence[float]) -> float:
    """Return the target of DF-QuAD: supporters and attackers are multiplied up apart."""
    unsupported = 1.0
    unattacked = 1.0
    for source, weight in edges:
        if weight > 0.0:
            unsupported *= 1.0 - weight * strengths[source]
        else:
            unattacked *= 1.0 + weight * strengths[source]
    return df_quad(base, 1.0 - unsupported, 1.0 - unattacked)


SEMANTICS: Mapping[str, _Target] = MappingProxyType(
    {
        "quadratic-energy": _by_energy(quadratic_energy),
        "df-quad": _df_quad,
        "euler": _by_energy(euler),
        "mlp": _by_energy(mlp),
    }
)
"""The semantics by name; the rules use the first."""


class Strengths(Mapping[Hashable, float]):
    """The strength of every node of a graph, in the graph's order, and how far a cyclic graph settled."""

    __slots__ = ("_strengths", "converged", "residual")

    converged: bool
    """Whether it settled; always so without a cycle."""

    residual: float
    """The most by which a strength differs from what its supporters and attackers ask for; 0 without a cycle."""

    def __init__(self, strengths: Mapping[Hashable, float], *, converged: bool, residual: float) -> None:
        self._strengths = dict(strengths)
        self.converged = converged
        self.residual = residual

    def __getitem__(self, node: Hashable) -> float:
        return self._strengths[node]

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._strengths)

    def __len__(self) -> int:
        return len(self._strengths)

    def __repr__(self) -> str:
        return f"Strengths({self._strengths!r}, converged={self.converged}, residual={self.residual!r})"


class Contributions(dict[Hashable, float]):
    """What each ancestor of a topic adds to its strength or takes from it; they sum to strength - base."""

    exact: bool
    """Whether these are the Shapley values themselves, not an estimate of them."""

    error: float
    """The largest standard error among the values; 0 where they are exact."""

    def __init__(self, values: Mapping[Hashable, float], *, exact: bool, error: float) -> None:
        super().__init__(values)
        self.exact = exact
        self.error = error


@dataclass(frozen=True, slots=True)
class _System:
    """A graph as numbers: node i has bases[i], and edges[i] argue about it."""

    bases: Sequence[float]
    edges: Sequence[_Edges]


@dataclass(frozen=True, slots=True)
class _Game:
    """What the topic's strength is with some of its ancestors removed.

    The players are numbered in the order of `players`; a coalition is an int with a bit for each that is in it.
    """

    system: _System
    target: _Target
    topic: int
    players: Sequence[int]
    known: dict[int, float] = field(default_factory=dict)
    """The worth of coalitions by what is left of them once those are gone whom no path leads to the topic."""

    def left(self, coalition: int) -> tuple[list[int], int]:
        """Return the topic and those of the coalition who still have a path to it, as nodes and as bits of an int."""
        there = {player for bit, player in enumerate(self.players) if coalition >> bit & 1}
        nodes = [self.topic]
        bits = 1 << self.topic
        for node in nodes:
            for source, _ in self.system.edges[node]:
                if source in there:
                    there.discard(source)
                    nodes.append(source)
                    bits |= 1 << source
        return nodes, bits

    def worth(self, coalition: int) -> float:
        """Return the strength of the topic in the graph of itself and the coalition."""
        nodes, bits = self.left(coalition)
        worth = self.known.get(bits)
        if worth is None:
            place = {node: i for i, node in enumerate(nodes)}
            edges = [[(place[s], w) for s, w in self.system.edges[node] if s in place] for node in nodes]
            part = _System([self.system.bases[node] for node in nodes], edges)
            worth = self.known[bits] = _solve(part, self.target)[0][0]
        return worth


def strengths(graph: nx.DiGraph[Any], semantics: str = "quadratic-energy") -> Strengths:
    """Return the strength of every node of `graph`, from 0 to 1.

    `graph` is an nx.DiGraph; its nodes have a `base` between 0 and 1, both excluded; its edges have a `kind`,
    "support" or "attack", and may have a `weight` from 0 to 1 (1 by default). `semantics` is "quadratic-energy",
    "df-quad", "euler" or "mlp". Without a cycle each node is taken after those that argue about it. With one, all
    nodes start at their base and step together, s <- .9 s + .1 target, until no strength changes by 1e-12 or more,
    or 10,000 steps are done: `converged` is then False.

    ValueError where the graph isn't a DiGraph (or is a multigraph), a base or kind is missing, a base, kind or weight
    is out of its range, or there is no such semantics. Sources of the formulas: `exercise.rules.strengths`.
    """
    target = _target(semantics)
    nodes, system = _system(graph)
    values, converged, residual = _solve(system, target)
    return Strengths(dict(zip(nodes, values, strict=True)), converged=converged, residual=residual)


def contributions(graph: nx.DiGraph[Any], topic: Hashable, semantics: str = "quadratic-energy") -> Contributions:
    """Return what each ancestor of `topic` contributes to its strength: its Shapley value.

    The values sum to strengths(graph, semantics)[topic] less the base of `topic` within 1e-9, and stand in the
    graph's order. The players are the nodes from which a path leads to `topic`; a coalition is worth the strength of
    `topic` once all other ancestors are removed. Up to 12 ancestors all coalitions are taken and the values are
    `exact`; beyond, orders drawn with a fixed seed, each with its reverse, and `error` says how good the values are.
    A topic that argues about itself has an entry too: what that does to it on its own.

    `graph` and `semantics` are those of `strengths`, with the same ValueErrors, and one where `topic` isn't in the
    graph. Sources: Shapley, "A value for n-person games", 1953; sampling: Castro, Gómez and Tejada, "Polynomial
    calculation of the Shapley value based on sampling", 2009.
    """
    target = _target(semantics)
    nodes, system = _system(graph)
    if topic not in nodes:
        raise ValueError(f"{topic!r} is not a node of the graph")
    ancestors = nx.ancestors(graph, topic)
    players = [i for i, node in enumerate(nodes) if node in ancestors]
    game = _Game(system, target, nodes.index(topic), players)
    game.known[game.left((1 << len(players)) - 1)[1]] = _solve(system, target)[0][game.topic]
    exact = len(players) <= EXACT
    values, error = (_all_coalitions(game), 0.0) if exact else _sampled_orders(game)
    result = {nodes[player]: value for player, value in zip(players, values, strict=True)}
    if graph.has_edge(topic, topic):
        result[topic] = game.worth(0) - system.bases[game.topic]
    return Contributions(result, exact=exact, error=error)


def _target(semantics: str) -> _Target:
    """Return the target of the semantics of that name; ValueError where there is none."""
    if not isinstance(semantics, str) or semantics not in SEMANTICS:
        raise ValueError(f"there is no semantics {semantics!r}; there are {', '.join(SEMANTICS)}")
    return SEMANTICS[semantics]


def _system(graph: nx.DiGraph[Any]) -> tuple[list[Hashable], _System]:
    """Return the nodes of `graph` and the graph as numbers; ValueError on anything that `strengths` doesn't take."""
    if not isinstance(graph, nx.DiGraph) or graph.is_multigraph():
        raise ValueError(f"the graph must be a networkx DiGraph, not {type(graph).__name__}")
    nodes: list[Hashable] = list(graph.nodes)
    index = {node: i for i, node in enumerate(nodes)}
    bases: list[float] = []
    edges: list[list[tuple[int, float]]] = [[] for _ in nodes]
    for node, attributes in graph.nodes.items():
        base = attributes.get("base")
        if not _is_number(base) or not 0.0 < base < 1.0:
            raise ValueError(f"the base of {node!r} must be a number between 0 and 1, both excluded, not {base!r}")
        bases.append(float(base))
    for source, node, attributes in graph.edges.data():
        edge = f"the edge {source!r} -> {node!r}"
        kind, weight = attributes.get("kind"), attributes.get("weight", 1.0)
        if kind not in ("support", "attack"):
            raise ValueError(f"the kind of {edge} must be 'support' or 'attack', not {kind!r}")
        if not _is_number(weight) or not 0.0 <= weight <= 1.0:
            raise ValueError(f"the weight of {edge} must be a number from 0 to 1, not {weight!r}")
        edges[index[node]].append((index[source], float(weight) if kind == "support" else -float(weight)))
    return nodes, _System(bases, edges)


def _is_number(value: object) -> TypeGuard[float]:
    """Return whether `value` is a real number, which may be infinite or NaN."""
    return isinstance(value, Real) and not isinstance(value, bool)


def _solve(system: _System, target: _Target) -> tuple[list[float], bool, float]:
    """Return the strengths of all nodes, whether they settled, and the residual."""
    values = list(system.bases)
    order = _arguers_first(system.edges)
    if order is not None:
        for node in order:
            values[node] = target(system.bases[node], system.edges[node], values)
        return values, True, 0.0
    nodes = list(enumerate(zip(system.bases, system.edges, strict=True)))
    converged = False
    for _ in range(STEPS):
        following = []
        change = 0.0
        for node, (base, edges) in nodes:
            before = values[node]
            after = KEPT * before + TAKEN * target(base, edges, values)
            following.append(after)
            change = max(change, abs(after - before))
        values = following
        if change < CHANGE:
            converged = True
            break
    residual = max(abs(target(base, edges, values) - values[node]) for node, (base, edges) in nodes)
    return values, converged, residual


def _arguers_first(edges: Sequence[_Edges]) -> list[int] | None:
    """Return the nodes so that each comes after those that argue about it; None where there is a cycle."""
    waiting = [len(into) for into in edges]
    out_of: list[list[int]] = [[] for _ in edges]
    for node, into in enumerate(edges):
        for source, _ in into:
            out_of[source].append(node)
    order = [node for node, count in enumerate(waiting) if count == 0]
    for source in order:
        for node in out_of[source]:
            waiting[node] -= 1
            if waiting[node] == 0:
                order.append(node)
    return order if len(order) == len(edges) else None


def _all_coalitions(game: _Game) -> list[float]:
    """Return the Shapley value of each player, from the worth of all coalitions."""
    n = len(game.players)
    worths = [game.worth(coalition) for coalition in range(1 << n)]
    shares = [factorial(size) * factorial(n - 1 - size) / factorial(n) for size in range(n)]
    values = [0.0] * n
    for coalition, worth in enumerate(worths):
        size = coalition.bit_count()
        for player in range(n):
            if not coalition >> player & 1:
                values[player] += shares[size] * (worths[coalition | 1 << player] - worth)
    return values


def _sampled_orders(game: _Game) -> tuple[list[float], float]:
    """Return an estimate of each player's Shapley value and the largest standard error among them.

    A player's value is its mean gain on joining, over the orders in which all join; a sample is an order and its
    reverse. Each order's gains sum to the same whole, and so do the means.
    """
    n = len(game.players)
    pairs = max(FEWEST_PAIRS, SAMPLES // (2 * n))
    chance = key(SEED)
    totals = [0.0] * n
    squares = [0.0] * n
    for pair in range(pairs):
        order = list(range(n))
        for left in range(n - 1, 0, -1):
            other = below(word(chance, pair * n + left), left + 1)
            order[left], order[other] = order[other], order[left]
        gains = [0.0] * n
        for joining in (order, order[::-1]):
            coalition, before = 0, game.worth(0)
            for player in joining:
                coalition |= 1 << player
                after = game.worth(coalition)
                gains[player] += (after - before) / 2
                before = after
        for player, gain in enumerate(gains):
            totals[player] += gain
            squares[player] += gain * gain
    values = [total / pairs for total in totals]
    spreads = [max(0.0, square / pairs - value * value) for square, value in zip(squares, values, strict=True)]
    return values, sqrt(max(spreads) / (pairs - 1))
