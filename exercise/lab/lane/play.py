"""A whole exercise from the brief to its close (engine: `phases`; `table` for whose turn it is)."""

from collections.abc import MutableSequence

from exercise.lab import layout as x
from exercise.lab.lane import acts, randomly, steadily, watch
from exercise.lab.lane.argument import establish_facts, record_findings, reveal
from exercise.lab.lane.cards import deal, met, note_success
from exercise.lab.lane.judging import estimable, reveal_estimates, rule
from exercise.lab.lane.saying import say, say_event, say_phase, traced
from exercise.lab.lane.shocks import push_injects, push_round
from exercise.lab.layout import Lane
from exercise.rules.chance import inject_word
from exercise.rules.draws import position
from exercise.rules.hashing import key, lane_seed, player_seed
from exercise.rules.influence import level
from exercise.rules.turns import first_speaker

RANDOM = 0
SCHEDULED = 0
TRIGGERED = 1
DRAWN = 2


def reset(s: Lane) -> None:
    """Return nothing, having put a lane back to the opening of its session."""
    at = s.at
    for place in range(len(s.now)):
        s.now[place] = 0
    s.now[x.N_ENDING] = -1
    for node in range(at[x.NODES]):
        s.real[at[x.R_Z] + node] = s.real[at[x.P_Z] + node]
    for claim in range(at[x.CLAIMS]):
        s.real[at[x.R_CLAIMS] + claim] = s.real[at[x.P_CLAIMS] + claim]
    if at[x.SECRETS] != 0:
        for team in range(at[x.TEAMS]):
            s.now[at[x.SECRET] + team] = -1
    s.real[at[x.R_THESIS]] = s.real[at[x.P_THESIS]]
    for link in range(at[x.LINKS]):
        s.real[at[x.R_WEIGHTS] + link] = s.real[at[x.P_WEIGHTS] + link]


def open_session(s: Lane) -> None:
    """Return nothing, having said how a session stands at its opening."""
    at = s.at
    if not traced(s):
        return
    s.said[0] = 0.0
    say(s, x.SESSION_OPENED)
    for claim in range(at[x.CLAIMS]):
        say(s, s.real[at[x.R_CLAIMS] + claim])
    say(s, s.real[at[x.R_THESIS]])
    for link in range(at[x.LINKS]):
        say(s, s.real[at[x.P_LINKS] + link])
    for node in range(at[x.NODES]):
        say(s, s.real[at[x.R_Z] + node])


def open_round(s: Lane, number: int) -> None:
    """Return nothing, having opened a round with its situation."""
    at, now = s.at, s.now
    teams = at[x.TEAMS]
    now[x.N_ROUND] = number
    now[x.N_COUNT] = 0
    now[x.N_ROWS] = 0
    now[x.N_RULED] = 0
    first = first_speaker(number, teams)
    for team in range(teams):
        now[at[x.ORDER] + team] = (first + team) % teams
        now[at[x.SWAPPED] + team] = 0
        now[at[x.SEALED] + team] = -1
        now[at[x.HELD] + team] = 0
        now[at[x.REASON_COUNT] + team] = 0
        if at[x.PARLEY] != 0:
            now[at[x.LETTERS] + team] = 0
    now[x.N_OFFERS] = 0
    now[x.N_ARGUED_BEFORE] = now[x.N_ARGUED]
    now[x.N_ATTACKS_BEFORE] = now[x.N_ATTACKS]
    if traced(s):
        say(s, x.ROUND_OPENED)
        say(s, number)
        for team in range(teams):
            say(s, now[at[x.ORDER] + team])
    deliver_injects(s)


def deliver_injects(s: Lane) -> None:
    """Return nothing, having delivered what is due: scheduled, then triggered, then the drawn inject."""
    at, now = s.at, s.now
    number = now[x.N_ROUND]
    count = 0
    for inject in range(at[x.INJECTS]):
        how, when = at[at[x.INJECT_HOW] + inject], at[at[x.INJECT_ROUND] + inject]
        if now[at[x.DELIVERED] + inject] == 0 and how == SCHEDULED and when <= number:
            s.work[s.at[x.W_FOUND] + count] = inject
            count += 1
    for inject in range(at[x.INJECTS]):
        first = at[x.INJECT_WHEN_STARTS] + inject
        triggered = at[at[x.INJECT_HOW] + inject] == TRIGGERED
        if now[at[x.DELIVERED] + inject] == 0 and triggered and met(s, at[first], at[first + 1]):
            s.work[s.at[x.W_FOUND] + count] = inject
            count += 1
    if at[at[x.DRAW_ROUND] + number] != 0:
        size, out = at[x.DRAWN_COUNT], 0
        for place in range(size):
            if now[at[x.DELIVERED] + at[at[x.DRAWN] + place]] != 0:
                s.work[s.at[x.W_TESTS] + out] = place
                out += 1
        if out < size:
            picked = position(inject_word(s.keys[0], 0, out), size, s.work[at[x.W_TESTS] : at[x.W_TESTS] + out])
            s.work[s.at[x.W_FOUND] + count] = at[at[x.DRAWN] + picked]
            count += 1
    for place in range(count):
        inject = s.work[s.at[x.W_FOUND] + place]
        now[at[x.DELIVERED] + inject] = 1
        say_event(s, x.INJECT_DELIVERED, inject, at[at[x.INJECT_HOW] + inject])
    push_injects(s, count)


