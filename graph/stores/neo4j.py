"""The Neo4j store: a server that speaks Bolt, reached by the official driver."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time
from pydantic import SecretStr

from cypher import load
from graph.open import SCHEMES
from graph.stores.base import Row, Transaction
from graph.stores.neo4j_errors import bad_address, first_line, is_race, translate
from schemas.errors import KnockonError, QueryError, StoreError

T = TypeVar("T")

CONNECT_SECONDS = 5.0
"""How long one address may take to answer."""

RETRY_SECONDS = 15.0
"""How long a write is tried again after passing failures (a deadlock, a change of leader)."""

RACES = 2
"""How often a write is tried again after another writer made the same key or deleted the same node."""

BUSY_SECONDS = 30.0
"""How long a read or write waits for a free connection."""

FETCH_ROWS = 1000

# The driver logs retries and lost connections as warnings; with no handler set up Python prints them on stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class _Transaction:
    """One try of one managed transaction."""

    def __init__(self, transaction: neo4j.ManagedTransaction, store: Neo4jStore) -> None:
        self._transaction = transaction
        self._store = store

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement; see `graph.stores.base.Transaction`."""
        try:
            return [plain_row(record) for record in self._store.send(self._transaction.run, query, parameters)]
        except (Neo4jError, DriverError) as error:
            if error.is_retryable():
                raise  # the driver runs the whole work again
            raise self._store.translated(error) from error


class Neo4jStore:
    """A graph in a Neo4j database; made by `open_neo4j`.

    Safe to use from several threads. A read sees every write that this store made before, on a cluster too.

    Args:
        driver: An open driver; the store closes it.
        address: The server, without user name and password.
        database: The database's name; None until it is asked for.
        username: For error messages.
    """

    def __init__(self, driver: neo4j.Driver, *, address: str, database: str | None, username: str | None) -> None:
        self._driver = driver
        self._address = address
        self._database = database
        self._username = username
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._closed = False

    @property
    def address(self) -> str:
        """The server's URI, never with a password."""
        return self._address

    @property
    def database(self) -> str | None:
        """The database's name on the server."""
        return self._database

    def __repr__(self) -> str:
        return f"Neo4jStore({self._address!r}, database={self._database!r})"

    def __enter__(self) -> Neo4jStore:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def connect(self) -> None:
        """Check server, login and database, and fix the database to the user's home database where none was named.

        Raises:
            GraphUnreachableError: Nothing answers.
            GraphAuthError: The server refuses the login.
            StoreError: It has no such database, or is no Neo4j server.
        """
        with self._translated():
            self._driver.verify_connectivity()
            with self._session(neo4j.READ_ACCESS, wait=CONNECT_SECONDS) as session:
                self._database = session.run(load("ping").text).consume().database

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """Run a query that only reads; rows are streamed, at most a thousand ahead.

        The query starts at once, not with the first row taken; a broken or writing one raises here.

        Raises:
            QueryError: The query writes, does not parse, or fails.
            GraphUnreachableError: The server has gone.
        """
        with self._translated():
            try:
                return self._started(query, parameters)
            except (Neo4jError, DriverError) as error:
                if self._closed or not error.is_retryable():
                    raise
                return self._started(query, parameters)  # no row has been given out yet

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction, again as a whole after a deadlock or another passing failure.

        A violated constraint may be another writer's doing, so it too is tried again, `RACES` times.

        Raises:
            QueryError: A query does not parse or fails.
            StoreError: A constraint is violated, or the retries are used up.
        """
        for _ in range(RACES):
            try:
                return self._write(work)
            except KnockonError as error:
                if not is_race(error):
                    raise
        return self._write(work)

    def _write(self, work: Callable[[Transaction], T]) -> T:
        with self._translated(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(lambda transaction: work(_Transaction(transaction, self)))

    def schema(self, statement: str) -> None:
        """Run one schema statement (constraint or index) in a transaction of its own."""
        with self._translated(), self._session(neo4j.WRITE_ACCESS) as session:
            session.run(statement).consume()

    def close(self) -> None:
        """Close all connections; may be called twice."""
        self._closed = True
        self._driver.close()

    def send(self, run: Callable[..., neo4j.Result], query: str, parameters: Mapping[str, Any] | None) -> neo4j.Result:
        """Hand a statement to a session's or transaction's `run`.

        Raises:
            QueryError: It is empty, or a parameter cannot be sent.
        """
        if not query.strip():
            raise QueryError("the query is empty", "write one Cypher statement")
        try:
            return run(query, dict(parameters or {}))
        except (ValueError, TypeError, OverflowError) as error:
            raise self.translated(error) from error

    def translated(self, error: Exception) -> Exception:
        """What a driver's exception means for the user of this store."""
        if self._closed:
            return StoreError(f"the graph {self._address} is closed", "open it again")
        return translate(error, address=self._address, username=self._username, database=self._database)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (Neo4jError, DriverError) as error:
            raise self.translated(error) from error

    def _session(self, access: str, *, wait: float = BUSY_SECONDS) -> neo4j.Session:
        return self._driver.session(
            database=self._database,
            connection_acquisition_timeout=wait,
            default_access_mode=access,
            fetch_size=FETCH_ROWS,
            bookmark_manager=self._bookmarks,
        )

    def _started(self, query: str, parameters: Mapping[str, Any] | None) -> Iterator[Row]:
        rows = self._stream(query, parameters)
        first = next(rows, None)
        return iter(()) if first is None else self._rest(first, rows)

    def _rest(self, first: Row, rows: Iterator[Row]) -> Iterator[Row]:
        with self._translated():
            yield first
            yield from rows

    def _stream(self, query: str, parameters: Mapping[str, Any] | None) -> Iterator[Row]:
        with self._session(neo4j.READ_ACCESS) as session:
            for record in self.send(session.run, query, parameters):
                yield plain_row(record)


