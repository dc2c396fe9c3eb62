"""What shocks do to the world (engine: `consequences`)."""

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
    released,
)
from exercise.rules.propagation import DAMPING, HORIZON, crossed, propagate

MOVE_ORIGIN = 0
COMMITMENT_ORIGIN = 1
INJECT_ORIGIN = 2
BY_INJECTS = 0
BY_CONSEQUENCES = 1


def clear(s: Lane, first: int) -> None:
    """Return nothing, having emptied the scratch of a propagation whose changes go into `real` from `first` on.

    What pulses leave after the horizon is never read.
    """
    pulses = s.at[x.W_PULSES]
    for place in range(pulses, pulses + (s.at[x.NODES] + 1) * (HORIZON + 1)):
        s.real[place] = 0.0
    for place in range(first, first + s.at[x.NODES]):
        s.real[place] = 0.0


def spread(s: Lane, first: int) -> None:
    """Return nothing, having spread what stands in the first row of `pulses`, into `real` from `first` on."""
    at = s.at
    starts = at[at[x.STARTS] : at[x.STARTS] + at[x.NODES] + 1]
    reach = at[at[x.REACH] : at[x.REACH] + at[x.LINKS]]
    weights = s.real[at[x.R_WEIGHTS] : at[x.R_WEIGHTS] + at[x.LINKS]]
    pulses = s.real[at[x.W_PULSES] : at[x.W_PULSES] + at[x.ROOM]]
    delta = s.real[first : first + at[x.NODES]]
    propagate(starts, reach, weights, DAMPING, HORIZON, pulses, delta)


def keep(s: Lane, origin: int, amount: float) -> None:
    """Return nothing, having banked what delayed links keep of `amount` times the pulses."""
    at, now = s.at, s.now
    pulses = s.real[at[x.W_PULSES] : at[x.W_PULSES] + at[x.ROOM]]
    if at[x.WATCHED] != 0:
        watch.note_flows(s, pulses, amount)
    for place in range(at[x.DELAYED_COUNT]):
        link = at[at[x.DELAYED] + place]
        weight = s.real[at[x.R_WEIGHTS] + link]
        cause, lag = at[at[x.CAUSES] + link], at[at[x.LAGS] + link]
        held = amount * crossed(at[x.NODES], HORIZON, cause, lag, weight, DAMPING, pulses)
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


def begin(s: Lane, origin: int, kind: int, round: int, team: int, subject: int) -> None:
    """Return nothing, having noted the origin with this number."""
    s.work[s.at[x.W_ORIGINS] + 4 * origin] = kind
    s.work[s.at[x.W_ORIGINS] + 4 * origin + 1] = round
    s.work[s.at[x.W_ORIGINS] + 4 * origin + 2] = team
    s.work[s.at[x.W_ORIGINS] + 4 * origin + 3] = subject


def deltas_of(s: Lane, origin: int) -> int:
    """Return where in `real` what an origin pushes begins."""
    return s.at[x.W_DELTAS] + origin * s.at[x.NODES]


def push(s: Lane, origin: int) -> None:
    """Return nothing, having spread what stands in the first row of `pulses` for an origin."""
    spread(s, deltas_of(s, origin))
    keep(s, origin, 1.0)


def origin_of(s: Lane, entry: int, origins: int) -> int:
    """Return the number of the origin of a banked entry among the first `origins`; -1 where it is another."""
    at, now = s.at, s.now
    for origin in range(origins):
        if (
            s.work[s.at[x.W_ORIGINS] + 4 * origin] == now[at[x.BANK_KIND] + entry]
            and s.work[s.at[x.W_ORIGINS] + 4 * origin + 1] == now[at[x.BANK_ROUND] + entry]
            and s.work[s.at[x.W_ORIGINS] + 4 * origin + 2] == now[at[x.BANK_TEAM] + entry]
            and s.work[s.at[x.W_ORIGINS] + 4 * origin + 3] == now[at[x.BANK_SUBJECT] + entry]
        ):
            return origin
    return -1


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


def release(s: Lane, held: int, origins: int) -> int:
    """Return how many origins there are, having released what was due of the first `held` entries of the bank.

    What is banked on the way stands behind them; at the end the bank holds what was not due, then that.
    """
    at, now = s.at, s.now
    nodes, number = at[x.NODES], now[x.N_ROUND]
    for entry in range(held):
        if now[at[x.BANK_DUE] + entry] > number:
            continue
        node = now[at[x.BANK_NODE] + entry]
        first = True
        for before in range(entry):
            if now[at[x.BANK_DUE] + before] <= number and now[at[x.BANK_NODE] + before] == node:
                first = False
        if not first:
            continue
        # What was banked on one indicator spreads alike whatever its origin, so one unit serves them all.
        clear(s, at[x.W_DELTA])
        s.real[s.at[x.W_PULSES] + node] += 1.0
        spread(s, at[x.W_DELTA])
        for same in range(entry, held):
            if now[at[x.BANK_DUE] + same] > number or now[at[x.BANK_NODE] + same] != node:
                continue
            origin = origin_of(s, same, origins)
            anew = origin < 0
            if anew:
                origin = origins
                origins += 1
                begin(
                    s,
                    origin,
                    now[at[x.BANK_KIND] + same],
                    now[at[x.BANK_ROUND] + same],
                    now[at[x.BANK_TEAM] + same],
                    now[at[x.BANK_SUBJECT] + same],
                )
            amount = s.real[at[x.R_BANK] + same]
            delta = s.real[at[x.W_DELTA] : at[x.W_DELTA] + nodes]
            released(amount, delta, anew, s.real, deltas_of(s, origin))
            keep(s, origin, amount)
    left = 0
    for entry in range(now[x.N_BANKED]):
        if entry >= held or now[at[x.BANK_DUE] + entry] > number:
            move_entry(s, entry, left)
            left += 1
    now[x.N_BANKED] = left
    return origins


