"""A whole play in text: every decision, what it led to, and what changed in every seat's view and log.

A golden is read by people, as a diff. So a field of a view is written when it changes, numbers are rounded to what a
reader can check, and a long list of claims that may be cited is written as its length and its ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from sessions import seated, steps

from exercise import views
from exercise.argument.tables import ArgumentTables
from exercise.deck.models import Deck
from exercise.engine.game import CardFace
from exercise.moves import Slot, Template
from exercise.players import PLAYERS
from exercise.session import Session
from exercise.views import SeatView
from exercise.world.tables import WorldTables

MOST = 8
"""How many values of a slot are written out."""


def playthrough(deck: Deck, *, rules: str, rounds: int, seed: int, players: tuple[str, ...]) -> str:
    """Return a play of a deck as text; the teams are played by `players` in turn."""
    session = Session.new(deck, rules=rules, rounds=rounds, seed=seed)
    policies = seated(session, seed=seed)
    for place, team in enumerate(policies):
        policies[team] = PLAYERS[players[place % len(players)]](seed * 16 + place)
    lines = [f"{deck.title}: {rules}, {rounds} rounds, seed {seed}, {' and '.join(players)}"]
    shown: dict[str, dict[str, str]] = {}
    read: dict[str, int] = {}
    lines += _changes(session, shown, read)
    for number, (seat, move) in enumerate(steps(session, policies), start=1):
        lines += ["", f"#{number} {seat}: {text(move)}"]
        lines += _changes(session, shown, read)
    return "\n".join(lines) + "\n"


def _changes(session: Session, shown: dict[str, dict[str, str]], read: dict[str, int]) -> Iterator[str]:
    """Yield what every seat sees anew first, then for each seat what not all of them do."""
    anew: dict[str, list[str]] = {}
    for seat in views.seats(session.state):
        now = dict(_parts(session.view(seat)))
        before = shown.get(seat, {})
        entries = session.log(seat)[read.get(seat, 0) :]
        anew[seat] = [
            *(f"    log {text(entry.event)}" for entry in entries),
            *(f"    {name} {now[name]}" for name in now if now[name] != before.get(name)),
            *(f"    {name} is gone" for name in before if name not in now),
        ]
        shown[seat] = now
        read[seat] = read.get(seat, 0) + len(entries)
    first, *others = anew.values()
    common = [line for line in first if all(line in lines for lines in others)]
    if common:
        yield "  every seat"
        yield from common
    for seat, lines in anew.items():
        own = [line for line in lines if line not in common]
        if own:
            yield f"  {seat}"
            yield from own


def _parts(view: SeatView) -> Iterator[tuple[str, str]]:
    """Yield the parts of a view by name; lists along a known order one by one, so that a change shows alone."""
    world = view.world
    by_name: Mapping[str, tuple[str, ...]] = {
        "levels": world.ids,
        "start_levels": world.ids,
        "claims": view.claim_ids,
        "start_claims": view.claim_ids,
        "links": world.link_ids,
        "start_links": world.link_ids,
        "weights": world.link_ids,
    }
    for field in fields(view):
        value = getattr(view, field.name)
        if field.name in by_name:
            for name, entry in zip(by_name[field.name], value, strict=True):
                yield f"{field.name} {name}", text(entry)
        elif field.name in ("teams", "private"):
            for entry in value:
                for part in fields(entry):
                    if part.name != "team":
                        yield f"{field.name} {entry.team} {part.name}", text(getattr(entry, part.name))
        elif field.name in ("nodes", "strengths", "rulings", "outcomes", "options", "findings", "faces"):
            for number, entry in enumerate(value):
                yield f"{field.name} {number}", text(entry)
        elif field.name == "slips":
            for team, templates in value:
                for number, entry in enumerate(templates):
                    yield f"slips {team} {number}", text(entry)
        elif not isinstance(value, (WorldTables, ArgumentTables)):
            yield field.name, text(value)


def text(value: Any) -> str:
    """Return a value on one line, with numbers as a reader would round them."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, CardFace):
        return value.id
    if isinstance(value, Template):
        slots = ", ".join(map(text, value.slots))
        words = " and words" if value.text else ""
        if value.needs_text or value.text_or:
            words = f" with words or {value.text_or}" if value.text_or else " with words"
        return f"{value.kind}({slots}){words}"
    if isinstance(value, Slot):
        domain = list(map(str, value.domain))
        if len(domain) > MOST:
            domain = [*domain[:2], f"{len(domain) - 3} more", domain[-1]]
        apiece = f", {value.apiece} apiece" if value.apiece > 1 else ""
        return f"{value.name} {value.least}-{value.most} of {' '.join(domain)}{apiece}"
    if is_dataclass(value) and not isinstance(value, type):
        parts = [f"{part.name}={text(getattr(value, part.name))}" for part in fields(value) if part.name != "kind"]
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, tuple):
        return f"({', '.join(map(text, value))})"
    return repr(value)
