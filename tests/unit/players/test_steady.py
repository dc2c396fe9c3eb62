"""The steady player on the small deck: its choices, worked by hand.

Every team holds `up` and `down` (water by .5), `grow` (trees by .5) and `bell` (noise by -.9, hard). The map: water ->
trees .4, trees -> birds .6, noise -> birds -.2; damping .7. An objective that is not met counts 1, one that is met .3.
Ants want water up and hold it over 40, so they want it 1.3 a unit; Bees likewise trees; Cats want noise down but hold
it over 40, so -1 + .3 = -.7. Claims: ground, pro and con .6, second .449541, weak .3. A reason holds from a claim of
1/3.
"""

from __future__ import annotations

from typing import Any

import pytest
from plays import Play, four_cards, in_caucus, in_debate, open_hands, teams_of
from smalldeck import card, claim, goals, small_deck

from exercise.deck.models import Deck
from exercise.moves import CONTROL, PUBLIC, Answer, Counter, Hold, OnBehalf, Pass, Reason, Seal, Second
from exercise.players import SteadyPlayer
from exercise.rules.strengths import HOLDS

SEEDS = range(40)


def choices(play: Play, team: str) -> set[Any]:
    """Return what steady players of several seeds choose for a team."""
    return {SteadyPlayer(seed).choose(play.view(team)) for seed in SEEDS}


def pile(*shocks: tuple[str, str, str], **more: Any) -> Any:
    """Return what gives every team a pile of one card for each shock, called one, two ..."""
    names = ("one", "two", "three", "four", "five")
    return lambda team: [
        card(f"{team}-{name}", [shock], opening=number < 2, **more)
        for number, (name, shock) in enumerate(zip(names, shocks, strict=False))
    ]


def deck_of(*shocks: tuple[str, str, str], **more: Any) -> Deck:
    return open_hands(teams=teams_of(pile(*shocks, **more)))


def low_ledger() -> dict[str, Any]:
    """Return the small deck's ledger with one more claim too weak to hold up a reason."""
    ledger = small_deck().ledger.model_dump()
    ledger["claims"] = [*ledger["claims"], claim("low", 0.3)]
    return dict(ledger)


THREE = (Reason("ground"), Reason("pro"), Reason("second"))
"""The strongest three claims of a card; ground comes first as the card names it first."""


# Sealing


@pytest.mark.parametrize(
    ("team", "sealed"),
    [
        # up: three reasons hold, one counter is expected, easy: 3 - 1 + 0 = +2. Of 36 throws 15 show 8 or more, full,
        # and 30 show 5 or more: (15 + .5 · 15) / 36 = .625. Worth .625 · 1.3 · .5 = .406; grow does nothing for water.
        ("ants", "ants-up"),
        # grow: .625 · 1.3 · .5 = .406; up brings trees only .7 · .4 · .5 = .14.
        ("bees", "bees-grow"),
        # bell: hard, 3 - 1 - 2 = 0: (6 + .5 · 15) / 36 = .375; .375 · -.7 · -.9 = .236. Nothing else moves noise: the
        # link from birds is delayed.
        ("cats", "cats-bell"),
    ],
)
def test_it_seals_the_card_that_its_objectives_gain_most_from(team: str, sealed: str) -> None:
    assert choices(in_caucus(), team) == {Seal(sealed, THREE)}


def test_what_crosses_links_counts() -> None:
    # Bees want trees: a small push on water brings .056, a small one on trees .2.
    play = in_caucus(deck_of(("water", "raises", "small"), ("trees", "raises", "small")))
    assert choices(play, "bees") == {Seal("bees-two", THREE)}
    # A large one on water brings .7 · .4 · .9 = .252.
    play = in_caucus(deck_of(("water", "raises", "large"), ("trees", "lowers", "small")))
    assert choices(play, "bees") == {Seal("bees-one", THREE)}


def test_it_plays_any_card_that_is_worth_more_than_half_of_its_best() -> None:
    # Bees want trees: a medium push on water brings .14, more than half of the .2 that a small one on trees does.
    play = in_caucus(deck_of(("water", "raises", "medium"), ("trees", "raises", "small")))
    assert choices(play, "bees") == {Seal("bees-one", THREE), Seal("bees-two", THREE)}


