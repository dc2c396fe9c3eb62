"""The steps of a chain in plain words."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from exercise.engine.parts import Node, Origin
from exercise.report import wording
from exercise.report.plain import plain
from exercise.report.wording import (
    DELIVERED,
    chance_words,
    change_words,
    commitment_words,
    count_words,
    level_words,
    link_words,
    modifier_words,
    outcome_words,
    percentile_words,
    question_words,
    strength_word,
    weight_word,
)
from exercise.tui.arguments import KIND_WORDS, claim_words, of_team, quoted, standing, team_name, team_words
from exercise.tui.odds import DIFFICULTY_WORDS
from exercise.tui.whythings import WhyThings
from exercise.why import Step, Why

_ARE: Final = {"stands": "does {} stand", "shaky": "is {} shaky", "fallen": "has {} fallen"}

_Part = Content | str | tuple[str, str]


class WhyWords(WhyThings):
    """Words for the chains that one seat may ask for."""

    def question(self, why: Why) -> str:
        """Return what a chain answers, as a question."""
        root = why.steps[0]
        match root.kind:
            case "indicator":
                return f"Why does {self.indicator(root.subject)} stand at {root.amount:.0f}?"
            case "move":
                return f"What came of the move “{self.card(root.subject)}”, and why?"
            case "odds":
                return f"Why had “{self.card(root.subject)}” this chance: {chance_words(root.amount)}?"
            case "inject":
                return f"What came of the event “{self.inject(root.subject)}”, and why?"
            case "link":
                weight = self._weight(self._weight_now(root.subject), root.subject)
                return f"Why does the link {plain(link_words(self.deck, root.subject))} count {weight}?"
            case _:
                printed = self.room.claims.get(root.subject)
                name = f"the claim of ¶{printed.paragraph}" if root.kind == "claim" and printed else f"the {root.kind}"
                return f"Why {_ARE[strength_word(root.amount)].format(name)}?"

    def step(self, why: Why, step: Step) -> Content:
        """Return a step in plain words."""
        for words in (self._of_the_world, self._of_a_chance, self._of_an_argument):
            said = words(why, step)
            if said is not None:
                return said
        raise ValueError(f"there are no words for a step of the kind {step.kind!r}")

    # The world

    def _of_the_world(self, why: Why, step: Step) -> Content | None:
        room = self.room
        match step.kind:
            case "indicator":
                words = plain(level_words(room.indicators[step.subject], step.amount))
                return Content.assemble(
                    (f"{self.indicator(step.subject)} stands at {step.amount:.0f}", "bold"), f": “{words}”"
                )
            case "start":
                return Content(f"It started at {step.amount:.0f}: {plain(room.indicators[step.subject].because)}")
            case "change":
                cause = self._cause(why, step)
                return Content.styled(f"Round {step.round}, {cause}: {change_words(step.amount)}", "bold")
            case "share":
                return Content.assemble((change_words(step.amount), "bold"), " ", self._from(step.origin))
            case "effect":
                return Content.styled(f"Moved {self.indicator(step.subject)}: {change_words(step.amount)}", "bold")
            case "part":
                return Content.assemble((change_words(step.amount), "bold"), f" {_part(step)}")
            case "commitment":
                return Content(f"In place since round {step.round}: {plain(commitment_words(self.deck, step.subject))}")
            case "inject":
                return self._inject(step)
            case "move":
                return self._move(step)
            case "link":
                return self._link(step)
            case "paragraph":
                return Content.styled(f"¶{step.subject} — {self._about(int(step.subject))}", "italic")
            case _:
                return None

    def _cause(self, why: Why, change: Step) -> str:
        origins = [share.origin for share in why.under(change.number)]
        delivered = all(o is not None and o.kind == "inject" and o.round == change.round for o in origins)
        by_hand = all(o is not None and o.kind == "control" for o in origins)
        return "events" if delivered else "set by control" if by_hand else "consequences"

    def _from(self, origin: Origin | None) -> str:
        if origin is None:
            return "from a cause unknown"
        if origin.kind == "control":
            return f"as control set it in round {origin.round}"
        if origin.kind == "inject":
            return f"from the event ‘{self.inject(origin.subject)}’ in round {origin.round}"
        team, title = of_team(self.room, origin.team), self.card(origin.subject)
        if origin.kind == "commitment":
            return f"from what {team} ‘{title}’ put in place"
        return f"from {team} ‘{title}’ in round {origin.round}"

    def _inject(self, step: Step) -> Content:
        printed, event = self.room.injects[step.subject], self.delivered.get(step.subject)
        how = f", {DELIVERED.get(event.how, event.how)}" if event is not None else ""
        words = f" {quoted(event.text)}" if event is not None and event.text.strip() else ""
        title = (f"Event “{self.inject(step.subject)}”. ", "bold") if step.number == 0 else ""
        return Content.assemble(title, f"Delivered in round {step.round}{how}: {plain(printed.says)}{words}")

    def _move(self, step: Step) -> Content:
        node, printed = self.argument(step), self.room.cards.get(step.subject)
        parts: list[_Part] = [(f"“{self.card(step.subject)}”", "bold")]
        if node is not None:
            parts.append(f", by {team_words(self.room, node.team)} in round {step.round}")
        if printed is not None:
            parts.append(f": {plain(printed.action)}")
        if node is not None and node.text.strip():
            parts.append(f" {quoted(node.text)}")
        return Content.assemble(*parts)

    def _link(self, step: Step) -> Content:
        words = plain(link_words(self.deck, step.subject))
        if step.number:
            return Content.assemble(("Link: ", "bold"), f"{words}, {self._weight(step.amount, step.subject)} then")
        now = self._weight(self._weight_now(step.subject), step.subject)
        return Content.assemble(("Link: ", "bold"), f"{words}, {now} now, of strength {step.amount:.2f}")

    def _weight_now(self, link: str) -> float:
        return self.view.weights[self.view.world.link_index[link]]

    def _weight(self, weight: float, link: str) -> str:
        return weight_word(weight, self.view.world.printed[self.view.world.link_index[link]])

    def _about(self, number: int) -> str:
        paragraphs = self.deck.source.paragraphs
        return next((plain(paragraph.about) for paragraph in paragraphs if paragraph.number == number), "")

    # Chances

    def _of_a_chance(self, why: Why, step: Step) -> Content | None:
        if step.kind == "ruling":
            return Content.assemble(("Ruled: ", "bold"), self._ruled(step))
        if step.kind not in ("odds", "printed", "argument", "estimates", "control", "unopposed"):
            return None
        ruling, _ = self.rulings[step.round, step.subject]
        points = f"{change_words(100 * step.amount)} points"
        match step.kind:
            case "odds":
                chance = f"“{self.card(step.subject)}”: {chance_words(step.amount)} to succeed ({step.amount:.1%})."
                return Content.assemble((chance, "bold"), f" It was a {self._ruled(step)}")
            case "printed":
                words = f"from the difficulty: {DIFFICULTY_WORDS.get(ruling.difficulty, 'harder than hard')}"
            case "argument":
                by = f", {modifier_words(ruling.modifier)} on the dice" if ruling.method == "dice" else ""
                words = f"from the argument{by}"
            case "estimates":
                sealed = ", ".join(f"{team_name(self.room, team)} {percent}%" for team, percent in ruling.estimates)
                words = f"from the teams’ estimates: {sealed}"
            case "control":
                words = f"from control{f': {quoted(ruling.text)}' if ruling.text.strip() else ''}"
            case _:
                words = "as nobody countered it with a claim, so that nothing was thrown"
        return Content.assemble((points, "bold"), f" {words}")

    def _ruled(self, step: Step) -> str:
        ruling, overridden = self.rulings[step.round, step.subject]
        if ruling.faces:
            how = f"{sum(ruling.faces)} on the dice {modifier_words(ruling.modifier) if ruling.modifier else '+0'}"
        elif ruling.percentile >= 0:
            how = f"{percentile_words(ruling.percentile)} of 100 thrown at {ruling.full + ruling.partial:.1%}"
        elif ruling.method == "unrolled":
            how = "nobody countered it with a claim"
        else:
            how = f"set by control{f': {quoted(ruling.text)}' if ruling.text.strip() else ''}"
        words = f"{outcome_words(ruling.outcome)}, {how}"
        if overridden is not None:
            words += f"; control set it to {outcome_words(overridden.outcome)}: {quoted(overridden.text)}"
        return words

    # Arguments

    def _of_an_argument(self, why: Why, step: Step) -> Content | None:
        match step.kind:
            case "claim":
                holder = plain(self.room.claims[step.subject].holder)
                says = f"{claim_words(self.room, step.subject)} ({holder}) — "
                return Content.assemble(("Claim: ", "bold"), says, *_now(step))
            case "fact":
                return Content.assemble(("Fact: ", "bold"), f"{self._says(step.subject)} — ", *_now(step))
            case "thesis":
                return Content.assemble(("Thesis: ", "bold"), f"{plain(self.deck.ledger.thesis.says)} — ", *_now(step))
            case "base":
                return Content.assemble((f"Starts from {step.amount:.2f}", "bold"), self._because(why, step))
            case "contribution":
                return Content.assemble((_signed(step.amount), "bold"), " ", *self._adds(step))
            case "reason" | "counter" | "answer" | "doubt":
                return self._filed(step)
            case "uses":
                return Content.styled(f"What rests on it: {count_words(int(step.amount), 'thing')}", "bold")
            case "cited":
                return self._cited(step)
            case "supports" | "attacks" | "grounds":
                return self._use(step)
            case _:
                return None

    def _says(self, claim: str) -> str:
        """Return what a claim or a fact says."""
        if claim in self.room.claims:
            return claim_words(self.room, claim)
        own = next((quoted(fact.text) for fact in self.view.facts if fact.id == claim and fact.text.strip()), "")
        return " ".join(filter(None, (plain(wording.claim_words(self.deck, claim)), own)))

    def _because(self, why: Why, step: Step) -> str:
        match why.steps[0].kind:
            case "claim":
                printed = self.room.claims[step.subject]
                return f": {plain(printed.because)}{' The source took it back.' if printed.withdrawn else ''}"
            case "link":
                return f", as every link does. It is on the map because: {plain(self.room.links[step.subject].because)}"
            case "fact":
                return ", as every fact does that a full success established"
            case _:
                return ", as a thesis does before anything speaks for it or against it"

    def _adds(self, step: Step) -> tuple[_Part, ...]:
        """Return from whom a contribution is, and what was argued."""
        kind = step.subject.partition(":")[0]
        claim, attack, node = self.claim_of(step), self.attack(step), self.argument(step)
        if kind == "finding":
            when = step.subject.rpartition(":")[2]
            found = [each for each in self.view.findings if (each.claim, str(each.round)) == (claim, when)]
            held = "held" if found and found[0].supports else "did not hold"
            return (f"from the debate of round {when}, in which it {held}: {self._says(claim)}",)
        if attack is not None:
            says = self._argued((attack.claim,) if attack.claim else (), attack.text)
            return (f"from {of_team(self.room, attack.team)} attack in round {attack.round}: {says}",)
        if node is not None:
            who = f"{of_team(self.room, node.team)} {KIND_WORDS[node.kind].lower()} in round {self.when(step)}"
            return (f"from {who}: {self._argued(node.claims, node.text)}",)
        if kind == "cited":
            return (f"from a claim as it stood when it was cited: {self._says(claim)}",)
        if claim in self.room.claims:
            now = self.view.claims[self.view.claim_ids.index(claim)]
            return (f"from the claim: {self._says(claim)} — ", standing(now), " now")
        return (f"from the fact: {self._says(claim)}",)

    def _argued(self, claims: tuple[str, ...], text: str) -> str:
        words = [self._says(claim) for claim in claims]
        return " ".join([*words, quoted(text)] if text.strip() else words)

    def _filed(self, step: Step) -> Content:
        node = self.argument(step)
        assert node is not None
        if node.kind == "question":
            says = " ".join(
                [
                    plain(question_words(self.deck, node.claim, node.question)),
                    *([quoted(node.text)] if node.text else []),
                ]
            )
        else:
            says = self._argued(node.claims, node.text)
        if node.link:
            says = f"the link {plain(link_words(self.deck, node.link))}. {says}"
        return Content.assemble((f"{self._whose(node)}: ", "bold"), says, *self._judged(step, node))

    def _whose(self, node: Node) -> str:
        return "Reason" if node.kind == "reason" else f"{KIND_WORDS[node.kind]} by {team_words(self.room, node.team)}"

    def _judged(self, step: Step, node: Node) -> tuple[_Part, ...]:
        """Return how an argument stands; nothing while ballots on it are still to come."""
        if self.view.sealed_judging and step.round == self.view.round:
            return ()
        ruled = (step.round, self.floors[step.round, node.move][0].card) in self.rulings
        return " — ", standing(step.amount), " when ruled" if ruled else " now"

    def _cited(self, step: Step) -> Content:
        node = self.argument(step)
        assert node is not None
        head = f"Reason of {team_words(self.room, node.team)}" if node.kind == "reason" else self._whose(node)
        on = self.card(self.floors[step.round, node.move][0].card)
        return Content.assemble((f"{head}, ", "bold"), f"round {step.round}, on “{on}”", *self._judged(step, node))

    def _use(self, step: Step) -> Content:
        kind, _, subject = step.subject.partition(":")
        match kind:
            case "link":
                return Content.assemble(("Grounds the link: ", "bold"), plain(link_words(self.deck, subject)))
            case "inject":
                return Content.assemble(("Grounds the event: ", "bold"), f"“{self.inject(subject)}”")
            case "claim" | "thesis":
                says = self._says(subject) if kind == "claim" else plain(self.deck.ledger.thesis.says)
                if step.round:
                    return Content.assemble((f"Cited in an attack in round {step.round}: ", "bold"), f"on {says}")
                verb = "Supports" if step.kind == "supports" else "Speaks against"
                return Content.assemble((f"{verb} the {kind}: ", "bold"), f"{says} — ", standing(step.amount), " now")
            case _:
                start = f"{self.indicator(step.subject)} started at {step.amount:.0f}"
                return Content.assemble(("Grounds the start: ", "bold"), start)


def _now(step: Step) -> tuple[_Part, ...]:
    return standing(step.amount), f" now ({step.amount:.2f})" if step.number == 0 else " now"


def _signed(amount: float) -> str:
    digits = f"{abs(amount):.2f}"
    return digits if float(digits) == 0 else f"{'−' if amount < 0 else '+'}{digits}"


def _part(step: Step) -> str:
    origin = step.origin
    if origin is not None and origin.kind == "commitment":
        return f"in round {step.round}, from what it put in place"
    late = origin is not None and origin.round < step.round
    return f"in round {step.round}, {'over a link that takes its time' if late else 'at once'}"
