"""What a random player does (players: `random`): any template of its options, then values for its slots."""

from exercise.lab import layout as x
from exercise.lab.lane import acts
from exercise.lab.lane.cards import may_swap, playable
from exercise.lab.lane.judging import estimable, seal_estimate
from exercise.lab.layout import Lane
from exercise.rules import choices
from exercise.rules import floor as rules
from exercise.rules.objectives import within

ATTACK = -1
"""What a template of a direct attack is noted as, beside the kinds of nodes."""


def pick(s: Lane, team: int, n: int) -> int:
    """Return what a team's player picks of `n`: a whole number from 0 to n - 1."""
    choice = s.now[s.at[x.CHOICES] + team] + 1
    s.now[s.at[x.CHOICES] + team] = choice
    return choices.pick(s.keys[team + 1], choice, n)


def pick_claim(s: Lane, team: int) -> int:
    """Return a claim that may be cited, or -1 for none."""
    if pick(s, team, 2) == 0:
        return -1
    picked = pick(s, team, s.at[x.CITABLE_COUNT] + s.now[x.N_FACTS])
    return claim_at(s, s.at[x.CITABLE], s.at[x.CITABLE_COUNT], picked)


def claim_at(s: Lane, first: int, size: int, place: int) -> int:
    """Return the claim in a place of `size` claims that stand in `at` from `first` on, with all facts behind them."""
    return s.at[first + place] if place < size else s.at[x.CLAIMS] + place - size


def pick_trigger(s: Lane, team: int) -> int:
    """Return what a move waits for in secret, or -1 where it is played at once, as it is while another waits."""
    at = s.at
    if at[x.SECRETS] == 0 or s.now[at[x.SECRET] + team] >= 0 or pick(s, team, 2) == 0:
        return -1
    count = 0
    for trigger in range(at[x.TRIGGER_COUNT]):
        # Each is about a level, so that no other kind of condition needs to be thought of.
        number = at[x.TRIGGERS] + trigger
        z = s.real[at[x.R_Z] + at[at[x.CONDITION_NODE] + number]]
        if not within(z, s.real[at[x.P_LEAST] + number], s.real[at[x.P_MOST] + number]):
            s.work[s.at[x.W_FOUND] + count] = trigger
            count += 1
    return s.work[s.at[x.W_FOUND] + pick(s, team, count)]


def seal(s: Lane, team: int, card: int) -> None:
    """Return nothing, having sealed a card, at once or in secret, on one to three of its claims and the facts."""
    at, now = s.at, s.now
    first = at[at[x.CARD_CLAIM_STARTS] + card]
    printed = at[at[x.CARD_CLAIM_STARTS] + card + 1] - first
    size = printed + now[x.N_FACTS]
    count = 1 + pick(s, team, min(x.MOST_REASONS, size))
    for place in range(count):
        choice = now[at[x.CHOICES] + team] + 1
        now[at[x.CHOICES] + team] = choice
        picked = choices.pick_another(
            s.keys[team + 1], choice, size, s.work[at[x.W_TESTS] : at[x.W_TESTS] + x.MOST_REASONS], place
        )
        now[at[x.REASONS] + team * x.MOST_REASONS + place] = claim_at(s, at[x.CARD_CLAIM] + first, printed, picked)
    acts.seal(s, team, card, count, pick_trigger(s, team))


def in_caucus(s: Lane, team: int) -> None:
    """Return nothing, having taken one decision in caucus."""
    at, now = s.at, s.now
    hand, held = at[x.HANDS] + team * at[x.SLOTS], now[at[x.HAND_COUNT] + team]
    cards = 0
    for place in range(hand, hand + held):
        if playable(s, team, now[place]):
            s.work[s.at[x.W_FOUND] + cards] = now[place]
            cards += 1
    acting = 1 if at[x.OWN_COUNT] > 0 else 0
    swaps = 1 if now[at[x.SWAPPED] + team] == 0 and held > 0 and may_swap(s, team) else 0
    letters, accepts = 0, 0
    if at[x.PARLEY] != 0:
        letters = 2 if now[at[x.LETTERS] + team] < x.MOST_LETTERS else 0
        accepts = 1 if acts.open_offers(s, team) > 0 else 0
    standing = now[at[x.STANDING_COUNT] + team]
    picked = pick(s, team, cards + acting + 1 + swaps + letters + accepts + (1 if standing > 0 else 0))
    if picked < cards:
        pick(s, team, 1)
        seal(s, team, s.work[s.at[x.W_FOUND] + picked])
        return
    picked -= cards
    if picked < acting:
        seal(s, team, at[x.CARDS] + pick(s, team, at[x.OWN_COUNT]))
        return
    picked -= acting
    if picked == 0:
        acts.hold(s, team)
        return
    picked -= 1
    if picked < swaps:
        acts.swap_card(s, team, now[hand + pick(s, team, held)])
        return
    picked -= swaps
    if picked < letters:
        to = pick(s, team, at[x.TEAMS] - 1)
        acts.write(s, team, to if to < team else to + 1, picked)
        return
    picked -= letters
    if picked < accepts:
        place = s.work[s.at[x.W_ASKS] + pick(s, team, acts.open_offers(s, team))]
        acts.accept(s, team, now[at[x.OFFER_FROM] + place])
        return
    acts.withdraw(s, team, pick(s, team, standing))