def test_a_likelier_success_may_outweigh_a_larger_push() -> None:
    def cards(team: str) -> list[dict[str, Any]]:
        return [
            card(
                f"{team}-one", [("water", "raises", "large")], opening=True, difficulty="hard", claims=["weak", "low"]
            ),
            card(f"{team}-two", [("water", "raises", "medium")], opening=True),
        ]

    # one: its reasons on claims of .3 don't hold: 0 - 1 - 2 = -3. None of 36 throws shows 13, so nothing is full, and
    # 6 show 10 or more: .5 · 6 / 36 = .083; .083 · .9 = .075 < .625 · .5 = .3125.
    play = in_caucus(open_hands(teams=teams_of(cards), ledger=low_ledger()))
    assert choices(play, "ants") == {Seal("ants-two", THREE)}


def test_it_rests_a_move_on_the_strongest_of_the_claims_printed_on_the_card() -> None:
    more = {"claims": ["weak", "second", "ground"]}
    play = in_caucus(deck_of(("trees", "raises", "medium"), **more))
    # The link trees -> birds rests on pro as well, which may be cited, but speaks for the link rather than the move.
    assert choices(play, "bees") == {Seal("bees-one", (Reason("ground"), Reason("second"), Reason("weak")))}


def test_it_holds_where_every_card_would_cost_it() -> None:
    play = in_caucus(deck_of(("water", "lowers", "small"), ("water", "lowers", "large")))
    assert choices(play, "ants") == {Hold()}


def test_it_holds_where_no_card_gains_anything() -> None:
    play = in_caucus(deck_of(("trees", "raises", "medium"), ("birds", "raises", "large")))
    assert choices(play, "ants") == {Hold()}


def test_an_objective_that_is_met_counts_less() -> None:
    aims = [
        {"id": "water-moves", "says": "It moves.", "indicator": "water", "sign": "raises"},
        {"id": "trees-moves", "says": "It moves.", "indicator": "trees", "sign": "raises"},
        {"id": "noise-holds", "says": "It holds.", "secret": True, "when": [{"indicator": "noise", "at_least": 1}]},
    ]
    teams = teams_of(four_cards)
    teams[0]["objectives"] = aims
    teams[0]["cards"][2]["full"] = [{"indicator": "trees", "sign": "raises", "amount": "small"}]
    play = in_caucus(open_hands(teams=teams), rounds=3)
    # Neither is met: up brings .5 + .14 = .64, grow .2.
    assert choices(play, "ants") == {Seal("ants-up", THREE)}
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("caucus", round=2)
    # Water rose by 12 of the 5 points needed, trees by 3.5: up brings .3 · .5 + .14 = .29, grow .2.
    assert [goal.standing for goal in play.view("ants").own.goals] == ["met", "partly", "met"]
    assert "ants-up" in play.team("ants").hand
    assert choices(play, "ants") == {Seal("ants-up", THREE), Seal("ants-grow", THREE)}


def test_a_level_that_may_not_be_passed_is_wanted_down() -> None:
    aims = [
        {"id": "few-birds", "says": "Few.", "when": [{"indicator": "birds", "at_most": 10}]},
        {"id": "dry", "says": "Dry.", "secret": True, "when": [{"indicator": "water", "at_most": 90}]},
    ]
    teams = teams_of(pile(("birds", "raises", "large"), ("birds", "lowers", "small"), ("water", "lowers", "small")))
    teams[0]["objectives"] = aims
    # Birds are unwanted by 1, as they are over 10, and water by .3. two: .2; three: .3 · .2 + .7 · .6 · .056 = .084.
    assert choices(in_caucus(open_hands(teams=teams)), "ants") == {Seal("ants-two", THREE)}


def test_cards_of_equal_worth_are_told_apart_by_the_seed() -> None:
    play = in_caucus(
        deck_of(("water", "raises", "medium"), ("water", "raises", "medium"), ("water", "raises", "small"))
    )
    assert choices(play, "ants") == {Seal("ants-one", THREE), Seal("ants-two", THREE)}
    for seed in SEEDS:
        assert SteadyPlayer(seed).choose(play.view("ants")) == SteadyPlayer(seed).choose(play.view("ants"))


