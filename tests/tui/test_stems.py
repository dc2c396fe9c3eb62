"""Beginnings of sentences in the filing dialog."""

from __future__ import annotations

from typing import Any

import pytest
from panelapp import PanelApp, debating, footer_keys, joined, press, seated, submit, type_in
from smalldeck import small_deck
from textual.widgets import TextArea

from exercise.moves import CONTROL, Advance, Counter, Pass, Question
from exercise.session import Session
from exercise.table import Table
from exercise.tui.choosing import ChooseDialog
from exercise.tui.filing import FilingDialog
from exercise.tui.panels.floor import FloorPanel
from exercise.tui.room import Room
from exercise.tui.slips import VERBS
from exercise.tui.stems import STEMS, stems

ASKED = [
    {"ask": "Was it so before?", "burden": False},
    {"ask": "Who has counted?", "burden": True},
    {"ask": "Is there another cause?", "burden": False},
]


def asking_deck(questions: list[dict[str, Any]]) -> Any:
    """Return a deck in which every claim invites these questions."""
    ledger = small_deck().ledger.model_dump()
    for entry in ledger["claims"]:
        entry["questions"] = questions
    return small_deck(ledger=ledger)


def rows(app: PanelApp) -> list[str]:
    """Return the beginnings that are offered."""
    assert isinstance(app.screen, ChooseDialog)
    return [name for _, name, _ in app.screen.rows]


async def to_words(pilot: Any) -> TextArea:
    """Open a counter on the first thing that may be countered, and choose the first claim."""
    await press(pilot, "c", "enter", "enter")
    words = pilot.app.screen.query_one("#words", TextArea)
    assert isinstance(words, TextArea)
    return words


@pytest.mark.parametrize("kind", [kind for kind in VERBS if kind != "pass"])
def test_every_kind_of_slip_has_four_to_six_stems_that_leave_a_gap(kind: str) -> None:
    found = stems(kind)
    assert 4 <= len(found) <= 6
    assert len({stem.says for stem in found}) == len(found)
    for stem in found:
        assert stem.says.endswith(" …")
        assert stem.says[0].isupper()
        assert stem.beginning == stem.says[:-1]


def test_a_slip_without_words_has_no_stems() -> None:
    assert stems("pass") == ()
    assert set(STEMS) == set(VERBS) - {"pass"}


def test_critical_questions_come_first_and_at_most_two_of_them() -> None:
    asks = ["Who saw it?", "When?", "Where?"]
    for kind in ("counter", "attack"):
        found = stems(kind, asks)
        assert [stem.says for stem in found[:2]] == ["Who saw it? We would say that …", "When? We would say that …"]
        assert found[2:] == stems(kind)
    assert stems("answer", asks[:1])[0].says == "Who saw it? Our answer is that …"
    assert stems("second", asks) == stems("second")


async def test_stems_are_offered_where_words_are_written_and_nowhere_else() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c")
        for _ in range(2):
            assert "f2" not in footer_keys(app)
            await press(pilot, "f2")
            assert isinstance(app.screen, FilingDialog)
            await press(pilot, "enter")
        assert footer_keys(app)["f2"] == "Stems"
        assert "F2 Stems" in joined(app)
        await press(pilot, "f2")
        assert "How do you begin?" in joined(app)
        assert all(stem in joined(app) for stem in STEMS["counter"])


async def test_a_stem_is_put_in_where_the_cursor_is_and_what_was_typed_stays() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        words = await to_words(pilot)
        await type_in(pilot, "No.\nthey sleep.")
        words.move_cursor((0, 3))
        await press(pilot, "f2")
        place = rows(app).index("Even if that were true, …")
        await press(pilot, *["down"] * place, "enter")
        assert app.focused is words
        assert words.text == "No. Even if that were true, \nthey sleep."
        await type_in(pilot, "look:")
        assert words.text == "No. Even if that were true, look:\nthey sleep."
        await press(pilot, "enter")
        assert app.posted[0][1].text == "No. Even if that were true, look:\nthey sleep."


