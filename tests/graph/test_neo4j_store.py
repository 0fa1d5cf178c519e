"""What is Neo4j's alone: logins, addresses, databases, a server that is not there. All against a real server."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pydantic import SecretStr

from graph.stores.neo4j import Neo4jStore, open_neo4j
from schemas.errors import GraphAuthError, GraphUnreachableError, KnockonError, QueryError, StoreError

if TYPE_CHECKING:
    from graph.stores.base import Transaction
    from tests.neo4j_server import Login

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("neo4j_store.yaml").read_text("utf-8"))
WRONG = "not-the-password-8361"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def listener(*, greets: bytes = b"") -> Iterator[int]:
    """Something that takes a connection and is no Neo4j."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            try:
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(64)
                        connection.sendall(greets)
            except OSError:
                return

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def refusal(uri: str, **login: Any) -> KnockonError:
    with pytest.raises(KnockonError) as refused:
        open_neo4j(uri, **login)
    error = refused.value
    assert error.cause
    assert error.cure
    assert "\n" not in str(error)
    assert "neo4j_code" not in str(error)
    return error


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_opens_the_home_database(neo4j_server: Login, scheme: str) -> None:
    uri = neo4j_server.uri.replace("bolt", scheme, 1)
    with open_neo4j(uri + "/", username=neo4j_server.username, password=SecretStr(neo4j_server.password)) as store:
        assert store.address == uri
        assert store.database == neo4j_server.database
        assert repr(store) == f"Neo4jStore({uri!r}, database={neo4j_server.database!r})"
        assert list(store.read(CASES["one"])) == [{"x": 1}]


def test_says_who_it_is(neo4j_store: Neo4jStore, neo4j_server: Login) -> None:
    agents = {row["agent"] for row in neo4j_server.run(CASES["agents"])}
    assert any(agent.startswith("knockon/") for agent in agents)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_wrong_password(neo4j_server: Login, scheme: str) -> None:
    uri = neo4j_server.uri.replace("bolt", scheme, 1)
    error = refusal(uri, username=neo4j_server.username, password=WRONG, database=neo4j_server.database)
    assert isinstance(error, GraphAuthError)
    assert "NEO4J_PASSWORD" in error.cure
    assert WRONG not in "".join(traceback.format_exception(error))


def test_no_login(neo4j_server: Login) -> None:
    error = refusal(neo4j_server.uri)
    assert isinstance(error, GraphAuthError)
    assert "without user name" in error.cause


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_such_database(neo4j_server: Login, scheme: str) -> None:
    uri = neo4j_server.uri.replace("bolt", scheme, 1)
    error = refusal(uri, username=neo4j_server.username, password=neo4j_server.password, database="nosuchdatabase")
    assert type(error) is StoreError
    assert "nosuchdatabase" in error.cause
    assert "NEO4J_DATABASE" in error.cure


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s", "neo4j+ssc"])
def test_tls_where_there_is_none(neo4j_server: Login, scheme: str) -> None:
    error = refusal(neo4j_server.uri.replace("bolt", scheme, 1), username="neo4j", password=WRONG)
    assert isinstance(error, GraphUnreachableError)
    assert "TLS" in error.cause


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("bolt://127.0.0.1:{free}", "Connection refused"),
        ("neo4j://127.0.0.1:{free}", "bolt://"),
        ("bolt://no-such-host.invalid", "no-such-host.invalid"),
        ("neo4j://no-such-host.invalid:7687", "no-such-host.invalid"),
    ],
)
def test_nothing_there(uri: str, words: str) -> None:
    error = refusal(uri.format(free=free_port()), username="neo4j", password=WRONG)
    assert isinstance(error, GraphUnreachableError)
    assert words in str(error)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_something_else_there(scheme: str) -> None:
    with listener(greets=b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        error = refusal(f"{scheme}://127.0.0.1:{port}", username="neo4j", password=WRONG)
    assert isinstance(error, StoreError)


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("http://127.0.0.1:7474", "its kind is none of"),
        ("bolt://", "names no host"),
        ("bolt://127.0.0.1:port", "its port"),
        ("bolt://127.0.0.1:7687/graph", "NEO4J_DATABASE"),
        ("bolt://127.0.0.1:7687?policy=x", "has a query or a fragment"),
        ("neo4j://localhost:1/?password=word-in-uri", "has a query or a fragment"),
        ("neo4j://localhost:1#word-in-uri", "has a query or a fragment"),
        ("neo4j://[word-in-uri", "is no URI"),
        ("neo4j://me:word-in-uri@127.0.0.1:7687", "user name or password"),
    ],
)
def test_bad_address(uri: str, words: str) -> None:
    error = refusal(uri, username="neo4j", password=WRONG)
    assert words in str(error)
    assert "word-in-uri" not in str(error)


