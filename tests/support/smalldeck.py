"""A deck small enough to work out by hand: three teams, four indicators, four links, seven claims."""

from __future__ import annotations

from typing import Any

from exercise.deck.models import Deck

QUESTIONS = [{"ask": "Is that so?", "burden": False}]


def claim(id: str, base: float = 0.6, side: str = "for", **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "paragraph": 1,
        "says": f"It is said of {id}.",
        "kind": "causal",
        "side": side,
        "holder": "the author",
        "scheme": "cause-to-effect",
        "base": base,
        "because": "For the sake of the example.",
        "questions": QUESTIONS,
        **more,
    }


def indicator(id: str, start: int = 50) -> dict[str, Any]:
    return {
        "id": id,
        "name": id.title(),
        "group": "town",
        "about": f"How much {id} there is.",
        "start": start,
        "because": "For the sake of the example.",
        "claims": ["ground"],
        "words": ["none", "little", "some", "much", "all"],
    }


def link(cause: str, effect: str, sign: str = "raises", strength: str = "moderate", **more: Any) -> dict[str, Any]:
    return {
        "cause": cause,
        "effect": effect,
        "sign": sign,
        "strength": strength,
        "because": "For the sake of the example.",
        "claims": ["ground"],
        **more,
    }


def card(id: str, shocks: list[tuple[str, str, str]], **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "title": f"Card {id}",
        "action": f"Does {id}.",
        "effect": f"Means {id}.",
        "stance": "build",
        "difficulty": "easy",
        "claims": ["ground", "pro", "second"],
        "full": [{"indicator": i, "sign": s, "amount": a} for i, s, a in shocks],
        "counters": [{"claim": "con", "says": "But no."}],
        **more,
    }


def cards(team: str) -> list[dict[str, Any]]:
    return [
        card(f"{team}-a", [("water", "raises", "medium")], opening=True),
        card(f"{team}-b", [("trees", "raises", "small")], opening=True, difficulty="even"),
        card(f"{team}-c", [("noise", "lowers", "large")], difficulty="hard"),
        card(f"{team}-d", [("water", "lowers", "medium")], commitment="A pump stands"),
        card(f"{team}-e", [("trees", "lowers", "medium")], requires=[{"from_round": 2}]),
        card(f"{team}-f", [("noise", "raises", "small")], commitment="A bell rings"),
        card(f"{team}-g", [("birds", "raises", "medium")], commitment="A box hangs"),
    ]


def goals(indicator: str, sign: str) -> list[dict[str, Any]]:
    return [
        {"id": f"{indicator}-moves", "says": "It moves.", "indicator": indicator, "sign": sign},
        {
            "id": f"{indicator}-holds",
            "says": "It holds.",
            "secret": True,
            "when": [{"indicator": indicator, "at_least": 40}],
        },
    ]


def small_deck(**changes: Any) -> Deck:
    """Return the deck, with top-level parts changed."""
    parts: dict[str, Any] = {
        "id": "small",
        "title": "A small deck",
        "summary": "A deck for tests.",
        "scenario": "A garden has four things in it.",
        "source": {
            "id": "leaflet",
            "title": "A leaflet",
            "authors": ["The Exercise project"],
            "outlet": "Nowhere",
            "date": "2026-01-01",
            "rights": "Free to copy.",
            "paragraphs": [{"number": 1, "kind": "body", "about": "the garden", "sha256": "0" * 64}],
        },
        "ledger": {
            "thesis": {
                "id": "garden",
                "paragraph": 1,
                "says": "The garden should grow.",
                "pillars": ["pro"],
                "objections": ["con"],
            },
            "claims": [
                claim("ground"),
                claim("pro", supports=["second"]),
                claim("second", 0.4),
                claim("con", side="against"),
                claim("weak", 0.3, side="against", attacks=["second"]),
                claim("gone", withdrawn=True),
            ],
        },
        "teams": [
            {"id": "ants", "name": "Ants", "summary": "They dig.", "objectives": goals("water", "raises")},
            {"id": "bees", "name": "Bees", "summary": "They fly.", "objectives": goals("trees", "raises")},
            {"id": "cats", "name": "Cats", "summary": "They sleep.", "objectives": goals("noise", "lowers")},
        ],
        "indicators": [indicator("water"), indicator("trees"), indicator("noise"), indicator("birds", 20)],
        "links": [
            link("water", "trees"),
            link("trees", "birds", strength="strong", claims=["pro", "second"]),
            link("noise", "birds", "lowers", "weak"),
            link("birds", "noise", strength="weak", delay=1),
        ],
        "injects": [
            {
                "id": "rain",
                "title": "Rain",
                "kind": "scheduled",
                "round": 2,
                "says": "It rains.",
                "claims": ["gone"],
                "shocks": [{"indicator": "water", "sign": "raises", "amount": "small"}],
            },
            {
                "id": "drought",
                "title": "Drought",
                "kind": "triggered",
                "when": [{"indicator": "water", "at_most": 45}],
                "says": "It is dry.",
                "claims": ["ground"],
                "shocks": [{"indicator": "trees", "sign": "lowers", "amount": "medium"}],
            },
            {"id": "fair", "title": "A fair", "kind": "drawn", "says": "There is a fair.", "claims": ["ground"]},
            {"id": "visit", "title": "A visit", "kind": "drawn", "says": "Guests come.", "claims": ["ground"]},
            {
                "id": "storm",
                "title": "A storm",
                "kind": "by-hand",
                "says": "It blows.",
                "claims": ["ground"],
                "shocks": [{"indicator": "trees", "sign": "lowers", "amount": "large"}],
            },
        ],
        "endings": [{"id": "flood", "says": "All is under water.", "when": [{"indicator": "water", "at_least": 95}]}],
        "draw_rounds": [1, 3],
    }
    parts.update(changes)
    for team in parts["teams"]:
        team.setdefault("cards", cards(team["id"]))
    return Deck.model_validate(parts)
