"""Records as the properties that a store holds, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graph.edges import Edge, Exposes, LinkedClaim, edge_id
from graph.sources import sketch
from schemas.records import Article, Claim, Decision, Entity, Mention, digest
from schemas.vocabulary import Vocabulary

Properties = dict[str, Any]

_MENTION = ("text", "type", "direction", "direction_by", "start", "end", "resolved", "bare")
_HORIZON = ("text", "kind", "min", "max")
_QUANTITY = ("text", "kind", "value", "unit")
_CLAIM = (
    "id", "article", "field", "relation", "status", "modality", "attribution", "confidence", "source", "published",
)  # fmt: skip
_ENTITY = ("id", "name", "type", "aliases", "priced_good", "demanded_good")


def article_properties(article: Article, extractor: str) -> Properties:
    """All properties of an article's node; None where it has none, so that a store takes an old value away."""
    return {**article.model_dump(mode="json"), "extractor": extractor, "shingles": sketch(article.text)}


def article_of(properties: Mapping[str, Any]) -> Article:
    """The article of a node's properties; those of others are left aside."""
    return Article.model_validate({name: properties.get(name) for name in Article.model_fields if name in properties})


def sentence_id(claim: Claim) -> str:
    """Id of the sentence that states a claim."""
    return _sentence_id(claim.article, claim.field, claim.sentence.start, claim.sentence.end)


@lru_cache(maxsize=65536)
def _sentence_id(article: str, field: str, start: int, end: int) -> str:
    return digest(article, field, str(start), str(end))[:16]


def sentence_properties(claim: Claim) -> Properties:
    """Properties of the sentence that states a claim."""
    return {
        "text": claim.sentence.text, "start": claim.sentence.start, "end": claim.sentence.end, "field": claim.field,
    }  # fmt: skip


def claim_edge_id(linked: LinkedClaim, vocabulary: Vocabulary) -> str:
    """Id of the typed edge that a claim speaks about."""
    symmetric = vocabulary.relation(linked.claim.relation).symmetric
    return _edge_id(linked.subject_id, linked.claim.relation, linked.object_id, symmetric)


@lru_cache(maxsize=65536)
def _edge_id(subject: str, relation: str, object_: str, symmetric: bool) -> str:
    return edge_id(subject, relation, object_, symmetric=symmetric)


def claim_properties(linked: LinkedClaim, vocabulary: Vocabulary) -> Properties:
    """All properties of a claim's node; what is null is left out."""
    claim = linked.claim
    found: Properties = {name: getattr(claim, name) for name in _CLAIM}
    # What is rejected is evidence of no edge.
    found["edge_id"] = None if linked.rejected else claim_edge_id(linked, vocabulary)
    found["subject_id"], found["object_id"] = linked.subject_id, linked.object_id
    found["trigger_text"] = claim.trigger.text
    found["trigger_start"], found["trigger_end"] = claim.trigger.start, claim.trigger.end
    parts: tuple[tuple[str, object, tuple[str, ...]], ...] = (
        ("subject", claim.subject, _MENTION), ("object", claim.object, _MENTION), ("horizon", claim.horizon, _HORIZON),
        ("quantity", claim.quantity, _QUANTITY),
    )  # fmt: skip
    for part, record, names in parts:
        if record is not None:
            found.update({f"{part}_{name}": getattr(record, name) for name in names})
    return {name: value for name, value in found.items() if value is not None}


def claim_of(row: Mapping[str, Any], shingles: str = "") -> LinkedClaim:
    """The claim of a row with `claim` (a node's properties) and `text`, `start`, `end` of its sentence.

    Args:
        row: The row.
        shingles: The sketch of its article.
    """
    held = row["claim"]

    def part(prefix: str, names: tuple[str, ...]) -> Properties | None:
        found = {n: held[f"{prefix}_{n}"] for n in names if held.get(f"{prefix}_{n}") is not None}
        return found or None

    claim = {name: held[name] for name in _CLAIM if held.get(name) is not None}
    claim["sentence"] = {"text": row["text"], "start": row["start"], "end": row["end"]}
    claim["trigger"] = part("trigger", ("text", "start", "end"))
    claim["subject"], claim["object"] = part("subject", _MENTION), part("object", _MENTION)
    claim["horizon"], claim["quantity"] = part("horizon", _HORIZON), part("quantity", _QUANTITY)
    return LinkedClaim.model_validate(
        {
            "claim": claim, "subject_id": held["subject_id"], "object_id": held["object_id"],
            "rejected": held.get("edge_id") is None, "shingles": shingles,
        }
    )  # fmt: skip


def entity_properties(entity: Entity) -> Properties:
    """All properties of an entity's node but its id; None where it has none."""
    return {
        "name": entity.name, "type": entity.type, "aliases": list(entity.aliases), "priced_good": entity.priced_good,
        "demanded_good": entity.demanded_good, **entity.identifiers,
    }  # fmt: skip


def entity_of(properties: Mapping[str, Any]) -> Entity | None:
    """The entity of a node's properties; None for a node that was just made and holds nothing yet."""
    if properties.get("name") is None:
        return None
    held = {name: properties[name] for name in _ENTITY if properties.get(name) is not None}
    identifiers = {k: v for k, v in sorted(properties.items()) if k not in _ENTITY and isinstance(v, str)}
    return Entity.model_validate({**held, "identifiers": identifiers})


def edge_properties(edge: Edge) -> Properties:
    """All properties of a typed edge; None where it has none."""
    return {
        "edge_id": edge.edge_id, "confidence": edge.confidence, "support": edge.support, "denials": edge.denials,
        "articles": list(edge.articles), "first_seen": edge.first_seen, "last_seen": edge.last_seen,
        "ended": edge.ended,
    }  # fmt: skip


def edge_of(source: str, relation: str, target: str, properties: Mapping[str, Any]) -> Edge:
    """The typed edge between two entities."""
    held = {name: properties[name] for name in Edge.model_fields if properties.get(name) is not None}
    return Edge.model_validate({**held, "subject": source, "relation": relation, "object": target})


def exposes_properties(exposes: Exposes) -> Properties:
    """All properties of an EXPOSES edge; None where it has none."""
    return {
        "relation": exposes.relation, "sign": exposes.sign, "channel": exposes.channel, "weight": exposes.weight,
        "confidence": exposes.confidence, "lag_min": exposes.lag_min, "lag_max": exposes.lag_max,
        "edge_ids": list(exposes.edge_ids), "derived": exposes.derived,
    }  # fmt: skip


def exposes_of(source: str, target: str, properties: Mapping[str, Any]) -> Exposes:
    """The EXPOSES edge between two entities."""
    held = {name: properties[name] for name in Exposes.model_fields if properties.get(name) is not None}
    return Exposes.model_validate({**held, "source": source, "target": target})


def mention_of(row: Mapping[str, Any]) -> Mention:
    """The mention of a row that counts how claims name an entity; its place does not matter."""
    text = row["text"]
    return Mention(
        text=text, start=0, end=len(text), type=row["type"], resolved=row.get("resolved"), bare=row.get("bare"),
        direction_by=row.get("direction_by"),
    )  # fmt: skip


def decision_of(properties: Mapping[str, Any]) -> Decision:
    """The decision of a node's properties."""
    return Decision.model_validate({name: properties.get(name) for name in Decision.model_fields})
