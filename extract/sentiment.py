"""The sentiment of a text and towards an entity in a headline; the component `knockon_sentiment`.

A multinomial logistic regression over the words of a sentence (`extract/data/sentiment.tsv`, made by
`training.sentiment`). It reads the characters alone, no tags and no tree, so that the same text has the same sentiment
under every spaCy pipeline, and an article's can be known before it is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language

from extract.lexicon import lexicon, words
from extract.linear import linear
from schemas.records import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "knockon_sentiment"
"""Where the component keeps its result in `doc.user_data`: label, score, negative, neutral and positive."""
ENTITY = "@"
"""Stands for the entity's words; no token of a text looks like it."""
STEM = 4
"""So many first letters stand for the forms of a longer word: "prof*" for profit, profits and profitable."""
NEAR = 3
"""So many words on either side of an entity are cues of their own."""

_TOKEN = re.compile(r"[a-z]+(?:['’][a-z]+)*|\d[\d.,]*|[%;:,?!–—-]")
_BREAK = re.compile(r"\n+|(?<=[a-z0-9%)\"”’]{2}[.!?])[\"”’)]?\s+(?=[\"“‘(]?[A-Z0-9])")
"""Between two sentences; the two small letters before the stop keep "Mr. X" and "U.S. X" together."""


class Sentiment(NamedTuple):
    """How likely a text is negative, neutral and positive; the three add up to 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def score(self) -> float:
        """From -1, surely negative, to 1, surely positive; three digits."""
        return round(self.positive - self.negative, 3) + 0.0  # never -0.0

    @property
    def label(self) -> str:
        """What the score is called."""
        return label(self.score)

    @property
    def leading(self) -> str:
        """The likeliest of the three."""
        return max(zip(self, self._fields, strict=True))[1]


def label(score: float) -> str:
    """The name of a score of -1 to 1: the cuts and names of `extract/data/sentiment.yaml`.

    >>> label(-0.3), label(0.05)
    ('negative', 'neutral')
    """
    data = lexicon("sentiment")
    reached = bisect_right(data["cuts"], abs(score))
    side: list[str] = data["positive" if score > 0 else "negative"]
    return side[reached - 1] if reached else str(data["neutral"])


def sentiment(*texts: str) -> Sentiment:
    """The sentiment of a text, or of the parts of one, such as title and body.

    Args:
        texts: Any text; each sentence is read by itself. One without a word is left out.
    """
    # Within a part every sentence counts alike. Every part counts alike, so that a title weighs as much as all of the
    # body: it sums the article up, and it is what the regression was trained on, while most of a body's sentences are
    # background that would bring every article near to neutral.
    return joined([joined(_read(cues(tokens(one))) for one in sentences(text)) for text in texts if _said(text)])


def joined(parts: Iterable[Sentiment]) -> Sentiment:
    """The mean of several sentiments; neutral where there is none."""
    found = list(parts)
    if not found:
        return Sentiment(0.0, 1.0, 0.0)
    negative, neutral, positive = (sum(column) / len(found) for column in zip(*found, strict=True))
    return Sentiment(negative, neutral, positive)


def towards(headline: str, entity: str) -> Sentiment:
    """The sentiment of a headline towards one of the things that it names; of the whole where it does not name it.

    >>> towards("Norland gains as Tessaly plunges", "Tessaly").leading
    'negative'
    """
    if not _said(headline):
        return joined([])
    return _read(cues(tokens(headline, entity)))


def rated(article: Article) -> Article:
    """The article with its sentiment; one that brings its own, say from a feed, keeps it."""
    if article.sentiment_label is not None or article.sentiment_score is not None:
        return article
    found = sentiment(article.title, article.text)
    return article.model_copy(update={"sentiment_label": found.label, "sentiment_score": found.score})


@Language.component("knockon_sentiment", assigns=["doc.user_data"])
def annotate(doc: Doc) -> Doc:
    """Write the sentiment of a document's text."""
    found = sentiment(doc.text)
    doc.user_data[KEY] = {"label": found.label, "score": found.score, **found._asdict()}
    return doc


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, roughly: a tone needs no exact border."""
    return (one for one in _BREAK.split(text) if _said(one))


def tokens(headline: str, entity: str | None = None) -> list[str]:
    """The words and marks of a text, small, every number as "0"; an entity's first mention as one token, ENTITY."""
    if entity:
        found = re.search(rf"(?<!\w){re.escape(entity)}(?:['’]?s)?(?!\w)", headline, re.IGNORECASE)
        if found:
            return [*tokens(headline[: found.start()]), ENTITY, *tokens(headline[found.end() :])]
    return ["0" if one[0].isdigit() else one for one in _TOKEN.findall(headline.lower())]


def cues(tokens: list[str]) -> list[str]:
    """What the regression looks at.

    The words, pairs of neighbours and stems of the entity's own clause; "~word" for those of other clauses, and
    ">word", "<word" for those behind and before the entity. Without an entity all is one clause.
    """
    if ENTITY not in tokens:
        return _clause(tokens)
    at, borders = tokens.index(ENTITY), words("sentiment", "between")
    start = max((i + 1 for i in range(at) if tokens[i] in borders), default=0)
    end = next((i for i in range(at, len(tokens)) if tokens[i] in borders), len(tokens))
    others = tokens[:start] + tokens[end:]
    return [
        *_clause(tokens[start:end]),
        *("~" + cue for cue in _words(others)),
        *(">" + one for one in tokens[at + 1 : at + 1 + NEAR]),
        *("<" + one for one in tokens[max(0, at - NEAR) : at]),
    ]


def _clause(tokens: list[str]) -> list[str]:
    return [*_words(tokens), *map(" ".join, pairwise(tokens))]


def _words(tokens: list[str]) -> list[str]:
    return [*tokens, *(one[:STEM] + "*" for one in tokens if len(one) > STEM)]


def _read(found: list[str]) -> Sentiment:
    return Sentiment(*linear("sentiment").probabilities(found))


def _said(text: str) -> bool:
    """Whether there is a word or a number in it."""
    return any(char.isalnum() for char in text)
