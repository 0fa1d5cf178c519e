"""Numbers as English writes them: 1,200; 3.6; twenty-five; half a dozen; two thirds; 15m."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import lexicon

DIGITS = r"\d{1,3}(?:[,'’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""A number in digits, as a regular expression without groups."""


@cache
def _words() -> dict[str, float]:
    return {str(word): float(value) for word, value in lexicon("quantity")["numbers"].items()}


@cache
def _scales() -> dict[str, float]:
    return {str(word): float(value) for word, value in lexicon("quantity")["scales"].items()}


@cache
def _fractions() -> dict[str, float]:
    return {str(word): float(value) for word, value in lexicon("quantity")["fractions"].items()}


@cache
def number_pattern() -> str:
    """A regular expression, without groups, of a number in digits or in words (not of a, an, several)."""
    small = "|".join(sorted(_words(), key=lambda word: (-len(word), word)))
    return rf"(?:{DIGITS}|(?:{small})(?:[ -](?:{small}))*)"


@cache
def scale_pattern() -> str:
    """A regular expression, without groups, of million, bn, k and the like, long ones first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(_scales(), key=lambda w: (-len(w), w))) + ")"


def parse_number(text: str) -> float | None:
    """The value of a number, or None where the text is none.

    >>> parse_number("1,200"), parse_number("twenty-five"), parse_number("3.6 billion"), parse_number("two thirds")
    (1200.0, 25.0, 3600000000.0, 0.6666666666666666)
    >>> parse_number("half a dozen"), parse_number("one and a half")
    (6.0, 1.5)
    >>> parse_number("several") is None
    True
    """
    total, current, seen, joined = 0.0, 0.0, False, False
    for word in re.findall(rf"{DIGITS}|[a-z]+", text.lower()):
        if word[0].isdigit():
            current, seen = float(re.sub(r"[,'’]", "", word)), True
        elif word in _words():
            current, seen = current + _words()[word], True
        elif word in _fractions():
            part = _fractions()[word]
            current, seen = (current + part if joined else (current if seen else 1.0) * part), True
        elif word in _scales():
            current = (current if seen else 1.0) * _scales()[word]
            if _scales()[word] >= 1000:
                total, current = total + current, 0.0
            seen = True
        elif word not in ("and", "a", "an", "of"):
            return None
        joined = (joined and word in ("a", "an")) or word == "and"
    return total + current if seen else None
