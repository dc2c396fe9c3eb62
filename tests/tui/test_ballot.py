"""The ballot: the panel that everybody sees, a team's estimates behind the curtain, and number cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from driving import SMALL, fits
from panelapp import SIZES, PanelApp, debating, footer_keys, joined, press, screen_text, submit, type_in, until
from smalldeck import card, goals, small_deck
from textual.widgets import Footer, OptionList, Static

from exercise.deck.models import Deck
from exercise.moves import CONTROL, PUBLIC, Advance, Ballot, Counter, CounterLink, OnBehalf, Question
from exercise.session import Session
from exercise.table import Table
from exercise.tui.choosing import ChooseDialog
from exercise.tui.estimating import EstimateDialog, PercentField, complaint, read_percent, stepped
from exercise.tui.messages import Covered, SkipAsked, TeamCalled
from exercise.tui.panels.ballot import BallotPanel, EstimatePanel
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room

LEGAL = tuple(range(5, 100, 5))
STANDINGS = ("stands", "shaky", "fallen", "✗", "~")


class BallotApp(PanelApp):
    """Notes, besides, who is called to the laptop, put away and gone on without."""

    def on_team_called(self, message: TeamCalled) -> None:
        self.posted.append(("called", message.team))

    def on_covered(self, message: Covered) -> None:
        self.posted.append("covered")

    def on_skip_asked(self, message: SkipAsked) -> None:
        self.posted.append("skip")


def balloting(
    deck: Deck | None = None, *, all_rolled: bool = True, text: str = "", control: str = "person", **seats: str
) -> Room:
    """Return a room in the ballot under the seminar's rules, all moves rolled, or only that of Ants."""
    session = Session.new(deck or small_deck(), rules="seminar", rounds=2, seats={CONTROL: control, **seats}, seed=5)
    room = Room(Table(session, seed=7))
    debating(room, text=text)
    moves = {node.team: node.number for node in session.view(PUBLIC).nodes if node.kind == "move"}
    by = {"ants": "bees", "bees": "cats", "cats": "ants"}
    for mover in by if all_rolled else ("ants",):
        submit(room, CONTROL, OnBehalf(by[mover], Counter(moves[mover] + 1, "con", text)))
    while session.state.clock.phase != "ballot":
        submit(room, CONTROL, Advance(skip=bool(session.outstanding())))
    return room


def app_of(panel: Callable[[Room, Any], Panel], seat: str, room: Room | None = None) -> BallotApp:
    return BallotApp(room or balloting(), panel, seat)


def moves_of(room: Room) -> dict[str, int]:
    return {node.team: node.number for node in room.session.view(PUBLIC).nodes if node.kind == "move"}


def typed(app: BallotApp) -> str:
    return app.screen.query_one(PercentField).value


def refused(app: BallotApp) -> str:
    line = app.screen.query_one("#refused", Static)
    return str(line.content) if line.display else ""


def nothing_told(app: BallotApp) -> None:
    """Check that the screen shows neither an estimate nor how an argument stands."""
    shown = joined(app)
    assert not any(word in shown for word in (*STANDINGS, "35", "40", "65", "%")), shown


# A team's estimates


@SIZES
async def test_a_team_seals_an_estimate_for_every_move_of_the_others(size: tuple[int, int]) -> None:
    app = app_of(EstimatePanel, "cats")
    moves = moves_of(app.room)
    async with app.run_test(size=size) as pilot:
        assert "2 moves to estimate Difficulty:" in joined(app)
        assert "ANTS" in joined(app)
        assert "BEES" not in joined(app)
        await press(pilot, "3", "5", "enter")
        assert "1 move to estimate" in joined(app)
        assert "BEES" in joined(app)
        assert typed(app) == ""
        await press(pilot, "6", "5", "enter")
        assert app.posted == [("cats", Ballot(moves["ants"], 35)), ("cats", Ballot(moves["bees"], 65))]
        assert app.panel.view.own.ballots == ((moves["ants"], 35), (moves["bees"], 65))
        assert "You have sealed all your estimates." in joined(app)
        assert "Bees’ “Card bees-a”: 65 percent" in joined(app)
        assert footer_keys(app) == {"escape": "Put away"}


