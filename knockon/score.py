"""How well extracted triples agree with gold triples: the method of the gold standard's own scorer.

Two names match when their head words agree and one holds the words of the other, or when they share half of
their words, the heads among them. Within a document each gold triple can be won once (maximum matching), and a triple
that is stated twice counts once. Three figures, each as precision, recall and F1 over all documents:

- typed: the same relation between matching names;
- exposure: a shock travels the same way with the same sign;
- link: matching names in either order, whatever the relation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from knockon.score_names import match, same, words
from schemas.vocabulary import Vocabulary, vocabulary

Triple = Mapping[str, Any]
Documents = Mapping[str, Sequence[Triple]]
"""Triples per document id."""

Test = Callable[[Triple, Triple], bool]
MODALITIES = ("asserted", "possible", "forecast", "conditional")


class Figure(NamedTuple):
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, predicted: int, gold: int) -> Figure:
        """From counts; a ratio over nothing is 0."""
        precision = right / predicted if predicted else 0.0
        recall = right / gold if gold else 0.0
        total = precision + recall
        return cls(precision, recall, 2 * precision * recall / total if total else 0.0)


@dataclass
class Count:
    """Triples of one relation."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def figure(self) -> Figure:
        """Precision, recall and F1 of the relation."""
        return Figure.of(self.right, self.predicted, self.gold)


@dataclass
class Scores:
    """What `score` found; `relations` is in the order of the gold's counts, most first."""

    documents: int
    gold: int
    predicted: int
    typed: Figure
    exposure: Figure
    link: Figure
    relations: dict[str, Count] = field(default_factory=dict)


@dataclass
class Agreement:
    """One document: its triples, each edge once, and the pairs (gold index, predicted index) won by each figure."""

    gold: list[Triple]
    predicted: list[Triple]
    won: dict[str, list[tuple[int, int]]]


@dataclass
class ChainScore:
    """Agreement on where a walk of two or three exposure edges leads, with the net sign."""

    figure: Figure
    gold: int
    predicted: int


@dataclass
class AttributeScore:
    """Agreement on what is said of a triple, over the triples that match without regard to `negated`."""

    negated: float
    modality: float
    matches: int
    horizon: Figure
    share: Figure


