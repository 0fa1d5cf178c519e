"""The parts of a compound id: the head that says what it is, and what stands before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from graph.normal_form import singular, word_lists

BUILT_IN = Path(__file__).with_name("data") / "compounds.yaml"
_LONGEST_PART = 7
_PLACE = "Place"
_GOODS = ("Commodity", "Product")


@dataclass(frozen=True)
class Words:
    """The word lists of `graph/data/compounds.yaml`; see there."""

    head_types: frozenset[str]
    directions: frozenset[str]
    common_places: frozenset[str]
    guarded_heads: frozenset[str]
    plain_words: frozenset[str]
    negations: frozenset[str]
    absent: frozenset[str]
    connectors: frozenset[str]
    doing: frozenset[str]
    work: frozenset[str]
    workers: frozenset[str]
    vessels: frozenset[str]
    materials: frozenset[str]
    handlers: frozenset[str]


@cache
def compound_words(path: Path = BUILT_IN) -> Words:
    """Read the word lists."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return Words(**{name: frozenset(words) for name, words in data.items()})


@dataclass(frozen=True)
class Part:
    """One part of a compound: the words as they stand in the id, and the thing that they name where it is known."""

    words: tuple[str, ...]
    id: str
    type: str


@dataclass(frozen=True)
class Compound:
    """A compound id: the parts before its head, in order, and the head."""

    parts: tuple[Part, ...]
    head: Part

    def without(self, number: int) -> str:
        """The id that is left when one part goes."""
        return _id(*self.parts[:number], *self.parts[number + 1 :], self.head)

    def instead(self, number: int, other: str) -> str:
        """The id with another thing in the place of one part."""
        put = Part(tuple(other.split("-")), other, "")
        return _id(*self.parts[:number], put, *self.parts[number + 1 :], self.head)


Lookup = Callable[[tuple[str, ...]], tuple[str, str] | None]
"""Words -> id and type of the known thing that they name."""


def split(id_: str, known: Lookup) -> Compound | None:
    """Split an id into parts, the longest known head last; None where it has no known head with something before it.

    >>> names = {("rare", "earth"): ("rare-earth", "Commodity"), ("export",): ("export", "Activity")}
    >>> found = split("china-rare-earth-export", names.get)
    >>> [part.id for part in found.parts], found.head.id
    (['china', 'rare-earth'], 'export')
    """
    words = _before_preposition(tuple(id_.split("-")), known)
    for at in range(max(1, len(words) - _LONGEST_PART), len(words)):
        head = part(words[at:], known)
        if head is None or words[at - 1] in compound_words().connectors or (at == 1 and words[0] in _no_parts()):
            continue
        if _cuts(words, at, known) or (words[0] in compound_words().doing and head.type in _GOODS):
            continue
        parts = tuple(_parts(words[:at], known))
        if _may_head(head, parts):
            return Compound(parts, head)
    return None


def head_phrase(id_: str, known: Lookup) -> str | None:
    """What stands before the first preposition: "tariff" of "tariff-on-steel"; None where there is none."""
    words = tuple(id_.split("-"))
    before = _before_preposition(words, known)
    return "-".join(before) if len(before) < len(words) else None


def part(words: tuple[str, ...], known: Lookup) -> Part | None:
    """The known thing that words name, also in the plural."""
    found = known(words) or known((*words[:-1], singular(words[-1])))
    return Part(words, *found) if found else None


def worked_on(id_: str, known: Lookup) -> Iterator[tuple[str, ...]]:
    """The words of the good, as many as may be, that an activity, a facility or an industry is named to work on."""
    lists, words = compound_words(), tuple(id_.split("-"))
    before = _before_preposition(words, known)
    if len(before) < len(words):
        if before[-1] in lists.work and words[len(before)] == "of":
            yield words[len(before) + 1 :]
        return
    if words[0] in lists.doing and len(words) > 1:
        yield words[1:]
    while len(words) > 2 and words[-1] in lists.vessels and words[-2] in lists.work | lists.workers:
        words = words[:-1]
    if words[-1] in lists.work | lists.workers and words[-2:-1] and words[-2] not in lists.connectors:
        for at in range(max(0, len(words) - 1 - _LONGEST_PART), len(words) - 1):
            if not at or words[at - 1] not in lists.negations | lists.connectors:
                yield words[at:-1]


def _before_preposition(words: tuple[str, ...], known: Lookup) -> tuple[str, ...]:
    at = 0
    while at < len(words) - 1:
        if at and words[at] in word_lists().head_ends:
            return words[:at]
        at = _known_end(words, at, known) or at + 1
    return words


def _cuts(words: tuple[str, ...], at: int, known: Lookup) -> bool:
    """Whether a head that starts there cuts a known thing in two: "oil imports" in "palm oil imports"."""
    starts = range(max(0, at - _LONGEST_PART + 1), at)
    return any(known(words[start:end]) for start in starts for end in range(at + 1, len(words)))


def _known_end(words: tuple[str, ...], at: int, known: Lookup) -> int | None:
    """Where the longest known thing ends that starts at a word; None where none starts there."""
    ends = range(min(len(words), at + _LONGEST_PART), at, -1)
    return next((end for end in ends if part(words[at:end], known) is not None), None)


def _parts(words: tuple[str, ...], known: Lookup) -> Iterator[Part]:
    lists, at = compound_words(), 0
    while at < len(words):
        end = _known_end(words, at, known) or at + 1
        found = part(words[at:end], known)
        if words[at] in lists.negations and at + 1 < len(words):
            found, end = None, at + 2
        while end < len(words) and words[end] in lists.absent | lists.connectors:
            found, end = None, min(len(words), end + (2 if words[end] in lists.connectors else 1))
        yield found or Part(words[at:end], "-".join(words[at:end]), "")
        at = end


def _may_head(head: Part, parts: tuple[Part, ...]) -> bool:
    lists = compound_words()
    if head.type == _PLACE and head.id not in lists.common_places:
        return all(part.words[0] in lists.directions or part.type == _PLACE for part in parts)
    if head.type not in lists.head_types | {_PLACE}:
        return False
    if head.id in lists.guarded_heads:
        return all(part.type == _PLACE or part.id in lists.plain_words for part in parts)
    return True


def _no_parts() -> frozenset[str]:
    return compound_words().negations | compound_words().connectors


def _id(*parts: Part) -> str:
    return "-".join(word for part in parts for word in (part.id.split("-") if part.type else part.words))
