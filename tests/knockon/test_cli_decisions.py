"""`knockon entities merge` and its like, from the command line in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from knockon.cli import cli
from knockon.cli.patterns import PatternCommand
from knockon.verbs.decisions import in_words
from schemas.records import Decision

SUBCOMMANDS = {
    "entities": {"alias", "decisions", "merge", "retype", "split", "undo"},
    "claims": {"accept", "reject"},
}
ALL = [(name, one) for name, subcommands in SUBCOMMANDS.items() for one in sorted(subcommands)]


def run(graph: Path, *args: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["--graph", str(graph), *args], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def said(graph: Path, *args: str) -> str:
    code, out, err = run(graph, *args)
    assert (code, err) == (0, "")
    return out


def data(graph: Path, *args: str) -> Any:
    return json.loads(said(graph, *args, "--format", "json"))


@pytest.mark.parametrize(("name", "subcommand"), ALL, ids=[" ".join(row) for row in ALL])
def test_every_subcommand_explains_itself_with_an_example(name: str, subcommand: str) -> None:
    result = CliRunner().invoke(cli, [name, subcommand, "--help"])
    assert result.exit_code == 0
    assert f"knockon {name} {subcommand}" in result.stdout.split("Example:")[1]
    command = cli.get_command(click.Context(cli), name)
    assert isinstance(command, PatternCommand)
    assert set(command.subcommands) >= SUBCOMMANDS[name]
    for parameter in command.subcommands[subcommand].params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.opts


def test_merge_list_and_undo(filled: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.jsonl"
    said(filled, "export", str(before))
    done = said(filled, "entities", "merge", "magnets", "Rare earths", "--why", "a test", "--date", "2026-05")
    (row,) = data(filled, "entities", "decisions")
    assert done == f"decided, {row['id']}: rare-earth is magnet; 2 claims linked anew\n"
    assert (row["deed"], row["entity"], row["other"]) == ("merge", "magnet", "rare-earth")
    assert (row["date"], row["why"], row["decided"]) == ("2026-05", "a test", "rare-earth is magnet")
    assert "rare-earth" not in {entity["id"] for entity in data(filled, "entities")}
    table = said(filled, "entities", "decisions")
    assert table.splitlines()[0].split() == ["id", "deed", "decided", "date", "why"]
    (read,) = csv.DictReader(io.StringIO(said(filled, "entities", "decisions", "--format", "csv")))
    assert read["other"] == "rare-earth"
    done = said(filled, "entities", "undo", row["id"][:6])
    assert done == f"taken back, {row['id']}: rare-earth is magnet; 2 claims linked anew\n"
    after = tmp_path / "after.jsonl"
    said(filled, "export", str(after))
    assert before.read_bytes() == after.read_bytes()
    code, out, err = run(filled, "entities", "decisions")
    assert (code, out, err) == (0, "", "nothing was decided\n")


def test_alias_split_and_retype(filled: Path) -> None:
    assert "“ore” is rare-earth; 0 claims" in said(filled, "entities", "alias", "rare earths", "ore")
    assert "chain" not in run(filled, "trace", "ore", "--to", "Automakers")[2]
    assert "taken back" in said(filled, "entities", "split", "rare earths", "ore")
    assert "magnet as Product is magnet-product; 2 claims" in said(
        filled, "entities", "split", "magnets", "--type", "product"
    )
    assert "china is of type Organization\n" in said(filled, "entities", "retype", "China", "organization")
    assert {row["id"]: row["type"] for row in data(filled, "entities")}["china"] == "Organization"


def test_a_rejected_claim_is_listed_as_such_and_is_no_evidence(filled: Path, tmp_path: Path) -> None:
    (claim,) = data(filled, "claims", "--relation", "RESTRICTS")
    assert claim["rejected"] is False
    evidence = ("query", "evidence", "-p", "subject=China", "-p", "object=rare earths")
    assert len(data(filled, *evidence)) == 1
    edges = data(filled, "status")["edges"]
    assert f"claim {claim['id']} is wrong\n" in said(filled, "claims", "reject", claim["id"])
    assert "[0.900, rejected]" in said(filled, "claims", "--relation", "RESTRICTS")
    assert data(filled, "claims", "--relation", "RESTRICTS")[0]["rejected"] is True
    assert data(filled, *evidence) == []
    assert claim["id"] not in {row["claim"] for row in data(filled, "query", "latest-claims")}
    assert data(filled, "status")["edges"] == edges - 1
    said(filled, "export", str(tmp_path / "graph.ttl"))
    assert claim["id"] not in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "taken back" in said(filled, "claims", "accept", claim["id"])
    assert len(data(filled, *evidence)) == 1
    assert data(filled, "status")["edges"] == edges


def test_decisions_travel_with_an_export(filled: Path, tmp_path: Path) -> None:
    said(filled, "entities", "merge", "magnets", "rare earths")
    first, second, only = tmp_path / "first.jsonl", tmp_path / "second.jsonl", tmp_path / "only.jsonl"
    said(filled, "export", str(first))
    loaded = CliRunner().invoke(cli, ["--graph", str(tmp_path / "other"), "load", str(first)]).stdout
    assert loaded.rstrip().endswith("new edge, 1 decision") or loaded.rstrip().endswith("new edges, 1 decision")
    said(tmp_path / "other", "export", str(second))
    assert first.read_bytes() == second.read_bytes()
    only.write_text(first.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert run(tmp_path / "third", "load", str(only))[0] == 0
    assert len(data(tmp_path / "third", "entities", "decisions")) == 1


WRONG = [
    (["entities", "merge", "magnets"], 2, "Missing argument 'OTHER'; see knockon entities merge --help"),
    (["entities", "merge", "magnets", "nothing such"], 1, "the graph holds nothing named 'nothing such'"),
    (["entities", "merge", "magnets", "magnet"], 1, "'magnets' and 'magnet' are one entity already, magnet"),
    (["entities", "merge", "magnets", "China", "--date", "soon"], 2, "'soon' is no date"),
    (["entities", "split", "magnets"], 2, "split takes a name, or --type, or both"),
    (["entities", "split", "magnets", "--type", "Thing"], 2, "Thing"),
    (["entities", "retype", "magnets", "Thing"], 2, "Thing"),
    (["entities", "undo", "ffff"], 1, "there is no decision 'ffff'; 'knockon entities decisions' lists them"),
    (["claims", "reject", "ffff"], 1, "the graph holds no claim 'ffff'"),
    (["claims", "accept", "ffff"], 1, "the claim 'ffff' was not rejected"),
]


@pytest.mark.parametrize(("args", "code", "cause"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_what_cannot_be_decided_is_one_line(shared_graph: Path, args: list[str], code: int, cause: str) -> None:
    found, out, err = run(shared_graph, *args)
    assert (found, out) == (code, "")
    assert err.startswith("knockon: ")
    assert cause in err
    assert err.count("\n") == 1


def test_without_a_graph_none_is_made(tmp_path: Path) -> None:
    code, _, err = run(tmp_path / "none", "entities", "merge", "a", "b")
    assert code == 1
    assert "there is no graph in" in err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"deed": "merge", "entity": "a", "other": "b"}, "b is a"),
        ({"deed": "split", "entity": "a", "other": "b", "name": "Bs"}, "“Bs” is b, not a"),
        ({"deed": "split", "entity": "a", "other": "b", "type": "Place"}, "a as Place is b"),
        ({"deed": "split", "entity": "a", "other": "b", "name": "B", "type": "Place"}, "“B” as Place is b, not a"),
        ({"deed": "alias", "entity": "a", "name": "As"}, "“As” is a"),
        ({"deed": "retype", "entity": "a", "type": "Place"}, "a is of type Place"),
        ({"deed": "reject", "claim": "c"}, "claim c is wrong"),
    ],
)
def test_decisions_in_words(fields: dict[str, Any], words: str) -> None:
    assert in_words(Decision.of(**fields)) == words
