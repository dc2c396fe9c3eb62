"""What pushes an indicator on the influence map, and what it pushes in turn."""

from __future__ import annotations

from exercise.frozen import frozen
from exercise.report.wording import weight_word
from exercise.views import SeatView


@frozen
class Push:
    """A link with its weights as a seat sees them."""

    link: str
    """The link's id."""
    cause: str
    effect: str
    weight: float
    """Signed weight in play."""
    printed: float
    """Signed weight as printed."""
    delay: int
    """Rounds for which what crosses is banked before it arrives."""

    @property
    def raises(self) -> bool:
        """Whether more of the cause means more of the effect."""
        return self.printed > 0

    @property
    def word(self) -> str:
        """Whether the link is weakened, as printed or strengthened."""
        return weight_word(self.weight, self.printed)


def pushes(view: SeatView) -> tuple[Push, ...]:
    """Return all links, the heaviest in play first; those that weigh the same in the deck's order."""
    world = view.world
    found = [
        Push(link, world.ids[world.causes[n]], world.ids[world.effects[n]], view.weights[n], world.printed[n], delay)
        for n, (link, delay) in enumerate(zip(world.link_ids, world.delays, strict=True))
    ]
    return tuple(sorted(found, key=lambda push: -abs(push.weight)))


def neighbours(view: SeatView, indicator: str) -> tuple[tuple[Push, ...], tuple[Push, ...]]:
    """Return the links that lead to an indicator and those that lead from it, the heaviest first."""
    found = pushes(view)
    return (
        tuple(push for push in found if push.effect == indicator),
        tuple(push for push in found if push.cause == indicator),
    )


def best_connected(view: SeatView) -> str:
    """Return the indicator with the most links, the first of them in the deck's order."""
    ends = [end for push in pushes(view) for end in (push.cause, push.effect)]
    return max(view.world.ids, key=ends.count)
