"""What a pronoun, a possessive or a short definite phrase stands for, within one document.

Every noun phrase in reach that fits in number and kind is weighed by a handful of marks (how far back, whether a
subject, how often named, whether said to be such a thing), and so is "nothing that can be told": a log-linear ranking
after Denis and Baldridge (2007), "A ranking approach to pronoun resolution". Where no antecedent is probable enough,
the words stand for nothing. The weights are data, fitted by `scripts/train --only coreference`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from extract.anaphors import Anaphor, anaphor, materials
from extract.antecedents import SUBJECTS, Antecedent, antecedent, antecedents, names_of_kinds
from extract.lexicon import lexicon, words
from extract.tree import Tree, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Span, Token

Weights = dict[str, dict[str, float]]
"""Group of anaphors (as `GROUPS` names it) -> mark -> weight."""

GROUPS = {"it": "pronoun", "they": "pronoun", "its": "possessive", "their": "possessive"}
PRONOUN_BACK, DEFINITE_BACK = 3, 8
"""How many sentences before its own a pronoun's or a definite phrase's antecedent may stand in."""
MOST_NAMED = 4
ORGANIZATIONS = frozenset({"ORG", "PRODUCT"})
UNCLEAR = frozenset({"", "WORK_OF_ART", "FAC", "LAW"})
"""Labels of names that may be an organization's all the same."""


class Option(NamedTuple):
    """One antecedent that is weighed for an anaphor, with all marks that speak for or against it."""

    antecedent: Antecedent
    marks: list[str]


class Resolver:
    """Antecedents within one document; built once, asked often.

    Args:
        doc: The parsed article.
        weights: The ranking's; those that ship with `extract` where null.
    """

    def __init__(self, doc: Doc, weights: Weights | None = None) -> None:
        self._doc = doc
        self._weights = _fitted() if weights is None else weights
        self._found: dict[int, Antecedent | None] | None = None
        self.weighed: list[tuple[Anaphor, list[Option]]] = []

    def resolve(self, mention: Token | Span) -> Span | None:
        """What the words stand for; None where they speak for themselves or the document does not tell.

        Args:
            mention: A pronoun or possessive, or a phrase with its head ("the company").

        Returns:
            The antecedent's noun phrase without article, earlier in the document.
        """
        token: Token = mention.root if hasattr(mention, "root") else mention
        found = self.answers().get(token.i)
        if found is None and token.tag_ in ("WDT", "WP", "WP$") and token.lower_ in words("coreference", "relatives"):
            found = self._relative(token.i)
        return None if found is None else self._doc[found.start : found.end]

    def answers(self) -> dict[int, Antecedent | None]:
        """Head of every anaphor -> what it stands for, or None; worked out at the first question."""
        if self._found is None:
            self._found = self._resolve_all(tree_of(self._doc))
        return self._found

    def _resolve_all(self, tree: Tree) -> dict[int, Antecedent | None]:
        """From the first to the last, so that a resolved one stands for its name in the sentences behind it."""
        found: dict[int, Antecedent | None] = {}
        meant = antecedents(tree)
        by_head = {one.head: one for one in meant}
        search = _Search(tree, names_of_kinds(tree, meant), Counter(one.key for one in meant))
        for i in range(len(tree)):
            asked = anaphor(tree, i)
            one = by_head.get(i)
            if asked is not None:
                options = search.options(asked)
                self.weighed.append((asked, options))
                found[i] = best(asked, options, self._weights)
                if found[i] is not None:
                    one = found[i]
                elif asked.kind != "thing" and options:  # with nothing before it "the ministry" is just that
                    one = None
            if one is not None:
                search.seen.append((i, one))
        return found

    def _relative(self, i: int) -> Antecedent | None:
        """A relative pronoun: the noun that its clause hangs on, or what that stands for."""
        tree = tree_of(self._doc)
        for _ in range(6):
            if tree.dep[i] == "relcl":
                head = tree.head[i]
                if tree.pos[head] not in ("NOUN", "PROPN", "NUM"):
                    return None
                return self.answers().get(head) or antecedent(tree, head)
            i = tree.head[i]
        return None


