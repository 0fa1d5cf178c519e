"""What a graph knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from graph.stores.base import Store

MOST = 1_000_000_000


def entities(
    store: Store, pattern: str | None = None, *, type: str | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """The entities with `pattern` in their name, an alias or their id, those with most claims first.

    Args:
        store: The graph.
        pattern: Part of a name, case aside; all where null.
        type: Only entities of this type.
        limit: At most so many; all where null.

    Returns:
        Rows with name, type, claims (how many), aliases and id.
    """
    query = cypher.load("list_entities")
    values = {
        "pattern": pattern.casefold() if pattern else None,
        "type": type,
        "limit": MOST if limit is None else limit,
    }
    return list(store.read(query.text, query.bind(values)))
