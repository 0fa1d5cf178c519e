"""Cypher on the graph: from the library, from a file, or as it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from graph.stores.base import Row, Store
    from schemas.vocabulary import Vocabulary

_ENDING = ".cypher"
_ENTITY_PARAMETERS = frozenset({"entity", "source", "target", "subject", "object"})
"""Parameters of the library's queries that hold the id of an entity."""


def find_query(text: str) -> cypher.Query:
    """The query that is meant: a name of the library, a .cypher file, or Cypher text.

    Raises:
        QueryError: There is no such name or file.
    """
    if text.lower().endswith(_ENDING) and ("\n" not in text and (" " not in text or Path(text).exists())):
        return cypher.read_file(text)
    if any(char.isspace() for char in text.strip()):
        return cypher.read_text(text)
    return cypher.load(text)


def query(
    store: Store,
    text: str | cypher.Query,
    parameters: Mapping[str, Any] | None = None,
    *,
    write: bool = False,
    words: Vocabulary | None = None,
) -> Iterator[Row]:
    """Run a query; the rows come as plain values by column name.

    Args:
        store: The graph.
        text: What `find_query` understands, or what it returned.
        parameters: Values by name; strings are read as the declared types. Where a query of the library wants an
            entity's id, its name or an alias will do.
        write: Let it change the graph.
        words: The vocabulary of the graph; the one that ships with knockon where null.

    Raises:
        QueryError: It is not known, not well formed, lacks a parameter, or writes without `write` (the engine says so).
        UnknownEntityError: The graph knows no entity of a name that was given; near names are offered.
    """
    from graph.exposure.parameters import engine_parameters

    found = find_query(text) if isinstance(text, str) else text
    values = {**found.bind(parameters), **engine_parameters(found, words)}
    if found.folder == "library":
        values = {key: _entity_id(store, key, value) for key, value in values.items()}
    if write:
        return iter(store.write(lambda transaction: transaction.run(found.text, values)))
    return store.read(found.text, values)


def library() -> list[dict[str, Any]]:
    """The library: each query's name, what it answers, and its parameters (name, type, required, default, help)."""
    rows = []
    for name in cypher.names("library"):
        found = cypher.load(name)
        shown = [
            {"name": p.name, "type": p.type, "required": p.required, "default": p.default, "help": p.help}
            for p in found.parameters
            if not p.engine
        ]
        rows.append({"name": name, "answers": found.answers, "parameters": shown})
    return rows


def _entity_id(store: Store, parameter: str, value: Any) -> Any:
    if parameter not in _ENTITY_PARAMETERS or not isinstance(value, str):
        return value
    from graph.find import find_entity

    return find_entity(store, value).id
