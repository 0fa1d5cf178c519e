"""Which entity a mention means: from its words, its type and its article, never from what the graph holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from graph.acronyms import acronyms, plain
from graph.gazetteer import Entry, gazetteer
from graph.normal_form import display, fold, normal_words, raw_words, singular, singular_head, slug, word_lists
from schemas.records import Article, Mention

PRICE, DEMAND = "-price", "-demand"
COMMON = "-common"
"""Ending of the id of a common noun that is spelt as a place's id is: "turkey", the meat."""
_PLACE = "Place"
_LONGEST_PLACE = 4


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
        for entry in self.entries:
            for name in (entry.name, *entry.names):
                words = normal_words(name)
                capital = name != name.lower()
                for form in {words, singular_head(words)}:
                    if all(known.id != entry.id for known, _ in self._by_words[form]):
                        self._by_words[form].append((entry, capital))
        self._link = lru_cache(maxsize=65536)(self._link_phrase)

    def link(self, mention: Mention, article: Article) -> str:
        """Id of the entity that the mention means."""
        return self.link_name(mention.link_name, mention.type, article)

    def link_name(self, name: str, type_: str = "", article: Article | None = None) -> str:
        """Id of the entity that a phrase means.

        Args:
            name: The phrase, pronouns resolved and bare of movement.
            type_: Entity type of the phrase; empty where not known.
            article: Where it stands; explains its short forms.
        """
        if article is not None:
            raw = raw_words(name)
            while len(raw) > 1 and fold(raw[0]) in word_lists().determiners:
                del raw[0]
            if len(raw) == 1 and any(c.isupper() for c in raw[0][1:]):
                name = acronyms(article.title, article.text).get(plain(raw[0]), name)
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
        words = normal_words(name)
        if not words:
            return slug((name,))
        capital = any(c.isupper() for c in name)
        lists = word_lists()
        known = self._known(words, type_, capital)
        if known is not None:
            return known
        heads = singular_head(words)
        for names, suffix in ((lists.price_heads, PRICE), (lists.demand_heads, DEMAND)):
            good = _good_words(heads, words, names, lists.of)
            if good:
                return f"{self._thing(good, '', capital, name)}{suffix}"
        return self._thing(words, type_, capital, name)

    def _thing(self, words: tuple[str, ...], type_: str, capital: bool, name: str) -> str:
        known = self._known(words, type_, capital)
        if known:
            return known
        id_ = slug(self._place_first(singular_head(words), name))
        entry = self._by_id.get(id_)
        return f"{id_}{COMMON}" if entry and entry.type == _PLACE and type_ != _PLACE else id_

    def _known(self, words: tuple[str, ...], type_: str, capital: bool) -> str | None:
        for form in (words, singular_head(words)):
            for entry, needs_capital in self._by_words.get(form, ()):
                if (capital or not needs_capital) and (not entry.only or type_ in entry.only):
                    return entry.id
        return None

    def _place_first(self, words: tuple[str, ...], name: str) -> tuple[str, ...]:
        """Read a place first the same way: "American" and "U.S. automakers" are one, "American Airlines" is a name."""
        raw = raw_words(name)
        while len(raw) > 1 and fold(raw[0]) in word_lists().determiners:
            del raw[0]
        for count in range(min(_LONGEST_PLACE, len(words) - 1), 0, -1):
            rest = raw[count:]
            if not raw[0][:1].isupper() or any(_of_a_name(word) for word in rest):
                continue
            for entry, _ in self._by_words.get(words[:count], ()):
                if entry.type == _PLACE and not entry.only:
                    return (*entry.id.split("-"), *words[count:])
        return words


def _of_a_name(word: str) -> bool:
    """Whether a word has capitals because it is part of a name: "Airlines" and not "LNG" or "EVs"."""
    plain_word = fold(word)
    expansions = word_lists().expansions
    return word != word.lower() and plain_word not in expansions and singular(plain_word) not in expansions


def _good_words(
    heads: tuple[str, ...], words: tuple[str, ...], names: frozenset[str], of: frozenset[str]
) -> tuple[str, ...]:
    """The good's words in "oil prices" or "price of oil"; empty where the phrase is neither."""
    if len(heads) > 2 and heads[0] in names and heads[1] in of:
        rest = words[2:]
        while len(rest) > 1 and rest[0] in word_lists().determiners:
            rest = rest[1:]
        return rest
    if len(heads) > 1 and heads[-1] in names:
        return words[:-1]
    return ()


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
