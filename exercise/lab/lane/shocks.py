"""What shocks do to the world (engine: `consequences`).

The shocks of a step are listed with the number of their origin, and spread at once. What each origin pushed alone is
worked out in lanes that are traced or watched.
"""

from exercise.lab import layout as x
from exercise.lab.lane import watch
from exercise.lab.lane.saying import say, traced
from exercise.lab.layout import Lane
from exercise.rules.influence import (
    clamp_level,
    commitment_push,
    level,
    negligible,
    points_per_push,
    push_of_all,
)
from exercise.rules.propagation import DAMPING, HORIZON, propagate

MOVE_ORIGIN = 0
COMMITMENT_ORIGIN = 1
INJECT_ORIGIN = 2
BY_INJECTS = 0
BY_CONSEQUENCES = 1
ALL = -1


def clear(s: Lane) -> None:
    """Return nothing, having left no shock in the first row of `changes`."""
    for place in range(s.at[x.W_CHANGES], s.at[x.W_CHANGES] + s.at[x.NODES] + 1):
        s.real[place] = 0.0


def run(s: Lane, stops: int, reach: int, edges: int, weights: int, steps: int, first: int) -> None:
    """Return nothing, having written to `real` from `first` on what the shocks in the first row of `changes` come to.

    The tables of the links begin at `stops` and `reach` in `at`, and at `weights` in `real`.
    """
    at, nodes, changes = s.at, s.at[x.NODES], s.at[x.W_CHANGES]
    for place in range(changes, changes + (nodes + 1) * steps):
        s.real[place + nodes + 1] = s.real[place]
    propagate(
        at[stops : stops + nodes],
        at[reach : reach + edges],
        s.real[weights : weights + edges],
        DAMPING,
        steps,
        s.real[changes : changes + at[x.PLACES]],
    )
    for node in range(nodes):
        s.real[first + node] = s.real[changes + steps * (nodes + 1) + node]


def begin(s: Lane, origin: int, kind: int, round: int, team: int, subject: int) -> None:
    """Return nothing, having noted the origin with this number."""
    s.work[s.at[x.W_ORIGINS] + 4 * origin] = kind
    s.work[s.at[x.W_ORIGINS] + 4 * origin + 1] = round
    s.work[s.at[x.W_ORIGINS] + 4 * origin + 2] = team
    s.work[s.at[x.W_ORIGINS] + 4 * origin + 3] = subject


def shock(s: Lane, count: int, origin: int, node: int, amount: float) -> int:
    """Return how many shocks are listed, having listed another after `count` of them."""
    s.work[s.at[x.W_SHOCK_ORIGIN] + count] = origin
    s.work[s.at[x.W_SHOCK_NODE] + count] = node
    s.real[s.at[x.W_SHOCKS] + count] = amount
    return count + 1


def spread(s: Lane, first: int, shocks: int, origin: int) -> None:
    """Return nothing, having spread the shocks of an origin, or ALL, into `real` from `first` on."""
    at = s.at
    clear(s)
    for place in range(shocks):
        if origin == ALL or s.work[s.at[x.W_SHOCK_ORIGIN] + place] == origin:
            node = s.work[s.at[x.W_SHOCK_NODE] + place]
            s.real[s.at[x.W_CHANGES] + node] += s.real[s.at[x.W_SHOCKS] + place]
    run(s, at[x.STOPS], at[x.REACH], at[x.LINKS], at[x.R_WEIGHTS], HORIZON, first)


def keep(s: Lane, shocks: int, origins: int) -> None:
    """Return nothing, having banked what delayed links keep of each origin's shocks."""
    at, now = s.at, s.now
    for place in range(at[x.DELAYED_COUNT]):
        link = at[at[x.DELAYED] + place]
        steps = HORIZON - at[at[x.LAGS] + link]
        if steps < 0:
            continue
        shares_across(s, link, steps)
        for origin in range(origins):
            s.real[s.at[x.W_AMOUNTS] + origin] = 0.0
        for listed in range(shocks):
            share = s.real[s.at[x.W_DELTA] + s.work[s.at[x.W_SHOCK_NODE] + listed]]
            amount = s.real[s.at[x.W_SHOCKS] + listed] * share
            s.real[s.at[x.W_AMOUNTS] + s.work[s.at[x.W_SHOCK_ORIGIN] + listed]] += amount
        for origin in range(origins):
            held = s.real[s.at[x.W_AMOUNTS] + origin]
            if negligible(held):
                continue
            entry = now[x.N_BANKED]
            if entry >= at[x.BANK_ROOM]:
                now[x.N_OVERFLOW] = x.BANK_IS_FULL
                return
            now[at[x.BANK_DUE] + entry] = now[x.N_ROUND] + at[at[x.DELAYS] + link]
            now[at[x.BANK_NODE] + entry] = at[at[x.EFFECTS] + link]
            now[at[x.BANK_KIND] + entry] = s.work[s.at[x.W_ORIGINS] + 4 * origin]
            now[at[x.BANK_ROUND] + entry] = s.work[s.at[x.W_ORIGINS] + 4 * origin + 1]
            now[at[x.BANK_TEAM] + entry] = s.work[s.at[x.W_ORIGINS] + 4 * origin + 2]
            now[at[x.BANK_SUBJECT] + entry] = s.work[s.at[x.W_ORIGINS] + 4 * origin + 3]
            s.real[at[x.R_BANK] + entry] = held
            now[x.N_BANKED] = entry + 1


