"""Saves of the main deck to take pictures from, stopped all along an exercise.

The computer's steady teams play as people would; what only people do (own words, letters, secrets, actions of their
own, rulings of a facilitator) is put in here. The same deck gives the same saves, byte for byte.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest import mock

from exercise.deckfiles import load_deck
from exercise.engine.parts import Node
from exercise.moves import (
    CONTROL,
    Accept,
    Act,
    Advance,
    Answer,
    Attack,
    Counter,
    CounterLink,
    Message,
    Move,
    Offer,
    Override,
    Question,
    Reason,
    Refusal,
    Remark,
    Rule,
    Seal,
    Second,
    SetDifficulty,
    Vote,
)
from exercise.paths import find_deck
from exercise.players import Player, SteadyPlayer
from exercise.rules.hashing import player_seed
from exercise.session import Session
from exercise.table import TABLE, Table
from exercise.tui.room import Room
from exercise.views import SeatView

DECK = "european-troops"
AT = "2026-03-02T10:15:00.000+00:00"
"""When all of it was played, as the saves have it."""


class Play:
    """A session that is played by a script, and copied wherever the script says so."""

    def __init__(self, folder: Path, title: str, *, seed: int, rounds: int, rules: str, **seats: str) -> None:
        self.folder = folder
        self.session = Session.new(
            load_deck(find_deck(DECK)),
            folder / f".{rules}",
            rules=rules,
            rounds=rounds,
            seats=seats,
            seed=seed,
            title=title,
        )
        self.teams: dict[str, Player] = {
            team: SteadyPlayer(player_seed(seed, place)) for place, team in enumerate(self.session.state.game.teams)
        }

    @property
    def view(self) -> SeatView:
        """What control sees."""
        return self.session.view(CONTROL)

    def stop(self, name: str) -> None:
        """Keep a copy of the save as it is now."""
        assert self.session.path is not None
        shutil.copytree(self.session.path, self.folder / name, ignore=shutil.ignore_patterns("lock"))

    def submit(self, seat: str, move: Move) -> None:
        decision = self.session.submit(seat, move)
        assert not isinstance(decision, Refusal), f"{seat} {move}: {decision.sentence}"

    def choice(self, team: str) -> Move:
        """Return what a team's player would do now."""
        return self.teams[team].choose(self.session.view(team))

    def act(self, team: str, text: str = "") -> None:
        """Let a team's player act, in words of its own where some are given."""
        move = self.choice(team)
        self.submit(team, replace(move, text=text) if text else move)  # type: ignore[call-arg]

    def seal(self, team: str, text: str = "", **words: str) -> None:
        """Let a team's player seal its move; `words` say by claim, with _ for -, what it says for its reasons."""
        move = self.choice(team)
        assert isinstance(move, Seal), f"{team} has no move to seal"
        reasons = [replace(reason, text=words.pop(reason.claim.replace("-", "_"), "")) for reason in move.reasons]
        assert not words, f"{team} doesn't rest its move on {list(words)} but on {[r.claim for r in reasons]}"
        self.submit(team, replace(move, reasons=tuple(reasons), text=text))

    def node(self, team: str, claim: str = "", kind: str = "") -> Node:
        """Return a team's move on the floor, or what it filed there on a claim."""
        kind = kind or ("reason" if claim else "move")
        return next(n for n in self.view.nodes if (n.team, n.kind) == (team, kind) and claim in ("", n.claim))

    def step(self) -> None:
        """Let whoever is due take one decision."""
        due = (self.view.turn,) if self.view.turn else self.view.outstanding
        if due:
            self.act(due[0])
        else:
            unruled = self.view.unruled
            self.submit(CONTROL, Rule(unruled[0]) if unruled else Advance())

    def to(self, phase: str, round: int = 1) -> None:
        """Play on to a phase of a round."""
        while (self.view.phase, self.view.round) != (phase, round):
            self.step()

    def ruled(self) -> None:
        """Have all moves ruled."""
        while self.view.unruled:
            self.step()


