"""A progress bar on standard error, only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from knockon.cli import signals


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """A function to call after each step; it draws nothing where standard error is no terminal.

    It is also where a Ctrl-C that was swallowed on the way takes effect.

    Args:
        what: What is being done.
        total: Number of steps, null where it is not known.
    """
    if not sys.stderr.isatty():
        yield signals.step
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def step() -> None:
            signals.step()
            bar.advance(task)

        yield step