def caucus(s: Lane) -> None:
    """Return nothing, having dealt and let every team settle its move, in speaking order."""
    at, now = s.at, s.now
    say_phase(s, x.CAUCUS, -1)
    for team in range(at[x.TEAMS]):
        deal(s, team)
    for place in range(at[x.TEAMS]):
        team = now[at[x.ORDER] + place]
        while now[at[x.SEALED] + team] < 0 and now[at[x.HELD] + team] == 0:
            if at[at[x.PLAYERS] + team] == RANDOM:
                randomly.in_caucus(s, team)
            else:
                steadily.in_caucus(s, team)


def nobody_passed(s: Lane) -> None:
    """Return nothing, having let every team speak again."""
    for team in range(s.at[x.TEAMS]):
        s.now[s.at[x.PASSED] + team] = 0


def debate(s: Lane) -> None:
    """Return nothing, having let the teams file in turn until none may."""
    at = s.at
    nobody_passed(s)
    turn = acts.next_to_file(s, 0)
    say_phase(s, x.DEBATE, turn)
    while turn >= 0:
        if at[at[x.PLAYERS] + turn] == RANDOM:
            randomly.in_debate(s, turn)
        else:
            steadily.in_debate(s, turn)
        turn = acts.next_to_file(s, acts.start_after(s, turn))
        if traced(s):
            say(s, turn)


def answers(s: Lane) -> bool:
    """Return whether there was anything to answer, having let the movers answer in turn until none may."""
    at = s.at
    nobody_passed(s)
    turn = acts.next_to_answer(s, 0)
    if turn < 0:
        return False
    say_phase(s, x.ANSWERING, turn)
    while turn >= 0:
        if at[at[x.PLAYERS] + turn] == RANDOM:
            randomly.in_answers(s, turn)
        else:
            steadily.in_answers(s, turn)
        turn = acts.next_to_answer(s, acts.start_after(s, turn))
        if traced(s):
            say(s, turn)
    return True


def ballot(s: Lane) -> bool:
    """Return whether there was a move to estimate, having let every team seal its estimates, in speaking order."""
    at, now = s.at, s.now
    any_rolled = False
    for row in range(now[x.N_ROWS]):
        if now[at[x.ROW_ROLLED] + row] != 0:
            any_rolled = True
    if at[x.ADJUDICATION] != x.ADJUDICATED_BY_BALLOT or not any_rolled:
        return False
    say_phase(s, x.BALLOT, -1)
    for place in range(at[x.TEAMS]):
        team = now[at[x.ORDER] + place]
        while estimable(s, team) > 0:
            if at[at[x.PLAYERS] + team] == RANDOM:
                randomly.in_ballot(s, team)
            else:
                steadily.in_ballot(s, team)
    reveal_estimates(s)
    return True


def judge(s: Lane) -> None:
    """Return nothing, having ruled every move in speaking order of its team."""
    at, now = s.at, s.now
    say_phase(s, x.RULING, -1)
    for place in range(at[x.TEAMS]):
        for row in range(now[x.N_ROWS]):
            if now[at[x.ROW_TEAM] + row] == now[at[x.ORDER] + place]:
                rule(s, row)


def consequences(s: Lane) -> None:
    """Return nothing, having run what the rulings bring."""
    at, now = s.at, s.now
    say_phase(s, x.CONSEQUENCES, -1)
    for row in range(now[x.N_ROWS]):
        if now[at[x.OUTCOMES] + row] > 0 and now[at[x.ROW_CARD] + row] < at[x.CARDS]:
            note_success(s, now[at[x.ROW_CARD] + row])
    for ruling in range(now[x.N_RULED]):
        row = now[at[x.RULED_ROW] + ruling]
        card, team = now[at[x.ROW_CARD] + row], now[at[x.ROW_TEAM] + row]
        standing = now[at[x.STANDING_COUNT] + team]
        if now[at[x.OUTCOMES] + row] == 2 and at[at[x.COMMITS] + card] != 0 and standing < x.MOST_STANDING:
            now[at[x.STANDS] + team * x.MOST_STANDING + standing] = card
            now[at[x.STANDS_SINCE] + team * x.MOST_STANDING + standing] = now[x.N_ROUND]
            now[at[x.STANDING_COUNT] + team] = standing + 1
            say_event(s, x.COMMITMENT_MADE, team, card)
    push_round(s)
    record_findings(s)
    establish_facts(s)
    read_agreements(s)


def read_agreements(s: Lane) -> None:
    """Return nothing, having said the offers of this round that were accepted."""
    at, now = s.at, s.now
    if not traced(s):
        return
    agreed = False
    for place in range(now[x.N_OFFERS]):
        if now[at[x.OFFER_TAKEN] + place] != 0:
            if not agreed:
                say(s, x.AGREEMENTS_RECORDED)
            agreed = True
            say(s, now[at[x.OFFER_FROM] + place])
            say(s, now[at[x.OFFER_TO] + place])
    if agreed:
        say(s, -1)


