"""All that may be asked "why?" of in a session so far, as rows to choose from."""

from __future__ import annotations

from typing import Final

from exercise.engine.events import InjectDelivered, MoveRuled, MovesRevealed, RoundOpened
from exercise.report.plain import plain
from exercise.report.wording import inject_title, level_words, link_words, outcome_words, weight_word
from exercise.tui.arguments import claim_words, move_title, standing, strength_of, team_name
from exercise.tui.room import Room

Row = tuple[str, str, str]
"""What Session.why calls a thing with the round after a sign that no id holds, its name, and what it means."""
ROUND: Final = "@"


def thing_rows(room: Room, seat: str) -> list[Row]:
    """Return the rows: moves and events, the latest first, then the thesis, the indicators, the claims, the links."""
    view = room.session.view(seat)
    rows = _happened(room, seat)
    rows.append(("thesis", "The thesis", f"{plain(room.deck.ledger.thesis.says)} {standing(view.thesis).plain}"))
    for name, level in zip(view.world.ids, view.levels, strict=True):
        printed = room.indicators[name]
        rows.append((name, plain(printed.name), f"now {level:.0f}: {plain(level_words(printed, level))}"))
    for fact in view.facts:
        rows.append((fact.id, claim_words(room, fact.id), standing(fact.strength).plain))
    for claim in view.claim_ids:
        if claim in room.claims:
            rows.append((f"claim:{claim}", claim_words(room, claim), standing(strength_of(view, claim)).plain))
    for link, weight, printed_weight in zip(view.world.link_ids, view.weights, view.world.printed, strict=True):
        rows.append((f"link:{link}", plain(link_words(room.deck, link)), weight_word(weight, printed_weight)))
    return rows


def parted(row: str) -> tuple[str, int]:
    """Return the thing and the round that a row's key names; round 0 where it names none."""
    thing, _, number = row.partition(ROUND)
    return thing, int(number or 0)


def _happened(room: Room, seat: str) -> list[Row]:
    rows: list[Row] = []
    now = 0
    for entry in room.session.log(seat):
        event = entry.event
        if isinstance(event, RoundOpened):
            now = event.round
        elif isinstance(event, InjectDelivered):
            title = plain(inject_title(room.deck, event.inject))
            rows.append((f"inject:{event.inject}", f"Event: {title}", f"round {now}"))
        elif isinstance(event, MovesRevealed):
            for node in event.nodes:
                if node.kind == "move":
                    name = f"{team_name(room, node.team)}: {move_title(room, node)}"
                    rows.append((f"move:{node.card}{ROUND}{now}", name, f"move of round {now}"))
        elif isinstance(event, MoveRuled):
            key = f"{event.card}{ROUND}{now}"
            name = next((name for row, name, _ in rows if row == f"move:{key}"), key)
            rows.append((f"odds:{key}", f"The ruling of {name}", f"round {now}: {outcome_words(event.outcome)}"))
    return rows[::-1]
