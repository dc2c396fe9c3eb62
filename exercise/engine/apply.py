"""`apply(state, event) -> State`: assigns what an event says and computes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from exercise.engine.changes import (
    team_of,
    turned,
    with_acts,
    with_cards,
    with_floor,
    with_standing,
    with_team,
    with_world,
)
from exercise.engine.consequences import with_arguments
from exercise.engine.events import (
    BallotSealed,
    BallotsRevealed,
    CardsDealt,
    CardSwapped,
    ClaimAttacked,
    CommitmentMade,
    CommitmentWithdrawn,
    CounterAnswered,
    CounterFiled,
    DifficultySet,
    Event,
    FactsEstablished,
    FindingsRecorded,
    InjectDelivered,
    LetterSent,
    LevelsMoved,
    LinkCountered,
    MoveRuled,
    MoveSealed,
    MoveSeconded,
    MovesRevealed,
    ObjectivesJudged,
    OfferAccepted,
    PhaseOpened,
    PileTurned,
    PlayEnded,
    QuestionPut,
    RoundOpened,
    RulingOverridden,
    SeatTaken,
    SecretsOpened,
    SessionOpened,
    TeamHeld,
    TeamPassed,
    ThesisVoted,
)
from exercise.engine.floor import flat, with_node
from exercise.engine.game import LEVELS, OWN_DIFFICULTY, Game, own_face
from exercise.engine.parts import LinkArgument, Secret
from exercise.engine.state import (
    Clock,
    Estimates,
    Floor,
    Setup,
    Standing,
    State,
    TeamState,
    WorldState,
    make_clock,
    make_floor,
    make_state,
    make_team,
    make_world,
)


def opened(game: Game, event: SessionOpened) -> State:
    """Return the state that the first event of a session makes of a game. Raises KeyError on unknown rules."""
    return State(
        game=game,
        setup=Setup(
            level=LEVELS[event.rules],
            adjudication=event.adjudication,
            rounds=event.rounds,
            seed=event.seed,
            stream=event.stream,
            seats=event.seats,
            start_z=event.z,
            start_claims=event.claims,
            start_thesis=event.thesis,
            start_links=event.links,
        ),
        clock=Clock("brief", 0, game.teams, ""),
        teams=(TeamState(),) * len(game.teams),
        floor=Floor(),
        standing=Standing(event.claims, event.thesis, event.links, game.world.printed),
        world=WorldState(event.z),
    )


def apply(state: State, event: Event) -> State:
    """Return the state after an event. Raises KeyError on an event that this version does not know."""
    return _APPLY[event.kind](state, event)


def _round_opened(state: State, event: RoundOpened) -> State:
    return make_state(
        state.game,
        state.setup,
        make_clock("situation", event.round, event.order, ""),
        tuple(map(_rested, state.teams)),
        make_floor(),
        state.standing,
        state.world,
        state.record,
    )


def _rested(team: TeamState) -> TeamState:
    """Return a team with nothing but what outlasts a round."""
    return make_team(
        team.hand, team.spent, team.draws, False, "", (), "", False, False, team.commitments, (), (), team.secret
    )


def _phase_opened(state: State, event: PhaseOpened) -> State:
    clock, teams = state.clock, state.teams
    for team in teams:
        if team.passed:
            teams = tuple(
                [with_acts(team, team.held, False, team.commitments) if team.passed else team for team in teams]
            )
            break
    now = make_clock(event.phase, clock.round, clock.order, event.turn)
    world = _with_successes(state) if event.phase == "consequences" else state.world
    return make_state(state.game, state.setup, now, teams, state.floor, state.standing, world, state.record)


def _with_successes(state: State) -> WorldState:
    """Return the world with the cards of this round's moves that succeeded; no ruling changes any more."""
    world, floor = state.world, state.floor
    succeeded = tuple(
        [ruling.card for ruling, outcome in zip(floor.rulings, floor.outcomes, strict=True) if outcome != "fail"]
    )
    return make_world(world.z, world.bank, world.delivered, world.succeeded + succeeded)


def _inject_delivered(state: State, event: InjectDelivered) -> State:
    world = state.world
    after = make_world(world.z, world.bank, (*world.delivered, event.inject), world.succeeded)
    return with_world(state, after)


