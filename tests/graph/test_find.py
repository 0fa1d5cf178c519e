from __future__ import annotations

import pytest

from graph.find import find_entity, near_names
from graph.merge import put_articles
from graph.stores.base import Store
from schemas.errors import UnknownEntityError
from schemas.records import Article, Claim

Told = tuple[Article, list[Claim]]
CALLED = [
    ("china", "china"),
    ("China", "china"),
    ("  CHINA ", "china"),
    ("Chinese", "china"),
    ("the EU", "european-union"),
    ("European Union", "european-union"),
    ("oil price", "oil-price"),
    ("the price of oil", "oil-price"),
    ("Rare-Earth Elements", "rare-earth"),
    ("U.S. refiners", "united-states-refiner"),
    ("FREIGHT RATES", "freight-rate"),
]


def test_entities_by_whatever_they_are_called(store: Store, news: list[Told]) -> None:
    put_articles(store, news, extractor="x")
    for name, id_ in CALLED:
        assert find_entity(store, name).id == id_, name
    found = find_entity(store, "china")
    assert (found.name, found.type, found.identifiers) == ("China", "Place", {"iso2": "CN"})
    assert found.aliases == ()


@pytest.mark.parametrize(
    ("name", "cure"),
    [("Chian", "did you mean China"), ("magnet factory", "did you mean magnet?"), ("zzzz", "'knockon entities' lists")],
)
def test_an_unknown_name_gets_near_ones(store: Store, news: list[Told], name: str, cure: str) -> None:
    put_articles(store, news, extractor="x")
    with pytest.raises(UnknownEntityError) as caught:
        find_entity(store, name)
    assert caught.value.cause == f"the graph holds nothing named {name!r}"
    assert caught.value.cure.startswith(cure)


@pytest.mark.parametrize("name", ["China", "", "  "])
def test_an_empty_graph_says_so(store: Store, name: str) -> None:
    with pytest.raises(UnknownEntityError, match="it is empty"):
        find_entity(store, name)


def test_near_names_hold_the_word_first() -> None:
    names = ["rare earths", "rare-earth magnets", "magnets", "margins", "Magnus", "iron"]
    assert near_names("magnet", names) == ["magnets", "rare-earth magnets", "margins"]
    assert near_names("?", names) == []
