"""British spelling read as American, by the rules and words of `graph/data/spelling.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from graph.word_data import read_data

BUILT_IN = Path(__file__).with_name("data") / "spelling.yaml"


@lru_cache(maxsize=65536)
def american(word: str) -> str:
    """The American spelling of a singular word in lower case; a word that has none stays.

    >>> [american(w) for w in ("sulphuric", "aluminium", "labour", "centre", "organisation", "enterprise", "tyre")]
    ['sulfuric', 'aluminum', 'labor', 'center', 'organization', 'enterprise', 'tire']
    """
    words, unchanged, rules = _spelling()
    if word in words:
        return words[word]
    if word in unchanged:
        return word
    for pattern, instead in rules:
        word = pattern.sub(instead, word)
    return word


@cache
def _spelling() -> tuple[dict[str, str], frozenset[str], tuple[tuple[re.Pattern[str], str], ...]]:
    data = read_data(BUILT_IN)
    rules = tuple((re.compile(pattern), instead) for pattern, instead in data["rules"])
    return data["words"], frozenset(data["unchanged"]), rules
