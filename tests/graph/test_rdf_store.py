"""RDF of a real graph: from the embedded store, in any order of ingest, and after an article was taken out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph.merge import put_article, retract
from graph.open import open_graph
from graph.rdf import export_rdf
from graph.snapshot import snapshot
from schemas.records import Article, Claim, Mention, Span
from schemas.vocabulary import vocabulary

SENTENCES = [
    ("Quarry towns produce slate.", "Quarry towns", "Place", "PRODUCES", "produce", "slate", "Commodity", "holds"),
    ("Roofers need slate.", "Roofers", "Industry", "DEPENDS_ON", "need", "slate", "Commodity", "holds"),
    ("Roofers do not need slate.", "Roofers", "Industry", "DEPENDS_ON", "need", "slate", "Commodity", "denied"),
    ("Heavy rain halts \u201cslate\u201d \U0001f327 exports.", "Heavy rain", "Event", "DISRUPTS", "halts",
     "\u201cslate\u201d \U0001f327 exports", "Activity", "holds"),
]  # fmt: skip


def documents() -> list[tuple[Article, list[Claim]]]:
    found = []
    for at, (text, subject, kind, relation, trigger, object_, object_kind, status) in enumerate(SENTENCES):
        article = Article.of(
            text, title=f"Slate {at}", url=f"https://example.org/slate/{at}", published=f"2031-0{at + 1}"
        )

        def where(words: str, text: str = text) -> dict[str, str | int]:
            return {"text": words, "start": text.index(words), "end": text.index(words) + len(words)}

        claim = Claim.of(
            article=article.id, field="text", sentence=Span.model_validate(where(text)), relation=relation,
            subject=Mention.model_validate({**where(subject), "type": kind}),
            object=Mention.model_validate({**where(object_), "type": object_kind}),
            trigger=Span.model_validate(where(trigger)), status=status, confidence=0.9, source="frames:test/active",
            published=article.published,
        )  # fmt: skip
        found.append((article, [claim]))
    return found


def exported(folder: Path, items: Sequence[tuple[Article, list[Claim]]], *, without: Article | None = None) -> bytes:
    store = open_graph(folder)
    try:
        for article, claims in items:
            put_article(store, article, claims, extractor="test")
        if without is not None:
            retract(store, without.id)
        return export_rdf(snapshot(store), vocabulary=vocabulary())
    finally:
        store.close()


def test_both_parsers_read_every_statement_of_a_real_graph(tmp_path: Path) -> None:
    data = exported(tmp_path / "graph", documents())
    rows = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    assert len(rows) == len(set(rows)) == len(rdflib.Graph().parse(data=data, format="turtle"))
    plain = {row.predicate.value.removeprefix("urn:knockon:ns:") for row in rows} & set(vocabulary().relation_names)
    assert plain == {"PRODUCES", "DEPENDS_ON", "DISRUPTS"}


def test_the_order_of_ingest_does_not_show(tmp_path: Path) -> None:
    orders = list(itertools.permutations(documents()))[::7]
    assert len({exported(tmp_path / str(at), items) for at, items in enumerate(orders)}) == 1


@pytest.mark.parametrize("at", [2, 3])
def test_what_was_retracted_leaves_no_trace(at: int, tmp_path: Path) -> None:
    items = documents()
    rest = items[:at] + items[at + 1 :]
    gone = exported(tmp_path / "gone", items, without=items[at][0])
    assert gone == exported(tmp_path / "never", rest)
