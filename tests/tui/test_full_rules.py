"""What the full rules add, behind the curtain and on the floor: own actions, secrets, letters, facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import SMALL, RoomApp, fits, keys, opened, panel, played_out, playing, settled, shown
from panelapp import footer_keys, press, submit, type_in
from smalldeck import small_deck
from textual.pilot import Pilot

from exercise.moves import CONTROL, PUBLIC, Accept, Act, Advance, Attack, Message, Offer, Pass, Reason, Rule, Seal
from exercise.session import Session
from exercise.table import Table
from exercise.tui.app import ExerciseApp
from exercise.tui.filling import FillDialog
from exercise.tui.letters import LettersDialog
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.panels.waiting import WaitingPanel
from exercise.tui.room import Room
from exercise.tui.sealing import SealDialog


def full(folder: Path | None = None, **seats: str) -> Room:
    """Return a room of the small deck in the first caucus of a full session."""
    seats = {CONTROL: "person", **seats}
    session = Session.new(small_deck(), folder, rules="full", rounds=2, seats=seats, seed=5)
    room = Room(Table(session, 7))
    while session.view(PUBLIC).phase != "caucus":
        submit(room, CONTROL, Advance())
    return room


async def behind_curtain(pilot: Pilot[None]) -> CaucusPanel:
    await settled(pilot)
    await keys(pilot, "enter", "enter")
    found = panel(pilot.app)
    assert isinstance(found, CaucusPanel)
    return found


async def test_a_team_seals_an_action_of_its_own_with_two_pushes() -> None:
    app = RoomApp(full())
    async with app.run_test(size=SMALL) as pilot:
        caucus = await behind_curtain(pilot)
        team = caucus.view.seat
        fits(app)
        await keys(pilot, "n")
        assert isinstance(app.screen, FillDialog)
        assert "An action of our own (1 of 4) What does it push? One indicator, or two." in shown(app)
        await keys(pilot, "slash", *"trees raises", "enter", "space", "slash", *["backspace"] * 12)
        await keys(pilot, *"water lowers medium", "enter", "space", "enter")
        assert "On which claims do you rest it?" in shown(app)
        await keys(pilot, "space", "enter", "enter")
        assert "Say what the team does." in shown(app)
        await keys(pilot, "enter")
        assert [note.message for note in app._notifications] == ["Say what the team does."]
        await type_in(pilot, "We dig a [pond].")
        await keys(pilot, "enter")
        own = app.room.session.view(team).own
        assert own.sealed == f"own:1:{team}"
        assert set(own.shocks) == {"trees raises small", "water lowers medium"}
        assert own.text == "We dig a [pond]."


async def test_a_third_push_is_not_taken() -> None:
    app = RoomApp(full())
    async with app.run_test(size=SMALL) as pilot:
        await behind_curtain(pilot)
        await keys(
            pilot, "n", "space", "down", "down", "down", "down", "space", "down", "down", "down", "down", "space"
        )
        assert [note.message for note in app._notifications] == ["At most 2; leave one first."]
        dialog = app.screen
        assert isinstance(dialog, FillDialog)
        assert len(dialog.draft.values["shocks"]) == 2


async def test_what_was_put_into_an_own_action_is_kept_when_it_is_left() -> None:
    app = RoomApp(full())
    async with app.run_test(size=SMALL) as pilot:
        await behind_curtain(pilot)
        await keys(pilot, "n", "enter", "enter", "enter")
        await type_in(pilot, "Half a thought")
        await keys(pilot, "escape", "escape", "escape", "escape")
        assert isinstance(app.screen, type(playing(app)))
        await keys(pilot, "n", "enter", "enter", "enter")
        assert "Half a thought" in shown(app)


async def test_an_own_action_lies_open_with_what_it_would_push() -> None:
    room = full()
    first, *others = room.session.view(PUBLIC).order
    act = Act(("water raises small", "noise lowers medium"), (Reason("pro"),), "We dig a [pond].")
    submit(room, first, act)
    for team in others:
        face = room.session.view(team).own.hand[0]
        submit(room, team, Seal(face.id, (Reason("pro"),)))
    submit(room, CONTROL, Advance())
    app = RoomApp(room)
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        pushes = "In full it raises Water (small) and lowers Noise (medium)."
        assert f"We dig a [pond] An action of its own. {pushes}" in shown(app)
        fits(app)


async def test_a_card_is_kept_secret_until_something_is_the_case_and_nobody_else_reads_it() -> None:
    app = RoomApp(full())
    async with app.run_test(size=SMALL) as pilot:
        caucus = await behind_curtain(pilot)
        team = caucus.view.seat
        title = app.room.cards[caucus.view.own.hand[0].id].title
        await keys(pilot, "enter")
        assert isinstance(app.screen, SealDialog)
        await keys(pilot, "f3", "slash", *"water 60", "enter", "enter")
        assert "Kept secret, to be played when Water is at 60 or more." in shown(app)
        fits(app)
        await keys(pilot, "enter")
        view = app.room.session.view(team)
        assert view.own.secret is not None
        assert view.own.secret.trigger == "water>=60"
        assert isinstance(panel(app), WaitingPanel)
        assert title not in shown(app)
        assert "water" not in shown(app).lower()


async def test_a_secret_that_waits_is_shown_to_its_team_alone_and_no_second_one_is_offered() -> None:
    room = full()
    first, second, third = room.session.view(PUBLIC).order
    card = room.session.view(first).own.hand[0].id
    submit(room, first, Seal(card, (Reason("pro"),), trigger="water>=60"))
    for team in (second, third):
        submit(room, team, Seal(room.session.view(team).own.hand[0].id, (Reason("pro"),)))
    while room.session.view(PUBLIC).round == 1 or room.session.view(PUBLIC).phase != "caucus":
        view = room.session.view(PUBLIC)
        if view.unruled:
            submit(room, CONTROL, Rule(view.unruled[0]))
        else:
            submit(room, view.turn or CONTROL, Pass() if view.turn else Advance())
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "t")
        order = room.session.view(PUBLIC).order
        await keys(pilot, *["down"] * list(room.people).index(first), "enter", "enter")
        assert panel(app).view.seat == first
        assert f"In secret: “{room.cards[card].title}” waits, to be played when Water is at 60 or more." in shown(app)
        await keys(pilot, "enter")
        assert "f3" not in footer_keys(app)
        assert "Your secret move still waits, so this one is played at once." in shown(app)
        await keys(pilot, "escape", "escape")
        other = next(team for team in order if team != first)
        await keys(pilot, "t", *["down"] * list(room.people).index(other), "enter", "enter")
        assert panel(app).view.seat == other
        assert "In secret" not in shown(app)


async def test_teams_write_offer_and_accept_behind_the_curtain() -> None:
    app = RoomApp(full())
    async with app.run_test(size=SMALL) as pilot:
        caucus = await behind_curtain(pilot)
        first = caucus.view.seat
        second = app.room.session.view(PUBLIC).order[1]
        others = [team for team in app.room.teams if team != first]
        await keys(pilot, "l")
        assert isinstance(app.screen, LettersDialog)
        assert "There are no letters yet." in shown(app)
        await keys(pilot, "o", *["down"] * others.index(second), "enter")
        await type_in(pilot, "We stay [out] if you do.")
        await keys(pilot, "enter")
        assert app.room.session.view(second).own.offers[0].text == "We stay [out] if you do."
        await keys(pilot, "enter", "enter")  # seal the first card
        await keys(pilot, "enter", "enter")  # the second team
        assert panel(app).view.seat == second
        assert "There is a letter that you have not read: press l." in panel(app).hint
        await keys(pilot, "l")
        assert "“" not in shown(app)
        assert "Offer from Ants" in shown(app) or "Offer from" in shown(app)
        assert "We stay [out] if you do." in shown(app)
        await keys(pilot, "a", "enter")
        letters = app.room.session.view(second).own.letters
        assert [letter.accepted for letter in letters] == [True]


async def test_a_team_that_has_settled_comes_back_to_its_letters() -> None:
    room = full()
    first, second, _ = room.session.view(PUBLIC).order
    submit(room, first, Seal(room.session.view(first).own.hand[0].id, (Reason("pro"),)))
    submit(room, second, Message(first, "What now?"))
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, "t", *["down"] * list(room.people).index(first), "enter", "enter")
        assert panel(app).view.seat == first
        assert panel(app).hint == "Your move is settled. l opens your letters, Esc puts them away."
        await keys(pilot, "l")
        assert "What now?" in shown(app)
        await keys(pilot, "w", *["down"] * [t for t in room.teams if t != first].index(second), "enter")
        await type_in(pilot, "Nothing.")
        await keys(pilot, "enter")
        assert room.session.view(second).own.letters[-1].text == "Nothing."
        assert panel(app).view.seat == first
        await keys(pilot, "escape")
        assert isinstance(panel(app), WaitingPanel)
        assert "What now?" not in shown(app)


async def test_an_agreement_and_a_fact_stand_among_the_consequences() -> None:
    room = full()
    first, second, third = room.session.view(PUBLIC).order
    submit(room, second, Offer(first, "We stay [out] if you do."))
    submit(room, first, Accept(0))
    for team in (first, second, third):
        face = next(face for face in room.session.view(team).own.hand if face.difficulty == 0)
        claims = room.cards[face.id].claims
        submit(room, team, Seal(face.id, tuple(Reason(claim) for claim in claims)))
    while phase_of(room) != "consequences":
        view = room.session.view(PUBLIC)
        if view.unruled:
            submit(room, CONTROL, Rule(view.unruled[0]))
        else:
            submit(room, view.turn or CONTROL, Pass() if view.turn else Advance())
    names = f"{room.teams[second].name} and {room.teams[first].name}"
    app = RoomApp(room)
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        assert f"Agreed — {names}: “We stay [out] if you do.”" in shown(app)
        assert room.session.view(PUBLIC).facts
        assert "Now a fact — “Does" in shown(app)


async def test_an_attack_on_a_claim_is_on_the_floor_for_everybody() -> None:
    room = full()
    order = room.session.view(PUBLIC).order
    for team in order:
        submit(room, team, Seal(room.session.view(team).own.hand[0].id, (Reason("pro"),)))
    submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance())
    submit(room, order[0], Attack("pro", "con", "It [never] held."))
    app = RoomApp(room)
    async with app.run_test(size=(120, 90)) as pilot:
        await settled(pilot)
        text = shown(app)
        assert f"ATTACKS ON CLAIMS Attack by {room.teams[order[0]].name} round 1" in text
        assert "Against: It is said of pro. ¶1 Since: It is said of con. ¶1 “It [never] held.”" in text
        assert "✓ stands Attack" not in text  # Ballots are still to come.


async def test_a_fact_is_cited_as_a_reason_in_the_next_round() -> None:
    room = full()
    for team in room.session.view(PUBLIC).order:
        face = next(face for face in room.session.view(team).own.hand if face.difficulty == 0)
        submit(room, team, Seal(face.id, tuple(Reason(claim) for claim in room.cards[face.id].claims)))
    while room.session.view(PUBLIC).round == 1 or phase_of(room) != "caucus":
        view = room.session.view(PUBLIC)
        if view.unruled:
            submit(room, CONTROL, Rule(view.unruled[0]))
        else:
            submit(room, view.turn or CONTROL, Pass() if view.turn else Advance())
    app = RoomApp(room)
    async with app.run_test(size=(120, 40)) as pilot:
        caucus = await behind_curtain(pilot)
        team = caucus.view.seat
        await keys(pilot, "enter", "end")
        assert "(a fact of round 1) (established in this exercise)" in shown(app)
        await keys(pilot, "home", "space", "down", "space", "down", "space", "end", "space", "enter")
        reasons = room.session.view(team).own.reasons
        assert any(reason.claim.startswith("fact:1:") for reason in reasons)


@pytest.mark.parametrize("key", ["n", "l", "f3"])
async def test_quick_rules_offer_none_of_it(key: str) -> None:
    session = Session.new(small_deck(), rounds=2, seats={CONTROL: "person"}, seed=5)
    room = Room(Table(session, 7))
    while session.view(PUBLIC).phase != "caucus":
        submit(room, CONTROL, Advance())
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await behind_curtain(pilot)
        assert key not in footer_keys(app)
        stack = len(app.screen_stack)
        await press(pilot, key)
        assert len(app.screen_stack) == stack


async def test_one_person_plays_a_full_session_to_its_report(saves: Path) -> None:
    seats = {"ants": "person", "bees": "steady", "cats": "random", CONTROL: "table"}
    Session.new(small_deck(), saves / "garden", rules="full", rounds=2, seats=seats, seed=5).close()
    app = ExerciseApp(save=saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        seen = await played_out(pilot)
    assert {"brief", "caucus", "debate", "ruling", "consequences", "debrief"} <= seen


def phase_of(room: Room) -> str:
    return room.session.view(PUBLIC).phase


async def test_the_events_of_the_round_stand_among_the_consequences() -> None:
    room = full()
    delivered = room.session.view(PUBLIC).delivered
    for team in room.session.view(PUBLIC).order:
        submit(room, team, Seal(room.session.view(team).own.hand[0].id, (Reason("pro"),)))
    while phase_of(room) != "consequences":
        view = room.session.view(PUBLIC)
        if view.unruled:
            submit(room, CONTROL, Rule(view.unruled[0]))
        else:
            submit(room, view.turn or CONTROL, Pass() if view.turn else Advance())
    assert delivered
    app = RoomApp(room)
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        for inject in delivered:
            assert f"Event — {room.injects[inject].title}" in shown(app)


async def sealing_nothing(pilot: Pilot[None]) -> tuple[SealDialog, str]:
    """Return the dialog of the first card with no claim taken, and whose it is."""
    caucus = await behind_curtain(pilot)
    await keys(pilot, "enter")
    dialog = pilot.app.screen
    assert isinstance(dialog, SealDialog)
    for claim in tuple(dialog.taken):
        dialog.query_one("#claims").highlighted = dialog.claims.index(claim)
        await keys(pilot, "space")
    return dialog, caucus.view.seat


async def test_a_reason_rests_on_two_claims_where_they_are_joined() -> None:
    app = RoomApp(full())
    async with app.run_test(size=SMALL) as pilot:
        dialog, team = await sealing_nothing(pilot)
        first, second, *_ = dialog.claims
        await keys(pilot, "home", "b")
        assert list(app._notifications)[-1].message.startswith("Take it first")
        await keys(pilot, "space", "down", "space", "b")
        assert "[+]" in shown(app)
        assert "1 of at most 3 reasons" in shown(app)
        fits(app)
        await keys(pilot, "b")
        assert "[+]" not in shown(app)
        await keys(pilot, "b", "enter")
        assert app.room.session.view(team).own.reasons == (Reason(first, also=second),)


async def test_a_joined_claim_is_a_reason_of_its_own_once_the_one_above_is_left() -> None:
    app = RoomApp(full())
    async with app.run_test(size=SMALL) as pilot:
        dialog, team = await sealing_nothing(pilot)
        await keys(pilot, "home", "space", "down", "space", "b", "up", "space", "enter")
        assert app.room.session.view(team).own.reasons == (Reason(dialog.claims[1]),)


def test_letters_are_unread_until_a_team_looks_and_those_after_a_step_back_are_new() -> None:
    room = full()
    first, second, _ = room.session.view(PUBLIC).order

    def unread(team: str) -> int:
        return room.unread(room.session.view(team))

    submit(room, first, Message(second, "Shall we?"))
    assert (unread(first), unread(second)) == (0, 1)
    room.have_read(room.session.view(second))
    assert unread(second) == 0
    room.session.step_back(1, "Again.")
    submit(room, first, Message(second, "Rather not."))
    assert unread(second) == 1
    submit(room, first, Offer(second, "We hold if you do."))
    assert unread(second) == 2
    room.have_read(room.session.view(second))
    submit(room, second, Accept(0))
    assert unread(second) == 0
