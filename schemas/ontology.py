"""The ontology of a vocabulary: RDFS and OWL terms with labels, definitions and mappings, as Turtle.

Run `python -m schemas.ontology > knockon.ttl` to write that of the vocabulary that ships with knockon.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml
from pydantic import BaseModel, ConfigDict

from schemas.errors import VocabularyError
from schemas.vocabulary import Relation, Vocabulary, vocabulary

PREFIX = "kn"
"""Prefix of the vocabulary's own namespace."""

_CURIE = re.compile(r"([a-z]+):([A-Za-z][A-Za-z0-9_-]*)")

Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Class(_Row):
    name: str
    sub_of: tuple[str, ...]
    definition: str


class _Relation(_Row):
    name: str
    label: str
    definition: str


class _Property(_Row):
    name: str
    domain: tuple[str, ...]
    range: str
    definition: str


class _Terms(_Row):
    prefixes: Mapping[str, str]
    title: str
    mapping_properties: Mapping[str, str]
    mapping_notes: Mapping[str, str]
    classes: tuple[_Class, ...]
    relations: tuple[_Relation, ...]
    properties: tuple[_Property, ...]


@cache
def _terms() -> _Terms:
    path = Path(__file__).with_name("ontology.yaml")
    return _Terms.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def prefixes() -> dict[str, str]:
    """Prefix to IRI of every vocabulary of others that the export uses."""
    return dict(_terms().prefixes)


@cache
def term(curie: str) -> ox.NamedNode:
    """The term of another vocabulary that is written prefix:name.

    >>> term("prov:Entity").value
    'http://www.w3.org/ns/prov#Entity'

    Raises:
        VocabularyError: It is not of that form, or the prefix is unknown.
    """
    match = _CURIE.fullmatch(curie)
    if not match or match[1] not in _terms().prefixes:
        raise VocabularyError(
            f"{curie!r} is no term of a known vocabulary",
            f"write prefix:name with one of the prefixes {', '.join(_terms().prefixes)}",
        )
    return ox.NamedNode(_terms().prefixes[match[1]] + match[2])


