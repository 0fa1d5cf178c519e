"""`knockon evaluate` over small annotated documents: three points from one reading, table and JSON alike."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from extract.pipeline import extract
from knockon.candidates import read
from knockon.cli import cli
from knockon.score import Scorer, distinct, matching
from knockon.verbs.evaluate import POINTS, Evaluation, PointName, evaluate, read_gold
from schemas.errors import InputError
from schemas.records import Article
from schemas.vocabulary import BUILT_IN

if TYPE_CHECKING:
    from spacy.language import Language

DOCUMENTS = [
    (
        "a",
        [
            "Korvan Metals supplies nickel to Halden Motors.",
            "Halden Motors depends on nickel for its batteries.",
            "Export curbs in Tessaly hurt Halden Motors.",
            "The weather was fine.",
        ],
        [
            (0, ["Korvan Metals"], "SUPPLIES", ["Halden Motors"]),
            (1, ["Halden Motors"], "DEPENDS_ON", ["nickel"]),
            (2, ["Halden Motors"], "HARMED_BY", ["Export curbs in Tessaly", "Export curbs"]),
        ],
    ),
    (
        "b",
        [
            "A strike disrupted copper shipments from Port Tess.",
            "The shortage of copper could raise cable prices.",
            "Brackwell Cables competes with Osmark Wire.",
        ],
        [(0, ["strike"], "DISRUPTS", ["copper shipments"])],
    ),
    ("c", ["Osmark Wire opened an office.", "Its staff enjoyed the summer party."], []),
]
"""Id, sentences, triples. Two sentences of "b" state what the gold, for the test's sake, does not hold."""


def gold_file(path: Path, *, sentences: bool = True) -> Path:
    with path.open("w", encoding="utf-8") as out:
        for key, said, triples in DOCUMENTS:
            text = " ".join(said)
            spans = [[text.index(sentence), text.index(sentence) + len(sentence)] for sentence in said]
            rows = [
                {"sentence": i, "subject": s, "relation": r, "object": o, "negated": False} for i, s, r, o in triples
            ]
            row = {"id": key, "title": "Title", "text": text, "sentences": spans, "triples": rows}
            if not sentences:
                del row["sentences"]
            out.write(json.dumps(row) + "\n")
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_file(tmp_path_factory.mktemp("gold") / "gold.jsonl")


@pytest.fixture(scope="module")
def nlp() -> Language:
    from knockon.verbs.evaluate import _pipeline

    return _pipeline(None, None, None)[0]


@pytest.fixture(scope="module")
def results(nlp: Language, gold: Path) -> dict[PointName, tuple[Evaluation, Path, Path]]:
    """Each point: what was found, the predictions and the errors."""
    found: dict[PointName, tuple[Evaluation, Path, Path]] = {}
    for point in POINTS:
        predictions, errors = (gold.with_name(f"{point}-{name}.jsonl") for name in ("predictions", "errors"))
        found[point] = evaluate(gold, predictions, errors=errors, point=point, nlp=nlp), predictions, errors
    return found


Results = dict[PointName, tuple[Evaluation, Path, Path]]


@pytest.mark.parametrize("point", POINTS)
def test_predictions_are_the_points(results: Results, gold: Path, point: PointName) -> None:
    result, predictions, _ = results[point]
    rows = rows_of(predictions)
    assert [row["id"] for row in rows] == [key for key, _, _ in DOCUMENTS]
    threshold = result.points[point].threshold
    assert all(t["confidence"] >= threshold for row in rows for t in row["triples"])
    want = {document.id: document.triples for document in read_gold(gold)}
    scores = Scorer().score(want, {row["id"]: row["triples"] for row in rows})
    assert scores == result.scores == result.points[point].scores


def test_points_are_nested_and_the_same_whichever_is_named(results: Results) -> None:
    found = {point: rows_of(results[point][1]) for point in POINTS}
    for wide, narrow in (("best", "default"), ("default", "precise")):
        for one, other in zip(found[wide], found[narrow], strict=True):  # type: ignore[index]
            assert all(t in one["triples"] for t in other["triples"])
    assert results["best"][0].points == results["default"][0].points == results["precise"][0].points
    assert results["best"][0].calibration == results["precise"][0].calibration
    assert results["best"][0].scores.typed.recall > 0


