"""The regressions of mood, time and amount, `extract/data/*.tsv`, fitted on the annotated articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log
from typing import Any, NamedTuple

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc

from extract import horizon, quantity
from extract.assertion import stated
from extract.candidates import of
from extract.cues import mood_cues, size_cues
from extract.learned.predicate import predicate
from extract.lexicon import FOLDER
from extract.linear import BIAS
from extract.mentions import KEY, full_span
from extract.pipeline import load_pipeline
from extract.tree import tree_of
from knockon.score_names import words
from training.align import align
from training.config import Config
from training.examples import only, rows

SEEN = 5
"""A cue that fewer statements show is not learned."""
LEAST = 0.02
"""A cue whose weights are all smaller is left out of the file."""
C_MOOD, C_SIZE = 0.3, 0.03
"""Inverse strength of the L2 penalty; by cross-validation over articles of the training part."""
UNSURE_MODES = ("possible", "forecast", "conditional")
UNSURE = 1.5
"""What is not asserted counts so much: the best macro-F1 of 1, 1.5 and 2 by the same cross-validation."""


def write(config: Config) -> None:
    """Write the three files."""
    found = list(samples(config))
    fit_mood(found)
    fit_sizes(found)


class Sample(NamedTuple):
    """One annotated statement: its cues, and those of every time and amount of its sentence with their words."""

    article: str
    triple: dict[str, Any]
    mood: list[str]
    times: list[tuple[str, list[str]]]
    amounts: list[tuple[str, list[str]]]


def samples(config: Config) -> Iterator[Sample]:
    """The annotated statements of the training part."""
    nlp = load_pipeline(config.pipeline, learned=False)
    only(nlp, "knockon_mentions", "knockon_frames")
    data = rows(config, "train")
    for row, doc in zip(data, nlp.pipe((row["text"] for row in data), batch_size=32), strict=True):
        yield from of_document(row, doc)


def of_document(row: dict[str, Any], doc: Doc) -> Iterator[Sample]:
    """The annotated statements of one document whose arguments are mentions of ours."""
    tree, date = tree_of(doc), row.get("date")
    published = date if re.fullmatch(r"\d{4}(-\d\d){0,2}", date or "") else None
    triggers = {
        (r["subject"], r["relation"], r["object"]): r["trigger"]
        for r in sorted(of(doc), key=lambda r: r["probability"])
    }
    read: dict[int, Any] = {}
    for (a, b, relation), triple in align(row, doc, tree, list(dict(doc.user_data[KEY]))).said.items():
        subject, object_ = (doc[slice(*full_span(tree, i))] for i in (a, b))
        trigger = doc[triggers.get((a, relation, b), predicate(tree, a, b))]
        said = stated(trigger, subject, object_, relation)
        sentence = trigger.sent
        if sentence.start not in read:
            read[sentence.start] = horizon.horizons(sentence, published), quantity.quantities(sentence)
        mood, said = mood_cues(said), said._replace(modality=triple["modality"])
        times, amounts = ([(t.text, size_cues(said, s, t, len(f))) for s, t in f] for f in read[sentence.start])
        yield Sample(row["id"], triple, mood, times, amounts)


def fit_mood(found: list[Sample]) -> None:
    """Write the regression of modality."""
    labels = [sample.triple["modality"] for sample in found]
    _write("mood", [sample.mood for sample in found], labels, C_MOOD)


def fit_sizes(found: list[Sample]) -> None:
    """Write the regressions that say whether a time and whether an amount belongs to a statement."""
    for name, field in (("time", "horizon"), ("amount", "share")):
        shown = [
            (cues, overlap(sample.triple[field], text))
            for sample in found
            for text, cues in (sample.times if name == "time" else sample.amounts)
        ]
        _write(name, [cues for cues, _ in shown], [right for _, right in shown], C_SIZE)


def overlap(gold: str | None, text: str | None) -> bool:
    """Whether two phrases share a word, as the gold standard's scorer has it."""
    return bool(gold and text and set(words(gold)) & set(words(text)))


def _write(name: str, cues: list[list[str]], labels: list[Any], strength: float) -> None:
    counter = CountVectorizer(analyzer=set, min_df=SEEN, binary=True)
    counts = counter.fit_transform(cues)
    fitted = LogisticRegression(C=strength, max_iter=5000).fit(counts, labels)
    classes = [str(label) for label in fitted.classes_] if len(fitted.classes_) > 2 else ["right"]
    bias = [b + log(UNSURE) * (c in UNSURE_MODES) for b, c in zip(fitted.intercept_, classes, strict=True)]
    lines = ["cue\t" + "\t".join(classes), _line(BIAS, bias)]
    weights = zip(counter.get_feature_names_out(), fitted.coef_.T, strict=True)
    lines += [_line(cue, row) for cue, row in weights if max(abs(row)) >= LEAST]
    (FOLDER / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(cue: str, row: Any) -> str:
    return "\t".join([cue, *(f"{value:.2f}" for value in row)])