class Scorer:
    """The three figures, chains and attributes, for one vocabulary."""

    def __init__(self, words_of: Vocabulary | None = None) -> None:
        rows = (words_of or vocabulary()).relations
        self._symmetric = {row.name for row in rows if row.symmetric}
        # Whether a shock runs from subject to object; null where it runs both ways.
        self._way = {row.name: None if row.symmetric else row.primary.from_ == "subject" for row in rows}
        self._sign = {row.name: row.primary.sign for row in rows}

    def typed(self, gold: Triple, predicted: Triple) -> bool:
        """Whether the relation is the same and the names match."""
        if gold["relation"] != predicted["relation"]:
            return False
        return straight(gold, predicted) or (self.symmetric(gold) and crossed(gold, predicted))

    def symmetric(self, triple: Triple) -> bool:
        """Whether the triple's relation says the same of its object as of its subject."""
        return triple["relation"] in self._symmetric

    def exposure(self, gold: Triple, predicted: Triple) -> bool:
        """Whether a shock travels the same way with the same sign between matching names."""
        (way, sign), (other_way, other_sign) = self._route(gold), self._route(predicted)
        if sign != other_sign:
            return False
        if way is None or other_way is None:
            return linked(gold, predicted)
        return straight(gold, predicted) if way == other_way else crossed(gold, predicted)

    def _route(self, triple: Triple) -> tuple[bool | None, int]:
        name = triple["relation"]
        return self._way.get(name, True), self._sign.get(name, 1)

    def agreement(self, gold: Iterable[Triple], predicted: Iterable[Triple]) -> Agreement:
        """Which triples of one document agree."""
        want, got = distinct(gold), distinct(predicted)
        tests: tuple[tuple[str, Test], ...] = (("typed", self.typed), ("exposure", self.exposure), ("link", linked))
        return Agreement(want, got, {name: matching(want, got, test) for name, test in tests})

    def score(self, gold: Documents, predicted: Documents) -> Scores:
        """The three figures over all documents of `gold`; other documents of `predicted` do not count."""
        return summed([self.agreement(triples, predicted.get(key, ())) for key, triples in gold.items()])

    def chains(self, gold: Documents, predicted: Documents) -> ChainScore:
        """Agreement on (source, target, net sign) of every walk over two or three edges, denials left out."""
        right = n_gold = n_predicted = 0
        for key, triples in gold.items():
            groups = _groups(triples)
            want, got = self._ends(triples, groups), self._ends(predicted.get(key, ()), groups)
            right, n_gold, n_predicted = right + len(want & got), n_gold + len(want), n_predicted + len(got)
        return ChainScore(Figure.of(right, n_predicted, n_gold), n_gold, n_predicted)

    def _ends(
        self, triples: Iterable[Triple], groups: Sequence[frozenset[str]]
    ) -> set[tuple[int | str, int | str, int]]:
        hops: dict[int | str, set[tuple[int | str, int]]] = {}
        for triple in triples:
            if negated(triple):
                continue
            subject, object_ = _node(groups, triple["subject"]), _node(groups, triple["object"])
            way, sign = self._route(triple)
            if way is not False:
                hops.setdefault(subject, set()).add((object_, sign))
            if way is not True:
                hops.setdefault(object_, set()).add((subject, sign))
        ends: set[tuple[int | str, int | str, int]] = set()
        for source, first in hops.items():
            for via, sign in first - {(source, 1), (source, -1)}:
                for target, second in hops.get(via, ()):
                    if target in (source, via):
                        continue
                    ends.add((source, target, sign * second))
                    for last, third in hops.get(target, ()):
                        if last not in (source, via, target):
                            ends.add((source, last, sign * second * third))
        return ends

    def attributes(self, gold: Documents, predicted: Documents) -> AttributeScore:
        """Agreement on negation, modality, horizon and share over the typed matches."""
        pairs: list[tuple[Triple, Triple]] = []
        for key, triples in gold.items():
            want, got = distinct(triples), distinct(predicted.get(key, ()))
            # Triples of one polarity meet first, or a denial would take the assertion beside it.
            won = matching(want, got, self.typed)
            pairs += [(want[i], got[j]) for i, j in won]
            rest_want = [t for i, t in enumerate(want) if i not in {i for i, _ in won}]
            rest_got = [t for j, t in enumerate(got) if j not in {j for _, j in won}]
            rest = matching(rest_want, rest_got, self.typed, polar=False)
            pairs += [(rest_want[i], rest_got[j]) for i, j in rest]
        denied = [(negated(g), negated(p)) for g, p in pairs]
        mode = [(g.get("modality") or "asserted", p.get("modality") or "asserted") for g, p in pairs]
        per_mode = [_class_f1(mode, name) for name in MODALITIES]
        return AttributeScore(
            negated=_class_f1(denied, True),
            modality=sum(per_mode) / len(per_mode),
            matches=len(pairs),
            horizon=_overlap(pairs, "horizon"),
            share=_overlap(pairs, "share"),
        )


def summed(agreements: Sequence[Agreement]) -> Scores:
    """The three figures over documents."""
    n_gold, n_predicted = sum(len(a.gold) for a in agreements), sum(len(a.predicted) for a in agreements)
    counts: dict[str, Count] = {}
    for a in agreements:
        _count(counts, a.gold, a.predicted, a.won["typed"])
    figures = {
        name: Figure.of(sum(len(a.won[name]) for a in agreements), n_predicted, n_gold)
        for name in ("typed", "exposure", "link")
    }
    ordered = dict(sorted(counts.items(), key=lambda item: (-item[1].gold, item[0])))
    return Scores(len(agreements), n_gold, n_predicted, **figures, relations=ordered)


