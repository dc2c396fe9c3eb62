"""The page of a deck's tuning."""

from __future__ import annotations

from exercise.engine.presets import Preset
from exercise.lab.tuning import Figure, Tuning
from exercise.report.tuning import tuning_page


def test_the_page_has_a_table_a_preset_and_names_what_misses_an_aim() -> None:
    figures = (
        Figure("moves that are rolled", "50%", "a third to two thirds", True),
        Figure("hands in which a card is played", "1% to 70%", "2% to 60% each", False, ("rain 1%", "sun 70%")),
    )
    found = [Tuning(Preset("a", 50, "quick", 1), 1_200, figures), Tuning(Preset("b", 90, "full", 3), 5, figures[:1])]
    assert (
        tuning_page(found, 7)
        == """## 50 minutes: quick, 1 round

1,200 plays by steady players, seed 7.

| what | figure | aim | reached |
|---|---|---|---|
| moves that are rolled | 50% | a third to two thirds | yes |
| hands in which a card is played | 1% to 70% | 2% to 60% each | no |

- hands in which a card is played: rain 1%, sun 70%

## 90 minutes: full, 3 rounds

5 plays by steady players, seed 7.

| what | figure | aim | reached |
|---|---|---|---|
| moves that are rolled | 50% | a third to two thirds | yes |"""
    )
