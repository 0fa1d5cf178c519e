"""What a graph holds, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from graph.stores.base import Store

KINDS = ("articles", "sentences", "claims", "entities", "edges", "exposures")


def status(store: Store) -> dict[str, Any]:
    """How many articles, sentences, claims, entities, edges and exposures a graph holds, and from when to when.

    Args:
        store: The graph.

    Returns:
        The counts by name, and `first` and `last`: the dates of the oldest and the newest dated article, or null.
    """
    # An engine may give no row at all for a kind that it holds nothing of.
    counts = dict.fromkeys(KINDS, 0)
    counts.update({row["what"]: row["number"] for row in store.read(cypher.load("count_all").text)})
    dates = next(iter(store.read(cypher.load("article_dates").text)), {})
    return {**counts, "first": dates.get("first"), "last": dates.get("last")}
