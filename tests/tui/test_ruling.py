"""The ruling panel and the override dialog."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from driving import SMALL, RoomApp, fits, keys, panel, settled, shown
from panelapp import SIZES, PanelApp, footer_keys, joined, press, screen_text, seated, submit, to_ruling, type_in, until
from plays import four_cards, open_hands, teams_of

from exercise.deck.models import Deck
from exercise.engine import dice_odds
from exercise.engine.chance import percentile
from exercise.moves import (
    CONTROL,
    Advance,
    Ballot,
    Counter,
    Hold,
    OnBehalf,
    Override,
    Pass,
    Reason,
    Rule,
    Seal,
)
from exercise.report.wording import chance_words, modifier_words, outcome_words
from exercise.session import Session
from exercise.table import Table
from exercise.tui.odds import as_judged, to_be_judged
from exercise.tui.panels.ruling import RulingPanel, dice_lines
from exercise.tui.room import Room


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
        assert joined(app).count("No claim challenged it: ") == len(unrolled) == 2


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


# Where a percentile decides. A reason on a claim of .6 and a counter on the move that cites one of .6 cancel, so that
# an easy move's weighed chance is the printed 21/36 = .583333, of odds 1.4.


@cache
def seed_that_throws(wanted: int) -> int:
    """Return a seed by which Ants, the first team, throw this percentile in round 1."""
    return next(seed for seed in range(1_000_000) if percentile(seed, 0, 1, 0) == wanted)


def judged(
    *claims: str,
    card: str = "ants-up",
    counter: str = "con",
    target: int = 0,
    percents: dict[str, int] | None = None,
    thrown: int = 3742,
    words: str = "",
    deck: Deck | None = None,
    **rules: Any,
) -> Room:
    """Return a room at the rulings: Ants' move on claims, which Bees counter, and others' estimates of it."""
    rules = {"rules": "seminar", **rules}
    session = Session.new(deck or open_hands(), rounds=2, seed=seed_that_throws(thrown), **rules)
    room = Room(Table(session, seed=7))
    while session.state.clock.phase != "caucus":
        submit(room, CONTROL, Advance())
    submit(room, "ants", Seal(card, tuple(Reason(claim, words) for claim in claims or ("ground",))))
    for team in session.outstanding():
        submit(room, team, Hold())
    while session.state.clock.phase != "debate":
        submit(room, CONTROL, Advance())
    if counter:
        submit(room, CONTROL, OnBehalf("bees", Counter(target, counter)))
    while session.state.clock.phase in ("debate", "answers"):
        turn = session.state.clock.turn
        submit(room, turn or CONTROL, Pass() if turn else Advance())
    for team, percent in (percents or {}).items():
        submit(room, team, Ballot(0, percent))
    if session.state.clock.phase == "ballot":
        submit(room, CONTROL, Advance(skip=not percents, text="" if percents else "No time."))
    assert session.state.clock.phase == "ruling"
    return room


def judging(room: Room) -> PanelApp:
    return PanelApp(room, RulingPanel, CONTROL)


def dogs_too() -> Deck:
    teams = [{**team, "cards": four_cards(team["id"])} for team in teams_of(four_cards)]
    return open_hands(teams=[*teams, {**teams[0], "id": "dogs", "name": "Dogs", "cards": four_cards("dogs")}])


# Bees 70 and Cats 50: median .6, of odds 1.5; √(1.5 · 1.4) = 1.449138, over 2.449138 = .591693. Two fifths of it are
# .236677, the rest .355016, failure .408307. Steps are hit at their middle: 5916.5 is below 5916.93 and 2366.5 below
# 2366.77, and the next ones are not.
MEETING = "Odds: 6 in 10 to succeed (59%): full 24%, partial 36%, failure 41%"


@SIZES
async def test_a_ballot_shows_the_estimates_their_spread_and_whom_to_ask_before_the_throw(
    size: tuple[int, int],
) -> None:
    app = judging(judged(percents={"bees": 70, "cats": 50}))
    async with app.run_test(size=size) as pilot:
        before = joined(app)
        assert "For: 1" in before
        assert "Against: 1" in before
        assert "Difficulty: easy, 6 in 10 (58%) before any argument" in before
        assert "Weighed with the argument: 6 in 10 (58%)" in before
        assert "Estimates: Bees 70%, Cats 50% Median: 60% Spread: 50% to 70%, 20 points" in before
        assert f"{MEETING} half-way between the median and the weighed chance, by their odds" in before
        assert "Ask why: Bees and Cats, furthest from the median" in before
        assert "Thrown" not in before
        hint = "Read out the odds of Ants’ move, then press Enter to throw the percentile dice."
        assert app.panel.hint == hint
        await press(pilot, "enter")
        after = joined(app)
        assert app.posted == [(CONTROL, Rule(0))]
        assert MEETING in after
        assert "Median: 60%" in after
        assert "Ask why" not in after
        assert "Thrown 37.42 of 100: at or under 59.16 succeeds, at or under 23.66 in full. ✓ partial success" in after
        assert "depends on how arguments are counted" not in after


@pytest.mark.parametrize(
    ("thrown", "outcome"),
    [(2366, "✓✓ full"), (2367, "✓ partial"), (5916, "✓ partial"), (5917, "✗ failure")],
)
async def test_the_numbers_beside_a_throw_are_where_outcomes_change(thrown: int, outcome: str) -> None:
    app = judging(judged(percents={"bees": 70, "cats": 50}, thrown=thrown))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        said = f"Thrown {thrown / 100:.2f} of 100: at or under 59.16 succeeds, at or under 23.66 in full. {outcome}"
        assert said in joined(app)


async def test_nobody_is_asked_why_where_estimates_lie_close() -> None:
    app = judging(judged(percents={"bees": 60, "cats": 45}))
    async with app.run_test(size=SMALL):
        # Median .525, of odds 1.105263; √(1.105263 · 1.4) = 1.243932, over 2.243932 = .554354.
        assert "Median: 52.5% Spread: 45% to 60%, 15 points" in joined(app)
        assert "Odds: 6 in 10 to succeed (55%)" in joined(app)
        assert "Ask why" not in joined(app)


@pytest.mark.parametrize(
    ("percents", "median", "asked"),
    [
        ((95, 50, 20), "50%", "Bees"),  # 95 counts as 90, so 40, 0 and 30 away
        ((80, 50, 20), "50%", "Bees and Dogs"),
        ((5, 10, 25), "10%", "Dogs"),  # 5 counts as 10: 0, 0 and 15 away
        ((60, 60, 60), "60%", ""),
    ],
)
async def test_the_teams_furthest_from_the_median_are_asked_why(
    percents: tuple[int, int, int], median: str, asked: str
) -> None:
    sealed = dict(zip(("bees", "cats", "dogs"), percents, strict=True))
    app = judging(judged(percents=sealed, deck=dogs_too()))
    async with app.run_test(size=SMALL):
        assert f"Median: {median}" in joined(app)
        assert (f"Ask why: {asked}, furthest" in joined(app)) == bool(asked)
        assert ("Ask why" in joined(app)) == bool(asked)
        assert ("Spread: none" in joined(app)) == (not asked)


async def test_where_no_estimate_was_sealed_the_weighed_chance_counts() -> None:
    app = judging(judged())
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        assert app.panel.view.rulings[0].method == "weighed"
        assert "Estimates: no team sealed one, so the weighed chance counts" in joined(app)
        assert "Odds: 6 in 10 to succeed (58%)" in joined(app)
        assert "half-way" not in joined(app)


@SIZES
async def test_a_weighed_ruling_says_what_the_argument_made_of_the_difficulty(size: tuple[int, int]) -> None:
    app = judging(judged("ground", "pro", card="ants-bell", adjudication="weighed"))
    async with app.run_test(size=size) as pilot:
        # Two reasons and a counter: E = .632353, strength .642824, odds 1.799740; 10/26 of it is .692208, over 1.692208
        # = .409056; .4 of it .163622, .6 of it .245433. So up to 4090 (.40905) succeeds, and up to 1635 in full.
        before = joined(app)
        assert "For: 2" in before
        assert "Difficulty: hard, 3 in 10 (28%) before any argument" in before
        assert "Weighed with the argument: 4 in 10 (41%)" in before
        assert "Odds: 4 in 10 to succeed (41%): full 16%, partial 25%, failure 59%" in before
        assert "Estimates" not in before
        assert app.panel.hint.endswith("to throw the percentile dice.")
        await press(pilot, "enter")
        said = "Thrown 37.42 of 100: at or under 40.90 succeeds, at or under 16.35 in full. ✓ partial success"
        assert said in joined(app)


async def test_a_chance_that_the_argument_took_to_its_limit_says_so() -> None:
    claims = ["ground", "pro", "second", "con", "weak"]
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, claims=claims)))
    app = judging(judged("ground", "pro", "con", counter="weak", adjudication="weighed", deck=deck))
    async with app.run_test(size=SMALL):
        # The counter does not hold: E = 3 · .632353, strength .891277, odds 8.197664; 1.4 of it over one more .919851.
        assert "Weighed with the argument: 9 in 10 (90%), the most there is" in joined(app)


async def test_a_ruling_that_hangs_on_the_way_of_counting_says_so_once_it_is_made() -> None:
    app = judging(judged("ground", counter="weak", adjudication="weighed"))
    async with app.run_test(size=SMALL) as pilot:
        sentence = "This depends on how arguments are counted: another accepted way would judge the move otherwise."
        assert sentence not in joined(app)
        await press(pilot, "enter")  # The counter has .541284: nothing by the rules, enough by another way of counting.
        assert app.panel.view.rulings[0].sensitive
        assert sentence in joined(app)


async def test_a_move_that_nobody_challenged_needs_no_percentile_either() -> None:
    app = judging(judged("ground", "pro", counter=""))
    async with app.run_test(size=SMALL) as pilot:
        assert app.panel.hint == "Read out Ants’ move, then press Enter to rule it."
        await press(pilot, "enter")
        assert "No claim challenged it: full success, no dice, as 2 reasons stand. ✓✓ full success" in joined(app)
        assert "Odds" not in joined(app)


def test_the_chance_shown_before_the_throw_is_that_of_the_ruling() -> None:
    for percents in ({"bees": 5, "cats": 95}, {"bees": 35, "cats": 80}, None):
        room = judged("ground", "pro", percents=percents)
        view = room.session.view(CONTROL)
        before = to_be_judged(0, view.strengths[0], dict(view.estimates).get(0, ()))
        submit(room, CONTROL, Rule(0))
        after = as_judged(room.session.view(CONTROL).rulings[0])
        assert after.chance == pytest.approx(before.chance, abs=1e-15)
        assert (after.weighed, after.median, after.estimates) == (before.weighed, before.median, before.estimates)


@pytest.mark.parametrize(
    ("adjudication", "said"),
    [
        ("weighed", "easy (a step harder, as it waited in secret), 4 in 10 (42%) before any argument"),  # 15/36
        (
            "dice",
            "easy (a step harder, as it waited in secret) (−1) Modifier: 1 for − 0 against − 1 for difficulty = 0",
        ),
    ],
)
async def test_a_move_that_waited_in_secret_is_a_step_harder(adjudication: str, said: str) -> None:
    session = Session.new(open_hands(), rules="full", adjudication=adjudication, rounds=4, seed=1)
    room = Room(Table(session, seed=7))

    def to(phase: str, round: int) -> None:
        while (session.state.clock.phase, session.state.clock.round) != (phase, round):
            for move in session.view(CONTROL).unruled:
                submit(room, CONTROL, Rule(move))
            submit(room, CONTROL, Advance(skip=True))

    to("caucus", 1)
    submit(room, "bees", Seal("bees-grow", (Reason("ground"),), "", "water>=60"))
    submit(room, "ants", Seal("ants-up", (Reason("ground"), Reason("pro"))))
    to("ruling", 2)
    app = judging(room)
    async with app.run_test(size=SMALL) as pilot:
        assert f"Difficulty: {said}" in joined(app)
        await press(pilot, "enter")
        ruling = app.panel.view.rulings[0]
        assert (ruling.card, ruling.difficulty) == ("bees-grow", -1)
        assert f"Difficulty: {said}" in joined(app)


async def test_a_chance_that_control_set_is_shown_with_its_reason() -> None:
    room = judged(percents={"bees": 70, "cats": 50})
    submit(room, CONTROL, Rule(0, percent=35, text="Too [neat]."))
    app = judging(room)
    async with app.run_test(size=(80, 30)):
        # .4 of 35 % is 14 %, .6 of it 21 %.
        assert "Odds: 4 in 10 to succeed (35%): full 14%, partial 21%, failure 65% as control set it" in joined(app)
        assert "Control set the chance: “Too [neat].”" in joined(app)
        assert "Thrown 37.42 of 100: at or under 34.99 succeeds, at or under 13.99 in full. ✗ failure" in joined(app)


async def test_an_outcome_that_control_set_is_shown_with_its_reason_and_without_odds() -> None:
    room = judged(adjudication="ruling")
    submit(room, CONTROL, Rule(0, outcome="full", text="As agreed."))
    app = judging(room)
    async with app.run_test(size=SMALL):
        assert "Control set the outcome: ✓✓ full success: “As agreed.”" in joined(app)
        assert "Odds" not in joined(app)


async def test_a_percentile_ruling_is_overridden_as_any_other() -> None:
    app = judging(judged(percents={"bees": 70, "cats": 50}))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter", "o", "down", "down", "enter")
        await type_in(pilot, "no")
        await press(pilot, "enter")
        assert app.posted[-1] == (CONTROL, Override(0, "fail", "no"))
        await until(pilot, lambda: "Control set it to ✗ failure: “no”" in joined(app))


async def test_a_ruling_too_tall_for_a_small_terminal_shows_how_it_came_out() -> None:
    claims = ["ground", "pro", "second", "con", "weak"]
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, claims=claims)))
    room = judged("ground", "pro", "con", percents={"bees": 70, "cats": 20}, deck=deck, words="We have seen it. " * 14)
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        fits(app)
        await keys(pilot, "enter")
        await settled(pilot)
        assert panel(app).query_one("#rulings").max_scroll_y > 0
        ruling = panel(app).view.rulings[0]
        await until(pilot, lambda: f"in full. ✓ {outcome_words(ruling.outcome)}" in shown(app))
        fits(app)


def test_help_says_how_each_way_of_ruling_works_in_plain_words() -> None:
    page = " ".join(RulingPanel.HELP.split())
    for words in (
        "easy 6 in 10, even 4 in 10, hard 3 in 10",
        "below 3% nor above 90%",
        "lower two fifths",
        "20 points",
    ):
        assert words in page
    assert not any(word in page.lower() for word in ("logit", "σ", "sigma", "energy", "df-quad", "euler"))


async def test_what_does_not_stand_is_listed_with_what_tipped_it() -> None:
    # The countered reason: E = .6 - .632353, strength .499478. The other keeps .632353.
    app = judging(judged("ground", "pro", counter="con", target=1, adjudication="weighed"))
    async with app.run_test(size=(100, 60)):
        seen = joined(app)
        assert "For: 1 of 2 ✓ stands Reason: It is said of pro. ¶1" in seen
        assert "Doesn't count: ~ shaky Reason: It is said of ground. ¶1 tipped by the counter by Bees" in seen


@pytest.mark.parametrize(
    ("claims", "card", "why"),
    [
        (("ground", "pro"), "ants-up", "full success, no dice, as 2 reasons stand."),
        (("ground",), "ants-up", "partial success, no dice; two reasons make it full."),
        (("ground", "pro"), "ants-bell", "partial success, no dice, as it is hard."),
    ],
)
async def test_a_move_without_dice_says_why_it_succeeds_in_that_degree(
    claims: tuple[str, ...], card: str, why: str
) -> None:
    app = judging(judged(*claims, card=card, counter=""))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "enter")
        assert f"No claim challenged it: {why}" in joined(app)
        assert app.panel.view.outcomes[0] in why
