"""Every task of people at the table takes the keys that docs/keys.md states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest
from driving import SMALL, RoomApp, keys, panel, phase, playing, settled, shown
from keystrokes import OWN, Step, shape, taking, tasks
from panelapp import debating, submit, type_in, until
from smalldeck import small_deck
from stages import balloting, parleying, staged
from textual.app import App
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList

from exercise import paths
from exercise.deck.models import Claim, Deck
from exercise.deckfiles import load_deck
from exercise.engine.events import InjectDelivered, ThesisVoted
from exercise.engine.parts import Node
from exercise.moves import CONTROL, PUBLIC, Advance, Counter, Pass, Reason, Rule, Seal, Slot, Template
from exercise.session import Session
from exercise.table import PERSON, Table
from exercise.tui import charting, ledger, mapping, sealing, why
from exercise.tui.app import ExerciseApp
from exercise.tui.drafts import SealDraft
from exercise.tui.panels.caucus import CaucusPanel
from exercise.tui.play import PlayScreen
from exercise.tui.room import Room
from exercise.tui.searching import claim_text, holds_all, typed_words
from exercise.tui.slips import slips_out_of_turn
from exercise.tui.themes import THEMES, ThemedApp

TASKS: Final = tasks()
SEALING, PAPER = 6, 40
"""The most that sealing a move and entering one from a slip of paper may take."""
WORDS: Final = "We have our reasons."
CURTAIN: Final = ("enter", "enter")
PAPER_MOVE: Final = "Caucus: control enters a move from paper, any team, card and two claims"
PAPER_COUNTER: Final = "Debate: control enters a counter from paper, any team, target and claim"


# Rooms


@cache
def main_deck() -> Deck:
    return load_deck(paths.find_deck("european-troops"))


def main(rules: str = "seminar") -> Room:
    """Return a room of the main deck in its first caucus, everybody a person."""
    session = Session.new(main_deck(), rounds=2, rules=rules, seats={CONTROL: PERSON}, seed=5)
    room = Room(Table(session, 7))
    while session.view(PUBLIC).phase != "caucus":
        submit(room, CONTROL, Advance())
    return room


def arguing(rules: str = "seminar", reasons: int = 2) -> Room:
    """Return a room of the main deck at the start of its first debate."""
    room = main(rules)
    for team in room.session.outstanding():
        cards = [option.slots for option in room.session.view(team).options if option.kind == "seal"]
        card, claims, *_ = next(slots for slots in cards if len(slots[1].domain) >= reasons)
        submit(room, team, Seal(str(card.domain[0]), tuple(Reason(str(claim)) for claim in claims.domain[:reasons])))
    while room.session.view(PUBLIC).phase != "debate":
        submit(room, CONTROL, Advance())
    return room


def answering() -> Room:
    """Return a room of the small deck at the first answer: the last speaker countered the first's reason."""
    room = debating(staged("brief"))
    first, *_, last = room.session.view(PUBLIC).order
    while (turn := room.session.view(PUBLIC).turn) and room.session.view(PUBLIC).phase == "debate":
        target = next(node for node in nodes(room) if node.kind == "reason" and node.team == first)
        countered = any(node.kind == "counter" for node in nodes(room))
        submit(room, turn, Counter(target.number, "con") if turn == last and not countered else Pass())
    while room.session.view(PUBLIC).phase != "answers":
        submit(room, CONTROL, Advance())
    return room


def ruled_once() -> Room:
    """Return a room of the small deck with one move ruled."""
    room = staged("ruling")
    submit(room, CONTROL, Rule(room.session.view(CONTROL).unruled[0]))
    return room


def contested() -> Room:
    """Return a room of the main deck in which the first speaker has countered the claim on power plants."""
    room = arguing()
    target = next(node for node in nodes(room) if node.claims == ("power-strikes",))
    submit(room, room.session.view(PUBLIC).turn, Counter(target.number, None, WORDS))
    return room


def nodes(room: Room) -> tuple[Node, ...]:
    return room.session.view(CONTROL).nodes


