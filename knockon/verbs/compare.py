"""How well the linker tells whether two names mean the same thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knockon.pairs import DIFFERENT, NARROWER, SAME, SAME_QUANTITY, Judged, Pair, read_pairs

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.phrase import Moved
    from graph.linking import Linker


@dataclass(frozen=True)
class _Thing:
    """What a name means: bare of its movement, the movement, and what all its words would mean."""

    id: str
    direction: str | None
    whole: str


def compare(pairs: Path, *, nlp: Language | None = None, linker: Linker | None = None) -> list[Judged]:
    """Judge pairs of names as articles would have them linked: movements taken off, by surface and type alone.

    Two names are the same where they mean one entity and move the same way, same-quantity where they mean one and only
    one of them moves, and narrower where the first lies under the second. What moves both ways ("higher oil prices",
    "lower oil prices") is different.

    Args:
        pairs: JSON lines with a, b, type_a, type_b, label, and why.
        nlp: The pipeline that reads the movements; it is loaded where null.
        linker: What links the names; the one that ships with knockon where null.

    Raises:
        InputError: The pairs cannot be read.
        ExtractionError: The pipeline cannot be used.
    """
    from extract.phrase import moved
    from extract.pipeline import FRAMES_ALONE, load_pipeline
    from graph.linking import linker as built_in_linker

    found = read_pairs(pairs)
    nlp = nlp or load_pipeline(FRAMES_ALONE)
    link = (linker or built_in_linker()).link_name
    phrases = moved(nlp, (name for pair in found for name in (pair.a, pair.b)))
    return [_judged(pair, next(phrases), next(phrases), link) for pair in found]


def _judged(pair: Pair, moved_a: Moved, moved_b: Moved, link: Callable[[str, str], str]) -> Judged:
    from graph.narrower import lies_under

    a, b = _thing(pair.a, pair.type_a, moved_a, link), _thing(pair.b, pair.type_b, moved_b, link)
    if a.id == b.id:
        said = SAME if a.direction == b.direction else DIFFERENT if a.direction and b.direction else SAME_QUANTITY
    elif a.direction == b.direction and (
        lies_under(a.id, b.id, pair.type_a, pair.type_b) or lies_under(a.whole, b.whole, pair.type_a, pair.type_b)
    ):
        said = NARROWER
    else:
        said = DIFFERENT
    return Judged(pair, a.id, b.id, said)


def _thing(name: str, type_: str, moved: Moved, link: Callable[[str, str], str]) -> _Thing:
    whole = link(name, type_)
    return _Thing(link(moved.bare, type_) if moved.direction else whole, moved.direction, whole)
