"""Addresses of chance."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.engine.chance import Purpose, address, dice, draw_word, inject_word
from exercise.rules.hashing import below, key, word

BYTE = st.integers(0, 255)
WORD = st.integers(0, 65_535)


def test_the_table_of_purposes_keeps_its_numbers() -> None:
    assert {purpose.name: int(purpose) for purpose in Purpose}.items() >= {"DRAW": 1, "DIE": 2, "INJECT": 3}.items()


def test_every_field_has_its_place() -> None:
    # stream 8 | purpose 8 | round 8 | team 8 | subject 16 | index 16
    assert address(0xAB, Purpose.DIE, 0xCD, 0xEF, 0x1234, 0x5678) == 0xAB02_CDEF_1234_5678


@given(st.lists(st.tuples(BYTE, st.sampled_from(Purpose), BYTE, BYTE, WORD, WORD), min_size=2, max_size=2, unique=True))
def test_two_different_sets_of_fields_never_share_an_address(
    fields: list[tuple[int, Purpose, int, int, int, int]],
) -> None:
    first, second = (address(*entry) for entry in fields)
    assert first != second
    assert 0 <= first < 2**64


@pytest.mark.parametrize("place", [0, 2, 3, 4, 5])
def test_a_field_out_of_its_range_is_an_error(place: int) -> None:
    most = 65_535 if place >= 4 else 255
    for wrong in (-1, most + 1):
        fields = [0, Purpose.DRAW, 0, 0, 0, 0]
        fields[place] = wrong
        with pytest.raises(ValueError, match="out of range"):
            address(*fields)  # type: ignore[arg-type]


def test_the_words_of_draws_dice_and_injects_never_meet() -> None:
    secret = key(9)
    draws = [draw_word(9, stream, team, index) for stream, team, index in product(range(2), range(4), range(60))]
    injects = [inject_word(9, stream, index) for stream, index in product(range(2), range(60))]
    dies = [
        word(secret, address(stream, Purpose.DIE, now, team, 0, die))
        for stream, now, team, die in product(range(2), range(12), range(4), range(2))
    ]
    words = draws + injects + dies
    assert len(set(words)) == len(words)


def test_a_draw_depends_on_the_team_and_the_draws_before_it_alone() -> None:
    assert draw_word(9, 0, 2, 5) == word(key(9), 0x0001_0002_0000_0005)


def test_an_inject_depends_on_the_draws_before_it_alone() -> None:
    assert inject_word(9, 1, 3) == word(key(9), 0x0103_0000_0000_0003)


def test_two_dice_are_two_words_of_the_round_and_the_team() -> None:
    first = below(word(key(9), 0x0002_0302_0000_0000), 6) + 1
    second = below(word(key(9), 0x0002_0302_0000_0001), 6) + 1
    assert dice(9, 0, 3, 2) == (first, second)


def test_all_36_throws_come_up_about_equally_often() -> None:
    throws = [dice(seed, 0, now, team) for seed, now, team in product(range(60), range(1, 13), range(5))]
    counts = {throw: throws.count(throw) for throw in set(throws)}
    assert len(counts) == 36
    expected = len(throws) / 36
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 66.6  # .999 quantile, 35 degrees


def test_another_stream_throws_other_dice() -> None:
    assert [dice(9, 0, now, 0) for now in range(1, 11)] != [dice(9, 1, now, 0) for now in range(1, 11)]