def distinct(triples: Iterable[Triple]) -> list[Triple]:
    """The triples, each edge once: the first that states it."""
    out: list[Triple] = []
    for triple in triples:
        if not any(
            seen["relation"] == triple["relation"] and negated(seen) == negated(triple) and straight(seen, triple)
            for seen in out
        ):
            out.append(triple)
    return out


def matching(
    gold: Sequence[Triple], predicted: Sequence[Triple], test: Test, *, polar: bool = True
) -> list[tuple[int, int]]:
    """A largest set of pairs (gold index, predicted index) that pass `test`, no index twice.

    Augmenting paths in the order of the lists, so the pairs are always the same ones.

    Args:
        gold: Triples with lists of accepted names.
        predicted: Triples with one name each.
        test: Whether two triples may be paired.
        polar: Ask for the same `negated` too.
    """
    open_to = [
        [j for j, p in enumerate(predicted) if (not polar or negated(g) == negated(p)) and test(g, p)] for g in gold
    ]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in open_to[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return [(i, j) for j, i in taken.items()]


def negated(triple: Triple) -> bool:
    """Whether the triple is a denial."""
    return bool(triple.get("negated", False))


def straight(gold: Triple, predicted: Triple) -> bool:
    """Whether subject matches subject and object matches object."""
    return match(gold["subject"], predicted["subject"]) and match(gold["object"], predicted["object"])


def crossed(gold: Triple, predicted: Triple) -> bool:
    """Whether subject matches object and object matches subject."""
    return match(gold["subject"], predicted["object"]) and match(gold["object"], predicted["subject"])


def linked(gold: Triple, predicted: Triple) -> bool:
    """Whether the names match in either order."""
    return straight(gold, predicted) or crossed(gold, predicted)


def _count(
    counts: dict[str, Count], gold: Sequence[Triple], predicted: Sequence[Triple], won: Iterable[tuple[int, int]]
) -> None:
    for triple in gold:
        counts.setdefault(triple["relation"], Count()).gold += 1
    for triple in predicted:
        counts.setdefault(triple["relation"], Count()).predicted += 1
    for i, _ in won:
        counts[gold[i]["relation"]].right += 1


def _groups(triples: Iterable[Triple]) -> list[frozenset[str]]:
    """The things of one document: sets of accepted names, joined where they share one."""
    groups: list[frozenset[str]] = []
    for triple in triples:
        for side in ("subject", "object"):
            names = triple[side]
            new = frozenset(" ".join(words(name)) for name in ([names] if isinstance(names, str) else names)) - {""}
            apart = []
            for group in groups:
                if group & new:
                    new |= group
                else:
                    apart.append(group)
            groups = [*apart, new]
    return groups


def _node(groups: Sequence[frozenset[str]], names: str | Sequence[str]) -> int | str:
    """The number of the group that a name belongs to, else the name itself."""
    first = names if isinstance(names, str) else names[0]
    key = " ".join(words(first))
    for i, group in enumerate(groups):
        if key in group:
            return i
    for i, group in enumerate(groups):
        if any(same(name, first) for name in group):
            return i
    return key


def _class_f1(pairs: Sequence[tuple[object, object]], value: object) -> float:
    right = sum(g == value and p == value for g, p in pairs)
    return Figure.of(right, sum(p == value for _, p in pairs), sum(g == value for g, _ in pairs)).f1


def _overlap(pairs: Sequence[tuple[Triple, Triple]], name: str) -> Figure:
    both = [(g.get(name), p.get(name)) for g, p in pairs]
    right = sum(bool(g and p and set(words(g)) & set(words(p))) for g, p in both)
    return Figure.of(right, sum(bool(p) for _, p in both), sum(bool(g) for g, _ in both))
