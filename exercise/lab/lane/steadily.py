"""What a steady player does (players: `steady`)."""

from exercise.lab import layout as x
from exercise.lab.lane import acts
from exercise.lab.lane.argument import link_argued, row_of, strength_of_link
from exercise.lab.lane.cards import met, playable
from exercise.lab.lane.judging import estimable, seal_estimate
from exercise.lab.lane.randomly import pick
from exercise.lab.lane.shocks import clear, run
from exercise.lab.layout import Lane
from exercise.rules import choices, odds
from exercise.rules import floor as rules
from exercise.rules.influence import INFINITY, level, weight_in_play
from exercise.rules.objectives import MET, MISSED, judge, points_moved
from exercise.rules.propagation import HORIZON
from exercise.rules.strengths import HOLDS


def result(s: Lane, goal: int) -> int:
    """Return how an objective would be judged if play ended with the rounds so far."""
    at = s.at
    node = at[at[x.GOAL_NODE] + goal]
    if node < 0:
        first = at[x.GOAL_WHEN_STARTS] + goal
        return MET if met(s, at[first], at[first + 1]) else MISSED
    before, after = level(s.real[at[x.P_Z] + node]), level(s.real[at[x.R_Z] + node])
    return judge(points_moved(before, after, at[at[x.GOAL_SIGN] + goal]), s.now[x.N_ROUND])


def want(s: Lane, team: int) -> None:
    """Return nothing, having written to `wants` how much a team wants each indicator to rise."""
    at = s.at
    for node in range(at[x.NODES]):
        s.real[s.at[x.W_WANTS] + node] = 0.0
    for goal in range(at[at[x.GOAL_STARTS] + team], at[at[x.GOAL_STARTS] + team + 1]):
        weight = choices.MET if result(s, goal) == MET else choices.UNMET
        node = at[at[x.GOAL_NODE] + goal]
        if node >= 0:
            s.real[s.at[x.W_WANTS] + node] += weight * at[at[x.GOAL_SIGN] + goal]
        first = at[x.GOAL_WHEN_STARTS] + goal
        for condition in range(at[first], at[first + 1]):
            node = at[at[x.CONDITION_NODE] + condition]
            if node >= 0:
                s.real[s.at[x.W_WANTS] + node] += weight if s.real[at[x.P_LEAST] + condition] > -INFINITY else -weight


def copy_weights(s: Lane) -> None:
    """Return nothing, having written the weights in play to `weights`."""
    for link in range(s.at[x.LINKS]):
        s.real[s.at[x.W_WEIGHTS] + link] = s.real[s.at[x.R_WEIGHTS] + link]


def worth(s: Lane, card: int) -> float:
    """Return what a full success of a card is worth by `wants`, over the links with `weights`."""
    at = s.at
    clear(s)
    group = at[x.SHOCK_STARTS] + 3 * card + 2
    for shock in range(at[group], at[group + 1]):
        s.real[s.at[x.W_CHANGES] + at[at[x.SHOCK_NODE] + shock]] += s.real[at[x.P_SHOCKS] + shock]
    run(s, at[x.STOPS], at[x.REACH], at[x.LINKS], at[x.W_WEIGHTS], HORIZON, at[x.W_DELTA])
    delta = s.real[at[x.W_DELTA] : at[x.W_DELTA] + at[x.NODES]]
    return choices.gain(s.real[at[x.W_WANTS] : at[x.W_WANTS] + at[x.NODES]], delta)


def strongest(s: Lane, card: int, most: int) -> int:
    """Return how many of the strongest claims printed on a card, at most `most`, stand in `asks`, strongest first."""
    at = s.at
    count = 0
    for place in range(at[at[x.OWN_CLAIM_STARTS] + card], at[at[x.OWN_CLAIM_STARTS] + card + 1]):
        claim = at[at[x.OWN_CLAIM] + place]
        strength = s.real[at[x.R_CLAIMS] + claim]
        to = count
        while to > 0 and s.real[at[x.R_CLAIMS] + s.work[s.at[x.W_ASKS] + to - 1]] < strength:
            s.work[s.at[x.W_ASKS] + to] = s.work[s.at[x.W_ASKS] + to - 1]
            to -= 1
        s.work[s.at[x.W_ASKS] + to] = claim
        count += 1
    return min(count, most)


def best_counter(s: Lane, card: int) -> int:
    """Return the strongest claim of a card's suggested counters that would hold; -1 for none."""
    at = s.at
    best = -1
    for place in range(at[at[x.COUNTER_STARTS] + card], at[at[x.COUNTER_STARTS] + card + 1]):
        best = stronger(s, at[at[x.COUNTER_CLAIM] + place], best)
    return best


