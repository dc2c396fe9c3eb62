"""What control decides: the next phase, rulings and overrides, injects by hand."""

from __future__ import annotations

from exercise.engine import phases
from exercise.engine.events import InjectDelivered, RulingOverridden
from exercise.engine.faults import Decision, phase_fault, refuse, text_faults
from exercise.engine.options import DELIVERABLE, OUTCOMES, PERCENTS, outstanding, undelivered, unruled
from exercise.engine.ruling import ruled
from exercise.engine.state import State
from exercise.moves import Advance, Code, Deliver, Fault, Override, Refusal, Rule


def advance(state: State, move: Advance) -> Decision:
    """Decide the next phase; with `skip`, over the heads of teams that have yet to act."""
    phase = state.clock.phase
    if phase == "closed":
        return refuse(Code.CLOSED, "The session is closed.")
    waiting = outstanding(state)
    if waiting and not move.skip:
        return refuse(Code.TEAMS_MISSING, "Some teams have yet to act; skip them to go on.", waiting)
    if phase == "ruling" and unruled(state):
        return refuse(Code.NOT_RULED, "Rule every move first.", tuple(map(str, unruled(state))))
    return phases.advance(state, waiting)


def rule(state: State, move: Rule) -> Decision:
    """Decide the ruling of a move."""
    if state.clock.phase != "ruling":
        return Refusal((phase_fault(state, "ruling", "A move is ruled"),))
    waiting = unruled(state)
    if move.target not in waiting:
        nodes = state.floor.nodes
        if 0 <= move.target < len(nodes) and nodes[move.target].kind == "move":
            return refuse(Code.ALREADY_RULED, "That move has been ruled.", tuple(map(str, waiting)))
        return refuse(Code.TARGET, "That is not a move.", tuple(map(str, waiting)))
    faults = [*text_faults(move.text)]
    if move.percent is not None and move.outcome is not None:
        faults.append(Fault(Code.MALFORMED, "Set a chance or an outcome, not both."))
    if move.percent is not None and move.percent not in PERCENTS:
        faults.append(Fault(Code.PERCENT, "A chance is set in steps of five percent.", tuple(map(str, PERCENTS))))
    if move.outcome is not None and move.outcome not in OUTCOMES:
        faults.append(Fault(Code.MALFORMED, "An outcome is full, partial or fail.", OUTCOMES))
    if (move.percent is not None or move.outcome is not None) and not move.text.strip():
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
        faults.append(phase_fault(state, "situation", "An inject is delivered"))
    elif move.inject not in undelivered(state):
        faults.append(Fault(Code.INJECT, "There is no such inject, or it has been delivered.", undelivered(state)))
    if faults:
        return Refusal(tuple(faults))
    return phases.with_effects(state, [InjectDelivered(move.inject, "by-hand", move.text)])
