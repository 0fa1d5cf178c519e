from __future__ import annotations

from pathlib import Path

import pytest

from graph.claims_file import dump, load
from graph.deciding import Decider
from graph.existing import entities_of
from graph.gazetteer import Entry
from graph.identifiers import is_isin, is_lei, read_identifiers
from graph.linking import Linker, linker
from graph.merge import put_articles
from graph.open import open_graph
from graph.snapshot import snapshot
from schemas.errors import InputError
from schemas.records import Article, Claim, Decision, Mention, Span

# Made up; only the check digits are real.
LEI, ISIN = "0000ACMELABSTEST0039", "ZZ000ACME007"


@pytest.mark.parametrize(
    ("value", "right"),
    [(LEI, True), (LEI[:-1] + "8", False), ("0000ACMELABSTSET0039", False), (LEI[:-1], False), (LEI.lower(), False)],
)
def test_lei(value: str, right: bool) -> None:
    assert is_lei(value) is right


@pytest.mark.parametrize(
    ("value", "right"),
    [(ISIN, True), (ISIN[:-1] + "8", False), ("ZZ000ACMF007", False), (ISIN + "0", False), ("1Z000ACME007", False)],
)
def test_isin(value: str, right: bool) -> None:
    assert is_isin(value) is right


def table(tmp_path: Path, *rows: str, header: str = "name,id,kind,value,exchange") -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_rows_become_decisions(tmp_path: Path) -> None:
    path = table(
        tmp_path, f"Acme Labs Inc.,,lei,{LEI.lower()},", f",acme-lab,ISIN,{ISIN},", "Acme Labs,,ticker,acme,xnys",
        "Acme Labs,,wikidata,q12,", f"Acme Labs,,lei,{LEI},", "Acme Labs,,ticker,XNYS:ACME,", "",
    )  # fmt: skip
    found = read_identifiers(path, linker())
    assert not found.refused
    assert [(d.entity, d.kind, d.value) for d in found.decisions] == [
        ("acme-lab", "lei", LEI), ("acme-lab", "isin", ISIN), ("acme-lab", "ticker", "XNYS:ACME"),
        ("acme-lab", "wikidata", "Q12"),
    ]  # fmt: skip


BAD = [
    ("Acme,,lei,123,", "'123' is no LEI; an LEI has 20"),
    ("Acme,,isin,ZZ000ACME008,", "'ZZ000ACME008' is no ISIN; an ISIN has 12"),
    ("Acme,,wikidata,12,", "'12' is no Wikidata item; an item is Q"),
    ("Acme,,ticker,ACME,", "the ticker ACME has no exchange; give it"),
    ("Acme,,ticker,A B,XNYS", "'A B' is no ticker; a ticker has"),
    ("Acme,,ticker,XNAS:ACME,XNYS", "the ticker ACME has no exchange"),
    ("Acme,,duns,1,", "the kind is 'duns'; known are lei, isin, ticker, wikidata"),
    (",,lei,1,", "it has neither id nor name; say which"),
    (",no id!,lei,1,", "'no id!' is no id of an entity; 'knockon entities' shows ids"),
    (f"Acme,,lei,{LEI},,x", "it has more cells than the header; put"),
]


@pytest.mark.parametrize(("row", "message"), BAD)
def test_a_bad_row_is_refused_and_the_others_are_kept(tmp_path: Path, row: str, message: str) -> None:
    found = read_identifiers(table(tmp_path, row, "Acme,,wikidata,Q1,"), linker())
    assert [d.value for d in found.decisions] == ["Q1"]
    assert [bad.line for bad in found.refused] == [2]
    assert f"line 2: {message}" in str(found.refused[0].error)


def test_two_values_of_one_kind_are_refused(tmp_path: Path) -> None:
    found = read_identifiers(table(tmp_path, "Acme,,wikidata,Q1,", "Acme Inc.,,wikidata,Q2,"), linker())
    assert "line 3: acme has the wikidata Q1 in line 2; keep one" in str(found.refused[0].error)


