"""What teams file in the debate and the answers: counters, questions, seconds, answers, and passing."""

from __future__ import annotations

from exercise.engine import floor, turns
from exercise.engine.consequences import claim_attacked, link_in_play
from exercise.engine.events import CounterAnswered, CounterFiled, LinkCountered, MoveSeconded, QuestionPut, TeamPassed
from exercise.engine.faults import Decision, phase_fault, refuse, second_claim_faults, text_faults
from exercise.engine.options import COUNTERABLE
from exercise.engine.parts import ClaimArgument, LinkArgument
from exercise.engine.state import State
from exercise.frozen import maker
from exercise.moves import Answer, Attack, Code, Counter, CounterLink, Fault, Pass, Question, Refusal, Second
from exercise.rules.strengths import quadratic_energy

_countered, _questioned, _seconded = maker(CounterFiled), maker(QuestionPut), maker(MoveSeconded)


def _turn_faults(state: State, place: int, team: str, phase: str, what: str, in_turn: bool) -> list[Fault]:
    if state.clock.phase != phase:
        return [phase_fault(state, phase, what)]
    if in_turn and state.clock.turn != team:
        turn = state.clock.turn
        return [Fault(Code.NOT_YOUR_TURN, "It is another team's turn.", (turn,) if turn else ())]
    if state.teams[place].passed:
        return [Fault(Code.ALREADY_PASSED, "This team has passed.")]
    return []


def _citing_faults(state: State, claim: str | None, text: str) -> list[Fault]:
    faults = [*text_faults(text)]
    if claim is None:
        if not text.strip():
            faults.append(Fault(Code.EMPTY, "Cite a claim or say it in own words.", state.citable))
    elif not state.may_cite(claim):
        faults.append(Fault(Code.CLAIM, "No such claim can be cited.", state.citable))
    return faults


def _budget_faults(state: State, place: int, move: int) -> list[Fault]:
    if floor.may_file(state, place, move):
        return []
    if state.game.team_index[state.floor.nodes[move].team] == place:
        return [Fault(Code.TARGET, "A team does not argue about its own move here.")]
    if floor.filings_left(state, place) <= 0:
        return [Fault(Code.BUDGET, "This team has no filing left this round.")]
    return [Fault(Code.MOVE_FULL, "Nothing more can be filed on that move by this team.")]


def counter(state: State, place: int, team: str, move: Counter, in_turn: bool) -> Decision:
    """Decide a counter on a move or a reason."""
    faults = _turn_faults(state, place, team, "debate", "A counter is filed", in_turn)
    nodes = state.floor.nodes
    if not 0 <= move.target < len(nodes) or nodes[move.target].kind not in COUNTERABLE:
        faults.append(Fault(Code.TARGET, "A counter attacks a move or one of its reasons."))
    else:
        faults += _budget_faults(state, place, nodes[move.target].move)
    faults += _citing_faults(state, move.claim, move.text)
    if faults:
        return Refusal(tuple(faults))
    node, changed = floor.file(state, "counter", team, move.target, move.claim or "", move.text)
    return (_countered(node, tuple(changed.items()), turns.after_filing(state, place, node.move)),)


def question(state: State, place: int, team: str, move: Question, in_turn: bool) -> Decision:
    """Decide a critical question to a reason."""
    if not state.setup.level.questions:
        return refuse(Code.RULES_LEVEL, "These rules have no critical questions; counter the reason.", ("counter",))
    faults = _turn_faults(state, place, team, "debate", "A question is put", in_turn)
    nodes = state.floor.nodes
    if not 0 <= move.target < len(nodes) or nodes[move.target].kind not in floor.FOR_THE_MOVE:
        faults.append(Fault(Code.TARGET, "A critical question is put to a reason."))
    else:
        faults += _budget_faults(state, place, nodes[move.target].move)
        left = floor.questions_left(state, nodes[move.target])
        if move.question not in left:
            faults.append(
                Fault(Code.QUESTION, "That question does not belong to this reason, or was put.", tuple(map(str, left)))
            )
    faults += text_faults(move.text)
    if faults:
        return Refusal(tuple(faults))
    node, changed = floor.file(state, "question", team, move.target, "", move.text, move.question)
    return (_questioned(node, tuple(changed.items()), turns.after_filing(state, place, node.move)),)


def counter_link(state: State, place: int, team: str, move: CounterLink, in_turn: bool) -> Decision:
    """Decide a counter on a link that leaves what a move shocks."""
    if not state.setup.level.links:
        return refuse(Code.RULES_LEVEL, "These rules have no counters on links; counter the move.", ("counter",))
    faults = _turn_faults(state, place, team, "debate", "A link is countered", in_turn)
    nodes = state.floor.nodes
    if not 0 <= move.target < len(nodes) or nodes[move.target].kind != "move":
        faults.append(Fault(Code.TARGET, "A counter on a link is filed on a move whose shocks cross it."))
    else:
        faults += _budget_faults(state, place, move.target)
        links = state.face(nodes[move.target].card).links
        if move.link not in links:
            faults.append(Fault(Code.LINK, "That link does not leave what this move shocks.", links))
    faults += _citing_faults(state, move.claim, move.text)
    if faults:
        return Refusal(tuple(faults))
    node = floor.counter_on_link(state, team, move.target, move.link, move.claim or "", move.text)
    strength = quadratic_energy(node.base, node.cited)
    argument = LinkArgument(move.link, state.clock.round, node.number, False, strength)
    turn = turns.after_filing(state, place, node.move)
    changed = ((node.number, strength),)
    return (LinkCountered(node, changed, argument, link_in_play(state, move.link, (argument,)), turn),)


