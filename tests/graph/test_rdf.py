"""RDF export: what it says, what it never says, and that two independent parsers read the same from it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCMITYPE, DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD

from graph.edges import Edge, Exposes, LinkedClaim, edge_id
from graph.rdf import Format, export_rdf, write_rdf
from graph.rdf_terms import Base
from schemas.errors import UsageError, VocabularyError
from schemas.ontology import ontology_turtle
from schemas.records import Article, Claim, Entity, Horizon, Mention, Quantity, Span
from schemas.vocabulary import vocabulary

# rdflib's own parsers of named graphs call what rdflib has deprecated; nothing else may warn.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

FORMATS: tuple[Format, ...] = ("turtle", "trig", "nquads")
OX = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
BASE = "urn:knockon:"
KN = "urn:knockon:ns:"
OA = "http://www.w3.org/ns/oa#"


@dataclass(frozen=True)
class Hand:
    """A snapshot made by hand."""

    articles: tuple[Article, ...] = ()
    claims: tuple[LinkedClaim, ...] = ()
    entities: tuple[Entity, ...] = ()
    edges: tuple[Edge, ...] = ()
    exposes: tuple[Exposes, ...] = ()


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def linked(
    article: Article, subject: str, relation: str, object_: str, trigger: str, *, field: str = "text", **more: Any
) -> LinkedClaim:
    text = article.title if field == "title" else article.text
    kinds = {"subject_type": "Product", "object_type": "Commodity", "subject_more": {}, **more}
    claim = Claim.of(
        article=article.id, field=field, sentence=Span(**span(text, text)), relation=relation,
        subject=Mention(**span(text, subject), type=kinds.pop("subject_type"), **kinds.pop("subject_more")),
        object=Mention(**span(text, object_), type=kinds.pop("object_type")), trigger=Span(**span(text, trigger)),
        **{"confidence": 0.8, "source": "frames:test/active", "published": article.published, **kinds},
    )  # fmt: skip
    return LinkedClaim(claim=claim, subject_id=subject.lower(), object_id=object_.lower())


def merged(claims: list[LinkedClaim], **more: Any) -> Edge:
    row = claims[0]
    symmetric = vocabulary().relation(row.claim.relation).symmetric
    key = edge_id(row.subject_id, row.claim.relation, row.object_id, symmetric=symmetric)
    return Edge(
        edge_id=key, subject=row.subject_id, relation=row.claim.relation, object=row.object_id,
        **{"confidence": 0.8, "support": 1, "denials": 0, "articles": (row.claim.article,), **more},
    )  # fmt: skip


def entity(name: str, type_: str = "Commodity", **more: Any) -> Entity:
    return Entity(id=name.lower(), name=name, type=type_, **more)


def small() -> Hand:
    """Two articles, one of them dated to a month and without url, with a claim in a headline and one denied."""
    one = Article.of(
        "Pumps need tin, the guild said.", title="Pumps need zinc", url="https://example.org/pumps",
        published="2031-02-28", publisher="The Example", sentiment_label="negative", sentiment_score=-0.25,
    )  # fmt: skip
    two = Article.of("Pumps do not need tin.", published="2031-03")
    need = linked(
        one, "Pumps", "DEPENDS_ON", "tin", "need", attribution="the guild",
        horizon=Horizon(text="in 6 months", kind="onset", min=6, max=6.5),
        quantity=Quantity(text="two thirds", kind="share", value=0.667, unit="of input"),
    )  # fmt: skip
    title = linked(
        one, "Pumps", "DEPENDS_ON", "zinc", "need", field="title", modality="possible",
        subject_more={"resolved": "water pumps", "bare": "pump", "direction": "up", "direction_by": "noun"},
    )  # fmt: skip
    denied = linked(two, "Pumps", "DEPENDS_ON", "tin", "do not need", status="denied")
    edge = merged([need, denied], denials=1, first_seen="2031-02-28", last_seen="2031-02-28")
    return Hand(
        articles=(one, two),
        claims=(need, title, denied),
        entities=(
            entity("pumps", "Product", aliases=("water pumps", "pumps")),
            entity("tin", identifiers={"wikidata": "Q1096", "symbol": "Sn"}),
            entity("zinc"),
            entity("price", "Factor", priced_good="tin", demanded_good="zinc"),
        ),
        edges=(edge, merged([title])),
        exposes=(
            Exposes(
                source="tin", target="pumps", relation="DEPENDS_ON", sign=1, channel="supply", weight=0.8,
                confidence=0.8, lag_min=6, lag_max=6.5, edge_ids=(edge.edge_id,),
            ),
            Exposes(
                source="tin", target="price", relation="PRICE", sign=-1, channel="price", weight=1, confidence=1,
                derived=True,
            ),
        ),
    )  # fmt: skip


def export(hand: Hand, format: Format = "turtle", base_iri: str = BASE) -> bytes:
    return export_rdf(hand, base_iri=base_iri, vocabulary=vocabulary(), format=format)


def counts(data: bytes, format: Format) -> tuple[int, int, int]:
    """Statements written, statements that pyoxigraph keeps apart, and statements that rdflib reads."""
    rows = list(ox.parse(data, format=OX[format]))
    if format == "turtle":
        return len(rows), len(set(rows)), len(rdflib.Graph().parse(data=data, format="turtle"))
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=format)
    return len(rows), len(set(rows)), len(list(dataset.quads()))


def graph(hand: Hand) -> rdflib.Graph:
    return rdflib.Graph().parse(data=export(hand), format="turtle")


def node(kind: str, *parts: str) -> rdflib.URIRef:
    return rdflib.URIRef(Base().node(kind, *parts).value)


def kn(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(KN + name)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "base_iri", [BASE, "https://example.org/graph/", "https://example.org/g#", "https://schema.org/"]
)
def test_both_parsers_read_every_statement(format: Format, base_iri: str) -> None:
    written, kept, read = counts(export(small(), format, base_iri), format)
    assert written == kept == read > 100


@pytest.mark.parametrize("format", FORMATS)
def test_equal_graphs_give_equal_bytes_in_any_order(format: Format) -> None:
    hand = small()
    expected = export(hand, format)
    for seed in range(5):
        mix = random.Random(seed)
        shuffled = {
            name: tuple(mix.sample(getattr(hand, name), len(getattr(hand, name))))
            for name in ("articles", "claims", "entities", "edges", "exposes")
        }
        assert export(Hand(**shuffled), format) == expected


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_gets_the_same_bytes(format: Format) -> None:
    output = BytesIO()
    write_rdf(small(), output, vocabulary=vocabulary(), format=format)
    assert output.getvalue() == export(small(), format)


@pytest.mark.parametrize("format", FORMATS)
def test_no_blank_nodes(format: Format) -> None:
    for quad in ox.parse(export(small(), format), format=OX[format]):
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_an_article_is_described_without_its_text() -> None:
    hand = small()
    found, one, two = graph(hand), hand.articles[0], hand.articles[1]
    iri = node("article", one.id)
    assert (iri, RDF.type, SDO.NewsArticle) in found
    assert found.value(iri, SDO.headline) == rdflib.Literal("Pumps need zinc")
    assert found.value(iri, SDO.url) == rdflib.Literal("https://example.org/pumps", datatype=XSD.anyURI)
    assert found.value(iri, PROV.wasDerivedFrom) == rdflib.URIRef("https://example.org/pumps")
    assert found.value(iri, SDO.datePublished) == rdflib.Literal("2031-02-28", datatype=XSD.date)
    assert found.value(iri, SDO.publisher) == rdflib.Literal("The Example")
    assert found.value(iri, kn("textHash")) == rdflib.Literal(one.text_hash)
    assert found.value(node("article", two.id), SDO.datePublished) == rdflib.Literal("2031-03", datatype=XSD.gYearMonth)
    quiet = Article.of("The secret recipe is nowhere quoted.")
    assert b"secret" not in export(replace(hand, articles=(*hand.articles, quiet)))


def test_a_claim_is_a_statement_about_its_sentence() -> None:
    hand = small()
    found, claim = graph(hand), hand.claims[0].claim
    iri = node("claim", claim.id)
    one = {
        RDF.subject: node("entity", "pumps"), RDF.predicate: kn("DEPENDS_ON"), RDF.object: node("entity", "tin"),
        kn("status"): "holds", kn("modality"): "asserted", kn("attribution"): "the guild",
        kn("horizonText"): "in 6 months", kn("horizonKind"): "onset",
        kn("quantityText"): "two thirds", kn("quantityKind"): "share",
        kn("quantityUnit"): "of input", kn("source"): "frames:test/active", RDFS.label: "Pumps DEPENDS_ON tin",
        PROV.hadPrimarySource: node("article", claim.article),
        PROV.wasAttributedTo: node("extractor", "frames:test/active"),
    }  # fmt: skip
    for predicate, value in one.items():
        expected = value if isinstance(value, rdflib.URIRef) else rdflib.Literal(value)
        assert list(found.objects(iri, predicate)) == [expected]
    numbers = {"horizonMin": "6.0", "horizonMax": "6.5", "quantityValue": "0.667", "confidence": "0.8"}
    for name, lexical in numbers.items():
        assert found.value(iri, kn(name)) == rdflib.Literal(lexical, datatype=XSD.decimal)
    assert (node("extractor", "frames:test/active"), RDF.type, kn("Extractor")) in found
    sentence = found.value(iri, PROV.wasDerivedFrom)
    assert (sentence, RDF.type, kn("Sentence")) in found


def test_selectors_quote_the_article_exactly() -> None:
    hand = small()
    found = graph(hand)
    texts: dict[rdflib.term.Node, str] = {
        node("article", row.id, field): getattr(row, field) for row in hand.articles for field in ("title", "text")
    }
    seen = 0
    for quoted, source in found.subject_objects(rdflib.URIRef(OA + "hasSource")):
        position, words = sorted(found.objects(quoted, rdflib.URIRef(OA + "hasSelector")), key=str)
        start, end = (int(str(found.value(position, rdflib.URIRef(OA + name)))) for name in ("start", "end"))
        assert texts[source][start:end] == str(found.value(words, rdflib.URIRef(OA + "exact")))
        seen += 1
    assert seen == 3 + 3 * 3
    subject = node("claim", hand.claims[1].claim.id, "subject")
    values = {"resolved": "water pumps", "bare": "pump", "direction": "up", "directionBy": "noun"}
    for name, value in values.items():
        assert found.value(subject, kn(name)) == rdflib.Literal(value)


def test_an_entity_is_a_concept() -> None:
    found = graph(small())
    iri = node("entity", "tin")
    assert set(found.objects(iri, RDF.type)) == {SKOS.Concept, kn("Commodity")}
    assert found.value(iri, SKOS.exactMatch) == rdflib.URIRef("http://www.wikidata.org/entity/Q1096")
    symbol = found.value(predicate=SDO.propertyID, object=rdflib.Literal("symbol"))
    assert (iri, SDO.identifier, symbol) in found
    assert found.value(symbol, SDO.value) == rdflib.Literal("Sn")
    # SKOS: a preferred label is no alternative one.
    assert list(found.objects(node("entity", "pumps"), SKOS.altLabel)) == [rdflib.Literal("water pumps")]
    assert found.value(node("entity", "price"), kn("pricedGood")) == iri
    assert found.value(node("entity", "price"), kn("demandedGood")) == node("entity", "zinc")


def test_an_edge_says_what_it_was_derived_from() -> None:
    hand = small()
    found, edge = graph(hand), hand.edges[0]
    iri = node("edge", edge.edge_id)
    claims = {node("claim", hand.claims[at].claim.id) for at in (0, 2)}
    assert set(found.objects(iri, PROV.wasDerivedFrom)) == claims
    assert set(found.objects(iri, PROV.hadPrimarySource)) == {node("article", hand.articles[0].id)}
    assert found.value(iri, kn("denials")) == rdflib.Literal(1)
    assert found.value(iri, kn("firstSeen")) == rdflib.Literal("2031-02-28", datatype=XSD.date)


def test_an_exposure_has_sign_channel_lag_and_no_plain_triple() -> None:
    found = graph(small())
    iri = node("exposes", "tin", "price", "PRICE", "-1", "price")
    assert found.value(iri, kn("sign")) == rdflib.Literal(-1)
    assert found.value(iri, kn("via")) == kn("PRICE")
    assert found.value(iri, kn("channel")) == kn("channel-price")
    assert found.value(iri, kn("derived")) == rdflib.Literal(True)
    supply = node("exposes", "tin", "pumps", "DEPENDS_ON", "1", "supply")
    assert found.value(supply, kn("lagMax")) == rdflib.Literal("6.5", datatype=XSD.decimal)
    assert list(found.triples((None, kn("EXPOSES"), None))) == []


@pytest.mark.parametrize(
    ("status", "modality", "ended", "plain"),
    [
        ("holds", "asserted", None, True),
        ("holds", "forecast", None, True),
        ("holds", "possible", None, False),
        ("holds", "conditional", None, False),
        ("holds", "asserted", "2031-03-01", False),
        ("denied", "asserted", None, False),
        ("ended", "asserted", None, False),
        ("exempt", "asserted", None, False),
    ],
)
def test_only_what_is_held_stands_as_a_plain_triple(status: str, modality: str, ended: str | None, plain: bool) -> None:
    article = Article.of("Pumps need tin.")
    claim = linked(article, "Pumps", "DEPENDS_ON", "tin", "need", status=status, modality=modality)
    hand = Hand((article,), (claim,), (entity("pumps", "Product"), entity("tin")), (merged([claim], ended=ended),))
    found = graph(hand)
    assert ((node("entity", "pumps"), kn("DEPENDS_ON"), node("entity", "tin")) in found) is plain
    iri = node("claim", claim.claim.id)
    assert (iri, kn("status"), rdflib.Literal(status)) in found
    label = "Pumps DEPENDS_ON tin" + ("" if status == "holds" else f" ({status})")
    assert found.value(iri, RDFS.label) == rdflib.Literal(label)


def test_a_symmetric_edge_has_all_its_claims() -> None:
    article = Article.of("Zinc rivals tin, tin rivals Zinc.")
    there = linked(article, "Zinc", "COMPETES_WITH", "tin", "rivals", subject_type="Commodity")
    back = linked(article, "tin", "COMPETES_WITH", "Zinc", "rivals", subject_type="Commodity")
    edge = merged([back])
    found = graph(Hand((article,), (there, back), (entity("tin"), entity("zinc")), (edge,)))
    claims = {node("claim", row.claim.id) for row in (there, back)}
    assert set(found.objects(node("edge", edge.edge_id), PROV.wasDerivedFrom)) == claims
    assert list(found.triples((None, kn("COMPETES_WITH"), None))) == [
        (node("entity", "tin"), kn("COMPETES_WITH"), node("entity", "zinc"))
    ]


@pytest.mark.parametrize("format", ["trig", "nquads"])
def test_named_graphs(format: Format) -> None:
    hand = small()
    rows = list(ox.parse(export(hand, format), format=OX[format]))
    where: dict[str, set[str]] = {}
    for row in rows:
        kind = re.sub(r"^urn:knockon:(\w+)/?.*$", r"\1", row.subject.value)
        where.setdefault(row.graph_name.value if isinstance(row.graph_name, ox.NamedNode) else "", set()).add(kind)
    articles = {f"urn:knockon:graph/article/{row.id}": {"article", "claim", "sentence"} for row in hand.articles}
    assert where == {
        "": {"dataset", "scheme", "extractor", "graph"},
        "urn:knockon:graph/entities": {"entity"},
        "urn:knockon:graph/derived": {"entity", "edge", "exposes"},
        **articles,
    }
    # What an article's graph says depends on nothing else: without the other article it is the same.
    alone = replace(hand, articles=hand.articles[:1], claims=hand.claims[:2])
    name = ox.NamedNode(f"urn:knockon:graph/article/{hand.articles[0].id}")
    again = ox.parse(export(alone, format), format=OX[format])
    assert [row for row in rows if row.graph_name == name] == [row for row in again if row.graph_name == name]


def test_turtle_is_the_merge_of_the_named_graphs() -> None:
    merge = {row.triple for row in ox.parse(export(small(), "trig"), format=ox.RdfFormat.TRIG)}
    turtle = {row.triple for row in ox.parse(export(small()), format=ox.RdfFormat.TURTLE)}
    bundles = {row for row in merge - turtle if not row.subject.value.startswith("urn:knockon:graph/")}
    assert turtle <= merge
    assert not bundles


def test_an_unknown_format_is_refused() -> None:
    wrong: Any = "rdfxml"
    with pytest.raises(UsageError, match="no RDF format"):
        export(small(), wrong)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"entities": (entity("tin", "Metal"),)}, "entity type 'Metal'"),
        ({"exposes": (small().exposes[0].model_copy(update={"channel": "smoke"}),)}, "channel 'smoke'"),
        ({"exposes": (small().exposes[0].model_copy(update={"relation": "SMELLS"}),)}, "relation 'SMELLS'"),
        ({"edges": (small().edges[0].model_copy(update={"relation": "SMELLS"}),)}, "relation 'SMELLS'"),
    ],
)
def test_what_the_vocabulary_does_not_have_is_refused(change: dict[str, Any], word: str) -> None:
    with pytest.raises(VocabularyError, match=word):
        export(replace(small(), **change))


def test_every_term_is_declared() -> None:
    ours = {row.subject.value for row in ox.parse(ontology_turtle(vocabulary()), format=ox.RdfFormat.TURTLE)}
    known = {
        str(space): {str(term) for term in space.__annotations__} if hasattr(space, "__annotations__") else set()
        for space in (RDF, RDFS, OWL, XSD, SKOS, PROV, DCTERMS, DCMITYPE, VOID)
    }
    checked = set()
    for quad in ox.parse(export(small(), "trig"), format=ox.RdfFormat.TRIG):
        for part in (quad.predicate, quad.object):
            if not isinstance(part, ox.NamedNode):
                continue
            if part.value.startswith(KN) and part.value != KN:
                assert part.value in ours
                checked.add(part.value)
            for space, names in known.items():
                if part.value.startswith(space):
                    assert part.value.removeprefix(space) in names
                    checked.add(part.value)
    assert len(checked) > 60


def test_the_query_of_the_page_runs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "rdf.md").read_text(encoding="utf-8")
    query = page.split("```sparql\n")[1].split("```")[0]
    store = ox.Store()
    store.load(export(small()), format=ox.RdfFormat.TURTLE)
    rows: Any = store.query(query)
    assert {row["quote"].value for row in rows} == {"Pumps need tin, the guild said.", "Pumps need zinc"}
