"""Ballots and rulings (engine: `ballots`, `ruling`)."""

from exercise.lab import layout as x
from exercise.lab.lane import watch
from exercise.lab.lane.argument import write_bases
from exercise.lab.lane.saying import say, traced
from exercise.lab.layout import Lane
from exercise.rules import dice, odds
from exercise.rules import floor as rules
from exercise.rules.chance import die, percentile
from exercise.rules.sensitivity import sensitive
from exercise.rules.strengths import HOLDS

BY_DICE = 0
BY_WEIGHT = 1
BY_BALLOT = 2
UNROLLED = 4


def estimable(s: Lane, team: int) -> int:
    """Return how many moves a team has yet to estimate, having written their rows to `found`."""
    at, now = s.at, s.now
    count = 0
    for row in range(now[x.N_ROWS]):
        if (
            now[at[x.ESTIMATES] + row * at[x.TEAMS] + team] == 0
            and now[at[x.ROW_TEAM] + row] != team
            and now[at[x.ROW_ROLLED] + row] != 0
        ):
            s.work[s.at[x.W_FOUND] + count] = row
            count += 1
    return count


def seal_estimate(s: Lane, team: int, row: int, percent: int) -> None:
    """Return nothing, having sealed a team's estimate of a move."""
    s.now[s.at[x.ESTIMATES] + row * s.at[x.TEAMS] + team] = percent
    s.now[x.N_MOVES] += 1
    if traced(s):
        say(s, x.BALLOT_SEALED)
        say(s, team)
        say(s, s.now[s.at[x.ROW_NODE] + row])
        say(s, percent)


def reveal_estimates(s: Lane) -> None:
    """Return nothing, having said what the ballots hold."""
    if not traced(s):
        return
    say(s, x.BALLOTS_REVEALED)
    for row in range(s.now[x.N_ROWS]):
        say_estimates(s, row, s.now[s.at[x.ROW_NODE] + row])
    say(s, -1)


def say_estimates(s: Lane, row: int, move: int) -> None:
    """Return nothing, having said `move` with each team's estimate of the move in a row, where there is one."""
    first = s.at[x.ESTIMATES] + row * s.at[x.TEAMS]
    for team in range(s.at[x.TEAMS]):
        if s.now[first + team] > 0:
            say(s, move)
            say(s, team)
            say(s, s.now[first + team])


def rule(s: Lane, row: int) -> None:
    """Return nothing, having ruled a move."""
    at, now, real = s.at, s.now, s.real
    count, move = now[x.N_COUNT], now[at[x.ROW_NODE] + row]
    team, card = now[at[x.ROW_TEAM] + row], now[at[x.ROW_CARD] + row]
    kinds = now[at[x.KIND] : at[x.KIND] + count]
    moves = now[at[x.MOVE_OF] : at[x.MOVE_OF] + count]
    targets = now[at[x.TARGET] : at[x.TARGET] + count]
    strengths = real[at[x.R_STRENGTH] : at[x.R_STRENGTH] + count]
    secret = now[at[x.ROW_SECRET] + row]
    difficulty = at[at[x.DIFFICULTY] + card] - secret
    pros = rules.pros(kinds, moves, strengths, move, s.work[at[x.W_FOUND] : at[x.W_FOUND] + count])
    cons = rules.cons(kinds, targets, strengths, move, s.work[at[x.W_TESTS] : at[x.W_TESTS] + count])
    modifier = dice.clamp_modifier(pros - cons + difficulty)
    rolled = now[at[x.ROW_ROLLED] + row] != 0
    method = UNROLLED
    outcome, thrown, first_face, second_face = 0, -1, 0, 0
    full, partial, fail, weighed, median = 0.0, 0.0, 0.0, 0.0, 0.0
    if not rolled:
        outcome = dice.unopposed(pros, difficulty)
        full, partial = (1.0, 0.0) if outcome == dice.FULL else (0.0, 1.0)
    elif at[x.ADJUDICATION] == x.ADJUDICATED_BY_DICE:
        method = BY_DICE
        full, partial = dice.full_chance(modifier), dice.partial_chance(modifier)
        fail = dice.fail_chance(modifier)
        first_face = die(s.keys[0], 0, now[x.N_ROUND], team, secret, 0)
        second_face = die(s.keys[0], 0, now[x.N_ROUND], team, secret, 1)
        outcome = dice.outcome(first_face + second_face + modifier)
    else:
        method = BY_WEIGHT
        strength = real[at[x.R_STRENGTH] + move]
        weighed = odds.weighed(odds.printed_chance(difficulty), strength, rules.MOVE_BASE)
        chance = weighed
        sealed = 0
        for other in range(at[x.TEAMS]):
            percent = now[at[x.ESTIMATES] + row * at[x.TEAMS] + other]
            if percent > 0:
                s.real[s.at[x.W_WEIGHTS] + sealed] = odds.clamped_estimate(percent / 100.0)
                sealed += 1
        if sealed > 0:
            method = BY_BALLOT
            median = odds.median(s.real[at[x.W_WEIGHTS] : at[x.W_WEIGHTS] + sealed], sealed)
            chance = odds.balloted(median, weighed)
        full, partial, fail = odds.full_chance(chance), odds.partial_chance(chance), 1.0 - chance
        thrown = percentile(s.keys[0], 0, now[x.N_ROUND], team, secret)
        outcome = odds.degree(thrown, chance)
    if at[x.WATCHED] != 0:
        watch.note_ruling(s, card, full + partial if rolled else -1.0)
    now[at[x.OUTCOMES] + row] = outcome
    now[at[x.RULED_ROW] + now[x.N_RULED]] = row
    now[x.N_RULED] += 1
    now[x.N_MOVES] += 1
    now[x.N_FAIL - outcome] += 1
    if not traced(s):
        return
    say(s, x.MOVE_RULED)
    say(s, move)
    say(s, team)
    say(s, now[at[x.ROW_NAME] + row])
    say(s, method)
    for place in range(pros):
        say(s, s.work[s.at[x.W_FOUND] + place])
    say(s, -1)
    for place in range(cons):
        say(s, s.work[s.at[x.W_TESTS] + place])
    say(s, -1)
    say(s, difficulty)
    say(s, modifier)
    say(s, full)
    say(s, partial)
    say(s, fail)
    say(s, first_face)
    say(s, second_face)
    say(s, outcome)
    say(s, real[at[x.R_STRENGTH] + move])
    say(s, weighed)
    say_estimates(s, row, move)
    say(s, -1)
    say(s, median)
    say(s, thrown)
    say(s, 1 if rolled and judged_otherwise(s, move) else 0)


def judged_otherwise(s: Lane, move: int) -> bool:
    """Return whether another way of counting arguments would judge a move differently."""
    at, now, real = s.at, s.now, s.real
    count = now[x.N_COUNT]
    write_bases(s)
    return sensitive(
        real[at[x.R_STRENGTH] + move] >= HOLDS,
        now[at[x.KIND] : at[x.KIND] + count],
        now[at[x.MOVE_OF] : at[x.MOVE_OF] + count],
        now[at[x.TARGET] : at[x.TARGET] + count],
        real[at[x.W_BASES] : at[x.W_BASES] + count],
        real[at[x.R_CITED] : at[x.R_CITED] + count],
        s.real[at[x.W_ALSO] : at[x.W_ALSO] + count],
        move,
        s.real[at[x.W_SUPPORT] : at[x.W_SUPPORT] + count],
        s.real[at[x.W_ATTACK] : at[x.W_ATTACK] + count],
        s.real[at[x.W_ENERGY] : at[x.W_ENERGY] + count],
    )
