"""The caucus: the hand, the reasons, and what keeps it private."""

from __future__ import annotations

from typing import Any

import pytest
from driving import SMALL, RoomApp, fits, keys, panel, playing, settled, shown
from panelapp import footer_keys, press, screen_text, seated, submit, until
from plays import four_cards, open_hands, teams_of
from smalldeck import goals, small_deck
from textual.events import Paste
from textual.pilot import Pilot

from exercise.moves import CONTROL, TEXT_LIMIT, Adjust, Advance, Reason, Rule, Seal
from exercise.tui.curtain import CurtainScreen
from exercise.tui.helping import HelpScreen
from exercise.tui.page import Page
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.panels.waiting import WaitingPanel
from exercise.tui.sealing import SealDialog
from exercise.tui.words import WordsInput


def in_caucus(control: str = "person", **seats: str) -> RoomApp:
    room = seated(control=control, **seats)
    submit(room, CONTROL, Advance())
    if room.session.state.clock.phase == "situation":
        submit(room, CONTROL, Advance())
    return RoomApp(room)


async def lifted(pilot: Pilot[None]) -> CaucusPanel:
    """Call the first team and lift the curtain."""
    await settled(pilot)
    await keys(pilot, "enter", "enter")
    found = panel(pilot.app)
    assert isinstance(found, CaucusPanel)
    return found


async def test_every_card_says_what_it_does_requires_and_rests_on() -> None:
    app = in_caucus()
    async with app.run_test(size=(80, 40)) as pilot:
        hand = await lifted(pilot)
        for face in hand.view.own.hand:
            card = app.room.cards[face.id]
            text = shown(app)
            assert f"Does {face.id}." in text
            assert f"Aim: Means {face.id}." in text
            assert card.difficulty in text
            assert "Expect to hear: – But no." in text
            assert ("Commitment: " in text) is bool(card.commitment)
            await keys(pilot, "down")


async def test_page_down_scrolls_what_a_long_card_says() -> None:
    app = in_caucus()
    async with app.run_test(size=(40, 16)) as pilot:
        hand = await lifted(pilot)
        about = hand.query_one("#about", Page)
        assert about.max_scroll_y > 0
        await keys(pilot, "pagedown")
        await until(pilot, lambda: about.scroll_y > 0)
        await keys(pilot, "pageup")
        await until(pilot, lambda: about.scroll_y == 0)


async def test_a_move_is_sealed_with_own_words_on_a_reason_and_on_the_move() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        hand = await lifted(pilot)
        team = hand.view.seat
        await keys(pilot, "enter")
        assert isinstance(app.screen, SealDialog)
        assert "[x] ✓ It is said of" in shown(app)
        assert "would stand if nobody countered" in shown(app)
        await keys(pilot, "tab", *"so", "tab", *"all")
        assert "“so”" in shown(app)
        await keys(pilot, "enter")
        own = app.room.session.view(team).own
        assert [reason.text for reason in own.reasons] == ["so", *[""] * (len(own.reasons) - 1)]
        assert own.text == "all"
        assert isinstance(panel(app), WaitingPanel)


async def test_space_takes_and_leaves_a_reason_and_none_at_all_is_refused() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        await lifted(pilot)
        await keys(pilot, "enter")
        dialog = app.screen
        assert isinstance(dialog, SealDialog)
        for _ in range(len(dialog.taken)):
            await keys(pilot, "space", "down")
        assert "[x]" not in shown(app)
        assert "A move has one to 3 reasons." in shown(app)
        await keys(pilot, "enter")
        assert app.screen is dialog
        await keys(pilot, "space", "enter")
        assert isinstance(panel(app), WaitingPanel)


async def test_words_that_are_too_long_get_one_sentence_and_stay_as_typed() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        await lifted(pilot)
        await keys(pilot, "enter", "tab", "tab")
        app.screen.query_one("#words", WordsInput).post_message(Paste("x" * (TEXT_LIMIT + 1)))
        await pilot.pause()
        sentence = f"The text has {TEXT_LIMIT + 1} characters; {TEXT_LIMIT} is the most."
        assert shown(app).count(sentence) == 1
        await keys(pilot, "enter")
        assert isinstance(app.screen, SealDialog)
        assert app.screen.query_one("#words", WordsInput).value == "x" * (TEXT_LIMIT + 1)
        await keys(pilot, "backspace", "enter")
        assert isinstance(panel(app), WaitingPanel)


async def test_what_was_chosen_and_typed_survives_leaving_the_dialog_and_putting_the_hand_away() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        hand = await lifted(pilot)
        title = app.room.cards[hand.view.own.hand[0].id].title
        await keys(pilot, "enter", "space", "down", "tab", *"mine", "escape")
        assert isinstance(app.screen, type(playing(app)))
        await keys(pilot, "escape")
        assert isinstance(panel(app), WaitingPanel)
        assert title not in shown(app)
        assert "mine" not in shown(app)
        await keys(pilot, "enter")
        assert isinstance(app.screen, CurtainScreen)
        await keys(pilot, "enter", "enter")
        assert "“mine”" in shown(app)
        assert shown(app).index("[ ] ✓") < shown(app).index("[x] ✓")


async def test_a_swap_is_asked_for_once_and_says_what_was_drawn() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        hand = await lifted(pilot)
        before = {face.id for face in hand.view.own.hand}
        await keys(pilot, "x", "escape")
        assert {face.id for face in app.room.session.view(hand.view.seat).own.hand} == before
        await keys(pilot, "x", "enter")
        after = {face.id for face in app.room.session.view(hand.view.seat).own.hand}
        (drawn,) = after - before
        assert f"You drew “{app.room.cards[drawn].title}”." in shown(app)
        assert f"Does {drawn}." in shown(app)
        assert "x" not in footer_keys(app)
        await keys(pilot, "h", "enter")
        assert app.room.cards[drawn].title not in shown(app)


