"""Pairs of names with what they are to each other, and how well the linker tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.errors import InputError
from schemas.vocabulary import vocabulary

SAME, SAME_QUANTITY, NARROWER, DIFFERENT = "same", "same-quantity", "narrower", "different"
LABELS = (SAME, SAME_QUANTITY, NARROWER, DIFFERENT)
_TEXTS = ("a", "b", "type_a", "type_b", "label")


@dataclass(frozen=True)
class Pair:
    """Two names with their types and what they are to each other, one of `LABELS`."""

    a: str
    b: str
    type_a: str
    type_b: str
    label: str
    why: str = ""


@dataclass(frozen=True)
class Judged:
    """A pair with what the linker makes of it.

    Attributes:
        pair: The pair.
        id_a: The entity that the first name means.
        id_b: The entity that the second name means.
        said: One of `LABELS`.
    """

    pair: Pair
    id_a: str
    id_b: str
    said: str

    def to_dict(self) -> dict[str, Any]:
        """As a row."""
        pair = self.pair
        return {
            "a": pair.a, "b": pair.b, "label": pair.label, "said": self.said, "id_a": self.id_a, "id_b": self.id_b,
            "why": pair.why,
        }  # fmt: skip


def read_pairs(path: Path) -> list[Pair]:
    """Read pairs, one JSON object a line: a, b, type_a, type_b, label, and why.

    Raises:
        InputError: The file cannot be read, or a line is not of that form.
    """
    cure = "give JSON lines with a, b, type_a, type_b and label"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}", cure) from None
    found = [_pair(f"{path}, line {number}", line, cure) for number, line in _lines(text)]
    if not found:
        raise InputError(f"{path} holds no pairs", cure)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _pair(where: str, line: str, cure: str) -> Pair:
    try:
        row = json.loads(line)
    except ValueError:
        raise InputError(f"{where} is no JSON", cure) from None
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) and row[name].strip() for name in _TEXTS):
        raise InputError(f"{where} lacks one of {', '.join(_TEXTS)}", cure)
    if row["label"] not in LABELS:
        raise InputError(f"{where} has the label {row['label']!r}", f"known are {', '.join(LABELS)}")
    for name in ("type_a", "type_b"):
        if row[name] not in vocabulary().type_names:
            raise InputError(f"{where} has the type {row[name]!r}", f"known are {', '.join(vocabulary().type_names)}")
    return Pair(**{name: row[name] for name in _TEXTS}, why=str(row.get("why", "")))


def figures(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """For each label: how many pairs have it, how many were said to have it and do; precision and recall.

    Precision and recall are fractions of 1 with three digits, null where there is nothing to divide by.
    """
    return [_figure(label, judged) for label in LABELS]


def _figure(label: str, judged: Iterable[Judged]) -> dict[str, Any]:
    rows = [(one.pair.label == label, one.said == label) for one in judged]
    pairs, said = sum(is_so for is_so, _ in rows), sum(says for _, says in rows)
    right = sum(is_so and says for is_so, says in rows)
    return {
        "label": label, "pairs": pairs, "said": said, "right": right, "precision": _share(right, said),
        "recall": _share(right, pairs),
    }  # fmt: skip


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
