"""Why a chance, a claim, a link, a fact and the thesis are as they are, worked by hand on the small deck."""

from __future__ import annotations

import math
from typing import Any

import pytest
from sessions import seated, steps
from smalldeck import small_deck

from exercise import deckfiles
from exercise.deck.models import Deck
from exercise.engine.events import MoveRuled
from exercise.moves import CONTROL, PUBLIC
from exercise.session import Session
from exercise.views import seats
from exercise.why import Why


def parts(chain: Why, kinds: set[str]) -> float:
    """Return the sum of the steps of some kinds right under the question."""
    return math.fsum(step.amount for step in chain.under(0) if step.kind in kinds)


def played(deck: Deck, rules: str, seed: int, adjudication: str | None = None) -> Session:
    session = Session.new(deck, rules=rules, adjudication=adjudication, rounds=2, seed=seed)
    for _ in steps(session, seated(session, seed=seed)):
        pass
    return session


@pytest.mark.parametrize("adjudication", ["dice", "weighed", "ballot"])
@pytest.mark.parametrize("name", ["small", "tutorial"])
def test_the_parts_of_a_chance_sum_to_it_whatever_the_method(name: str, adjudication: str) -> None:
    methods = set()
    for seed in range(12):
        deck = small_deck() if name == "small" else deckfiles.load_deck(name)
        session = played(deck, "seminar", seed, adjudication)
        rounds, now = [], 0
        for event in session.events:
            now = event.round if event.kind == "round-opened" else now
            if isinstance(event, MoveRuled):
                rounds.append((event, now))
        for ruling, when in rounds:
            chain = session.why(PUBLIC, f"odds:{ruling.card}", when)
            chance = ruling.full + ruling.partial
            assert (chain.steps[0].kind, chain.steps[0].subject) == ("odds", ruling.card)
            assert chain.steps[0].amount == chance
            kinds = {"printed", "argument", "estimates", "control", "unopposed"}
            assert parts(chain, kinds) == pytest.approx(chance, abs=1e-12)
            held = [step for step in chain.steps if step.kind == "reason"]
            assert len(held) >= len(ruling.pros)
            methods.add(ruling.method)
    assert methods == {adjudication, "unrolled"}


def test_the_dice_odds_of_a_countered_move_are_worked_out_by_hand() -> None:
    session = next(
        session
        for seed in range(60)
        for session in [played(small_deck(), "quick", seed)]
        if any(isinstance(event, MoveRuled) and event.method == "dice" for event in session.events)
    )
    ruling = next(event for event in session.events if isinstance(event, MoveRuled) and event.method == "dice")
    when = next(
        number for number in (1, 2) if any(step.kind == "odds" for step in _maybe(session, ruling.card, number))
    )
    chain = session.why(CONTROL, f"odds:{ruling.card}", when)
    # 7 or more with two dice: 21 of 36 at 0, 15 at -1, 10 at -2; 26 at +1, 30 at +2; 6 at -3, 3 at -4.
    ways = {0: 21, -1: 15, -2: 10, 1: 26, 2: 30, -3: 6, -4: 3}
    printed, argued = chain.under(0)[:2]
    assert (printed.kind, printed.amount) == ("printed", pytest.approx(ways[ruling.difficulty] / 36))
    assert (argued.kind, argued.amount) == (
        "argument",
        pytest.approx((ways[ruling.modifier] - ways[ruling.difficulty]) / 36),
    )


def _maybe(session: Session, card: str, when: int) -> tuple[Any, ...]:
    try:
        return session.why(PUBLIC, f"odds:{card}", when).steps
    except ValueError:
        return ()


def test_a_claim_rests_on_its_base_its_arguers_and_its_paragraph() -> None:
    session = Session.new(small_deck(), seed=1)
    chain = session.why(PUBLIC, "claim:second")
    root, base = chain.steps[0], chain.under(0)[0]
    assert (root.kind, root.subject, root.amount) == ("claim", "second", session.view(PUBLIC).claims[2])
    assert (base.kind, base.subject) == ("base", "second")
    assert [step.kind for step in chain.under(base.number)] == ["paragraph"]
    assert base.amount + parts(chain, {"contribution"}) == pytest.approx(root.amount, abs=1e-9)


def test_a_link_rests_on_the_claims_that_ground_it() -> None:
    session = Session.new(small_deck(), seed=1)
    chain = session.why(PUBLIC, "link:water>trees")
    # Base .2, one claim of .6: .2 + .8 · .36/1.36 = .411765, all of the difference from ground.
    assert chain.steps[0].amount == pytest.approx(0.411765, abs=1e-6)
    base, ground = chain.under(0)
    assert (base.kind, base.amount) == ("base", 0.2)
    assert (ground.kind, ground.subject, ground.amount) == (
        "contribution",
        "claim:ground",
        pytest.approx(0.211765, abs=1e-6),
    )
    (claim,) = chain.under(ground.number)
    assert (claim.kind, claim.subject, claim.amount) == ("claim", "ground", 0.6)
    assert chain.under(claim.number)[0].kind == "paragraph"


@pytest.mark.parametrize("rules", ["quick", "seminar", "full"])
def test_every_claim_link_and_fact_and_the_thesis_have_parts_that_sum_to_what_is_shown(rules: str) -> None:
    session = played(small_deck(), rules, 5)
    view = session.view(PUBLIC)
    shown = {f"claim:{claim}": strength for claim, strength in zip(view.claim_ids, view.claims, strict=True)}
    shown |= {f"link:{link}": strength for link, strength in zip(view.world.link_ids, view.links, strict=True)}
    shown |= {fact.id: fact.strength for fact in view.facts}
    shown["thesis"] = view.thesis
    for thing, strength in shown.items():
        chain = session.why(PUBLIC, thing)
        assert chain.steps[0].amount == strength
        tolerance = 1e-9
        assert chain.under(0)[0].amount + parts(chain, {"contribution"}) == pytest.approx(strength, abs=tolerance)


def test_every_seat_gets_the_same_chain_of_what_lies_open() -> None:
    session = played(small_deck(), "seminar", 3)
    chains = {seat: session.why(seat, "claim:ground") for seat in seats(session.state)}
    assert len(set(chains.values())) == 1


@pytest.mark.parametrize("thing", ["claim:nonsense", "link:a>b", "fact:1:x", "odds:nothing", "nonsense"])
def test_what_does_not_exist_is_refused_with_what_does(thing: str) -> None:
    with pytest.raises(ValueError, match=r"there (is|are)|ruled"):
        Session.new(small_deck(), seed=1).why(PUBLIC, thing)
