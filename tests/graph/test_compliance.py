"""One suite for both stores: the same statements, the same rows. The cases are in compliance.yaml."""

from __future__ import annotations

import datetime
import threading
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.stores.base import Row, Store, Transaction
from schemas.errors import QueryError, StoreError

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("compliance.yaml").read_text("utf-8"))


def cases(section: str) -> list[Any]:
    return [pytest.param(case, id=case["name"].replace(" ", "-")) for case in CASES[section]]


def write(store: Store, statement: str, parameters: dict[str, Any] | None = None) -> list[Row]:
    return store.write(lambda transaction: transaction.run(statement, parameters))


def read(store: Store, query: str, parameters: dict[str, Any] | None = None) -> list[Row]:
    return list(store.read(query, parameters))


@pytest.fixture
def store(shared_store: Store) -> Store:
    """A store that is empty before each test; its constraints stay."""
    write(shared_store, CASES["clear"])
    return shared_store


@pytest.mark.parametrize("case", cases("answers"))
def test_same_rows(store: Store, case: dict[str, Any]) -> None:
    parameters = case.get("parameters")
    for statement in case.get("setup", ()):
        write(store, statement, parameters)
    rows = read(store, case["query"], parameters)
    assert rows == case["rows"]
    assert [[type(value) for value in row.values()] for row in rows] == [
        [type(row_[key]) for key in row] for row, row_ in zip(rows, case["rows"], strict=True)
    ]
    assert write(store, case["query"], parameters) == case["rows"]


@pytest.mark.parametrize("case", cases("broken"))
def test_broken_query(store: Store, case: dict[str, Any]) -> None:
    for run in (read, write):
        with pytest.raises(QueryError) as refused:
            run(store, case["query"])
        assert refused.value.cure
        assert "\n" not in str(refused.value)
        assert "neo4j_code" not in str(refused.value)


@pytest.mark.parametrize("case", cases("writes"))
def test_read_does_not_write(store: Store, case: dict[str, Any]) -> None:
    write(store, CASES["one"])
    with pytest.raises(QueryError, match=r"changes the graph.*--write"):
        read(store, case["query"])
    assert read(store, CASES["things"]) == [{"id": "one", "n": 1, "labels": ["Thing"]}]


def test_rows_are_streamed(store: Store) -> None:
    rows = store.read(CASES["many"], {"count": 5_000})
    assert iter(rows) is rows
    assert next(rows) == {"i": 1}
    assert sum(1 for _ in rows) == 4_999


def test_stream_left_early_and_two_at_once(store: Store) -> None:
    first, second = (store.read(CASES["many"], {"count": 3_000}) for _ in range(2))
    assert [next(first)["i"], next(second)["i"], next(first)["i"]] == [1, 1, 2]
    del first
    assert len(list(second)) == 2_999
    assert read(store, CASES["many"], {"count": 1}) == [{"i": 1}]


def test_write_returns_what_the_work_returns(store: Store) -> None:
    def work(transaction: Transaction) -> str:
        transaction.run(CASES["add"], {"id": "a"})
        assert transaction.run(CASES["ids"]) == [{"id": "a"}]  # it sees its own writes
        return "done"

    assert store.write(work) == "done"
    assert read(store, CASES["ids"]) == [{"id": "a"}]


def test_exception_rolls_back(store: Store) -> None:
    class StopError(Exception):
        pass

    def work(transaction: Transaction) -> None:
        transaction.run(CASES["add"], {"id": "a"})
        raise StopError

    with pytest.raises(StopError):
        store.write(work)
    assert read(store, CASES["ids"]) == []


def test_failing_statement_rolls_back(store: Store) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run(CASES["add"], {"id": "a"})
        transaction.run(CASES["broken"][0]["query"])

    with pytest.raises(QueryError):
        store.write(work)
    assert read(store, CASES["ids"]) == []


def test_constraint_is_kept(store: Store) -> None:
    store.schema(CASES["unique"])
    store.schema(CASES["unique"])  # again is no error
    write(store, CASES["add"], {"id": "a"})
    with pytest.raises(StoreError):
        write(store, CASES["add"], {"id": "a"})
    assert read(store, CASES["ids"]) == [{"id": "a"}]


def test_writers_in_threads_lose_nothing(store: Store) -> None:
    write(store, CASES["one"])
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(10):
                write(store, CASES["raise_n"])
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert [row["n"] for row in store.read(CASES["things"])] == [31]


@pytest.mark.parametrize(
    ("given", "back"),
    [
        (("a", "b"), ["a", "b"]),
        (datetime.date(2026, 3, 1), "2026-03-01"),
        ({"list": [True, None, {"x": 0.5}]}, {"list": [True, None, {"x": 0.5}]}),
        ("x" * 200_000, "x" * 200_000),
        ("nul \x00 inside", "nul \x00 inside"),
        (list(range(3_000)), list(range(3_000))),
    ],
    ids=["tuple", "date", "nested", "long", "nul", "many"],
)
def test_python_parameters(store: Store, given: object, back: object) -> None:
    assert read(store, CASES["echo"], {"x": given}) == [{"x": back}]


def test_close_twice(any_store: Store) -> None:
    any_store.close()
    any_store.close()
    with pytest.raises(StoreError):
        list(any_store.read(CASES["ids"]))
