from __future__ import annotations

from pathlib import Path

import pytest

from graph.gazetteer import gazetteer
from graph.linking import linker
from graph.normal_form import slug
from graph.taxonomy import BUILT_IN, Taxonomy, read_taxonomy, taxonomy
from schemas.errors import InputError
from schemas.vocabulary import vocabulary

GOODS = {"Commodity", "Product"}
ABOVE = {"Infrastructure": {"Infrastructure", "Place"}, "Commodity": GOODS, "Product": GOODS}
"""Types that may stand above another type than their own."""


def test_every_node_is_an_id_of_a_known_type() -> None:
    types = {entry.id: entry.type for entry in gazetteer()}
    nodes = read_taxonomy()
    for id_, type_ in nodes.types.items():
        assert slug(tuple(id_.split("-"))) == id_
        assert type_ in vocabulary().type_names
        assert types.get(id_, type_) == type_, id_
    known = nodes.types.keys() | types.keys()
    for id_, above in nodes.broader.items():
        assert {id_, *above} <= known, id_
        assert len(set(above)) == len(above)
    for id_, materials in nodes.made_with.items():
        assert {id_, *materials} <= known, id_
    for id_, good in nodes.processes.items():
        assert {id_, good} <= known, id_


def test_what_lies_above_is_of_a_type_that_fits() -> None:
    for id_ in taxonomy().ids:
        type_ = taxonomy().type(id_) or ""
        for above in taxonomy().broader(id_):
            assert taxonomy().type(above) in ABOVE.get(type_, {type_}), (id_, above)
        assert id_ not in taxonomy().ancestors(id_)


def test_a_node_is_what_the_linker_makes_of_its_words() -> None:
    entries = {entry.id for entry in gazetteer()}
    types = read_taxonomy().types
    wrong = [
        id_
        for id_, type_ in types.items()
        if id_ not in entries and linker().link_name(id_.replace("-", " "), type_) != id_
    ]
    assert wrong == []


def test_it_covers_the_field() -> None:
    assert sum(taxonomy().type(id_) not in {"Place", "Organization"} for id_ in taxonomy().ids) > 900
    for branch in (
        "critical-mineral",
        "energy",
        "metal",
        "crop",
        "chemical",
        "semiconductor",
        "battery",
        "vehicle",
        "aircraft",
        "weapon",
        "medicine",
        "ship",
        "electronics",
        "textile",
        "food",
    ):
        assert len(taxonomy().branch(branch)) > 4, branch


@pytest.mark.parametrize(
    ("id_", "branch"),
    [
        ("neodymium", "rare-earth"), ("neodymium", "critical-mineral"), ("neodymium-magnet", "magnet"),
        ("china-neodymium-magnet", "magnet"), ("electric-vehicle-battery", "battery"), ("25-tariff", "tariff"),
        ("steel-tariff", "tariff"),
        ("tariff-on-steel", "tariff"), ("china-export", "export"), ("china-rare-earth-export", "export"),
        ("china-rare-earth", "rare-earth"),
        ("crude-oil-price", "oil-price"), ("oil-price", "price"), ("germany", "european-union"),
        ("southeast-asia", "asia"),
        ("shenzhen", "china"), ("northern-australia", "australia"), ("western-canada", "canada"),
        ("port-of-rotterdam", "port"), ("port-of-rotterdam", "europe"),
        ("citgo", "pdvsa"), ("semiconductor-shortage", "shortage"), ("russia-oil", "oil"), ("imported-oil", "oil"),
        ("republic-of-the-congo-cobalt-export", "export"), ("germany-automaker", "automaker"),
        ("palm-oil-import", "import"), ("china-crude-oil-export", "oil-export"),
        ("food-and-energy-price", "price"),
        ("rare-earth-processing", "processing"), ("nickel", "metal"), ("lithium-mine-in-chile", "mine"),
        ("developing-country", "country"),
    ],
)  # fmt: skip
def test_what_lies_under_what(id_: str, branch: str) -> None:
    assert taxonomy().under(id_, {branch})
    assert not taxonomy().under(branch, {id_})


