from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.acronyms import acronyms
from graph.edges import LinkedClaim
from graph.entities import derive_entities
from graph.gazetteer import Entry, gazetteer, read_gazetteer
from graph.linking import Linker, linker
from graph.normal_form import display, singular, word_lists
from schemas.errors import InputError
from schemas.records import Article, Claim, Mention, Span
from schemas.vocabulary import vocabulary

ARTICLE = Article.of(
    "The Harbour Trade Council (HTC) met twice. Rare-earth elements (REEs) and Polar mining unions (PMUs) were named; "
    "the Bank of the North (BN) was not. Nothing stands for XYZ (ABC).",
    title="Council of Elders (CE) meets",
)

# Each line is one thing, in all the ways it is worded.
SAME = [
    ("united-states", "US U.S. USA|the United States|America|American|the US|United States of America|the U.S.'s"),
    ("china", "China|Chinese|China's|CHINA|the People's Republic of China|mainland China"),
    ("european-union", "EU|the EU|European Union|the European Union's"),
    ("united-kingdom", "UK|U.K.|Britain|British|the United Kingdom"),
    ("south-korea", "South Korea|South Korean|Korea|the Republic of Korea"),
    ("ivory-coast", "Côte d'Ivoire|Ivory Coast|Cote d’Ivoire"),
    ("turkey", "Turkey|Türkiye|Turkish"),
    ("rare-earth", "rare earths|Rare Earths|rare-earth elements|the rare earth|REEs|rare earth metals"),
    ("semiconductor", "chips|semiconductors|Microchips|a chip"),
    ("electric-vehicle-battery", "EV batteries|electric-vehicle battery|Electric Vehicle Batteries|the EV battery"),
    ("liquefied-natural-gas", "LNG|liquefied natural gas|L.N.G."),
    ("oil-price", "oil prices|the price of oil|oil price|Oil Prices|prices for oil|the oil's price|prices of the oil"),
    ("oil-demand", "demand for oil|oil demand|Oil demand|the demand for oil"),
    ("semiconductor-price", "chip prices|semiconductor prices|the price of chips"),
    ("liquefied-natural-gas-price", "LNG prices|price of LNG"),
    ("united-states-automaker", "American automakers|U.S. automakers|US automakers|the United States' automakers"),
    ("china-rare-earth-export", "Chinese rare-earth exports|China's rare earth exports"),
    ("ford-motor", "Ford Motor Co.|Ford Motor Company|Ford Motor"),
    ("port-of-rotterdam", "port of Rotterdam|the Port of Rotterdam|ports of Rotterdam"),
    ("harbor-trade-council", "HTC|the HTC|Harbour Trade Council|the Harbour Trade Council's"),
    ("polar-mining-union", "PMU|PMUs|Polar mining unions"),
    ("bank-of-the-north", "BN|Bank of the North"),
    ("council-of-elder", "CE|Council of Elders"),
    ("russia-liquefied-natural-gas", "Russian LNG|Russian liquefied natural gas|Russia's L.N.G."),
    ("united-states-electric-vehicle", "US EVs|American electric vehicles|U.S. EV|the American EVs"),
    ("turkey-common", "turkey|turkeys|the turkey"),
    ("turkey-common-price", "turkey prices|the price of turkey"),
    ("steel-mill", "steel mills|Steel mill|these steel-mills|its steel mills|many steel mills"),
    ("at-and-t", "AT&T|AT & T"),
]
APART = [
    ("oil", "oil price"), ("oil", "oil demand"), ("oil price", "oil demand"), ("US", "us"),
    ("American Airlines", "US airlines"),
    ("chips", "chip prices"), ("input costs", "costs"), ("steel", "steel mills"), ("ABC", "XYZ"),
]  # fmt: skip
GOODS = [
    ("oil prices", "oil", None), ("demand for rare earths", None, "rare-earth"),
    ("EV demand", None, "electric-vehicle"),
    ("asking prices", None, None), ("higher prices", None, None), ("consumer demand", None, None),
    ("prices", None, None),
    ("demand", None, None), ("oil", None, None), ("share price", None, None), ("pent-up demand", None, None),
    ("iron ore prices", "iron-ore", None), ("price of oil in Asia", "asia-oil", None),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "ways"), SAME)
def test_all_ways_to_word_a_thing_meet(id_: str, ways: str) -> None:
    for name in ways.replace("US U.S. USA", "US|U.S.|USA").split("|"):
        assert linker().link_name(name, "Product", ARTICLE) == id_, name


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_things_stay_apart(one: str, other: str) -> None:
    assert linker().link_name(one, article=ARTICLE) != linker().link_name(other, article=ARTICLE)


