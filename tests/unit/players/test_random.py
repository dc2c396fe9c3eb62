"""The random player: it fills the templates of its view, and every way to do so is open to it."""

from __future__ import annotations

from collections import Counter as Tally
from typing import Any

import pytest
from plays import Play, in_caucus, in_debate, open_hands
from sessions import choose, seated
from smalldeck import small_deck

from exercise import engine
from exercise.engine.game import LEVELS
from exercise.moves import CONTROL, PUBLIC, Hold, Refusal, Seal, Slot, Swap, Template, malformed
from exercise.players import Player, RandomPlayer
from exercise.players.random import OWN_WORDS
from exercise.session import Session

TEAMS = ("ants", "bees", "cats")


def legal(move: Any, template: Template) -> bool:
    """Return whether a move is one that a template describes."""
    if move.kind != template.kind:
        return False
    for slot in template.slots:
        value = getattr(move, slot.name)
        several = value if isinstance(value, tuple) else () if value in (None, "") else (value,)
        values = [getattr(part, "claim", part) for part in several]
        if len(set(values)) != len(values) or not slot.least <= len(values) <= slot.most:
            return False
        if not set(values) <= set(slot.domain):
            return False
    return True


@pytest.mark.parametrize("rules", LEVELS)
@pytest.mark.parametrize("seed", range(6))
def test_every_template_of_every_view_is_filled_so_that_it_is_accepted(rules: str, seed: int) -> None:
    session = Session.new(small_deck(), rules=rules, rounds=3, seed=seed)
    players = seated(session, seed=seed)
    trying = RandomPlayer(seed + 100)
    tried: Tally[str] = Tally()
    while (due := choose(session, players)) is not None:
        for seat in (*TEAMS, CONTROL):
            for template in session.view(seat).options:
                move = trying.fill(template)
                assert legal(move, template)
                assert malformed(move) == ""
                decision = engine.decide(session.state, seat, move)
                assert not isinstance(decision, Refusal), (seat, move, decision.sentence)
                tried[template.kind] += 1
        session.submit(*due)
    expected = {"seal", "hold", "swap", "counter", "second", "pass", "advance", "rule", "override", "deliver"}
    assert expected <= set(tried)


def test_what_it_chooses_is_one_of_the_options_that_it_sees() -> None:
    play = in_caucus(small_deck())
    view = play.view("ants")
    for seed in range(40):
        move = RandomPlayer(seed).choose(view)
        assert any(legal(move, template) for template in view.options)


def test_every_option_and_every_value_comes_up() -> None:
    view = in_caucus(open_hands()).view("ants")
    player = RandomPlayer(3)
    chosen = [player.choose(view) for _ in range(800)]
    assert {type(move) for move in chosen} == {Seal, Hold}  # a pile of four leaves nothing to swap for
    seals = [move for move in chosen if isinstance(move, Seal)]
    assert {move.card for move in seals} == {"ants-up", "ants-down", "ants-grow", "ants-bell"}
    assert {len(move.reasons) for move in seals} == {1, 2, 3}
    assert {reason.claim for move in seals for reason in move.reasons} == {"ground", "pro", "second", "weak"}
    # Five options, of equal chance: 160 each of 800, give or take four times the square root of 128.
    counts = Tally(move.card if isinstance(move, Seal) else "hold" for move in chosen)
    assert all(115 < count < 205 for count in counts.values())


def option(play: Play, seat: str, kind: str) -> Template:
    """Return the last template of a kind that a seat has now."""
    return [template for template in play.view(seat).options if template.kind == kind][-1]


def test_an_optional_slot_is_filled_about_half_the_time_and_left_empty_with_text() -> None:
    template = option(in_debate({"ants": ("ants-up", "ground")}), "bees", "counter")
    player = RandomPlayer(8)
    moves: list[Any] = [player.fill(template) for _ in range(400)]
    empty = [move for move in moves if move.claim is None]
    assert 140 < len(empty) < 260
    assert {move.text for move in empty} == {OWN_WORDS}
    assert {move.text for move in moves if move.claim is not None} == {""}


def test_text_is_given_where_a_template_needs_it_and_only_there() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    takes = option(play, "bees", "second")
    assert {RandomPlayer(seed).fill(takes).text for seed in range(9)} == {""}  # type: ignore[union-attr]
    play.to("ruling")
    play.rule_all()
    needs = option(play, CONTROL, "override")
    assert {RandomPlayer(seed).fill(needs).text for seed in range(9)} == {OWN_WORDS}  # type: ignore[union-attr]
    assert OWN_WORDS.strip()


def test_a_template_without_slots_takes_no_chance() -> None:
    first, second = RandomPlayer(5), RandomPlayer(5)
    assert first.fill(Template("hold")) == Hold()
    swap = Template("swap", (Slot("card", tuple("abcdefgh")),))
    assert [first.fill(swap) for _ in range(9)] == [second.fill(swap) for _ in range(9)]
    assert first.fill(Template("swap", (Slot("card", ("a",)),))) == Swap("a")


def test_a_seed_makes_the_same_choices_of_the_same_views() -> None:
    views = [play.view("ants") for play in (in_caucus(), in_caucus(small_deck()))] * 5
    for seed in (0, 1, (1 << 64) - 1):
        first, second = RandomPlayer(seed), RandomPlayer(seed)
        assert [first.choose(view) for view in views] == [second.choose(view) for view in views]


def test_other_seeds_make_other_choices() -> None:
    view = in_caucus(small_deck()).view("ants")
    made = [repr([player.choose(view) for _ in range(6)]) for player in map(RandomPlayer, range(30))]
    assert len(set(made)) == 30


def test_a_seat_that_has_nothing_to_do_is_an_error() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    for seat in ("ants", "cats", PUBLIC):
        with pytest.raises(ValueError, match="nothing to do"):
            RandomPlayer(1).choose(play.view(seat))


def test_players_of_all_seats_get_an_exercise_to_its_end_from_views_alone() -> None:
    play = Play(small_deck(), rounds=2)
    players: dict[str, Player] = {seat: RandomPlayer(number) for number, seat in enumerate((*TEAMS, CONTROL))}
    for _ in range(2_000):
        if play.phase == "closed":
            break
        for seat in (*TEAMS, CONTROL):
            if play.view(seat).options:
                play.submit(seat, players[seat].choose(play.view(seat)))
                break
    assert play.phase == "closed"