def test_a_card_that_may_not_be_sealed_now_is_not_chosen() -> None:
    deck = open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands")))
    play = in_caucus(deck, rounds=4)
    assert choices(play, "ants") == {Seal("ants-up", THREE)}
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("caucus", round=2)
    # What stands already isn't played again; of the rest nothing raises water.
    assert "ants-up" not in [template.slots[0].domain for template in play.view("ants").options if template.slots]
    assert choices(play, "ants") == {Hold()}


# Filing


def test_it_counters_what_hurts_it_with_a_suggested_claim_on_the_move_or_a_reason() -> None:
    # Water -.5 costs Bees 1.3 · .14. Con's counter has .632353: each reason falls, from .6 - .632 to .4995.
    play = in_debate({"ants": ("ants-down", "ground", "pro")})
    assert choices(play, "bees") == {Counter(0, "con"), Counter(1, "con"), Counter(2, "con")}
    for target in (1, 2):
        filed = in_debate({"ants": ("ants-down", "ground", "pro")})
        filed.counter("bees", target, "con")
        assert filed.strength(target) == pytest.approx(0.4995, abs=1e-4)


def test_it_leaves_alone_what_neither_hurts_nor_helps_it() -> None:
    # Water moves noise over no link that works within the round.
    play = in_debate({"ants": ("ants-down", "ground")})
    play.submit("bees", Pass())
    assert choices(play, "cats") == {Pass()}


def test_it_counters_the_move_that_hurts_it_most() -> None:
    # Trees down by .5 costs Bees 1.3 · .5, water down by .5 only 1.3 · .14.
    teams = teams_of(pile(("water", "lowers", "medium"), ("trees", "lowers", "medium")))
    play = in_caucus(open_hands(teams=teams))
    play.seal("ants", "ants-one", "ground")
    play.seal("cats", "cats-two", "ground")
    play.to("debate")
    play.submit(CONTROL, OnBehalf("ants", Pass()))
    assert play.turn == "bees"
    assert choices(play, "bees") == {Counter(2, "con"), Counter(3, "con")}


def test_a_counter_that_would_not_hold_is_not_filed() -> None:
    more = {"counters": [{"claim": "weak", "says": "Perhaps not."}]}
    play = in_debate({"ants": ("ants-one", "ground")}, deck_of(("water", "lowers", "medium"), **more))
    # A counter on weak has .5 + .5 · .09 / 1.09 = .5413 and holds nothing up.
    assert choices(play, "bees") == {Pass()}


def strong_ledger() -> dict[str, Any]:
    """Return a ledger in which `sure` stands at .913 and `half` at .4."""
    return {
        "thesis": {
            "id": "garden", "paragraph": 1, "says": "It should grow.", "pillars": ["pro"], "objections": ["con"]
        },
        "claims": [
            claim("ground"), claim("pro", supports=["sure"]), claim("second", 0.4), claim("con", side="against"),
            claim("weak", 0.3, side="against"), claim("gone", withdrawn=True),
            claim("also", 0.5, supports=["sure"]), claim("too", 0.5, supports=["sure"]),
            claim("sure", 0.7), claim("half", 0.4, side="against"),
        ],
    }  # fmt: skip


def test_it_counters_a_reason_only_with_a_claim_that_unseats_it() -> None:
    # sure: .7 + .3 · 1.6² / (1 + 1.6²) = .915730. con's counter has .632353 and leaves .283377 < 1/3: the reason falls.
    # half's has .5 + .5 · .16 / 1.16 = .568966 and leaves .346765 > 1/3: it stands, so only the move is worth it.
    for name, falls in (("con", True), ("half", False)):
        more = {"claims": ["sure", "ground", "pro"], "counters": [{"claim": name, "says": "No."}]}
        deck = open_hands(ledger=strong_ledger(), teams=teams_of(pile(("water", "lowers", "medium"), **more)))
        play = in_debate({"ants": ("ants-one", "sure")}, deck)
        assert play.claim("sure") == pytest.approx(0.915730, abs=1e-6)
        assert choices(play, "bees") == {Counter(0, name), *([Counter(1, name)] if falls else [])}
        play.counter("bees", 1, name)
        assert (play.strength(1) < HOLDS) == falls


