"""Puts articles with their claims into the graph and takes them out, the same graph in any order.

Replacing an article is one transaction, all of it or nothing; several articles may share one.

Claims are the source of truth. What follows from them (entities, typed edges, EXPOSES edges) is worked out twice, from
the claims before and from the claims after, and only the difference is written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from graph.consequences import Consequences
from graph.decisions import Decided
from graph.difference import Difference
from graph.edges import Edge, LinkedClaim
from graph.existing import claims_of_articles, decisions_of, run
from graph.linking import Linker
from graph.linking import linker as built_in_linker
from graph.rows import article_of
from graph.sources import sketch
from graph.standing import is_unchanged, settled
from graph.stores.base import Store, Transaction
from graph.writing import delete_claims, run_rows, write_articles, write_claims
from schemas.errors import InputError, UnknownArticleError
from schemas.records import Article, Claim, canonical_url, digest
from schemas.vocabulary import Vocabulary
from schemas.vocabulary import vocabulary as built_in

BATCH_ARTICLES, BATCH_CLAIMS = 128, 1500
"""An article is never split, but several go into one transaction up to about so many."""
BATCH_SECONDS = 2.0
"""A transaction takes no more articles in when its first one has waited so long: what is done is kept."""

Item = tuple[Article, Sequence[Claim], str]
"""An article, its claims, and the fingerprint of the extractor that found them."""
Strength = tuple[int, float] | None
"""Support and confidence of a typed edge; None where it is not there."""
Moves = Mapping[str, tuple[Strength, Strength]]
"""Edge id -> how strong it was before and is after; edges that stay as strong may be left out."""


@dataclass(frozen=True)
class Change:
    """What writing has changed; counts.

    Edges are counted once, as they were before and are after all of it, however it was cut into transactions.

    Attributes:
        articles: Articles written or taken out.
        unchanged: Articles that were there already, by the same extractor.
        claims_added: Claims that were not there before.
        claims_removed: Claims that are not there any more.
        edges_new: Typed edges that were not there before.
        edges_strengthened: Typed edges that were there before, and have more support now, or as much and more
            confidence.
        edges_removed: Typed edges that are not there any more.
    """

    articles: int = 0
    unchanged: int = 0
    claims_added: int = 0
    claims_removed: int = 0
    edges_new: int = 0
    edges_strengthened: int = 0
    edges_removed: int = 0

    def __add__(self, other: Change) -> Change:
        return Change(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Change)))


@dataclass(frozen=True)
class _Item:
    article: Article
    claims: tuple[Claim, ...]
    extractor: str


class Merger:
    """Writes articles into one store.

    Args:
        store: The graph.
        linker: What decides which entity a mention means.
        vocabulary: The vocabulary of the claims.
    """

    def __init__(self, store: Store, *, linker: Linker | None = None, vocabulary: Vocabulary | None = None) -> None:
        self.store = store
        self.linker = linker or built_in_linker()
        self.vocabulary = vocabulary or built_in()
        self._decided: Decided | None = None

    def put(self, items: Iterable[Item], *, progress: Callable[[Change], None] | None = None) -> Change:
        """Write articles with their claims, several in a transaction.

        Args:
            items: (article, claims, extractor's fingerprint), taken as they come.
            progress: Called after each transaction with what it has changed.

        Raises:
            InputError: A claim is of another article, or quotes what its article does not say.
        """
        total, all_moves = Change(), dict[str, tuple[Strength, Strength]]()
        for batch in self._batches(items):
            change, moves = self.store.write(partial(self._apply, items=batch))
            for id_, (before, after) in moves.items():
                all_moves[id_] = (all_moves[id_][0] if id_ in all_moves else before, after)
            total += change
            if progress:
                progress(change + _counted(moves))
        return total + _counted(all_moves)

    def retract(self, article: str) -> Change:
        """Take an article and its claims out; the graph is then as if it had never been there.

        Args:
            article: Its id or its url.

        Raises:
            UnknownArticleError: The graph does not hold it.
        """
        ids = {article, digest("url", canonical_url(article))[:16]}
        return self.store.write(lambda transaction: self._retract(transaction, ids, article))

    def _retract(self, transaction: Transaction, ids: set[str], article: str) -> Change:
        rows = run(transaction, "lock_articles", ids=sorted(ids))
        if not rows:
            raise UnknownArticleError(
                f"the graph holds no article {article!r}", "give its id or its url; 'knockon query articles' lists them"
            )
        change, moves = self._apply(transaction, gone=tuple(row["article"]["id"] for row in rows))
        return change + _counted(moves)

    def _batches(self, items: Iterable[Item]) -> Iterator[list[_Item]]:
        batch: list[_Item] = []
        count, since = 0, 0.0
        for article, claims, extractor in items:
            item = self._item(article, claims, extractor)
            full = len(batch) >= BATCH_ARTICLES or count + len(item.claims) > BATCH_CLAIMS
            if batch and (full or any(item.article.id == other.article.id for other in batch)):
                yield batch
                batch, count = [], 0
            if not batch:
                since = time.monotonic()
            batch.append(item)
            count += len(item.claims)
            if time.monotonic() - since >= BATCH_SECONDS:
                yield batch
                batch, count = [], 0
        if batch:
            yield batch

    def _item(self, article: Article, claims: Sequence[Claim], extractor: str) -> _Item:
        found: dict[str, Claim] = {}
        for claim in claims:
            wrong = "it belongs to another article" if claim.article != article.id else claim.mismatch(article)
            if wrong:
                raise InputError(f"claim {claim.id} does not fit the article {article.id}: {wrong}", "extract it anew")
            # Two rules may find the same claim: the surer one stays.
            best = found.get(claim.id)
            if best is None or (claim.confidence, claim.source) > (best.confidence, best.source):
                found[claim.id] = claim
        return _Item(article, tuple(found[id_] for id_ in sorted(found)), extractor)

    def decided(self, transaction: Transaction) -> Decided:
        """The linker with all that people have decided until now."""
        held = decisions_of(transaction)
        if self._decided is None or {d.id: d for d in self._decided.decisions} != held:
            self._decided = Decided(self.linker, held.values())
        return self._decided

    def _apply(
        self, transaction: Transaction, items: Sequence[_Item] = (), gone: tuple[str, ...] = ()
    ) -> tuple[Change, Moves]:
        rows = run(transaction, "lock_articles", ids=sorted(item.article.id for item in items)) if items else []
        held = {row["article"]["id"]: row["article"] for row in rows}
        todo = [
            _settled(held.get(item.article.id), item)
            for item in items
            if not is_unchanged(held.get(item.article.id), item.article, item.extractor)
        ]
        unchanged = Change(unchanged=len(items) - len(todo))
        if not todo and not gone:
            return unchanged, {}
        replaced = frozenset(gone) | {item.article.id for item in todo if item.article.id in held}
        links = self.decided(transaction)
        old = claims_of_articles(transaction, replaced)
        new = [one for item in todo for one in _linked(item, links)]
        edges = Consequences(transaction, links, self.vocabulary, old=old, new=new).write()
        delete_claims(transaction, old)
        run_rows(transaction, "delete_articles", sorted(gone), key="ids")
        write_articles(transaction, [(item.article, item.extractor) for item in todo])
        write_claims(transaction, new, self.vocabulary)
        before, after = {c.claim.id for c in old}, {c.claim.id for c in new}
        change = unchanged + Change(
            articles=len(todo) + len(gone), claims_added=len(after - before), claims_removed=len(before - after)
        )
        return change, _moves(edges)


def put_article(
    store: Store, article: Article, claims: Sequence[Claim], *, extractor: str,
    linker: Linker | None = None, vocabulary: Vocabulary | None = None,
) -> Change:  # fmt: skip
    """Write one article with its claims in one transaction; see `Merger.put`."""
    return Merger(store, linker=linker, vocabulary=vocabulary).put([(article, claims, extractor)])


def put_articles(
    store: Store, items: Iterable[tuple[Article, Sequence[Claim]]], *, extractor: str,
    linker: Linker | None = None, vocabulary: Vocabulary | None = None,
    progress: Callable[[Change], None] | None = None,
) -> Change:  # fmt: skip
    """Write articles with their claims, several in a transaction; see `Merger.put`."""
    merger = Merger(store, linker=linker, vocabulary=vocabulary)
    return merger.put(((article, claims, extractor) for article, claims in items), progress=progress)


def retract(
    store: Store, article: str, *, linker: Linker | None = None, vocabulary: Vocabulary | None = None
) -> Change:
    """Take an article out, by id or url; see `Merger.retract`."""
    return Merger(store, linker=linker, vocabulary=vocabulary).retract(article)


def _settled(held: Mapping[str, Any] | None, item: _Item) -> _Item:
    """The item as the graph is to hold it; its claims bear the date of the article that stays."""
    article = settled(article_of(held) if held else None, item.article)
    if article.published == item.article.published:
        return replace(item, article=article)
    dated = tuple(
        claim.model_copy(update={"published": article.published})
        if claim.published == item.article.published
        else claim
        for claim in item.claims
    )
    return replace(item, article=article, claims=dated)


def _linked(item: _Item, links: Decided) -> list[LinkedClaim]:
    shingles = sketch(item.article.text) if item.claims else ""
    return [links.linked(claim, item.article, shingles) for claim in item.claims]


def _moves(edges: Difference[Edge]) -> Moves:
    both = {str(key): (_strength(edges.before.get(key)), _strength(edges.after.get(key)))
            for key in edges.before.keys() | edges.after.keys()}  # fmt: skip
    return {key: (before, after) for key, (before, after) in both.items() if before != after}


def _strength(edge: Edge | None) -> Strength:
    return (edge.support, edge.confidence) if edge else None


def _counted(moves: Moves) -> Change:
    return Change(
        edges_new=sum(before is None and after is not None for before, after in moves.values()),
        edges_strengthened=sum(
            before is not None and after is not None and after > before for before, after in moves.values()
        ),
        edges_removed=sum(before is not None and after is None for before, after in moves.values()),
    )
