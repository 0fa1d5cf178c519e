"""The ontology: every name of the vocabulary is a term with a label, a definition and honest mappings."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SDO, SKOS

from schemas.errors import VocabularyError
from schemas.ontology import Namespace, ontology_turtle, prefixes, safe_prefixes, statements, term
from schemas.vocabulary import Vocabulary, vocabulary

KN = rdflib.Namespace("urn:knockon:ns:")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology_turtle(vocabulary()), format="turtle")


def test_both_parsers_read_every_statement(ontology: rdflib.Graph) -> None:
    rows = list(ox.parse(ontology_turtle(vocabulary()), format=ox.RdfFormat.TURTLE))
    assert len(rows) == len(set(rows)) == len(ontology) > 500
    assert not [row for row in rows if isinstance(row.subject, ox.BlankNode) or isinstance(row.object, ox.BlankNode)]


def test_another_process_writes_the_same_bytes() -> None:
    written = subprocess.run(
        [sys.executable, "-m", "schemas.ontology"], check=True, capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONWARNINGS": "error"},
    )  # fmt: skip
    assert written.stdout == ontology_turtle(vocabulary())
    assert written.stderr == b""


@pytest.mark.parametrize("name", vocabulary().type_names)
def test_a_type_is_a_class_of_concepts(name: str, ontology: rdflib.Graph) -> None:
    assert (KN[name], RDF.type, OWL.Class) in ontology
    assert (KN[name], RDFS.subClassOf, SKOS.Concept) in ontology
    assert ontology.value(KN[name], SKOS.definition) == rdflib.Literal(
        vocabulary().entity_type(name).definition, lang="en"
    )


@pytest.mark.parametrize("name", vocabulary().relation_names)
def test_a_relation_is_a_property(name: str, ontology: rdflib.Graph) -> None:
    row = vocabulary().relation(name)
    assert (KN[name], RDF.type, OWL.ObjectProperty) in ontology
    assert ((KN[name], RDF.type, OWL.SymmetricProperty) in ontology) is row.symmetric
    assert ontology.value(KN[name], RDFS.label) == rdflib.Literal(name, lang="en")
    for where, names in ((SDO.domainIncludes, row.subject_types), (SDO.rangeIncludes, row.object_types)):
        expected = {SKOS.Concept if kind == "any" else KN[kind] for kind in names}
        assert set(ontology.objects(KN[name], where)) == expected
    notes = list(ontology.objects(KN[name], SKOS.scopeNote))
    assert len(notes) == len(row.transmissions)
    assert list(ontology.objects(KN[name], SKOS.note)) == [
        rdflib.Literal(f"FinDKG relation (arXiv 2407.10909): {row.mappings['findkg']}", lang="en")
    ]


@pytest.mark.parametrize(
    ("name", "predicate", "value"),
    [
        ("PART_OF", SKOS.broadMatch, DCTERMS.isPartOf),
        ("DEPENDS_ON", SKOS.broadMatch, DCTERMS.requires),
        ("OWNS", SKOS.broadMatch, SDO.owns),
        ("LOCATED_IN", SKOS.broadMatch, SDO.location),
        ("PRODUCES", SKOS.relatedMatch, SDO.manufacturer),
        ("Place", SKOS.broadMatch, SDO.Place),
    ],
)
def test_mappings(name: str, predicate: rdflib.URIRef, value: rdflib.URIRef, ontology: rdflib.Graph) -> None:
    assert (KN[name], predicate, value) in ontology


def test_mapped_terms_exist() -> None:
    """A mapping names a term that its vocabulary has, never an invented one."""
    known = {str(space): space for space in (SDO, SKOS, DCTERMS, OWL, RDF, RDFS)}
    for row in statements(vocabulary()):
        value = row[2].value
        for space, names in known.items():
            if isinstance(row[2], ox.NamedNode) and value.startswith(space):
                assert value.removeprefix(space) in names, value


def test_every_term_has_label_and_definition(ontology: rdflib.Graph) -> None:
    terms = {row for row in ontology.subjects() if str(row) != str(KN)}
    for row in terms:
        assert len(list(ontology.objects(row, RDFS.label))) == 1, row
        assert len(list(ontology.objects(row, SKOS.definition))) == 1, row
        assert (row, RDFS.isDefinedBy, rdflib.URIRef(str(KN))) in ontology


def test_every_channel_is_one(ontology: rdflib.Graph) -> None:
    names = {
        str(label) for row in ontology.subjects(RDF.type, KN.Channel) for label in ontology.objects(row, RDFS.label)
    }
    assert names == {row.name for row in vocabulary().channels}


def other(**more: Any) -> Vocabulary:
    return vocabulary().model_copy(update=more)


@pytest.mark.parametrize(
    ("namespace", "cause"),
    [("example", "is not an IRI"), ("", "is not an IRI"), ("http://a b/", "is not an IRI"), ("urn:x:ns", "has no end")],
)
def test_a_namespace_that_is_no_iri(namespace: str, cause: str) -> None:
    with pytest.raises(VocabularyError, match=cause) as caught:
        ontology_turtle(other(namespace=namespace))
    assert caught.value.cure


@pytest.mark.parametrize("name", ["Claim", "Edge", "Exposure", "EXPOSES", "PRICE", "Channel"])
def test_a_name_that_the_ontology_needs_itself(name: str) -> None:
    kind = vocabulary().entity_types[0].model_copy(update={"name": name})
    with pytest.raises(VocabularyError, match=f"{name} is a term of the RDF ontology itself"):
        Namespace(
            Vocabulary.model_validate(
                {**vocabulary().model_dump(by_alias=True), "relations": [], "entity_types": [kind]}
            )
        )


@pytest.mark.parametrize("value", ["nonsense:Place", "schema", "schema:", "https://schema.org/Place", "schema:a b"])
def test_a_mapping_that_is_no_known_term(value: str) -> None:
    kind = vocabulary().entity_types[0].model_copy(update={"mappings": {"broad": value}})
    with pytest.raises(VocabularyError, match="is no term of a known vocabulary") as caught:
        ontology_turtle(other(entity_types=(kind,)))
    assert "schema" in caught.value.cure


def test_a_mapping_under_another_key_is_a_note() -> None:
    kind = vocabulary().entity_types[0].model_copy(update={"mappings": {"fibo": "Some Thing", "close": "schema:Place"}})
    found = rdflib.Graph().parse(data=ontology_turtle(other(entity_types=(kind,))), format="turtle")
    assert list(found.objects(KN.Place, SKOS.note)) == [rdflib.Literal("fibo: Some Thing", lang="en")]
    assert list(found.objects(KN.Place, SKOS.closeMatch)) == [SDO.Place]


def test_another_namespace() -> None:
    found = rdflib.Graph().parse(data=ontology_turtle(other(namespace="https://example.org/ns#")), format="turtle")
    assert (rdflib.URIRef("https://example.org/ns#PRODUCES"), RDF.type, OWL.ObjectProperty) in found


def test_prefixes_that_would_shorten_a_page_are_left_out() -> None:
    assert set(prefixes()) - set(safe_prefixes(prefixes(), ["https://schema.org/a/b", "http://www.w3.org/x"])) == {
        "schema"
    }


def test_terms() -> None:
    assert term("oa:exact").value == "http://www.w3.org/ns/oa#exact"
