"""The same graph in both stores: after the same ingests, changes and retracts, by every query, and by trace."""

from __future__ import annotations

import io
import json
import random
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import cypher
from graph.claims_file import dump, load
from graph.deciding import Decider
from graph.exposure.parameters import engine_parameters
from graph.linking import linker
from graph.merge import Change, put_article, put_articles, retract
from graph.open import open_graph
from graph.schema import prepare, schema_version
from graph.snapshot import Snapshot, snapshot
from graph.stores.base import Row, Store
from graph.trace import trace
from schemas.errors import ForeignGraphError
from schemas.records import Article, Claim, Decision, Horizon, Mention, Quantity, Span
from schemas.vocabulary import vocabulary

if TYPE_CHECKING:
    from tests.neo4j_server import Login

pytestmark = pytest.mark.neo4j
PARTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("compliance_graph.yaml").read_text("utf-8"))
Item = tuple[Article, list[Claim]]


def random_item(seed: random.Random, url: str | None) -> Item:
    """An article of a few sentences, and one or two claims for each."""
    sentences, spans, at = [], [], 0
    for number in range(seed.randint(0, 5)):
        subject, object_ = seed.sample(PARTS["things"], 2)
        relation = seed.choice([*vocabulary().relation_names, *PARTS["often"]])
        words = [subject[0], relation.lower().replace("_", " "), object_[0]]
        text = f"{' '.join(words)} ({number})."
        starts = [at, at + len(words[0]) + 1, at + len(words[0]) + len(words[1]) + 2]
        sentences.append(text)
        spans.append((text, at, relation, subject, object_, words, starts))
        at += len(text) + 1
    article = Article.of(
        " ".join(sentences) or f"Nothing is said ({seed.randint(0, 9)}).",
        title=f"News {seed.randint(0, 99)}",
        url=url,
        published=seed.choice(PARTS["dates"]),
        publisher=seed.choice([None, "The Daily Ore"]),
    )
    claims = []
    for text, start, relation, subject, object_, words, starts in spans:
        for status in sorted({seed.choice(PARTS["statuses"]) for _ in range(2)}):
            horizon = seed.choice([None, None, *PARTS["horizons"]])
            quantity = seed.choice([None, None, *PARTS["quantities"]])
            claims.append(
                Claim.of(
                    article=article.id,
                    field="text",
                    sentence=Span(text=text, start=start, end=start + len(text)),
                    subject=mention(subject, starts[0], resolved=seed.choice([None, None, "China"])),
                    relation=relation,
                    object=mention(object_, starts[2]),
                    trigger=Span(text=words[1], start=starts[1], end=starts[1] + len(words[1])),
                    status=status,
                    modality=seed.choice(PARTS["modalities"]),
                    attribution=seed.choice([None, "analysts"]),
                    horizon=Horizon(**horizon) if horizon else None,
                    quantity=Quantity(**quantity) if quantity else None,
                    confidence=seed.choice([0.5, 0.75, 0.9, 1.0, 0.333]),
                    source="frames:test",
                    published=article.published,
                )
            )
    return article, claims


def mention(thing: Sequence[str], start: int, *, resolved: str | None = None) -> Mention:
    phrase, type_, bare, direction, by = [*thing, None, None, None][:5]
    return Mention.model_validate(
        {"text": phrase, "start": start, "end": start + len(str(phrase)), "type": type_, "bare": bare,
         "direction": direction, "direction_by": by, "resolved": None if bare else resolved}
    )  # fmt: skip


def random_items(seed: random.Random, count: int) -> list[Item]:
    return [random_item(seed, f"https://news.example/{n}" if n % 4 else None) for n in range(count)]


class Pair:
    """An embedded and a Neo4j store, which are done the same things."""

    def __init__(self, embedded: Store, server: Store) -> None:
        self.stores = (embedded, server)
        self.embedded, self.server = self.stores

    def clear(self) -> None:
        for store in self.stores:
            store.write(lambda transaction: transaction.run(PARTS["clear"]))
            prepare(store)

    def same(self) -> Snapshot:
        embedded, server = (snapshot(store) for store in self.stores)
        assert server == embedded
        return embedded


