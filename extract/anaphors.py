"""Words that stand for something said before: pronouns, possessives and short definite phrases."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract.antecedents import SUBJECTS
from extract.lexicon import lexicon, words
from extract.tree import Tree

COMPLEMENTS = frozenset({"acomp", "attr", "oprd"})
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl"})
OWN = frozenset({"poss", "appos", "acl", "relcl", "nummod"})
"""What makes a definite phrase speak for itself: "the company's", "the company that", "the two companies"."""


class Anaphor(NamedTuple):
    """Words that stand for something said before.

    Attributes:
        head: The token that heads them.
        kind: it, its, they, their; organization, place, thing (of definite phrases, by their noun).
        plural: Whether they stand for several.
        lemma: Of a definite phrase's noun; of a pronoun its form.
        marks: What speaks for their standing for nothing that can be told: names of weights.
    """

    head: int
    kind: str
    plural: bool
    lemma: str
    marks: tuple[str, ...]


def anaphor(tree: Tree, i: int) -> Anaphor | None:
    """What the token is as a stand-in; None where it speaks for itself or for nothing ("it takes years to")."""
    if tree.pos[i] in ("PRON", "DET"):
        return _pronoun(tree, i)
    if tree.pos[i] == "NOUN" or (tree.pos[i] == "PROPN" and tree.lower[i] in words("coreference", "capitalized")):
        return _definite(tree, i)
    return None


@cache
def materials() -> dict[str, frozenset[str]]:
    """What "the metal" and the like can stand for, as lemmas."""
    return {noun: frozenset(kinds) for noun, kinds in lexicon("coreference")["materials"].items()}


@cache
def _kinds() -> dict[str, str]:
    kinds = dict.fromkeys(words("coreference", "place_nouns"), "place")
    return kinds | dict.fromkeys(words("coreference", "organization_nouns"), "organization")


def _pronoun(tree: Tree, i: int) -> Anaphor | None:
    kind = lexicon("coreference")["pronouns"].get(tree.lower[i])
    if kind is None or tree.dep[i] == "det" or (kind == "it" and _is_dummy(tree, i)):
        return None
    marks = (f"nothing {tree.lower[i]}", *(("nothing, subject",) if tree.dep[i] in SUBJECTS else ()))
    return Anaphor(i, kind, kind in ("they", "their"), tree.lower[i], marks)


def _definite(tree: Tree, i: int) -> Anaphor | None:
    """A definite phrase that names nothing itself: "the company", "the tech giant"."""
    lemma = tree.lower[i] if tree.pos[i] == "PROPN" else tree.lemma[i]
    kind = _kinds().get(lemma, "thing")
    modified = kind != "thing" or lemma in materials() or lemma in words("coreference", "facility_nouns")
    determiner, marks = "", []
    for c in tree.children[i]:
        dep, form = tree.dep[c], tree.lower[c]
        if dep == "det":
            determiner = form if form in words("coreference", "determiners") else ""
        elif dep in ("compound", "nmod", "amod"):
            if not modified or tree.tag[c] == "JJS" or form in words("coreference", "new") or tree.ent[c] == "ORG":
                return None
            place = tree.ent[c] in ("GPE", "NORP", "LOC")
            marks.append("nothing, place before it" if place else f"nothing, {dep}")
        elif dep == "relcl" and kind != "thing" and any(tree.pos[p] == "PUNCT" for p in tree.children[i] if i < p < c):
            continue  # "the company, which"
        elif dep in OWN or (dep == "prep" and form in words("coreference", "telling_prepositions")):
            return None
    if not determiner:
        return None
    marks.append("nothing, modified" if marks else "nothing, bare")
    marks.append(f"nothing {lemma}")
    marks.append("nothing, the" if determiner == "the" else "nothing, this")
    if tree.dep[i] in SUBJECTS:
        marks.append("nothing, subject")
    return Anaphor(i, kind, tree.tag[i] in ("NNS", "NNPS"), lemma, tuple(marks))


def _is_dummy(tree: Tree, i: int) -> bool:
    """Whether "it" stands for nothing: "it is likely that", "it takes years to"."""
    if tree.lower[i] != "it" or tree.dep[i] not in SUBJECTS:
        return tree.dep[i] == "expl"
    verb = tree.head[i]
    lemma, below = tree.lemma[verb], tree.children[verb]
    if lemma == "be" and any(
        tree.dep[c] in COMPLEMENTS and tree.lower[c] in words("coreference", "dummy_complements") for c in below
    ):
        return True
    if lemma in words("coreference", "weather_verbs"):
        return True
    clause = any(tree.dep[c] in CLAUSES and c > verb for c in below)
    return clause and lemma in words("coreference", "dummy_verbs")
