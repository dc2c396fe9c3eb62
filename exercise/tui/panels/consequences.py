"""The consequences: what changed this round and by whom, and what the debate did to the claims and links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exercise.engine.events import (
    AgreementsRecorded,
    CommitmentMade,
    FactsEstablished,
    FindingsRecorded,
    InjectDelivered,
    LevelsMoved,
    RoundOpened,
)
from exercise.engine.parts import Change, Fact, Letter, Origin
from exercise.frozen import frozen
from exercise.report.plain import plain
from exercise.report.wording import (
    AS_PRINTED,
    change_words,
    commitment_words,
    count_words,
    inject_title,
    level_words,
    link_words,
    origin_title,
    strength_word,
    weight_word,
)
from exercise.tui.arguments import claim_words, quoted, standing, team_name, team_words
from exercise.tui.messages import Finished, WhyAsked
from exercise.tui.outline import Item, Outline, item
from exercise.tui.panels.base import Panel
from exercise.tui.room import Room
from exercise.tui.unfolding import UnfoldingList
from exercise.tui.unframed import Unframed
from exercise.views import LogEntry, SeatView

Step = tuple[Change, tuple[tuple[Origin, float], ...]]
"""One change of an indicator, with its causes."""
SHOWN: Final = 0.05
"""Shares below this many points are shown as one."""
UNCHANGED: Final = 1e-9


@frozen
class Moved:
    """How one indicator moved in a round, all its steps together."""

    indicator: str
    before: float
    after: float
    shares: tuple[tuple[Origin, float], ...]
    """Points by origin, the largest first; they sum to `after` - `before`."""
    gross: float


@frozen
class RoundResult:
    """What a round has done so far, as a seat's log tells it."""

    moved: tuple[Moved, ...]
    """The largest change first."""
    commitments: tuple[CommitmentMade, ...]
    findings: FindingsRecorded | None
    injects: tuple[str, ...]
    agreements: tuple[Letter, ...]
    facts: tuple[Fact, ...]
    claims_before: dict[str, float]
    """The strengths of all claims before this round's findings."""
    thesis_before: float


