"""The graph of EXPOSES edges that chains are searched in: in memory, or read from a store as the search needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from graph.edges import Exposes, LinkedClaim
from graph.exposure.follow import make_relations
from graph.opening import opening
from graph.rows import claim_edge_id
from schemas.records import Article, Entity
from schemas.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from graph.snapshot import Snapshot

_NONE: tuple[Exposes, ...] = ()


class Headline(NamedTuple):
    """How to name an article."""

    title: str
    url: str | None
    opening: str = ""


class ExposureGraph:
    """EXPOSES edges by source and by target, with the entities and claims they are about.

    Args:
        exposes: The edges, in any order.
        entities: At least both ends of every edge.
        claims: What the edges stand on; a graph without them answers without sentences.
        articles: Where the claims stand; an article that is missing leaves its title and url empty.
        words: The vocabulary; the one that ships with knockon if left out.
        stated_only: Leave out what no sentence states: the derived edges, to prices and over the taxonomy.
    """

    def __init__(
        self,
        exposes: Iterable[Exposes],
        entities: Iterable[Entity],
        claims: Iterable[LinkedClaim] = (),
        articles: Iterable[Article] = (),
        *,
        words: Vocabulary | None = None,
        stated_only: bool = False,
    ) -> None:
        self._stated_only = stated_only
        self.vocabulary = words or vocabulary()
        self.makes = make_relations(self.vocabulary)
        self._entities = {entity.id: entity for entity in entities}
        self._headlines = {
            article.id: Headline(article.title, article.url, opening(article.text)) for article in articles
        }
        self._out: dict[str, tuple[Exposes, ...]] = {}
        self._into: dict[str, tuple[Exposes, ...]] = {}
        self._guards: dict[str, tuple[Exposes, ...]] = {}
        self._claims: dict[str, list[LinkedClaim]] = {}
        self._keep(exposes)
        for linked in (linked for linked in claims if not linked.rejected):
            self._claims.setdefault(claim_edge_id(linked, self.vocabulary), []).append(linked)

    @classmethod
    def of(cls, snapshot: Snapshot, *, words: Vocabulary | None = None, stated_only: bool = False) -> ExposureGraph:
        """The graph of a snapshot, all in memory."""
        return cls(
            snapshot.exposes, snapshot.entities, snapshot.claims, snapshot.articles, words=words,
            stated_only=stated_only,
        )  # fmt: skip

    def entity(self, id_: str) -> Entity:
        """The entity with that id.

        Raises:
            KeyError: There is none.
        """
        return self._entities[id_]

    def find(self, name: str) -> Entity:
        """The entity of that id or name; looked for as `graph.find.find_entity` looks in a store.

        Raises:
            UnknownEntityError: There is none; near names are offered.
        """
        from graph.find import look_up

        entities = self._entities
        return look_up(
            name,
            by_ids=lambda ids: {id_: entities[id_] for id_ in ids if id_ in entities},
            by_name=lambda own: {entity.id: entity for entity in entities.values() if entity.name == own},
            forms=lambda: (
                (entity.id, form) for entity in entities.values() for form in (entity.name, *entity.aliases)
            ),
        )

    def out(self, id_: str) -> Sequence[Exposes]:
        """The EXPOSES edges that leave an entity, sorted by key."""
        return self._out.get(id_, _NONE)

    def into(self, id_: str) -> Sequence[Exposes]:
        """The EXPOSES edges that lead to an entity, sorted by key."""
        return self._into.get(id_, _NONE)

    def guards(self, id_: str) -> Sequence[Exposes]:
        """The guard edges that lead to an entity, sorted by key."""
        return self._guards.get(id_, _NONE)

    def prefetch_into(self, ids: Iterable[str]) -> None:
        """Make ready for `into` of all these; a graph in memory is."""

    def prefetch_evidence(self, exposes: Iterable[Exposes]) -> None:
        """Make ready for `claims` of all these; a graph in memory is."""

    def claims(self, exposes: Exposes) -> Sequence[LinkedClaim]:
        """All claims of the typed edges behind an EXPOSES edge, in any order."""
        return [linked for id_ in exposes.edge_ids for linked in self._claims.get(id_, ())]

    def headline(self, article: str) -> Headline:
        """Title and url of the article with that id; both empty where the graph does not hold it."""
        return self._headlines.get(article, Headline("", None))

    def _wanted(self, exposes: Iterable[Exposes]) -> Iterator[Exposes]:
        return (edge for edge in exposes if not (self._stated_only and edge.derived))

    def _keep(self, exposes: Iterable[Exposes]) -> None:
        out: defaultdict[str, list[Exposes]] = defaultdict(list)
        into: defaultdict[str, list[Exposes]] = defaultdict(list)
        for edge in sorted(self._wanted(exposes), key=lambda e: e.key):
            out[edge.source].append(edge)
            into[edge.target].append(edge)
        self._out = {id_: tuple(edges) for id_, edges in out.items()}
        self._into = {id_: tuple(edges) for id_, edges in into.items()}
        guards = {id_: tuple(e for e in edges if e.channel == "guard") for id_, edges in into.items()}
        self._guards = {id_: edges for id_, edges in guards.items() if edges}
