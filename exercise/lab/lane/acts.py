"""What teams may do and what it does, whoever chose it (engine: `options`, `caucus`, `debate`)."""

from exercise.lab import layout as x
from exercise.lab.lane import argument
from exercise.lab.lane.argument import counter_link, file, row_of
from exercise.lab.lane.cards import from_hand, swap, to_spent
from exercise.lab.lane.saying import name_of_card, name_of_claim, say, say_event, traced
from exercise.lab.layout import Lane
from exercise.rules import floor as rules
from exercise.rules import turns


def seal(s: Lane, team: int, card: int, reasons: int, trigger: int) -> None:
    """Return nothing, having sealed a card on the first `reasons` claims that stand among the team's reasons.

    With a trigger other than -1 the move waits in secret for it, and the team holds.
    """
    at, now = s.at, s.now
    if card < at[x.CARDS]:
        from_hand(s, team, card)
        to_spent(s, team, card)
    name, first = name_of_card(s, card, team), at[x.REASONS] + team * x.MOST_REASONS
    if trigger < 0:
        now[at[x.SEALED] + team] = card
        now[at[x.REASON_COUNT] + team] = reasons
    else:
        now[at[x.HELD] + team] = 1
        now[at[x.SECRET] + team] = card
        now[at[x.SECRET_NAME] + team] = name
        now[at[x.SECRET_TRIGGER] + team] = trigger
        now[at[x.SECRET_REASON_COUNT] + team] = reasons
        for place in range(reasons):
            now[at[x.SECRET_REASONS] + team * x.MOST_REASONS + place] = now[first + place]
    now[x.N_MOVES] += 1
    if traced(s):
        say(s, x.MOVE_SEALED)
        say(s, team)
        say(s, name)
        say(s, reasons)
        for place in range(first, first + reasons):
            say(s, name_of_claim(s, now[place]))
        say(s, card - at[x.CARDS] if card >= at[x.CARDS] else -1)
        say(s, trigger)


def write(s: Lane, team: int, to: int, offer: int) -> None:
    """Return nothing, having sent a message, or an offer, to another team."""
    at, now = s.at, s.now
    if offer != 0:
        place = now[x.N_OFFERS]
        now[at[x.OFFER_FROM] + place] = team
        now[at[x.OFFER_TO] + place] = to
        now[at[x.OFFER_TAKEN] + place] = 0
        now[x.N_OFFERS] = place + 1
    now[at[x.LETTERS] + team] += 1
    now[x.N_MOVES] += 1
    if traced(s):
        say(s, x.LETTER_SENT)
        say(s, team)
        say(s, to)
        say(s, offer)


def open_offers(s: Lane, team: int) -> int:
    """Return how many offers to a team it may accept, having written their places to `asks`."""
    at, now = s.at, s.now
    count = 0
    for place in range(now[x.N_OFFERS]):
        if now[at[x.OFFER_TO] + place] == team and now[at[x.OFFER_TAKEN] + place] == 0:
            s.work[s.at[x.W_ASKS] + count] = place
            count += 1
    return count


def accept(s: Lane, team: int, sender: int) -> None:
    """Return nothing, having accepted the first open offer of a sender: they all say the same."""
    at, now = s.at, s.now
    place = 0
    while (
        now[at[x.OFFER_TO] + place] != team
        or now[at[x.OFFER_FROM] + place] != sender
        or now[at[x.OFFER_TAKEN] + place] != 0
    ):
        place += 1
    now[at[x.OFFER_TAKEN] + place] = 1
    now[x.N_MOVES] += 1
    say_event(s, x.OFFER_ACCEPTED, sender, team)


def may_attack(s: Lane) -> bool:
    """Return whether claims may be attacked directly and one is left that was not this round."""
    return s.at[x.ATTACKS] != 0 and attacks_of_round(s) < s.at[x.CITABLE_COUNT]


def attacks_of_round(s: Lane) -> int:
    """Return how many claims were attacked directly this round."""
    return s.now[x.N_ATTACKS] - s.now[x.N_ATTACKS_BEFORE]


def attackable(s: Lane, team: int) -> int:
    """Return how many claims a team may attack directly."""
    at, now = s.at, s.now
    if at[x.ATTACKS] == 0:
        return 0
    filed = now[at[x.FILED] : at[x.FILED] + (now[x.N_ROWS] + 1) * at[x.TEAMS]]
    if not turns.has_filing(filed, at[x.TEAMS], team, at[x.FILINGS]):
        return 0
    return at[x.CITABLE_COUNT] - attacks_of_round(s)


def attackable_at(s: Lane, place: int) -> int:
    """Return the claim in a place of those that may be attacked directly, in the order in which claims are cited."""
    at, now = s.at, s.now
    for attacked in range(now[x.N_ATTACKS_BEFORE], now[x.N_ATTACKS]):
        s.work[at[x.W_MARKS] + now[at[x.ATTACKED] + attacked]] = 1
    listed, left = at[x.CITABLE], place
    while left > 0 or s.work[at[x.W_MARKS] + at[listed]] != 0:
        left -= 1 - s.work[at[x.W_MARKS] + at[listed]]
        listed += 1
    for attacked in range(now[x.N_ATTACKS_BEFORE], now[x.N_ATTACKS]):
        s.work[at[x.W_MARKS] + now[at[x.ATTACKED] + attacked]] = 0
    return at[listed]


