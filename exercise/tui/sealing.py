"""The dialog in which a team chooses the reasons for its move and seals it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from exercise.deck.models import Card
from exercise.moves import TEXT_LIMIT, Reason, Seal, Template
from exercise.report.plain import plain
from exercise.rules.choices import reason_holds
from exercise.tui.arguments import claim_words
from exercise.tui.room import Room
from exercise.views import SeatView


@dataclass(slots=True)
class SealDraft:
    """What was chosen and typed before the dialog was left."""

    claims: list[str] = field(default_factory=list)
    text: str = ""


class SealDialog(ModalScreen["Seal | None"]):
    """Asks for one to three claims and, for who likes, own words; dismisses with the sealed move, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "seal", "Seal the move", priority=True),
        Binding("space", "mark", "Take or leave a reason", show=True),
        Binding("tab", "app.focus_next", "Own words", show=True),
        Binding("escape", "leave", "Back", priority=True),
    ]
    DEFAULT_CSS = """
    SealDialog { align: center middle; }
    SealDialog #box { width: 100%; max-width: 90; height: 100%; max-height: 26; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    SealDialog #title { text-style: bold; }
    SealDialog SelectionList { height: 1fr; border: none; padding: 0; background: $surface; }
    SealDialog SelectionList:focus { border: none; background-tint: $foreground 0%; }
    SealDialog SelectionList > .selection-list--button { color: $surface-darken-1; background: $surface-darken-1; }
    SealDialog SelectionList > .selection-list--button-highlighted { color: $panel; background: $panel; }
    SealDialog #looked-at { height: 4; margin-top: 1; color: $foreground 85%; }
    SealDialog #tally { height: auto; }
    SealDialog Input { border: none; height: 1; padding: 0; }
    SealDialog Input:focus { border: none; background-tint: $foreground 10%; }
    """

    def __init__(self, room: Room, view: SeatView, card: Card, template: Template, draft: SealDraft) -> None:
        """Take the card, its template and what was chosen before."""
        self.room, self.view, self.card, self.draft = room, view, card, draft
        self.slot = template.slots[1]
        own = set(card.claims)
        self.claims = sorted(map(str, self.slot.domain), key=lambda claim: (claim not in own, -self._strength(claim)))
        if not draft.claims:
            good = [claim for claim in self.claims if claim in own and reason_holds(self._strength(claim))]
            draft.claims = good[: self.slot.most]
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the list of claims, the card's own first, the one looked at in full, and the line for own words."""
        with Vertical(id="box"):
            yield Static(f"{plain(self.card.title)}: on which claims do you rest it?", id="title", markup=False)
            yield SelectionList[str](
                *[Selection(self._row(claim), claim, claim in self.draft.claims) for claim in self.claims], id="claims"
            )
            yield Static(id="looked-at", markup=False)
            yield Static(id="tally", markup=False)
            yield Input(self.draft.text, placeholder="In own words (optional)", max_length=TEXT_LIMIT, id="words")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Start at the strongest claim."""
        self.query_one(SelectionList).focus()
        self._count()

    def _strength(self, claim: str) -> float:
        return self.view.claims[self.view.claim_ids.index(claim)]

    def _row(self, claim: str) -> Content:
        mark = "✓ would stand" if reason_holds(self._strength(claim)) else "✗ would fall"
        return Content(f"{mark}: {claim_words(self.room, claim)}")

    def on_selection_list_selection_highlighted(self, event: SelectionList.SelectionHighlighted[str]) -> None:
        """Show the claim that is looked at in full, with what the source's paragraph is about."""
        event.stop()
        claim = self.room.claims[self.claims[event.selection_index]]
        words = f"{plain(claim.says)} (¶{claim.paragraph}; held by {plain(claim.holder)})"
        self.query_one("#looked-at", Static).update(words)

    def _count(self) -> None:
        chosen = self._chosen()
        stand = sum(reason_holds(self._strength(claim)) for claim in chosen)
        words = f"{len(chosen)} of at most {self.slot.most} reasons; {stand} would stand if nobody countered."
        self.query_one("#tally", Static).update(words)

    def _chosen(self) -> list[str]:
        selected = set(self.query_one(SelectionList).selected)
        return [claim for claim in self.claims if claim in selected]

    def on_selection_list_selected_changed(self, event: SelectionList.SelectedChanged[str]) -> None:
        """Count again."""
        event.stop()
        self._count()

    def action_mark(self) -> None:
        """Take or leave the claim that is looked at."""
        self.query_one(SelectionList).action_select()

    def action_seal(self) -> None:
        """Leave with the move."""
        chosen = self._chosen()
        if not self.slot.least <= len(chosen) <= self.slot.most:
            self.notify(f"Choose {self.slot.least} to {self.slot.most} reasons.", severity="warning", markup=False)
            return
        text = self.query_one("#words", Input).value.strip()
        self.dismiss(Seal(self.card.id, tuple(Reason(claim) for claim in chosen), text))

    def action_leave(self) -> None:
        """Leave without sealing; what was chosen and typed is kept."""
        self.draft.claims = self._chosen()
        self.draft.text = self.query_one("#words", Input).value
        self.dismiss(None)
