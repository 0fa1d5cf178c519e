"""Patterns as data: expressions in a YAML file whose `@name@` stand for its word lists and for other patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from extract.number import DIGITS, number_pattern, scale_pattern
from schemas.errors import ExtractionError

T = TypeVar("T")
_NAME = re.compile(r"@(\w+)@")
_BRACES = re.compile(r"\{([^{}]*)\}")


def any_of(items: Iterable[str]) -> str:
    r"""A regular expression, without groups, of any of the words, long ones first; a blank matches any white space.

    >>> any_of(["up", "up to"])
    '(?:up\\s+to|up)'
    """
    ordered = sorted(set(items), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, item.split())) for item in ordered) + ")"


def phrases(pattern: str) -> list[str]:
    """All phrases of a pattern whose braces hold alternatives.

    >>> phrases("{in|over} the {long|short} run")
    ['in the long run', 'in the short run', 'over the long run', 'over the short run']
    """
    match = _BRACES.search(pattern)
    if match is None:
        return [" ".join(pattern.split())]
    before, after = pattern[: match.start()], pattern[match.end() :]
    return [phrase for choice in match[1].split("|") for phrase in phrases(before + choice + after)]


def parts_of(data: Mapping[str, Any], **more: str) -> dict[str, str]:
    """Every word list and every entry of `parts` as an expression, in order: a part may use what stands above it.

    Args:
        data: The YAML file: lists, mappings (their keys count) and `parts`, a mapping of names to expressions.
        **more: Further expressions by name.
    """
    known = {"digits": f"(?:{DIGITS})", "number": number_pattern(), "scale": scale_pattern()} | more
    for name, value in data.items():
        if name not in ("parts", "patterns") and isinstance(value, list | dict) and name not in known:
            known[name] = any_of(str(item) for item in value)
    for name, pattern in data["parts"].items():
        known[name] = fill(pattern, known)
    return known


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """The expression with its `@name@` filled in.

    Raises:
        ExtractionError: A name is not known.
    """

    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise ExtractionError(f"the pattern {pattern!r} names the unknown part {match[1]!r}", "reinstall knockon")
        return parts[match[1]]

    return _NAME.sub(part, "".join(pattern.split()))


def first_words(items: Iterable[str]) -> set[str]:
    """The words that the items begin with, in lower case."""
    return {re.split(r"[\s-]", item.strip())[0].lower() for item in items}


def scan(
    pattern: re.Pattern[str], text: str, starts: Iterable[int], read: Callable[[re.Match[str]], T | None]
) -> Iterator[tuple[re.Match[str], T]]:
    """What a pattern finds in a text, without overlaps, from left to right.

    Args:
        pattern: The pattern.
        text: The text.
        starts: Offsets at which to try it, in order.
        read: What a match means; None where it means nothing, and the words may be tried again.
    """
    done = -1
    for at in starts:
        if at < done or (match := pattern.match(text, at)) is None:
            continue
        meant = read(match)
        if meant is not None:
            done = match.end()
            yield match, meant
