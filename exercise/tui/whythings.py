"""Where the steps of a chain lead: which thing each is, which argument, and which paragraph it is from."""

from __future__ import annotations

from exercise.engine.events import InjectDelivered, MoveRuled, RoundOpened, RulingOverridden
from exercise.engine.parts import ClaimArgument, Node
from exercise.report.plain import plain
from exercise.report.wording import card_title, inject_title
from exercise.tui.room import Room
from exercise.why import Step, Why, floors_told

Thing = tuple[str, int]
"""What can be asked about, as in Session.why, and its round."""


def fold(why: Why, step: Step) -> tuple[Step, ...]:
    """Return what a step rests on as a screen shows it: an argument stands for the one claim that it cites."""
    below = why.under(step.number)
    claims = [found for found in below if found.kind == "claim"]
    if step.kind in ("reason", "counter", "answer", "doubt", "contribution") and len(claims) == 1:
        return tuple([found for one in below for found in ([one] if one != claims[0] else why.under(one.number))])
    return below


class WhyThings:
    """What one seat knows of the things that its chains speak of."""

    def __init__(self, room: Room, seat: str) -> None:
        """Read the seat's log. Raises ValueError where there is no such seat."""
        log = room.session.log(seat)
        self.room = room
        self.deck = room.deck
        self.view = room.session.view(seat)
        self.floors = floors_told(log)
        self.rulings: dict[tuple[int, str], tuple[MoveRuled, RulingOverridden | None]] = {}
        """By round and card, with what control put in a ruling's place."""
        self.delivered: dict[str, InjectDelivered] = {}
        now = 0
        for event in [entry.event for entry in log]:
            if isinstance(event, RoundOpened):
                now = event.round
            elif isinstance(event, InjectDelivered):
                self.delivered[event.inject] = event
            elif isinstance(event, MoveRuled):
                self.rulings[now, event.card] = (event, None)
            elif isinstance(event, RulingOverridden):
                card = self.floors[now, event.node][0].card
                self.rulings[now, card] = (self.rulings[now, card][0], event)

    def thing(self, why: Why, step: Step) -> Thing | None:
        """Return what a step is itself, to be asked about in turn; None where it is only part of an answer."""
        if step.kind == "odds":
            return f"move:{step.subject}", step.round
        if step.number == 0:
            return None
        match step.kind:
            case "share":
                return self._origin(why, step)
            case "effect":
                return step.subject, 0
            case "ruling":
                return f"odds:{step.subject}", step.round
            case "commitment":
                return f"move:{step.subject}", step.round
            case "reason" | "counter" | "answer":
                return self._ground(step.subject)
            case "link" | "doubt":
                return f"link:{step.subject}", 0
            case "claim" | "inject":
                return f"{step.kind}:{step.subject}", 0
            case "supports" | "attacks" | "grounds" | "cited":
                return step.subject, step.round if step.kind == "cited" else 0
            case "contribution":
                return self._contributor(why, step)
            case _:
                return None

    def _origin(self, why: Why, step: Step) -> Thing | None:
        origin = step.origin
        if origin is None or origin.kind == "control":
            return None
        if origin.kind == "inject":
            return f"inject:{origin.subject}", 0
        made = [below.round for below in why.under(step.number) if below.kind == "commitment"]
        return f"move:{origin.subject}", made[0] if made else origin.round

    def _ground(self, claim: str) -> Thing | None:
        """Return a claim or a fact as a thing; None for own words."""
        return (f"claim:{claim}" if claim in self.room.claims else claim, 0) if claim else None

    def _contributor(self, why: Why, step: Step) -> Thing | None:
        claim = self.claim_of(step)
        if claim == why.steps[0].subject:
            return None
        node = self.argument(step)
        if claim or node is None:
            return self._ground(claim)
        when = self.when(step)
        return f"move:{self.floors[when, node.move][0].card}", when

    def paragraph(self, step: Step) -> int | None:
        """Return the number of the paragraph that a step is from: its own, its claim's, or the thesis's."""
        if step.kind == "paragraph":
            return int(step.subject)
        thesis = self.deck.ledger.thesis
        if step.subject == "thesis" or (step.kind in ("thesis", "base") and step.subject == thesis.id):
            return thesis.paragraph
        printed = self.room.claims.get(self.claim_of(step))
        return printed.paragraph if printed is not None else None

    def claim_of(self, step: Step) -> str:
        """Return the claim or fact that a step is about; empty where it is about none."""
        kind, _, rest = step.subject.partition(":")
        match step.kind:
            case "claim" | "base" | "reason" | "counter" | "answer" | "uses":
                return step.subject
            case "supports" | "attacks":
                return rest
            case "contribution" if kind in ("claim", "fact"):
                return rest
            case "contribution" if kind == "finding":
                return rest.rpartition(":")[0]
            case "contribution" if kind == "cited":
                return rest.partition(":")[2]
            case "contribution" if kind == "attack":
                attack = self.attack(step)
                return attack.claim if attack is not None else ""
            case "contribution" | "doubt":
                node = self.argument(step)
                return node.claim if node is not None else ""
            case _:
                return ""

    def attack(self, step: Step) -> ClaimArgument | None:
        """Return the attack on a claim that a contribution is; None where it is none."""
        kind, _, rest = step.subject.partition(":")
        attacks = self.view.claim_arguments if kind == "attack" else ()
        return next((attack for attack in attacks if f"{attack.target}:{attack.round}" == rest), None)

    def when(self, step: Step) -> int:
        """Return the round on whose floor the argument of a step stands."""
        if step.kind != "contribution":
            return step.round
        kind, _, rest = step.subject.partition(":")
        return int(rest.partition(":")[0]) if kind == "about-link" else self.view.round

    def argument(self, step: Step) -> Node | None:
        """Return the argument on a floor that a step is; None where it is none."""
        number = step.node
        if step.kind == "contribution" and step.subject.partition(":")[0] in ("floor", "about-link"):
            number = int(step.subject.rpartition(":")[2])
        found = self.floors.get((self.when(step), number))
        return found[0] if found is not None else None

    # Names

    def crumb(self, thing: Thing) -> str:
        """Return the name of a thing, short enough to stand in a row."""
        name, _ = thing
        kind, _, subject = name.partition(":")
        match kind:
            case "thesis":
                return "Thesis"
            case "claim":
                return f"Claim ¶{self.room.claims[subject].paragraph}"
            case "fact":
                return f"Fact of round {subject.partition(':')[0]}"
            case "link":
                cause, _, effect = subject.partition(">")
                return f"Link {self.indicator(cause)}→{self.indicator(effect)}"
            case "move":
                return f"Move “{self.card(subject)}”"
            case "odds":
                return f"Chance of “{self.card(subject)}”"
            case "inject":
                return f"Event “{self.inject(subject)}”"
            case _:
                return self.indicator(name)

    def indicator(self, indicator: str) -> str:
        """Return an indicator's name."""
        return plain(self.room.indicators[indicator].name)

    def card(self, card: str) -> str:
        """Return a card's title, or what a team's own action is called."""
        return plain(card_title(self.deck, card))

    def inject(self, inject: str) -> str:
        """Return an inject's title."""
        return plain(inject_title(self.deck, inject))
