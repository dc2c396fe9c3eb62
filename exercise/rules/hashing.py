"""Counter-based chance: a 64-bit word for an address (DESIGN 4)."""

MASK = 0xFFFF_FFFF_FFFF_FFFF
GAMMA = 0x9E37_79B9_7F4A_7C15
"""The increment of SplitMix64."""


def mix(z: int) -> int:
    """Return `z` with its 64 bits mixed: the finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    z = ((z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB) & MASK
    return z ^ (z >> 31)


def key(seed: int) -> int:
    """Return the 64-bit key of a seed."""
    return mix((seed + GAMMA) & MASK)


def word(key: int, address: int) -> int:
    """Return the 64-bit word at an address."""
    return mix((mix(key ^ address) + key) & MASK)


def below(word: int, n: int) -> int:
    """Return a whole number from 0 to n - 1, from the upper half of a word; `n` is 1 to 2**32."""
    return ((word >> 32) * n) >> 32


def lane_seed(seed: int, lane: int) -> int:
    """Return the seed of the lane numbered `lane`, from 0, of a batch."""
    return mix((mix((seed + GAMMA) & MASK) + (lane + 1) * GAMMA) & MASK)


def player_seed(seed: int, place: int) -> int:
    """Return the seed of the player on the seat in a place, from 0, of a session that bots play from `seed`."""
    return lane_seed(seed, place)


def address(stream: int, purpose: int, round: int, team: int, subject: int, index: int) -> int:
    """Return a 64-bit address: stream, purpose, round and team of 8 bits, subject and index of 16; none is checked."""
    return stream << 56 | purpose << 48 | round << 40 | team << 32 | subject << 16 | index
