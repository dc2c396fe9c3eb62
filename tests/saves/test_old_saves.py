"""Saves of every format that was ever released still open, verify whole and stand where they stood.

`format-1/quick` is a save of format 1, played by the rules called quick; beside it, `quick.expected.json` tells where
the play ended. They are made by real runs, and those of an earlier format are never made again. Those of the current
format may change until it is released:

    python -m pytest tests/saves --regenerate

plays them anew. Read the diff: a change of an expected number means that the same moves now lead elsewhere.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from exercise import session as sessions
from exercise import views
from exercise.engine.game import LEVELS
from exercise.journal import Journal, codec, copy_until, verify
from exercise.moves import CONTROL, PUBLIC
from exercise.session import Session
from exercise.table import TABLE, Table

HERE = Path(__file__).parent
CURRENT = [f"format-{codec.FORMAT}/{level}" for level in LEVELS]
FOUND = [f"{path.parent.parent.name}/{path.parent.name}" for path in HERE.glob("format-*/*/journal.jsonl")]
NAMES = sorted({*CURRENT, *FOUND})
FILES = {"session.toml", "deck/deck.json", "journal.jsonl"}

DECK = "tutorial"
PLAYER = "random"
"""It tries everything, so that its plays hold more kinds of events than those of other players."""
ROUNDS = 2
SEED = 47
AT = "2026-01-01T00:00:00.000+00:00"


def file_of(name: str) -> Path:
    """Return where it is told how a save's play ended."""
    return HERE / f"{name}.expected.json"


def end_of(session: Session) -> dict[str, Any]:
    """Return where a session stands, as plain data."""
    view = session.view(CONTROL)
    world, ruled = view.world, [event for event in session.events if event.kind == "move-ruled"]

    def rounded(names: tuple[str, ...], numbers: tuple[float, ...]) -> dict[str, float]:
        return {name: round(number, 9) for name, number in zip(names, numbers, strict=True)}

    return {
        "deck": view.deck,
        "rules": view.rules,
        "events": len(session.events),
        "phase": view.phase,
        "round": view.round,
        "ending": view.ending,
        "levels": rounded(world.ids, view.levels),
        "claims": rounded(view.claim_ids, view.claims),
        "thesis": round(view.thesis, 9),
        "weights": rounded(world.link_ids, view.weights),
        "outcomes": [[event.team, event.card, event.outcome] for event in ruled],
        "commitments": {team.team: list(map(list, team.commitments)) for team in view.teams},
        "delivered": list(view.delivered),
        "results": list(map(list, view.results)),
    }


def make(name: str) -> None:
    """Play the exercise of a save of the current format, and keep it here with what it came to."""
    folder, rules = HERE / name, name.rpartition("/")[2]
    shutil.rmtree(folder, ignore_errors=True)
    deck = sessions.Session.new(DECK).deck
    seats = {**{team.id: PLAYER for team in deck.teams}, CONTROL: TABLE}
    session = Session.new(deck, folder, rules=rules, rounds=ROUNDS, seats=seats, seed=SEED)
    Table(session, SEED).run()
    file_of(name).write_text(json.dumps(end_of(session), indent=1) + "\n", "utf-8")
    session.close()
    (folder / "lock").unlink()


@pytest.fixture(scope="module", autouse=True)
def current_saves(request: pytest.FixtureRequest) -> None:
    """Make the saves of the current format anew where that was asked for, and only then."""
    if request.config.getoption("--regenerate"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sessions, "_now", lambda: AT)
            for name in CURRENT:
                make(name)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Return each save's name in turn; fail where the current format lacks one."""
    found: str = request.param
    there = (HERE / found / "journal.jsonl").is_file() and file_of(found).is_file()
    assert there, f"there is no save {found!r}: run 'python -m pytest tests/saves --regenerate' and read what it wrote"
    return found


@pytest.fixture
def expected(name: str) -> Any:
    return json.loads(file_of(name).read_text("utf-8"))


def test_a_save_has_its_files_and_no_others(name: str) -> None:
    folder = HERE / name
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == FILES


def test_a_save_is_of_the_format_that_its_folder_names(name: str) -> None:
    with (HERE / name / "journal.jsonl").open("rb") as file:
        first = json.loads(file.readline())
    assert f"format-{first['v']}/{first['event']['rules']}" == name


def test_a_save_verifies_whole(name: str, expected: Any) -> None:
    report = verify(HERE / name)
    assert (report.problem, report.torn, report.events) == ("", 0, expected["events"])
    assert 1 < report.decisions <= report.events


def test_a_save_opens_where_its_play_ended(name: str, expected: Any) -> None:
    session = Session.open(HERE / name, write=False)
    assert end_of(session) == {
        **expected,
        **{part: pytest.approx(expected[part], abs=1e-8) for part in ("levels", "claims", "weights", "thesis")},
    }
    assert session.view(PUBLIC).phase == "closed"
    session.close()
    assert not (HERE / name / "lock").exists()


def test_a_save_can_be_looked_at_from_every_seat(name: str) -> None:
    session = Session.open(HERE / name, write=False)
    for seat in views.seats(session.state):
        view = session.view(seat)
        log = session.log(seat)
        assert [entry.number for entry in log] == list(range(1, len(log) + 1))
        for indicator, level in zip(view.world.ids, view.levels, strict=True):
            assert session.why(seat, indicator).steps[0].amount == level
    session.close()


def test_a_save_goes_on_from_its_middle_to_an_end(name: str, tmp_path: Path) -> None:
    journal = Journal.open(HERE / name, write=False)
    ends = [record.seq for record in journal.records if record.end]
    journal.close()
    for place in (len(ends) // 3, 2 * len(ends) // 3):
        copy = tmp_path / str(place)
        copy_until(HERE / name, ends[place], copy, title="Played on").close()
        session = Session.open(copy)
        assert len(session.events) == ends[place] + 1
        Table(session, 1).run()
        assert session.view(PUBLIC).phase == "closed"
        assert not session.problem
        session.close()
        assert not verify(copy).problem


def test_every_expectation_here_is_of_a_save() -> None:
    told = {path.with_suffix("").with_suffix("").relative_to(HERE).as_posix() for path in HERE.rglob("*.expected.json")}
    assert told == set(NAMES)
