"""Whatever people type is shown as they typed it, and styles nothing: a property of every screen that quotes them."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from driving import keys, settled
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from marks import words_of
from panelapp import screen_text, submit
from rich.console import Console
from rich.markdown import Markdown
from smalldeck import small_deck
from stages import caucus, situation
from textual.app import App
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, Static, TextArea

from exercise.moves import (
    CONTROL,
    PUBLIC,
    TEXT_LIMIT,
    Accept,
    Act,
    Adjust,
    Advance,
    Answer,
    Attack,
    Counter,
    Deliver,
    Message,
    Offer,
    Override,
    Pass,
    Reason,
    Refusal,
    Rule,
    Seal,
)
from exercise.report.markdown import escaped
from exercise.report.plain import plain
from exercise.session import Session
from exercise.table import Table
from exercise.tui.app import ExerciseApp
from exercise.tui.drafts import FillDraft, SealDraft
from exercise.tui.filling import FillDialog
from exercise.tui.letters import LettersDialog
from exercise.tui.logview import LogView
from exercise.tui.notes import NotesDialog
from exercise.tui.outline import Outline
from exercise.tui.page import Page
from exercise.tui.play import PlayScreen
from exercise.tui.room import Room
from exercise.tui.sealing import SealDialog
from exercise.tui.why import WhyScreen

PIECES: Final = (
    *("[bold]", "[/]", "[@click=app.quit]q[/]", "[link=https://a.example]b[/link]", "\\[", "[", "]", "[$error]"),
    *("**bold**", "_so_", "`code`", "<b>", "&amp;", "https://a.example", "| a |", "# ", "- ", "1. ", "~~", "![x](y)"),
    *("\x1b[31m", "\x9b2J", "\x07", "\x00", "\u202e", "\u2066", "\ufeff", "\u2028", "\n", "\r\n", "\t", "\u00a0"),
    *("😀", "👩\u200d🚀", "e\u0301", "日本語", "שלום", "\u200b", "“", "”", "…", "{", "}", "$primary", "%s", "'", '"'),
)
"""What markup, Markdown, terminals and typesetting make something else of."""
PREFIX: Final = 12
"""The most characters that a test puts before a text, to tell where it comes from."""
TYPED: Final = (
    st.lists(
        st.one_of(
            st.sampled_from(PIECES),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
            st.sampled_from(["word ", "another ", " "]),
        ),
        min_size=1,
        max_size=25,
    )
    .map("".join)
    .map(lambda text: text[: TEXT_LIMIT - PREFIX])
)
SOME: Final = st.lists(TYPED, min_size=3, max_size=3)
"""A few texts at a time, so that an app is opened once for them."""
FEW: Final = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class BareApp(ExerciseApp):
    """An app with nothing on it but what a test puts there."""

    def on_mount(self) -> None:
        """Open nothing."""


def contents(app: App[Any]) -> Iterator[tuple[Widget, Content]]:
    """Yield every text of the screen, before it is wrapped, with the widget that shows it."""
    for widget in app.screen.walk_children(Widget):
        if isinstance(widget, Static):
            yield from ((widget, part) for part in parts(widget.content))
        elif isinstance(widget, OptionList):
            yield from ((widget, part) for option in widget.options for part in parts(option.prompt))
        elif isinstance(widget, Page):
            yield from ((widget, part) for part in parts(widget.outline))
        elif isinstance(widget, LogView):
            yield from ((widget, Content(sentence)) for sentence in widget._sentences)


def parts(shown: object) -> Iterator[Content]:
    """Yield what was given to a widget to show, piece by piece."""
    if isinstance(shown, Outline):
        yield from (text for entry in shown.items for text in (entry.lead, entry.text))
    elif isinstance(shown, Content):
        yield shown
    elif isinstance(shown, Markdown):
        console = Console(file=StringIO(), width=100_000, color_system=None)
        with console.capture() as captured:
            console.print(shown)
        yield Content(" ".join(captured.get().split()))
    else:
        yield Content(words_of(shown))


def shows(app: App[Any], kind: type[Widget], *typed: str) -> None:
    """Check that widgets of a kind show each text as it was typed, on one line, and that no style begins within it."""
    found = list(contents(app))
    for text in typed:
        words = plain(text)
        hits = [(widget, shown) for widget, shown in found if words in shown.plain]
        assert any(isinstance(widget, kind) for widget, _ in hits), f"{words!r} is not on\n{screen_text(app)}"
        for _, shown in hits:
            start = shown.plain.index(words)
            end = start + len(words)
            for span in shown.spans:
                assert span.end <= start or span.start >= end or (span.start <= start and end <= span.end), span


def steers_nothing(app: App[Any]) -> None:
    """Check that nothing that is drawn can be clicked but by what the app itself put there, nor steers the terminal."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in segment.text)
            if segment.style is not None:
                assert segment.style.link is None
                assert "@click" not in segment.style.meta
    assert app.is_running


