"""What shocks do to the world and rulings to the claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import add

from exercise.argument.tables import FACT_BASE, claim_strength, link_strength, thesis_strength
from exercise.engine.events import ClaimAttacked, FactsEstablished, FindingsRecorded, LevelsMoved
from exercise.engine.floor import reread, tested
from exercise.engine.game import FACT_PREFIX
from exercise.engine.parts import (
    Banked,
    Cause,
    ClaimArgument,
    Fact,
    Finding,
    LinkArgument,
    Origin,
    make_banked,
    make_origin,
)
from exercise.engine.state import State
from exercise.frozen import later
from exercise.rules import grounds
from exercise.rules.influence import COMMITMENT_SHARE as COMMITMENT_SHARE
from exercise.rules.influence import (
    LIMIT,
    clamp_level,
    commitment_push,
    negligible,
    threshold,
    weight_in_play,
)
from exercise.world.tables import DAMPING, HORIZON, WorldTables, spread

Shock = tuple[int, float]
"""Indicator's number and amount on the z scale."""
Pushes = list[tuple[Origin, list[Shock]]]
"""Shocks by origin, each once."""
PushedShock = tuple[int, int, float]
"""The place of its origin among those of its step, then as a shock."""


def pushes_of_the_round(state: State) -> Pushes:
    """Return the shocks of this round's rulings and of commitments made earlier."""
    game, now = state.game, state.clock.round
    pushes: Pushes = []
    for ruling, outcome in zip(state.floor.rulings, state.floor.outcomes, strict=True):
        shocks = state.face(ruling.card).shocks(outcome)
        if shocks:
            pushes.append((make_origin("move", now, ruling.team, ruling.card), list(shocks)))
    for name, team in zip(game.teams, state.teams, strict=True):
        for card, made in team.commitments:
            if made < now:
                half = [(node, commitment_push(amount)) for node, amount in game.cards[card].full]
                pushes.append((make_origin("commitment", now, name, card), half))
    return pushes


def levels_moved(state: State, pushes: Pushes, cause: Cause) -> LevelsMoved | None:
    """Return what pushes do to the world over the links in play, each change shared among its origins (DESIGN 7).

    Consequences also release what delayed links hold for this round. Returns None where nothing pushes. All shocks
    spread at once; how much of a change is whose is worked out when somebody asks for it.
    """
    world, weights, now = state.game.world, state.standing.weights, state.clock.round
    waiting = state.world.bank
    due: list[Banked] = []
    if waiting and cause == "consequences":
        due = [held for held in waiting if held.due <= now]
        waiting = tuple([held for held in waiting if held.due > now])
    if not pushes and not due:
        return None
    shocks = [(place, node, amount) for place, (_, pushed) in enumerate(pushes) for node, amount in pushed]
    origins = [origin for origin, _ in pushes]
    if due:
        # What waited comes from an earlier round, so that its origin is none of those that push now.
        places: dict[Origin, int] = {}
        for held in due:
            place = places.setdefault(held.origin, len(pushes) + len(places))
            shocks.append((place, world.index[held.indicator], held.amount))
        origins += places
    shocked, touched = [0.0] * len(world.ids), 0
    for _, node, amount in shocks:
        shocked[node] += amount
        touched |= world.touched[node]
    indicators, before, change = world.ids, state.world.z, spread(world, weights, shocked)
    moved: Sequence[int] = range(len(indicators))
    if touched + 1 != 1 << len(moved):
        moved = [number for number in moved if touched >> number & 1]
        indicators = tuple(map(indicators.__getitem__, moved))
        before = tuple(map(before.__getitem__, moved))
        change = list(map(change.__getitem__, moved))
    after = list(map(add, before, change))
    # Hardly any level is ever out of bounds.
    if max(after) > LIMIT or min(after) < -LIMIT:
        after = list(map(clamp_level, after))
    return LevelsMoved(
        cause,
        tuple(origins),
        indicators,
        before,
        tuple(after),
        later(_parts, world, weights, len(origins), shocks, moved),
        (*waiting, *_banked(state, origins, shocks)) if world.delayed else waiting,
    )


