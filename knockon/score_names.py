"""When two names mean the same thing to the scorer: words, head word, overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# Part of the scoring method, not of the extractor's language data: changing a word changes every published figure.
_STOP = frozenset(
    ("the", "a", "an", "its", "their", "his", "our", "some", "any", "this", "that", "these", "those", "'s", "s")
)
_PREPOSITIONS = frozenset((
    "of", "in", "for", "from", "to", "on", "by", "with", "at", "that", "which", "who", "under", "over", "against",
    "into", "between", "among", "outside", "across", "through", "without", "within", "as",
))  # fmt: skip
_WORD = re.compile(r"[a-z0-9&$%']+")
_INITIALS = re.compile(r"\b(\w\.)+")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words that count, in small letters and the singular: no articles, no possessives.

    >>> words("The U.S.'s rare-earth factories")
    ('us', 'rare', 'earth', 'factory')
    """
    text = text.lower().replace("\u2018", "'").replace("\u2019", "'")
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    return tuple(_singular(word) for word in _WORD.findall(text.replace("'s", " ")) if word not in _STOP)


def _singular(word: str) -> str:
    if len(word) > 4:
        if word.endswith("ies"):
            return f"{word[:-3]}y"
        if word.endswith(("sses", "ches", "shes", "xes")):
            return word[:-2]
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        return word[:-1]
    return word


def head(tokens: Sequence[str]) -> str:
    """The word that the others describe: the last one before a preposition, else the last."""
    for i, word in enumerate(tokens):
        if i and word in _PREPOSITIONS:
            return tokens[i - 1]
    return tokens[-1] if tokens else ""


@lru_cache(maxsize=65536)
def same(one: str, other: str) -> bool:
    """Whether two names match: the same head and one within the other, or half of the words in common, heads included.

    >>> same("rising input costs", "input costs"), same("input costs", "costs of labour")
    (True, False)
    """
    x, y = words(one), words(other)
    if not x or not y:
        return False
    if x == y:
        return True
    in_x, in_y = set(x), set(y)
    common = len(in_x & in_y)
    if not common:
        return False
    head_x, head_y = head(x), head(y)
    if head_x == head_y and (in_x <= in_y or in_y <= in_x):
        return True
    return 2 * common / (len(in_x) + len(in_y)) >= 0.5 and head_x in in_y and head_y in in_x


def match(accepted: str | Sequence[str], given: str | Sequence[str]) -> bool:
    """Whether the given name (the first, where there are several) matches one of the accepted names."""
    name = given if isinstance(given, str) else given[0]
    return any(same(form, name) for form in ([accepted] if isinstance(accepted, str) else accepted))