Scene = Callable[[str], Iterator[tuple[Screen[Any], type[Widget], tuple[str, ...]]]]
"""What brings a text onto screens: each screen, the kind of widget that shows it, and what it shows."""


async def each_shows(scene: Scene, texts: list[str]) -> None:
    """Open the screens of a scene for each text in one app, and look at them."""
    app = BareApp()
    async with app.run_test(size=(100, 40)) as pilot:
        for text in texts:
            for screen, kind, typed in scene(text):
                await app.push_screen(screen)
                await settled(pilot)
                shows(app, kind, *typed)
                steers_nothing(app)
                await app.pop_screen()


def turn_of(room: Room) -> str:
    return room.session.view(PUBLIC).turn


def pass_on(room: Room, phase: str) -> None:
    """Have everybody pass and go on until a phase."""
    while room.session.view(PUBLIC).phase != phase:
        submit(room, turn_of(room) or CONTROL, Pass() if turn_of(room) else Advance())


def argued(text: str, rules: str = "quick") -> Room:
    """Return a room in the debate in which the text was put into each move, its reason, and a counter."""
    room = caucus(Room(Table(Session.new(small_deck(), rules=rules, seats={CONTROL: "person"}, seed=5), 7)))
    for team in room.session.outstanding():
        card = room.session.view(team).own.hand[0].id
        submit(room, team, Seal(card, (Reason("pro", f"reason {text}"),), f"move {text}"))
    submit(room, CONTROL, Advance())
    submit(room, CONTROL, Advance())
    nodes = room.session.view(PUBLIC).nodes
    target = next(node for node in nodes if node.kind == "reason" and node.team != turn_of(room))
    submit(room, turn_of(room), Counter(target.number, None, f"counter {text}"))
    return room


def floor(text: str) -> Iterator[tuple[Screen[Any], type[Widget], tuple[str, ...]]]:
    room = argued(text, "full")
    submit(room, turn_of(room), Attack("ground", None, f"attack {text}"))
    said = (f"move {text}", f"reason {text}", f"counter {text}", f"attack {text}")
    yield PlayScreen(room), Static, said
    yield PlayScreen(room), LogView, (f"counter {text}", f"attack {text}")
    card = next(node.card for node in room.session.view(PUBLIC).nodes if node.card)
    yield WhyScreen(room, PUBLIC, f"move:{card}", 1), Widget, (f"reason {text}",)
    pass_on(room, "answers")
    counter = next(node for node in room.session.view(PUBLIC).nodes if node.kind == "counter")
    submit(room, turn_of(room), Answer(counter.number, None, f"answer {text}"))
    yield PlayScreen(room), Static, (f"answer {text}",)


def ruled(text: str) -> Iterator[tuple[Screen[Any], type[Widget], tuple[str, ...]]]:
    room = argued(text)
    move = next(node for node in room.session.view(PUBLIC).nodes if node.kind == "move" and node.team != turn_of(room))
    submit(room, turn_of(room), Counter(move.number, "con"))
    pass_on(room, "ruling")
    submit(room, CONTROL, Rule(move.number, 50, None, f"chance {text}"))
    submit(room, CONTROL, Override(move.number, "fail", f"override {text}"))
    other = room.session.view(CONTROL).unruled[0]
    submit(room, CONTROL, Rule(other, None, "full", f"outcome {text}"))
    said = (f"chance {text}", f"override {text}", f"outcome {text}")
    yield PlayScreen(room), Static, said
    yield PlayScreen(room), LogView, (f"override {text}",)
    yield WhyScreen(room, PUBLIC, f"odds:{move.card}", 1), Widget, (f"override {text}",)


def written(text: str) -> Iterator[tuple[Screen[Any], type[Widget], tuple[str, ...]]]:
    room = caucus(Room(Table(Session.new(small_deck(), rules="full", seats={CONTROL: "person"}, seed=5), 7)))
    first, second, third = room.session.view(PUBLIC).order
    submit(room, second, Message(first, f"letter {text}"))
    submit(room, second, Offer(first, f"offer {text}"))
    view = room.session.view(first)
    yield LettersDialog(room, view), Static, (f"letter {text}", f"offer {text}")
    template = next(template for template in view.options if template.kind == "accept")
    yield FillDialog(room, view, "Accept an offer", template, FillDraft()), OptionList, (f"offer {text}",)
    submit(room, first, Accept(0))
    submit(room, first, Act(("water raises small",), (Reason("pro"), Reason("second")), f"act {text}"))
    for team in (second, third):
        submit(room, team, Seal(room.session.view(team).own.hand[0].id, (Reason("pro"),)))
    pass_on(room, "reveal")
    yield PlayScreen(room), Static, (f"act {text}",)
    pass_on(room, "ruling")
    while room.session.view(CONTROL).unruled:
        submit(room, CONTROL, Rule(room.session.view(CONTROL).unruled[0], None, "full", f"outcome {text}"))
    submit(room, CONTROL, Advance())
    yield PlayScreen(room), Widget, (f"offer {text}", f"act {text}")


