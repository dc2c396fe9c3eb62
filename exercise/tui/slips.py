"""What may be filed on the floor, as slips that a team or control fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exercise.frozen import frozen
from exercise.moves import CONTROL, Move, OnBehalf, Template, Value, fill
from exercise.views import SeatView

VERBS: Final = {
    "counter": "to counter",
    "question": "to ask",
    "counter-link": "to doubt a link",
    "attack": "to attack a claim",
    "second": "to second",
    "answer": "to answer",
    "pass": "to pass",
}
"""What a team does with each kind of slip."""


@frozen
class Slip:
    """One kind of filing that a team may make now: who submits it, for whom, and the templates of it."""

    seat: str
    team: str
    templates: tuple[Template, ...]

    @property
    def kind(self) -> str:
        """One of VERBS."""
        return self.templates[0].kind

    @property
    def targets(self) -> tuple[Value, ...]:
        """What it may bear on, in order: nodes of the floor by number, for an attack claims by id."""
        return tuple(target for template in self.templates for target in _domain(template, "target"))

    def claims(self, target: Value) -> tuple[str, ...]:
        """Return the claims that it may cite on a target."""
        return tuple(map(str, _domain(self._template(target), "claim")))

    def details(self, target: Value) -> tuple[Value, ...]:
        """Return what else has to be chosen on a target: which question, by its place, or which link; else nothing."""
        template = self._template(target)
        return tuple(_domain(template, "question")) + tuple(_domain(template, "link"))

    def cites(self, target: Value) -> bool:
        """Return whether it may rest on a claim."""
        return any(slot.name == "claim" for slot in self._template(target).slots)

    def needs_claim(self, target: Value) -> bool:
        """Return whether it may not be filed in own words alone."""
        return any(slot.name == "claim" and slot.least for slot in self._template(target).slots)

    def move(self, target: Value, claim: str | None, text: str, detail: Value | None = None) -> Move:
        """Return the move that it makes, on behalf of the team where control submits it."""
        values: dict[str, Value | tuple[Value, ...]] = {"target": target}
        if detail is not None:
            values["link" if self.kind == "counter-link" else "question"] = detail
        if claim is not None:
            values["claim"] = claim
        return self.signed(fill(self._template(target), values, text))

    def signed(self, move: Move) -> Move:
        """Return a move of the team as this slip's seat submits it."""
        return OnBehalf(self.team, move) if self.seat == CONTROL else move  # type: ignore[arg-type]

    def _template(self, target: Value) -> Template:
        return next(template for template in self.templates if target in _domain(template, "target"))


def _domain(template: Template, name: str) -> Sequence[Value]:
    return next((slot.domain for slot in template.slots if slot.name == name), ())


def slips(seat: str, team: str, options: Sequence[Template]) -> tuple[Slip, ...]:
    """Return what a team may file, one slip for each kind among the templates."""
    found = []
    for kind in VERBS:
        templates = tuple(template for template in options if template.kind == kind)
        if templates:
            found.append(Slip(seat, team, templates))
    return tuple(found)


def slips_out_of_turn(view: SeatView) -> tuple[Slip, ...]:
    """Return what control may key for any team, whoever's turn it is."""
    return tuple(slip for team, templates in view.slips for slip in slips(CONTROL, team, templates))
