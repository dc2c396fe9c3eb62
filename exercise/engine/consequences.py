"""What shocks do to the world and rulings to the claims."""

from __future__ import annotations

from typing import Literal

from exercise.argument.tables import claim_strength, link_strength, thesis_strength
from exercise.engine.events import Banked, Change, Finding, FindingsRecorded, LevelsMoved, Origin
from exercise.engine.floor import tested
from exercise.engine.state import State
from exercise.rules.influence import clamp_level, level, points_per_push, weight_in_play
from exercise.rules.propagation import crossed, propagate, room
from exercise.world.tables import DAMPING, HORIZON

COMMITMENT_SHARE = 0.5
"""What a commitment pushes each round, as a share of its printed shocks."""

Pushes = list[tuple[Origin, list[tuple[int, float]]]]
"""Shocks by origin, each once: indicators' numbers and amounts on the z scale."""


def pushes_of_the_round(state: State) -> Pushes:
    """Return the shocks of this round's rulings, of commitments made earlier and of what delayed links release."""
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
    released: dict[Origin, list[tuple[int, float]]] = {}
    for held in state.world.bank:
        if held.due <= now:
            released.setdefault(held.origin, []).append((game.world.index[held.indicator], held.amount))
    return pushes + list(released.items())


def levels_moved(state: State, pushes: Pushes, cause: Literal["inject", "consequences"]) -> LevelsMoved:
    """Return what pushes do to the world over the links in play, each change shared among its origins (DESIGN 7)."""
    world = state.game.world
    count = len(world.ids)
    in_play = state.standing.weights
    weights = [in_play[link] for link in world.by_cause]
    places = room(count, HORIZON)
    deltas: list[list[float]] = []
    bank = [held for held in state.world.bank if cause == "inject" or held.due > state.clock.round]
    for origin, shocks in pushes:
        delta = [0.0] * count
        pulses = [0.0] * places
        for node, amount in shocks:
            pulses[node] += amount
        propagate(world.starts, world.reach, weights, DAMPING, HORIZON, pulses, delta)
        deltas.append(delta)
        for place in world.delayed:
            source = world.causes[world.by_cause[place]]
            amount = crossed(count, HORIZON, source, world.lags[place], weights[place], DAMPING, pulses)
            if amount != 0.0:
                due = state.clock.round + world.delays[place]
                bank.append(Banked(due, origin, world.ids[world.targets[place]], amount))
    return LevelsMoved(cause, _changes(state, [origin for origin, _ in pushes], deltas), tuple(bank))


def _changes(state: State, origins: list[Origin], deltas: list[list[float]]) -> tuple[Change, ...]:
    changes = []
    names, z, levels = state.game.world.ids, state.world.z, state.world.levels
    for number, parts in enumerate(zip(*deltas, strict=True)):
        push = gross = 0.0
        for part in parts:
            push += part
            gross += part if part > 0.0 else -part
        if gross == 0.0:
            continue
        z_after = clamp_level(z[number] + push)
        before, after = levels[number], level(z_after)
        points = points_per_push(before, after, push)
        shares = tuple([(origin, points * part) for origin, part in zip(origins, parts) if part != 0.0])  # noqa: B905
        changes.append(Change(names[number], z[number], z_after, before, after, shares, points * gross))
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