@pytest.fixture(scope="module")
def opened(neo4j_server: Login, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    neo4j_server.wipe()
    embedded = open_graph(tmp_path_factory.mktemp("pair") / "graph")
    server = open_graph(
        neo4j_server.uri,
        username=neo4j_server.username,
        password=neo4j_server.password,
        database=neo4j_server.database,
    )
    yield Pair(embedded, server)
    embedded.close()
    server.close()
    neo4j_server.wipe()


@pytest.fixture
def pair(opened: Pair) -> Pair:
    """Both stores with their schema and nothing in them."""
    opened.clear()
    return opened


@pytest.mark.parametrize(
    "number", [1, 2, pytest.param(3, marks=pytest.mark.long), pytest.param(4, marks=pytest.mark.long)]
)
def test_same_graph_after_the_same_history(pair: Pair, number: int) -> None:
    seed = random.Random(number)
    urls = [f"https://news.example/{n}" for n in range(8)]
    held: dict[str, Item] = {}
    decided: dict[str, Decision] = {}
    for _ in range(16):
        kind = seed.choice(["put", "put", "again", "retract", "decide", "undo"])
        changes: list[Change]
        if kind == "undo" and decided:
            gone = decided.pop(seed.choice(sorted(decided))).id
            outcomes = [Decider(store).undo(gone) for store in pair.stores]
            assert outcomes[0] == outcomes[1]
        elif kind == "decide" and held:
            decision = random_decision(seed, held)
            decided[decision.id] = decision
            assert len({Decider(store).add([decision]) for store in pair.stores}) == 1
        elif kind in ("put", "undo", "decide") or not held:
            batch = [random_item(seed, seed.choice([*urls, None])) for _ in range(seed.randint(1, 4))]
            changes = [put_articles(store, batch, extractor="test") for store in pair.stores]
            held.update({article.id: (article, claims) for article, claims in batch})
        elif kind == "again":
            article, claims = held[seed.choice(sorted(held))]
            changes = [put_article(store, article, claims, extractor="test") for store in pair.stores]
            assert changes[0] == Change(unchanged=1)
        else:
            gone = seed.choice(sorted(held))
            del held[gone]
            changes = [retract(store, gone) for store in pair.stores]
        assert changes[0] == changes[1]
    graph = pair.same()
    assert len(graph.claims) >= 5
    assert graph.articles == tuple(sorted((article for article, _ in held.values()), key=lambda a: a.id))
    assert dumped(pair.server) == dumped(pair.embedded)
    # The history leaves no trace: the same articles and decisions alone give the same graph.
    pair.clear()
    for store in pair.stores:
        Decider(store).add(decided.values())
        put_articles(store, list(held.values())[::-1], extractor="test")
    assert pair.same() == graph


def random_decision(seed: random.Random, held: dict[str, Item]) -> Decision:
    """One of the decisions of compliance_graph.yaml, or that a claim is wrong."""
    claims = held[seed.choice(sorted(held))][1]
    if claims and seed.random() < 0.4:
        return Decision.of(deed="reject", claim=seed.choice(claims).id)
    return Decision.of(**seed.choice(PARTS["decisions"]))


def dumped(store: Store) -> bytes:
    file = io.BytesIO()
    dump(store, file)
    return file.getvalue()


def test_dump_moves_a_graph_from_store_to_store(pair: Pair) -> None:
    put_articles(pair.server, random_items(random.Random(9), 12), extractor="test")
    first = dumped(pair.server)
    loaded = load(pair.embedded, first.decode().split("\n"))
    assert loaded.refused == ()
    pair.same()
    assert dumped(pair.embedded) == first


def test_all_taken_out_leaves_nothing(pair: Pair) -> None:
    items = random_items(random.Random(5), 6)
    for store in pair.stores:
        put_articles(store, items, extractor="test")
        for article, _ in items:
            retract(store, article.url or article.id)
    graph = pair.same()
    assert graph == Snapshot((), {}, (), (), (), ())


def test_writers_at_once(pair: Pair) -> None:
    """Four writers on one server, whose articles share their entities, lose nothing and make nothing twice."""
    items = random_items(random.Random(6), 24)
    put_articles(pair.embedded, items, extractor="test")
    failed: list[BaseException] = []

    def work(part: list[Item]) -> None:
        try:
            for article, claims in part:
                put_article(pair.server, article, claims, extractor="test")
        except BaseException as error:
            failed.append(error)

    # Two of them bring the same articles.
    parts = [items[0::3], items[1::3], items[2::3], items[0::3][::-1]]
    threads = [threading.Thread(target=work, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    pair.same()


class TestQueries:
    """One larger graph in both stores, read by everything that reads."""

    @pytest.fixture(scope="class")
    @classmethod
    def filled(cls, opened: Pair) -> Pair:
        opened.clear()
        items = random_items(random.Random(7), 60)
        decided = [Decision.of(**PARTS["decisions"][3]), Decision.of(deed="reject", claim=items[1][1][0].id)]
        for store in opened.stores:
            put_articles(store, items, extractor="test")
            assert Decider(store).add(decided) == 2
        return opened

    @pytest.mark.parametrize("name", cypher.names("library"))
    def test_library(self, filled: Pair, name: str) -> None:
        query = cypher.load(name)
        some = False
        for given in PARTS["library"][name]:
            values = {**query.bind(given), **engine_parameters(query)}
            embedded, server = (list(store.read(query.text, values)) for store in filled.stores)
            assert server == embedded
            some = some or bool(embedded)
        assert some

    @pytest.mark.parametrize("name", [name for name in cypher.names("store") if not cypher.load(name).writes])
    def test_store(self, filled: Pair, name: str) -> None:
        graph = filled.same()
        ids = {
            "articles": [article.id for article in graph.articles[:20]],
            "claims": [linked.claim.id for linked in graph.claims[:20]],
            "edges": [edge.edge_id for edge in graph.edges],
            "entities": [entity.id for entity in graph.entities],
        }
        cases = PARTS["store"].get(name, [{"ids": "entities"}])
        for query in slots_filled(name):
            for case in cases:
                wanted = {parameter.name for parameter in query.parameters}
                given = {k: ids.get(v, v) if isinstance(v, str) else v for k, v in case.items() if k in wanted}
                embedded, server = (list(store.read(query.text, query.bind(given))) for store in filled.stores)
                assert sorted(map(text_of, server)) == sorted(map(text_of, embedded))
                assert " ORDER BY " not in query.text.replace("\n", " ") or server == embedded

    @pytest.mark.parametrize("name", [*cypher.names("library"), *cypher.names("store")])
    def test_server_understands(self, filled: Pair, neo4j_server: Login, name: str) -> None:
        for query in slots_filled(name):
            if not name.startswith("schema_"):
                neo4j_server.run(PARTS["explain"].format(text=query.text))

    def test_trace(self, filled: Pair) -> None:
        chains = 0
        for source in filled.same().entities:
            embedded, server = (trace(store, source.id, max_hops=3, top=20) for store in filled.stores)
            assert server == embedded
            chains += len(embedded.chains)
        assert chains > 50

    def test_dump(self, filled: Pair) -> None:
        assert dumped(filled.server) == dumped(filled.embedded)


def slots_filled(name: str) -> list[cypher.Query]:
    query = cypher.load(name)
    if "{{RELATION}}" in query.text:
        return [query.fill(RELATION=relation) for relation in ("DEPENDS_ON", "PRODUCES")]
    return [query.fill(LABEL="Commodity")] if "{{LABEL}}" in query.text else [query]


def text_of(row: Row) -> str:
    """A row to compare where nothing orders rows; labels have no order either."""
    row = {**row, "labels": sorted(row["labels"])} if "labels" in row else row
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def test_database_with_other_data_is_refused(clean_neo4j: Login) -> None:
    clean_neo4j.run(PARTS["foreign"])
    login: dict[str, Any] = {
        "username": clean_neo4j.username,
        "password": clean_neo4j.password,
        "database": clean_neo4j.database,
    }
    with pytest.raises(ForeignGraphError, match="Customer"):
        open_graph(clean_neo4j.uri, **login)
    assert clean_neo4j.nodes() == 1
    store = open_graph(clean_neo4j.uri, adopt=True, **login)
    item = random_items(random.Random(8), 2)[1]
    put_article(store, *item, extractor="test")
    retract(store, item[0].id)
    store.close()
    open_graph(clean_neo4j.uri, **login).close()
    assert clean_neo4j.nodes() == 2  # theirs, and the meta node
    clean_neo4j.wipe()


def test_an_empty_database_is_read_without_a_schema(clean_neo4j: Login) -> None:
    login: dict[str, Any] = {
        "username": clean_neo4j.username,
        "password": clean_neo4j.password,
        "database": clean_neo4j.database,
    }
    with open_graph(clean_neo4j.uri, create=False, **login) as store:
        assert snapshot(store) == Snapshot((), {}, (), (), (), ())
        assert schema_version(store) is None
        assert list(store.read(PARTS["constraints"])) == []
    assert clean_neo4j.nodes() == 0


def test_things_are_linked_as_meant() -> None:
    """The ids that compliance_graph.yaml asks the library for are ids that its phrases link to."""
    ids = {linker().link_name(thing[2] if thing[2:] else thing[0], thing[1]) for thing in PARTS["things"]}
    asked = {
        value
        for cases in PARTS["library"].values()
        for given in cases
        for name, value in given.items()
        if name in ("entity", "source", "target", "subject", "object")
    }
    assert asked <= ids
