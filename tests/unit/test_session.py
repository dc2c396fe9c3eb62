"""A session: how it is made and opened, what it writes and when, and what it refuses."""

from __future__ import annotations

import json
import secrets
import shutil
from pathlib import Path
from typing import Any

import pytest
from memorydisk import RecordingFiles
from plays import open_hands
from sessions import choose, played, seated, steps
from smalldeck import small_deck

from exercise import views
from exercise.deckfiles import DeckError, load_deck
from exercise.engine.events import Event, PhaseOpened, SessionOpened
from exercise.engine.game import LEVELS
from exercise.journal import Journal, JournalError, SaveLockedError, chain, codec, store
from exercise.moves import CONTROL, PUBLIC, Advance, Code, Counter, Hold, Pass, Reason, Refusal, Seal
from exercise.paths import decks_folder
from exercise.session import MOST_ROUNDS, Session

SEATS = ("ants", "bees", "cats", CONTROL, PUBLIC)


def accept(session: Session, seat: str, move: Any) -> tuple[Event, ...]:
    decision = session.submit(seat, move)
    assert not isinstance(decision, Refusal), decision.sentence
    return decision


def on_disk(folder: Path) -> tuple[Event, ...]:
    """Return the events of a save as someone else reads them now."""
    reader = Journal.open(folder, write=False)
    events = tuple(record.event for record in reader.records)
    reader.close()
    return events


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def in_caucus(path: Path | None = None, **more: Any) -> Session:
    session = Session.new(open_hands(), path, **{"seed": 1, **more})
    while session.view(PUBLIC).phase != "caucus":
        accept(session, CONTROL, Advance())
    return session


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> RecordingFiles:
    """Stand in for the disk of every save that is made or opened from here on."""
    files = RecordingFiles()
    monkeypatch.setattr(store, "OsFiles", lambda: files)
    return files


# Made anew


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"rules": "chess"}, "there are no rules called 'chess'; there are quick"),
        ({"rules": ""}, "there are no rules called ''; there are quick"),
        ({"rounds": 0}, "an exercise has 1 to 12 rounds, not 0"),
        ({"rounds": 13}, "an exercise has 1 to 12 rounds, not 13"),
        ({"rounds": -1}, "an exercise has 1 to 12 rounds, not -1"),
        ({"rounds": 2.5}, "an exercise has 1 to 12 rounds, not 2.5"),
        ({"seed": -1}, "a seed is a whole number from 0 to 2"),
        ({"seed": 1 << 64}, "a seed is a whole number from 0 to 2"),
        ({"seed": 0.5}, "a seed is a whole number from 0 to 2"),
        ({"seats": {"dogs": "person"}}, "there is no seat called 'dogs'; there are ants, bees, cats, control"),
        ({"seats": {PUBLIC: "person"}}, "there is no seat called 'public'; there are ants, bees, cats, control"),
        ({"seats": {"ants": "table"}}, "'table' plays control alone; 'ants' takes person or the name of a player"),
    ],
    ids=repr,
)
def test_a_bad_argument_is_an_error_that_says_what_is_legal_and_makes_no_save(
    arguments: dict[str, Any], told: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=told):
        Session.new(small_deck(), tmp_path / "save", **arguments)
    assert list(tmp_path.iterdir()) == []


def test_the_error_names_every_level_of_the_rules() -> None:
    with pytest.raises(ValueError) as error:
        Session.new(small_deck(), rules="chess")
    assert all(name in str(error.value) for name in LEVELS)


@pytest.mark.parametrize("arguments", [{"rounds": 1}, {"rounds": MOST_ROUNDS}, {"seed": 0}, {"seed": (1 << 64) - 1}])
def test_the_ends_of_each_range_are_legal(arguments: dict[str, Any]) -> None:
    session = Session.new(small_deck(), **arguments)
    accept(session, CONTROL, Advance())
    opened = session.events[0]
    assert isinstance(opened, SessionOpened)
    assert {name: getattr(opened, name) for name in arguments} == arguments


def test_a_deck_that_is_not_there_or_does_not_load_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="nowhere-land"):
        Session.new("nowhere-land")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "deck.toml").write_text("title = 3\n")
    with pytest.raises(DeckError):
        Session.new(tmp_path / "bad", tmp_path / "save")
    assert not (tmp_path / "save").exists()


def test_a_deck_is_taken_loaded_by_name_or_by_folder() -> None:
    loaded = load_deck("tutorial")
    for deck in (loaded, "tutorial", decks_folder() / "tutorial", str(decks_folder() / "tutorial")):
        session = Session.new(deck, seed=4)
        assert session.deck == loaded
        assert session.events == Session.new(loaded, seed=4).events


