"""Output: the four forms of rows."""

from __future__ import annotations

import csv
import io
import json

import pytest

from knockon.output import WIDTH, cell, counted, width, write_rows

ROWS = [
    {"name": "rare earths", "count": 3, "aliases": ["rare earth", "REE"], "note": None, "share": 0.25},
    {"name": 'He said "no", twice', "count": 12, "aliases": [], "note": "ein Wörtchen [b]", "share": 1.0},
]


def written(format_: str, rows: list[dict[str, object]] | None = None, **more: object) -> str:
    out = io.StringIO()
    write_rows(ROWS if rows is None else rows, format_, out=out, **more)  # type: ignore[arg-type]
    return out.getvalue()


def test_json_and_json_lines_give_the_values_back() -> None:
    assert json.loads(written("json")) == ROWS
    assert [json.loads(line) for line in written("jsonl").splitlines()] == ROWS
    assert "Wörtchen" in written("json")


def test_csv_gives_the_cells_back() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"))))
    assert rows[0] == {"name": "rare earths", "count": "3", "aliases": "rare earth, REE", "note": "", "share": "0.25"}
    assert rows[1]["name"] == 'He said "no", twice'


def test_a_table_shows_every_word_and_no_mark_up() -> None:
    table = written("table")
    assert "rare earths" in table
    assert "ein Wörtchen [b]" in table
    assert all(len(line) <= WIDTH for line in table.splitlines())
    assert table == written("table")


def test_columns_are_chosen_and_ordered() -> None:
    assert written("csv", columns=("count", "name")).splitlines()[0] == "count,name"
    assert "aliases" not in written("table", columns=("name",))


@pytest.mark.parametrize(("format_", "expected"), [("json", "[]\n"), ("jsonl", ""), ("csv", "a,b\n"), ("table", "")])
def test_no_rows(format_: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert written(format_, [], columns=("a", "b"), empty="none here") == expected
    assert capsys.readouterr().err == ("none here\n" if format_ == "table" else "")


@pytest.mark.parametrize(
    ("value", "expected"), [(True, "true"), (0.5, "0.5"), (1e9, "1000000000"), ({"a": 1}, '{"a": 1}'), ([[1]], "[[1]]")]
)
def test_cell(value: object, expected: str) -> None:
    assert cell(value) == expected


def test_rows_too_wide_for_a_table_are_written_as_records() -> None:
    row: dict[str, object] = {f"column_{i}": f"a value that is rather long, number {i}" for i in range(5)}
    text = written("table", [row, {**row, "column_2": None}])
    assert "column_0  a value that is rather long, number 0\n" in text
    assert text.count("\n\n") == 1
    assert text.count("column_2") == 1
    assert all(len(line) <= WIDTH for line in text.splitlines())


@pytest.mark.parametrize(("given", "expected"), [("80", 80), ("", WIDTH), ("0", WIDTH), ("many", WIDTH)])
def test_the_width_of_a_pipe_is_columns(monkeypatch: pytest.MonkeyPatch, given: str, expected: int) -> None:
    monkeypatch.setenv("COLUMNS", given)
    assert width() == expected


@pytest.mark.parametrize("columns", ["40", "60", "80", "200"])
def test_a_column_may_be_cut_instead_of_records(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    row: dict[str, object] = {"name": "x" * 24, "type": "y" * 14, "many": ["a long word"] * 30, "id": "z" * 30}
    text = written("table", [row], cut="many")
    assert "…" in text
    assert text.splitlines()[0].split() == ["name", "type", "many", "id"]
    assert all(len(line) <= int(columns) for line in text.splitlines())
    assert text.count("x") == 24
    assert text.count("z") == 30


def test_a_number_with_its_noun() -> None:
    assert [counted(number, "claim") for number in (0, 1, 2000)] == ["0 claims", "1 claim", "2,000 claims"]


@pytest.mark.parametrize("size", [1, 3, 8, 12])
def test_no_cell_is_cut(size: int) -> None:
    row: dict[str, object] = {f"column {i}": f"value number {i}" for i in range(size)}
    text = written("table", [row])
    assert all(str(value) in text and name in text for name, value in row.items())
