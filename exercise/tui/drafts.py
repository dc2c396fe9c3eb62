"""What people have chosen and typed and not yet submitted; in memory alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercise.moves import Value


@dataclass(slots=True)
class SealDraft:
    """A team's reasons for a card, with its own words."""

    claims: list[str] | None = None
    """The claims taken as reasons; None before the dialog has been opened."""
    joined: set[str] = field(default_factory=set)
    """The claims among them that go with the reason before them, as its second."""
    words: dict[str, str] = field(default_factory=dict)
    """Own words on a reason, by its claim."""
    text: str = ""
    """Own words on the whole move."""
    trigger: str = ""
    """What the move is to wait for in secret; empty where it is played at once."""


@dataclass(slots=True)
class FillDraft:
    """What somebody has put into a template."""

    values: dict[str, list[Value]] = field(default_factory=dict)
    """What was chosen or typed, by slot."""
    text: str = ""
