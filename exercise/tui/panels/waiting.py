"""The caucus as everybody may see it: who has settled, and whose turn it is at the laptop."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from exercise.engine.game import LEVELS
from exercise.tui.arguments import team_words
from exercise.tui.panels.outside import OutsidePanel


class WaitingPanel(OutsidePanel):
    """Shows which teams have settled their move, and nothing of what it is."""

    HELP = """
## The caucus

Each team decides in private which card to play and on which claims of the article its reasons rest. Only the team whose
name is on the curtain looks at the screen.

* `Enter` calls the next team; once every team has settled, it reveals all moves.
* `t` calls another team first; where teams write to one another, one that has settled may come back to its letters.
* `g` goes on without teams that are missing: they make no move this round.
"""
    HEADING = "In caucus"
    ACTING, DONE = "still deciding", "settled"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "call", "Next team"),
        Binding("enter", "go_on", "Reveal"),
        Binding("t", "call_other", "Other team"),
        Binding("g", "skip", "Go on without"),
    ]

    @property
    def callable(self) -> list[str]:
        """The teams that have yet to settle; under rules with letters all that people play."""
        return list(self.room.people) if LEVELS[self.view.rules].parley else self.people

    @property
    def hint(self) -> str:
        """What to do next, in a sentence."""
        if self.people:
            return f"Press Enter and pass the laptop to {team_words(self.room, self.people[0])}."
        if self.view.outstanding:
            return "The computer's teams are deciding."
        return "All teams have settled: press Enter to reveal the moves."
