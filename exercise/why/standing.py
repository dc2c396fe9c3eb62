"""Why a claim, a fact, a link or the thesis is as strong as it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from exercise.argument import contributions, graph
from exercise.views import LogEntry
from exercise.why.chain import Chain, StepKind, Why
from exercise.why.uses import add_uses

if TYPE_CHECKING:
    from exercise.argument.graphs import HasArgument
    from exercise.deck.models import Deck


def why_standing(deck: Deck, state: HasArgument, kind: StepKind, subject: str, log: Sequence[LogEntry] = ()) -> Why:
    """Return the chain from a strength to all that argues about it, however far, and to the paragraphs.

    Under the question stand what it starts from and, the largest first, what everything that bears on it adds: Shapley
    values, which with the base sum to the strength. For a claim and a fact there follows, the other way, what rests on
    it: of the deck what lies open, and of one seat's log the arguments that cite it and the injects that were
    delivered. `kind` is claim, fact, link or thesis. All of it is open to every seat. Raises ValueError where there is
    no such thing.
    """
    argument = graph(state)
    topic: tuple[Hashable, ...] = (kind, subject)
    if topic not in argument:
        named = [node[1] for node in argument if node[0] == kind]
        raise ValueError(f"there is no {kind} called {subject!r}; there are {', '.join(map(str, named)) or 'none'}")
    claims = dict(zip(state.game.argument.ids, state.standing.claims, strict=True))
    chain = Chain(deck, claims)
    root = chain.add(None, kind, subject, 0, argument.nodes[topic]["strength"])
    base = chain.add(root, "base", subject, 0, argument.nodes[topic]["base"])
    if kind == "claim":
        chain.paragraph(base, subject)
    elif kind == "thesis":
        chain.add(base, "paragraph", str(deck.ledger.thesis.paragraph), 0, 0.0)
    parts = contributions(argument, topic)
    for node, amount in sorted(parts.items(), key=lambda part: (-abs(part[1]), str(part[0]))):
        assert isinstance(node, tuple)
        step = chain.add(root, "contribution", ":".join(map(str, node)), 0, amount)
        cited = node[1] if node[0] in ("claim", "finding") else argument.nodes[node].get("claim", "")
        if cited in claims:
            chain.ground(step, (str(cited),))
    if kind in ("claim", "fact"):
        add_uses(chain, deck, state, log, subject)
    return chain.done()
