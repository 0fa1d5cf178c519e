"""`knockon ingest`, end to end: articles in, claims in the graph, every bad input named."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph.derive import derive_edges
from graph.merge import BATCH_ARTICLES
from graph.open import open_graph
from graph.snapshot import snapshot
from knockon.cli import cli
from schemas.vocabulary import vocabulary

NEON = "Semiconductors depend on neon. The war disrupted neon exports."
FREIGHT = "Higher freight rates hurt farmers. The drought restricts traffic through the canal."
SAMPLES = Path(__file__).resolve().parents[2] / "knockon" / "samples"


def run(graph: Path, *args: str, stdin: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["--graph", str(graph), *args], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def ingested(graph: Path, *args: str, stdin: str | bytes | None = None, code: int = 0) -> dict[str, Any]:
    found, out, err = run(graph, "ingest", *args, "--format", "json", stdin=stdin)
    assert found == code, err
    summary: dict[str, Any] = json.loads(out)
    return summary


def exported(graph: Path, name: str) -> bytes:
    path = graph.parent / name
    assert run(graph, "export", str(path))[0] == 0
    return path.read_bytes()


def test_the_same_article_twice_changes_nothing_and_a_new_version_replaces_it(tmp_path: Path) -> None:
    graph, article = tmp_path / "graph", tmp_path / "a.txt"
    article.write_text(f"---\nurl: https://example.org/a\n---\n{NEON}\n")
    first = ingested(graph, str(article))
    assert (first["new"], first["changed"], first["unchanged"]) == (1, 0, 0)
    assert first["claims"] > 0
    assert first["edges_new"] > 0
    assert first["words"] == len(NEON.split())
    before = exported(graph, "1.jsonl")
    again = ingested(graph, str(article), str(article))
    assert (again["new"], again["changed"], again["unchanged"], again["claims"]) == (0, 0, 2, 0)
    assert exported(graph, "2.jsonl") == before
    article.write_text(f"---\nurl: https://example.org/a\n---\n{FREIGHT}\n")
    changed = ingested(graph, str(article))
    assert (changed["new"], changed["changed"]) == (0, 1)
    assert changed["edges_removed"] > 0
    only = tmp_path / "only"
    ingested(only, str(article))
    assert exported(graph, "3.jsonl") == exported(only, "4.jsonl")


def test_the_order_of_the_articles_does_not_matter(tmp_path: Path) -> None:
    samples = sorted(str(path) for path in SAMPLES.glob("*.md"))
    ingested(tmp_path / "forward", *samples)
    for sample in reversed(samples):
        ingested(tmp_path / "backward", sample)
    for ending in ("jsonl", "ttl"):
        one, other = exported(tmp_path / "forward", f"f.{ending}"), exported(tmp_path / "backward", f"b.{ending}")
        assert one == other


def test_equal_texts_under_two_dates_give_one_graph_in_both_orders(tmp_path: Path) -> None:
    files = []
    for date in ("2026-04-07", "2024-01"):
        files.append(tmp_path / f"{date}.txt")
        files[-1].write_text(f"---\npublished: {date}\n---\nChip makers will depend on neon by 2030.\n")
    dumps = set()
    for number, order in enumerate((files, files[::-1], [files[0], files[1], files[0]])):
        graph = tmp_path / f"graph-{number}"
        for file in order:
            ingested(graph, str(file))
        ingested(tmp_path / f"at-once-{number}", *(str(file) for file in order))
        dumps |= {exported(graph, "1.jsonl"), exported(tmp_path / f"at-once-{number}", "2.jsonl")}
    (dump,) = dumps
    assert json.loads(dump.splitlines()[0])["published"] == "2024-01"


def test_bad_inputs_are_named_and_the_rest_is_ingested(tmp_path: Path) -> None:
    folder = tmp_path / "empty-folder"
    folder.mkdir()
    good, empty, binary, latin, lines, page = (
        tmp_path / name for name in ("good.txt", "empty.txt", "binary.txt", "latin.txt", "lines.jsonl", "menu.html")
    )
    good.write_text(NEON)
    empty.write_text("")
    binary.write_bytes(b"\0\1\2")
    latin.write_bytes("Müller".encode("latin-1"))
    lines.write_text(f'{{"text": "{FREIGHT}"}}\n{{"text": \n')
    page.write_text("<html><body><p>Home</p></body></html>")
    inputs = [str(path) for path in (empty, binary, latin, good, lines, page, tmp_path / "missing.txt", folder)]
    code, out, err = run(tmp_path / "graph", "ingest", *inputs)
    assert code == 3
    assert "articles   2 (2 new, 0 changed, 0 unchanged)" in out
    assert "refused    7" in out
    refusals = [line for line in err.splitlines() if line.startswith("knockon: refused ")]
    assert len(refusals) == 7
    for word in (
        "is empty",
        "binary",
        "not UTF-8",
        "lines.jsonl, line 2",
        "no article in this page",
        "no such",
        "folder",
    ):
        assert any(word in line for line in refusals), word


def test_nothing_but_bad_inputs_fails_and_makes_no_graph(tmp_path: Path) -> None:
    code, out, err = run(tmp_path / "graph", "ingest", str(tmp_path / "missing.txt"))
    assert code == 1
    assert "refused    1" in out
    assert err.startswith("knockon: refused ")
    assert not (tmp_path / "graph").exists()


def test_nothing_but_bad_inputs_is_summed_up_for_programs_too(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    done = ingested(tmp_path / "graph", str(tmp_path / "empty.jsonl"), code=1)
    assert done["articles"] == 0
    assert [(row["source"], row["line"]) for row in done["refused"]] == [(str(tmp_path / "empty.jsonl"), None)]


def test_dry_run_prints_claims_and_writes_nothing(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(NEON)
    code, out, err = run(tmp_path / "graph", "ingest", "--dry-run", str(article), str(tmp_path / "missing.txt"))
    assert code == 3
    claims = [json.loads(line) for line in out.splitlines()]
    assert claims
    for claim in claims:
        for part in ("sentence", "subject", "object", "trigger"):
            assert NEON[claim[part]["start"] : claim[part]["end"]] == claim[part]["text"]
    assert "nothing was written" in err
    assert "missing.txt" in err
    assert not (tmp_path / "graph").exists()


def test_standard_input_with_the_fields_of_a_single_text(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    fields = ["--title", "On neon", "--url", "https://example.org/n", "--published", "2026-04", "--publisher", "P"]
    ingested(graph, "-", *fields, stdin=NEON)
    dump = [json.loads(line) for line in exported(graph, "x.jsonl").splitlines()]
    assert "On neon" in json.dumps(dump)
    assert "2026-04" in json.dumps(dump)
    done = ingested(graph, "-", stdin=json.dumps({"text": FREIGHT}) + "\n")
    assert done["new"] == 1


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["a.txt", "b.txt", "--title", "T"], "for a single text"),
        (["a.jsonl", "--url", "https://example.org"], "for a single text"),
        (["a.txt", "--published", "soon"], "no date"),
    ],
)
def test_fields_that_make_no_sense(tmp_path: Path, args: list[str], cause: str) -> None:
    code, _, err = run(tmp_path / "graph", "ingest", *args)
    assert code == 2
    assert cause in err


def test_a_model_that_is_not_installed(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(NEON)
    code, _, err = run(tmp_path / "graph", "ingest", str(article), "--model", "no_such_model")
    assert code == 1
    assert "no_such_model" in err
    assert err.count("\n") == 1


def test_ctrl_c_ends_with_130_and_keeps_what_was_finished(tmp_path: Path) -> None:
    graph, news = tmp_path / "graph", tmp_path / "news.jsonl"
    # Long articles, so that one transaction's fill of them takes much longer than finished ones may wait.
    filler = " ".join(f"On day {day} the weather report said that it was raining in the hills." for day in range(80))
    texts = [f"Plant {i} depends on neon. {NEON} {filler}" for i in range(400)]
    news.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    command = [sys.executable, "-m", "knockon", "--graph", str(graph), "ingest", str(news)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        # The engine's file of articles is empty until the first transaction is done.
        while not any(file.stat().st_size for file in (graph / "database").glob("Article_0.*.bucket")):
            assert process.poll() is None
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "stopped by Ctrl-C" in err
    assert "Traceback" not in err
    with open_graph(graph, create=False) as store:
        held = snapshot(store)
    assert 0 < len(held.articles) < BATCH_ARTICLES
    assert {article.text for article in held.articles} == set(texts[: len(held.articles)])
    assert {linked.claim.article for linked in held.claims} == {article.id for article in held.articles}
    assert held.edges == tuple(derive_edges(held.claims, vocabulary()))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("seen", ["start", "folder", "database"])
def test_a_signal_during_the_start_is_not_swallowed(tmp_path: Path, number: int, code: int, seen: str) -> None:
    graph, news = tmp_path / "graph", tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps({"text": f"Plant {i} depends on neon. {NEON}"}) + "\n" for i in range(200)))
    program = "import sys, knockon.cli as c; print('on', flush=True); sys.argv[0] = 'knockon'; c.main()"
    command = [sys.executable, "-c", program, "--graph", str(graph), "ingest", str(news)]
    place = {"start": tmp_path, "folder": graph, "database": graph / "database" / "schema.json"}[seen]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        while not place.exists():
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(0.05)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (code, "")
    assert "stopped by" in err
    assert "Traceback" not in err
    assert "JVM" not in err
    done = ingested(graph, str(news))
    assert done["articles"] == 200


@pytest.mark.long
def test_a_killed_ingest_is_taken_up_by_running_it_again(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps({"text": f"Plant {i} depends on neon. {NEON}"}) + "\n" for i in range(500)))
    whole = tmp_path / "whole"
    assert ingested(whole, str(news))["new"] == 500
    cut = tmp_path / "cut"
    command = [sys.executable, "-m", "knockon", "--graph", str(cut), "ingest", str(news)]
    for pause in (1.0, 4.0):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while not (cut / "database").exists():
                assert process.poll() is None
                time.sleep(0.05)
            time.sleep(pause)
            process.kill()
    done = ingested(cut, str(news))
    assert done["articles"] == 500
    for ending in ("jsonl", "ttl"):
        assert exported(cut, f"cut.{ending}") == exported(whole, f"whole.{ending}")
