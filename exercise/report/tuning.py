"""How a deck plays, as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from exercise.report.wording import count_words

if TYPE_CHECKING:
    from exercise.lab.tuning import Tuning


def tuning_page(found: Iterable[Tuning], seed: int) -> str:
    """Return a section a preset, each with a table of what was measured, the aim, and whether it is reached.

    What misses an aim is named under the table.
    """
    lines: list[str] = []
    for one in found:
        preset = one.preset
        lines += [
            f"## {preset.minutes} minutes: {preset.rules}, {count_words(preset.rounds, 'round')}",
            "",
            f"{one.lanes:,} plays by steady players, seed {seed}.",
            "",
            "| what | figure | aim | reached |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {figure.what} | {figure.value} | {figure.aim} | {'yes' if figure.reached else 'no'} |"
            for figure in one.figures
        ]
        lines.append("")
        for figure in one.figures:
            if not figure.reached and figure.off:
                lines += [f"- {figure.what}: {', '.join(figure.off)}"]
        if lines[-1]:
            lines.append("")
    return "\n".join(lines).rstrip("\n")
