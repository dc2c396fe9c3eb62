"""The order of a session: rounds and phases (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exercise.engine import floor, hands, turns
from exercise.engine.apply import apply
from exercise.engine.ballots import revealed
from exercise.engine.chance import inject_word
from exercise.engine.conditions import met, result
from exercise.engine.consequences import (
    Pushes,
    facts_established,
    findings_recorded,
    levels_moved,
    pushes_of_the_round,
)
from exercise.engine.events import (
    AgreementsRecorded,
    CommitmentMade,
    Event,
    InjectDelivered,
    ObjectivesJudged,
    PhaseOpened,
    PlayEnded,
    RoundOpened,
    SecretsOpened,
    TeamHeld,
    TeamPassed,
)
from exercise.engine.game import MOST_COMMITMENTS, InjectFace
from exercise.engine.parts import Secret, make_origin
from exercise.engine.state import State
from exercise.frozen import maker
from exercise.rules.draws import position
from exercise.rules.turns import first_speaker

_phase_opened = maker(PhaseOpened)
_delivered = maker(InjectDelivered)


def advance(state: State, missing: tuple[str, ...]) -> tuple[Event, ...]:
    """Return the events that open the next phase; `missing` teams hold or pass.

    A phase in which nothing can be done is left out: without moves, and where no claim may be attacked either, there is
    no debate; without counters there are no answers.
    """
    phase = state.clock.phase
    if phase == "brief":
        return _open_round(state, 1)
    if phase == "situation":
        return _open_caucus(state)
    if phase == "caucus":
        return _then(state, [TeamHeld(team, missing=True) for team in missing], _reveal)
    if phase == "reveal":
        debated = state.floor.nodes or floor.may_attack(state)
        return _open_debate(state) if debated else _open_consequences(state)
    if phase == "debate":
        return _then(state, [TeamPassed(team, missing=True, turn="") for team in missing], _open_answers)
    if phase == "answers":
        return _then(state, [TeamPassed(team, missing=True, turn="") for team in missing], _open_judging)
    if phase == "ballot":
        return (revealed(state), _phase_opened("ruling"))
    if phase == "ruling":
        return _open_consequences(state)
    if phase == "consequences":
        ending = next((name for name, when in state.game.endings if met(state, when)), "")
        if ending or state.clock.round >= state.setup.rounds:
            return _end(state, ending)
        return _open_round(state, state.clock.round + 1)
    return (_phase_opened("closed"),)


def _then(state: State, events: Sequence[Event], then: Callable[[State], tuple[Event, ...]]) -> tuple[Event, ...]:
    for event in events:
        state = apply(state, event)
    return (*events, *then(state))


def _open_round(state: State, number: int) -> tuple[Event, ...]:
    teams = state.game.teams
    first = first_speaker(number, len(teams))
    opened = RoundOpened(number, teams[first:] + teams[:first])
    after = apply(state, opened)
    return (opened, *with_effects(after, _due_injects(after)))


def _due_injects(state: State) -> list[InjectDelivered]:
    """Return the injects of this situation: scheduled, then triggered, then the drawn one, each in the deck's order."""
    game, now, delivered = state.game, state.clock.round, frozenset(state.world.delivered)
    due = [
        _delivered(inject.id, "scheduled")
        for inject in game.scheduled
        if inject.round <= now and inject.id not in delivered
    ]
    due += [
        _delivered(inject.id, "triggered")
        for inject in game.triggered
        if inject.id not in delivered and met(state, inject.when)
    ]
    if now in game.draw_rounds:
        drawn = _draw_inject(state, delivered)
        if drawn is not None:
            due.append(_delivered(drawn.id, "drawn"))
    return due


def _draw_inject(state: State, delivered: frozenset[str]) -> InjectFace | None:
    pile = state.game.drawn
    out = [place for place, inject in enumerate(pile) if inject.id in delivered]
    if len(out) == len(pile):
        return None
    return pile[position(inject_word(state.setup.seed, state.setup.stream, len(out)), len(pile), out)]


def with_effects(state: State, injects: list[InjectDelivered]) -> tuple[Event, ...]:
    """Return injects with what their shocks, all together, do to the world."""
    pushes: Pushes = []
    for inject in injects:
        shocks = state.game.injects[inject.inject].shocks
        if shocks:
            pushes.append((make_origin("inject", state.clock.round, "", inject.inject), list(shocks)))
    moved = levels_moved(state, pushes, "inject")
    return tuple(injects) if moved is None else (*injects, moved)


def _open_caucus(state: State) -> tuple[Event, ...]:
    dealt = [event for place in range(len(state.teams)) for event in hands.deal(state, place)]
    return (_phase_opened("caucus"), *dealt)


def _reveal(state: State) -> tuple[Event, ...]:
    sprung = {
        name: team.secret
        for name, team in zip(state.game.teams, state.teams, strict=True)
        if team.secret is not None and _springs(state, team.secret)
    }
    return (_phase_opened("reveal"), floor.reveal(state, sprung))


def _springs(state: State, secret: Secret) -> bool:
    """Return whether what a secret move waits for is the case, and what its card requires still is."""
    card = state.game.cards.get(secret.card)
    return met(state, (state.game.triggers[secret.trigger], *(card.requires if card is not None else ())))


def _open_debate(state: State) -> tuple[Event, ...]:
    return (_phase_opened("debate", turns.first_to_file(state)),)


def _open_answers(state: State) -> tuple[Event, ...]:
    first = turns.first_to_answer(state)
    return (_phase_opened("answers", first),) if first else _open_judging(state)


def _open_judging(state: State) -> tuple[Event, ...]:
    """Return the events that open the ballot, where there is a move to estimate, else the rulings of moves, if any."""
    if not state.floor.moves:
        return _open_consequences(state)
    ballots = state.setup.adjudication == "ballot"
    if ballots and any(floor.contested(state.floor, move) for move in state.floor.moves):
        return (_phase_opened("ballot"),)
    return (_phase_opened("ruling"),)


def _open_consequences(state: State) -> tuple[Event, ...]:
    events: list[Event] = [_phase_opened("consequences")]
    standing = {name: len(team.commitments) for name, team in zip(state.game.teams, state.teams, strict=True)}
    for ruling, outcome in zip(state.floor.rulings, state.floor.outcomes, strict=True):
        # A secret move may spring when two of its team's commitments stand: then it makes no third.
        if outcome == "full" and state.face(ruling.card).commits and standing[ruling.team] < MOST_COMMITMENTS:
            standing[ruling.team] += 1
            events.append(CommitmentMade(ruling.team, ruling.card))
    moved = levels_moved(state, pushes_of_the_round(state), "consequences")
    if moved is not None:
        events.append(moved)
    findings = findings_recorded(state)
    if findings is not None:
        events.append(findings)
    facts = facts_established(state) if state.setup.level.facts else None
    if facts is not None:
        events.append(facts)
    agreed = tuple([letter for letter in state.record.letters if letter.accepted and letter.round == state.clock.round])
    if agreed:
        events.append(AgreementsRecorded(agreed))
    return tuple(events)


def _end(state: State, ending: str) -> tuple[Event, ...]:
    results = tuple(
        (team, goal.id, result(state, goal))
        for team, goals in zip(state.game.teams, state.game.goals, strict=True)
        for goal in goals
    )
    waiting = tuple(
        [
            (name, team.secret)
            for name, team in zip(state.game.teams, state.teams, strict=True)
            if team.secret is not None
        ]
    )
    opened = (SecretsOpened(waiting),) if waiting else ()
    return (PlayEnded(ending), *opened, ObjectivesJudged(results), _phase_opened("debrief"))
