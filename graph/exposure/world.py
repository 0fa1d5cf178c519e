"""The graph of EXPOSES edges that chains are searched in: in memory, or read from a store as the search needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from graph.edges import Exposes, LinkedClaim
from graph.exposure.follow import make_relations
from graph.rows import claim_edge_id
from schemas.errors import UnknownEntityError
from schemas.records import Article, Entity
from schemas.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from graph.snapshot import Snapshot

_NONE: tuple[Exposes, ...] = ()


class Headline(NamedTuple):
    """How to name an article."""

    title: str
    url: str | None


class ExposureGraph:
    """EXPOSES edges by source and by target, with the entities and claims they are about.

    Args:
        exposes: The edges, in any order.
        entities: At least both ends of every edge.
        claims: What the edges stand on; a graph without them answers without sentences.
        articles: Where the claims stand; an article that is missing leaves its title and url empty.
        words: The vocabulary; the one that ships with knockon if left out.
    """

    def __init__(
        self,
        exposes: Iterable[Exposes],
        entities: Iterable[Entity],
        claims: Iterable[LinkedClaim] = (),
        articles: Iterable[Article] = (),
        *,
        words: Vocabulary | None = None,
    ) -> None:
        self.vocabulary = words or vocabulary()
        self.makes = make_relations(self.vocabulary)
        self._entities = {entity.id: entity for entity in entities}
        self._headlines = {article.id: Headline(article.title, article.url) for article in articles}
        self._out: dict[str, tuple[Exposes, ...]] = {}
        self._into: dict[str, tuple[Exposes, ...]] = {}
        self._guards: dict[str, tuple[Exposes, ...]] = {}
        self._claims: dict[str, list[LinkedClaim]] = {}
        self._keep(exposes)
        for linked in claims:
            self._claims.setdefault(claim_edge_id(linked, self.vocabulary), []).append(linked)

    @classmethod
    def of(cls, snapshot: Snapshot, *, words: Vocabulary | None = None) -> ExposureGraph:
        """The graph of a snapshot, all in memory."""
        return cls(snapshot.exposes, snapshot.entities, snapshot.claims, snapshot.articles, words=words)

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
        from graph.find import near_names
        from graph.linking import linker as built_in_linker
        from graph.normal_form import fold

        linker, name = built_in_linker(), name.strip()
        ids = [name, *(linker.link_name(name, type_) for type_ in ("", *linker.limited_types))] if name else []
        found = [self._entities[id_] for id_ in ids if id_ in self._entities]
        if found:
            return found[0]
        forms = sorted((e.id, form) for e in self._entities.values() for form in (e.id, e.name, *e.aliases))
        for same in (str, lambda text: " ".join(fold(text).replace("-", " ").split())):
            found = [self._entities[id_] for id_, form in forms if name and same(form) == same(name)]
            if found:
                return found[0]
        near = near_names(name, [form for _, form in forms])
        raise UnknownEntityError(
            f"the graph holds nothing named {name!r}",
            f"did you mean {' or '.join(near)}?" if near else "'knockon entities' lists what it holds",
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

    def _keep(self, exposes: Iterable[Exposes]) -> None:
        out: defaultdict[str, list[Exposes]] = defaultdict(list)
        into: defaultdict[str, list[Exposes]] = defaultdict(list)
        for edge in sorted(exposes, key=lambda e: e.key):
            out[edge.source].append(edge)
            into[edge.target].append(edge)
        self._out = {id_: tuple(edges) for id_, edges in out.items()}
        self._into = {id_: tuple(edges) for id_, edges in into.items()}
        guards = {id_: tuple(e for e in edges if e.channel == "guard") for id_, edges in into.items()}
        self._guards = {id_: edges for id_, edges in guards.items() if edges}
