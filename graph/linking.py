"""Which entity a mention means: from its words, its type and its article, never from what the graph holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from graph.acronyms import acronyms, plain
from graph.gazetteer import Entry, gazetteer
from graph.normal_form import display, fold, normal_words, raw_words, slug, synonyms, word_lists, words_of
from graph.senses import senses
from graph.synonyms import Word
from graph.word_order import turned
from schemas.records import Article, Mention

PRICE, DEMAND = "-price", "-demand"
GOVERNMENT = "government"
COMMON = "-common"
"""Ending of the id of a common noun that is spelt as a place's id is: "turkey", the meat."""
_PLACE, _ORGANIZATION = "Place", "Organization"
_GOODS = ("Commodity", "Product")
_LONGEST_NAME = 5
_SHORTEST_JOINED = 6
"""So many letters a name has that is met however it is spaced: "ExxonMobil" is Exxon Mobil."""


class Linker:
    """Links mentions to entity ids; pure and deterministic.

    Args:
        entries: The gazetteer; the one that ships with knockon where none is given.
    """

    def __init__(self, entries: Iterable[Entry] | None = None) -> None:
        self.entries = tuple(gazetteer() if entries is None else entries)
        self._by_id = {entry.id: entry for entry in self.entries}
        self.limited_types = tuple(sorted({type_ for entry in self.entries for type_ in entry.only}))
        self._by_words: defaultdict[tuple[str, ...], list[tuple[Entry, bool]]] = defaultdict(list)
        self._by_letters: defaultdict[str, list[tuple[Entry, bool]]] = defaultdict(list)
        named = [(entry, name) for entry in self.entries for name in (entry.name, *entry.names)]
        for entry, name in named:
            form = _texts(words_of(name, whole=True))
            _add(self._by_words[form], entry, name)
            _add(self._by_letters["".join(form)], entry, name)
        # "Merck KGaA" is what bears that name before it is a Merck, and "Chinese government" is a China government.
        for entry, name in named:
            words = words_of(name)
            for form in dict.fromkeys((_texts(words), self._compound(turned(words, self._is_place), entry.type))):
                _add(self._by_words[form], entry, name)
        self._link = lru_cache(maxsize=65536)(self._link_phrase)

    def link(self, mention: Mention, article: Article) -> str:
        """Id of the entity that the mention means."""
        return self.link_name(mention.link_name, mention.type, article)

    def link_name(self, name: str, type_: str = "", article: Article | None = None) -> str:
        """Id of the entity that a phrase means.

        Args:
            name: The phrase, pronouns resolved and bare of movement.
            type_: Entity type of the phrase; empty where not known.
            article: Where it stands; explains its short forms and decides between senses.
        """
        if article is not None:
            sense = senses().decide(normal_words(name), type_, article)
            if sense is not None:
                return sense
            name = _written_out(name, article)
        return self._link(name, type_)

    def entry(self, entity_id: str) -> Entry | None:
        """The gazetteer's entry of that id."""
        return self._by_id.get(entity_id)

    def goods(self, entity_id: str) -> tuple[str | None, str | None]:
        """Ids of the good that this is the price of, and of the good that this is the demand for.

        They follow from the id alone: "oil-price" is the price of "oil", and "asking-price" of nothing.
        """
        if entity_id in self._by_id:
            return None, None
        price, demand = _good(entity_id, PRICE), _good(entity_id, DEMAND)
        return price, demand

    def display(self, name: str) -> str:
        """A mention's words as a name for people."""
        return display(name)

    def _link_phrase(self, name: str, type_: str) -> str:
        words = words_of(name)
        if not words:
            return slug((name,))
        capital = any(c.isupper() for c in name)
        government = _government(words, type_)
        if government is None:
            for form in (words_of(name, whole=True), words):
                small_end = type_ != "" and not form[-1].capital
                known = self._known(_texts(form), type_, capital, small_end=small_end)
                if known is not None:
                    # "Bolt", a company, is no bolt.
                    own = (
                        type_ == _ORGANIZATION and self._by_id[known].type in _GOODS and _is_singular_name(words, name)
                    )
                    return slug(_texts(words)) if own else known
        words = turned(government or words, self._is_place)
        lists = word_lists()
        for names, suffix in ((lists.price_heads, PRICE), (lists.demand_heads, DEMAND)):
            if len(words) > 1 and words[-1].text in names:
                return f"{self._thing(synonyms().settle(words[:-1]), '', capital)}{suffix}"
        return self._thing(words, type_, capital)

    def _thing(self, words: tuple[Word, ...], type_: str, capital: bool) -> str:
        known = self._known(_texts(words), type_, capital, small_end=type_ != "" and not words[-1].capital)
        if known:
            return known
        compound = self._compound(words, type_)
        known = self._known(compound, type_, capital)
        if known:
            return known
        id_ = slug(compound)
        entry = self._by_id.get(id_)
        return f"{id_}{COMMON}" if entry and entry.type == _PLACE and type_ != _PLACE else id_

    def _known(self, words: tuple[str, ...], type_: str, capital: bool, *, small_end: bool = False) -> str | None:
        """Id of the gazetteer's entry of that name; "American airlines" are not the company of that name."""
        joined = "".join(words)
        found: list[tuple[Entry, bool]] = [*self._by_words.get(words, ())]
        if len(joined) >= _SHORTEST_JOINED:
            found += self._by_letters.get(joined, ())
        for entry, needs_capital in found:
            if needs_capital and (not capital or (small_end and type_ != entry.type == _ORGANIZATION)):
                continue
            if not entry.only or type_ in entry.only:
                return entry.id
        return None

    def _compound(self, words: tuple[Word, ...], type_: str) -> tuple[str, ...]:
        """Read a place first the same way: "American" and "U.S. automakers" are one, "American Airlines" is a name.

        Two places are sorted ("China-U.S. trade"), and a known good behind them is called by its id.
        """
        places, at = self._places(words)
        rest = words[at:]
        if places and (not rest or not _is_name(rest, type_)):
            good = self._good_first(rest)
            return tuple(part for id_ in (*sorted(places), *good) for part in id_.split("-"))
        good = self._good_first(words)
        first = self._by_id.get(good[0])
        if len(good) > 1 and first is not None and first.type == _PLACE and not words[0].capital:
            good = (f"{good[0]}{COMMON}", *good[1:])
        return tuple(part for id_ in good for part in id_.split("-"))

    def _places(self, words: tuple[Word, ...]) -> tuple[list[str], int]:
        """The ids of the places in front, at least one word before the end, and where the rest begins."""
        found, at, prefixes = list[str](), 0, word_lists().place_prefixes
        while at < len(words) - 1:
            if not found and words[0].text in prefixes and self._place_at(words, 1) is not None:
                found.append(prefixes[words[0].text])
                at = 1
                continue
            place = self._place_at(words, at)
            if place is None:
                break
            found.append(place[0])
            at += place[1]
        return list(dict.fromkeys(found)), at

    def _place_at(self, words: Sequence[Word], at: int) -> tuple[str, int] | None:
        if not words[at].capital:
            return None
        for count in range(min(_LONGEST_NAME, len(words) - at - 1), 0, -1):
            for entry, _ in self._by_words.get(_texts(words[at : at + count]), ()):
                if entry.type == _PLACE and not entry.only:
                    return entry.id, count
        return None

    def _is_place(self, words: Sequence[Word]) -> bool:
        known = self._by_words.get(_texts(words), ()) if words and words[0].capital else ()
        return any(entry.type == _PLACE and not entry.only for entry, _ in known)

    def _good_first(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The words, a known good of several words in front called by its id: "nickel-iron exports", of ferronickel."""
        for count in range(min(_LONGEST_NAME, len(words)), 1, -1):
            for entry, capital in self._by_words.get(_texts(words[:count]), ()):
                if entry.type in _GOODS and not entry.only and not capital:
                    return (entry.id, *_texts(words[count:]))
        return _texts(words)


def _add(known: list[tuple[Entry, bool]], entry: Entry, name: str) -> None:
    """Add an entry under one of its names, which matches only a phrase with a capital letter where it has one."""
    capital = name != name.lower()
    if all(other.id != entry.id or needed > capital for other, needed in known):
        known.append((entry, capital))


def _texts(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(word.text for word in words)


def _is_name(words: Sequence[Word], type_: str) -> bool:
    """Whether capital letters make the words part of a name, and not of a headline."""
    return type_ not in word_lists().headline_types and any(word.capital for word in words)


def _is_singular_name(words: Sequence[Word], name: str) -> bool:
    """Whether the phrase is one word with a capital letter that is no plural."""
    return len(words) == 1 and words[0].capital and words[0].text == fold(name)


def _government(words: Sequence[Word], type_: str) -> tuple[Word, ...] | None:
    """The words for the government that a capital or a building speaks for."""
    lists, name = word_lists(), " ".join(_texts(words))
    place = lists.houses.get(name) or (lists.seats.get(name) if type_ == _ORGANIZATION else None)
    if place is None or not words[0].capital:
        return None
    return (*(Word(part, True) for part in place.split("-")), Word(GOVERNMENT, False))


def _written_out(name: str, article: Article) -> str:
    """The phrase with the short forms that its article explains written out: "NAL mine"."""
    if name == name.lower():
        return name
    known = acronyms(article.title, article.text)
    if not known:
        return name
    raw = raw_words(name)
    if not any(plain(word) in known for word in raw):
        return name
    determiners = word_lists().determiners
    while len(raw) > 1 and fold(raw[0]) in determiners:
        del raw[0]
    return " ".join(known.get(plain(word), word) if any(c.isupper() for c in word[1:]) else word for word in raw)


@cache
def _good(entity_id: str, suffix: str) -> str | None:
    good = entity_id.removesuffix(suffix)
    if good in ("", entity_id):
        return None
    no_goods = word_lists().no_goods
    words = good.split("-")
    return None if good.replace("-", " ") in no_goods or all(word in no_goods for word in words) else good


@cache
def linker() -> Linker:
    """The linker with the gazetteer that ships with knockon."""
    return Linker()
