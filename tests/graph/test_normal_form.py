from __future__ import annotations

from pathlib import Path

import pytest

from graph.linking import linker
from graph.normal_form import normal_words, raw_words, synonyms
from graph.spelling import american
from graph.synonyms import Synonyms, Word
from schemas.errors import InputError

# Each line is one thing.
MEET = [
    "sulphuric acid|sulfuric acid", "aluminium smelters|aluminum smelter", "labour costs|labor cost",
    "data centres|data-centers|datacenter", "defence industry|the defense sector", "tyre makers|tire manufacturers",
    "organisation of labour|organization of labor", "fertiliser plants|fertilizer factory",
    "carmakers|car makers|car-makers|automobile manufacturers|vehicle makers|automakers",
    "EV makers|electric carmakers|electric vehicle manufacturers", "oil fields|oilfield|oil-field",
    "petrol stations|gas station|filling stations", "petrol prices|gasoline prices",
    "a blackout|power outages|power cuts", "oil output|oil production|production of oil",
    "maize exports|exports of corn|corn export",
    "wheat export ban|a ban on wheat exports|ban on exports of wheat|wheat-export bans",
    "tariffs on steel|steel tariffs|tariffs against steel", "drilling for oil|oil drilling",
    "neonicotinoid ban|ban on using neonicotinoids|a ban on the use of neonicotinoids",
    "U.S.-China trade war|China-US trade war|Sino-American trade war|trade war between China and the United States",
    "Chinese demand for copper|demand for copper in China|China's copper demand",
    "rare-earth exports from China|Chinese exports of rare earths|China's rare earths exports",
    "GPUs|graphics processing unit", "GDP|gross domestic product", "R&D|research and development",
    "NdPr oxide|neodymium-praseodymium oxide", "CO2 emissions|carbon emissions", "COVID-19|Covid|the coronavirus",
    "global oil prices|Oil prices|world oil price", "major carmakers|leading automakers",
    "Global semiconductor makers|chipmakers", "auto parts|car components", "bird flu|avian influenza",
    "Acme|Acme Technologies Inc.|Acme Group|Acme Corp.", "Smith & Co.|Smith", "vessel owners|shipowners",
    "port of Rotterdam|Rotterdam port|the Port of Rotterdam", "Hormuz Strait|Strait of Hormuz",
    "anti-dumping duties|antidumping duty|anti dumping tariffs", "non-tariff barriers|nontariff barrier",
    "Harbour Trade Council (HTC)|the Harbor Trade Council",
    "Chinese Rare-Earth Exports|Chinese rare-earth exports",
]  # fmt: skip
# Near misses: each pair is two things.
APART = [
    ("exports of wheat", "exports to wheat farmers"), ("port of call", "call ports"), ("wood chips", "chips"),
    ("global warming", "warming"), ("key rate", "rate"), ("world war", "war"), ("global economy", "economy"),
    ("Global Payments", "payments"), ("economic output", "economic production"), ("public sector", "public industry"),
    ("crude steel", "crude oil steel"), ("General Group", "General"), ("securities firm", "security firm"),
    ("imports from China", "Chinese imports"), ("blood vessels", "blood ships"), ("an export tax", "an export ban"),
    ("enterprise", "enterprize"), ("glasses", "glass"), ("futures", "future"), ("petrol", "petroleum"),
    ("war in Ukraine", "trade war"), ("bank of England", "England's bank"), ("tariff exemptions", "tariffs"),
]  # fmt: skip


@pytest.mark.parametrize("ways", MEET)
def test_words_for_one_thing_meet(ways: str) -> None:
    ids = {name: linker().link_name(name, "Activity") for name in ways.split("|")}
    assert len(set(ids.values())) == 1, ids


@pytest.mark.parametrize(("one", "other"), APART)
def test_near_misses_stay_apart(one: str, other: str) -> None:
    assert linker().link_name(one, "Activity") != linker().link_name(other, "Activity")


SPELLINGS = {
    "sulphate": "sulfate", "caesium": "cesium", "haemoglobin": "hemoglobin", "harbour": "harbor", "centre": "center",
    "litre": "liter", "analyse": "analyze", "privatisation": "privatization", "fuelling": "fueling", "cheque": "check",
    "exercise": "exercise", "premise": "premise", "acre": "acre", "hour": "hour", "four": "four", "tonne": "tonne",
    "calling": "calling", "polarise": "polarize", "raise": "raise", "glamour": "glamor", "contour": "contour",
}  # fmt: skip


@pytest.mark.parametrize(("british", "one"), SPELLINGS.items())
def test_american_spelling(british: str, one: str) -> None:
    assert american(british) == one
    assert american(one) == one


def test_normal_words_are_settled() -> None:
    for ways in MEET:
        for name in ways.split("|"):
            words = normal_words(name)
            assert normal_words(" ".join(words)) == words, name


def test_synonyms_say_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"

    def made(text: str) -> Synonyms:
        lists = "prefixes: [anti]\nclosed: [oil field]\nkept: [rail car]\nempty: [major]\nnamed: [major road]\n"
        path.write_text(f"{lists}synonyms: {text}\n")
        return Synonyms(path, lambda phrase: [Word(word, False) for word in raw_words(phrase)])

    mine = made("{lorry: [truck], car: [auto$, motor~]}")

    def read(text: str) -> str:
        return " ".join(word.text for word in mine.settle(mine.without_empty([Word(w, False) for w in text.split()])))

    assert [read(t) for t in ("oil field truck", "an auto", "auto part", "motor part", "a motor", "rail car")] == [
        "oilfield lorry", "an car", "auto part", "car part", "a motor", "rail car",
    ]  # fmt: skip
    assert [read(t) for t in ("major truck", "major road", "major")] == ["lorry", "major road", "major"]
    with pytest.raises(InputError, match="'truck' for 'van', and for another thing"):
        made("{lorry: [truck], van: [truck]}")
    with pytest.raises(InputError, match="'rail car' for 'van'"):
        made("{van: [rail car]}")


def test_the_synonyms_that_ship_are_sound() -> None:
    assert synonyms().settle([Word("chip", False)]) == (Word("semiconductor", False),)