async def test_a_move_is_shown_with_its_words_and_difficulty_and_without_how_arguments_stand() -> None:
    room = balloting(text="As we saw.")
    app = app_of(EstimatePanel, "bees", room)
    async with app.run_test(size=(80, 60)):
        shown = joined(app)
        node = room.session.view("bees").nodes[moves_of(room)["ants"]]
        printed = room.cards[node.card]
        for words in (printed.title, printed.action, f"Aim: {printed.effect}", "It is said of con.", "“As we saw.”"):
            assert words in shown
        assert "Counter by Bees" in shown
        assert f"Difficulty: {printed.difficulty}" in shown
        assert not any(word in shown for word in STANDINGS)


async def test_questions_and_doubts_about_links_are_shown_in_words() -> None:
    session = Session.new(small_deck(), rules="seminar", rounds=2, seats={CONTROL: "person"}, seed=5)
    room = debating(Room(Table(session, seed=7)))
    ants = moves_of(room)["ants"]
    slips = dict(session.view(CONTROL).slips)["bees"]
    link = next(str(slot.domain[0]) for slip in slips for slot in slip.slots if slot.name == "link")
    submit(room, CONTROL, OnBehalf("bees", CounterLink(ants, link, None, "Not so fast.")))
    submit(room, CONTROL, OnBehalf("cats", Question(ants + 1, 0)))
    submit(room, CONTROL, OnBehalf("cats", Counter(ants, "con")))
    while session.state.clock.phase != "ballot":
        submit(room, CONTROL, Advance(skip=bool(session.outstanding())))
    app = app_of(EstimatePanel, "bees", room)
    async with app.run_test(size=(80, 60)):
        for words in ("Is that so?", "The link Water → Trees", "“Not so fast.”"):
            assert words in joined(app)


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("46", "This can’t be sealed: an estimate is a number from 5 to 95 in steps of 5; the nearest is 45."),
        ("100", "This can’t be sealed: an estimate is a number from 5 to 95 in steps of 5; the nearest is 95."),
        ("0", "This can’t be sealed: an estimate is a number from 5 to 95 in steps of 5; the nearest is 5."),
        ("", "Type a number from 5 to 95 in steps of 5 first."),
    ],
)
async def test_a_bad_number_gets_one_sentence_and_stays_as_typed(keys: str, sentence: str) -> None:
    app = app_of(EstimatePanel, "cats")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, *keys, "enter")
        assert refused(app) == f"! {sentence}"
        assert sentence in joined(app)
        assert typed(app) == keys
        assert not app.posted
        await press(pilot, *["backspace"] * len(keys), "4", "0")
        assert refused(app) == ""
        await press(pilot, "enter")
        assert app.posted == [("cats", Ballot(moves_of(app.room)["ants"], 40))]


async def test_what_is_pasted_is_refused_in_a_sentence_too_and_is_only_text() -> None:
    app = app_of(EstimatePanel, "cats")
    async with app.run_test(size=SMALL) as pilot:
        await type_in(pilot, "[bold]x[/]" + "9" * 5000)
        await press(pilot, "enter")
        assert refused(app) == "! This can’t be sealed: an estimate is a number from 5 to 95 in steps of 5."
        assert typed(app).startswith("[bold]x")


async def test_up_and_down_step_by_five_and_typing_replaces_what_they_put() -> None:
    app = app_of(EstimatePanel, "cats")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "up")
        assert typed(app) == "50"
        await press(pilot, "up", "up", "down")
        assert typed(app) == "55"
        await press(pilot, "3", "2")
        assert typed(app) == "32"
        await press(pilot, "up")
        assert typed(app) == "35"
        await press(pilot, *["down"] * 9)
        assert typed(app) == "5"
        await press(pilot, "enter")
        assert app.posted == [("cats", Ballot(moves_of(app.room)["ants"], 5))]


async def test_the_next_move_may_be_looked_at_first_and_what_was_typed_stays_with_its_move() -> None:
    app = app_of(EstimatePanel, "cats")
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "4", "0", "n")
        assert "BEES" in joined(app)
        assert typed(app) == ""
        await press(pilot, "7", "0", "n")
        assert "ANTS" in joined(app)
        assert typed(app) == "40"
        await press(pilot, "n", "enter", "enter")
        moves = moves_of(app.room)
        assert app.posted == [("cats", Ballot(moves["bees"], 70)), ("cats", Ballot(moves["ants"], 40))]