def _parts(
    world: WorldTables, weights: Sequence[float], origins: int, shocks: Sequence[PushedShock], moved: Sequence[int]
) -> tuple[tuple[float, ...], ...]:
    """Return by indicator that moved what the shocks of each origin did to it alone."""
    shocked = [[0.0] * len(world.ids) for _ in range(origins)]
    for place, node, amount in shocks:
        shocked[place][node] += amount
    alone = [spread(world, weights, one) for one in shocked]
    return tuple([tuple([change[number] for change in alone]) for number in moved])


def _banked(state: State, origins: Sequence[Origin], shocks: Sequence[PushedShock]) -> list[Banked]:
    """Return what delayed links keep of each origin's shocks; nothing of what is negligible."""
    world, kept = state.game.world, []
    for link, share in _held(world, state.standing.weights):
        amounts = [0.0] * len(origins)
        for place, node, amount in shocks:
            amounts[place] += amount * share[node]
        due, name, effect = state.clock.round + world.delays[link], world.link_ids[link], world.ids[world.effects[link]]
        for origin, held in zip(origins, amounts, strict=True):
            if not negligible(held):
                kept.append(make_banked(due, origin, name, effect, held))
    return kept


@lru_cache(maxsize=16)
def _held(world: WorldTables, weights: tuple[float, ...]) -> tuple[tuple[int, tuple[float, ...]], ...]:
    """Return the delayed links that shocks get to in time, with the share of a shock to each indicator that they hold.

    The share is what a pulse there does when all links run backwards, for every indicator at once.
    """
    back, found = world.upstream, []
    turned = tuple(map(weights.__getitem__, back.links))
    for link, cause in world.delayed:
        steps = HORIZON - world.lags[link]
        if steps < 0:
            continue
        pulse = [0.0] * len(world.ids)
        pulse[cause] = DAMPING * weights[link]
        found.append((link, tuple(spread(back, turned, pulse, steps))))
    return tuple(found)


def findings_recorded(state: State) -> FindingsRecorded | None:
    """Return what this round's rulings add to the claims that they tested; None where none was tested."""
    now, index = state.clock.round, state.game.argument.index
    findings = tuple([Finding(claim, now, held, node) for claim, (held, node) in tested(state.floor).items()])
    if not findings:
        return None
    standing = state.standing
    on_record = (*standing.findings, *findings)
    roots = [index[finding.claim] for finding in findings if finding.claim in index]
    claims, thesis, links = _recounted(state, roots, on_record, standing.claim_arguments)
    facts = []
    for fact in standing.facts:
        net = _net(finding for finding in on_record if finding.claim == fact.id)
        strength = grounds.fact_strength(net)
        if strength != fact.strength:
            facts.append((fact.id, strength))
    return FindingsRecorded(findings, claims, thesis, links, tuple(facts))


def claim_attacked(state: State, argument: ClaimArgument, turn: str) -> ClaimAttacked:
    """Return what a direct attack on a claim changes: claims, thesis, links, and the reasons that rest on them."""
    standing, tables = state.standing, state.game.argument
    root = tables.index[argument.target]
    arguments = (*standing.claim_arguments, argument)
    claims, thesis, links = _recounted(state, [root], standing.findings, arguments)
    now = dict(claims)
    cited, strengths = reread(state, lambda claim: now[claim] if claim in now else state.strength(claim))
    return ClaimAttacked(argument, claims, thesis, links, cited, strengths, turn)


def _net(findings: Iterable[Finding]) -> int:
    net = 0
    for finding in findings:
        net += 1 if finding.supports else -1
    return net


