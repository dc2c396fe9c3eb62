"""The strength of an argument, from its base score and what argues for and against it.

Kernels: scalars in, a scalar out, basic arithmetic in written order, so that plain and compiled code give the same
bits. A caller adds up `energy` itself: the strengths of the supporters less those of the attackers, each multiplied
by the weight of its edge.
"""

from exercise.rules.exponential import exp

HOLDS = 0.55 - 1e-9
"""The strength from which an argument holds, tolerance included (DESIGN 2)."""


def quadratic_energy(base: float, energy: float) -> float:
    """Return the strength of an argument under the quadratic-energy semantics, which the rules use.

    `base` lies in (0, 1); `energy` is Σs - Σa, of magnitude below 1e150. The result lies in [0, 1] and equals `base`
    where `energy` is 0. Source: Potyka, "Continuous dynamical systems for weighted bipolar argumentation", KR 2018.
    """
    square = energy * energy
    pull = square / (1.0 + square)
    if energy > 0.0:
        return base + (1.0 - base) * pull
    return base - base * pull


def df_quad(base: float, support: float, attack: float) -> float:
    """Return the strength of an argument under DF-QuAD.

    `base` lies in (0, 1); `support` and `attack` are v = 1 - ∏(1 - weight·s) over the supporters and over the
    attackers, each in [0, 1] and 0 where there are none. The result lies in [0, 1]. Source: Rago, Toni, Aurisicchio
    and Baroni, "Discontinuity-free decision support with quantitative argumentation debates", KR 2016.
    """
    balance = support - attack
    if balance >= 0.0:
        return base + (1.0 - base) * balance
    return base + base * balance


def euler(base: float, energy: float) -> float:
    """Return the strength of an argument under the Euler-based semantics.

    `base` lies in (0, 1); `energy` is Σs - Σa. The result lies in [base², 1]. Source: Amgoud and Ben-Naim,
    "Evaluation of arguments in weighted bipolar graphs", ECSQARU 2017.
    """
    return 1.0 - (1.0 - base * base) / (1.0 + base * exp(energy))


def mlp(base: float, energy: float) -> float:
    """Return the strength of an argument under the MLP-based semantics: logistic(logit(base) + energy).

    `base` lies in (0, 1); `energy` is Σs - Σa. The result lies in [0, 1]. Odds are multiplied, so no logarithm is
    taken, and the exponential is always that of a number that isn't positive, so nothing overflows. Source: Potyka,
    "Interpreting neural networks as quantitative argumentation frameworks", AAAI 2021.
    """
    if energy >= 0.0:
        return base / (base + (1.0 - base) * exp(-energy))
    raised = base * exp(energy)
    return raised / (1.0 - base + raised)
