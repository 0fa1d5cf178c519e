"""`knockon evaluate --sentiment`: the figures, VADER beside them, and files that it cannot read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from knockon.cli import cli
from knockon.sentiment_score import LABELS, NO_VADER, evaluate_sentiment, tones

ROWS = [
    {"text": "Korvan Metals shares plunge as Tessaly Steel gains", "entity": "Korvan Metals", "label": "negative"},
    {"text": "Korvan Metals shares plunge as Tessaly Steel gains", "entity": "Tessaly Steel", "label": "positive"},
    {"text": "Halden Motors to announce results on Friday", "entity": "Halden Motors", "label": "neutral"},
    {"text": "Port closure hits exports of growers", "label": "positive"},
]


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    return path


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["evaluate", *args, "--sentiment"])
    return result.exit_code, result.stdout, result.stderr


def test_figures_by_hand() -> None:
    found = tones(["positive", "positive", "negative", "negative"], ["positive", "negative", "negative", "neutral"])
    assert found.accuracy == 0.5
    assert found.labels["positive"] == pytest.approx((1, 0.5, 2 / 3))
    assert found.labels["negative"] == pytest.approx((0.5, 0.5, 0.5))
    assert found.macro_f1 == pytest.approx((2 / 3 + 0.5) / 2)  # the gold has no neutral one
    assert found.labels["neutral"].f1 == 0


def test_towards_the_entity_where_there_is_one(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", ROWS)  # type: ignore[arg-type]
    result = evaluate_sentiment(path)
    assert (result.documents, result.ours.accuracy) == (4, 0.75)
    code, out, err = run(str(path))
    assert (code, err) == (0, "")
    assert "knockon   accuracy 0.750" in out
    assert "  negative  gold     1  P 0.500 R 1.000 F1 0.667" in out
    code, out, err = run(str(path), "--format", "json")
    data = json.loads(out)
    assert (code, err, data["documents"], data["knockon"]["accuracy"]) == (0, "", 4, 0.75)
    assert data["knockon"]["labels"]["positive"] == {"gold": 2, "precision": 1.0, "recall": 0.5, "f1": 0.667}


def test_vader_beside_it(tmp_path: Path) -> None:
    pytest.importorskip("vaderSentiment")
    rows = [
        {"text": "A wonderful, happy day.", "label": "positive"},
        {"text": "A terrible, sad day.", "label": "negative"},
        {"text": "The day has hours.", "label": "neutral"},
        {"text": "Terrible, horrible pain. Good.", "label": "negative"},
    ]
    path = written(tmp_path / "gold.jsonl", rows)  # type: ignore[arg-type]
    code, out, _ = run(str(path))
    assert code == 0
    assert "VADER     accuracy 1.000  macro-F1 1.000" in out
    assert json.loads(run(str(path), "--format", "json")[1])["vader"]["labels"].keys() == set(LABELS)


def test_without_vader_a_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vaderSentiment.vaderSentiment", None)
    path = written(tmp_path / "gold.jsonl", ROWS)  # type: ignore[arg-type]
    code, out, err = run(str(path))
    assert (code, err) == (0, "")
    assert NO_VADER in out.splitlines()
    assert json.loads(run(str(path), "--format", "json")[1])["vader"] is None


BAD = [
    ("{", "line 1: the JSON is broken"),
    ('{"label": "neutral"}', "line 1: there is no 'text'"),
    ("[]", "line 1: there is no 'text'"),
    ('{"text": "a", "label": "good"}', "line 1: 'label' is none of positive, neutral, negative"),
    ('{"text": "a", "label": "neutral"}\n{"text": "a", "label": "neutral", "entity": 3}', "line 2: 'entity' is not"),
    ("\n \n", "holds no headline"),
    ("\udcff", "it is not UTF-8"),
]


@pytest.mark.parametrize(("text", "said"), BAD, ids=[said for _, said in BAD])
def test_files_that_are_none(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    code, out, err = run(str(path))
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    code, out, err = run(str(tmp_path / "none.jsonl"))
    assert (code, out) == (1, "")
    assert "there is no gold file" in err


def test_it_writes_neither_predictions_nor_errors(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", ROWS)  # type: ignore[arg-type]
    code, out, err = run(str(path), "--predictions", str(tmp_path / "out.jsonl"))
    assert (code, out) == (2, "")
    assert "--sentiment writes neither" in err
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.shared
def test_the_annotated_headlines(shared: Path) -> None:
    result = evaluate_sentiment(shared / "gold" / "sentiment.jsonl")
    assert result.documents == 750
    assert result.ours.accuracy >= 0.75
    assert result.ours.macro_f1 >= 0.75
    if result.vader:
        assert result.ours.accuracy > result.vader.accuracy
