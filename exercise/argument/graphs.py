"""The argument of a session as a networkx graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import networkx as nx

from exercise.argument.tables import (
    ATTACK_WEIGHT,
    FACT_BASE,
    FINDING_BASE,
    LINK_BASE,
    PILLAR_WEIGHT,
    THESIS_BASE,
    ArgumentTables,
)
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
    @property
    def link(self) -> str: ...
    @property
    def also(self) -> str: ...
    @property
    def also_cited(self) -> float: ...


class _Finding(Protocol):
    @property
    def claim(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def supports(self) -> bool: ...


class _LinkArgument(Protocol):
    @property
    def link(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def node(self) -> int: ...
    @property
    def supports(self) -> bool: ...
    @property
    def strength(self) -> float: ...


class _ClaimArgument(Protocol):
    @property
    def target(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def team(self) -> str: ...
    @property
    def claim(self) -> str: ...
    @property
    def strength(self) -> float: ...


class _Fact(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def strength(self) -> float: ...


class _World(Protocol):
    @property
    def link_ids(self) -> tuple[str, ...]: ...


class _Game(Protocol):
    @property
    def argument(self) -> ArgumentTables: ...
    @property
    def world(self) -> _World: ...


class _Clock(Protocol):
    @property
    def round(self) -> int: ...


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
    @property
    def link_arguments(self) -> Sequence[_LinkArgument]: ...
    @property
    def claim_arguments(self) -> Sequence[_ClaimArgument]: ...
    @property
    def facts(self) -> Sequence[_Fact]: ...


class HasArgument(Protocol):
    """What of a session's state the graph reads."""

    @property
    def game(self) -> _Game:
        """The compiled deck."""
        ...

    @property
    def clock(self) -> _Clock:
        """Which round it is."""
        ...

    @property
    def floor(self) -> _Floor:
        """This round's arguments."""
        ...

    @property
    def standing(self) -> _Standing:
        """The claims, links, facts and findings now, and what was argued about links and claims themselves."""
        ...


def graph(state: HasArgument) -> nx.DiGraph[Any]:
    """Return the argument as it stands: claims, facts, thesis, links, what lasts about them, and this round's floor.

    Nodes are tuples; each has `base`, and `strength` as the session counts it, which the rules' semantics gives of this
    graph too. Edges have `kind`, support or attack, and `weight`, and point from the arguing node to its target.

    - ("claim", id), ("thesis", id) and ("link", id); ("fact", id), a full success that may be cited as a claim is;
    - ("finding", claim, round), on a claim or a fact;
    - ("attack", claim, round): a direct attack on a claim, of weight .5; with `team` and the `claim` that it cites;
    - ("floor", number): an argument of this round, with `role` (move, reason, second, counter, question, link-counter
      or answer), `team` and the `claim` that it cites or, for a question, asks about;
    - ("about-link", round, number): a counter on a link of an earlier round, or an answer to one, with the strength
      that it had in the end;
    - ("cited", number, claim): what a counter or an answer cites, as strong as it was when that was filed. A reason
      has one in place of its claim's own node once findings of its round have moved the claim: it was ruled before.
    """
    result: nx.DiGraph[Any] = nx.DiGraph()
    tables, standing = state.game.argument, state.standing
    for claim, base, strength in zip(tables.ids, tables.bases, standing.claims, strict=True):
        result.add_node(("claim", claim), base=base, strength=strength)
    for number, edges in enumerate(tables.edges):
        for arguer, weight in edges:
            _edge(result, ("claim", tables.ids[arguer]), ("claim", tables.ids[number]), weight > 0)
    for fact in standing.facts:
        result.add_node(("fact", fact.id), base=FACT_BASE, strength=fact.strength)
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
        _edge(result, source, _claim(tables, finding.claim), finding.supports)
    for attack in standing.claim_arguments:
        source = ("attack", attack.target, attack.round)
        result.add_node(source, base=attack.strength, strength=attack.strength, team=attack.team, claim=attack.claim)
        _edge(result, source, ("claim", attack.target), False, ATTACK_WEIGHT)
    for argued in standing.link_arguments:
        if argued.round != state.clock.round:  # Those of this round are on the floor.
            earlier = ("about-link", argued.round, argued.node)
            result.add_node(earlier, base=argued.strength, strength=argued.strength)
            _edge(result, earlier, ("link", argued.link), argued.supports)
    _add_floor(result, state)
    return result


def _add_floor(result: nx.DiGraph[Any], state: HasArgument) -> None:
    floor, tables = state.floor, state.game.argument
    for node, strength in zip(floor.nodes, floor.strengths, strict=True):
        here = ("floor", node.number)
        result.add_node(here, base=node.base, strength=strength, role=node.kind, team=node.team, claim=node.claim)
        for claim, cited in ((node.claim, node.cited), (node.also, node.also_cited)):
            if claim and node.kind != "question":
                source: tuple[Any, ...] = _claim(tables, claim)
                if node.kind not in ("reason", "second") or result.nodes[source]["strength"] != cited:
                    source = ("cited", node.number, claim)
                    result.add_node(source, base=cited, strength=cited)
                _edge(result, source, here, True)
    for node, strength in zip(floor.nodes, floor.strengths, strict=True):
        here, target = ("floor", node.number), ("floor", node.target)
        counts = node.target != node.move or strength >= HOLDS
        if node.kind in ("reason", "second") and counts:
            _edge(result, here, target, True)
        elif node.kind in ("counter", "question") and counts:
            _edge(result, here, target, False)
        elif node.kind == "link-counter":
            _edge(result, here, ("link", node.link), False)
        elif node.kind == "answer":
            attacked = floor.nodes[node.target]
            _edge(result, here, target, False)
            _edge(result, here, ("link", attacked.link) if attacked.link else ("floor", attacked.target), True)


def _claim(tables: ArgumentTables, name: str) -> tuple[str, str]:
    """Return the node of a claim of the ledger or of a fact."""
    return ("claim" if name in tables.index else "fact", name)


def _edge(
    result: nx.DiGraph[Any], source: tuple[Any, ...], target: tuple[Any, ...], supports: bool, weight: float = 1.0
) -> None:
    result.add_edge(source, target, kind="support" if supports else "attack", weight=weight)