def any_due(s: Lane) -> bool:
    """Return whether something banked is due."""
    for entry in range(s.now[x.N_BANKED]):
        if s.now[s.at[x.BANK_DUE] + entry] <= s.now[x.N_ROUND]:
            return True
    return False


def move_levels(s: Lane, cause: int, origins: int) -> None:
    """Return nothing, having moved every level that the origins push, and said so."""
    at, real = s.at, s.real
    nodes = at[x.NODES]
    if traced(s):
        say(s, x.LEVELS_MOVED)
        say(s, cause)
        say(s, origins)
        for place in range(4 * origins):
            say(s, s.work[s.at[x.W_ORIGINS] + place])
    for node in range(nodes):
        parts = real[at[x.W_DELTAS] + node : at[x.W_DELTAS] + origins * nodes : nodes]
        pushed = False
        for part in parts:
            if part != 0.0:
                pushed = True
        if not pushed:
            continue
        before = real[at[x.R_Z] + node]
        after = clamp_level(before + push_of_all(parts))
        real[at[x.R_Z] + node] = after
        if traced(s):
            say(s, node)
            say(s, before)
            say(s, after)
            points = points_per_push(level(before), level(after), push_of_all(parts))
            for part in parts:
                say(s, part)
                say(s, points * part)
    if traced(s):
        say(s, -1)
        say(s, s.now[x.N_BANKED])
        for entry in range(s.now[x.N_BANKED]):
            say(s, s.now[at[x.BANK_DUE] + entry])
            say(s, s.now[at[x.BANK_KIND] + entry])
            say(s, s.now[at[x.BANK_ROUND] + entry])
            say(s, s.now[at[x.BANK_TEAM] + entry])
            say(s, s.now[at[x.BANK_SUBJECT] + entry])
            say(s, s.now[at[x.BANK_NODE] + entry])
            say(s, real[at[x.R_BANK] + entry])


def push_injects(s: Lane, count: int) -> None:
    """Return nothing, having pushed what the first `count` injects in `found` bring, all together."""
    at = s.at
    origins = 0
    for place in range(count):
        inject = s.work[s.at[x.W_FOUND] + place]
        first = at[at[x.INJECT_SHOCK_STARTS] + inject]
        last = at[at[x.INJECT_SHOCK_STARTS] + inject + 1]
        if first == last:
            continue
        clear(s, deltas_of(s, origins))
        for shock in range(first, last):
            s.real[s.at[x.W_PULSES] + at[at[x.INJECT_SHOCK_NODE] + shock]] += s.real[at[x.P_INJECT_SHOCKS] + shock]
        begin(s, origins, INJECT_ORIGIN, s.now[x.N_ROUND], -1, inject)
        push(s, origins)
        origins += 1
    if origins > 0:
        move_levels(s, BY_INJECTS, origins)


def push_round(s: Lane) -> None:
    """Return nothing, having pushed what this round's rulings, earlier commitments and the bank bring."""
    at, now = s.at, s.now
    number, held = now[x.N_ROUND], now[x.N_BANKED]
    due = any_due(s)
    origins = 0
    for ruling in range(now[x.N_RULED]):
        row = now[at[x.RULED_ROW] + ruling]
        card = now[at[x.ROW_CARD] + row]
        group = at[x.SHOCK_STARTS] + 3 * card + now[at[x.OUTCOMES] + row]
        if at[group] == at[group + 1]:
            continue
        clear(s, deltas_of(s, origins))
        for shock in range(at[group], at[group + 1]):
            s.real[s.at[x.W_PULSES] + at[at[x.SHOCK_NODE] + shock]] += s.real[at[x.P_SHOCKS] + shock]
        begin(s, origins, MOVE_ORIGIN, number, now[at[x.ROW_TEAM] + row], now[at[x.ROW_NAME] + row])
        push(s, origins)
        origins += 1
    for team in range(at[x.TEAMS]):
        for place in range(now[at[x.STANDING_COUNT] + team]):
            if now[at[x.STANDS_SINCE] + team * x.MOST_STANDING + place] >= number:
                continue
            card = now[at[x.STANDS] + team * x.MOST_STANDING + place]
            group = at[x.SHOCK_STARTS] + 3 * card + 2
            clear(s, deltas_of(s, origins))
            for shock in range(at[group], at[group + 1]):
                s.real[s.at[x.W_PULSES] + at[at[x.SHOCK_NODE] + shock]] += commitment_push(
                    s.real[at[x.P_SHOCKS] + shock]
                )
            begin(s, origins, COMMITMENT_ORIGIN, number, team, card)
            push(s, origins)
            origins += 1
    if due:
        origins = release(s, held, origins)
    if origins > 0 or due:
        move_levels(s, BY_CONSEQUENCES, origins)
