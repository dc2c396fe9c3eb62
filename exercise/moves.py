"""What a seat may submit, and why it may be refused.

A move is a frozen dataclass with a literal `kind`. A template says, for one kind of move, which values are legal in
each slot: a seat that fills a template of its view has a legal move.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, Final, Literal, get_args

from exercise.frozen import frozen

TEXT_LIMIT: Final = 500
"""The most characters that free text may have."""

CONTROL: Final = "control"
PUBLIC: Final = "public"

Outcome = Literal["full", "partial", "fail"]


@frozen
class Reason:
    """A reason for a move: the claim that it rests on, and the team's own words for it."""

    claim: str
    text: str = ""
    also: str = ""
    """A second claim that it rests on, where the rules allow one; else empty."""


@frozen
class Swap:
    """Put a card of the hand back and draw another; once per caucus."""

    card: str
    kind: Literal["swap"] = "swap"


@frozen
class Withdraw:
    """End a commitment of one's own, in caucus."""

    card: str
    kind: Literal["withdraw"] = "withdraw"


@frozen
class Seal:
    """Seal the move of this round: a card of the hand with one to three reasons."""

    card: str
    reasons: tuple[Reason, ...]
    text: str = ""
    trigger: str = ""
    """What it waits for in secret, as in `water>=60`; empty where it is played at once."""
    kind: Literal["seal"] = "seal"


@frozen
class Act:
    """Seal an action of the team's own in place of a card; `text` says what it is."""

    shocks: tuple[str, ...]
    """One or two, as in `water raises small`."""
    reasons: tuple[Reason, ...]
    text: str
    trigger: str = ""
    kind: Literal["act"] = "act"


@frozen
class Message:
    """Write to another team in caucus; only the two and control read it."""

    to: str
    text: str
    kind: Literal["message"] = "message"


@frozen
class Offer:
    """Offer another team an agreement in caucus; it is read out at the end of the round where it is accepted."""

    to: str
    text: str
    kind: Literal["offer"] = "offer"


@frozen
class Accept:
    """Accept an offer."""

    offer: int
    """Its place among the open offers to the team, from 0."""
    kind: Literal["accept"] = "accept"


@frozen
class Hold:
    """Make no move this round."""

    kind: Literal["hold"] = "hold"


@frozen
class Counter:
    """Argue against a move or one of its reasons, citing a claim or in one's own words alone."""

    target: int
    """The number of the node on the floor that it attacks."""
    claim: str | None = None
    text: str = ""
    kind: Literal["counter"] = "counter"


@frozen
class Question:
    """Put one of the critical questions that its claims invite to a reason."""

    target: int
    """The number of the reason or second on the floor."""
    question: int
    """The question's place among those that the claims of the reason invite, the first claim's first, from 0."""
    text: str = ""
    kind: Literal["question"] = "question"


@frozen
class CounterLink:
    """Argue against a link that leaves an indicator which a move shocks, for the rest of the session."""

    target: int
    """The number of the move's node on the floor."""
    link: str
    claim: str | None = None
    text: str = ""
    kind: Literal["counter-link"] = "counter-link"


@frozen
class Attack:
    """Argue against a claim itself, for the rest of the session."""

    target: str
    """The claim."""
    claim: str | None = None
    """The claim that it cites."""
    text: str = ""
    kind: Literal["attack"] = "attack"


@frozen
class Second:
    """Lend another team's move a reason that rests on a claim not yet cited for it."""

    target: int
    """The number of the move's node on the floor."""
    claim: str
    text: str = ""
    also: str = ""
    """A second claim that it rests on, where the rules allow one; else empty."""
    kind: Literal["second"] = "second"


@frozen
class Answer:
    """Answer a counter on one's own move."""

    target: int
    """The number of the counter's node on the floor."""
    claim: str | None = None
    text: str = ""
    kind: Literal["answer"] = "answer"


