"""A session: a deck, its events so far, and the state that they make; on disk where it has a path."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from exercise import engine, views
from exercise.engine.events import Event, Forked, InjectDelivered, MoveRuled, Rewound, SessionOpened
from exercise.engine.faults import text_faults
from exercise.engine.game import ADJUDICATIONS, LEVELS
from exercise.engine.options import outstanding
from exercise.engine.state import State
from exercise.moves import CONTROL, Code, Fault, Move, Refusal
from exercise.views import LogEntry, SeatView

if TYPE_CHECKING:
    from exercise.deck.models import Deck
    from exercise.journal import Journal
    from exercise.why import Why

MOST_ROUNDS = 12
MOST_STREAMS = 255

_Point = tuple[int, int]
"""The end of a decision: how many events the journal holds, and how many of them count."""


class Session:
    """One exercise being played. Make it with `new` or `open`."""

    def __init__(
        self,
        deck: Deck,
        events: tuple[Event, ...],
        journal: Journal | None = None,
        *,
        ends: Sequence[bool] | None = None,
    ) -> None:
        """Take a deck and the events so far, of which the first is `SessionOpened`.

        `ends` says for each event whether it is the last of its decision; each is, where it is left out.
        """
        first = events[0]
        if not isinstance(first, SessionOpened):
            raise ValueError("a session begins with SessionOpened")
        self.deck = deck
        self._journal = journal
        self._closed = False
        self._events: list[Event] = [first]
        self._logs: dict[str, tuple[int, list[LogEntry]]] = {}
        self._state = engine.opened(engine.compile_game(deck), first)
        self._count = 1
        self._points: list[_Point] = [(1, 1)]
        for number, event in enumerate(events[1:], start=1):
            self._take(event, ends is None or ends[number])

    @classmethod
    def new(
        cls,
        deck: Deck | str | Path,
        path: str | Path | None = None,
        *,
        rules: str = "quick",
        adjudication: str | None = None,
        rounds: int = 2,
        seats: Mapping[str, str] | None = None,
        seed: int | None = None,
        title: str = "",
    ) -> Session:
        """Return a session that has just been opened.

        `deck` is a loaded deck, or the name or folder of one. With a `path` the session is a save: a folder that must
        not exist yet. `seats` says for teams and control who sits there: `person` (where left out), a player's name,
        or `table` for control. `adjudication` is dice, weighed, ballot or ruling; what the rules say, where it is left
        out. `seed` is a whole number below 2**64; a secret one is drawn where it is left out.
        Raises ValueError on a bad argument, DeckError on a bad deck, JournalError where the save can't be made.
        """
        from exercise.deck.models import Deck
        from exercise.deckfiles import deck_digest, dump_deck, load_deck

        loaded = deck if isinstance(deck, Deck) else load_deck(deck)
        if rules not in LEVELS:
            raise ValueError(f"there are no rules called {rules!r}; there are {', '.join(LEVELS)}")
        if adjudication is not None and adjudication not in ADJUDICATIONS:
            raise ValueError(f"there is no adjudication called {adjudication!r}; there are {', '.join(ADJUDICATIONS)}")
        if not isinstance(rounds, int) or not 1 <= rounds <= MOST_ROUNDS:
            raise ValueError(f"an exercise has 1 to {MOST_ROUNDS} rounds, not {rounds}")
        if seed is None:
            seed = secrets.randbits(64)
        if not isinstance(seed, int) or not 0 <= seed < 1 << 64:
            raise ValueError("a seed is a whole number from 0 to 2**64 - 1")
        names = (*(team.id for team in loaded.teams), CONTROL)
        given = dict(seats or {})
        for seat, player in given.items():
            if seat not in names:
                raise ValueError(f"there is no seat called {seat!r}; there are {', '.join(names)}")
            if player == "table" and seat != CONTROL:
                raise ValueError(f"'table' plays control alone; {seat!r} takes person or the name of a player")
        data = dump_deck(loaded)
        first = engine.session_opened(
            engine.compile_game(loaded),
            rules=rules,
            adjudication=adjudication or LEVELS[rules].adjudication,
            rounds=rounds,
            seed=seed,
            seats=tuple((name, given.get(name, "person")) for name in names),
            digest=deck_digest(data),
        )
        journal = None
        if path is not None:
            from exercise.journal import Journal

            journal = Journal.create(Path(path), data, ((first, CONTROL, _now()),), title=title or loaded.title)
        return cls(loaded, (first,), journal)

    @classmethod
    def open(cls, path: str | Path, *, write: bool = True) -> Session:
        """Return the session of a save, where it stood after its last whole decision.

        Raises JournalError where there is no save, where it is damaged past reading, or where another process writes
        it.
        """
        from exercise.deckfiles import deck_digest, parse_deck
        from exercise.journal import Journal, JournalError

        journal = Journal.open(Path(path), write=write)
        try:
            records = journal.records
            events = tuple([record.event for record in records])
            first = events[0] if events else None
            if not isinstance(first, SessionOpened):
                raise JournalError("the journal holds no session; nothing in it can be opened")
            if deck_digest(journal.deck) != first.deck_digest:
                raise JournalError("the deck inside the save is not the one that it was played with")
            if first.rules not in LEVELS:
                raise JournalError(f"this version has no rules called {first.rules!r}: update it")
            ends = [record.end for record in records]
            deck = parse_deck(journal.deck)
            try:
                return cls(deck, events, journal, ends=ends)
            except (ValueError, KeyError, IndexError) as error:
                message = "the events of the save do not follow from one another; it can't be opened"
                raise JournalError(message) from error
        except BaseException:
            journal.close()
            raise

    @property
    def state(self) -> State:
        """Where the session stands; for control's process alone, as it holds every secret."""
        return self._state

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that has happened and counts; for control's process alone."""
        return tuple(self._events)

    @property
    def seq(self) -> int:
        """The number in the journal of the last event, from 0, steps back included."""
        return self._count - 1

    @property
    def seats(self) -> dict[str, str]:
        """Who sits on each team's seat and control's."""
        return dict(self._state.setup.seats)

    @property
    def path(self) -> Path | None:
        """The folder of the save; None where the session is in memory alone or was closed."""
        return self._journal.folder if self._journal is not None else None

    @property
    def problem(self) -> str:
        """Why nothing can be written any more, in a sentence; empty where all is well."""
        if self._closed:
            return "the save is closed"
        return self._journal.problem if self._journal is not None else ""

    def outstanding(self) -> tuple[str, ...]:
        """Return the teams that have yet to act in this phase."""
        return outstanding(self._state)

    def view(self, seat: str) -> SeatView:
        """Return what a seat sees. Raises ValueError where there is no such seat."""
        return views.view(self._state, seat)

    def log(self, seat: str) -> tuple[LogEntry, ...]:
        """Return a seat's log, oldest first. Raises ValueError where there is no such seat."""
        if seat not in views.seats(self._state):
            raise ValueError(f"there is no seat called {seat!r}")
        seen, entries = self._logs.get(seat, (0, []))
        entries.extend(views.log(self._events[seen:], seat, len(entries) + 1))
        self._logs[seat] = (len(self._events), entries)
        return tuple(entries)

    def why(self, seat: str, thing: str, round: int = 0) -> Why:
        """Return the chain from a thing to paragraphs of the source, from what a seat may see alone.

        `thing` is an indicator's id, `claim:` with the id of a claim, `fact:…` as facts are called, `link:` with
        `cause>effect`, `thesis`, `odds:` with the card of a move that was ruled in `round`, `move:` with the card of
        one that was revealed in `round`, or `inject:` with the id of an inject that was delivered. Under a claim and a
        fact stands besides what rests on them. Raises ValueError where there is no such seat or thing.
        """
        from exercise.why import why_indicator, why_inject, why_move, why_odds, why_standing

        state, log = self._state, self.log(seat)
        claims = state.standing.claims
        kind, _, subject = thing.partition(":")
        if kind == "odds":
            return why_odds(self.deck, state.game, claims, log, subject, round)
        if kind == "move":
            return why_move(self.deck, state.game, claims, log, subject, round)
        if kind == "inject":
            return why_inject(self.deck, state.game, claims, log, subject)
        if kind in ("claim", "link"):
            return why_standing(self.deck, state, "claim" if kind == "claim" else "link", subject, log)
        if kind == "fact":
            return why_standing(self.deck, state, "fact", thing, log)
        if thing == "thesis":
            return why_standing(self.deck, state, "thesis", state.game.argument.thesis)
        place = state.game.world.index.get(thing)
        level = state.world.levels[place] if place is not None else 0.0
        return why_indicator(self.deck, state.game, claims, log, thing, level)

    def submit(self, seat: str, move: Move) -> tuple[Event, ...] | Refusal:
        """Return the events that a seat's move led to, on disk before this returns; or why it was refused.

        Where the disk fails, the decision stays in the session, `problem` says so, and everything further is refused
        until `save_elsewhere` has made a new save. Once a save was closed, everything is refused.
        """
        state, journal, events = self._state, self._journal, self._events
        if self._closed or (journal is not None and journal.problem):
            return Refusal((Fault(Code.READ_ONLY, self.problem),))
        decision = engine.decide(state, seat, move)
        if isinstance(decision, Refusal):
            return decision
        for event in decision:
            state = engine.apply(state, event)
        if journal is not None:
            self._record(seat, decision)
        self._state = state
        events += decision
        self._count += len(decision)
        self._points.append((self._count, len(events)))
        return decision

    def decisions(self, most: int) -> tuple[tuple[Event, ...], ...]:
        """Return the events of the last decisions that can be stepped back behind, the newest first."""
        ends = [length for _, length in self._points[-most - 1 :]]
        spans = [tuple(self._events[start:end]) for start, end in pairwise(ends)]
        return tuple(reversed(spans))

    def step_back(self, decisions: int = 1, text: str = "") -> tuple[Event, ...] | Refusal:
        """Undo the last decisions and return the event that says so; or why it was refused.

        What was undone stays in the journal and no longer counts. Where a throw that was shown is undone, chance goes
        on along another stream, so that nobody knows what it will show.
        """
        if self._closed or (self._journal is not None and self._journal.problem):
            return Refusal((Fault(Code.READ_ONLY, self.problem),))
        faults = [*text_faults(text)]
        most = len(self._points) - 1
        if not 1 <= decisions <= most:
            faults.append(Fault(Code.STEPS, f"One can step back by 1 to {most} decisions.", (str(most),)))
        if not text.strip():
            faults.append(Fault(Code.EMPTY, "A step back needs its reason."))
        if faults:
            return Refusal(tuple(faults))
        count, length = self._points[-1 - decisions]
        clock = self._replayed(length).clock
        stream = self._state.setup.stream
        if any(_thrown(event) for event in self._events[length:]):
            stream += 1
        if stream > MOST_STREAMS:
            return Refusal((Fault(Code.STEPS, "Chance was thrown anew too often; fork the session instead."),))
        rewound = Rewound(count - 1, stream, clock.round, clock.phase, text)
        if self._journal is not None:
            self._record(CONTROL, (rewound,))
        self._take(rewound, True)
        return (rewound,)

    def fork(self, seq: int, path: str | Path, reseed: bool = False, title: str = "") -> Session:
        """Return a session in a new save at `path` that goes on from the decision which ends at event `seq`.

        The lines up to there are the same, byte for byte. It throws the same dice as this one unless `reseed` raises
        the stream of chance past all that this one has used. Raises JournalError where no decision ends there, this
        session has no save, or the new one can't be made.
        """
        from exercise.journal import JournalError, copy_until

        folder = self.path
        if folder is None:
            raise JournalError("this session has no save that could be forked")
        journal = copy_until(folder, seq, Path(path), title=title or self.deck.title)
        try:
            records = journal.records
            session = Session(
                self.deck, tuple([record.event for record in records]), ends=[record.end for record in records]
            )
            # What the room saw thrown after a step back isn't thrown again.
            stream = self._state.setup.stream + 1 if reseed else session.state.setup.stream
            if stream > MOST_STREAMS:
                raise JournalError("chance was thrown anew too often; fork without reseed")
            forked = Forked(folder.name, seq, journal.digest, stream)
            journal.append([(forked, CONTROL, _now())])
            session._journal = journal
            session._take(forked, True)
            return session
        except BaseException:
            journal.close()
            raise

    def _take(self, event: Event, end: bool) -> None:
        """Take an event as it stands in a journal; `end` says whether it is the last of its decision.

        Raises ValueError on a step back to where no decision ended.
        """
        if isinstance(event, Rewound):
            places = [place for place, (count, _) in enumerate(self._points) if count == event.to + 1]
            if not places:
                raise ValueError("the journal steps back to where no decision ended")
            _, length = self._points[places[0]]
            self._state = self._replayed(length)
            del self._points[places[0] :]
            del self._events[length:]
            self._logs.clear()
        self._state = _after(self._state, event)
        self._events.append(event)
        self._count += 1
        if end:
            self._points.append((self._count, len(self._events)))

    def _replayed(self, length: int) -> State:
        """Return where the session stood after so many of the events that count.

        Steps back are rare, and states that nobody asks for again would cost every decision some of its time.
        """
        first = self._events[0]
        assert isinstance(first, SessionOpened)
        state = engine.opened(self._state.game, first)
        for event in self._events[1:length]:
            state = _after(state, event)
        return state

    def save_elsewhere(self, path: str | Path, title: str = "") -> None:
        """Go on in a new save that holds everything up to now. Raises JournalError where it can't be made."""
        from exercise.journal import JournalError

        if self._journal is None:
            raise JournalError("this session has no save that could be copied")
        moved = self._journal.save_elsewhere(Path(path), title=title or self.deck.title)
        self._journal.close()
        self._journal = moved

    def _record(self, seat: str, decision: tuple[Event, ...]) -> None:
        from exercise.journal import WriteFailedError

        assert self._journal is not None
        at = _now()
        # A decision that the disk refused stays with the session; the journal's `problem` tells the room.
        with suppress(WriteFailedError):
            self._journal.append([(event, seat, at) for event in decision])

    def close(self) -> None:
        """Let go of the save. The session can still be looked at."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
            self._closed = True


def _thrown(event: Event) -> bool:
    """Return whether chance decided what an event shows to everybody."""
    return (isinstance(event, MoveRuled) and event.rolled) or (
        isinstance(event, InjectDelivered) and event.how == "drawn"
    )


def _after(state: State, event: Event) -> State:
    """Return the state after an event; of a step back or a fork, which the engine doesn't know, the stream is left."""
    if isinstance(event, (Rewound, Forked)):
        return replace(state, setup=replace(state.setup, stream=event.stream))
    return engine.apply(state, event)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
