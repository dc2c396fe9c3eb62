"""What a session comes to in words: plain words for numbers, the audit of the argument, the after-action report."""
