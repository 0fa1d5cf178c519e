"""A user's own identifiers into a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.identifiers import Identifiers
    from graph.stores.base import Store
    from schemas.vocabulary import Vocabulary


def identify(store: Store, source: Path | str | Identifiers, *, words: Vocabulary | None = None) -> int:
    """Record which entities bear which identifiers; two names with one identifier are one entity from then on.

    The records stay in the graph: they hold for articles to come, and an export has them.

    Args:
        store: The graph.
        source: A CSV file (`graph.identifiers`), or what was read from one.
        words: The vocabulary of the claims; the one that ships with knockon where null.

    Returns:
        How many were not recorded before.

    Raises:
        InputError: The file cannot be read.
    """
    from graph.deciding import Decider

    found = read(Path(source)) if isinstance(source, str | Path) else source
    return Decider(store, vocabulary=words).add(found.decisions)


def read(file: Path) -> Identifiers:
    """Read a file of identifiers, before any graph is opened.

    Raises:
        InputError: It cannot be read.
    """
    from graph.identifiers import read_identifiers
    from graph.linking import linker

    return read_identifiers(file, linker())
