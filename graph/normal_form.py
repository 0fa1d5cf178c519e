"""The normal form of a phrase: what is left of it when case, accents, articles, plural and hyphens do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from graph.spelling import american
from graph.synonyms import BUILT_IN as SYNONYMS
from graph.synonyms import Synonyms, Word
from graph.word_data import read_data
from schemas.records import digest

BUILT_IN = Path(__file__).with_name("data") / "linking.yaml"
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Za-z]\.)+[A-Za-z]\b")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`]s\b|(?<=s)['’ʼ](?!\w)")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*\+?|&|[%$€£¥]")
_GLOSS = re.compile(r"(?<=\w)\s+\([A-Z][A-Za-z&.\-]{1,9}\)$")
"""A short form behind the name that it stands for: "Federal Communications Commission (FCC)"."""
_OUTER = " \t\n\"'“”‘’.,;:()[]"
_LONGEST = 80


@dataclass(frozen=True)
class Words:
    """The word lists of `graph/data/linking.yaml`; see there."""

    determiners: frozenset[str]
    legal_suffixes: frozenset[str]
    irregular: dict[str, str]
    unchanged: frozenset[str]
    expansions: dict[str, tuple[str, ...]]
    price_heads: frozenset[str]
    demand_heads: frozenset[str]
    of: frozenset[str]
    no_goods: frozenset[str]
    head_ends: frozenset[str]
    unsaid: frozenset[str]
    trade_suffixes: frozenset[str]
    common_firsts: frozenset[str]
    short_forms: dict[str, tuple[str, ...]]
    turned: dict[str, frozenset[str]]
    placed: dict[str, frozenset[str]]
    light: frozenset[str]
    place_prefixes: dict[str, str]
    headline_types: frozenset[str]
    seats: dict[str, str]
    houses: dict[str, str]


@cache
def word_lists(path: Path = BUILT_IN) -> Words:
    """Read the word lists."""
    data = read_data(path)
    return Words(
        determiners=frozenset(w for d in data["determiners"] for w in (d, d.replace("-", " "))),
        legal_suffixes=frozenset(data["legal_suffixes"]),
        irregular=data["irregular"],
        unchanged=frozenset(str(w) for w in data["unchanged"]),
        expansions={short: tuple(long.split()) for short, long in data["expansions"].items()},
        price_heads=frozenset(data["price_heads"]),
        demand_heads=frozenset(data["demand_heads"]),
        of=frozenset(data["of"]),
        no_goods=frozenset(str(w) for w in data["no_goods"]),
        head_ends=frozenset(data["head_ends"]),
        unsaid=frozenset(data["unsaid"]),
        trade_suffixes=frozenset(data["trade_suffixes"]),
        common_firsts=frozenset(data["common_firsts"]),
        short_forms={short: tuple(long.split()) for short, long in data["short_forms"].items()},
        turned={preposition: frozenset(heads) for preposition, heads in data["turned"].items()},
        placed={preposition: frozenset(heads) for preposition, heads in data["placed"].items()},
        light=frozenset(data["light"]),
        place_prefixes=data["place_prefixes"],
        headline_types=frozenset(data["headline_types"]),
        seats={name: place for place, names in data["seats"].items() for name in names},
        houses={name: place for place, names in data["houses"].items() for name in names},
    )


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def raw_words(text: str) -> list[str]:
    """The words as they stand: dots of "U.S." gone, possessives gone, split at hyphens."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return _WORD.findall(_POSSESSIVE.sub("", text))


@lru_cache(maxsize=65536)
def display(text: str) -> str:
    """The phrase as a name: without determiners, possessive ending and outer punctuation.

    >>> display("the country's rare earths"), display("China's")
    ("country's rare earths", 'China')
    """
    words = text.strip(_OUTER).split()
    while len(words) > 1 and fold(words[0].strip(_OUTER)) in word_lists().determiners:
        del words[0]
    name = " ".join(words).strip(_OUTER)
    return _POSSESSIVE.sub("", name) if len(words) == 1 else name


