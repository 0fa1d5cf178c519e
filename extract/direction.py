"""Which way a phrase itself moves a quantity, and the bare quantity: "shortage of chips" is chips, down."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from extract.lexicon import lexicon, words
from schemas.records import Direction

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


class Movement(NamedTuple):
    """What a phrase says of its own quantity's movement.

    Attributes:
        direction: up or down; null where the phrase names no movement.
        by: Whether a noun ("shortage of chips") or an adjective ("falling exports") says it.
        bare: The quantity without the movement; null where none is named ("a shortage").
    """

    direction: Direction | None
    by: Literal["noun", "adjective"] | None
    bare: Span | None


NONE = Movement(None, None, None)
AMOUNTS = frozenset({"PERCENT", "MONEY", "CARDINAL", "QUANTITY"})
"""Labels of what says how far something moves, and not what moves."""


@cache
def _signs(kind: str) -> dict[str, int]:
    lists = lexicon("direction")[kind]
    return dict.fromkeys(lists["up"], 1) | dict.fromkeys(lists["down"], -1)


@cache
def movement_nouns() -> frozenset[str]:
    """Lemmas of the nouns that say which way something moves."""
    return frozenset(_signs("nouns"))


def movement(span: Span, head: Token) -> Movement:
    """The movement that a mention names, and its bare quantity.

    Args:
        span: The whole phrase of the mention.
        head: Its head word.

    Returns:
        The movement; all null where the phrase names none.
    """
    noun = _signs("nouns").get(head.lemma_.lower()) if head.pos_ in ("NOUN", "PROPN") else None
    doc = span.doc
    adjectives = _signs("adjectives")
    sign, last = 1, -1
    for i in range(span.start, head.i):
        token = doc[i]
        form = token.lower_
        if form in adjectives and token.head == head and token.dep_ in ("amod", "compound", "nmod"):
            sign, last = sign * adjectives[form], i
    if noun:
        bare = _moved(span, head)
        if bare is not None or head.lemma_.lower() not in words("direction", "own_quantity"):
            total = noun * sign if last >= 0 and bare is not None else noun
            return Movement("up" if total > 0 else "down", "noun", bare)
    if last >= 0:
        rest = doc[last + 1 : span.end]
        return Movement("up" if sign > 0 else "down", "adjective", rest if len(rest) else None)
    return NONE


def _moved(span: Span, head: Token) -> Span | None:
    """What a movement noun moves: behind "of" or "in", else what stands in front of it."""
    doc = span.doc
    links = words("direction", "links")
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in links and child.i < span.end:
            for thing in child.children:
                if thing.dep_ == "pobj" and thing.i < span.end:
                    start = thing.left_edge.i
                    while start < thing.i and doc[start].pos_ in ("DET", "PUNCT"):
                        start += 1
                    return doc[start : min(span.end, thing.right_edge.i + 1)]
    for child in head.children:
        inside = span.start <= child.i < head.i and child.pos_ in ("NOUN", "PROPN", "PRON")
        if inside and child.dep_ in ("compound", "nmod", "poss") and child.ent_type_ not in AMOUNTS:
            start = max(span.start, child.left_edge.i)
            while start < child.i and doc[start].pos_ in ("DET", "PUNCT"):
                start += 1
            end = child.i + 1
            while end < head.i and doc[end].head == head and doc[end].dep_ == "compound":
                end += 1
            return doc[start:end]
    return None
