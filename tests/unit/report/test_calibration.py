"""What teams estimated against what happened: numbers worked out by hand, and the section of the report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import pytest
from smalldeck import small_deck

from exercise import engine
from exercise.deck.models import Deck
from exercise.engine.events import BallotsRevealed, Event, MoveRuled, MovesRevealed, RoundOpened, RulingOverridden
from exercise.engine.parts import Node
from exercise.moves import CONTROL, Advance, Ballot, Counter, Hold, Override, Pass, Reason, Refusal, Rule, Seal
from exercise.report.aar import markdown
from exercise.report.audit import audit
from exercise.report.calibration import Calibration, calibration, forecasts, pooled_median
from exercise.report.forecasts import MEANING, calibration_words
from exercise.report.record import rounds
from exercise.session import Session

TEAMS = ("ants", "bees", "cats")


def moved(number: int, team: str) -> Node:
    return Node(number, "move", team, number, number, f"{team}-a", "", "", 0.5, 0.0)


def revealed(*teams: str) -> MovesRevealed:
    nodes = tuple(moved(number, team) for number, team in enumerate(teams))
    return MovesRevealed(nodes, tuple(0.5 for _ in nodes))


def ruled(number: int, team: str, weighed: float, outcome: Any, sealed: Sequence[tuple[str, int]] = ()) -> MoveRuled:
    """Return the ruling of a move for which a percentile was thrown."""
    method: Any = "ballot" if sealed else "weighed"
    return MoveRuled(
        number,
        team,
        f"{team}-a",
        method,
        (),
        (),
        0,
        0,
        0.2,
        0.3,
        0.5,
        (),
        outcome,
        0.5,
        weighed,
        tuple(sealed),
        0.5,
        17,
    )


def by_control(number: int, team: str, outcome: Any) -> MoveRuled:
    """Return a ruling in which control set the outcome, so that nothing was weighed or thrown."""
    return MoveRuled(
        number, team, f"{team}-a", "ruling", (), (), 0, 0, 0.0, 0.0, 1.0, (), outcome, 0.5, text="So be it."
    )


# Round 1: the Ants' move succeeds in part, at weighed odds of .5. The Bees' succeeds in full, at .4, until control
# makes a failure of it. Round 2: control sets the outcome of the Ants' move. The Cats' fails, at .3, and nobody had
# estimated it.
ON_ANTS, ON_BEES, ON_ANTS_AGAIN = (("bees", 60), ("cats", 20)), (("ants", 30), ("cats", 40)), (("bees", 90),)
EVENTS: tuple[Event, ...] = (
    RoundOpened(1, TEAMS),
    revealed("ants", "bees"),
    BallotsRevealed(((0, ON_ANTS), (1, ON_BEES))),
    ruled(0, "ants", 0.5, "partial", ON_ANTS),
    ruled(1, "bees", 0.4, "full", ON_BEES),
    RulingOverridden(1, "bees", "full", "fail", "It rained."),
    RoundOpened(2, TEAMS),
    revealed("ants", "cats"),
    BallotsRevealed(((0, ON_ANTS_AGAIN),)),
    by_control(0, "ants", "full"),
    ruled(1, "cats", 0.3, "fail"),
)


def calibrated(events: Sequence[Event]) -> tuple[Calibration, ...]:
    return calibration(TEAMS, forecasts(rounds(events)))


def test_estimates_are_scored_against_the_outcome_that_counts_and_against_the_weighed_odds() -> None:
    ants, bees, cats = calibrated(EVENTS)
    # Ants: .3 of a move that control made a failure: .3² = .09; and (.3 - .4)² = .01.
    assert (ants.team, ants.count) == ("ants", 1)
    assert (ants.from_outcomes, ants.from_weighed) == (pytest.approx(0.09), pytest.approx(0.01))
    # Bees: .6 of a partial success, which counts as 1: .4² = .16; and (.6 - .5)² = .01. Their 90% was never rolled.
    assert (bees.team, bees.count) == ("bees", 1)
    assert (bees.from_outcomes, bees.from_weighed) == (pytest.approx(0.16), pytest.approx(0.01))
    # Cats: (.8² + .4²) / 2 = (.64 + .16) / 2 = .40; and ((.2 - .5)² + (.4 - .4)²) / 2 = .09 / 2 = .045.
    assert (cats.team, cats.count) == ("cats", 2)
    assert (cats.from_outcomes, cats.from_weighed) == (pytest.approx(0.40), pytest.approx(0.045))


def test_without_the_override_the_thrown_outcome_counts() -> None:
    ants, _, cats = calibrated([event for event in EVENTS if not isinstance(event, RulingOverridden)])
    # Ants: (.3 - 1)² = .49. Cats: (.64 + (.4 - 1)²) / 2 = (.64 + .36) / 2 = .50.
    assert ants.from_outcomes == pytest.approx(0.49)
    assert cats.from_outcomes == pytest.approx(0.50)


def test_teams_stand_in_the_order_given_however_they_estimated() -> None:
    found = forecasts(rounds(EVENTS))
    assert [entry.team for entry in calibration(("cats", "ants", "bees"), found)] == ["cats", "ants", "bees"]


def test_a_team_that_estimated_nothing_has_no_means() -> None:
    nobody = [event for event in EVENTS if not isinstance(event, BallotsRevealed)]
    assert calibrated(nobody) == tuple(Calibration(team, 0, None, None) for team in TEAMS)
    assert calibration_words(Calibration("ants", 0, None, None)) == "no estimates"


def test_a_line_of_a_screen_has_both_means_and_their_count() -> None:
    assert calibration_words(Calibration("ants", 1, 0.09, 0.01)) == "outcomes 0.090, odds 0.010 (1 estimate)"
    assert calibration_words(Calibration("cats", 12, 0.4, 0.045)) == "outcomes 0.400, odds 0.045 (12 estimates)"


def test_ruled_moves_are_listed_with_estimates_median_odds_and_outcome() -> None:
    ants, bees, set_by_control, unestimated = forecasts(rounds(EVENTS))
    assert ants.estimates == ON_ANTS
    assert ants.median == pytest.approx(0.4)
    assert (ants.weighed, ants.rolled, ants.outcome) == (0.5, True, "partial")
    assert (bees.ruled, bees.outcome) == ("full", "fail")
    assert (set_by_control.rolled, set_by_control.weighed) == (False, None)
    assert set_by_control.estimates == ON_ANTS_AGAIN
    assert (unestimated.round, unestimated.team, unestimated.estimates, unestimated.median) == (2, "cats", (), None)


def test_a_move_that_has_not_been_ruled_is_no_forecast_yet() -> None:
    assert forecasts(rounds(EVENTS[:3])) == ()


def test_the_median_is_of_estimates_as_they_are_pooled() -> None:
    # 5% counts as 10%, 95% as 90%: the median of .1 and .4 is .25, that of .9 alone .9.
    assert pooled_median((("ants", 5), ("bees", 40))) == pytest.approx(0.25)
    assert pooled_median((("ants", 95),)) == pytest.approx(0.9)
    assert pooled_median(()) is None


def test_forecasts_and_calibration_are_plain_data() -> None:
    found = forecasts(rounds(EVENTS))
    written = json.loads(json.dumps([asdict(part) for part in (*found, *calibration(TEAMS, found))], allow_nan=False))
    assert written[0]["estimates"] == [["bees", 60], ["cats", 20]]
    assert written[-1] == {
        "team": "cats",
        "count": 2,
        "from_outcomes": pytest.approx(0.4),
        "from_weighed": pytest.approx(0.045),
    }


# The section of the report


def opened(deck: Deck) -> Event:
    return engine.session_opened(
        engine.compile_game(deck),
        rules="seminar",
        adjudication="ballot",
        rounds=2,
        seed=6,
        seats=tuple((seat, "person") for seat in (*TEAMS, CONTROL)),
        digest="0" * 64,
    )


def section(report: str) -> str:
    _, _, rest = report.partition("## Forecasts\n")
    assert rest, "there is no such section"
    return rest.split("\n## ")[0]


def test_the_report_lists_each_forecast_and_how_each_teams_estimates_lay(deck: Deck) -> None:
    report = section(markdown(deck, (opened(deck), *EVENTS)))
    rows = [line for line in report.splitlines() if line.startswith("|")]
    assert rows == [
        "| Move | Estimates | Median | Weighed odds | Outcome |",
        "| --- | --- | --: | --: | --- |",
        "| Round 1: Card ants-a (Ants) | Bees 60% and Cats 20% | 40% | 50% | partial success |",
        "| Round 1: Card bees-a (Bees) | Ants 30% and Cats 40% | 35% | 40% "
        "| failure, changed by control from full success |",
        "| Round 2: Card ants-a (Ants) | Bees 90% | 90% | — | full success, set by control and not counted |",
        "| Round 2: Card cats-a (Cats) | none | — | 30% | failure |",
        "| Team | Estimates | From outcomes (Brier) | From weighed odds |",
        "| --- | --: | --: | --: |",
        "| Ants | 1 | 0.090 | 0.010 |",
        "| Bees | 1 | 0.160 | 0.010 |",
        "| Cats | 2 | 0.400 | 0.045 |",
    ]
    assert MEANING in report
    assert "a few estimates say little" in report


def test_where_control_set_every_outcome_there_is_nothing_to_score(deck: Deck) -> None:
    events = [RoundOpened(1, TEAMS), revealed("ants"), BallotsRevealed(((0, ON_ANTS),)), by_control(0, "ants", "fail")]
    report = section(markdown(deck, (opened(deck), *events)))
    assert "| Bees 60% and Cats 20% | 40% | — | failure, set by control and not counted |" in report
    assert "How the estimates lay" not in report


def test_a_session_without_ballots_has_no_such_section(deck: Deck, scripted: Session) -> None:
    report = markdown(deck, scripted.events)
    assert "Forecasts" not in report
    assert "How the estimates lay" not in report
    assert "\n\n\n" not in report


def test_where_nobody_estimated_anything_there_is_no_such_section(deck: Deck) -> None:
    nobody = [event for event in EVENTS if not isinstance(event, BallotsRevealed)]
    assert "Forecasts" not in markdown(deck, (opened(deck), *nobody))


def test_names_in_the_section_are_only_ever_text() -> None:
    parts = small_deck().model_dump()
    for team in parts["teams"]:
        team["name"] = "a | *b*"
        for card in team["cards"]:
            card["title"] = "<i>|c"
    deck = Deck.model_validate(parts)
    report = section(markdown(deck, (opened(deck), *EVENTS)))
    rows = [line.replace("\\|", "") for line in report.splitlines() if line.startswith("|")]
    assert [row.count("|") for row in rows] == [6] * 6 + [5] * 5
    assert "*b*" not in report
    assert "<i>" not in report.replace("\\<", "")


# A session as it is played


def submit(session: Session, seat: str, move: Any) -> None:
    decision = session.submit(seat, move)
    assert not isinstance(decision, Refusal), decision.sentence


@pytest.fixture
def balloted(deck: Deck) -> Session:
    """Return a session in which the others have sealed estimates of the Ants' move, 70% and 45%, unopened yet."""
    first = opened(deck)
    session = Session(deck, (first,))  # type: ignore[arg-type]
    submit(session, CONTROL, Advance())
    submit(session, CONTROL, Advance())
    submit(session, "ants", Seal("ants-a", (Reason("ground"),)))
    submit(session, "bees", Hold())
    submit(session, "cats", Hold())
    submit(session, CONTROL, Advance())
    submit(session, CONTROL, Advance())
    submit(session, "bees", Counter(0, "con"))
    while session.state.clock.phase != "ballot":
        turn = session.state.clock.turn
        submit(session, turn or CONTROL, Pass() if turn else Advance())
    submit(session, "bees", Ballot(0, 70))
    submit(session, "cats", Ballot(0, 45))
    return session


