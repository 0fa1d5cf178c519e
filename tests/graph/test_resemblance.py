from __future__ import annotations

from typing import Any

import pytest

from graph.gazetteer import Entry
from graph.linking import Linker
from graph.resemblance import MOST_IN_BLOCK, suggestions
from schemas.records import Entity, digest

LINKER = Linker(
    [Entry(name.lower().replace(" ", "-"), name, "Organization", "", (), ()) for name in ("Rio Tinto", "Rio Tintos")]
)


def entity(name: str, type_: str = "Organization", **more: Any) -> Entity:
    return Entity(id=name.lower().replace(" ", "-"), name=name, type=type_, **more)


FOUND = [
    (entity("Harbour Trade Council"), entity("HTC"), "HTC may stand for Harbour Trade Council"),
    (entity("Glencore Mining"), entity("Glencoore Mining"), "spelt nearly alike"),
    (entity("Polar Lithium"), entity("Polar Lithium Sands"), "all words of Polar Lithium are in Polar Lithium Sands"),
    (entity("Zebra", identifiers={"lei": "1"}), entity("Acme", identifiers={"lei": "1"}), "both have the lei 1"),
    (entity("Kvanefjeld", "Infrastructure"), entity("Kvanefield", "Infrastructure"), "spelt nearly alike"),
]  # fmt: skip
NOT_FOUND = [
    (entity("Nord Stream 1"), entity("Nord Stream 2")),
    (entity("Rio Tinto"), entity("Rio Tintos")),  # the gazetteer has both
    (entity("graphite", "Commodity"), entity("granite", "Commodity")),
    (entity("steel", "Commodity"), entity("steel price", "Factor", priced_good="steel")),
    (entity("steel", "Commodity"), entity("steel mill", "Infrastructure")),
    (entity("HTC"), entity("Harbour Council")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), FOUND)
def test_what_may_be_one_is_named_with_its_reason(one: Entity, other: Entity, reason: str) -> None:
    (found,) = suggestions([one, other, entity("Something else")], LINKER)
    assert {found.a.id, found.b.id} == {one.id, other.id}
    assert found.reason == reason
    assert suggestions([other, one], LINKER) == [found]


@pytest.mark.parametrize(("one", "other"), NOT_FOUND)
def test_what_is_surely_two_is_not(one: Entity, other: Entity) -> None:
    assert suggestions([one, other], LINKER) == []


def test_the_likeliest_come_first() -> None:
    found = suggestions([one for row in FOUND for one in row[:2]], LINKER)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found[0].reason == "both have the lei 1"


def test_two_types_make_it_less_likely() -> None:
    (same,) = suggestions([entity("Kvanefjeld"), entity("Kvanefield")], LINKER)
    (other,) = suggestions([entity("Kvanefjeld"), entity("Kvanefield", "Place")], LINKER)
    assert other.score < same.score


def test_a_word_that_many_share_compares_none() -> None:
    own = ("".join(chr(97 + int(c, 16)) for c in digest(str(n))[:10]) for n in range(MOST_IN_BLOCK + 5))
    many = [entity(f"{word} company") for word in own]
    assert suggestions(many, LINKER) == []
