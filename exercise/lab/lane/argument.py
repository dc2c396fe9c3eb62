"""The arguments of a round and what they leave behind (engine: `floor`, `consequences`)."""

from exercise.lab import layout as x
from exercise.lab.lane.cards import met
from exercise.lab.lane.saying import name_of_card, name_of_claim, say, traced
from exercise.lab.layout import Lane
from exercise.rules import floor as rules
from exercise.rules.grounds import (
    FACT_BASE,
    argued,
    attacked,
    claim_strength,
    fact_strength,
    link_strength,
    thesis_strength,
)
from exercise.rules.influence import weight_in_play
from exercise.rules.strengths import HOLDS, quadratic_energy


def has_room(s: Lane, nodes: int) -> bool:
    """Return whether so many nodes more may stand on the floor, having noted where it has no room for them."""
    if s.now[x.N_COUNT] + nodes <= s.at[x.FLOOR_ROOM]:
        return True
    s.now[x.N_OVERFLOW] = x.FLOOR_IS_FULL
    return False


def add_node(s: Lane, kind: int, move: int, target: int, claim: int, detail: int) -> int:
    """Return the number of a node put on the floor, with what it cites; its strength is still 0."""
    at, now = s.at, s.now
    number = now[x.N_COUNT]
    now[at[x.KIND] + number] = kind
    now[at[x.MOVE_OF] + number] = move
    now[at[x.TARGET] + number] = target
    now[at[x.CLAIM] + number] = claim
    now[at[x.DETAIL] + number] = detail
    if at[x.QUESTIONS] != 0:
        now[at[x.ASKED] + number] = 0
    cited = 0.0
    if claim >= 0 and kind != rules.QUESTION:
        cited = s.real[at[x.R_CLAIMS] + claim]
    s.real[at[x.R_CITED] + number] = cited
    s.real[at[x.R_STRENGTH] + number] = 0.0
    now[x.N_COUNT] = number + 1
    return number


def base(s: Lane, number: int) -> float:
    """Return the base score of a node; a question's depends on whether it shifts the burden of proof."""
    at, now = s.at, s.now
    kind, claim = now[at[x.KIND] + number], now[at[x.CLAIM] + number]
    burden = False
    if kind == rules.QUESTION:
        burden = at[at[x.BURDEN] + at[at[x.BURDEN_STARTS] + claim] + now[at[x.DETAIL] + number]] != 0
    return rules.base_of(kind, claim >= 0, burden)


def write_bases(s: Lane) -> None:
    """Return nothing, having written the base score of every node to W_BASES."""
    for number in range(s.now[x.N_COUNT]):
        s.real[s.at[x.W_BASES] + number] = base(s, number)


def say_node(s: Lane, number: int, team: int) -> None:
    """Return nothing, having said what a node is: kind, team, move, target, claim, detail, base and cited."""
    at, now = s.at, s.now
    say(s, now[at[x.KIND] + number])
    say(s, team)
    say(s, now[at[x.MOVE_OF] + number])
    say(s, now[at[x.TARGET] + number])
    say(s, name_of_claim(s, now[at[x.CLAIM] + number]))
    say(s, now[at[x.DETAIL] + number])
    say(s, base(s, number))
    say(s, s.real[at[x.R_CITED] + number])


def weigh(s: Lane, number: int) -> float:
    """Return the strength of a node from what argues about it, having noted it."""
    at, now, real = s.at, s.now, s.real
    count = now[x.N_COUNT]
    kinds = now[at[x.KIND] : at[x.KIND] + count]
    targets = now[at[x.TARGET] : at[x.TARGET] + count]
    strengths = real[at[x.R_STRENGTH] : at[x.R_STRENGTH] + count]
    if kinds[number] == rules.MOVE:
        moves = now[at[x.MOVE_OF] : at[x.MOVE_OF] + count]
        energy = rules.move_energy(kinds, moves, targets, strengths, number)
    else:
        energy = rules.argument_energy(kinds, targets, strengths, number, real[at[x.R_CITED] + number])
    strength = quadratic_energy(base(s, number), energy)
    real[at[x.R_STRENGTH] + number] = strength
    return strength


