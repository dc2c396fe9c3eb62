"""The seats around a session: whose turn it is, and the bots that take theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from plays import open_hands
from smalldeck import small_deck

from exercise.engine.events import Event
from exercise.moves import CONTROL, PUBLIC, Advance, Counter, Hold, Move, Pass, Reason, Refusal, Reseat, Rule, Seal
from exercise.players import PLAYERS, RandomPlayer
from exercise.rules.hashing import lane_seed
from exercise.session import Session
from exercise.table import PERSON, TABLE, Table
from exercise.views import SeatView

TEAMS = ("ants", "bees", "cats")


def seated(*players: str, control: str = TABLE, seed: int = 1, rounds: int = 2, deck: Any = None) -> Session:
    """Return a session in which the teams are played as said, in the deck's order."""
    seats = {**dict(zip(TEAMS, players, strict=True)), CONTROL: control}
    return Session.new(deck or open_hands(), seed=seed, rounds=rounds, seats=seats)


def submit(table: Table, seat: str, move: Move) -> tuple[Event, ...]:
    decision = table.session.submit(seat, move)
    assert not isinstance(decision, Refusal), decision.sentence
    return decision


def advance_to(table: Table, phase: str) -> None:
    while table.session.view(PUBLIC).phase != phase:
        submit(table, CONTROL, Advance(skip=True))


class Scripted:
    """A player that says always the same, and remembers what it was shown."""

    def __init__(self, move: Any) -> None:
        self.move = move
        self.shown: list[SeatView] = []

    def choose(self, view: SeatView) -> Any:
        self.shown.append(view)
        return self.move


# Whose turn it is


def test_the_table_waits_for_control_where_no_team_has_anything_to_do() -> None:
    table = Table(seated(*[PERSON] * 3), 1)
    for phase in ("brief", "situation"):
        assert table.session.view(PUBLIC).phase == phase
        assert table.due() == (CONTROL,)
        submit(table, CONTROL, Advance())


def test_in_caucus_it_waits_for_every_team_that_has_not_settled_then_for_control() -> None:
    table = Table(seated(*[PERSON] * 3), 1)
    advance_to(table, "caucus")
    assert table.due() == TEAMS
    submit(table, "bees", Hold())
    assert table.due() == ("ants", "cats")
    submit(table, "ants", Hold())
    submit(table, "cats", Hold())
    assert table.due() == (CONTROL,)


def test_in_the_debate_and_the_answers_it_waits_for_the_team_whose_turn_it_is() -> None:
    table = Table(seated(*[PERSON] * 3), 1)
    advance_to(table, "caucus")
    submit(table, "ants", Seal("ants-up", (Reason("ground"),)))
    advance_to(table, "debate")
    assert table.due() == ("bees",)
    submit(table, "bees", Counter(0, "con"))
    assert table.due() == ("cats",)
    submit(table, "cats", Pass())
    assert table.due() == ("bees",)
    submit(table, "bees", Pass())
    assert table.due() == (CONTROL,)
    advance_to(table, "answers")
    assert table.due() == ("ants",)


def test_a_closed_session_waits_for_nobody() -> None:
    table = Table(seated("random", "random", "random"), 1)
    table.run()
    assert table.due() == ()
    assert table.step() == ()
    assert table.advance() == ()
    table.run()


def test_a_table_runs_itself_where_nobody_sits_as_control() -> None:
    assert Table(seated(*[PERSON] * 3), 1).runs_itself
    assert not Table(seated(*[PERSON] * 3, control=PERSON), 1).runs_itself


# Bots


def test_a_step_is_one_decision_of_the_first_bot_that_is_due() -> None:
    table = Table(seated(PERSON, "random", "random"), 1)
    assert table.step() == ()
    advance_to(table, "caucus")
    before = table.session.events
    decision = table.step()
    assert decision
    assert table.session.events == before + decision
    assert {event.team for event in decision} == {"bees"}  # type: ignore[union-attr]
    while table.step():
        pass
    assert table.due() == ("ants",)  # a person is waited for, whoever else has settled


def test_a_bot_is_shown_its_own_seats_view_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    scripted = Scripted(Hold())
    monkeypatch.setitem(PLAYERS, "scripted", lambda seed: scripted)
    table = Table(seated(PERSON, "scripted", PERSON), 1)
    advance_to(table, "caucus")
    view = table.session.view("bees")
    table.step()
    assert scripted.shown == [view]


def test_a_bot_whose_move_is_refused_is_an_error_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PLAYERS, "scripted", lambda seed: Scripted(Pass()))
    table = Table(seated("scripted", PERSON, PERSON), 1)
    advance_to(table, "caucus")
    before = table.session.events
    with pytest.raises(RuntimeError, match=r"ants submitted Pass\(.*\), which was refused: Nothing can be passed"):
        table.step()
    assert table.session.events == before


def test_each_bot_has_a_seed_of_its_own_that_hangs_on_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds: list[int] = []

    def make(seed: int) -> RandomPlayer:
        seeds.append(seed)
        return RandomPlayer(seed)

    monkeypatch.setitem(PLAYERS, "scripted", make)
    Table(seated("scripted", PERSON, "scripted"), 77)
    assert seeds == [lane_seed(77, 0), lane_seed(77, 2)]
    assert len({lane_seed(table, seat) for table in range(50) for seat in range(4)}) == 200


def test_a_player_of_no_known_kind_is_an_error_that_names_the_kinds() -> None:
    with pytest.raises(ValueError, match="no player called 'wizard'; there are random, steady"):
        Table(seated("wizard", PERSON, PERSON), 1)