async def test_escape_covers_and_keeps_what_was_typed_for_the_team_that_typed_it() -> None:
    app = app_of(EstimatePanel, "cats")
    async with app.run_test(size=SMALL) as pilot:
        assert footer_keys(app) == {
            "enter": "Seal", "up": "Higher", "down": "Lower", "n": "Next move", "escape": "Put away",
        }  # fmt: skip
        fits(app)
        await press(pilot, "x", "3", "q")
        assert typed(app) == "3"
        await press(pilot, "escape")
        assert app.posted == ["covered"]
    again = app_of(EstimatePanel, "cats", app.room)
    async with again.run_test(size=SMALL):
        assert typed(again) == "3"
    other = app_of(EstimatePanel, "bees", app.room)
    async with other.run_test(size=SMALL):
        assert typed(other) == ""


async def test_who_plays_alone_puts_nothing_away() -> None:
    room = balloting(control="table", bees="steady", cats="steady")
    app = app_of(EstimatePanel, "ants", room)
    async with app.run_test(size=SMALL) as pilot:
        assert "escape" not in footer_keys(app)
        await press(pilot, "escape")
        assert not app.posted
        assert app.panel.hint == "Out of role: how likely is this move to succeed? Type a percent and press Enter."


async def test_page_down_scrolls_a_long_move_and_the_field_stays_in_sight() -> None:
    app = app_of(EstimatePanel, "cats", balloting(text="word " * 99))
    async with app.run_test(size=SMALL) as pilot:
        about = app.query_one("#about")
        await press(pilot, "pagedown")
        await until(pilot, lambda: about.scroll_y > 0)
        assert "Estimate:" in screen_text(app)
        field, footer = app.query_one(PercentField).region, app.query_one(Footer).region
        assert about.region.bottom <= field.y < footer.y
        await press(pilot, "4", "6", "enter")
        line = app.query_one("#refused").region
        assert app.query_one("#about").region.bottom <= app.query_one(PercentField).region.y < line.y < footer.y


async def test_hostile_text_is_only_text() -> None:
    hostile = "[bold]b[/] \x1b[31m\u202e"
    teams = [
        {
            "id": team,
            "name": "[red]" + team,
            "summary": "They are.",
            "objectives": goals("water", "raises"),
            "cards": [
                {**card(f"{team}-{place}", [("water", "raises", "small")], opening=place < 2), "title": hostile}
                for place in range(7)
            ],
        }
        for team in ("ants", "bees", "cats")
    ]
    deck = small_deck(teams=teams)
    for panel, seat in ((BallotPanel, PUBLIC), (EstimatePanel, "cats")):
        app = app_of(panel, seat, balloting(deck, text=hostile))
        async with app.run_test(size=(80, 50)) as pilot:
            if panel is BallotPanel:
                assert "[red]ants" in joined(app)
                await press(pilot, "e")
            text = screen_text(app)
            assert "[bold]b[/]" in text
            assert not any(ord(sign) < 32 for sign in text.replace("\n", ""))
            assert "\u202e" not in text


# What everybody sees


@SIZES
async def test_everybody_sees_who_has_sealed_and_nothing_of_what(size: tuple[int, int]) -> None:
    room = balloting()
    moves = moves_of(room)
    app = app_of(BallotPanel, PUBLIC, room)
    async with app.run_test(size=size) as pilot:
        assert "3 moves are to be estimated" in joined(app)
        assert all(f"… {team}: still estimating" in joined(app) for team in ("Ants", "Bees", "Cats"))
        nothing_told(app)
        submit(room, "cats", Ballot(moves["ants"], 35))
        app.panel.show(room.session.view(PUBLIC))
        await pilot.pause()
        assert "… Cats: still estimating" in joined(app)
        submit(room, "cats", Ballot(moves["bees"], 65))
        app.panel.show(room.session.view(PUBLIC))
        await pilot.pause()
        assert "✓ Cats: all sealed" in joined(app)
        nothing_told(app)
        fits(app)


async def test_who_has_nothing_to_estimate_is_said_and_not_called() -> None:
    app = app_of(BallotPanel, PUBLIC, balloting(all_rolled=False))
    async with app.run_test(size=SMALL) as pilot:
        assert "1 move is to be estimated" in joined(app)
        assert "– Ants: nothing to estimate" in joined(app)
        assert "pass the laptop to Bees" in app.panel.hint
        await press(pilot, "enter")
        assert app.posted == [("called", "bees")]


