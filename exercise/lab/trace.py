"""What a session's events say as plain numbers, in the words in which a traced lane says them.

Teams, cards, claims, links, indicators and injects are numbered as in the deck, cards through all piles; -1 stands for
none, and ends a list whose length isn't said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from exercise.engine.events import (
    AgreementsRecorded,
    BallotSealed,
    BallotsRevealed,
    CardsDealt,
    CardSwapped,
    ClaimAttacked,
    CommitmentMade,
    CommitmentWithdrawn,
    CounterAnswered,
    CounterFiled,
    Event,
    FactsEstablished,
    FindingsRecorded,
    InjectDelivered,
    LetterSent,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSealed,
    MoveSeconded,
    MovesRevealed,
    ObjectivesJudged,
    OfferAccepted,
    PhaseOpened,
    PileTurned,
    PlayEnded,
    QuestionPut,
    RoundOpened,
    SecretsOpened,
    SessionOpened,
    TeamHeld,
    TeamPassed,
)
from exercise.engine.floor import CODES
from exercise.engine.game import FACT_PREFIX, OWN_PREFIX, Game
from exercise.engine.parts import LinkArgument, Node, Origin
from exercise.lab import layout as x

_OUTCOMES: Final = ("fail", "partial", "full")
_RESULTS: Final = ("missed", "partly", "met")

Numbers = Iterable[float]


class _Names:
    """The numbers of everything that has a name in a game, and of what its teams name in play."""

    def __init__(self, game: Game) -> None:
        self.team = {**game.team_index, "": -1}
        self._cards = {face.id: n for n, face in enumerate(face for pile in game.piles for face in pile)}
        self._claims = {**game.argument.index, "": -1}
        self.shock = {shock: n for n, shock in enumerate(game.own_shocks)}
        self.trigger = {"": -1, **{trigger: n for n, trigger in enumerate(game.triggers)}}
        self.link = game.world.link_index
        self.node = game.world.index
        self.inject = {inject.id: inject.number for inject in game.injects.values()}
        self.ending = {"": -1, **{name: n for n, (name, _) in enumerate(game.endings)}}

    def card(self, card: str) -> int:
        """Return the number of a card, or of a team's own action, whose name says its round and its team."""
        if not card.startswith(OWN_PREFIX):
            return self._cards[card]
        number, team = card.removeprefix(OWN_PREFIX).split(":", 1)
        return len(self._cards) + (int(number) - 1) * (len(self.team) - 1) + self.team[team]

    def claim(self, claim: str) -> int:
        """Return the number of a claim, or of a fact, whose name says its round and its card."""
        if not claim.startswith(FACT_PREFIX):
            return self._claims[claim]
        number, card = claim.removeprefix(FACT_PREFIX).split(":", 1)
        cards = len(self._cards) + x.MOST_ROUNDS * (len(self.team) - 1)
        return len(self._claims) - 1 + (int(number) - 1) * cards + self.card(card)

    def origin(self, origin: Origin) -> tuple[float, ...]:
        subject = self.inject[origin.subject] if origin.kind == "inject" else self.card(origin.subject)
        return x.ORIGINS.index(origin.kind), origin.round, self.team[origin.team], subject

    def floor_node(self, node: Node) -> tuple[float, ...]:
        detail = self.card(node.card) if node.card else self.link[node.link] if node.link else node.question
        team, claim = self.team[node.team], self.claim(node.claim)
        return CODES[node.kind], team, node.move, node.target, claim, detail, node.base, node.cited

    def argument(self, argument: LinkArgument) -> tuple[float, ...]:
        return self.link[argument.link], argument.node, argument.supports, argument.strength

    def link_now(self, link: tuple[str, float, float]) -> tuple[float, ...]:
        return self.link[link[0]], link[1], link[2]

    def hand(self, hand: tuple[str, ...], spent: tuple[str, ...], draws: int) -> tuple[float, ...]:
        return (len(hand), *map(self.card, hand), len(spent), *map(self.card, spent), draws)


def _opened(names: _Names, event: SessionOpened) -> Numbers:
    return x.SESSION_OPENED, *event.claims, event.thesis, *event.links, *event.z


def _round(names: _Names, event: RoundOpened) -> Numbers:
    return x.ROUND_OPENED, event.round, *[names.team[team] for team in event.order]


