"""How model and frames are weighed, and where the three points lie: fitted on the held-out articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.count_frames import held_out
from extract.candidates import of
from extract.choice import allowed, joined, log_odds
from extract.mentions import KEY
from extract.pipeline import extract, load_pipeline
from extract.relations import resolved_types
from extract.tree import tree_of
from knockon.score import Figure, Scorer
from schemas.records import Article
from training.align import align
from training.config import Config
from training.examples import only
from training.export import settle

DEFAULT, PRECISE = 0.60, 0.75
"""Typed precision that the points default and precise are to have, on the held-out articles and on dev."""
RETYPE = 0.5
"""How sure the type head must be; on the held-out articles the best of 0.4, 0.5 ... 0.9."""
STEPS = tuple(k / 200 for k in range(20, 180))


class Sample(NamedTuple):
    """Rows of the table of candidates.

    Attributes:
        seen: [N, 2] log-odds of model and frames.
        right: [N] whether the gold states it.
    """

    seen: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]


def held_out_rows(config: Config) -> list[dict[str, Any]]:
    """The annotated articles of more.jsonl that nothing was learned from."""
    ids = held_out()
    return [row for row in _read(config.shared / "gold" / "more.jsonl") if row["id"] in ids]


def dev_rows(config: Config) -> list[dict[str, Any]]:
    """The articles of dev.jsonl, which are for measuring and choosing; none where there is no such file."""
    path = config.shared / "gold" / "dev.jsonl"
    return _read(path) if path.exists() else []


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def sample(rows: Sequence[dict[str, Any]], weights: Path) -> Sample:
    """Every candidate of the articles, with what the gold says of it."""
    nlp = load_pipeline(point="best", weights=weights)
    known = nlp.get_pipe("knockon_choice").vocabulary  # type: ignore[attr-defined]
    only(nlp, "knockon_mentions", "knockon_frames", "knockon_relations")
    seen, right = [], []
    for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
        tree, types = tree_of(doc), resolved_types(doc, dict(doc.user_data[KEY]))
        gold = align(row, doc, tree, list(types))
        kept = [r for r in of(doc) if allowed(known, r["relation"], types[r["subject"]], types[r["object"]])]
        for (a, relation, b), (model, frames) in joined(kept).items():
            if (a, b) in gold.also:
                continue
            stated = gold.stated.get((a, b), set())
            if known.relation(relation).symmetric:
                stated = stated | gold.stated.get((b, a), set())
            seen.append((log_odds(model), log_odds(frames)))
            right.append(relation in stated)
    return Sample(np.array(seen), np.array(right, float))


def vote(found: Sample) -> dict[str, float]:
    """Logistic regression: bias, model, frames."""
    fitted = LogisticRegression(C=10.0).fit(found.seen, found.right)
    model, frames = (float(w) for w in fitted.coef_[0])
    return {"bias": round(float(fitted.intercept_[0]), 4), "model": round(model, 4), "frames": round(frames, 4)}


def curve(rows: Sequence[dict[str, Any]], weights: Path) -> list[Figure]:
    """Typed precision, recall and F1 at every step of confidence."""
    nlp = load_pipeline(point="best", weights=weights)
    articles = [Article.of(row["text"], title=row["id"]) for row in rows]
    claims = {
        row["id"]: [c for c in found if c.field == "text"]
        for row, (_, found) in zip(rows, extract(nlp, articles), strict=True)
    }
    gold, scorer = {row["id"]: row["triples"] for row in rows}, Scorer()
    return [
        scorer.score(gold, {key: [_triple(c) for c in found if c.confidence >= step] for key, found in claims.items()})
        .typed
        for step in STEPS
    ]  # fmt: skip


def points(curves: Sequence[Sequence[Figure]]) -> dict[str, float]:
    """The thresholds: the best mean F1, and the lowest confidence with the wanted precision on every set.

    Where a precision is out of reach, the point is that of the highest step.
    """
    best = max(range(len(STEPS)), key=lambda k: sum(curve[k].f1 for curve in curves))

    def lowest(precision: float) -> int:
        fits = (k for k in range(best, len(STEPS)) if all(curve[k].precision >= precision for curve in curves))
        return next(fits, len(STEPS) - 1)

    default = lowest(DEFAULT)
    return {"best": STEPS[best], "default": STEPS[default], "precise": STEPS[max(default, lowest(PRECISE))]}


def calibrate(config: Config, weights: Path) -> None:
    """Fit the vote and the points, and put them into the weights file."""
    rows, dev = held_out_rows(config), dev_rows(config)
    plain = {"bias": 0.0, "model": 1.0, "frames": 0.0, "least": 0.05}
    settle(weights, vote=plain, points=_all(0.05), retype=RETYPE)
    fitted = vote(sample(rows, weights))
    settle(weights, vote=fitted | {"least": STEPS[0]}, points=_all(STEPS[0]))
    found = points([curve(part, weights) for part in (rows, dev) if part])
    settle(weights, vote=fitted | {"least": found["best"]}, points=found)


def _all(value: float) -> dict[str, float]:
    return dict.fromkeys(("best", "default", "precise"), value)


def _triple(claim: Any) -> dict[str, Any]:
    names = {"subject": claim.subject.surface, "relation": claim.relation, "object": claim.object.surface}
    return names | {"negated": claim.status != "holds"}
