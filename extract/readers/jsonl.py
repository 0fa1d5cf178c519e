"""JSON lines: one article a line, with title, text, url, published and publisher."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from extract.readers.decode import decode
from extract.readers.fields import Fields, article
from schemas.errors import InputError
from schemas.records import Article


def read_jsonl(lines: Iterable[bytes]) -> Iterator[tuple[int, Article | InputError]]:
    """The articles of JSON lines, each with its line number from 1; blank lines count, but are no article.

    What cannot be read comes as an error in its place, in place 0 where the whole is meant. Nothing but one line is
    held in memory.
    """
    lines = iter(lines)
    first = list(islice(lines, 1))
    if first and first[0].startswith((b"\xff\xfe", b"\xfe\xff")):
        # Cut at its line ends UTF-16 falls apart into lines that are all broken: one error says it.
        yield 1, InputError("the encoding is UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8 FILE")
        return
    empty = True
    for number, line in enumerate(chain(first, lines), 1):
        if not line.strip():
            continue
        empty = False
        try:
            yield number, _article(decode(line))
        except InputError as error:
            yield number, error
    if empty:
        yield 0, InputError("there is no article in it", "write one JSON object a line")


def _article(line: str) -> Article:
    try:
        values = json.loads(line.strip())
    except (ValueError, RecursionError) as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"the JSON is broken{column}", "write one JSON object a line") from None
    if not isinstance(values, dict):
        raise InputError("the line is no JSON object", 'write {"title": ..., "text": ...}')
    text = values.get("text")
    if text is None:
        raise InputError("the object has no 'text'", "put the article's body under 'text'")
    if not isinstance(text, str):
        raise InputError("'text' is not a string", "put the article's body under 'text', in quotes")
    return article(text, Fields.of(values))
