"""Drawing without shuffling, against a list of the cards that are left."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.rules.draws import position
from exercise.rules.hashing import below, key, word


def word_for(r: int, n: int) -> int:
    """Return the smallest word of which `below` makes `r` out of `n`."""
    return -(-r * 2**32 // n) << 32


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_each_card_left_has_one_place_among_the_draws(n: int) -> None:
    for size in range(n):
        for out in combinations(range(n), size):
            left = [card for card in range(n) if card not in out]
            drawn = [position(word_for(r, len(left)), n, out) for r in range(len(left))]
            assert drawn == left


@given(st.integers(0, 2**64 - 1), st.integers(1, 40), st.data())
def test_a_draw_is_never_a_card_that_is_out(a_word: int, n: int, data: st.DataObject) -> None:
    out = sorted(data.draw(st.sets(st.integers(0, n - 1), max_size=n - 1)))
    drawn = position(a_word, n, out)
    assert 0 <= drawn < n
    assert drawn not in out


@pytest.mark.parametrize("seed", range(20))
def test_drawing_a_pile_to_its_end_equals_sampling_without_replacement(seed: int) -> None:
    left = list(range(12))
    out: list[int] = []
    for index in range(12):
        drawn = word(key(seed), index)
        card = position(drawn, 12, sorted(out))
        assert card == left.pop(below(drawn, len(left)))
        out.append(card)
    assert left == []


@pytest.mark.parametrize("out", [(), (0,), (3, 4), (0, 2, 7)])
def test_each_card_left_is_drawn_equally_often(out: tuple[int, ...]) -> None:
    draws = 8_000
    counts = Counter(position(word(key(7), index), 8, out) for index in range(draws))
    left = 8 - len(out)
    assert len(counts) == left
    expected = draws / left
    chi_square = sum((count - expected) ** 2 / expected for count in counts.values())
    assert chi_square < 24.3  # the .999 quantile for 7 degrees of freedom, the most that there are here
