"""Dealing and swapping cards."""

from __future__ import annotations

from exercise.engine.chance import draw_word
from exercise.engine.conditions import met
from exercise.engine.events import CardsDealt, CardSwapped, PileTurned
from exercise.engine.game import CardFace
from exercise.engine.state import State, TeamState
from exercise.frozen import maker
from exercise.rules.draws import position

_dealt = maker(CardsDealt)


def usable(state: State, team: TeamState, face: CardFace) -> bool:
    """Return whether a team may hold a card: its requirements are met, and it neither stands nor waits in secret."""
    if team.secret is not None and team.secret.card == face.id:
        return False
    if face.commits:
        for card, _ in team.commitments:
            if card == face.id:
                return False
    return not face.requires or met(state, face.requires)


def may_swap(state: State, place: int) -> bool:
    """Return whether a swap would bring the team in this place another card."""
    team = state.teams[place]
    return any(face.id not in team.hand and usable(state, team, face) for face in state.game.piles[place])


def deal(state: State, place: int) -> tuple[CardsDealt | PileTurned, ...]:
    """Return the events that fill a team's hand for the caucus.

    In the first round the opening cards come first. Cards that may not be held go back and others are drawn.
    """
    game, team = state.game, state.teams[place]
    hand = list(team.hand)
    spent = list(team.spent)
    if state.clock.round == 1:
        hand = [face.id for face in game.piles[place] if face.opening]
    for card in tuple(hand):
        if not usable(state, team, game.cards[card]):
            hand.remove(card)
            spent.append(card)
    draws, turned = _draw(state, place, hand, spent, state.setup.level.hand)
    dealt = _dealt(game.teams[place], tuple(hand), tuple(spent), draws)
    return (PileTurned(game.teams[place]), dealt) if turned else (dealt,)


def swap(state: State, place: int, card: str) -> tuple[CardSwapped | PileTurned, ...]:
    """Return the events that put one card of the hand back and draw another, never the same."""
    team = state.teams[place]
    hand = list(team.hand)
    spent = list(team.spent)
    draws, turned = _draw(state, place, hand, spent, len(hand) + 1)
    hand.remove(card)
    spent.append(card)
    name = state.game.teams[place]
    swapped = CardSwapped(name, card, tuple(hand), tuple(spent), draws)
    return (PileTurned(name), swapped) if turned else (swapped,)


def _draw(state: State, place: int, hand: list[str], spent: list[str], wanted: int) -> tuple[int, bool]:
    """Fill `hand` up to `wanted` cards; return the team's draws so far and whether the pile was turned.

    A drawn card that may not be held goes to `spent`. An empty pile is turned only where that brings back a card that
    may be held, so that this ends.
    """
    game, setup, team = state.game, state.setup, state.teams[place]
    pile = game.piles[place]
    draws = team.draws
    turned = False
    while len(hand) < wanted:
        out = sorted([game.cards[card].number for card in (*hand, *spent)])
        if len(out) == len(pile):
            if not any(usable(state, team, game.cards[card]) for card in spent):
                break
            turned = True
            spent.clear()
            continue
        face = pile[position(draw_word(setup.seed, setup.stream, place, draws), len(pile), out)]
        draws += 1
        (hand if usable(state, team, face) else spent).append(face.id)
    return draws, turned
