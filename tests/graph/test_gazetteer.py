from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.gazetteer import BUILT_IN, Entry, gazetteer, read_gazetteer
from graph.linking import linker
from graph.normal_form import normal_words, slug
from schemas.errors import InputError
from schemas.vocabulary import vocabulary

HEAD = "id\tname\ttype\tiso2\tonly\tnames\n"
FILES = sorted(BUILT_IN.glob("*.tsv"))


def row(entry_id: str, name: str = "X") -> str:
    return f"{entry_id}\t{name}\tPlace\t\t\t\n"


# Ids that no name of theirs gives: the bare word is something else, or one name is a short form.
SUFFIXED = {
    "apple-inc", "alphabet-inc", "oracle-corp", "adobe-inc", "snap-inc", "acer-inc", "arm-holdings",
    "sharp-corporation", "continental-ag", "china-rare-earth-group", "united-states-antimony-corporation",
    "vale-sa", "us-steel-corporation", "british-steel-company", "shell-plc", "apache-corporation", "santos-ltd",
    "indian-oil-corporation", "target-corp", "gap-inc", "puma-se", "mars-inc", "dole-plc", "mosaic-company",
    "merck-kgaa", "sprint-corp", "orange-sa", "united-states-dollar",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_names_its_source_and_has_entries_of_the_vocabulary(path: Path) -> None:
    assert "ource: " in path.read_text(encoding="utf-8").split(HEAD)[0] or "hold them" in path.read_text(
        encoding="utf-8"
    )
    entries = read_gazetteer(path)
    assert entries
    for entry in entries:
        assert entry.type in vocabulary().type_names
        assert set(entry.only) <= set(vocabulary().type_names)
        assert entry.name not in entry.names
        assert all("\t" not in name and name == name.strip() for name in entry.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_id_and_its_name_are_one_thing_in_normal_form(path: Path) -> None:
    wrong = [entry.id for entry in read_gazetteer(path) if not _agree(entry)]
    assert set(wrong) <= SUFFIXED


def _agree(entry: Entry) -> bool:
    ids = {entry.id, slug(normal_words(entry.id.replace("-", " ")))}
    return any(slug(normal_words(name)) in ids for name in (entry.name, *entry.names))


def test_no_name_of_one_type_means_two_things() -> None:
    """Where two entries share a name, at most one of them takes mentions of any type."""
    said = Counter(
        (normal_words(name), entry.only)
        for entry in gazetteer()
        for name in {normal_words(name): name for name in (entry.name, *entry.names)}.values()
    )
    assert [key for key, count in said.items() if count > 1] == []


def test_the_gazetteer_is_of_all_kinds() -> None:
    kinds = Counter(entry.type for entry in gazetteer())
    assert len(FILES) >= 10
    assert kinds["Place"] > 1000
    assert kinds["Organization"] > 1200
    assert kinds["Commodity"] > 600
    assert min(kinds[type_] for type_ in ("Product", "Industry", "Infrastructure", "Policy")) > 100


@pytest.mark.parametrize(
    "phrase",
    ["shell", "gap", "target", "apple", "total", "united", "vale", "block", "delta", "orange", "meta", "snap", "mars",
     "one", "continental", "sharp", "evergreen", "nice"],
)  # fmt: skip
def test_a_company_does_not_swallow_a_common_word(phrase: str) -> None:
    for type_ in ("Commodity", "Product", "Factor", "Activity"):
        found = linker().entry(linker().link_name(phrase, type_))
        assert found is None or found.type != "Organization"


@pytest.mark.parametrize("phrase", ["Target", "Gap", "Shell", "Apple", "United", "Vale", "Mars"])
def test_a_company_named_like_a_word_needs_an_organization(phrase: str) -> None:
    assert (
        linker().entry(linker().link_name(phrase, "Organization")) or Entry("", "", "", "", (), ())
    ).type == "Organization"
    other = linker().entry(linker().link_name(phrase, "Product"))
    assert other is None or other.type != "Organization"


@pytest.mark.parametrize(
    ("names", "id_"),
    [
        (("aluminium", "aluminum", "Aluminium"), "aluminum"),
        (("NdPr", "neodymium-praseodymium"), "neodymium-praseodymium"),
        (("DRC", "Democratic Republic of Congo"), "democratic-republic-of-the-congo"),
        (("sulphuric acid", "sulfuric acid"), "sulfuric-acid"),
        (("Hormuz", "the Strait of Hormuz", "Hormuz Strait"), "strait-of-hormuz"),
        (("TSMC", "Taiwan Semiconductor Manufacturing Co."), "tsmc"),
        (("USDA", "Department of Agriculture"), "agriculture-department"), (("maize", "corn"), "corn"),
        (("petrol", "gasoline"), "gasoline"), (("California", "Californian"), "california"),
    ],
)  # fmt: skip
def test_other_names_and_spellings_meet(names: tuple[str, ...], id_: str) -> None:
    assert {linker().link_name(name) for name in names} == {id_}


def test_files_are_read_in_order_and_an_id_has_one_row(tmp_path: Path) -> None:
    (tmp_path / "b.tsv").write_text(HEAD + row("one"))
    (tmp_path / "a.tsv").write_text("# a comment\n\n" + HEAD + row("two"))
    (tmp_path / "notes.txt").write_text("no table")
    assert [entry.id for entry in read_gazetteer(tmp_path)] == ["two", "one"]
    (tmp_path / "c.tsv").write_text(HEAD + row("two", "other"))
    with pytest.raises(InputError, match=r"c\.tsv has the id two twice"):
        read_gazetteer(tmp_path)
