"""Who may file or answer, and whose turn it is (DESIGN 8).

Teams and moves are numbered: a team by its place in the deck, a move by its row, in the order in which the moves were
revealed. `filed[row * teams + place]` counts what a team filed on a move; a last row, after the moves', counts direct
attacks on claims. `movers[row]` is the place of the team whose move it is.
"""

from collections.abc import Sequence

from exercise.rules.floor import COUNTER, LINK_COUNTER, QUESTION


def first_speaker(round: int, teams: int) -> int:
    """Return the place of the team that speaks first in a round, from 1 on."""
    return (round - 1) % teams


def has_filing(filed: Sequence[int], teams: int, place: int, filings: int) -> bool:
    """Return whether a team has a filing left this round."""
    count = 0
    for at in range(place, len(filed), teams):
        count += filed[at]
    return count < filings


def has_room(
    filed: Sequence[int], movers: Sequence[int], teams: int, place: int, row: int, by_team: int, by_all: int
) -> bool:
    """Return whether a team may file on a move as far as that move goes: another's, and not filed on in full."""
    if movers[row] == place:
        return False
    first = row * teams
    if filed[first + place] >= by_team:
        return False
    count = 0
    for at in range(first, first + teams):
        count += filed[at]
    return count < by_all


def may_file(
    filed: Sequence[int],
    movers: Sequence[int],
    teams: int,
    place: int,
    filings: int,
    by_team: int,
    by_all: int,
    claims: bool,
) -> bool:
    """Return whether a team may still file on any move, or, where `claims` says so, attack a claim."""
    if not has_filing(filed, teams, place, filings):
        return False
    if claims:
        return True
    for row in range(len(movers)):
        if has_room(filed, movers, teams, place, row, by_team, by_all):
            return True
    return False


def next_to_file(
    order: Sequence[int],
    start: int,
    passed: Sequence[int],
    filed: Sequence[int],
    movers: Sequence[int],
    filings: int,
    by_team: int,
    by_all: int,
    claims: bool,
) -> int:
    """Return the first team in speaking order, from place `start` of it on and round, that may file; -1 for none.

    `order` holds the places of the teams in speaking order, `passed` 1 for each team that has passed.
    """
    teams = len(order)
    for step in range(teams):
        place = order[(start + step) % teams]
        if not passed[place] and may_file(filed, movers, teams, place, filings, by_team, by_all, claims):
            return place
    return -1


def answerable(kind: int) -> bool:
    """Return whether what was filed may be answered by the mover."""
    return kind == COUNTER or kind == QUESTION or kind == LINK_COUNTER


def may_answer(
    kinds: Sequence[int],
    moves: Sequence[int],
    rows: Sequence[int],
    movers: Sequence[int],
    answered: Sequence[int],
    place: int,
    answers: int,
) -> bool:
    """Return whether a team may answer anything: something was filed on a move of it that has answers left.

    `rows` holds the number of each row's move among the nodes, `answered` how many answers it had.
    """
    for row in range(len(rows)):
        if movers[row] == place and answered[row] < answers:
            move = rows[row]
            for number in range(move + 1, len(kinds)):
                if moves[number] == move and answerable(kinds[number]):
                    return True
    return False


def next_to_answer(
    order: Sequence[int],
    start: int,
    passed: Sequence[int],
    kinds: Sequence[int],
    moves: Sequence[int],
    rows: Sequence[int],
    movers: Sequence[int],
    answered: Sequence[int],
    answers: int,
) -> int:
    """Return the first team in speaking order, from place `start` of it on and round, that may answer; -1 for none."""
    teams = len(order)
    for step in range(teams):
        place = order[(start + step) % teams]
        if not passed[place] and may_answer(kinds, moves, rows, movers, answered, place, answers):
            return place
    return -1