def test_people_sit_where_nobody_else_is_named() -> None:
    session = Session.new(small_deck(), seats={"bees": "steady", CONTROL: "table"})
    assert session.seats == {"ants": "person", "bees": "steady", "cats": "person", CONTROL: "table"}
    assert [team.seated for team in session.view(PUBLIC).teams] == ["person", "steady", "person"]
    assert set(Session.new(small_deck()).seats.values()) == {"person"}


def test_a_seed_that_is_left_out_is_drawn_in_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def randbits(bits: int) -> int:
        asked.append(bits)
        return 4_242

    monkeypatch.setattr(secrets, "randbits", randbits)
    assert Session.new(small_deck()).state.setup.seed == 4_242
    assert asked == [64]
    assert Session.new(small_deck(), seed=0).state.setup.seed == 0
    assert asked == [64]


def test_a_session_begins_with_its_opening() -> None:
    with pytest.raises(ValueError, match="begins with SessionOpened"):
        Session(small_deck(), (PhaseOpened("caucus"),))


def test_a_session_without_a_path_is_in_memory_alone() -> None:
    session = in_caucus()
    assert session.path is None
    assert session.problem == ""
    with pytest.raises(JournalError, match="no save"):
        session.save_elsewhere("anywhere")
    session.close()
    assert session.view(PUBLIC).phase == "caucus"


def test_the_events_handed_out_do_not_change_later() -> None:
    session = in_caucus()
    before = session.events
    accept(session, "ants", Hold())
    assert len(session.events) == len(before) + 1
    assert session.events[: len(before)] == before


# Saves


def test_a_save_gives_back_the_session_that_was_played(tmp_path: Path) -> None:
    session = played(small_deck(), tmp_path / "save", rounds=3, seed=11)
    session.close()
    again = Session.open(tmp_path / "save")
    assert again.deck == session.deck
    assert again.events == session.events
    assert again.state == session.state
    assert again.seats == session.seats
    assert again.path == tmp_path / "save"
    assert again.problem == ""
    for seat in SEATS:
        assert again.view(seat) == session.view(seat)
        assert again.log(seat) == session.log(seat)
    again.close()


def test_a_save_that_is_opened_anew_at_every_decision_ends_as_one_played_in_one_go(tmp_path: Path) -> None:
    whole = played(open_hands(), seed=5, rounds=1)
    session = Session.new(open_hands(), tmp_path / "save", seed=5, rounds=1)
    players = seated(session, seed=5)
    while (due := choose(session, players)) is not None:
        accept(session, *due)
        session.close()
        session = Session.open(tmp_path / "save")
    assert session.events == whole.events
    assert session.state == whole.state
    session.close()


def test_a_decision_is_on_disk_before_submit_returns(tmp_path: Path) -> None:
    session = Session.new(small_deck(), tmp_path / "save", rounds=1, seed=3)
    assert on_disk(tmp_path / "save") == session.events
    for _ in steps(session, seated(session)):
        assert on_disk(tmp_path / "save") == session.events
    session.close()


def test_a_decision_is_one_write_and_one_sync(tmp_path: Path, disk: RecordingFiles) -> None:
    session = Session.new(small_deck(), tmp_path / "save", seed=3)
    for _ in range(3):
        disk.steps.clear()
        decision = accept(session, CONTROL, Advance(skip=True))
        assert [step.what for step in disk.steps] == ["append", "sync"]
        assert disk.steps[0].data.count(b"\n") == len(decision)
    session.close()


def test_a_refused_move_changes_and_writes_nothing(tmp_path: Path, disk: RecordingFiles) -> None:
    session = in_caucus(tmp_path / "save")
    events, state = session.events, session.state
    disk.steps.clear()
    for seat, move in (("ants", Pass()), (CONTROL, Hold()), (PUBLIC, Hold()), ("dogs", Hold()), ("ants", None)):
        assert isinstance(session.submit(seat, move), Refusal)  # type: ignore[arg-type]
    assert disk.steps == []
    assert session.events == events
    assert session.state is state
    session.close()


def test_the_title_is_the_decks_where_none_is_given(tmp_path: Path) -> None:
    import tomllib

    for name, given, shown in (("a", "", "A small deck"), ("b", "Class 4b", "Class 4b"), ("c", "[b]\x1b\n", "[b]  ")):
        Session.new(small_deck(), tmp_path / name, title=given).close()
        assert tomllib.loads((tmp_path / name / "session.toml").read_text("utf-8"))["title"] == shown


