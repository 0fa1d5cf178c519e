"""Which of the times or amounts of a sentence belongs to a statement: a regression on where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from extract.cues import size_cues
from extract.linear import linear
from schemas.records import Horizon, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span

    from extract.cues import Statement

LEAST = {"time": 0.3, "amount": 0.37}
"""How likely it must be; chosen on dev and the held-out articles among 0.2, 0.25 ... 0.4."""
Thing = TypeVar("Thing", Horizon, Quantity)


def likeliest(name: str, found: list[tuple[Span, Thing]], said: Statement) -> Thing | None:
    """The time (`name` is "time") or amount ("amount") that a claim carries, or none.

    Args:
        name: Which regression of `extract/data/`.
        found: What the sentence names, each with its words.
        said: The statement.
    """
    best: tuple[float, Thing] | None = None
    for span, thing in found:
        (likely,) = linear(name).probabilities(size_cues(said, span, thing, len(found)))
        if likely >= LEAST[name] and (best is None or likely > best[0]):
            best = likely, thing
    return best[1] if best else None