def reweigh(s: Lane, number: int) -> None:
    """Return nothing, having weighed a node anew and said its strength."""
    strength = weigh(s, number)
    if traced(s):
        say(s, number)
        say(s, strength)


def reveal(s: Lane) -> None:
    """Return nothing, having opened all sealed moves in the deck's order of teams."""
    at, now = s.at, s.now
    now[x.N_COUNT] = 0
    now[x.N_ROWS] = 0
    for team in range(at[x.TEAMS]):
        card = now[at[x.SEALED] + team]
        if card >= 0:
            first, count = at[x.REASONS] + team * x.MOST_REASONS, now[at[x.REASON_COUNT] + team]
            put_move(s, team, card, name_of_card(s, card, team), first, count, 0)
        if at[x.SECRETS] == 0 or now[at[x.SECRET] + team] < 0:
            continue
        card, trigger = now[at[x.SECRET] + team], at[x.TRIGGERS] + now[at[x.SECRET_TRIGGER] + team]
        requires = at[x.REQUIRE_STARTS] + card
        if met(s, trigger, trigger + 1) and met(s, at[requires], at[requires + 1]):
            name = now[at[x.SECRET_NAME] + team]
            first, count = at[x.SECRET_REASONS] + team * x.MOST_REASONS, now[at[x.SECRET_REASON_COUNT] + team]
            put_move(s, team, card, name, first, count, 1)
            now[at[x.SECRET] + team] = -1
    for place in range((now[x.N_ROWS] + 1) * at[x.TEAMS]):
        now[at[x.FILED] + place] = 0
    for place in range(now[x.N_ROWS] * at[x.TEAMS]):
        now[at[x.ESTIMATES] + place] = 0
    if traced(s):
        say(s, x.MOVES_REVEALED)
        say(s, now[x.N_COUNT])
        for number in range(now[x.N_COUNT]):
            say_node(s, number, now[at[x.ROW_TEAM] + row_of(s, now[at[x.MOVE_OF] + number])])
            say(s, s.real[at[x.R_STRENGTH] + number])
        for row in range(now[x.N_ROWS]):
            if now[at[x.ROW_SECRET] + row] != 0:
                say(s, now[at[x.ROW_NODE] + row])
        say(s, -1)
        for row in range(now[x.N_ROWS]):
            if now[at[x.ROW_CARD] + row] >= at[x.CARDS]:
                say(s, now[at[x.ROW_NAME] + row])
                say(s, now[at[x.ROW_TEAM] + row])
                say(s, now[at[x.ROW_CARD] + row] - at[x.CARDS])
        say(s, -1)


def put_move(s: Lane, team: int, card: int, name: int, first: int, count: int, secret: int) -> None:
    """Return nothing, having put a move on the floor with its reasons, `count` claims in `now` from `first` on."""
    at, now = s.at, s.now
    if not has_room(s, 1 + count):
        return
    row, move = now[x.N_ROWS], now[x.N_COUNT]
    add_node(s, rules.MOVE, move, move, -1, name)
    now[at[x.ROW_NODE] + row] = move
    now[at[x.ROW_CARD] + row] = card
    now[at[x.ROW_TEAM] + row] = team
    now[at[x.ROW_NAME] + row] = name
    now[at[x.ROW_ROLLED] + row] = secret
    now[at[x.ROW_SECRET] + row] = secret
    now[at[x.ROW_CITED] + row] = count
    now[at[x.OUTCOMES] + row] = -1
    now[at[x.ANSWERED] + row] = 0
    now[x.N_ROWS] = row + 1
    for place in range(first, first + count):
        number = add_node(s, rules.REASON, move, move, now[place], -1)
        weigh(s, number)
    weigh(s, move)


def row_of(s: Lane, move: int) -> int:
    """Return the row of a move."""
    row = 0
    while s.now[s.at[x.ROW_NODE] + row] != move:
        row += 1
    return row


def link_argued(s: Lane, link: int) -> float:
    """Return what was argued for a link less what was argued against it."""
    about = 0.0
    for place in range(s.now[x.N_ARGUED]):
        if s.now[s.at[x.ARGUED_LINK] + place] == link:
            about = argued_at(s, place, about)
    return about


