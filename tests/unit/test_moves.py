"""What a seat may submit: types, templates, refusals, and the limits of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from enum import IntEnum, StrEnum
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from plays import Play, in_caucus, in_debate, open_hands
from smalldeck import small_deck

from exercise.moves import (
    CONTROL,
    TEXT_LIMIT,
    Act,
    Adjust,
    Advance,
    Answer,
    Attack,
    Ballot,
    Code,
    Counter,
    CounterLink,
    Deliver,
    Fault,
    Hold,
    Message,
    Move,
    Offer,
    OnBehalf,
    Override,
    Pass,
    Question,
    Reason,
    Refusal,
    Remark,
    Rule,
    Seal,
    Second,
    SetDifficulty,
    Slot,
    Swap,
    Template,
    Withdraw,
    fill,
    malformed,
)  # fmt: skip

KINDS: tuple[Any, ...] = get_args(Move)


class Name(StrEnum):
    SOME = "some"


class Number(IntEnum):
    ONE = 1


JUNK: tuple[Any, ...] = (
    None, 0, True, 1.5, "text", b"text", Name.SOME, Number.ONE, (), ["ground"], {},
    Reason("ground"), Hold(), Rule(0), object(),
)  # fmt: skip


def legal_types(hint: Any) -> tuple[type, ...]:
    """Return the types that the values of a field may have."""
    if get_origin(hint) is Literal:
        return tuple(type(value) for value in get_args(hint))
    if get_origin(hint) is tuple:
        return (tuple,)
    return tuple(kind for part in get_args(hint) for kind in legal_types(part)) or (hint,)


def value_for(hint: Any) -> Any:
    first = legal_types(hint)[0]
    plain = {str: "word", int: 3, bool: True, float: 0.5, tuple: ()}
    return plain[first] if first in plain else sample(first)


def sample(kind: Any) -> Any:
    """Return a move of a kind whose fields have the types that they should; those with a default keep it."""
    hints = get_type_hints(kind)
    return kind(**{part.name: value_for(hints[part.name]) for part in fields(kind) if part.default is MISSING})


# Types


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_move_is_well_formed_where_each_field_has_its_type_and_only_there(kind: Any) -> None:
    good = sample(kind)
    assert malformed(good) == ""
    hints = get_type_hints(kind)
    for part in fields(kind):
        for value in JUNK:
            told = malformed(replace(good, **{part.name: value}))
            if type(value) in legal_types(hints[part.name]):
                assert told == "", (part.name, value)
            else:
                assert kind.__name__ in told, (part.name, value)
                assert type(value).__name__ in told


@pytest.mark.parametrize("thing", [*JUNK, Hold, Template("hold")], ids=lambda thing: type(thing).__name__)
def test_what_is_no_move_is_called_that(thing: Any) -> None:
    if type(thing) in KINDS:
        assert malformed(thing) == ""
    else:
        assert malformed(thing) == f"A {type(thing).__name__} is not a move."


@pytest.mark.parametrize("reason", ["ground", None, ("ground", ""), Reason(3), Reason("ground", None)], ids=repr)  # type: ignore[arg-type]
def test_each_reason_of_a_move_is_looked_at(reason: Any) -> None:
    told = "Each reason of a move names a claim, and may have text."
    assert malformed(Seal("ants-up", (Reason("ground"), reason))) == told
    assert malformed(OnBehalf("ants", Seal("ants-up", (reason,)))) == told


def test_a_ruling_of_controls_own_sets_a_chance_or_an_outcome() -> None:
    for good in (Rule(0), Rule(0, 45, None, "So."), Rule(0, None, "fail", "So."), Rule(0, text="So.")):
        assert malformed(good) == ""
    for bad in (Rule(0, True), Rule(0, 4.5), Rule(0, "45"), Rule(0, 45, "fail", "So."), Rule(0, None, 1)):  # type: ignore[arg-type]
        assert malformed(bad).startswith("The fields of a Rule may not be int, ")


def test_each_shock_of_an_action_is_looked_at() -> None:
    reasons = (Reason("ground"),)
    assert malformed(Act(("water raises small",), reasons, "We dig.")) == ""
    for shock in (7, None, ("water", "raises", "small")):
        told = malformed(Act(("water raises small", shock), reasons, "We dig."))  # type: ignore[arg-type]
        assert told == "The shocks of an action are texts."
    for reason in ("ground", Reason("ground", also=None)):  # type: ignore[arg-type]
        assert malformed(Act((), (reason,), "We dig.")).startswith("Each reason")  # type: ignore[arg-type]


def test_what_control_keys_for_a_team_is_looked_at_inside() -> None:
    assert malformed(OnBehalf("ants", Swap("ants-up"))) == ""
    assert malformed(OnBehalf("ants", Swap(7))) == "The fields of a Swap may not be int, str."  # type: ignore[arg-type]
    assert malformed(OnBehalf("ants", Advance()))  # type: ignore[arg-type]
    assert malformed(OnBehalf("ants", OnBehalf("bees", Hold())))  # type: ignore[arg-type]


@pytest.mark.parametrize("seat", ["ants", CONTROL, "public", "nobody"])
def test_a_malformed_move_is_refused_as_such_whoever_sends_it(seat: str) -> None:
    play = in_caucus()
    for move in (None, "hold", Swap(1), Seal("ants-up", [Reason("ground")]), Rule(True)):  # type: ignore[arg-type]
        refusal = play.refused(seat, move)
        assert refusal.codes == {Code.MALFORMED}
        assert refusal.sentence == malformed(move)


def test_every_kind_of_move_says_its_kind_once() -> None:
    kinds = [kind.__dataclass_fields__["kind"].default for kind in KINDS]
    assert len(set(kinds)) == len(kinds)
    assert all(kind == kind.lower() and " " not in kind for kind in kinds)


# Templates


CITE = Slot("claim", ("pro", "con"), 0)
TARGET = Slot("target", (0, 1))


@pytest.mark.parametrize(
    ("template", "values", "text", "move"),
    [
        (Template("hold"), {}, "", Hold()),
        (Template("pass"), {}, "", Pass()),
        (Template("swap", (Slot("card", ("a", "b")),)), {"card": "b"}, "", Swap("b")),
        (Template("withdraw", (Slot("card", ("a",)),)), {"card": "a"}, "", Withdraw("a")),
        (Template("counter", (TARGET, CITE), text=True), {"target": 1, "claim": "con"}, "", Counter(1, "con")),
        (Template("counter", (TARGET, CITE), text=True), {"target": 1}, "No.", Counter(1, None, "No.")),
        (
            Template("second", (TARGET, CITE), text=True),
            {"target": 0, "claim": "pro"},
            "Yes.",
            Second(0, "pro", "Yes."),
        ),
        (Template("answer", (TARGET, CITE), text=True), {"target": 1, "claim": "pro"}, "", Answer(1, "pro")),
        (
            Template("question", (Slot("target", (1,)), Slot("question", (0, 1))), text=True),
            {"target": 1, "question": 0},
            "",
            Question(1, 0),
        ),
        (
            Template("counter-link", (TARGET, Slot("link", ("a->b",)), CITE), text=True),
            {"target": 0, "link": "a->b"},
            "It does not.",
            CounterLink(0, "a->b", None, "It does not."),
        ),
        (
            Template("ballot", (TARGET, Slot("percent", (5, 10)))),
            {"target": 0, "percent": 10},
            "",
            Ballot(0, 10),
        ),
        (Template("advance"), {}, "", Advance()),
        (Template("advance", (Slot("skip", (True,)),)), {"skip": True}, "", Advance(skip=True)),
        (Template("rule", (TARGET,)), {"target": 0}, "", Rule(0)),
        (
            Template("rule", (TARGET, Slot("percent", (5, 10))), text=True),
            {"target": 0, "percent": 5},
            "They are few.",
            Rule(0, 5, None, "They are few."),
        ),
        (
            Template("override", (TARGET, Slot("outcome", ("full", "fail"))), text=True),
            {"target": 0, "outcome": "fail"},
            "They slept.",
            Override(0, "fail", "They slept."),
        ),
        (Template("deliver", (Slot("inject", ("rain",)),), text=True), {"inject": "rain"}, "", Deliver("rain")),
    ],
    ids=lambda value: value.kind if isinstance(value, Template) else "",
)
def test_a_filled_template_is_the_move_of_its_kind(
    template: Template, values: dict[str, Any], text: str, move: Move
) -> None:
    made = fill(template, values, text)
    assert made == move
    assert type(made) is type(move)
    assert malformed(made) == ""


def test_claims_become_reasons_in_the_order_given() -> None:
    template = Template("seal", (Slot("card", ("a",)), Slot("reasons", ("x", "y", "z"), 1, 3)), text=True)
    made = fill(template, {"card": "a", "reasons": ("z", "x")}, "Now.")
    assert made == Seal("a", (Reason("z"), Reason("x")), "Now.")


def test_text_goes_only_where_a_template_takes_it() -> None:
    assert fill(Template("hold"), {}, "We wait.") == Hold()
    assert fill(Template("swap", (Slot("card", ("a",)),)), {"card": "a"}, "We wait.") == Swap("a")


def test_a_needed_slot_that_is_left_empty_is_an_error() -> None:
    for template in (Template("swap", (Slot("card", ("a",)),)), Template("rule", (TARGET,)), Template("second", ())):
        with pytest.raises(TypeError, match="missing"):
            fill(template, {})


# Refusals


def test_a_refusal_reads_as_one_text_and_names_each_code_once() -> None:
    refusal = Refusal(
        (
            Fault(Code.TARGET, "That is no target.", ("1", "2")),
            Fault(Code.TEXT, "The text is long."),
            Fault(Code.TEXT, "So is this."),
        )
    )
    assert refusal.sentence == "That is no target. The text is long. So is this."
    assert refusal.codes == {Code.TARGET, Code.TEXT}
    assert refusal.faults[0].legal == ("1", "2")


def test_every_reason_for_a_refusal_is_told_with_what_would_be_legal() -> None:
    play = in_debate({"ants": ("ants-up", "ground")})
    refusal = play.refused("cats", Counter(9, "no such claim", "x" * 501))
    assert [fault.code for fault in refusal.faults] == [Code.NOT_YOUR_TURN, Code.TARGET, Code.TEXT, Code.CLAIM]
    assert refusal.faults[0].legal == ("bees",)
    assert refusal.faults[2].legal == ("500",)
    # All but `gone`, which the source withdrew.
    assert refusal.faults[3].legal == ("ground", "pro", "second", "con", "weak")
    for fault in refusal.faults:
        assert fault.sentence in refusal.sentence
        assert fault.sentence.endswith(".")


def test_codes_are_words_with_hyphens() -> None:
    for code in Code:
        assert code == code.name.lower().replace("_", "-")


# Text


def in_answers() -> Play:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.counter("bees", 0, "con")
    play.to("answers")
    return play


def in_ruling() -> Play:
    play = in_debate({"ants": ("ants-up", "ground")})
    play.to("ruling")
    play.rule_all()
    return play


def debate() -> Play:
    return in_debate({"ants": ("ants-up", "ground")})


def seminar() -> Play:
    """Return a debate under rules with questions and counters on links."""
    play = Play(open_hands(), rules="seminar")
    play.to("caucus")
    play.seal("ants", "ants-up", "ground")
    play.to("debate")
    return play


def full(phase: str = "caucus") -> Play:
    """Return a play under the full rules, in which Ants act on their own."""
    play = Play(open_hands(), rules="full")
    play.to("caucus")
    if phase != "caucus":
        play.submit("ants", Act(("water raises small",), (Reason("ground"),), "We dig."))
        play.to(phase)
    return play


def unruled() -> Play:
    play = debate()
    play.to("ruling")
    return play


WHERE_TEXT_GOES: dict[str, tuple[Callable[[], Play], str, Callable[[str], Move]]] = {
    "seal": (in_caucus, "ants", lambda text: Seal("ants-up", (Reason("ground"),), text)),
    "reason": (in_caucus, "ants", lambda text: Seal("ants-up", (Reason("pro"), Reason("ground", text)))),
    "counter": (debate, "bees", lambda text: Counter(1, "con", text)),
    "own-words": (debate, "bees", lambda text: Counter(1, None, text)),
    "second": (debate, "bees", lambda text: Second(0, "pro", text)),
    "answer": (in_answers, "ants", lambda text: Answer(2, "pro", text)),
    "override": (in_ruling, CONTROL, lambda text: Override(0, "fail", text)),
    "deliver": (lambda: in_caucus(small_deck()), CONTROL, lambda text: Deliver("storm", text)),
    "question": (seminar, "bees", lambda text: Question(1, 0, text)),
    "counter-link": (seminar, "bees", lambda text: CounterLink(0, "water>trees", "con", text)),
    "rule": (unruled, CONTROL, lambda text: Rule(0, None, "fail", text)),
    "act": (full, "ants", lambda text: Act(("water raises small",), (Reason("ground"),), text)),
    "message": (full, "ants", lambda text: Message("bees", text)),
    "offer": (full, "ants", lambda text: Offer("bees", text)),
    "attack": (lambda: full("debate"), CONTROL, lambda text: OnBehalf("bees", Attack("ground", "con", text))),
    "set-difficulty": (lambda: full("ruling"), CONTROL, lambda text: SetDifficulty(0, "hard", text)),
    "adjust": (full, CONTROL, lambda text: Adjust("water", 40, text)),
    "remark": (full, CONTROL, lambda text: Remark("paused", 5, text)),
    "on-behalf": (debate, CONTROL, lambda text: OnBehalf("cats", Counter(1, "con", text))),
}


@pytest.mark.parametrize("where", WHERE_TEXT_GOES)
def test_text_has_up_to_500_characters(where: str) -> None:
    assert TEXT_LIMIT == 500
    begin, seat, move = WHERE_TEXT_GOES[where]
    # Characters count, not bytes: the second takes 2,000 of them.
    for text in ("x" * 500, "\U0001f600" * 500):
        begin().submit(seat, move(text))
    for text in ("x" * 501, "\U0001f600" * 501, "x" * 10_000_000):
        refusal = begin().refused(seat, move(text))
        assert refusal.codes == {Code.TEXT}
        what = "The text of reason 2" if where == "reason" else "The text"
        assert refusal.sentence == f"{what} has {len(text)} characters; 500 is the most."
        assert refusal.faults[0].legal == ("500",)


@pytest.mark.parametrize("where", WHERE_TEXT_GOES)
def test_half_of_a_surrogate_pair_is_refused(where: str) -> None:
    begin, seat, move = WHERE_TEXT_GOES[where]
    for text in ("\ud83d", "so \ude00", "\ude00\ud83d", "a\udcff"):
        refusal = begin().refused(seat, move(text))
        assert refusal.codes == {Code.TEXT}
        assert "half of a character pair" in refusal.sentence


@pytest.mark.parametrize("where", WHERE_TEXT_GOES)
def test_any_other_text_is_taken_as_it_is(where: str) -> None:
    begin, seat, move = WHERE_TEXT_GOES[where]
    for text in ("[bold]No[/] [@click=app.quit]x[/]", "\x1b[31m\x00\r\n\t", "=1+1", "</script>", "‮ \u2028 é ❤️"):
        events = begin().submit(seat, move(text))
        assert repr(text) in repr(events[0])


@pytest.mark.parametrize("blank", ["", " ", "\t\n ", "\u2003"])
def test_own_words_and_the_reason_of_an_override_may_not_be_blank(blank: str) -> None:
    assert debate().refused("bees", Counter(1, None, blank)).codes == {Code.EMPTY}
    assert in_answers().refused("ants", Answer(2, None, blank)).codes == {Code.EMPTY}
    assert in_ruling().refused(CONTROL, Override(0, "fail", blank)).codes == {Code.EMPTY}
    assert unruled().refused(CONTROL, Rule(0, 45, None, blank)).codes == {Code.EMPTY}
    assert full().refused(CONTROL, Adjust("water", 40, blank)).codes == {Code.EMPTY}
    assert full().refused("ants", Message("bees", blank)).codes == {Code.EMPTY}
    assert full().refused("ants", Offer("bees", blank)).codes == {Code.EMPTY}
    assert full().refused("ants", Act(("water raises small",), (Reason("ground"),), blank)).codes == {Code.EMPTY}
    assert seminar().refused("bees", CounterLink(0, "water>trees", None, blank)).codes == {Code.EMPTY}


def test_the_longest_texts_of_a_move_are_each_held_to_the_limit() -> None:
    play = in_caucus(open_hands())
    refusal = play.refused("ants", Seal("ants-up", (Reason("ground", "x" * 501), Reason("pro", "\ud800")), "y" * 600))
    assert [fault.code for fault in refusal.faults] == [Code.TEXT] * 3
