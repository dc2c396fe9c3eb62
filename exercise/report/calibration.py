"""What teams estimated, and how that compares with what happened and with the weighed odds (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from exercise.engine import brier, pool
from exercise.frozen import frozen
from exercise.report.record import MoveRecord, RoundRecord
from exercise.rules.odds import clamped_estimate


@frozen
class Forecast:
    """A ruled move that was estimated or rolled, with what the teams had sealed about it."""

    round: int
    team: str
    """Whose move it was."""
    card: str
    estimates: tuple[tuple[str, int], ...]
    """Each team that sealed one with its percent, as sealed; empty where no team did."""
    median: float | None
    """Their median as it is pooled, .1 to .9; None where there are none."""
    weighed: float | None
    """The chance by difficulty and argument alone, .03 to .9; None where no percentile was thrown."""
    rolled: bool
    """Whether chance decided; else control set the outcome."""
    ruled: str
    """The outcome of the ruling: `full`, `partial` or `fail`."""
    outcome: str
    """The outcome that counts, control's overrides included."""


@frozen
class Calibration:
    """How a team's estimates lay."""

    team: str
    count: int
    """How many estimates the two means are over."""
    from_outcomes: float | None
    """Mean squared distance from the outcomes, 0 to 1; None where there is no estimate."""
    from_weighed: float | None
    """Mean squared distance from the weighed odds, 0 to 1; None where there is no estimate."""


def forecasts(records: Iterable[RoundRecord]) -> tuple[Forecast, ...]:
    """Return the ruled moves that were estimated or rolled, oldest first."""
    found = [_forecast(move) for record in records for move in record.moves]
    return tuple(forecast for forecast in found if forecast is not None)


def calibration(teams: Sequence[str], found: Iterable[Forecast]) -> tuple[Calibration, ...]:
    """Return how each team's estimates lay, in the order in which `teams` names them.

    Only moves that were rolled with weighed odds count, and of those the ones that the team estimated. With p the
    estimate as sealed (.05 to .95), o the outcome that counts (1 for a success, full or partial, 0 for a failure) and
    q the weighed odds (.03 to .9), `from_outcomes` is the mean of (p - o)² and `from_weighed` that of (p - q)²; neither
    has a unit, both lie in [0, 1], and 0 is no distance.

    Source of the first: G. W. Brier (1950), Verification of forecasts expressed in terms of probability, Monthly
    Weather Review 78(1), 1-3. His score adds up both outcomes, and so is twice this one.
    """
    squares: dict[str, list[tuple[float, float]]] = {team: [] for team in teams}
    for forecast in found:
        if not forecast.rolled or forecast.weighed is None:
            continue
        happened = 0.0 if forecast.outcome == "fail" else 1.0
        for team, percent in forecast.estimates:
            p = percent / 100.0
            squares[team].append((brier(p, happened), brier(p, forecast.weighed)))
    return tuple(_means(team, scored) for team, scored in squares.items())


def pooled_median(estimates: Sequence[tuple[str, int]]) -> float | None:
    """Return the median of estimates as a chance, each within .1 and .9 as it is pooled; None where there are none."""
    return pool([clamped_estimate(percent / 100.0) for _, percent in estimates]) if estimates else None


def _forecast(move: MoveRecord) -> Forecast | None:
    ruling = move.ruling
    if ruling is None or not (ruling.rolled or move.estimates):
        return None
    return Forecast(
        round=move.round,
        team=move.node.team,
        card=move.node.card,
        estimates=move.estimates,
        median=pooled_median(move.estimates),
        weighed=ruling.weighed if ruling.percentile >= 0 else None,
        rolled=ruling.rolled,
        ruled=ruling.outcome,
        outcome=move.outcome,
    )


def _means(team: str, scored: Sequence[tuple[float, float]]) -> Calibration:
    if not scored:
        return Calibration(team, 0, None, None)
    outcomes, odds = (fsum(squares) / len(scored) for squares in zip(*scored, strict=True))
    return Calibration(team, len(scored), outcomes, odds)