@frozen
class Ballot:
    """Seal an estimate, out of role, of the chance that another team's move succeeds."""

    target: int
    """The number of the move's node on the floor."""
    percent: int
    kind: Literal["ballot"] = "ballot"


@frozen
class Pass:
    """File nothing more in this debate, or leave the counters without a further answer."""

    kind: Literal["pass"] = "pass"


TeamMove = (
    Message
    | Offer
    | Accept
    | Swap
    | Withdraw
    | Seal
    | Act
    | Hold
    | Counter
    | Question
    | CounterLink
    | Attack
    | Second
    | Answer
    | Ballot
    | Pass
)


@frozen
class Advance:
    """Open the next phase. With `skip`, teams that have not acted hold or pass."""

    skip: bool = False
    text: str = ""
    """Why they are skipped."""
    kind: Literal["advance"] = "advance"


@frozen
class Rule:
    """Have a move ruled: thrown for, or unopposed; or set its chance or its outcome, with the rationale."""

    target: int
    """The number of the move's node on the floor."""
    percent: int | None = None
    """The chance that control sets; it is thrown for."""
    outcome: Outcome | None = None
    """The outcome that control sets; nothing is thrown."""
    text: str = ""
    kind: Literal["rule"] = "rule"


@frozen
class Override:
    """Set the outcome of a ruled move, before consequences run."""

    target: int
    outcome: Outcome
    text: str = ""
    """The rationale; it may not be empty."""
    kind: Literal["override"] = "override"


@frozen
class Deliver:
    """Deliver an inject by hand, in situation or caucus."""

    inject: str
    text: str = ""
    kind: Literal["deliver"] = "deliver"


@frozen
class Adjust:
    """Set an indicator's level by hand."""

    indicator: str
    level: int
    """From 2 to 98."""
    text: str = ""
    """The rationale; it may not be empty."""
    kind: Literal["adjust"] = "adjust"


@frozen
class SetDifficulty:
    """Set how hard a team's own action is, before it is ruled."""

    target: int
    difficulty: str
    text: str = ""
    kind: Literal["set-difficulty"] = "set-difficulty"


@frozen
class Reseat:
    """Say who sits on a seat from now on."""

    seat: str
    who: str
    """`person`, a player's name, or `table` for control."""
    text: str = ""
    """Why."""
    kind: Literal["reseat"] = "reseat"


@frozen
class Vote:
    """Record the room's anonymous vote on the thesis, in the brief or the debrief."""

    yes: int
    no: int
    unsure: int
    kind: Literal["vote"] = "vote"


@frozen
class Remark:
    """Record that the clock was paused, resumed or extended, and why."""

    what: Literal["paused", "resumed", "extended"]
    minutes: int = 0
    text: str = ""
    kind: Literal["remark"] = "remark"


@frozen
class OnBehalf:
    """Control keys a team's move, in the debate out of turn too."""

    team: str
    move: TeamMove
    kind: Literal["on-behalf"] = "on-behalf"


Move = TeamMove | Advance | Rule | Override | Deliver | Adjust | SetDifficulty | Reseat | Vote | Remark | OnBehalf


def malformed(move: object) -> str:
    """Return what is wrong with the types of a move's fields, in a sentence; empty where nothing is.

    A move from outside may hold anything; the rules rely on the types that the dataclasses name.
    """
    fits = _FITS.get(type(move))
    if fits is None:
        return f"A {type(move).__name__} is not a move."
    if not fits(move) or type(move.kind) is not str:  # type: ignore[attr-defined]
        kinds = [type(getattr(move, part.name)).__name__ for part in fields(move)]  # type: ignore[arg-type]
        return f"The fields of a {type(move).__name__} may not be {', '.join(kinds)}."
    within = _WITHIN.get(type(move))
    return within(move) if within is not None else ""


def _wrong_reasons(move: Seal | Act) -> str:
    return "" if _well_formed(move.reasons) else "Each reason of a move names a claim, and may have text."