@pytest.mark.parametrize(
    ("id_", "branch"),
    [
        ("oil-price", "oil"), ("oil-demand", "oil"), ("palm-oil", "oil"), ("argan-oil", "oil"), ("tear-gas", "gas"),
        ("heavy-water", "water"),
        ("oil-and-gas", "gas"), ("copper-and-zinc-export", "copper-export"), ("non-oil-export", "oil-export"),
        ("turkey-common", "turkey"), ("turkey-common-price", "turkey-price"),
        ("steel-mill", "steel"), ("rare-earth-processing", "rare-earth"), ("united-states-steel", "united-states"),
        ("tesla", "car"),
        ("cobalt-free-battery", "cobalt-battery"), ("air-china", "china"), ("bank-of-china", "china"),
        ("tariff-on-steel", "steel"), ("battery", "electric-vehicle"),
        ("tsmc", "semiconductor"), ("switzerland", "european-union"), ("united-kingdom", "european-union"),
        ("sterling", "metal"),
        ("palm-oil-import", "oil-import"), ("crude-palm-oil-export", "oil-export"), ("enriching-uranium", "uranium"),
    ],
)  # fmt: skip
def test_what_does_not_lie_under_what(id_: str, branch: str) -> None:
    assert not taxonomy().under(id_, {branch})


@pytest.mark.parametrize(
    ("id_", "good"),
    [
        ("rare-earth-processing", "rare-earth"), ("rare-earth-processing-capacity", "rare-earth"),
        ("processing-of-rare-earth", "rare-earth"),
        ("china-rare-earth-export", "rare-earth"), ("lithium-mine", "lithium"), ("copper-smelter", "copper"),
        ("steel-production", "steel"),
        ("automaker", "car"), ("food-processing", "food"),
        ("enriching-uranium", "uranium"), ("palm-oil-import", "palm-oil"),
        ("data-processing", None), ("processing", None), ("non-oil-export", None), ("steel-price", None),
        ("magnet", None), ("cost-of-mining", None),
    ],
)  # fmt: skip
def test_what_works_on_which_good(id_: str, good: str | None) -> None:
    assert taxonomy().processes(id_) == good


@pytest.mark.parametrize(
    ("id_", "materials"),
    [
        ("neodymium-magnet", ("neodymium",)), ("china-neodymium-magnet", ("neodymium",)),
        ("copper-cable", ("copper",)), ("lithium-ion-battery", ("lithium",)),
        ("cobalt-free-battery", ()), ("coal-ship", ()), ("copper-machinery", ()), ("copper-price", ()),
        ("steel-mill", ()), ("electric-vehicle-battery", ()), ("magnet", ()),
    ],
)  # fmt: skip
def test_what_is_made_with_what(id_: str, materials: tuple[str, ...]) -> None:
    assert taxonomy().made_with(id_) == materials


def test_a_compound_loses_one_part_at_a_time() -> None:
    assert taxonomy().broader("china-neodymium-magnet")[0] == "neodymium-magnet"
    assert "rare-earth-export" in taxonomy().broader("china-rare-earth-export")
    assert taxonomy().broader("never-heard-of") == ()
    assert taxonomy().branch("never-heard-of") == {"never-heard-of"}


def test_the_answers_are_short_for_a_long_name() -> None:
    name = "-".join(["large", "china", "steel", "copper", "germany"] * 4 + ["tariff"])
    assert taxonomy().under(name, {"tariff"})
    assert len(taxonomy().ancestors(name)) < 500


def write(folder: Path, text: str) -> Path:
    (folder / "one.yaml").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a", "cannot read the taxonomy"),
        ("- a", "is no mapping"),
        ("Product: {a: b}", "has 'b' under a"),
        ("Product: {a: [1]}", r"has \[1\] under a"),
        ("Product: {a: }\nCommodity: {a: }", "has a as Commodity and Product"),
        ("Product: {a: {b: }, b: {c: }, c: {a: }}", "goes in a circle: "),
    ],
)
def test_a_broken_taxonomy_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_taxonomy(write(tmp_path, text))


def test_a_taxonomy_of_ones_own(tmp_path: Path) -> None:
    nodes = read_taxonomy(
        write(
            tmp_path,
            "Product: {gadget: [gizmo], widget: }\nunder: {gizmo: [widget]}\n"
            "made_with: {gizmo: [tin]}\nprocesses: {gizmo-work: gizmo}",
        )
    )
    mine = Taxonomy(nodes, ())
    assert mine.broader("gizmo") == ("gadget", "widget")
    assert mine.broader("blue-gizmo") == ("gizmo",)
    assert (mine.made_with("gizmo"), mine.processes("gizmo-work")) == (("tin",), "gizmo")
    assert mine.branch("gadget") == {"gadget", "gizmo"}
    assert mine.ids == ("gadget", "gizmo", "widget")


def test_every_file_is_read() -> None:
    assert len(list(BUILT_IN.glob("*.yaml"))) >= 12
