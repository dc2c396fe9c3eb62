"""The session that a play screen shows, with its deck's words by id."""

from __future__ import annotations

from functools import cached_property

from exercise.deck.models import Card, Claim, Deck, Indicator, Inject, Link, Objective, Team
from exercise.engine.parts import Letter
from exercise.journal.notes import read_notes, write_notes
from exercise.session import Session
from exercise.table import PERSON, Table
from exercise.tui.drafts import FillDraft, SealDraft
from exercise.views import SeatView

LetterKey = tuple[int, str, str]


class Room:
    """A table with its session, and the printed words of its deck."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._seals: dict[tuple[int, str, str], SealDraft] = {}
        self._estimates: dict[tuple[int, str], dict[int, str]] = {}
        self._fills: dict[tuple[int, str, str], FillDraft] = {}
        self._notes: dict[str, str] = {}
        self._read: dict[str, frozenset[LetterKey]] = {}

    @property
    def session(self) -> Session:
        """The session at the table."""
        return self.table.session

    @property
    def deck(self) -> Deck:
        """The deck as it was when the session began."""
        return self.session.deck

    @property
    def people(self) -> tuple[str, ...]:
        """The teams that people play, in the deck's order."""
        seats = self.session.seats
        return tuple(team for team in self.teams if seats.get(team) == PERSON)

    @property
    def alone(self) -> str:
        """The only person's team where nobody else looks at the screen; empty where a room plays."""
        people = self.people
        return people[0] if len(people) == 1 and self.table.runs_itself else ""

    def seal_draft(self, round: int, team: str, card: str) -> SealDraft:
        """Return what a team has chosen and typed for a card this round, to be gone on with."""
        return self._seals.setdefault((round, team, card), SealDraft())

    def estimate_drafts(self, round: int, team: str) -> dict[int, str]:
        """Return what a team has typed and not yet sealed this round, by move, to be gone on with."""
        return self._estimates.setdefault((round, team), {})

    def fill_draft(self, round: int, seat: str, kind: str) -> FillDraft:
        """Return what a seat has put into a kind of move this round and not yet submitted, to be gone on with."""
        return self._fills.setdefault((round, seat, kind), FillDraft())

    def forget_fill(self, round: int, seat: str, kind: str) -> None:
        """Forget what was put into a kind of move, as it was submitted."""
        self._fills.pop((round, seat, kind), None)

    def unread(self, view: SeatView) -> int:
        """Return how many letters to a team, whose view this is, have come since it last looked at them."""
        read = self._read.get(view.seat, frozenset())
        return sum(letter.to == view.seat and _key(letter) not in read for letter in view.own.letters)

    def have_read(self, view: SeatView) -> None:
        """Note that a team, whose view this is, has looked at all of its letters."""
        self._read[view.seat] = frozenset(map(_key, view.own.letters))

    def notes(self, team: str) -> str:
        """Return a team's private notes."""
        if team not in self._notes:
            path = self.session.path
            self._notes[team] = read_notes(path, team) if path is not None else ""
        return self._notes[team]

    def keep_notes(self, team: str, text: str) -> None:
        """Keep a team's private notes, with the save where there is one.

        Raises OSError where they can't be written; they are still kept for as long as the app runs.
        """
        if text == self.notes(team):
            return
        self._notes[team] = text
        if self.session.path is not None:
            write_notes(self.session.path, team, text)

    @cached_property
    def teams(self) -> dict[str, Team]:
        """Teams by id."""
        return {team.id: team for team in self.deck.teams}

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Cards by id."""
        return {card.id: card for team in self.deck.teams for card in team.cards}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.deck.ledger.claims}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.deck.indicators}

    @cached_property
    def links(self) -> dict[str, Link]:
        """Links by id."""
        return {link.id: link for link in self.deck.links}

    @cached_property
    def injects(self) -> dict[str, Inject]:
        """Injects by id."""
        return {inject.id: inject for inject in self.deck.injects}

    @cached_property
    def objectives(self) -> dict[tuple[str, str], Objective]:
        """Objectives by team and id."""
        return {(team.id, goal.id): goal for team in self.deck.teams for goal in team.objectives}


def _key(letter: Letter) -> LetterKey:
    """Return what stays the same of a letter when an offer is accepted, or a step back takes others away."""
    return letter.round, letter.sender, letter.text