def test_it_does_not_kick_a_reason_that_has_fallen() -> None:
    play = in_debate({"ants": ("ants-down", "ground", "pro")})
    play.counter("bees", 1, "con")
    play.submit("cats", Pass())
    assert play.turn == "bees"
    assert choices(play, "bees") == {Counter(0, "con"), Counter(2, "con")}


def test_it_seconds_what_helps_it_with_the_strongest_claim_of_the_card_not_yet_cited() -> None:
    # up raises trees by .14, which Bees gain from.
    assert choices(in_debate({"ants": ("ants-up", "second")}), "bees") == {Second(0, "ground")}
    assert choices(in_debate({"ants": ("ants-up", "ground")}), "bees") == {Second(0, "pro")}
    assert choices(in_debate({"ants": ("ants-up", "ground", "pro")}), "bees") == {Second(0, "second")}


def test_it_passes_where_the_claims_that_are_left_would_not_hold() -> None:
    play = in_debate({"ants": ("ants-up", "ground", "pro", "second")})
    assert [template.kind for template in play.view("bees").options] == ["counter", "second", "pass"]
    assert choices(play, "bees") == {Pass()}  # only weak is left, and .3 < 1/3


# Answering


def answering(*filed: tuple[str, int, str | None], claims: tuple[str, ...] = ("ground", "pro")) -> Play:
    """Return a play in which Ants may answer what the others filed on their move."""
    play = in_debate({"ants": ("ants-up", *claims)})
    for team, target, name in filed:
        play.submit(CONTROL, OnBehalf(team, Counter(target, name, "" if name else "We doubt it.")))
    play.to("answers")
    assert play.turn == "ants"
    return play


def test_it_answers_a_counter_with_the_strongest_claim_of_its_card() -> None:
    assert choices(answering(("bees", 0, "con")), "ants") == {Answer(3, "ground")}


def test_it_answers_the_strongest_counter() -> None:
    # second's counter has .584, con's .632.
    assert choices(answering(("bees", 0, "second"), ("cats", 1, "con")), "ants") == {Answer(4, "ground")}
    assert choices(answering(("bees", 0, "con"), ("cats", 1, "second")), "ants") == {Answer(3, "ground")}


def test_it_lets_counters_that_do_not_hold_stand_unanswered() -> None:
    # In own words a counter has .2, on weak .5413.
    assert choices(answering(("bees", 0, None), ("cats", 1, "weak")), "ants") == {Pass()}


def test_it_does_not_answer_with_a_claim_that_would_not_hold() -> None:
    teams = teams_of(pile(("water", "raises", "medium"), claims=["weak", "low"]))
    play = in_debate({"ants": ("ants-one", "weak")}, open_hands(teams=teams, ledger=low_ledger()))
    play.counter("bees", 0, "con")
    play.to("answers")
    assert choices(play, "ants") == {Pass()}


# In general


def test_a_seat_that_has_nothing_to_do_is_an_error() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    for seat in ("ants", "cats", PUBLIC):
        with pytest.raises(ValueError, match="nothing to do"):
            SteadyPlayer(1).choose(play.view(seat))


def test_what_it_chooses_is_accepted_all_through_an_exercise() -> None:
    for seed in range(4):
        play = Play(small_deck(), rounds=3, seed=seed)
        players = {team: SteadyPlayer(seed * 4 + place) for place, team in enumerate(("ants", "bees", "cats"))}
        while play.phase != "closed":
            waiting = [team for team in players if play.view(team).options]
            if waiting:
                play.submit(waiting[0], players[waiting[0]].choose(play.view(waiting[0])))
            else:
                play.rule_all()
                play.advance()
        assert {result for _, _, result in play.view(PUBLIC).results} <= {"met", "partly", "missed"}


def test_it_wants_what_its_own_objectives_say_not_anothers() -> None:
    teams = teams_of(four_cards)
    teams[0]["objectives"], teams[1]["objectives"] = goals("trees", "raises"), goals("water", "lowers")
    play = in_caucus(open_hands(teams=teams))
    assert choices(play, "ants") == {Seal("ants-grow", THREE)}
    # Bees: -1 for water that should fall, + .3 as it should hold 40: -.7.
    assert choices(play, "bees") == {Seal("bees-down", THREE)}
