"""Ends the program when its terminal goes away."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading


def end_with_terminal() -> None:
    """From now on end this process, as SIGHUP does, once the terminal that it reads from is gone.

    A parent such as make may keep that signal from reaching it, and the app would then read an ended file for ever.
    Every decision is on the disk by the time it is shown, so nothing is lost. Call it from the main thread; where a
    system can't tell (Windows), nothing changes.
    """
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    threading.Thread(target=_wait_for_hangup, args=(sys.stdin.fileno(),), name="hangup", daemon=True).start()


def _wait_for_hangup(terminal: int) -> None:
    poll = select.poll()
    # Nothing is asked for: a hangup and an error are told always.
    poll.register(terminal, 0)
    poll.poll()
    os.kill(os.getpid(), signal.SIGHUP)
