"""The projector: what everybody may see of a session that is played elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from driving import SMALL, fits, shown
from panelapp import until
from smalldeck import small_deck

from exercise.moves import CONTROL, PUBLIC, Hold, Reason, Refusal, Seal
from exercise.session import Session
from exercise.table import TABLE, Table
from exercise.tui import follow
from exercise.tui.charting import ChartScreen
from exercise.tui.follow import FollowApp, FollowScreen
from exercise.tui.ledger import LedgerScreen
from exercise.tui.mapping import MapScreen

LARGE = (120, 36)


@pytest.fixture
def played(saves: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return a session that is being written, at its caucus."""
    monkeypatch.setattr(follow, "EVERY", 0.001)
    seats = {"ants": "person", "bees": "random", "cats": "random", CONTROL: TABLE}
    session = Session.new(small_deck(), saves / "demo", rounds=2, seats=seats, seed=3, title="Demo")
    table = Table(session, 3)
    while session.view(PUBLIC).phase != "caucus":
        table.advance()
    while table.step():
        pass
    return session


def followed(app: Any) -> FollowScreen:
    assert isinstance(app.screen, FollowScreen)
    return app.screen


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_it_shows_each_decision_that_is_written_elsewhere(played: Session, size: tuple[int, int]) -> None:
    assert played.path is not None
    app = FollowApp(played.path)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "still deciding" in shown(app))
        fits(app)
        assert not isinstance(played.submit("ants", Hold()), Refusal)
        await until(pilot, lambda: "still deciding" not in shown(app))
        assert followed(app).room.session.seq == played.seq
    played.close()


async def test_what_a_team_holds_and_has_sealed_is_nowhere_on_it(played: Session) -> None:
    assert played.path is not None
    card = played.view("ants").own.hand[0]
    assert not isinstance(played.submit("ants", Seal(card.id, (Reason(card.claims[0]),))), Refusal)
    hidden = {face.id for team in ("ants", "bees", "cats") for face in played.view(team).own.hand} | {card.id}
    titles = [printed.title for team in played.deck.teams for printed in team.cards if printed.id in hidden]
    secrets = [goal.says for team in played.deck.teams for goal in team.objectives if goal.secret]
    assert titles
    assert secrets
    app = FollowApp(played.path)
    async with app.run_test(size=LARGE) as pilot:
        for key in ("1", "2", "3", "question_mark"):
            await pilot.press(key)
            await pilot.pause()
            text = shown(app)
            assert not any(words in text for words in (*titles, *secrets))
    played.close()


async def test_no_key_of_a_phase_does_anything_on_it(played: Session) -> None:
    assert played.path is not None
    before = (played.path / "journal.jsonl").read_bytes()
    app = FollowApp(played.path)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "still deciding" in shown(app))
        await pilot.press("enter", "t", "g", "s", "c", "p", "h", "x", "n", "down", "up")
        assert isinstance(app.screen, FollowScreen)
    assert (played.path / "journal.jsonl").read_bytes() == before
    played.close()


async def test_a_step_back_is_followed(played: Session) -> None:
    assert played.path is not None
    app = FollowApp(played.path)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "still deciding" in shown(app))
        played.submit("ants", Hold())
        await until(pilot, lambda: "still deciding" not in shown(app))
        assert not isinstance(played.step_back(text="too hasty"), Refusal)
        await until(pilot, lambda: "still deciding" in shown(app))
    played.close()


async def test_a_save_that_is_damaged_while_it_is_followed_keeps_the_screen_and_says_so(played: Session) -> None:
    folder = played.path
    assert folder is not None
    played.close()
    journal = folder / "journal.jsonl"
    whole = journal.read_bytes()
    app = FollowApp(folder)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "still deciding" in shown(app))
        journal.write_bytes(whole + b"no line of a journal\n")
        await until(pilot, lambda: "!" in shown(app))
        assert "still deciding" in shown(app)
        journal.write_bytes(whole)
        await until(pilot, lambda: "!" not in shown(app))


async def test_leaving_ends_the_app(played: Session) -> None:
    assert played.path is not None
    app = FollowApp(played.path)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "still deciding" in shown(app))
        await pilot.press("q")
        await pilot.pause()
    assert not app.is_running
    played.close()


async def test_the_projector_opens_no_menu_and_its_other_views_know_the_public_alone(saves: Path) -> None:
    Session.new(small_deck(), saves / "garden", seats={CONTROL: "person"}, seed=5).close()
    app = FollowApp(saves / "garden")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("0")
        await pilot.pause()
        assert isinstance(app.screen, FollowScreen)
        for key, kind in (("4", LedgerScreen), ("5", MapScreen), ("6", ChartScreen)):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, kind)
            assert app.screen.view.seat == PUBLIC
            await pilot.press("escape")
            await pilot.pause()
            assert isinstance(app.screen, FollowScreen)