@pytest.mark.parametrize("point", POINTS)
def test_every_miss_and_every_false_triple_is_written(results: Results, gold: Path, point: PointName) -> None:
    result, predictions, errors = results[point]
    texts = {document.id: document.text for document in read_gold(gold)}
    rows, scores = rows_of(errors), result.scores
    right = sum(count.right for count in scores.relations.values())
    assert sum(row["error"] == "miss" for row in rows) == scores.gold - right
    assert sum(row["error"] == "false" for row in rows) == scores.predicted - right
    predicted = {row["id"]: row["triples"] for row in rows_of(predictions)}
    for row in rows:
        assert row["sentence"] in texts[row["id"]]
        if row["error"] == "false":
            assert any(
                all(t[key] == value for key, value in row["triple"].items()) and t["confidence"] == row["confidence"]
                for t in predicted[row["id"]]
            )


@pytest.mark.parametrize("point", POINTS)
def test_false_triples_in_empty_sentences(results: Results, gold: Path, point: PointName) -> None:
    result, predictions, _ = results[point]
    false = 0
    for document, row in zip(read_gold(gold), rows_of(predictions), strict=True):
        stating = {triple["sentence"] for triple in document.triples}
        guesses = distinct(row["triples"])
        won = {j for _, j in matching(distinct(document.triples), guesses, Scorer().typed)}
        false += sum(j not in won and t["sentence"] not in stating for j, t in enumerate(guesses))
    assert result.empty == 5
    assert result.points[point].false_per_100 == 100 * false / 5
    if point != "precise":
        assert false  # the shortage and the rivals of "b"


def test_calibration_is_over_the_triples_of_the_widest_point(results: Results) -> None:
    result = results["best"][0]
    assert result.calibration is not None
    assert result.calibration.claims == result.scores.predicted
    assert result.calibration.right == sum(count.right for count in result.scores.relations.values())
    assert sum(row.claims for row in result.calibration.bins) == result.calibration.claims


def test_read_gives_what_extract_gives(nlp: Language) -> None:
    articles = [Article.of(" ".join(said), title="Halden Motors needs nickel") for _, said, _ in DOCUMENTS]
    plain = list(extract(nlp, articles))
    found = list(read(nlp, articles, batch_size=2))
    assert [(article, claims) for article, claims, _ in found] == plain
    for article, _, candidates in found:
        assert candidates
        assert all(0 <= candidate.start < len(article.text) for candidate in candidates)
    first = found[0][2]
    assert any(c.name == "nickel" and not c.refers for c in first)
    assert any(c.refers and articles[0].text.startswith("its", c.start) for c in first)


def test_gold_without_sentences(nlp: Language, tmp_path: Path) -> None:
    result = evaluate(gold_file(tmp_path / "gold.jsonl", sentences=False), nlp=nlp)
    assert result.empty == 0
    assert all(point.false_per_100 is None for point in result.points.values())
    assert all(row["sentence"] is None for rows in result.predictions for row in rows["triples"])


def test_a_document_from_which_nothing_comes(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "x", "text": "The weather was fine.", "triples": []}), encoding="utf-8")
    result = evaluate(path, nlp=nlp)
    assert result.calibration is not None
    assert (result.calibration.claims, result.calibration.error, result.calibration.auroc) == (0, None, None)
    assert all(point.typed is None for point in result.points.values())
    assert result.mistakes == []


def test_unknown_point(nlp: Language, gold: Path) -> None:
    with pytest.raises(InputError, match="no point 'worst'"):
        evaluate(gold, point="worst", nlp=nlp)  # type: ignore[arg-type]


