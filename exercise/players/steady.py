"""A player that looks one step ahead at its own objectives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercise.argument.tables import link_strength
from exercise.engine.consequences import argued_about
from exercise.engine.game import CardFace, Shocks
from exercise.engine.options import COUNTERABLE
from exercise.engine.parts import Node
from exercise.moves import (
    Answer,
    Ballot,
    Counter,
    CounterLink,
    Hold,
    Move,
    Pass,
    Question,
    Reason,
    Seal,
    Second,
)
from exercise.rules.choices import (
    MET,
    TIES,
    UNMET,
    better,
    counter_strength,
    gain,
    judged,
    link_worth,
    minds,
    nearest_percent,
    pick,
    reason_holds,
    seal_worth,
    unseats,
)
from exercise.rules.floor import BURDEN_BASE, MOVE_BASE
from exercise.rules.hashing import key
from exercise.rules.influence import INFINITY, weight_in_play
from exercise.rules.odds import printed_chance, weighed
from exercise.rules.strengths import HOLDS
from exercise.views import SeatView
from exercise.world.tables import spread

_Weighed = tuple[float, int, Move]
"""What a choice is worth, its lot where two are worth the same, and the choice."""


class SteadyPlayer:
    """Plays a card that its objectives gain much from, on its strongest reasons; counters what hurts them.

    A seed decides between cards that are nearly as good, and breaks ties.
    """

    def __init__(self, seed: int) -> None:
        """Take a seed from 0 to 2**64 - 1."""
        self._key = key(seed)
        self._choices = 0

    def choose(self, view: SeatView) -> Move:
        """Return a move of the view's options. Raises ValueError where it has none."""
        if not view.options:
            raise ValueError("this seat has nothing to do now")
        if view.phase == "caucus":
            return self._seal(view)
        if view.phase == "debate":
            return self._file(view)
        if view.phase == "ballot":
            return _estimate(view)
        return self._answer(view)

    def _seal(self, view: SeatView) -> Move:
        cards = {face.id: face for face in view.own.hand}
        best: _Weighed = (0.0, 0, Hold())
        for template in view.options:
            if template.kind == "seal":
                face = cards[str(template.slots[0].domain[0])]
                reasons = _strongest(view, face, template.slots[1].most)
                held = sum(reason_holds(_strength(view, claim)) for claim in reasons)
                worth = seal_worth(held, face.difficulty, _worth(view, face.full))
                move = Seal(face.id, tuple(Reason(claim) for claim in reasons))
                lot = self._tie()
                if worth > 0.0:
                    best = _best(best, (judged(worth, lot), lot, move))
        return best[2]

    def _file(self, view: SeatView) -> Move:
        best: _Weighed = (0.0, 0, Pass())
        faces = {face.id: face for face in view.faces}
        for template in view.options:
            if template.kind == "counter":
                for target in template.slots[0].domain:
                    node = view.nodes[int(target)]
                    face = faces[view.nodes[node.move].card]
                    harm = -_worth(view, face.full)
                    claim = _best_claim(view, face.counters, template.slots[1].domain)
                    if minds(harm) and claim and _unseats(view, node, claim):
                        best = _best(best, (harm, self._tie(), Counter(node.number, claim)))
            elif template.kind == "question":
                node = view.nodes[int(template.slots[0].domain[0])]
                harm = -_worth(view, faces[view.nodes[node.move].card].full)
                place = _burden(view, node, template.slots[1].domain)
                if minds(harm) and place >= 0 and view.strengths[node.number] >= HOLDS:
                    best = _best(best, (harm, self._tie(), Question(node.number, place)))
            elif template.kind == "counter-link":
                move = int(template.slots[0].domain[0])
                face = faces[view.nodes[move].card]
                claim = _best_claim(view, face.counters, template.slots[2].domain)
                for link in template.slots[1].domain if claim else ():
                    relief = _relief(view, face, str(link), claim)
                    if relief > 0.0:
                        best = _best(best, (relief, self._tie(), CounterLink(move, str(link), claim)))
            elif template.kind == "second":
                move = int(template.slots[0].domain[0])
                worth = _worth(view, faces[view.nodes[move].card].full)
                claim = _best_claim(view, faces[view.nodes[move].card].own_claims, template.slots[1].domain)
                if worth > 0.0 and claim:
                    best = _best(best, (worth, self._tie(), Second(move, claim)))
        return best[2]

    def _answer(self, view: SeatView) -> Move:
        faces = {face.id: face for face in view.faces}
        for template in view.options:
            if template.kind == "answer":
                counters = [view.nodes[int(target)] for target in template.slots[0].domain]
                counters = [node for node in counters if view.strengths[node.number] >= HOLDS]
                for counter in sorted(counters, key=lambda node: -view.strengths[node.number]):
                    face = faces[view.nodes[counter.move].card]
                    claim = _best_claim(view, face.own_claims, template.slots[1].domain)
                    if claim:
                        return Answer(counter.number, claim)
        return Pass()

    def _tie(self) -> int:
        self._choices += 1
        return pick(self._key, self._choices, TIES)