def _levels_moved(state: State, event: LevelsMoved) -> State:
    world, tables = state.world, state.game.world
    z = event.z
    if event.indicators != tables.ids:
        levels = list(world.z)
        for indicator, level in zip(event.indicators, event.z, strict=True):
            levels[tables.index[indicator]] = level
        z = tuple(levels)
    after = make_world(z, event.bank, world.delivered, world.succeeded)
    return with_world(state, after)


def _cards_dealt(state: State, event: CardsDealt) -> State:
    team = team_of(state, event.team)
    return with_team(state, event.team, with_cards(team, event.hand, event.spent, event.draws, team.swapped))


def _pile_turned(state: State, event: PileTurned) -> State:
    team = team_of(state, event.team)
    return with_team(state, event.team, with_cards(team, team.hand, (), team.draws, team.swapped))


def _card_swapped(state: State, event: CardSwapped) -> State:
    team = team_of(state, event.team)
    return with_team(state, event.team, with_cards(team, event.hand, event.spent, event.draws, True))


def _move_sealed(state: State, event: MoveSealed) -> State:
    secret = None
    if event.trigger:
        secret = Secret(event.card, event.reasons, event.text, event.trigger, event.shocks, state.clock.round)

    team = team_of(state, event.team)
    own = event.card not in team.hand
    sealed = make_team(
        team.hand if own else tuple([card for card in team.hand if card != event.card]),
        team.spent if own else (*team.spent, event.card),
        team.draws,
        team.swapped,
        "" if secret else event.card,
        () if secret else event.reasons,
        "" if secret else event.text,
        secret is not None,
        False,
        team.commitments,
        team.ballots,
        () if secret else event.shocks,
        secret or team.secret,
        team.letters,
    )
    return with_team(state, event.team, sealed)


def _team_held(state: State, event: TeamHeld) -> State:
    team = team_of(state, event.team)
    return with_team(state, event.team, with_acts(team, True, team.passed, team.commitments))


def _commitment_withdrawn(state: State, event: CommitmentWithdrawn) -> State:
    team = team_of(state, event.team)
    kept = tuple([entry for entry in team.commitments if entry[0] != event.card])
    return with_team(state, event.team, with_acts(team, team.held, team.passed, kept))


def _moves_revealed(state: State, event: MovesRevealed) -> State:
    moves = tuple([node.number for node in event.nodes if node.kind == "move"])
    filed = (0,) * ((len(moves) + 1) * len(state.teams))
    known = flat(event.nodes, state.game.team_index)
    floor = make_floor(
        event.nodes, event.strengths, moves, filed, (0,) * len(moves), (), (), (), event.secrets, (), known
    )
    if not event.secrets and not event.own:
        return with_floor(state, floor)
    sprung = {event.nodes[number].team for number in event.secrets}
    teams = tuple(
        [
            replace(team, secret=None) if name in sprung else team
            for name, team in zip(state.game.teams, state.teams, strict=True)
        ]
    )
    faces = [own_face(state.game, card, team, shocks, OWN_DIFFICULTY) for card, team, shocks in event.own]
    return replace(state, floor=floor, teams=teams, record=replace(state.record, own=(*state.record.own, *faces)))


def _strengths(before: tuple[float, ...], changed: tuple[tuple[int, float], ...]) -> tuple[float, ...]:
    strengths = [*before, 0.0]
    for number, strength in changed:
        strengths[number] = strength
    return tuple(strengths)


def _filed(
    state: State,
    event: CounterFiled | QuestionPut | LinkCountered | MoveSeconded | CounterAnswered,
    row: int,
    filed: tuple[int, ...],
    answered: tuple[int, ...],
) -> State:
    floor = state.floor
    return make_state(
        state.game,
        state.setup,
        turned(state.clock, event.turn),
        state.teams,
        make_floor(
            (*floor.nodes, event.node),
            _strengths(floor.strengths, event.strengths),
            floor.moves,
            filed,
            answered,
            floor.estimates,
            floor.rulings,
            floor.outcomes,
            floor.secrets,
            floor.attacked,
            with_node(floor.flat, event.node, row),
        ),
        state.standing,
        state.world,
        state.record,
    )


def _counter_filed(state: State, event: CounterFiled | QuestionPut | LinkCountered | MoveSeconded) -> State:
    floor, node = state.floor, event.node
    filed, row = list(floor.filed), floor.moves.index(node.move)
    filed[row * len(state.teams) + state.game.team_index[node.team]] += 1
    return _filed(state, event, row, tuple(filed), floor.answered)


