"""Opens a graph by its address: a folder (embedded) or a URI (a Neo4j server)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.errors import StoreError

if TYPE_CHECKING:
    from pydantic import SecretStr

    from graph.stores.base import Store

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_URI = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://")


def is_server(address: str | Path) -> bool:
    """Whether the address is a server's URI.

    Raises:
        StoreError: It is a URI of a kind that no store speaks.
    """
    found = _URI.match(str(address)) if isinstance(address, str) else None
    if found is None:
        return False
    if found["scheme"].lower() not in SCHEMES:
        raise StoreError(
            f"no graph database is reached by {found['scheme']}://",
            f"give a folder or a URI with {', '.join(s + '://' for s in SCHEMES)}",
        )
    return True


def default_folder() -> Path:
    """The embedded graph's folder where nothing else is said: in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("knockon", appauthor=False) / "graph"


def open_graph(
    address: str | Path | None = None,
    *,
    create: bool = True,
    adopt: bool = False,
    username: str | None = None,
    password: SecretStr | str | None = None,
    database: str | None = None,
) -> Store:
    """Open a graph, and make its schema where it is new and `create` says so.

    Args:
        address: A folder, or a `neo4j://` or `bolt://` URI; None is the graph in the user's data folder.
        create: Whether to make a graph that is not there yet; an empty database of a server is else left as it is.
        adopt: Whether to use a database that holds other data beside ours.
        username: User name at the server.
        password: Password at the server.
        database: The server's database; None is the user's home database.

    Raises:
        StoreError: It cannot be opened; the subclass says why.
    """
    from graph.schema import prepare

    store = _open(address, create=create, username=username, password=password, database=database)
    try:
        prepare(store, adopt=adopt, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _open(address: str | Path | None, *, create: bool, **login: Any) -> Store:
    if address is not None and is_server(address):
        from graph.stores.neo4j import open_neo4j

        return open_neo4j(str(address), **login)
    from graph.stores.embedded import EmbeddedStore

    return EmbeddedStore(address or default_folder(), create=create)