def set_by_control(text: str) -> Iterator[tuple[Screen[Any], type[Widget], tuple[str, ...]]]:
    room = situation(Room(Table(Session.new(small_deck(), seats={CONTROL: "person"}, seed=5), 7)))
    submit(room, CONTROL, Deliver("storm", f"delivered {text}"))
    submit(room, CONTROL, Adjust("water", 60, f"level {text}"))
    yield PlayScreen(room), Static, (f"delivered {text}",)
    yield PlayScreen(room), LogView, (f"level {text}",)
    submit(room, CONTROL, Advance())
    assert not isinstance(room.session.step_back(1, f"back {text}"), Refusal)
    yield PlayScreen(room), LogView, (f"back {text}",)


def reported(text: str) -> Iterator[tuple[Screen[Any], type[Widget], tuple[str, ...]]]:
    room = argued(text)
    pass_on_to_debrief(room)
    yield PlayScreen(room), Static, (f"move {text}", f"reason {text}", f"counter {text}")


def pass_on_to_debrief(room: Room) -> None:
    """Have everybody pass, and nobody move again, until the debrief."""
    while (view := room.session.view(CONTROL)).phase != "debrief":
        if view.unruled:
            submit(room, CONTROL, Rule(view.unruled[0]))
        elif view.turn:
            submit(room, view.turn, Pass())
        else:
            submit(room, CONTROL, Advance(skip=bool(view.outstanding)))


def drafted(text: str) -> Iterator[tuple[Screen[Any], type[Widget], tuple[str, ...]]]:
    room = caucus(Room(Table(Session.new(small_deck(), seats={CONTROL: "person"}, seed=5), 7)))
    view = room.session.view("ants")
    card = view.own.hand[0].id
    template = next(option for option in view.options if option.kind == "seal" and option.slots[0].domain == (card,))
    text = plain(text)  # Fields take nothing else: what is pasted is made harmless, and control characters have no key.
    draft = SealDraft(["pro"], words={"pro": f"reason {text}"}, text=f"move {text}")
    yield SealDialog(room, view, room.cards[card], template, draft), OptionList, (f"reason {text}",)


SCENES: Final = (floor, ruled, written, set_by_control, reported, drafted)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
@given(texts=SOME)
@FEW
def test_what_is_typed_is_shown_as_it_is_and_styles_nothing(scene: Scene, texts: list[str]) -> None:
    # A report takes its time.
    asyncio.run(each_shows(scene, texts[:1] if scene is reported else texts))


async def a_field_keeps(text: str) -> None:
    """Check that what was typed comes back into the fields that it is edited in, with its lines and spaces."""
    room = caucus(Room(Table(Session.new(small_deck(), rules="full", seats={CONTROL: "person"}, seed=5), 7)))
    view = room.session.view("ants")
    act = next(option for option in view.options if option.kind == "act")
    typed = "\n".join("".join(sign for sign in line if sign.isprintable()) for line in text.splitlines())
    app = BareApp()
    async with app.run_test(size=(100, 40)) as pilot:
        for dialog in (NotesDialog("Ants", typed), FillDialog(room, view, "An action", act, FillDraft(text=typed))):
            await app.push_screen(dialog)
            await settled(pilot)
            steers_nothing(app)
            assert app.screen.query_one(TextArea).text == typed
            await app.pop_screen()
        # Notes come from a file, in which anything may stand.
        await app.push_screen(NotesDialog("Ants", text))
        await settled(pilot)
        steers_nothing(app)


@given(text=TYPED)
@FEW
def test_what_was_typed_comes_back_into_its_field(text: str) -> None:
    asyncio.run(a_field_keeps(text))


async def each_is_listed(texts: list[str], saves: Path) -> None:
    """Make a save of each title, and look at the list of saves."""
    shutil.rmtree(saves, ignore_errors=True)
    titles = [plain("".join(sign for sign in f"title {text}" if sign.isprintable()))[:90] for text in texts]
    for place, title in enumerate(titles):
        Session.new(small_deck(), saves / f"save-{place}", seats={CONTROL: "person"}, seed=5, title=title).close()
    app = ExerciseApp()
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "r")
        shows(app, OptionList, *titles)
        steers_nothing(app)


@given(texts=SOME)
@FEW
def test_a_title_is_listed_as_it_was_typed(saves: Path, texts: list[str]) -> None:
    asyncio.run(each_is_listed(texts, saves))


@given(text=TYPED)
@example("[bold]b[/] **c** <b> \u202e 😀 https://a.example")
@settings(FEW, max_examples=100, phases=(Phase.explicit, Phase.generate))
def test_a_report_quotes_text_as_it_was_typed(text: str) -> None:
    shown = next(parts(Markdown(f"- “{escaped(text)}”", hyperlinks=False)))
    assert f"“{plain(text)}”" in shown.plain