def test_sealed_estimates_are_in_no_report_until_the_move_is_ruled(deck: Deck, balloted: Session) -> None:
    assert "45%" not in markdown(deck, balloted.events)
    submit(balloted, CONTROL, Advance())
    assert "Forecasts" not in markdown(deck, balloted.events)
    submit(balloted, CONTROL, Rule(0))
    assert "Bees 70% and Cats 45% | 57.5% |" in section(markdown(deck, balloted.events))


def test_a_chance_that_control_set_still_leaves_the_estimates_to_be_scored(deck: Deck, balloted: Session) -> None:
    submit(balloted, CONTROL, Advance())
    submit(balloted, CONTROL, Rule(0, percent=60, text="The room made its case."))
    found = audit(deck, balloted.events)
    (forecast,) = found.forecasts
    assert forecast.median == pytest.approx(0.575)
    assert forecast.weighed is not None
    assert [entry.count for entry in found.calibration] == [0, 1, 1]
    assert found.calibration[1].from_weighed == pytest.approx((0.7 - forecast.weighed) ** 2)


def test_an_override_in_play_turns_the_score_round(deck: Deck, balloted: Session) -> None:
    submit(balloted, CONTROL, Advance())
    submit(balloted, CONTROL, Rule(0))
    failed = audit(deck, balloted.events).forecasts[0].ruled == "fail"
    submit(balloted, CONTROL, Override(0, "full" if failed else "fail", "A slip."))
    _, bees, cats = audit(deck, balloted.events).calibration
    # .7 and .45 of a success: .3² = .09 and .55² = .3025; of a failure .7² = .49 and .45² = .2025.
    expected = (0.09, 0.3025) if failed else (0.49, 0.2025)
    assert (bees.from_outcomes, cats.from_outcomes) == (pytest.approx(expected[0]), pytest.approx(expected[1]))


# The surprise that the hotwash asks about


def surprised(scripted: Session, *, overridden: bool) -> list[Event]:
    """Return the scripted session, the dice's failure of the Ants at 1 in 10, with or without control's override."""
    return [
        replace(event, full=0.5, partial=0.4, fail=0.1) if isinstance(event, MoveRuled) and event.rolled else event
        for event in scripted.events
        if overridden or not isinstance(event, RulingOverridden)
    ]


def test_an_unlikely_throw_is_asked_about(deck: Deck, scripted: Session) -> None:
    assert "Card ants-a came out as a failure, at 1 in 10." in markdown(deck, surprised(scripted, overridden=False))


def test_a_throw_that_control_set_aside_is_asked_about_as_an_override_alone(deck: Deck, scripted: Session) -> None:
    report = markdown(deck, surprised(scripted, overridden=True))
    assert "came out as" not in report
    assert "Control changed the ruling on Card ants-a. Was it right?" in report
