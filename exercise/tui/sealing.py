"""The dialog in which a team chooses the reasons for its move and seals it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from exercise import engine
from exercise.deck.models import Card
from exercise.moves import Reason, Refusal, Seal, Template
from exercise.report.plain import plain
from exercise.report.wording import trigger_words
from exercise.rules.choices import reason_holds
from exercise.tui import slotwords
from exercise.tui.arguments import MUTED, claim_words, holder_of, quoted, strength_of
from exercise.tui.choosing import ChooseDialog
from exercise.tui.drafts import SealDraft
from exercise.tui.helped import TYPING_HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Outline, item
from exercise.tui.room import Room
from exercise.tui.words import WordsInput
from exercise.views import SeatView

OPTIONAL: Final = "in your own words, or leave it empty"


class Claims(OptionList):
    """The claims that a reason may rest on; Space takes or leaves the one looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Take")]


class SealDialog(Helped, ModalScreen["Seal | None"]):
    """Asks for the claims that a move rests on, and for own words, if any; dismisses with the move, or None."""

    HELP = """
## Reasons

A move is an argument: each reason rests on a claim of the article. The card's own claims stand first, the strongest at
the top; those that would stand are taken already.

* `↑` `↓` look at the claims, `Space` or a click takes or leaves one: `[x]` is taken.
* `Tab` goes to the lines for your own words: one for the reason that is looked at, one for the whole move.
* `Enter` seals the move. This can't be taken back.
* `Esc` goes back to the hand; what was chosen and typed is kept.

A **✓** says that the reason would stand if nobody countered it. One on a weak claim may; it takes less to fell it.

* Under the full rules a reason may rest on two claims: `b` joins the claim that is looked at to the reason above it,
  and parts them again: `[+]` is joined.
* Under the full rules `F3` keeps the move **secret**: it waits until something is the case, and what its card requires
  is too; it is then laid open, argued about and thrown for, a step harder. Your team makes no other move this round;
  one secret move waits at a time.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "seal", "Seal it", priority=True),
        Binding("tab", "app.focus_next", "Own words"),
        Binding("b", "join", "Both"),
        Binding("f3", "keep_secret", "Secret"),
        Binding("escape", "leave", "Back", priority=True),
        TYPING_HELP_KEY,
    ]
    DEFAULT_CSS = """
    SealDialog { align: center middle; }
    SealDialog #box { width: 100%; max-width: 96; height: 100%; max-height: 34; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    SealDialog #title { height: auto; margin-bottom: 1; }
    SealDialog Claims { height: 1fr; border: none; padding: 0; background: $surface; }
    SealDialog Claims:focus { border: none; background-tint: $foreground 0%; }
    SealDialog #tally { height: auto; margin-top: 1; }
    SealDialog .line { height: 1; }
    SealDialog .line Static { width: 17; color: $foreground 75%; }
    SealDialog .line WordsInput { width: 1fr; border: none; height: 1; padding: 0; background: $boost; }
    SealDialog .line WordsInput:focus { border: none; background-tint: $foreground 10%; }
    """

    def __init__(self, room: Room, view: SeatView, card: Card, template: Template, draft: SealDraft) -> None:
        """Take the card, its template and what was chosen before; the draft is kept up to date."""
        self.room, self.view, self.card, self.draft = room, view, card, draft
        self.slot = template.slots[1]
        self.triggers = next((slot for slot in template.slots if slot.name == "trigger"), None)
        own = set(card.claims)
        self.claims = sorted(map(str, self.slot.domain), key=lambda claim: (claim not in own, -self._strength(claim)))
        if draft.claims is None:
            good = [claim for claim in self.claims if claim in own and reason_holds(self._strength(claim))]
            draft.claims = good[: self.slot.most]
        self.taken = draft.claims
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the list of claims, the card's own first, and the lines for own words."""
        with Vertical(id="box"):
            question = Content.assemble((plain(self.card.title), "bold $text-primary"), "  ", self.hint)
            yield Static(question, id="title", markup=False)
            yield Claims(*[Option(self._row(claim), claim) for claim in self.claims], id="claims", markup=False)
            yield Static(id="tally", markup=False)
            with Horizontal(classes="line"):
                yield Static("On this reason:", markup=False)
                yield WordsInput(placeholder=OPTIONAL, id="reason-words")
            with Horizontal(classes="line"):
                yield Static("On the move:", markup=False)
                yield WordsInput(self.draft.text, placeholder=OPTIONAL, id="words")
        yield KeyLine()

    def on_mount(self) -> None:
        """Start at the strongest claim."""
        claims = self.query_one(Claims)
        claims.highlighted = 0
        claims.focus()
        self._count()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "On which claims do you rest it? Space takes or leaves one, Enter seals."

    # What is shown

    def _strength(self, claim: str) -> float:
        return strength_of(self.view, claim)

    def _row(self, claim: str) -> Outline:
        holds = reason_holds(self._strength(claim))
        box = "[ ]" if claim not in self.taken else "[+]" if claim in self.draft.joined else "[x]"
        lead = f"{box} {'✓' if holds else '✗'} "
        holder = f" ({holder_of(self.room, self.view, claim)})"
        items = [item(Content.assemble(claim_words(self.room, claim), (holder, MUTED)), lead=lead)]
        words = self.draft.words.get(claim, "").strip()
        if words:
            items.append(item(Content.styled(quoted(words), "italic"), indent=len(lead)))
        return Outline(items)

    def _looked_at(self) -> str:
        return self.claims[self.query_one(Claims).highlighted or 0]

    def _show_row(self, claim: str) -> None:
        self.query_one(Claims).replace_option_prompt(claim, self._row(claim))

    def _count(self) -> None:
        own = [claim for claim in self.taken if claim not in self.draft.joined]
        stand = sum(reason_holds(self._strength(claim)) for claim in own)
        words = f"{self._reasons()} of at most {self.slot.most} reasons; {stand} would stand if nobody countered."
        refused = self._refused()
        waits = ""
        if self.view.own.secret is not None:
            waits = "\nYour secret move still waits, so this one is played at once."
        elif self.draft.trigger:
            waits = f"\nKept secret, to be played {plain(trigger_words(self.room.deck, self.draft.trigger))}."
        text = Content.assemble(words, waits, *([("\n" + refused, "$text-warning")] if refused else []))
        self.query_one("#tally", Static).update(text)

    def _refused(self) -> str:
        decision = engine.decide(self.room.session.state, self.view.seat, self._move())
        return plain(decision.sentence) if isinstance(decision, Refusal) else ""

    # What was chosen

    def _move(self) -> Seal:
        reasons: list[Reason] = []
        for claim in self.claims:
            if claim not in self.taken:
                continue
            if claim in self.draft.joined and self._above(claim):
                reasons[-1] = replace(reasons[-1], also=claim)
            else:
                reasons.append(Reason(claim, self.draft.words.get(claim, "").strip()))
        return Seal(self.card.id, tuple(reasons), self.draft.text.strip(), self.draft.trigger)

    def _above(self, claim: str) -> str:
        """Return the reason that a claim may be joined to: the one before it, where it has no second yet; else none."""
        before = self.claims[: self.claims.index(claim)]
        taken = [other for other in before if other in self.taken]
        return taken[-1] if taken and taken[-1] not in self.draft.joined else ""

    def _part(self) -> None:
        """Part what is joined to nothing any more."""
        for claim in self.claims:
            if claim in self.draft.joined and (claim not in self.taken or not self._above(claim)):
                self.draft.joined.discard(claim)
                self._show_row(claim)

    def _reasons(self) -> int:
        return sum(claim not in self.draft.joined for claim in self.taken)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Let own words be typed on the reason that is looked at, where it is taken."""
        event.stop()
        self._offer_words()

    def _offer_words(self) -> None:
        field, claim = self.query_one("#reason-words", WordsInput), self._looked_at()
        taken = claim in self.taken and claim not in self.draft.joined
        field.disabled = not taken
        field.placeholder = OPTIONAL if taken else "own words go with a reason that you have taken"
        with field.prevent(Input.Changed):
            field.value = self.draft.words.get(claim, "") if taken else ""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take or leave a claim."""
        event.stop()
        claim = str(event.option.id)
        if claim in self.taken:
            self.taken.remove(claim)
        else:
            self.taken.append(claim)
        self._show_row(claim)
        self._part()
        self._offer_words()
        self._count()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what was typed, and say at once where it can't be filed."""
        event.stop()
        if event.input.id == "words":
            self.draft.text = event.value
        else:
            claim = self._looked_at()
            self.draft.words[claim] = event.value
            self._show_row(claim)
        self._count()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a second claim and secrecy where the rules have them and no secret move waits yet."""
        if action == "join":
            return self.slot.apiece > 1
        return action != "keep_secret" or self.triggers is not None

    def action_join(self) -> None:
        """Join the claim that is looked at to the reason above it, or part them."""
        claim = self._looked_at()
        if claim in self.draft.joined:
            self.draft.joined.discard(claim)
        elif claim in self.taken and self._above(claim):
            self.draft.joined.add(claim)
        else:
            words = "Take it first, below a reason that rests on one claim yet."
            self.notify(words, severity="warning", markup=False)
            return
        self._show_row(claim)
        self._part()
        self._offer_words()
        self._count()

    def action_keep_secret(self) -> None:
        """Choose what the move waits for, or that it is played at once."""
        if self.triggers is None:
            return
        rows = [("", "Play it at once", "")]
        for trigger in map(str, self.triggers.domain):
            name, now = slotwords.row(self.room, self.view, self.triggers, trigger)
            rows.append((trigger, name, now))

        def chosen(trigger: str | None) -> None:
            if trigger is not None:
                self.draft.trigger = trigger
                self._count()

        self.app.push_screen(ChooseDialog("Keep it secret until when?", rows), chosen)

    def action_seal(self) -> None:
        """Leave with the move, or say why it can't be sealed."""
        refused = self._refused()
        if refused:
            self.notify(refused, severity="warning", markup=False)
        else:
            self.dismiss(self._move())

    def action_leave(self) -> None:
        """Leave without sealing; what was chosen and typed is kept."""
        self.dismiss(None)