def own(app: App[Any]) -> Any:
    """Return what the first team holds."""
    room = playing(app).room
    return room.session.view(room.session.view(PUBLIC).order[0]).own


def latest(app: App[Any]) -> Node:
    return nodes(playing(app).room)[-1]


# Doing it


@dataclass(frozen=True)
class Way:
    """From where a task is done, and what has come of it then."""

    done: Callable[[App[Any]], object]
    room: Callable[[], Room] | None
    before: tuple[str, ...]
    """Keys that lead to where one stands."""


WAYS: dict[str, Way] = {}


def way(task: str, room: Callable[[], Room] | None, *before: str) -> Callable[[Callable[[App[Any]], object]], object]:
    """Note what has come of a task, done in a room or else at home."""

    def noted(done: Callable[[App[Any]], object]) -> object:
        assert task not in WAYS
        WAYS[task] = Way(done, room, before)
        return done

    return noted


async def perform(pilot: Pilot[Any], steps: tuple[Step, ...]) -> tuple[int, int]:
    """Do the steps of a task; return how many keys were pressed and how many letters typed to find something."""
    presses = letters = 0
    for step in steps:
        if step.typed == OWN:
            await type_in(pilot, WORDS)
        elif step.typed:
            letters += len(step.typed)
            await keys(pilot, *step.typed)
            if isinstance(pilot.app.screen, CommandPalette):
                first = pilot.app.screen.query_one("CommandList", OptionList)
                await until(pilot, partial(_holds, first, step.typed))
        else:
            assert step.times is not None
            presses += step.times
            await keys(pilot, *[step.key] * step.times)
            if step.key == "ctrl+p":
                await until(pilot, lambda: pilot.app.screen.has_class("-ready"))
    return presses, letters


def _holds(rows: OptionList, typed: str) -> bool:
    return bool(rows.option_count) and all(typed in str(row.prompt).casefold() for row in rows.options)


@pytest.mark.parametrize("name", [name for name in TASKS if name not in (PAPER_MOVE, PAPER_COUNTER)])
async def test_a_task_is_done_with_the_keys_that_the_page_states(name: str, saves: Path) -> None:
    task, found = TASKS[name], WAYS[name]
    if found.room is None:
        Session.new(small_deck(), saves / "garden", rounds=1, seats={CONTROL: PERSON}, title="A garden", seed=5).close()
    app: ThemedApp = ExerciseApp() if found.room is None else RoomApp(found.room())
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, *found.before)
        presses, letters = await perform(pilot, task.steps)
        await settled(pilot)
        found.done(app)
        assert (presses, letters) == (task.presses, task.typed)


def test_every_task_of_the_page_is_done_here_and_no_other() -> None:
    assert {*WAYS, PAPER_MOVE, PAPER_COUNTER} == set(TASKS)


def test_sealing_and_slips_of_paper_stay_within_their_limits() -> None:
    assert TASKS["Hand: seal the first card as it is offered"].presses <= SEALING
    for name in (PAPER_MOVE, PAPER_COUNTER):
        assert TASKS[name].presses + TASKS[name].typed <= PAPER


# At home


@way("Home: try it now, to the first hand", None)
def _(app: App[Any]) -> None:
    assert isinstance(panel(app), CaucusPanel)
    room = playing(app).room
    assert (room.deck.id, room.alone) == (main_deck().id, main_deck().teams[0].id)


@way("Home: set up a 90-minute seminar, people everywhere", None)
def _(app: App[Any]) -> None:
    session = playing(app).room.session
    view = session.view(PUBLIC)
    assert (view.rules, view.rounds, view.phase) == ("seminar", 2, "brief")
    assert dict(session.seats) == dict.fromkeys([*(team.id for team in main_deck().teams), CONTROL], PERSON)


@way("Home: resume what was played last", None)
def _(app: App[Any]) -> None:
    assert playing(app).room.deck.title == "A small deck"


# Before and in the caucus


@way("Situation: deliver an inject", lambda: staged("situation"))
def _(app: App[Any]) -> None:
    events = playing(app).room.session.events
    assert [event.inject for event in events if isinstance(event, InjectDelivered) and event.how == "by-hand"]


