"""Words that mean the same thing, by `graph/data/synonyms.yaml`: "car makers" are automakers, "petrol" is gasoline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from graph.word_data import read_data
from schemas.errors import InputError

BUILT_IN = Path(__file__).with_name("data") / "synonyms.yaml"
ANYWHERE, LAST, NOT_LAST = "", "$", "~"
_ROUNDS = 3


class Word(NamedTuple):
    """A word in its normal form.

    Attributes:
        text: Lower case, singular, American spelling.
        capital: Whether its letters make it part of a name: "Airlines", not "LNG" or "EVs".
    """

    text: str
    capital: bool


@dataclass(frozen=True)
class _Rule:
    words: tuple[str, ...]
    where: str
    instead: tuple[str, ...]


class Synonyms:
    """Replaces words by those that stand for them, the longest expression first.

    Args:
        path: The file.
        normal: What makes the words of a text normal, apart from synonyms.
    """

    def __init__(self, path: Path, normal: Callable[[str], Sequence[Word]]) -> None:
        data = read_data(path)

        self._prefixes = frozenset(data["prefixes"])

        def words(text: str) -> tuple[str, ...]:
            return tuple(word.text for word in self.joined(normal(text)))

        closed = {(words(text), ANYWHERE): words(text.replace(" ", "")) for text in data["closed"]}
        kept = {(words(text), ANYWHERE): words(text) for text in (*data["kept"], *data["synonyms"])}
        said: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}
        for canonical, variants in data["synonyms"].items():
            for variant in variants:
                where = variant[-1] if variant[-1] in (LAST, NOT_LAST) else ANYWHERE
                key = words(variant.rstrip(LAST + NOT_LAST)), where
                if said.setdefault(key, words(canonical)) != words(canonical) or key in kept:
                    cause = f"{path.name} gives {variant!r} for {canonical!r}, and for another thing"
                    raise InputError(cause, "give it one")
        self._rules: defaultdict[str, list[_Rule]] = defaultdict(list)
        for (variant_words, where), instead in {**closed, **kept, **said}.items():
            self._rules[variant_words[0]].append(_Rule(variant_words, where, instead))
        for known in self._rules.values():
            known.sort(key=lambda rule: (-len(rule.words), rule.where == ANYWHERE))
        self._empty = frozenset(data["empty"])
        self._named = frozenset(words(text) for text in data["named"])
        self._longest_name = max(map(len, self._named))

    def joined(self, words: Iterable[Word]) -> list[Word]:
        """The words with beginnings that are written apart joined on: "anti-dumping" is antidumping."""
        found: list[Word] = []
        for word in words:
            if found and found[-1].text in self._prefixes and word.text.isalpha():
                found[-1] = Word(found[-1].text + word.text, found[-1].capital or word.capital)
            else:
                found.append(word)
        return found

    def settle(self, words: Iterable[Word]) -> tuple[Word, ...]:
        """The words with those that stand for them, until nothing changes."""
        now = tuple(words)
        for _ in range(_ROUNDS):
            before, now = now, self._replaced(now)
            if now == before:
                break
        return now

    def without_empty(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words without adjectives at the front that name nothing: "major carmakers", "Global oil prices"."""
        at = 0
        while at + 1 < len(words) and words[at].text in self._empty and not self._is_named(words[at:]):
            if words[at].capital and any(word.capital for word in words[at + 1 :]):
                break
            at += 1
        return words[at:]

    def _is_named(self, words: Sequence[Word]) -> bool:
        texts = tuple(word.text for word in words[: self._longest_name])
        return any(texts[:count] in self._named for count in range(2, len(texts) + 1))

    def _replaced(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        found: list[Word] = []
        at = 0
        while at < len(words):
            rule = next((r for r in self._rules.get(words[at].text, ()) if _fits(r, words, at)), None)
            if rule is None:
                found.append(words[at])
                at += 1
                continue
            end = at + len(rule.words)
            capital = any(word.capital for word in words[at:end])
            found += [Word(text, capital) for text in rule.instead]
            at = end
        return tuple(found)


def _fits(rule: _Rule, words: tuple[Word, ...], at: int) -> bool:
    end = at + len(rule.words)
    if rule.where and (end == len(words)) != (rule.where == LAST):
        return False
    return tuple(word.text for word in words[at:end]) == rule.words
