"""What each seat gets to see: its view of a state, and the entries of its log."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from plays import Play, four_cards, in_caucus, in_debate, open_hands, teams_of
from smalldeck import small_deck

from exercise import views
from exercise.engine.events import KINDS, BallotSealed, CardsDealt, MoveSealed, PhaseOpened, RoundOpened, TeamHeld
from exercise.frozen import frozen
from exercise.moves import CONTROL, PUBLIC, Ballot, Counter, OnBehalf, Reason, Seal, Swap, Withdraw
from exercise.views import EstimateSettled, LogEntry, SessionNoted, TeamSettled, log, seats, seen, view

TEAMS = ("ants", "bees", "cats")
SEATS = (*TEAMS, CONTROL, PUBLIC)

OPEN = {
    "round-opened",
    "phase-opened",
    "inject-delivered",
    "levels-moved",
    "commitment-withdrawn",
    "moves-revealed",
    "counter-filed",
    "move-seconded",
    "question-put",
    "link-countered",
    "ballots-revealed",
    "counter-answered",
    "team-passed",
    "move-ruled",
    "ruling-overridden",
    "commitment-made",
    "findings-recorded",
    "objectives-judged",
    "play-ended",
    "claim-attacked",
    "agreements-recorded",
    "facts-established",
    "secrets-opened",
    "difficulty-set",
    "level-adjusted",
    "seat-taken",
    "teams-skipped",
    "thesis-voted",
    "clock-remarked",
} & KINDS.keys()
"""Events that everybody sees whole."""
PRIVATE = {"cards-dealt", "pile-turned", "card-swapped"}
"""Events of which nobody but the team and control sees anything."""
LETTERS = {"letter-sent", "offer-accepted"} & KINDS.keys()
"""Events that only two teams and control see."""
STEPS = {"rewound"} & KINDS.keys()
"""Events of which all see where the session stands again, but not how the journal says it."""
SETTLING = {"move-sealed", "team-held"}
"""Events of which the others see that the team has settled, and no more."""


def value(hint: Any) -> Any:
    """Return some value of a type that events hold."""
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        return (value(parts[0]),) if parts[-1] is Ellipsis else tuple(map(value, parts))
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{part.name: value(hints[part.name]) for part in dataclasses.fields(hint)})
    if get_origin(hint) in (Union, UnionType):
        return value(get_args(hint)[0])
    return {str: "word", int: 3, float: 0.25, bool: True}[hint]


def event(kind: str) -> Any:
    """Return an event of a kind; of Bees, where it is a team's."""
    made = value(KINDS[kind])
    if kind in LETTERS:
        return dataclasses.replace(made, letter=dataclasses.replace(made.letter, sender="bees", to="cats"))
    return dataclasses.replace(made, team="bees") if hasattr(made, "team") else made


def parts(thing: Any) -> Iterator[Any]:
    """Return a thing and all that is inside it."""
    yield thing
    if dataclasses.is_dataclass(thing):
        for part in dataclasses.fields(thing):
            yield from parts(getattr(thing, part.name))
    elif isinstance(thing, (tuple, list, set, frozenset)):
        for part in thing:
            yield from parts(part)
    elif isinstance(thing, dict):
        yield from parts(tuple(thing.items()))


def differing(first: Any, second: Any) -> set[str]:
    """Return the names of the fields in which two views differ."""
    return {
        part.name
        for part in dataclasses.fields(first)
        if getattr(first, part.name) != getattr(second, part.name)
    }  # fmt: skip


def halfway() -> Play:
    """Return a play in caucus: Ants have sealed, Bees held, Cats have not acted."""
    play = in_caucus()
    play.submit("ants", Seal("ants-up", (Reason("pro", "It helps."),), "We dig."))
    play.hold("bees")
    return play


# Views


def test_the_seats_are_the_teams_in_the_decks_order_then_control_and_the_public() -> None:
    assert seats(in_caucus().state) == SEATS


