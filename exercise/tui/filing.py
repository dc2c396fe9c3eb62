"""The dialog in which a team files a counter, a question, a doubt, an attack on a claim, a second or an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from exercise import engine
from exercise.engine.events import (
    ClaimAttacked,
    CounterAnswered,
    CounterFiled,
    LinkCountered,
    MoveSeconded,
    QuestionPut,
)
from exercise.engine.parts import Node
from exercise.moves import TEXT_LIMIT, Move, Pass, Refusal, Value
from exercise.report.plain import plain
from exercise.report.wording import capital, count_words, link_words, question_words, strength_word, weight_word
from exercise.tui import citing
from exercise.tui.arguments import (
    KIND_WORDS,
    MUTED,
    claim_words,
    label,
    says,
    standing,
    stands,
    strength_of,
    team_words,
)
from exercise.tui.choosing import ChooseDialog
from exercise.tui.helped import TYPING_HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.outline import Item, Outline, item
from exercise.tui.room import Room
from exercise.tui.searching import typed_words
from exercise.tui.slips import VERBS, Slip
from exercise.tui.stems import Stem, stems
from exercise.tui.words import WordsArea, WordsInput
from exercise.views import SeatView

OWN_WORDS: Final = "·own-words"
"""The option of citing no claim; no claim's id has such a sign."""
SHOWN_CHANGES: Final = 2
"""How many of the reasons and links that an attack on a claim would change the preview names one by one."""


@dataclass(slots=True)
class Draft:
    """What somebody has put on a slip so far; kept when the dialog is left."""

    slip: Slip | None = None
    target: Value | None = None
    """A node's number; for an attack a claim's id."""
    detail: Value | None = None
    """Which question, or which link."""
    sought: str = ""
    """What was typed to find the claim that is attacked."""
    query: str = ""
    """What was typed to find the claim that is cited."""
    claim: str | None = None
    text: str = ""