def argued_at(s: Lane, place: int, before: float) -> float:
    """Return what was argued for a link less what was argued against it, with the argument in a place."""
    return argued(before, s.now[s.at[x.ARGUED_FOR] + place], s.real[s.at[x.R_ARGUED] + place])


def write_argued(s: Lane) -> None:
    """Return nothing, having written to W_ARGUED what was argued for each link less what was argued against it."""
    about = s.at[x.W_ARGUED]
    for link in range(s.at[x.LINKS]):
        s.real[about + link] = 0.0
    for place in range(s.now[x.N_ARGUED]):
        link = s.now[s.at[x.ARGUED_LINK] + place]
        s.real[about + link] = argued_at(s, place, s.real[about + link])


def strength_of_link(s: Lane, link: int, about: float) -> float:
    """Return a link's strength from the claims as they are now and what was argued about it."""
    at = s.at
    return link_strength(
        about,
        at[at[x.LINK_CLAIM_STARTS] : at[x.LINK_CLAIM_STARTS] + at[x.LINKS] + 1],
        at[at[x.LINK_CLAIM] : at[x.CLAIM_LINK_STARTS]],
        s.real[at[x.R_CLAIMS] : at[x.R_CLAIMS] + at[x.CLAIMS]],
        link,
    )


def play_link(s: Lane, link: int, strength: float) -> None:
    """Return nothing, having given a link the weight that follows from its strength."""
    at = s.at
    start = s.real[at[x.P_LINKS] + link]
    s.real[at[x.R_WEIGHTS] + link] = weight_in_play(s.real[at[x.P_WEIGHTS] + link], strength, start)


def replay_link(s: Lane, link: int) -> None:
    """Return nothing, having weighed a link anew that was argued about, and said it."""
    strength = strength_of_link(s, link, link_argued(s, link))
    play_link(s, link, strength)
    if traced(s):
        say_link(s, link, strength)


def say_link(s: Lane, link: int, strength: float) -> None:
    """Return nothing, having said a link with its strength and weight."""
    say(s, link)
    say(s, strength)
    say(s, s.real[s.at[x.R_WEIGHTS] + link])


def argue_link(s: Lane, link: int, node: int, supports: int, strength: float) -> None:
    """Return nothing, having noted an argument about a link; one noted before for this node takes its new strength."""
    at, now = s.at, s.now
    place, count = now[x.N_ARGUED_BEFORE], now[x.N_ARGUED]
    while place < count and now[at[x.ARGUED_NODE] + place] != node:
        place += 1
    if place == count:
        if count >= at[x.ARGUED_ROOM]:
            now[x.N_OVERFLOW] = x.ARGUED_IS_FULL
            return
        now[x.N_ARGUED] = count + 1
    now[at[x.ARGUED_LINK] + place] = link
    now[at[x.ARGUED_NODE] + place] = node
    now[at[x.ARGUED_FOR] + place] = supports
    s.real[at[x.R_ARGUED] + place] = strength
    if traced(s):
        say(s, link)
        say(s, node)
        say(s, supports)
        say(s, strength)


def file(s: Lane, kind: int, team: int, target: int, claim: int, detail: int) -> None:
    """Return nothing, having filed a counter, question, second or answer and weighed what it changes."""
    at, now, real = s.at, s.now, s.real
    if not has_room(s, 1):
        return
    move = now[at[x.MOVE_OF] + target]
    beyond = now[at[x.TARGET] + target]
    if kind == rules.QUESTION:
        claim = now[at[x.CLAIM] + target]
    number = add_node(s, kind, move, target, claim, detail)
    if kind == rules.QUESTION:
        now[at[x.ASKED] + target] += 1
    elif kind == rules.SECOND:
        now[at[x.ROW_CITED] + row_of(s, move)] += 1
    if rules.challenges(kind, base(s, number)):
        now[at[x.ROW_ROLLED] + row_of(s, move)] = 1
    tracing = traced(s)
    if tracing:
        say(s, x.NODE_FILED)
        say_node(s, number, team)
    reweigh(s, number)
    if now[at[x.KIND] + target] != rules.MOVE:
        reweigh(s, target)
    if beyond != target and now[at[x.KIND] + beyond] != rules.MOVE:
        reweigh(s, beyond)
    if now[at[x.KIND] + target] != rules.LINK_COUNTER:
        reweigh(s, move)
    if tracing:
        say(s, -1)
    if kind == rules.ANSWER and now[at[x.KIND] + target] == rules.LINK_COUNTER:
        link = now[at[x.DETAIL] + target]
        argue_link(s, link, target, 0, real[at[x.R_STRENGTH] + target])
        argue_link(s, link, number, 1, real[at[x.R_STRENGTH] + number])
        replay_link(s, link)


