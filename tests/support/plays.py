"""Plays of a deck through the engine's public functions, with every event and every submission kept."""

from __future__ import annotations

from typing import Any

from smalldeck import card, goals, small_deck

from exercise import engine
from exercise.deck.models import Deck
from exercise.engine.events import Event
from exercise.engine.game import LEVELS, CardFace, Game
from exercise.engine.state import State, TeamState
from exercise.moves import CONTROL, Advance, Counter, Hold, Move, Pass, Reason, Refusal, Rule, Seal
from exercise.views import LogEntry, SeatView, log, view


class Play:
    """A session without a file: what was submitted, what happened, and where it stands."""

    def __init__(
        self,
        deck: Deck,
        *,
        seed: int = 1,
        rounds: int = 2,
        game: Game | None = None,
        rules: str = "quick",
        adjudication: str | None = None,
    ) -> None:
        self.deck = deck
        self.game = game or engine.compile_game(deck)
        seats = tuple((name, "person") for name in (*self.game.teams, CONTROL))
        first = engine.session_opened(
            self.game,
            rules=rules,
            adjudication=adjudication or LEVELS[rules].adjudication,
            rounds=rounds,
            seed=seed,
            seats=seats,
            digest="0" * 64,
        )
        self.state: State = engine.opened(self.game, first)
        self.events: list[Event] = [first]
        self.submitted: list[tuple[str, Move]] = []

    def submit(self, seat: str, move: Move) -> tuple[Event, ...]:
        """Submit a move that must be accepted, and return its events."""
        decision = engine.decide(self.state, seat, move)
        assert not isinstance(decision, Refusal), f"{seat} {move}: {decision.sentence}"
        for event in decision:
            self.state = engine.apply(self.state, event)
        self.events.extend(decision)
        self.submitted.append((seat, move))
        return decision

    def refused(self, seat: str, move: Any) -> Refusal:
        """Submit what must be refused, and return the refusal."""
        decision = engine.decide(self.state, seat, move)
        assert isinstance(decision, Refusal), f"{seat} {move} was accepted"
        return decision

    def advance(self, *, skip: bool = False) -> tuple[Event, ...]:
        return self.submit(CONTROL, Advance(skip))

    def to(self, phase: str, *, round: int | None = None) -> None:
        """Go on to a phase (of a round): teams that have not acted hold or pass, moves are ruled as they come."""
        while self.phase != phase or (round is not None and self.state.clock.round != round):
            if self.phase == "ruling":
                self.rule_all()
            self.advance(skip=True)

    def rule_all(self) -> None:
        for move in self.view(CONTROL).unruled:
            self.submit(CONTROL, Rule(move))

    def seal(self, team: str, card: str, *claims: str) -> tuple[Event, ...]:
        return self.submit(team, Seal(card, tuple(map(Reason, claims))))

    def hold(self, *teams: str) -> None:
        for team in teams:
            self.submit(team, Hold())

    def counter(self, team: str, target: int, claim: str | None = None) -> tuple[Event, ...]:
        return self.submit(team, Counter(target, claim, "" if claim else "We doubt it."))

    def pass_all(self) -> None:
        while self.state.clock.turn:
            self.submit(self.state.clock.turn, Pass())

    @property
    def phase(self) -> str:
        return self.state.clock.phase

    @property
    def turn(self) -> str:
        return self.state.clock.turn

    def team(self, name: str) -> TeamState:
        return self.state.teams[self.game.team_index[name]]

    def face(self, card: str) -> CardFace:
        return self.game.cards[card]

    def level(self, indicator: str) -> float:
        return self.state.world.levels[self.game.world.index[indicator]]

    def claim(self, name: str) -> float:
        return self.state.standing.claims[self.game.argument.index[name]]

    def strength(self, node: int) -> float:
        return self.state.floor.strengths[node]

    def view(self, seat: str) -> SeatView:
        return view(self.state, seat)

    def log(self, seat: str) -> tuple[LogEntry, ...]:
        return log(self.events, seat)


def of_kind(events: Any, kind: str) -> list[Any]:
    """Return the events of one kind."""
    return [event for event in events if event.kind == kind]


def only(events: Any, kind: str) -> Any:
    """Return the one event of a kind."""
    found = of_kind(events, kind)
    assert len(found) == 1, f"there are {len(found)} events of kind {kind}"
    return found[0]


def four_cards(team: str, **changes: Any) -> list[dict[str, Any]]:
    """Return a pile that a hand holds whole, so that every card may be played in every round.

    Easy cards that push one indicator by .5 but for the last: `up` and `down` on water, `grow` on trees, and `bell`, a
    hard one that quiets noise by .9.
    """
    more = {"claims": ["ground", "pro", "second", "weak"], **changes}
    return [
        card(f"{team}-up", [("water", "raises", "medium")], opening=True, **more),
        card(f"{team}-down", [("water", "lowers", "medium")], opening=True, **more),
        card(f"{team}-grow", [("trees", "raises", "medium")], **more),
        card(f"{team}-bell", [("noise", "lowers", "large")], **{**more, "difficulty": "hard"}),
    ]


def teams_of(cards: Any) -> list[dict[str, Any]]:
    """Return the small deck's teams with the cards that `cards` gives for each."""
    wants = {"ants": ("water", "raises"), "bees": ("trees", "raises"), "cats": ("noise", "lowers")}
    return [
        {"id": team, "name": team.title(), "summary": "They play.", "objectives": goals(*want), "cards": cards(team)}
        for team, want in wants.items()
    ]


def open_hands(**changes: Any) -> Deck:
    """Return the small deck with piles of four, so that what a team holds needs no luck; without injects."""
    changes.setdefault("injects", [])
    changes.setdefault("draw_rounds", [])
    changes.setdefault("teams", teams_of(four_cards))
    return small_deck(**changes)


def in_caucus(deck: Deck | None = None, *, seed: int = 1, rounds: int = 2) -> Play:
    play = Play(deck or open_hands(), seed=seed, rounds=rounds)
    play.to("caucus")
    return play


def in_debate(moves: dict[str, tuple[str, ...]], deck: Deck | None = None, *, seed: int = 1, rounds: int = 2) -> Play:
    """Return a play in the first debate; `moves` says for a team its card and the claims it rests on."""
    play = in_caucus(deck, seed=seed, rounds=rounds)
    for team, (name, *claims) in moves.items():
        play.seal(team, name, *claims)
    play.to("debate")
    return play