@way("Caucus: lift the next team's curtain", lambda: main())
def _(app: App[Any]) -> None:
    assert isinstance(panel(app), CaucusPanel)
    assert panel(app).view.seat == main_deck().teams[0].id


@way("Hand: seal the first card as it is offered", lambda: main(), *CURTAIN)
def _(app: App[Any]) -> None:
    team = main_deck().teams[0].id
    first = main().session.view(team).own.hand[0].id
    printed = next(card for card in main_deck().teams[0].cards if card.id == first)
    assert own(app).sealed == first
    assert {reason.claim for reason in own(app).reasons} <= set(printed.claims)


@way("Hand: seal on two claims of one's own choice, in own words", lambda: main(), *CURTAIN)
def _(app: App[Any]) -> None:
    # Two of the three claims that are offered are left; one is taken that isn't printed on the card.
    third, fourth = own(app).reasons
    printed = playing(app).room.cards[own(app).sealed].claims
    assert third.claim in printed
    assert fourth.claim not in printed
    assert (third.text, fourth.text) == ("", WORDS)


@way("Hand: swap a card", lambda: main(), *CURTAIN)
def _(app: App[Any]) -> None:
    assert "You drew" in shown(app)


@way("Hand: hold", lambda: main(), *CURTAIN)
def _(app: App[Any]) -> None:
    assert main_deck().teams[0].id not in playing(app).room.session.view(PUBLIC).outstanding
    assert own(app).sealed == ""


@way("Hand: an action of one's own", lambda: main("full"), *CURTAIN)
def _(app: App[Any]) -> None:
    assert own(app).sealed == f"own:1:{main_deck().teams[0].id}"
    assert own(app).text == WORDS


@way("Hand: keep a card secret", lambda: main("full"), *CURTAIN)
def _(app: App[Any]) -> None:
    assert own(app).secret is not None


@way("Hand: write a letter", lambda: main("full"), *CURTAIN)
def _(app: App[Any]) -> None:
    (letter,) = own(app).letters
    assert (letter.to, letter.text) == (main_deck().teams[1].id, WORDS)


@way("Hand: accept an offer", parleying, *CURTAIN)
def _(app: App[Any]) -> None:
    assert [letter.accepted for letter in own(app).letters if letter.offer] == [True]


# On the floor


@way("Debate: counter on a claim that the card suggests", lambda: arguing())
def _(app: App[Any]) -> None:
    room, node = playing(app).room, latest(app)
    assert node.claim == room.cards[nodes(room)[node.move].card].counters[0].claim


@way("Debate: counter on a claim found by its paragraph", lambda: arguing())
def _(app: App[Any]) -> None:
    assert latest(app).kind == "counter"
    assert playing(app).room.claims[latest(app).claim].paragraph == 22


@way("Debate: counter in own words alone", lambda: arguing())
def _(app: App[Any]) -> None:
    assert (latest(app).kind, latest(app).claims, latest(app).text) == ("counter", (), WORDS)


@way("Debate: put a question", lambda: arguing())
def _(app: App[Any]) -> None:
    assert latest(app).kind == "question"


@way("Debate: doubt a link", lambda: arguing())
def _(app: App[Any]) -> None:
    assert latest(app).kind == "link-counter"


@way("Debate: attack a claim itself, in own words", lambda: arguing("full"))
def _(app: App[Any]) -> None:
    assert len(playing(app).room.session.view(PUBLIC).claim_arguments) == 1


@way("Debate: second a move", lambda: arguing())
def _(app: App[Any]) -> None:
    assert latest(app).kind == "second"


@way("Debate: pass", lambda: arguing())
def _(app: App[Any]) -> None:
    view = playing(app).room.session.view(PUBLIC)
    assert [team.team for team in view.teams if team.passed] == [view.order[0]]


@way("Answers: answer a counter", answering)
def _(app: App[Any]) -> None:
    assert latest(app).kind == "answer"


# The ballot and the rulings


@way("Ballot: seal an estimate, behind the curtain", balloting, *CURTAIN)
def _(app: App[Any]) -> None:
    assert [percent for _, percent in own(app).ballots] == [65]