def counter_link(s: Lane, team: int, move: int, link: int, claim: int) -> None:
    """Return nothing, having filed a counter on a link that leaves what a move shocks."""
    at = s.at
    if not has_room(s, 1):
        return
    number = add_node(s, rules.LINK_COUNTER, move, s.now[x.N_COUNT], claim, link)
    strength = quadratic_energy(base(s, number), s.real[at[x.R_CITED] + number])
    s.real[at[x.R_STRENGTH] + number] = strength
    if traced(s):
        say(s, x.NODE_FILED)
        say_node(s, number, team)
        say(s, number)
        say(s, strength)
        say(s, -1)
    argue_link(s, link, number, 0, strength)
    replay_link(s, link)


def put_by_rank(s: Lane, claim: int, count: int) -> int:
    """Return how many claims stand in `found` once this one does, arguers before what they argue about."""
    if s.work[s.at[x.W_MARKS] + claim] != 0:
        return count
    s.work[s.at[x.W_MARKS] + claim] = 1
    ranks = s.at[x.RANK]
    place = count
    while place > 0 and s.at[ranks + s.work[s.at[x.W_FOUND] + place - 1]] > s.at[ranks + claim]:
        s.work[s.at[x.W_FOUND] + place] = s.work[s.at[x.W_FOUND] + place - 1]
        place -= 1
    s.work[s.at[x.W_FOUND] + place] = claim
    return count + 1


def record_findings(s: Lane) -> None:
    """Return nothing, having recorded what this round's rulings add to the claims that they tested."""
    at, now, real = s.at, s.now, s.real
    count = now[x.N_COUNT]
    kinds = now[at[x.KIND] : at[x.KIND] + count]
    targets = now[at[x.TARGET] : at[x.TARGET] + count]
    write_bases(s)
    for number in range(count):
        s.work[s.at[x.W_ASKS] + number] = 0
    marks = s.work[s.at[x.W_ASKS] : s.at[x.W_ASKS] + count]
    rules.mark_tested(kinds, targets, real[at[x.W_BASES] : at[x.W_BASES] + count], marks)
    # Claims in the order in which they are first found; behind them, by place, whether the reason held and the reason.
    room = at[x.FLOOR_ROOM]
    findings = 0
    for number in range(count):
        kind = kinds[number]
        if marks[number] == 0 or (kind != rules.REASON and kind != rules.SECOND):
            continue
        claim = now[at[x.CLAIM] + number]
        held = 1 if real[at[x.R_STRENGTH] + number] >= HOLDS else 0
        place = 0
        while place < findings and s.work[s.at[x.W_TESTS] + place] != claim:
            place += 1
        if place == findings:
            findings += 1
        elif not (s.work[s.at[x.W_TESTS] + room + place] == 1 and held == 0):
            continue
        s.work[s.at[x.W_TESTS] + place] = claim
        s.work[s.at[x.W_TESTS] + room + place] = held
        s.work[s.at[x.W_TESTS] + 2 * room + place] = number
    if findings == 0:
        return
    tracing = traced(s)
    if tracing:
        say(s, x.FINDINGS_RECORDED)
        say(s, findings)
    stale = 0
    for place in range(findings):
        claim = s.work[s.at[x.W_TESTS] + place]
        now[at[x.NET] + claim] += 1 if s.work[s.at[x.W_TESTS] + room + place] == 1 else -1
        if tracing:
            say(s, name_of_claim(s, claim))
            say(s, s.work[s.at[x.W_TESTS] + room + place])
            say(s, s.work[s.at[x.W_TESTS] + 2 * room + place])
        if claim < at[x.CLAIMS]:
            stale = put_downstream(s, claim, stale)
    recount(s, stale)
    for claim in range(at[x.CLAIMS], at[x.CLAIMS] + now[x.N_FACTS]):
        strength = fact_strength(now[at[x.NET] + claim])
        if strength != real[at[x.R_CLAIMS] + claim]:
            real[at[x.R_CLAIMS] + claim] = strength
            if tracing:
                say(s, name_of_claim(s, claim))
                say(s, strength)
    if tracing:
        say(s, -1)


