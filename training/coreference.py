"""The ranking of antecedents (`extract/data/antecedents.yaml`), fitted on the annotated articles.

For every reference of the gold (`knockon.references`) each antecedent in reach and "nothing" is weighed, as `extract`
does it; the weights maximize the probability of the right ones together, with an L2 penalty. Where the gold keeps a
definite phrase as it stands, nothing is right too. Possessives are seldom written out in the gold: there an argument
none of whose forms stands in the sentence teaches that the sentence's possessive stands for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import yaml
from spacy.tokens import Doc

from extract.coreference import GROUPS, Option, Resolver
from extract.lexicon import FOLDER
from extract.pipeline import load_pipeline
from knockon.candidates import candidates
from knockon.gold import Gold
from knockon.references import references
from knockon.score_names import match
from training.config import Config
from training.examples import only, rows

SEEN = 4
"""A mark that fewer anaphors show is not learned."""
PENALTY = 3.0
"""By cross-validation over articles of the training part, of 1, 2 and 4."""
PRIOR = {
    "subject": 0.7, "back": -0.7, "depth": -0.2, "named again": 0.5, "both subjects": 0.3, "opening": 0.3, "actor": 0.4,
    "speaker": -0.4, "same clause": -1.5, "said to be": 1.0, "public body": -0.5, "agency": -1.5,
}  # fmt: skip
"""What the penalty pulls the weights to, in place of nothing: the order of salience that the literature agrees on."""
STEPS, RATE = 300, 0.05
HEADER = "# Weights of the ranking of antecedents, by group of anaphors. Written by scripts/train --only coreference.\n"


class Example(NamedTuple):
    """One anaphor: its group, the marks of every answer ("nothing" last, unless it is not asked), the right ones."""

    group: str
    answers: list[list[str]]
    right: list[bool]


def write(config: Config) -> None:
    """Fit the weights and write their file."""
    nlp = load_pipeline(config.pipeline, learned=False)
    only(nlp, "knockon_mentions", "knockon_frames")
    data = rows(config, "train")
    docs = nlp.pipe((row["text"] for row in data), batch_size=32)
    fitted = fit(one for row, doc in zip(data, docs, strict=True) for one in of_document(row, doc))
    (FOLDER / "antecedents.yaml").write_text(HEADER + yaml.safe_dump(fitted), encoding="utf-8")


def of_document(row: dict[str, Any], doc: Doc) -> Iterator[Example]:
    """The examples of one annotated document whose mentions are found."""
    document = Gold(row["id"], row["text"], triples=row["triples"], sentences=[(a, b) for a, b in row["sentences"]])
    resolver = Resolver(doc, {})
    resolver.answers()
    asked = {doc[anaphor.head].idx: (anaphor, options) for anaphor, options in resolver.weighed if options}
    done = set()
    for reference in references(document, list(candidates(doc))):
        if (place := reference.candidate.head) not in asked or place in done:
            continue
        done.add(place)
        anaphor, options = asked[place]
        right = [_means(doc, option, reference.names) for option in options]
        answers = [*(option.marks for option in options), ["nothing", *anaphor.marks]]
        yield Example(_group(anaphor.kind), answers, [*right, reference.kept or not any(right)])
    for start, end, forms in _unsaid(document):
        for place, (anaphor, options) in asked.items():
            if not start <= place < end or place in done or _group(anaphor.kind) != "possessive":
                continue
            right = [_means(doc, option, forms) for option in options]
            if any(right):
                done.add(place)
                yield Example("possessive", [option.marks for option in options], right)


def fit(examples: Iterable[Example]) -> dict[str, dict[str, float]]:
    """Weights by group, of marks that enough anaphors show."""
    groups: dict[str, list[Example]] = defaultdict(list)
    for one in examples:
        groups[one.group].append(one)
    fitted = {group: _fit(found, PRIOR) for group, found in sorted(groups.items()) if group != "possessive"}
    # What teaches of possessives names nothing in its own sentence, so it cannot tell how near an antecedent stands.
    pronoun = fitted.get("pronoun", PRIOR)
    fitted["possessive"] = _fit(groups["possessive"], pronoun, kept=("back", "depth"))
    return fitted


def _fit(examples: list[Example], expected: Mapping[str, float], kept: Iterable[str] = ()) -> dict[str, float]:
    """Full-batch Adam on the penalized log-probability of the right answers; marks of `kept` stay as expected."""
    shown = Counter(mark for one in examples for mark in {m for answer in one.answers for m in answer})
    marks = sorted(mark for mark, count in shown.items() if count >= SEEN)
    index = {mark: k for k, mark in enumerate(marks)}
    answers = [
        (q, answer, ok) for q, one in enumerate(examples) for answer, ok in zip(one.answers, one.right, strict=True)
    ]
    counts = np.zeros((len(answers), len(marks)))
    for row, (_, answer, _) in enumerate(answers):
        for mark in answer:
            if mark in index:
                counts[row, index[mark]] += 1
    of = np.array([q for q, _, _ in answers])
    right = np.array([ok for _, _, ok in answers])
    prior = np.array([expected.get(mark, 0.0) for mark in marks])
    moved = np.array([mark not in kept for mark in marks])
    weights, slope, square = prior.copy(), np.zeros(len(marks)), np.zeros(len(marks))
    for step in range(1, STEPS + 1):
        likely = np.exp(counts @ weights)
        every, good = np.bincount(of, likely), np.bincount(of, likely * right)
        gradient = counts.T @ (likely / every[of] - likely * right / good[of]) + PENALTY * (weights - prior)
        gradient *= moved
        slope, square = 0.9 * slope + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights -= RATE * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {mark: round(float(weight), 3) for mark, weight in zip(marks, weights, strict=True)}


def _unsaid(document: Gold) -> Iterator[tuple[int, int, list[str]]]:
    """Arguments none of whose forms stands in their sentence."""
    for triple in document.triples:
        start, end = document.span_of(triple)
        sentence = document.text[start:end].lower()
        for side in ("subject", "object"):
            if not any(form.lower() in sentence for form in triple[side]):
                yield start, end, triple[side]


def _means(doc: Doc, option: Option, names: Iterable[str]) -> bool:
    return match(list(names), doc[option.antecedent.start : option.antecedent.end].text)


def _group(kind: str) -> str:
    return GROUPS.get(kind, kind)
