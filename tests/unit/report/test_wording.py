"""Plain words for numbers and events."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from smalldeck import indicator

from exercise.deck.models import Deck, Indicator
from exercise.engine.events import (
    KINDS,
    AgreementsRecorded,
    BallotSealed,
    BallotsRevealed,
    CardsDealt,
    CardSwapped,
    ClaimAttacked,
    ClockRemarked,
    CommitmentMade,
    CommitmentWithdrawn,
    CounterAnswered,
    CounterFiled,
    DifficultySet,
    Event,
    FactsEstablished,
    FindingsRecorded,
    Forked,
    InjectDelivered,
    LetterSent,
    LevelAdjusted,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSealed,
    MoveSeconded,
    MovesRevealed,
    ObjectivesJudged,
    OfferAccepted,
    PhaseOpened,
    PileTurned,
    PlayEnded,
    QuestionPut,
    Rewound,
    RoundOpened,
    RulingOverridden,
    SeatTaken,
    SecretsOpened,
    SessionOpened,
    TeamHeld,
    TeamPassed,
    TeamsSkipped,
    ThesisVoted,
)
from exercise.engine.parts import ClaimArgument, Fact, Finding, Letter, LinkArgument, Node, Origin, Secret
from exercise.moves import Reason
from exercise.report import wording
from exercise.report.sentences import Teller, event_sentence
from exercise.views import EstimateSettled, LogEvent, SessionNoted, SteppedBack, TeamSettled

MOVE = Node(0, "move", "ants", 0, 0, "ants-a", "", "", 0.5, 0.0)
COUNTER = Node(4, "counter", "bees", 0, 1, "", "con", "", 0.5, 0.6)
OWN_WORDS = Node(5, "counter", "bees", 0, 0, "", "", "Never.", 0.2, 0.0)
SECOND = Node(5, "second", "cats", 0, 0, "", "pro", "We agree.", 0.5, 0.6)
ANSWER = Node(6, "answer", "ants", 0, 4, "", "pro", "", 0.5, 0.6)
OFFER = Letter(1, "ants", "bees", "We share the pond.", True)
QUESTION = Node(7, "question", "cats", 0, 1, "", "pro", "", 0.6, 0.0, question=0)
DOUBT = Node(8, "link-counter", "bees", 0, 8, "", "con", "", 0.5, 0.6, link="water>trees")
ODDS = {"full": 10 / 36, "partial": 16 / 36, "fail": 10 / 36}
ORIGINS = (Origin("move", 1, "ants", "ants-a"), Origin("move", 1, "bees", "bees-a"))
MOVED = LevelsMoved(
    "consequences",
    ORIGINS,
    indicators=("birds", "trees", "noise", "water"),
    z_before=(-1.0, 0.0, 0.0, 0.0),
    z=(-0.99, 0.21, -0.02, 0.75),
    parts=((0.01, 0.0), (0.14, 0.07), (-0.01, -0.01), (0.5, 0.25)),
    bank=(),
)
SET_BY_CONTROL = MoveRuled(
    node=0,
    team="ants",
    card="ants-a",
    method="ruling",
    pros=(5,),
    cons=(),
    difficulty=0,
    modifier=1,
    full=0.24,
    partial=0.36,
    fail=0.4,
    faces=(),
    outcome="fail",
    weighed=0.5,
    percentile=6298,
    text="The room made its case.",
)
RAINED = LevelsMoved("inject", ORIGINS, ("water",), (0.0,), (0.75,), ((0.5, 0.25),), ())

SENTENCES: list[tuple[LogEvent, str | None]] = [
    (
        SessionOpened("quick", "dice", 1, 2, 7, 0, "small", "A small deck", "", (), (), 0.5, (), ()),
        "The exercise A small deck was set up with quick rules, for 2 rounds.",
    ),
    (
        SessionNoted("small", "A small deck", "quick", 1, ()),
        "The exercise A small deck was set up with quick rules, for 1 round.",
    ),
    (RoundOpened(2, ("bees", "cats", "ants")), "Round 2 opened; the speaking order: Bees, Cats and Ants."),
    (PhaseOpened("caucus"), "The caucus began."),
    (PhaseOpened("debate", "bees"), "The debate began; first to speak: Bees."),
    (PhaseOpened("closed"), "The exercise was closed."),
    (InjectDelivered("rain", "scheduled"), "Control delivered “Rain” (as scheduled)."),
    (InjectDelivered("storm", "by-hand", "Hold on."), "Control delivered “A storm” (by hand): “Hold on.”"),
    (RAINED, "Events moved Water +17.9 to 68."),
    (
        MOVED,
        "Consequences moved Water +17.9 to 68, Trees +5.2 to 55, Noise −0.5 to 50 and 1 more.",
    ),
    (QuestionPut(QUESTION, (), ""), "Cats asked about a reason: Is that so?"),
    (
        LinkCountered(DOUBT, (), LinkArgument("water>trees", 1, 8, False, 0.63), ("water>trees", 0.2, 0.2), ""),
        "Bees doubted the link Water → Trees: “It is said of con.” (¶1).",
    ),
    (
        ClaimAttacked(ClaimArgument("pro", 1, "bees", "con", "", 0.63), (), 0.5, (), (), (), ""),
        "Bees attacked the claim “It is said of pro.” (¶1): “It is said of con.” (¶1)",
    ),
    (
        ClaimAttacked(ClaimArgument("pro", 1, "bees", "", "Who says so?", 0.2), (), 0.5, (), (), (), ""),
        "Bees attacked the claim “It is said of pro.” (¶1): “Who says so?”",
    ),
    (LetterSent(Letter(1, "ants", "bees", "Hold back.", False)), "Ants wrote to Bees: “Hold back.”"),
    (LetterSent(OFFER), "Ants offered Bees: “We share the pond.”"),
    (OfferAccepted(OFFER), "Bees accepted the offer of Ants: “We share the pond.”"),
    (AgreementsRecorded((OFFER,)), "Agreed: Ants and Bees, “We share the pond.”"),
    (
        FactsEstablished((Fact("fact:1:ants-a", 1, "ants", "ants-a", "", 0.6),)),
        "Established: “Does ants-a.” (a fact of round 1).",
    ),
    (
        FactsEstablished((Fact("fact:2:own:2:ants", 2, "ants", "own:2:ants", "They dig.", 0.6),)),
        "Established: an action of its own in round 2 (a fact of round 2), “They dig.”",
    ),
    (
        SecretsOpened((("cats", Secret("cats-a", (Reason("pro"),), "", "water>=60", (), 1)),)),
        "Secret moves whose trigger never came: Card cats-a (Cats).",
    ),
    (
        DifficultySet(0, "own:1:ants", -2, "A bold plan."),
        "Control set the difficulty of an action of its own in round 1 to −2. “A bold plan.”",
    ),
    (LevelAdjusted("water", 40, "It rained."), "Control set Water to 40: “It rained.”"),
    (SeatTaken("ants", "steady"), "On the seat of Ants now: the computer (steady)."),
    (SeatTaken("control", "person"), "On the seat of Control now: a person."),
    (SeatTaken("ants", "person", "Ada is back."), "On the seat of Ants now: a person. “Ada is back.”"),
    (TeamsSkipped(("ants", "bees"), "Time."), "Control went on without Ants and Bees: “Time.”"),
    (ThesisVoted("brief", 5, 3, 1), "The room voted on the thesis: 5 for it, 3 against, 1 unsure."),
    (ClockRemarked("extended", 5, "Good talk."), "Control extended the clock by 5 minutes: “Good talk.”"),
    (ClockRemarked("paused", 0, ""), "Control paused the clock."),
    (Rewound(7, 1, 2, "caucus", "A slip."), None),
    (Forked("demo", 7, "00", 0), None),
    (SteppedBack(2, "caucus", "A slip."), "Control stepped back to the caucus of round 2: “A slip.”"),
    (BallotSealed("bees", 0, 65), "Bees sealed an estimate of 65%."),
    (EstimateSettled("bees", 0), "Bees sealed an estimate."),
    (BallotsRevealed(((0, (("bees", 65),)),)), "The estimates were revealed."),
    (BallotsRevealed(()), "The estimates were revealed; no team had sealed one."),
    (CardsDealt("ants", ("ants-a", "ants-b"), (), 2), "Ants drew up to 2 cards."),
    (PileTurned("ants"), "Ants ran out of cards, and the played ones came back."),
    (CardSwapped("ants", "ants-a", (), (), 3), "Ants put Card ants-a back and drew another card."),
    (MoveSealed("ants", "ants-a", (Reason("pro"),), ""), "Ants sealed Card ants-a with 1 reason."),
    (TeamSettled("ants"), "Ants settled on what to do."),
    (TeamHeld("ants", False), "Ants made no move."),
    (TeamHeld("ants", True), "Ants made no move, as it did not act in time."),
    (CommitmentWithdrawn("ants", "ants-d"), "Ants withdrew a commitment: A pump stands."),
    (MovesRevealed((MOVE,), (0.5,)), "The moves were revealed: Card ants-a (Ants)."),
    (
        MovesRevealed((MOVE,), (0.5,), (0,), (), ("water>=60",)),
        "The moves were revealed: Card ants-a (Ants). Card ants-a (Ants) had waited in secret, to be played when Water "
        "is at 60 or more.",
    ),
    (MovesRevealed((), ()), "No team had made a move."),
    (CounterFiled(COUNTER, (), ""), "Bees countered a reason: “It is said of con.” (¶1)."),
    (CounterFiled(OWN_WORDS, (), ""), "Bees countered a move: “Never.”"),
    (MoveSeconded(SECOND, (), ""), "Cats seconded a move: “It is said of pro.” (¶1) “We agree.”"),
    (CounterAnswered(ANSWER, (), ""), "Ants answered a counter or a question: “It is said of pro.” (¶1)."),
    (TeamPassed("cats", False, ""), "Cats passed."),
    (TeamPassed("cats", True, ""), "Cats passed, as it did not act in time."),
    (
        MoveRuled(0, "ants", "ants-a", "dice", (5,), (), 0, 1, **ODDS, faces=(2, 3), outcome="fail"),
        "Card ants-a (Ants) was ruled a failure: 2 and 3 on the dice, modifier +1, 7 in 10 for a success.",
    ),
    (
        MoveRuled(
            0, "ants", "ants-a", "ballot", (5,), (), 0, 1, 0.24, 0.36, 0.4, (), "full", 0.6, 0.62, percentile=1203
        ),
        "Card ants-a (Ants) was ruled a full success: 12.03 was thrown, 6 in 10 for a success.",
    ),
    (
        SET_BY_CONTROL,
        "Card ants-a (Ants) was ruled a failure: 62.98 was thrown, 6 in 10 for a success, as control set it: "
        "“The room made its case.”",
    ),
    (
        replace(SET_BY_CONTROL, text=""),
        "Card ants-a (Ants) was ruled a failure: 62.98 was thrown, 6 in 10 for a success, as control set it.",
    ),
    (
        MoveRuled(0, "ants", "ants-a", "ruling", (), (), 0, 0, 0.0, 0.0, 1.0, (), "fail", text="Nobody came."),
        "Card ants-a (Ants) was ruled a failure by control: “Nobody came.”",
    ),
    (
        MoveRuled(0, "ants", "ants-a", "unrolled", (5,), (), 0, 1, 0.0, 1.0, 0.0, (), "partial"),
        "Card ants-a (Ants) was ruled a partial success, without a roll, as no counter cited a claim against it.",
    ),
    (
        RulingOverridden(0, "ants", "fail", "full", "Well argued."),
        "Control changed the ruling on the move of Ants from failure to full success: “Well argued.”",
    ),
    (CommitmentMade("ants", "ants-f"), "Ants put something in place: A bell rings."),
    (
        FindingsRecorded((Finding("ground", 1, False, 1), Finding("pro", 1, True, 3)), (), 0.5, ()),
        "Tested in the debate: “It is said of pro.” (¶1) held; “It is said of ground.” (¶1) did not hold.",
    ),
    (
        ObjectivesJudged((("ants", "water-moves", "met"), ("ants", "water-holds", "met"), ("bees", "x", "partly"))),
        "Objectives: Ants 2 met; Bees 1 partly met.",
    ),
    (PlayEnded(""), "Play ended: the last round was over."),
    (PlayEnded("flood"), "Play ended: All is under water."),
]


@pytest.mark.parametrize(("event", "sentence"), SENTENCES, ids=lambda value: getattr(value, "kind", ""))
def test_every_event_reads_as_one_plain_sentence(deck: Deck, event: LogEvent, sentence: str) -> None:
    assert event_sentence(deck, event) == sentence


def test_every_kind_of_log_entry_has_a_sentence_in_the_table_above() -> None:
    told = {event.kind for event, _ in SENTENCES}
    assert told == {*KINDS, "session-noted", "team-settled", "estimate-settled", "stepped-back"}


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (RoundOpened(2, ("bees", "ants")), "Round 2 opened; the speaking order: the busy bees and Ants."),
        (PhaseOpened("debate", "bees"), "The debate began; first to speak: the busy bees."),
        (TeamPassed("bees", missing=False, turn=""), "The busy bees passed."),
        (TeamPassed("ants", missing=False, turn=""), "Ants passed."),
        (
            MovesRevealed((Node(0, "move", "bees", 0, 0, "bees-a", "", "", 0.5, 0.0),), (0.5,)),
            "The moves were revealed: Card bees-a (Bees).",
        ),
    ],
)
def test_within_a_sentence_a_team_is_called_as_its_deck_says(deck: Deck, event: LogEvent, sentence: str) -> None:
    teams = [team.model_copy(update={"called": "the busy bees"}) if team.id == "bees" else team for team in deck.teams]
    assert event_sentence(deck.model_copy(update={"teams": tuple(teams)}), event) == sentence


REASON = Node(1, "reason", "ants", 0, 1, "", "ground", "", 0.5, 0.6)
OTHER_MOVE = Node(2, "move", "bees", 2, 2, "bees-a", "", "", 0.5, 0.0)
REVEALED = MovesRevealed((MOVE, REASON, OTHER_MOVE), (0.5, 0.63, 0.5))
DOUBTED = LinkCountered(DOUBT, (), LinkArgument("water>trees", 1, 8, False, 0.63), ("water>trees", 0.2, 0.2), "")
ON_LINK = CounterAnswered(
    replace(ANSWER, target=8), (), "", (LinkArgument("water>trees", 1, 8, False, 0.5),), (("water>trees", 0.2, 0.2),)
)
BALLOTS = BallotsRevealed(((0, (("bees", 65), ("cats", 40))), (2, (("ants", 50),))))


def told(deck: Deck, *events: LogEvent) -> str | None:
    """Return the sentence of the last of these events, told after the others."""
    teller = Teller(deck)
    return [teller.sentence(event) for event in events][-1]


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        (
            (CounterFiled(COUNTER, (), ""), CounterAnswered(ANSWER, (), "")),
            "Ants answered the counter of Bees, “It is said of con.” (¶1): “It is said of pro.” (¶1).",
        ),
        (
            (CounterFiled(OWN_WORDS, (), ""), CounterAnswered(replace(ANSWER, target=5), (), "")),
            "Ants answered the counter of Bees, “Never.”: “It is said of pro.” (¶1).",
        ),
        (
            (QuestionPut(QUESTION, (), ""), CounterAnswered(replace(ANSWER, target=7, claim="", text="Yes."), (), "")),
            "Ants answered the question of Cats, “Is that so?”: “Yes.”",
        ),
        (
            (DOUBTED, ON_LINK),
            "Ants answered the doubt of Bees about the link Water → Trees: “It is said of pro.” (¶1).",
        ),
        (
            (BALLOTS,),
            "The estimates were revealed for Card ants-a (Ants): Bees 65% and Cats 40%, median 52.5%, spread 25 "
            "points; for Card bees-a (Bees): Ants 50%.",
        ),
        (
            (BallotsRevealed(((0, (("bees", 40), ("cats", 40))),)),),
            "The estimates were revealed for Card ants-a (Ants): Bees 40% and Cats 40%, median 40%, no spread.",
        ),
        (
            (
                MovesRevealed((replace(MOVE, card="own:1:ants", text="We dig\na pond."),), (0.5,)),
                MoveRuled(0, "ants", "own:1:ants", "ruling", (), (), 0, 0, 0.0, 0.0, 1.0, (), "fail", text="So be it."),
            ),
            "We dig a pond (Ants) was ruled a failure by control: “So be it.”",
        ),
    ],
    ids=["counter", "own-words", "question", "link", "estimates", "no-spread", "own-action"],
)
def test_a_log_says_what_was_answered_and_estimated(deck: Deck, events: tuple[LogEvent, ...], sentence: str) -> None:
    assert told(deck, REVEALED, *events) == sentence


def test_an_answer_to_a_doubt_about_a_link_names_the_link_in_any_case(deck: Deck) -> None:
    assert event_sentence(deck, ON_LINK) == (
        "Ants answered the doubt about the link Water → Trees: “It is said of pro.” (¶1)."
    )


def test_each_round_has_a_floor_of_its_own(deck: Deck) -> None:
    later = MovesRevealed((Node(0, "move", "cats", 0, 0, "cats-a", "", "", 0.5, 0.0),), (0.5,))
    assert told(deck, REVEALED, CounterFiled(COUNTER, (), ""), later, CounterAnswered(ANSWER, (), "")) == (
        "Ants answered a counter or a question: “It is said of pro.” (¶1)."
    )
    opened = told(deck, REVEALED, later, BallotsRevealed(((0, (("bees", 65),)),)))
    assert opened == "The estimates were revealed for Card cats-a (Cats): Bees 65%."


def test_estimates_of_a_move_that_the_reader_does_not_know_are_told_without_it(deck: Deck) -> None:
    assert told(deck, BALLOTS) == "The estimates were revealed."


def test_what_no_later_sentence_needs_is_told_as_it_is_alone(deck: Deck) -> None:
    teller = Teller(deck)
    alone = [event for event, _ in SENTENCES if event.kind not in ("ballots-revealed", "counter-answered")]
    assert [teller.sentence(event) for event in alone] == [event_sentence(deck, event) for event in alone]


def test_a_step_that_moved_nothing_needs_no_sentence(deck: Deck) -> None:
    assert event_sentence(deck, LevelsMoved("consequences", (), (), (), (), (), ())) is None


def test_an_event_of_another_kind_has_no_sentence(deck: Deck) -> None:
    later: Any = SimpleNamespace(kind="invented-later")
    assert event_sentence(deck, later) is None


@pytest.mark.parametrize(
    "event",
    [
        MoveSealed("owls", "owls-a", (), ""),
        InjectDelivered("snow", "drawn"),
        CounterFiled(Node(4, "counter", "owls", 0, 1, "", "nonsense", "", 0.5, 0.6), (), ""),
        PlayEnded("eclipse"),
    ],
    ids=lambda event: event.kind,
)
def test_an_id_that_the_deck_does_not_know_stands_for_itself(deck: Deck, event: Event) -> None:
    sentence = event_sentence(deck, event)
    assert sentence is not None
    assert any(word in sentence for word in ("owls", "snow", "nonsense", "eclipse"))


@pytest.mark.parametrize(
    ("level", "word"),
    [(0, "none"), (12.4, "none"), (12.5, "little"), (37.4, "little"), (50, "some"), (62.5, "much"), (100, "all")],
)
def test_a_level_reads_as_the_nearest_of_five_words(level: float, word: str) -> None:
    assert wording.level_words(Indicator.model_validate(indicator("water")), level) == word


@pytest.mark.parametrize(
    ("strength", "word"),
    [
        (1.0, "stands"),
        (0.55, "stands"),
        (0.55 - 1e-10, "stands"),
        (0.549, "shaky"),
        (0.45, "shaky"),
        (0.449, "fallen"),
        (0.0, "fallen"),
    ],
)
def test_a_strength_stands_from_55_hundredths_and_has_fallen_below_45(strength: float, word: str) -> None:
    assert wording.strength_word(strength) == word


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0, "no chance"),
        (0.001, "less than 1 in 10"),
        (0.049, "less than 1 in 10"),
        (0.05, "less than 1 in 10"),
        (0.06, "1 in 10"),
        (15 / 36, "4 in 10"),
        (21 / 36, "6 in 10"),
        (26 / 36, "7 in 10"),
        (0.949, "9 in 10"),
        (0.95, "more than 9 in 10"),
        (0.999, "more than 9 in 10"),
        (1.0, "certain"),
    ],
)
def test_a_chance_reads_in_tenths_and_only_the_ends_are_certain(p: float, words: str) -> None:
    assert wording.chance_words(p) == words


@pytest.mark.parametrize(
    ("delta", "words"), [(6.23, "+6.2"), (-3.07, "−3.1"), (0.0, "0.0"), (0.04, "0.0"), (-0.04, "0.0"), (-0.06, "−0.1")]
)
def test_a_change_has_its_sign_unless_it_rounds_to_nothing(delta: float, words: str) -> None:
    assert wording.change_words(delta) == words


@pytest.mark.parametrize(("modifier", "words"), [(2, "+2"), (0, "0"), (-4, "−4")])
def test_a_modifier_has_its_sign(modifier: int, words: str) -> None:
    assert wording.modifier_words(modifier) == words


@pytest.mark.parametrize(
    ("weight", "printed", "word"),
    [
        (0.4 * 0.8, 0.4, "as printed"),
        (0.4 * 0.79, 0.4, "weakened"),
        (-0.6 * 0.79, -0.6, "weakened"),
        (0.4 * 1.2, 0.4, "as printed"),
        (-0.2 * 1.21, -0.2, "strengthened"),
    ],
)
def test_a_link_is_weakened_below_8_tenths_and_strengthened_above_12(weight: float, printed: float, word: str) -> None:
    assert wording.weight_word(weight, printed) == word


def test_outcomes_and_results_have_words() -> None:
    assert [wording.outcome_words(outcome) for outcome in ("full", "partial", "fail")] == [
        "full success",
        "partial success",
        "failure",
    ]
    assert [wording.result_words(result) for result in ("met", "partly", "missed")] == ["met", "partly met", "missed"]


def test_an_origin_is_named_by_what_it_is_and_whose(deck: Deck) -> None:
    assert wording.origin_title(deck, Origin("move", 1, "ants", "ants-a")) == "Card ants-a (Ants)"
    assert wording.origin_title(deck, Origin("commitment", 2, "ants", "ants-d")) == "A pump stands (Ants, in place)"
    assert wording.origin_title(deck, Origin("inject", 2, "", "rain")) == "Rain (inject)"


def test_a_link_says_that_its_cause_affects_its_effect(deck: Deck) -> None:
    assert wording.link_words(deck, "water>trees") == "Water → Trees"


def test_counts_and_lists_read_as_people_say_them() -> None:
    assert wording.count_words(1, "round") == "1 round"
    assert wording.count_words(0, "round") == "0 rounds"
    assert wording.count_words(2, "full success") == "2 full successes"
    assert wording.listed([]) == ""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"


def test_seats_read_as_who_sits_there() -> None:
    assert wording.seat_words("person") == "a person"
    assert wording.seat_words("table") == "the table"
    assert wording.seat_words("steady") == "the computer (steady)"