def put_downstream(s: Lane, claim: int, count: int) -> int:
    """Return how many claims stand in `found` once a claim and all that it bears on do, arguers first."""
    at = s.at
    for down in range(at[at[x.DOWN_STARTS] + claim], at[at[x.DOWN_STARTS] + claim + 1]):
        count = put_by_rank(s, at[at[x.DOWN] + down], count)
    return count


def establish_facts(s: Lane) -> None:
    """Return nothing, having made a claim of the room's own of every full success of the round."""
    at, now = s.at, s.now
    if at[x.FACTS] == 0:
        return
    tracing = traced(s)
    before = now[x.N_FACTS]
    for ruling in range(now[x.N_RULED]):
        row = now[at[x.RULED_ROW] + ruling]
        if now[at[x.OUTCOMES] + row] != 2:
            continue
        fact = now[x.N_FACTS]
        if fact == at[x.FACT_ROOM]:
            now[x.N_OVERFLOW] = x.FACTS_ARE_FULL
            return
        if tracing and fact == before:
            say(s, x.FACTS_ESTABLISHED)
        # A name of its own: the round and the card.
        cards = at[x.CARDS] + x.MOST_ROUNDS * at[x.TEAMS]
        name = at[x.CLAIMS] + (now[x.N_ROUND] - 1) * cards + now[at[x.ROW_NAME] + row]
        now[at[x.FACT_NAME] + fact] = name
        now[at[x.NET] + at[x.CLAIMS] + fact] = 0
        s.real[at[x.R_CLAIMS] + at[x.CLAIMS] + fact] = FACT_BASE
        now[x.N_FACTS] = fact + 1
        if tracing:
            say(s, name)
            say(s, now[at[x.ROW_TEAM] + row])
            say(s, FACT_BASE)
    if tracing and now[x.N_FACTS] > before:
        say(s, -1)


def attack(s: Lane, team: int, target: int, claim: int) -> None:
    """Return nothing, having filed a direct attack on a claim, and read the floor's reasons anew."""
    at, now, real = s.at, s.now, s.real
    count = now[x.N_ATTACKS]
    if count == at[x.ATTACK_ROOM]:
        now[x.N_OVERFLOW] = x.ATTACKS_ARE_FULL
        return
    cited = real[at[x.R_CLAIMS] + claim] if claim >= 0 else 0.0
    strength = quadratic_energy(rules.base_of(rules.COUNTER, claim >= 0, False), cited)
    now[at[x.ATTACKED] + count] = target
    real[at[x.R_ATTACKED] + count] = strength
    now[x.N_ATTACKS] = count + 1
    tracing = traced(s)
    if tracing:
        say(s, x.CLAIM_ATTACKED)
        say(s, target)
        say(s, team)
        say(s, name_of_claim(s, claim))
        say(s, strength)
    recount(s, put_downstream(s, target, 0))
    reread(s)


def attacks_on(s: Lane, claim: int) -> float:
    """Return what the direct attacks on a claim come to, in the order of filing."""
    at = s.at
    total = 0.0
    for place in range(s.now[x.N_ATTACKS]):
        if s.now[at[x.ATTACKED] + place] == claim:
            total = attacked(total, s.real[at[x.R_ATTACKED] + place])
    return total


