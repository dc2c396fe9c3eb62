"""What can go wrong with a save."""


class JournalError(Exception):
    """A save can't be made, opened or written; the text is one sentence that says what to do."""


class SaveLockedError(JournalError):
    """Another process writes the save."""


class WriteFailedError(JournalError):
    """The disk refused a write or a sync; nothing more is written to this save."""
