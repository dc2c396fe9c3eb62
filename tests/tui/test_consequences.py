"""The consequences panel."""

from __future__ import annotations

import pytest
from panelapp import SIZES, PanelApp, footer_keys, joined, press, seated, submit, to_consequences
from smalldeck import small_deck

from exercise.engine.events import LevelsMoved
from exercise.moves import CONTROL, Advance
from exercise.report.wording import change_words, level_words, origin_title, strength_word
from exercise.tui.panels.consequences import ConsequencesPanel, round_result
from exercise.tui.why import WhyScreen

TALL = (120, 80)


def consequences_app() -> PanelApp:
    return PanelApp(to_consequences(seated()), ConsequencesPanel, CONTROL)


async def test_every_changed_indicator_is_shown_from_before_to_after_largest_first() -> None:
    app = consequences_app()
    async with app.run_test(size=TALL):
        view, shown = app.panel.view, joined(app)
        moved = round_result(app.room.session.log("public"), view).moved
        places = []
        for change in moved:
            printed = app.room.indicators[change.indicator]
            assert change.after == view.levels[view.world.index[change.indicator]]
            points = change_words(change.after - change.before)
            row = f"{printed.name} {change.before:.0f} → {change.after:.0f} ({points})"
            assert f"{row} “{level_words(printed, change.after)}”" in shown
            places.append(shown.index(row))
        assert places == sorted(places)
        assert len(moved) == sum(a != b for a, b in zip(view.levels, view.start_levels, strict=True))


async def test_the_shares_of_a_change_sum_to_it() -> None:
    app = consequences_app()
    moved = round_result(app.room.session.log("public"), app.room.session.view("public")).moved
    assert moved
    for change in moved:
        assert sum(points for _, points in change.shares) == pytest.approx(change.after - change.before, abs=1e-9)
        assert sum(abs(points) for _, points in change.shares) == pytest.approx(change.gross, abs=1e-9)


async def test_the_line_chosen_shows_its_causes_by_name_with_net_and_gross() -> None:
    app = consequences_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for moved in round_result(app.room.session.log("public"), app.panel.view).moved:
            shown = joined(app)
            for origin, points in moved.shares:
                if abs(points) >= 0.05:
                    assert f"{change_words(points)} {origin_title(app.room.deck, origin)}" in shown
            if len(moved.shares) > 1:
                assert f"net {change_words(moved.after - moved.before)}, gross {moved.gross:.1f}" in shown
            await press(pilot, "down")


async def test_an_inject_counts_among_the_causes_of_the_round() -> None:
    room = to_consequences(seated())
    for _ in range(2):
        submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance(skip=True))
    submit(room, CONTROL, Advance())
    assert room.session.state.clock.phase == "consequences"
    app = PanelApp(room, ConsequencesPanel, CONTROL)
    async with app.run_test(size=TALL):
        assert "Rain (inject)" in joined(app)
        moved = {entry.indicator: entry for entry in round_result(room.session.log("public"), app.panel.view).moved}
        steps = [entry.event for entry in room.session.log("public") if isinstance(entry.event, LevelsMoved)]
        first = next(change for change in steps[1].changes if change.indicator == "water")
        assert moved["water"].before == first.before


async def test_claims_that_were_tested_and_the_thesis_are_shown_from_before_to_after() -> None:
    app = consequences_app()
    async with app.run_test(size=TALL):
        result = round_result(app.room.session.log("public"), app.panel.view)
        assert result.findings is not None
        shown = joined(app)
        for claim, strength in result.findings.claims:
            before = result.claims_before[claim]
            if claim not in {finding.claim for finding in result.findings.findings}:
                assert strength_word(before) == strength_word(strength)
                continue
            text = shown.partition(f"{app.room.claims[claim].says} ¶1: ")[2][:45]
            assert strength_word(strength) in text
            assert ("strengthened" if strength > before else "weakened") in text
        assert result.findings.thesis == app.panel.view.thesis
        others = len(result.findings.claims) - len(result.findings.findings)
        assert f"Carried along — {others} claim shifts a little" in shown
        assert f"{app.room.deck.ledger.thesis.says} — " in shown


async def test_a_later_round_compares_with_the_round_before_it() -> None:
    room = to_consequences(seated())
    thesis = room.session.view("public").thesis
    claims = room.session.view("public").claims
    submit(room, CONTROL, Advance())
    result = round_result(room.session.log("public"), room.session.view("public"))
    assert result.findings is None
    assert result.thesis_before == thesis
    assert tuple(result.claims_before[claim] for claim in room.session.view("public").claim_ids) == claims


@SIZES
async def test_w_and_enter_ask_why_for_the_line_chosen(size: tuple[int, int]) -> None:
    app = consequences_app()
    async with app.run_test(size=size) as pilot:
        moved = round_result(app.room.session.log("public"), app.panel.view).moved
        await press(pilot, "w", "down", "enter")
        assert app.posted == [("why", moved[0].indicator), ("why", moved[1].indicator)]
        await press(pilot, "end")
        assert "w" not in footer_keys(app)
        await press(pilot, "enter", "n")
        assert app.posted[2:] == ["finished"]


async def test_a_quiet_round_says_that_nothing_changed() -> None:
    deck = small_deck(injects=[], draw_rounds=[])
    room = seated(deck)
    submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance(skip=True))
    submit(room, CONTROL, Advance())
    app = PanelApp(room, ConsequencesPanel, CONTROL)
    async with app.run_test(size=(80, 24)):
        assert "No indicator changed this round." in joined(app)
        assert "No claim was tested this round" in joined(app)
        assert "unchanged" in joined(app)


async def test_the_line_chosen_stays_when_a_newer_view_is_shown() -> None:
    app = consequences_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down")
        app.panel.show(app.room.session.view(CONTROL))
        await press(pilot, "w")
        moved = round_result(app.room.session.log("public"), app.panel.view).moved
        assert app.posted == [("why", moved[1].indicator)]


async def test_no_screen_names_the_numbers_behind_the_words() -> None:
    app = consequences_app()
    async with app.run_test(size=TALL) as pilot:
        shown = joined(app)
        indicator = round_result(app.room.session.log("public"), app.panel.view).moved[0].indicator
        app.push_screen(WhyScreen(app.room, CONTROL, indicator))
        await pilot.pause()
        for word in ("σ", "sigma", "logit", "quadratic", "df-quad"):
            assert word not in (shown + joined(app)).casefold()
