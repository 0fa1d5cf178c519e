"""Finds the entity or the article that a person means by a few words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

import cypher
from graph.existing import entities_of
from graph.linking import Linker
from graph.linking import linker as built_in_linker
from graph.normal_form import fold, singular
from graph.rows import article_of
from graph.stores.base import Store
from schemas.errors import UnknownArticleError, UnknownEntityError
from schemas.records import Article, Entity, canonical_url, digest

NEAR = 3
"""At most so many near names are offered."""


def find_entity(store: Store, name: str, *, linker: Linker | None = None) -> Entity:
    """The entity of this id or name.

    Looked for in this order: the id, what the words would link to in an article, the exact name, a name or alias that
    differs in case, accents or hyphens.

    Args:
        store: The graph.
        name: An id, a name, or another way to put it.
        linker: The one that the graph was made with; ours where none is given.

    Raises:
        UnknownEntityError: There is none; near names are offered.
    """
    name = name.strip()
    linker = linker or built_in_linker()
    ids = [name, *(linker.link_name(name, type_) for type_ in ("", *linker.limited_types))] if name else []
    found = _entities(store, "entities_by_id", ids)
    for id_ in ids:
        if id_ in found:
            return found[id_]
    named = _entities(store, "entities_by_name", [name])
    if named:
        return named[min(named)]
    forms = list(_forms(store))
    wanted = _plain(name)
    same = sorted({id_ for id_, form in forms if wanted in (_plain(form), _plain(id_))})
    if same and wanted:
        return _entities(store, "entities_by_id", same[:1])[same[0]]
    raise _unknown(name, sorted({form for _, form in forms}))


def find_article(store: Store, name: str) -> Article:
    """The article of this id or url.

    Raises:
        UnknownArticleError: There is none.
    """
    ids = [name, digest("url", canonical_url(name))[:16]]
    for row in store.read(cypher.load("articles_by_id").text, {"ids": ids}):
        return article_of(row["article"])
    raise UnknownArticleError(f"the graph holds no article {name!r}", "give its id or its url")


def near_names(name: str, names: Iterable[str]) -> list[str]:
    """The names most like this one, best first: those that hold it or that it holds, then those spelt like it."""
    plain = {form: _stems(form) for form in sorted(set(names))}
    wanted = _stems(name)
    if not wanted:
        return []
    holding = [form for form, text in plain.items() if wanted in text or (len(text) > 3 and text in wanted)]
    holding.sort(key=lambda form: (abs(len(plain[form]) - len(wanted)), form))
    by_text: dict[str, str] = {}
    for form, text in plain.items():
        by_text.setdefault(text, form)
    spelt = [by_text[text] for text in difflib.get_close_matches(wanted, sorted(by_text), n=NEAR)]
    offered: dict[str, str] = {}
    for form in (*spelt[:1], *holding, *spelt[1:]):
        offered.setdefault(plain[form], form)
    return list(offered.values())[:NEAR]


def _unknown(name: str, names: list[str]) -> UnknownEntityError:
    near = near_names(name, names)
    if near:
        cure = f"did you mean {' or '.join(near)}?"
    else:
        cure = "'knockon entities' lists what it holds" if names else "it is empty; 'knockon ingest' fills it"
    return UnknownEntityError(f"the graph holds nothing named {name!r}", cure)


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").split())


def _stems(text: str) -> str:
    return " ".join(singular(word) for word in _plain(text).split())


def _forms(store: Store) -> Iterator[tuple[str, str]]:
    """Every name and alias of every entity, with its id."""
    for row in store.read(cypher.load("entity_names").text):
        for form in (row["name"], *(row["aliases"] or ())):
            if form:
                yield row["id"], form


def _entities(store: Store, query: str, ids: list[str]) -> dict[str, Entity]:
    return entities_of(store.read(cypher.load(query).text, {"ids": sorted(set(ids))}))