@pytest.mark.parametrize("seat", ["", "nobody", "Ants", "table"])
def test_an_unknown_seat_is_an_error_that_names_those_there_are(seat: str) -> None:
    play = in_caucus()
    with pytest.raises(ValueError, match=f"no seat called {seat!r}; there are ants, bees, cats, control, public"):
        view(play.state, seat)


@pytest.mark.parametrize("phase", ["brief", "situation", "caucus", "reveal", "debate", "answers", "ruling", "closed"])
def test_seats_differ_in_their_name_their_private_parts_and_their_options_alone(phase: str) -> None:
    play = halfway()
    play.submit("cats", Seal("cats-up", (Reason("ground"),)))
    if phase in ("brief", "situation"):
        play = Play(small_deck())
        play.to(phase)
    elif phase != "caucus":
        play.to("debate") if phase != "reveal" else play.to("reveal")
        if phase in ("answers", "ruling", "closed"):
            play.submit(CONTROL, OnBehalf("bees", Counter(0, "con")))
            play.to(phase)
    assert play.phase == phase
    for seat in SEATS:
        made = play.view(seat)
        assert made.seat == seat
        assert differing(made, play.view(PUBLIC)) <= {"seat", "private", "options", "slips"}


def test_a_team_gets_its_own_private_part_control_all_and_the_public_none() -> None:
    play = halfway()
    for team in TEAMS:
        assert [part.team for part in play.view(team).private] == [team]
        assert play.view(team).own == play.view(team).private[0]
    assert [part.team for part in play.view(CONTROL).private] == list(TEAMS)
    assert play.view(CONTROL).private == tuple(play.view(team).own for team in TEAMS)
    assert play.view(PUBLIC).private == ()
    for seat in (CONTROL, PUBLIC):
        with pytest.raises(ValueError, match="only a team has a private part of its own"):
            _ = play.view(seat).own


def test_the_private_part_holds_the_hand_and_what_was_sealed() -> None:
    play = halfway()
    ants = play.view("ants").own
    assert ants.hand == tuple(play.face(card) for card in play.team("ants").hand)
    assert "ants-up" not in [face.id for face in ants.hand]
    assert (ants.sealed, ants.reasons, ants.text) == ("ants-up", (Reason("pro", "It helps."),), "We dig.")
    assert (ants.held, ants.swapped) == (False, False)
    assert play.view("bees").own.held
    assert [(goal.goal.id, goal.goal.secret, goal.standing) for goal in ants.goals] == [
        ("water-moves", False, "missed"),
        ("water-holds", True, "met"),
    ]


def test_cards_that_may_not_be_sealed_now_are_named_to_their_team() -> None:
    def cards(team: str) -> list[dict[str, Any]]:
        pile = four_cards(team)
        pile[2]["requires"] = [{"indicator": "water", "at_least": 40}]
        return pile

    play = in_caucus(open_hands(teams=teams_of(cards)))
    assert play.view("ants").own.unusable == ()
    play.seal("bees", "bees-down", "ground", "pro")
    play.seal("cats", "cats-down", "ground", "pro")
    # Water falls by twice .5 on the z scale to 26.9, and so below 40.
    play.to("consequences")
    assert play.level("water") == pytest.approx(26.894, abs=1e-3)
    assert play.view("ants").own.unusable == ("ants-grow",)
    assert play.view(CONTROL).private[0].unusable == ("ants-grow",)
    play.to("caucus", round=2)  # the deal takes such cards back
    assert play.view("ants").own.unusable == ()
    assert [face.id for face in play.view("ants").own.hand] == ["ants-up", "ants-down", "ants-bell"]


def test_others_see_that_a_team_has_settled_and_not_how() -> None:
    play = halfway()
    for seat in ("cats", PUBLIC):
        made = play.view(seat)
        assert [team.settled for team in made.teams] == [True, True, False]
        assert made.outstanding == ("cats",)
        shown = list(parts(made))
        for hidden in ("It helps.", "We dig.", "ants-up", "bees-up", "water-holds", "trees-holds"):
            assert hidden not in shown
        assert made.nodes == made.strengths == made.faces == ()


