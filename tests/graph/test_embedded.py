from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.claims_file import dump
from graph.merge import put_articles
from graph.open import default_folder, is_server, open_graph
from graph.snapshot import snapshot
from graph.stores.base import Store, Transaction
from graph.stores.embedded import EmbeddedStore, is_graph
from schemas.errors import GraphLockedError, QueryError, SettingsError, StoreError
from schemas.records import Article, Claim

Told = tuple[Article, list[Claim]]
SCRIPT = Path(__file__).with_name("embedded_process.py")


def start(deed: str, *words: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), deed, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
    )  # fmt: skip


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = start("hold", str(tmp_path / "graph"))
    assert line(process) == "held"
    yield process
    process.kill()
    process.communicate()


def test_rows_are_plain_values(store: Store, texts: dict[str, str]) -> None:
    assert list(store.read(texts["kinds"])) == [
        {"a": 1, "b": 1.5, "c": "c", "d": True, "e": None, "f": [1, "x", None], "g": {"g": [1.0]}, "h": "2024-02-03"}
    ]
    store.write(lambda transaction: transaction.run(texts["create_path"]))
    assert sorted(row["node"]["id"] for row in store.read(texts["node"])) == ["a", "b"]
    assert list(store.read(texts["path"])) == [{"path": [{"id": "a"}, {"id": "b"}], "edges": [{"since": 2020}]}]


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -(2**40), 1.0, 0.1 + 0.2, 1e-300, "", "Ünïcode 日本 😀 \n\t\"'\\", [], ["a", "b"], [1.5, 2.0],
     {"a": [1, {"b": None}], "c": "d"}, [[1], []]],
)  # fmt: skip
def test_parameters_come_back_as_they_went(store: Store, texts: dict[str, str], value: object) -> None:
    rows = list(store.read(texts["values"], {"v": value}))
    assert rows == [{"v": value}]
    assert type(rows[0]["v"]) is type(value)


def test_a_text_that_is_no_unicode_is_refused(store: Store, texts: dict[str, str]) -> None:
    with pytest.raises(QueryError, match=r"a parameter cannot be stored: .*surrogates not allowed"):
        store.read(texts["values"], {"v": ["\ud800"]})
    with pytest.raises(QueryError, match="a parameter cannot be stored: Out of range float"):
        store.read(texts["values"], {"v": [float("nan")]})


