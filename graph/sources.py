"""Copies of one story: articles whose texts share most of their word shingles are one source, however often printed.

Each article keeps a sketch of its text: the smallest hashes of its five-word shingles (a bottom-k sketch; A. Broder,
"On the resemblance and containment of documents", 1997). From two sketches follows how much of the shorter text stands
in the longer one, so that a copy with another first line and a shortened copy are found, and two stories on one topic
are not. Which articles are one source is asked among the articles of one edge alone: it does not matter what else the
graph holds, nor in which order the articles came.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

WORDS = 5
"""Words of a shingle."""
SIZE = 64
"""So many hashes make a sketch; a text with no more shingles is held whole."""
DIGITS = 8
"""Hexadecimal digits of a hash."""
SAME = 0.6
"""Texts are one source from this share of the shorter one's shingles on."""

_WORD = re.compile(r"\w+")


def sketch(text: str) -> str:
    """The sketch of a text: its smallest shingle hashes in order, each `DIGITS` long; empty for a text without words.

    Case, punctuation and line ends do not count. A text of fewer than `WORDS` words is one shingle.
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return ""
    shingles = {" ".join(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1))}
    hashes = {
        hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=DIGITS // 2).hexdigest()
        for shingle in shingles
    }
    return "".join(sorted(hashes)[:SIZE])


def sources(sketches: Mapping[str, str]) -> dict[str, str]:
    """Which of these articles are one source.

    Args:
        sketches: Article id -> its sketch; an empty one is like no other.

    Returns:
        Article id -> the smallest id of its source: articles are one source where a chain of copies joins them.
    """
    first = {article: article for article in sketches}

    def root(article: str) -> str:
        while first[article] != article:
            article = first[article]
        return article

    holding: defaultdict[str, list[str]] = defaultdict(list)
    for article in sorted(sketches) if len(sketches) > 1 else ():
        near = {other for one in _hashes(sketches[article]) for other in holding[one]}
        for other in near:
            if containment(sketches[article], sketches[other]) >= SAME:
                one, two = sorted((root(article), root(other)))
                first[two] = one
        for one in _hashes(sketches[article]):
            holding[one].append(article)
    return {article: root(article) for article in sketches}


def containment(one: str, two: str) -> float:
    """How much of the shorter text stands in the longer one, 0 to 1, as their sketches tell.

    Hashes are compared up to the last one that both sketches would hold.
    """
    first, second = _hashes(one), _hashes(two)
    ends = [hashes[-1] for hashes in (first, second) if len(hashes) == SIZE]
    if ends:
        first, second = (tuple(h for h in hashes if h <= min(ends)) for hashes in (first, second))
    return len(set(first) & set(second)) / (min(len(first), len(second)) or 1)


@lru_cache(maxsize=16384)
def _hashes(one: str) -> tuple[str, ...]:
    return tuple(one[at : at + DIGITS] for at in range(0, len(one), DIGITS))
