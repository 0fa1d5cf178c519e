"""A small training from annotated articles to a weights file that the pipeline runs, in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from extract.candidates import MODEL, of
from extract.learned.model import PairModel
from extract.pipeline import load_pipeline

ROOT = Path(__file__).parents[2]
SENTENCES = (
    ("Norland exports nickel.", "Norland", "PRODUCES", "nickel"),
    ("Battery makers depend on cobalt.", "Battery makers", "DEPENDS_ON", "cobalt"),
    ("The strike cut output.", "strike", "DECREASES", "output"),
    ("Tariffs hurt growers.", "growers", "HARMED_BY", "Tariffs"),
)


def annotated(number: int) -> dict[str, object]:
    """A document of ours with its triples."""
    text, spans, triples = "", [], []
    for k, (sentence, subject, relation, object_) in enumerate(SENTENCES):
        spans.append([len(text), len(text) + len(sentence)])
        text += sentence + " "
        triples.append(
            {"sentence": k, "subject": [subject], "subject_type": "Organization", "relation": relation,
             "object": [object_], "object_type": "Commodity", "negated": False, "modality": "asserted"}
        )  # fmt: skip
    return {"id": f"ours-{number}", "text": text, "sentences": spans, "triples": triples, "date": None, "title": ""}


def lines(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_smoke(tmp_path: Path) -> None:
    held_out = (ROOT / "benchmarks" / "heldout.txt").read_text(encoding="utf-8").split("\n")
    left_out = next(line for line in held_out if line and not line.startswith("#"))
    shared = tmp_path / "shared"
    lines(shared / "gold" / "train.jsonl", [annotated(k) for k in range(8)])
    lines(shared / "gold" / "more.jsonl", [{**annotated(9), "id": left_out}])
    lines(shared / "bulk" / "articles.jsonl", [{"id": "b", "text": "Norland exports copper. The strike cut sales."}])
    settings = yaml.safe_load((ROOT / "training" / "config.yaml").read_text(encoding="utf-8"))
    settings |= {"folder": str(tmp_path / "work"), "shared": str(shared), "checkpoint_every": 2}
    settings["scout"] |= {"epochs": 2, "keep_empty": 1.0}
    settings["teachers"] = [{**settings["scout"], "name": "teacher"}]
    settings["student"] |= {"epochs": 4, "bulk": 1}
    config = tmp_path / "smoke.yaml"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    out = tmp_path / "small.onnx"
    run = subprocess.run(
        [ROOT / "scripts" / "train", "--config", config, "--out", out],
        check=False, capture_output=True, text=True, env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "work" / "student.pt").exists()
    assert not list((tmp_path / "work").glob("*.part"))
    assert json.loads((tmp_path / "work" / "student.log").read_text(encoding="utf-8").split("\n")[0])["step"] == 2
    points = PairModel(out).settings.points
    assert points["best"] <= points["default"] <= points["precise"]
    nlp = load_pipeline(point="best", weights=out)
    assert MODEL in {row["source"] for row in of(nlp("Battery makers depend on cobalt. Norland exports nickel."))}