@way("Ballot: control enters a number card", balloting)
def _(app: App[Any]) -> None:
    room = playing(app).room
    sealed = [percent for team in room.teams for _, percent in room.session.view(team).own.ballots]
    assert sealed == [65]


@way("Ruling: rule the next move", lambda: staged("ruling"))
def _(app: App[Any]) -> None:
    assert len(playing(app).room.session.view(PUBLIC).rulings) == 1


@way("Ruling: override, with a reason", ruled_once)
def _(app: App[Any]) -> None:
    assert WORDS in shown(app)


@way("Ruling: set a chance", lambda: staged("ruling"))
def _(app: App[Any]) -> None:
    (ruling,) = playing(app).room.session.view(PUBLIC).rulings
    assert (ruling.method, ruling.text) == ("ruling", WORDS)
    assert ruling.percentile >= 0


# What control may set


@way("Any phase: set a level", lambda: arguing())
def _(app: App[Any]) -> None:
    assert round(playing(app).room.session.view(PUBLIC).levels[0]) == 90


@way("Any phase: step back", lambda: main())
def _(app: App[Any]) -> None:
    assert phase(app) == "situation"


@way("Debrief: record the vote", lambda: staged("debrief"))
def _(app: App[Any]) -> None:
    events = [event for event in playing(app).room.session.events if isinstance(event, ThesisVoted)]
    assert [(event.yes, event.no, event.unsure) for event in events] == [(9, 4, 2)]


# Looking


@way("Consequences: from the largest change down to a paragraph", lambda: staged("consequences"))
def _(app: App[Any]) -> None:
    steps = app.screen.query_one(why.Steps)
    assert steps.highlighted_option is not None
    assert "• ¶1 — the garden" in steps.highlighted_option.prompt.plain  # type: ignore[union-attr]


@way("Any phase: ask why of any claim", lambda: arguing())
def _(app: App[Any]) -> None:
    screen = app.screen
    assert isinstance(screen, why.WhyScreen)
    assert [thing for thing, _ in screen.trail] == ["claim:broken-taboo"]


@way("Any phase: find a claim and see who contested it", lambda: contested())
def _(app: App[Any]) -> None:
    assert app.screen.query_one(ledger.Claims).claim == "power-strikes"
    assert "contested by Europe (r1)" in shown(app)


@way("Any phase: walk to a neighbour on the map", lambda: staged("debate"))
def _(app: App[Any]) -> None:
    screen = app.screen
    assert isinstance(screen, mapping.MapScreen)
    assert "Esc goes back to" in screen.hint


@way("Any phase: add an indicator to the chart", lambda: arguing())
def _(app: App[Any]) -> None:
    screen = app.screen
    assert isinstance(screen, charting.ChartScreen)
    assert len(screen.series()) == charting.FIRST + 1


@way("Anywhere: change the theme", lambda: staged("debate"))
def _(app: App[Any]) -> None:
    assert app.theme == list(THEMES.values())[1].name


@way("Anywhere: find an action in the palette", lambda: staged("debate"))
def _(app: App[Any]) -> None:
    assert playing(app).has_class("log")


@way("Debrief: write the report", lambda: staged("debrief"))
def _(app: App[Any]) -> None:
    assert "The report is in" in panel(app).hint


@way("Any phase: leave", lambda: staged("debate"))
def _(app: App[Any]) -> None:
    assert not any(isinstance(screen, PlayScreen) for screen in app.screen_stack)


# Slips of paper


def query(claim: Claim) -> str:
    """Return the least that finds a claim alone: its paragraph's number and how a word of it begins."""
    texts = {other.id: claim_text(other, 0.6) for other in main_deck().ledger.claims if not other.withdrawn}
    number = str(claim.paragraph)
    words = claim.says.casefold().split()
    queries = [number, *(f"{number} {word[:end]}" for word in words for end in range(1, len(word) + 1))]
    finds = [
        one
        for one in queries
        if [name for name, text in texts.items() if holds_all(text, typed_words(one))] == [claim.id]
    ]
    return min(finds, key=len)


