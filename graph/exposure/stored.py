"""The graph of EXPOSES edges as a store holds it, read bit by bit as the search asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import cypher
from graph.edges import Exposes, LinkedClaim
from graph.exposure.world import ExposureGraph, Headline
from graph.find import find_entity
from graph.opening import opening
from graph.rows import claim_edge_id, claim_of, entity_of, exposes_of
from graph.stores.base import Row, Store
from schemas.records import Entity
from schemas.vocabulary import Vocabulary


class StoredExposures(ExposureGraph):
    """A store's EXPOSES edges; what was read once is kept, so use it for one question and let it go.

    Args:
        store: The open store.
        words: The vocabulary; the one that ships with knockon if left out.
        stated_only: Leave out what no sentence states: the derived edges, to prices and over the taxonomy.
    """

    def __init__(self, store: Store, *, words: Vocabulary | None = None, stated_only: bool = False) -> None:
        super().__init__((), (), words=words, stated_only=stated_only)
        self._store = store

    def find(self, name: str) -> Entity:
        """The entity of that name, as `graph.find` finds it.

        Raises:
            UnknownEntityError: There is none; near names are offered.
        """
        entity = find_entity(self._store, name)
        self._entities[entity.id] = entity
        return entity

    def out(self, id_: str) -> Sequence[Exposes]:
        """The EXPOSES edges that leave an entity, sorted by key; read with the guards of where they lead."""
        if id_ not in self._out:
            found = self._edges("trace_out", [id_])
            self._out[id_] = tuple(found)
            self._read_guards([id_, *(edge.target for edge in found)])
        return self._out[id_]

    def guards(self, id_: str) -> Sequence[Exposes]:
        """The guard edges that lead to an entity, sorted by key."""
        if id_ not in self._guards:
            if id_ not in self._into:
                self._read_guards([id_])
            else:
                self._guards[id_] = tuple(edge for edge in self._into[id_] if edge.channel == "guard")
        return self._guards[id_]

    def prefetch_into(self, ids: Iterable[str]) -> None:
        """Read the EXPOSES edges that lead to these entities, at once."""
        wanted = sorted(set(ids) - set(self._into))
        if wanted:
            self._into.update(_by_target(wanted, self._edges("trace_into", wanted)))

    def prefetch_evidence(self, exposes: Iterable[Exposes]) -> None:
        """Read the claims behind these edges, and the headlines of their articles, at once."""
        wanted = sorted({id_ for edge in exposes for id_ in edge.edge_ids} - set(self._claims))
        found: defaultdict[str, list[LinkedClaim]] = defaultdict(list)
        for row in self._rows("claims_of_edges", wanted):
            linked = claim_of(row)
            found[claim_edge_id(linked, self.vocabulary)].append(linked)
        self._claims.update({id_: found[id_] for id_ in wanted})
        articles = {linked.claim.article for claims in found.values() for linked in claims}
        for row in self._rows("trace_articles", sorted(articles - set(self._headlines))):
            self._headlines[row["id"]] = Headline(row["title"] or "", row["url"], opening(row["opening"] or ""))

    def _read_guards(self, ids: Iterable[str]) -> None:
        wanted = sorted(set(ids) - set(self._guards))
        if wanted:
            self._guards.update(_by_target(wanted, self._edges("trace_guards", wanted)))

    def _edges(self, query: str, ids: Sequence[str]) -> list[Exposes]:
        """The edges of a query that names them with the entity at their far end, which is kept."""
        edges: list[Exposes] = []
        for row in self._rows(query, ids):
            entity = entity_of(row["entity"])
            if entity is not None:
                self._entities[entity.id] = entity
                edges.append(exposes_of(row["source"], row["target"], row["edge"]))
        return sorted(self._wanted(edges), key=lambda edge: edge.key)

    def _rows(self, query: str, ids: Sequence[str]) -> Iterator[Row]:
        if not ids:
            return iter(())
        return self._store.read(cypher.load(query).text, {"ids": list(ids)})


def _by_target(ids: Iterable[str], edges: Iterable[Exposes]) -> dict[str, tuple[Exposes, ...]]:
    found: dict[str, list[Exposes]] = {id_: [] for id_ in ids}
    for edge in edges:
        found[edge.target].append(edge)
    return {id_: tuple(group) for id_, group in found.items()}
