"""What shocks do to a graph of weighted, lagged links within one round.

Nodes are numbered 0 … n - 1. Edges are grouped by source: those that leave node i end before index `stops[i]` and begin
where those of the node before it end. How much the shocks have changed each node stands in rows of n + 1 places, one
row a step; the last place of a row is the sink, where delayed edges lead.
"""

from collections.abc import MutableSequence, Sequence

DAMPING = 0.7
"""What crosses a link, as a share of what its weight lets across."""
HORIZON = 4
"""How many steps a shock runs within one round."""


def propagate(
    stops: Sequence[int],
    reach: Sequence[int],
    weights: Sequence[float],
    damping: float,
    horizon: int,
    changes: MutableSequence[float],
) -> None:
    """Return nothing, having written to `changes` how much each node has changed at each step.

    With p_0 the shocks, an edge carries damping · weight · p_t(source) away at step t, once whatever its lag, and that
    arrives at its target at step t + lag; p_t is the sum of what arrives at t. How much a node has changed by step t is
    Σ p_s over the steps 0 … t: its shock and, for each edge that leads to it, damping · weight · what the source had
    changed by t - lag. What would arrive later than `horizon` doesn't count. `reach[e]` is how many places on in
    `changes` the edge leads (see `reach`).

    `changes` has `rows(horizon)` rows. Each of the rows 0 … horizon holds the shocks on entry, and on return the
    changes at that step; what follows them and the sinks are of no use. Nothing is checked.
    """
    nodes = len(stops)
    for first in range(0, (nodes + 1) * horizon, nodes + 1):
        e = 0
        # What compiles this knows no strict zip.
        for stop, change in zip(stops, changes[first : first + nodes]):  # noqa: B905
            if change == 0.0:
                e = stop
                continue
            carried = damping * change
            while e < stop:
                changes[first + reach[e]] += weights[e] * carried
                e += 1


def rows(horizon: int) -> int:
    """Return how many rows `changes` has: those up to the horizon, and as many for what would arrive after it."""
    return 2 * horizon + 2


def reach(nodes: int, horizon: int, target: int, lag: int, delay: int) -> int:
    """Return how many places on an edge leads: lag rows down, to its target or, delayed, to the sink.

    A lag of more than `horizon` steps leads past the horizon from any step, as one of `horizon` + 1 does.
    """
    down = lag if lag <= horizon else horizon + 1
    return down * (nodes + 1) + (nodes if delay > 0 else target)


def crossed(
    nodes: int, horizon: int, source: int, lag: int, weight: float, damping: float, changes: Sequence[float]
) -> float:
    """Return what crosses an edge in time to arrive by the horizon, also where it is delayed; `changes` as written."""
    if lag > horizon:
        return 0.0
    return damping * weight * changes[(horizon - lag) * (nodes + 1) + source]
