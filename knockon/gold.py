"""Annotated documents: the form of a gold file, and where in it a sentence stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import InputError

_NEEDED = ("subject", "relation", "object")
_FORM = "the gold's form is one annotated document a line"


@dataclass(frozen=True)
class Gold:
    """One annotated document.

    Attributes:
        sentences: (start, end) of each sentence in `text`, in characters; empty where the gold does not tell.
        triples: Each with subject, relation and object, and `sentence`, an index of `sentences`, where known.
    """

    id: str
    text: str
    title: str = ""
    url: str | None = None
    date: str | None = None
    triples: Sequence[dict[str, Any]] = ()
    sentences: Sequence[tuple[int, int]] = ()

    def place(self, start: int, end: int) -> int | None:
        """The sentence that holds most of these characters; None where none holds any."""
        shared = [min(end, stop) - max(start, begin) for begin, stop in self.sentences]
        best = max(range(len(shared)), key=shared.__getitem__, default=None)
        return None if best is None or shared[best] <= 0 else best

    def span_of(self, triple: Mapping[str, Any]) -> tuple[int, int]:
        """Where the sentence that states a gold triple stands; the whole text where that is not known."""
        index = triple.get("sentence")
        return self.sentences[index] if self.sentences and isinstance(index, int) else (0, len(self.text))

    @property
    def empty(self) -> frozenset[int]:
        """The sentences that state no triple; none where a triple does not tell its sentence."""
        stating = {triple.get("sentence") for triple in self.triples}
        return frozenset() if None in stating else frozenset(range(len(self.sentences))) - stating


def read_gold(path: Path | str) -> Iterator[Gold]:
    """The documents of a gold file.

    Raises:
        InputError: It is missing, not UTF-8, or a line is not an annotated document.
    """
    seen: set[str] = set()
    try:
        with Path(path).open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    document = _gold(path, number, line)
                    if document.id in seen:
                        raise _bad(path, number, f"the id {document.id!r} was there before")
                    seen.add(document.id)
                    yield document
    except FileNotFoundError:
        raise InputError(f"there is no gold file {path}", "check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"cannot read the gold file {path}: {reason}", "give JSON lines in UTF-8") from None
    if not seen:
        raise InputError(f"the gold file {path} holds no document", "give JSON lines with id, text and triples")


def _gold(path: Path | str, number: int, line: str) -> Gold:
    try:
        row = json.loads(line)
    except ValueError:
        raise _bad(path, number, "the JSON is broken") from None
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
        raise _bad(path, number, "there is no 'id' or no 'text'")
    triples = row.get("triples")
    if not isinstance(triples, list) or not all(_is_triple(item) for item in triples):
        raise _bad(path, number, "'triples' is not a list of objects with subject, relation and object")
    sentences = row.get("sentences") or []
    if not isinstance(sentences, list) or not all(_is_span(item, len(row["text"])) for item in sentences):
        raise _bad(path, number, "'sentences' is not a list of [start, end] within the text")
    if sentences and not all(_is_index(item.get("sentence"), len(sentences)) for item in triples):
        raise _bad(path, number, "the 'sentence' of a triple is not the number of a sentence, counted from 0")
    title, url, date = row.get("title"), row.get("url"), row.get("date", row.get("published"))
    return Gold(
        row["id"],
        row["text"],
        title if isinstance(title, str) else "",
        url if isinstance(url, str) else None,
        None if date is None else str(date),
        triples,
        [(start, end) for start, end in sentences],
    )


def _is_triple(item: object) -> bool:
    return isinstance(item, dict) and all(
        isinstance(item.get(key), (str, list)) and item[key] and (isinstance(item[key], str) or key != "relation")
        for key in _NEEDED
    )


def _is_span(item: object, length: int) -> bool:
    if not isinstance(item, list) or len(item) != 2 or not all(type(end) is int for end in item):
        return False
    start, end = item
    return bool(0 <= start < end <= length)


def _is_index(item: object, count: int) -> bool:
    return item is None or (type(item) is int and 0 <= item < count)


def _bad(path: Path | str, number: int, what: str) -> InputError:
    return InputError(f"{path}, line {number}: {what}", _FORM)
