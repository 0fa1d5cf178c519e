"""The commands on a graph, from the command line in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import schemas
from graph.open import open_graph
from knockon.cli import cli
from knockon.verbs.entities import other_names


def run(graph: Path, *args: str, stdin: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["--graph", str(graph), *args], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def data(graph: Path, *args: str) -> Any:
    code, out, err = run(graph, *args, "--format", "json")
    assert code == 0, err
    return json.loads(out)


def test_trace_shows_every_hop_with_its_sentence(shared_graph: Path) -> None:
    code, out, err = run(shared_graph, "trace", "China", "--to", "Automakers")
    assert (code, err) == (0, "")
    flat = " ".join(out.split())
    assert "automakers are harmed" in flat
    assert "China's deed → rare earth" in flat
    assert "“China restricts rare earths.” — Controls on ore, 2026-03-02" in flat
    assert "“Automakers need magnets.” — Cars and magnets, 2026-04-01, possible" in flat
    assert "net −" in flat
    assert "share: 90%" in flat
    assert all(len(line) <= 100 for line in out.splitlines())


def test_trace_for_programs(shared_graph: Path) -> None:
    whole = data(shared_graph, "trace", "China", "--to", "Automakers")
    assert [hop["target"]["name"] for hop in whole["chains"][0]["hops"]][-1] == "automakers"
    _, out, _ = run(shared_graph, "trace", "China", "--to", "Automakers", "--format", "jsonl")
    assert [json.loads(line) for line in out.splitlines()] == whole["chains"]
    _, out, _ = run(shared_graph, "trace", "China", "--to", "Automakers", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["hop"] for row in rows if row["chain"] == "1"] == ["1", "2", "3"]
    assert rows[0]["sentence"] == "China restricts rare earths."


def test_trace_without_a_chain_says_what_was_searched(shared_graph: Path) -> None:
    code, out, err = run(shared_graph, "trace", "Automakers", "--to", "China")
    assert (code, out) == (0, "")
    assert "no chain from automakers to China: searched" in err


def test_trace_of_an_unknown_name_offers_near_ones(shared_graph: Path) -> None:
    code, _, err = run(shared_graph, "trace", "automaker corp")
    assert code == 1
    assert err.startswith("knockon: the graph holds nothing named 'automaker corp'; did you mean")


@pytest.mark.parametrize(
    "command", [["trace", "x"], ["entities"], ["claims"], ["status"], ["retract", "x"], ["export", "x.ttl"]]
)
def test_a_graph_that_is_not_there(tmp_path: Path, command: list[str]) -> None:
    code, out, err = run(tmp_path / "none", *command)
    assert (code, out) == (1, "")
    assert "there is no graph in" in err
    assert not (tmp_path / "none").exists()


def test_entities(shared_graph: Path) -> None:
    rows = data(shared_graph, "entities")
    assert {row["name"].lower() for row in rows} >= {"china", "rare earth", "magnet", "automakers"}
    (china,) = data(shared_graph, "entities", "china")
    assert china["type"] == "Place"
    code, out, _ = run(shared_graph, "entities")
    assert code == 0
    assert "China" in out


def test_aliases_that_say_nothing_new_are_left_out() -> None:
    aliases = ["Rare Earth", "the rare earths", "Rare-earths", "REEs", "REE", "lanthanides"]
    assert other_names("rare earths", aliases) == ["REEs", "lanthanides"]
    assert other_names("batteries", ["a battery", "Batteries"]) == []
    assert other_names("gas", ["gases", "s"]) == ["gases", "s"]


def test_an_article_without_title_and_url_is_cited_by_its_first_words(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Chips need neon. " + "The weather was fine on that day, and everybody went to the sea. " * 3)
    assert run(tmp_path / "graph", "ingest", str(article))[0] == 0
    said = "“Chips need neon. The weather was fine on that day, and…”, no date"
    for command in (["claims"], ["trace", "neon"]):
        code, out, err = run(tmp_path / "graph", *command)
        assert code == 0, err
        assert said in " ".join(out.split())


def test_a_chain_that_the_least_confidence_has_cut(shared_graph: Path) -> None:
    code, _, err = run(shared_graph, "trace", "China", "--to", "Automakers", "--min-confidence", "0.99")
    assert code == 0
    assert "so lower --min-confidence" in err
    _, _, err = run(shared_graph, "trace", "Automakers", "--to", "China", "--max-hops", "12")
    assert "--max-hops" not in err


def test_a_vocabulary_that_lacks_what_the_graph_holds_is_named(shared_graph: Path, tmp_path: Path) -> None:
    words = yaml.safe_load((Path(schemas.__file__).parent / "vocabulary.yaml").read_text(encoding="utf-8"))
    words["relations"] = [row for row in words["relations"] if row["name"] != "DEPENDS_ON"]
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(words), encoding="utf-8")
    code, _, err = run(shared_graph, "--vocabulary", str(path), "export", str(tmp_path / "x.ttl"))
    assert code == 1
    assert f"unknown relation 'DEPENDS_ON': the vocabulary {path} does not define it; define it there" in err


def test_the_dates_of_an_empty_graph(tmp_path: Path) -> None:
    open_graph(tmp_path / "graph").close()
    _, out, _ = run(tmp_path / "graph", "status")
    assert "first       none" in out


@pytest.mark.parametrize("pattern", ["Weiße", "WEIßE ERDE", "weiße erde"])
def test_a_pattern_is_read_in_small_letters_as_the_engine_makes_them(filled: Path, pattern: str) -> None:
    data(filled, "query", "--write", "MATCH (e:Entity {id: 'china'}) SET e.name = 'Weiße Erde' RETURN e.id AS id")
    assert [row["id"] for row in data(filled, "entities", pattern)] == ["china"]


def test_claims(shared_graph: Path) -> None:
    rows = data(shared_graph, "claims")
    assert len(rows) == 4
    assert [row["relation"] for row in data(shared_graph, "claims", "--relation", "DEPENDS_ON")] == ["DEPENDS_ON"] * 2
    assert len(data(shared_graph, "claims", "--since", "2026-04")) == 2
    assert len(data(shared_graph, "claims", "--until", "2026-03")) == 2
    assert [row["status"] for row in data(shared_graph, "claims", "--status", "denied")] == ["denied"]
    assert len(data(shared_graph, "claims", "magnets")) == 2
    assert len(data(shared_graph, "claims", "--limit", "1")) == 1


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["--since", "soon"], "no date"),
        (["--relation", "LIKES"], "LIKES"),
        (["--status", "maybe"], "'maybe' is not one of"),
    ],
)
def test_claims_refuses_what_it_does_not_know(shared_graph: Path, args: list[str], cause: str) -> None:
    code, _, err = run(shared_graph, "claims", *args)
    assert code == 2
    assert cause in err


def test_status(shared_graph: Path) -> None:
    found = data(shared_graph, "status")
    assert (found["articles"], found["claims"]) == (2, 4)
    code, out, _ = run(shared_graph, "status")
    assert code == 0
    assert str(shared_graph) in out.replace("\n", "")


def test_retract(filled: Path) -> None:
    code, out, _ = run(filled, "retract", "https://www.example.org/cars/")
    assert code == 0
    assert "2 claims" in out
    assert data(filled, "status")["articles"] == 1
    assert [row["title"] for row in data(filled, "query", "articles")] == ["Controls on ore"]
    code, _, err = run(filled, "retract", "https://example.org/cars")
    assert code == 1
    assert "knockon query articles" in err
    assert "holds no article" in err


def test_query_text_file_and_name(shared_graph: Path, tmp_path: Path) -> None:
    text = "MATCH (e:Entity) WHERE e.type = $type RETURN e.name AS name ORDER BY name"
    assert data(shared_graph, "query", text, "-p", "type=Place") == [{"name": "China"}]
    path = tmp_path / "own.cypher"
    path.write_text(f"// parameter: type string = Place - a type\n{text}")
    assert data(shared_graph, "query", str(path)) == [{"name": "China"}]
    code, out, _ = run(shared_graph, "query", text, "-p", "type=Place")
    assert code == 0
    assert "China" in out


BAD_QUERIES = [
    (["who-dpends-on"], "there is no query named"),
    (["none.cypher"], "cannot read the query"),
    (["MATCH (e:Entity RETURN e"], ""),
    (
        ["MATCH (e:Entity) SET e.name = 'x' RETURN 1 AS one"],
        "changes the graph, and only reading is allowed here; add --write",
    ),
    (["CREATE (n:Entity {id: 'x'})"], "add --write"),
    (["MATCH (n:Entity) DETACH DELETE n"], "add --write"),
    (["MERGE (n:Entity {id: 'x'}) RETURN n.id AS id"], "add --write"),
    (["MATCH (n:Entity) REMOVE n.name"], "add --write"),
    (["MATCH (n:Entity) FOREACH (x IN [1] | SET n.y = x)"], "add --write"),
    (["CREATE INDEX own FOR (n:Own) ON (n.id)"], ""),
    (["DROP CONSTRAINT entity_id"], ""),
    (["MATCH (e:Entity) WHERE e.name = $name RETURN e.name AS n"], "knockon: the query needs the parameter name"),
    (["RETURN foo AS one"], "does not parse: UndefinedVariable: Variable 'foo' not defined"),
    (["RETURN 1 AS one", "-p", "other=1"], "no parameter 'other'"),
]


@pytest.mark.parametrize(("args", "cause"), BAD_QUERIES, ids=range(len(BAD_QUERIES)))
def test_bad_queries(shared_graph: Path, args: list[str], cause: str) -> None:
    code, out, err = run(shared_graph, "query", *args)
    assert (code, out) == (1, "")
    assert cause in err
    assert err.startswith("knockon: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["set", "`create`", "delete"])
def test_a_query_may_use_the_words_of_writing(shared_graph: Path, name: str) -> None:
    assert len(data(shared_graph, "query", f"MATCH (n:Entity) WHERE n.{name} IS NULL RETURN n.id AS id")) > 3


def test_query_may_write_when_told(filled: Path) -> None:
    text = "MATCH (e:Entity {name: 'China'}) SET e.note = 'seen' RETURN e.note AS note"
    assert data(filled, "query", "--write", text) == [{"note": "seen"}]
    code, out, err = run(filled, "query", "--write", "MATCH (e:Nothing) DELETE e")
    assert (code, out, err) == (0, "", "done\n")


def test_query_list_needs_no_graph(tmp_path: Path) -> None:
    rows = data(tmp_path / "none", "query", "--list")
    assert all(row["answers"] for row in rows)
    assert {row["name"] for row in rows}
    code, out, _ = run(tmp_path / "none", "query", "--list")
    assert code == 0
    assert all(row["name"] in out for row in rows)


def test_export_and_load_rebuild_the_graph(shared_graph: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    code, out, err = run(shared_graph, "export", str(first))
    assert code == 0, err
    assert "first.jsonl" in out
    code, out, err = run(tmp_path / "other", "load", str(first))
    assert code == 0, err
    assert run(tmp_path / "other", "export", str(second))[0] == 0
    assert first.read_bytes() == second.read_bytes()
    for name in ("a", "b"):
        graph = shared_graph if name == "a" else tmp_path / "other"
        assert run(graph, "export", str(tmp_path / f"{name}.ttl"))[0] == 0
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
    code, _, err = run(tmp_path / "third", "load", "-", stdin=first.read_bytes())
    assert code == 0, err
    assert data(tmp_path / "third", "status")["claims"] == 4


@pytest.mark.parametrize("ending", ["ttl", "trig", "nq"])
def test_export_rdf_with_a_base_of_ones_own(shared_graph: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    code, _, err = run(shared_graph, "export", str(path), "--base-iri", "https://graph.example.org/")
    assert code == 0, err
    assert "https://graph.example.org/" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "code", "cause"), [("out.xml", 2, ".xml"), ("out", 2, "ending"), ("none/out.ttl", 1, "cannot write")]
)
def test_export_to_a_wrong_place(shared_graph: Path, tmp_path: Path, name: str, code: int, cause: str) -> None:
    found, _, err = run(shared_graph, "export", str(tmp_path / name))
    assert found == code
    assert cause in err
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"text": "an article, not a claim"}', "\x00\x01"])
def test_load_refuses_what_is_no_dump(tmp_path: Path, content: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(content)
    code, _, err = run(tmp_path / "graph", "load", str(path))
    assert not (tmp_path / "graph").exists()
    assert code in (1, 3)
    assert err.startswith("knockon: ")
    assert err.count("\n") == 1


def test_load_of_another_kind_of_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("@prefix x: <urn:x> .\n" * 30)
    code, out, err = run(tmp_path / "graph", "load", str(path))
    assert (code, out) == (1, "")
    assert err == f"knockon: {path} is not a claims file of 'knockon export'; give a .jsonl file that it wrote\n"
    assert not (tmp_path / "graph").exists()


def test_load_names_the_first_refused_lines_of_a_kind(tmp_path: Path, shared_graph: Path) -> None:
    path = tmp_path / "claims.jsonl"
    assert run(shared_graph, "export", str(path))[0] == 0
    path.write_text(path.read_text() + "{\n" * 7 + '{"record": "fact"}\n')
    code, _, err = run(tmp_path / "graph", "load", str(path))
    assert code == 3
    lines = err.splitlines()
    assert len(lines) == 7
    assert lines[0].endswith(", line 7: no JSON; each line is one JSON object")
    assert "line 14: the record is 'fact'" in lines[5]
    assert lines[6].endswith(", 2 more lines: no JSON")


@pytest.mark.parametrize("verb", ["load", "ingest"])
def test_a_vocabulary_that_is_not_valid_leaves_no_graph(tmp_path: Path, verb: str) -> None:
    path, inputs = tmp_path / "own.yaml", tmp_path / "inputs.jsonl"
    path.write_text("version: 1\nrelations: []\n")
    inputs.write_text('{"text": "Chips need neon."}\n')
    args = ["--vocabulary", str(path), "--graph", str(tmp_path / "graph"), verb, str(inputs)]
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 1
    assert "is not valid" in result.stderr
    assert not (tmp_path / "graph").exists()


def test_a_vocabulary_of_ones_own_is_checked(shared_graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("version: 1\nrelations: []\n")
    result = CliRunner().invoke(
        cli, ["--vocabulary", str(path), "--graph", str(shared_graph), "export", str(tmp_path / "x.ttl")]
    )
    assert result.exit_code == 1
    assert "the vocabulary" in result.stderr
    assert "is not valid" in result.stderr
