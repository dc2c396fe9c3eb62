"""The session that a play screen shows, with its deck's words by id."""

from __future__ import annotations

from functools import cached_property

from exercise.deck.models import Card, Claim, Deck, Indicator, Inject, Link, Objective, Team
from exercise.session import Session
from exercise.table import Table


class Room:
    """A table with its session, and the printed words of its deck."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def session(self) -> Session:
        """The session at the table."""
        return self.table.session

    @property
    def deck(self) -> Deck:
        """The deck as it was when the session began."""
        return self.session.deck

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
