"""What shocks do to the world and rulings to the claims."""

from __future__ import annotations

from typing import Literal

from exercise.argument.tables import claim_strength, link_strength, thesis_strength
from exercise.engine.events import Banked, Change, Finding, FindingsRecorded, LevelsMoved, Origin
from exercise.engine.floor import tested
from exercise.engine.state import State
from exercise.rules.influence import clamp_level, weight_in_play
from exercise.rules.propagation import crossed, propagate
from exercise.world.tables import DAMPING, HORIZON

COMMITMENT_SHARE = 0.5
"""What a commitment pushes each round, as a share of its printed shocks."""

Shock = tuple[int, float]
"""Indicator's number and amount on the z scale."""
Pushes = list[tuple[Origin, list[Shock]]]
"""Shocks by origin, each once."""


def pushes_of_the_round(state: State) -> Pushes:
    """Return the shocks of this round's rulings and of commitments made earlier."""
    game, now = state.game, state.clock.round
    pushes: Pushes = []
    for ruling, outcome in zip(state.floor.rulings, state.floor.outcomes, strict=True):
        shocks = game.cards[ruling.card].shocks(outcome)
        if shocks:
            pushes.append((Origin("move", now, ruling.team, ruling.card), list(shocks)))
    for name, team in zip(game.teams, state.teams, strict=True):
        for card, made in team.commitments:
            if made < now:
                half = [(node, amount * COMMITMENT_SHARE) for node, amount in game.cards[card].full]
                pushes.append((Origin("commitment", now, name, card), half))
    return pushes


def levels_moved(state: State, pushes: Pushes, cause: Literal["inject", "consequences"]) -> LevelsMoved | None:
    """Return what pushes do to the world over the links in play, each change shared among its origins (DESIGN 7).

    Consequences also release what delayed links hold for this round. Returns None where nothing pushes.
    """
    world, now = state.game.world, state.clock.round
    in_play = state.standing.weights
    weights = [in_play[link] for link in world.by_cause]
    waiting = list(state.world.bank)
    released: list[Banked] = []
    if cause == "consequences":
        released = [held for held in waiting if held.due <= now]
        waiting = [held for held in waiting if held.due > now]
    if not pushes and not released:
        return None
    origins: list[Origin] = []
    deltas: list[list[float]] = []

    def bank(origin: Origin, pulses: list[float], amount: float) -> None:
        for place in world.delayed:
            source = world.causes[world.by_cause[place]]
            held = crossed(len(world.ids), HORIZON, source, world.lags[place], weights[place], DAMPING, pulses)
            if held != 0.0:
                due = now + world.delays[place]
                waiting.append(Banked(due, origin, world.ids[world.targets[place]], amount * held))

    for origin, shocks in pushes:
        delta, pulses = _spread(state, weights, shocks)
        origins.append(origin)
        deltas.append(delta)
        bank(origin, pulses, 1.0)
    # What was banked on one indicator spreads alike whatever its origin, so one unit serves them all.
    for name in dict.fromkeys([held.indicator for held in released]):
        unit, pulses = _spread(state, weights, [(world.index[name], 1.0)])
        for held in released:
            if held.indicator != name:
                continue
            delta = [held.amount * part for part in unit]
            if held.origin in origins:
                place = origins.index(held.origin)
                deltas[place] = [before + more for before, more in zip(deltas[place], delta, strict=True)]
            else:
                origins.append(held.origin)
                deltas.append(delta)
            bank(held.origin, pulses, held.amount)
    return LevelsMoved(cause, tuple(origins), _changes(state, deltas), tuple(waiting))


def _spread(state: State, weights: list[float], shocks: list[Shock]) -> tuple[list[float], list[float]]:
    """Return the change of every indicator's z that shocks make, and the pulses at every step."""
    world = state.game.world
    delta = [0.0] * len(world.ids)
    pulses = [0.0] * world.room
    for node, amount in shocks:
        pulses[node] += amount
    propagate(world.starts, world.reach, weights, DAMPING, HORIZON, pulses, delta)
    return delta, pulses


def _changes(state: State, deltas: list[list[float]]) -> tuple[Change, ...]:
    changes = []
    names, z = state.game.world.ids, state.world.z
    for number, parts in enumerate(zip(*deltas, strict=True)):
        push = 0.0
        pushed = False
        for part in parts:
            if part != 0.0:
                push += part
                pushed = True
        if pushed:
            changes.append(Change(names[number], z[number], clamp_level(z[number] + push), parts))
    return tuple(changes)


def findings_recorded(state: State) -> FindingsRecorded | None:
    """Return what this round's rulings add to the claims that they tested; None where none was tested."""
    now, tables = state.clock.round, state.game.argument
    findings = tuple([Finding(claim, now, held, node) for claim, (held, node) in tested(state.floor).items()])
    if not findings:
        return None
    standing = state.standing
    on_record = [(tables.index[finding.claim], finding.supports) for finding in (*standing.findings, *findings)]
    stale = {number for finding in findings for number in tables.downstream[tables.index[finding.claim]]}
    claims = list(standing.claims)
    for number in tables.order:
        if number in stale:
            claims[number] = claim_strength(tables, number, claims, on_record)
    changed = tuple(
        [(tables.ids[number], claims[number]) for number in sorted(stale) if claims[number] != standing.claims[number]]
    )
    links = []
    printed, ids = state.game.world.printed, state.game.world.link_ids
    for link in sorted({link for number in stale for link in tables.claim_links[number]}):
        strength = link_strength(tables, link, claims)
        if strength != standing.links[link]:
            weight = weight_in_play(printed[link], strength, state.setup.start_links[link])
            links.append((ids[link], strength, weight))
    return FindingsRecorded(findings, changed, thesis_strength(tables, claims), tuple(links))
