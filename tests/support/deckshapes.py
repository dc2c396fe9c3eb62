"""Valid decks of every shape, small enough to play by the hundred."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from smalldeck import card, claim, small_deck

from exercise.argument.tables import claim_strengths, compile_argument, thesis_strength
from exercise.deck.models import Deck
from exercise.deckfiles.check import THESIS_RANGE

BASES = (0.3, 0.4, 0.5, 0.6, 0.7)
AMOUNTS = ("small", "medium", "large")


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    """Return decks of 2 to 4 teams, 3 to 7 indicators and 5 to 12 claims, with everything that a deck may have."""
    chance = draw(st.randoms(use_true_random=False))
    teams = [f"team-{number}" for number in range(draw(st.integers(2, 4)))]
    indicators = [f"level-{number}" for number in range(draw(st.integers(3, 7)))]
    ledger = _ledger(chance, draw(st.integers(5, 12)))
    claims = [entry["id"] for entry in ledger["claims"] if not entry.get("withdrawn")]
    piles = {team: _pile(chance, team, indicators, claims) for team in teams}
    cards = [entry for pile in piles.values() for entry in pile]
    committed = [entry["id"] for entry in cards if entry.get("commitment")]
    for pile in piles.values():
        for entry in pile:
            if chance.random() < 0.3:
                entry["requires"] = _conditions(chance, indicators, cards, committed)
    injects = _injects(chance, indicators, claims, cards, committed)
    drawn = any(inject["kind"] == "drawn" for inject in injects)
    deck = small_deck(
        ledger=ledger,
        indicators=[_indicator(chance, name, claims) for name in indicators],
        links=_links(chance, indicators, claims),
        teams=[
            {
                "id": team,
                "name": team.title(),
                "summary": "They play.",
                "objectives": _objectives(chance, indicators, cards, committed),
                "cards": piles[team],
            }
            for team in teams
        ],
        injects=injects,
        draw_rounds=[1, 2, 4] if drawn else [],
        endings=[
            {"id": f"end-{number}", "says": "It ends.", "when": _conditions(chance, indicators, cards, committed)}
            for number in range(chance.randrange(3))
        ],
    )
    tables = compile_argument(deck.ledger, ())
    low, high = THESIS_RANGE
    assume(low <= thesis_strength(tables, claim_strengths(tables)) <= high)
    return deck


def _some(chance: random.Random, values: list[str], least: int, most: int) -> list[str]:
    return chance.sample(values, min(len(values), chance.randint(least, most)))


def _ledger(chance: random.Random, count: int) -> dict[str, Any]:
    names = [f"claim-{number}" for number in range(count)]
    entries = []
    for number, name in enumerate(names):
        # A claim bears on earlier ones alone, so that there is no circle.
        targets = _some(chance, names[:number], 0, 2)
        parts: dict[str, list[str]] = {"supports": [], "attacks": []}
        for target in targets:
            parts[chance.choice(("supports", "attacks"))].append(target)
        asked = [{"ask": "Is that so?", "burden": chance.random() < 0.4} for _ in range(chance.randint(1, 3))]
        entries.append(claim(name, chance.choice(BASES), questions=asked, **parts))
    entries.append(claim("withdrawn-one", withdrawn=True))
    for_thesis = _some(chance, names, 2, min(5, count))
    pillars = for_thesis[: max(1, len(for_thesis) - 1)]
    thesis = {"id": "thesis", "paragraph": 1, "says": "It should be so."}
    return {"thesis": {**thesis, "pillars": pillars, "objections": for_thesis[-1:]}, "claims": entries}


def _indicator(chance: random.Random, name: str, claims: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "name": name.title(),
        "group": "town",
        "about": "How much there is.",
        "start": chance.choice((2, 10, 35, 50, 50, 65, 90, 98)),
        "because": "For the sake of the example.",
        "claims": _some(chance, claims, 1, 2),
        "words": ["none", "little", "some", "much", "all"],
    }


def _links(chance: random.Random, indicators: list[str], claims: list[str]) -> list[dict[str, Any]]:
    pairs = [(cause, effect) for cause in indicators for effect in indicators if cause != effect]
    return [
        {
            "cause": cause,
            "effect": effect,
            "sign": chance.choice(("raises", "lowers")),
            "strength": chance.choice(("weak", "moderate", "strong")),
            "because": "For the sake of the example.",
            "claims": _some(chance, claims, 1, 3),
            "lag": chance.choice((1, 1, 1, 2, 4)),
            "delay": chance.choice((0, 0, 0, 1, 2)),
        }
        for cause, effect in chance.sample(pairs, chance.randint(1, min(len(pairs), 14)))
    ]


def _shocks(chance: random.Random, indicators: list[str], least: int, amounts: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"indicator": indicator, "sign": chance.choice(("raises", "lowers")), "amount": chance.choice(amounts)}
        for indicator in _some(chance, indicators, least, 3)
    ]


def _pile(chance: random.Random, team: str, indicators: list[str], claims: list[str]) -> list[dict[str, Any]]:
    pile = []
    for number in range(chance.randint(4, 9)):
        difficulty = chance.choice(("easy", "even", "hard"))
        amounts = AMOUNTS if difficulty == "hard" else AMOUNTS[:2]
        more: dict[str, Any] = {}
        if chance.random() < 0.3:
            more["partial"] = _shocks(chance, indicators, 0, amounts)
        if chance.random() < 0.3:
            more["fail"] = _shocks(chance, indicators, 1, amounts)
        if chance.random() < 0.4:
            more["commitment"] = "Something stands."
        entry = card(f"{team}-card-{number}", [], difficulty=difficulty, opening=number < 2, **more)
        entry["full"] = _shocks(chance, indicators, 1, amounts)
        entry["claims"] = _some(chance, claims, 2, 4)
        entry["counters"] = [{"claim": name, "says": "But no."} for name in _some(chance, claims, 1, 3)]
        pile.append(entry)
    chance.shuffle(pile)
    return pile


def _conditions(
    chance: random.Random, indicators: list[str], cards: list[dict[str, Any]], committed: list[str]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for _ in range(chance.randint(1, 2)):
        kind = chance.randrange(4)
        if kind == 0 or (kind == 1 and not committed):
            bound = chance.choice(("at_least", "at_most"))
            found.append({"indicator": chance.choice(indicators), bound: chance.choice((0, 30, 45, 50, 55, 70, 100))})
        elif kind == 1:
            found.append({"standing": chance.choice(committed)})
        elif kind == 2:
            found.append({"played": chance.choice(cards)["id"]})
        else:
            found.append({"from_round": chance.randint(1, 4)})
    return found


def _injects(
    chance: random.Random,
    indicators: list[str],
    claims: list[str],
    cards: list[dict[str, Any]],
    committed: list[str],
) -> list[dict[str, Any]]:
    injects = []
    for number in range(chance.randrange(8)):
        kind = chance.choice(("scheduled", "triggered", "drawn", "drawn", "by-hand"))
        more: dict[str, Any] = {}
        if kind == "scheduled":
            more["round"] = chance.randint(1, 4)
        if kind == "triggered":
            more["when"] = _conditions(chance, indicators, cards, committed)
        injects.append(
            {
                "id": f"inject-{number}",
                "title": "Something happens",
                "kind": kind,
                "says": "It happens.",
                "claims": _some(chance, claims, 1, 1),
                "shocks": _shocks(chance, indicators, 0, AMOUNTS),
                **more,
            }
        )
    return injects


def _objectives(
    chance: random.Random, indicators: list[str], cards: list[dict[str, Any]], committed: list[str]
) -> list[dict[str, Any]]:
    objectives: list[dict[str, Any]] = []
    for number in range(chance.randint(2, 4)):
        goal: dict[str, Any] = {"id": f"goal-{number}", "says": "It is wanted.", "secret": number == 0}
        if chance.random() < 0.6:
            goal |= {"indicator": chance.choice(indicators), "sign": chance.choice(("raises", "lowers"))}
        else:
            goal["when"] = _conditions(chance, indicators, cards, committed)
        objectives.append(goal)
    return objectives
