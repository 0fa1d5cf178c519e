"""Which frames fit a document, and what kept each of those from a claim: pure, for `knockon explain`."""

from __future__ import annotations

from typing import NamedTuple

from extract.choice import allowed
from extract.frames import FrameTable
from extract.mentions import full_span
from extract.relations import Reading, candidates, readings
from extract.tree import Tree
from schemas.vocabulary import Vocabulary

SHOWN = 0.05
"""A reading less likely than this is not near."""


class Near(NamedTuple):
    """One frame at one place of the document.

    Attributes:
        trigger: Token of the word that carries it.
        lemma: That word's lemma, with a particle joined on.
        roles: Role of the subject, role of the object.
        subject, object: Tokens that head the arguments.
        subject_words, object_words: Their phrases.
        relation: What the frame states.
        probability: How often such a construction states it, 0 to 1.
        together: The same for all frames that state this between the two.
        reason: Why no claim comes of it; empty where nothing of the frames' own stands against one.
    """

    trigger: int
    lemma: str
    roles: tuple[str, str]
    subject: int
    object: int
    subject_words: str
    object_words: str
    relation: str
    probability: float
    together: float
    reason: str


def near(
    tree: Tree, types: dict[int, str], table: FrameTable, known: Vocabulary, threshold: float, *, shown: float = SHOWN
) -> list[Near]:
    """The frames that fit the document, by trigger, the likeliest first.

    Args:
        tree: The document.
        types: The candidate arguments with their types, pronouns resolved (`extract.relations.resolved_types`).
        table: The frames.
        known: The vocabulary that claims keep to.
        threshold: How likely (0 to 1) a relation must be for a claim.
        shown: Readings less likely than this are left out.
    """
    read = readings(tree, types, table)
    together = {(row["subject"], row["relation"], row["object"]): row["probability"] for row in candidates(read, tree)}
    rivals: dict[tuple[int, int], list[tuple[float, str]]] = {}
    for (subject, relation, object_), p in sorted(together.items()):
        if allowed(known, relation, types[subject], types[object_]):
            rivals.setdefault((min(subject, object_), max(subject, object_)), []).append((p, relation))

    def reason(reading: Reading) -> str:
        subject, relation, object_ = reading.subject, reading.relation, reading.object
        if relation not in known.relation_names:
            return f"the vocabulary has no {relation}"
        if not allowed(known, relation, types[subject], types[object_]):
            return f"the vocabulary does not let {relation} hold between {types[subject]} and {types[object_]}"
        p = together[subject, relation, object_]
        likeliest, name = max(rivals[min(subject, object_), max(subject, object_)])
        if p < threshold:
            return f"its probability {p:.2f} is under {threshold:.2f}"
        if likeliest > p:
            return f"{name} is likelier between the same two: {likeliest:.2f} against {p:.2f}"
        return ""

    found = [
        Near(
            trigger=reading.trigger,
            lemma=tree.lemma[reading.trigger],
            roles=reading.roles,
            subject=reading.subject,
            object=reading.object,
            subject_words=_words(tree, reading.subject),
            object_words=_words(tree, reading.object),
            relation=reading.relation,
            probability=round(reading.probability, 3),
            together=round(together[reading.subject, reading.relation, reading.object], 3),
            reason=reason(reading),
        )
        for reading in read
        if reading.probability >= shown
    ]
    return sorted(found, key=lambda row: (row.trigger, -row.probability, row.subject, row.object, row.relation))


def _words(tree: Tree, i: int) -> str:
    start, end = full_span(tree, i)
    return str(tree.doc[start:end].text)
