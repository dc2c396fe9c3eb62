"""The screen that walks back to the source."""

from __future__ import annotations

from panelapp import SIZES, footer_keys, joined, press, seated, to_consequences
from textual.app import App

from exercise.engine.events import LevelsMoved, MoveRuled
from exercise.moves import CONTROL
from exercise.report.wording import change_words, level_words, outcome_words
from exercise.tui.room import Room
from exercise.tui.why import WhyScreen


class WhyApp(App[None]):
    def __init__(self, room: Room, indicator: str) -> None:
        super().__init__()
        self.why = WhyScreen(room, CONTROL, indicator)

    def on_mount(self) -> None:
        self.push_screen(self.why)


def largest(room: Room) -> str:
    """Return the indicator that a move changed most."""
    event = next(entry.event for entry in reversed(room.session.log(CONTROL)) if isinstance(entry.event, LevelsMoved))
    return max(event.changes, key=lambda change: abs(change.after - change.before)).indicator


@SIZES
async def test_the_strongest_chain_is_open_down_to_the_paragraph(size: tuple[int, int]) -> None:
    room = to_consequences(seated())
    indicator = largest(room)
    app = WhyApp(room, indicator)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown, view = joined(app), room.session.view(CONTROL)
        level = view.levels[view.world.index[indicator]]
        printed = room.indicators[indicator]
        assert f"Why does {printed.name} stand at {level:.0f}?" in shown
        assert f"{printed.name} stands at {level:.0f}: “{level_words(printed, level)}”" in shown
        event = next(entry.event for entry in room.session.log(CONTROL) if isinstance(entry.event, LevelsMoved))
        change = next(change for change in event.changes if change.indicator == indicator)
        assert f"Round 1, consequences: {change_words(change.after - change.before)}" in shown
        origin, points = event.causes(change)[0]
        title, team = room.cards[origin.subject].title, room.teams[origin.team].name
        assert f"{change_words(points)} from {team}’ ‘{title}’ in round 1" in shown
        ruling = next(
            entry.event
            for entry in room.session.log(CONTROL)
            if isinstance(entry.event, MoveRuled) and entry.event.card == origin.subject
        )
        assert f"Ruled: {outcome_words(ruling.outcome)}" in shown
        assert "¶1 — the garden" in shown
        assert "“A leaflet” (The Exercise project, Nowhere, 2026-01-01)" in shown


async def test_arrows_close_and_open_steps() -> None:
    room = to_consequences(seated())
    app = WhyApp(room, largest(room))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert {"right", "left", "escape"} <= set(footer_keys(app))
        count = len(app.why._shown)
        await press(pilot, "left")
        assert len(app.why._shown) == 1
        await press(pilot, "right")
        assert len(app.why._shown) == count
        await press(pilot, "right")
        step = app.why._shown[app.why.query_one("#steps").highlighted][0]  # type: ignore[attr-defined]
        assert step in app.why.why.under(0)
        await press(pilot, "left", "left")
        assert app.why.query_one("#steps").highlighted == 0  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert len(app.why._shown) > 1


async def test_every_step_can_be_reached_and_said_in_words() -> None:
    room = to_consequences(seated())
    app = WhyApp(room, "birds")
    async with app.run_test(size=(80, 24)):
        for step in app.why.why.steps:
            assert app.why.words(step).plain
        kinds = {step.kind for step in app.why.why.steps}
        assert {"indicator", "start", "change", "share", "link", "claim", "paragraph"} <= kinds


async def test_a_reason_is_said_once_with_its_paragraph_under_it() -> None:
    room = to_consequences(seated())
    app = WhyApp(room, largest(room))
    async with app.run_test(size=(120, 36)):
        reason = next(step for step in app.why.why.steps if step.kind == "reason")
        assert [step.kind for step in app.why._children[reason.number]] == ["paragraph"]
        words = app.why.words(reason).plain
        assert words.startswith(f"Reason: {room.claims[reason.subject].says} ¶1 — ")
        assert words.endswith("stands when ruled")


async def test_escape_goes_back() -> None:
    app = WhyApp(to_consequences(seated()), "water")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "escape")
        assert app.screen is not app.why
