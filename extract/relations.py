"""What the frame table says of every pair of mentions that a trigger joins; the component `knockon_frames`.

It writes into the table of candidates (`extract.candidates`), beside the learned component.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language

from extract.candidates import Candidate, add
from extract.coreference import resolver_of
from extract.frames import PARTS, FrameTable, frames
from extract.mentions import KEY as MENTIONS
from extract.roles import Roles
from extract.tree import Tree, tree_of
from extract.types import PRONOUN

if TYPE_CHECKING:
    from spacy.tokens import Doc

TRIGGER_PARTS = {"VERB", "AUX", "NOUN", "ADJ"}


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


def candidates(found: list[Reading], tree: Tree) -> list[Candidate]:
    """The readings as rows of the table: one for each (subject, relation, object).

    Readings of one of them by several triggers count as independent (noisy-or); the strongest gives the trigger.
    """
    best: dict[tuple[int, str, int], tuple[float, Reading]] = {}
    for reading in found:
        key = (reading.subject, reading.relation, reading.object)
        missed, strongest = best.get(key, (1.0, reading))
        if reading.probability > strongest.probability:
            strongest = reading
        best[key] = (missed * (1 - reading.probability), strongest)
    return [_row(reading, 1 - missed, tree) for missed, reading in best.values()]


def _row(reading: Reading, probability: float, tree: Tree) -> Candidate:
    trigger = reading.trigger
    if "DOWN_AT" in reading.roles:  # the copula states it, and a "not" stands there
        filler = reading.subject if reading.roles[0] == "DOWN_AT" else reading.object
        trigger = tree.head[tree.first_conjunct(filler)]
    return {
        "subject": reading.subject,
        "relation": reading.relation,
        "object": reading.object,
        "trigger": trigger,
        "probability": probability,
        "source": f"frames:{tree.lemma[trigger]}/{'+'.join(reading.roles)}",
    }


@Language.factory("knockon_frames", assigns=["doc.user_data"], requires=["doc.user_data"])
class Frames:
    """Reads relations off the parse by the frame table.

    Args:
        nlp: The pipeline.
        name: Name of the component.

    Attributes:
        table: The frames; `load_pipeline` puts a user's own in.
        own: What tells the user's own frames from others; empty where there are none.
    """

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002
        self.name = name
        self.table = frames()
        self.own = ""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        tree = tree_of(doc)
        types = resolved_types(doc, dict(doc.user_data[MENTIONS]))
        add(doc, candidates(readings(tree, types, self.table), tree))
        return doc
