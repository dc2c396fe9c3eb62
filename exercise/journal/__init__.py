"""A session on disk: an append-only record that finds damage and loses nothing that was shown (DESIGN 9)."""

from exercise.journal.errors import JournalError, SaveLockedError, WriteFailedError
from exercise.journal.look import Follower, Report, Summary, peek, verify
from exercise.journal.store import Entry, Journal, Record, copy_until

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