def test_secret_objectives_are_open_to_their_team_and_to_control_until_the_end() -> None:
    play = halfway()
    for seat in SEATS:
        made = play.view(seat)
        assert [[goal.goal.id for goal in team.goals] for team in made.teams] == [
            ["water-moves"],
            ["trees-moves"],
            ["noise-moves"],
        ]
        assert made.results == ()
        secrets = {part.id for part in parts(made) if getattr(part, "secret", False)}
        own = {"ants": {"water-holds"}, "bees": {"trees-holds"}, "cats": {"noise-holds"}}
        assert secrets == (set().union(*own.values()) if seat == CONTROL else own.get(seat, set()))
    play.to("debrief")
    for seat in SEATS:
        assert ("bees", "trees-holds", "met") in play.view(seat).results


def test_moves_their_arguments_and_their_cards_lie_open_once_revealed() -> None:
    play = halfway()
    play.to("reveal")
    for seat in SEATS:
        made = play.view(seat)
        assert [(node.kind, node.team, node.card, node.claim, node.text) for node in made.nodes] == [
            ("move", "ants", "ants-up", "", "We dig."),
            ("reason", "ants", "", "pro", "It helps."),
        ]
        assert len(made.strengths) == 2
        assert [face.id for face in made.faces] == ["ants-up"]


def test_sealed_estimates_are_their_teams_and_controls_until_all_are_opened() -> None:
    play = Play(open_hands(), rules="seminar")
    play.to("caucus")
    play.seal("ants", "ants-up", "ground")
    play.to("debate")
    play.counter("bees", 0, "con")
    play.to("ballot")
    play.submit("bees", Ballot(0, 35))
    for seat in SEATS:
        made = play.view(seat)
        assert made.sealed_judging
        assert made.estimates == ()
        assert made.outstanding == ("cats",)
        assert [part.ballots for part in made.private if part.ballots] == (
            [((0, 35),)] if seat in ("bees", CONTROL) else []
        )
    play.submit("cats", Ballot(0, 60))
    play.advance()
    for seat in SEATS:
        assert not play.view(seat).sealed_judging
        assert play.view(seat).estimates == ((0, (("bees", 35), ("cats", 60))),)


def test_a_commitment_lies_open_with_its_card_in_later_rounds() -> None:
    play = in_caucus(open_hands(teams=teams_of(lambda team: four_cards(team, commitment="It stands"))), rounds=3)
    play.seal("ants", "ants-up", "ground", "pro")
    play.to("caucus", round=2)
    for seat in SEATS:
        made = play.view(seat)
        assert made.teams[0].commitments == (("ants-up", 1),)
        assert [face.id for face in made.faces] == ["ants-up"]
    play.submit("ants", Withdraw("ants-up"))
    assert play.view(PUBLIC).faces == ()


def test_what_has_yet_to_be_ruled_is_told_in_the_ruling_alone() -> None:
    play = in_debate({"ants": ("ants-up", "ground"), "cats": ("cats-up", "ground")})
    assert play.view(PUBLIC).unruled == ()
    play.to("ruling")
    assert play.view(PUBLIC).unruled == (0, 2)
    play.rule_all()
    assert play.view(PUBLIC).unruled == ()
    assert [ruling.card for ruling in play.view("bees").rulings] == ["ants-up", "cats-up"]
    assert play.view("bees").outcomes == tuple(ruling.outcome for ruling in play.view("bees").rulings)


def test_only_control_gets_controls_options_and_the_public_gets_none() -> None:
    play = halfway()
    control = [template.kind for template in play.view(CONTROL).options]
    assert control == ["advance", "adjust", "remark", "reseat", "reseat"]
    assert {template.kind for template in play.view("cats").options} == {"seal", "hold"}
    assert play.view("ants").options == play.view("bees").options == play.view(PUBLIC).options == ()


