"""Articles into a graph."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from extract.readers import Refusal, read
from schemas.records import Article, Claim, digest

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.points import Point
    from graph.stores.base import Store
    from graph.themes import Theme
    from schemas.vocabulary import Vocabulary


class Extraction(TypedDict):
    """How claims are extracted; the arguments of `extract.pipeline.load_pipeline`."""

    model: str | None
    frames: Path | None
    point: Point
    words: Vocabulary


Input = Article | Refusal | str | Path


@dataclass
class Ingested:
    """What one run did.

    Attributes:
        new: Articles that the graph did not hold.
        changed: Articles whose text, or whose extractor, is another one than before.
        unchanged: Articles that the graph held just so; nothing was done for them.
        off_theme: Articles that are not on the theme that was asked for, and were skipped unread.
        sentences: Sentences that state a claim, of the new and changed articles.
        claims: Claims of the new and changed articles.
        edges_new: Typed edges that were not there before.
        edges_strengthened: Typed edges that were there before, and have more support now, or as much and more
            confidence.
        edges_removed: Typed edges that no claim states any more.
        words: Words of the new and changed articles.
        seconds: Time from the first article to the last, without loading the pipeline.
        refused: Inputs that could not be read, each with its reason.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    off_theme: int = 0
    sentences: int = 0
    claims: int = 0
    edges_new: int = 0
    edges_strengthened: int = 0
    edges_removed: int = 0
    words: int = 0
    seconds: float = 0.0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """Articles that were read; those off the theme are not."""
        return self.new + self.changed + self.unchanged

    @property
    def words_per_second(self) -> int:
        """Words of the new and changed articles per second, reading and writing included."""
        return round(self.words / self.seconds) if self.seconds > 0 else 0

    def to_dict(self) -> dict[str, Any]:
        """The counts as plain values, the refused inputs as source, line, cause and cure."""
        return {
            "articles": self.articles,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "off_theme": self.off_theme,
            "sentences": self.sentences,
            "claims": self.claims,
            "edges_new": self.edges_new,
            "edges_strengthened": self.edges_strengthened,
            "edges_removed": self.edges_removed,
            "words": self.words,
            "seconds": round(self.seconds, 3),
            "words_per_second": self.words_per_second,
            "refused": [
                {"source": r.source, "line": r.line, "cause": r.error.cause, "cure": r.error.cure} for r in self.refused
            ],
        }


def ingest(
    store: Store,
    inputs: Iterable[Input],
    *,
    nlp: Language | None = None,
    model: str | None = None,
    frames: Path | None = None,
    point: Point = "default",
    words: Vocabulary | None = None,
    theme: Theme | None = None,
    batch_size: int = 16,
    progress: Callable[[], None] = lambda: None,
) -> Ingested:
    """Read articles, extract their claims and put them into the graph.

    The same article again changes nothing; a changed one replaces its old claims. Replacing an article is one
    transaction, which other articles may share: a run that is cut off keeps what was written until then, loses at most
    the last seconds, and is taken up by running it again.

    Args:
        store: The graph.
        inputs: Articles, or paths that `read` understands; refusals are passed on to the result.
        nlp: The pipeline; it is loaded where null.
        model: Name of the spaCy pipeline to load it on; `frames` leaves the learned model out.
        frames: A file of frames of one's own.
        point: How sure a claim must be: `default`, `precise`, or `best` (the best F1).
        words: The vocabulary; the one that ships with knockon where null.
        theme: Skip articles whose words are not on this theme; what the graph holds of them stays.
        batch_size: Articles that spaCy parses at a time.
        progress: Called after each article.

    Raises:
        ExtractionError: The pipeline cannot be used.
        StoreError: The graph cannot be written.
    """
    from extract.pipeline import extract, fingerprint, load_pipeline
    from extract.sentiment import rated
    from graph.merge import put_articles
    from graph.standing import settled_in, standing

    nlp = nlp or load_pipeline(model, point=point, words=words, frames=frames)
    extractor = fingerprint(nlp)
    done = Ingested()
    # Of each article of this run what tells versions apart: what comes later in the run is not in the graph yet.
    versions: dict[str, str] = {}

    def skipped() -> None:
        done.off_theme += 1
        progress()

    def fresh() -> Iterator[Article]:
        for item in expand(inputs) if theme is None else on_theme(inputs, theme, skipped):
            if isinstance(item, Refusal):
                done.refused.append(item)
                continue
            # Whole before it is compared with what the graph holds, and then under the date that stays.
            item = settled_in(store, rated(item))  # noqa: PLW2901
            version = digest(item.model_copy(update={"url": None}).model_dump_json())
            if item.id in versions:
                how = "unchanged" if versions[item.id] == version else "changed"
            else:
                how = standing(store, item, extractor)
            versions[item.id] = version
            setattr(done, how, getattr(done, how) + 1)
            if how == "unchanged":
                progress()
            else:
                yield item

    def extracted() -> Iterator[tuple[Article, list[Claim]]]:
        for article, claims in extract(nlp, fresh(), batch_size=batch_size):
            done.sentences += len({(claim.field, claim.sentence.start) for claim in claims})
            done.claims += len(claims)
            done.words += len(article.text.split())
            yield article, claims
            progress()

    start = time.perf_counter()
    change = put_articles(store, extracted(), extractor=extractor, vocabulary=words)
    done.seconds = time.perf_counter() - start
    done.edges_new = change.edges_new
    done.edges_strengthened = change.edges_strengthened
    done.edges_removed = change.edges_removed
    return done


def preview(
    inputs: Iterable[Input],
    *,
    nlp: Language | None = None,
    model: str | None = None,
    frames: Path | None = None,
    point: Point = "default",
    words: Vocabulary | None = None,
    batch_size: int = 16,
) -> Iterator[tuple[Article, list[Claim]] | Refusal]:
    """What `ingest` would put into a graph: every article with its claims, and what could not be read."""
    from extract.pipeline import extract, load_pipeline

    nlp = nlp or load_pipeline(model, point=point, words=words, frames=frames)
    refused: list[Refusal] = []

    def articles() -> Iterator[Article]:
        for item in expand(inputs):
            if isinstance(item, Refusal):
                refused.append(item)
            else:
                yield item

    for found in extract(nlp, articles(), batch_size=batch_size):
        yield from refused
        refused.clear()
        yield found
    yield from refused


def on_theme(inputs: Iterable[Input], theme: Theme, skipped: Callable[[], None]) -> Iterator[Article | Refusal]:
    """The articles on a theme, and the refusals; `skipped` is called for every other article."""
    for item in expand(inputs):
        if isinstance(item, Refusal) or theme.is_told_in(item.title, item.text):
            yield item
        else:
            skipped()


def expand(inputs: Iterable[Input]) -> Iterator[Article | Refusal]:
    """Articles and refusals, the paths among `inputs` read."""
    for item in inputs:
        if isinstance(item, str | Path):
            yield from read([item])
        else:
            yield item
