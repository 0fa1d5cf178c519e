from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import cypher
from graph.claims_file import dump
from graph.derive import derive_edges, derive_exposures
from graph.entities import derive_entities
from graph.linking import linker
from graph.merge import Change, Merger, put_article, put_articles, retract
from graph.snapshot import Snapshot, snapshot
from graph.stores.base import Store
from schemas.errors import InputError, UnknownArticleError
from schemas.records import Article, Claim, Span
from schemas.vocabulary import vocabulary

Told = tuple[Article, list[Claim]]
TEXTS = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8"))
NewStore = Callable[[], Store]


def check(store: Store) -> Snapshot:
    """The graph says what its claims say, worked out from scratch; and nothing hangs loose."""
    found = snapshot(store)
    words = vocabulary()
    entities = derive_entities(found.claims, linker(), words)
    assert found.entities == tuple(entities.values())
    assert found.edges == tuple(derive_edges(found.claims, words))
    assert found.exposes == tuple(derive_exposures(found.claims, entities, words))
    labels = {row["entity"]["id"]: row["labels"] for row in store.read(cypher.load("all_entities").text)}
    assert {id_: sorted(names) for id_, names in labels.items()} == {
        entity.id: sorted(["Entity", entity.type]) for entity in found.entities
    }
    for row in store.read(TEXTS["joins"]):
        assert (row["s"], row["o"], row["t"]) == (1, 1, 1), row
    sentences = next(iter(store.read(TEXTS["count_sentences"])))["n"]
    assert sentences == len({(c.claim.article, c.claim.field, c.claim.sentence.start) for c in found.claims})
    return found


def test_all_that_claims_hold_comes_back(store: Store, news: list[Told]) -> None:
    change = put_articles(store, news, extractor="x1")
    found = check(store)
    assert found.articles == tuple(sorted((article for article, _ in news), key=lambda a: a.id))
    told = sorted((claim for _, claims in news for claim in claims), key=lambda c: c.id)
    assert [linked.claim for linked in found.claims] == told
    assert set(found.extractors.values()) == {"x1"}
    assert change == Change(articles=6, claims_added=15, edges_new=len(found.edges))


def test_the_same_again_changes_nothing(store: Store, news: list[Told]) -> None:
    put_articles(store, news, extractor="x1")
    before = snapshot(store)
    change = put_articles(store, news, extractor="x1")
    assert change == Change(unchanged=6)
    assert snapshot(store) == before


def test_one_by_one_equals_all_at_once_in_any_order(new_store: NewStore, many: Callable[..., list[Told]]) -> None:
    told = many(24)
    whole = new_store()
    put_articles(whole, told, extractor="x")
    expected = check(whole)
    for seed in (1, 2):
        one = new_store()
        random.Random(seed).shuffle(told)
        for article, claims in told:
            put_article(one, article, claims, extractor="x")
        assert snapshot(one) == expected
    check(one)


def test_a_changed_article_under_the_same_url_takes_its_old_claims_along(
    store: Store, new_store: NewStore, news: list[Told], many: Callable[..., list[Told]]
) -> None:
    put_articles(store, news, extractor="x")
    article, claims = many(1)[0]
    changed = Article.of(article.text, url=news[0][0].url, published="2024-05-05")
    moved = [Claim.of(**{**{k: v for k, v in claim if k != "id"}, "article": changed.id}) for claim in claims]
    change = put_article(store, changed, moved, extractor="x")
    assert (change.articles, change.claims_added, change.claims_removed) == (1, 4, 3)
    fresh = new_store()
    put_articles(fresh, [(changed, moved), *news[1:]], extractor="x")
    assert check(store) == snapshot(fresh)


def test_a_new_extractor_replaces_the_claims(store: Store, news: list[Told]) -> None:
    put_articles(store, news, extractor="x1")
    article, claims = news[1]
    change = put_article(store, article, claims[:1], extractor="x2")
    assert (change.articles, change.claims_added, change.claims_removed) == (1, 0, 2)
    assert check(store).extractors[article.id] == "x2"


@pytest.mark.parametrize("by", ["id", "url", "url written otherwise"])
def test_a_retracted_article_was_never_there(store: Store, new_store: NewStore, news: list[Told], by: str) -> None:
    put_articles(store, news, extractor="x")
    article = news[0][0]
    names = {"id": article.id, "url": str(article.url), "url written otherwise": f"{article.url}/?utm_source=mail"}
    change = retract(store, names[by])
    assert (change.articles, change.claims_removed) == (1, 3)
    fresh = new_store()
    put_articles(fresh, news[1:], extractor="x")
    assert check(store) == snapshot(fresh)