def open_neo4j(
    uri: str,
    *,
    username: str | None = None,
    password: SecretStr | str | None = None,
    database: str | None = None,
) -> Neo4jStore:
    """Open a database of a Neo4j server and check that it answers.

    Args:
        uri: `neo4j://HOST:PORT` or `bolt://HOST:PORT`, with `+s` for TLS or `+ssc` for TLS with any certificate.
        username: Who logs in; None where the server asks for no login.
        password: Never kept beside the driver, never shown.
        database: Its name; None is the user's home database.

    Raises:
        GraphUnreachableError: Nothing answers within about `CONNECT_SECONDS`.
        GraphAuthError: The server refuses the login.
        StoreError: The address or the database's name is wrong.
    """
    uri = _checked(uri)
    if database and database.lower() == "system":
        raise StoreError("the database system of a Neo4j server holds no graphs", "name another in NEO4J_DATABASE")
    secret = password.get_secret_value() if isinstance(password, SecretStr) else (password or "")
    try:
        driver = neo4j.GraphDatabase.driver(
            uri,
            auth=(username, secret) if username else None,
            user_agent=f"knockon/{version('knockon')}",
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS,  # a server that takes the call and says nothing
            liveness_check_timeout=2 * CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            # Hints such as "this label is not there yet" are no news to us, and the driver would log them.
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
        )
    except (DriverError, ValueError) as error:
        raise bad_address(uri, first_line(error)) from error
    store = Neo4jStore(driver, address=uri, database=database or None, username=username)
    try:
        store.connect()
    except BaseException:
        store.close()
        raise
    return store


def _checked(uri: str) -> str:
    """The address without a trailing slash, if it can be one; the driver only warns of some that cannot."""
    try:
        parts = urlsplit(uri)
    except ValueError as error:  # such as a bracket that is never closed; it may hold a secret, so it is not repeated
        raise StoreError("the address of the Neo4j server is no URI", "write neo4j://HOST:PORT") from error
    if "?" in uri or "#" in uri:
        raise StoreError(
            "the address of the Neo4j server has a query or a fragment (behind ? or #)",
            "leave it out and set NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE",
        )
    if "@" in parts.netloc:
        raise StoreError(
            "the address of the Neo4j server holds a user name or password",
            "write neo4j://HOST:PORT and give them in NEO4J_USERNAME and NEO4J_PASSWORD",
        )
    if parts.scheme not in SCHEMES:
        raise bad_address(uri, f"its kind is none of {', '.join(SCHEMES)}")
    if not parts.hostname:
        raise bad_address(uri, "it names no host")
    try:
        _ = parts.port
    except ValueError as error:
        raise bad_address(uri, "its port is no number up to 65535") from error
    if parts.path not in ("", "/"):
        raise bad_address(uri, "it has a path (a database is named by NEO4J_DATABASE)")
    return parts._replace(path="").geturl()


def plain_row(record: neo4j.Record) -> Row:
    """One row as plain Python values."""
    return {key: plain(value) for key, value in zip(record.keys(), record.values(), strict=True)}


def plain(value: Any) -> Any:
    """A driver's value as text, number, boolean, list or map.

    Times become ISO 8601 text, nodes and edges their properties, a path the list of its nodes.

    Raises:
        QueryError: A value of a kind that has no plain form.
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (Date, DateTime, Time)):
        # as Python writes them, as far as Python can: nanoseconds and some zones are beyond it
        exact = isinstance(value, Date) or value.nanosecond % 1000 == 0
        return value.to_native().isoformat() if exact else value.iso_format()
    if isinstance(value, Duration):  # a tuple to Python, as a point is
        return value.iso_format()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (Node, Relationship)):
        return {key: plain(item) for key, item in sorted(value.items())}
    if isinstance(value, Path):
        return [plain(node) for node in value.nodes]
    if isinstance(value, (bytes, bytearray)):
        return list(value)
    raise QueryError(f"the query returns a {type(value).__name__}", "return its properties")