def attack(s: Lane, team: int, target: int, claim: int) -> None:
    """Return nothing, having filed a direct attack on a claim, and counted it."""
    argument.attack(s, team, target, claim)
    s.now[s.at[x.FILED] + s.now[x.N_ROWS] * s.at[x.TEAMS] + team] += 1
    s.now[x.N_MOVES] += 1


def hold(s: Lane, team: int) -> None:
    """Return nothing, having let a team make no move."""
    s.now[s.at[x.HELD] + team] = 1
    s.now[x.N_MOVES] += 1
    say_event(s, x.TEAM_HELD, team, 0)


def swap_card(s: Lane, team: int, card: int) -> None:
    """Return nothing, having swapped a card."""
    s.now[x.N_MOVES] += 1
    swap(s, team, card)


def withdraw(s: Lane, team: int, place: int) -> None:
    """Return nothing, having ended the commitment in a place of the team's."""
    at, now = s.at, s.now
    first, count = team * x.MOST_STANDING, now[at[x.STANDING_COUNT] + team]
    card = now[at[x.STANDS] + first + place]
    for after in range(place, count - 1):
        now[at[x.STANDS] + first + after] = now[at[x.STANDS] + first + after + 1]
        now[at[x.STANDS_SINCE] + first + after] = now[at[x.STANDS_SINCE] + first + after + 1]
    now[at[x.STANDING_COUNT] + team] = count - 1
    now[x.N_MOVES] += 1
    say_event(s, x.COMMITMENT_WITHDRAWN, team, card)


def file_on(s: Lane, kind: int, team: int, target: int, claim: int, detail: int) -> None:
    """Return nothing, having filed a counter, a question, a second or a counter on a link, and counted it."""
    at, now = s.at, s.now
    row = row_of(s, now[at[x.MOVE_OF] + target])
    if kind == rules.LINK_COUNTER:
        counter_link(s, team, target, detail, claim)
    else:
        file(s, kind, team, target, claim, detail)
    now[at[x.FILED] + row * at[x.TEAMS] + team] += 1
    now[x.N_MOVES] += 1


def answer(s: Lane, team: int, target: int, claim: int) -> None:
    """Return nothing, having filed an answer, and counted it."""
    row = row_of(s, s.now[s.at[x.MOVE_OF] + target])
    file(s, rules.ANSWER, team, target, claim, -1)
    s.now[s.at[x.ANSWERED] + row] += 1
    s.now[x.N_MOVES] += 1


def pass_on(s: Lane, team: int) -> None:
    """Return nothing, having let a team file or answer nothing more in this phase."""
    s.now[s.at[x.PASSED] + team] = 1
    say_event(s, x.TEAM_PASSED, team, 0)


def start_after(s: Lane, team: int) -> int:
    """Return the place in the speaking order after a team."""
    place = 0
    while s.now[s.at[x.ORDER] + place] != team:
        place += 1
    return place + 1


def next_to_file(s: Lane, start: int) -> int:
    """Return the team that files next, from a place of the speaking order on; -1 for none."""
    at, now = s.at, s.now
    teams, rows = at[x.TEAMS], now[x.N_ROWS]
    return turns.next_to_file(
        now[at[x.ORDER] : at[x.ORDER] + teams],
        start,
        now[at[x.PASSED] : at[x.PASSED] + teams],
        now[at[x.FILED] : at[x.FILED] + (rows + 1) * teams],
        now[at[x.ROW_TEAM] : at[x.ROW_TEAM] + rows],
        at[x.FILINGS],
        at[x.BY_TEAM],
        at[x.BY_ALL],
        may_attack(s),
    )


def next_to_answer(s: Lane, start: int) -> int:
    """Return the team that answers next, from a place of the speaking order on; -1 for none."""
    at, now = s.at, s.now
    teams, rows, count = at[x.TEAMS], now[x.N_ROWS], now[x.N_COUNT]
    return turns.next_to_answer(
        now[at[x.ORDER] : at[x.ORDER] + teams],
        start,
        now[at[x.PASSED] : at[x.PASSED] + teams],
        now[at[x.KIND] : at[x.KIND] + count],
        now[at[x.MOVE_OF] : at[x.MOVE_OF] + count],
        now[at[x.ROW_NODE] : at[x.ROW_NODE] + rows],
        now[at[x.ROW_TEAM] : at[x.ROW_TEAM] + rows],
        now[at[x.ANSWERED] : at[x.ANSWERED] + rows],
        at[x.ANSWERS],
    )