def _phase(names: _Names, event: PhaseOpened) -> Numbers:
    return x.PHASE_OPENED, x.PHASES.index(event.phase), names.team[event.turn]


def _inject(names: _Names, event: InjectDelivered) -> Numbers:
    return x.INJECT_DELIVERED, names.inject[event.inject], x.HOWS.index(event.how)


def _levels(names: _Names, event: LevelsMoved) -> Numbers:
    said: list[float] = [x.LEVELS_MOVED, x.CAUSES_BY_NUMBER.index(event.cause), len(event.origins)]
    for origin in event.origins:
        said += names.origin(origin)
    for change in event.changes:
        said += [names.node[change.indicator], change.z_before, change.z]
        for part, share in zip(change.parts, change.shares, strict=True):
            said += [part, share]
    said += [-1, len(event.bank)]
    for held in event.bank:
        said += [held.due, *names.origin(held.origin), names.node[held.indicator], held.amount]
    return said


def _dealt(names: _Names, event: CardsDealt) -> Numbers:
    return x.CARDS_DEALT, names.team[event.team], *names.hand(event.hand, event.spent, event.draws)


def _turned(names: _Names, event: PileTurned) -> Numbers:
    return x.PILE_TURNED, names.team[event.team]


def _swapped(names: _Names, event: CardSwapped) -> Numbers:
    hand = names.hand(event.hand, event.spent, event.draws)
    return x.CARD_SWAPPED, names.team[event.team], names.card(event.card), *hand


def _sealed(names: _Names, event: MoveSealed) -> Numbers:
    claims = [names.claim(reason.claim) for reason in event.reasons]
    shock = names.shock[event.shocks[0]] if event.shocks else -1
    sealed = names.team[event.team], names.card(event.card), len(claims), *claims
    return x.MOVE_SEALED, *sealed, shock, names.trigger[event.trigger]


def _held(names: _Names, event: TeamHeld) -> Numbers:
    return x.TEAM_HELD, names.team[event.team], event.missing


def _withdrawn(names: _Names, event: CommitmentWithdrawn) -> Numbers:
    return x.COMMITMENT_WITHDRAWN, names.team[event.team], names.card(event.card)


def _revealed(names: _Names, event: MovesRevealed) -> Numbers:
    said: list[float] = [x.MOVES_REVEALED, len(event.nodes)]
    for node, strength in zip(event.nodes, event.strengths, strict=True):
        said += [*names.floor_node(node), strength]
    said += [*event.secrets, -1]
    for card, team, shocks in event.own:
        said += [names.card(card), names.team[team], names.shock[shocks[0]]]
    return [*said, -1]


def _filed(
    names: _Names, event: CounterFiled | QuestionPut | LinkCountered | MoveSeconded | CounterAnswered
) -> Numbers:
    said: list[float] = [x.NODE_FILED, *names.floor_node(event.node)]
    for number, strength in event.strengths:
        said += [number, strength]
    said.append(-1)
    if isinstance(event, LinkCountered):
        said += [*names.argument(event.argument), *names.link_now(event.link)]
    if isinstance(event, CounterAnswered):
        for argument in event.arguments:
            said += names.argument(argument)
        for link in event.links:
            said += names.link_now(link)
    return [*said, names.team[event.turn]]


def _passed(names: _Names, event: TeamPassed) -> Numbers:
    return x.TEAM_PASSED, names.team[event.team], event.missing, names.team[event.turn]


def _estimated(names: _Names, event: BallotSealed) -> Numbers:
    return x.BALLOT_SEALED, names.team[event.team], event.node, event.percent


def _estimates(names: _Names, event: BallotsRevealed) -> Numbers:
    said: list[float] = [x.BALLOTS_REVEALED]
    for move, sealed in event.estimates:
        for team, percent in sealed:
            said += [move, names.team[team], percent]
    return [*said, -1]


def _ruled(names: _Names, event: MoveRuled) -> Numbers:
    said: list[float] = [x.MOVE_RULED, event.node, names.team[event.team], names.card(event.card)]
    said += [x.METHODS.index(event.method), *event.pros, -1, *event.cons, -1, event.difficulty, event.modifier]
    said += [event.full, event.partial, event.fail, *(event.faces or (0, 0)), _OUTCOMES.index(event.outcome)]
    said += [event.strength, event.weighed]
    for team, percent in event.estimates:
        said += [event.node, names.team[team], percent]
    return [*said, -1, event.median, event.percentile, event.sensitive]