def shares_across(s: Lane, link: int, steps: int) -> None:
    """Return nothing, having written to W_DELTA by node how much of a shock to it crosses a link within so many steps.

    That is what a pulse at the link's cause does when all links run backwards.
    """
    at = s.at
    edges = at[x.UP_COUNT]
    clear(s)
    s.real[s.at[x.W_CHANGES] + at[at[x.CAUSES] + link]] = DAMPING * s.real[at[x.R_WEIGHTS] + link]
    for edge in range(edges):
        s.real[s.at[x.W_TURNED] + edge] = s.real[at[x.R_WEIGHTS] + at[at[x.UP_LINK] + edge]]
    run(s, at[x.UP_STOPS], at[x.UP_REACH], edges, at[x.W_TURNED], steps, at[x.W_DELTA])


def origin_of(s: Lane, entry: int, origins: int) -> int:
    """Return the number of the origin of a banked entry among the first `origins`; the next where it is another."""
    at, now = s.at, s.now
    for origin in range(origins):
        if (
            s.work[s.at[x.W_ORIGINS] + 4 * origin] == now[at[x.BANK_KIND] + entry]
            and s.work[s.at[x.W_ORIGINS] + 4 * origin + 1] == now[at[x.BANK_ROUND] + entry]
            and s.work[s.at[x.W_ORIGINS] + 4 * origin + 2] == now[at[x.BANK_TEAM] + entry]
            and s.work[s.at[x.W_ORIGINS] + 4 * origin + 3] == now[at[x.BANK_SUBJECT] + entry]
        ):
            return origin
    return origins


def release(s: Lane, entry: int, shocks: int, origins: int) -> int:
    """Return how many origins there are, having listed a banked entry after `shocks` others."""
    at, now = s.at, s.now
    origin = origin_of(s, entry, origins)
    if origin == origins:
        kind, number = now[at[x.BANK_KIND] + entry], now[at[x.BANK_ROUND] + entry]
        begin(s, origin, kind, number, now[at[x.BANK_TEAM] + entry], now[at[x.BANK_SUBJECT] + entry])
        origins += 1
    shock(s, shocks, origin, now[at[x.BANK_NODE] + entry], s.real[at[x.R_BANK] + entry])
    return origins


def move_entry(s: Lane, entry: int, to: int) -> None:
    """Return nothing, having copied a banked entry to another place."""
    at, now = s.at, s.now
    now[at[x.BANK_DUE] + to] = now[at[x.BANK_DUE] + entry]
    now[at[x.BANK_NODE] + to] = now[at[x.BANK_NODE] + entry]
    now[at[x.BANK_KIND] + to] = now[at[x.BANK_KIND] + entry]
    now[at[x.BANK_ROUND] + to] = now[at[x.BANK_ROUND] + entry]
    now[at[x.BANK_TEAM] + to] = now[at[x.BANK_TEAM] + entry]
    now[at[x.BANK_SUBJECT] + to] = now[at[x.BANK_SUBJECT] + entry]
    s.real[at[x.R_BANK] + to] = s.real[at[x.R_BANK] + entry]


def spread_apart(s: Lane, shocks: int, origins: int) -> None:
    """Return nothing, having written to W_DELTAS what the shocks of each origin do alone."""
    at = s.at
    for origin in range(origins):
        spread(s, at[x.W_DELTAS] + origin * at[x.NODES], shocks, origin)
        if at[x.WATCHED] != 0:
            watch.note_flows(s, s.real[at[x.W_CHANGES] : at[x.W_CHANGES] + at[x.PLACES]])


def touched(s: Lane, shocks: int, node: int) -> bool:
    """Return whether any shock reaches a node within the horizon."""
    at = s.at
    for place in range(shocks):
        if at[at[x.TOUCHED] + s.work[at[x.W_SHOCK_NODE] + place] * at[x.NODES] + node] != 0:
            return True
    return False


