"""Themes: which entities and articles belong to a topic, by its seeds, its branches of the taxonomy, and its words."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from graph.linking import linker
from graph.normal_form import fold, singular
from graph.taxonomy import taxonomy
from schemas.errors import InputError, UsageError

FOLDER = Path(__file__).with_name("data") / "themes"
ENDINGS = (".yaml", ".yml")
IN_TEXT = 2
"""An article is on a theme when its title names it once, or its text so often."""

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = ("seeds", "branches", "words", "not_words")


@dataclass(frozen=True)
class Theme:
    """A topic.

    Attributes:
        name: What it is asked for by.
        title: Its name for people.
        seeds: Ids of entities that belong to it, with all that lies under them.
        branches: Ids of the taxonomy, to which the same goes.
        words: Words and phrases that put an entity or an article on the theme; with a capital, just so.
        not_words: Names of seeds and branches that mean too much else to tell what an article is about.
    """

    name: str
    title: str
    seeds: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()

    def holds(self, id_: str, name: str) -> bool:
        """Whether an entity belongs to it: it, its good, or the good that it works on lies under a seed or branch.

        A name with one of the words belongs to it too.

        Args:
            id_: The entity's id.
            name: Its name.
        """
        goods = (id_, taxonomy().processes(id_), *linker().goods(id_))
        if any(taxonomy().under(good, self._above) for good in goods if good):
            return True
        return next(self._own_words.found(name), None) is not None

    def is_told_in(self, title: str, text: str) -> bool:
        """Whether an article is on the theme, by its words and the names of its seeds and branches."""
        if next(self._all_words.found(title), None) is not None:
            return True
        return len(list(islice(self._all_words.found(text), IN_TEXT))) == IN_TEXT

    @cached_property
    def _above(self) -> frozenset[str]:
        return frozenset((*self.seeds, *self.branches))

    @cached_property
    def _own_words(self) -> _Terms:
        return _Terms(self.words)

    @cached_property
    def _all_words(self) -> _Terms:
        ids = {*self.seeds, *(id_ for branch in self.branches for id_ in taxonomy().branch(branch))}
        names = {id_.replace("-", " ") for id_ in ids}
        for entry in (linker().entry(id_) for id_ in sorted(ids)):
            names.update((entry.name, *entry.names) if entry else ())
        return _Terms((*self.words, *(names - set(self.not_words))))


class _Terms:
    """Finds terms in running text, in the singular or plural; hyphens are spaces, and what has capitals must have them.

    Args:
        terms: Words and phrases.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_first: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for term in terms:
            words = tuple(_WORD.findall(term))
            if words:
                self._by_first[_plain(words[0])].add(words)

    def found(self, text: str) -> Iterator[tuple[str, ...]]:
        """The terms that stand in a text, from left to right."""
        words = _WORD.findall(text)
        for at, word in enumerate(words):
            for term in self._by_first.get(_plain(word), ()):
                if all(map(_is_word, words[at : at + len(term)], term)) and at + len(term) <= len(words):
                    yield term
                    break


def _plain(word: str) -> str:
    return singular(fold(word))


def _is_word(word: str, wanted: str) -> bool:
    if wanted != wanted.lower():
        return word in (wanted, f"{wanted}s", wanted.upper())
    return _plain(word) == _plain(wanted)


def theme(name: str) -> Theme:
    """The theme of this name, or of this file of one's own.

    Args:
        name: A shipped theme's name, or a path: what ends in .yaml or .yml, or has a slash in it.

    Raises:
        UsageError: There is no such theme; the known ones are named.
        InputError: The file cannot be read, or is not valid.
    """
    if name.lower().endswith(ENDINGS) or "/" in name or "\\" in name:
        return read_theme(Path(name))
    asked = "-".join(_WORD.findall(name.lower()))
    known = names()
    if asked not in known:
        near = difflib.get_close_matches(asked, known, n=1)
        offer = f"did you mean {near[0]}? Known are" if near else "known are"
        raise UsageError(f"there is no theme {name!r}", f"{offer} {', '.join(known)}, or give a .yaml file of your own")
    return _shipped(asked)


def names() -> tuple[str, ...]:
    """Names of the themes that ship with knockon."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def _shipped(name: str) -> Theme:
    return read_theme(FOLDER / f"{name}.yaml")


def read_theme(path: Path) -> Theme:
    """Read a theme: a YAML mapping of name, title, and at least one of seeds, branches and words.

    Raises:
        InputError: It cannot be read, or is not of that form; the message names what is wrong.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        cause = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise InputError(f"cannot read the theme {path}: {cause}", "give a YAML file in UTF-8") from error
    wrong = _mistake(data)
    if wrong:
        raise InputError(f"the theme {path} is not valid: {wrong}", "see 'knockon themes --help' for the form")
    lists = {key: tuple(str(one) for one in data.get(key) or ()) for key in _LISTS}
    lists["seeds"] = tuple(dict.fromkeys(linker().link_name(seed) for seed in lists["seeds"]))
    return Theme(name=data["name"], title=data["title"], **lists)


def _mistake(data: Any) -> str | None:
    """What is wrong with the content of a theme's file; None where nothing is."""
    if not isinstance(data, Mapping):
        return "it is no mapping of name, title, seeds, branches and words"
    known = ("name", "title", *_LISTS)
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            return f"it has the key {key!r}, {f'did you mean {near[0]}' if near else 'known are ' + ', '.join(known)}"
    for key in ("name", "title"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            return f"it has no {key}"
    if not _NAME.fullmatch(data["name"]):
        return f"its name {data['name']!r} is not small letters, digits and hyphens"
    for key in _LISTS:
        rows = data.get(key) or []
        if not isinstance(rows, list) or not all(isinstance(row, str) and row.strip() for row in rows):
            return f"{key} is no list of names; one that YAML reads as no text (no, on, 5) goes in quotes"
    for id_ in data.get("branches") or ():
        if id_ not in taxonomy().ids:
            near = difflib.get_close_matches(id_, taxonomy().ids, n=1)
            return f"the taxonomy has no branch {id_!r}" + (f", did you mean {near[0]}?" if near else "")
    if not any(data.get(key) for key in ("seeds", "branches", "words")):
        return "it has neither seeds nor branches nor words"
    return None
