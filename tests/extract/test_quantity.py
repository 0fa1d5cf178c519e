"""Amounts: what is read, which kind, and its value."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extract.number import parse_number
from extract.quantity import quantities

Parse = Callable[[str], Doc]

ROWS = [
    # shares
    ("China refines 90% of the ore.", "90%", "share", 0.9, None),
    ("Europe buys 80 percent of its gas from Russia.", "80 percent", "share", 0.8, None),
    ("The mine meets about two thirds of demand.", "about two thirds", "share", 2 / 3, None),
    ("The mine meets just over a third of demand.", "just over a third", "share", 1 / 3, None),
    ("Acme sells more than half of its output to China.", "more than half", "share", 0.5, None),
    ("Acme buys most of its ore from Chile.", "most of", "share", None, None),
    ("Chile ships nearly all copper by sea.", "nearly all", "share", None, None),
    ("Some mines supply smelters.", "Some", "share", None, None),
    ("All mines supply smelters.", "All", "share", 1, None),
    # changes
    ("Exports fell sharply.", "sharply", "change", None, None),
    ("Prices rose by 3.5%.", "3.5%", "change", 3.5, "%"),
    ("The drought caused a 36 per cent drop in output.", "36 per cent", "change", 36, "%"),
    ("Grain stocks saw a six-fold increase last spring.", "six-fold", "change", 6, "times"),
    ("Exports doubled.", "doubled", "change", 2, "times"),
    # rates
    ("Washington imposed a 25% tariff on steel.", "25%", "rate", 25, "%"),
    ("Washington imposed a tariff of 25% on steel.", "25%", "rate", 25, "%"),
    # ranks
    ("Chile is the world's largest producer of copper.", "world's largest", "rank", 1, None),
    ("Peru is the second-largest exporter of copper.", "second-largest", "rank", 2, None),
    ("Chile has the largest mine of the region.", "largest", "rank", 1, None),
    # amounts
    ("Three smelters closed.", "Three", "amount", 3, None),
    ("Several smelters closed.", "Several", "amount", None, None),
    ("The mine shipped 15m tonnes of ore.", "15m tonnes", "amount", 15e6, "tonnes"),
    ("Acme invested $1.2 billion in the mine.", "$1.2 billion", "amount", 1.2e9, "$"),
    ("Acme invested USD 30 million in the mine.", "USD 30 million", "amount", 3e7, "USD"),
    ("The field yields 200,000 barrels per day.", "200,000 barrels per day", "amount", 2e5, "barrels"),
    ("The loan covers up to 5 million euros.", "up to 5 million euros", "amount", 5e6, "euros"),
    ("The closure cost 1,400 jobs.", "1,400 jobs", "amount", 1400, "jobs"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value", "unit"), ROWS)
def test_quantity(parse: Parse, *, text: str, words: str, kind: str, value: float | None, unit: str | None) -> None:
    doc = parse(text)
    ((_, quantity),) = quantities(doc[:])
    assert (quantity.text, quantity.kind, quantity.unit) == (words, kind, unit)
    assert quantity.value == (None if value is None else pytest.approx(value))
    assert quantity.text in doc.text


@pytest.mark.parametrize(
    "text",
    ["Exports fell in 2023.", "The port reopened on 4 March.", "Acme hired one engineer.", "The second ship sank."],
)
def test_what_is_no_amount(parse: Parse, text: str) -> None:
    assert quantities(parse(text)[:]) == []


NUMBERS = [
    ("1,200", 1200), ("3.6", 3.6), ("twelve", 12), ("twenty-five", 25), ("3.6 billion", 3.6e9), ("15m", 15e6),
    ("two hundred thousand", 200_000), ("a dozen", 12), ("half a dozen", 6), ("two thirds", 2 / 3),
    ("one and a half", 1.5), ("several", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_number(text: str, value: float | None) -> None:
    assert parse_number(text) == (None if value is None else pytest.approx(value))
