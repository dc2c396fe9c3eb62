"""What each rules level sets, and that it refuses what it lacks."""

from __future__ import annotations

from typing import Any

import pytest
from levels import behalf, burdened, caucus, debate
from plays import Play, four_cards, open_hands, teams_of
from smalldeck import card, small_deck

from exercise.engine import decide
from exercise.engine.game import LEVELS
from exercise.moves import (
    CONTROL,
    PUBLIC,
    Accept,
    Act,
    Answer,
    Attack,
    Code,
    Counter,
    CounterLink,
    Message,
    Offer,
    OnBehalf,
    Question,
    Reason,
    Refusal,
    Seal,
    Second,
)

THREE = tuple(LEVELS)
REASON = (Reason("ground"),)


def all_moves(rules: str) -> Play:
    """Return a debate in which every team plays `up` on two reasons: moves 0, 3 and 6."""
    return debate(rules, {team: (f"{team}-up", "ground", "pro") for team in ("ants", "bees", "cats")}, burdened())


def filings_until(play: Play, team: str, targets: tuple[int, ...]) -> tuple[int, frozenset[Code]]:
    """File counters in own words on these nodes in turn; return how many went and why the next did not."""
    for count in range(10):
        move = OnBehalf(team, Counter(targets[count % len(targets)], None, "No."))
        decision = decide(play.state, CONTROL, move)
        if isinstance(decision, Refusal):
            return count, decision.codes
        play.submit(CONTROL, move)
    raise AssertionError("there is no end to it")


@pytest.mark.parametrize(("rules", "hand"), [("quick", 4), ("seminar", 5), ("full", 5)])
def test_a_hand_holds_four_or_five_cards_two_of_them_opening_ones(rules: str, hand: int) -> None:
    play = caucus(rules, small_deck(injects=[], draw_rounds=[]))
    for team in play.game.teams:
        cards = play.team(team).hand
        assert len(cards) == hand
        assert cards[:2] == (f"{team}-a", f"{team}-b")
    play.seal("ants", "ants-a", "ground")
    play.to("caucus", round=2)
    assert len(play.team("ants").hand) == hand


@pytest.mark.parametrize(("rules", "filings"), [("quick", 2), ("seminar", 3), ("full", 4)])
def test_a_team_has_two_three_or_four_filings_a_round(rules: str, filings: int) -> None:
    play = all_moves(rules)
    assert [team.filings_left for team in play.view(PUBLIC).teams] == [filings] * 3
    assert filings_until(play, "ants", (3, 6)) == (filings, {Code.BUDGET})
    assert play.view(PUBLIC).teams[0].filings_left == 0


@pytest.mark.parametrize(
    ("rules", "code"), [("quick", Code.BUDGET), ("seminar", Code.MOVE_FULL), ("full", Code.MOVE_FULL)]
)
def test_a_team_files_on_a_move_twice_at_most(rules: str, code: Code) -> None:
    assert filings_until(all_moves(rules), "ants", (3,)) == (2, {code})


@pytest.mark.parametrize(("rules", "in_all"), [("quick", 2), ("seminar", 3), ("full", 3)])
def test_a_move_takes_two_or_three_filings_in_all(rules: str, in_all: int) -> None:
    play = all_moves(rules)
    behalf(play, "ants", Second(3, "second"))
    assert filings_until(play, "cats", (3, 4, 5)) == (in_all - 1, {Code.MOVE_FULL})


@pytest.mark.parametrize(("rules", "answers"), [("quick", 1), ("seminar", 1), ("full", 2)])
def test_a_mover_answers_once_or_twice_for_each_move(rules: str, answers: int) -> None:
    play = all_moves(rules)
    for target in (3, 4):
        behalf(play, "ants", Counter(target, "con"))  # 9 and 10, on Bees' move
    behalf(play, "bees", Counter(0, "con"))
    play.to("answers")
    for _ in range(answers):
        behalf(play, "bees", Answer(9, "pro"))
    assert play.refused(CONTROL, OnBehalf("bees", Answer(10, "pro"))).codes == {Code.TARGET}
    behalf(play, "ants", Answer(11, "pro"))  # each move has answers of its own


