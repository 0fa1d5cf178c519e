"""Candidate arguments: a head token, its phrase and its type; the component `knockon_mentions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from extract.direction import movement_nouns
from extract.lexicon import words
from extract.tree import Tree, tree_of
from extract.types import type_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "knockon_mentions"
HEADS = {"NOUN", "PROPN", "PRON", "NUM"}
PLACE_LABELS = {"GPE", "LOC", "NORP"}
NO_ARGUMENT = {"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL"}
GERUND_ROLES = {"pobj", "pcomp", "nsubj", "csubj", "dobj", "nsubjpass", "conj", "compound"}
INSIDE = {"amod", "compound", "nmod", "npadvmod", "quantmod"}
QUOTES = {'"', "\u201c", "\u201d", "'", "\u2018"}
GAP = 3
"""At most so many words (of, the, its) between a noun and its complement's phrase."""
MAX_TOKENS = 12
"""A phrase longer than this is a parse gone wrong."""


def is_candidate(tree: Tree, i: int) -> bool:
    """Whether the token can head an argument."""
    pos, label = tree.pos[i], tree.ent[i]
    if label in NO_ARGUMENT and pos != "NOUN":
        return False
    if pos == "NOUN" and tree.lemma[i] in words("mentions", "no_argument"):
        return False
    if pos in HEADS:
        return not (tree.dep[i] in {"compound", "nmod"} and label and label == tree.ent[tree.head[i]])
    if pos == "ADJ":
        return label in PLACE_LABELS or tree.dep[i] in {"nsubj", "dobj", "pobj", "nsubjpass"}
    return tree.tag[i] == "VBG" and tree.dep[i] in GERUND_ROLES


def candidates(tree: Tree) -> dict[int, str]:
    """The heads of all candidate arguments, each with its type."""
    return {i: type_of(tree, i) for i in range(len(tree)) if is_candidate(tree, i)}


def base_span(tree: Tree, i: int) -> tuple[int, int]:
    """The head with its premodifiers, without determiner, possessor and number.

    Returns:
        Token indices, end exclusive.
    """
    start = i
    while start > 0 and tree.sent[start - 1] == tree.sent[i] and i - start < MAX_TOKENS:
        top = start - 1
        while tree.head[top] != i and tree.head[top] != top and tree.head[top] < i:
            top = tree.head[top]
        mark = tree.dep[top] == "punct" and tree.lower[start - 1] in {"-", "\u2013", *QUOTES}
        inside = tree.dep[top] in INSIDE or mark
        if tree.head[top] != i or not inside or tree.dep[start - 1] in {"poss", "case"}:
            break
        if tree.ent[i] and tree.pos[i] == "PROPN" and tree.dep[top] == "amod" and not tree.ent[top]:
            break  # "Zurich-based Glencore": a name is its own
        start -= 1
    while start < i and (tree.pos[start] in {"PUNCT", "DET"} or tree.lower[start] in QUOTES):
        start += 1
    return start, i + 1


def full_span(tree: Tree, i: int) -> tuple[int, int]:
    """The phrase as an analyst would quote it: with the thing a quantity is a quantity of, and names whole.

    "demand for electric cars" stays together, and so does "Bank of England".
    """
    start, end = base_span(tree, i)
    label = tree.ent[i]
    if label and tree.pos[i] == "PROPN":
        while end < len(tree) and tree.ent[end] == label and tree.inside_entity[end]:
            end += 1
        return start, end
    for o in _complements(tree, i, end):
        inner, stop = base_span(tree, o)
        if tree.ent[o] not in NO_ARGUMENT and inner - end <= GAP and stop - start <= MAX_TOKENS:
            further = full_span(tree, o)[1]
            return start, further if further - start <= MAX_TOKENS else stop
    return start, end


def _complements(tree: Tree, i: int, end: int) -> list[int]:
    """Heads of the phrase that follows the noun directly and says what it is of, for or, of a movement, in."""
    needs = tree.lemma[i] in words("mentions", "needs_complement")
    moves = tree.pos[i] == "NOUN" and tree.lemma[i] in movement_nouns()
    links = {*(("of", "for") if needs else ()), *(("of", "in") if moves else ())}
    return [
        o
        for c in tree.children[i]
        if c == end and tree.dep[c] == "prep" and tree.lower[c] in links
        for o in tree.children[c]
        if tree.dep[o] == "pobj" and not (tree.lower[c] == "in" and _is_scene(tree, o))
    ]


def _is_scene(tree: Tree, i: int) -> bool:
    """Whether the noun behind "in" is where or when something moves, and not what moves: "a drop in May"."""
    return tree.lemma[i] in words("mentions", "no_argument", "everywhere") or type_of(tree, i) == "Place"


@Language.factory(
    "knockon_mentions",
    assigns=["doc.user_data"],
    requires=["token.tag", "token.dep", "token.head", "token.lemma", "token.ent_type"],
)
class Mentions:
    """Finds the candidate arguments of a document: `doc.user_data["knockon_mentions"]`, a list of [head, type].

    Args:
        nlp: The pipeline.
        name: Name of the component.
    """

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        doc.user_data[KEY] = [[i, name] for i, name in candidates(tree_of(doc)).items()]
        return doc
