from __future__ import annotations

from graph.merge import put_articles
from graph.snapshot import Snapshot, snapshot
from graph.stores.base import Store
from schemas.records import Article, Claim


def test_an_empty_graph(store: Store) -> None:
    assert snapshot(store) == Snapshot((), {}, (), (), (), ())


def test_records_come_sorted(store: Store, news: list[tuple[Article, list[Claim]]]) -> None:
    put_articles(store, news[::-1], extractor="x")
    found = snapshot(store)
    assert list(found.extractors) == [article.id for article in found.articles] == sorted(found.extractors)
    claims = [linked.claim.id for linked in found.claims]
    assert claims == sorted(claims)
    ids = [entity.id for entity in found.entities]
    assert ids == sorted(ids)
    edges = [edge.edge_id for edge in found.edges]
    assert edges == sorted(edges)
    keys = [hop.key for hop in found.exposes]
    assert keys == sorted(keys)
    assert {end for edge in found.edges for end in (edge.subject, edge.object)} <= set(ids)


def test_entities_are_what_all_claims_say(store: Store, news: list[tuple[Article, list[Claim]]]) -> None:
    put_articles(store, news, extractor="x")
    held = {entity.id: entity for entity in snapshot(store).entities}
    assert (held["oil"].type, held["oil"].name, held["oil"].aliases) == ("Commodity", "oil", ("Oil",))
    assert (held["oil-price"].type, held["oil-price"].priced_good) == ("Factor", "oil")
    assert (held["oil-demand"].type, held["oil-demand"].demanded_good) == ("Factor", "oil")
    assert held["rare-earth-magnet"].name == "rare earth magnet"
    assert held["european-union"].aliases == ("EU",)
    assert held["united-states-refiner"].aliases == ()
    assert held["china"].aliases == ()
