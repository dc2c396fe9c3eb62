"""What rests on a claim or a fact: the chain walked the other way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exercise.engine.events import ClaimAttacked, InjectDelivered
from exercise.views import LogEntry
from exercise.why.chain import Chain, StepKind
from exercise.why.told import floors_told

if TYPE_CHECKING:
    from exercise.argument.graphs import HasArgument
    from exercise.deck.models import Deck

_Use = tuple[StepKind, str, int, float, int]
"""Kind, thing, round, strength and number on the floor of a step."""


def add_uses(chain: Chain, deck: Deck, state: HasArgument, log: Sequence[LogEntry], claim: str) -> None:
    """Add under the question what rests on a claim or a fact; nothing where nothing does.

    First what is printed: thesis, claims, links, indicators' starts, and the injects that a seat's log saw delivered;
    then, as that log tells, attacks on claims and arguments that cite it.
    """
    uses = [*_printed(chain, deck, state, log, claim), *_argued(log, claim), *_cited(log, claim)]
    if uses:
        above = chain.add(0, "uses", claim, 0, float(len(uses)))
        for kind, thing, when, strength, node in uses:
            chain.add(above, kind, thing, when, strength, node=node)


def _printed(chain: Chain, deck: Deck, state: HasArgument, log: Sequence[LogEntry], claim: str) -> list[_Use]:
    thesis = deck.ledger.thesis
    uses: list[_Use] = []
    if claim in thesis.pillars:
        uses.append(("supports", "thesis", 0, state.standing.thesis, -1))
    elif claim in thesis.objections:
        uses.append(("attacks", "thesis", 0, state.standing.thesis, -1))
    for printed in deck.ledger.claims:
        if printed.id == claim:
            uses += [("supports", f"claim:{other}", 0, chain.claims[other], -1) for other in printed.supports]
            uses += [("attacks", f"claim:{other}", 0, chain.claims[other], -1) for other in printed.attacks]
    links = dict(zip(state.game.world.link_ids, state.standing.links, strict=True))
    uses += [("grounds", f"link:{link.id}", 0, links[link.id], -1) for link in deck.links if claim in link.claims]
    uses += [("grounds", entry.id, 0, float(entry.start), -1) for entry in deck.indicators if claim in entry.claims]
    delivered = [entry.event.inject for entry in log if isinstance(entry.event, InjectDelivered)]
    resting = {inject.id for inject in deck.injects if claim in inject.claims}
    return uses + [("grounds", f"inject:{inject}", 0, 0.0, -1) for inject in delivered if inject in resting]


def _argued(log: Sequence[LogEntry], claim: str) -> list[_Use]:
    attacks = [entry.event.argument for entry in log if isinstance(entry.event, ClaimAttacked)]
    return [
        ("attacks", f"claim:{attack.target}", attack.round, attack.strength, -1)
        for attack in attacks
        if attack.claim == claim
    ]


def _cited(log: Sequence[LogEntry], claim: str) -> list[_Use]:
    told = floors_told(log)
    return [
        ("cited", f"move:{told[when, node.move][0].card}", when, strength, number)
        for (when, number), (node, strength) in told.items()
        if claim in node.claims
    ]
