"""What people have chosen and typed and not yet submitted; in memory alone."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class SealDraft:
    """A team's reasons for a card, with its own words."""

    claims: list[str] | None = None
    """The claims taken as reasons; None before the dialog has been opened."""
    words: dict[str, str] = field(default_factory=dict)
    """Own words on a reason, by its claim."""
    text: str = ""
    """Own words on the whole move."""


@dataclass(slots=True)
class OverrideDraft:
    """Control's reason for another outcome."""

    text: str = ""
