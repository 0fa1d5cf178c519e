"""The entity type of a phrase, from its head noun, its named-entity label, or the shape of the word."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import FOLDER, lexicon
from extract.tree import Tree
from schemas.errors import ExtractionError
from schemas.vocabulary import vocabulary

PRONOUN = "Pronoun"
UNKNOWN = "Unknown"


@cache
def head_nouns() -> dict[str, str]:
    """Lemma of a common noun -> entity type, from `data/heads.tsv`.

    Raises:
        ExtractionError: A line is not `lemma TAB type`, or names an unknown type.
    """
    known = set(vocabulary().type_names)
    found: dict[str, str] = {}
    path = FOLDER / "heads.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        lemma, _, name = line.partition("\t")
        if name not in known:
            raise ExtractionError(f"{path.name} line {number} names the unknown entity type {name!r}", "mend the line")
        found[lemma] = name
    return found


@cache
def _entity_labels() -> dict[str, str]:
    return dict(lexicon("types")["entities"])


@cache
def _listed() -> dict[str, str]:
    """Lemma of a common noun -> entity type, from the word lists of `data/types.yaml`."""
    return {lemma: name for name, lemmas in lexicon("types")["nouns"].items() for lemma in lemmas}


@cache
def _phrases() -> dict[str, str]:
    return {phrase: name for name, phrases in lexicon("types")["phrases"].items() for phrase in phrases}


@cache
def _suffixes() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["ends"] + "$"), row["type"]) for row in lexicon("types")["suffixes"]]


def type_of(tree: Tree, i: int) -> str:
    """The type of the phrase headed by token `i`: one of the vocabulary's, `Pronoun` or `Unknown`."""
    if tree.pos[i] == "PRON":
        return PRONOUN
    labelled = _entity_labels().get(tree.ent[i])
    listed = None if _ends_a_name(tree, i) else _listed().get(tree.lemma[i])
    if labelled and tree.pos[i] != "NOUN" and not (listed == "Commodity" and tree.is_whole_entity(i)):
        return labelled
    before = tree.lemma[i - 1] if i and tree.head[i - 1] == i else ""
    known = _phrases().get(f"{before} {tree.lemma[i]}") or listed or head_nouns().get(tree.lemma[i])
    if known:
        return known
    if tree.pos[i] == "PROPN":
        return labelled or "Organization"
    for pattern, name in _suffixes():
        if pattern.search(tree.lower[i]):
            return name
    return labelled or UNKNOWN


def _ends_a_name(tree: Tree, i: int) -> bool:
    """Whether the word is the last of a name of several ("Tavik Nitrogen"), and so not what it means by itself."""
    return tree.pos[i] == "PROPN" and any(
        tree.pos[c] == "PROPN" and tree.dep[c] == "compound" for c in tree.children[i]
    )


def settled(name: str) -> str:
    """The type as a record can hold it."""
    return str(lexicon("types")["fallback"]) if name in {PRONOUN, UNKNOWN} else name
