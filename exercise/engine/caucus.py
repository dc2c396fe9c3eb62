"""What a team decides in caucus: swaps, withdrawals, and its move for the round."""

from __future__ import annotations

from exercise.engine import hands
from exercise.engine.events import CommitmentWithdrawn, MoveSealed, TeamHeld
from exercise.engine.faults import Decision, phase_fault, refuse, second_claim_faults, text_faults
from exercise.engine.game import MOST_OWN_SHOCKS, MOST_REASONS, OWN_PREFIX
from exercise.engine.options import commitments_full, triggers
from exercise.engine.state import State
from exercise.frozen import maker
from exercise.moves import Act, Code, Fault, Hold, Reason, Refusal, Seal, Swap, Withdraw

_sealed = maker(MoveSealed)


def swap(state: State, place: int, team: str, move: Swap, in_turn: bool) -> Decision:
    """Decide a swap of one card."""
    faults = _caucus_faults(state, place, "A card is swapped")
    mine = state.teams[place]
    if mine.swapped:
        faults.append(Fault(Code.ALREADY_SWAPPED, "This team has swapped a card this round."))
    if move.card not in mine.hand:
        faults.append(Fault(Code.NOT_IN_HAND, "That card is not in the hand.", mine.hand))
    elif not hands.may_swap(state, place):
        faults.append(Fault(Code.NOTHING_TO_DRAW, "No other card can be drawn now; keep this one."))
    return Refusal(tuple(faults)) if faults else hands.swap(state, place, move.card)


def withdraw(state: State, place: int, team: str, move: Withdraw, in_turn: bool) -> Decision:
    """Decide the end of a commitment."""
    faults = _caucus_faults(state, place, "A commitment is withdrawn")
    standing = tuple(card for card, _ in state.teams[place].commitments)
    if move.card not in standing:
        faults.append(Fault(Code.NOT_COMMITTED, "No commitment of this team rests on that card.", standing))
    return Refusal(tuple(faults)) if faults else (CommitmentWithdrawn(team, move.card),)


def _caucus_faults(state: State, place: int, what: str) -> list[Fault]:
    faults = []
    if state.clock.phase != "caucus":
        faults.append(phase_fault(state, "caucus", what))
    mine = state.teams[place]
    if mine.sealed or mine.held:
        faults.append(Fault(Code.ALREADY_SEALED, "This team has settled its move for the round."))
    return faults


def seal(state: State, place: int, team: str, move: Seal, in_turn: bool) -> Decision:
    """Decide a team's move for the round."""
    faults = _caucus_faults(state, place, "A move is sealed")
    mine = state.teams[place]
    if move.card not in mine.hand:
        faults.append(Fault(Code.NOT_IN_HAND, "That card is not in the hand.", mine.hand))
    else:
        face = state.game.cards[move.card]
        if not hands.usable(state, mine, face):
            faults.append(Fault(Code.REQUIREMENT, "What this card requires is not the case now."))
        if face.commits and commitments_full(mine):
            faults.append(
                Fault(
                    Code.COMMITMENTS_FULL,
                    "Two commitments of this team stand; withdraw one first.",
                    tuple(card for card, _ in mine.commitments),
                )
            )
        faults += _reason_faults(state, move.reasons, state.grounds(face))
    faults += text_faults(move.text)
    if move.trigger:
        faults += _trigger_faults(state, place, move.trigger)
    if faults:
        return Refusal(tuple(faults))
    return (_sealed(team, move.card, move.reasons, move.text, trigger=move.trigger),)


def act(state: State, place: int, team: str, move: Act, in_turn: bool) -> Decision:
    """Decide an action of a team's own."""
    if not state.setup.level.own_actions:
        return refuse(Code.RULES_LEVEL, "These rules have no actions of one's own; play a card.", ("seal", "hold"))
    faults = _caucus_faults(state, place, "An action is sealed")
    shocks = state.game.own_shocks
    known = [shocks[shock][0] for shock in move.shocks if shock in shocks]
    if len(known) < len(move.shocks) or not 1 <= len(known) <= MOST_OWN_SHOCKS or len(set(known)) < len(known):
        faults.append(
            Fault(
                Code.SHOCKS,
                "An action pushes one or two indicators, by a small or a medium amount.",
                tuple(shocks),
            )
        )
    faults += _reason_faults(state, move.reasons, state.citable)
    faults += text_faults(move.text)
    if not move.text.strip():
        faults.append(Fault(Code.EMPTY, "Say what the team does."))
    if move.trigger:
        faults += _trigger_faults(state, place, move.trigger)
    if faults:
        return Refusal(tuple(faults))
    card = f"{OWN_PREFIX}{state.clock.round}:{team}"
    return (_sealed(team, card, move.reasons, move.text, move.shocks, move.trigger),)


def _reason_faults(state: State, reasons: tuple[Reason, ...], allowed: tuple[str, ...]) -> list[Fault]:
    faults = []
    if not 1 <= len(reasons) <= MOST_REASONS:
        faults.append(Fault(Code.REASONS, f"A move has one to {MOST_REASONS} reasons.", allowed))
    cited = [reason.claim for reason in reasons]
    also = [reason.also for reason in reasons if reason.also]
    if also:
        cited += also
        faults += second_claim_faults(state)
    if len(set(cited)) < len(cited):
        faults.append(Fault(Code.CLAIM_TWICE, "Each reason needs a claim of its own.", allowed))
    strange = [claim for claim in cited if claim not in allowed]
    faults += [Fault(Code.CLAIM, "This move can't rest on that claim.", allowed) for _ in strange]
    for number, reason in enumerate(reasons, 1):
        faults += text_faults(reason.text, f"The text of reason {number}")
    return faults


def _trigger_faults(state: State, place: int, trigger: str) -> list[Fault]:
    if not state.setup.level.secrets:
        return [Fault(Code.RULES_LEVEL, "These rules have no secret moves.")]
    faults = []
    if state.teams[place].secret is not None:
        faults.append(Fault(Code.SECRET_WAITS, "A secret move of this team waits already."))
    if trigger not in state.game.triggers:
        faults.append(Fault(Code.TRIGGER, "A secret move waits for a level, as in its options.", triggers(state)))
    elif trigger not in triggers(state):
        faults.append(Fault(Code.TRIGGER, "That is the case already; wait for something else.", triggers(state)))
    return faults


def hold(state: State, place: int, team: str, move: Hold, in_turn: bool) -> Decision:
    """Decide that a team makes no move."""
    faults = _caucus_faults(state, place, "A team holds")
    return Refusal(tuple(faults)) if faults else (TeamHeld(team, missing=False),)