@pytest.mark.parametrize(("name", "priced", "demanded"), GOODS)
def test_prices_and_demands_name_their_good(name: str, priced: str | None, demanded: str | None) -> None:
    assert linker().goods(linker().link_name(name)) == (priced, demanded)


def test_a_sense_needs_its_type() -> None:
    assert linker().link_name("Apple", "Organization") == "apple-inc"
    assert linker().link_name("apples", "Commodity") == "apple"
    assert linker().link_name("apple", "Organization") == "apple"


def test_a_place_in_small_letters_needs_its_type() -> None:
    assert linker().link_name("turkey", "Place") == "turkey"
    assert linker().link_name("turkey", "Commodity") == "turkey-common"
    assert linker().goods("turkey-common-price") == ("turkey-common", None)


def test_a_mention_links_by_what_it_stands_for_without_its_movement() -> None:
    text = "its shortage of chips"
    mention = Mention(text=text, start=0, end=len(text), type="Event", bare="chips", direction="down")
    assert linker().link(mention, ARTICLE) == "semiconductor"
    its = Mention(text="its", start=0, end=3, type="Place", resolved="the Chinese")
    assert linker().link(its, ARTICLE) == "china"


@pytest.mark.parametrize(
    "name", ["€", "日本", "!", "%", "a" * 300, " ".join(["many long words"] * 20), "the", "x-", "C++"]
)
def test_odd_names_get_an_id(name: str) -> None:
    id_ = linker().link_name(name)
    assert id_
    assert len(id_) <= 90
    assert id_ == linker().link_name(name)


ANOTHER = Linker()


@given(st.text(min_size=1, max_size=60))
def test_any_text_gets_a_stable_id_without_blanks(name: str) -> None:
    id_ = linker().link_name(name)
    assert id_ == ANOTHER.link_name(name)
    assert id_ == id_.strip("-")
    assert not any(c.isspace() for c in id_)
    assert linker().link_name(f"the {name.strip()}" if name.strip()[:1].isalnum() else name) is not None


def test_names_for_people() -> None:
    assert [display(name) for name in ("the rare earths", "China's", "Its “chips”", "the", " A B ", "'steel'")] == [
        "rare earths", "China", "chips", "the", "B", "steel",
    ]  # fmt: skip


SINGULARS = {
    "batteries": "battery", "gas": "gas", "gases": "gas", "species": "species", "mines": "mine", "processes": "process",
    "taxes": "tax", "houses": "house", "prices": "price", "crises": "crisis", "texas": "texas", "bus": "bus",
    "switches": "switch", "leaves": "leaf", "logistics": "logistics", "news": "news", "ties": "tie", "visas": "visa",
    "losses": "loss", "alloys": "alloy", "potatoes": "potato", "glass": "glass", "oxides": "oxide",
}  # fmt: skip


@pytest.mark.parametrize(("plural", "one"), SINGULARS.items())
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert singular(one) == one


def test_short_forms_that_an_article_explains() -> None:
    assert acronyms(ARTICLE.title, ARTICLE.text) == {
        "HTC": "Harbour Trade Council", "REE": "Rare-earth elements", "PMU": "Polar mining unions",
        "BN": "Bank of the North", "CE": "Council of Elders",
    }  # fmt: skip


def test_the_gazetteer_is_sound() -> None:
    entries = gazetteer()
    types = vocabulary().type_names
    assert {entry.type for entry in entries} <= set(types)
    assert all(set(entry.only) <= set(types) for entry in entries)
    ours = Linker()
    for entry in entries:
        for name in (entry.name, *entry.names):
            if name.lower() in word_lists().houses:
                continue  # speaks for a government, whatever else it is
            type_ = entry.only[0] if entry.only else entry.type
            assert ours.link_name(name, type_) == entry.id, name


def test_country_codes_and_names_are_those_of_the_installed_packages() -> None:
    codes: Any = importlib.import_module("pytz").country_names
    names: Any = importlib.import_module("babel").Locale("en").territories
    for entry in gazetteer():
        if entry.iso2:
            assert entry.iso2 in codes
            said = {name.replace("’", "'").replace("&", "and") for name in (entry.name, *entry.names)}
            assert names[entry.iso2].replace("’", "'").replace("&", "and") in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n", "has other columns"),
        ("id\tname\ttype\tiso2\tonly\tnames\nx\tX\tPlace\n", "has a broken row 1: 'x X Place'"),
        ("id\tname\ttype\tiso2\tonly\tnames\nx\tX\tPlace\t\t\t\nx\tY\tPlace\t\t\t\n", "has the id x twice"),
    ],
)
def test_a_broken_gazetteer_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        read_gazetteer(path)
    with pytest.raises(InputError, match="cannot read the gazetteer"):
        read_gazetteer(tmp_path / "none.tsv")