def test_rows_are_streamed(store: Store, texts: dict[str, str]) -> None:
    rows = store.read(texts["numbers"], {"n": 2_000_000})
    assert [next(rows)["n"] for _ in range(3)] == [1, 2, 3]
    rows.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("writing", "the query changes the graph, and only reading is allowed here; add --write if it is meant to"),
        ("broken", "the query does not parse: Syntax error at line 1:9 - no viable alternative"),
        ("unknown_function", "the query does not parse: UnknownFunction: Unknown function 'nowhere'"),
        ("missing_parameter", "the query needs the parameter wanted; give it with -p wanted=..."),
    ],
)
def test_a_bad_query_is_one_line(store: Store, texts: dict[str, str], name: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.read(texts[name])
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert "com.arcadedb" not in str(caught.value)


def test_a_query_that_fails_on_the_way(store: Store, texts: dict[str, str]) -> None:
    with pytest.raises(QueryError, match="the query fails"):
        list(store.read(texts["fails_late"]))


def test_a_bad_statement_in_a_transaction_takes_all_of_it_back(store: Store, texts: dict[str, str]) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run(texts["creating"], {"id": "a"})
        transaction.run(texts["broken"])

    with pytest.raises(QueryError, match="does not parse"):
        store.write(work)
    assert list(store.read(texts["things"])) == []
    assert store.write(lambda transaction: transaction.run(texts["creating"], {"id": "b"})) == [{"id": "b"}]


def test_threads_that_conflict_run_again(store: Store, texts: dict[str, str]) -> None:
    store.write(lambda transaction: transaction.run(texts["bump"]))

    def bump() -> None:
        for _ in range(10):
            store.write(lambda transaction: transaction.run(texts["bump"]))

    threads = [threading.Thread(target=bump) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(store.read(texts["counter"])) == [{"count": 31}]


def test_closing_twice_and_using_after(tmp_path: Path, texts: dict[str, str]) -> None:
    store = open_graph(tmp_path / "graph")
    store.close()
    store.close()
    for use in (lambda: store.read(texts["things"]), lambda: store.schema(""), lambda: store.write(lambda t: None)):
        with pytest.raises(StoreError, match="is closed; open it again"):
            use()
    with open_graph(tmp_path / "graph") as again:
        assert again.address == str(tmp_path / "graph")
        assert repr(again) == f"EmbeddedStore({str(tmp_path / 'graph')!r})"


def test_what_is_no_graph_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is a file, not a graph folder"):
        open_graph(tmp_path / "file")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.png").write_text("x")
    with pytest.raises(StoreError, match=r"exists and is not a graph \(it holds cat.png\); give a new or an empty"):
        open_graph(tmp_path / "photos")
    with pytest.raises(StoreError, match=r"there is no graph in .*none; make one with 'knockon ingest'"):
        open_graph(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()
    with pytest.raises(StoreError, match="cannot make the graph folder"):
        open_graph(tmp_path / "file" / "graph")


def test_an_empty_folder_and_a_half_made_one_become_graphs(tmp_path: Path) -> None:
    for name in ("empty", "half"):
        (tmp_path / name).mkdir()
    (tmp_path / "half" / "database").mkdir()
    (tmp_path / "half" / "database" / "configuration.json").write_text("")
    for name in ("empty", "half"):
        open_graph(tmp_path / name).close()
        assert is_graph(tmp_path / name)


def test_a_damaged_graph_is_said_to_be_one(tmp_path: Path) -> None:
    open_graph(tmp_path / "graph").close()
    for path in (tmp_path / "graph" / "database").glob("*.dict"):
        path.unlink()
    with pytest.raises(StoreError, match="cannot open the graph"):
        open_graph(tmp_path / "graph")


def test_a_second_process_is_told_who_holds_the_graph(
    tmp_path: Path, holder: subprocess.Popen[str], texts: dict[str, str]
) -> None:
    with pytest.raises(GraphLockedError) as caught:
        open_graph(tmp_path / "graph")
    said = str(caught.value)
    assert said.startswith(f"process {holder.pid} (embedded_process.py hold ")
    assert f"holds the graph {tmp_path / 'graph'}; wait until it ends, stop it, or give another graph" in said
    holder.kill()
    holder.wait()
    store = open_graph(tmp_path / "graph")  # its note is still there, and means nothing any more
    assert list(store.read(texts["things"])) == []
    store.close()


def test_the_same_process_is_told_so(store: EmbeddedStore) -> None:
    with pytest.raises(GraphLockedError, match=r"this process already holds the graph .*; close the first one"):
        open_graph(store.folder)


def test_nothing_is_printed_and_exit_closes_the_graph(tmp_path: Path) -> None:
    for expected in ('["left"]', '["left", "left"]'):
        process = start("leave", str(tmp_path / "graph"))
        assert process.communicate() == (f"{expected}\n", "")
        assert process.returncode == 0
    assert (tmp_path / "graph" / "holder").read_text() == ""


def test_ctrl_c_reaches_python_and_leaves_a_sound_graph(tmp_path: Path, texts: dict[str, str]) -> None:
    process = start("interrupted", str(tmp_path / "graph"))
    assert line(process) == "writing"
    process.send_signal(signal.SIGINT)
    assert process.communicate() == ("interrupted\n", "")
    assert process.returncode == 130
    store = open_graph(tmp_path / "graph")
    assert list(store.read(texts["things"])) == [{"id": "whole"}]
    store.close()


def test_a_killed_transaction_leaves_nothing_of_itself(tmp_path: Path, texts: dict[str, str]) -> None:
    process = start("die_in_transaction", str(tmp_path / "graph"))
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    store = open_graph(tmp_path / "graph")
    assert list(store.read(texts["things"])) == [{"id": "whole"}]
    store.close()


@pytest.mark.long
@pytest.mark.parametrize("after", [0, 1, 3])
def test_killed_in_mid_ingest_and_run_again_equals_an_undisturbed_run(
    tmp_path: Path, new_store: Callable[[], Store], many: Callable[..., list[Told]], after: int
) -> None:
    told = many(300, things=40)
    undisturbed = new_store()
    put_articles(undisturbed, told, extractor="x")
    expected = snapshot(undisturbed)
    path = tmp_path / "claims.jsonl"
    with path.open("wb") as file:
        dump(undisturbed, file)
    process = start("ingest", str(tmp_path / "graph"), str(path))
    for number in range(after):
        assert line(process) == str(number + 1)
    process.kill()
    process.communicate()
    process = start("ingest", str(tmp_path / "graph"), str(path))
    out, err = process.communicate()
    assert (out.endswith("done\n"), err, process.returncode) == (True, "", 0)
    store = open_graph(tmp_path / "graph")
    assert snapshot(store) == expected
    with (tmp_path / "again.jsonl").open("wb") as file:
        dump(store, file)
    assert (tmp_path / "again.jsonl").read_bytes() == path.read_bytes()
    store.close()


def test_a_heap_that_is_no_size_is_refused(tmp_path: Path) -> None:
    process = start("leave", str(tmp_path / "graph"), KNOCKON_HEAP="plenty")
    assert "KNOCKON_HEAP is 'plenty', which is not a size" in process.communicate()[1]
    assert issubclass(SettingsError, Exception)
    process = start("leave", str(tmp_path / "graph"), KNOCKON_HEAP="256m")
    assert process.communicate() == ('["left"]\n', "")


def test_addresses() -> None:
    assert is_server("neo4j+s://host:7687")
    assert is_server("BOLT://host")
    assert not is_server("graphs/mine")
    assert not is_server(Path("neo4j:/x"))
    assert default_folder().name == "graph"
    with pytest.raises(StoreError, match="no graph database is reached by https://; give a folder or a URI"):
        is_server("https://me:secret@host/")
