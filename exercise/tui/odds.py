"""A move's chance where a percentile decides: how it comes about and what was thrown, in words."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from textual.content import Content

from exercise.engine.events import MoveRuled
from exercise.engine.pooling import pooled_chance
from exercise.frozen import frozen
from exercise.report.calibration import pooled_median
from exercise.report.wording import chance_words, listed, percent_words, percentile_words
from exercise.rules import odds
from exercise.tui.arguments import team_name, team_words
from exercise.tui.outline import Item, item
from exercise.tui.room import Room

DIFFICULTY_WORDS: Final = {0: "easy", -1: "even", -2: "hard"}
WIDE_SPREAD: Final = 20
"""From so many points between the lowest and the highest estimate on, the room asks why."""

Estimates = tuple[tuple[str, int], ...]
"""Each team that sealed an estimate, with its percent."""


@frozen
class Judged:
    """A move's chance and what it was made of."""

    difficulty: int
    weighed: float
    """The chance by difficulty and argument alone."""
    estimates: Estimates
    median: float
    """As pooled, also where control set another chance; 0 where there are no estimates."""
    chance: float
    """The chance that counts."""


def to_be_judged(difficulty: int, strength: float, estimates: Estimates) -> Judged:
    """Return the chance that a move of this strength as an argument is going to have."""
    pooled = pooled_chance(difficulty, strength, [percent for _, percent in estimates])
    return Judged(difficulty, pooled.weighed, estimates, pooled.median, pooled.chance)


def as_judged(ruling: MoveRuled) -> Judged:
    """Return the chance that a ruled move had."""
    chance = ruling.full + ruling.partial
    return Judged(ruling.difficulty, ruling.weighed, ruling.estimates, pooled_median(ruling.estimates) or 0.0, chance)


def whom_to_ask(estimates: Estimates) -> tuple[str, ...]:
    """Return the teams that are furthest from the median, where estimates lie far apart; else none.

    How far apart they lie is counted as sealed; how far from the median, as pooled.
    """
    percents = [percent for _, percent in estimates]
    if not percents or max(percents) - min(percents) < WIDE_SPREAD:
        return ()
    counted = [odds.clamped_estimate(percent / 100) for percent in percents]
    median = pooled_median(estimates) or 0.0
    # Medians of steps of five percent lie on steps of 2.5: whole thousandths tell which are equally far.
    far = [round(1000 * abs(value - median)) for value in counted]
    return tuple(team for (team, _), away in zip(estimates, far, strict=True) if away == max(far))


def difficulty_words(printed: int, secret: bool) -> str:
    """Return a card's difficulty, and that a move which waited in secret is harder."""
    return DIFFICULTY_WORDS[printed] + (" (a step harder, as it waited in secret)" if secret else "")


def chance_items(room: Room, judged: Judged, words: str, *, balloted: bool, by_control: bool = False) -> list[Item]:
    """Return how a chance comes about, the chance itself last; `words` say the difficulty.

    `balloted` is whether estimates are asked for in this session, `by_control` whether control set the chance.
    """
    limit = {odds.LEAST: ", the least there is", odds.MOST: ", the most there is"}.get(judged.weighed, "")
    start = f"{words}, {_chance(odds.printed_chance(judged.difficulty))} before any argument"
    items = [
        item(Content.assemble(("Difficulty: ", "bold"), start)),
        item(Content.assemble(("Weighed with the argument: ", "bold"), f"{_chance(judged.weighed)}{limit}")),
    ]
    if judged.estimates:
        items += _estimate_items(room, judged)
    elif balloted and not by_control:
        items.append(
            item(Content.assemble(("Estimates: ", "bold"), "no team sealed one, so the weighed chance counts"))
        )
    chance = judged.chance
    full, partial = odds.full_chance(chance), odds.partial_chance(chance)
    said = f"full {full:.0%}, partial {partial:.0%}, failure {1 - chance:.0%}"
    items.append(
        item(f"{chance_words(chance)} to succeed ({chance:.0%}): {said}", lead=Content.styled("Odds: ", "bold"))
    )
    if by_control:
        items.append(item("as control set it", indent=2))
    elif judged.estimates:
        items.append(item("half-way between the median and the weighed chance, by their odds", indent=2))
    return items


def _estimate_items(room: Room, judged: Judged) -> list[Item]:
    percents = [percent for _, percent in judged.estimates]
    least, most = min(percents), max(percents)
    sealed = ", ".join(f"{team_name(room, team)} {percent}%" for team, percent in judged.estimates)
    spread = f"{least}% to {most}%, {most - least} points" if most > least else "none"
    return [
        item(Content.assemble(("Estimates: ", "bold"), sealed)),
        item(
            Content.assemble(("Median: ", "bold"), f"{percent_words(judged.median)}  ", ("Spread: ", "bold"), spread),
            indent=2,
        ),
    ]


def ask_items(room: Room, estimates: Estimates) -> list[Item]:
    """Return whom to ask why, where estimates lie far apart; else nothing."""
    asked = whom_to_ask(estimates)
    if not asked:
        return []
    names = listed([team_words(room, team) for team in asked])
    return [item(Content.assemble(("Ask why: ", "bold"), f"{names}, furthest from the median"))]


def thrown_words(percentile: int, chance: float) -> str:
    """Return a percentile as thrown beside the highest ones that succeed, and succeed in full."""
    succeeds, in_full = (percentile_words(_highest(degree, chance)) for degree in (1, 2))
    thrown = percentile_words(percentile)
    return f"Thrown {thrown} of 100: at or under {succeeds} succeeds, at or under {in_full} in full."


def _highest(degree: int, chance: float) -> int:
    """Return the highest percentile of at least a degree of success; chances are large enough for there to be one."""
    return bisect_left(range(odds.STEPS), True, key=lambda thrown: odds.degree(thrown, chance) < degree) - 1


def _chance(chance: float) -> str:
    return f"{chance_words(chance)} ({chance:.0%})"
