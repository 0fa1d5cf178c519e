"""Where a time or an amount hangs in the sentence, and how far up the tree other words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

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


def costs_up(token: Token) -> dict[int, float]:
    """Token index -> cost of the way from here up to it, as far as the root."""
    costs, cost = {token.i: 0.0}, 0.0
    for _ in range(MAX_STEPS):
        head = token.head
        if head == token:
            break
        cost += BORDERS.get(token.dep_, 0.0 if token.dep_ in FREE else 1.0)
        costs[head.i] = cost
        token = head
    return costs
