"""What a team decides in caucus: swaps, withdrawals, and its move for the round."""

from __future__ import annotations

from exercise.engine import hands
from exercise.engine.events import CommitmentWithdrawn, MoveSealed, TeamHeld
from exercise.engine.faults import Decision, phase_fault, text_faults
from exercise.engine.game import MOST_REASONS
from exercise.engine.options import commitments_full
from exercise.engine.state import State
from exercise.moves import Code, Fault, Hold, Refusal, Seal, Swap, Withdraw


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
        cited = [reason.claim for reason in move.reasons]
        if not 1 <= len(cited) <= MOST_REASONS:
            faults.append(Fault(Code.REASONS, f"A move has one to {MOST_REASONS} reasons.", face.claims))
        if len(set(cited)) < len(cited):
            faults.append(Fault(Code.CLAIM_TWICE, "Each reason needs a claim of its own.", face.claims))
        for claim in cited:
            if claim not in face.claims:
                faults.append(Fault(Code.CLAIM, "This card can't rest on that claim.", face.claims))
    for reason in move.reasons:
        faults += text_faults(reason.text)
    faults += text_faults(move.text)
    return Refusal(tuple(faults)) if faults else (MoveSealed(team, move.card, move.reasons, move.text),)


def hold(state: State, place: int, team: str, move: Hold, in_turn: bool) -> Decision:
    """Decide that a team makes no move."""
    faults = _caucus_faults(state, place, "A team holds")
    return Refusal(tuple(faults)) if faults else (TeamHeld(team, missing=False),)
