"""How well the extraction does on annotated documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.points import POINTS
from extract.points import Point as PointName
from knockon.atomic import placing
from knockon.bootstrap import Spread, f1_spread
from knockon.calibration import Calibration, calibration
from knockon.candidates import Candidate, read
from knockon.gold import Gold, read_gold
from knockon.misses import Guess, Judge, Mistake
from knockon.references import References, effect, references
from knockon.score import Agreement, AttributeScore, ChainScore, Scorer, Scores, summed
from schemas.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language

    from schemas.records import Article, Claim
    from schemas.vocabulary import Vocabulary

__all__ = ["POINTS", "Evaluation", "Gold", "Point", "PointName", "evaluate", "read_gold"]


@dataclass(frozen=True)
class Point:
    """The figures of the claims from a confidence on.

    Attributes:
        threshold: That confidence.
        typed, exposure: How far the F1 would move with other documents; null for a single document.
        false_per_100: False triples per 100 sentences that state none; null where the gold has no such sentence.
    """

    threshold: float
    scores: Scores
    typed: Spread | None
    exposure: Spread | None
    false_per_100: float | None


@dataclass
class Evaluation:
    """The figures of one point in detail, those of all points, and the predictions they are about.

    Attributes:
        predictions: Of the point, in the gold's order and the scorer's form.
        point: Which point `scores`, `chains`, `attributes`, `predictions` and `mistakes` are of.
        calibration: Over the triples of the point `best`.
        empty: How many sentences of the gold state no triple.
        references: How well pronouns and definite phrases are resolved, and what that does to the point's typed F1.
    """

    scores: Scores
    chains: ChainScore
    attributes: AttributeScore
    predictions: list[dict[str, Any]] = field(default_factory=list, repr=False)
    point: PointName = "default"
    points: dict[PointName, Point] = field(default_factory=dict)
    calibration: Calibration | None = None
    mistakes: list[Mistake] = field(default_factory=list, repr=False)
    empty: int = 0
    references: References = field(default_factory=References)


@dataclass(frozen=True)
class _Read:
    """One gold document and what was extracted of it at the point `best`."""

    gold: Gold
    guesses: list[Guess]
    candidates: list[Candidate]

    def from_(self, threshold: float) -> list[dict[str, Any]]:
        """The triples of a point."""
        return [guess.triple for guess in self.guesses if guess.claim.confidence >= threshold]


def evaluate(
    gold: Path | str,
    predictions: Path | str | None = None,
    *,
    errors: Path | str | None = None,
    point: PointName = "default",
    nlp: Language | None = None,
    model: str | None = None,
    frames: Path | None = None,
    words: Vocabulary | None = None,
    batch_size: int = 8,
    progress: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Extract from the gold's texts and score the result.

    Args:
        gold: A file of JSON lines with id, text and triples, and title, url, date and sentences where known.
        predictions: Where to write what was extracted, in the form that the scorer reads.
        errors: Where to write what was missed and what is false, each with its kind.
        point: Which of POINTS the figures in detail, the predictions and the errors are of.
        nlp: The pipeline, loaded at the point `best`; it is loaded where null.
        model: Name of the spaCy pipeline to load it on; `frames` leaves the learned model out.
        frames: A file of frames of one's own.
        words: The vocabulary; the one that ships with knockon where null.
        batch_size: Documents that spaCy parses at a time.
        progress: Called after each document.

    Raises:
        InputError: The gold file cannot be read, or the point is none.
        ExtractionError: The pipeline cannot be used.
    """
    if point not in POINTS:
        raise InputError(f"there is no point {point!r}", f"name one of {', '.join(POINTS)}")
    documents = list(read_gold(gold))
    nlp, thresholds = _pipeline(nlp, model, words, frames)
    found = list(_read(documents, nlp, batch_size, progress))
    got = {one.gold.id: one.from_(thresholds[point]) for one in found}
    rows: list[dict[str, Any]] = [{"id": key, "triples": triples} for key, triples in got.items()]
    if predictions is not None:
        _write(predictions, rows)
    scorer = Scorer(words)
    want = {document.id: document.triples for document in documents}
    agreements = {name: _agreements(scorer, found, thresholds[name]) for name in POINTS}
    mistakes = [
        mistake
        for one, agreement in zip(found, agreements[point], strict=True)
        for mistake in Judge(scorer, one.gold, one.guesses, one.candidates).mistakes(agreement, thresholds[point])
    ]
    if errors is not None:
        _write(errors, (mistake.to_dict() for mistake in mistakes))
    points = {name: _point(thresholds[name], found, agreements[name]) for name in POINTS}
    return Evaluation(
        points[point].scores, scorer.chains(want, got), scorer.attributes(want, got), rows, point, points,
        _calibration(agreements["best"]), mistakes, sum(len(document.empty) for document in documents),
        _references(scorer, found, thresholds[point]),
    )  # fmt: skip


