"""Pairs of mentions between which a sentence states a relation; the component `knockon_frames`.

Writes `doc.user_data["knockon_pairs"]`: a list of dicts with `subject`, `object` and `trigger` (token indices),
`relation`, `confidence` and `source`. A learned component may write into the same table beside it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.language import Language

from extract.coreference import resolver_of
from extract.frames import PARTS, FrameTable, frames
from extract.lexicon import words
from extract.mentions import KEY as MENTIONS
from extract.roles import Roles
from extract.tree import Tree, tree_of
from extract.types import PRONOUN, UNKNOWN
from schemas.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "knockon_pairs"
TRIGGER_PARTS = {"VERB", "AUX", "NOUN", "ADJ"}

LEAST_CONFIDENCE = 0.25
"""A pair may be linked for sure while no relation is likely enough to be stated; chosen on the held-out articles."""


class Reading(NamedTuple):
    """One relation that one trigger states between two mentions (token indices)."""

    subject: int
    relation: str
    object: int
    trigger: int
    roles: tuple[str, str]
    probability: float


def constructions(
    tree: Tree, types: dict[int, str], table: FrameTable | None = None
) -> Iterator[tuple[int, str, str, int, int]]:
    """Every (trigger, subject role, object role, subject, object) of the document, over all triggers.

    Args:
        tree: The document.
        types: The candidate arguments with their types.
        table: Where given, only those of which it has ever seen a relation stated.
    """
    roles = Roles(tree)
    for i in range(len(tree)):
        if tree.pos[i] not in TRIGGER_PARTS:
            continue
        stating = table.stating(tree.lemma[i], PARTS.get(tree.pos[i], "N")) if table else None
        if stating is not None and not stating:
            continue
        fillers = list(dict.fromkeys((role, j) for role, j in roles.of(i) if j in types))
        for r, a in fillers:
            for q, b in fillers:
                if a != b and (stating is None or (r, q) in stating):
                    yield i, r, q, a, b


def readings(tree: Tree, types: dict[int, str], table: FrameTable) -> list[Reading]:
    """What the frame table says of every pair of mentions that some trigger joins."""
    found = []
    for i, r, q, a, b in constructions(tree, types, table):
        letter = PARTS.get(tree.pos[i], "N")
        for relation, p in table.probabilities(tree.lemma[i], letter, (r, q), (types[a], types[b])).items():
            found.append(Reading(a, relation, b, i, (r, q), p))
    return found


def resolved_types(doc: Doc, types: dict[int, str]) -> dict[int, str]:
    """The types, each pronoun's being that of what it stands for, where the document tells."""
    if PRONOUN not in types.values():
        return types
    resolver, found = resolver_of(doc), dict(types)
    for i, name in types.items():
        if name == PRONOUN and (antecedent := resolver.resolve(doc[i])) is not None:
            found[i] = types.get(antecedent.root.i, name)
    return found


def choose(found: list[Reading], types: dict[int, str], threshold: float, known: Vocabulary) -> list[dict[str, Any]]:
    """The best reading of each pair of mentions, where the pair is likely enough to be linked at all.

    Readings of one (subject, relation, object) by several triggers count as independent (noisy-or). The readings of
    a pair are then summed by the way in which they let a shock travel, since relations that agree in it (RAISES the
    demand, SUPPORTS the demand) are one statement to an analyst; the best way must reach the threshold.
    """
    best: dict[tuple[int, str, int], tuple[float, Reading]] = {}
    for reading in found:
        key = (reading.subject, reading.relation, reading.object)
        missed, strongest = best.get(key, (1.0, reading))
        if reading.probability > strongest.probability:
            strongest = reading
        best[key] = (missed * (1 - reading.probability), strongest)
    pairs: dict[tuple[int, int], list[tuple[float, Reading]]] = defaultdict(list)
    for (a, relation, b), (missed, reading) in best.items():
        if _allowed(known, relation, types[a], types[b]):
            pairs[min(a, b), max(a, b)].append((1 - missed, reading))
    chosen = []
    for pair in sorted(pairs):
        ways: dict[tuple[int, int], list[tuple[float, Reading]]] = defaultdict(list)
        for probability, reading in pairs[pair]:
            ways[_way(reading, known)].append((probability, reading))
        way = max(ways.values(), key=lambda rows: (sum(p for p, _ in rows), max(rows)[1]))
        if sum(p for p, _ in way) < threshold:
            continue
        probability, reading = max(way)
        if probability < LEAST_CONFIDENCE:
            continue
        chosen.append(
            {
                "subject": reading.subject,
                "relation": reading.relation,
                "object": reading.object,
                "trigger": reading.trigger,
                "confidence": round(min(probability, 0.99), 3),
                "roles": list(reading.roles),
            }
        )
    return chosen


