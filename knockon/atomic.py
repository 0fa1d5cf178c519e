"""Files that are whole or not there: written beside their place and moved onto it at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import InputError


@contextmanager
def placing(path: Path) -> Iterator[Path]:
    """A path to write to, which takes its name when the block ends well, and leaves nothing when it does not.

    Raises:
        InputError: The folder is missing or may not be written to.
    """
    # A pipe or a device is written straight: nothing could be moved onto it.
    straight = path.exists() and not path.is_file()
    part = path if straight else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        if not straight:
            part.replace(path)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(f"cannot write {path}: {error.strerror or error}", "choose another place") from None
    finally:
        if not straight:
            part.unlink(missing_ok=True)