def open_rows(s: Lane, team: int) -> int:
    """Return on how many moves a team may file, having marked them by number of the move in `tests`."""
    at, now = s.at, s.now
    teams, rows = at[x.TEAMS], now[x.N_ROWS]
    filed = now[at[x.FILED] : at[x.FILED] + (rows + 1) * teams]
    movers = now[at[x.ROW_TEAM] : at[x.ROW_TEAM] + rows]
    left = turns.has_filing(filed, teams, team, at[x.FILINGS])
    count = 0
    for row in range(rows):
        room = left and turns.has_room(filed, movers, teams, team, row, at[x.BY_TEAM], at[x.BY_ALL])
        s.work[s.at[x.W_TESTS] + now[at[x.ROW_NODE] + row]] = 1 if room else 0
        count += 1 if room else 0
    return count


def is_open(s: Lane, move: int) -> bool:
    """Return whether a move, or the move that a node belongs to, is marked as one to file on."""
    return s.work[s.at[x.W_TESTS] + s.now[s.at[x.MOVE_OF] + move]] != 0


def questions_left(s: Lane, number: int) -> int:
    """Return how many critical questions nobody has put to a reason; a fact has none."""
    at, now = s.at, s.now
    if now[at[x.CLAIM] + number] >= at[x.CLAIMS]:
        return 0
    first = at[x.BURDEN_STARTS] + now[at[x.CLAIM] + number]
    return at[first + 1] - at[first] - now[at[x.ASKED] + number]


def questions(s: Lane, number: int) -> int:
    """Return how many critical questions nobody has put to a reason, having written their places to `asks`."""
    at, now = s.at, s.now
    if questions_left(s, number) == 0:
        return 0
    first = at[x.BURDEN_STARTS] + now[at[x.CLAIM] + number]
    count = 0
    for place in range(at[first + 1] - at[first]):
        put = False
        for other in range(number + 1, now[x.N_COUNT]):
            if (
                now[at[x.KIND] + other] == rules.QUESTION
                and now[at[x.TARGET] + other] == number
                and now[at[x.DETAIL] + other] == place
            ):
                put = True
                break
        if not put:
            s.work[s.at[x.W_ASKS] + count] = place
            count += 1
    return count


def cited(s: Lane, move: int, claim: int) -> bool:
    """Return whether a reason or a second of a move rests on a claim."""
    at, now = s.at, s.now
    for other in range(move + 1, now[x.N_COUNT]):
        if now[at[x.MOVE_OF] + other] == move and now[at[x.CLAIM] + other] == claim:
            kind = now[at[x.KIND] + other]
            if kind == rules.REASON or kind == rules.SECOND:
                return True
    return False


def seconds_left(s: Lane, row: int) -> int:
    """Return how many claims a second of a move may rest on: those of its card and the facts that it doesn't cite."""
    at, now = s.at, s.now
    first = at[x.CARD_CLAIM_STARTS] + now[at[x.ROW_CARD] + row]
    return at[first + 1] - at[first] + now[x.N_FACTS] - now[at[x.ROW_CITED] + row]


def secondable(s: Lane, row: int) -> int:
    """Return how many claims a second of a move may rest on, having written them to `asks`."""
    at = s.at
    card, move = s.now[at[x.ROW_CARD] + row], s.now[at[x.ROW_NODE] + row]
    mark_cited(s, move, 1)
    count = 0
    for place in range(at[at[x.CARD_CLAIM_STARTS] + card], at[at[x.CARD_CLAIM_STARTS] + card + 1]):
        claim = at[at[x.CARD_CLAIM] + place]
        if s.work[at[x.W_MARKS] + claim] == 0:
            s.work[at[x.W_ASKS] + count] = claim
            count += 1
    for claim in range(at[x.CLAIMS], at[x.CLAIMS] + s.now[x.N_FACTS]):
        if s.work[at[x.W_MARKS] + claim] == 0:
            s.work[at[x.W_ASKS] + count] = claim
            count += 1
    mark_cited(s, move, 0)
    return count


def mark_cited(s: Lane, move: int, mark: int) -> None:
    """Return nothing, having marked in `marks` each claim and fact that a reason or a second of a move rests on."""
    at, now = s.at, s.now
    for other in range(move + 1, now[x.N_COUNT]):
        kind = now[at[x.KIND] + other]
        if now[at[x.MOVE_OF] + other] == move and (kind == rules.REASON or kind == rules.SECOND):
            s.work[at[x.W_MARKS] + now[at[x.CLAIM] + other]] = mark


def links_of(s: Lane, row: int) -> int:
    """Return how many links leave what a move shocks, as far as the rules let them be countered."""
    if s.at[x.LINK_COUNTERS] == 0:
        return 0
    first = s.at[x.CARD_LINK_STARTS] + s.now[s.at[x.ROW_CARD] + row]
    return s.at[first + 1] - s.at[first]


def answerable(s: Lane, team: int) -> int:
    """Return how many nodes a team may answer, having written them to `found`."""
    at, now = s.at, s.now
    count = 0
    for number in range(now[x.N_COUNT]):
        if turns.answerable(now[at[x.KIND] + number]):
            row = row_of(s, now[at[x.MOVE_OF] + number])
            if now[at[x.ROW_TEAM] + row] == team and now[at[x.ANSWERED] + row] < at[x.ANSWERS]:
                s.work[s.at[x.W_FOUND] + count] = number
                count += 1
    return count
