"""Why a sentence, or an article, gave the claims that it gave."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from extract.readers import ENDINGS, Fields, Refusal, read
from extract.readers.fields import article
from schemas.errors import InputError
from schemas.records import Article

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.explanation import Explanation
    from extract.points import Point
    from schemas.vocabulary import Vocabulary

_FILE_NAME = re.compile(r"\S+\.[A-Za-z]{2,5}")
"""One word with an ending, such as report.pdf: no sentence."""


@dataclass
class Explained:
    """What was explained, and at which point.

    Attributes:
        point: Its name.
        least: How confident a claim must be there, 0 to 1.
        model: Whether the learned model had a say.
        articles: One explanation each.
        refused: Inputs that could not be read, each with its reason.
    """

    point: Point
    least: float
    model: bool
    articles: list[Explanation] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return {
            "point": self.point,
            "least": self.least,
            "model": self.model,
            "articles": [one.to_dict() for one in self.articles],
            "refused": [
                {"source": r.source, "line": r.line, "cause": r.error.cause, "cure": r.error.cure} for r in self.refused
            ],
        }


def explain(
    source: str | Path | Article | Iterable[Article | Refusal],
    *,
    point: Point = "default",
    nlp: Language | None = None,
    model: str | None = None,
    frames: Path | None = None,
    words: Vocabulary | None = None,
) -> Explained:
    """Show every stage of the extraction, sentence by sentence.

    Args:
        source: A text; a file or folder that `read` understands; an article; or what `read` gives.
        point: How confident a claim must be.
        nlp: The pipeline; it is loaded where null.
        model: Name of the spaCy pipeline to load it on; `frames` leaves the learned model out.
        frames: A file of frames of one's own.
        words: The vocabulary; the one that ships with knockon where null.

    Raises:
        InputError: The text names a file that is not there, or is empty.
        ExtractionError: The pipeline cannot be used.
    """
    from extract.explain import explain as explained
    from extract.pipeline import load_pipeline
    from extract.points import POINTS, thresholds

    if point not in POINTS:
        raise InputError(f"there is no point {point!r}", f"name one of {', '.join(POINTS)}")
    if isinstance(source, Article):
        inputs: Iterable[Article | Refusal] = [source]
    else:
        inputs = articles(source) if isinstance(source, str | Path) else source
    nlp = nlp or load_pipeline(model, words=words, frames=frames)
    least = thresholds(nlp)[point]
    done = Explained(point, least, "knockon_relations" in nlp.pipe_names)
    for item in inputs:
        if isinstance(item, Refusal):
            done.refused.append(item)
        else:
            done.articles.append(explained(nlp, item, least=least))
    return done


def articles(source: str | Path, stdin: BinaryIO | None = None) -> Iterable[Article | Refusal]:
    """The articles that the words on a command line mean.

    Args:
        source: `-` for standard input, the path of a file or folder that is there, or else a text.
        stdin: Standard input.

    Raises:
        InputError: It looks like the path of a file, and there is none; or the text is empty.
    """
    text = str(source)
    if text == "-" and stdin is not None:
        return read(["-"], stdin)
    if os.path.exists(text):  # noqa: PTH110  (a text may be no path at all, and longer than one can be)
        return read([text])
    if isinstance(source, Path) or _looks_like_a_path(text):
        raise InputError(f"there is no file or folder {text!r}", "check the path, or give a whole sentence in quotes")
    return [article(text, Fields())]


def _looks_like_a_path(text: str) -> bool:
    """Whether a text was meant as a path: the name of a file that we read, or a word with a slash or an ending."""
    if "\n" in text:
        return False
    if text.lower().endswith(ENDINGS) or _FILE_NAME.fullmatch(text):
        return True
    return bool(text) and " " not in text and any(mark in text for mark in ("/", os.sep))
