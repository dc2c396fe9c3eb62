"""The ledger and the links' grounds, compiled for play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from exercise.frozen import frozen
from exercise.rules import grounds
from exercise.rules.grounds import ATTACK_WEIGHT, FACT_BASE, FINDING_BASE, LINK_BASE, PILLAR_WEIGHT, THESIS_BASE

if TYPE_CHECKING:
    from exercise.deck.models import Ledger, Link

__all__ = [
    "ATTACK_WEIGHT",
    "FACT_BASE",
    "FINDING_BASE",
    "LINK_BASE",
    "PILLAR_WEIGHT",
    "THESIS_BASE",
    "ArgumentTables",
    "claim_strength",
    "claim_strengths",
    "compile_argument",
    "link_strength",
    "thesis_strength",
]


@frozen
class ArgumentTables:
    """Claims and links by number, with who bears on whom.

    Claims are numbered in the ledger's order, links in the world's. `edges[c]` holds (claim, weight) for each claim
    that supports (weight 1) or attacks (-1) claim c; `order` lists the claims so that arguers come before what they
    argue about.
    """

    ids: tuple[str, ...]
    index: Mapping[str, int]
    bases: tuple[float, ...]
    edges: tuple[tuple[tuple[int, float], ...], ...]
    order: tuple[int, ...]
    rank: tuple[int, ...]
    """Each claim's place in `order`."""
    thesis: str
    thesis_edges: tuple[tuple[int, float], ...]
    link_claims: tuple[tuple[int, ...], ...]
    downstream: tuple[tuple[int, ...], ...]
    """For each claim, itself and every claim that it bears on, however far, in `order`."""
    claim_links: tuple[tuple[int, ...], ...]
    """For each claim, the links that rest on it."""
    citable: tuple[str, ...]
    """The claims that may be cited: all that the source did not withdraw."""
    may_be_cited: Mapping[str, int]
    """The same with their numbers, for looking up."""
    burdens: tuple[tuple[bool, ...], ...]
    """For each claim's critical questions, whether asking shifts the burden of proof."""
    invited: Mapping[str, tuple[tuple[str, int], ...]]
    """For each claim, itself with the place of each of its critical questions."""
    edge_starts: tuple[int, ...]
    edge_arguers: tuple[int, ...]
    edge_weights: tuple[float, ...]
    """The same as `edges`, as the kernels read it (see `exercise.rules.grounds`)."""
    thesis_arguers: tuple[int, ...]
    thesis_weights: tuple[float, ...]
    link_claim_starts: tuple[int, ...]
    link_claims_flat: tuple[int, ...]

    def questions(self, claims: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        """Return the critical questions that one claim or two invite: the claim, and its place among the claim's own.

        A fact invites none.
        """
        invited = self.invited.get(claims[0], ())
        return invited if len(claims) == 1 else invited + self.invited.get(claims[1], ())


def compile_argument(ledger: Ledger, links: Sequence[Link]) -> ArgumentTables:
    """Return the tables of a ledger without circles and of the links that rest on it."""
    ids = tuple(claim.id for claim in ledger.claims)
    index = {claim: number for number, claim in enumerate(ids)}
    edges: list[list[tuple[int, float]]] = [[] for _ in ids]
    bears_on: list[list[int]] = [[] for _ in ids]
    for number, claim in enumerate(ledger.claims):
        for targets, weight in ((claim.supports, 1.0), (claim.attacks, -1.0)):
            for name in targets:
                edges[index[name]].append((number, weight))
                bears_on[number].append(index[name])
    order = _arguers_first(bears_on)
    rank = [0] * len(ids)
    for place, number in enumerate(order):
        rank[number] = place
    downstream = []
    for number in range(len(ids)):
        reached = {number}
        stack = [number]
        while stack:
            for target in bears_on[stack.pop()]:
                if target not in reached:
                    reached.add(target)
                    stack.append(target)
        downstream.append(tuple(sorted(reached, key=rank.__getitem__)))
    link_claims = tuple(tuple(index[claim] for claim in link.claims) for link in links)
    claim_links: list[list[int]] = [[] for _ in ids]
    for link_number, claims in enumerate(link_claims):
        for number in claims:
            claim_links[number].append(link_number)
    citable = tuple(claim.id for claim in ledger.claims if not claim.withdrawn)
    thesis_edges = tuple(
        [(index[claim], PILLAR_WEIGHT) for claim in ledger.thesis.pillars]
        + [(index[claim], -PILLAR_WEIGHT) for claim in ledger.thesis.objections]
    )
    return ArgumentTables(
        ids=ids,
        index=index,
        bases=tuple(claim.base for claim in ledger.claims),
        edges=tuple(map(tuple, edges)),
        order=order,
        rank=tuple(rank),
        thesis=ledger.thesis.id,
        thesis_edges=thesis_edges,
        link_claims=link_claims,
        downstream=tuple(downstream),
        claim_links=tuple(map(tuple, claim_links)),
        citable=citable,
        may_be_cited={claim: index[claim] for claim in citable},
        burdens=tuple(tuple(question.burden for question in claim.questions) for claim in ledger.claims),
        invited={
            claim.id: tuple((claim.id, place) for place in range(len(claim.questions))) for claim in ledger.claims
        },
        edge_starts=starts_of(edges),
        edge_arguers=tuple(arguer for arguers in edges for arguer, _ in arguers),
        edge_weights=tuple(weight for arguers in edges for _, weight in arguers),
        thesis_arguers=tuple(arguer for arguer, _ in thesis_edges),
        thesis_weights=tuple(weight for _, weight in thesis_edges),
        link_claim_starts=starts_of(link_claims),
        link_claims_flat=tuple(number for claims in link_claims for number in claims),
    )


def starts_of(groups: Sequence[Sequence[object]]) -> tuple[int, ...]:
    """Return where each group starts once they stand in one sequence, and at the end where the last one ends."""
    starts = [0]
    for group in groups:
        starts.append(starts[-1] + len(group))
    return tuple(starts)


def _arguers_first(bears_on: Sequence[Sequence[int]]) -> tuple[int, ...]:
    waiting = [0] * len(bears_on)
    for targets in bears_on:
        for target in targets:
            waiting[target] += 1
    ready = [number for number, count in enumerate(waiting) if count == 0]
    order = []
    for number in ready:
        order.append(number)
        for target in bears_on[number]:
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    if len(order) != len(bears_on):
        raise ValueError("the claims support or attack one another in a circle")
    return tuple(order)


def claim_strength(
    tables: ArgumentTables, number: int, strengths: Sequence[float], findings: int = 0, argued: float = 0.0
) -> float:
    """Return a claim's strength from its arguers', its findings and direct attacks on it.

    `findings` are those that support less those that attack; `argued` is the weighted strengths of direct attacks, as a
    number below 0.
    """
    return grounds.claim_strength(
        tables.bases[number],
        findings,
        argued,
        tables.edge_starts,
        tables.edge_arguers,
        tables.edge_weights,
        strengths,
        number,
    )


def claim_strengths(tables: ArgumentTables) -> tuple[float, ...]:
    """Return every claim's strength before the first finding."""
    strengths = list(tables.bases)
    for number in tables.order:
        strengths[number] = claim_strength(tables, number, strengths)
    return tuple(strengths)


def thesis_strength(tables: ArgumentTables, strengths: Sequence[float]) -> float:
    """Return the thesis's strength from its pillars' and objections'."""
    return grounds.thesis_strength(tables.thesis_arguers, tables.thesis_weights, strengths)


def link_strength(tables: ArgumentTables, link: int, strengths: Sequence[float], argued: float = 0.0) -> float:
    """Return a link's strength from the claims that it rests on and what was argued about it itself.

    `argued` is the strengths of the arguments for the link less those of the ones against it.
    """
    return grounds.link_strength(argued, tables.link_claim_starts, tables.link_claims_flat, strengths, link)
