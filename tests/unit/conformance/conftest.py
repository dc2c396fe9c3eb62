"""The smallest deck in which nothing is found, as parts to spoil."""

from __future__ import annotations

from typing import Any

import pytest
from smalldeck import card, claim, indicator, link

STANCES = ("escalate", "de-escalate", "persuade", "build")
BRIEF = " ".join(["word"] * 150)


def pile(team: str, *shocks: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Return a card for each shock, a stance each in turn, of which the first two are openings."""
    return [
        card(f"{team}-{number}", [shock], stance=stance, opening=number < 2, claims=["ground", "pro"])
        for number, (stance, shock) in enumerate(zip(STANCES, shocks, strict=True))
    ]


def reads(id: str, sign: str) -> dict[str, Any]:
    return {"id": f"{id}-{sign}", "says": "It moves.", "indicator": id, "sign": sign}


def holds(id: str, *, secret: bool = False, **bound: int) -> dict[str, Any]:
    return {"id": f"{id}-holds", "says": "It holds.", "secret": secret, "when": [{"indicator": id, **bound}]}


@pytest.fixture
def parts() -> dict[str, Any]:
    """Return what `small_deck` takes: two teams of four cards each, four indicators, two links, three claims.

    The ants push water most and the bees noise; they want opposites of water alone.
    """
    return {
        "ledger": {
            "thesis": {"id": "garden", "paragraph": 1, "says": "Grow.", "pillars": ["pro"], "objections": ["con"]},
            "claims": [claim("ground"), claim("pro"), claim("con", side="against")],
        },
        "indicators": [indicator("water"), indicator("trees"), indicator("noise"), indicator("birds", 20)],
        "links": [link("water", "trees"), link("trees", "birds", delay=1)],
        "injects": [],
        "draw_rounds": [],
        "endings": [],
        "teams": [
            {
                "id": "ants",
                "name": "Ants",
                "summary": "They dig.",
                "brief": BRIEF,
                "objectives": [
                    reads("water", "raises"),
                    reads("trees", "raises"),
                    holds("birds", at_least=20),
                    holds("noise", secret=True, at_most=60),
                ],
                "cards": pile(
                    "ants",
                    ("water", "raises", "medium"),
                    ("trees", "raises", "small"),
                    ("noise", "raises", "small"),
                    ("water", "raises", "small"),
                ),
            },
            {
                "id": "bees",
                "name": "Bees",
                "summary": "They fly.",
                "brief": BRIEF,
                "objectives": [
                    reads("noise", "lowers"),
                    reads("water", "lowers"),
                    reads("birds", "raises"),
                    holds("trees", secret=True, at_least=40),
                ],
                "cards": pile(
                    "bees",
                    ("noise", "lowers", "medium"),
                    ("water", "lowers", "small"),
                    ("noise", "lowers", "small"),
                    ("trees", "lowers", "small"),
                ),
            },
        ],
    }
