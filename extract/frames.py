"""The frame table: which relation a trigger states between the fillers of two of its roles.

Two data files, and a user's own, feed one table of counts. `frames.yaml` is written by hand: each row says how often,
out of how many, such a construction states the relation. `frames.tsv` is counted on annotated articles by
`benchmarks/count_frames.py`. A trigger is looked up at three levels, each without and with the types of the two
arguments: any word of its part of speech, its class (`triggers.yaml`), the word itself. Each level's relative
frequencies are drawn towards those of the level above it by a fixed number of pseudo-counts (additive smoothing
towards the parent, as in Jelinek-Mercer and Dirichlet back-off models), so that a rare word follows its class, and a
well-known one its own record.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from extract.hand_frames import Key, read
from extract.lexicon import FOLDER, lexicon
from schemas.vocabulary import Vocabulary, vocabulary

PSEUDO_COUNTS = {"*": (20, 10), "@": (10, 10), "w": (8, 8)}
"""Weight of the level above, without and with types; chosen on the held-out articles of more.jsonl."""

LEAST = 0.03
"""Probabilities below this are not worth adding up."""
KEPT = 65_536
"""Answers kept at hand: the pairs of roles and types of common words come again and again."""

PARTS = {"VERB": "V", "AUX": "V", "ADJ": "J"}
"""Part of speech -> letter of the table; everything else is N."""


class FrameTable:
    """Counts of relations per construction, and what they say of one pair of fillers.

    Attributes:
        total: How often a construction was seen between two candidate arguments.
        stated: How often, per relation, it stated it.
    """

    def __init__(self) -> None:
        self.total: dict[Key, float] = {}
        self.stated: dict[Key, dict[str, float]] = {}
        self._classes: dict[str, str] = {}
        self._coarse: dict[str, str] = {}
        self._ask = lru_cache(maxsize=KEPT)(self._probabilities)
        self._stating: dict[str, set[tuple[str, str]]] = {}
        for letter, classes in lexicon("triggers").items():
            for name, words in classes.items():
                for word in words:
                    self._classes[f"{word}.{letter}"] = f"@{name}.{letter}"
        for short, names in lexicon("coarse").items():
            for name in names:
                self._coarse[name] = short

    def add(self, key: Key, total: float, stated: dict[str, float]) -> None:
        """Count further sightings of a construction."""
        self._ask.cache_clear()
        self.total[key] = self.total.get(key, 0) + total
        row = self.stated.setdefault(key, {})
        for relation, count in stated.items():
            row[relation] = row.get(relation, 0) + count
        if stated and not key[0].startswith("*"):
            self._stating.setdefault(key[0], set()).add((key[1], key[2]))

    def stating(self, trigger: str, letter: str) -> set[tuple[str, str]]:
        """The pairs of roles between which this trigger, or its class, has ever stated a relation.

        What any word of its part of speech states is a measure for the others, no evidence of its own.
        """
        word = f"{trigger}.{letter}"
        own, of_class = self._stating.get(word), self._stating.get(self._classes.get(word, ""))
        return own | of_class if own and of_class else own or of_class or set()

    def keys(
        self, trigger: str, letter: str, roles: tuple[str, str], types: tuple[str, str]
    ) -> Iterator[tuple[Key, int]]:
        """The levels to read for a pair, widest first, each with the pseudo-counts that the one before it has."""
        word = f"{trigger}.{letter}"
        names = [("*", f"*{'B' if trigger == 'be' else letter}")]
        if word in self._classes:
            names.append(("@", self._classes[word]))
        names.append(("w", word))
        subject, object_ = (self._coarse.get(t, t) for t in types)
        for level, name in names:
            untyped, typed = PSEUDO_COUNTS[level]
            yield (name, *roles, "", ""), untyped
            yield (name, *roles, subject, object_), typed

    def probabilities(
        self, trigger: str, letter: str, roles: tuple[str, str], types: tuple[str, str]
    ) -> dict[str, float]:
        """Relation -> probability that the trigger states it between fillers of these roles and types."""
        return self._ask(trigger, letter, roles, types)

    def _probabilities(
        self, trigger: str, letter: str, roles: tuple[str, str], types: tuple[str, str]
    ) -> dict[str, float]:
        known: dict[str, float] = {}
        for key, weight in self.keys(trigger, letter, roles, types):
            total = self.total.get(key)
            if total is None:
                continue
            stated = self.stated[key]
            known = {
                relation: (stated.get(relation, 0) + weight * known.get(relation, 0)) / (total + weight)
                for relation in {**known, **stated}
            }
        return {r: p for r, p in known.items() if p > LEAST}


def load_frames(
    hand: Path | None = None,
    counted: Path | None = None,
    *,
    own: Path | None = None,
    known: Vocabulary | None = None,
) -> FrameTable:
    """Read the files into one table.

    Args:
        hand: Frames written by hand, of the built-in vocabulary; null for those that ship with knockon.
        counted: The counted ones; null for those that ship with knockon.
        own: A user's own frames, added to the others (`extract.hand_frames`).
        known: The vocabulary that the user's own frames must keep to; the built-in one where null.

    Raises:
        ExtractionError: A file cannot be read; or a row is malformed, or names an unknown relation, role or type.
    """
    table = FrameTable()
    rows = [*read(hand or FOLDER / "frames.yaml", vocabulary()), *(read(own, known or vocabulary()) if own else ())]
    for row in rows:
        for key in row.keys:
            table.add(key, row.of, {row.relation: row.right})
    for key, total, stated in _counted(counted or FOLDER / "frames.tsv"):
        table.add(key, total, stated)
    return table


@cache
def frames() -> FrameTable:
    """The table that ships with knockon."""
    return load_frames()


def _counted(path: Path) -> Iterator[tuple[Key, float, dict[str, float]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        trigger, subject, object_, subject_type, object_type, total, *stated = line.split("\t")
        key = (trigger, subject, object_, subject_type.strip("."), object_type.strip("."))
        yield key, float(total), {r: float(n) for r, n in (item.split(":") for item in stated)}