def offer(s: Lane, count: int, kind: int, subject: int) -> int:
    """Return how many templates there are with one more, noted in `found`."""
    s.work[s.at[x.W_FOUND] + 2 * count] = kind
    s.work[s.at[x.W_FOUND] + 2 * count + 1] = subject
    return count + 1


def in_debate(s: Lane, team: int) -> bool:
    """Return whether a team filed something; otherwise it has passed."""
    at, now = s.at, s.now
    count = 0
    nodes = now[x.N_COUNT]
    if acts.open_rows(s, team) > 0:
        count = offer(s, count, rules.COUNTER, -1)
        if at[x.QUESTIONS] != 0:
            for number in range(nodes):
                kind = now[at[x.KIND] + number]
                if (kind == rules.REASON or kind == rules.SECOND) and acts.is_open(s, number):
                    if acts.questions_left(s, number) > 0:
                        count = offer(s, count, rules.QUESTION, number)
        for row in range(now[x.N_ROWS]):
            if acts.is_open(s, now[at[x.ROW_NODE] + row]):
                if acts.links_of(s, row) > 0:
                    count = offer(s, count, rules.LINK_COUNTER, row)
                if acts.seconds_left(s, row) > 0:
                    count = offer(s, count, rules.SECOND, row)
    if acts.attackable(s, team) > 0:
        count = offer(s, count, ATTACK, -1)
    picked = pick(s, team, count + 1)
    if picked == count:
        acts.pass_on(s, team)
        return False
    kind, subject = s.work[s.at[x.W_FOUND] + 2 * picked], s.work[s.at[x.W_FOUND] + 2 * picked + 1]
    if kind == rules.COUNTER:
        targets = 0
        for number in range(nodes):
            if now[at[x.KIND] + number] <= rules.SECOND and acts.is_open(s, number):
                s.work[s.at[x.W_FOUND] + targets] = number
                targets += 1
        target = s.work[s.at[x.W_FOUND] + pick(s, team, targets)]
        acts.file_on(s, kind, team, target, pick_claim(s, team), -1)
    elif kind == ATTACK:
        target = acts.attackable_at(s, pick(s, team, acts.attackable(s, team)))
        acts.attack(s, team, target, pick_claim(s, team))
    elif kind == rules.QUESTION:
        pick(s, team, 1)
        left = acts.questions(s, subject)
        acts.file_on(s, kind, team, subject, -1, s.work[s.at[x.W_ASKS] + pick(s, team, left)])
    elif kind == rules.LINK_COUNTER:
        pick(s, team, 1)
        first = at[at[x.CARD_LINK_STARTS] + now[at[x.ROW_CARD] + subject]]
        link = at[at[x.CARD_LINK] + first + pick(s, team, acts.links_of(s, subject))]
        acts.file_on(s, kind, team, now[at[x.ROW_NODE] + subject], pick_claim(s, team), link)
    else:
        pick(s, team, 1)
        claims = acts.secondable(s, subject)
        acts.file_on(s, kind, team, now[at[x.ROW_NODE] + subject], s.work[s.at[x.W_ASKS] + pick(s, team, claims)], -1)
    return True


def in_answers(s: Lane, team: int) -> bool:
    """Return whether a team answered something; otherwise it has passed."""
    targets = acts.answerable(s, team)
    if targets == 0 or pick(s, team, 2) == 1:
        acts.pass_on(s, team)
        return False
    target = s.work[s.at[x.W_FOUND] + pick(s, team, targets)]
    acts.answer(s, team, target, pick_claim(s, team))
    return True


def in_ballot(s: Lane, team: int) -> None:
    """Return nothing, having sealed one estimate."""
    rows = estimable(s, team)
    pick(s, team, 1)
    row = s.work[s.at[x.W_FOUND] + pick(s, team, rows)]
    seal_estimate(s, team, row, 5 + 5 * pick(s, team, 19))