def run(*args: str) -> str:
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_table_and_json_agree(gold: Path, results: Results) -> None:
    table = run("evaluate", str(gold), "--point", "best", "--chains", "--attributes", "--by-relation")
    data = json.loads(run("evaluate", str(gold), "--point", "best", "--format", "json"))
    assert data["point"] == "best"
    assert f"documents {data['documents']}  gold triples {data['gold']}  predicted {data['predicted']}" in table
    blocks = dict(re.findall(r"^point (\w+).*?:(.*?)(?=\n\n)", table, re.MULTILINE | re.DOTALL))
    assert set(blocks) == set(data["points"]) == set(POINTS)
    for name, block in blocks.items():
        point = data["points"][name]
        assert f"confidence from {point['threshold']:.3f}, predicted {point['predicted']}\n" in block
        for figure in ("typed", "exposure", "link"):
            of = point[figure]
            line = next(line for line in block.splitlines() if line.startswith(f"  {figure}"))
            low, high = of.get("f1_interval", ("", ""))
            numbers = [of["precision"], of["recall"], of["f1"], of.get("f1_error", ""), low, high]
            shown = re.findall(r"\d\.\d{3}", line)
            assert shown == [f"{number:.3f}" for number in numbers if number != ""]
            if name == "best":
                assert line.split(" ±")[0][2:] in table.splitlines()
        assert f"none in the gold: {point['false_per_100_sentences_without_triples']:.1f} (of 5 " in block
    calibration = data["calibration"]
    assert f"calibration of the point best: {calibration['right']} of {calibration['claims']} right" in table
    error, area = calibration["expected_error"], calibration["auroc"]
    assert f"expected calibration error {error:.3f}  AUROC {'-' if area is None else f'{area:.3f}'}" in table
    rows = {"all": data["references"]["all"], **data["references"]["kinds"]}
    for name, row in rows.items():
        pattern = f"right +{row['right']} of +{row['resolved']} resolved .*, of {row['asked']}$"
        assert re.search(rf"^  {name} +{pattern}", table, re.MULTILINE)
    resolved, literal = (data["references"][f"typed_f1_{by}"] for by in ("resolved", "literal"))
    assert f"typed F1 with resolved names {resolved:.3f}, with the claims' own words {literal:.3f}" in table
    assert resolved == data["typed"]["f1"]
    for what, title in (("misses", "missed"), ("false", "false")):
        block = table.split(f"{title} triples of the point best: {sum(data[what].values())}\n")[1]
        for kind, number in data[what].items():
            assert re.search(rf"^  {kind} +{number}$", block, re.MULTILINE)
    for name, count in data["relations"].items():
        assert re.search(rf"^  {name} +gold +{count['gold']} predicted +{count['predicted']} ", table, re.MULTILINE)


def test_files_of_the_point_named(gold: Path, results: Results, tmp_path: Path) -> None:
    predictions, errors = tmp_path / "p.jsonl", tmp_path / "e.jsonl"
    run("evaluate", str(gold), "--point", "precise", "--predictions", str(predictions), "--errors", str(errors))
    assert predictions.read_bytes() == results["precise"][1].read_bytes()
    assert errors.read_bytes() == results["precise"][2].read_bytes()


def test_default_point(gold: Path, results: Results) -> None:
    data = json.loads(run("evaluate", str(gold), "--format", "json"))
    assert data["point"] == "default"
    assert data["predicted"] == results["default"][0].scores.predicted


def test_a_vocabulary_of_ones_own(gold: Path, tmp_path: Path) -> None:
    own = yaml.safe_load(BUILT_IN.read_text(encoding="utf-8"))
    own["relations"] = [row for row in own["relations"] if row["name"] != "DISRUPTS"]
    path, predictions = tmp_path / "own.yaml", tmp_path / "p.jsonl"
    path.write_text(yaml.safe_dump(own), encoding="utf-8")
    run("--vocabulary", str(path), "evaluate", str(gold), "--point", "best", "--predictions", str(predictions))
    relations = {triple["relation"] for row in rows_of(predictions) for triple in row["triples"]}
    assert relations
    assert "DISRUPTS" not in relations


@pytest.mark.parametrize("option", ["--errors", "--predictions"])
def test_a_folder_that_is_missing_is_one_clear_line(gold: Path, tmp_path: Path, option: str) -> None:
    result = CliRunner().invoke(cli, ["evaluate", str(gold), option, str(tmp_path / "none" / "out.jsonl")])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "cannot write" in result.stderr
