"""What a move and an inject did and rest on, and what rests on a claim, worked by hand on the small deck.

The numbers of the map are those of test_why.py: water -> trees .4, trees -> birds .6, birds -> noise .2 a round later;
damping .7; a card's push is .5, half of it in every later round where it stays in place.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from plays import Play, four_cards, in_caucus, in_debate, open_hands, teams_of
from sessions import seated, steps
from smalldeck import small_deck

from exercise.engine.events import LevelsMoved, MoveRuled
from exercise.moves import CONTROL, PUBLIC, Act, Advance, Attack, Counter, CounterLink, Deliver, Pass, Reason, Seal
from exercise.session import Session
from exercise.views import seats
from exercise.why import Step, Why, floors_told, why_inject, why_move, why_standing

BIRDS = math.log(20 / 80)


def shown(z: float) -> float:
    return 100.0 / (1.0 + math.exp(-z))


def move(play: Play, card: str, when: int = 1, seat: str = PUBLIC) -> Why:
    return why_move(play.deck, play.game, play.state.standing.claims, play.log(seat), card, when)


def inject(play: Play, name: str) -> Why:
    return why_inject(play.deck, play.game, play.state.standing.claims, play.log(PUBLIC), name)


def tree(chain: Why, number: int = 0) -> list[Any]:
    """Return the chain below a step, each step as [kind, subject, round, amount rounded, what it rests on ...]."""
    step = chain.steps[number]
    below = [tree(chain, under.number) for under in chain.under(number)]
    return [step.kind, step.subject, step.round, round(step.amount, 4), *below]


def of_kind(chain: Why, kind: str) -> list[Step]:
    return [step for step in chain.steps if step.kind == kind]


def claim(name: str, strength: float = 0.6) -> list[Any]:
    return ["claim", name, 0, strength, ["paragraph", "1", 0, 0.0]]


def reason(name: str, when: int = 1) -> list[Any]:
    return ["reason", name, when, 0.6324, claim(name)]


def test_a_move_rests_on_its_reasons_and_shows_what_it_moved_the_most_first() -> None:
    play = in_caucus(rounds=4)
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("consequences")
    # Water by .5 from 50; trees by .7 · .4 · .5 = .14 from 50; birds by .7 · .6 · .14 = .0588 from 20.
    water, trees, birds = (
        round(shown(0.5) - 50, 4),
        round(shown(0.14) - 50, 4),
        round(shown(BIRDS + 0.0588) - 20, 4),
    )
    over_trees = ["link", "water>trees", 1, 0.4, claim("ground")]
    over_birds = ["link", "trees>birds", 1, 0.6, claim("pro"), claim("second", 0.4495)]
    assert tree(move(play, "ants-up")) == [
        "move", "ants-up", 1, 0.0,
        reason("ground"), reason("pro"),
        ["ruling", "ants-up", 1, 0.0],
        ["effect", "water", 1, water, ["part", "water", 1, water]],
        ["effect", "trees", 1, trees, ["part", "trees", 1, trees, over_trees]],
        ["effect", "birds", 1, birds, ["part", "birds", 1, birds, over_trees, over_birds]],
    ]  # fmt: skip


def test_a_move_before_its_ruling_has_its_arguments_alone() -> None:
    play = in_debate({"ants": ("ants-up", "ground"), "bees": ("bees-grow", "pro")}, rounds=4)
    assert tree(move(play, "bees-grow")) == ["move", "bees-grow", 1, 0.0, reason("pro")]


def answered() -> tuple[Session, int, Any]:
    """Return a session in which something was answered, with the round and the answer."""
    for seed in range(40):
        session = Session.new(small_deck(), rules="seminar", rounds=2, seed=seed)
        for _ in steps(session, seated(session, seed=seed)):
            pass
        for (when, _), (node, _) in floors_told(session.log(PUBLIC)).items():
            if node.kind == "answer":
                return session, when, node
    raise AssertionError("nobody ever answered")


def test_a_counter_stands_under_what_it_counters_and_an_answer_under_the_counter() -> None:
    session, when, answer = answered()
    told = floors_told(session.log(PUBLIC))
    chain = session.why(PUBLIC, f"move:{told[when, answer.move][0].card}", when)
    above = {below: over for over, below in chain.edges}
    step = next(step for step in chain.steps if step.kind == "answer" and step.node == answer.number)
    countered = chain.steps[above[step.number]]
    assert countered.node == answer.target
    assert countered.kind in ("counter", "doubt")
    assert step.amount == told[when, answer.number][1]


def test_own_words_are_an_argument_without_a_claim() -> None:
    play = in_debate({"ants": ("ants-up", "ground")}, rounds=4)
    if play.turn == "ants":
        play.submit("ants", Pass())
    play.submit(play.turn, Counter(0, None, "We doubt it."))
    counter = of_kind(move(play, "ants-up"), "counter")[0]
    assert (counter.subject, counter.node) == ("", 2)
    assert move(play, "ants-up").under(counter.number) == ()


def test_a_doubt_about_a_link_stands_under_the_move_with_which_it_was_filed() -> None:
    play = Play(open_hands(), rounds=4, rules="seminar")
    play.to("caucus")
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("debate")
    play.submit("bees", CounterLink(0, "water>trees", "con"))
    doubt = of_kind(move(play, "ants-up"), "doubt")[0]
    assert (doubt.subject, [step.subject for step in move(play, "ants-up").under(doubt.number)]) == (
        "water>trees",
        ["con"],
    )
    assert doubt in move(play, "ants-up").under(0)


def test_what_a_move_put_in_place_goes_on_as_part_of_what_it_moved() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands")))
    play = in_caucus(deck, rounds=4)
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("consequences", round=2)
    chain = move(play, "ants-up")
    water = next(step for step in of_kind(chain, "effect") if step.subject == "water")
    # From 50 by .5, then by half of that: to z .75 in all.
    assert water.amount == pytest.approx(shown(0.75) - 50)
    parts = chain.under(water.number)
    assert [(step.round, step.origin.kind) for step in parts if step.origin] == [(1, "move"), (2, "commitment")]
    assert [step.amount for step in parts] == pytest.approx([shown(0.5) - 50, shown(0.75) - shown(0.5)])


def test_what_came_late_over_a_delayed_link_belongs_to_the_move_that_set_it_off() -> None:
    play = in_caucus(rounds=4)
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("consequences", round=2)
    chain = move(play, "ants-up")
    noise = next(step for step in of_kind(chain, "effect") if step.subject == "noise")
    # .2 · .7 of birds' .0588 waits a round: .008232.
    assert noise.amount == pytest.approx(shown(0.008232) - 50)
    (part,) = chain.under(noise.number)
    assert (part.round, [step.subject for step in chain.under(part.number)]) == (2, ["birds>noise"])


def test_a_teams_own_action_is_a_move_as_a_card_is() -> None:
    play = Play(open_hands(), rounds=4, rules="full")
    play.to("caucus")
    play.submit("ants", Act(("water raises medium",), (Reason("ground"), Reason("pro")), "We dig a well."))
    play.to("consequences")
    ruling = next(event for event in play.events if isinstance(event, MoveRuled))
    effects = of_kind(move(play, ruling.card), "effect")
    assert [step.subject for step in effects] == ["water", "trees", "birds"]


@pytest.mark.parametrize("seed", range(4))
def test_what_moves_and_injects_moved_sums_to_how_far_each_indicator_went(seed: int) -> None:
    session = Session.new(small_deck(), rules="full", rounds=3, seed=seed)
    for _ in steps(session, seated(session, seed=seed)):
        pass
    moved = dict.fromkeys(session.state.game.world.ids, 0.0)
    log = session.log(PUBLIC)
    things = [(f"move:{node.card}", when) for (when, _), (node, _) in floors_told(log).items() if node.kind == "move"]
    things += [(f"inject:{name}", 0) for name in session.view(PUBLIC).delivered]
    for thing, when in things:
        chain = session.why(PUBLIC, thing, when)
        for effect in of_kind(chain, "effect"):
            parts = chain.under(effect.number)
            assert math.fsum(step.amount for step in parts) == pytest.approx(effect.amount, abs=1e-9)
            moved[effect.subject] += effect.amount
    view = session.view(PUBLIC)
    assert any(isinstance(entry.event, LevelsMoved) for entry in log)
    for name, start, level in zip(moved, view.start_levels, view.levels, strict=True):
        assert start + moved[name] == pytest.approx(level, abs=1e-9)


def test_an_inject_rests_on_its_claims_and_shows_what_it_moved() -> None:
    play = in_caucus(small_deck())
    play.submit(CONTROL, Deliver("storm"))
    # Trees -.9 from 50; birds .7 · .6 · -.9 = -.378 from 20.
    trees, birds = round(shown(-0.9) - 50, 4), round(shown(BIRDS - 0.378) - 20, 4)
    link = ["link", "trees>birds", 1, 0.6, claim("pro"), claim("second", 0.4495)]
    assert tree(inject(play, "storm")) == [
        "inject", "storm", 1, 0.0, claim("ground"),
        ["effect", "trees", 1, trees, ["part", "trees", 1, trees]],
        ["effect", "birds", 1, birds, ["part", "birds", 1, birds, link]],
    ]  # fmt: skip


def test_an_inject_that_was_not_delivered_is_as_unknown_as_one_that_is_not_there() -> None:
    play = in_caucus(small_deck(draw_rounds=[]))
    for name in ("storm", "nonsense"):
        with pytest.raises(ValueError, match=f"no inject '{name}' that was delivered; there are none yet"):
            inject(play, name)


def test_a_move_that_was_not_revealed_is_unknown() -> None:
    play = in_caucus()
    play.seal("ants", "ants-up", "ground")
    with pytest.raises(ValueError, match="no move 'ants-up' in round 1; there are none yet"):
        move(play, "ants-up")
    play.to("debate")
    with pytest.raises(ValueError, match="no move 'ants-up' in round 2; there are ants-up in round 1"):
        move(play, "ants-up", 2)


def uses(play: Play, thing: str, kind: Any = "claim", seat: str = PUBLIC) -> list[tuple[Any, ...]]:
    chain = why_standing(play.deck, play.state, kind, thing, play.log(seat))
    (above,) = of_kind(chain, "uses")
    below = chain.under(above.number)
    assert above.amount == len(below)
    return [(step.kind, step.subject, step.round, round(step.amount, 4)) for step in below]


def test_what_is_printed_on_a_claim_rests_on_it() -> None:
    play = in_caucus()
    # Links before any argument: .2 + .8 · .36 / 1.36 = .4118 on one claim.
    assert uses(play, "ground") == [
        ("grounds", "link:water>trees", 0, 0.4118),
        ("grounds", "link:noise>birds", 0, 0.4118),
        ("grounds", "link:birds>noise", 0, 0.4118),
        ("grounds", "water", 0, 50.0),
        ("grounds", "trees", 0, 50.0),
        ("grounds", "noise", 0, 50.0),
        ("grounds", "birds", 0, 20.0),
    ]
    link = round(play.state.standing.links[1], 4)
    assert uses(play, "pro") == [
        ("supports", "thesis", 0, round(play.state.standing.thesis, 4)),
        ("supports", "claim:second", 0, 0.4495),
        ("grounds", "link:trees>birds", 0, link),
    ]
    assert uses(play, "con") == [("attacks", "thesis", 0, round(play.state.standing.thesis, 4))]
    assert uses(play, "weak") == [("attacks", "claim:second", 0, 0.4495)]


def test_a_claim_on_which_nothing_rests_has_no_step_for_it() -> None:
    play = in_caucus()
    assert of_kind(why_standing(play.deck, play.state, "claim", "gone", play.log(PUBLIC)), "uses") == []


def test_arguments_that_cite_a_claim_rest_on_it_once_they_lie_open() -> None:
    play = in_caucus(rounds=4)
    play.seal("ants", "ants-up", "weak")
    for seat in ("ants", "bees", CONTROL, PUBLIC):
        assert len(uses(play, "weak", seat=seat)) == 1
    play.to("debate")
    assert uses(play, "weak")[1:] == [("cited", "move:ants-up", 1, round(play.strength(1), 4))]


def test_an_event_that_teaches_a_claim_is_shown_once_it_is_delivered() -> None:
    play = in_caucus(small_deck(draw_rounds=[]))
    assert not any(subject == "inject:storm" for _, subject, _, _ in uses(play, "ground"))
    play.submit(CONTROL, Deliver("storm"))
    assert ("grounds", "inject:storm", 0, 0.0) in uses(play, "ground")


def test_an_attack_that_cites_a_claim_rests_on_it() -> None:
    play = Play(open_hands(), rounds=4, rules="full")
    play.to("caucus")
    play.seal("ants", "ants-up", "pro")
    play.to("debate")
    play.submit(play.turn, Attack("pro", "weak"))
    attack = play.state.standing.claim_arguments[0]
    assert uses(play, "weak")[1:] == [("attacks", "claim:pro", 1, round(attack.strength, 4))]


def test_a_fact_has_the_reasons_that_cite_it() -> None:
    play = Play(open_hands(), rounds=4, rules="full")
    play.to("caucus")
    play.submit("ants", Seal("ants-up", (Reason("ground"), Reason("pro"))))
    play.to("caucus", round=2)
    play.submit("bees", Seal("bees-down", (Reason("fact:1:ants-up"),)))
    play.to("consequences")
    assert [use[:3] for use in uses(play, "fact:1:ants-up", "fact")] == [("cited", "move:bees-down", 2)]


def test_every_seat_gets_the_same_chain_of_what_lies_open() -> None:
    session = Session.new(small_deck(), rules="seminar", seed=3)
    for _ in steps(session, seated(session, seed=3)):
        pass
    card = next(event.card for event in session.events if isinstance(event, MoveRuled))
    for thing in (f"move:{card}", f"inject:{session.view(PUBLIC).delivered[0]}"):
        chains = {session.why(seat, thing, 1) for seat in seats(session.state)}
        assert len(chains) == 1


def test_what_was_sealed_and_not_revealed_leaves_no_trace_in_what_rests_on_a_claim() -> None:
    sessions = [Session.new(open_hands(), seed=1) for _ in range(2)]
    for session, name in zip(sessions, ("ground", "pro"), strict=True):
        while session.view(PUBLIC).phase != "caucus":
            session.submit(CONTROL, Advance())
        session.submit("ants", Seal("ants-up", (Reason(name),), "Hidden words."))
    for seat in seats(sessions[0].state):
        assert sessions[0].why(seat, "claim:ground") == sessions[1].why(seat, "claim:ground")
