"""The command line: one file a command, each a thin layer over a function of `knockon.verbs`.

Standard output is data, standard error is talk. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with some
inputs refused, 130 stopped by Ctrl-C, 143 by SIGTERM.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from knockon.cli import signals

if TYPE_CHECKING:
    from knockon.cli.root import cli as cli


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    signals.install()
    # Not before: whoever presses Ctrl-C while click is imported gets no traceback.
    from knockon.cli.root import cli

    try:
        code = cli.run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): nothing is left to say, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    stopped = signals.exit_code()
    if stopped is not None:
        # All is closed that was opened. Java's own way out would take a database that was half open as a fault.
        os._exit(stopped)
    sys.exit(code)


def __getattr__(name: str) -> Any:
    if name == "cli":
        from knockon.cli.root import cli

        return cli
    raise AttributeError(f"module 'knockon.cli' has no attribute {name!r}")