def sealing_keys(room: Room, team: str, card: str, claims: tuple[str, ...], places: tuple[int, int, int]) -> list[str]:
    """Return the keys that enter a move: the team's place, the card's place in so many, and what to take and leave."""
    caller, held, of = places
    offered = dialog(room, team, card)
    wrong = [place for place, claim in enumerate(offered.claims) if (claim in claims) != (claim in offered.taken)]
    people = len(room.people)
    taken = taking(wrong, len(offered.claims), "space")
    return ["t", *taking([caller], people), "enter", "enter", *taking([held], of), "enter", *taken, "enter"]


def farthest(of: int) -> int:
    """Return which of so many rows takes the most keys to go to."""
    return max(range(of), key=lambda place: len(taking([place], of)))


def dialog(room: Room, team: str, card: str) -> sealing.SealDialog:
    """Return the dialog for a card, whether the team holds it or not."""
    slots = Slot("card", (card,)), Slot("reasons", room.session.state.game.cards[card].claims, 1, 3)
    template = Template("seal", slots)
    return sealing.SealDialog(room, room.session.view(team), room.cards[card], template, SealDraft())


def paper_moves(room: Room) -> Iterator[tuple[list[str], str, str, tuple[str, ...]]]:
    """Yield for every card of every hand and any two of its claims the keys, the team, the card and the claims."""
    for caller, team in enumerate(room.people):
        hand = [face.id for face in room.session.view(team).own.hand]
        for place, card in enumerate(hand):
            for claims in combinations(room.session.state.game.cards[card].claims, 2):
                yield sealing_keys(room, team, card, claims, (caller, place, len(hand))), team, card, claims


def stated(steps: tuple[Step, ...]) -> list[str]:
    return shape(key for step in steps if step.key for key in [step.key] * (step.times or 1))


async def test_control_enters_the_longest_move_of_all_hands_from_paper() -> None:
    room, task = main(), TASKS[PAPER_MOVE]
    longest, team, card, claims = max(paper_moves(room), key=lambda move: len(move[0]))
    assert shape(longest) == stated(task.steps)
    assert len(longest) <= task.presses
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, *longest)
        sealed = room.session.view(team).own
        assert sealed.sealed == card
        assert {reason.claim for reason in sealed.reasons} == set(claims)


def test_no_card_of_the_main_deck_takes_more_keys_from_paper_wherever_it_is_held() -> None:
    room, task = main(), TASKS[PAPER_MOVE]
    most = 0
    for team in room.teams.values():
        for card in team.cards:
            hand = len(room.session.view(team.id).own.hand)
            caller, held = farthest(len(room.people)), farthest(hand)
            for claims in combinations(room.session.state.game.cards[card.id].claims, 2):
                most = max(most, len(sealing_keys(room, team.id, card.id, claims, (caller, held, hand))))
    assert most == task.presses


async def test_control_enters_the_longest_counter_from_paper() -> None:
    room, task = arguing(reasons=3), TASKS[PAPER_COUNTER]
    slips = slips_out_of_turn(room.session.view(CONTROL))
    counters = [(place, slip) for place, slip in enumerate(slips) if slip.kind == "counter"]
    place, slip = max(counters, key=lambda row: len(taking([row[0]], len(slips))))
    row = farthest(len(slip.targets))
    target = slip.targets[row]
    claim = max((room.claims[claim] for claim in slip.claims(target)), key=lambda claim: len(query(claim)))
    to_claim = ["e", *taking([place], len(slips)), "enter", *taking([row], len(slip.targets)), "enter"]
    app = RoomApp(room)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await keys(pilot, *to_claim, *query(claim), "enter")
        await type_in(pilot, WORDS)
        await keys(pilot, "enter")
        node = latest(app)
        assert (node.team, node.target, node.claim, node.text) == (slip.team, target, claim.id, WORDS)
    assert shape([*to_claim, "enter", "enter"]) == stated(task.steps)
    assert (len(to_claim) + 2, len(query(claim))) == (task.presses, task.typed)
