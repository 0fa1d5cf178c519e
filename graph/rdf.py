"""The graph as RDF, for other tools: Turtle, or TriG and N-Quads with one named graph per article.

Articles and entities are described with schema.org and SKOS, quoted words with Web Annotation selectors, where
everything comes from with PROV-O. There are no blank nodes, and equal graphs give equal bytes. docs/rdf.md shows the
shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import IO, Literal, Protocol

import pyoxigraph as ox

from graph.edges import Edge, Exposes, LinkedClaim
from graph.rdf_statements import Writer
from graph.rdf_terms import DEFAULT_BASE, KINDS, Base, url_node
from graph.rows import claim_edge_id
from schemas.errors import UsageError
from schemas.ontology import PREFIX, Statement, prefixes, safe_prefixes
from schemas.records import Article, Entity
from schemas.vocabulary import Vocabulary

Format = Literal["turtle", "trig", "nquads"]

_Graph = tuple[ox.NamedNode | ox.DefaultGraph, Iterator[Statement]]

_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
_ENDINGS: dict[str, Format] = {".ttl": "turtle", ".trig": "trig", ".nq": "nquads"}


class Snapshot(Protocol):
    """All that a graph holds, as records in any order; `graph.snapshot.Snapshot` is one."""

    @property
    def articles(self) -> Sequence[Article]: ...  # noqa: D102
    @property
    def claims(self) -> Sequence[LinkedClaim]: ...  # noqa: D102
    @property
    def entities(self) -> Sequence[Entity]: ...  # noqa: D102
    @property
    def edges(self) -> Sequence[Edge]: ...  # noqa: D102
    @property
    def exposes(self) -> Sequence[Exposes]: ...  # noqa: D102


def export_rdf(
    snapshot: Snapshot, *, base_iri: str = DEFAULT_BASE, vocabulary: Vocabulary, format: Format = "turtle"
) -> bytes:
    """The graph as RDF in UTF-8.

    Args:
        snapshot: What the graph holds, in any order.
        base_iri: What the IRIs of articles, claims, entities and edges begin with; ends with `/`, `#` or `:`.
        vocabulary: The vocabulary that the graph was made with.
        format: "turtle", where everything is one graph; or "trig" or "nquads", where each article has a named graph
            of its own, and so have the entities and what is derived from the claims.

    Raises:
        UsageError: The base IRI or the format is none.
        VocabularyError: The graph uses a type, relation or channel that the vocabulary does not have.
    """
    output = BytesIO()
    write_rdf(snapshot, output, base_iri=base_iri, vocabulary=vocabulary, format=format)
    return output.getvalue()


def write_rdf(
    snapshot: Snapshot,
    output: IO[bytes],
    *,
    base_iri: str = DEFAULT_BASE,
    vocabulary: Vocabulary,
    format: Format = "turtle",
) -> None:
    """Write the graph as RDF, triple by triple, to a binary file; otherwise as `export_rdf`, byte for byte.

    Raises:
        UsageError: As `export_rdf`; nothing has been written then.
        VocabularyError: As `export_rdf`; part of the file may have been written then.
        OSError: The file cannot be written.
    """
    if format not in _FORMATS:
        raise UsageError(f"{format!r} is no RDF format", f"use one of {', '.join(_FORMATS)}")
    writer = Writer(Base(base_iri), vocabulary)
    named = format != "turtle"
    graphs = _graphs(snapshot, writer, named=named)
    items = _quads(graphs) if named else _triples(graphs)
    # N-Quads has no prefixes.
    known = {} if format == "nquads" else _prefixes(snapshot, writer)
    ox.serialize(items, output, _FORMATS[format], prefixes=known)


def rdf_format(path: PurePath | str) -> Format:
    """The format that a file's ending asks for.

    >>> rdf_format("out/graph.ttl")
    'turtle'

    Raises:
        UsageError: It is none of ours.
    """
    ending = PurePath(path).suffix.lower()
    if ending not in _ENDINGS:
        raise UsageError(f"{PurePath(path).name!r} does not end like an RDF file", f"use one of {', '.join(_ENDINGS)}")
    return _ENDINGS[ending]


def _triples(graphs: Iterable[_Graph]) -> Iterator[ox.Triple]:
    for _, statements in graphs:
        for subject, predicate, object_ in statements:
            yield ox.Triple(subject, predicate, object_)


def _quads(graphs: Iterable[_Graph]) -> Iterator[ox.Quad]:
    for graph, statements in graphs:
        for subject, predicate, object_ in statements:
            yield ox.Quad(subject, predicate, object_, graph)


def _graphs(snapshot: Snapshot, writer: Writer, *, named: bool) -> Iterator[_Graph]:
    """Every statement once, by graph: about the export, then each article, the entities, and what is derived."""
    node = writer.base.node
    articles = {row.id: row for row in snapshot.articles}
    claims: defaultdict[str, list[LinkedClaim]] = defaultdict(list)
    # What a person has rejected is not handed on.
    standing = [claim for claim in snapshot.claims if not claim.rejected]
    for claim in standing:
        claims[claim.claim.article].append(claim)
    ids = sorted({*articles, *claims})

    default = ox.DefaultGraph()
    yield default, writer.dataset()
    for source in sorted({row.claim.source for row in standing}):
        yield default, writer.extractor(source)
    entities, derived = node("graph", "entities"), node("graph", "derived")
    if named:
        for article_id in ids:
            graph = node("graph", "article", article_id)
            yield default, writer.bundle(graph, node("article", article_id), "an article and its claims")
        yield default, writer.bundle(entities, None, "entities, over all articles")
        yield default, writer.bundle(derived, None, "edges and exposures, derived from all claims")

    for article_id in ids:
        graph = node("graph", "article", article_id)
        if article_id in articles:
            yield graph, writer.article(articles[article_id])
        yield graph, _stated(claims[article_id], writer)
    for entity in sorted(snapshot.entities, key=lambda row: row.id):
        yield entities, writer.entity(entity)
    evidence = _evidence(standing, writer.vocabulary)
    for edge in sorted(snapshot.edges, key=lambda row: row.edge_id):
        yield derived, writer.edge(edge, evidence.get(edge.edge_id, ()))
    for exposure in sorted(snapshot.exposes, key=lambda row: row.key):
        yield derived, writer.exposure(exposure)


def _stated(claims: Iterable[LinkedClaim], writer: Writer) -> Iterator[Statement]:
    """What one article states: its fields and sentences once each, and its claims."""
    rows = sorted(claims, key=lambda row: row.claim.id)
    for article, field in sorted({(row.claim.article, row.claim.field) for row in rows}):
        yield from writer.field(article, field)
    sentences = {(row.claim.field, row.claim.sentence.start, row.claim.sentence.end): row.claim for row in rows}
    for _, claim in sorted(sentences.items()):
        yield from writer.sentence(claim)
    for row in rows:
        yield from writer.claim(row)


def _evidence(claims: Iterable[LinkedClaim], vocabulary: Vocabulary) -> dict[str, list[LinkedClaim]]:
    """The claims of each typed edge, by the edge's id."""
    found: defaultdict[str, list[LinkedClaim]] = defaultdict(list)
    for row in claims:
        found[claim_edge_id(row, vocabulary)].append(row)
    return found


def _prefixes(snapshot: Snapshot, writer: Writer) -> dict[str, str]:
    """The prefixes for vocabulary terms; none that would shorten the IRI of a thing or of an article's page."""
    things = tuple(f"{writer.base.iri}{kind}/" for kind in KINDS)
    known = {**prefixes(), PREFIX: writer.own.iri}
    known = {name: space for name, space in known.items() if not space.startswith(things)}
    pages = (url_node(row.url) for row in snapshot.articles if row.url is not None)
    return safe_prefixes(known, [*things, *(page.value for page in pages if page)])
