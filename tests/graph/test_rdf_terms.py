"""IRIs and literals of the RDF export."""

from __future__ import annotations

import doctest
from types import ModuleType

import pyoxigraph as ox
import pytest
from rdflib.namespace import XSD

from graph import rdf, rdf_terms
from graph.rdf import Format, rdf_format
from graph.rdf_terms import Base, decimal, moment, wikidata
from schemas import ontology
from schemas.errors import UsageError


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2031", "gYear"), ("2031-02", "gYearMonth"), ("2031-02-28", "date"), ("2031-02-30", "string"),
     ("2031-13", "string"), ("0000", "string"), ("\uff12\uff10\uff13\uff11", "string"), ("soon", "string")],
)  # fmt: skip
def test_dates(value: str, datatype: str) -> None:
    assert moment(value) == ox.Literal(value, datatype=ox.NamedNode(f"{XSD}{datatype}"))


@pytest.mark.parametrize(
    ("value", "lexical", "datatype"),
    [(0.1, "0.1", "decimal"), (12, "12.0", "decimal"), (1e-7, "0.0000001", "decimal"), (-0.5, "-0.5", "decimal"),
     (1e21, "1000000000000000000000", "decimal"), (float("inf"), "INF", "double"), (float("nan"), "NaN", "double")],
)  # fmt: skip
def test_numbers(value: float, lexical: str, datatype: str) -> None:
    assert decimal(value) == ox.Literal(lexical, datatype=ox.NamedNode(f"{XSD}{datatype}"))


@pytest.mark.parametrize("value", ["q42", "Q0", "Q", "42", "Q42/../x", "Q\u0664"])
def test_what_is_no_wikidata_item_gets_no_iri(value: str) -> None:
    assert wikidata(value) is None


@pytest.mark.parametrize(("part", "segment"), [(".", "%2E"), ("..", "%2E%2E"), ("a/b", "a%2Fb"), ("a#b?", "a%23b%3F"),
                                               ("%41", "%2541"), ("a.b-c_d~e", "a.b-c_d~e"), ("", "")])  # fmt: skip
def test_ids_are_percent_encoded(part: str, segment: str) -> None:
    assert Base("https://example.org/").node("entity", part).value == f"https://example.org/entity/{segment}"


@pytest.mark.parametrize(
    ("path", "format"), [("a.ttl", "turtle"), ("b/A.TTL", "turtle"), ("a.trig", "trig"), ("a.nq", "nquads")]
)
def test_the_ending_names_the_format(path: str, format: Format) -> None:
    assert rdf_format(path) == format


@pytest.mark.parametrize("path", ["a.rdf", "ttl", "a.ttl.gz", ""])
def test_another_ending_is_refused(path: str) -> None:
    with pytest.raises(UsageError, match=r"\.ttl, \.trig, \.nq"):
        rdf_format(path)


@pytest.mark.parametrize("module", [rdf, rdf_terms, ontology], ids=lambda module: module.__name__)
def test_examples(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