def test_a_gazetteer_of_ones_own() -> None:
    mine = Linker([Entry("acme-labs", "Acme", "Organization", "", (), ("Acme Labs", "AL"))])
    assert [mine.link_name(name) for name in ("Acme", "the Acme Labs Inc.", "AL", "acme", "China")] == [
        "acme-labs", "acme-labs", "acme-labs", "acme", "china",
    ]  # fmt: skip


NAMES = st.sampled_from(
    ["oil", "Oil", "the oil", "oil price", "price of oil", "US", "America", "widgets", "Widgets", "widget"]
)
MENTIONS = st.builds(
    lambda text, type_, bare, by: Mention(text=text, start=0, end=len(text), type=type_, bare=bare, direction_by=by),
    NAMES,
    st.sampled_from(vocabulary().type_names),
    st.one_of(st.none(), NAMES),
    st.sampled_from(["noun", "adjective"]),
)


@st.composite
def said(draw: st.DrawFn) -> list[LinkedClaim]:
    claims = []
    for number in range(draw(st.integers(1, 12))):
        first, second = draw(MENTIONS), draw(MENTIONS)
        claim = Claim.of(
            article=f"a{number}", field="text", sentence=Span(text="x", start=0, end=1), subject=first, relation="OWNS",
            object=second, trigger=Span(text="x", start=0, end=1), source="t",
            confidence=draw(st.sampled_from([0.1, 0.333, 0.667, 0.9])),
        )  # fmt: skip
        links = (linker().link_name(m.link_name, m.type) for m in (first, second))
        claims.append(LinkedClaim(claim=claim, subject_id=next(links), object_id=next(links)))
    return claims


@given(said(), st.randoms(use_true_random=False))
def test_entities_do_not_depend_on_the_order(claims: Sequence[LinkedClaim], chance: Any) -> None:
    expected = derive_entities(claims, linker(), vocabulary())
    mixed = list(claims)
    chance.shuffle(mixed)
    assert derive_entities(mixed, linker(), vocabulary()) == expected
    assert list(expected) == sorted(expected)
    for entity in expected.values():
        assert entity.name not in entity.aliases
        assert entity.type in vocabulary().type_names
    if "oil-price" in expected:
        assert (expected["oil-price"].type, expected["oil-price"].priced_good) == ("Factor", "oil")
    if "united-states" in expected:
        assert (expected["united-states"].type, expected["united-states"].name) == ("Place", "United States")


def told(*rows: tuple[str, str, float, str | None]) -> dict[str, Any]:
    claims = []
    for number, (text, type_, confidence, bare) in enumerate(rows):
        by = "noun" if bare else None
        mention = Mention(text=text, start=0, end=len(text), type=type_, bare=bare, direction_by=by)
        other = Mention(text="zinc", start=0, end=4, type="Commodity")
        claim = Claim.of(
            article=f"a{number}", field="text", sentence=Span(text="x", start=0, end=1), subject=mention,
            relation="OWNS", object=other, trigger=Span(text="x", start=0, end=1), source="t", confidence=confidence,
        )  # fmt: skip
        claims.append(LinkedClaim(claim=claim, subject_id="widget", object_id="zinc"))
    entity = derive_entities(claims, linker(), vocabulary())["widget"]
    return {"type": entity.type, "name": entity.name, "aliases": entity.aliases}


TYPES = [
    ("the most confidence wins", [("widgets", "Product", 0.9, None), ("widgets", "Factor", 0.5, None)], "Product"),
    (
        "twice little is more",
        [("w", "Product", 0.9, None), ("w", "Event", 0.5, None), ("w", "Event", 0.5, None)],
        "Event",
    ),
    ("a tie goes by the vocabulary", [("w", "Factor", 0.5, None), ("w", "Industry", 0.5, None)], "Industry"),
    ("a shortage has no vote", [("w", "Product", 0.1, None), ("shortage of w", "Event", 0.9, "w")], "Product"),
    ("nor decides alone", [("shortage of w", "Event", 0.9, "w")], "Product"),
    ("but a movement of a quantity may", [("rise in w", "Factor", 0.9, "w")], "Factor"),
]


@pytest.mark.parametrize(("what", "rows", "type_"), TYPES)
def test_the_type_is_decided_over_all_mentions(what: str, rows: list[tuple[Any, ...]], type_: str) -> None:
    assert told(*rows)["type"] == type_, what


def test_the_name_is_the_most_frequent_form() -> None:
    rows = [("Widgets", "Product", 0.5, None), ("widgets", "Product", 0.5, None), ("the widgets", "Product", 0.5, None)]
    assert told(*rows) == {"type": "Product", "name": "widgets", "aliases": ("Widgets",)}
    assert told(*rows[:2])["name"] == "widgets"
