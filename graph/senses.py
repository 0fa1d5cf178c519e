"""Names of several things, told apart by what else the article speaks of; `graph/data/senses.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from graph.normal_form import normal_words
from graph.word_data import read_data
from schemas.records import Article

BUILT_IN = Path(__file__).with_name("data") / "senses.yaml"


@dataclass(frozen=True)
class Sense:
    """One of the things that a name may mean.

    Attributes:
        id: Its entity id; empty for what the name means by itself.
        types: Types of mention that may mean it; empty is any.
        words: Words of articles that speak of it; capital letters count.
    """

    id: str
    types: frozenset[str]
    words: frozenset[str]


class Senses:
    """Decides between senses by the words of the article.

    Args:
        path: The file.
    """

    def __init__(self, path: Path = BUILT_IN) -> None:
        self._senses: dict[tuple[str, ...], tuple[Sense, ...]] = {
            normal_words(name): tuple(
                Sense(row.get("id", ""), frozenset(row.get("types", ())), frozenset(row["words"])) for row in rows
            )
            for name, rows in read_data(path).items()
        }
        self._find = lru_cache(maxsize=4096)(self._best)

    def decide(self, words: Sequence[str], type_: str, article: Article) -> str | None:
        """Id of the sense that the article speaks of; None where it is what the name means by itself.

        Args:
            words: The name, in its normal form.
            type_: Type of the mention.
            article: Where it stands.
        """
        key = tuple(words)
        return self._find(key, type_, article.title, article.text) if key in self._senses else None

    def _best(self, name: tuple[str, ...], type_: str, title: str, text: str) -> str | None:
        counts = [
            (
                sum(len(re.findall(rf"\b{re.escape(word)}\b", f"{title}\n{text}")) for word in sorted(sense.words)),
                sense.id,
            )
            for sense in self._senses[name]
            if not sense.types or type_ in sense.types
        ]
        # A tie is no reason to leave what the name means by itself.
        best = max(counts, key=lambda row: (row[0], row[1] == ""), default=(0, ""))
        return best[1] if best[0] and best[1] else None


@cache
def senses() -> Senses:
    """The senses that ship with knockon."""
    return Senses()