def _wrong_action(move: Act) -> str:
    wrong = _wrong_reasons(move)
    return wrong or ("" if all(type(shock) is str for shock in move.shocks) else "The shocks of an action are texts.")


def _well_formed(reasons: tuple[object, ...]) -> bool:
    """Return whether each is a reason of texts."""
    for reason in reasons:
        if (
            type(reason) is not Reason
            or type(reason.claim) is not str
            or type(reason.text) is not str
            or type(reason.also) is not str
        ):
            return False
    return True


def _argues(move: Counter | Answer) -> bool:
    return type(move.target) is int and (move.claim is None or type(move.claim) is str) and type(move.text) is str


def _texts(*names: str) -> Callable[[Any], bool]:
    """Return what tells whether the named fields of a move are texts."""
    return lambda move: all(type(getattr(move, name)) is str for name in names)


_TEAM_MOVES: Final = frozenset(get_args(TeamMove))
_FITS: Final[Mapping[type, Callable[[Any], bool]]] = {
    Swap: _texts("card"),
    Withdraw: _texts("card"),
    Seal: lambda m: type(m.card) is type(m.text) is type(m.trigger) is str and type(m.reasons) is tuple,
    Act: lambda m: type(m.text) is type(m.trigger) is str and type(m.reasons) is type(m.shocks) is tuple,
    Message: _texts("to", "text"),
    Offer: _texts("to", "text"),
    Accept: lambda m: type(m.offer) is int,
    Hold: lambda m: True,
    Counter: _argues,
    Question: lambda m: type(m.target) is type(m.question) is int and type(m.text) is str,
    CounterLink: lambda m: type(m.link) is str and _argues(m),
    Attack: lambda m: type(m.target) is type(m.text) is str and (m.claim is None or type(m.claim) is str),
    Second: lambda m: type(m.target) is int and type(m.claim) is type(m.text) is type(m.also) is str,
    Answer: _argues,
    Ballot: lambda m: type(m.target) is type(m.percent) is int,
    Pass: lambda m: True,
    Advance: lambda m: type(m.skip) is bool and type(m.text) is str,
    Rule: lambda m: (
        type(m.target) is int
        and type(m.text) is str
        and (
            (m.outcome is None and (m.percent is None or type(m.percent) is int))
            or (m.percent is None and type(m.outcome) is str)
        )
    ),
    Override: lambda m: type(m.target) is int and type(m.outcome) is type(m.text) is str,
    Deliver: _texts("inject", "text"),
    Adjust: lambda m: type(m.level) is int and type(m.indicator) is type(m.text) is str,
    SetDifficulty: lambda m: type(m.target) is int and type(m.difficulty) is type(m.text) is str,
    Reseat: _texts("seat", "who", "text"),
    Vote: lambda m: type(m.yes) is type(m.no) is type(m.unsure) is int,
    Remark: lambda m: type(m.minutes) is int and type(m.what) is type(m.text) is str,
    OnBehalf: lambda m: type(m.team) is str and type(m.move) in _TEAM_MOVES,
}
_WITHIN: Final[Mapping[type, Callable[[Any], str]]] = {
    Seal: _wrong_reasons,
    Act: _wrong_action,
    OnBehalf: lambda m: malformed(m.move),
}
"""What is wrong with the parts of a move whose fields are of the right types, in a sentence; empty where nothing is."""


