"""The order of a session: rounds, phases and turns (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exercise.engine import floor, hands
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
    Origin,
    PhaseOpened,
    PlayEnded,
    RoundOpened,
    SecretsOpened,
    TeamHeld,
    TeamPassed,
)
from exercise.engine.game import InjectFace
from exercise.engine.state import State
from exercise.rules.draws import position


def advance(state: State, missing: tuple[str, ...]) -> tuple[Event, ...]:
    """Return the events that open the next phase; `missing` teams hold or pass.

    A phase in which nothing can be done is left out: without moves there is no debate, without counters no answers.
    """
    phase = state.clock.phase
    if phase == "brief":
        return _open_round(state, 1)
    if phase == "situation":
        return _open_caucus(state)
    if phase == "caucus":
        return _then(state, [TeamHeld(team, missing=True) for team in missing], _reveal)
    if phase == "reveal":
        return _open_debate(state) if state.floor.nodes else _open_consequences(state)
    if phase == "debate":
        return _then(state, [TeamPassed(team, missing=True, turn="") for team in missing], _open_answers)
    if phase == "answers":
        return _then(state, [TeamPassed(team, missing=True, turn="") for team in missing], _open_judging)
    if phase == "ballot":
        return (revealed(state), PhaseOpened("ruling"))
    if phase == "ruling":
        return _open_consequences(state)
    if phase == "consequences":
        ending = next((name for name, when in state.game.endings if met(state, when)), "")
        if ending or state.clock.round >= state.setup.rounds:
            return _end(state, ending)
        return _open_round(state, state.clock.round + 1)
    return (PhaseOpened("closed"),)


def _then(state: State, events: Sequence[Event], then: Callable[[State], tuple[Event, ...]]) -> tuple[Event, ...]:
    for event in events:
        state = apply(state, event)
    return (*events, *then(state))


def _open_round(state: State, number: int) -> tuple[Event, ...]:
    teams = state.game.teams
    first = (number - 1) % len(teams)
    opened = RoundOpened(number, teams[first:] + teams[:first])
    after = apply(state, opened)
    return (opened, *with_effects(after, _due_injects(after)))


def _due_injects(state: State) -> list[InjectDelivered]:
    """Return the injects of this situation: scheduled, then triggered, then the drawn one, each in the deck's order."""
    now, delivered = state.clock.round, state.world.delivered
    waiting = [inject for inject in state.game.injects.values() if inject.id not in delivered]
    due = [InjectDelivered(i.id, "scheduled") for i in waiting if i.how == "scheduled" and i.round <= now]
    due += [InjectDelivered(i.id, "triggered") for i in waiting if i.how == "triggered" and met(state, i.when)]
    if now in state.game.draw_rounds:
        drawn = _draw_inject(state)
        if drawn is not None:
            due.append(InjectDelivered(drawn.id, "drawn"))
    return due


def _draw_inject(state: State) -> InjectFace | None:
    pile = [inject for inject in state.game.injects.values() if inject.how == "drawn"]
    out = [place for place, inject in enumerate(pile) if inject.id in state.world.delivered]
    if len(out) == len(pile):
        return None
    return pile[position(inject_word(state.setup.seed, state.setup.stream, len(out)), len(pile), out)]


def with_effects(state: State, injects: list[InjectDelivered]) -> tuple[Event, ...]:
    """Return injects with what their shocks, all together, do to the world."""
    pushes: Pushes = []
    for inject in injects:
        shocks = state.game.injects[inject.inject].shocks
        if shocks:
            pushes.append((Origin("inject", state.clock.round, "", inject.inject), list(shocks)))
    moved = levels_moved(state, pushes, "inject")
    return tuple(injects) if moved is None else (*injects, moved)


def _open_caucus(state: State) -> tuple[Event, ...]:
    dealt = [event for place in range(len(state.teams)) for event in hands.deal(state, place)]
    return (PhaseOpened("caucus"), *dealt)


def _reveal(state: State) -> tuple[Event, ...]:
    sprung = {
        name: team.secret
        for name, team in zip(state.game.teams, state.teams, strict=True)
        if team.secret is not None and met(state, (state.game.triggers[team.secret.trigger],))
    }
    return (PhaseOpened("reveal"), floor.reveal(state, sprung))


def _open_debate(state: State) -> tuple[Event, ...]:
    first = next(
        (team for team in state.clock.order if floor.may_file_somewhere(state, state.game.team_index[team])), ""
    )
    return (PhaseOpened("debate", first),)


def _open_answers(state: State) -> tuple[Event, ...]:
    first = next((team for team in state.clock.order if floor.answerable(state, state.game.team_index[team])), "")
    return (PhaseOpened("answers", first),) if first else _open_judging(state)


def _open_judging(state: State) -> tuple[Event, ...]:
    """Return the events that open the ballot, where there is one and a move to estimate, else the rulings."""
    ballots = state.setup.adjudication == "ballot"
    if ballots and any(floor.contested(state.floor, move) for move in state.floor.moves):
        return (PhaseOpened("ballot"),)
    return (PhaseOpened("ruling"),)


def _open_consequences(state: State) -> tuple[Event, ...]:
    events: list[Event] = [PhaseOpened("consequences")]
    for ruling, outcome in zip(state.floor.rulings, state.floor.outcomes, strict=True):
        if outcome == "full" and state.face(ruling.card).commits:
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
    agreed = tuple([letter for letter in state.letters if letter.accepted and letter.round == state.clock.round])
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
    return (PlayEnded(ending), *opened, ObjectivesJudged(results), PhaseOpened("debrief"))


# Turns


def turn_after_filing(state: State, place: int, move: int) -> str:
    """Return whose turn it is once the team in this place has filed on a move, its filing not yet counted.

    A team that files in turn gives it to the next that may file; one keyed out of turn leaves it where it was, unless
    that team can't file any more.
    """
    filed = floor.filed_after(state, place, move)
    teams = state.teams
    return _next(state, place, lambda other: not teams[other].passed and floor.may_file_somewhere(state, other, filed))


def turn_after_attack(state: State, place: int) -> str:
    """Return whose turn it is once the team in this place has attacked a claim, its attack not yet counted."""
    filed = floor.attacked_after(state, place)
    teams = state.teams
    return _next(state, place, lambda other: not teams[other].passed and floor.may_file_somewhere(state, other, filed))


def turn_after_pass(state: State, place: int) -> str:
    """Return whose turn it is once the team in this place has passed."""
    may_act = floor.may_file_somewhere if state.clock.phase == "debate" else floor.answerable
    return _next(
        state, place, lambda other: other != place and not state.teams[other].passed and bool(may_act(state, other))
    )


def turn_after_answer(state: State, place: int, move: int) -> str:
    """Return whose turn it is once the team in this place has answered on a move, its answer not yet counted."""
    answered = list(state.floor.answered)
    answered[state.floor.moves.index(move)] += 1

    def may_answer(other: int) -> bool:
        return not state.teams[other].passed and bool(floor.answerable(state, other, answered))

    return _next(state, place, may_answer)


def _next(state: State, place: int, may_act: Callable[[int], bool]) -> str:
    """Return the first team in speaking order, from the one after the speaker, that may act; the speaker comes last.

    Where the speaker spoke out of turn, the search starts with the team whose turn it is.
    """
    order, turn = state.clock.order, state.clock.turn
    speaker = state.game.teams[place]
    start = order.index(speaker) + 1 if turn in (speaker, "") else order.index(turn)
    for team in order[start:] + order[:start]:
        if may_act(state.game.team_index[team]):
            return team
    return ""
