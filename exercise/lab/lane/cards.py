"""Conditions, hands and piles (engine: `conditions`, `hands`)."""

from exercise.lab import layout as x
from exercise.lab.lane.saying import say, say_hand, traced
from exercise.lab.layout import Lane
from exercise.rules.chance import draw_word
from exercise.rules.draws import position
from exercise.rules.objectives import within


def stands(s: Lane, team: int, card: int) -> bool:
    """Return whether a commitment of a team rests on a card."""
    at, now = s.at, s.now
    first = at[x.STANDS] + team * x.MOST_STANDING
    for place in range(first, first + now[at[x.STANDING_COUNT] + team]):
        if now[place] == card:
            return True
    return False


def succeeded(s: Lane, card: int) -> bool:
    """Return whether a move on a card succeeded in an earlier round."""
    return (s.now[s.at[x.SUCCEEDED] + card // x.FLAGS] >> (card % x.FLAGS)) & 1 == 1


def note_success(s: Lane, card: int) -> None:
    """Return nothing, having noted that a move on a card succeeded."""
    place = s.at[x.SUCCEEDED] + card // x.FLAGS
    s.now[place] = s.now[place] | (1 << (card % x.FLAGS))


def met(s: Lane, first: int, last: int) -> bool:
    """Return whether the conditions with numbers from `first` up to, not including, `last` are met now."""
    at, now = s.at, s.now
    for number in range(first, last):
        node = at[at[x.CONDITION_NODE] + number]
        if node >= 0:
            if not within(s.real[at[x.R_Z] + node], s.real[at[x.P_LEAST] + number], s.real[at[x.P_MOST] + number]):
                return False
            continue
        standing = at[at[x.CONDITION_STANDING] + number]
        played = at[at[x.CONDITION_PLAYED] + number]
        if standing >= 0:
            if not stands(s, at[at[x.CARD_TEAM] + standing], standing):
                return False
        elif played >= 0:
            if not succeeded(s, played):
                return False
        elif now[x.N_ROUND] < at[at[x.CONDITION_ROUND] + number]:
            return False
    return True


def usable(s: Lane, team: int, card: int) -> bool:
    """Return whether a team may hold a card: its requirements are met, and it neither stands nor waits in secret."""
    at = s.at
    if at[x.SECRETS] != 0 and s.now[at[x.SECRET] + team] == card:
        return False
    if at[at[x.COMMITS] + card] != 0 and stands(s, team, card):
        return False
    first = at[x.REQUIRE_STARTS] + card
    return met(s, at[first], at[first + 1])


def playable(s: Lane, team: int, card: int) -> bool:
    """Return whether a card of the hand may be sealed now."""
    at = s.at
    if at[at[x.COMMITS] + card] != 0 and s.now[at[x.STANDING_COUNT] + team] >= x.MOST_STANDING:
        return False
    return usable(s, team, card)


def in_hand(s: Lane, team: int, card: int) -> bool:
    """Return whether a card is in a team's hand."""
    first = s.at[x.HANDS] + team * s.at[x.SLOTS]
    for place in range(first, first + s.now[s.at[x.HAND_COUNT] + team]):
        if s.now[place] == card:
            return True
    return False


def may_swap(s: Lane, team: int) -> bool:
    """Return whether a swap would bring a team another card."""
    at = s.at
    for card in range(at[at[x.PILE] + team], at[at[x.PILE] + team + 1]):
        if not in_hand(s, team, card) and usable(s, team, card):
            return True
    return False


def put_out(s: Lane, team: int, number: int) -> None:
    """Return nothing, having noted in ascending order that the card of this number in the pile is not in it."""
    first = s.at[x.OUT] + s.at[s.at[x.PILE] + team]
    count = s.now[s.at[x.OUT_COUNT] + team]
    place = first + count
    while place > first and s.now[place - 1] > number:
        s.now[place] = s.now[place - 1]
        place -= 1
    s.now[place] = number
    s.now[s.at[x.OUT_COUNT] + team] = count + 1


def to_hand(s: Lane, team: int, card: int) -> None:
    """Return nothing, having put a card last in a hand."""
    count = s.now[s.at[x.HAND_COUNT] + team]
    s.now[s.at[x.HANDS] + team * s.at[x.SLOTS] + count] = card
    s.now[s.at[x.HAND_COUNT] + team] = count + 1


def to_spent(s: Lane, team: int, card: int) -> None:
    """Return nothing, having put a card last among the spent ones."""
    count = s.now[s.at[x.SPENT_COUNT] + team]
    s.now[s.at[x.SPENT] + s.at[s.at[x.PILE] + team] + count] = card
    s.now[s.at[x.SPENT_COUNT] + team] = count + 1


def from_hand(s: Lane, team: int, card: int) -> None:
    """Return nothing, having taken a card out of a hand and closed the gap."""
    first = s.at[x.HANDS] + team * s.at[x.SLOTS]
    count = s.now[s.at[x.HAND_COUNT] + team]
    place = first
    while s.now[place] != card:
        place += 1
    for after in range(place, first + count - 1):
        s.now[after] = s.now[after + 1]
    s.now[s.at[x.HAND_COUNT] + team] = count - 1


def any_usable(s: Lane, team: int) -> bool:
    """Return whether a spent card may be held."""
    first = s.at[x.SPENT] + s.at[s.at[x.PILE] + team]
    for place in range(first, first + s.now[s.at[x.SPENT_COUNT] + team]):
        if usable(s, team, s.now[place]):
            return True
    return False


def turn_pile(s: Lane, team: int) -> None:
    """Return nothing, having put the spent cards back into the pile."""
    at, now = s.at, s.now
    pile = at[at[x.PILE] + team]
    now[at[x.SPENT_COUNT] + team] = 0
    now[at[x.OUT_COUNT] + team] = 0
    first = at[x.HANDS] + team * at[x.SLOTS]
    for place in range(first, first + now[at[x.HAND_COUNT] + team]):
        put_out(s, team, now[place] - pile)


def draw(s: Lane, team: int, wanted: int) -> bool:
    """Return whether the pile was turned, having filled a hand up to `wanted` cards where it can be."""
    at, now = s.at, s.now
    pile, size = at[at[x.PILE] + team], at[at[x.PILE] + team + 1] - at[at[x.PILE] + team]
    turned = False
    while now[at[x.HAND_COUNT] + team] < wanted:
        count = now[at[x.OUT_COUNT] + team]
        if count == size:
            if not any_usable(s, team):
                break
            turned = True
            turn_pile(s, team)
            continue
        first = at[x.OUT] + pile
        drawn = now[at[x.DRAWS] + team]
        number = position(draw_word(s.keys[0], 0, team, drawn), size, now[first : first + count])
        now[at[x.DRAWS] + team] = drawn + 1
        put_out(s, team, number)
        if usable(s, team, pile + number):
            to_hand(s, team, pile + number)
        else:
            to_spent(s, team, pile + number)
    return turned


def deal(s: Lane, team: int) -> None:
    """Return nothing, having filled a team's hand for the caucus."""
    at, now = s.at, s.now
    if now[x.N_ROUND] == 1:
        first = at[x.OPENING_STARTS] + team
        for place in range(at[first], at[first + 1]):
            card = at[at[x.OPENING] + place]
            to_hand(s, team, card)
            put_out(s, team, card - at[at[x.PILE] + team])
    hand = at[x.HANDS] + team * at[x.SLOTS]
    place = hand
    while place < hand + now[at[x.HAND_COUNT] + team]:
        card = now[place]
        if usable(s, team, card):
            place += 1
        else:
            from_hand(s, team, card)
            to_spent(s, team, card)
    turned = draw(s, team, at[x.HAND])
    if traced(s):
        if turned:
            say(s, x.PILE_TURNED)
            say(s, team)
        say(s, x.CARDS_DEALT)
        say(s, team)
        say_hand(s, team)


def swap(s: Lane, team: int, card: int) -> None:
    """Return nothing, having put one card of a hand back and drawn another."""
    turned = draw(s, team, s.now[s.at[x.HAND_COUNT] + team] + 1)
    from_hand(s, team, card)
    to_spent(s, team, card)
    s.now[s.at[x.SWAPPED] + team] = 1
    if traced(s):
        if turned:
            say(s, x.PILE_TURNED)
            say(s, team)
        say(s, x.CARD_SWAPPED)
        say(s, team)
        say(s, card)
        say_hand(s, team)