class Code(StrEnum):
    """Why a move is refused."""

    MALFORMED = "malformed"
    NO_SUCH_SEAT = "no-such-seat"
    NOT_THIS_SEAT = "not-this-seat"
    CLOSED = "closed"
    WRONG_PHASE = "wrong-phase"
    NOT_YOUR_TURN = "not-your-turn"
    ALREADY_SEALED = "already-sealed"
    ALREADY_SWAPPED = "already-swapped"
    ALREADY_PASSED = "already-passed"
    NOT_IN_HAND = "not-in-hand"
    NOTHING_TO_DRAW = "nothing-to-draw"
    REQUIREMENT = "requirement"
    COMMITMENTS_FULL = "commitments-full"
    NOT_COMMITTED = "not-committed"
    REASONS = "reasons"
    CLAIM = "claim"
    CLAIM_TWICE = "claim-twice"
    QUESTION = "question"
    LINK = "link"
    PERCENT = "percent"
    ALREADY_ESTIMATED = "already-estimated"
    RULES_LEVEL = "rules-level"
    TRIGGER = "trigger"
    SHOCKS = "shocks"
    SECRET_WAITS = "secret-waits"
    LETTERS = "letters"
    OFFER = "offer"
    INDICATOR = "indicator"
    SEAT = "seat"
    STEPS = "steps"
    TARGET = "target"
    BUDGET = "budget"
    MOVE_FULL = "move-full"
    TEXT = "text"
    EMPTY = "empty"
    TEAMS_MISSING = "teams-missing"
    NOT_RULED = "not-ruled"
    ALREADY_RULED = "already-ruled"
    INJECT = "inject"
    READ_ONLY = "read-only"


@frozen
class Fault:
    """One reason for a refusal: its code, a sentence for a person, and what would be legal."""

    code: Code
    sentence: str
    legal: tuple[str, ...] = ()


@frozen
class Refusal:
    """A move that was not accepted, with every reason."""

    faults: tuple[Fault, ...]

    @property
    def sentence(self) -> str:
        """The faults' sentences as one text."""
        return " ".join(fault.sentence for fault in self.faults)

    @property
    def codes(self) -> frozenset[Code]:
        """The codes of the faults."""
        return frozenset(fault.code for fault in self.faults)


Value = str | int | bool


@frozen
class Slot:
    """A place in a template: its legal values, and how many of them it takes, none of them twice."""

    name: str
    domain: tuple[Value, ...] | range
    least: int = 1
    most: int = 1
    rivals: int = 1
    """So many values at a time, in their order, exclude one another: one of them may be taken."""
    apiece: int = 1
    """On how many values each reason that the slot names may rest; `also` of `Reason` and `Second` holds the second."""


@frozen
class Template:
    """A legal move with places to fill."""

    kind: str
    slots: tuple[Slot, ...] = ()
    text: bool = False
    """Whether free text may go with it."""
    needs_text: bool = False
    """Whether it is legal only with text."""
    text_or: str = ""
    """The slot that may stay empty only where text goes with it; empty where there is none."""


_KINDS: Final[Mapping[str, type[Move]]] = {
    "message": Message,
    "offer": Offer,
    "accept": Accept,
    "act": Act,
    "attack": Attack,
    "adjust": Adjust,
    "set-difficulty": SetDifficulty,
    "reseat": Reseat,
    "remark": Remark,
    "swap": Swap,
    "withdraw": Withdraw,
    "seal": Seal,
    "hold": Hold,
    "counter": Counter,
    "question": Question,
    "counter-link": CounterLink,
    "second": Second,
    "answer": Answer,
    "ballot": Ballot,
    "pass": Pass,
    "advance": Advance,
    "rule": Rule,
    "override": Override,
    "deliver": Deliver,
    "vote": Vote,
}


def fill(template: Template, values: Mapping[str, Value | tuple[Value, ...]], text: str = "") -> Move:
    """Return the move that a template makes with `values` by slot name.

    A slot that takes several values is given a tuple; a slot left out stays empty. Raises TypeError where a needed
    slot is missing.
    """
    arguments: dict[str, object] = dict(values)
    if "reasons" in arguments:
        claims = arguments["reasons"]
        arguments["reasons"] = tuple(Reason(str(claim)) for claim in claims)  # type: ignore[attr-defined]
    if isinstance(arguments.get("shocks"), str):
        arguments["shocks"] = (arguments["shocks"],)
    if template.text and text:
        arguments["text"] = text
    return _KINDS[template.kind](**arguments)  # type: ignore[arg-type]
