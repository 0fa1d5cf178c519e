"""Entities of a graph that may be one thing, for a person to decide on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.stores.base import Store


def suggest(store: Store, *, type: str | None = None, limit: int | None = None) -> list[dict[str, Any]]:
    """Pairs of entities that may be one, the likeliest first; nothing is merged.

    Args:
        store: The graph.
        type: Only pairs of which one is of this type.
        limit: At most so many; all where null.

    Returns:
        Rows with a, b (names), a_id, b_id, score (0 to 1, a rank) and reason.
    """
    import cypher
    from graph.existing import entities_of
    from graph.linking import linker
    from graph.resemblance import suggestions

    entities = entities_of(store.read(cypher.load("all_entities").text))
    found = suggestions(entities.values(), linker())
    if type is not None:
        found = [one for one in found if type in (one.a.type, one.b.type)]
    return [
        {
            "a": one.a.name, "b": one.b.name, "score": one.score, "reason": one.reason, "a_id": one.a.id,
            "b_id": one.b.id,
        }
        for one in found[:limit]
    ]  # fmt: skip
