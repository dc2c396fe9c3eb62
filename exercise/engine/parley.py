"""What teams write to one another in caucus, and what they agree."""

from __future__ import annotations

from exercise.engine.events import LetterSent, OfferAccepted
from exercise.engine.faults import Decision, phase_fault, refuse, text_faults
from exercise.engine.game import MOST_LETTERS
from exercise.engine.options import open_offers
from exercise.engine.parts import Letter
from exercise.engine.state import State
from exercise.moves import Accept, Code, Fault, Message, Offer, Refusal


def write(state: State, place: int, team: str, move: Message | Offer, in_turn: bool) -> Decision:
    """Decide a message, or an offer, to another team."""
    if not state.setup.level.parley:
        return refuse(Code.RULES_LEVEL, "These rules have no parley.")
    faults = []
    if state.clock.phase != "caucus":
        faults.append(phase_fault(state, "caucus", "Teams write to one another"))
    elif state.teams[place].letters >= MOST_LETTERS:
        faults.append(Fault(Code.LETTERS, f"A team writes {MOST_LETTERS} times in a caucus."))
    if move.to == team or move.to not in state.game.team_index:
        others = tuple([name for name in state.game.teams if name != team])
        faults.append(Fault(Code.NO_SUCH_SEAT, "A letter goes to another team.", others))
    if not move.text.strip():
        faults.append(Fault(Code.EMPTY, "Write what it says."))
    faults += text_faults(move.text)
    if faults:
        return Refusal(tuple(faults))
    return (LetterSent(Letter(state.clock.round, team, move.to, move.text, offer=move.kind == "offer")),)


def accept(state: State, place: int, team: str, move: Accept, in_turn: bool) -> Decision:
    """Decide that a team accepts an offer."""
    if not state.setup.level.parley:
        return refuse(Code.RULES_LEVEL, "These rules have no parley.")
    if state.clock.phase != "caucus":
        return Refusal((phase_fault(state, "caucus", "An offer is accepted"),))
    offers = open_offers(state, team)
    if not 0 <= move.offer < len(offers):
        legal = tuple(map(str, range(len(offers))))
        return refuse(Code.OFFER, "There is no such offer to this team, or it was accepted.", legal)
    return (OfferAccepted(offers[move.offer]),)
