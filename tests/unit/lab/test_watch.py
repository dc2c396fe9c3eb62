"""What watched lanes note, held against the events of their sessions."""

from __future__ import annotations

from typing import Any

import pytest
from lanes import played_session

from exercise.deckfiles import load_deck
from exercise.engine.events import (
    CardsDealt,
    CardSwapped,
    InjectDelivered,
    LevelsMoved,
    MoveRuled,
    MoveSealed,
    RoundOpened,
)
from exercise.lab import compiled
from exercise.lab.runs import Batch, Plan, batches
from exercise.rules.influence import level
from exercise.world.influence import propagate

pytestmark = pytest.mark.xdist_group("lanes")  # One worker compiles, for all.

np = pytest.importorskip("numpy", reason="batches are numpy arrays (extra lab)")
LANES = 6


@pytest.fixture(params=["random", "steady"])
def watched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Plan, Batch]:
    monkeypatch.setattr(compiled, "available", lambda: False)
    plan = Plan(load_deck("tutorial"), "seminar", 3, (request.param,) * 2, 5)
    (batch,) = batches(plan, LANES, watched=True)
    return plan, batch


def sessions(plan: Plan, batch: Batch) -> list[Any]:
    return [played_session(plan.deck, plan.rules, plan.rounds, plan.players, int(seed)) for seed in batch.seeds]


def test_a_watched_lane_plays_as_it_does_unwatched(watched: tuple[Plan, Batch]) -> None:
    plan, batch = watched
    (alone,) = batches(plan, LANES)
    assert alone.watched is None
    assert batch.wholes.tobytes() == alone.wholes.tobytes()
    assert batch.numbers.tobytes() == alone.numbers.tobytes()


def test_levels_are_those_before_and_after_each_round(watched: tuple[Plan, Batch]) -> None:
    plan, batch = watched
    assert batch.watched is not None
    for lane, session in enumerate(sessions(plan, batch)):
        world = session.state.game.world
        now, shown = dict(zip(world.ids, world.start_z, strict=True)), []
        for event in session.events:
            if isinstance(event, RoundOpened):
                shown.append([level(now[name]) for name in world.ids])
            elif isinstance(event, LevelsMoved):
                now.update(zip(event.indicators, event.z, strict=True))
        shown.append([level(now[name]) for name in world.ids])
        assert batch.watched.levels[lane].tolist() == shown


def test_hands_and_sealed_cards_are_counted(watched: tuple[Plan, Batch]) -> None:
    plan, batch = watched
    assert batch.watched is not None
    for lane, session in enumerate(sessions(plan, batch)):
        names = [face.id for pile in session.state.game.piles for face in pile]
        held, chosen = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
        hands: dict[str, tuple[str, ...]] = {}
        sealed: dict[str, str] = {}
        for event in session.events:
            if isinstance(event, CardsDealt | CardSwapped):
                hands[event.team] = event.hand
            elif isinstance(event, MoveSealed):
                sealed[event.team] = event.card
                chosen[event.card] += 1
            elif event.kind == "moves-revealed":
                for team, hand in hands.items():
                    for card in {*hand, *([sealed[team]] if team in sealed else [])}:
                        held[card] += 1
                sealed.clear()
        assert batch.watched.held[lane].tolist() == list(held.values())
        assert batch.watched.chosen[lane].tolist() == list(chosen.values())


def test_rulings_injects_and_weights_are_the_session_s(watched: tuple[Plan, Batch]) -> None:
    plan, batch = watched
    notes = batch.watched
    assert notes is not None
    for lane, session in enumerate(sessions(plan, batch)):
        names = [face.id for pile in session.state.game.piles for face in pile]
        rulings = [event for event in session.events if isinstance(event, MoveRuled)]
        made = [place for place, card in enumerate(notes.ruled[lane]) if card >= 0]
        assert [names[card] for card in notes.ruled[lane][made]] == [ruling.card for ruling in rulings]
        told = [-1.0 if ruling.method == "unrolled" else ruling.full + ruling.partial for ruling in rulings]
        assert notes.chances[lane][made].tolist() == told
        came = {event.inject for event in session.events if isinstance(event, InjectDelivered)}
        assert [name in came for name in session.state.game.injects] == notes.delivered[lane].astype(bool).tolist()
        assert notes.weights[lane].tolist() == list(session.state.standing.weights)


def test_what_crosses_links_is_what_the_map_says(monkeypatch: pytest.MonkeyPatch) -> None:
    # In one quick round no argument has changed a link before the shocks run, so the printed weights are in play.
    from exercise.world import graph

    monkeypatch.setattr(compiled, "available", lambda: False)
    plan = Plan(load_deck("tutorial"), "quick", 1, ("random",) * 2, 5)
    (batch,) = batches(plan, LANES, watched=True)
    assert batch.watched is not None
    for lane, session in enumerate(sessions(plan, batch)):
        state, world = session.state, session.state.game.world
        printed = graph(state)
        for _, _, attributes in printed.edges(data=True):
            attributes["weight"] = attributes["printed"]
        shocks = {}
        for event in session.events:
            if isinstance(event, MoveRuled):
                shocks[event.card] = [*state.face(event.card).shocks(event.outcome)]
            elif isinstance(event, InjectDelivered):
                shocks[event.inject] = [*state.game.injects[event.inject].shocks]
        flows = dict.fromkeys(world.link_ids, 0.0)
        for listed in shocks.values():
            parts = {number: (world.ids[node], amount) for number, (node, amount) in enumerate(listed)}
            if parts:
                for edge, crossed in propagate(printed, parts).edges.items():
                    flows[printed.edges[edge]["link"]] += abs(crossed)
        assert batch.watched.flows[lane].tolist() == pytest.approx(list(flows.values()))
