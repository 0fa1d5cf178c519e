from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.claims_file import INCOMPLETE, dump, load
from graph.merge import put_articles
from graph.parts import within
from graph.snapshot import snapshot
from graph.stores.base import Store
from graph.taxonomy import taxonomy
from graph.themes import FOLDER, Theme, names, read_theme, theme
from schemas.errors import InputError, UsageError
from schemas.records import Article, Claim

Told = tuple[Article, list[Claim]]
ORES = Theme("ores", "Ores", seeds=("magnet",), branches=("rare-earth",), words=("ore", "Lynas", "separation plant"))


@pytest.mark.parametrize("name", names())
def test_a_shipped_theme_is_whole(name: str) -> None:
    found = theme(name)
    assert found.name == name
    assert found.title
    assert len(found.seeds) >= 8
    assert len(found.words) >= 5
    assert set(found.branches) <= set(taxonomy().ids)
    held = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    words = held["words"]
    assert len(words) == len(set(words))
    assert set(held.get("not_words", ())).isdisjoint(words)


def test_ten_and_more_ship() -> None:
    assert len(names()) >= 10


HELD = [
    ("a seed", "magnet", "magnets", True),
    ("below a seed", "permanent-magnet-china", "x", False),
    ("a compound of a seed", "car-magnet", "car magnets", True),
    ("a branch", "rare-earth", "rare earths", True),
    ("below a branch", "dysprosium", "dysprosium", True),
    ("the work on a branch", "rare-earth-processing", "rare-earth processing", True),
    ("the price of a branch", "dysprosium-price", "dysprosium prices", True),
    ("the demand for a seed", "magnet-demand", "demand for magnets", True),
    ("a word of the name", "iron-ore", "iron ore", True),
    ("a word in the plural", "x", "Ores", True),
    ("a phrase of the name", "x", "a new separation-plant in Texas", True),
    ("half a phrase", "x", "separation", False),
    ("a phrase that ends the name", "x", "plant separation", False),
    ("a part of a word", "oregon", "Oregon", False),
    ("a name with its capital", "x", "Lynas Corp", True),
    ("a name without it", "x", "lynas", False),
    ("beside it", "wheat", "wheat", False),
]


@pytest.mark.parametrize(("id_", "name", "expected"), [row[1:] for row in HELD], ids=[row[0] for row in HELD])
def test_which_entities_it_holds(id_: str, name: str, expected: bool) -> None:
    assert ORES.holds(id_, name) is expected


TOLD = [
    ("in the title", "Ore runs short", "", True),
    ("in the title, in the plural and with a hyphen", "New rare-earths law", "", True),
    ("twice in the text", "", "Magnets are dear. So is terbium.", True),
    ("one thing twice", "", "Ore is dear. Good ore is dearer.", True),
    ("once in the text", "", "Magnets are dear.", False),
    ("nowhere", "Rain", "It rains in Oregon, and more is to come.", False),
    ("a name in capitals", "LYNAS", "", True),
]


@pytest.mark.parametrize(("title", "text", "expected"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_which_articles_are_on_it(title: str, text: str, expected: bool) -> None:
    assert ORES.is_told_in(title, text) is expected


def test_a_name_that_means_too_much_else_tells_no_topic() -> None:
    plain = Theme("x", "X", branches=("metal",))
    assert plain.is_told_in("They lead the field", "")
    without = Theme("x", "X", branches=("metal",), not_words=("lead",))
    assert not without.is_told_in("They lead the field", "")
    assert without.holds("lead", "lead")


@pytest.mark.parametrize("name", ["Critical Minerals", "critical_minerals", "critical-minerals"])
def test_a_theme_is_found_however_it_is_written(name: str) -> None:
    assert theme(name).name == "critical-minerals"


def test_an_unknown_theme_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'semiconductor'; did you mean semiconductors\? Known are aerospace"):
        theme("semiconductor")
    with pytest.raises(UsageError, match=r"no theme 'zzz'; known are aerospace-and-defence, "):
        theme("zzz")


def test_a_theme_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("name: own\ntitle: My own\nseeds: [the Rare Earths, rare-earth elements]\n", encoding="utf-8")
    assert theme(str(path)) == Theme("own", "My own", seeds=("rare-earth",))


WRONG: list[tuple[str, str, str]] = [
    ("no YAML", "name: [", "cannot read the theme"),
    ("no mapping", "- name", "is not valid: it is no mapping"),
    ("no name", "title: X\nwords: [x]", "it has no name"),
    ("a name that is none", "name: My Own\ntitle: X\nwords: [x]", "'My Own' is not small letters"),
    ("no title", "name: x\nwords: [x]", "it has no title"),
    ("an unknown key", "name: x\ntitle: X\nseed: [x]", "key 'seed', did you mean seeds"),
    ("a strange key", "name: x\ntitle: X\ncolour: red", "key 'colour', known are name, title, seeds"),
    ("no list", "name: x\ntitle: X\nwords: chips", "words is no list of names"),
    ("no text", "name: x\ntitle: X\nwords: [on]", "words is no list of names"),
    ("a branch that is none", "name: x\ntitle: X\nbranches: [rare-earths]", "'rare-earths', did you mean rare-earth"),
    ("nothing", "name: x\ntitle: X", "neither seeds nor branches nor words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_bad_file_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_theme(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "bad.yaml" in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        theme(str(tmp_path / "none.yaml"))


def test_the_part_of_a_graph_that_is_on_a_theme(
    store: Store, new_store: Callable[[], Store], news: list[Told], tell: Callable[..., Told]
) -> None:
    more: list[Any] = [
        ("Bakers need wheat.", "Bakers", "Industry", "DEPENDS_ON", "wheat", "Commodity"),
        ("Terbium goes into lamps.", "Terbium", "Commodity", "INPUT_TO", "lamps", "Product"),
    ]
    put_articles(store, [*news, tell("https://wire.example/mixed", *more)], extractor="x1")
    whole = snapshot(store)
    part = within(whole, ORES)
    assert {article.url for article in part.articles} == {
        f"https://wire.example/{name}" for name in ("magnets", "more-magnets", "same-edge", "mixed")
    }
    ids = {entity.id for entity in part.entities}
    assert {"rare-earth", "magnet", "china", "terbium", "lamp"} <= ids
    assert ids.isdisjoint({"oil", "wheat", "airline"})
    assert {c.claim.relation for c in part.claims} <= {c.claim.relation for c in whole.claims}
    kept = {edge.edge_id for edge in part.edges}
    assert all((edge.edge_id in kept) == ({edge.subject, edge.object} <= ids) for edge in whole.edges)
    assert set(part.exposes) < set(whole.exposes)
    # What is loaded from the part says the same of it; the article that lost a claim is read again when it comes back.
    lines = io.BytesIO()
    dump(part, lines)
    other = new_store()
    load(other, lines.getvalue().decode().splitlines())
    found = snapshot(other)
    assert found.claims == part.claims
    assert found.edges == part.edges
    assert sorted(found.extractors.values()) == sorted(["x1", "x1", "x1", f"{INCOMPLETE}x1"])
