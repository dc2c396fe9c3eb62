"""The strengths of claims, links and the thesis from what bears on them (DESIGN 5).

Who bears on whom stands in flat sequences: those that bear on number i have the indices `starts[i]` up to, not
including, `starts[i + 1]`.
"""

from collections.abc import Sequence

from exercise.rules.strengths import quadratic_energy

LINK_BASE = 0.2
FINDING_BASE = 0.8
THESIS_BASE = 0.5
PILLAR_WEIGHT = 0.5
ATTACK_WEIGHT = 0.5
"""The weight of a direct attack's edge to its claim."""
FACT_BASE = 0.6


def claim_strength(
    base: float,
    findings: int,
    argued: float,
    starts: Sequence[int],
    arguers: Sequence[int],
    weights: Sequence[float],
    strengths: Sequence[float],
    number: int,
) -> float:
    """Return a claim's strength from its arguers', its findings and direct attacks on it.

    `findings` are those that support less those that attack; `argued` is the weighted strengths of direct attacks, as a
    number below 0. The arguers' weights are 1 for support and -1 for an attack.
    """
    energy = FINDING_BASE * findings + argued
    for e in range(starts[number], starts[number + 1]):
        energy += weights[e] * strengths[arguers[e]]
    return quadratic_energy(base, energy)


def thesis_strength(arguers: Sequence[int], weights: Sequence[float], strengths: Sequence[float]) -> float:
    """Return the thesis's strength from its pillars' and objections'."""
    energy = 0.0
    for e in range(len(arguers)):
        energy += weights[e] * strengths[arguers[e]]
    return quadratic_energy(THESIS_BASE, energy)


def link_strength(
    argued: float, starts: Sequence[int], claims: Sequence[int], strengths: Sequence[float], number: int
) -> float:
    """Return a link's strength from the claims that it rests on and what was argued about it itself.

    `argued` is the strengths of the arguments for the link less those of the ones against it.
    """
    energy = argued
    for e in range(starts[number], starts[number + 1]):
        energy += strengths[claims[e]]
    return quadratic_energy(LINK_BASE, energy)


def argued(before: float, supports: int, strength: float) -> float:
    """Return what was argued for a link less what was argued against it once one more argument was filed."""
    return before + strength if supports else before - strength


def attacked(before: float, strength: float) -> float:
    """Return what direct attacks on a claim come to once one more of a strength was filed."""
    return before - ATTACK_WEIGHT * strength


def fact_strength(findings: int) -> float:
    """Return a fact's strength from its findings, those that support less those that attack."""
    return quadratic_energy(FACT_BASE, FINDING_BASE * findings)