class FilingDialog(Helped, ModalScreen["tuple[str, Move] | None"]):
    """Asks step by step what is filed: on what, on which claim, in which words.

    Dismisses with the seat and its move, or with None; what was typed stays in the draft.
    """

    HELP = """
## Filing a slip

Step by step: on what, on which claim of the article, in which words.

* `↑` `↓` and `Enter` choose; so does the mouse.
* At the claims, type to search: every word typed must stand in the claim, its holder, *for* or *against*, *stands*,
  *shaky* or *fallen*, or its paragraph, as in `¶7`.
* A **question** is one of those that the claim itself invites; some shift the burden of proof. A **doubt** says that
  one thing doesn't affect another as the map has it; it weakens that link for the rest of the session.
* An **attack** argues against a claim itself, whoever cites it; it lasts for the session too.
* Own words may go with a claim. A counter or an answer may do without a claim; then it weighs less, and a move that is
  countered so alone is not rolled for.
* `F2`, where you write, offers beginnings of sentences. One is put in where the cursor is; what you wrote stays.
* Before you file it, the dialog says what it would do.
* `Esc` goes back a step; what was chosen and typed is kept.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", "Choose", priority=True),
        Binding("enter", "file", "File it", priority=True),
        Binding("escape", "back", "Back", priority=True),
        Binding("f2", "stems", "Stems", key_display="F2"),
        TYPING_HELP_KEY,
        Binding("up", "cursor(-1)", "Up", show=False),
        Binding("down", "cursor(1)", "Down", show=False),
        Binding("pageup", "cursor(-5)", "Up", show=False),
        Binding("pagedown", "cursor(5)", "Down", show=False),
    ]
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    FilingDialog { align: center middle; }
    FilingDialog #box { width: 100%; max-width: 96; height: 100%; max-height: 34; background: $surface; padding: 0 1;
        border: round $primary; margin-bottom: 1; }
    FilingDialog OptionList { height: 1fr; border: none; padding: 0; background: $surface; }
    FilingDialog OptionList:focus { border: none; background-tint: $foreground 0%; }
    FilingDialog .about { height: auto; max-height: 7; }
    FilingDialog #title { height: auto; }
    FilingDialog WordsInput, FilingDialog WordsInput:focus { border: none; height: 1; padding: 0; background: $boost;
        margin: 1 0; }
    FilingDialog WordsArea { height: 1fr; min-height: 3; max-height: 9; border: round $border-blurred; padding: 0; }
    FilingDialog WordsArea:focus { border: round $border; }
    FilingDialog #preview { height: auto; margin-top: 1; }
    FilingDialog #claim-step, FilingDialog #words-step { height: 1fr; }
    """

    def __init__(self, room: Room, view: SeatView, choices: Sequence[Slip], draft: Draft | None = None) -> None:
        self.room = room
        self.view = view
        self.choices = tuple(choices)
        self.draft = draft if draft is not None else Draft()
        self.step = "slip"
        self._question = ""
        super().__init__()

    def compose(self) -> ComposeResult:
        """Make the steps, of which one shows at a time."""
        with Vertical(id="box"):
            yield Static(id="title")
            yield OptionList(id="slip-step", markup=False)
            yield OptionList(id="target-step", markup=False)
            yield OptionList(id="detail-step", markup=False)
            with Vertical(id="claim-step"):
                yield VerticalScroll(Static(id="claim-about"), classes="about", can_focus=False)
                yield WordsInput(placeholder="Type to search: words, holder, for, stands, ¶7", id="search")
                yield OptionList(id="claims", markup=False)
            with Vertical(id="words-step"):
                yield VerticalScroll(Static(id="words-about"), classes="about", can_focus=False)
                yield WordsArea(self.draft.text, id="words", soft_wrap=True, show_line_numbers=False)
                yield Static(id="preview")
        yield KeyLine()

    def on_mount(self) -> None:
        """Open at the first step that leaves a choice."""
        self.query_one("#claims", OptionList).can_focus = False
        self._open("slip" if len(self.choices) > 1 else self._after_slip(self.choices[0]))

    # Steps

    def _after_slip(self, slip: Slip) -> str:
        if self.draft.slip is not None and self.draft.slip.targets != slip.targets:
            self.draft.target = self.draft.claim = self.draft.detail = None
        self.draft.slip = slip
        if len(slip.targets) == 1:
            self.draft.target = slip.targets[0]
            return self._after_target()
        return "target"

    def _after_target(self) -> str:
        """Return the step that follows once the target is chosen."""
        if self.draft.detail not in self._slip.details(self._target):
            self.draft.detail = None
        return "detail" if self._slip.details(self._target) else "claim"

    @property
    def _slip(self) -> Slip:
        return self.draft.slip or self.choices[0]

    @property
    def _target(self) -> Value:
        return self.draft.target if self.draft.target is not None else self._slip.targets[0]

    @property
    def _node(self) -> Node | None:
        """What the slip bears on; none for an attack on a claim."""
        return None if self._slip.kind == "attack" else self.view.nodes[int(self._target)]

    @property
    def _place(self) -> str:
        """The name of the part that shows the step."""
        return "claim" if self._searches else self.step

    @property
    def _searches(self) -> bool:
        """Whether the step is a search among claims: for the one that is cited, or for the one that is attacked."""
        return self.step == "claim" or (self.step == "target" and self._slip.kind == "attack")

    def _open(self, step: str) -> None:
        self.step = step
        for name in ("slip", "target", "detail", "claim", "words"):
            self.query_one(f"#{name}-step").display = name == self._place
        getattr(self, f"_open_{step}")()
        self.refresh_bindings()

    def _open_slip(self) -> None:
        self._title("Enter a slip", "Whose slip is it, and what does it say?")
        rows = [capital(f"{team_words(self.room, slip.team)} {VERBS[slip.kind]}") for slip in self.choices]
        self._list("slip-step", [Option(Content(row), str(place)) for place, row in enumerate(rows)])

    def _open_target(self) -> None:
        if self._searches:
            self._title(self._heading(), "Argue against which claim itself?")
            self._open_search(None, self.draft.sought, self.draft.target)
            return
        questions = {
            "counter": "Argue against which move or reason?",
            "question": "Ask about which reason?",
            "counter-link": "Doubt a consequence of which move?",
            "second": "Lend which move a reason?",
        }
        self._title(self._heading(), questions.get(self._slip.kind, "Answer which counter?"))
        options = []
        for number in map(int, self._slip.targets):
            node = self.view.nodes[number]
            what = Content.assemble(
                stands(self.view, number), (capital(label(self.room, node)), "bold"), " — ",
                says(self.room, node),
            )  # fmt: skip
            items = [item(what, indent=2 if node.kind in ("reason", "second") else 0)]
            if node.kind not in ("move", "reason", "second"):
                # A doubt about a link bears on no node; it is filed with a move.
                on = self.view.nodes[node.move if node.kind == "link-counter" else node.target]
                text = f"on {label(self.room, on)}: {says(self.room, on)}"
                items.append(item(Content.styled(text, MUTED), indent=2))
            options.append(Option(Outline(items), str(number)))
        chosen = self.draft.target
        self._list("target-step", options, str(chosen) if chosen is not None else None)

    def _open_detail(self) -> None:
        asks = self._slip.kind == "question"
        self._title(self._heading(), "Which question do you put?" if asks else "Which link do you doubt?")
        details = self._slip.details(self._target)
        options = [
            Option(Outline(self._question_items(int(one)) if asks else self._link_items(str(one))), str(place))
            for place, one in enumerate(details)
        ]
        chosen = details.index(self.draft.detail) if self.draft.detail in details else None
        self._list("detail-step", options, None if chosen is None else str(chosen))

    def _question_items(self, place: int) -> list[Item]:
        claim, question = self._asked(place)
        items = [item(Content(plain(question_words(self.room.deck, claim, question))))]
        if self.room.claims[claim].questions[question].burden:
            items.append(
                item(Content.styled("Shifts the burden of proof: the move has to be rolled for.", MUTED), indent=2)
            )
        return items

    def _asked(self, place: int) -> tuple[str, int]:
        """Return the claim whose question stands in a place of those that may be put, and its place among its own."""
        return self.view.argument.questions(self.view.nodes[int(self._target)].claims)[place]

    def _link_items(self, link: str) -> list[Item]:
        printed = self.room.links[link]
        words = f"{plain(link_words(self.room.deck, link))}: {printed.sign} it, {printed.strength}"
        return [item(Content(words)), item(Content.styled(plain(printed.because), MUTED), indent=2)]

    def _open_claim(self) -> None:
        self._title(self._heading(), "On which claim does it rest?")
        about = [self._target_item()]
        if self.draft.detail is not None:
            about.append(item(Content.assemble(("Says: ", "bold"), self._detail_words())))
        self._open_search(Outline(about), self.draft.query, self.draft.claim)

    def _open_search(self, about: Outline | None, query: str, chosen: Value | None) -> None:
        part = self.query_one("#claim-about", Static)
        part.display = about is not None
        part.update(about or "")
        search = self.query_one("#search", Input)
        search.value = query
        search.cursor_position = len(query)
        search.focus()
        self._search(chosen)

    def _open_words(self) -> None:
        spoken = self.draft.claim or not self._slip.cites(self._target)
        optional = "Add your own words, or leave them out." if spoken else "Say it in your own words."
        self._title(self._heading(), f"{optional} Enter files it.")
        about = [self._target_item()]
        if self.draft.detail is not None:
            about.append(item(Content.assemble(("Says: ", "bold"), self._detail_words())))
        if self.draft.claim:
            about.append(item(Content.assemble(("Rests on: ", "bold"), claim_words(self.room, self.draft.claim))))
        self.query_one("#words-about", Static).update(Outline(about))
        words = self.query_one("#words", TextArea)
        words.move_cursor(words.document.end)
        words.focus()
        self._preview()

    def _detail_words(self) -> str:
        detail, deck = self.draft.detail, self.room.deck
        if self._slip.kind == "question":
            return plain(question_words(deck, *self._asked(int(str(detail)))))
        return f"The link {plain(link_words(deck, str(detail)))} doesn't work that way."

    def _heading(self) -> str:
        return capital(f"{team_words(self.room, self._slip.team)} {VERBS[self._slip.kind]}")

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        return self._question

    def _title(self, heading: str, question: str) -> None:
        self._question = question
        self.query_one("#title", Static).update(Content.assemble((heading, "bold $text-primary"), "  ", question))

    def _target_item(self) -> Item:
        node = self._node
        if node is None:
            return item(Content.assemble(("Against the claim: ", "bold"), claim_words(self.room, str(self._target))))
        signs = {"counter": "Against", "answer": "Answering", "question": "About", "counter-link": "About"}
        sign = signs.get(self._slip.kind, "For")
        text = Content.assemble((f"{sign} {label(self.room, node)}: ", "bold"), says(self.room, node))
        return item(text)

    def _list(self, name: str, options: Sequence[Option], chosen: str | None = None) -> None:
        widget = self.query_one(f"#{name}", OptionList)
        widget.set_options(options)
        places = [place for place, option in enumerate(options) if chosen is not None and option.id == chosen]
        widget.highlighted = places[0] if places else 0
        if widget.can_focus:
            widget.focus()

    # The ledger

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the claims to those that hold every word typed."""
        # The step may have changed since the event was posted: what stands in the field counts.
        typed = event.input.value
        if self.step == "claim" and typed != self.draft.query:
            self.draft.query = typed
            self._search()
        elif self.step == "target" and self._searches and typed != self.draft.sought:
            self.draft.sought = typed
            self._search()

    def _search(self, chosen: Value | None = None) -> None:
        if self.step == "target":
            words = typed_words(self.draft.sought)
            options = [
                citing.claim_option(self.room, self.view, str(one))
                for one in self._slip.targets
                if citing.matches(self.room, self.view, str(one), words)
            ]
        else:
            options = self._citable(typed_words(self.draft.query))
        if not options:
            options.append(Option(Content("No claim holds all these words."), disabled=True))
        self._list("claims", options, None if chosen is None else str(chosen))

    def _citable(self, words: Sequence[str]) -> list[Option]:
        """Return the claims that may be cited and hold all the words: first those that lie near."""
        room, view, allowed = self.room, self.view, self._slip.claims(self._target)
        link = str(self.draft.detail) if self._slip.kind == "counter-link" else ""
        hints = citing.suggestions(room, view, self._slip.kind, self._target, link)
        near = [claim for claim in hints if claim in allowed]
        options = [
            citing.claim_option(room, view, claim, hints[claim])
            for claim in near
            if citing.matches(room, view, claim, words)
        ]
        own = [Option(Content.styled("In our own words, without a claim", "italic"), OWN_WORDS)]
        if self._slip.needs_claim(self._target):
            own = []
        if not words:
            options += own
        options += [
            citing.claim_option(room, view, claim)
            for claim in allowed
            if claim not in hints and citing.matches(room, view, claim, words)
        ]
        if words:
            options += own
        return options

    # Words and preview

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what was typed, and say what it would do."""
        self.draft.text = event.text_area.text
        if self.step == "words":
            self._preview()

    def _move(self) -> Move:
        return self._slip.move(self._target, self.draft.claim, self.draft.text.strip(), self.draft.detail)

    def _preview(self) -> None:
        decision = engine.decide(self.room.session.state, self._slip.seat, self._move())
        count = f"{len(self.draft.text.strip())} of {TEXT_LIMIT} characters"
        if isinstance(decision, Refusal):
            shown = Content.styled(plain(decision.sentence), "$text-warning")
        else:
            shown = self._effect(decision)
        self.query_one("#preview", Static).update(Content.assemble((count, MUTED), "\n", shown))

    def _effect(self, events: Sequence[object]) -> Content:
        lines: list[Content] = []
        for event in events:
            if isinstance(event, ClaimAttacked):
                lines += self._attack_lines(event)
                continue
            if not isinstance(event, (CounterFiled, QuestionPut, LinkCountered, MoveSeconded, CounterAnswered)):
                continue
            if self.view.sealed_judging:
                return Content.styled("How arguments stand is shown once the estimates are open.", MUTED)
            after = dict(event.strengths)
            own = after.pop(event.node.number)
            lines.append(Content.styled("If filed now", "bold"))
            lines.append(Content.assemble(f"  this {KIND_WORDS[event.node.kind].lower()}: ", standing(own)))
            if isinstance(event, LinkCountered):
                link, _, weight = event.link
                lines.append(self._link_line(link, weight))
            for number, strength in after.items():
                lines.append(
                    _compared(label(self.room, self.view.nodes[number]), self.view.strengths[number], strength)
                )
        return Content("\n").join(lines)

    def _attack_lines(self, event: ClaimAttacked) -> list[Content]:
        """Return what an attack on a claim would change: the claim, then whatever else would stand otherwise."""
        view, target = self.view, event.argument.target
        claims = dict(event.claims)
        lines = [Content.styled("If filed now", "bold")]
        if not view.sealed_judging:
            lines.append(Content.assemble("  this attack: ", standing(event.argument.strength)))
        before = strength_of(view, target)
        lines.append(_compared("the claim", before, claims.pop(target, before)))
        lines.append(_compared("the thesis", view.thesis, event.thesis))
        others = sum(strength_word(after) != strength_word(strength_of(view, claim)) for claim, after in claims.items())
        if others:
            lines.append(Content(f"  {count_words(others, 'other claim')} would stand otherwise"))
        changed: list[Content] = []
        if not view.sealed_judging:
            changed += [
                _compared(label(self.room, view.nodes[number]), view.strengths[number], strength)
                for number, strength in event.strengths
                if strength_word(strength) != strength_word(view.strengths[number])
            ]
        for link, _, weight in event.links:
            number = view.world.link_index[link]
            printed = view.world.printed[number]
            if weight_word(weight, printed) != weight_word(view.weights[number], printed):
                changed.append(self._link_line(link, weight))
        lines += changed[:SHOWN_CHANGES]
        if len(changed) > SHOWN_CHANGES:
            lines.append(Content(f"  and {count_words(len(changed) - SHOWN_CHANGES, 'other change')}"))
        return lines

    def _link_line(self, link: str, weight: float) -> Content:
        word = weight_word(weight, self.view.world.printed[self.view.world.link_index[link]])
        return Content(f"  {plain(link_words(self.room.deck, link))}: {word}")

    # Stems

    def _stems(self) -> tuple[Stem, ...]:
        """Return the beginnings of sentences that fit the slip and what it bears on."""
        node, deck = self._node, self.room.deck
        if node is not None and node.kind == "question":
            asked = [question_words(deck, node.claim, node.question)]
        else:
            claims = (str(self._target),) if node is None else node.claims
            asks = [ask for claim in claims if claim in self.room.claims for ask in self.room.claims[claim].questions]
            # Those that shift the burden of proof come first.
            asked = [ask.ask for ask in sorted(asks, key=lambda ask: not ask.burden)]
        return stems(self._slip.kind, [plain(ask) for ask in asked])

    def action_stems(self) -> None:
        """Offer beginnings of sentences, and put in the one chosen."""
        offered = self._stems()

        def chosen(row: str | None) -> None:
            if row is not None:
                self._put_in(offered[int(row)].beginning)

        rows = [(str(place), stem.says, stem.about) for place, stem in enumerate(offered)]
        self.app.push_screen(ChooseDialog("How do you begin?", rows), chosen)

    def _put_in(self, text: str) -> None:
        words = self.query_one("#words", TextArea)
        row, column = words.cursor_location
        before = words.document.get_line(row)[:column]
        if before and not before[-1].isspace():
            text = f" {text}"
        words.insert(text, maintain_selection_offset=False)
        words.focus()

    # Keys

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a row that was clicked."""
        event.stop()
        self.action_forward()

    def action_cursor(self, by: int) -> None:
        """Move through the claims while the search keeps the keys."""
        if not self._searches:
            return
        widget = self.query_one("#claims", OptionList)
        for _ in range(abs(by)):
            if by < 0:
                widget.action_cursor_up()
            else:
                widget.action_cursor_down()

    def action_forward(self) -> None:
        """Take the choice and go to the next step."""
        name = "claims" if self._searches else f"{self.step}-step"
        option = self.query_one(f"#{name}", OptionList).highlighted_option
        if option is None or option.id is None:
            return
        if self.step == "slip":
            slip = self.choices[int(option.id)]
            if slip.kind == "pass":
                self.draft.slip = slip
                self._file(slip.signed(Pass()))
            else:
                self._open(self._after_slip(slip))
        elif self.step == "target":
            self.draft.target = next(target for target in self._slip.targets if str(target) == option.id)
            self._open(self._after_target())
        elif self.step == "detail":
            self.draft.detail = self._slip.details(self._target)[int(option.id)]
            self._open("claim" if self._slip.cites(self._target) else "words")
        else:
            self.draft.claim = None if option.id == OWN_WORDS else option.id
            self._open("words")

    def action_file(self) -> None:
        """File it as it stands."""
        self._file(self._move())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter choose until there is something to file, and offer stems where words are written."""
        writing = self.step == "words"
        return (action != "forward") == writing if action in ("file", "forward", "stems") else True

    def _file(self, move: Move) -> None:
        decision = engine.decide(self.room.session.state, self._slip.seat, move)
        if isinstance(decision, Refusal):
            self.notify(plain(decision.sentence), severity="warning", markup=False)
            return
        self.dismiss((self._slip.seat, move))

    def action_back(self) -> None:
        """Go back a step, or leave with what was typed kept in the draft."""
        steps = ["slip"] if len(self.choices) > 1 else []
        if self._slip.kind != "pass" and len(self._slip.targets) > 1:
            steps.append("target")
        if self._slip.kind != "pass":
            steps += ["detail"] if self._slip.details(self._target) else []
            steps += ["claim"] if self._slip.cites(self._target) else []
        steps.append("words")
        place = steps.index(self.step)
        if place:
            self._open(steps[place - 1])
        else:
            self.dismiss(None)


def _compared(what: str, before: float, after: float) -> Content:
    """Return a line on how something would stand, and how it stands until now."""
    same = strength_word(before) == strength_word(after)
    return Content.assemble(
        f"  {what}: ", standing(after), *((", as before",) if same else (", until now ", standing(before)))
    )
