"""How an article stands to what a graph holds of it, asked before the work of extracting it is done."""

from __future__ import annotations

from typing import Literal

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
    held = rows[0]["article"]
    if held.get("extractor") != extractor:
        return "changed"
    same = article_of(held).model_copy(update={"url": article.url}) == article
    return "unchanged" if same else "changed"
