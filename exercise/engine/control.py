"""What control decides: the next phase, rulings and overrides, injects by hand."""

from __future__ import annotations

from typing import Final

from exercise.deck.words import DIFFICULTY_MODIFIERS
from exercise.engine import phases
from exercise.engine.consequences import adjusted
from exercise.engine.events import (
    ClockRemarked,
    DifficultySet,
    InjectDelivered,
    LevelAdjusted,
    RulingOverridden,
    SeatTaken,
    TeamsSkipped,
    ThesisVoted,
)
from exercise.engine.faults import Decision, phase_fault, refuse, text_faults
from exercise.engine.options import (
    ADJUSTABLE,
    DELIVERABLE,
    MINUTES,
    OUTCOMES,
    PERCENTS,
    REMARKS,
    UNADJUSTABLE,
    VOTES,
    VOTING,
    difficulties_open,
    outstanding,
    undelivered,
    unruled,
)
from exercise.engine.ruling import ruled
from exercise.engine.state import State
from exercise.moves import (
    CONTROL,
    Adjust,
    Advance,
    Code,
    Deliver,
    Fault,
    Override,
    Refusal,
    Remark,
    Reseat,
    Rule,
    SetDifficulty,
    Vote,
)

MOST_NAME: Final = 40


def advance(state: State, move: Advance) -> Decision:
    """Decide the next phase; with `skip`, over the heads of teams that have yet to act."""
    phase = state.clock.phase
    if phase == "closed":
        return refuse(Code.CLOSED, "The session is closed.")
    waiting = outstanding(state)
    faults = [*text_faults(move.text)]
    if waiting and not move.skip:
        faults.append(Fault(Code.TEAMS_MISSING, "Some teams have yet to act; skip them to go on.", waiting))
    if phase == "ruling" and unruled(state):
        faults.append(Fault(Code.NOT_RULED, "Rule every move first.", tuple(map(str, unruled(state)))))
    if faults:
        return Refusal(tuple(faults))
    events = phases.advance(state, waiting)
    return (TeamsSkipped(waiting, move.text), *events) if waiting and move.text.strip() else events


def rule(state: State, move: Rule) -> Decision:
    """Decide the ruling of a move."""
    if state.clock.phase != "ruling":
        return Refusal((phase_fault(state, "ruling", "A move is ruled"),))
    if move.target not in state.floor.moves:
        return refuse(Code.TARGET, "That is not a move.", tuple(map(str, unruled(state))))
    for ruling in state.floor.rulings:
        if ruling.node == move.target:
            return refuse(Code.ALREADY_RULED, "That move has been ruled.", tuple(map(str, unruled(state))))
    faults = [*text_faults(move.text)]
    if move.percent is not None or move.outcome is not None:
        if move.percent is not None and move.outcome is not None:
            faults.append(Fault(Code.MALFORMED, "Set a chance or an outcome, not both."))
        if move.percent is not None and move.percent not in PERCENTS:
            faults.append(Fault(Code.PERCENT, "A chance is set in steps of five percent.", tuple(map(str, PERCENTS))))
        if move.outcome is not None and move.outcome not in OUTCOMES:
            faults.append(Fault(Code.MALFORMED, "An outcome is full, partial or fail.", OUTCOMES))
        if not move.text.strip():
            faults.append(Fault(Code.EMPTY, "A ruling of control's own needs its reason."))
    return Refusal(tuple(faults)) if faults else (ruled(state, move),)


def override(state: State, move: Override) -> Decision:
    """Decide another outcome of a ruled move."""
    faults = []
    if state.clock.phase != "ruling":
        faults.append(phase_fault(state, "ruling", "A ruling is overridden"))
    ruled = {ruling.node: outcome for ruling, outcome in zip(state.floor.rulings, state.floor.outcomes, strict=True)}
    if move.target not in ruled:
        faults.append(Fault(Code.NOT_RULED, "That move has no ruling yet.", tuple(map(str, ruled))))
    if move.outcome not in OUTCOMES:
        faults.append(Fault(Code.MALFORMED, "An outcome is full, partial or fail.", OUTCOMES))
    if not move.text.strip():
        faults.append(Fault(Code.EMPTY, "An override needs its reason."))
    faults += text_faults(move.text)
    if faults:
        return Refusal(tuple(faults))
    team = state.floor.nodes[move.target].team
    return (RulingOverridden(move.target, team, ruled[move.target], move.outcome, move.text),)  # type: ignore[arg-type]


