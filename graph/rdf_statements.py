"""What each record says in RDF: one function per record, each yielding triples without a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.edges import Edge, Exposes, LinkedClaim
from graph.rdf_terms import Base, below, decimal, moment, text, url_node, url_text, whole, wikidata
from graph.rows import sentence_id
from schemas.ontology import Namespace, Statement, term
from schemas.records import Article, Claim, Entity, Mention, Span
from schemas.vocabulary import Vocabulary

PLAIN = frozenset({"asserted", "forecast"})
"""Modalities of a holding claim that let its edge stand as a plain triple; in doubt or on a condition, none does."""

_TYPE = term("rdf:type")
_LABEL = term("rdfs:label")
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_PROV_ENTITY, _DERIVED = term("prov:Entity"), term("prov:wasDerivedFrom")
_PRIMARY, _ATTRIBUTED = term("prov:hadPrimarySource"), term("prov:wasAttributedTo")
_PART_OF, _DATE = term("dcterms:isPartOf"), term("dcterms:date")
_SELECTOR, _SOURCE = term("oa:hasSelector"), term("oa:hasSource")
_POSITION, _QUOTE = term("oa:TextPositionSelector"), term("oa:TextQuoteSelector")
_START, _END, _EXACT = term("oa:start"), term("oa:end"), term("oa:exact")


class Writer:
    """Turns records into triples.

    Args:
        base: Makes the IRIs of things.
        vocabulary: Makes the IRIs of terms.

    Raises:
        VocabularyError: The vocabulary cannot be written as RDF.
    """

    def __init__(self, base: Base, vocabulary: Vocabulary) -> None:
        self.base = base
        self.vocabulary = vocabulary
        own = Namespace(vocabulary)
        self.own = own
        self._scheme = base.node("scheme", "entities")
        self._types = {name: own[name] for name in vocabulary.type_names}
        self._relations = {name: own[name] for name in vocabulary.relation_names}
        self._claim, self._edge, self._exposure = own["Claim"], own["Edge"], own["Exposure"]
        self._sentence, self._mention, self._trigger = own["Sentence"], own["Mention"], own["Trigger"]
        self._exposes = own["EXPOSES"]
        # Made once: a claim has about fifty triples, and an IRI costs as much as a triple.
        names = (
            "status", "modality", "attribution", "confidence", "source", "horizonText", "horizonKind", "horizonMin",
            "horizonMax", "quantityText", "quantityKind", "quantityValue", "quantityUnit", "subjectMention",
            "objectMention", "trigger", "mentionType", "resolved", "bare", "direction", "directionBy", "support",
            "denials", "firstSeen", "lastSeen", "ended", "via", "channel", "sign", "weight", "lagMin", "lagMax",
            "derived", "pricedGood", "demandedGood", "textHash", "sentimentLabel", "sentimentScore",
        )  # fmt: skip
        self._own = {name: own[name] for name in names}

    def type_of(self, name: str) -> ox.NamedNode:
        """The class of an entity type.

        Raises:
            VocabularyError: The vocabulary has none of that name.
        """
        return self._types.get(name) or self.own[self.vocabulary.entity_type(name).name]

    def relation(self, name: str) -> ox.NamedNode:
        """The property of a relation.

        Raises:
            VocabularyError: The vocabulary has none of that name.
        """
        return self._relations.get(name) or self.own[self.vocabulary.relation(name).name]

    def dataset(self) -> Iterator[Statement]:
        """The whole export, and the scheme that its entities are in."""
        node = self.base.node("dataset")
        yield node, _TYPE, term("void:Dataset")
        yield node, term("dcterms:conformsTo"), ox.NamedNode(self.own.iri)
        yield node, term("void:vocabulary"), ox.NamedNode(self.own.iri)
        yield node, term("owl:versionInfo"), text(str(self.vocabulary.version))
        yield self._scheme, _TYPE, term("skos:ConceptScheme")
        yield self._scheme, _PART_OF, node

    def extractor(self, source: str) -> Iterator[Statement]:
        """A rule or model that made claims."""
        node = self.base.node("extractor", source)
        yield node, _TYPE, self.own["Extractor"]
        yield node, _LABEL, text(source)

    def bundle(self, graph: ox.NamedNode, source: ox.NamedNode | None, label: str) -> Iterator[Statement]:
        """A named graph, and what it was made from."""
        yield graph, _TYPE, term("prov:Bundle")
        yield graph, _LABEL, text(label)
        if source:
            yield graph, _DERIVED, source

    def article(self, article: Article) -> Iterator[Statement]:
        """An article without its text."""
        node, own = self.base.node("article", article.id), self._own
        yield node, _TYPE, term("schema:NewsArticle")
        yield node, _TYPE, _PROV_ENTITY
        if article.title:
            yield node, term("schema:headline"), text(article.title)
        if article.url is not None:
            yield node, term("schema:url"), url_text(article.url)
            iri = url_node(article.url)
            if iri:
                yield node, _DERIVED, iri
        if article.published is not None:
            yield node, term("schema:datePublished"), moment(article.published)
        if article.publisher is not None:
            yield node, term("schema:publisher"), text(article.publisher)
        yield node, term("schema:inLanguage"), text(article.language)
        yield node, own["textHash"], text(article.text_hash)
        if article.sentiment_label is not None:
            yield node, own["sentimentLabel"], text(article.sentiment_label)
        if article.sentiment_score is not None:
            yield node, own["sentimentScore"], decimal(article.sentiment_score)

    def field(self, article_id: str, field: str) -> Iterator[Statement]:
        """The title or text of an article, in which offsets count."""
        article = self.base.node("article", article_id)
        node = below(article, field)
        yield node, _TYPE, term("dcmitype:Text")
        yield node, _PART_OF, article

    def sentence_node(self, claim: Claim) -> ox.NamedNode:
        """The IRI of the sentence that states a claim."""
        return self.base.node("sentence", sentence_id(claim))

    def sentence(self, claim: Claim) -> Iterator[Statement]:
        """The sentence that states a claim."""
        article = self.base.node("article", claim.article)
        node = self.sentence_node(claim)
        yield from self._quoted(node, self._sentence, below(article, claim.field), claim.sentence)

    def claim(self, linked: LinkedClaim) -> Iterator[Statement]:
        """A claim as a reified statement, with its words and where it comes from."""
        claim, own = linked.claim, self._own
        node = self.base.node("claim", claim.id)
        article = self.base.node("article", claim.article)
        yield node, _TYPE, self._claim
        label = f"{claim.subject.surface} {claim.relation} {claim.object.surface}"
        yield node, _LABEL, text(label if claim.status == "holds" else f"{label} ({claim.status})")
        yield node, _SUBJECT, self.base.node("entity", linked.subject_id)
        yield node, _PREDICATE, self.relation(claim.relation)
        yield node, _OBJECT, self.base.node("entity", linked.object_id)
        yield node, own["status"], text(claim.status)
        yield node, own["modality"], text(claim.modality)
        if claim.attribution is not None:
            yield node, own["attribution"], text(claim.attribution)
        for prefix, part in (("horizon", claim.horizon), ("quantity", claim.quantity)):
            if part is not None:
                for name, value in part:
                    if value is not None:
                        literal = text(value) if isinstance(value, str) else decimal(value)
                        yield node, own[prefix + name.capitalize()], literal
        yield node, own["confidence"], decimal(claim.confidence)
        yield node, own["source"], text(claim.source)
        if claim.published is not None:
            yield node, _DATE, moment(claim.published)
        yield node, _DERIVED, self.sentence_node(claim)
        yield node, _PRIMARY, article
        yield node, _ATTRIBUTED, self.base.node("extractor", claim.source)
        subject, object_, trigger = below(node, "subject"), below(node, "object"), below(node, "trigger")
        yield node, own["subjectMention"], subject
        yield node, own["objectMention"], object_
        yield node, own["trigger"], trigger
        place = below(article, claim.field)
        yield from self._named(subject, place, claim.subject)
        yield from self._named(object_, place, claim.object)
        yield from self._quoted(trigger, self._trigger, place, claim.trigger)

    def _named(self, node: ox.NamedNode, place: ox.NamedNode, mention: Mention) -> Iterator[Statement]:
        own = self._own
        yield node, own["mentionType"], self.type_of(mention.type)
        for name, value in (
            ("resolved", mention.resolved), ("bare", mention.bare),
            ("direction", mention.direction), ("directionBy", mention.direction_by),
        ):  # fmt: skip
            if value is not None:
                yield node, own[name], text(value)
        yield from self._quoted(node, self._mention, place, mention)

    def _quoted(self, node: ox.NamedNode, kind: ox.NamedNode, place: ox.NamedNode, span: Span) -> Iterator[Statement]:
        position, words = below(node, "position"), below(node, "quote")
        yield node, _TYPE, kind
        yield node, _SOURCE, place
        yield node, _SELECTOR, position
        yield node, _SELECTOR, words
        yield position, _TYPE, _POSITION
        yield position, _START, whole(span.start)
        yield position, _END, whole(span.end)
        yield words, _TYPE, _QUOTE
        yield words, _EXACT, text(span.text)

    def entity(self, entity: Entity) -> Iterator[Statement]:
        """An entity as a concept."""
        node, own = self.base.node("entity", entity.id), self._own
        yield node, _TYPE, term("skos:Concept")
        yield node, _TYPE, self.type_of(entity.type)
        yield node, term("skos:inScheme"), self._scheme
        yield node, term("skos:prefLabel"), text(entity.name)
        # SKOS: a preferred label is no alternative one.
        for alias in sorted({text(alias).value for alias in entity.aliases} - {text(entity.name).value}):
            yield node, term("skos:altLabel"), text(alias)
        for name, good in (("pricedGood", entity.priced_good), ("demandedGood", entity.demanded_good)):
            if good is not None:
                yield node, own[name], self.base.node("entity", good)
        for key, value in sorted(entity.identifiers.items()):
            same = wikidata(value) if key == "wikidata" else None
            if same:
                yield node, term("skos:exactMatch"), same
            row = self.base.node("entity", entity.id, "identifier", key)
            yield node, term("schema:identifier"), row
            yield row, _TYPE, term("schema:PropertyValue")
            yield row, term("schema:propertyID"), text(key)
            yield row, term("schema:value"), text(value)

    def edge(self, edge: Edge, claims: Iterable[LinkedClaim]) -> Iterator[Statement]:
        """A typed edge: a plain triple where claims bear it out, and always a statement about it.

        Args:
            edge: The edge.
            claims: All claims of it.
        """
        node, own = self.base.node("edge", edge.edge_id), self._own
        subject, object_ = self.base.node("entity", edge.subject), self.base.node("entity", edge.object)
        relation = self.relation(edge.relation)
        rows = sorted(claims, key=lambda row: row.claim.id)
        modalities = sorted({row.claim.modality for row in rows if row.claim.status == "holds"})
        if edge.ended is None and not PLAIN.isdisjoint(modalities):
            yield subject, relation, object_
        yield node, _TYPE, self._edge
        yield node, _SUBJECT, subject
        yield node, _PREDICATE, relation
        yield node, _OBJECT, object_
        yield node, own["confidence"], decimal(edge.confidence)
        yield node, own["support"], whole(edge.support)
        yield node, own["denials"], whole(edge.denials)
        for modality in modalities:
            yield node, own["modality"], text(modality)
        for name, value in (("firstSeen", edge.first_seen), ("lastSeen", edge.last_seen), ("ended", edge.ended)):
            if value is not None:
                yield node, own[name], moment(value)
        for row in rows:
            yield node, _DERIVED, self.base.node("claim", row.claim.id)
        for article in sorted(set(edge.articles)):
            yield node, _PRIMARY, self.base.node("article", article)

    def exposure(self, row: Exposes) -> Iterator[Statement]:
        """One way in which a shock travels, as a statement; never a plain triple, for it has a sign."""
        own = self._own
        node = self.base.node("exposes", row.source, row.target, row.relation, str(row.sign), row.channel)
        yield node, _TYPE, self._exposure
        yield node, _SUBJECT, self.base.node("entity", row.source)
        yield node, _PREDICATE, self._exposes
        yield node, _OBJECT, self.base.node("entity", row.target)
        yield node, own["via"], self._relations.get(row.relation) or self.own.derived_relation(row.relation)
        yield node, own["channel"], self.own.channel(self.vocabulary.channel(row.channel).name)
        yield node, own["sign"], whole(row.sign)
        yield node, own["weight"], decimal(row.weight)
        yield node, own["confidence"], decimal(row.confidence)
        for name, value in (("lagMin", row.lag_min), ("lagMax", row.lag_max)):
            if value is not None:
                yield node, own[name], decimal(value)
        yield node, own["derived"], ox.Literal(row.derived)
        for edge in sorted(set(row.edge_ids)):
            yield node, _DERIVED, self.base.node("edge", edge)
