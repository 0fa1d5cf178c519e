from __future__ import annotations

import pytest

from graph.gazetteer import Entry
from graph.narrower import lies_under
from graph.taxonomy import Nodes, Taxonomy

KNOWN = Taxonomy(
    Nodes(types={"crop": "Commodity", "wheat": "Commodity", "palm-oil": "Commodity"}, broader={"wheat": ["crop"]}),  # type: ignore[arg-type]
    [Entry("west-virginia", "West Virginia", "Place", "", (), ())],
)

UNDER = [
    ("wheat", "crop", "Commodity"), ("engine-room-fire", "fire", "Event"), ("25-tariff", "tariff", "Policy"),
    ("west-texas", "texas", "Place"), ("acme-finance", "acme", "Organization"),
    ("panama-canal-lock", "panama-canal", "Infrastructure"),
]  # fmt: skip
NOT_UNDER = [
    ("crop", "wheat", "Commodity"), ("wheat", "wheat", "Commodity"), ("fire", "engine-room-fire", "Event"),
    ("new-south-wales", "wales", "Place"), ("iron-and-steel", "steel", "Commodity"), ("non-tariff", "tariff", "Policy"),
    ("national-grid", "national", "Organization"), ("people-bank-of-china", "bank-of-china", "Organization"),
    ("nord-stream-2", "nord-stream", "Infrastructure"), ("plant-gate", "plant", "Infrastructure"),
    ("potato-chip", "semiconductor", "Product"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "type_"), UNDER)
def test_what_lies_under(one: str, other: str, type_: str) -> None:
    assert lies_under(one, other, type_, type_, KNOWN)


@pytest.mark.parametrize(("one", "other", "type_"), NOT_UNDER)
def test_what_does_not(one: str, other: str, type_: str) -> None:
    assert not lies_under(one, other, type_, type_, KNOWN)


def test_a_company_lies_under_no_good() -> None:
    assert lies_under("russian-platinum", "platinum", "Commodity", "Commodity", KNOWN)
    assert not lies_under("russian-platinum", "platinum", "Organization", "Commodity", KNOWN)
    assert not lies_under("west-coast-port", "port", "Place", "Infrastructure", KNOWN)
