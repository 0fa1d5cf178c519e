"""Finds the entity that a person means by a few words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping

import cypher
from graph.decisions import Decided, recorded
from graph.existing import entities_of
from graph.linking import Linker
from graph.linking import linker as built_in_linker
from graph.normal_form import fold, singular
from graph.stores.base import Store
from schemas.errors import UnknownEntityError
from schemas.records import Entity

NEAR = 3
"""At most so many near names are offered."""


def find_entity(store: Store, name: str, *, linker: Linker | Decided | None = None) -> Entity:
    """The entity of this id or name.

    Looked for in this order: the id, what the words would link to in an article, the exact name, a name or alias that
    differs in case, accents or hyphens.

    Args:
        store: The graph.
        name: An id, a name, or another way to put it.
        linker: The one that the graph was made with; ours, with the graph's own decisions, where none is given.

    Raises:
        UnknownEntityError: There is none; near names are offered.
    """
    return look_up(
        name,
        linker=linker or Decided(built_in_linker(), recorded(store)),
        by_ids=lambda ids: _entities(store, "entities_by_id", ids),
        by_name=lambda own: _entities(store, "entities_by_name", [own]),
        forms=lambda: _forms(store),
    )


def look_up(
    name: str,
    *,
    by_ids: Callable[[list[str]], Mapping[str, Entity]],
    by_name: Callable[[str], Mapping[str, Entity]],
    forms: Callable[[], Iterable[tuple[str, str]]],
    linker: Linker | Decided | None = None,
) -> Entity:
    """The entity of this id or name, wherever entities are kept; see `find_entity`.

    Args:
        name: An id, a name, or another way to put it.
        by_ids: The entities of these ids, by id.
        by_name: The entities of just this name, by id.
        forms: Every name and alias of every entity, behind its id.
        linker: The one that the graph was made with; ours where none is given.

    Raises:
        UnknownEntityError: There is none; near names are offered.
    """
    name = name.strip()
    linker = linker or built_in_linker()
    ids = [name, *(linker.link_name(name, type_) for type_ in ("", *linker.limited_types))] if name else []
    found = by_ids(ids)
    for id_ in ids:
        if id_ in found:
            return found[id_]
    named = by_name(name)
    if named:
        return named[min(named)]
    known = list(forms())
    wanted = _plain(name)
    same = sorted({id_ for id_, form in known if wanted in (_plain(form), _plain(id_))})
    if same and wanted:
        return by_ids(same[:1])[same[0]]
    raise _unknown(name, sorted({form for _, form in known}))


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