def deliver(state: State, move: Deliver) -> Decision:
    """Decide an inject that control delivers by hand."""
    faults = [*text_faults(move.text)]
    if state.clock.phase not in DELIVERABLE:
        now, legal = state.clock.phase, tuple(sorted(DELIVERABLE, reverse=True))
        faults.append(Fault(Code.WRONG_PHASE, f"An inject is delivered in situation or caucus, not in {now}.", legal))
    elif move.inject not in undelivered(state):
        faults.append(Fault(Code.INJECT, "There is no such inject, or it has been delivered.", undelivered(state)))
    if faults:
        return Refusal(tuple(faults))
    return phases.with_effects(state, [InjectDelivered(move.inject, "by-hand", move.text)])


def adjust(state: State, move: Adjust) -> Decision:
    """Decide a level that control sets by hand."""
    faults = [*text_faults(move.text)]
    if state.clock.phase in UNADJUSTABLE:
        faults.append(Fault(Code.WRONG_PHASE, f"No level is set in {state.clock.phase}."))
    if move.indicator not in state.game.world.index:
        faults.append(Fault(Code.INDICATOR, "There is no such indicator.", state.game.world.ids))
    if move.level not in ADJUSTABLE:
        faults.append(Fault(Code.INDICATOR, f"A level is set from {ADJUSTABLE[0]} to {ADJUSTABLE[-1]}."))
    if not move.text.strip():
        faults.append(Fault(Code.EMPTY, "A level set by hand needs its reason."))
    if faults:
        return Refusal(tuple(faults))
    return LevelAdjusted(move.indicator, move.level, move.text), adjusted(state, move.indicator, move.level)


def set_difficulty(state: State, move: SetDifficulty) -> Decision:
    """Decide how hard a team's own action is."""
    faults = [*text_faults(move.text)]
    actions = difficulties_open(state)
    if move.target not in actions:
        faults.append(
            Fault(Code.TARGET, "Only an action of a team's own that waits for its ruling.", tuple(map(str, actions)))
        )
    difficulties = {str(word): modifier for word, modifier in DIFFICULTY_MODIFIERS.items()}
    if move.difficulty not in difficulties:
        faults.append(Fault(Code.MALFORMED, "A difficulty is easy, even or hard.", tuple(difficulties)))
    if faults:
        return Refusal(tuple(faults))
    card = state.floor.nodes[move.target].card
    return (DifficultySet(move.target, card, difficulties[move.difficulty], move.text),)


def reseat(state: State, move: Reseat) -> Decision:
    """Decide who sits on a seat from now on."""
    if state.clock.phase == "closed":
        return refuse(Code.CLOSED, "The session is closed.")
    seats = tuple([seat for seat, _ in state.setup.seats])
    if move.seat not in seats:
        return refuse(Code.NO_SUCH_SEAT, "There is no such seat.", seats)
    if not move.who.strip() or len(move.who) > MOST_NAME or not move.who.isprintable():
        return refuse(Code.SEAT, "Say who sits there: person, or the name of a player.")
    if move.who == "table" and move.seat != CONTROL:
        return refuse(Code.SEAT, "The table plays control alone; a team is played by a person or a player.")
    faults = text_faults(move.text)
    return Refusal(tuple(faults)) if faults else (SeatTaken(move.seat, move.who, move.text),)


def vote(state: State, move: Vote) -> Decision:
    """Decide a vote on the thesis; the last one of a phase counts."""
    phase = state.clock.phase
    if phase not in VOTING:
        return Refusal((Fault(Code.WRONG_PHASE, "The room votes in the brief and in the debrief."),))
    if any(count not in VOTES for count in (move.yes, move.no, move.unsure)):
        return refuse(Code.MALFORMED, f"A count of votes goes from 0 to {VOTES[-1]}.")
    return (ThesisVoted(phase, move.yes, move.no, move.unsure),)


def remark(state: State, move: Remark) -> Decision:
    """Decide a remark on the clock."""
    faults = [*text_faults(move.text)]
    if move.what not in REMARKS:
        faults.append(Fault(Code.MALFORMED, "The clock is paused, resumed or extended."))
    if move.minutes not in MINUTES:
        faults.append(Fault(Code.MALFORMED, f"Minutes go from 0 to {MINUTES[-1]}."))
    if state.clock.phase == "closed":
        faults.append(Fault(Code.CLOSED, "The session is closed."))
    return Refusal(tuple(faults)) if faults else (ClockRemarked(move.what, move.minutes, move.text),)
