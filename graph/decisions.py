"""What people have decided, put between the linker and the graph: it follows from the decisions, in any order.

Decisions compose the same way however they came together:

- Merges join entities into classes. The one that stays is the one that never went into another; where two users'
  decisions leave several, or none because they go in a circle, the smallest id.
- What bears one identifier is one entity: the one that the gazetteer knows, else that of the smallest id.
- Words that an alias or a split names link as it says, the narrower rule first: for a type, then for capital letters,
  then only out of one entity. A name with a capital letter is for words with one; other differences of form (plural,
  article, case) do not count.
- Where two decisions still speak of one thing, the newer date wins, then the smaller id; no date is the oldest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import cypher
from graph.edges import LinkedClaim
from graph.entities import Votes, derive_entity
from graph.linking import Linker
from graph.normal_form import normal_words, singular_head
from graph.rows import decision_of
from graph.stores.base import Store
from schemas.records import Article, Claim, Decision, Entity, Mention
from schemas.vocabulary import Vocabulary


class _Rule(NamedTuple):
    """Which mentions an alias or a split is for; empty parts are for all."""

    words: tuple[str, ...]
    capital: bool
    type: str
    out_of: str


class Decided:
    """A linker that follows what people have decided.

    Args:
        linker: What links a mention that nobody has decided on.
        decisions: What was decided, in any order.
    """

    def __init__(self, linker: Linker, decisions: Iterable[Decision] = ()) -> None:
        self.linker = linker
        # What wins comes last.
        by_id = sorted(decisions, key=lambda decision: decision.id, reverse=True)
        self.decisions = tuple(sorted(by_id, key=lambda decision: decision.date or ""))
        self.rejected = frozenset(d.claim for d in self.decisions if d.deed == "reject")
        merges = [(d.entity or "", d.other or "") for d in self.decisions if d.deed == "merge"]
        self._roots = _roots([*merges, *_bearers(self.decisions, linker)])
        self._identifiers: dict[str, dict[str, str]] = {}
        for d in self.decisions:
            if d.deed == "identify":
                self._identifiers.setdefault(self.root(d.entity or ""), {})[d.kind or ""] = d.value or ""
        self._types = {d.entity: d.type for d in self.decisions if d.deed == "retype"}
        self._rules = {self._rule(d): d for d in self.decisions if d.deed in ("alias", "split")}

    @property
    def limited_types(self) -> Sequence[str]:
        """Entity types for which some words mean another thing."""
        own = {rule.type for rule in self._rules if rule.type}
        return tuple(sorted({*self.linker.limited_types, *own}))

    def root(self, entity_id: str) -> str:
        """Id of the entity that this one has gone into, else its own."""
        return self._roots.get(entity_id, entity_id)

    def link(self, mention: Mention, article: Article) -> str:
        """Id of the entity that the mention means."""
        return self._settled(self.linker.link(mention, article), mention.link_name, mention.type)

    def link_name(self, name: str, type_: str = "", article: Article | None = None) -> str:
        """Id of the entity that a phrase means; as `Linker.link_name`."""
        return self._settled(self.linker.link_name(name, type_, article), name, type_)

    def linked(self, claim: Claim, article: Article, shingles: str) -> LinkedClaim:
        """The claim with what it is about.

        Args:
            claim: The claim.
            article: Its article.
            shingles: The sketch of the article's text.
        """
        return LinkedClaim(
            claim=claim,
            subject_id=self.link(claim.subject, article),
            object_id=self.link(claim.object, article),
            rejected=claim.id in self.rejected,
            shingles=shingles,
        )

    def entity(self, id_: str, said: Votes, vocabulary: Vocabulary) -> Entity:
        """The entity that all mentions together describe, as `graph.entities.derive_entity`, and as decided."""
        entity = derive_entity(id_, said, self.linker, vocabulary)
        type_ = self._types.get(id_)
        goods = {
            name: self.root(good) if good and self.root(good) != id_ else None
            for name, good in (("priced_good", entity.priced_good), ("demanded_good", entity.demanded_good))
        }
        return entity.model_copy(
            update={
                "type": type_ if type_ in vocabulary.type_names else entity.type,
                "identifiers": dict(sorted({**self._identifiers.get(id_, {}), **entity.identifiers}.items())),
                **goods,
            }
        )

    def decision_on(self, name: str, type_: str, entity_id: str) -> Decision | None:
        """The alias or split by which these words, of this type, come to mean another thing than the linker says."""
        return self._decision(entity_id, name, type_) if self._rules else None

    def _settled(self, found: str, name: str, type_: str) -> str:
        decision = self.decision_on(name, type_, found)
        if decision is not None:
            found = (decision.entity if decision.deed == "alias" else decision.other) or found
        return self._roots.get(found, found)

    def _decision(self, found: str, name: str, type_: str) -> Decision | None:
        words, capital = form(name)
        root = self.root(found)
        for type_now in (type_, "") if type_ else ("",):
            for capital_now in (True, False) if capital else (False,):
                for out_of in (root, ""):
                    decision = self._rules.get(_Rule(words, capital_now, type_now, out_of))
                    if decision:
                        return decision
        return self._rules.get(_Rule((), False, type_, root))

    def _rule(self, decision: Decision) -> _Rule:
        words, capital = form(decision.name) if decision.name else ((), False)
        out_of = self.root(decision.entity or "") if decision.deed == "split" else ""
        return _Rule(words, capital, decision.type or "", out_of)


def recorded(store: Store) -> list[Decision]:
    """All decisions that a graph holds, sorted by id."""
    found = (decision_of(row["decision"]) for row in store.read(cypher.load("all_decisions").text))
    return sorted(found, key=lambda decision: decision.id)


@lru_cache(maxsize=65536)
def form(name: str) -> tuple[tuple[str, ...], bool]:
    """What of a phrase counts where people speak of its words: its normal form, and whether it has a capital letter."""
    return singular_head(normal_words(name)), name != name.lower()


def _bearers(decisions: Iterable[Decision], linker: Linker) -> list[tuple[str, str]]:
    """Of entities that bear one identifier: the one that stays (known to the gazetteer if any is), and another."""
    known = {(kind, value): entry.id for entry in linker.entries for kind, value in entry.identifiers.items()}
    bearers: dict[tuple[str, str], set[str]] = {}
    for one in decisions:
        if one.deed == "identify":
            key = (one.kind or "", one.value or "")
            bearers.setdefault(key, {known[key]} if key in known else set()).add(one.entity or "")
    found: list[tuple[str, str]] = []
    for ids in bearers.values():
        stays, *others = sorted(ids, key=lambda id_: (linker.entry(id_) is None, id_))
        found += [(stays, other) for other in others]
    return found


def _roots(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of every entity that merges name: the one of its class that stays."""
    classes: dict[str, set[str]] = {}
    gone: set[str] = set()
    for stays, goes in merges:
        gone.add(goes)
        both = classes.get(stays, {stays}) | classes.get(goes, {goes})
        for one in both:
            classes[one] = both
    return {one: min(members - gone or members) for one, members in classes.items()}
