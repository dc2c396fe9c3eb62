"""A player that picks any legal move."""

from __future__ import annotations

from typing import Final

from exercise.moves import Move, Slot, Template, Value, fill
from exercise.rules.choices import pick, pick_another
from exercise.rules.hashing import key
from exercise.views import SeatView

OWN_WORDS: Final = "We see it otherwise."
OWN_ACTION: Final = "We go ahead on our own."


class RandomPlayer:
    """Picks a template of its view, then values for its slots, all with equal chance.

    Its reasons rest on a claim each, and its own actions push one indicator. A seed gives the same choices for the same
    views.
    """

    def __init__(self, seed: int) -> None:
        """Take a seed from 0 to 2**64 - 1."""
        self._key = key(seed)
        self._choices = 0

    def choose(self, view: SeatView) -> Move:
        """Return a move of the view's options. Raises ValueError where it has none."""
        if not view.options:
            raise ValueError("this seat has nothing to do now")
        return self.fill(view.options[self._below(len(view.options))])

    def fill(self, template: Template) -> Move:
        """Return a template with its slots filled."""
        values = {slot.name: picked for slot in template.slots if (picked := self._pick(slot)) is not None}
        needed = template.needs_text or (bool(template.text_or) and template.text_or not in values)
        words = OWN_ACTION if template.kind == "act" else OWN_WORDS
        return fill(template, values, words if needed else "")

    def _pick(self, slot: Slot) -> Value | tuple[Value, ...] | None:
        if slot.most == 1 or slot.rivals > 1:
            if slot.least == 0 and self._below(2) == 0:
                return None
            return slot.domain[self._below(len(slot.domain))]
        count = slot.least + self._below(slot.most - slot.least + 1)
        taken = [0] * count
        picked = []
        for number in range(count):
            self._choices += 1
            picked.append(slot.domain[pick_another(self._key, self._choices, len(slot.domain), taken, number)])
        return tuple(picked)

    def _below(self, n: int) -> int:
        self._choices += 1
        return pick(self._key, self._choices, n)
