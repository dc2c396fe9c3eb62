"""States, teams and clocks with one part changed, made by what builds each soonest."""

from __future__ import annotations

from exercise.engine.state import (
    Clock,
    Floor,
    Standing,
    State,
    TeamState,
    WorldState,
    make_clock,
    make_state,
    make_team,
)


def team_of(state: State, name: str) -> TeamState:
    """Return a team's part of a state."""
    return state.teams[state.game.team_index[name]]


def with_team(state: State, name: str, changed: TeamState) -> State:
    """Return a state with another part for a team."""
    place = state.game.team_index[name]
    teams = (*state.teams[:place], changed, *state.teams[place + 1 :])
    return make_state(
        state.game, state.setup, state.clock, teams, state.floor, state.standing, state.world, state.record
    )


def turned(clock: Clock, turn: str) -> Clock:
    """Return a clock with another team's turn."""
    return make_clock(clock.phase, clock.round, clock.order, turn)


def with_floor(state: State, floor: Floor) -> State:
    """Return a state with another floor."""
    return make_state(
        state.game, state.setup, state.clock, state.teams, floor, state.standing, state.world, state.record
    )


def with_standing(state: State, standing: Standing) -> State:
    """Return a state with other strengths, links and findings."""
    return make_state(
        state.game, state.setup, state.clock, state.teams, state.floor, standing, state.world, state.record
    )


def with_world(state: State, world: WorldState) -> State:
    """Return a state with another world."""
    return make_state(
        state.game, state.setup, state.clock, state.teams, state.floor, state.standing, world, state.record
    )


def with_cards(team: TeamState, hand: tuple[str, ...], spent: tuple[str, ...], draws: int, swapped: bool) -> TeamState:
    """Return a team with other cards, of which `draws` were drawn ever."""
    return make_team(
        hand,
        spent,
        draws,
        swapped,
        team.sealed,
        team.reasons,
        team.text,
        team.held,
        team.passed,
        team.commitments,
        team.ballots,
        team.shocks,
        team.secret,
        team.letters,
    )


def with_acts(
    team: TeamState,
    held: bool,
    passed: bool,
    commitments: tuple[tuple[str, int], ...],
    ballots: tuple[tuple[int, int], ...] | None = None,
) -> TeamState:
    """Return a team with what it has done in the round so far; its estimates stay where none are given."""
    return make_team(
        team.hand,
        team.spent,
        team.draws,
        team.swapped,
        team.sealed,
        team.reasons,
        team.text,
        held,
        passed,
        commitments,
        team.ballots if ballots is None else ballots,
        team.shocks,
        team.secret,
        team.letters,
    )
