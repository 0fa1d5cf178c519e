from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from graph.claims_file import INCOMPLETE, dump, load, read
from graph.deciding import Decider
from graph.merge import Change, put_articles
from graph.snapshot import snapshot
from graph.stores.base import Store
from schemas.records import Article, Claim, Decision

Told = tuple[Article, list[Claim]]
NewStore = Callable[[], Store]


def dumped(store: Store) -> bytes:
    out = io.BytesIO()
    dump(store, out)
    return out.getvalue()


def test_dump_and_load_rebuild_the_graph(store: Store, new_store: NewStore, news: list[Told]) -> None:
    put_articles(store, news, extractor="x1")
    lines = dumped(store).decode().split("\n")
    assert len(lines) == 21 + 1
    other = new_store()
    loaded = load(other, lines)
    assert loaded.refused == ()
    assert (loaded.change.articles, loaded.change.claims_added) == (6, 15)
    assert snapshot(other) == snapshot(store)
    assert dumped(other) == dumped(store)
    assert put_articles(other, news, extractor="x1") == Change(unchanged=6)
    assert load(other, read(lines)).change == Change(unchanged=6)


def test_equal_graphs_give_equal_bytes(new_store: NewStore, news: list[Told]) -> None:
    one, two = new_store(), new_store()
    put_articles(one, news, extractor="x")
    for article, claims in reversed(news):
        put_articles(two, [(article, claims[::-1])], extractor="x")
    assert dumped(one) == dumped(two)


def test_lines_may_come_in_any_order(store: Store, new_store: NewStore, news: list[Told]) -> None:
    put_articles(store, news, extractor="x")
    lines = dumped(store).decode().splitlines()
    random.Random(3).shuffle(lines)
    other = new_store()
    assert load(other, ["", *lines, ""]).refused == ()
    assert dumped(other) == dumped(store)


def change(line: int, **fields: Any) -> Callable[[list[dict[str, Any]]], None]:
    def apply(records: list[dict[str, Any]]) -> None:
        for name, value in fields.items():
            where, *inner = name.split("__")
            if inner:
                records[line][where][inner[0]] = value
            else:
                records[line][where] = value

    return apply


BAD = [
    (change(2, relation="LIKES"), 3, "unknown relation 'LIKES'"),
    (change(2, subject__type="Thing"), 3, "unknown entity type 'Thing'"),
    (change(2, id="0"), 3, "the id of claim 0 is not as it should be"),
    (change(2, confidence=2), 3, "no claim: confidence: Input should be less than or equal to 1"),
    (change(2, confidence=0.12345), 3, "the confidence of claim"),
    (change(2, extra=1), 3, "no claim: extra: Extra inputs are not permitted"),
    (change(2, trigger__text="Nothing"), 3, "no claim: trigger: offsets"),
    (change(2, record="fact"), 3, "the record is 'fact'"),
    (change(2, article="feed"), 3, "the id of claim"),
]


@pytest.mark.parametrize(("spoil", "line", "message"), BAD)
def test_a_bad_line_is_reported_and_left_out(
    new_store: NewStore, news: list[Told], spoil: Callable[..., None], line: int, message: str
) -> None:
    store = new_store()
    put_articles(store, news[:1], extractor="x")
    records = [json.loads(text) for text in dumped(store).splitlines()]
    spoil(records)
    other = new_store()
    loaded = load(other, map(json.dumps, records))
    assert [bad.line for bad in loaded.refused] == [line]
    assert str(loaded.refused[0].error).startswith(f"line {line}: {message}")
    assert loaded.change.claims_added == 2


def test_an_article_that_lost_a_claim_is_not_taken_for_whole(
    store: Store, new_store: NewStore, news: list[Told]
) -> None:
    put_articles(store, news[:1], extractor="x")
    records = [json.loads(text) for text in dumped(store).splitlines()]
    records[2]["relation"] = "LIKES"
    other = new_store()
    load(other, map(json.dumps, records))
    assert set(snapshot(other).extractors.values()) == {f"{INCOMPLETE}x"}
    assert put_articles(other, news[:1], extractor="x").claims_added == 1
    assert snapshot(other) == snapshot(store)