async def test_the_public_panel_calls_teams_and_goes_on_without_or_with_all() -> None:
    app = app_of(BallotPanel, PUBLIC)
    async with app.run_test(size=SMALL) as pilot:
        assert footer_keys(app) == {
            "enter": "Next team", "t": "Other team", "e": "Cards", "g": "Skip",
        }  # fmt: skip
        await press(pilot, "enter", "g", "t")
        assert isinstance(app.screen, ChooseDialog)
        await press(pilot, "down", "enter")
        assert app.posted == [("called", "ants"), "skip", ("called", "bees")]
        for team in app.room.session.outstanding():
            for target in app.room.session.view(team).options[0].slots[0].domain:
                submit(app.room, team, Ballot(int(target), 40))
        app.panel.show(app.room.session.view(PUBLIC))
        await pilot.pause()
        assert footer_keys(app) == {"enter": "Open the estimates"}
        assert app.panel.hint == "All estimates are sealed: press Enter to open them."
        nothing_told(app)
        await press(pilot, "enter")
        assert app.posted[-1] == "finished"


async def test_the_computers_teams_are_waited_for() -> None:
    room = balloting(ants="steady", bees="steady", cats="steady")
    app = app_of(BallotPanel, PUBLIC, room)
    async with app.run_test(size=SMALL):
        assert app.panel.hint == "The computer's teams are estimating."
        assert footer_keys(app) == {"e": "Cards"}


# Number cards


@SIZES
async def test_control_keys_number_cards_one_after_the_other(size: tuple[int, int]) -> None:
    app = app_of(BallotPanel, PUBLIC)
    moves = moves_of(app.room)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "e")
        assert isinstance(app.screen, EstimateDialog)
        assert "Ants on Bees’ move “Card bees-a”" in joined(app)
        assert not any(word in joined(app) for word in STANDINGS)
        fits(app)
        await press(pilot, "3", "5", "enter")
        assert app.posted == [(CONTROL, OnBehalf("ants", Ballot(moves["bees"], 35)))]
        nothing_told(app)
        await press(pilot, "e", "down", "down")
        assert "▸ Bees on Cats’ move “Card cats-a”" in joined(app)
        await press(pilot, "6", "5", "enter")
        assert app.posted[-1] == (CONTROL, OnBehalf("bees", Ballot(moves["cats"], 65)))
        assert dict(app.room.session.view("bees").own.ballots) == {moves["cats"]: 65}
        nothing_told(app)


async def test_a_bad_number_card_gets_one_sentence_and_escape_keeps_what_was_keyed() -> None:
    app = app_of(BallotPanel, PUBLIC)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e", "down", "4", "6", "enter")
        assert refused(app).endswith("in steps of 5; the nearest is 45.")
        assert typed(app) == "46"
        await press(pilot, "escape")
        assert not app.posted
        await press(pilot, "e")
        assert typed(app) == "46"
        assert app.screen.query_one(OptionList).highlighted == 1
        await press(pilot, "backspace", "5", "enter")
        assert app.posted == [(CONTROL, OnBehalf("ants", Ballot(moves_of(app.room)["cats"], 45)))]
        await press(pilot, "e")
        assert typed(app) == ""


async def test_a_row_may_be_clicked_and_the_field_keeps_the_keys() -> None:
    app = app_of(BallotPanel, PUBLIC)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "e")
        await pilot.click("#rows", offset=(3, 2))
        await press(pilot, "5", "0", "enter")
        assert app.posted == [(CONTROL, OnBehalf("bees", Ballot(moves_of(app.room)["ants"], 50)))]


async def test_nobody_keys_number_cards_where_the_table_is_control() -> None:
    app = app_of(BallotPanel, PUBLIC, balloting(control="table"))
    async with app.run_test(size=SMALL) as pilot:
        assert "e" not in footer_keys(app)
        await press(pilot, "e")
        assert len(app.screen_stack) == 1


# Reading a percent


@pytest.mark.parametrize(("text", "percent"), [("35", 35), (" 5 % ", 5), ("95%", 95), ("7", None), ("٣٥", None)])
def test_a_percent_is_read_with_its_sign_or_without(text: str, percent: int | None) -> None:
    assert read_percent(text, LEGAL) == percent
    assert percent or complaint(text, LEGAL)


def test_stepping_stays_within_what_is_legal() -> None:
    assert [stepped(text, 1, LEGAL) for text in ("", "x", "0", "93", "95", "400", "99999")] == [
        50, 50, 5, 95, 95, 95, 50,
    ]  # fmt: skip
    assert [stepped(text, -1, LEGAL) for text in ("", "0", "5", "7", "400")] == [50, 5, 5, 5, 95]