def play_round(s: Lane, number: int) -> None:
    """Return nothing, having played one round; every phase that control opens is an accepted move."""
    now = s.now
    open_round(s, number)
    caucus(s)
    watch.note_hands(s)
    reveal_moves(s)
    if now[x.N_COUNT] > 0 or acts.may_attack(s):
        debate(s)
        now[x.N_MOVES] += 1
    if now[x.N_COUNT] > 0:
        answered = answers(s)
        balloted = ballot(s)
        judge(s)
        now[x.N_MOVES] += 1 + (1 if answered else 0) + (1 if balloted else 0)
    consequences(s)
    watch.note_levels(s, number)
    now[x.N_MOVES] += 4


def reveal_moves(s: Lane) -> None:
    """Return nothing, having opened the sealed moves."""
    say_phase(s, x.REVEAL, -1)
    reveal(s)


def finish(s: Lane) -> None:
    """Return nothing, having closed the session, and said how the objectives are judged."""
    if traced(s):
        say(s, x.PLAY_ENDED)
        say(s, s.now[x.N_ENDING])
        say_secrets(s)
        say(s, x.OBJECTIVES_JUDGED)
        for goal in range(s.at[x.GOALS]):
            say(s, steadily.result(s, goal))
    say_phase(s, x.DEBRIEF, -1)
    say_phase(s, x.CLOSED, -1)
    s.now[x.N_MOVES] += 2


def say_secrets(s: Lane) -> None:
    """Return nothing, having said the secret moves whose triggers never came."""
    at, now = s.at, s.now
    opened = False
    for team in range(at[x.TEAMS]):
        if at[x.SECRETS] != 0 and now[at[x.SECRET] + team] >= 0:
            if not opened:
                say(s, x.SECRETS_OPENED)
            opened = True
            say(s, team)
            say(s, now[at[x.SECRET_NAME] + team])
    if opened:
        say(s, -1)


def play(s: Lane, seed: int) -> None:
    """Return nothing, having played the session of a seed to its close."""
    at, now = s.at, s.now
    reset(s)
    s.keys[0] = key(seed)
    for team in range(at[x.TEAMS]):
        s.keys[team + 1] = key(player_seed(seed, team))
    open_session(s)
    watch.forget(s)
    for number in range(1, at[x.ROUNDS] + 1):
        play_round(s, number)
        for ending in range(at[x.ENDINGS]):
            first = at[x.ENDING_STARTS] + ending
            if now[x.N_ENDED] == 0 and met(s, at[first], at[first + 1]):
                now[x.N_ENDED] = 1
                now[x.N_ENDING] = ending
        if now[x.N_ENDED] != 0 or now[x.N_OVERFLOW] != 0:
            break
    finish(s)


def row_sizes(s: Lane) -> tuple[int, int]:
    """Return how many whole numbers and how many others a lane writes when it has been played."""
    at = s.at
    return 6 + at[x.GOALS] + watch.more_wholes(s), at[x.NODES] + 1 + at[x.CLAIMS] + watch.more_numbers(s)


def play_lanes(
    s: Lane,
    seed: int,
    first: int,
    count: int,
    seeds: MutableSequence[int],
    wholes: MutableSequence[int],
    numbers: MutableSequence[float],
) -> int:
    """Return how many of `count` lanes from number `first` on were played until one had no room.

    By lane, `seeds` takes its seed; `wholes` its rounds, ending, full and partial successes, failures, moves and the
    results of all objectives; `numbers` the levels (0 to 100), the thesis and the claims. Behind them stands what a
    watched lane notes.
    """
    at, now = s.at, s.now
    width, length = row_sizes(s)
    for lane in range(count):
        seeds[lane] = lane_seed(seed, first + lane)
        play(s, seeds[lane])
        if now[x.N_OVERFLOW] != 0:
            return lane
        place = lane * width
        wholes[place] = now[x.N_ROUND]
        wholes[place + 1] = now[x.N_ENDING]
        wholes[place + 2] = now[x.N_FULL]
        wholes[place + 3] = now[x.N_PARTIAL]
        wholes[place + 4] = now[x.N_FAIL]
        wholes[place + 5] = now[x.N_MOVES]
        for goal in range(at[x.GOALS]):
            wholes[place + 6 + goal] = steadily.result(s, goal)
        place = lane * length
        for node in range(at[x.NODES]):
            numbers[place + node] = level(s.real[at[x.R_Z] + node])
        numbers[place + at[x.NODES]] = s.real[at[x.R_THESIS]]
        for claim in range(at[x.CLAIMS]):
            numbers[place + at[x.NODES] + 1 + claim] = s.real[at[x.R_CLAIMS] + claim]
        watch.write(s, wholes, lane * width + 6 + at[x.GOALS], numbers, place + at[x.NODES] + 1 + at[x.CLAIMS])
    return count