def test_filings_left_count_down_for_everybody_to_see() -> None:
    play = in_debate({"ants": ("ants-up", "ground"), "cats": ("cats-up", "ground")})
    assert [team.filings_left for team in play.view(PUBLIC).teams] == [2, 2, 2]
    play.submit(CONTROL, OnBehalf("bees", Counter(0, "con")))
    assert [team.filings_left for team in play.view(PUBLIC).teams] == [2, 1, 2]


def test_views_tell_who_plays_each_team() -> None:
    assert [team.seated for team in in_caucus().view(PUBLIC).teams] == ["person"] * 3


def test_no_part_of_a_view_or_a_log_is_named_for_what_stays_hidden() -> None:
    play = halfway()
    play.to("debrief")
    hidden = {"seed", "stream", "seq", "digest", "deck_digest", "at", "time", "draws", "spent", "setup"}
    private = {"draws", "spent"}  # a team's own log says what it was dealt
    for seat in SEATS:
        names = {name for part in parts(play.view(seat)) for name in getattr(type(part), "__dataclass_fields__", ())}
        assert not names & hidden
        entries = [entry for entry in play.log(seat) if not isinstance(entry.event, SessionNoted)]
        names = {name for part in parts(tuple(entries)) for name in getattr(type(part), "__dataclass_fields__", ())}
        assert not names & (hidden - private if seat in (*TEAMS, CONTROL) else hidden)


# Logs


def test_every_kind_of_event_that_somebody_sees_is_listed_here() -> None:
    shown = {kind for kind in KINDS for seat in (*SEATS, "bees") if seen(event(kind), seat) is not None}
    assert shown == OPEN | PRIVATE | SETTLING | LETTERS | STEPS | {"session-opened", "ballot-sealed"}


@pytest.mark.parametrize("kind", sorted(OPEN))
def test_an_open_event_is_seen_whole_by_everybody(kind: str) -> None:
    happened = event(kind)
    for seat in SEATS:
        assert seen(happened, seat) is happened


@pytest.mark.parametrize("kind", sorted(PRIVATE))
def test_a_private_event_is_seen_by_its_team_and_control_alone(kind: str) -> None:
    happened = event(kind)
    assert {seat: seen(happened, seat) for seat in SEATS} == {
        "ants": None,
        "bees": happened,
        "cats": None,
        CONTROL: happened,
        PUBLIC: None,
    }


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_a_letter_is_seen_by_who_wrote_it_who_got_it_and_control_alone(kind: str) -> None:
    happened = event(kind)
    assert {seat: seen(happened, seat) for seat in SEATS} == {
        "ants": None,
        "bees": happened,
        "cats": happened,
        CONTROL: happened,
        PUBLIC: None,
    }


@pytest.mark.parametrize("kind", sorted(STEPS))
def test_of_a_step_back_every_seat_sees_where_to_and_why(kind: str) -> None:
    happened = event(kind)
    for seat in SEATS:
        shown: Any = seen(happened, seat)
        names = {part.name for part in dataclasses.fields(shown)}
        assert names == {"round", "phase", "text", "kind"}
        assert (shown.round, shown.phase, shown.text) == (happened.round, happened.phase, happened.text)


@pytest.mark.parametrize("kind", sorted(SETTLING))
def test_of_a_sealed_move_or_a_team_that_holds_others_see_that_it_has_settled(kind: str) -> None:
    happened = event(kind)
    assert {seat: seen(happened, seat) for seat in SEATS} == {
        "ants": TeamSettled("bees"),
        "bees": happened,
        "cats": TeamSettled("bees"),
        CONTROL: happened,
        PUBLIC: TeamSettled("bees"),
    }


def test_of_a_sealed_estimate_others_see_whose_and_of_which_move() -> None:
    happened = BallotSealed("bees", 3, 65)
    assert {seat: seen(happened, seat) for seat in SEATS} == {
        "ants": EstimateSettled("bees", 3),
        "bees": happened,
        "cats": EstimateSettled("bees", 3),
        CONTROL: happened,
        PUBLIC: EstimateSettled("bees", 3),
    }