def test_who_takes_a_seat_in_the_middle_plays_it_from_then_on() -> None:
    table = Table(seated("random", PERSON, PERSON, control=PERSON), 1)
    advance_to(table, "caucus")
    submit(table, CONTROL, Reseat("ants", PERSON))
    submit(table, CONTROL, Reseat("cats", "steady"))
    decision = table.step()
    assert [event.team for event in decision] == ["cats"]  # type: ignore[union-attr]
    assert table.step() == ()
    assert table.due() == ("ants", "bees")
    assert not table.runs_itself
    submit(table, CONTROL, Reseat(CONTROL, TABLE))
    assert table.runs_itself
    # The seed of a seat is the same whoever takes it when.
    twin = Table(seated(PERSON, PERSON, "steady"), 1)
    advance_to(twin, "caucus")
    assert twin.step() == decision


# Control


def test_control_rules_each_move_and_then_opens_the_next_phase() -> None:
    table = Table(seated(*[PERSON] * 3), 1)
    advance_to(table, "caucus")
    for team in ("ants", "cats"):
        submit(table, team, Seal(f"{team}-up", (Reason("ground"),)))
    advance_to(table, "ruling")
    assert [event.kind for event in table.advance()] == ["move-ruled"]
    assert table.session.view(CONTROL).unruled == (2,)
    assert [event.kind for event in table.advance()] == ["move-ruled"]
    assert table.advance()[0].kind == "phase-opened"
    assert table.session.view(PUBLIC).phase == "consequences"


def test_control_does_not_go_on_while_a_team_is_due() -> None:
    table = Table(seated(*[PERSON] * 3), 1)
    advance_to(table, "caucus")
    before = table.session.events
    assert table.advance() == ()
    assert table.session.events == before


def test_a_table_of_bots_plays_to_the_end() -> None:
    for players in (("random",) * 3, ("steady",) * 3, ("random", "steady", "random")):
        table = Table(seated(*players, deck=small_deck()), 3)
        table.run()
        view = table.session.view(PUBLIC)
        assert (view.phase, view.round) == ("closed", 2)
        assert len(view.results) == 6


def test_where_a_person_sits_as_control_bots_wait_for_it() -> None:
    table = Table(seated("steady", "steady", "steady", control=PERSON), 1)
    for phase in ("brief", "situation"):
        table.run()
        assert table.session.view(PUBLIC).phase == phase
        assert table.due() == (CONTROL,)
        assert table.step() == ()
        submit(table, CONTROL, Advance())
    table.run()
    assert table.session.view(PUBLIC).phase == "caucus"
    assert table.session.outstanding() == ()


def test_where_a_person_plays_a_team_everybody_else_waits_for_it() -> None:
    table = Table(seated("steady", PERSON, "random"), 5)
    waits = 0
    while table.session.view(PUBLIC).phase != "closed":
        before = len(table.session.events)
        table.run()
        if table.session.view(PUBLIC).phase == "closed":
            break
        assert table.due() == ("bees",)
        assert table.advance() == table.step() == ()
        phase = table.session.view(PUBLIC).phase
        submit(table, "bees", Hold() if phase == "caucus" else Pass())
        assert len(table.session.events) > before
        waits += 1
    assert waits >= 2  # once in the caucus of each round at least


# Repeats


def events(seed: int, own: int, *players: str) -> tuple[Event, ...]:
    """Return what a session with a seed comes to with bots whose seeds hang on another."""
    table = Table(seated(*players, seed=seed, deck=small_deck()), own)
    table.run()
    return table.session.events


@pytest.mark.parametrize("player", sorted(PLAYERS))
def test_the_same_seeds_make_the_same_play(player: str) -> None:
    for seed in range(4):
        assert events(seed, seed + 1, *[player] * 3) == events(seed, seed + 1, *[player] * 3)


def test_other_seeds_make_other_plays() -> None:
    assert len({repr(events(1, own, "random", "random", "random")) for own in range(8)}) == 8
    assert len({repr(events(seed, 1, "random", "random", "random")[1:]) for seed in range(8)}) == 8


def test_what_one_bot_does_hangs_on_its_own_seed_and_what_it_sees() -> None:
    table, other = (Table(seated("random", player, "random"), 9) for player in ("random", PERSON))
    for made in (table, other):
        advance_to(made, "caucus")
        made.step()
    assert table.session.view("ants").own == other.session.view("ants").own


def test_a_save_taken_up_again_by_another_table_plays_on_to_the_end(tmp_path: Path) -> None:
    session = Session.new(
        small_deck(), tmp_path / "save", seed=2, rounds=2, seats={**dict.fromkeys(TEAMS, "random"), CONTROL: TABLE}
    )
    table = Table(session, 2)
    for _ in range(4):
        assert table.step() or table.advance()
    session.close()
    again = Session.open(tmp_path / "save")
    Table(again, 3).run()
    assert again.view(PUBLIC).phase == "closed"
    assert again.events[: len(session.events)] == session.events
    again.close()


def test_control_rules_by_the_move_that_any_person_would_use() -> None:
    table = Table(seated(*[PERSON] * 3), 1)
    advance_to(table, "caucus")
    submit(table, "ants", Seal("ants-up", (Reason("ground"), Reason("pro"))))
    advance_to(table, "ruling")
    twin = Table(seated(*[PERSON] * 3), 1)
    advance_to(twin, "caucus")
    submit(twin, "ants", Seal("ants-up", (Reason("ground"), Reason("pro"))))
    advance_to(twin, "ruling")
    assert table.advance() == submit(twin, CONTROL, Rule(0))