@pytest.mark.parametrize(("rules", "adjudication"), [("quick", "dice"), ("seminar", "ballot"), ("full", "ballot")])
def test_a_level_has_its_own_way_of_ruling(rules: str, adjudication: str) -> None:
    assert caucus(rules).view(PUBLIC).adjudication == adjudication


LACKING: list[tuple[Any, set[str]]] = [
    (Question(4, 0), {"quick"}),
    (CounterLink(3, "water>trees", "con"), {"quick"}),
    (Attack("ground", "con"), {"quick", "seminar"}),
    (Act(("water raises small",), REASON, "We dig."), {"quick", "seminar"}),
    (Message("bees", "Psst."), {"quick", "seminar"}),
    (Offer("bees", "Psst."), {"quick", "seminar"}),
    (Accept(0), {"quick", "seminar"}),
    (Seal("ants-up", REASON, "", "water>=60"), {"quick", "seminar"}),
    (Seal("ants-up", (Reason("ground", also="pro"),)), {"quick", "seminar"}),
]


@pytest.mark.parametrize("rules", THREE)
@pytest.mark.parametrize(("move", "lacking"), LACKING)
def test_what_a_level_lacks_is_refused_as_such_and_what_it_has_is_not(rules: str, move: Any, lacking: set[str]) -> None:
    in_debate = isinstance(move, (Question, CounterLink, Attack))
    play = all_moves(rules) if in_debate else caucus(rules)
    if rules in lacking:
        assert play.refused("ants", move).codes == {Code.RULES_LEVEL}
    elif isinstance(move, Accept):
        assert play.refused("ants", move).codes == {Code.OFFER}
    else:
        play.submit("ants", move)


@pytest.mark.parametrize("rules", THREE)
def test_what_a_level_lacks_is_refused_whenever_it_is_tried(rules: str) -> None:
    play = Play(open_hands(), rules=rules, rounds=1)
    while play.phase != "closed":
        for move, lacking in LACKING:
            if rules in lacking and not isinstance(move, Seal):
                assert play.refused("ants", move).codes == {Code.RULES_LEVEL}
        if play.phase == "caucus":
            play.seal("bees", "bees-up", "ground")
        if play.phase == "ruling":
            play.rule_all()
        play.advance(skip=True)


@pytest.mark.parametrize(
    ("rules", "caucus_kinds", "debate_kinds"),
    [
        ("quick", {"seal", "hold", "swap"}, {"counter", "second", "pass"}),
        ("seminar", {"seal", "hold", "swap"}, {"counter", "second", "question", "counter-link", "pass"}),
        (
            "full",
            {"seal", "act", "hold", "swap", "message", "offer"},
            {"counter", "second", "question", "counter-link", "attack", "pass"},
        ),
    ],
)
def test_the_options_offer_what_a_level_has(rules: str, caucus_kinds: set[str], debate_kinds: set[str]) -> None:
    more = lambda team: [card(f"{team}-{letter}", [("birds", "raises", "small")]) for letter in "xy"]  # noqa: E731
    play = caucus(rules, open_hands(teams=teams_of(lambda team: four_cards(team) + more(team))))
    assert {option.kind for option in play.view("ants").options} == caucus_kinds
    assert {option.kind for option in all_moves(rules).view("ants").options} == debate_kinds


@pytest.mark.parametrize("rules", THREE)
def test_speaking_order_rotates_at_every_level(rules: str) -> None:
    play = caucus(rules)
    orders = []
    for now in (1, 2, 3):
        play.to("caucus", round=now)
        orders.append(play.state.clock.order)
    assert orders == [("ants", "bees", "cats"), ("bees", "cats", "ants"), ("cats", "ants", "bees")]
