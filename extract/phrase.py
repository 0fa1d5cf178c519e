"""The movement that a phrase by itself names: "rising wages" is wages, up. It is read as in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from extract.direction import movement
from extract.mentions import full_span
from extract.tree import tree_of
from schemas.records import Direction

if TYPE_CHECKING:
    from spacy.language import Language

FRAME = "They spoke about the {}."
"""A sentence in which any noun phrase can stand, and where "rising wages" can be no deed."""
_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.IGNORECASE)


class Moved(NamedTuple):
    """A phrase with its movement taken off.

    Attributes:
        bare: The words of the thing, without an article; all words where it names no movement of a thing.
        direction: up or down; null where it names no movement.
    """

    bare: str
    direction: Direction | None


def moved(nlp: Language, phrases: Iterable[str]) -> Iterator[Moved]:
    """What each phrase says of its own movement.

    Args:
        nlp: A pipeline with tagger and parser.
        phrases: Noun phrases.
    """
    texts = [_ARTICLE.sub("", phrase) for phrase in phrases]
    start = len(FRAME.partition("{")[0])
    ours = [name for name in nlp.pipe_names if name.startswith("knockon_")]
    with nlp.select_pipes(disable=ours):
        docs = list(nlp.pipe(FRAME.format(text) for text in texts))
    for text, doc in zip(texts, docs, strict=True):
        span = doc.char_span(start, start + len(text), alignment_mode="expand")
        assert span is not None
        tree, head = tree_of(doc), span.root
        found = movement(doc[slice(*full_span(tree, head.i))], head)
        yield Moved(text if found.bare is None else found.bare.text, found.direction)