class _Search:
    """The antecedents that fit an anaphor, among those seen so far."""

    def __init__(self, tree: Tree, kinds: Mapping[str, set[str]], named: Mapping[str, int]) -> None:
        self._tree, self._kinds, self._named = tree, kinds, named
        self.seen: list[tuple[int, Antecedent]] = []
        """Where each was mentioned, in its own words or by a resolved anaphor."""

    def options(self, asked: Anaphor) -> list[Option]:
        """Each fitting antecedent once; nearest first."""
        tree, found = self._tree, list[Option]()
        subject = tree.dep[asked.head] in SUBJECTS
        acts = None
        if asked.kind in GROUPS:
            role, at = tree.dep[asked.head], tree.head[asked.head]
            over = tree.lemma[tree.head[at] if tree.dep[at] == "compound" else at]
            acts = role == "nsubj" and over in words("coreference", "actor_verbs")
            acts = acts or (role == "poss" and over in words("coreference", "actor_nouns"))
        for i, one, fit in self._mentions(asked):
            away = tree.sent[asked.head] - tree.sent[i]
            marks = [*one.marks, *fit, *["back"] * away]
            marks += ["named again"] * min(self._named[one.key] - 1, MOST_NAMED)
            if i == one.head:
                marks += one.place_marks
            else:
                marks += ["depth", "depth", "referred to", *(["subject"] if tree.dep[i] in SUBJECTS else [])]
            if subject and tree.dep[i] in SUBJECTS:
                marks.append("both subjects")
            if away == 0 and tree.head[i] == tree.head[asked.head]:
                marks.append("same clause")
            if acts is not None:
                actor = one.entity in ("ORG", "GPE", "NORP") or "organization noun" in one.marks
                marks.append(f"{'acts' if acts else 'no act'}, {'actor' if actor else 'thing'}")
            found.append(Option(one, marks))
        return found

    def _mentions(self, asked: Anaphor) -> Iterable[tuple[int, Antecedent, tuple[str, ...]]]:
        """The nearest fitting mention of each antecedent, of several in that sentence the subject; how it fits."""
        tree, nearest = self._tree, dict[str, tuple[int, Antecedent, tuple[str, ...]]]()
        back = PRONOUN_BACK if asked.kind in GROUPS else DEFINITE_BACK
        for i, one in reversed(self.seen):
            if tree.sent[asked.head] - tree.sent[i] > back:
                break
            held = nearest.get(one.key, (i,))[0]
            better = tree.sent[held] == tree.sent[i] and tree.dep[i] in SUBJECTS and tree.dep[held] not in SUBJECTS
            if one.end > asked.head or (one.key in nearest and not better):
                continue
            fit = self._fit(asked, i, one)
            if fit is not None:
                nearest[one.key] = (i, one, fit)
        return nearest.values()

    def _fit(self, asked: Anaphor, i: int, one: Antecedent) -> tuple[str, ...] | None:
        """Marks of how the antecedent, mentioned at `i`, fits the anaphor; None where it does not."""
        if asked.kind in ("it", "its"):
            if one.plural or one.entity == "PERSON":
                return None
            return ("one actor",) if one.entity in ("ORG", "GPE") else ()
        if asked.kind in ("they", "their"):
            if one.plural:
                return ("several",)
            return ("one as several",) if one.entity in ("ORG", "NORP") else None
        if asked.plural != one.plural and (asked.plural or not one.name):
            return None
        alike = _alike().get(asked.lemma, frozenset((asked.lemma,)))
        said = bool(one.name and alike & self._kinds.get(one.key, set()))
        if asked.kind == "place":
            if asked.plural or not (said or one.entity in ("GPE", "LOC")):
                return None
            return ("said to be",) if said else ()
        if asked.kind == "organization":
            return self._organization(asked, one, said=said)
        return self._thing(asked, i, one, alike)

    def _organization(self, asked: Anaphor, one: Antecedent, *, said: bool) -> tuple[str, ...] | None:
        if not one.name:
            return ("same noun",) if one.lemma == asked.lemma and one.end - one.start > 1 else None
        if asked.plural or one.lemma in words("coreference", "titles"):
            return None
        if said:
            return ("said to be",)
        return () if one.entity in ORGANIZATIONS or one.entity in UNCLEAR else None

    def _thing(self, asked: Anaphor, i: int, one: Antecedent, alike: frozenset[str]) -> tuple[str, ...] | None:
        if one.lemma in materials().get(asked.lemma, ()):
            return ("material",)
        if one.name:
            kinds = self._kinds.get(one.key, set())
            return ("said to be",) if asked.lemma in kinds else ("said to be alike",) if alike & kinds else None
        if one.head != i:
            return ("same noun",) if one.lemma == asked.lemma else None
        fuller = one.end - one.start > 1 or self._is_of_something(one)
        if one.lemma == asked.lemma:
            return ("same noun",) if fuller else None
        if one.lemma in alike:
            return ("alike", "fuller") if fuller else ("alike", "bare noun")
        return None

    def _is_of_something(self, one: Antecedent) -> bool:
        """Whether a phrase behind the noun says of what it is: "a shortage of chips"."""
        tree = self._tree
        return any(c == one.end and tree.lower[c] in words("direction", "links") for c in tree.children[one.head])


def best(asked: Anaphor, options: list[Option], by: Weights) -> Antecedent | None:
    """The most probable option where it is probable enough, else None."""
    if not options:
        return None
    of = by.get(GROUPS.get(asked.kind, asked.kind), {})
    scores = [sum(of.get(mark, 0.0) for mark in option.marks) for option in options]
    nothing = of.get("nothing", 0.0) + sum(of.get(mark, 0.0) for mark in asked.marks)
    top = max(scores)
    probability = 1 / (exp(min(nothing - top, 100.0)) + sum(exp(score - top) for score in scores))
    sure = lexicon("coreference")["sure"][asked.kind]
    return options[scores.index(top)].antecedent if probability >= sure else None


@cache
def _fitted() -> Weights:
    """The fitted weights of `data/antecedents.yaml`."""
    return {group: dict(of) for group, of in lexicon("antecedents").items()}


@cache
def _alike() -> dict[str, frozenset[str]]:
    """Noun -> nouns that a text uses for the same thing."""
    found: dict[str, frozenset[str]] = {}
    for row in lexicon("coreference")["alike"]:
        for noun in row:
            found[noun] = found.get(noun, frozenset()) | frozenset(row)
    return found


_last: list[tuple[Doc, Resolver]] = []


def resolver_of(doc: Doc) -> Resolver:
    """The document's resolver; the components of one pipeline share it, as they share `extract.tree.tree_of`."""
    kept = _last[:1]
    if kept and kept[0][0] is doc:
        return kept[0][1]
    resolver = Resolver(doc)
    _last[:] = [(doc, resolver)]
    return resolver
