"""A graph from the articles and claims that an export wrote."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from schemas.errors import InputError

if TYPE_CHECKING:
    from graph.claims_file import Dump, Loaded
    from graph.stores.base import Store
    from schemas.vocabulary import Vocabulary


def load(
    store: Store,
    source: Path | str | Iterable[str] | Dump,
    *,
    words: Vocabulary | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Loaded:
    """Put the articles and claims of a dump into a graph, whatever it holds already.

    Args:
        store: The graph.
        source: The file, its lines, or what `graph.claims_file.read` made of them.
        words: The vocabulary of the claims; the one that ships with knockon where null.
        progress: Called after each transaction.

    Returns:
        What has changed, and the lines that were refused; the others are in the graph.

    Raises:
        InputError: The file cannot be read, or there is nothing in it.
    """
    from graph.claims_file import load as load_lines

    if isinstance(source, str | Path):
        with opened(Path(source)) as lines:
            return load(store, lines, words=words, progress=progress)
    return load_lines(store, source, vocabulary=words, progress=lambda _: progress())


@contextmanager
def opened(source: Path | BinaryIO) -> Iterator[Iterator[str]]:
    """The lines of a dump, checked to be there.

    Raises:
        InputError: The file cannot be read, is not UTF-8, is empty, or does not begin with JSON.
    """
    name = str(source) if isinstance(source, Path) else "standard input"
    try:
        stream = source.open("rb") if isinstance(source, Path) else source
    except OSError as error:
        raise InputError(f"cannot read {name}: {error.strerror or error}", "check the path") from None
    try:
        with io.TextIOWrapper(stream, encoding="utf-8-sig", newline="\n") as text:
            head: list[str] = []
            for line in text:
                head.append(line)
                if line.strip():
                    _check(name, line)
                    break
            else:
                raise InputError(f"{name} is empty", "give a .jsonl file of 'knockon export'")
            yield chain(head, text)
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 ({error.reason})", "give a .jsonl file of 'knockon export'") from None


def _check(name: str, line: str) -> None:
    """A file that does not begin with JSON is not worth a refusal of every line."""
    try:
        json.loads(line)
    except ValueError:
        raise InputError(
            f"{name} is not a claims file of 'knockon export'", "give a .jsonl file that it wrote"
        ) from None