def triple(claim: Claim, document: Gold) -> dict[str, Any]:
    """A claim in the gold's form: names as the article resolves them, not as the graph calls them.

    `sentence` is null where the gold does not say where sentences stand.
    """
    return {
        "sentence": document.place(claim.sentence.start, claim.sentence.end),
        "subject": claim.subject.surface,
        "relation": claim.relation,
        "object": claim.object.surface,
        "negated": claim.status != "holds",
        "modality": claim.modality,
        "horizon": claim.horizon.text if claim.horizon else None,
        "share": claim.quantity.text if claim.quantity else None,
        "confidence": claim.confidence,
    }


def _pipeline(
    nlp: Language | None, model: str | None, words: Vocabulary | None, frames: Path | None = None
) -> tuple[Language, dict[str, float]]:
    """The pipeline at the point `best`, and the confidence from which on a claim belongs to each point."""
    from extract.pipeline import load_pipeline
    from extract.points import thresholds

    nlp = nlp or load_pipeline(model, point="best", words=words, frames=frames)
    return nlp, thresholds(nlp)


def _read(documents: Sequence[Gold], nlp: Language, batch_size: int, progress: Callable[[], None]) -> Iterator[_Read]:
    """What is extracted from the documents' texts; titles are read, but make no triple."""
    articles = [_article(document) for document in documents]
    rows = read(nlp, articles, batch_size=batch_size)
    for document, (_, claims, candidates) in zip(documents, rows, strict=True):
        guesses = [Guess(triple(claim, document), claim) for claim in claims if claim.field == "text"]
        yield _Read(document, guesses, candidates)
        progress()


def _agreements(scorer: Scorer, found: Iterable[_Read], threshold: float) -> list[Agreement]:
    return [scorer.agreement(one.gold.triples, one.from_(threshold)) for one in found]


def _point(threshold: float, found: Sequence[_Read], agreements: Sequence[Agreement]) -> Point:
    typed, exposure = (
        f1_spread([(len(a.won[name]), len(a.predicted), len(a.gold)) for a in agreements])
        for name in ("typed", "exposure")
    )
    empty = sum(len(one.gold.empty) for one in found)
    false = sum(_false_in_empty(one, agreement) for one, agreement in zip(found, agreements, strict=True))
    return Point(threshold, summed(agreements), typed, exposure, 100 * false / empty if empty else None)


def _references(scorer: Scorer, found: Sequence[_Read], threshold: float) -> References:
    guesses = [[guess for guess in one.guesses if guess.claim.confidence >= threshold] for one in found]
    resolved, literal = effect(scorer, [one.gold for one in found], guesses)
    result = References(typed_resolved=resolved, typed_literal=literal)
    for one in found:
        result.add(references(one.gold, one.candidates))
    return result


def _false_in_empty(one: _Read, agreement: Agreement) -> int:
    """How many of the triples that match nothing stand in a sentence that states none."""
    empty, right = one.gold.empty, {j for _, j in agreement.won["typed"]}
    return sum(guess["sentence"] in empty for j, guess in enumerate(agreement.predicted) if j not in right)


def _calibration(agreements: Iterable[Agreement]) -> Calibration:
    confidences: list[float] = []
    right: list[bool] = []
    for agreement in agreements:
        won = {j for _, j in agreement.won["typed"]}
        confidences += [guess["confidence"] for guess in agreement.predicted]
        right += [j in won for j in range(len(agreement.predicted))]
    return calibration(confidences, right)


def _write(path: Path | str, rows: Iterable[dict[str, Any]]) -> None:
    with placing(Path(path)) as place, place.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _article(document: Gold) -> Article:
    from extract.readers.fields import date
    from schemas.records import Article

    try:
        published = date(document.date)
    except InputError:
        published = None
    return Article.of(document.text, title=document.title, url=document.url, published=published)
