"""The ruling panel and the override dialog."""

from __future__ import annotations

import pytest
from panelapp import SIZES, PanelApp, footer_keys, joined, press, screen_text, seated, to_ruling, type_in, until

from exercise.engine import dice_odds
from exercise.moves import CONTROL, Override, Rule
from exercise.report.wording import chance_words, modifier_words, outcome_words
from exercise.tui.panels.ruling import RulingPanel, dice_lines


def ruling_app(control: str = "person") -> PanelApp:
    return PanelApp(to_ruling(seated(control=control)), RulingPanel, CONTROL)


@SIZES
async def test_enter_rules_move_after_move_and_then_goes_on(size: tuple[int, int]) -> None:
    app = ruling_app()
    async with app.run_test(size=size) as pilot:
        moves = app.panel.view.unruled
        assert footer_keys(app)["enter"] == "Rule the next move"
        await press(pilot, "enter", "enter", "enter")
        assert app.posted == [(CONTROL, Rule(move)) for move in moves]
        assert footer_keys(app)["enter"] == "Go on"
        await press(pilot, "enter")
        assert app.posted[-1] == "finished"


async def test_the_odds_shown_before_the_throw_are_those_of_the_ruling() -> None:
    app = ruling_app()
    async with app.run_test(size=(120, 80)) as pilot:
        before = joined(app)
        while app.panel.view.unruled:
            await press(pilot, "enter")
        ruling = next(ruling for ruling in app.panel.view.rulings if ruling.method == "dice")
        odds = dice_odds(ruling.modifier)
        assert f"Odds: {chance_words(odds.success)} to succeed ({odds.success:.0%})" in before
        assert f"= {modifier_words(ruling.modifier)}" in before
        assert (odds.full, odds.partial, odds.fail) == (ruling.full, ruling.partial, ruling.fail)
        assert "╭───────╮" not in before


async def test_the_dice_their_total_and_the_outcome_are_shown_as_thrown() -> None:
    app = ruling_app()
    async with app.run_test(size=(120, 80)) as pilot:
        while app.panel.view.unruled:
            await press(pilot, "enter")
        ruling = next(ruling for ruling in app.panel.view.rulings if ruling.method == "dice")
        first, second = ruling.faces
        total = first + second + ruling.modifier
        assert f"{first} + {second} and {modifier_words(ruling.modifier)} make {total}" in joined(app)
        assert outcome_words(ruling.outcome) in joined(app)
        shown = screen_text(app)
        assert all(line in shown for line in dice_lines(ruling.faces))


@pytest.mark.parametrize("face", range(1, 7))
def test_a_die_shows_as_many_pips_as_its_face(face: int) -> None:
    assert "".join(dice_lines((face,))).count("●") == face
    assert len({len(line) for line in dice_lines((face, 7 - face))}) == 1


async def test_a_move_that_nobody_countered_says_why_it_needs_no_dice() -> None:
    app = ruling_app()
    async with app.run_test(size=(120, 80)) as pilot:
        while app.panel.view.unruled:
            await press(pilot, "enter")
        unrolled = [ruling for ruling in app.panel.view.rulings if ruling.method == "unrolled"]
        assert joined(app).count("Nobody countered it with a claim") == len(unrolled) == 2


async def test_the_reasons_that_stand_are_counted_for_the_move() -> None:
    app = ruling_app()
    async with app.run_test(size=(120, 80)) as pilot:
        while app.panel.view.unruled:
            await press(pilot, "enter")
        shown = screen_text(app)
        for ruling in app.panel.view.rulings:
            expected = f"For: {len(ruling.pros)}" if ruling.pros else "For: no reason stands"
            assert expected in shown


@SIZES
async def test_control_sets_another_outcome_with_its_reason(size: tuple[int, int]) -> None:
    app = ruling_app()
    async with app.run_test(size=size) as pilot:
        assert "o" not in footer_keys(app)
        await press(pilot, "enter", "o", "down", "down", "enter", "enter")
        assert app.posted[-1] == (CONTROL, Rule(app.panel.view.rulings[0].node))
        await type_in(pilot, "nobody knows [how]")
        await press(pilot, "enter")
        assert app.posted[-1] == (CONTROL, Override(app.panel.view.rulings[0].node, "fail", "nobody knows [how]"))
        assert app.panel.view.outcomes[0] == "fail"
        app.query_one("#rulings").scroll_home(animate=False)
        await until(pilot, lambda: "Control set it to ✗ failure: “nobody knows [how]”" in joined(app))


async def test_escape_leaves_the_override_step_by_step() -> None:
    app = ruling_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "enter", "o", "enter", "enter")
        await press(pilot, "escape", "escape", "escape")
        assert len(app.screen_stack) == 1
        assert all(isinstance(move, Rule) for _, move in app.posted)


async def test_nobody_overrides_where_the_table_is_control() -> None:
    app = ruling_app(control="table")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert "o" not in footer_keys(app)


async def test_the_move_just_ruled_is_in_sight_on_a_small_terminal() -> None:
    app = ruling_app()
    async with app.run_test(size=(80, 24)) as pilot:
        while app.panel.view.unruled:
            await press(pilot, "enter")
            latest = app.panel.view.rulings[-1]
            for words in (outcome_words(latest.outcome), app.room.cards[latest.card].title):
                await until(pilot, lambda words=words: words in joined(app))
