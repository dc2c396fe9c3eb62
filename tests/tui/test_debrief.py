"""The debrief panel."""

from __future__ import annotations

from pathlib import Path

import pytest
from panelapp import SIZES, PanelApp, footer_keys, joined, press, screen_text, seated, submit, to_debrief, until
from rich.markdown import Markdown
from smalldeck import small_deck
from stages import balloting
from textual.widgets import Static

from exercise.moves import CONTROL, Advance, Ballot, Hold, Rule
from exercise.report.aar import markdown
from exercise.report.audit import audit
from exercise.report.calibration import Calibration
from exercise.report.forecasts import MEANING, calibration_words
from exercise.report.wording import result_words, strength_word
from exercise.tui.arguments import team_name
from exercise.tui.panels.debrief import DebriefPanel
from exercise.tui.room import Room


def debrief_app() -> PanelApp:
    return PanelApp(to_debrief(seated()), DebriefPanel, CONTROL)


@SIZES
async def test_the_thesis_and_every_objective_are_shown_the_secret_ones_too(size: tuple[int, int]) -> None:
    app = debrief_app()
    async with app.run_test(size=size):
        view, shown = app.panel.view, joined(app)
        assert app.room.deck.ledger.thesis.says in shown
        assert strength_word(view.start_thesis) in shown.partition("— then ")[2][:10]
        assert strength_word(view.thesis) in shown.partition(", now ")[2][:10]
        assert len(view.results) == 6
        for team, goal, result in view.results:
            assert f"{result_words(result)}: {app.room.objectives[team, goal].says}" in shown
        assert shown.count("(secret)") == 3


async def test_the_counts_are_those_of_the_audit() -> None:
    app = debrief_app()
    async with app.run_test(size=(80, 60)):
        found = audit(app.room.deck, app.room.session.events)
        used = sum(claim.used for claim in found.claims)
        contested = sum(claim.contested > 0 for claim in found.claims)
        overturned = len(found.turned("overturned"))
        citable = [claim for claim in app.room.deck.ledger.claims if not claim.withdrawn]
        line = f"{used} of {len(citable)} claims used, {contested} contested, {overturned} overturned"
        assert line in joined(app)
        mover = max(found.indicators, key=lambda entry: abs(entry.change))
        assert f"{app.room.indicators[mover.indicator].name} {mover.start:.0f} → {mover.end:.0f}" in joined(app)


async def test_the_report_is_the_after_action_report() -> None:
    app = debrief_app()
    async with app.run_test(size=(80, 24)) as pilot:
        report = app.query_one("#report", Static).content
        assert isinstance(report, Markdown)
        assert report.markup == markdown(app.room.deck, app.room.session.events)
        await press(pilot, "pagedown", "pagedown")
        await until(pilot, lambda: app.query_one("#debrief").scroll_y > 0)


async def test_r_writes_the_report_and_tells_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = debrief_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "r", "r")
        text = markdown(app.room.deck, app.room.session.events)
        assert (tmp_path / "report.md").read_text(encoding="utf-8") == text
        assert (tmp_path / "report-2.md").read_text(encoding="utf-8") == text
        assert "report-2.md" in app.panel.hint


async def test_a_folder_that_takes_no_file_is_told_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def refuse(*_: object, **__: object) -> int:
        raise OSError("no space [left]")

    monkeypatch.setattr(Path, "write_text", refuse)
    app = debrief_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "r")
        assert any("no space [left]" in notification.message for notification in app._notifications)
        assert app.is_running


async def test_enter_ends_the_session_once() -> None:
    app = debrief_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert app.posted == ["finished"]
        submit(app.room, CONTROL, Advance())
        app.panel.show(app.room.session.view(CONTROL))
        await pilot.pause()
        assert set(footer_keys(app)) == {"r"}
        await press(pilot, "enter")
        assert app.posted == ["finished"]


async def test_an_early_ending_is_named() -> None:
    deck = small_deck(
        endings=[{"id": "soon", "says": "It is [over].", "when": [{"indicator": "water", "at_least": 0}]}]
    )
    app = PanelApp(to_debrief(seated(deck)), DebriefPanel, CONTROL)
    async with app.run_test(size=(80, 24)):
        assert "It ended early: It is [over]." in joined(app)


def estimated() -> Room:
    """Return a room in its debrief in which each move that was to be estimated was, at 60% by every other team."""
    room = balloting()
    while waiting := room.session.outstanding():
        option = next(option for option in room.session.view(waiting[0]).options if option.kind == "ballot")
        submit(room, waiting[0], Ballot(int(option.slots[0].domain[0]), 60))
    submit(room, CONTROL, Advance())
    while unruled := room.session.view(CONTROL).unruled:
        submit(room, CONTROL, Rule(unruled[0]))
    submit(room, CONTROL, Advance())
    while room.session.state.clock.phase != "debrief":
        for team in room.session.outstanding():
            submit(room, team, Hold())
        submit(room, CONTROL, Advance())
    return room


async def test_how_each_teams_estimates_lay_is_shown_on_a_line_each_in_the_decks_order() -> None:
    app = PanelApp(estimated(), DebriefPanel, CONTROL)
    async with app.run_test(size=(80, 60)):
        found = audit(app.room.deck, app.room.session.events)
        assert sum(entry.count for entry in found.calibration) == 2
        lines = [f"{team_name(app.room, entry.team)}: {calibration_words(entry)}" for entry in found.calibration]
        shown = [line.strip(" ▁▂▃▄▅▆▇█") for line in screen_text(app).splitlines()]
        place = shown.index("How far estimates lay from outcomes and odds")
        assert shown[place + 1 : place + 1 + len(lines)] == lines
        assert MEANING in joined(app)


async def test_without_estimates_the_debrief_says_nothing_of_them() -> None:
    app = debrief_app()
    async with app.run_test(size=(80, 60)):
        assert "estimates" not in joined(app)


def test_a_line_on_estimates_fits_beside_the_map_for_the_longest_name_of_a_team() -> None:
    line = f"  United States: {calibration_words(Calibration('us', 99, 0.123, 0.123))}"
    assert len(line) <= 60
