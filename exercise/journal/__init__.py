"""A session on disk: an append-only record that finds damage and loses nothing that was shown (DESIGN 9).

The names below load on first use: listing saves needs none of the rules and models that opening one does.
"""

from typing import TYPE_CHECKING

from exercise import lazy
from exercise.journal.errors import JournalError, SaveLockedError, WriteFailedError

if TYPE_CHECKING:
    from exercise.journal.look import Follower, Report, verify
    from exercise.journal.store import Entry, Journal, Record, copy_until
    from exercise.journal.summary import Summary, peek

__all__ = [
    "Entry",
    "Follower",
    "Journal",
    "JournalError",
    "Record",
    "Report",
    "SaveLockedError",
    "Summary",
    "WriteFailedError",
    "copy_until",
    "peek",
    "verify",
]

_HOMES = {
    **dict.fromkeys(("Follower", "Report", "verify"), "exercise.journal.look"),
    **dict.fromkeys(("Entry", "Journal", "Record", "copy_until"), "exercise.journal.store"),
    **dict.fromkeys(("Summary", "peek"), "exercise.journal.summary"),
}
"""The module that each public name lives in."""

__getattr__, __dir__ = lazy.names(__name__, _HOMES)
