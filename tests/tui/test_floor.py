"""The floor panel and the filing dialog."""

from __future__ import annotations

import pytest
from panelapp import (
    SIZES,
    PanelApp,
    debating,
    footer_keys,
    joined,
    press,
    revealed,
    screen_text,
    seated,
    submit,
    type_in,
    until,
)
from textual.widgets import Input, TextArea

from exercise.engine.floor import strength_without
from exercise.moves import CONTROL, Advance, Answer, Counter, OnBehalf, Pass, Second
from exercise.report.wording import strength_word
from exercise.rules.strengths import HOLDS
from exercise.tui.filing import FilingDialog
from exercise.tui.panels.floor import FloorPanel

WIDE = (120, 36)


def answering() -> PanelApp:
    """Return an app in which the bees may answer a counter of the ants' on their move."""
    room = debating(seated())
    move = next(node for node in room.session.view("public").nodes if node.kind == "move" and node.team == "bees")
    submit(room, "ants", Counter(move.number, "con"))
    while room.session.state.clock.phase == "debate":
        turn = room.session.state.clock.turn
        submit(room, turn or CONTROL, Pass() if turn else Advance())
    return PanelApp(room, FloorPanel, "bees")


@SIZES
async def test_every_argument_is_shown_with_its_claim_its_paragraph_and_whether_it_stands(
    size: tuple[int, int],
) -> None:
    app = PanelApp(revealed(seated()), FloorPanel, "public")
    async with app.run_test(size=(size[0], 200)):
        shown, view = joined(app), app.panel.view
        for node in view.nodes:
            if node.kind == "move":
                assert app.room.cards[node.card].title in shown
            else:
                assert app.room.claims[node.claim].says + " ¶1" in shown
        for word in ("stands", "shaky", "fallen"):
            count = sum(strength_word(strength) == word for strength in view.strengths)
            assert shown.count(word) == count


async def test_moves_stand_side_by_side_on_a_wide_terminal_and_one_under_another_on_a_narrow_one() -> None:
    for size, side_by_side in (((120, 36), True), ((80, 24), False)):
        app = PanelApp(revealed(seated()), FloorPanel, "public")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            frames = [frame.region for frame in app.query(".move")]
            assert len(frames) == 3
            assert (len({frame.y for frame in frames}) == 1) is side_by_side
            assert (len({frame.x for frame in frames}) == 1) is not side_by_side


async def test_a_counter_stands_under_what_it_attacks_and_an_answer_under_the_counter() -> None:
    app = answering()
    room = app.room
    counter = next(node for node in room.session.view("bees").nodes if node.kind == "counter")
    submit(room, "bees", Answer(counter.number, "pro", "We do."))
    app = PanelApp(room, FloorPanel, "public")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        column = app.query(".move")[1].region
        lines = [line[column.x : column.right] for line in screen_text(app).splitlines()]
        rows = {word: next(row for row, line in enumerate(lines) if word in line) for word in ("Counter", "Answer")}
        assert rows["Counter"] < rows["Answer"]
        assert lines[rows["Counter"]].index("Counter") < lines[rows["Answer"]].index("Answer")
        assert "Counter by Ants" in lines[rows["Counter"]]
        assert "“We do.”" in " ".join(lines[rows["Answer"] :])


async def test_the_keys_offered_are_those_that_the_seat_may_use_now() -> None:
    mine = PanelApp(debating(seated(control="table")), FloorPanel, "ants")
    async with mine.run_test(size=WIDE):
        assert set(footer_keys(mine)) == {"c", "s", "p"}
        assert "c to counter" in mine.panel.hint
    other = PanelApp(debating(seated(control="table")), FloorPanel, "bees")
    async with other.run_test(size=WIDE):
        assert not footer_keys(other)
        assert "Ants" in other.panel.hint


async def test_only_a_person_who_is_control_may_key_slips() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=WIDE):
        assert "e" in footer_keys(app)


@SIZES
async def test_a_counter_is_filed_by_keys_alone_with_the_suggested_claim_first(size: tuple[int, int]) -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c", "down", "enter")
        assert "Suggested: “But no.”" in joined(app)
        await press(pilot, "enter")
        await type_in(pilot, "it [b]can't[/b]")
        await press(pilot, "enter")
        target = next(
            node for node in app.room.session.view("ants").nodes if node.kind == "reason" and node.team == "bees"
        )
        assert app.posted == [("ants", Counter(target.number, "con", "it [b]can't[/b]"))]
        app.panel.query_one("#floor").scroll_end(animate=False)
        node = app.panel.view.nodes[-1]
        assert (node.target, node.claim) == (target.number, "con")


async def test_the_preview_says_what_filing_does() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "c", "down", "enter", "enter")
        target = app.panel.view.nodes[app.screen.draft.target]  # type: ignore[attr-defined]
        before = app.panel.view.strengths[target.number]
        shown = joined(app)
        await press(pilot, "enter")
        after = app.panel.view.strengths
        assert f"this counter: ✓ {strength_word(after[-1])}" in shown
        assert after[-1] < HOLDS or "✓ stands" in shown
        assert strength_word(after[target.number]) in shown.rpartition("Bees’ reason: ")[2][:12]
        assert before != after[target.number]


async def test_own_words_alone_need_words() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "c", "enter", "down", "enter")
        assert "Cite a claim or say it in own words." in joined(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, FilingDialog)
        await type_in(pilot, "no")
        await press(pilot, "enter")
        assert app.posted[0][1].claim is None
        assert app.posted[0][1].text == "no"