def best_own(s: Lane, card: int, move: int) -> int:
    """Return the strongest claim printed on a card that would hold and isn't cited for a move from 0; -1 for none."""
    at = s.at
    best = -1
    for place in range(at[at[x.OWN_CLAIM_STARTS] + card], at[at[x.OWN_CLAIM_STARTS] + card + 1]):
        claim = at[at[x.OWN_CLAIM] + place]
        if move < 0 or not acts.cited(s, move, claim):
            best = stronger(s, claim, best)
    return best


def stronger(s: Lane, claim: int, best: int) -> int:
    """Return a claim where it would hold and is stronger than the best so far, else that one."""
    strength = s.real[s.at[x.R_CLAIMS] + claim]
    if not choices.reason_holds(strength):
        return best
    if best < 0 or strength > s.real[s.at[x.R_CLAIMS] + best]:
        return claim
    return best


def in_caucus(s: Lane, team: int) -> None:
    """Return nothing, having sealed a card that the team's objectives gain much from, or held."""
    at, now = s.at, s.now
    want(s, team)
    copy_weights(s)
    hand = at[x.HANDS] + team * at[x.SLOTS]
    best, best_tie, best_card = 0.0, 0, -1
    for place in range(hand, hand + now[at[x.HAND_COUNT] + team]):
        card = now[place]
        if not playable(s, team, card):
            continue
        held = 0
        for reason in range(strongest(s, card, most_reasons(s, card))):
            held += 1 if choices.reason_holds(s.real[at[x.R_CLAIMS] + s.work[s.at[x.W_ASKS] + reason]]) else 0
        gained = choices.seal_worth(held, at[at[x.DIFFICULTY] + card], worth(s, card))
        tie = pick(s, team, choices.TIES)
        taken_for = choices.judged(gained, tie)
        if gained > 0.0 and choices.better(taken_for, tie, best, best_tie):
            best, best_tie, best_card = taken_for, tie, card
    if best_card < 0:
        acts.hold(s, team)
        return
    count = strongest(s, best_card, most_reasons(s, best_card))
    for reason in range(count):
        now[at[x.REASONS] + team * x.MOST_REASONS + reason] = s.work[s.at[x.W_ASKS] + reason]
    acts.seal(s, team, best_card, count, -1)


def most_reasons(s: Lane, card: int) -> int:
    """Return how many reasons a move may have."""
    first = s.at[x.CARD_CLAIM_STARTS] + card
    return min(x.MOST_REASONS, s.at[first + 1] - s.at[first] + s.now[x.N_FACTS])


def unseats(s: Lane, number: int, claim: int) -> bool:
    """Return whether a counter that cites a claim costs the move a point on the dice."""
    at = s.at
    if s.now[at[x.KIND] + number] == rules.MOVE:
        return True
    if s.real[at[x.R_STRENGTH] + number] < HOLDS:
        return False
    attack = choices.counter_strength(s.real[at[x.R_CLAIMS] + claim])
    return choices.unseats(s.real[at[x.R_CITED] + number], attack)


def burden(s: Lane, number: int) -> int:
    """Return a question nobody has put that shifts the burden of proof and unseats a reason; -1 for none."""
    at = s.at
    left = acts.questions(s, number)
    if left == 0:
        return -1
    first = at[x.BURDEN] + at[at[x.BURDEN_STARTS] + s.now[at[x.CLAIM] + number]]
    for place in range(left):
        asked = s.work[s.at[x.W_ASKS] + place]
        if at[first + asked] != 0 and choices.unseats(s.real[at[x.R_CITED] + number], rules.BURDEN_BASE):
            return asked
    return -1


def relief(s: Lane, card: int, link: int, claim: int, before: float) -> float:
    """Return what a counter on a link is worth where the move as it stands is worth `before`."""
    at = s.at
    argued = link_argued(s, link) - choices.counter_strength(s.real[at[x.R_CLAIMS] + claim])
    strength = strength_of_link(s, link, argued)
    kept = s.real[s.at[x.W_WEIGHTS] + link]
    s.real[s.at[x.W_WEIGHTS] + link] = weight_in_play(
        s.real[at[x.P_WEIGHTS] + link], strength, s.real[at[x.P_LINKS] + link]
    )
    after = worth(s, card)
    s.real[s.at[x.W_WEIGHTS] + link] = kept
    return choices.link_worth(before, after)