def reread(s: Lane) -> None:
    """Return nothing, having weighed anew the reasons and seconds whose claims changed, and their moves."""
    at, now, real = s.at, s.now, s.real
    tracing = traced(s)
    count = now[x.N_COUNT]
    for number in range(count):
        s.work[s.at[x.W_TESTS] + number] = 0
    for number in range(count):
        kind = now[at[x.KIND] + number]
        if kind != rules.REASON and kind != rules.SECOND:
            continue
        strength = real[at[x.R_CLAIMS] + now[at[x.CLAIM] + number]]
        if strength != real[at[x.R_CITED] + number]:
            real[at[x.R_CITED] + number] = strength
            s.work[s.at[x.W_TESTS] + number] = 1
            s.work[s.at[x.W_TESTS] + now[at[x.MOVE_OF] + number]] = 1
            weigh(s, number)
            if tracing:
                say(s, number)
                say(s, strength)
                say(s, 0.0)
    if tracing:
        say(s, -1)
        for number in range(count):
            if s.work[s.at[x.W_TESTS] + number] != 0 and now[at[x.KIND] + number] != rules.MOVE:
                say(s, number)
                say(s, real[at[x.R_STRENGTH] + number])
    for number in range(count):
        if s.work[s.at[x.W_TESTS] + number] != 0 and now[at[x.KIND] + number] == rules.MOVE:
            reweigh(s, number)
    if tracing:
        say(s, -1)


def recount(s: Lane, stale: int) -> None:
    """Return nothing, having counted anew the first claims in `found`, the thesis, and the links that rest on them."""
    at, real = s.at, s.real
    tracing = traced(s)
    starts = at[at[x.EDGE_STARTS] : at[x.EDGE_STARTS] + at[x.CLAIMS] + 1]
    arguers = at[at[x.EDGE_ARGUERS] : at[x.THESIS_ARGUERS]]
    weights = s.real[at[x.P_EDGE_WEIGHTS] : at[x.P_THESIS_WEIGHTS]]
    write_argued(s)
    if tracing:
        # Only links whose strength changes are said.
        for link in range(at[x.LINKS]):
            real[at[x.W_LINKS] + link] = strength_of_link(s, link, real[at[x.W_ARGUED] + link])
    claims = real[at[x.R_CLAIMS] : at[x.R_CLAIMS] + at[x.CLAIMS]]
    marks = at[x.W_MARKS] + at[x.CLAIMS]
    for place in range(stale):
        claim = s.work[s.at[x.W_FOUND] + place]
        s.work[s.at[x.W_MARKS] + claim] = 0
        printed, net = s.real[at[x.P_BASES] + claim], s.now[at[x.NET] + claim]
        strength = claim_strength(printed, net, attacks_on(s, claim), starts, arguers, weights, claims, claim)
        if tracing and strength != claims[claim]:
            say(s, claim)
            say(s, strength)
        claims[claim] = strength
        for e in range(at[at[x.CLAIM_LINK_STARTS] + claim], at[at[x.CLAIM_LINK_STARTS] + claim + 1]):
            s.work[marks + at[at[x.CLAIM_LINK] + e]] = 1
    thesis = thesis_strength(
        at[at[x.THESIS_ARGUERS] : at[x.THESIS_ARGUERS] + at[x.THESIS_COUNT]],
        s.real[at[x.P_THESIS_WEIGHTS] : at[x.P_THESIS_WEIGHTS] + at[x.THESIS_COUNT]],
        claims,
    )
    real[at[x.R_THESIS]] = thesis
    if tracing:
        say(s, -1)
        say(s, thesis)
    firsts = at[at[x.LINK_CLAIM_STARTS] : at[x.LINK_CLAIM_STARTS] + at[x.LINKS] + 1]
    grounds = at[at[x.LINK_CLAIM] : at[x.CLAIM_LINK_STARTS]]
    for link in range(at[x.LINKS]):
        if s.work[marks + link] == 0:
            continue
        s.work[marks + link] = 0
        strength = link_strength(real[at[x.W_ARGUED] + link], firsts, grounds, claims, link)
        play_link(s, link, strength)
        if tracing and strength != real[at[x.W_LINKS] + link]:
            say_link(s, link, strength)
    if tracing:
        say(s, -1)
