from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from knockon.cli.root import cli
from knockon.pairs import Judged, figures, read_pairs
from knockon.verbs.compare import compare
from schemas.errors import InputError
from schemas.records import Article
from tests.knockon.conftest import claim

PAIRS = [
    ("sulphuric acid", "sulfuric acid", "Commodity", "Commodity", "same"),
    ("rising copper prices", "copper prices", "Factor", "Factor", "same-quantity"),
    ("higher copper prices", "lower copper prices", "Factor", "Factor", "different"),
    ("shortage of chips", "semiconductor shortage", "Event", "Event", "same"),
    ("engine fire", "fires", "Event", "Event", "narrower"),
    ("copper", "copper prices", "Commodity", "Factor", "different"),
    ("zebras", "mules", "Commodity", "Commodity", "same"),  # which no linker finds
]


def write(tmp_path: Path, rows: Sequence[tuple[str, ...]] = PAIRS) -> Path:
    path = tmp_path / "pairs.jsonl"
    names = ("a", "b", "type_a", "type_b", "label", "why")
    path.write_text("\n".join(json.dumps(dict(zip(names, row, strict=False))) for row in rows) + "\n")
    return path


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    return compare(write(tmp_path_factory.mktemp("pairs")))


def test_pairs_are_judged_as_articles_would_link_them(judged: list[Judged]) -> None:
    assert [one.said for one in judged] == [
        "same", "same-quantity", "different", "same", "narrower", "different", "different",
    ]  # fmt: skip
    assert judged[0].id_a == judged[0].id_b == "sulfuric-acid"


def test_figures_count_each_label_for_itself(judged: list[Judged]) -> None:
    rows = {row["label"]: row for row in figures(judged)}
    assert rows["same"] == {"label": "same", "pairs": 3, "said": 2, "right": 2, "precision": 1.0, "recall": 0.667}
    assert rows["different"] == {
        "label": "different", "pairs": 2, "said": 3, "right": 2, "precision": 0.667, "recall": 1.0,
    }  # fmt: skip
    assert figures([])[0] == {"label": "same", "pairs": 0, "said": 0, "right": 0, "precision": None, "recall": None}


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, list(args))
    return result.exit_code, result.stdout, result.stderr


def test_the_command_prints_figures_and_wrong_pairs(tmp_path: Path) -> None:
    path = str(write(tmp_path))
    code, out, _ = run("entities", "--compare", path, "--errors")
    assert code == 0
    assert "narrower" in out
    assert [line.split()[:4] for line in out.splitlines() if line.startswith("zebras")] == [
        ["zebras", "mules", "same", "different"]
    ]
    held = json.loads(run("entities", "--compare", path, "--errors", "--format", "json")[1])
    assert held["pairs"] == len(PAIRS)
    assert [row["label"] for row in held["figures"]] == ["same", "same-quantity", "narrower", "different"]
    assert [(row["a"], row["said"]) for row in held["errors"]] == [("zebras", "different")]


BAD = [
    ('{"a": 1}', "line 1 lacks one of a, b, type_a, type_b, label"),
    ("no", "line 1 is no JSON"),
    ("", "holds no pairs"),
    ('{"a": "x", "b": "y", "type_a": "Place", "type_b": "Place", "label": "near"}', "has the label 'near'"),
    ('{"a": "x", "b": "y", "type_a": "Planet", "type_b": "Place", "label": "same"}', "has the type 'Planet'"),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_pairs_that_cannot_be_used_are_refused(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(InputError, match=message):
        read_pairs(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    code, _, err = run("entities", "--compare", str(tmp_path / "none.jsonl"))
    assert (code, err.count("\n")) == (1, 1)
    assert "cannot read" in err


@pytest.mark.parametrize(
    "args",
    [["--errors"], ["--suggest", "--compare", "x"], ["magnet", "--suggest"], ["--identifiers", "x", "--suggest"]],
)
def test_options_that_do_not_go_together(args: list[str]) -> None:
    assert run("entities", *args)[0] == 2


def test_identifiers_and_suggestions(tmp_path: Path) -> None:
    graph = str(tmp_path / "graph")
    table = tmp_path / "mine.csv"
    table.write_text("name,kind,value\nZebra Works,wikidata,Q12\nAcme Labs,wikidata,Q12\nOther,lei,1\n")
    claims = tmp_path / "claims.jsonl"
    lines = []
    for number, maker in enumerate(("Zebra Works", "Acme Labs", "Brown Mills", "Brownn Mills")):
        article = Article.of(f"{maker} makes magnets", url=f"https://example.org/{number}")
        lines.append({"record": "article", "extractor": "x", **article.to_dict()})
        made = claim(article, (maker, "Organization"), "PRODUCES", ("magnets", "Product"))
        lines.append({"record": "claim", **made.to_dict()})
    claims.write_text("\n".join(map(json.dumps, lines)) + "\n")

    code, _, err = run("--graph", graph, "load", str(claims), "--identifiers", str(table))
    assert code == 3
    assert "line 4: '1' is no LEI" in err
    rows = json.loads(run("--graph", graph, "entities", "--type", "Organization", "--format", "json")[1])
    assert sorted(row["id"] for row in rows) == ["acme-lab", "brown-mill", "brownn-mill"]
    code, out, _ = run("--graph", graph, "entities", "--identifiers", str(table))
    assert (code, out) == (3, "0 new identifiers, 2 known, 1 refused\n")
    pairs = json.loads(run("--graph", graph, "entities", "--suggest", "--format", "json")[1])
    assert [(row["a_id"], row["b_id"], row["reason"]) for row in pairs] == [
        ("brown-mill", "brownn-mill", "spelt nearly alike")
    ]


@pytest.mark.shared
def test_the_gold_pairs() -> None:
    path = Path(__file__).parents[2].parent / "shared" / "gold" / "pairs.jsonl"
    rows = {row["label"]: row for row in figures(compare(path))}
    assert rows["same"]["precision"] >= 0.98
    assert rows["same"]["recall"] >= 0.85
    assert rows["narrower"]["precision"] >= 0.95
    assert rows["narrower"]["recall"] >= 0.60