def test_a_team_that_seals_and_one_that_holds_look_alike_to_the_others() -> None:
    sealed = MoveSealed("bees", "bees-up", (Reason("pro"),), "Hidden.")
    assert seen(sealed, "ants") == seen(TeamHeld("bees", missing=False), "ants") == TeamSettled("bees")
    assert seen(TeamHeld("bees", missing=True), PUBLIC) == TeamSettled("bees")


@pytest.mark.parametrize("seat", SEATS)
def test_of_the_opening_every_seat_control_too_gets_a_note_without_seed_or_digest(seat: str) -> None:
    play = Play(open_hands(), seed=987_654_321, rounds=3)
    noted = seen(play.events[0], seat)
    people = tuple((name, "person") for name in (*TEAMS, CONTROL))
    assert noted == SessionNoted("small", "A small deck", "quick", 3, people)
    assert not {987_654_321, "0" * 64} & {part for part in parts(noted) if isinstance(part, (int, str))}


@frozen
class NoteWhispered:
    """An event that the views have not heard of."""

    team: str
    text: str
    kind: Literal["note-whispered"] = "note-whispered"


@pytest.mark.parametrize("seat", SEATS)
def test_an_event_of_a_kind_that_views_do_not_know_is_shown_to_nobody(seat: str) -> None:
    whispered: Any = NoteWhispered("bees", "Psst.")
    assert seen(whispered, seat) is None
    opened = PhaseOpened("caucus")
    assert log([opened, whispered, opened], seat) == (LogEntry(1, opened), LogEntry(2, opened))


def test_entries_are_numbered_among_those_that_a_seat_sees() -> None:
    dealt = CardsDealt("bees", ("bees-up",), (), 1)
    happened = [RoundOpened(1, TEAMS), dealt, TeamHeld("bees", missing=False)]
    assert [(entry.number, entry.event.kind) for entry in log(happened, "bees")] == [
        (1, "round-opened"),
        (2, "cards-dealt"),
        (3, "team-held"),
    ]
    assert [(entry.number, entry.event.kind) for entry in log(happened, "ants")] == [
        (1, "round-opened"),
        (2, "team-settled"),
    ]
    assert [entry.number for entry in log(happened, "ants", 7)] == [7, 8]
    assert log([], "ants") == ()
    assert log([dealt], PUBLIC, 5) == ()


def test_a_swap_leaves_no_trace_in_the_logs_of_others() -> None:
    deck = open_hands(teams=teams_of(lambda team: [*four_cards(team), *four_cards(f"{team}-two")[:2]]))
    play = in_caucus(deck)
    before = {seat: play.log(seat) for seat in SEATS}
    play.submit("bees", Swap(play.team("bees").hand[0]))
    for seat in SEATS:
        grown = len(play.log(seat)) - len(before[seat])
        assert grown == (1 if seat in ("bees", CONTROL) else 0)


def test_what_a_view_holds_of_the_map_is_the_printed_one_and_what_stands_now() -> None:
    play = in_caucus()
    made = play.view(PUBLIC)
    assert made.world is play.game.world
    assert made.weights == play.game.world.printed == (0.4, 0.6, -0.2, 0.2)
    assert made.claim_ids == ("ground", "pro", "second", "con", "weak", "gone")
    # second: .4 + .6 · .3² / (1 + .3²), as pro's .6 less weak's .3 is .3.
    assert made.claims == made.start_claims == pytest.approx((0.6, 0.6, 0.449541, 0.6, 0.3, 0.6), abs=1e-6)
    assert made.thesis == made.start_thesis == 0.5  # a pillar and an objection of .6 each
    assert made.levels == made.start_levels == pytest.approx((50.0, 50.0, 50.0, 20.0))
    assert views.seats(play.state)[-1] == PUBLIC
