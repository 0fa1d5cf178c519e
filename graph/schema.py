"""The schema of our nodes in a store, and the meta node that says that they are ours."""

from __future__ import annotations

import cypher
from graph.stores.base import Store
from schemas.errors import ForeignGraphError, GraphVersionError

SCHEMA_VERSION = 1
"""Raised when what stands in the graph changes its form."""

OURS = frozenset({"Article", "Claim", "Decision", "Entity", "Kind", "Sentence"})
"""The labels of our nodes, beside KnockonMeta."""


def statements() -> tuple[str, ...]:
    """All schema statements: keys first, then indexes; each may be run again."""
    found = [name for name in cypher.names("store") if name.startswith("schema_")]
    ordered = sorted(found, key=lambda name: (not name.startswith("schema_key_"), name))
    return tuple(cypher.load(name).text for name in ordered)


def prepare(store: Store, *, adopt: bool = False, create: bool = True) -> None:
    """Check that the graph is ours, and make its schema where it is empty.

    Args:
        store: An open store.
        adopt: Whether to go into a database that holds other data too.
        create: Whether to make the schema; an empty store is else left empty.

    Raises:
        ForeignGraphError: It holds data and no meta node of ours, and `adopt` is not given; or, with it, the data
            uses our labels, so that nobody could tell it from ours.
        GraphVersionError: A newer knockon wrote it.
    """
    version = schema_version(store)
    if version == SCHEMA_VERSION:
        return
    if version is not None and version > SCHEMA_VERSION:
        raise GraphVersionError(
            f"the graph {store.address} has schema version {version}, and this knockon knows {SCHEMA_VERSION}",
            "use the knockon that wrote it, or a newer one",
        )
    if version is None and not adopt:
        for row in store.read(cypher.load("any_label").text):
            labels = ", ".join(sorted(row["labels"])) or "no label"
            raise ForeignGraphError(
                f"the database {store.address} holds data that knockon did not write (a node with {labels})",
                "give an empty database, or use this one beside its data with 'knockon ingest --adopt'",
            )
    if version is None and adopt:
        for row in store.read(cypher.load("our_labels").text):
            label = min(set(row["labels"]) & OURS)
            raise ForeignGraphError(
                f"the database {store.address} holds nodes labelled {label} that knockon did not write, and knockon"
                f" keeps its own under {', '.join(sorted(OURS))}",
                "give another database, or rename that label",
            )
    if version is None and not create:
        return
    for statement in statements():
        store.schema(statement)
    meta = cypher.load("write_meta")
    store.write(lambda transaction: transaction.run(meta.text, meta.bind({"schema_version": SCHEMA_VERSION})))


def schema_version(store: Store) -> int | None:
    """The schema version that the meta node names, or None where there is no meta node."""
    versions = [row["schema_version"] for row in store.read(cypher.load("read_meta").text)]
    return max((int(v) for v in versions if v is not None), default=None)