async def test_holding_is_asked_for_once() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        hand = await lifted(pilot)
        await keys(pilot, "h", "down", "enter")
        assert panel(app) is hand
        await keys(pilot, "h", "enter")
        assert app.room.session.view(hand.view.seat).own.held


async def test_aims_and_brief_are_the_teams_own_and_hide_behind_the_curtain_again() -> None:
    deck = small_deck()
    ants = deck.teams[0].model_copy(update={"brief": "We \x1b[31mdig[0m, and *nobody* knows."})
    deck = deck.model_copy(update={"teams": (ants, *deck.teams[1:])})
    room = seated(deck)
    submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance())
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await lifted(pilot)
        await keys(pilot, "o")
        secret = goals("water", "raises")[1]["says"]
        assert f"{secret} (secret) As things stand: " in shown(app)
        await keys(pilot, "escape", "b")
        assert isinstance(app.screen, HelpScreen)
        assert "dig" in shown(app)
        assert "and nobody knows." in shown(app)
        assert "\x1b" not in shown(app)
        await keys(pilot, "escape", "escape")
        assert "nobody knows" not in shown(app)
        assert secret not in shown(app)


async def test_the_world_and_the_log_beside_a_hand_are_those_that_everybody_may_see() -> None:
    app = in_caucus()
    async with app.run_test(size=(120, 36)) as pilot:
        hand = await lifted(pilot)
        await keys(pilot, "x", "enter")
        assert isinstance(panel(app), CaucusPanel)
        column = playing(app).query_one("#beside").region
        beside = " ".join(line[column.x :] for line in screen_text(app).splitlines())
        assert "The caucus began." in beside
        assert not any(app.room.cards[face.id].title in beside for face in hand.view.own.hand)


async def test_another_team_may_come_first_and_a_missing_one_is_gone_on_without() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        fits(app)
        await keys(pilot, "t", "down", "enter")
        assert "Bees" in shown(app)
        await keys(pilot, "enter")
        assert panel(app).view.seat == "bees"
        await keys(pilot, "enter", "enter")
        await keys(pilot, "g", "escape")
        assert app.room.session.view(CONTROL).phase == "caucus"
        await keys(pilot, "g")
        assert "Yet to act: Ants and Cats." in shown(app)
        await keys(pilot, "down", "enter")
        assert app.room.session.view(CONTROL).phase == "reveal"
        assert "No move this round: Ants and Cats." in shown(app)


async def test_not_now_leaves_the_curtain_down() -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "enter", "escape")
        assert isinstance(panel(app), WaitingPanel)


async def test_who_plays_alone_needs_no_curtain_and_cannot_put_the_hand_away() -> None:
    app = in_caucus("table", bees="steady", cats="random")
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert isinstance(panel(app), CaucusPanel)
        await keys(pilot, "escape")
        assert isinstance(panel(app), CaucusPanel)
        await press(pilot, "enter", "enter")
        assert "press Enter to reveal" in shown(app)


@pytest.mark.parametrize("pasted", ["two\nlines", "a\x1b[31mb", "‮turned"])
async def test_pasted_text_becomes_one_harmless_line(pasted: str) -> None:
    app = in_caucus()
    async with app.run_test(size=SMALL) as pilot:
        await lifted(pilot)
        await keys(pilot, "enter", "tab", "tab")
        field = app.screen.query_one("#words", WordsInput)
        field.post_message(Paste(pasted))
        await pilot.pause()
        assert len(field.value) == len(pasted)
        assert not any(sign in field.value for sign in "\n\x1b\u202e")


async def test_a_commitment_that_stands_may_be_revoked_and_all_keys_still_fit() -> None:
    room = seated(open_hands(teams=teams_of(lambda team: four_cards(team, commitment="A pump stands"))), rounds=3)
    ants = "ants-up"
    submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance())
    submit(room, "ants", Seal(ants, (Reason("ground"), Reason("pro"))))
    while room.session.state.clock.round == 1:
        for move in room.session.view(CONTROL).unruled:
            submit(room, CONTROL, Rule(move))
        submit(room, CONTROL, Advance(skip=True))
    submit(room, CONTROL, Advance())
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "t", *["down"] * room.session.view(CONTROL).order.index("ants"), "enter", "enter")
        fits(app)
        await keys(pilot, "v", "enter")
        assert not room.session.view(CONTROL).teams[0].commitments
        assert "v" not in footer_keys(app)


async def test_a_requirement_says_whether_it_is_met_each_by_itself_and_how_things_are() -> None:
    needs = [{"indicator": "water", "at_least": 40}, {"indicator": "trees", "at_most": 70}, {"from_round": 1}]

    def pile(team: str) -> list[dict[str, Any]]:
        return [*four_cards(team)[:3], {**four_cards(team)[3], "requires": needs}]

    room = seated(open_hands(teams=teams_of(pile)))
    while room.session.state.clock.phase != "caucus":
        submit(room, CONTROL, Advance())
    submit(room, CONTROL, Adjust("water", 30, "A drought."))
    app = RoomApp(room)
    async with app.run_test(size=(80, 40)) as pilot:
        hand = await lifted(pilot)
        place = [face.id.split("-")[1] for face in hand.view.own.hand].index("bell")
        await keys(pilot, *["down"] * place)
        text = shown(app)
        assert "✗ requires Water at 40 or more; it is at 30" in text
        assert "✓ requires Trees at 70 or less; it is at 50" in text
        assert "✓ requires round 1 or later; this is round 1" in text