def test_a_save_is_never_made_over_something_else(tmp_path: Path) -> None:
    Session.new(small_deck(), tmp_path / "save", seed=1).close()
    before = contents(tmp_path / "save")
    with pytest.raises(JournalError, match="choose another name"):
        Session.new(small_deck(), tmp_path / "save", seed=2)
    assert contents(tmp_path / "save") == before


def test_a_save_is_written_by_one_session_at_a_time_and_read_by_any(tmp_path: Path) -> None:
    session = in_caucus(tmp_path / "save")
    with pytest.raises(SaveLockedError, match="open elsewhere"):
        Session.open(tmp_path / "save")
    reader = Session.open(tmp_path / "save", write=False)
    assert reader.events == session.events
    accept(session, "ants", Hold())
    assert len(reader.events) == len(session.events) - 1
    reader.close()
    session.close()
    again = Session.open(tmp_path / "save")
    assert again.events == session.events
    accept(again, "bees", Hold())
    again.close()


def test_a_session_opened_for_reading_shows_everything_and_refuses_every_move(tmp_path: Path) -> None:
    in_caucus(tmp_path / "save").close()
    before = contents(tmp_path / "save")
    reader = Session.open(tmp_path / "save", write=False)
    assert "reading only" in reader.problem
    refusal = reader.submit("ants", Hold())
    assert isinstance(refusal, Refusal)
    assert refusal.codes == {Code.READ_ONLY}
    assert refusal.sentence == reader.problem
    assert reader.view("ants").phase == "caucus"
    assert reader.log("ants")
    assert reader.why("ants", "water").steps
    reader.close()
    assert contents(tmp_path / "save") == before


def test_a_session_opened_for_reading_goes_on_in_a_save_of_its_own(tmp_path: Path) -> None:
    original = in_caucus(tmp_path / "save")
    reader = Session.open(tmp_path / "save", write=False)
    reader.save_elsewhere(tmp_path / "mine", "Mine")
    assert reader.path == tmp_path / "mine"
    assert reader.problem == ""
    accept(reader, "ants", Hold())
    accept(original, "ants", Seal("ants-up", (Reason("ground"),)))
    assert on_disk(tmp_path / "mine")[:-1] == on_disk(tmp_path / "save")[:-1]
    ours, theirs = ((tmp_path / name / "journal.jsonl").read_bytes().splitlines() for name in ("mine", "save"))
    assert ours[:-1] == theirs[:-1]
    reader.close()
    original.close()


def test_a_closed_session_can_be_looked_at_and_refuses_every_move(tmp_path: Path) -> None:
    session = in_caucus(tmp_path / "save")
    session.close()
    before, events = contents(tmp_path / "save"), session.events
    assert session.path is None
    assert "closed" in session.problem
    refusal = session.submit("ants", Hold())
    assert isinstance(refusal, Refusal)
    assert refusal.codes == {Code.READ_ONLY}
    assert session.events == events
    assert session.view("ants").own.hand
    assert session.log("ants")
    session.close()
    with pytest.raises(JournalError, match="no save"):
        session.save_elsewhere(tmp_path / "other")
    assert contents(tmp_path / "save") == before


# A disk that fails


@pytest.mark.parametrize("what", ["append", "sync"])
def test_where_the_disk_fails_the_decision_stays_and_nothing_further_is_taken(
    what: str, tmp_path: Path, disk: RecordingFiles
) -> None:
    session = in_caucus(tmp_path / "save")
    before = contents(tmp_path / "save")
    disk.fail = {what}
    assert accept(session, "ants", Hold())
    assert session.view("ants").own.held
    assert session.events[-1].kind == "team-held"
    assert session.log(CONTROL)[-1].event == session.events[-1]
    assert session.problem.startswith("the disk refused to save (No space left on device)")
    assert "save elsewhere" in session.problem

    disk.fail = set()
    disk.steps.clear()
    for seat, move in (("bees", Hold()), (CONTROL, Advance(skip=True))):
        refusal = session.submit(seat, move)
        assert isinstance(refusal, Refusal)
        assert refusal.codes == {Code.READ_ONLY}
        assert refusal.sentence == session.problem
    assert disk.steps == []  # what failed is never tried again
    session.close()
    assert contents(tmp_path / "save") == before


