"""Pairs of entities that may be one thing: never merged, only named, each with its reason.

Only entities that share something are compared (a word that few have, initials, the way they are spelt, an identifier),
so that the work grows with the number of entities and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from graph.linking import Linker
from graph.normal_form import normal_words, word_lists
from schemas.records import Entity

MOST_IN_BLOCK = 60
"""What more entities share than these tells nothing apart, and is not looked at."""
_LEAST_LIKENESS = 0.88
_LEAST_LETTERS = 6
_SURE = {"identifier": 0.99, "acronym": 0.8, "words": 0.6}


@dataclass(frozen=True)
class Likeness:
    """Two entities that may be one.

    Attributes:
        a: The entity with the smaller id.
        b: The other one.
        score: 0 to 1, how likely they are one; a rank, no probability.
        reason: Why.
    """

    a: Entity
    b: Entity
    score: float
    reason: str


def suggestions(entities: Iterable[Entity], linker: Linker) -> list[Likeness]:
    """Pairs of entities that may be one, the likeliest first.

    What the gazetteer knows as two things is no pair, nor is a thing and its price.

    Args:
        entities: All entities of a graph.
        linker: Whose gazetteer tells things apart.
    """
    known = sorted(entities, key=lambda entity: entity.id)
    best: dict[tuple[str, str], Likeness] = {}
    for block in _blocks(known):
        for a, b in combinations(block, 2):
            if (a.id, b.id) in best or _are_two(a, b, linker):
                continue
            found = _compare(a, b)
            if found is not None:
                best[a.id, b.id] = found
    return sorted(best.values(), key=lambda one: (-one.score, one.a.id, one.b.id))


def _blocks(entities: list[Entity]) -> Iterator[list[Entity]]:
    blocks: defaultdict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        for key in _keys(entity):
            blocks[key][entity.id] = entity
    return (list(block.values()) for _, block in sorted(blocks.items()) if 1 < len(block) <= MOST_IN_BLOCK)


def _keys(entity: Entity) -> set[tuple[str, str]]:
    keys = {("identifier", f"{kind} {value}") for kind, value in entity.identifiers.items()}
    for name in (entity.name, *entity.aliases):
        words = normal_words(name)
        joined = "".join(words)
        keys |= {("word", word) for word in words if len(word) > 3}
        if len(joined) >= _LEAST_LETTERS:
            # One wrong letter leaves the beginning or the end as it is.
            keys |= {
                ("begins", joined[: len(joined) // 2]),
                ("ends", joined[len(joined) // 2 :]),
                ("letters", "".join(sorted(joined))),
            }
        for short in _shorts(name, words):
            keys.add(("short", short))
    return keys


def _shorts(name: str, words: tuple[str, ...]) -> set[str]:
    """The short forms that a name is or has: "GM", and of "General Motors" its initials."""
    bare = name.replace(".", "")
    if bare.isupper() and bare.isalpha() and 1 < len(bare) < 8:
        return {bare.casefold()}
    said = [word for word in words if word not in word_lists().unsaid]
    return {"".join(word[0] for word in said)} if name != name.lower() and len(said) > 1 else set()


def _are_two(a: Entity, b: Entity, linker: Linker) -> bool:
    goods = (a.priced_good, a.demanded_good) != (b.priced_good, b.demanded_good)
    return (
        goods or (linker.entry(a.id) is not None and linker.entry(b.id) is not None) or _numbers(a.id) != _numbers(b.id)
    )


def _numbers(id_: str) -> list[str]:
    """The numbers of an id: "Nord Stream 1" is not Nord Stream 2."""
    return [part for part in id_.split("-") if any(c.isdigit() for c in part)]


def _compare(a: Entity, b: Entity) -> Likeness | None:
    reasons = [_identified(a, b), _acronym(a, b), _spelling(a, b), _words(a, b)]
    score, reason = max((one for one in reasons if one is not None), default=(0.0, ""))
    if not reason:
        return None
    # Two types make it less likely.
    return Likeness(a, b, round(score if a.type == b.type else score * 0.7, 3), reason)


Reason = tuple[float, str] | None


def _identified(a: Entity, b: Entity) -> Reason:
    same = sorted(set(a.identifiers.items()) & set(b.identifiers.items()))
    return (_SURE["identifier"], f"both have the {same[0][0]} {same[0][1]}") if same else None


def _acronym(a: Entity, b: Entity) -> Reason:
    for short, long in ((a, b), (b, a)):
        for name in (short.name, *short.aliases):
            bare = name.replace(".", "")
            if not (bare.isupper() and bare.isalpha() and 1 < len(bare) < 8):
                continue
            for full in (long.name, *long.aliases):
                words = normal_words(full)
                if len(words) > 1 and bare.casefold() in _shorts(full, words):
                    return _SURE["acronym"] + 0.02 * min(len(bare), 5), f"{name} may stand for {full}"
    return None


def _spelling(a: Entity, b: Entity) -> Reason:
    one, other = a.id.replace("-", ""), b.id.replace("-", "")
    if min(len(one), len(other)) < _LEAST_LETTERS:
        return None
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST_LIKENESS or matcher.quick_ratio() < _LEAST_LIKENESS:
        return None
    ratio = matcher.ratio()
    return (ratio * 0.9, "spelt nearly alike") if ratio >= _LEAST_LIKENESS else None


def _words(a: Entity, b: Entity) -> Reason:
    """One name has all words of the other and more: "Lynas", "Lynas Rare Earths"; a kind of a thing is no such pair."""
    few, many = sorted((a, b), key=lambda entity: (entity.id.count("-"), entity.id))
    some, all_ = few.id.split("-"), many.id.split("-")
    if a.type != b.type or a.name == a.name.lower() or b.name == b.name.lower():
        return None
    if len(some) == len(all_) or all_[: len(some)] != some or sum(map(len, some)) < 4:
        return None
    return _SURE["words"] * len(some) / len(all_) + 0.2, f"all words of {few.name} are in {many.name}"