def move_levels(s: Lane, cause: int, shocks: int, origins: int) -> None:
    """Return nothing, having moved every level that the shocks reach, and said so."""
    at, real = s.at, s.real
    if traced(s) or at[x.WATCHED] != 0:
        spread_apart(s, shocks, origins)
    spread(s, at[x.W_DELTA], shocks, ALL)
    if traced(s):
        say(s, x.LEVELS_MOVED)
        say(s, cause)
        say(s, origins)
        for place in range(4 * origins):
            say(s, s.work[s.at[x.W_ORIGINS] + place])
    for node in range(at[x.NODES]):
        before = real[at[x.R_Z] + node]
        after = clamp_level(before + real[at[x.W_DELTA] + node])
        real[at[x.R_Z] + node] = after
        if traced(s) and touched(s, shocks, node):
            say_change(s, node, before, after, origins)
    keep(s, shocks, origins)
    if traced(s):
        say_bank(s)


def say_change(s: Lane, node: int, before: float, after: float, origins: int) -> None:
    """Return nothing, having said how a level moved and what each origin has of it."""
    at = s.at
    parts = s.real[at[x.W_DELTAS] + node : at[x.W_DELTAS] + origins * at[x.NODES] : at[x.NODES]]
    say(s, node)
    say(s, before)
    say(s, after)
    points = points_per_push(level(before), level(after), push_of_all(parts))
    for part in parts:
        say(s, part)
        say(s, points * part)


def say_bank(s: Lane) -> None:
    """Return nothing, having said what waits behind delayed links."""
    at, now = s.at, s.now
    say(s, -1)
    say(s, now[x.N_BANKED])
    for entry in range(now[x.N_BANKED]):
        say(s, now[at[x.BANK_DUE] + entry])
        say(s, now[at[x.BANK_KIND] + entry])
        say(s, now[at[x.BANK_ROUND] + entry])
        say(s, now[at[x.BANK_TEAM] + entry])
        say(s, now[at[x.BANK_SUBJECT] + entry])
        say(s, now[at[x.BANK_NODE] + entry])
        say(s, s.real[at[x.R_BANK] + entry])


def push_injects(s: Lane, count: int) -> None:
    """Return nothing, having pushed what the first `count` injects in `found` bring, all together."""
    at = s.at
    shocks = origins = 0
    for place in range(count):
        inject = s.work[s.at[x.W_FOUND] + place]
        first = at[at[x.INJECT_SHOCK_STARTS] + inject]
        last = at[at[x.INJECT_SHOCK_STARTS] + inject + 1]
        if first == last:
            continue
        begin(s, origins, INJECT_ORIGIN, s.now[x.N_ROUND], -1, inject)
        for listed in range(first, last):
            node, amount = at[at[x.INJECT_SHOCK_NODE] + listed], s.real[at[x.P_INJECT_SHOCKS] + listed]
            shocks = shock(s, shocks, origins, node, amount)
        origins += 1
    if origins > 0:
        move_levels(s, BY_INJECTS, shocks, origins)


def push_round(s: Lane) -> None:
    """Return nothing, having pushed what this round's rulings, earlier commitments and the bank bring."""
    at, now = s.at, s.now
    number = now[x.N_ROUND]
    shocks = origins = 0
    for ruling in range(now[x.N_RULED]):
        row = now[at[x.RULED_ROW] + ruling]
        card = now[at[x.ROW_CARD] + row]
        group = at[x.SHOCK_STARTS] + 3 * card + now[at[x.OUTCOMES] + row]
        if at[group] == at[group + 1]:
            continue
        begin(s, origins, MOVE_ORIGIN, number, now[at[x.ROW_TEAM] + row], now[at[x.ROW_NAME] + row])
        for listed in range(at[group], at[group + 1]):
            shocks = shock(s, shocks, origins, at[at[x.SHOCK_NODE] + listed], s.real[at[x.P_SHOCKS] + listed])
        origins += 1
    for team in range(at[x.TEAMS]):
        for place in range(now[at[x.STANDING_COUNT] + team]):
            if now[at[x.STANDS_SINCE] + team * x.MOST_STANDING + place] >= number:
                continue
            card = now[at[x.STANDS] + team * x.MOST_STANDING + place]
            group = at[x.SHOCK_STARTS] + 3 * card + 2
            begin(s, origins, COMMITMENT_ORIGIN, number, team, card)
            for listed in range(at[group], at[group + 1]):
                amount = commitment_push(s.real[at[x.P_SHOCKS] + listed])
                shocks = shock(s, shocks, origins, at[at[x.SHOCK_NODE] + listed], amount)
            origins += 1
    left = 0
    for entry in range(now[x.N_BANKED]):
        if now[at[x.BANK_DUE] + entry] <= number:
            origins = release(s, entry, shocks, origins)
            shocks += 1
        else:
            move_entry(s, entry, left)
            left += 1
    now[x.N_BANKED] = left
    if origins > 0:
        move_levels(s, BY_CONSEQUENCES, shocks, origins)
