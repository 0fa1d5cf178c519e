from __future__ import annotations

import pytest

from graph.exposure.polarity import danger_sign
from graph.exposure.settings import settings
from schemas.records import Entity
from schemas.vocabulary import vocabulary

ROWS = [
    ("Event", "demand surge", -1),
    ("Policy", "growth act", -1),
    ("Place", "Chile", 1),
    ("Organization", "Cost Co", 1),
    ("Industry", "airlines", 1),
    ("Commodity", "nickel", 1),
    ("Product", "chips", 1),
    ("Activity", "price fixing", 1),
    ("Infrastructure", "port", 1),
    ("Factor", "input costs", -1),
    ("Factor", "interest rates", -1),
    ("Factor", "gas price", -1),
    ("Factor", "currency risk", -1),
    ("Factor", "consumer demand", 1),
    ("Factor", "car sales", 1),
    ("Factor", "defence spending", 1),
    ("Factor", "GDP growth", 1),
    ("Factor", "margins", 1),
    # The head decides, and in it the last word.
    ("Factor", "demand risk", -1),
    ("Factor", "sales tax", -1),
    ("Factor", "cost of sales", -1),
    ("Factor", "growth in prices", 1),
    ("Factor", "growth rates", 1),
    ("Factor", "wage growth", -1),
    ("Factor", "level of demand", 1),
    ("Factor", "Level of Costs", -1),
    # A Factor that says neither is a danger.
    ("Factor", "weather", -1),
]


@pytest.mark.parametrize(("type_", "name", "sign"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_danger_sign(type_: str, name: str, sign: int) -> None:
    assert danger_sign(Entity(id="x", name=name, type=type_)) == sign


def test_the_lists_do_not_contradict_each_other() -> None:
    lists = settings().exposed_to
    assert not lists.minus_words & lists.plus_words
    assert not lists.minus_types & lists.plus_types
    assert lists.minus_types | lists.plus_types | {"Factor"} == set(vocabulary().type_names)
    assert all(word == word.casefold() for word in lists.minus_words | lists.plus_words)
