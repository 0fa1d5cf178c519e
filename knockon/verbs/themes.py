"""Themes: which there are, and what a graph holds of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from graph.stores.base import Store
    from graph.themes import Theme

ENTITY_COLUMNS = ("name", "type", "claims", "id")
EXPOSED_COLUMNS = ("who", "type", "sources", "exposure")


@dataclass(frozen=True)
class ThemeInGraph:
    """What a graph holds of a theme.

    Attributes:
        theme: The theme.
        count: How many of its entities there are.
        entities: Those with most claims, as rows of `ENTITY_COLUMNS`.
        claims: The newest claims about any of them, as rows of `knockon.verbs.claims.COLUMNS`.
        exposed: The most exposed of them, as rows of `EXPOSED_COLUMNS`: by the sum of confidence times weight of the
            hops that lead there, taxonomy hops aside.
    """

    theme: Theme
    count: int
    entities: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    exposed: list[dict[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "name": self.theme.name, "title": self.theme.title, "count": self.count, "entities": self.entities,
            "claims": self.claims, "exposed": self.exposed,
        }  # fmt: skip


def themes() -> list[dict[str, Any]]:
    """The themes that ship with knockon: name, title, seeds, branches and words."""
    from graph.themes import names, theme

    found = [theme(name) for name in names()]
    return [
        {"name": one.name, "title": one.title, "seeds": list(one.seeds), "branches": list(one.branches),
         "words": list(one.words)}
        for one in found
    ]  # fmt: skip


def theme_in_graph(store: Store, theme: Theme, *, limit: int = 10, stated_only: bool = False) -> ThemeInGraph:
    """What a graph holds of a theme.

    Args:
        store: The graph.
        theme: The theme; `graph.themes.theme` finds one by name or file.
        limit: At most so many rows of each kind.
        stated_only: Count no exposure that no sentence states.
    """
    from knockon.verbs.claims import claims_about
    from knockon.verbs.entities import entities

    rows = entities(store, theme=theme)
    ids = [row["id"] for row in rows]
    exposed = cypher.load("most-exposed-of")
    values = exposed.bind({"entities": ids, "stated_only": stated_only, "limit": limit})
    return ThemeInGraph(
        theme=theme,
        count=len(rows),
        entities=[{name: row[name] for name in ENTITY_COLUMNS} for row in rows[:limit]],
        claims=claims_about(store, ids, limit=limit),
        exposed=list(store.read(exposed.text, values)),
    )
