"""The sentiment of an article on its way: into the graph, to Cypher, the claims file and RDF, and in again."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import load_pipeline
from extract.sentiment import sentiment
from graph.open import open_graph
from knockon.verbs.export import export
from knockon.verbs.ingest import ingest, preview
from knockon.verbs.load import load
from knockon.verbs.query import query
from schemas.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

TITLE, TEXT = "Chip makers plunge on weak demand", "Chip makers depend on neon. Shares fell 12% to a record low."
OURS = sentiment(TITLE, TEXT)
STATEMENT = "MATCH (a:Article) RETURN a.sentiment_label AS label, a.sentiment_score AS score"


def article(**more: object) -> Article:
    return Article.of(TEXT, title=TITLE, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("frames")


def filled(folder: Path, runs: Iterable[list[Article]], nlp: Language) -> tuple[bytes, list[tuple[int, int, int]]]:
    """What a graph exports after some runs, and each run's count of new, changed and unchanged articles."""
    store = open_graph(folder / "graph")
    try:
        done = [ingest(store, articles, nlp=nlp) for articles in runs]
        for name in ("graph.jsonl", "graph.ttl"):
            export(store, folder / name)
    finally:
        store.close()
    return (folder / "graph.jsonl").read_bytes(), [(one.new, one.changed, one.unchanged) for one in done]


def stored(graph: Path) -> list[dict[str, object]]:
    store = open_graph(graph)
    try:
        return [dict(row) for row in query(store, STATEMENT)]
    finally:
        store.close()


def test_the_stored_article_carries_it_everywhere(tmp_path: Path, nlp: Language) -> None:
    dump, counts = filled(tmp_path, [[article()], [article()]], nlp)
    assert counts == [(1, 0, 0), (0, 0, 1)]
    assert OURS.score < -0.3
    assert stored(tmp_path / "graph") == [{"label": OURS.label, "score": OURS.score}]
    lines = [json.loads(line) for line in dump.splitlines()]
    said = [(one["sentiment_label"], one["sentiment_score"]) for one in lines if "sentiment_label" in one]
    assert said == [(OURS.label, OURS.score)]
    rdf = (tmp_path / "graph.ttl").read_text()
    assert f'sentimentLabel "{OURS.label}"' in rdf
    assert f"sentimentScore {OURS.score}" in rdf
    store = open_graph(tmp_path / "again")
    try:
        load(store, tmp_path / "graph.jsonl")
        assert export(store, tmp_path / "again.jsonl")
        assert (tmp_path / "again.jsonl").read_bytes() == dump
        assert ingest(store, [article()], nlp=nlp).unchanged == 1
    finally:
        store.close()


FEED = {"sentiment_label": "Bullish", "sentiment_score": 0.9}


@pytest.mark.parametrize("more", [{}, {"published": "2031-05"}])
def test_versions_with_and_without_a_feeds_give_one_graph_in_both_orders(
    tmp_path: Path, nlp: Language, more: dict[str, object]
) -> None:
    versions = [article(**more), article(**more, **FEED)]
    dumps = set()
    for number, order in enumerate(itertools.permutations(versions)):
        for at_once in (False, True):
            folder = tmp_path / f"{number}-{at_once}"
            folder.mkdir()
            dump, _ = filled(folder, [list(order)] if at_once else [[one] for one in order], nlp)
            dumps.add(dump)
    assert len(dumps) == 1


def test_the_last_version_under_a_url_counts(tmp_path: Path, nlp: Language) -> None:
    url = "https://example.org/chips"
    _, counts = filled(tmp_path, [[article(url=url)], [article(url=url, **FEED)], [article(url=url, **FEED)]], nlp)
    assert counts == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert stored(tmp_path / "graph") == [{"label": "Bullish", "score": 0.9}]
    store = open_graph(tmp_path / "graph")
    try:
        assert ingest(store, [article(url=url)], nlp=nlp).changed == 1
    finally:
        store.close()
    assert stored(tmp_path / "graph") == [{"label": OURS.label, "score": OURS.score}]


def test_a_dry_run_shows_it(nlp: Language) -> None:
    ((found, _),) = preview([article()], nlp=nlp)  # type: ignore[misc]
    assert (found.sentiment_label, found.sentiment_score) == (OURS.label, OURS.score)