@pytest.mark.parametrize("what", ["append", "sync"])
def test_saving_elsewhere_keeps_what_the_disk_refused_and_play_goes_on(
    what: str, tmp_path: Path, disk: RecordingFiles
) -> None:
    session = in_caucus(tmp_path / "save")
    disk.fail = {what}
    accept(session, "ants", Hold())
    disk.fail = set()
    session.save_elsewhere(tmp_path / "rescue", "Rescued")
    assert session.path == tmp_path / "rescue"
    assert session.problem == ""
    assert on_disk(tmp_path / "rescue") == session.events
    accept(session, "bees", Hold())
    assert on_disk(tmp_path / "rescue") == session.events
    session.close()
    # The first save lacks the decision that the disk refused, and can be opened for writing again.
    old = Session.open(tmp_path / "save")
    assert old.events == session.events[:-2]
    assert not old.problem
    old.close()
    again = Session.open(tmp_path / "rescue")
    assert again.state == session.state
    again.close()


def test_where_saving_elsewhere_fails_the_session_stays_where_it_was(tmp_path: Path, disk: RecordingFiles) -> None:
    session = in_caucus(tmp_path / "save")
    disk.fail = {"sync"}
    accept(session, "ants", Hold())
    with pytest.raises(JournalError, match="can't be made"):
        session.save_elsewhere(tmp_path / "rescue")
    disk.fail = set()
    with pytest.raises(JournalError, match="choose another name"):
        session.save_elsewhere(tmp_path / "save")
    assert session.path == tmp_path / "save"
    assert session.problem
    assert sorted(path.name for path in tmp_path.iterdir()) == ["save"]
    session.save_elsewhere(tmp_path / "rescue")
    assert on_disk(tmp_path / "rescue") == session.events
    session.close()


# Opening what is not as it should be


def changed_line(folder: Path, number: int, change: Any) -> None:
    """Change a line of a journal as plain data, and make its chain of digests whole again."""
    path = folder / "journal.jsonl"
    digest, made = chain.ZERO, b""
    for place, line in enumerate(path.read_bytes().splitlines()):
        data = json.loads(line)
        del data["digest"]
        if place == number:
            change(data)
        sealed, digest = chain.seal(digest, json.dumps(data, separators=(",", ":"))[:-1])
        made += sealed
    path.write_bytes(made)


@pytest.fixture
def save(tmp_path: Path) -> Path:
    in_caucus(tmp_path / "save").close()
    return tmp_path / "save"


def refused(folder: Path) -> str:
    """Open a save both ways, and return what is wrong with it; it is not left locked."""
    told = []
    for write in (True, False):
        with pytest.raises(JournalError) as error:
            Session.open(folder, write=write)
        assert not isinstance(error.value, SaveLockedError)
        told.append(str(error.value))
    assert told[0] == told[1]
    Journal.open(folder).close()
    return told[0]


def test_a_chain_made_whole_again_opens(save: Path) -> None:
    before = on_disk(save)
    changed_line(save, 0, lambda data: None)
    assert on_disk(save) == before


def test_where_there_is_no_save_an_error_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("nothing", "empty"):
        with pytest.raises(JournalError, match=f"no save at '{name}'"):
            Session.open(tmp_path / name)
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_save_whose_deck_was_changed_is_refused(save: Path) -> None:
    deck = save / "deck" / "deck.json"
    whole = deck.read_bytes()
    for changed in (whole.replace(b"It rains", b"It pours"), whole + b" ", b"{}", whole.replace(b"ants", b"aunt")):
        if changed == whole:
            continue
        deck.write_bytes(changed)
        assert refused(save) == "the deck inside the save is not the one that it was played with"
    deck.write_bytes(whole)
    Session.open(save).close()


def test_a_save_of_a_later_format_asks_for_an_update(save: Path) -> None:
    changed_line(save, 0, lambda data: data.update(v=codec.FORMAT + 1))
    told = refused(save)
    assert f"format {codec.FORMAT + 1}" in told
    assert "update" in told


def test_a_save_with_an_event_of_a_later_version_asks_for_an_update(save: Path) -> None:
    changed_line(save, 2, lambda data: data.update(event={"kind": "note-whispered", "team": "bees"}))
    assert "knows no event of the kind 'note-whispered': update it" in refused(save)


def test_a_save_played_by_rules_of_a_later_version_asks_for_an_update(save: Path) -> None:
    changed_line(save, 0, lambda data: data["event"].update(rules="grand"))
    told = refused(save)
    assert "'grand'" in told
    assert "update" in told


def test_a_journal_that_opens_no_session_is_refused(tmp_path: Path) -> None:
    entries = [(PhaseOpened("caucus"), CONTROL, "2026-01-01T00:00:00.000+00:00")]
    Journal.create(tmp_path / "save", b"{}", entries, title="x").close()
    assert refused(tmp_path / "save") == "the journal holds no session; nothing in it can be opened"