def test_system_database() -> None:
    assert "system" in refusal("bolt://127.0.0.1:7687", database="System").cause


@pytest.mark.parametrize("value", [2**63, "\ud800", object(), {1: 2}], ids=["int", "surrogate", "object", "key"])
def test_parameter_that_cannot_be_sent(neo4j_store: Neo4jStore, value: object) -> None:
    with pytest.raises(QueryError, match="a parameter cannot be sent"):
        neo4j_store.read(CASES["echo"], {"x": value})
    with pytest.raises(QueryError, match="a parameter cannot be sent"):
        neo4j_store.write(lambda transaction: transaction.run(CASES["echo"], {"x": value}))
    assert list(neo4j_store.read(CASES["echo"], {"x": 1})) == [{"x": 1}]


def test_empty_query(neo4j_store: Neo4jStore) -> None:
    with pytest.raises(QueryError, match="empty"):
        neo4j_store.read(" \n")


def test_values_of_time_and_place(neo4j_store: Neo4jStore) -> None:
    assert list(neo4j_store.read(CASES["values"])) == CASES["values_rows"]


def test_deadlock_is_run_again(neo4j_store: Neo4jStore) -> None:
    """Two writers take two locks in opposite order: the server ends one, the store runs it again as a whole."""
    neo4j_store.write(lambda transaction: transaction.run(CASES["two"]))
    both_hold_one = threading.Barrier(2)
    tries: list[str] = []

    def work(first: str, second: str) -> None:
        def in_turn(transaction: Transaction) -> None:
            again = first in tries
            tries.append(first)
            transaction.run(CASES["add"], {"id": first})
            if not again:
                both_hold_one.wait()
            transaction.run(CASES["add"], {"id": second})

        neo4j_store.write(in_turn)

    threads = [threading.Thread(target=work, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tries) == 3
    assert list(neo4j_store.read(CASES["sums"])) == [{"id": "a", "n": 2}, {"id": "b", "n": 2}]


@pytest.mark.parametrize(
    ("before", "first", "second", "after"),
    [
        # both find no such node, and both make it
        (None, "make", "make_if_none", [{"id": "a", "n": 0}]),
        # one deletes the node that the other has found and wants to lock
        ("make", "delete", "lock", []),
    ],
    ids=["made-twice", "deleted"],
)
def test_race_is_run_again(
    neo4j_store: Neo4jStore, before: str | None, first: str, second: str, after: list[dict[str, Any]]
) -> None:
    neo4j_store.schema(CASES["unique"])
    if before:
        neo4j_store.write(lambda transaction: transaction.run(CASES[before]))
    tries: list[int] = []
    written, going = threading.Event(), threading.Event()

    def other(transaction: Transaction) -> None:
        transaction.run(CASES[first])
        written.set()
        going.wait()

    def work(transaction: Transaction) -> None:
        tries.append(len(tries))
        found = transaction.run(CASES["sums"])
        if len(tries) == 1:
            written.wait()
            threading.Timer(0.5, going.set).start()  # while the next statement waits for the other's lock
            transaction.run(CASES[second.removesuffix("_if_none")])
        elif not found and second == "make_if_none":
            transaction.run(CASES["make"])

    thread = threading.Thread(target=neo4j_store.write, args=(other,))
    thread.start()
    neo4j_store.write(work)
    thread.join()
    assert len(tries) == (1 if before else 2)
    assert list(neo4j_store.read(CASES["sums"])) == after


def test_violated_constraint(neo4j_store: Neo4jStore) -> None:
    neo4j_store.schema(CASES["unique"])
    neo4j_store.write(lambda transaction: transaction.run(CASES["make"]))
    with pytest.raises(StoreError, match="already holds this key"):
        neo4j_store.write(lambda transaction: transaction.run(CASES["make"]))


def test_reads_go_on_after_lost_connections(neo4j_store: Neo4jStore, neo4j_server: Login) -> None:
    assert list(neo4j_store.read(CASES["one"])) == [{"x": 1}]
    for row in neo4j_server.run(CASES["agents"]):
        if row["agent"].startswith("knockon/"):
            neo4j_server.run(CASES["hang_up"], id=row["id"])
    assert list(neo4j_store.read(CASES["one"])) == [{"x": 1}]
    assert neo4j_store.write(lambda transaction: transaction.run(CASES["one"])) == [{"x": 1}]


def test_says_nothing_on_stderr(neo4j_server: Login) -> None:
    """Hints of the server, lost connections and refused logins are no talk of the driver's, and leave no warning."""
    script = Path(__file__).with_name("neo4j_quiet.py")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), neo4j_server.uri, neo4j_server.username, neo4j_server.database],
        input=neo4j_server.password,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "done\n"


def test_logger_can_still_be_used() -> None:
    assert logging.getLogger("neo4j").propagate
