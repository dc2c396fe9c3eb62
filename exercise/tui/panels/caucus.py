"""The caucus of one team: its hand, its aims, and the sealing of its move."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exercise.deck.models import Card, Condition, Shock
from exercise.engine.conditions import met
from exercise.engine.game import LEVELS
from exercise.moves import Hold, Move, Seal, Swap, Template, Withdraw
from exercise.report.markdown import escaped
from exercise.report.plain import plain
from exercise.report.wording import card_title, commitment_words, indicator_name, listed, result_words, trigger_words
from exercise.rules.choices import reason_holds
from exercise.tui.arguments import claim_words, strength_of, team_name
from exercise.tui.choosing import ChooseDialog
from exercise.tui.filling import FillDialog
from exercise.tui.letters import LettersDialog
from exercise.tui.messages import Covered, HintChanged, MoveChosen
from exercise.tui.notes import NotesDialog
from exercise.tui.outline import Item, Outline, item
from exercise.tui.page import Page
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room
from exercise.tui.scrolling import turn_page
from exercise.tui.sealing import SealDialog
from exercise.tui.unfolding import UnfoldingList
from exercise.views import SeatView

PAPERS: Final = Binding.Group("Papers")
DIFFICULTY: Final = {"easy": "easy", "even": "even odds", "hard": "hard"}


class Hand(UnfoldingList):
    """The cards of a hand."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Play")]