def test_words_that_the_article_does_not_say_are_refused(store: Store, news: list[Told]) -> None:
    article, claims = news[0]
    wrong = Article.of(article.text.replace("China", "Japan"), url=article.url)
    lines = [json.dumps({"record": "article", "extractor": "x", **wrong.to_dict()})]
    lines += [json.dumps({"record": "claim", **claim.to_dict()}) for claim in claims]
    loaded = load(store, lines)
    assert [str(bad.error).split(";")[0] for bad in loaded.refused] == [
        "line 2: sentence 'China refines most rare earths.' is not at 0:31 of the text"
    ]


def test_broken_lines_and_lone_claims(store: Store, news: list[Told]) -> None:
    article, claims = news[0]
    lines = [
        "{broken", "[1]", json.dumps({"record": "claim", **claims[0].to_dict()}),
        json.dumps({"record": "article", "extractor": 3, **article.to_dict()}),
        json.dumps({"record": "article", **article.to_dict(), "text_hash": "0"}),
        '{"record": "article", "text": "\\ud800"}',
    ]  # fmt: skip
    loaded = load(store, lines)
    assert [bad.line for bad in loaded.refused] == [1, 2, 3, 4, 5, 6]
    starts = [
        "no JSON", "no JSON object", f"the claim's article {article.id} is not in the file", "the extractor is no text",
        f"id or text_hash of article {article.id}", "a text holds half a character",
    ]  # fmt: skip
    for bad, start in zip(loaded.refused, starts, strict=True):
        assert bad.error.cause.startswith(f"line {bad.line}: {start}")
    assert loaded.change.articles == 0


def test_the_same_record_twice(store: Store, news: list[Told]) -> None:
    article, claims = news[0]
    line = json.dumps({"record": "article", "extractor": "x", **article.to_dict()})
    claim = json.dumps({"record": "claim", **claims[0].to_dict()})
    other = json.dumps({"record": "claim", **claims[0].model_copy(update={"confidence": 0.1}).to_dict()})
    again = json.dumps({"record": "article", "extractor": "y", **article.to_dict()})
    loaded = load(store, [line, claim, claim, line, other, again])
    assert [bad.line for bad in loaded.refused] == [5, 6]
    assert all("twice, with different content" in str(bad.error) for bad in loaded.refused)


DECIDED = [
    Decision.of(deed="merge", entity="magnet", other="rare-earth-magnet", date="2026-05", why="one thing"),
    Decision.of(deed="retype", entity="oil", type="Product"),
]


def test_decisions_go_along_in_any_order(store: Store, new_store: NewStore, news: list[Told]) -> None:
    put_articles(store, news, extractor="x")
    Decider(store).add(DECIDED)
    lines = dumped(store).decode().splitlines()
    assert [json.loads(line)["record"] for line in lines[:3]] == ["decision", "decision", "article"]
    for order in (lines, lines[::-1]):
        other = new_store()
        loaded = load(other, order)
        assert (loaded.refused, loaded.decisions) == ((), 2)
        assert dumped(other) == dumped(store)
        assert snapshot(other) == snapshot(store)
        assert load(other, order).decisions == 0
    alone = new_store()
    put_articles(alone, news, extractor="x")
    assert load(alone, lines[:2]).decisions == 2
    assert snapshot(alone) == snapshot(store)


BAD_DECISIONS: list[tuple[dict[str, Any], str]] = [
    ({"deed": "ponder"}, "no decision: deed: Input should be"),
    ({"id": "0"}, "the id of decision 0 is not as it should be"),
    ({"entity": "rare-earth-magnet"}, "no decision: rare-earth-magnet cannot be its own other half"),
    ({"name": "magnets"}, "no decision: merge takes entity and other, and is given entity and name and other"),
    ({"type": "Thing", "deed": "retype", "other": None}, "unknown entity type 'Thing'"),
    ({"who": "me"}, "no decision: who: Extra inputs are not permitted"),
]


@pytest.mark.parametrize(("fields", "message"), BAD_DECISIONS)
def test_a_bad_decision_is_reported_and_left_out(fields: dict[str, Any], message: str) -> None:
    line = json.dumps({"record": "decision", **DECIDED[0].to_dict(), **fields})
    dump = read([line, json.dumps({"record": "decision", **DECIDED[1].to_dict()})])
    assert dump.decisions == DECIDED[1:]
    assert str(dump.refused[0].error).startswith(f"line 1: {message}")
