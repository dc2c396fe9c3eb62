"""Stepping back and forking: what counts, what stays in the journal, and how chance goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sessions import choose, played, seated, steps
from smalldeck import small_deck

from exercise.engine.events import Forked, MoveRuled, Rewound
from exercise.engine.floor import contested
from exercise.journal import JournalError, verify
from exercise.moves import CONTROL, PUBLIC, Advance, Code, Hold, Refusal, Rule
from exercise.session import Session
from exercise.views import seats


def until(session: Session, phase: str, seed: int = 0, kept: int = 0) -> list[Any]:
    """Let random players play until a phase; return the states after each decision."""
    players, states = seated(session, seed=seed), [session.state]
    while session.state.clock.phase != phase:
        due = choose(session, players)
        assert due is not None
        assert not isinstance(session.submit(*due), Refusal)
        states.append(session.state)
    return states


def refusal(found: object) -> Refusal:
    assert isinstance(found, Refusal)
    return found


def test_a_step_back_restores_the_state_before_the_last_decisions() -> None:
    for back in (1, 2, 5):
        session = Session.new(small_deck(), rounds=2, seed=3)
        states = until(session, "debate")
        event = session.step_back(back, "A slip.")
        assert event == (Rewound(session.events[-1].to, 0, *_where(states[-1 - back]), "A slip."),)  # type: ignore[union-attr]
        assert session.state == states[-1 - back]


def _where(state: Any) -> tuple[int, str]:
    return state.clock.round, state.clock.phase


def test_two_steps_back_go_as_far_as_one_over_both() -> None:
    session = Session.new(small_deck(), rounds=2, seed=3)
    states = until(session, "debate")
    session.step_back(2, "One.")
    session.step_back(3, "Two.")
    assert session.state == states[-6]


def test_what_was_undone_stays_in_the_journal_and_does_not_count(tmp_path: Path) -> None:
    session = Session.new(small_deck(), tmp_path / "save", rounds=2, seed=3)
    until(session, "debate")
    decisions = verify(tmp_path / "save").decisions
    session.step_back(3, "A slip.")
    session.submit(CONTROL, Advance(skip=True))
    assert verify(tmp_path / "save").decisions == decisions + 2
    assert sum(isinstance(event, Rewound) for event in session.events) == 1
    state, events = session.state, session.events
    views = {seat: (session.view(seat), session.log(seat)) for seat in seats(state)}
    session.close()
    again = Session.open(tmp_path / "save")
    assert (again.state, again.events) == (state, events)
    assert {seat: (again.view(seat), again.log(seat)) for seat in seats(state)} == views
    again.close()


def test_a_log_says_where_the_session_stands_again_and_loses_what_was_undone() -> None:
    session = Session.new(small_deck(), rounds=2, seed=3)
    until(session, "caucus")
    before = {seat: session.log(seat) for seat in seats(session.state)}
    team = session.outstanding()[0]
    session.submit(team, Hold())
    session.step_back(1, "They had not agreed yet.")
    for seat, log in before.items():
        now = session.log(seat)
        assert now[:-1] == log
        assert now[-1].event.kind == "stepped-back"
        assert (now[-1].event.phase, now[-1].event.round, now[-1].number) == ("caucus", 1, len(log) + 1)  # type: ignore[union-attr]
        assert "seq" not in repr(now[-1])
        assert "stream" not in repr(now[-1])


def _rolled(session: Session) -> MoveRuled:
    """Rule moves until one was rolled; return its ruling."""
    for move in session.view(CONTROL).unruled:
        decision = session.submit(CONTROL, Rule(move))
        assert not isinstance(decision, Refusal)
        ruling = decision[0]
        assert isinstance(ruling, MoveRuled)
        if ruling.rolled:
            return ruling
    raise LookupError("no move was rolled")


def session_with_a_roll() -> Session:
    for seed in range(50):
        session = Session.new(small_deck(), rounds=2, seed=seed)
        until(session, "ruling", seed)
        if any(node.kind == "counter" and node.claim for node in session.state.floor.nodes):
            return session
    raise LookupError("no play has a contested move")


def test_after_a_throw_that_was_shown_chance_goes_on_along_another_stream() -> None:
    session = session_with_a_roll()
    first = _rolled(session)
    session.step_back(1, "Judge it again.")
    assert session.state.setup.stream == 1
    again = session.submit(CONTROL, Rule(first.node))
    assert not isinstance(again, Refusal)
    from exercise.engine.chance import dice

    state = session.state
    place = state.game.team_index[first.team]
    assert again[0].faces == dice(state.setup.seed, 1, 1, place)  # type: ignore[union-attr]
    assert first.faces == dice(state.setup.seed, 0, 1, place)


def test_without_a_throw_the_stream_stays() -> None:
    session = session_with_a_roll()
    session.step_back(1, "A late counter.")
    assert session.state.setup.stream == 0


def test_a_step_back_is_refused_with_what_is_legal() -> None:
    session = Session.new(small_deck(), rounds=2, seed=3)
    states = until(session, "caucus")
    assert refusal(session.step_back(1, " ")).codes == {Code.EMPTY}
    assert refusal(session.step_back(0, "Why.")).codes == {Code.STEPS}
    too_far = refusal(session.step_back(len(states), "Why."))
    assert too_far.codes == {Code.STEPS}
    assert too_far.faults[0].legal == (str(len(states) - 1),)
    assert refusal(session.step_back(1, "x" * 501)).codes == {Code.TEXT}
    assert session.state == states[-1]


def test_a_fork_copies_the_bytes_up_to_a_decision_and_goes_on_with_the_same_dice(tmp_path: Path) -> None:
    session = Session.new(small_deck(), tmp_path / "one", rounds=2, seed=9)
    until(session, "ruling", 9)
    seq, state = session.seq, session.state
    fork = session.fork(seq, tmp_path / "two")
    assert fork.state == state
    one, two = ((tmp_path / name / "journal.jsonl").read_bytes() for name in ("one", "two"))
    assert two.startswith(one)
    assert two[len(one) :].count(b"\n") == 1
    forked = fork.events[-1]
    assert isinstance(forked, Forked)
    assert (forked.parent, forked.seq, forked.stream) == ("one", seq, 0)
    assert forked.digest == one.splitlines()[-1][-66:-2].decode()
    moves = session.view(CONTROL).unruled
    assert [session.submit(CONTROL, Rule(move)) for move in moves] == [
        fork.submit(CONTROL, Rule(move)) for move in moves
    ]
    session.close()
    fork.close()
    assert verify(tmp_path / "two").problem == ""
    again = Session.open(tmp_path / "two")
    assert again.state == fork.state
    again.close()


def test_a_fork_may_throw_other_dice(tmp_path: Path) -> None:
    session = Session.new(small_deck(), tmp_path / "one", rounds=2, seed=9)
    until(session, "caucus")
    fork = session.fork(session.seq, tmp_path / "two", reseed=True)
    assert fork.state.setup.stream == session.state.setup.stream + 1
    fork.close()
    session.close()


def test_a_fork_with_other_dice_throws_none_that_were_seen_after_a_step_back(tmp_path: Path) -> None:
    session = Session.new(small_deck(), tmp_path / "one", rounds=2, seed=9)
    until(session, "ruling", seed=2)
    before = session.seq
    move = next(move for move in session.view(CONTROL).unruled if contested(session.state.floor, move))
    for _ in range(2):
        session.submit(CONTROL, Rule(move))
        session.step_back(1, "Again.")
    assert session.state.setup.stream == 2
    fork = session.fork(before, tmp_path / "two", reseed=True)
    assert fork.state.setup.stream == 3
    same = session.fork(before, tmp_path / "three")
    assert same.state.setup.stream == 0
    for one in (session, fork, same):
        one.close()


def test_a_fork_may_begin_in_the_middle_of_a_finished_play(tmp_path: Path) -> None:
    session = played(small_deck(), tmp_path / "one", rounds=2, seed=4)
    lines = (tmp_path / "one" / "journal.jsonl").read_bytes().splitlines()
    ends = [number for number, line in enumerate(lines) if b'"end":true' in line]
    middle = ends[len(ends) // 2]
    fork = session.fork(middle, tmp_path / "two")
    assert fork.state.clock.phase != "closed"
    for _ in steps(fork, seated(fork, seed=77)):
        pass
    assert fork.view(PUBLIC).phase == "closed"
    session.close()
    fork.close()


def test_a_fork_where_no_decision_ends_or_without_a_save_is_an_error(tmp_path: Path) -> None:
    session = Session.new(small_deck(), tmp_path / "one", rounds=2, seed=9)
    until(session, "caucus")
    with pytest.raises(JournalError, match="no decision"):
        session.fork(session.seq + 5, tmp_path / "two")
    session.close()
    with pytest.raises(JournalError, match="no save"):
        Session.new(small_deck(), rounds=2, seed=9).fork(0, tmp_path / "three")
    assert not (tmp_path / "two").exists()