def round_result(log: Iterable[LogEntry], view: SeatView) -> RoundResult:
    """Return what the latest round of a log did."""
    changes: dict[str, list[Step]] = {}
    commitments: list[CommitmentMade] = []
    injects: list[str] = []
    agreements: tuple[Letter, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: FindingsRecorded | None = None
    claims = dict(zip(view.claim_ids, view.start_claims, strict=True))
    thesis = view.start_thesis
    for entry in log:
        event = entry.event
        if isinstance(event, RoundOpened):
            if findings is not None:
                claims.update(findings.claims)
                thesis = findings.thesis
            changes, commitments, injects, findings, agreements, facts = {}, [], [], None, (), ()
        elif isinstance(event, LevelsMoved):
            for change in event.changes:
                changes.setdefault(change.indicator, []).append((change, event.causes(change)))
        elif isinstance(event, CommitmentMade):
            commitments.append(event)
        elif isinstance(event, FindingsRecorded):
            findings = event
        elif isinstance(event, InjectDelivered):
            injects.append(event.inject)
        elif isinstance(event, AgreementsRecorded):
            agreements = event.agreements
        elif isinstance(event, FactsEstablished):
            facts = event.facts
    moved = sorted(map(_together, changes.values()), key=lambda change: -abs(change.after - change.before))
    return RoundResult(tuple(moved), tuple(commitments), findings, tuple(injects), agreements, facts, claims, thesis)


def _together(steps: list[Step]) -> Moved:
    shares: dict[Origin, float] = {}
    for _, causes in steps:
        for origin, points in causes:
            shares[origin] = shares.get(origin, 0.0) + points
    first, last = steps[0][0], steps[-1][0]
    return Moved(
        first.indicator,
        first.before,
        last.after,
        tuple(sorted(shares.items(), key=lambda share: -abs(share[1]))),
        sum(change.gross for change, _ in steps),
    )


class Changes(Unframed, UnfoldingList):
    """The changes of a round."""


class ConsequencesPanel(Panel):
    """Lists every change with its causes, largest first, then what the round did to the argument."""

    HELP = """
## Consequences

The changes of this round, the largest first. The line that is chosen shows its causes; their shares add up to it.

* **net** is the change itself; **gross** adds up all pushes whichever way they went. Far apart, they mean that moves
  pulled against each other.
* Claims that the debate tested are strengthened where the reason held and weakened where it did not, and with them
  the links of the map that rest on them: *weakened* links carry less from now on, *strengthened* ones more.

The map is an assumed influence map, made for teaching: it is no forecast.

* `↑` `↓` choose a line
* `w` or `Enter` asks why: the chain back to the source
* `n` goes on
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w,enter", "why", "Why?"),
        Binding("n", "go_on", "Go on"),
    ]
    DEFAULT_CSS = """
    ConsequencesPanel { height: 1fr; layout: vertical; }
    ConsequencesPanel #thesis { height: auto; padding: 0 1; }
    ConsequencesPanel Changes { height: 1fr; border: none; padding: 0; background: $background; }
    ConsequencesPanel Changes > .option-list--option { padding: 0 0 0 1; }
    ConsequencesPanel Changes:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, room: Room, view: SeatView) -> None:
        super().__init__(room, view)
        self._known: tuple[SeatView, RoundResult] | None = None
        self._rows: dict[tuple[int, bool], Outline] = {}
        """The changes, without and with their causes."""
        self._open = 0
        """The line whose causes are shown."""

    def compose(self) -> ComposeResult:
        """Make the thesis's line and the list."""
        yield Static(self._thesis(), id="thesis", markup=False)
        yield Changes(*self._options(), walked=self._walk, id="changes")

    def on_mount(self) -> None:
        """Take the keys at the largest change."""
        changes = self.query_one("#changes", OptionList)
        changes.highlighted = 0
        changes.focus()

    def show(self, view: SeatView) -> None:
        """Show a newer view with the same line chosen."""
        self.view = view
        self.query_one("#thesis", Static).update(self._thesis())
        changes = self.query_one("#changes", OptionList)
        options = self._options()
        chosen = min(self._open, len(options) - 1)
        changes.set_options(options)
        changes.highlighted = chosen
        self.refresh_bindings()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return "Walk through the changes with ↑ and ↓; w asks why, n goes on."

    # What is shown

    def _result(self) -> RoundResult:
        # Walking through the list asks for it at every key.
        if self._known is None or self._known[0] is not self.view:
            self._known = (self.view, round_result(self.room.session.log(self.view.seat), self.view))
            self._rows.clear()
        return self._known[1]

    def _thesis(self) -> Content:
        result = self._result()
        return Content.assemble(
            ("Thesis: ", "bold"),
            plain(self.room.deck.ledger.thesis.says),
            " — ",
            *_from_to(result.thesis_before, self.view.thesis),
        )

    def _options(self) -> list[Option]:
        result = self._result()
        options = [
            Option(self._row(place, causes=place == self._open), moved.indicator)
            for place, moved in enumerate(result.moved)
        ]
        if not options:
            options.append(Option(Content("No indicator changed this round.")))
        options += [Option(Outline([line]), thing or None) for thing, line in self._notes(result)]
        return options

    def _row(self, place: int, *, causes: bool) -> Outline:
        result = self._result()
        row = self._rows.get((place, causes))
        if row is None:
            row = self._rows[place, causes] = Outline(_moved_items(self.room, result.moved[place], causes=causes))
        return row

    def _notes(self, result: RoundResult) -> list[tuple[str, Item]]:
        room, notes = self.room, list[tuple[str, Item]]()
        for made in result.commitments:
            what = plain(commitment_words(room.deck, made.card))
            later = " It pushes from the next round on." if self.view.round < self.view.rounds else ""
            text = f"{team_name(room, made.team)}: {what}.{later}"
            notes.append((f"move:{made.card}", item(Content.assemble(("In place — ", "bold"), text))))
        for inject in result.injects:
            title = plain(inject_title(room.deck, inject))
            notes.append((f"inject:{inject}", item(Content.assemble(("Event — ", "bold"), title))))
        for letter in result.agreements:
            who = f"{team_words(room, letter.sender)} and {team_words(room, letter.to)}"
            notes.append(("", item(Content.assemble(("Agreed — ", "bold"), f"{who}: {quoted(letter.text)}"))))
        for fact in result.facts:
            what = f"{claim_words(room, fact.id)} {quoted(fact.text) if fact.text else ''}".rstrip()
            notes.append((fact.id, item(Content.assemble(("Now a fact — ", "bold"), what))))
        if result.findings is None:
            notes.append(("", item("No claim was tested this round: nobody countered a reason.")))
            return notes
        claims = {**result.claims_before, **dict(result.findings.claims)}
        tested = {finding.claim: finding.supports for finding in result.findings.findings}
        for claim, held in tested.items():
            word = "Tested and held — " if held else "Tested and argued down — "
            notes.append(self._claim_note(word, claim, result.claims_before[claim], claims[claim]))
        others = 0
        for claim, strength in result.findings.claims:
            if claim in tested:
                continue
            if strength_word(strength) != strength_word(result.claims_before[claim]):
                notes.append(self._claim_note("Carried along — ", claim, result.claims_before[claim], strength))
            else:
                others += 1
        if others:
            others_too = item(Content.assemble(("Carried along — ", "bold"), f"{_count(others, 'claim')} a little"))
            notes.append(("", others_too))
        notes += self._link_notes([link for link, _, _ in result.findings.links])
        return notes

    def _claim_note(self, word: str, claim: str, before: float, after: float) -> tuple[str, Item]:
        text = Content.assemble((word, "bold"), claim_words(self.room, claim), ": ", *_from_to(before, after))
        return f"claim:{claim}", item(text)

    def _link_notes(self, changed: list[str]) -> list[tuple[str, Item]]:
        notes, unchanged = list[tuple[str, Item]](), 0
        for link in changed:
            place = self.view.world.link_index[link]
            word = weight_word(self.view.weights[place], self.view.world.printed[place])
            if word == AS_PRINTED:
                unchanged += 1
                continue
            says = plain(link_words(self.room.deck, link))
            notes.append((f"link:{link}", item(Content.assemble(("Link — ", "bold"), f"{says}: {word}"))))
        if unchanged:
            links = f"{_count(unchanged, 'link')} a little; they still carry about as printed"
            notes.append(("", item(Content.assemble(("Links — ", "bold"), links))))
        return notes

    # What may be done

    def _chosen(self) -> str | None:
        option = self.query_one("#changes", OptionList).highlighted_option
        return option.id if option is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        if action == "why" and self.is_mounted:
            return self._chosen() is not None
        return True

    def _walk(self, place: int) -> None:
        """Show the causes of the line that is looked at, and offer the keys that fit it."""
        if place == self._open:
            return
        moved, changes = self._result().moved, self.query_one("#changes", OptionList)
        before, self._open = self._open, place
        told = [changes.get_option_at_index(row).id is None for row in (before, place)]
        for row in (before, place):
            if row < len(moved):
                changes.replace_option_prompt_at_index(row, self._row(row, causes=row == place))
        if told[0] != told[1]:
            self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask why for the line that was chosen."""
        event.stop()
        self.action_why()

    def action_go_on(self) -> None:
        """Leave the consequences."""
        self.post_message(Finished())

    def action_why(self) -> None:
        """Ask why what the line tells of is as it is."""
        thing = self._chosen()
        if thing is not None:
            self.post_message(WhyAsked(thing, self.view.round))


def _moved_items(room: Room, moved: Moved, *, causes: bool) -> list[Item]:
    printed = room.indicators[moved.indicator]
    change = moved.after - moved.before
    sign = "=" if abs(change) < SHOWN else "▲" if change > 0 else "▼"
    head = Content.assemble(
        (plain(printed.name), "bold"),
        f"  {moved.before:.0f} → {moved.after:.0f}  ({change_words(change)})  ",
        (f"“{plain(level_words(printed, moved.after))}”", "italic"),
    )
    items = [item(head, lead=Content.styled(f"{sign} ", "bold"))]
    if not causes:
        return items
    rows = [(points, plain(origin_title(room.deck, origin))) for origin, points in moved.shares if abs(points) >= SHOWN]
    small = [points for _, points in moved.shares if abs(points) < SHOWN]
    if small:
        rows.append((sum(small), f"{len(small)} more" if rows else "several small pushes"))
    items += [item(name, indent=2, lead=f"{change_words(points):>6}  ") for points, name in rows]
    if len(moved.shares) > 1:
        net = f"net {change_words(change)}, gross {moved.gross:.1f}"
        items.append(item(net, indent=2, lead=" " * 8))
    return items


def _count(count: int, noun: str) -> str:
    return f"{count_words(count, noun)} {'shifts' if count == 1 else 'shift'}"


def _from_to(before: float, after: float) -> tuple[Content | str, ...]:
    if abs(after - before) < UNCHANGED:
        return (standing(after), ", unchanged")
    turned = "strengthened" if after > before else "weakened"
    if strength_word(before) == strength_word(after):
        return ("still ", standing(after), f", {turned}")
    return (standing(before), " → ", standing(after), f", {turned}")
