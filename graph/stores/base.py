"""The store interface: what every graph database must do for us, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, Self, TypeVar

T = TypeVar("T")
Row = dict[str, Any]


class Transaction(Protocol):
    """One open transaction."""

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one Cypher statement and return all its rows as plain values."""
        ...


class Store(Protocol):
    """A property graph that speaks Cypher."""

    @property
    def address(self) -> str:
        """Where the graph lies: a folder or a URI, never with a password."""
        ...

    def __enter__(self) -> Self:
        """The store itself; closed at the end of the block."""
        ...

    def __exit__(self, *exception: object) -> None:
        """Close the store."""
        ...

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """Run a query that only reads; rows are streamed as plain Python values.

        Raises:
            QueryError: The query writes, does not parse, or fails.
        """
        ...

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction: all of it or nothing; run again as a whole after a passing conflict."""
        ...

    def schema(self, statement: str) -> None:
        """Run one schema statement (constraint or index), outside any transaction."""
        ...

    def close(self) -> None:
        """Let go of the graph; may be called twice."""
        ...
