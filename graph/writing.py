"""Writes what has changed, in batches of one statement each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from graph.difference import Difference
from graph.edges import Edge, Exposes, LinkedClaim
from graph.existing import run
from graph.kinds import Taxonomy, above
from graph.rows import (
    article_properties,
    claim_edge_id,
    claim_properties,
    edge_properties,
    entity_properties,
    exposes_properties,
    sentence_id,
    sentence_properties,
)
from graph.stores.base import Transaction
from schemas.records import Article, Entity
from schemas.vocabulary import Vocabulary

BATCH = 1000
"""Rows of one statement."""


def run_rows(transaction: Transaction, name: str, rows: Sequence[Any], *, key: str = "rows", **slots: str) -> None:
    """Run a statement over rows, a batch at a time."""
    for at in range(0, len(rows), BATCH):
        run(transaction, name, slots, **{key: list(rows[at : at + BATCH])})


def write_articles(transaction: Transaction, articles: Iterable[tuple[Article, str]]) -> None:
    """Write articles, each with the fingerprint of the extractor that read it."""
    rows = [{"id": a.id, "props": article_properties(a, extractor)} for a, extractor in articles]
    run_rows(transaction, "put_articles", sorted(rows, key=lambda row: str(row["id"])))


def write_claims(transaction: Transaction, claims: Iterable[LinkedClaim], vocabulary: Vocabulary) -> None:
    """Write claims of articles that have none, and their sentences."""
    ordered = sorted(claims, key=lambda linked: linked.claim.id)
    sentences = {
        sentence_id(c.claim): {
            "id": sentence_id(c.claim), "article": c.claim.article, "props": sentence_properties(c.claim),
        }
        for c in ordered
    }  # fmt: skip
    run_rows(transaction, "create_sentences", [sentences[id_] for id_ in sorted(sentences)])
    run_rows(
        transaction,
        "create_claims",
        [
            {
                "id": linked.claim.id, "sentence": sentence_id(linked.claim), "subject": linked.subject_id,
                "object": linked.object_id, "props": claim_properties(linked, vocabulary),
            }
            for linked in ordered
        ],
    )  # fmt: skip


def delete_claims(transaction: Transaction, claims: Iterable[LinkedClaim]) -> None:
    """Take claims out, and their sentences, which belong to the same article and go with it."""
    found = list(claims)
    run_rows(transaction, "delete_claims", sorted({linked.claim.id for linked in found}), key="ids")
    run_rows(transaction, "delete_sentences", sorted({sentence_id(linked.claim) for linked in found}), key="ids")


def write_entities(transaction: Transaction, entities: Iterable[Entity]) -> None:
    """Set what entities are; their nodes are there, with the right label."""
    rows = [{"id": entity.id, "props": entity_properties(entity)} for entity in entities]
    run_rows(transaction, "set_entities", sorted(rows, key=lambda row: str(row["id"])))


def write_kinds(transaction: Transaction, made: Iterable[str], deleted: Iterable[str], taxonomy: Taxonomy) -> None:
    """Note what new entities lie under, so that they are found from above; forget it of entities that are gone."""
    run_rows(transaction, "delete_kinds", sorted(deleted), key="ids")
    rows = [{"entity": id_, "kind": kind} for id_ in sorted(made) for kind in above(id_, taxonomy)]
    run_rows(transaction, "create_kinds", rows)


def relink(transaction: Transaction, entities: Iterable[str]) -> None:
    """Join all claims about entities whose node was made anew to them."""
    for name in ("relink_subjects", "relink_objects"):
        run_rows(transaction, name, sorted(entities), key="ids")


def unlink(transaction: Transaction, claims: Iterable[LinkedClaim], vocabulary: Vocabulary) -> None:
    """Say what claims that are there are about from now on; `link` joins them to it, once it is there."""
    rows = [
        {
            "id": linked.claim.id,
            "props": {
                "subject_id": linked.subject_id, "object_id": linked.object_id,
                "edge_id": None if linked.rejected else claim_edge_id(linked, vocabulary),
            },
        }
        for linked in claims
    ]  # fmt: skip
    run_rows(transaction, "unlink_claims", sorted(rows, key=lambda row: str(row["id"])))


def link(transaction: Transaction, claims: Iterable[LinkedClaim], *, but: frozenset[str]) -> None:
    """Join claims to what they are about, but not to the entities that `relink` has joined them to."""
    ordered = sorted(claims, key=lambda linked: linked.claim.id)
    for name, ends in (
        ("link_subjects", [(c.claim.id, c.subject_id) for c in ordered]),
        ("link_objects", [(c.claim.id, c.object_id) for c in ordered]),
    ):
        run_rows(transaction, name, [{"claim": claim, "entity": end} for claim, end in ends if end not in but])


def write_edges(transaction: Transaction, difference: Difference[Edge]) -> None:
    """Write the change of the typed edges."""
    for name, edges in (
        ("delete_edges", difference.removed), ("create_edges", difference.added), ("set_edges", difference.changed),
    ):  # fmt: skip
        by_relation: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for edge in sorted(edges, key=lambda edge: edge.edge_id):
            row: dict[str, Any] = {"source": edge.subject, "target": edge.object}
            by_relation[edge.relation].append(
                row if name == "delete_edges" else {**row, "props": edge_properties(edge)}
            )
        for relation, rows in sorted(by_relation.items()):
            run_rows(transaction, name, rows, RELATION=relation)


def write_exposes(transaction: Transaction, difference: Difference[Exposes]) -> None:
    """Write the change of the EXPOSES edges."""
    for name, hops in (
        ("delete_exposes", difference.removed), ("create_exposes", difference.added),
        ("set_exposes", difference.changed),
    ):  # fmt: skip
        run_rows(transaction, name, [_exposes_row(name, hop) for hop in sorted(hops, key=lambda hop: hop.key)])


def _exposes_row(name: str, hop: Exposes) -> dict[str, Any]:
    row: dict[str, Any] = {"source": hop.source, "target": hop.target}
    if name != "create_exposes":
        row |= {"relation": hop.relation, "sign": hop.sign, "channel": hop.channel}
    return row if name == "delete_exposes" else {**row, "props": exposes_properties(hop)}
