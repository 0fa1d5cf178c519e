"""The noun phrases of a document that later words can stand for, each with what speaks for it."""

from __future__ import annotations

from typing import NamedTuple

from extract.lexicon import words
from extract.tree import Tree

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "npadvmod"})
MODIFIERS = frozenset({"compound", "npadvmod", "nmod", "quantmod"})
NEVER = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
ACTORS = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
ROLES = {**dict.fromkeys(SUBJECTS, "subject"), "poss": "possessor", "appos": "apposition", "attr": "predicate"}
DEEPEST = 6


class Antecedent(NamedTuple):
    """A noun phrase that later words may stand for.

    Attributes:
        head: Its head token.
        start: Its first token, article left out.
        end: The token behind its last.
        sentence: Number of its sentence.
        plural: Whether it is several.
        entity: Label of the named entity, or "".
        lemma: Its head's.
        name: Whether it is a proper name.
        key: The same for all mentions of one name.
        marks: What it is, whoever asks: names of weights.
        place_marks: How this mention of it stands in its sentence: names of weights, some several times.
    """

    head: int
    start: int
    end: int
    sentence: int
    plural: bool
    entity: str
    lemma: str
    name: bool
    key: str
    marks: tuple[str, ...]
    place_marks: tuple[str, ...]


def antecedents(tree: Tree) -> list[Antecedent]:
    """All noun phrases of the document that later words may stand for, in order."""
    return [antecedent(tree, i) for i in range(len(tree)) if _can_be_meant(tree, i)]


def antecedent(tree: Tree, i: int) -> Antecedent:
    """The noun phrase that a token heads."""
    start, end = _span(tree, i)
    entity, name = tree.ent[i], tree.pos[i] == "PROPN"
    plural = tree.tag[i] in ("NNS", "NNPS") or any(tree.dep[c] == "conj" for c in tree.children[i])
    key = f"={tree.lower[start]}" if entity and name else " ".join(tree.lower[start:end])
    return Antecedent(
        i, start, end, tree.sent[i], plural, entity, tree.lemma[i], name, key, _marks(tree, i, start),
        _place_marks(tree, i),
    )  # fmt: skip


def names_of_kinds(tree: Tree, found: list[Antecedent]) -> dict[str, set[str]]:
    """What each name is said to be: lemmas of its own words, of nouns before it, of appositions and predicates.

    "The container ship Ever Given", "Acme, a mining company", "Acme is a miner", "Bank of England".

    Returns:
        Key of the name -> lemmas.
    """
    kinds: dict[str, set[str]] = {}
    for one in found:
        if not one.name:
            continue
        said, i = kinds.setdefault(one.key, set()), one.head
        if one.end - one.start > 1:
            said.update(tree.lemma[one.start : one.end])
        for t in range(max(0, one.start - 3), one.start):
            if tree.pos[t] == "NOUN" and tree.sent[t] == one.sentence and tree.head[t] in (i, t + 1):
                said.add(tree.lemma[t])
        said.update(tree.lemma[c] for c in tree.children[i] if tree.dep[c] == "appos")
        if tree.dep[i] == "appos":
            said.add(tree.lemma[tree.head[i]])
        elif tree.dep[i] == "nsubj":
            said.update(tree.lemma[c] for c in tree.children[tree.head[i]] if tree.dep[c] == "attr")
    return kinds


def _can_be_meant(tree: Tree, i: int) -> bool:
    if tree.pos[i] not in ("NOUN", "PROPN") or tree.ent[i] in NEVER:
        return False
    if tree.dep[i] in MODIFIERS:  # "Tesla shares": Tesla
        return tree.ent[i] in ("GPE", "ORG") and tree.ent[tree.head[i]] != tree.ent[i]
    return True


def _span(tree: Tree, i: int) -> tuple[int, int]:
    """The noun with its premodifiers and, of a name, all of its words."""
    start, end = i, i + 1
    while start > 0 and tree.head[start - 1] == i and tree.dep[start - 1] in INSIDE:
        start -= 1
        while tree.children[start] and tree.children[start][0] < start:
            start = tree.children[start][0]
    if tree.ent[i]:
        while start > 0 and tree.inside_entity[start] and tree.pos[start - 1] != "DET":
            start -= 1
        while end < len(tree) and tree.inside_entity[end] and tree.tag[end] != "POS":
            end += 1
    while start < i and tree.pos[start] in ("DET", "PUNCT", "PART"):
        start += 1
    return start, end


def _marks(tree: Tree, i: int, start: int) -> tuple[str, ...]:
    entity, marks = tree.ent[i], []
    if entity in ACTORS:
        marks.append("actor")
    elif entity == "PERSON":
        marks.append("person")
    elif tree.pos[i] == "PROPN":
        marks.append("name")
    if entity in ("ORG", "GPE"):
        marks.append(entity)
    if entity and any(tree.lower[t] in words("coreference", "public_bodies") for t in range(start, i + 1)):
        marks.append("public body")
    if entity and tree.lower[i] in words("coreference", "agencies"):
        marks.append("agency")
    if not entity and tree.lemma[i] in words("coreference", "organization_nouns"):
        marks.append("organization noun")
    return tuple(marks)


def _place_marks(tree: Tree, i: int) -> tuple[str, ...]:
    role, at, depth = ROLES.get(tree.dep[i]), i, 0
    while tree.head[at] != at and depth < DEEPEST:
        at, depth = tree.head[at], depth + 1
    marks = ["depth"] * depth
    if role is not None:
        marks.append(role)
    if role == "subject" and tree.lemma[tree.head[i]] in words("coreference", "speech_verbs"):
        marks.append("speaker")
    if tree.sent[i] == 0:
        marks.append("opening")
    return tuple(marks)
