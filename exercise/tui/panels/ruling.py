"""The ruling: what speaks for and against each move, its odds, what was thrown, and how it came out."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from exercise.engine import dice_odds
from exercise.engine.events import MoveRuled, RoundOpened, RulingOverridden
from exercise.engine.floor import cons, contested, pros
from exercise.engine.state import Floor
from exercise.moves import CONTROL, Outcome, Rule
from exercise.report.wording import SENSITIVE, chance_words, modifier_words, outcome_words
from exercise.rules.dice import FULL, FULL_FROM, PARTIAL_FROM, clamp_modifier, unopposed
from exercise.rules.odds import LEAST, LEAST_ESTIMATE, MOST, MOST_ESTIMATE, printed_chance
from exercise.table import PERSON
from exercise.tui.arguments import headed, of_team, quoted, says, team_name, tipped_by
from exercise.tui.messages import ControlAsked, Finished, MoveChosen
from exercise.tui.odds import (
    WIDE_SPREAD,
    as_judged,
    ask_items,
    chance_items,
    difficulty_words,
    thrown_words,
    to_be_judged,
)
from exercise.tui.outline import Item, Outline, item, shortened
from exercise.tui.panels.base import Panel
from exercise.views import SeatView

OUTCOME_MARKS: Final[dict[str, str]] = {"full": "✓✓", "partial": "✓", "fail": "✗"}
OUTCOME_COLOURS: Final[dict[str, str]] = {"full": "$text-success", "partial": "$text-warning", "fail": "$text-error"}
FOR_IT: Final = ("reason", "second")
AGAINST_IT: Final = ("counter", "question")
"""The kinds of nodes that bear on a move itself."""
UNCOUNTED: Final = 48
"""The most cells that the words of an argument take which doesn't count."""

_PIPS: Final = {
    1: ("       ", "   ●   ", "       "),
    2: (" ●     ", "       ", "     ● "),
    3: (" ●     ", "   ●   ", "     ● "),
    4: (" ●   ● ", "       ", " ●   ● "),
    5: (" ●   ● ", "   ●   ", " ●   ● "),
    6: (" ●   ● ", " ●   ● ", " ●   ● "),
}


def dice_lines(faces: tuple[int, ...]) -> list[str]:
    """Return dice side by side, drawn in characters, a line each."""
    rows = ["  ".join(["╭───────╮"] * len(faces))]
    rows += ["  ".join(f"│{_PIPS[face][row]}│" for face in faces) for row in range(3)]
    rows.append("  ".join(["╰───────╯"] * len(faces)))
    return rows


_PRINTED: Final = tuple(chance_words(printed_chance(difficulty)) for difficulty in (0, -1, -2))