class CaucusPanel(Panel):
    """A team's private view: the cards of its hand, and what each would do."""

    HELP = """
## Your caucus

Only your team looks at this screen. Choose one card to play this round; then the claims of the article that your
reasons rest on, at most three. Strong claims make reasons that stand. Opponents will counter the weak ones.

A card may say what it **requires**. A **commitment** stands after a full success and goes on pushing, half as hard,
each round. A **hard** card needs luck or many reasons.

* `↑` `↓` look at the cards; `PgUp` `PgDn` scroll what the card says
* `Enter` plays the card: choose reasons, then seal
* `x` swaps this card for another, once a round
* `h` holds: no move this round
* `v` revokes a commitment of yours: it ends at once
* `o` shows your objectives, the secret one too; `b` your brief; `i` your notes, which nobody else sees
* Under the full rules `n` plays an action of your own, and `l` opens your letters to and from other teams
* `Esc` puts your hand away for now; what you chose and typed is kept
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "swap", "Swap"),
        Binding("h", "hold", "Hold"),
        Binding("v", "withdraw", "Revoke"),
        Binding("o", "objectives", "Aims", group=PAPERS),
        Binding("b", "brief", "Brief", group=PAPERS),
        Binding("i", "notes", "Notes", group=PAPERS),
        Binding("n", "act", "Act"),
        Binding("l", "letters", "Letters"),
        Binding("escape", "cover", "Put away", show=False),
        Binding("pageup", "scroll(-1)", "Scroll", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "Scroll", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    CaucusPanel { height: 1fr; layout: vertical; }
    CaucusPanel OptionList { height: auto; max-height: 8; border: round $border-blurred; padding: 0; }
    CaucusPanel OptionList:focus { border: round $border; }
    CaucusPanel #waiting { height: auto; padding: 0 1; }
    """

    def __init__(self, room: Room, view: SeatView) -> None:
        super().__init__(room, view)
        self._pages: dict[str, Outline] = {}
        """What the cards say, in this view."""
        self._drew = ""
        """What the swap of this round brought."""

    def compose(self) -> ComposeResult:
        """Make the hand and the card that is looked at."""
        yield Static(id="waiting", markup=False)
        yield Hand(*self._rows(), walked=self._look_at, id="hand")
        yield Page(id="about")

    def on_mount(self) -> None:
        """Look at the first card."""
        self._show_waiting()
        hand = self.query_one("#hand", OptionList)
        hand.focus()
        if hand.option_count:
            hand.highlighted = 0
            self._look_at(0)

    def show(self, view: SeatView) -> None:
        """Show the hand as it is now, the same place highlighted; where a card was drawn, that one."""
        before = {face.id for face in self.view.own.hand}
        drawn = [face.id for face in view.own.hand if face.id not in before]
        self.view = view
        self._pages.clear()
        self._show_waiting()
        hand = self.query_one("#hand", OptionList)
        place = hand.highlighted or 0
        hand.set_options(self._rows())
        if hand.option_count:
            hand.highlighted = min(place, hand.option_count - 1)
        if drawn:
            hand.highlighted = hand.get_option_index(drawn[0])
            self._drew = plain(self.room.cards[drawn[0]].title)
        if hand.highlighted is not None:
            self._look_at(hand.highlighted)
        self.refresh_bindings()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        drew = f"You drew “{self._drew}”. " if self._drew else ""
        if self._settled:
            return "Your move is settled. l opens your letters, Esc puts them away."
        unread = self.room.unread(self.view)
        if unread:
            letters = "a letter that you have" if unread == 1 else f"{unread} letters that you have"
            drew = f"{drew}There {'is' if unread == 1 else 'are'} {letters} not read: press l. "
        elif self.view.own.offers:
            drew = f"{drew}There is an offer to you: press l. "
        if self.room.alone:
            return f"{drew}Look at your cards with ↑ and ↓, then press Enter to play one."
        return f"{drew}{team_name(self.room, self.view.seat)}: choose a card and press Enter. Only your team looks."

    # What is shown

    def _rows(self) -> list[Option]:
        rows = []
        for face in self.view.own.hand:
            card = self.room.cards[face.id]
            playable = self._template(face.id) is not None
            note = "" if playable else "  (not now)"
            text = Content.assemble(
                (plain(card.title), "bold" if playable else "$foreground 65%"),
                (f"  {DIFFICULTY[card.difficulty]} · {card.stance}{note}", "$foreground 75%"),
            )
            rows.append(Option(text, face.id))
        return rows

    def _show_waiting(self) -> None:
        """Say which secret move waits, and for what."""
        secret, line = self.view.own.secret, self.query_one("#waiting", Static)
        line.display = secret is not None
        if secret is not None:
            title = plain(card_title(self.room.deck, secret.card))
            when = plain(trigger_words(self.room.deck, secret.trigger))
            line.update(Content.assemble(("In secret: ", "bold"), f"“{title}” waits, to be played {when}."))

    def _look_at(self, place: int) -> None:
        """Show a card."""
        name = self.view.own.hand[place].id
        if name not in self._pages:
            self._pages[name] = Outline(self._card(name))
        self.query_one("#about", Page).update(self._pages[name])

    def _card(self, name: str) -> list[Item]:
        card = self.room.cards[name]
        items = [
            item(plain(card.action)),
            item(Content.assemble(("Aim: ", "bold"), plain(card.effect))),
            item(Content.assemble(("In full it ", "bold"), self._shocks(card.full))),
        ]
        if card.fail:
            items.append(item(Content.assemble(("If it fails it ", "bold"), self._shocks(card.fail))))
        if card.commitment:
            stands = f"“{plain(card.commitment)}” stands after a full success."
            items.append(item(Content.assemble(("Commitment: ", "bold"), stands)))
        face = next(face for face in self.view.own.hand if face.id == name)
        for condition, compiled in zip(card.requires, face.requires, strict=True):
            mark = "✓" if met(self.room.session.state, (compiled,)) else "✗"
            items.append(item(f"{mark} requires {self._condition(condition)}"))
        items.append(item(Content.styled("Reasons can rest on (✓ would stand while nobody counters):", "bold")))
        items += [item(claim_words(self.room, claim), lead=f"{self._mark(claim)} ") for claim in face.claims]
        items.append(item(Content.styled("Expect to hear:", "bold")))
        items += [item(plain(counter.says), lead="– ") for counter in card.counters]
        return items

    def _mark(self, claim: str) -> str:
        return "✓" if reason_holds(strength_of(self.view, claim)) else "✗"

    def _shocks(self, shocks: tuple[Shock, ...]) -> str:
        names = [f"{s.sign} {plain(indicator_name(self.room.deck, s.indicator))} ({s.amount})" for s in shocks]
        return f"{listed(names)}."

    def _condition(self, condition: Condition) -> str:
        deck = self.room.deck
        if condition.indicator is not None:
            name = plain(indicator_name(deck, condition.indicator))
            now = self.view.levels[self.view.world.index[condition.indicator]]
            if condition.at_least is not None:
                return f"{name} at {condition.at_least} or more; it is at {now:.0f}"
            return f"{name} at {condition.at_most} or less; it is at {now:.0f}"
        if condition.standing is not None:
            return f"that “{plain(commitment_words(deck, condition.standing))}” stands"
        if condition.played is not None:
            return f"that “{plain(card_title(deck, condition.played))}” has succeeded"
        return f"round {condition.from_round} or later; this is round {self.view.round}"

    # What may be done

    def _template(self, card: str) -> Template | None:
        for template in self.view.options:
            if template.kind == "seal" and template.slots[0].domain == (card,):
                return template
        return None

    @property
    def _settled(self) -> bool:
        return next(team.settled for team in self.view.teams if team.team == self.view.seat)

    def _offers(self, kind: str) -> Template | None:
        return next((template for template in self.view.options if template.kind == kind), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        if action in ("swap", "hold", "withdraw", "act"):
            return self._offers(action) is not None
        if action == "letters":
            return LEVELS[self.view.rules].parley
        if action == "cover":
            # Who plays alone has nowhere else to be until the move is settled.
            return self._settled or not self.room.alone
        return True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Play the card that was chosen."""
        event.stop()
        self._play(str(event.option.id))

    def action_swap(self) -> None:
        """Swap the card that is looked at, after asking once, as this can't be taken back."""
        card = self._highlighted()
        if not card:
            return
        title = plain(self.room.cards[card].title)
        rows = [("swap", "Swap it", "draw another card in its place, once this round"), ("back", "Keep it", "")]

        def chosen(row: str | None) -> None:
            if row == "swap":
                self._choose(Swap(card))

        self.app.push_screen(ChooseDialog(f"Put “{title}” back?", rows), chosen)

    def action_hold(self) -> None:
        """Make no move, after asking once, as this can't be taken back."""
        rows = [("hold", "Hold", "you still speak in the debate"), ("back", "Go back", "")]

        def chosen(row: str | None) -> None:
            if row == "hold":
                self._choose(Hold())

        self.app.push_screen(ChooseDialog("Make no move this round?", rows), chosen)

    def action_withdraw(self) -> None:
        """Choose a commitment to end."""
        template = self._offers("withdraw")
        if template is None:
            return
        cards = [str(card) for card in template.slots[0].domain]
        rows = [(card, plain(commitment_words(self.room.deck, card)), "") for card in cards]

        def chosen(card: str | None) -> None:
            if card is not None:
                self._choose(Withdraw(card))

        self.app.push_screen(ChooseDialog("Withdraw which commitment?", rows), chosen)

    def action_objectives(self) -> None:
        """Show the team's objectives and how they stand."""
        from exercise.tui.helping import HelpScreen

        lines = ["## Your objectives", ""]
        for goal in self.view.own.goals:
            printed = self.room.objectives[self.view.seat, goal.goal.id]
            secret = " (secret)" if goal.goal.secret else ""
            lines.append(f"* {escaped(printed.says)}{secret} As things stand: **{result_words(goal.standing)}**.")
        self.app.push_screen(HelpScreen("\n".join(lines)))

    def action_act(self) -> None:
        """Ask what the team does of its own, what that pushes, and on which claims it rests."""
        template = self._offers("act")
        if template is None:
            return
        place = self.view.round, self.view.seat, "act"

        def filled(move: Move | None) -> None:
            if move is not None:
                self.room.forget_fill(*place)
                self._choose(move)

        draft = self.room.fill_draft(*place)
        self.app.push_screen(FillDialog(self.room, self.view, "An action of our own", template, draft), filled)

    def action_letters(self) -> None:
        """Open the letters to and from this team."""

        def written(move: Move | None) -> None:
            self.post_message(HintChanged())
            if move is not None:
                self._choose(move)

        self.app.push_screen(LettersDialog(self.room, self.view), written)

    def action_notes(self) -> None:
        """Open the team's private notes."""
        team = self.view.seat

        def kept(text: str | None) -> None:
            try:
                self.room.keep_notes(team, text or "")
            except OSError:
                words = "The notes can't be written to the disk; they are kept until the app is left."
                self.notify(words, severity="warning", markup=False)

        self.app.push_screen(NotesDialog(team_name(self.room, team), self.room.notes(team)), kept)

    def action_brief(self) -> None:
        """Show the team's brief."""
        from exercise.tui.helping import HelpScreen

        team = self.room.teams[self.view.seat]
        self.app.push_screen(HelpScreen(f"## {escaped(team.name)}\n\n{team.brief or 'This team has no brief.'}"))

    def _highlighted(self) -> str:
        option = self.query_one("#hand", OptionList).highlighted_option
        return str(option.id) if option is not None else ""

    def _play(self, card: str) -> None:
        template = self._template(card)
        if template is None:
            self.notify("This card can't be played now; see what it requires.", severity="warning", markup=False)
            return
        printed: Card = self.room.cards[card]
        draft = self.room.seal_draft(self.view.round, self.view.seat, card)

        def sealed(result: Seal | None) -> None:
            if result is not None:
                self._choose(result)

        self.app.push_screen(SealDialog(self.room, self.view, printed, template, draft), sealed)

    def action_cover(self) -> None:
        """Put the hand away without having settled."""
        self.post_message(Covered())

    def action_scroll(self, pages: int) -> None:
        """Scroll what the card says."""
        turn_page(self.query_one("#about"), pages)

    def _choose(self, move: Move) -> None:
        self.post_message(MoveChosen(self.view.seat, move))
