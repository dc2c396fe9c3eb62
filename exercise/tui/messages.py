"""What panels tell the play screen; only the play screen submits and moves on."""

from __future__ import annotations

from textual.message import Message

from exercise.moves import Move


class MoveChosen(Message):
    """Somebody settled on a move for a seat."""

    def __init__(self, seat: str, move: Move) -> None:
        self.seat = seat
        self.move = move
        super().__init__()


class WhyAsked(Message):
    """Somebody asked why something is as it is: `thing` and `round` as in Session.why."""

    def __init__(self, thing: str, round: int = 0) -> None:
        self.thing = thing
        self.round = round
        super().__init__()


class ControlAsked(Message):
    """The facilitator wants to set something: `key` as in the facilitator's menu."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__()


class Finished(Message):
    """The panel has shown all it has; the play screen may go on to the next phase or seat."""


class TeamCalled(Message):
    """A team is to come to the laptop for its caucus."""

    def __init__(self, team: str) -> None:
        self.team = team
        super().__init__()


class Covered(Message):
    """A team leaves its private view without having settled."""


class SkipAsked(Message):
    """Somebody wants to go on without those who have yet to act."""


class HintChanged(Message):
    """The panel's sentence on what to do next has changed, and nothing else."""
