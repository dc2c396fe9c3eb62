"""Every code, each from the sound deck with one thing spoilt; and what the check promises."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from smalldeck import claim, link, small_deck

from exercise.conformance import Code, check_deck, is_advice
from exercise.deckfiles import Finding, load_deck

Parts = dict[str, Any]


def unstable(parts: Parts) -> None:
    # All four affect one another by .6: the matrix has rows that sum to 1.8, and .7 · 1.8 = 1.26.
    ids = ("water", "trees", "noise", "birds")
    parts["links"] = [link(a, b, strength="strong") for a in ids for b in ids if a != b]


def beyond_the_scale(parts: Parts) -> None:
    # The most is 100 / (1 + e^-3.9) = 98.02.
    objective(parts, "ants", 2)["when"] = [{"indicator": "birds", "at_least": 99}]


def out_of_reach(parts: Parts) -> None:
    parts["links"].pop()


def never_playable(parts: Parts) -> None:
    team_card(parts, "bees", 3)["requires"] = [{"from_round": 6}]


def weak_counter(parts: Parts) -> None:
    # con attacks weak: E = -.6, h = .36 / 1.36 = .265, and .4 - .4 · .265 = .294.
    parts["ledger"]["claims"][2] |= {"attacks": ["weak"]}
    parts["ledger"]["claims"].append(claim("weak", 0.4, side="against"))
    team_card(parts, "ants", 1)["counters"] = [{"claim": "weak", "says": "But no."}]


def objective_count(parts: Parts) -> None:
    team(parts, "bees")["objectives"].pop(0)


def focal_objectives(parts: Parts) -> None:
    objective(parts, "bees", 1)["indicator"] = "noise"


def success_objective(parts: Parts) -> None:
    objective(parts, "ants", 2)["when"] = [{"played": "bees-0"}]


def opposed_objectives(parts: Parts) -> None:
    objective(parts, "bees", 3)["when"] = [{"indicator": "trees", "at_most": 60}]


def missing_stance(parts: Parts) -> None:
    team_card(parts, "bees", 2)["stance"] = "build"


def unused_claim(parts: Parts) -> None:
    parts["ledger"]["claims"].append(claim("idle"))


def few_counters(parts: Parts) -> None:
    cats = {**team(parts, "bees"), "id": "cats", "cards": []}
    for printed in ("ants", "bees"):
        for face in team(parts, printed)["cards"]:
            face["counters"] = [{"claim": "con", "says": "But no."}, {"claim": "pro", "says": "Or yes."}]
            cats["cards"].append({**face, "id": f"cats-{face['id']}"})
    cats["objectives"] = [{**goal, "indicator": "birds", "sign": "raises"} for goal in cats["objectives"][:3]]
    cats["cards"][1]["counters"] = [{"claim": "con", "says": "But no."}]
    parts["teams"].append(cats)


def long_text(parts: Parts) -> None:
    team_card(parts, "ants", 2)["effect"] = " ".join(["word"] * 31)


def brief_length(parts: Parts) -> None:
    # The dash is no word.
    team(parts, "bees")["brief"] = "– " + " ".join(["word"] * 149)


def team(parts: Parts, id: str) -> Parts:
    found: Parts = next(team for team in parts["teams"] if team["id"] == id)
    return found


def objective(parts: Parts, id: str, number: int) -> Parts:
    found: Parts = team(parts, id)["objectives"][number]
    return found


def team_card(parts: Parts, id: str, number: int) -> Parts:
    found: Parts = team(parts, id)["cards"][number]
    return found


CASES: dict[Code, tuple[Callable[[Parts], None], str]] = {
    Code.UNSTABLE_WORLD: (
        unstable,
        "world.toml: links: the spectral radius of damping · |weights| is 1.260, and 0.85 is the most; "
        "weaken or take out links in circles",
    ),
    Code.IMPOSSIBLE_LEVEL: (
        beyond_the_scale,
        "teams.toml: teams[0].objectives[2].when[0]: no level of 'birds', which runs from 2 to 98, is as asked for "
        "here; move the bound",
    ),
    Code.OUT_OF_REACH: (
        out_of_reach,
        "teams.toml: teams[1].objectives[2]: 'birds-raises' needs what raises 'birds', and nothing does; "
        "give a card a shock",
    ),
    Code.NEVER_PLAYABLE: (
        never_playable,
        "cards/bees.toml: cards[3].requires: 'bees-3' could never be sealed (plays: 2, of 5 rounds each); "
        "loosen what it requires",
    ),
    Code.WEAK_COUNTER: (
        weak_counter,
        "cards/ants.toml: cards[1].counters[0].claim: the counter of 'ants-1' rests on 'weak', which stands at 0.29; "
        "cite a claim of 0.35 or more",
    ),
    Code.OBJECTIVE_COUNT: (
        objective_count,
        "teams.toml: teams[1].objectives: 'bees' must have 3 objectives that aren't secret, and it has 2; add 1",
    ),
    Code.FOCAL_OBJECTIVES: (
        focal_objectives,
        "teams.toml: teams[1].objectives: 'noise-lowers', 'water-lowers' all read 'noise', which most cards of 'bees' "
        "push; keep one",
    ),
    Code.SUCCESS_OBJECTIVE: (
        success_objective,
        "teams.toml: teams[0].objectives[2].when[0]: 'birds-holds' asks that 'bees-0' succeeds; "
        "ask for a level that the card moves",
    ),
    Code.OPPOSED_OBJECTIVES: (
        opposed_objectives,
        "teams.toml: teams[1].objectives: 'ants' and 'bees' want opposites 2 times (water, trees); "
        "leave allies one such pair",
    ),
    Code.MISSING_STANCE: (
        missing_stance,
        "cards/bees.toml: cards: 'bees' has no card whose stance is persuade; write one of each",
    ),
    Code.UNUSED_CLAIM: (
        unused_claim,
        "seeds/leaflet/claims.toml: claims[3]: nothing rests on 'idle'; let one do so, or take the claim out",
    ),
    Code.FEW_COUNTERS: (
        few_counters,
        "cards/cats.toml: cards[1].counters: 'cats-ants-1' suggests one counter to 2 other teams; add another",
    ),
    Code.LONG_TEXT: (
        long_text,
        "cards/ants.toml: cards[2].effect: the effect of 'ants-2' has 31 words, and 30 is the most; make it shorter",
    ),
    Code.BRIEF_LENGTH: (
        brief_length,
        "briefs/bees.md: the brief of 'bees' must have 150 to 500 words, not 149; say more",
    ),
}


def check(parts: Parts, plays: int = 2) -> tuple[Finding, ...]:
    return check_deck(small_deck(**parts), plays)


def codes(parts: Parts) -> list[str]:
    return [finding.code for finding in check(parts)]


def faults(parts: Parts) -> list[str]:
    return [finding.code for finding in check(parts) if not is_advice(finding)]


def test_every_code_has_a_deck_that_fails() -> None:
    assert set(CASES) == set(Code)


def test_a_sound_deck_has_no_findings(parts: Parts) -> None:
    assert check(parts) == ()


@pytest.mark.parametrize("code", CASES, ids=lambda code: code.value)
def test_one_thing_that_is_wrong_gives_one_finding(code: Code, parts: Parts) -> None:
    spoil, says = CASES[code]
    spoil(parts)
    assert list(map(str, check(parts))) == [f"{says} [{code.value}]"]


def test_faults_come_before_advice_and_each_by_file(parts: Parts) -> None:
    for spoil in (brief_length, unused_claim, long_text, objective_count, weak_counter):
        spoil(parts)
    found = check(parts)
    assert [(is_advice(finding), finding.file) for finding in found] == [
        (False, "cards/ants.toml"),
        (False, "teams.toml"),
        (True, "briefs/bees.md"),
        (True, "cards/ants.toml"),
        (True, "seeds/leaflet/claims.toml"),
    ]


def test_the_same_deck_gives_the_same_findings_however_often(parts: Parts) -> None:
    team_card(parts, "bees", 3)["requires"] = [{"standing": "ants-3"}]
    team_card(parts, "ants", 3)["commitment"] = "A pump stands"
    assert check(parts, 10) == check(parts, 10)


# Worlds


def test_three_indicators_that_all_affect_one_another_strongly_are_just_stable(parts: Parts) -> None:
    # Rows that sum to 1.2, and .7 · 1.2 = .84.
    ids = ("water", "trees", "birds")
    parts["links"] = [link(a, b, strength="strong") for a in ids for b in ids if a != b]
    assert codes(parts) == []


# Levels and reach


@pytest.mark.parametrize("bound", [{"at_least": 98}, {"at_most": 2}, {"at_least": 0}, {"at_most": 100}])
def test_a_level_at_the_end_of_the_scale_may_be_asked_for(parts: Parts, bound: dict[str, int]) -> None:
    team_card(parts, "bees", 2)["requires"] = [{"indicator": "noise", **bound}]
    assert Code.IMPOSSIBLE_LEVEL not in codes(parts)


@pytest.mark.parametrize("bound", [{"at_least": 99}, {"at_most": 1}, {"at_least": 100}, {"at_most": 0}])
def test_a_level_past_the_end_of_the_scale_may_not_be_asked_for_anywhere(parts: Parts, bound: dict[str, int]) -> None:
    when = [{"from_round": 1}, {"indicator": "noise", **bound}]
    objective(parts, "ants", 3)["when"] = when
    team_card(parts, "bees", 2)["requires"] = when
    inject = {"id": "din", "title": "A din", "kind": "triggered", "says": "It rings.", "claims": ["ground"]}
    parts["injects"] = [{**inject, "when": when}]
    parts["endings"] = [{"id": "over", "says": "It ends.", "when": when}]
    places = [finding.key for finding in check(parts, 0) if finding.code == Code.IMPOSSIBLE_LEVEL]
    assert places == [
        "cards[2].requires[1]",
        "injects[0].when[1]",
        "endings[0].when[1]",
        "teams[0].objectives[3].when[1]",
    ]


def test_bounds_that_exclude_each_other_are_found(parts: Parts) -> None:
    when = [{"indicator": "noise", "at_least": 60}, {"indicator": "noise", "at_most": 40}]
    objective(parts, "ants", 3)["when"] = when
    found = {finding.code: finding.key for finding in check(parts)}
    assert found[Code.IMPOSSIBLE_LEVEL] == "teams[0].objectives[3].when[1]"


def test_a_level_that_is_so_at_the_start_needs_no_push(parts: Parts) -> None:
    objective(parts, "ants", 3)["when"] = [{"indicator": "birds", "at_most": 20}]
    assert faults(parts) == []


@pytest.mark.parametrize(("level", "found"), [(19, [Code.OUT_OF_REACH]), (20, [])])
def test_a_level_that_nothing_pushes_towards_is_out_of_reach(parts: Parts, level: int, found: list[Code]) -> None:
    parts["links"] = [link("water", "trees"), link("noise", "birds", claims=["ground"]), link("trees", "birds")]
    for printed in ("ants", "bees"):
        for face in team(parts, printed)["cards"]:
            if face["full"][0]["sign"] == "lowers":
                face["full"][0]["sign"] = "raises"
    objective(parts, "bees", 0)["sign"] = "raises"
    objective(parts, "bees", 1)["sign"] = "raises"
    objective(parts, "ants", 3)["when"] = [{"indicator": "birds", "at_most": level}]
    assert faults(parts) == found


@pytest.mark.parametrize(
    ("changes", "reached"),
    [
        ({"lag": 4}, True),
        ({"lag": 3}, True),
        ({"delay": 2}, True),
        ({"sign": "lowers"}, False),
    ],
)
def test_a_push_goes_along_links_with_their_signs(parts: Parts, changes: Parts, reached: bool) -> None:
    for face in team(parts, "bees")["cards"]:
        face["full"] = [{"indicator": "noise", "sign": "lowers", "amount": "small"}]
    objective(parts, "bees", 1)["sign"] = "raises"
    parts["links"][1] = link("trees", "birds", **changes)
    assert (Code.OUT_OF_REACH not in codes(parts)) == reached


@pytest.mark.parametrize(("lags", "reached"), [((2, 2), True), ((2, 3), False), ((1, 4), False)])
@pytest.mark.parametrize("delay", [0, 1])
def test_a_push_that_arrives_after_the_horizon_does_not_count(
    parts: Parts, lags: tuple[int, int], reached: bool, delay: int
) -> None:
    for printed in ("ants", "bees"):
        for face in team(parts, printed)["cards"]:
            if face["full"][0]["indicator"] == "trees":
                face["full"][0]["indicator"] = "noise"
    parts["links"] = [link("water", "trees", lag=lags[0]), link("trees", "birds", lag=lags[1], delay=delay)]
    assert (Code.OUT_OF_REACH not in codes(parts)) == reached


def test_what_a_delayed_link_has_banked_sets_out_anew(parts: Parts) -> None:
    for printed in ("ants", "bees"):
        for face in team(parts, printed)["cards"]:
            if face["full"][0]["indicator"] == "trees":
                face["full"][0]["indicator"] = "noise"
    parts["links"] = [link("water", "trees", lag=4, delay=1), link("trees", "birds", lag=4)]
    assert Code.OUT_OF_REACH not in codes(parts)


def test_an_inject_or_a_failure_may_be_what_pushes(parts: Parts) -> None:
    out_of_reach(parts)
    push = [{"indicator": "birds", "sign": "raises", "amount": "small"}]
    team_card(parts, "ants", 0)["fail"] = push
    assert codes(parts) == []
    team_card(parts, "ants", 0)["fail"] = []
    inject = {"id": "spring", "title": "Spring", "kind": "by-hand", "says": "It comes.", "claims": ["ground"]}
    parts["injects"] = [{**inject, "shocks": push}]
    assert codes(parts) == []


@pytest.mark.parametrize(("start", "found"), [(93, []), (94, [Code.OUT_OF_REACH])])
def test_an_objective_must_have_room_to_move(parts: Parts, start: int, found: list[Code]) -> None:
    # Two rounds ask for 5 points, and the scale ends at 98.02.
    parts["indicators"][3]["start"] = start
    assert codes(parts) == found


# Cards


def test_a_card_counts_as_playable_once_what_it_requires_comes_about(parts: Parts) -> None:
    team_card(parts, "bees", 3)["requires"] = [{"from_round": 5}]
    assert codes(parts) == []


def test_a_card_that_waits_for_one_that_is_never_played_is_found_with_it(parts: Parts) -> None:
    never_playable(parts)
    team_card(parts, "ants", 2)["requires"] = [{"played": "bees-3"}]
    assert codes(parts) == [Code.NEVER_PLAYABLE] * 2


def test_a_deck_that_is_not_played_has_no_cards_that_never_could_be(parts: Parts) -> None:
    never_playable(parts)
    assert check(parts, plays=0) == ()


def test_a_deck_is_not_played_less_than_never(parts: Parts) -> None:
    with pytest.raises(ValueError, match="0 times or more, not -1"):
        check(parts, plays=-1)


def test_one_counter_is_enough_against_one_other_team(parts: Parts) -> None:
    assert len(team_card(parts, "ants", 0)["counters"]) == 1
    assert len(parts["teams"]) == 2
    assert codes(parts) == []


@pytest.mark.parametrize(("words", "found"), [(500, []), (501, [Code.BRIEF_LENGTH])])
def test_a_brief_may_not_be_long_either(parts: Parts, words: int, found: list[Code]) -> None:
    team(parts, "bees")["brief"] = " ".join(["word"] * words)
    assert codes(parts) == found


def test_a_text_of_thirty_words_is_not_too_long(parts: Parts) -> None:
    team_card(parts, "ants", 2)["action"] = " ".join(["word"] * 30)
    assert codes(parts) == []


# Claims


def test_a_claim_is_used_where_it_bears_on_one_that_is(parts: Parts) -> None:
    parts["ledger"]["claims"] += [claim("near", supports=["pro"]), claim("far", attacks=["near"])]
    assert codes(parts) == []


def test_claims_that_bear_on_unused_ones_are_unused(parts: Parts) -> None:
    parts["ledger"]["claims"] += [claim("near"), claim("far", attacks=["near"])]
    assert codes(parts) == [Code.UNUSED_CLAIM] * 2


def test_a_withdrawn_claim_is_used_by_an_inject_or_not_at_all(parts: Parts) -> None:
    parts["ledger"]["claims"].append(claim("gone", withdrawn=True))
    assert [finding.message for finding in check(parts)] == [
        "no inject rests on 'gone'; let one do so, or take the claim out"
    ]
    inject = {"id": "erratum", "title": "An erratum", "kind": "drawn", "says": "It was wrong.", "claims": ["gone"]}
    parts["injects"] = [inject]
    assert codes(parts) == []


def test_a_counter_counts_by_its_claim_s_standing_not_its_base(parts: Parts) -> None:
    # pro supports weak: E = .6, h = .265, and .3 + .7 · .265 = .485.
    weak_counter(parts)
    parts["ledger"]["claims"][3]["base"] = 0.3
    parts["ledger"]["claims"][2]["attacks"] = []
    assert codes(parts) == [Code.WEAK_COUNTER]
    parts["ledger"]["claims"][1] |= {"supports": ["weak"]}
    assert codes(parts) == []


# Objectives


def test_only_the_largest_shocks_of_a_card_tell_what_is_focal(parts: Parts) -> None:
    small = {"indicator": "noise", "sign": "lowers", "amount": "small"}
    medium = {"indicator": "water", "sign": "lowers", "amount": "medium"}
    for face in team(parts, "bees")["cards"]:
        face["full"] = [small, medium]
    focal_objectives(parts)  # Two read noise, which each card pushes, but none most.
    assert faults(parts) == []
    objective(parts, "bees", 0)["indicator"] = objective(parts, "bees", 1)["indicator"] = "water"
    assert faults(parts) == [Code.FOCAL_OBJECTIVES]


def test_where_two_indicators_are_pushed_as_often_each_may_be_read_once(parts: Parts) -> None:
    team_card(parts, "ants", 2)["full"][0]["indicator"] = "trees"  # Water and trees twice each.
    assert codes(parts) == []


def test_a_fourth_public_objective_is_one_too_many(parts: Parts) -> None:
    team(parts, "bees")["objectives"].insert(0, {**objective(parts, "bees", 2), "id": "more"})
    assert [finding.message for finding in check(parts)] == [
        "'bees' must have 3 objectives that aren't secret, and it has 4; take out 1"
    ]


def test_a_commitment_that_stands_is_a_success_too(parts: Parts) -> None:
    team_card(parts, "bees", 0)["commitment"] = "A hive stands"
    objective(parts, "ants", 2)["when"] = [{"standing": "bees-0"}]
    assert codes(parts) == [Code.SUCCESS_OBJECTIVE]


# Shipped decks, and what the check costs those who don't ask for it


def test_the_tutorial_has_no_findings() -> None:
    assert list(map(str, check_deck(load_deck("tutorial")))) == []


def test_a_full_size_deck_can_be_checked() -> None:
    for finding in check_deck(load_deck("european-troops")):
        assert finding.code in [code.value for code in Code]
        assert finding.message


def test_the_command_line_loads_neither_the_check_nor_networkx() -> None:
    code = "import sys, exercise.cli.decks; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not set(done.stdout.split()) & {"exercise.conformance", "networkx"}


def test_the_check_loads_no_lab_and_no_arrays() -> None:
    code = "import sys, exercise.conformance; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not set(done.stdout.split()) & {"exercise.lab", "numpy", "numba"}
