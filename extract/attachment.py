"""Where a time or an amount hangs in the sentence, and how far that is from a claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

T = TypeVar("T")
BORDERS = {
    "relcl": 2.0, "ccomp": 1.5, "advcl": 1.5, "acl": 1.0, "xcomp": 0.3, "conj": 1.0, "parataxis": 2.5, "csubj": 2.0,
    "pcomp": 0.7,
}  # fmt: skip
"""What it costs to cross the edge from a clause to what it hangs on; other edges cost 1, prepositions nothing."""
FREE = frozenset({"pobj", "prep", "npadvmod", "aux", "auxpass", "agent", "advmod", "det", "nummod", "quantmod"})
MAX_STEPS = 12


def attachment(span: Span) -> Token:
    """The word that the phrase modifies: the head of its top word, prepositions passed over."""
    start, end = span.start, span.end
    token = span[0]
    for token in span:
        head = token.head
        if head == token or not start <= head.i < end:
            break
    for _ in range(MAX_STEPS):
        head = token.head
        if head == token:
            return token
        if head.pos_ == "ADP" or start <= head.i < end or head.dep_ in ("prep", "quantmod", "nummod", "compound"):
            token = head
            continue
        return head
    return token


def _up(token: Token) -> dict[int, float]:
    """Cost of every token from here to the root."""
    costs, cost = {token.i: 0.0}, 0.0
    for _ in range(MAX_STEPS):
        head = token.head
        if head == token:
            break
        cost += BORDERS.get(token.dep_, 0.0 if token.dep_ in FREE else 1.0)
        costs[head.i] = cost
        token = head
    return costs


def distance(place: Token, trigger: Token, subject: Span | None, object_: Span | None) -> float | None:
    """Cost of the way in the tree from `place` to the trigger or, dearer, to an argument; None if there is none."""
    below = _up(place)
    ends = [(trigger, 0.0)]
    if object_ is not None:
        ends.append((object_.root, 0.6))
    if subject is not None:
        ends.append((subject.root, 0.8))
    costs = [below[i] + cost + extra for end, extra in ends for i, cost in _up(end).items() if i in below]
    return min(costs, default=None)


def nearest(
    found: list[tuple[Span, T]],
    trigger: Token,
    subject: Span | None,
    object_: Span | None,
    limit: Callable[[Span, T], float | None],
) -> T | None:
    """Of what a sentence names, that which hangs nearest to a claim's trigger or arguments, or none.

    Args:
        found: What the sentence names, each with its words.
        trigger: The word that states the relation.
        subject: First argument, if known.
        object_: Second argument, if known.
        limit: How far (cost of the way in the tree) each may hang; None for what no claim carries.
    """
    best: tuple[float, int, T] | None = None
    for span, thing in found:
        allowed = limit(span, thing)
        cost = None if allowed is None else distance(attachment(span), trigger, subject, object_)
        if allowed is None or cost is None or cost > allowed:
            continue
        key = (cost, abs(span.start - trigger.i))
        if best is None or key < best[:2]:
            best = (*key, thing)
    return best[2] if best else None