def test_retracting_all_leaves_nothing(store: Store, news: list[Told]) -> None:
    put_articles(store, news, extractor="x")
    for article, _ in news:
        retract(store, article.id)
    assert snapshot(store) == Snapshot((), {}, (), (), (), ())
    assert [row["labels"] for row in store.read(TEXTS["all_labels"])] == [["KnockonMeta"]]


def test_an_unknown_article_cannot_be_retracted(store: Store) -> None:
    with pytest.raises(UnknownArticleError, match=r"no article 'https://nowhere.example/'.*knockon query articles"):
        retract(store, "https://nowhere.example/")


def fingerprint(claims: list[Claim]) -> str:
    return "+".join(claim.id for claim in claims)


@pytest.mark.parametrize("seed", range(3))
def test_any_history_equals_the_last_state_alone(
    new_store: NewStore, many: Callable[..., list[Told]], seed: int
) -> None:
    """Articles come, change, go and come back; types flip; the graph is that of what is left."""
    chance = random.Random(seed)
    store, told = new_store(), many(10, seed=seed, things=4)
    merger = Merger(store)
    left: dict[str, tuple[Article, list[Claim]]] = {}
    for _ in range(25):
        article, claims = chance.choice(told)
        deed = chance.random()
        if deed < 0.25 and article.id in left:
            merger.retract(article.id)
            del left[article.id]
        else:
            some = claims if deed < 0.7 else chance.sample(claims, 2)
            merger.put([(article, some, fingerprint(some))])
            left[article.id] = (article, some)
    fresh = new_store()
    Merger(fresh).put([(article, claims, fingerprint(claims)) for article, claims in left.values()])
    assert check(store) == snapshot(fresh)


def test_the_same_article_twice_in_one_call(store: Store, news: list[Told]) -> None:
    change = put_articles(store, [news[0], news[0], news[1]], extractor="x")
    assert (change.articles, change.unchanged) == (2, 1)


def test_the_plainest_url_stays(new_store: NewStore) -> None:
    urls = ["https://wire.example/a?utm_source=x", "https://wire.example/a"]
    kept = []
    for order in (urls, urls[::-1]):
        store = new_store()
        for url in order:
            put_article(store, Article.of("Some text.", url=url), [], extractor="x")
        kept.append([article.url for article in snapshot(store).articles])
    assert kept == [[urls[1]], [urls[1]]]


def test_a_price_hop_needs_good_and_price(store: Store, news: list[Told]) -> None:
    def prices() -> list[tuple[str, str, int]]:
        return [(hop.source, hop.target, hop.sign) for hop in snapshot(store).exposes if hop.channel == "price"]

    oil, rivals = news[1], news[2]
    put_article(store, *rivals, extractor="x")
    assert prices() == []
    put_article(store, *oil, extractor="x")
    assert prices() == [("oil", "oil-price", -1), ("oil-demand", "oil-price", 1)]
    retract(store, rivals[0].id)
    assert prices() == [("oil", "oil-price", -1)]


def test_a_claim_that_does_not_fit_its_article_is_refused(store: Store, news: list[Told]) -> None:
    article, claims = news[0]
    other = Article.of("Other words altogether, and many of them: China, rare earths and more.", url=article.url)
    with pytest.raises(InputError, match="is not at 0:31 of the text"):
        put_article(store, other, claims, extractor="x")
    with pytest.raises(InputError, match="another article"):
        put_article(store, news[1][0], claims, extractor="x")
    assert snapshot(store).articles == ()


def test_strengthened_edges_are_counted(store: Store, news: list[Told]) -> None:
    put_article(store, *news[0], extractor="x")
    change = put_article(store, *news[4], extractor="x")
    assert (change.edges_new, change.edges_strengthened, change.edges_removed) == (1, 1, 0)


def test_a_failing_transaction_leaves_nothing(store: Store, news: list[Told], monkeypatch: pytest.MonkeyPatch) -> None:
    put_article(store, *news[0], extractor="x")
    before = snapshot(store)

    def fail(*args: Any) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("graph.merge.write_claims", fail)
    with pytest.raises(RuntimeError):
        put_articles(store, news, extractor="x")
    assert snapshot(store) == before


def cut(told: list[Told], monkeypatch: pytest.MonkeyPatch, store: Store, **limits: float) -> tuple[Change, int]:
    with monkeypatch.context() as patch:
        for name, limit in limits.items():
            patch.setattr(f"graph.merge.{name}", limit)
        transactions: list[Change] = []
        change = put_articles(store, told, extractor="x", progress=transactions.append)
    return change, len(transactions)


