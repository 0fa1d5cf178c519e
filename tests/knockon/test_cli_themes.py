"""Themes from the command line in: listed, shown, and as the filter of other commands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from knockon.cli import cli

OWN = "name: own\ntitle: Magnets and ores\nseeds: [magnets]\nbranches: [rare-earth]\nwords: [ore]\n"


def run(graph: Path, *args: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["--graph", str(graph), *args], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def data(graph: Path, *args: str) -> Any:
    code, out, err = run(graph, *args, "--format", "json")
    assert code == 0, err
    return json.loads(out)


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def test_themes_are_listed_without_a_graph(tmp_path: Path) -> None:
    rows = data(tmp_path / "none", "themes")
    assert len(rows) >= 10
    assert {"name", "title", "seeds", "branches", "words"} == set(rows[0])
    code, out, _ = run(tmp_path / "none", "themes")
    assert code == 0
    assert "critical-minerals" in out


def test_a_theme_shows_entities_claims_and_who_is_most_exposed(shared_graph: Path, own: str) -> None:
    found = data(shared_graph, "themes", own)
    assert (found["name"], found["title"], found["count"]) == ("own", "Magnets and ores", 2)
    assert {row["id"] for row in found["entities"]} == {"magnet", "rare-earth"}
    assert [row["published"] for row in found["claims"]] == ["2026-04-01", "2026-03-02", "2026-03-02"]
    assert [(row["type"], row["sources"]) for row in found["exposed"]] == [("Commodity", 2), ("Product", 2)]
    code, out, _ = run(shared_graph, "themes", own, "--limit", "1")
    assert code == 0
    assert out.startswith("Magnets and ores: 2 entities\n")
    assert "Newest 1 claim\n" in out
    assert "Most exposed" in out
    assert all(len(line) <= 100 for line in out.splitlines())


def test_a_theme_for_programs(shared_graph: Path, own: str) -> None:
    _, out, _ = run(shared_graph, "themes", own, "--format", "jsonl")
    kinds = [json.loads(line)["kind"] for line in out.splitlines()]
    assert kinds == ["entity", "entity", "claim", "claim", "claim", "exposed", "exposed"]
    _, out, _ = run(shared_graph, "themes", own, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["kind"] for row in rows] == kinds
    assert rows[2]["sentence"]


def test_a_theme_that_the_graph_does_not_speak_of(shared_graph: Path) -> None:
    code, out, _ = run(shared_graph, "themes", "textiles-and-apparel")
    assert (code, out) == (0, "Textiles and apparel: 0 entities; 'knockon ingest' adds articles\n")
    assert data(shared_graph, "themes", "textiles-and-apparel")["entities"] == []


@pytest.mark.parametrize(
    "command",
    [["themes", "zzz"], *(["entities", "--theme", "zzz"], ["trace", "China", "--theme", "zzz"]),
     ["export", "x.ttl", "--theme", "zzz"], ["ingest", "x.txt", "--theme", "zzz"]],
)  # fmt: skip
def test_an_unknown_theme(tmp_path: Path, command: list[str]) -> None:
    code, out, err = run(tmp_path / "none", *command)
    assert (code, out) == (2, "")
    assert err.startswith("knockon: there is no theme 'zzz'; known are aerospace-and-defence, ")
    assert err.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_entities_of_a_theme(shared_graph: Path, own: str) -> None:
    assert {row["id"] for row in data(shared_graph, "entities", "--theme", own)} == {"magnet", "rare-earth"}
    assert len(data(shared_graph, "entities", "--theme", own, "--limit", "1")) == 1
    assert data(shared_graph, "entities", "china", "--theme", own) == []


def test_trace_over_a_theme(shared_graph: Path, own: str, tmp_path: Path) -> None:
    every = data(shared_graph, "trace", "China")["chains"]
    on = data(shared_graph, "trace", "China", "--theme", own)["chains"]
    assert on == every
    assert len(on) >= 3
    magnets = tmp_path / "magnets.yaml"
    magnets.write_text("name: m\ntitle: Magnets\nseeds: [magnets]\n", encoding="utf-8")
    ends = [chain["end"]["id"] for chain in data(shared_graph, "trace", "China", "--theme", str(magnets))["chains"]]
    assert ends == [chain["end"]["id"] for chain in every if chain["end"]["id"] != "rare-earth"]
    code, out, err = run(shared_graph, "trace", "China", "--theme", "textiles-and-apparel")
    assert (code, out) == (0, "")
    assert "no chain from China that touches Textiles and apparel: searched" in err


def test_trace_of_what_is_stated_only(tmp_path: Path) -> None:
    graph, article = tmp_path / "graph", tmp_path / "a.txt"
    article.write_text("China dominates rare earths. Carmakers depend on neodymium.", encoding="utf-8")
    assert run(graph, "ingest", str(article))[0] == 0
    code, out, err = run(graph, "trace", "China", "--to", "carmakers")
    assert code == 0, err
    assert "by taxonomy: neodymium is a" in out
    _, out, _ = run(graph, "trace", "China", "--to", "carmakers", "--format", "csv")
    (row,) = [row for row in csv.DictReader(io.StringIO(out)) if row["derived"] == "true"]
    assert row["reason"].startswith("by taxonomy: neodymium")
    code, out, err = run(graph, "trace", "China", "--to", "carmakers", "--stated-only")
    assert (code, out) == (0, "")
    assert "no chain from China" in err


def test_export_of_a_theme(shared_graph: Path, own: str, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.jsonl", tmp_path / "part.jsonl"
    assert run(shared_graph, "export", str(whole))[0] == 0
    assert run(shared_graph, "export", str(part), "--theme", own)[0] == 0
    lines = [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]
    assert [line["record"] for line in lines].count("claim") == 3
    assert len(whole.read_text(encoding="utf-8").splitlines()) > len(lines)
    for name in ("part.ttl", "part.trig", "part.nq"):
        assert run(shared_graph, "export", str(tmp_path / name), "--theme", own)[0] == 0
        assert "ecycling" not in (tmp_path / name).read_text(encoding="utf-8")


def test_ingest_skips_articles_off_the_theme_and_says_so(tmp_path: Path, own: str) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "on.txt").write_text("Carmakers depend on magnets. Magnets need dysprosium.", encoding="utf-8")
    (news / "off.txt").write_text("Bakers depend on wheat. One of them sells magnets.", encoding="utf-8")
    code, out, err = run(tmp_path / "graph", "ingest", str(news), "--theme", own, "--dry-run")
    assert code == 0
    assert err.endswith("in 1 article, 1 article off the theme skipped; nothing was written\n")
    assert "wheat" not in out
    done = data(tmp_path / "graph", "ingest", str(news), "--theme", own)
    assert (done["articles"], done["new"], done["off_theme"]) == (1, 1, 1)
    ids = {row["id"] for row in data(tmp_path / "graph", "entities")}
    assert len(ids) == 3
    assert {"magnet", "dysprosium"} < ids
    code, out, _ = run(tmp_path / "graph", "ingest", str(news), "--theme", own)
    assert code == 0
    assert "off theme  1 skipped" in out
    assert "off theme" not in run(tmp_path / "graph", "ingest", str(news))[1]
