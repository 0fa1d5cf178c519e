"""Ctrl-C and `kill`: both stop a run at once, close the graph, and end with 130 or 143.

Python raises KeyboardInterrupt wherever the run is just then, and much of what is imported on the way (C extensions,
callbacks, `except:` around an optional import) swallows it there. So it is raised again until the run ends, and, once
articles are being written, at the points of ours that call `step`.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = {signal.SIGINT: "Ctrl-C", signal.SIGTERM: "a signal to end (SIGTERM)"}

_AGAIN = 0.2
"""Seconds until KeyboardInterrupt is raised again."""

_got: int | None = None
_running = False
_held = False
_stepped = False


def install() -> None:
    """Take over SIGINT and SIGTERM; until `running` they end the process on the spot, as nothing is open yet."""
    for number in _NAMES:
        # Whoever started us with the signal ignored (`nohup`, a script's background job) means it.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def running() -> None:
    """From now on a signal raises KeyboardInterrupt, so that what is open is closed."""
    global _running  # noqa: PLW0603
    _running = True


def check() -> None:
    """Raise the KeyboardInterrupt that somebody else's code has swallowed."""
    if _got is not None:
        raise KeyboardInterrupt


def step() -> None:
    """A step of the work is done: a signal takes effect here, and from now on is not repeated in between."""
    global _stepped  # noqa: PLW0603
    _stepped = True
    check()


@contextmanager
def held() -> Iterator[None]:
    """Let nothing interrupt the block, such as the closing of a graph; impatient people press Ctrl-C twice."""
    global _held  # noqa: PLW0603
    _held = True
    try:
        yield
    finally:
        _held = _got is not None  # what came meanwhile, or before, needs no repeating: the run is on its way out


def ended() -> None:
    """The KeyboardInterrupt has arrived where it was to arrive."""
    global _held  # noqa: PLW0603
    _held = True


def exit_code() -> int | None:
    """128 and the signal's number; null where none came."""
    return None if _got is None else 128 + _got


def said() -> str:
    """What stopped the run, in one line."""
    name = _NAMES[signal.Signals(_got or signal.SIGINT)]
    return f"stopped by {name}; what was written so far is kept, the same command goes on from there"


def _stop(number: int, _frame: FrameType | None) -> None:
    global _got  # noqa: PLW0603
    _got = number
    if not _running:
        os.write(2, f"knockon: stopped by {_NAMES[signal.Signals(number)]}\n".encode())
        os._exit(128 + number)
    if _held:
        return
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.signal(signal.SIGALRM, _repeat)
        signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
    raise KeyboardInterrupt


def _repeat(_number: int, _frame: FrameType | None) -> None:
    if not _held and not _stepped:
        raise KeyboardInterrupt