def test_graph_and_counts_do_not_depend_on_the_cuts(
    new_store: NewStore, many: Callable[..., list[Told]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, then = many(6, things=3), many(18, seed=1, things=3)
    changed = [(article, claims[:2]) for article, claims in then[:5]]
    found = []
    cuts: list[tuple[dict[str, float], int]] = [
        ({}, 1), ({"BATCH_ARTICLES": 1}, 18), ({"BATCH_ARTICLES": 5}, 4), ({"BATCH_SECONDS": 0}, 18),
    ]  # fmt: skip
    for limits, expected in cuts:
        store = new_store()
        put_articles(store, first, extractor="old")
        change, transactions = cut(then, monkeypatch, store, **limits)
        merger = Merger(store)
        again = merger.put([(*told, "y") for told in changed])
        found.append((change, again, snapshot(store)))
        assert transactions == expected
    assert all(one == found[0] for one in found)
    assert found[0][0].edges_new > 10
    assert found[0][0].edges_strengthened == 2


def test_an_edge_is_new_or_stronger_and_never_both(store: Store, news: list[Told]) -> None:
    merger = Merger(store)
    article, claims = news[0]
    # The same article splits the transaction; the last one is another that says the same.
    change = merger.put([(article, claims[:1], "x"), (article, claims[:2], "y"), (*news[4], "y")])
    assert (change.edges_new, change.edges_strengthened, change.edges_removed) == (3, 0, 0)


def test_what_a_slow_run_has_done_is_kept(
    store: Store, many: Callable[..., list[Told]], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("graph.merge.time.monotonic", lambda: now[0])

    def slow() -> Any:
        for number, told in enumerate(many(10)):
            now[0] = 0.5 * number
            yield told
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_articles(store, slow(), extractor="x")
    assert len(check(store).articles) == 10  # two transactions of five


NEON = "Chip makers depend on neon."
FRONTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"published": "2023-05-01"}, {"published": "2024"}),
    ({"published": "2024"}, {}),
    ({"published": "2024", "publisher": "A"}, {"published": "2024", "publisher": "B"}),
    ({"publisher": "A"}, {}),
    ({"published": "2024", "publisher": "B"}, {"publisher": "A"}),
    ({"sentiment_score": 0.1}, {"sentiment_score": 0.2}),
]


@pytest.mark.parametrize(("stays", "other"), FRONTS)
def test_without_a_url_the_earliest_date_stays(
    new_store: NewStore, stays: dict[str, Any], other: dict[str, Any]
) -> None:
    dumps = []
    for order in ([stays, other], [other, stays], [other, stays, other]):
        for together in (True, False):
            store, told = new_store(), []
            for front in order:
                article, claims = tell_neon(front)
                told.append((article, claims))
            if together:
                put_articles(store, told, extractor="x")
            else:
                for article, claims in told:
                    put_article(store, article, claims, extractor="x")
            (article,) = check(store).articles
            assert {name: getattr(article, name) for name in stays} == stays
            file = io.BytesIO()
            dump(store, file)
            dumps.append(file.getvalue())
    assert len(set(dumps)) == 1


def test_another_extractor_does_not_change_which_front_stays(store: Store) -> None:
    put_article(store, *tell_neon({"published": "2023"}), extractor="x")
    assert put_article(store, *tell_neon({"published": "2024"}), extractor="y").articles == 1
    found = check(store)
    assert [article.published for article in found.articles] == ["2023"]
    assert [linked.claim.published for linked in found.claims] == ["2023"]
    assert list(found.extractors.values()) == ["y"]


def test_under_a_url_the_new_version_comes_in(store: Store) -> None:
    for published in ("2023", "2024", "2022"):
        put_article(store, Article.of(NEON, url="https://wire.example/n", published=published), [], extractor="x")
        assert [article.published for article in snapshot(store).articles] == [published]


def tell_neon(front: dict[str, Any]) -> Told:
    article = Article.of(NEON, **front)
    claim = Claim.of(
        article=article.id, field="text", sentence=Span(text=NEON, start=0, end=len(NEON)),
        subject={"text": "Chip makers", "start": 0, "end": 11, "type": "Industry"}, relation="DEPENDS_ON",
        object={"text": "neon", "start": 22, "end": 26, "type": "Commodity"},
        trigger=Span(text="depend", start=12, end=18), confidence=0.8, source="test:line", published=article.published,
    )  # fmt: skip
    return article, [claim]
