"""What a graph knows of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from graph.stores.base import Store
    from graph.themes import Theme

MOST = 1_000_000_000
_ARTICLES = ("a", "an", "the")
_PLURALS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("ss", "ss"), ("s", ""))


def entities(
    store: Store,
    pattern: str | None = None,
    *,
    type: str | None = None,
    theme: Theme | None = None,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """The entities with `pattern` in their name, an alias or their id, those with most claims first.

    Args:
        store: The graph.
        pattern: Part of a name, case aside; all where null.
        type: Only entities of this type.
        theme: Only entities of this theme.
        limit: At most so many; all where null.

    Returns:
        Rows with name, type, claims (how many), aliases and id.
    """
    query = cypher.load("list_entities")
    values = {
        "pattern": pattern.lower() if pattern else None,
        "type": type,
        "limit": MOST if limit is None or theme else limit,
    }
    rows = store.read(query.text, query.bind(values))
    return list(islice((row for row in rows if theme is None or theme.holds(row["id"], row["name"])), limit))


def other_names(name: str, aliases: Iterable[str]) -> list[str]:
    """The aliases that say more than the name with another case, article or plural ending.

    >>> other_names("rare earths", ["Rare Earth", "the rare earths", "REEs", "REE"])
    ['REEs']
    """
    found = {_bare(name): name}
    for alias in aliases:
        found.setdefault(_bare(alias), alias)
    return list(found.values())[1:]


def _bare(name: str) -> str:
    words = name.casefold().replace("-", " ").split()
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    last = words[-1] if words else ""
    for ending, instead in _PLURALS:
        if last.endswith(ending) and len(last) > len(ending) + 1:
            words[-1] = last.removesuffix(ending) + instead
            break
    return " ".join(words)