@pytest.mark.parametrize(
    ("header", "rows", "message"),
    [
        ("name,kind", ["a,lei"], "has the columns name, kind; give CSV"),
        ("kind,value", ["a,lei"], "has the columns kind, value"),
        ("name,kind,value,colour", ["a,lei,1,red"], "has the columns name, kind, value, colour"),
        ("name,kind,value", [], "holds no identifiers"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, header: str, rows: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_identifiers(table(tmp_path, *rows, header=header), linker())


def test_no_file_and_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*none\.csv"):
        read_identifiers(tmp_path / "none.csv", linker())
    (tmp_path / "bytes.csv").write_bytes(b"name,kind,value\n\xff\xfe,lei,1\n")
    with pytest.raises(InputError, match="cannot read"):
        read_identifiers(tmp_path / "bytes.csv", linker())


def identified(entity: str, value: str = LEI) -> Decision:
    return Decision.of(deed="identify", entity=entity, kind="lei", value=value)


def article(number: int, maker: str) -> tuple[Article, list[Claim]]:
    made = Article.of(f"{maker} makes magnets.", url=f"https://example.org/{number}")
    text = made.text
    claim = Claim.of(
        article=made.id, field="text", sentence=Span(text=text, start=0, end=len(text)),
        subject=Mention(text=maker, start=0, end=len(maker), type="Organization"), relation="PRODUCES",
        object=Mention(text="magnets", start=text.index("magnets"), end=text.index("magnets") + 7, type="Product"),
        trigger=Span(text="makes", start=text.index("makes"), end=text.index("makes") + 5), source="t", confidence=0.9,
    )  # fmt: skip
    return made, [claim]


FIRST, SECOND, THIRD = article(1, "Zebra Works"), article(2, "Acme Labs"), article(3, "Brown Mills")


@pytest.mark.parametrize("before", [True, False], ids=["identifiers first", "articles first"])
def test_an_identifier_wins_over_a_name(tmp_path: Path, before: bool) -> None:
    with_ids = [identified("acme-lab"), identified("zebra-works")]
    store = open_graph(str(tmp_path / "graph"), create=True)
    try:
        if before:
            Decider(store).add(with_ids)
        put_articles(store, [FIRST, SECOND, THIRD], extractor="x")
        if not before:
            Decider(store).add(with_ids[:1])
            Decider(store).add(with_ids[1:])
        held = snapshot(store)
        by_id = {entity.id: entity for entity in held.entities}
        assert sorted(by_id) == ["acme-lab", "brown-mill", "magnet"]
        assert by_id["acme-lab"].identifiers == {"lei": LEI}
        assert set(by_id["acme-lab"].aliases) | {by_id["acme-lab"].name} == {"Acme Labs", "Zebra Works"}
        assert by_id["brown-mill"].identifiers == {}
        (edge,) = [e for e in held.edges if e.subject == "acme-lab"]
        assert edge.support == 2
        # Taken back, they are two again.
        Decider(store).undo(with_ids[1].id)
        assert "zebra-works" in {entity.id for entity in snapshot(store).entities}
    finally:
        store.close()


def test_identifiers_go_out_and_in_with_the_claims(tmp_path: Path) -> None:
    one, other = (open_graph(str(tmp_path / name), create=True) for name in ("one", "other"))
    try:
        Decider(one).add([identified("acme-lab")])
        put_articles(one, [SECOND], extractor="x")
        with (tmp_path / "out.jsonl").open("wb") as file:
            dump(one, file)
        load(other, (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n"))
        assert snapshot(other).entities == snapshot(one).entities
        assert entities_of([{"entity": {"id": "x", "name": "x", "type": "Product", "lei": LEI}}])["x"].identifiers == {
            "lei": LEI
        }
    finally:
        one.close()
        other.close()


def test_the_gazetteers_entity_stays() -> None:
    from graph.decisions import Decided

    mine = Linker([Entry("zebra", "Zebra", "Organization", "", (), ())])
    links = Decided(mine, [identified("zebra"), identified("acme-lab")])
    assert [links.link_name(name, "Organization") for name in ("Acme Labs", "Zebra", "Other")] == [
        "zebra", "zebra", "other",
    ]  # fmt: skip