class Namespace:
    """The IRIs of one vocabulary's own terms.

    Args:
        vocabulary: Whose namespace.

    Raises:
        VocabularyError: Its namespace is no IRI, or it gives a type or relation a name that the ontology itself uses.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.iri = vocabulary.namespace
        try:
            ox.NamedNode(self.iri)
        except ValueError as error:
            raise VocabularyError(
                f"the vocabulary's namespace {self.iri!r} is not an IRI: {error}", "give one such as urn:example:ns:"
            ) from error
        if not self.iri.endswith((":", "/", "#")):
            raise VocabularyError(f"the vocabulary's namespace {self.iri!r} has no end", "let it end with : or / or #")
        own = {row.name for row in _terms().classes} | {row.name for row in _terms().relations}
        taken = own.intersection((*vocabulary.type_names, *vocabulary.relation_names))
        if taken:
            raise VocabularyError(f"{min(taken)} is a term of the RDF ontology itself", "give it another name")

    def __getitem__(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(self.iri + name)

    def channel(self, name: str) -> ox.NamedNode:
        """The IRI of a channel, apart from a property of the same name."""
        return self[f"channel-{name}"]

    def derived_relation(self, name: str) -> ox.NamedNode:
        """The IRI of a relation that no claim states.

        Raises:
            VocabularyError: There is none of that name.
        """
        names = [row.name for row in _terms().relations]
        if name not in names:
            raise VocabularyError(f"unknown relation {name!r}", f"derived ones are {', '.join(names)}")
        return self[name]

    def resolve(self, name: str) -> ox.NamedNode:
        """The term that `name` stands for: prefix:name of another vocabulary, or a name of this one."""
        return term(name) if ":" in name else self[name]


def ontology_turtle(vocabulary: Vocabulary) -> bytes:
    """The ontology of a vocabulary as Turtle in UTF-8; the same vocabulary always gives the same bytes.

    Raises:
        VocabularyError: A name, namespace or mapping of the vocabulary cannot be written as RDF.
    """
    own = Namespace(vocabulary)
    used = safe_prefixes({**prefixes(), PREFIX: own.iri}, [])
    triples = (ox.Triple(*row) for row in dict.fromkeys(statements(vocabulary)))
    return bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b"")


def safe_prefixes(known: Mapping[str, str], iris: Iterable[str]) -> dict[str, str]:
    """The prefixes that shorten none of `iris`, sorted.

    What stands behind a prefix must need no escapes, for rdflib does not read them all. That is so for vocabulary
    terms, not for the IRIs of things.
    """
    spaces = tuple(known.values())
    met = {space for iri in iris if iri.startswith(spaces) for space in spaces if iri.startswith(space)}
    return {name: space for name, space in sorted(known.items()) if space not in met}


def statements(vocabulary: Vocabulary) -> Iterator[Statement]:
    """The triples of the ontology, in a fixed order.

    Raises:
        VocabularyError: As `ontology_turtle`.
    """
    own, terms = Namespace(vocabulary), _terms()
    head = ox.NamedNode(own.iri)
    yield head, _TYPE, term("owl:Ontology")
    yield head, term("dcterms:title"), ox.Literal(terms.title, language="en")
    yield head, term("owl:versionInfo"), ox.Literal(str(vocabulary.version))
    for row in terms.classes:
        yield from _described(own, own[row.name], "owl:Class", row.name, row.definition)
        for parent in row.sub_of:
            yield own[row.name], term("rdfs:subClassOf"), term(parent)
    for kind in vocabulary.entity_types:
        iri = own[kind.name]
        yield from _described(own, iri, "owl:Class", kind.name, kind.definition)
        yield iri, term("rdfs:subClassOf"), term("skos:Concept")
        for example in kind.examples:
            yield iri, term("skos:example"), ox.Literal(example, language="en")
        yield from _mapped(iri, kind.mappings)
    for relation in vocabulary.relations:
        yield from _relation(own, relation)
    for derived in terms.relations:
        yield from _described(own, own[derived.name], "owl:ObjectProperty", derived.label, derived.definition)
    for channel in vocabulary.channels:
        iri = own.channel(channel.name)
        yield from _described(own, iri, "Channel", channel.name, channel.definition)
    for prop in terms.properties:
        literal = prop.range.startswith("xsd:") or prop.range == "rdfs:Literal"
        label = _words(prop.name)
        kind_of = "owl:DatatypeProperty" if literal else "owl:ObjectProperty"
        yield from _described(own, own[prop.name], kind_of, label, prop.definition)
        for domain in prop.domain:
            yield own[prop.name], term("schema:domainIncludes"), own.resolve(domain)
        yield own[prop.name], term("rdfs:range"), own.resolve(prop.range)


def _described(own: Namespace, iri: ox.NamedNode, kind: str, label: str, definition: str) -> Iterator[Statement]:
    yield iri, _TYPE, own.resolve(kind)
    yield iri, term("rdfs:label"), ox.Literal(label, language="en")
    yield iri, term("skos:definition"), ox.Literal(definition, language="en")
    yield iri, term("rdfs:isDefinedBy"), ox.NamedNode(own.iri)


def _relation(own: Namespace, row: Relation) -> Iterator[Statement]:
    iri = own[row.name]
    reading = row.reading.rstrip(",")
    yield from _described(own, iri, "owl:ObjectProperty", row.name, f"subject {reading} object")
    if row.symmetric:
        yield iri, _TYPE, term("owl:SymmetricProperty")
    # schema.org's "includes" lists alternatives; several rdfs:domain would mean all of them at once.
    for end, names in (("domain", row.subject_types), ("range", row.object_types)):
        for name in dict.fromkeys(names):
            yield iri, term(f"schema:{end}Includes"), term("skos:Concept") if name == "any" else own[name]
    notes = (
        f"shock: {hop.from_} to {hop.to}, sign {hop.sign:+d}, strength {hop.strength:g}, channel {hop.channel}"
        + (f", where {hop.from_} is {'an actor' if hop.when == 'actor' else 'no actor'}" if hop.when else "")
        for hop in row.transmissions
    )
    for note in dict.fromkeys(notes):
        yield iri, term("skos:scopeNote"), ox.Literal(note, language="en")
    yield from _mapped(iri, row.mappings)


def _mapped(iri: ox.NamedNode, mappings: Mapping[str, str]) -> Iterator[Statement]:
    terms = _terms()
    for key, value in sorted(mappings.items()):
        if value == "skos:Concept":
            continue  # every type is a kind of concept already
        if key in terms.mapping_properties:
            yield iri, term(terms.mapping_properties[key]), term(value)
        else:
            # A vocabulary without IRIs of its own is named in words: an invented IRI would promise what is not there.
            yield iri, term("skos:note"), ox.Literal(f"{terms.mapping_notes.get(key, key)}: {value}", language="en")


def _words(name: str) -> str:
    """The camel-case name as words: "horizonMin" -> "horizon min"."""
    return re.sub(r"([A-Z])", lambda found: " " + found[1].lower(), name)


_TYPE = term("rdf:type")


def main() -> None:
    """Write the ontology of the built-in vocabulary to standard output."""
    sys.stdout.buffer.write(ontology_turtle(vocabulary()))


if __name__ == "__main__":
    main()