def _best(best: _Weighed, entry: _Weighed) -> _Weighed:
    return entry if better(entry[0], entry[1], best[0], best[1]) else best


def _strength(view: SeatView, claim: str) -> float:
    return view.claims[view.claim_ids.index(claim)]


def _strongest(view: SeatView, face: CardFace, most: int) -> tuple[str, ...]:
    """Return the strongest of the claims printed on a card.

    The claims of its links may be cited as well, but some of them speak against the move.
    """
    return tuple(sorted(face.own_claims, key=lambda claim: -_strength(view, claim))[:most])


def _best_claim(view: SeatView, claims: Iterable[str], domain: Sequence[object]) -> str:
    """Return the strongest of `claims` that may be cited and would hold; empty where none would."""
    usable = [claim for claim in claims if claim in domain]
    usable = [claim for claim in usable if reason_holds(_strength(view, claim))]
    return max(usable, key=lambda claim: _strength(view, claim), default="")


def _unseats(view: SeatView, node: Node, claim: str) -> bool:
    """Return whether a counter that cites a claim costs the move a point on the dice."""
    if node.kind not in COUNTERABLE or view.strengths[node.number] < HOLDS:
        return node.kind == "move"
    if node.kind == "move":
        return True
    return unseats(node.cited + node.also_cited, counter_strength(_strength(view, claim)))


def _burden(view: SeatView, node: Node, domain: Sequence[object]) -> int:
    """Return a question that shifts the burden of proof and unseats a reason on its claim; -1 where there is none."""
    tables = view.argument
    invited = tables.questions(node.claims)
    for place in map(int, map(str, domain)):
        claim, question = invited[place]
        if tables.burdens[tables.index[claim]][question] and unseats(node.cited + node.also_cited, BURDEN_BASE):
            return place
    return -1


def _relief(view: SeatView, face: CardFace, link: str, claim: str) -> float:
    """Return what a counter on a link is worth: what it saves the seat's team of what a move would do to it."""
    number = view.world.link_index[link]
    argued = argued_about(view.link_arguments, link) - counter_strength(_strength(view, claim))
    strength = link_strength(view.argument, number, view.claims, argued)
    weights = list(view.weights)
    weights[number] = weight_in_play(view.world.printed[number], strength, view.start_links[number])
    return link_worth(_worth(view, face.full), _worth(view, face.full, weights))


def _estimate(view: SeatView) -> Ballot:
    """Return the weighed chance of the first move that waits for an estimate."""
    target = int(view.options[0].slots[0].domain[0])
    face = next(face for face in view.faces if face.id == view.nodes[target].card)
    chance = weighed(printed_chance(face.difficulty), view.strengths[target], MOVE_BASE)
    return Ballot(target, nearest_percent(chance))


def _worth(view: SeatView, shocks: Shocks, weights: Sequence[float] = ()) -> float:
    """Return what shocks are worth to the seat's team: the objectives' wants times the change of the world.

    `weights` are those of the links; as they stand, where they are left out.
    """
    shocked = [0.0] * len(view.world.ids)
    for node, amount in shocks:
        shocked[node] += amount
    return gain(_wants(view), spread(view.world, weights or view.weights, shocked))


def _wants(view: SeatView) -> list[float]:
    wants = [0.0] * len(view.levels)
    for entry in view.own.goals:
        weight = MET if entry.standing == "met" else UNMET
        if entry.goal.indicator >= 0:
            wants[entry.goal.indicator] += weight * entry.goal.sign
        for condition in entry.goal.when:
            if condition.indicator >= 0:
                wants[condition.indicator] += weight if condition.at_least > -INFINITY else -weight
    return wants
