"""Ready-made sessions and their timetables."""

from __future__ import annotations

import math

import pytest

from exercise.engine.game import LEVELS
from exercise.engine.presets import PRESETS, timetable
from exercise.session import MOST_ROUNDS


def test_the_presets_are_those_that_facilitators_book_rooms_for() -> None:
    assert [(preset.minutes, preset.rules, preset.rounds) for preset in PRESETS] == [
        (50, "quick", 2),
        (90, "seminar", 2),
        (90, "quick", 3),
        (180, "full", 3),
        (180, "seminar", 5),
    ]
    assert len({preset.name for preset in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_presets_parts_fill_its_slot_and_leave_a_quarter_for_the_debrief(preset: object) -> None:
    minutes, rounds, rules = preset.minutes, preset.rounds, preset.rules  # type: ignore[attr-defined]
    plan = timetable(minutes, rounds)
    assert plan.brief + plan.round * rounds + plan.debrief == minutes
    assert plan.debrief >= minutes / 4
    assert math.isclose(sum(share for _, share in plan.phases), plan.round)
    assert rules in LEVELS
    assert 1 <= rounds <= MOST_ROUNDS


def test_ninety_minutes_of_two_rounds_are_worked_out_by_hand() -> None:
    plan = timetable(90, 2)
    # Brief 9, debrief at least 22.5, so 23; (90 - 9 - 23) // 2 = 29 a round; 90 - 9 - 58 = 23 are left.
    assert (plan.brief, plan.round, plan.debrief) == (9, 29, 23)
    assert dict(plan.phases)["caucus"] == pytest.approx(10.15)


def test_a_slot_that_is_too_short_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="take fewer rounds or more time"):
        timetable(20, 12)
