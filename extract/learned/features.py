"""What the learned pair model sees of a sentence besides its words: the tree, and traits of every ordered pair.

Everything is a pure function of one sentence's parse and mentions, as small integer arrays, so that training and
run time share it. Words and paths of the tree enter as hashes (feature hashing, Weinberger et al. 2009): no
vocabulary has to be kept, and an unseen path costs nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from extract.tree import Tree

WORD_BUCKETS = 1 << 10
TRAIT_BUCKETS = 1 << 15
WORD_TRAITS = 5
TRAITS = 11
MAX_MENTIONS = 40
"""A sentence with more is a table or a list; the pairs of its first mentions are scored."""
MAX_CLIMB = 12
"""So many steps of a path are told apart."""
PREPOSITIONAL = {"prep", "agent", "mark", "dative"}
DISTANCES = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)

_MIX = np.uint64(0x9E3779B97F4A7C15)
_TURN = np.uint64(0xC2B2AE3D27D4EB4F)

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class Features(NamedTuple):
    """One sentence of W words, C mentions and P = C * (C - 1) ordered pairs.

    Attributes:
        first: Index of the sentence's first token in the document.
        words: [W, WORD_TRAITS] buckets of part of speech, tag, dependency, entity label and mention type.
        above: [W, W] whether word j is word i or stands above it.
        mentions: [C] words that head a mention, counted from `first`.
        subject, object, meet: [P] words: both ends of each pair and their lowest common ancestor.
        traits: [P, TRAITS] buckets.
    """

    first: int
    words: Ints
    above: npt.NDArray[np.bool_]
    mentions: Ints
    subject: Ints
    object: Ints
    meet: Ints
    traits: Ints


@lru_cache(maxsize=1 << 16)
def _code(text: str) -> int:
    return (crc32(text.encode()) * 0x9E3779B97F4A7C15 + 1) & 0xFFFFFFFFFFFFFFFF


def _mixed(*parts: Hashes | int) -> Hashes:
    """One hash of several, in order."""
    total: Hashes = np.zeros(1, np.uint64)
    for part in parts:
        total = (total ^ np.asarray(part, np.uint64)) * _MIX
        total = total ^ (total >> np.uint64(29))
    return total


def features(tree: Tree, types: dict[int, str], first: int, end: int) -> Features:
    """The features of the sentence of tokens `first` to `end` (exclusive).

    Args:
        tree: The document's tree.
        types: Head token -> type, of the document's mentions.
        first: The sentence's first token.
        end: The token behind its last.
    """
    size = end - first
    mentions = [i - first for i in range(first, end) if i in types][:MAX_MENTIONS]
    head = [max(first, min(end - 1, h)) - first for h in tree.head[first:end]]
    above = np.zeros((size, size), np.bool_)
    depth = np.zeros(size, np.int64)
    for i in range(size):
        at, steps = i, 0
        while True:
            above[i, at] = True
            if head[at] == at or above[i, head[at]]:
                break
            at, steps = head[at], steps + 1
        depth[i] = steps
    words = np.array(
        [
            [_code(f"p{tree.pos[i]}"), _code(f"t{tree.tag[i]}"), _code(f"d{tree.dep[i]}"), _code(f"e{tree.ent[i]}"),
             _code(f"m{types.get(i, '')}")]
            for i in range(first, end)
        ],
        np.uint64,
    ).reshape(size, WORD_TRAITS)  # fmt: skip
    count = len(mentions)
    at_subject, at_object = (grid.ravel() for grid in np.mgrid[0:count, 0:count])
    apart = at_subject != at_object
    at_subject, at_object = at_subject[apart], at_object[apart]
    heads = np.array(mentions, np.int64)
    subject, object_ = heads[at_subject], heads[at_object]
    shared = above[subject] & above[object_]
    meet = np.where(shared, depth + 1, 0).argmax(axis=1) if count > 1 else np.zeros(0, np.int64)
    traits = (
        _traits(tree, types, first, heads, head, pairs=(at_subject, at_object, meet))
        if count > 1
        else np.zeros((0, TRAITS))
    )
    return Features(
        first,
        (words % np.uint64(WORD_BUCKETS)).astype(np.int64),
        above,
        heads,
        subject,
        object_,
        meet,
        traits.astype(np.int64),
    )


def _traits(
    tree: Tree,
    types: dict[int, str],
    first: int,
    heads: Ints,
    head: list[int],
    *,
    pairs: tuple[Ints, Ints, Ints],
) -> Hashes:
    at_subject, at_object, meet = pairs
    size = len(head)
    dep = [
        _code(f"{d}:{w}" if d in PREPOSITIONAL else d)
        for d, w in zip(tree.dep[first : first + size], tree.lower[first : first + size], strict=True)
    ]
    lemma = [_code(word) for word in tree.lemma[first : first + size]]
    pos = np.array([_code(p) for p in tree.pos[first : first + size]], np.uint64)
    path = np.zeros((len(heads), size), np.uint64)
    worded = np.zeros((len(heads), size), np.uint64)
    last = np.zeros((len(heads), size), np.uint64)
    steps = np.zeros((len(heads), size), np.int64)
    for row, start in enumerate(heads):
        at, plain, full, n = int(start), 0, 0, 0
        while head[at] != at and n < MAX_CLIMB:
            plain = (plain * 31 + dep[at]) & 0xFFFFFFFFFFFFFFFF
            full = (full * 31 + dep[at] + (lemma[at] if n else 0)) & 0xFFFFFFFFFFFFFFFF
            n += 1
            above = head[at]
            path[row, above], worded[row, above], last[row, above], steps[row, above] = plain, full, dep[at], n
            at = above
    lemmas = np.array(lemma, np.uint64)
    kinds = np.array([_code(types[first + int(i)]) for i in heads], np.uint64)
    deps = np.array(dep, np.uint64)
    a, b = heads[at_subject], heads[at_object]
    up, down = (at_subject, meet), (at_object, meet)
    distance = np.digitize(np.abs(a - b), DISTANCES) * 2 + (a < b)
    between = np.abs(at_subject - at_object)
    kind_a, kind_b = kinds[at_subject], kinds[at_object]
    columns = (
        _mixed(1, path[up], path[down] * _TURN, pos[meet]),
        _mixed(2, worded[up], worded[down] * _TURN, lemmas[meet]),
        _mixed(3, lemmas[meet], last[up], last[down]),
        _mixed(4, kind_a, kind_b, last[up], last[down]),
        _mixed(5, kind_a, kind_b),
        _mixed(6, distance.astype(np.uint64), np.minimum(between, 6).astype(np.uint64)),
        _mixed(7, np.minimum(steps[up], 7).astype(np.uint64), np.minimum(steps[down], 7).astype(np.uint64)),
        _mixed(8, lemmas[a], lemmas[meet]),
        _mixed(9, lemmas[b], lemmas[meet]),
        _mixed(10, deps[a], deps[b], distance.astype(np.uint64) % np.uint64(2)),
        _mixed(11, kind_a, kind_b, lemmas[meet]),
    )
    return np.stack(columns, axis=1) % np.uint64(TRAIT_BUCKETS)