def attack(state: State, place: int, team: str, move: Attack, in_turn: bool) -> Decision:
    """Decide a direct attack on a claim."""
    if not state.setup.level.attacks:
        return refuse(Code.RULES_LEVEL, "These rules have no direct attacks on claims; counter a reason.", ("counter",))
    faults = _turn_faults(state, place, team, "debate", "A claim is attacked", in_turn)
    if floor.filings_left(state, place) <= 0:
        faults.append(Fault(Code.BUDGET, "This team has no filing left this round."))
    elif move.target not in floor.attackable(state, place):
        left = floor.attackable(state, place)
        if any(fact.id == move.target for fact in state.standing.facts):
            faults.append(Fault(Code.CLAIM, "A fact isn't attacked itself; counter a reason that rests on it.", left))
        else:
            faults.append(Fault(Code.CLAIM, "A claim of the article is attacked, each once a round.", left))
    faults += _citing_faults(state, move.claim, move.text)
    if faults:
        return Refusal(tuple(faults))
    base = floor.CITING_BASE if move.claim else floor.OWN_WORDS_BASE
    strength = quadratic_energy(base, state.strength(move.claim) if move.claim else 0.0)
    argument = ClaimArgument(move.target, state.clock.round, team, move.claim or "", move.text, strength)
    turn = turns.after_attack(state, place)
    return (claim_attacked(state, argument, turn),)


def second(state: State, place: int, team: str, move: Second, in_turn: bool) -> Decision:
    """Decide a reason that a team lends."""
    faults = _turn_faults(state, place, team, "debate", "A move is seconded", in_turn)
    nodes = state.floor.nodes
    if not 0 <= move.target < len(nodes) or nodes[move.target].kind != "move":
        faults.append(Fault(Code.TARGET, "A second lends its reason to a move."))
    else:
        faults += _budget_faults(state, place, move.target)
        faults += _grounds_faults(state, move)
    faults += text_faults(move.text)
    if faults:
        return Refusal(tuple(faults))
    node, changed = floor.file(state, "second", team, move.target, move.claim, move.text, also=move.also)
    return (_seconded(node, tuple(changed.items()), turns.after_filing(state, place, node.move)),)


def _grounds_faults(state: State, move: Second) -> list[Fault]:
    if not move.also and floor.may_second(state, move.target, move.claim):
        return []
    faults, claims = [], floor.secondable(state, move.target)
    if move.claim not in claims:
        faults.append(Fault(Code.CLAIM, "That move can't rest on this claim, or does already.", claims))
    if move.also:
        faults += second_claim_faults(state)
        if move.also == move.claim:
            faults.append(Fault(Code.CLAIM_TWICE, "The second claim must be another one.", claims))
        elif move.also not in claims:
            faults.append(Fault(Code.CLAIM, "That move can't rest on the second claim, or does already.", claims))
    return faults


def answer(state: State, place: int, team: str, move: Answer, in_turn: bool) -> Decision:
    """Decide a mover's answer."""
    faults = _turn_faults(state, place, team, "answers", "A counter is answered", in_turn)
    counters = floor.answerable(state, place)
    if move.target not in counters:
        faults.append(
            Fault(
                Code.TARGET,
                "A team answers what was filed on its own move, while it has an answer left.",
                tuple(map(str, counters)),
            )
        )
    faults += _citing_faults(state, move.claim, move.text)
    if faults:
        return Refusal(tuple(faults))
    node, changed = floor.file(state, "answer", team, move.target, move.claim or "", move.text)
    turn = turns.after_answer(state, place, node.move)
    link = state.floor.nodes[move.target].link
    if not link:
        return (CounterAnswered(node, tuple(changed.items()), turn),)
    now = state.clock.round
    arguments = (
        LinkArgument(link, now, move.target, False, changed[move.target]),
        LinkArgument(link, now, node.number, True, changed[node.number]),
    )
    return (CounterAnswered(node, tuple(changed.items()), turn, arguments, (link_in_play(state, link, arguments),)),)


def pass_on(state: State, place: int, team: str, move: Pass, in_turn: bool) -> Decision:
    """Decide that a team files or answers nothing more."""
    phase = state.clock.phase
    if phase not in ("debate", "answers"):
        return refuse(Code.WRONG_PHASE, f"Nothing can be passed in {phase}.", ("debate", "answers"))
    faults = _turn_faults(state, place, team, phase, "A team passes", in_turn)
    if faults:
        return Refusal(tuple(faults))
    return (TeamPassed(team, missing=False, turn=turns.after_pass(state, place)),)