def test_a_damaged_save_opens_for_reading_as_far_as_it_is_whole_and_goes_on_elsewhere(save: Path) -> None:
    whole = on_disk(save)
    journal = save / "journal.jsonl"
    lines = journal.read_bytes().splitlines(True)
    journal.write_bytes(b"".join(lines[:-1]) + lines[-1].replace(b"cats", b"dogs"))
    session = Session.open(save)
    assert f"line {len(lines)} of the journal was changed" in session.problem
    assert session.view(PUBLIC).phase == "situation"
    assert session.events == whole[: len(session.events)]
    refusal = session.submit(CONTROL, Advance())
    assert isinstance(refusal, Refusal)
    assert refusal.codes == {Code.READ_ONLY}
    session.save_elsewhere(save.parent / "copy")
    accept(session, CONTROL, Advance())
    assert session.events == whole  # the same dice fall again
    session.close()


def test_an_unfinished_decision_is_set_aside_and_play_goes_on(save: Path) -> None:
    whole = on_disk(save)
    journal = save / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-40])
    session = Session.open(save)
    assert not session.problem
    assert session.view(PUBLIC).phase == "situation"
    accept(session, CONTROL, Advance())
    assert session.events == whole
    session.close()
    assert (save / "journal.torn").exists()


def test_a_save_may_be_moved_and_copied(save: Path) -> None:
    shutil.copytree(save, save.parent / "copy")
    save.rename(save.parent / "moved")
    first, second = (Session.open(save.parent / name) for name in ("copy", "moved"))
    assert first.events == second.events
    accept(first, "ants", Hold())
    accept(second, "ants", Hold())
    first.close()
    second.close()


# Seats


@pytest.mark.parametrize("seat", ["", "dogs", "Control"])
def test_an_unknown_seat_has_no_view_no_log_and_no_why(seat: str) -> None:
    session = in_caucus()
    with pytest.raises(ValueError, match="there is no seat called"):
        session.view(seat)
    with pytest.raises(ValueError, match="there is no seat called"):
        session.log(seat)
    with pytest.raises(ValueError, match="there is no seat called"):
        session.why(seat, "water")
    refusal = session.submit(seat, Hold())
    assert isinstance(refusal, Refusal)
    assert refusal.codes == {Code.NO_SUCH_SEAT}


def test_each_seats_log_is_numbered_from_1_without_gaps(tmp_path: Path) -> None:
    session = Session.new(small_deck(), rounds=2, seed=9)
    for turn, _ in enumerate(steps(session, seated(session))):
        asked = SEATS[turn % len(SEATS)]  # logs grow piece by piece, each seat's at times of its own
        log = session.log(asked)
        assert [entry.number for entry in log] == list(range(1, len(log) + 1))
        assert log == views.log(session.events, asked)
    lengths = {seat: len(session.log(seat)) for seat in SEATS}
    assert lengths[CONTROL] == len(session.events)
    assert all(lengths[PUBLIC] < lengths[team] < lengths[CONTROL] for team in ("ants", "bees", "cats"))
    assert session.log("ants") == views.log(session.events, "ants")


def test_the_log_handed_out_does_not_change_later() -> None:
    session = in_caucus()
    before = session.log("ants")
    accept(session, "bees", Hold())
    assert len(session.log("ants")) == len(before) + 1
    assert session.log("ants")[:-1] == before


def test_teams_that_have_yet_to_act_are_told_in_speaking_order() -> None:
    session = in_caucus()
    assert session.outstanding() == ("ants", "bees", "cats")
    accept(session, "bees", Hold())
    assert session.outstanding() == ("ants", "cats")
    accept(session, "ants", Seal("ants-up", (Reason("ground"),)))
    accept(session, "cats", Hold())
    assert session.outstanding() == ()
    accept(session, CONTROL, Advance())
    accept(session, CONTROL, Advance())
    assert session.view(PUBLIC).phase == "debate"
    assert session.outstanding() == ("bees", "cats")
    accept(session, "bees", Counter(0, "con"))
    accept(session, "cats", Pass())
    assert session.outstanding() == ("bees",)


def test_why_walks_from_a_level_to_the_source_for_whoever_asks() -> None:
    session = in_caucus()
    for seat in SEATS:
        why = session.why(seat, "water")
        assert [step.kind for step in why.steps] == ["indicator", "start", "claim", "paragraph"]
        assert why.steps[0].amount == 50.0
    with pytest.raises(ValueError, match="no indicator called 'fire'; there are water, trees, noise, birds"):
        session.why("ants", "fire")