class RulingPanel(Panel):
    """Rules the moves one by one, showing the odds first and then what is thrown."""

    HELP = f"""
## The ruling

Each move is ruled in turn. **For** are its reasons and seconds that stand; **against** are the counters and questions
on the move itself that stand.

* A move that nobody countered with a claim succeeds without dice: in full with two or more reasons that stand, unless
  it is hard; else in part.

**With two dice** (quick rules)

* The **modifier** is for − against + difficulty (easy 0, even −1, hard −2), and stays between −4 and +2.
* Two dice and the modifier: **{PARTIAL_FROM} or more** succeeds, **{FULL_FROM} or more** in full.

**By the weighed chance**

* The chance starts from the difficulty: easy {_PRINTED[0]}, even {_PRINTED[1]}, hard {_PRINTED[2]}. What stands for
  the move raises it and what stands against lowers it, but never below {LEAST:.0%} nor above {MOST:.0%}.
* The **percentile dice** give a number from 0.00 to 99.99. Under the chance it succeeds; in the lower two fifths of
  the chance, in full.

**By ballot** (seminar and full rules)

* The other teams have each sealed an estimate. Their **median**, the one in the middle, and the weighed chance meet
  half-way, by their odds; then the percentile dice are thrown. Estimates count as at least {LEAST_ESTIMATE:.0%} and at
  most {MOST_ESTIMATE:.0%}. Where no team sealed one, the weighed chance counts.
* Where the lowest and the highest are {WIDE_SPREAD} points or more apart, **ask** the teams furthest from the median
  **why** before you throw.

**By control**

* Where control set the chance itself, the percentile dice are thrown against it; where it set the outcome, nothing is
  thrown. Its reason stands beside.

Keys:

* `Enter` rules the next move; once all are ruled, it goes on
* Where a person sits as control, `c` sets a move's chance and `u` its outcome, before it is ruled, and `o` sets another
  outcome afterwards; each with a reason
* `↑` `↓` `PgUp` `PgDn` scroll
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "rule", "Rule the next move"),
        Binding("enter", "go_on", "Go on"),
        Binding("c", "control('rule:percent')", "Chance"),
        Binding("u", "control('rule:outcome')", "Outcome"),
        Binding("o", "control('override')", "Override"),
    ]
    DEFAULT_CSS = """
    RulingPanel { height: 1fr; }
    RulingPanel #rulings { height: 1fr; }
    RulingPanel .ruling { height: auto; padding: 0 1; border: round $border-blurred; }
    RulingPanel .ruling.next { border: round $border; }
    """

    def compose(self) -> ComposeResult:
        """Make a frame for each move, in speaking order."""
        with VerticalScroll(id="rulings"):
            if not self._moves():
                yield Static("No move was made this round, so there is nothing to rule.", markup=False)
            for move in self._moves():
                frame = Static(Outline(self._items(move)), classes="ruling", markup=False)
                frame.set_class(self._next() == move, "next")
                yield frame

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one("#rulings").focus()

    def show(self, view: SeatView) -> None:
        """Show a newer view, with the move that was just ruled in sight."""
        ruled = len(self.view.rulings)
        self.view = view
        frames = list(self.query(".ruling").results(Static))
        latest = view.rulings[-1].node if len(view.rulings) > ruled else self._next()
        for frame, move in zip(frames, self._moves(), strict=True):
            frame.update(Outline(self._items(move)))
            frame.set_class(self._next() == move, "next")
            if move == latest:
                self.call_after_refresh(self._bring, frame, len(view.rulings) > ruled)
        self.refresh_bindings()

    def _bring(self, frame: Static, ruled: bool) -> None:
        """Bring a move in sight from its head; where it was just ruled and is too tall for that, its end."""
        if not frame.is_attached:
            return
        around = self.query_one("#rulings", VerticalScroll)
        if ruled and frame.outer_size.height > around.size.height:
            around.scroll_to(y=frame.virtual_region.bottom - around.size.height, animate=False)
        else:
            frame.scroll_visible(animate=False, top=True)

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        move = self._next()
        if move is None:
            return "All moves are ruled: press Enter to see what follows."
        team = of_team(self.room, self.view.nodes[move].team)
        if contested(self._floor(), move):
            dice = "dice" if self.view.adjudication == "dice" else "percentile dice"
            return f"Read out the odds of {team} move, then press Enter to throw the {dice}."
        return f"Read out {team} move, then press Enter to rule it."

    # What is shown

    def _moves(self) -> list[int]:
        by_team = {node.team: node.number for node in self.view.nodes if node.kind == "move"}
        return [by_team[team] for team in self.view.order if team in by_team]

    def _next(self) -> int | None:
        return self.view.unruled[0] if self.view.unruled else None

    def _floor(self) -> Floor:
        """Return the floor itself, from which the engine says what counts; all of it is open by now."""
        return self.room.session.state.floor

    def _items(self, move: int) -> list[Item]:
        view, floor = self.view, self._floor()
        node = view.nodes[move]
        name = Content.assemble(
            (team_name(self.room, node.team).upper(), "bold $text-primary"), "  ", (says(self.room, node), "bold")
        )
        items = [item(name)]
        ruling = next((ruling for ruling in view.rulings if ruling.node == move), None)
        unrolled = not contested(floor, move) if ruling is None else ruling.method == "unrolled"
        speaking_for = pros(floor, move) if ruling is None else ruling.pros
        against = cons(floor, move) if ruling is None else ruling.cons
        items += self._side("For", move, FOR_IT, speaking_for, "no reason stands")
        if unrolled:
            items.append(item(self._unrolled(move)))
        else:
            none = "no counter on the move itself stands"
            items += self._side("Against", move, AGAINST_IT, against, none)
            items += self._odds_items(move, ruling, len(speaking_for), len(against))
        items += self._uncounted(move, (*speaking_for, *against))
        if ruling is not None:
            items += self._result_items(ruling)
        return items

    def _difficulty(self, move: int) -> int:
        """Return what a move's difficulty takes from the dice, as printed."""
        card = self.view.nodes[move].card
        return next(face.difficulty for face in self.view.faces if face.id == card)

    def _odds_items(self, move: int, ruling: MoveRuled | None, speaking_for: int, against: int) -> list[Item]:
        """Return the odds of a move that is to be ruled, or was, and is or was no foregone success."""
        view = self.view
        printed = self._difficulty(move)
        secret = move in view.secrets
        difficulty = printed - 1 if secret else printed
        words = difficulty_words(printed, secret)
        if view.adjudication == "dice" if ruling is None else ruling.method == "dice":
            return _dice_items(speaking_for, against, difficulty, words)
        balloted = view.adjudication == "ballot"
        if ruling is None:
            judged = to_be_judged(difficulty, view.strengths[move], dict(view.estimates).get(move, ()))
            chance = chance_items(self.room, judged, words, balloted=balloted)
            return [*chance, *ask_items(self.room, judged.estimates)]
        if ruling.percentile < 0:
            return []  # Control set the outcome, so that no chance was made.
        by_control = ruling.method == "ruling"
        return chance_items(self.room, as_judged(ruling), words, balloted=balloted, by_control=by_control)

    def _side(self, word: str, move: int, kinds: tuple[str, ...], counting: tuple[int, ...], none: str) -> list[Item]:
        """Return what counts for or against a move."""
        if not counting:
            return [item(Content.assemble((f"{word}: ", "bold"), none))]
        given = sum(other.target == move and other.kind in kinds for other in self.view.nodes)
        of = f" of {given}" if given > len(counting) else ""
        items = [item(Content.assemble((f"{word}: ", "bold"), f"{len(counting)}{of}"))]
        for number in counting:
            what = says(self.room, self.view.nodes[number])
            items.append(item(Content.assemble(headed(self.room, self.view, number), ": ", what), indent=2))
        return items

    def _uncounted(self, move: int, counting: tuple[int, ...]) -> list[Item]:
        """Return what was said for or against a move and doesn't stand, and what tipped it."""
        items = []
        for node in self.view.nodes:
            number = node.number
            if node.target == move and node.kind in (*FOR_IT, *AGAINST_IT) and number not in counting:
                what, tipped = shortened(says(self.room, node), UNCOUNTED), tipped_by(self.room, self.view, number)
                head = headed(self.room, self.view, number)
                items.append(item(Content.assemble(head, ": ", what, tipped), indent=2))
        return [item(Content.styled("Doesn't count:", "bold")), *items] if items else []

    def _unrolled(self, move: int) -> str:
        """Return in what degree a move that nobody challenged succeeds, and why."""
        reasons, difficulty = len(pros(self._floor(), move)), self._difficulty(move)
        if unopposed(reasons, difficulty) == FULL:
            return f"No claim challenged it: full success, no dice, as {reasons} reasons stand."
        if unopposed(2, difficulty) != FULL:
            return "No claim challenged it: partial success, no dice, as it is hard."
        return "No claim challenged it: partial success, no dice; two reasons make it full."

    def _result_items(self, ruling: MoveRuled) -> list[Item]:
        items: list[Item] = []
        result = _outcome(ruling.outcome)
        if ruling.faces:
            items += [item(line, indent=2) for line in dice_lines(ruling.faces)]
            total = sum(ruling.faces) + ruling.modifier
            thrown = " + ".join(map(str, ruling.faces))
            result = Content.assemble(f"{thrown} and {modifier_words(ruling.modifier)} make {total}: ", result)
        elif ruling.percentile >= 0:
            if ruling.text:
                items.append(item(Content.assemble("Control set the chance: ", quoted(ruling.text))))
            items.append(item(thrown_words(ruling.percentile, ruling.full + ruling.partial)))
        elif ruling.method == "ruling":
            result = Content.assemble("Control set the outcome: ", result, ": ", quoted(ruling.text))
        items.append(item(result))
        if ruling.sensitive and ruling.method != "dice":
            items.append(item(SENSITIVE))
        standing = self.view.outcomes[self.view.rulings.index(ruling)]
        overridden = self._overridden(ruling.node)
        if overridden is not None:
            text = Content.assemble("Control set it to ", _outcome(standing), ": ", quoted(overridden.text))
            items.append(item(text))
        return items

    def _overridden(self, move: int) -> RulingOverridden | None:
        found = None
        for entry in self.room.session.log(self.view.seat):
            if isinstance(entry.event, RoundOpened):
                found = None
            elif isinstance(entry.event, RulingOverridden) and entry.event.node == move:
                found = entry.event
        return found

    # What may be done

    @property
    def _by_person(self) -> bool:
        return self.room.session.seats.get(CONTROL) == PERSON

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what may be done now."""
        if action == "rule":
            return self._next() is not None
        if action == "go_on":
            return self._next() is None
        if action == "control":
            open_to = self.view.rulings if parameters[0] == "override" else self.view.unruled
            return bool(open_to) and self._by_person
        return True

    def action_rule(self) -> None:
        """Have the next move ruled."""
        move = self._next()
        if move is None:
            return
        if self.view.adjudication == "ruling" and self._by_person and contested(self._floor(), move):
            self.post_message(ControlAsked("rule:percent"))
        else:
            self.post_message(MoveChosen(CONTROL, Rule(move)))

    def action_control(self, key: str) -> None:
        """Ask for the chance or the outcome that control sets, and why."""
        self.post_message(ControlAsked(key))

    def action_go_on(self) -> None:
        """Leave the ruling."""
        self.post_message(Finished())


def _dice_items(speaking_for: int, against: int, difficulty: int, words: str) -> list[Item]:
    wanted = speaking_for - against + difficulty
    modifier = clamp_modifier(wanted)
    limit = f", kept at {modifier_words(modifier)}" if modifier != wanted else ""
    sum_of = f"{speaking_for} for − {against} against − {-difficulty} for difficulty"
    odds = dice_odds(modifier)
    hard = f"{words} ({modifier_words(difficulty)})"
    return [
        item(Content.assemble(("Difficulty: ", "bold"), hard)),
        item(Content.assemble(("Modifier: ", "bold"), f"{sum_of} = {modifier_words(wanted)}{limit}")),
        item(
            f"{chance_words(odds.success)} to succeed ({odds.success:.0%}): "
            f"full {odds.full:.0%}, partial {odds.partial:.0%}, failure {odds.fail:.0%}",
            lead=Content.styled("Odds: ", "bold"),
        ),
    ]


def _outcome(outcome: Outcome | str) -> Content:
    return Content.styled(f"{OUTCOME_MARKS[outcome]} {outcome_words(outcome)}", f"bold {OUTCOME_COLOURS[outcome]}")