def _recounted(
    state: State, roots: list[int], findings: Iterable[Finding], attacks: Iterable[ClaimArgument]
) -> tuple[tuple[tuple[str, float], ...], float, tuple[tuple[str, float, float], ...]]:
    """Return the claims that change where the claims `roots` did, the thesis, and the links that change with them."""
    tables, standing = state.game.argument, state.standing
    record: dict[int, int] = {}
    for finding in findings:
        number = tables.index.get(finding.claim)
        if number is not None:
            record[number] = record.get(number, 0) + (1 if finding.supports else -1)
    attacked: dict[int, float] = {}
    for attack in attacks:
        number = tables.index[attack.target]
        attacked[number] = grounds.attacked(attacked.get(number, 0.0), attack.strength)
    reached = {number for root in roots for number in tables.downstream[root]}
    stale = sorted(reached, key=tables.rank.__getitem__)
    claims = list(standing.claims)
    for number in stale:
        claims[number] = claim_strength(tables, number, claims, record.get(number, 0), attacked.get(number, 0.0))
    changed = tuple(
        [(tables.ids[number], claims[number]) for number in stale if claims[number] != standing.claims[number]]
    )
    links = []
    printed, ids = state.game.world.printed, state.game.world.link_ids
    argued: dict[str, float] = {}
    for argument in standing.link_arguments:
        before = argued.get(argument.link, 0.0)
        argued[argument.link] = grounds.argued(before, argument.supports, argument.strength)
    for link in sorted({link for number in stale for link in tables.claim_links[number]}):
        strength = link_strength(tables, link, claims, argued.get(ids[link], 0.0))
        if strength != standing.links[link]:
            weight = weight_in_play(printed[link], strength, state.setup.start_links[link])
            links.append((ids[link], strength, weight))
    return changed, thesis_strength(tables, claims), tuple(links)


def facts_established(state: State) -> FactsEstablished | None:
    """Return the facts that this round's full successes establish; None where there are none."""
    now, floor = state.clock.round, state.floor
    facts = tuple(
        [
            Fact(
                f"{FACT_PREFIX}{now}:{ruling.card}",
                now,
                ruling.team,
                ruling.card,
                _own_text(state, ruling.node),
                FACT_BASE,
            )
            for ruling, outcome in zip(floor.rulings, floor.outcomes, strict=True)
            if outcome == "full"
        ]
    )
    return FactsEstablished(facts) if facts else None


def _own_text(state: State, move: int) -> str:
    node = state.floor.nodes[move]
    return "" if node.card in state.game.cards else node.text


def adjusted(state: State, indicator: str, level: int) -> LevelsMoved:
    """Return the change of one indicator to a level that control sets; nothing spreads from it."""
    number = state.game.world.index[indicator]
    before, after = state.world.z[number], threshold(level)
    origin = Origin("control", state.clock.round, "", indicator)
    return LevelsMoved("control", (origin,), (indicator,), (before,), (after,), ((after - before,),), state.world.bank)


def argued_about(arguments: Iterable[LinkArgument], link: str) -> float:
    """Return the strengths of the arguments for a link less those of the ones against it."""
    argued = 0.0
    for argument in arguments:
        if argument.link == link:
            argued = grounds.argued(argued, argument.supports, argument.strength)
    return argued


def with_arguments(arguments: tuple[LinkArgument, ...], anew: tuple[LinkArgument, ...]) -> tuple[LinkArgument, ...]:
    """Return the arguments about links with one or more new ones; one filed before in the same place is replaced."""
    if not arguments or (arguments[-1].round, arguments[-1].node) < (anew[0].round, anew[0].node):
        return arguments + anew
    places = {(argument.round, argument.node): argument for argument in arguments}
    places.update({(argument.round, argument.node): argument for argument in anew})
    return tuple(places.values())


def link_in_play(state: State, link: str, anew: tuple[LinkArgument, ...]) -> tuple[str, float, float]:
    """Return a link with its strength and its weight in play once `anew` is argued about it."""
    standing, number = state.standing, state.game.world.link_index[link]
    argued = argued_about(with_arguments(standing.link_arguments, anew), link)
    strength = link_strength(state.game.argument, number, standing.claims, argued)
    return link, strength, weight_in_play(state.game.world.printed[number], strength, state.setup.start_links[number])
