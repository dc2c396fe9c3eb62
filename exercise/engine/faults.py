"""What several rules refuse for the same reason."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.engine.events import Event
from exercise.engine.state import State
from exercise.moves import TEXT_LIMIT, Code, Fault, Refusal

Decision = tuple[Event, ...] | Refusal


def refuse(code: Code, sentence: str, legal: tuple[str, ...] = ()) -> Refusal:
    """Return a refusal for one reason."""
    return Refusal((Fault(code, sentence, legal),))


def text_faults(text: str, what: str = "The text") -> Sequence[Fault]:
    """Return what is wrong with free text; `what` it is begins the sentence."""
    if not text:
        return ()
    if len(text) > TEXT_LIMIT:
        return (Fault(Code.TEXT, f"{what} has {len(text)} characters; {TEXT_LIMIT} is the most.", (str(TEXT_LIMIT),)),)
    if text.isascii():
        return ()
    try:
        text.encode()
    except UnicodeEncodeError:
        return (Fault(Code.TEXT, f"{what} holds half of a character pair; type it again."),)
    return ()


def second_claim_faults(state: State) -> Sequence[Fault]:
    """Return what is wrong with a reason or a second that rests on two claims."""
    if state.setup.level.claims_per_reason < 2:
        return (Fault(Code.RULES_LEVEL, "These rules let a reason rest on one claim alone."),)
    return ()


def phase_fault(state: State, phase: str, what: str) -> Fault:
    """Return that something belongs to another phase."""
    return Fault(Code.WRONG_PHASE, f"{what} in {phase}; now it is {state.clock.phase}.", (phase,))
