"""The chart: how the indicators that one chooses went from round to round, and the same as numbers.

What draws it is imported when a chart is opened, so that nobody else waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from exercise.frozen import frozen
from exercise.report.history import level_history, thesis_history
from exercise.report.plain import plain
from exercise.tui.helped import HELP_KEY, Helped
from exercise.tui.keyline import KeyLine
from exercise.tui.room import Room

if TYPE_CHECKING:
    from textual.theme import Theme
    from textual_plotext import PlotextPlot

MOST: Final = 6
"""The most indicators at once."""
FIRST: Final = 3
"""How many are chosen where nobody chose."""
LETTERS: Final = "ABCDEF"
THESIS: Final = "T"
COLOURS: Final = {
    "A": "text-primary",
    "B": "text-error",
    "C": "text-success",
    "D": "text-warning",
    "E": "text-accent",
    "F": "text-secondary",
    THESIS: "foreground",
}
"""The theme's colour for each letter; the letter stands in the line itself, so that no colour has to be seen."""
AXES: Final = 3
"""Lines of a plot that are frame and ticks."""
NARROW: Final = 100
"""The width below which numbers take the room of the list."""
LABEL: Final = 12
"""Cells that a round needs for its name in words."""


@frozen
class Series:
    """A line of the chart: its letter, its name, and its points from 0 to 100."""

    letter: str
    name: str
    points: tuple[float, ...]


class Choices(OptionList):
    """The indicators, with a box that is ticked or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Show or hide"),
        Binding("enter", "select", "Show or hide", show=False),
    ]


class ChartScreen(Helped, Screen[None]):
    """Shows chosen indicators over the rounds, as lines or as numbers."""

    HELP = """
## The chart

How indicators went from the start to now, from 0 to 100. Each line carries a letter at the start and after each round;
where several meet in one place their letters stand side by side. Under the chart stands which letter is which.

