"""The words of chance against SplitMix64 as published, written out a second time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

import pytest

from exercise.rules.hashing import GAMMA, MASK, below, key, lane_seed, mix, word

SEEDS = (0, 1, 42, 1234567, 2**63, 2**64 - 1)


def splitmix64(seed: int) -> Iterator[int]:
    """Yield the outputs of SplitMix64 as Vigna's `splitmix64.c` computes them, modulo 2**64 at every step."""
    state = seed
    while True:
        state = (state + 11400714819323198485) % 2**64
        z = state
        z = (z ^ z // 2**30) * 13787848793156543929 % 2**64
        z = (z ^ z // 2**27) * 10723151780598845931 % 2**64
        yield z ^ z // 2**31


def test_the_second_writing_gives_the_known_outputs_of_seed_1234567() -> None:
    # The outputs that Rosetta Code's task "Pseudo-random numbers/Splitmix64" asks for.
    assert list(islice(splitmix64(1234567), 5)) == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_key_of_a_seed_is_the_first_output(seed: int) -> None:
    assert key(seed) == next(splitmix64(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_mixing_the_counter_gives_the_outputs_in_order(seed: int) -> None:
    counted = [mix((seed + n * GAMMA) & MASK) for n in range(1, 21)]
    assert counted == list(islice(splitmix64(seed), 20))


@pytest.mark.parametrize("seed", SEEDS)
def test_lane_seeds_are_the_outputs_of_the_generator_that_the_key_seeds(seed: int) -> None:
    assert [lane_seed(seed, lane) for lane in range(20)] == list(islice(splitmix64(key(seed)), 20))


def test_lane_seeds_are_distinct_within_a_batch_and_between_seeds_that_lie_close() -> None:
    seeds = [lane_seed(seed, lane) for seed in range(10) for lane in range(5_000)]
    assert len(set(seeds)) == len(seeds)
    assert not set(seeds) & set(range(10))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("address", [0, 1, 1 << 48, 0x0102_0304_0005_0006, 2**64 - 1])
def test_a_word_is_mixed_twice_with_its_key(seed: int, address: int) -> None:
    def finalised(z: int) -> int:
        # One output of the generator is the finaliser of its state after one step, so the step is undone first.
        return next(splitmix64((z - 11400714819323198485) % 2**64))

    secret = next(splitmix64(seed))
    assert word(secret, address) == finalised((finalised(secret ^ address) + secret) % 2**64)


def test_the_words_of_neighbouring_addresses_and_keys_are_all_different() -> None:
    words = [word(key(seed), address) for seed in range(50) for address in range(400)]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("n", [1, 2, 6, 7, 36, 1000, 2**32])
def test_below_scales_the_upper_half_of_a_word(n: int) -> None:
    assert below(0, n) == 0
    assert below(2**64 - 1, n) == n - 1
    assert below(2**63, n) == n // 2  # half of the range
    assert below(0xFFFF_FFFF, n) == 0  # the lower half says nothing


def test_below_six_divides_the_upper_halves_evenly() -> None:
    # 6 · h >> 32 first reaches r at h = ceil(r · 2^32 / 6), so that no face has more than one upper half extra.
    firsts = [-(-r * 2**32 // 6) for r in range(7)]
    for r in range(6):
        assert below(firsts[r] << 32, 6) == r
        assert below((firsts[r + 1] - 1) << 32, 6) == r
    sizes = [after - before for before, after in pairwise(firsts)]
    assert max(sizes) - min(sizes) <= 1
