"""One process at a time holds an embedded graph: a lock file that the operating system frees when its holder dies."""

from __future__ import annotations

import json
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from schemas.errors import GraphLockedError, StoreError

_BYTE = 1 << 20  # Windows locks a byte range and then refuses to read it; this one is beyond the text
_SECRET = re.compile(r"(?<=://)[^/@\s]*@")


class FolderLock:
    """The lock of one graph folder, with a note of who holds it.

    Args:
        path: The lock file; made where it does not exist, and left in place.

    Raises:
        GraphLockedError: Somebody holds it; says who, as far as the file tells.
        StoreError: The file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StoreError(
                f"cannot write into the graph folder {path.parent}: {error.strerror}",
                "give a folder of your own with --graph",
            ) from error
        try:
            _lock(self._file)
        except OSError:
            os.close(self._file)
            raise self._held() from None
        note = {"pid": os.getpid(), "command": _command(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        os.ftruncate(self._file, 0)
        os.write(self._file, json.dumps(note).encode())

    def release(self) -> None:
        """Let go; may be called twice."""
        if self._file >= 0:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1

    def _held(self) -> GraphLockedError:
        try:
            note = json.loads(self.path.read_text(encoding="utf-8"))
            pid, who = note["pid"], f"process {note['pid']} ({note['command']}, since {note['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            pid, who = None, "another process"
        folder = self.path.parent
        if pid == os.getpid():
            return GraphLockedError(f"this process already holds the graph {folder}", "close the first one")
        return GraphLockedError(
            f"{who} holds the graph {folder}", "wait until it ends, stop it, or give another graph with --graph"
        )


def _command() -> str:
    words = [Path(sys.argv[0]).name if sys.argv else "python", *sys.argv[1:]]
    text = _SECRET.sub("", " ".join(words))
    return text if len(text) <= 120 else f"{text[:117]}..."


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