def telling(pairs: list[dict[str, Any]], tree: Tree) -> list[dict[str, Any]]:
    """Leaves out what tells nothing.

    That is a statement repeated with a part of a compound ("precision" beside "precision parts"), and a place that is
    everywhere ("in the world").
    """
    whole = {(pair["subject"], pair["relation"], pair["object"]) for pair in pairs}

    def repeats(pair: dict[str, Any]) -> bool:
        subject, relation, object_ = pair["subject"], pair["relation"], pair["object"]
        part_of_object = pair["roles"][1].endswith("/COMP") and (subject, relation, tree.head[object_]) in whole
        part_of_subject = pair["roles"][0].endswith("/COMP") and (tree.head[subject], relation, object_) in whole
        return part_of_object or part_of_subject

    def is_everywhere(pair: dict[str, Any]) -> bool:
        return pair["relation"] == "LOCATED_IN" and tree.lemma[pair["object"]] in words("mentions", "everywhere")

    return [pair for pair in pairs if not repeats(pair) and not is_everywhere(pair)]


def _way(reading: Reading, known: Vocabulary) -> tuple[int, int]:
    """From which mention a shock travels (-1 for both ways), and with which sign."""
    relation = known.relation(reading.relation)
    if relation.symmetric:
        return -1, relation.primary.sign
    return reading.subject if relation.primary.from_ == "subject" else reading.object, relation.primary.sign


def _allowed(known: Vocabulary, relation: str, subject: str, object_: str) -> bool:
    """Whether the vocabulary has the relation and lets it hold; a type that is not known is not held against it."""
    ends = (None if name in {PRONOUN, UNKNOWN} else name for name in (subject, object_))
    return relation in known.relation_names and known.allows(relation, *ends)


@Language.factory(
    "knockon_frames",
    assigns=["doc.user_data"],
    requires=["doc.user_data"],
    default_config={"threshold": 0.3},
)
class Frames:
    """Reads relations off the parse by the frame table.

    Args:
        nlp: The pipeline.
        name: Name of the component.
        threshold: How likely (0 to 1) a pair must be linked to be kept.

    Attributes:
        vocabulary: What may be said; `load_pipeline` puts a user's own in.
    """

    def __init__(self, nlp: Language, name: str, threshold: float) -> None:  # noqa: ARG002
        self.name = name
        self.threshold = threshold
        self.table = frames()
        self.vocabulary = vocabulary()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        tree = tree_of(doc)
        types = resolved_types(doc, dict(doc.user_data[MENTIONS]))
        found = readings(tree, types, self.table)
        pairs = telling(choose(found, types, self.threshold, self.vocabulary), tree)
        for pair in pairs:
            if "DOWN_AT" in pair["roles"]:  # the copula states it, and a "not" stands there
                filler = pair["subject"] if pair["roles"][0] == "DOWN_AT" else pair["object"]
                pair["trigger"] = tree.head[tree.first_conjunct(filler)]
            pair["source"] = f"frames:{tree.lemma[pair['trigger']]}/{'+'.join(pair.pop('roles'))}"
        doc.user_data[KEY] = pairs
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """The component's setting; the frame table is a part of the package."""
        return json.dumps({"threshold": self.threshold}).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Frames:  # noqa: ARG002
        """Take over a saved setting."""
        self.threshold = float(json.loads(data)["threshold"])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the setting into a file."""
        Path(path).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Frames:
        """Read the setting from a file."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude)