@pytest.mark.parametrize(("typed", "left"), [("weak", {"weak"}), ("¶1 against", {"con", "weak"}), ("nowhere", set())])
async def test_typing_narrows_the_claims_to_those_that_hold_every_word(typed: str, left: set[str]) -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "c", "enter")
        await type_in(pilot, typed)
        options = app.screen.query_one("#claims").options  # type: ignore[attr-defined]
        assert {option.id for option in options if option.id in app.room.claims} == left


async def test_going_back_keeps_what_was_typed_and_so_does_leaving() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter")
        await type_in(pilot, "con")
        await press(pilot, "enter")
        await type_in(pilot, "wait a minute")
        await press(pilot, "escape")
        assert app.screen.query_one(Input).value == "con"
        await press(pilot, "escape", "escape")
        assert not isinstance(app.screen, FilingDialog)
        await press(pilot, "c", "enter")
        assert app.screen.query_one(Input).value == "con"
        await press(pilot, "enter")
        assert app.screen.query_one(TextArea).text == "wait a minute"
        assert not app.posted


async def test_a_second_lends_a_claim_not_yet_cited() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", "enter")
        assert "In our own words" not in joined(app)
        await press(pilot, "enter", "enter")
        seat, move = app.posted[0]
        assert seat == "ants"
        assert isinstance(move, Second)
        mover = app.panel.view.nodes[move.target]
        cited = [node.claim for node in app.panel.view.nodes if node.move == mover.number and node.kind != "second"]
        assert move.claim not in cited


async def test_an_answer_goes_straight_to_the_only_counter() -> None:
    app = answering()
    async with app.run_test(size=(80, 24)) as pilot:
        assert set(footer_keys(app)) == {"a", "p", "e"}
        await press(pilot, "a")
        assert "Answering counter by Ants" in joined(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.posted[0][1], Answer)


async def test_p_passes() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "p")
        assert app.posted == [("ants", Pass())]
        assert "Bees’ turn" in joined(app)
        assert "Ants 2 (passed)" in joined(app)


async def test_control_keys_a_slip_for_a_team_that_is_not_due() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e")
        rows = [str(option.prompt) for option in app.screen.query_one("#slip-step").options]  # type: ignore[attr-defined]
        await press(pilot, *["down"] * rows.index("Cats to pass"), "enter")
        assert app.posted == [(CONTROL, OnBehalf("cats", Pass()))]
        await press(pilot, "e", *["down"] * rows.index("Bees to counter"), "enter", "enter", "enter", "enter")
        seat, slip = app.posted[1]
        assert seat == CONTROL
        assert slip.team == "bees"
        assert isinstance(slip.move, Counter)


async def test_a_floor_where_nobody_moved_says_so_and_enter_goes_on() -> None:
    app = PanelApp(revealed(seated(), "ants", "bees", "cats"), FloorPanel, "public")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Nobody made a move this round." in joined(app)
        await press(pilot, "enter")
        assert app.posted == ["finished"]


async def test_words_of_people_are_never_markup_nor_control_characters() -> None:
    app = PanelApp(revealed(seated(), text="[bold]x[/] \x1b[31m[@click=app.quit]y[/]"), FloorPanel, "public")
    async with app.run_test(size=(80, 60)):
        shown = screen_text(app)
        assert "[bold]x[/]" in shown
        assert "[@click=app.quit]y[/]" in shown
        assert "\x1b" not in shown


async def test_a_newer_view_keeps_the_focus_and_shows_the_new_argument() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "public")
    async with app.run_test(size=(80, 24)) as pilot:
        focused = app.focused
        submit(app.room, "ants", Counter(3, None, "hardly"))
        app.panel.show(app.room.session.view("public"))
        await until(pilot, lambda: "“hardly”" in joined(app))
        assert app.focused is focused


async def test_an_argument_says_which_one_tipped_it_and_stands_again_without_it() -> None:
    room = debating(seated())
    view, turn = room.session.view(CONTROL), room.session.state.clock.turn
    reason = next(
        node
        for node in view.nodes
        if node.kind == "reason" and node.team != turn and view.strengths[node.number] >= HOLDS
    )
    submit(room, turn, Counter(reason.number, "con"))
    floor, counter = room.session.state.floor, room.session.view(CONTROL).nodes[-1]
    assert floor.strengths[reason.number] < HOLDS
    assert strength_without(floor, reason.number, counter.number) == view.strengths[reason.number]
    app = PanelApp(room, FloorPanel, CONTROL)
    async with app.run_test(size=(100, 80)):
        word = strength_word(floor.strengths[reason.number])
        assert f"{word} Reason tipped by the counter by {room.teams[turn].name}" in joined(app)


async def test_an_argument_that_a_counter_leaves_standing_is_tipped_by_nothing() -> None:
    room = debating(seated())
    view, turn = room.session.view(CONTROL), room.session.state.clock.turn
    reason = next(
        node
        for node in view.nodes
        if node.kind == "reason" and node.team != turn and view.strengths[node.number] >= HOLDS
    )
    submit(room, turn, Counter(reason.number, None, "We doubt it."))
    assert room.session.view(CONTROL).strengths[reason.number] >= HOLDS
    app = PanelApp(room, FloorPanel, CONTROL)
    async with app.run_test(size=(100, 80)):
        assert "tipped" not in screen_text(app)
