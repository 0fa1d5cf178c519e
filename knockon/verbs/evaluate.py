"""How well the extraction does on annotated documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knockon.atomic import placing
from knockon.score import AttributeScore, ChainScore, Scorer, Scores
from schemas.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language

    from schemas.records import Article, Claim
    from schemas.vocabulary import Vocabulary

_NEEDED = ("subject", "relation", "object")


@dataclass(frozen=True)
class Gold:
    """One annotated document."""

    id: str
    text: str
    title: str = ""
    url: str | None = None
    date: str | None = None
    triples: Sequence[dict[str, Any]] = ()


@dataclass
class Evaluation:
    """The figures, and the predictions they are about, in the gold's order."""

    scores: Scores
    chains: ChainScore
    attributes: AttributeScore
    predictions: list[dict[str, Any]] = field(default_factory=list, repr=False)


def evaluate(
    gold: Path | str,
    predictions: Path | str | None = None,
    *,
    nlp: Language | None = None,
    model: str | None = None,
    words: Vocabulary | None = None,
    batch_size: int = 8,
    progress: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Extract from the gold's texts and score the result.

    Args:
        gold: A file of JSON lines with id, text and triples, and title, url and date where known.
        predictions: Where to write what was extracted, in the form that the scorer reads.
        nlp: The pipeline; it is loaded where null.
        model: Name of the spaCy pipeline to load it on.
        words: The vocabulary; the one that ships with knockon where null.
        batch_size: Documents that spaCy parses at a time.
        progress: Called after each document.

    Raises:
        InputError: The gold file cannot be read.
        ExtractionError: The pipeline cannot be used.
    """
    documents = list(read_gold(gold))
    rows = list(predict(documents, nlp=nlp, model=model, words=words, batch_size=batch_size, progress=progress))
    if predictions is not None:
        with placing(Path(predictions)) as place, place.open("w", encoding="utf-8", newline="\n") as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    want = {document.id: document.triples for document in documents}
    got = {row["id"]: row["triples"] for row in rows}
    scorer = Scorer(words)
    return Evaluation(scorer.score(want, got), scorer.chains(want, got), scorer.attributes(want, got), rows)


def read_gold(path: Path | str) -> Iterator[Gold]:
    """The documents of a gold file.

    Raises:
        InputError: It is missing, not UTF-8, or a line is not an annotated document.
    """
    seen: set[str] = set()
    try:
        with Path(path).open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    document = _gold(path, number, line)
                    if document.id in seen:
                        raise _bad(path, number, f"the id {document.id!r} was there before")
                    seen.add(document.id)
                    yield document
    except FileNotFoundError:
        raise InputError(f"there is no gold file {path}", "check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"cannot read the gold file {path}: {reason}", "give JSON lines in UTF-8") from None
    if not seen:
        raise InputError(f"the gold file {path} holds no document", "give JSON lines with id, text and triples")


def predict(
    documents: Iterable[Gold],
    *,
    nlp: Language | None = None,
    model: str | None = None,
    words: Vocabulary | None = None,
    batch_size: int = 8,
    progress: Callable[[], None] = lambda: None,
) -> Iterator[dict[str, Any]]:
    """What is extracted from the documents' texts, in the scorer's form; titles are read, but make no triple."""
    from extract.pipeline import extract, load_pipeline

    nlp = nlp or load_pipeline(model, words=words)
    documents = list(documents)
    articles = [_article(document) for document in documents]
    for document, (_, claims) in zip(documents, extract(nlp, articles, batch_size=batch_size), strict=True):
        yield {"id": document.id, "triples": [triple(claim) for claim in claims if claim.field == "text"]}
        progress()


def triple(claim: Claim) -> dict[str, Any]:
    """A claim in the scorer's form: names as the article resolves them, not as the graph calls them."""
    return {
        "subject": claim.subject.surface,
        "relation": claim.relation,
        "object": claim.object.surface,
        "negated": claim.status != "holds",
        "modality": claim.modality,
        "horizon": claim.horizon.text if claim.horizon else None,
        "share": claim.quantity.text if claim.quantity else None,
    }


def _article(document: Gold) -> Article:
    from extract.readers.fields import date
    from schemas.records import Article

    try:
        published = date(document.date)
    except InputError:
        published = None
    return Article.of(document.text, title=document.title, url=document.url, published=published)


def _gold(path: Path | str, number: int, line: str) -> Gold:
    try:
        row = json.loads(line)
    except ValueError:
        raise _bad(path, number, "the JSON is broken") from None
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
        raise _bad(path, number, "there is no 'id' or no 'text'")
    triples = row.get("triples")
    if not isinstance(triples, list) or not all(_is_triple(item) for item in triples):
        raise _bad(path, number, "'triples' is not a list of objects with subject, relation and object")
    title, url, date = row.get("title"), row.get("url"), row.get("date", row.get("published"))
    return Gold(
        row["id"],
        row["text"],
        title if isinstance(title, str) else "",
        url if isinstance(url, str) else None,
        None if date is None else str(date),
        triples,
    )


def _is_triple(item: object) -> bool:
    return isinstance(item, dict) and all(
        isinstance(item.get(key), (str, list)) and item[key] and (isinstance(item[key], str) or key != "relation")
        for key in _NEEDED
    )


def _bad(path: Path | str, number: int, what: str) -> InputError:
    return InputError(f"{path}, line {number}: {what}", "the gold's form is one annotated document a line")
