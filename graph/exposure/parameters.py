"""What knockon itself fills into a library query: the parameters that its header declares as `engine`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cypher import Query
from graph.exposure.follow import make_relations, table
from graph.exposure.settings import settings
from schemas.errors import QueryError
from schemas.vocabulary import Vocabulary, vocabulary

_VALUES: dict[str, Callable[[Vocabulary], Any]] = {
    "follow": table,
    "shocks": lambda words: {row.name: row.default_shock for row in words.entity_types},
    "makes": lambda words: sorted(make_relations(words)),
    "place_types": lambda _: sorted(settings().place.types),
    "open_after": lambda _: sorted(settings().place.open_after),
    "open_relations": lambda _: sorted(settings().place.open_relations),
    "decay": lambda _: settings().decay,
    "symmetric": lambda words: sorted(row.name for row in words.relations if row.symmetric),
}


def engine_parameters(query: Query, words: Vocabulary | None = None) -> dict[str, Any]:
    """Values for the `engine` parameters of a query, to run it with beside `Query.bind`.

    Args:
        query: A query of the library, or a user's own that declares such parameters.
        words: The vocabulary; the one that ships with knockon if left out.

    Raises:
        QueryError: The query wants one that knockon does not have.
    """
    names = [parameter.name for parameter in query.parameters if parameter.engine]
    unknown = sorted(set(names) - set(_VALUES))
    if unknown:
        raise QueryError(
            f"query {query.name} wants the engine parameter {unknown[0]!r}, which knockon does not have",
            f"knockon fills {', '.join(sorted(_VALUES))}",
        )
    return {name: _VALUES[name](words or vocabulary()) for name in names}
