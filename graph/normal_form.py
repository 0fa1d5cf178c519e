"""The normal form of a phrase: what is left of it when case, accents, articles, plural and hyphens do not count."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from schemas.records import digest

BUILT_IN = Path(__file__).with_name("data") / "linking.yaml"
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Za-z]\.)+[A-Za-z]\b")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`]s\b|(?<=s)['’ʼ](?!\w)")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*\+?|&|[%$€£¥]")
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


@cache
def word_lists(path: Path = BUILT_IN) -> Words:
    """Read the word lists."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
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
    )


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents."""
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
    """The normal form of a phrase, as words, before its head is made singular.

    >>> normal_words("the Rare-Earth elements"), normal_words("Ford Motor Co.")
    (('rare', 'earth', 'elements'), ('ford', 'motor'))
    """
    lists = word_lists()
    raw = raw_words(text)
    while len(raw) > 1 and fold(raw[0]) in lists.determiners:
        del raw[0]
    while len(raw) > 1 and raw[-1][:1].isupper() and fold(raw[-1]) in lists.legal_suffixes:
        del raw[-1]
    words: list[str] = []
    for word in raw:
        plain = "and" if word == "&" else fold(word)
        words += lists.expansions.get(plain) or lists.expansions.get(singular(plain)) or (plain,)
    return tuple(words)


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