* `Space` or a click shows or hides an indicator; six at most
* `t` shows or hides the thesis: its strength, from 0 to 100
* `n` the same as numbers in a table, and back
* `Tab` goes from the list to the table
* `Esc` goes back
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("q,6", "leave", "Back", show=False),
        Binding("t", "thesis", "Thesis"),
        Binding("n", "numbers", "Numbers"),
        HELP_KEY,
    ]
    DEFAULT_CSS = """
    ChartScreen #title { height: 1; padding: 0 1; text-style: bold; background: $boost; text-wrap: nowrap;
        text-overflow: ellipsis; }
    ChartScreen #hint { height: auto; max-height: 2; padding: 0 1; color: $text-accent; }
    ChartScreen #body { height: 1fr; }
    ChartScreen #choices { width: 32; height: 1fr; border: none; padding: 0 0 0 1; background: $background; }
    ChartScreen #choices:focus { border: none; background-tint: $foreground 0%; }
    ChartScreen #shown { width: 1fr; height: 1fr; padding: 0 1; }
    ChartScreen #plot { height: 1fr; color: $foreground; }
    ChartScreen #numbers { height: 1fr; display: none; }
    ChartScreen #legend { height: auto; padding: 0 1; }
    ChartScreen.numbers #plot { display: none; }
    ChartScreen.numbers #numbers { display: block; }
    ChartScreen.numbers.narrow #choices { display: none; }
    """

    def __init__(self, room: Room, seat: str, indicators: Sequence[str] = ()) -> None:
        """Take the seat that looks, and the indicators to show at first; those that moved most where there are none.

        Raises ValueError on a seat or indicator unknown, or where there are more than six.
        """
        super().__init__()
        self.room = room
        self.view = room.session.view(seat)
        log = room.session.log(seat)
        self._levels = level_history(self.view, log)
        self._thesis = tuple(100 * strength for strength in thesis_history(self.view, log))
        self._with_thesis = False
        unknown = [name for name in indicators if name not in self._levels]
        if unknown or len(indicators) > MOST:
            raise ValueError(f"no such indicators: {unknown}" if unknown else f"more than {MOST} indicators")
        self._letters = dict(zip(indicators or self._moved_most(), LETTERS, strict=False))
        self._plot: PlotextPlot | None = None

    def compose(self) -> ComposeResult:
        """Make the list, the plot and the table."""
        from textual_plotext import PlotextPlot

        self._plot = PlotextPlot(id="plot")
        # Paper and frame take their colours from the style sheet, as text does: right in every theme.
        self._plot.theme = "textual-clear"
        yield Static("How the indicators went, from 0 to 100", id="title", markup=False)
        yield Static(f"▸ {self.hint}", id="hint", markup=False)
        with Horizontal(id="body"):
            yield Choices(id="choices", markup=False)
            with Vertical(id="shown"):
                yield self._plot
                yield DataTable[Text](id="numbers", fixed_columns=1)
        yield Static(id="legend", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list, and follow the theme."""
        choices = self.query_one(Choices)
        choices.set_options([Option(self._box(name), name) for name in self._levels])
        chosen = [place for place, name in enumerate(self._levels) if name in self._letters]
        choices.highlighted = min(chosen, default=0)
        choices.focus()
        self.app.theme_changed_signal.subscribe(self, self._recolour)

    def on_resize(self, event: Resize) -> None:
        """Draw at the size that there is."""
        self.set_class(event.size.width < NARROW, "narrow")
        self._show()

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if self.has_class("numbers"):
            return "Read the numbers with the arrow keys; n goes back to the chart."
        return "Space shows or hides an indicator; n reads the chart as numbers."

    # What is shown

    def _moved_most(self) -> list[str]:
        """Return the indicators that are now furthest from where they started, in the deck's order where even."""
        moved = sorted(self._levels, key=lambda name: -abs(self._levels[name][-1] - self._levels[name][0]))
        return moved[:FIRST]

    def _called(self, indicator: str) -> str:
        return plain(self.room.indicators[indicator].name)

    def _box(self, indicator: str) -> Content:
        letter = self._letters.get(indicator, "")
        mark = Content.styled(f"[{letter}] ", f"bold ${COLOURS[letter]}") if letter else Content("[ ] ")
        return Content.assemble(mark, self._called(indicator))

    def series(self) -> tuple[Series, ...]:
        """Return what the chart shows, by letter, the thesis last."""
        chosen = sorted(self._letters, key=lambda name: self._letters[name])
        found = [Series(self._letters[name], self._called(name), self._levels[name]) for name in chosen]
        if self._with_thesis:
            found.append(Series(THESIS, "Thesis", self._thesis))
        return tuple(found)

    def _show(self) -> None:
        self.query_one("#hint", Static).update(f"▸ {self.hint}")
        self.query_one("#legend", Static).update(self._legend())
        self._fill_table()
        # How high the plot is, is known once the legend has its lines.
        self.call_after_refresh(self._draw)

    def _legend(self) -> Content:
        """Return which letter is which, with where each began and where it is, as many to a line as there is room."""
        lines: list[Content] = []
        room = self.size.width - 2
        for series in self.series():
            letter = Content.styled(series.letter, f"bold ${COLOURS[series.letter]}")
            part = Content.assemble(letter, f" {series.name} {_went(series.points)}")
            if lines and lines[-1].cell_length + 3 + part.cell_length <= room:
                lines[-1] = Content.assemble(lines[-1], "   ", part)
            else:
                lines.append(part)
        return Content("\n").join(lines) if lines else Content("Nothing is chosen.")

    def _fill_table(self) -> None:
        table = self.query_one(DataTable)
        table.clear(columns=True)
        names = _rounds(len(self._thesis), in_words=True)
        table.add_columns(Text("Level"), *map(Text, names))
        for series in self.series():
            numbers = [Text(f"{point:.1f}", justify="right") for point in series.points]
            table.add_row(Text(f"{series.letter} {series.name}", no_wrap=True), *numbers)

    def _draw(self) -> None:
        if self._plot is None or not self._plot.size.height:
            return
        plt = self._plot.plt
        plt.clear_figure()
        rounds = len(self._thesis)
        plt.xlim(-0.5, max(rounds - 0.5, 0.5))
        plt.ylim(0, 100)
        in_words = self._plot.size.width >= LABEL * rounds
        plt.xticks(list(range(rounds)), _rounds(rounds, in_words=in_words))
        plt.yticks([0, 25, 50, 75, 100])
        shown = self.series()
        colours = {letter: self._colour(variable) for letter, variable in COLOURS.items()}
        for series in shown:
            plt.plot(list(range(rounds)), list(series.points), marker="braille", color=colours[series.letter])
        rows = max(1, self._plot.size.height - AXES)
        for place in range(rounds):
            points = [(series.points[place], series.letter) for series in shown]
            for letters, height in met(points, rows):
                colour = colours[letters if len(letters) == 1 else THESIS]
                plt.text(letters, place, height, color=colour, background="default", style="bold", alignment="center")
        self._plot.refresh()

    def _colour(self, variable: str) -> str | int | tuple[int, int, int]:
        """Return a theme's colour for plotext; where the terminal's own colours are the theme, the number of one."""
        colour = Color.parse(self.app.theme_variables[variable])
        if colour.ansi is None:
            return colour.rgb
        return "default" if colour.ansi < 0 else colour.ansi

    def _recolour(self, theme: Theme) -> None:
        self._draw()

    # Keys

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show or hide an indicator."""
        event.stop()
        name = str(event.option.id)
        if name in self._letters:
            del self._letters[name]
        elif len(self._letters) < MOST:
            self._letters[name] = next(letter for letter in LETTERS if letter not in self._letters.values())
        else:
            self.notify(f"{MOST} at most: hide one first.", severity="warning", markup=False)
            return
        self.query_one(Choices).replace_option_prompt(name, self._box(name))
        self._show()

    def action_thesis(self) -> None:
        """Show or hide the thesis."""
        self._with_thesis = not self._with_thesis
        self._show()

    def action_numbers(self) -> None:
        """Go from the chart to the numbers, and back."""
        self.toggle_class("numbers")
        self._show()
        self.query_one("#numbers" if self.has_class("numbers") else "#choices").focus()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


def met(points: Iterable[tuple[float, str]], rows: int) -> list[tuple[str, float]]:
    """Return the letters of points that fall together on one of so many rows, and at what height; the highest first."""

    def row(point: tuple[float, str]) -> int:
        # As plotext puts a height on a row, rounding included.
        return int(round(0.5 + (rows - 1) * point[0] / 100, 8))

    found = []
    for _, group in groupby(sorted(points, key=lambda point: (-point[0], point[1])), row):
        together = list(group)
        found.append(("".join(sorted(letter for _, letter in together)), together[0][0]))
    return found


def _rounds(count: int, *, in_words: bool) -> list[str]:
    numbers = [f"round {number}" if in_words else str(number) for number in range(1, count)]
    return ["start", *numbers]


def _went(points: tuple[float, ...]) -> str:
    return f"{points[0]:.0f} → {points[-1]:.0f}" if len(points) > 1 else f"{points[0]:.0f}"