def normal_words(text: str) -> tuple[str, ...]:
    """The normal form of a phrase, as words.

    >>> normal_words("the Rare-Earth elements"), normal_words("car makers' labour costs")
    (('rare', 'earth'), ('automaker', 'labor', 'cost'))
    """
    return tuple(word.text for word in words_of(text))


@lru_cache(maxsize=65536)
def words_of(text: str, *, whole: bool = False) -> tuple[Word, ...]:
    """The normal form of a phrase, as words that still know their capital letters.

    It has no determiners, empty adjectives and legal suffixes; all words are singular and in American spelling, short
    forms are written out, and of several words for a thing one is left.

    Args:
        text: The phrase.
        whole: Whether "Co." and "Group" stay at the end of a firm's name.
    """
    lists = word_lists()
    raw = raw_words(_GLOSS.sub("", text))
    while len(raw) > 1 and fold(raw[0]) in lists.determiners:
        del raw[0]
    if not whole and len(raw) > 1 and not _is_legal(raw):
        return words_of(text, whole=True)
    while not whole and len(raw) > 1 and _is_legal(raw):
        del raw[-1]
    known = synonyms()
    return known.settle(known.joined(known.without_empty(_normal(raw))))


def _is_legal(raw: list[str]) -> bool:
    """Whether the last word is the form of a firm: "Corp.", also "Technologies" where the words before are a name."""
    lists, last = word_lists(), raw[-1]
    if not last[:1].isupper() and last != "&":
        return False
    if last == "&" or fold(last) in lists.legal_suffixes:
        return True
    return fold(last) in lists.trade_suffixes and raw[0][:1].isupper() and fold(raw[-2]) not in lists.common_firsts


@cache
def synonyms() -> Synonyms:
    """The words that mean the same thing."""
    return Synonyms(SYNONYMS, lambda text: _normal(raw_words(text)))


def _normal(raw: Iterable[str]) -> list[Word]:
    return [word for one in raw for word in _spelled_out(one)]


def _spelled_out(raw: str) -> Iterable[Word]:
    lists = word_lists()
    for form in (raw, raw[:-1] if raw.endswith("s") else raw):
        if form in lists.short_forms:
            return [Word(american(singular(word)), False) for word in lists.short_forms[form]]
    plain = "and" if raw == "&" else fold(raw)
    long = lists.expansions.get(plain) or lists.expansions.get(singular(plain))
    if long:
        return [Word(american(singular(word)), False) for word in long]
    return (Word(american(singular(plain)), raw != raw.lower()),)


def singular_head(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the head noun in the singular: the last one, or the one before "of", "in" and the like.

    >>> singular_head(("ports", "of", "call")), singular_head(("rare", "earths"))
    (('port', 'of', 'call'), ('rare', 'earth'))
    """
    head, ends = len(words) - 1, word_lists().head_ends
    for at in range(1, len(words)):
        if words[at] in ends:
            head = at - 1
            break
    return (*words[:head], singular(words[head]), *words[head + 1 :]) if words else words


@cache
def singular(word: str) -> str:
    """The singular of an English noun in lower case; a word that is none stays.

    >>> [singular(w) for w in ("batteries", "gas", "buses", "boxes", "licences", "glass", "analyses")]
    ['battery', 'gas', 'bus', 'box', 'licence', 'glass', 'analysis']
    """
    lists = word_lists()
    if word in lists.irregular:
        return lists.irregular[word]
    if word in lists.unchanged or len(word) < 3 or not word.endswith("s"):
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def slug(words: tuple[str, ...]) -> str:
    """The words as an id; one that would be long or empty ends in a hash.

    >>> slug(("rare", "earth")), slug(("3.5", "%"))
    ('rare-earth', '3-5')
    """
    text = re.sub(r"[\W_]+", "-", " ".join(word.replace("+", " plus") for word in words)).strip("-")
    if not text or len(text) > _LONGEST:
        return f"{text[: _LONGEST - 10].strip('-') or 'x'}-{digest(*words)[:8]}"
    return text
