"""How an article stands to what a graph holds of it; asked before the work of extracting it, and again when merging."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import cypher
from graph.rows import article_of
from graph.stores.base import Store
from schemas.records import Article

Standing = Literal["new", "changed", "unchanged"]


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
    there = article_of(dict(held))
    # The plainest way to write the url stays, whichever comes first.
    plainer = article.url is not None and (len(article.url), article.url) < (len(there.url or ""), there.url or "")
    return there.model_copy(update={"url": article.url}) == article and not plainer