async def test_a_stem_needs_no_space_before_it_at_the_start_or_after_one() -> None:
    for typed, before in (("", ""), ("Well, ", "Well, "), ("Well,\n", "Well,\n")):
        app = PanelApp(debating(seated()), FloorPanel, "ants")
        async with app.run_test(size=(80, 24)) as pilot:
            words = await to_words(pilot)
            await type_in(pilot, typed)
            await press(pilot, "f2", "enter")
            assert words.text == f"{before}Even if that were true, "


async def test_a_stem_replaces_nothing_that_is_marked() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        words = await to_words(pilot)
        await type_in(pilot, "we saw it")
        words.select_all()
        await press(pilot, "f2", "end", "enter")
        assert words.text == "we saw it That has a price which nobody has named: "
        await type_in(pilot, "sleep")
        assert words.text.endswith("named: sleep")


async def test_escape_from_the_stems_changes_nothing() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        words = await to_words(pilot)
        await type_in(pilot, "we saw it")
        await press(pilot, "f2", "down", "escape")
        assert isinstance(app.screen, FilingDialog)
        assert app.focused is words
        assert words.text == "we saw it"


async def test_a_stem_that_makes_the_text_too_long_is_put_in_all_the_same_and_refused_in_words() -> None:
    app = PanelApp(debating(seated()), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        words = await to_words(pilot)
        await type_in(pilot, "x" * 495)
        await press(pilot, "f2", "end", "enter")
        assert words.text.startswith("x" * 495 + " That has a price")
        assert "500 is the most." in joined(app)


async def test_a_counter_on_a_reason_may_begin_with_what_its_claim_leaves_open_burden_first() -> None:
    app = PanelApp(debating(seated(asking_deck(ASKED))), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "down", "enter", "enter", "f2")
        assert rows(app)[:2] == ["Who has counted? We would say that …", "Was it so before? We would say that …"]
        assert "A critical question that the claim invites." in joined(app)
        await press(pilot, "enter")
        assert app.screen.query_one("#words", TextArea).text == "Who has counted? We would say that "


async def test_a_counter_on_a_move_has_only_general_stems() -> None:
    app = PanelApp(debating(seated(asking_deck(ASKED))), FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "enter", "enter")
        node = app.panel.view.nodes[app.screen.draft.target]  # type: ignore[attr-defined]
        await press(pilot, "f2")
        assert node.kind == "move"
        assert rows(app) == list(STEMS["counter"])


async def test_an_answer_to_a_question_may_begin_with_the_question_that_was_put() -> None:
    session = Session.new(
        small_deck(), rounds=2, rules="seminar", adjudication="dice", seats={CONTROL: "person"}, seed=5
    )
    room = debating(Room(Table(session, seed=7)))
    reason = next(node for node in room.session.view("public").nodes if node.kind == "reason" and node.team == "bees")
    submit(room, "ants", Question(reason.number, 0))
    while turn := room.session.view("public").turn:
        submit(room, turn, Pass())
    submit(room, CONTROL, Advance())
    app = PanelApp(room, FloorPanel, "bees")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", "enter", "f2")
        assert rows(app) == ["Is that so? Our answer is that …", *STEMS["answer"]]


async def test_a_hostile_question_is_only_text() -> None:
    hostile = [{"ask": "\x1b[31m[bold]why\u202e?", "burden": True}]
    room = debating(seated(asking_deck(hostile)))
    target = next(node for node in room.session.view("ants").nodes if node.kind == "reason" and node.team == "bees")
    app = PanelApp(room, FloorPanel, "ants")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c", "down", "enter", "enter", "f2", "enter", "enter")
        ((_, move),) = app.posted
        assert isinstance(move, Counter)
        assert move.target == target.number
        assert move.text == "\ufffd[31m[bold]why\ufffd? We would say that"