def in_debate(s: Lane, team: int) -> bool:
    """Return whether a team filed what serves its objectives most; otherwise it has passed."""
    at, now = s.at, s.now
    acts.open_rows(s, team)
    want(s, team)
    copy_weights(s)
    rows, nodes = now[x.N_ROWS], now[x.N_COUNT]
    # By row, in scratch that nothing here uses else: what the move is worth, and the best claim against it.
    for row in range(rows):
        if acts.is_open(s, now[at[x.ROW_NODE] + row]):
            card = now[at[x.ROW_CARD] + row]
            s.real[s.at[x.W_SUPPORT] + row] = worth(s, card)
            s.work[s.at[x.W_FOUND] + row] = best_counter(s, card)
    best, best_tie, kind, target, claim, detail = 0.0, 0, -1, -1, -1, -1
    for number in range(nodes):
        if now[at[x.KIND] + number] <= rules.SECOND and acts.is_open(s, number):
            row = row_of(s, now[at[x.MOVE_OF] + number])
            harm = -s.real[s.at[x.W_SUPPORT] + row]
            if (
                choices.minds(harm)
                and s.work[s.at[x.W_FOUND] + row] >= 0
                and unseats(s, number, s.work[s.at[x.W_FOUND] + row])
            ):
                tie = pick(s, team, choices.TIES)
                if choices.better(harm, tie, best, best_tie):
                    best, best_tie, kind, target, claim, detail = (
                        harm,
                        tie,
                        rules.COUNTER,
                        number,
                        s.work[s.at[x.W_FOUND] + row],
                        -1,
                    )
    if at[x.QUESTIONS] != 0:
        for number in range(nodes):
            reason = now[at[x.KIND] + number] == rules.REASON or now[at[x.KIND] + number] == rules.SECOND
            if reason and acts.is_open(s, number) and s.real[at[x.R_STRENGTH] + number] >= HOLDS:
                harm = -s.real[s.at[x.W_SUPPORT] + row_of(s, now[at[x.MOVE_OF] + number])]
                asked = burden(s, number)
                if choices.minds(harm) and asked >= 0:
                    tie = pick(s, team, choices.TIES)
                    if choices.better(harm, tie, best, best_tie):
                        best, best_tie, kind, target, claim, detail = harm, tie, rules.QUESTION, number, -1, asked
    for row in range(rows):
        card, move = now[at[x.ROW_CARD] + row], now[at[x.ROW_NODE] + row]
        if not acts.is_open(s, move):
            continue
        if s.work[s.at[x.W_FOUND] + row] >= 0:
            first = at[at[x.CARD_LINK_STARTS] + card]
            for place in range(first, first + acts.links_of(s, row)):
                link = at[at[x.CARD_LINK] + place]
                gained = relief(s, card, link, s.work[s.at[x.W_FOUND] + row], s.real[s.at[x.W_SUPPORT] + row])
                if gained > 0.0:
                    tie = pick(s, team, choices.TIES)
                    if choices.better(gained, tie, best, best_tie):
                        best, best_tie, kind, target = gained, tie, rules.LINK_COUNTER, move
                        claim, detail = s.work[s.at[x.W_FOUND] + row], link
        lent = best_own(s, card, move)
        if s.real[s.at[x.W_SUPPORT] + row] > 0.0 and lent >= 0:
            tie = pick(s, team, choices.TIES)
            if choices.better(s.real[s.at[x.W_SUPPORT] + row], tie, best, best_tie):
                best, best_tie, kind, target, claim, detail = (
                    s.real[s.at[x.W_SUPPORT] + row],
                    tie,
                    rules.SECOND,
                    move,
                    lent,
                    -1,
                )
    if kind < 0:
        acts.pass_on(s, team)
        return False
    acts.file_on(s, kind, team, target, claim, detail)
    return True


def in_answers(s: Lane, team: int) -> bool:
    """Return whether a team answered the strongest counter that holds; otherwise it has passed."""
    at, now, real = s.at, s.now, s.real
    targets = acts.answerable(s, team)
    best, best_claim = -1, -1
    for place in range(targets):
        number = s.work[s.at[x.W_FOUND] + place]
        strength = real[at[x.R_STRENGTH] + number]
        if strength < HOLDS or (best >= 0 and strength <= real[at[x.R_STRENGTH] + best]):
            continue
        claim = best_own(s, now[at[x.ROW_CARD] + row_of(s, now[at[x.MOVE_OF] + number])], -1)
        if claim >= 0:
            best, best_claim = number, claim
    if best < 0:
        acts.pass_on(s, team)
        return False
    acts.answer(s, team, best, best_claim)
    return True


def in_ballot(s: Lane, team: int) -> None:
    """Return nothing, having sealed the weighed chance of the first move that waits for an estimate."""
    at, now = s.at, s.now
    estimable(s, team)
    row = s.work[s.at[x.W_FOUND] + 0]
    difficulty = at[at[x.DIFFICULTY] + now[at[x.ROW_CARD] + row]]
    strength = s.real[at[x.R_STRENGTH] + now[at[x.ROW_NODE] + row]]
    chance = odds.weighed(odds.printed_chance(difficulty), strength, rules.MOVE_BASE)
    seal_estimate(s, team, row, choices.nearest_percent(chance))
