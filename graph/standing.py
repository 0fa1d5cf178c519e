"""How an article stands to what a graph holds of it; asked before the work of extracting it, and again when merging."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import cypher
from graph.rows import article_of
from graph.stores.base import Store
from schemas.records import Article

Standing = Literal["new", "changed", "unchanged"]


def settled(held: Article | None, article: Article) -> Article:
    """The article as the graph is to hold it: a later version under a url is the new one.

    Without a url the id follows from title and text, so that versions differ only in what is said about them: the one
    with the earliest known date stays, then the smallest, whichever comes first.

    Args:
        held: What the graph holds under the article's id; null where it holds none.
        article: The article as it comes in.
    """
    if held is None or article.url is not None:
        return article
    return min(held, article, key=_rank)


def settled_in(store: Store, article: Article) -> Article:
    """The article as a graph is to hold it; asked before extracting, which counts times from the article's date."""
    rows = () if article.url else store.read(cypher.load("articles_by_id").text, {"ids": [article.id]})
    for row in rows:
        return settled(article_of(row["article"]), article)
    return article


def standing(store: Store, article: Article, extractor: str) -> Standing:
    """Whether the graph lacks the article, holds another version of it, or holds it just so.

    Args:
        store: The graph.
        article: The article; a url that is only written in another way is the same one.
        extractor: Fingerprint of the extractor that would read it; another one makes it changed.
    """
    rows = list(store.read(cypher.load("articles_by_id").text, {"ids": [article.id]}))
    if not rows:
        return "new"
    return "unchanged" if is_unchanged(rows[0]["article"], article, extractor) else "changed"


def is_unchanged(held: Mapping[str, Any] | None, article: Article, extractor: str) -> bool:
    """Whether the graph's article is just this one, read by just this extractor.

    Args:
        held: The article's properties in the graph; null where it has none.
        article: The article as it comes in.
        extractor: Fingerprint of the extractor that reads it.
    """
    if held is None or held.get("extractor") != extractor:
        return False
    there = article_of(held)
    article = settled(there, article)
    # The plainest way to write the url stays, whichever comes first.
    plainer = article.url is not None and (len(article.url), article.url) < (len(there.url or ""), there.url or "")
    return there.model_copy(update={"url": article.url}) == article and not plainer


def _rank(article: Article) -> tuple[tuple[bool, str], ...]:
    fields = article.published, article.publisher, article.language, article.sentiment_label, article.sentiment_score
    return tuple((field is None, "" if field is None else str(field)) for field in fields)
