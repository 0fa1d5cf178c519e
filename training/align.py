"""Gold triples on the tokens that head their arguments."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from extract.coreference import resolver_of
from extract.mentions import full_span
from extract.tree import Tree
from knockon.score_names import same, words

_same = lru_cache(maxsize=1 << 20)(same)


@dataclass
class Aligned:
    """One document's triples on its tokens.

    Attributes:
        stated: (subject, object) -> relations.
        said: (subject, object, relation) -> the triple, with its attributes.
        also: Further pairs that a reader would accept for the same triple; neither right nor wrong.
        types: Head token -> type.
        lost: Triples whose arguments no two mentions of one sentence match.
    """

    stated: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    said: dict[tuple[int, int, str], dict[str, Any]] = field(default_factory=dict)
    also: set[tuple[int, int]] = field(default_factory=set)
    types: dict[int, str] = field(default_factory=dict)
    lost: int = 0


def surfaces(doc: Doc, tree: Tree, heads: list[int]) -> dict[int, list[str]]:
    """What each mention is called: its own words, and what it stands for."""
    resolver, found = resolver_of(doc), {}
    for i in heads:
        start, end = full_span(tree, i)
        found[i] = [doc[start:end].text]
        antecedent = resolver.resolve(doc[i])
        if antecedent is not None:
            start, end = full_span(tree, antecedent.root.i)
            whole = antecedent.root.pos_ == "NOUN" and end > antecedent.end
            found[i].append(doc[start:end].text if whole else antecedent.text)
    return found


def align(row: dict[str, Any], doc: Doc, tree: Tree, heads: list[int]) -> Aligned:
    """Find each triple's arguments among the mentions of its sentence; of several, the nearest literal pair.

    Args:
        row: The annotated document.
        doc: Its parse.
        tree: The same as a tree.
        heads: Tokens that head a mention.
    """
    out, called, sentence = Aligned(), surfaces(doc, tree, heads), defaultdict(list)
    for i in heads:
        for k, (start, end) in enumerate(row["sentences"]):
            if start <= doc[i].idx < end:
                sentence[k].append(i)
                break
    for triple in row["triples"]:
        fits = {side: _fits(triple[side], sentence[triple["sentence"]], called) for side in ("subject", "object")}
        for side, found in fits.items():
            if found:
                out.types[found[0][1]] = triple[f"{side}_type"]
        pairs = sorted(
            ((p[0] + q[0], p[1] + q[1], abs(a - b)), a, b)
            for p, a in fits["subject"]
            for q, b in fits["object"]
            if a != b and tree.sent[a] == tree.sent[b]
        )
        if not pairs:
            out.lost += 1
            continue
        _, a, b = pairs[0]
        out.stated[a, b].add(triple["relation"])
        out.said.setdefault((a, b, triple["relation"]), triple)
        out.also.update((c, d) for _, c, d in pairs[1:])
    out.also -= set(out.stated)
    return out


def _fits(forms: list[str], heads: list[int], called: dict[int, list[str]]) -> list[tuple[tuple[int, int, int], int]]:
    """The mentions that match a form, the best first: (whether inexact, which form, own words or resolved)."""
    found = []
    for i in heads:
        ranks = [
            (int(words(form) != words(name)), k, j)
            for k, form in enumerate(forms)
            for j, name in enumerate(called[i])
            if _same(form, name) or name.lower() == form.lower()
        ]
        if ranks:
            found.append((min(ranks), i))
    return sorted(found)