def _counter_answered(state: State, event: CounterAnswered) -> State:
    floor = state.floor
    answered, row = list(floor.answered), floor.moves.index(event.node.move)
    answered[row] += 1
    after = _filed(state, event, row, floor.filed, tuple(answered))
    return _links_argued(after, event.arguments, event.links) if event.arguments else after


def _link_countered(state: State, event: LinkCountered) -> State:
    return _links_argued(_counter_filed(state, event), (event.argument,), (event.link,))


def _links_argued(
    state: State, arguments: tuple[LinkArgument, ...], changed: tuple[tuple[str, float, float], ...]
) -> State:
    standing = state.standing
    links, weights = _with_links(state, changed)
    argued = standing.with_links(links, weights, with_arguments(standing.link_arguments, arguments))
    return with_standing(state, argued)


def _with_links(
    state: State, changed: tuple[tuple[str, float, float], ...]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    links, weights = list(state.standing.links), list(state.standing.weights)
    for link, strength, weight in changed:
        number = state.game.world.link_index[link]
        links[number] = strength
        weights[number] = weight
    return tuple(links), tuple(weights)


def _ballot_sealed(state: State, event: BallotSealed) -> State:
    team = team_of(state, event.team)
    ballots = (*team.ballots, (event.node, event.percent))
    return with_team(state, event.team, with_acts(team, team.held, team.passed, team.commitments, ballots))


def _ballots_revealed(state: State, event: BallotsRevealed) -> State:
    return _judged(state, event.estimates, state.floor.rulings, state.floor.outcomes)


def _team_passed(state: State, event: TeamPassed) -> State:
    place = state.game.team_index[event.team]
    teams = state.teams
    passed = with_acts(teams[place], teams[place].held, True, teams[place].commitments)
    return make_state(
        state.game,
        state.setup,
        turned(state.clock, event.turn),
        (*teams[:place], passed, *teams[place + 1 :]),
        state.floor,
        state.standing,
        state.world,
        state.record,
    )


def _move_ruled(state: State, event: MoveRuled) -> State:
    floor = state.floor
    return _judged(state, floor.estimates, (*floor.rulings, event), (*floor.outcomes, event.outcome))


def _ruling_overridden(state: State, event: RulingOverridden) -> State:
    floor = state.floor
    outcomes = tuple(
        event.outcome if ruling.node == event.node else outcome
        for ruling, outcome in zip(floor.rulings, floor.outcomes, strict=True)
    )
    return _judged(state, floor.estimates, floor.rulings, outcomes)


def _judged(state: State, estimates: Estimates, rulings: tuple[MoveRuled, ...], outcomes: tuple[str, ...]) -> State:
    floor = state.floor
    judged = make_floor(
        floor.nodes,
        floor.strengths,
        floor.moves,
        floor.filed,
        floor.answered,
        estimates,
        rulings,
        outcomes,
        floor.secrets,
        floor.attacked,
        floor.flat,
    )
    return with_floor(state, judged)


def _commitment_made(state: State, event: CommitmentMade) -> State:
    team = team_of(state, event.team)
    commitments = (*team.commitments, (event.card, state.clock.round))
    return with_team(state, event.team, with_acts(team, team.held, team.passed, commitments))


def _with_claims(state: State, changed: tuple[tuple[str, float], ...]) -> tuple[float, ...]:
    claims = list(state.standing.claims)
    for claim, strength in changed:
        claims[state.game.argument.index[claim]] = strength
    return tuple(claims)


def _findings_recorded(state: State, event: FindingsRecorded) -> State:
    standing = state.standing
    links, weights = _with_links(state, event.links)
    facts = standing.facts
    if event.facts:
        now = dict(event.facts)
        facts = tuple([replace(fact, strength=now.get(fact.id, fact.strength)) for fact in facts])
    found = Standing(
        _with_claims(state, event.claims),
        event.thesis,
        links,
        weights,
        standing.findings + event.findings,
        standing.link_arguments,
        standing.claim_arguments,
        facts,
    )
    return with_standing(state, found)


def _claim_attacked(state: State, event: ClaimAttacked) -> State:
    floor, standing = state.floor, state.standing
    links, weights = _with_links(state, event.links)
    nodes, strengths = list(floor.nodes), list(floor.strengths)
    for number, cited, also in event.cited:
        nodes[number] = replace(nodes[number], cited=cited, also_cited=also)
    for number, strength in event.strengths:
        strengths[number] = strength
    filed = list(floor.filed)
    filed[len(floor.moves) * len(state.teams) + state.game.team_index[event.argument.team]] += 1
    return replace(
        state,
        clock=turned(state.clock, event.turn),
        floor=replace(
            floor,
            nodes=tuple(nodes),
            strengths=tuple(strengths),
            filed=tuple(filed),
            attacked=(*floor.attacked, event.argument.target),
        ),
        standing=Standing(
            _with_claims(state, event.claims),
            event.thesis,
            links,
            weights,
            standing.findings,
            standing.link_arguments,
            (*standing.claim_arguments, event.argument),
            standing.facts,
        ),
    )


def _facts_established(state: State, event: FactsEstablished) -> State:
    standing = state.standing
    known = replace(standing, facts=standing.facts + event.facts)
    return with_standing(state, known)


def _letter_sent(state: State, event: LetterSent) -> State:
    team = team_of(state, event.letter.sender)
    after = with_team(state, event.letter.sender, replace(team, letters=team.letters + 1))
    return replace(after, record=replace(state.record, letters=(*state.record.letters, event.letter)))


def _offer_accepted(state: State, event: OfferAccepted) -> State:
    letters = state.record.letters
    place = letters.index(event.letter)
    accepted = replace(event.letter, accepted=True)
    letters = (*letters[:place], accepted, *letters[place + 1 :])
    return replace(state, record=replace(state.record, letters=letters))


def _secrets_opened(state: State, event: SecretsOpened) -> State:
    return replace(state, teams=tuple([replace(team, secret=None) for team in state.teams]))


def _difficulty_set(state: State, event: DifficultySet) -> State:
    faces = state.record.own
    own = tuple([replace(face, difficulty=event.difficulty) if face.id == event.card else face for face in faces])
    return replace(state, record=replace(state.record, own=own))


def _seat_taken(state: State, event: SeatTaken) -> State:
    seats = tuple([(seat, event.who if seat == event.seat else who) for seat, who in state.setup.seats])
    return replace(state, setup=replace(state.setup, seats=seats))


def _thesis_voted(state: State, event: ThesisVoted) -> State:
    kept = [vote for vote in state.record.votes if vote[0] != event.phase]
    votes = (*kept, (event.phase, event.yes, event.no, event.unsure))
    return replace(state, record=replace(state.record, votes=votes))


def _unchanged(state: State, event: Event) -> State:
    return state


def _objectives_judged(state: State, event: ObjectivesJudged) -> State:
    return replace(state, record=replace(state.record, results=event.results))


def _play_ended(state: State, event: PlayEnded) -> State:
    return replace(state, record=replace(state.record, ending=event.ending))


_APPLY: Final[dict[str, Callable[[State, Any], State]]] = {
    "round-opened": _round_opened,
    "phase-opened": _phase_opened,
    "inject-delivered": _inject_delivered,
    "levels-moved": _levels_moved,
    "cards-dealt": _cards_dealt,
    "pile-turned": _pile_turned,
    "card-swapped": _card_swapped,
    "move-sealed": _move_sealed,
    "team-held": _team_held,
    "commitment-withdrawn": _commitment_withdrawn,
    "moves-revealed": _moves_revealed,
    "counter-filed": _counter_filed,
    "question-put": _counter_filed,
    "link-countered": _link_countered,
    "move-seconded": _counter_filed,
    "counter-answered": _counter_answered,
    "team-passed": _team_passed,
    "claim-attacked": _claim_attacked,
    "letter-sent": _letter_sent,
    "offer-accepted": _offer_accepted,
    "agreements-recorded": _unchanged,
    "facts-established": _facts_established,
    "secrets-opened": _secrets_opened,
    "difficulty-set": _difficulty_set,
    "level-adjusted": _unchanged,
    "seat-taken": _seat_taken,
    "teams-skipped": _unchanged,
    "thesis-voted": _thesis_voted,
    "clock-remarked": _unchanged,
    "ballot-sealed": _ballot_sealed,
    "ballots-revealed": _ballots_revealed,
    "move-ruled": _move_ruled,
    "ruling-overridden": _ruling_overridden,
    "commitment-made": _commitment_made,
    "findings-recorded": _findings_recorded,
    "objectives-judged": _objectives_judged,
    "play-ended": _play_ended,
}
