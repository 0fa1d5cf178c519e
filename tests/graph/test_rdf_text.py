"""RDF export of text and addresses that are hard on a writer: two independent parsers read the same from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import XSD

from graph.edges import Edge, Exposes, LinkedClaim, edge_id
from graph.rdf import Format, export_rdf, write_rdf
from graph.rdf_terms import url_node
from schemas.errors import UsageError
from schemas.records import Article, Claim, Entity, Horizon, Mention, Quantity, Span
from schemas.vocabulary import vocabulary

# rdflib's own parsers of named graphs call what rdflib has deprecated; nothing else may warn.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

FORMATS: tuple[Format, ...] = ("turtle", "trig", "nquads")
OX = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
NASTY = [
    "say \"tin\" and 'zinc'",
    "\"\"\"triple\"\"\" '''quotes'''",
    "two\nlines\r\nand\ra\ttab",
    "back\\slash\\n \\u0041 at the end\\",
    "n\u00e3o caf\u00e9 \u4e2d\u56fd \u0440\u0443\u0434\u0430",
    "ship \U0001f6a2 and flag \U0001f1f3\U0001f1f1",
    "bell \x07 null \x00 escape \x1b delete \x7f next line \x85",
    "line \u2028 paragraph \u2029 mark \ufeff",
    "\u202eright to left\u202c \u0645\u0639\u0627\u062f\u0646 \u05e0\u05d7\u05d5\u05e9\u05ea",
    "not a character \uffff \ufffe",
    "half a pair \ud83d",
    "<urn:x> <urn:y> <urn:z> . # @prefix {} [] _:b ^^xsd:int @en",
    " spaces around ",
]


@dataclass(frozen=True)
class Hand:
    """A snapshot made by hand."""

    articles: tuple[Article, ...] = ()
    claims: tuple[LinkedClaim, ...] = ()
    entities: tuple[Entity, ...] = ()
    edges: tuple[Edge, ...] = ()
    exposes: tuple[Exposes, ...] = ()


def export(hand: Hand, format: Format) -> bytes:
    return export_rdf(hand, vocabulary=vocabulary(), format=format)


def counts(data: bytes, format: Format) -> tuple[int, int, int]:
    """Statements written, statements that pyoxigraph keeps apart, and statements that rdflib reads."""
    rows = list(ox.parse(data, format=OX[format]))
    if format == "turtle":
        return len(rows), len(set(rows)), len(rdflib.Graph().parse(data=data, format="turtle"))
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=format)
    return len(rows), len(set(rows)), len(list(dataset.quads()))


def nasty(text: str) -> Hand:
    """A snapshot that has `text` wherever a record takes any."""
    article = Article.of(
        f"{text} needs {text}!", title=text, url=f"https://example.org/{text}", publisher=text, language=text,
        sentiment_label=text,
    )  # fmt: skip
    whole = Span(text=article.text, start=0, end=len(article.text))
    end = len(text)
    mention = {"text": text, "resolved": text, "bare": text, "type": "Product"}
    claim = Claim.of(
        article=article.id, field="text", sentence=whole, relation="DEPENDS_ON",
        subject=Mention(start=0, end=end, **mention), object=Mention(start=end + 7, end=2 * end + 7, **mention),
        trigger=Span(text="needs", start=end + 1, end=end + 6), attribution=text, confidence=0.5, source=text,
        horizon=Horizon(text=text, kind="onset"), quantity=Quantity(text=text, kind="amount", unit=text),
    )  # fmt: skip
    row = LinkedClaim(claim=claim, subject_id=text, object_id=text + "2")
    edge = Edge(
        edge_id=edge_id(text, "DEPENDS_ON", text + "2", symmetric=False), subject=text, relation="DEPENDS_ON",
        object=text + "2", confidence=0.5, support=1, denials=0, articles=(article.id,),
    )  # fmt: skip
    thing = Entity(
        id=text,
        name=text,
        type="Product",
        aliases=(text + "!", text, text + "\ud83d", text + "\ud83e"),
        identifiers={text: text},
    )
    exposes = Exposes(
        source=text, target=text + "2", relation="DEPENDS_ON", sign=1, channel="supply", weight=0.5, confidence=0.5
    )
    return Hand((article,), (row,), (thing,), (edge,), (exposes,))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_text_survives(text: str, format: Format) -> None:
    data = export(nasty(text), format)
    written, kept, read = counts(data, format)
    assert written == kept == read
    values = {row.object.value for row in ox.parse(data, format=OX[format]) if isinstance(row.object, ox.Literal)}
    assert re.sub("[\ud800-\udfff]", "\ufffd", text) in values


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=20))
def test_any_text_survives(text: str) -> None:
    for format in FORMATS:
        written, kept, read = counts(export(nasty(text), format), format)
        assert written == kept == read


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("namespace", ["urn:knockon:entity/", "urn:knockon:", "https://example.org/ns#"])
def test_another_namespace(namespace: str, format: Format) -> None:
    own = vocabulary().model_copy(update={"namespace": namespace})
    data = export_rdf(nasty("s\u00e3o.paulo/1-"), vocabulary=own, format=format)
    written, kept, read = counts(data, format)
    assert written == kept == read


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_graph(format: Format) -> None:
    written, kept, read = counts(export(Hand(), format), format)
    assert written == kept == read


@pytest.mark.parametrize(
    "base_iri",
    ["", "example", "/graph/", "http://exa mple/", "urn:x", "https://example.org", "https://example.org/<a>/", "a\n:",
     "https://example.org/%zz/", "https://example.org/\ud800/", "https://[x/"],
)  # fmt: skip
def test_a_base_that_is_no_iri_is_refused_before_anything_is_written(base_iri: str) -> None:
    output = BytesIO()
    with pytest.raises(UsageError) as caught:
        write_rdf(nasty("tin"), output, base_iri=base_iri, vocabulary=vocabulary())
    assert "base IRI" in caught.value.cause
    assert "https://example.org/graph/" in caught.value.cure
    assert output.getvalue() == b""


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ('https://example.org/?q="tin"', "https://example.org/?q=%22tin%22"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/<a>{b}|c\\d^`", "https://example.org/%3Ca%3E%7Bb%7D%7Cc%5Cd%5E%60"),
        ("https://example.org/caf\u00e9", "https://example.org/caf%C3%A9"),
        ("https://schema.org/a/b", "https://schema.org/a/b"),
        ("https://example.org/100%", None),
        ("https://[broken/", None),
        ("no scheme at all", None),
        ("", None),
    ],
)
def test_a_url_becomes_an_iri_where_it_can(url: str, iri: str | None) -> None:
    made = url_node(url)
    assert (made.value if made else None) == iri
    article = Article.of("Pumps need tin.", url=url)
    for format in FORMATS:
        data = export(Hand(articles=(article,)), format)
        written, kept, read = counts(data, format)
        assert written == kept == read
        exact = ox.Literal(url, datatype=ox.NamedNode(str(XSD.anyURI)))
        assert any(row.object == exact for row in ox.parse(data, format=OX[format]))
