"""Why a move had the chance that it had, and on what its ruling rests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exercise.engine.events import MoveRuled
from exercise.engine.game import Game
from exercise.engine.parts import Node
from exercise.engine.pooling import dice_odds
from exercise.rules.odds import printed_chance
from exercise.views import LogEntry
from exercise.why.chain import Chain, StepKind, Why
from exercise.why.told import Told

if TYPE_CHECKING:
    from exercise.deck.models import Deck


def add_ruling(chain: Chain, told: Told, above: int, round: int, card: str) -> None:
    """Add the ruling of a move and the reasons that held; a reason on a fact rests on the ruling that set it."""
    ruling = told.rulings.get((round, card))
    if ruling is not None:
        _arguments(chain, told, chain.add(above, "ruling", card, round, 0.0), round, ruling.pros, "reason")


def _arguments(chain: Chain, told: Told, above: int, round: int, numbers: Sequence[int], kind: StepKind) -> None:
    for number in numbers:
        add_argument(chain, told, above, round, told.nodes[round, number], kind)


def add_argument(chain: Chain, told: Told, above: int, round: int, node: Node, kind: StepKind) -> int:
    """Add an argument of a round with the claims that it cites, and return its step's number."""
    subject = node.link if kind == "doubt" else node.claim
    step = chain.add(above, kind, subject, round, told.strengths[round, node.number], node=node.number)
    for claim in node.claims:
        fact = told.facts.get(claim)
        if fact is not None:
            add_ruling(chain, told, step, fact.round, fact.card)
        else:
            chain.ground(step, (claim,))
    return step


def why_odds(deck: Deck, game: Game, claims: Sequence[float], log: Sequence[LogEntry], card: str, round: int) -> Why:
    """Return the chain from the chance that a ruled move had, built from one seat's log and nothing else.

    The amounts under the chance sum to it: what the difficulty gives, what the argument adds, what the room's estimates
    or control add. Raises ValueError where the card was not ruled in that round.
    """
    told = Told(game)
    for entry in log:
        told.take(entry.event)
    ruling = told.rulings.get((round, card))
    if ruling is None:
        ruled = ", ".join(f"{name} in round {when}" for when, name in told.rulings) or "none yet"
        raise ValueError(f"{card!r} was not ruled in round {round}; ruled were {ruled}")
    chain = Chain(deck, dict(zip(game.argument.ids, claims, strict=True)))
    chance = ruling.full + ruling.partial
    root = chain.add(None, "odds", card, round, chance)
    if ruling.method == "unrolled":
        argument = chain.add(root, "unopposed", card, round, chance)
    else:
        printed, argued = _parts(ruling)
        chain.add(root, "printed", card, round, printed)
        argument = chain.add(root, "argument", card, round, argued)
        if ruling.method in ("ballot", "ruling"):
            by: StepKind = "estimates" if ruling.method == "ballot" else "control"
            chain.add(root, by, card, round, chance - printed - argued)
    _arguments(chain, told, argument, round, ruling.pros, "reason")
    _arguments(chain, told, argument, round, ruling.cons, "counter")
    return chain.done()


def _parts(ruling: MoveRuled) -> tuple[float, float]:
    """Return what the difficulty gives and what the argument adds, before estimates and control."""
    if ruling.method == "dice":
        printed = dice_odds(ruling.difficulty).success
        return printed, dice_odds(ruling.modifier).success - printed
    printed = printed_chance(ruling.difficulty)
    if ruling.percentile < 0:  # Control set the outcome, so that nothing was weighed.
        return printed, 0.0
    return printed, ruling.weighed - printed
