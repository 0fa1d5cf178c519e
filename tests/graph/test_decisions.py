"""How decisions compose: pure functions of the decisions, in any order."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from pydantic import ValidationError

from graph.decisions import Decided, form
from graph.linking import linker
from schemas.records import Article, Decision, Mention

MERGES: list[tuple[str, dict[str, str]]] = [
    ("b>a", {"a": "a", "b": "a", "c": "c"}),
    ("b>a c>b", {"a": "a", "b": "a", "c": "a"}),
    ("b>a c>b d>c e>d", {"e": "a", "d": "a", "c": "a", "b": "a"}),
    ("b>a c>a", {"b": "a", "c": "a"}),
    ("z>b b>y", {"z": "y", "b": "y", "y": "y"}),
    # Decisions of two users that do not fit each other.
    ("c>b c>a", {"a": "a", "b": "a", "c": "a"}),
    ("b>a a>b", {"a": "a", "b": "a"}),
    ("c>b b>a a>c", {"a": "a", "b": "a", "c": "a"}),
    ("b>c c>b c>d", {"b": "d", "c": "d", "d": "d"}),
    ("b>a d>c", {"b": "a", "d": "c"}),
]


@pytest.mark.parametrize(("merges", "roots"), MERGES, ids=[row[0] for row in MERGES])
def test_merges_in_any_order(merges: str, roots: dict[str, str]) -> None:
    decided = [
        Decision.of(deed="merge", entity=stays, other=goes)
        for goes, stays in (one.split(">") for one in merges.split())
    ]
    for order in itertools.permutations(decided):
        links = Decided(linker(), order)
        assert {id_: links.root(id_) for id_ in roots} == roots


def of(deed: str, date: str | None = None, **fields: Any) -> Decision:
    return Decision.of(deed=deed, date=date, **fields)


ALIAS = of("alias", entity="oil", name="black gold")
CAPITAL = of("alias", entity="black-gold-mining", name="Black Gold")
SPLIT = of("split", entity="widget", other="gadget", name="small widgets")
TYPED = of("split", entity="zorb", other="zorb-company", name="zorb", type="Organization")
ALL_OF_TYPE = of("split", entity="widget", other="widget-maker", type="Organization")
MERGED = of("merge", entity="widget", other="small-widget")
LINKS: list[tuple[list[Decision], str, str, str]] = [
    ([], "black gold", "Commodity", "black-gold"),
    ([ALIAS], "black gold", "Commodity", "oil"),
    ([ALIAS], "the Black Golds", "Product", "oil"),
    ([ALIAS], "black gold price", "Factor", "black-gold-price"),
    ([ALIAS], "gold", "Commodity", "gold"),
    ([ALIAS, CAPITAL], "Black Gold", "Organization", "black-gold-mining"),
    ([ALIAS, CAPITAL], "black gold", "Commodity", "oil"),
    ([CAPITAL], "black gold", "Commodity", "black-gold"),
    ([ALIAS, of("merge", entity="crude", other="oil")], "black gold", "Commodity", "crude"),
    # The newer one counts, whatever its id; then the smaller id.
    ([ALIAS, of("alias", "2026", entity="tar", name="black gold")], "black gold", "", "tar"),
    ([of("alias", "2027", entity="oil", name="black gold"), of("alias", "2026", entity="tar", name="black gold")],
     "black gold", "", "oil"),
    # Words are split out of what they would mean, and out of nothing else.
    ([SPLIT], "small widgets", "Product", "small-widget"),
    ([SPLIT, MERGED], "small widgets", "Product", "gadget"),
    ([SPLIT, MERGED], "a small widget", "Industry", "gadget"),
    ([SPLIT, MERGED], "widgets", "Product", "widget"),
    ([SPLIT, MERGED, of("merge", entity="thing", other="widget")], "small widgets", "Product", "gadget"),
    ([SPLIT, MERGED, of("merge", entity="widget", other="gadget")], "small widgets", "Product", "widget"),
    ([TYPED], "zorbs", "Product", "zorb"),
    ([TYPED], "zorbs", "Organization", "zorb-company"),
    ([ALL_OF_TYPE], "widgets", "Organization", "widget-maker"),
    ([ALL_OF_TYPE], "widgets", "Product", "widget"),
    ([ALL_OF_TYPE, MERGED], "small widgets", "Organization", "widget-maker"),
    ([ALL_OF_TYPE, of("alias", entity="oil", name="widgets")], "widgets", "Organization", "oil"),
    ([TYPED, of("alias", entity="oil", name="zorb")], "zorb", "Organization", "zorb-company"),
    ([TYPED, of("alias", entity="oil", name="zorb")], "zorb", "Product", "oil"),
]  # fmt: skip


@pytest.mark.parametrize(("decisions", "name", "type_", "meant"), LINKS)
def test_what_words_mean(decisions: list[Decision], name: str, type_: str, meant: str) -> None:
    mention = Mention(text=name, start=0, end=len(name), type=type_ or "Product")
    for order in itertools.permutations(decisions):
        links = Decided(linker(), order)
        assert links.link_name(name, type_) == meant
        if type_:
            assert links.link(mention, Article.of(f"{name}.")) == meant


def test_types_and_goods_follow_decisions() -> None:
    from graph.entities import Vote
    from schemas.vocabulary import vocabulary

    said = {Vote("widget price", "Factor", True, 800): 1}
    decided = [of("retype", "2025", entity="widget-price", type="Policy"), of("merge", entity="thing", other="widget")]
    plain = Decided(linker(), ()).entity("widget-price", said, vocabulary())
    assert (plain.type, plain.priced_good) == ("Factor", "widget")
    entity = Decided(linker(), decided).entity("widget-price", said, vocabulary())
    assert (entity.type, entity.priced_good) == ("Policy", "thing")
    # A type that the vocabulary lacks by now does not count, and nothing is its own price.
    other = [of("retype", entity="widget-price", type="Gone"), of("merge", entity="widget-price", other="widget")]
    entity = Decided(linker(), other).entity("widget-price", said, vocabulary())
    assert (entity.type, entity.priced_good) == ("Factor", None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("rare earths", "the Rare-Earth", True), ("U.S. refiners", "US refiner", True), ("oil", "oils", True),
        ("oil price", "oil", False), ("", "!", True),
    ],
)  # fmt: skip
def test_which_words_are_the_same(one: str, other: str, same: bool) -> None:
    assert (form(one)[0] == form(other)[0]) is same


BAD: list[tuple[dict[str, Any], str]] = [
    ({"deed": "merge", "entity": "a"}, "merge takes entity and other, and is given entity"),
    ({"deed": "merge", "entity": "a", "other": "a"}, "a cannot be its own other half"),
    ({"deed": "merge", "entity": "a", "other": "b", "name": "c"}, "merge takes entity and other"),
    ({"deed": "split", "entity": "a", "other": "b"}, "split takes .* and is given entity and other"),
    ({"deed": "alias", "entity": "a", "name": ""}, "alias takes entity and name"),
    ({"deed": "retype"}, "retype takes entity and type, and is given nothing"),
    ({"deed": "reject", "claim": "c", "entity": "a"}, "reject takes claim"),
    ({"deed": "reject", "claim": "c", "date": "May"}, "date"),
    ({"deed": "ponder", "claim": "c"}, "deed"),
]


@pytest.mark.parametrize(("fields", "message"), BAD)
def test_what_is_no_decision(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Decision.of(**fields)


def test_the_id_is_of_what_is_decided() -> None:
    one = of("alias", entity="oil", name="tar")
    assert one.id == of("alias", "2026", entity="oil", name="tar", why="so").id
    others = [of("alias", entity="tar", name="oil"), of("merge", entity="oil", other="tar")]
    assert len({one.id, *(other.id for other in others)}) == 3
