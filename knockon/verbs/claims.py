"""What was said, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import cypher
from knockon.verbs.entities import MOST

if TYPE_CHECKING:
    from graph.stores.base import Row, Store

COLUMNS = (
    "published", "subject", "relation", "object", "status", "modality", "confidence", "attribution", "horizon",
    "quantity", "sentence", "title", "url", "opening", "article", "id", "rejected",
)  # fmt: skip


def claims(
    store: Store,
    pattern: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    relation: str | None = None,
    status: str | None = None,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """The claims with `pattern` in their subject, object or sentence, newest first.

    Args:
        store: The graph.
        pattern: Words of subject, object or sentence, case aside; all where null.
        since: Only from this day, month or year on; undated claims are left out.
        until: Only up to this day, month or year, it included; undated claims are left out.
        relation: Only this relation.
        status: Only this status.
        limit: At most so many; all where null.

    Returns:
        Rows with the columns of `COLUMNS`; subject and object as the article words them, pronouns resolved;
        `rejected` says that a person has found the claim wrong, so that it makes no edge.
    """
    query = cypher.load("list_claims")
    values = {
        "pattern": pattern.lower() if pattern else None,
        "since": since,
        "until": until,
        "relation": relation,
        "status": status,
        "limit": MOST if limit is None else limit,
    }
    return _rows(store.read(query.text, query.bind(values)))


def claims_about(store: Store, entities: Iterable[str], *, limit: int | None = None) -> list[dict[str, Any]]:
    """The claims about any of these entities, newest first; rows as `claims` gives them.

    Args:
        store: The graph.
        entities: Ids of the entities.
        limit: At most so many; all where null.
    """
    query = cypher.load("list_claims_about")
    values = {"entities": list(entities), "limit": MOST if limit is None else limit}
    return _rows(store.read(query.text, query.bind(values)))


def _rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    from graph.opening import opening

    return [{name: row[name] for name in COLUMNS} | {"opening": opening(row["opening"] or "")} for row in rows]
