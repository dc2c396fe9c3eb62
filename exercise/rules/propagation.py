"""What shocks do to a graph of weighted, lagged links within one round.

Nodes are numbered 0 … n - 1. Edges are grouped by source: those that leave node i have the indices `starts[i]` up to,
not including, `starts[i + 1]`, so that `starts` has n + 1 entries. Pulses stand in rows of n + 1 places, one row a
step; the last place of a row is the sink, where delayed edges lead.
"""

from collections.abc import MutableSequence, Sequence

DAMPING = 0.7
"""What crosses a link, as a share of what its weight lets across."""
HORIZON = 4
"""How many steps a shock runs within one round."""


def propagate(
    starts: Sequence[int],
    reach: Sequence[int],
    weights: Sequence[float],
    damping: float,
    horizon: int,
    pulses: MutableSequence[float],
    delta: MutableSequence[float],
) -> None:
    """Return nothing, having written to `pulses` what is at each node at each step, and its sum to `delta`.

    With p_0 the shocks, edge e carries damping · `weights[e]` · p_t(source) away at step t, once whatever its lag, and
    that arrives at its target at step t + lag; p_t is the sum of what arrives at t. What would arrive later than
    `horizon` doesn't count. `reach[e]` is how many places on in `pulses` the edge leads (see `reach`).

    - `pulses` has `room(n, horizon)` places, all zero on entry but for the shocks in the first row; on return its rows
      0 … horizon hold p_t, and what follows them is of no use.
    - `delta[i]` is increased by Σ p_t(i) over the steps 0 … horizon. Length n.

    Nothing is checked.
    """
    nodes = len(starts) - 1
    last = (nodes + 1) * horizon
    for first in range(0, last, nodes + 1):
        e = 0
        for i, pulse in enumerate(pulses[first : first + nodes]):
            stop = starts[i + 1]
            if pulse == 0.0:
                e = stop
                continue
            delta[i] += pulse
            carried = damping * pulse
            while e < stop:
                pulses[first + reach[e]] += weights[e] * carried
                e += 1
    for i, pulse in enumerate(pulses[last : last + nodes]):
        delta[i] += pulse


def room(nodes: int, horizon: int) -> int:
    """Return how many places `pulses` has: rows up to the horizon, and as many for what would arrive after it."""
    return (nodes + 1) * (2 * horizon + 2)


def reach(nodes: int, horizon: int, target: int, lag: int, delay: int) -> int:
    """Return how many places on an edge leads: lag rows down, to its target or, delayed, to the sink.

    A lag of more than `horizon` steps leads past the horizon from any step, as one of `horizon` + 1 does.
    """
    rows = lag if lag <= horizon else horizon + 1
    return rows * (nodes + 1) + (nodes if delay > 0 else target)


def crossed(
    nodes: int, horizon: int, source: int, lag: int, weight: float, damping: float, pulses: Sequence[float]
) -> float:
    """Return what crosses an edge in time to arrive by the horizon, also where it is delayed; `pulses` as written."""
    total = 0.0
    for t in range(horizon + 1 - lag):
        total += damping * weight * pulses[t * (nodes + 1) + source]
    return total
