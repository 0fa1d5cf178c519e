from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.merge import put_articles
from graph.open import open_graph
from graph.schema import SCHEMA_VERSION, prepare, schema_version, statements
from graph.snapshot import Snapshot, snapshot
from graph.stores.base import Store
from graph.stores.embedded import EmbeddedStore
from schemas.errors import ForeignGraphError, GraphVersionError
from schemas.records import Article, Claim


def test_keys_come_first_and_the_graph_says_its_version(store: Store, texts: dict[str, str]) -> None:
    kinds = [statement.split()[1] for statement in statements()]
    assert kinds == sorted(kinds)
    assert schema_version(store) == SCHEMA_VERSION
    names = {row["name"] for row in store.read(texts["constraint_names"])}
    assert names == {"article_id", "claim_id", "decision_id", "entity_id", "knockonmeta_id", "sentence_id"}
    for statement in statements():
        store.schema(statement)


def test_foreign_data_is_refused_unless_adopted(
    tmp_path: Path, texts: dict[str, str], news: list[tuple[Article, list[Claim]]]
) -> None:
    bare = EmbeddedStore(tmp_path / "graph")
    assert schema_version(bare) is None
    bare.write(lambda transaction: transaction.run(texts["foreign"]))
    bare.close()
    with pytest.raises(
        ForeignGraphError, match=r"did not write \(a node with Person\); give an empty .* 'knockon ingest --adopt'"
    ):
        open_graph(tmp_path / "graph")
    store = open_graph(tmp_path / "graph", adopt=True)
    put_articles(store, news, extractor="x")
    store.close()
    open_graph(tmp_path / "graph").close()


def test_foreign_data_under_our_labels_is_refused_even_when_adopted(tmp_path: Path, texts: dict[str, str]) -> None:
    bare = EmbeddedStore(tmp_path / "graph")
    bare.write(lambda transaction: transaction.run(texts["foreign_article"]))
    bare.close()
    with pytest.raises(ForeignGraphError, match=r"holds nodes labelled Article that knockon did not write"):
        open_graph(tmp_path / "graph", adopt=True)
    bare = EmbeddedStore(tmp_path / "graph")
    assert list(bare.read(texts["constraint_names"])) == []
    bare.close()


def test_a_newer_graph_is_refused(tmp_path: Path, texts: dict[str, str]) -> None:
    store = open_graph(tmp_path / "graph")
    store.write(lambda transaction: transaction.run(texts["newer"]))
    store.close()
    with pytest.raises(GraphVersionError, match=r"has schema version 99, and this knockon knows 1; use the knockon"):
        open_graph(tmp_path / "graph")


def test_without_create_an_empty_store_stays_empty(tmp_path: Path, texts: dict[str, str]) -> None:
    bare = EmbeddedStore(tmp_path / "graph")
    prepare(bare, create=False)
    assert schema_version(bare) is None
    assert list(bare.read(texts["all_labels"])) == []
    assert list(bare.read(texts["constraint_names"])) == []
    assert snapshot(bare) == Snapshot((), {}, (), (), (), ())
    bare.close()


def test_an_opening_that_fails_lets_go_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_store: Callable[[], Store]
) -> None:
    def fail(store: Store, *, adopt: bool, create: bool) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("graph.schema.prepare", fail)
        with pytest.raises(KeyboardInterrupt):
            open_graph(tmp_path / "graph")
    open_graph(tmp_path / "graph").close()
