"""Everything that a graph holds, as records sorted by id: what exports write and tests compare."""

from __future__ import annotations

from dataclasses import dataclass

import cypher
from graph.decisions import recorded
from graph.edges import Edge, Exposes, LinkedClaim
from graph.rows import article_of, claim_of, edge_of, entity_of, exposes_of
from graph.stores.base import Store
from schemas.records import Article, Decision, Entity
from schemas.vocabulary import Vocabulary
from schemas.vocabulary import vocabulary as built_in


@dataclass(frozen=True)
class Snapshot:
    """All records of a graph, each kind sorted by id or key.

    Attributes:
        articles: By id.
        extractors: Article id -> fingerprint of the extractor that read it.
        claims: By claim id.
        entities: By id.
        edges: By edge id.
        exposes: By key.
        decisions: By decision id.
    """

    articles: tuple[Article, ...]
    extractors: dict[str, str]
    claims: tuple[LinkedClaim, ...]
    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    exposes: tuple[Exposes, ...]
    decisions: tuple[Decision, ...] = ()


def snapshot(store: Store, vocabulary: Vocabulary | None = None) -> Snapshot:
    """Read a whole graph.

    Args:
        store: The graph; nobody should write to it meanwhile.
        vocabulary: Whose relations the typed edges have.
    """
    rows = [row["article"] for row in store.read(cypher.load("all_articles").text)]
    sketches = {row["id"]: row.get("shingles") or "" for row in rows}
    entities = (entity_of(row["entity"]) for row in store.read(cypher.load("all_entities").text))
    edges = [
        edge_of(row["source"], relation, row["target"], row["edge"])
        for relation in (vocabulary or built_in()).relation_names
        for row in store.read(cypher.load("all_edges").fill(RELATION=relation).text)
    ]
    exposes = (
        exposes_of(row["source"], row["target"], row["edge"]) for row in store.read(cypher.load("all_exposes").text)
    )
    return Snapshot(
        articles=tuple(sorted((article_of(row) for row in rows), key=lambda article: article.id)),
        extractors={row["id"]: row.get("extractor") or "" for row in sorted(rows, key=lambda row: str(row["id"]))},
        claims=tuple(
            sorted(
                (
                    claim_of(row, sketches.get(row["claim"]["article"], ""))
                    for row in store.read(cypher.load("all_claims").text)
                ),
                key=lambda c: c.claim.id,
            )
        ),
        entities=tuple(sorted((entity for entity in entities if entity), key=lambda entity: entity.id)),
        edges=tuple(sorted(edges, key=lambda edge: edge.edge_id)),
        exposes=tuple(sorted(exposes, key=lambda hop: hop.key)),
        decisions=tuple(recorded(store)),
    )