def _committed(names: _Names, event: CommitmentMade) -> Numbers:
    return x.COMMITMENT_MADE, names.team[event.team], names.card(event.card)


def _findings(names: _Names, event: FindingsRecorded) -> Numbers:
    said: list[float] = [x.FINDINGS_RECORDED, len(event.findings)]
    for finding in event.findings:
        said += [names.claim(finding.claim), finding.supports, finding.node]
    said += _recounted(names, event)
    for fact, strength in event.facts:
        said += [names.claim(fact), strength]
    return [*said, -1]


def _recounted(names: _Names, event: FindingsRecorded | ClaimAttacked) -> list[float]:
    said: list[float] = []
    for claim, strength in event.claims:
        said += [names.claim(claim), strength]
    said += [-1, event.thesis]
    for link in event.links:
        said += names.link_now(link)
    return [*said, -1]


def _attacked(names: _Names, event: ClaimAttacked) -> Numbers:
    argument = event.argument
    said: list[float] = [x.CLAIM_ATTACKED, names.claim(argument.target), names.team[argument.team]]
    said += [names.claim(argument.claim), argument.strength, *_recounted(names, event)]
    for cited in event.cited:
        said += cited
    said.append(-1)
    for changed in event.strengths:
        said += changed
    return [*said, -1, names.team[event.turn]]


def _established(names: _Names, event: FactsEstablished) -> Numbers:
    said: list[float] = [x.FACTS_ESTABLISHED]
    for fact in event.facts:
        said += [names.claim(fact.id), names.team[fact.team], fact.strength]
    return [*said, -1]


def _written(names: _Names, event: LetterSent) -> Numbers:
    letter = event.letter
    return x.LETTER_SENT, names.team[letter.sender], names.team[letter.to], letter.offer


def _accepted(names: _Names, event: OfferAccepted) -> Numbers:
    return x.OFFER_ACCEPTED, names.team[event.letter.sender], names.team[event.letter.to]


def _agreed(names: _Names, event: AgreementsRecorded) -> Numbers:
    said: list[float] = [x.AGREEMENTS_RECORDED]
    for letter in event.agreements:
        said += [names.team[letter.sender], names.team[letter.to]]
    return [*said, -1]


def _opened_secrets(names: _Names, event: SecretsOpened) -> Numbers:
    said: list[float] = [x.SECRETS_OPENED]
    for team, secret in event.secrets:
        said += [names.team[team], names.card(secret.card)]
    return [*said, -1]


def _judged(names: _Names, event: ObjectivesJudged) -> Numbers:
    return x.OBJECTIVES_JUDGED, *[_RESULTS.index(result) for _, _, result in event.results]


def _ended(names: _Names, event: PlayEnded) -> Numbers:
    return x.PLAY_ENDED, names.ending[event.ending]


_SAYS: Final[dict[str, Callable[[_Names, Any], Numbers]]] = {
    "session-opened": _opened,
    "round-opened": _round,
    "phase-opened": _phase,
    "inject-delivered": _inject,
    "levels-moved": _levels,
    "cards-dealt": _dealt,
    "pile-turned": _turned,
    "card-swapped": _swapped,
    "move-sealed": _sealed,
    "team-held": _held,
    "commitment-withdrawn": _withdrawn,
    "moves-revealed": _revealed,
    "counter-filed": _filed,
    "question-put": _filed,
    "link-countered": _filed,
    "move-seconded": _filed,
    "counter-answered": _filed,
    "team-passed": _passed,
    "ballot-sealed": _estimated,
    "ballots-revealed": _estimates,
    "move-ruled": _ruled,
    "commitment-made": _committed,
    "findings-recorded": _findings,
    "facts-established": _established,
    "claim-attacked": _attacked,
    "letter-sent": _written,
    "offer-accepted": _accepted,
    "agreements-recorded": _agreed,
    "secrets-opened": _opened_secrets,
    "objectives-judged": _judged,
    "play-ended": _ended,
}


def trace(game: Game, events: Iterable[Event]) -> list[float]:
    """Return what the events of a session say, as a traced lane of the same seed says it.

    Raises KeyError on an event that no lane knows: what only people do.
    """
    names = _Names(game)
    said: list[float] = []
    for event in events:
        said += map(float, _SAYS[event.kind](names, event))
    return said
