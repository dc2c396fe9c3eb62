"""The part of the after-action report on what the teams estimated, and how that compares with what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exercise.report import wording
from exercise.report.audit import Audit
from exercise.report.calibration import Calibration, Forecast
from exercise.report.markdown import escaped, heading, table

if TYPE_CHECKING:
    from exercise.deck.models import Deck

MEANING: Final = (
    "Both numbers are mean squared distances of a team’s estimates, from 0 (none) to 1: the first from what happened "
    "(a success, in part or in full, is 1, a failure 0; 50% every time gives 0.25), the second from the weighed odds, "
    "which are those by difficulty and argument alone; a few estimates say little."
)
"""What the two numbers of a calibration mean."""

_NOTHING: Final = "—"


def forecasts(deck: Deck, found: Audit) -> list[str]:
    """Return the lines on the estimates of ruled moves and how they lay; none where no team estimated one."""
    if not any(forecast.estimates for forecast in found.forecasts):
        return []
    lines = [
        heading(2, "Forecasts"),
        "",
        "An estimate is of a success, in part or in full. For the median, one below 10% counts as 10%, and one above",
        "90% as 90%. Moves that were neither rolled nor estimated are left out.",
        "",
        *table(
            ("Move", "Estimates", "Median", "Weighed odds", "Outcome"),
            [_row(deck, forecast) for forecast in found.forecasts],
            (2, 3),
        ),
    ]
    if any(entry.count for entry in found.calibration):
        lines += [
            "",
            heading(3, "How the estimates lay"),
            "",
            MEANING,
            "",
            *table(
                ("Team", "Estimates", "From outcomes (Brier)", "From weighed odds"),
                [
                    (
                        escaped(wording.team_name(deck, entry.team)),
                        str(entry.count),
                        *(distance_words(distance) for distance in (entry.from_outcomes, entry.from_weighed)),
                    )
                    for entry in found.calibration
                ],
                (1, 2, 3),
            ),
        ]
    return lines


def calibration_words(entry: Calibration) -> str:
    """Return how far a team's estimates lay from outcomes and weighed odds, short enough for a line of a screen."""
    if not entry.count:
        return "no estimates"
    outcomes, odds = distance_words(entry.from_outcomes), distance_words(entry.from_weighed)
    return f"outcomes {outcomes}, odds {odds} ({wording.count_words(entry.count, 'estimate')})"


def distance_words(distance: float | None) -> str:
    """Return a mean squared distance with three decimals; a dash where there is none."""
    return _NOTHING if distance is None else f"{distance:.3f}"


def _row(deck: Deck, forecast: Forecast) -> tuple[str, ...]:
    title = f"{wording.card_title(deck, forecast.card)} ({wording.team_name(deck, forecast.team)})"
    sealed = wording.listed([f"{wording.team_name(deck, team)} {percent}%" for team, percent in forecast.estimates])
    return (
        f"Round {forecast.round}: {escaped(title)}",
        escaped(sealed) or "none",
        _NOTHING if forecast.median is None else wording.percent_words(forecast.median),
        _NOTHING if forecast.weighed is None else f"{forecast.weighed:.0%}",
        _outcome(forecast),
    )


def _outcome(forecast: Forecast) -> str:
    outcome = wording.outcome_words(forecast.outcome)
    if not forecast.rolled:
        return f"{outcome}, set by control and not counted"
    if forecast.outcome != forecast.ruled:
        return f"{outcome}, changed by control from {wording.outcome_words(forecast.ruled)}"
    return outcome
