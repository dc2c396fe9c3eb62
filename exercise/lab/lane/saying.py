"""What a traced lane says: numbers after numbers, as `exercise.lab.trace` reads them off a session's events."""

from exercise.lab import layout as x
from exercise.lab.layout import Lane


def traced(s: Lane) -> bool:
    """Return whether the lane is traced."""
    return len(s.said) > 0


def say(s: Lane, value: float) -> None:
    """Return nothing, having said a number; the first place of `said` counts them."""
    place = int(s.said[0]) + 1
    if place < len(s.said):
        s.said[place] = value
        s.said[0] = place
    else:
        s.now[x.N_OVERFLOW] = x.SAID_IS_FULL


def say_phase(s: Lane, phase: int, turn: int) -> None:
    """Return nothing, having said that a phase opened and which team speaks first; -1 for none."""
    if traced(s):
        say(s, x.PHASE_OPENED)
        say(s, phase)
        say(s, turn)


def say_event(s: Lane, event: int, team: int, what: int) -> None:
    """Return nothing, having said an event of a team with one more number."""
    if traced(s):
        say(s, event)
        say(s, team)
        say(s, what)


def say_whole(s: Lane, first: int, count: int) -> None:
    """Return nothing, having said how many numbers follow and `count` places of `now` from `first` on."""
    say(s, count)
    for place in range(first, first + count):
        say(s, s.now[place])


def say_hand(s: Lane, team: int) -> None:
    """Return nothing, having said a team's hand, its spent cards and its draws."""
    at, now = s.at, s.now
    say_whole(s, at[x.HANDS] + team * at[x.SLOTS], now[at[x.HAND_COUNT] + team])
    say_whole(s, at[x.SPENT] + at[at[x.PILE] + team], now[at[x.SPENT_COUNT] + team])
    say(s, now[at[x.DRAWS] + team])


def name_of_card(s: Lane, card: int, team: int) -> int:
    """Return what a card that a team seals in this round is called: an action of its own has a name of its own."""
    at = s.at
    if card < at[x.CARDS]:
        return card
    return at[x.CARDS] + (s.now[x.N_ROUND] - 1) * at[x.TEAMS] + team


def name_of_claim(s: Lane, claim: int) -> int:
    """Return what a claim or a fact is called; -1 for none."""
    at = s.at
    return claim if claim < at[x.CLAIMS] else s.now[at[x.FACT_NAME] + claim - at[x.CLAIMS]]