def seminar(folder: Path) -> None:
    """Make the stops of an exercise of two rounds by the seminar rules, with people on all seats."""
    play = Play(folder, "Security studies, spring term", seed=4, rounds=2, rules="seminar")
    play.stop("brief")
    play.submit(CONTROL, Vote(8, 7, 5))
    play.to("situation")
    play.stop("situation")
    play.to("caucus")
    play.seal(
        "europe",
        "A year at most, and only in the west.",
        repairs_west="A yard in Lviv is a workshop, not a front.",
    )
    play.seal("russia")
    play.stop("caucus")
    play.seal("us", stocks_thin="Empty depots deter nobody.")
    play.seal("ukraine")
    play.to("reveal")
    play.stop("reveal")
    play.to("debate")
    play.act("europe")
    play.act("russia", "Who trusts a promise that may not outlast November?")
    play.act("us")
    play.submit("ukraine", Counter(play.node("russia").number, None, "We heard this before every single delivery."))
    play.stop("debate")
    play.to("answers")
    play.act("europe", "Workshops can be moved within a day.")
    play.stop("answers")
    play.to("ballot")
    play.act("europe")
    play.act("europe")
    play.act("russia")
    play.stop("ballot")
    play.to("ruling")
    play.stop("ruling")
    play.ruled()
    thrown = next(ruling for ruling in play.view.rulings if ruling.percentile >= 0 and ruling.outcome == "fail")
    play.submit(CONTROL, Override(thrown.node, "partial", "Crews had been found already, if fewer than promised."))
    play.stop("ruled")
    play.to("consequences")
    play.stop("consequences")
    play.to("situation", 2)
    play.stop("situation-2")
    play.submit(CONTROL, Remark("paused", 0, "Coffee."))
    play.to("consequences", 2)
    play.stop("consequences-2")
    play.to("debrief", 2)
    play.submit(CONTROL, Vote(6, 9, 5))
    play.stop("debrief")
    play.submit(CONTROL, Advance())
    play.stop("closed")
    play.session.close()


def full(folder: Path) -> None:
    """Make the stops of an exercise of three rounds by the full rules."""
    play = Play(folder, "Policy workshop", seed=11, rounds=3, rules="full")
    play.to("caucus")
    play.submit("ukraine", Message("europe", "If crews stayed west of the river, would you send them?"))
    play.submit("europe", Offer("ukraine", "We send repair crews. You don't fire lent missiles across the border."))
    play.submit("us", Message("europe", "No Americans will go. Don't count on us there."))
    play.submit("ukraine", Accept(0))
    play.submit("us", Offer("europe", "We stay silent if you keep to the west."))
    play.stop("letters")
    play.seal("europe", soldiers_lifeline="Without them the yards close.")
    play.seal("russia", kremlin_warning="Nobody can say later that they weren't told.")
    play.seal("us")
    reasons = (Reason("power-strikes", "Every strike shows it.", "gap-exploited"), Reason("damage-bill"))
    own = Act(
        ("infrastructure raises small", "morale raises small"), reasons, "Twelve cities open shelters that have power."
    )
    play.submit("ukraine", own)
    play.to("debate")
    move = play.node("russia")
    attack = Attack("nuclear-differs", "weakness-nuclear", "Threats that cost nothing prove nothing.")
    play.submit("europe", attack)
    play.submit("russia", CounterLink(play.node("europe").number, "presence>hope", "tripwire", "They'd leave at once."))
    play.submit("us", Question(play.node("russia", "kremlin-warning").number, 0, "Who has ever acted on it?"))
    play.submit("ukraine", Counter(move.number, "cannot-fight-several", "With which army?"))
    play.submit("europe", Second(play.node("ukraine").number, "odessa", "The south needs them first."))
    play.stop("attacked")
    play.to("answers")
    play.submit(
        "europe", Answer(play.node("us", "tripwire", "counter").number, "soldiers-lifeline", "They'd be guests.")
    )
    play.to("ruling")
    play.submit(CONTROL, SetDifficulty(play.node("ukraine").number, "easy", "Half of them stand already."))
    play.to("consequences")
    play.stop("facts")
    play.to("caucus", 2)
    move = play.choice("us")
    assert isinstance(move, Seal)
    play.submit("us", replace(move, trigger="presence>=20"))
    play.submit("russia", Message("us", "You know that none of this is aimed at you."))
    play.stop("secret")
    play.session.close()


def quick(folder: Path) -> None:
    """Make the stops of a try-out by the quick rules: one person, the computer's teams, and no facilitator."""
    seats = {"russia": "steady", "us": "steady", "ukraine": "steady", CONTROL: TABLE}
    play = Play(folder, "European troops for Ukraine? (try-out)", seed=6, rounds=2, rules="quick", **seats)
    play.to("caucus")
    play.stop("alone")
    play.to("ruling")
    play.stop("dice")
    play.session.close()


SCRIPTS: dict[str, Callable[[Path], None]] = {"seminar": seminar, "full": full, "quick": quick}


def make(folder: Path) -> None:
    """Put the save of every stop into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with mock.patch("exercise.session._now", return_value=AT):
        for script in SCRIPTS.values():
            script(folder)
    for name in SCRIPTS:
        shutil.rmtree(folder / f".{name}")


def seated_at(save: Path) -> Room:
    """Return the room of a save, with all that its seats may do."""
    return Room(Table(Session.open(save), 7))
